"""Elastic Load Balancing: what a target's health looks like when things break, and what may be deleted."""

from emulator.services.elbv2 import health, protection  # noqa: F401
