"""Multi-AZ DB clusters: they make their own three instances, and take them along when they go."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.rds.exceptions import RDSClientError
from moto.rds.models import DBCluster, RDSBackend, rds_backends
from moto.rds.models import Event as RdsEvent

from emulator.patching import around
from emulator.services.rds.reachable import is_reachable
from emulator.services.rds.upgrades import check_upgrade
from emulator.services.rds.versions import full_version, version_after
from emulator.world import ACCOUNT

# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
RdsEvent.EVENT_MAP["DB_CLUSTER_FAILOVER"] = {
    "Categories": ["failover"],
    "Message": "Completed failover of DB cluster.",
}


@around(RDSBackend, "create_db_cluster")
def _create(original: Callable[..., DBCluster], self: RDSBackend, kwargs: dict[str, Any]) -> DBCluster:
    """A writer and two readers, each in a zone of its own. moto makes none, so that there is nothing
    to fail over. RDS names them after the cluster.
    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-concepts.html
    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/create-multi-az-db-cluster.html
    """
    instance_class = kwargs.get("db_cluster_instance_class")
    if not instance_class:
        return original(self, kwargs)
    zones = zones_of(self, kwargs.get("db_subnet_group_name"))
    if len(zones) < 3:
        raise RDSClientError(
            "DBSubnetGroupDoesNotCoverEnoughAZs",
            "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ "
            f"coverage: {', '.join(zones)}. Add subnets to cover at least 3 AZs.",
        )
    if kwargs.get("engine_version"):
        kwargs["engine_version"] = full_version(kwargs["engine"], kwargs["engine_version"])
    cluster = original(self, kwargs)
    for number, zone in enumerate(zones[:3], start=1):
        self.create_db_instance(
            {
                "db_instance_identifier": f"{cluster.db_cluster_identifier}-instance-{number}",
                "db_cluster_identifier": cluster.db_cluster_identifier,
                "db_instance_class": instance_class,
                "engine": cluster.engine,
                "engine_version": cluster.engine_version,
                "availability_zone": zone,
                "db_subnet_group_name": kwargs["db_subnet_group_name"],
            }
        )
    return cluster


def zones_of(backend: RDSBackend, subnet_group: str | None) -> list[str]:
    """Zones of a subnet group, or the region's first three."""
    if subnet_group is None:
        return [backend.region_name + letter for letter in "abc"]
    (group,) = backend.describe_db_subnet_groups(subnet_group)
    return sorted({subnet["SubnetAvailabilityZone"]["Name"] for subnet in group.subnets})


@around(RDSBackend, "delete_db_cluster")
def _delete(
    original: Callable[..., DBCluster],
    self: RDSBackend,
    cluster_identifier: str,
    snapshot_name: str | None = None,
) -> DBCluster:
    """The instances of a Multi-AZ DB cluster go with it; moto wants them deleted before, which RDS
    does not let anybody do.
    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteMultiAZDBCluster.Deleting.html
    """
    cluster = self.clusters.get(cluster_identifier)
    is_multi_az = cluster is not None and cluster.db_cluster_instance_class
    if is_multi_az and not cluster.deletion_protection:
        for member in cluster.members:
            del self.databases[member.db_instance_identifier]
    return original(self, cluster_identifier, snapshot_name)


@around(RDSBackend, "modify_db_cluster")
def _modify(original: Callable[..., DBCluster], self: RDSBackend, kwargs: dict[str, Any]) -> DBCluster:
    """A new major version has to be allowed, and there is no way back.
    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-upgrading.html
    """
    cluster = self.clusters.get(kwargs["db_cluster_identifier"])
    wanted = kwargs.get("engine_version")
    if cluster is not None and cluster.db_cluster_instance_class and wanted:
        wanted = version_after(cluster.engine, cluster.engine_version, wanted)
        kwargs["engine_version"] = wanted
        allowed = bool(kwargs.get("allow_major_version_upgrade"))
        check_upgrade(cluster.engine, cluster.engine_version, wanted, allowed)
    return original(self, kwargs)


@around(DBCluster, "failover")
def _fail_over(original: Callable[..., None], self: DBCluster, target_instance: Any) -> None:
    """RDS tells of it; moto does not."""
    original(self, target_instance)
    self.event_source_type = "db-cluster"
    self.backend.add_event("DB_CLUSTER_FAILOVER", self)


def zone_lost(region: str) -> list[str]:
    """Fail over every Multi-AZ cluster whose writer can no longer be reached; their names.
    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-concepts-failover.html
    """
    moved = []
    for cluster in rds_backends[ACCOUNT][region].clusters.values():
        live = [member for member in cluster.members if is_reachable(member)]
        if live and cluster.writer not in live:
            cluster.failover(live[0])
            moved.append(cluster.db_cluster_identifier)
    return moved
