"""Amazon RDS: several instances at all, replicas, upgrades in the right order, failover, Multi-AZ clusters."""

from emulator.services.rds import (  # noqa: F401
    clusters,
    deletion,
    failover,
    groups,
    instances,
    replicas,
    upgrades,
)
