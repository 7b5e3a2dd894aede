"""Amazon RDS: several instances at all, replicas, upgrades in the right order, failover."""

from emulator.services.rds import (  # noqa: F401
    deletion,
    failover,
    groups,
    instances,
    replicas,
    upgrades,
)
