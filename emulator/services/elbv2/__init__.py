"""Elastic Load Balancing: what a target's health looks like when things break."""

from emulator.services.elbv2 import health  # noqa: F401
