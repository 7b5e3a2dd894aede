"""Which instances can be reached, and how far replicas are behind."""

from __future__ import annotations

from collections.abc import Iterator

from moto.rds.models import DBInstance, rds_backends

from emulator.world import ACCOUNT, world


def is_reachable(instance: DBInstance) -> bool:
    """Neither impaired nor in a lost zone; a Multi-AZ instance has moved out of one already."""
    lost = instance.availability_zone in world.lost_zones
    return not lost and instance.db_instance_identifier not in world.impaired


def replica_lags(region: str) -> Iterator[tuple[str, float]]:
    """What ReplicaLag says of each replica; one that cannot be reached says nothing, and one whose
    source cannot be reached is behind no further than the moment before.
    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
    """
    for instance in list(rds_backends[ACCOUNT][region].databases.values()):
        if instance.is_replica and is_reachable(instance):
            yield instance.db_instance_identifier, 0.0
