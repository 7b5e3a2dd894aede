"""Cache clusters: members of replication groups, Memcached nodes with zones, and an end to deletion."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from moto.core.responses import ActionResult
from moto.elasticache.exceptions import CacheSubnetGroupNotFound, ElastiCacheException
from moto.elasticache.models import CacheCluster, ElastiCacheBackend, ReplicationGroup
from moto.elasticache.responses import ElastiCacheResponse

from emulator.patching import add, around

# Default engine version of a new cluster.
VERSIONS = {"valkey": "8.0", "redis": "7.1", "memcached": "1.6.22"}


@around(ElastiCacheBackend, "__init__")
def _init(original: Callable[..., None], self: ElastiCacheBackend, *args: Any, **kwargs: Any) -> None:
    original(self, *args, **kwargs)
    # moto refuses the ARNs of user groups, parameter groups and serverless caches.
    self.arn_regex = re.compile(r"^arn:aws:elasticache:.*:[0-9]*:[a-z]+:.*$")
    self.user_groups = {}
    self.parameter_groups = {}
    self.serverless_caches = {}


def zones_of(backend: ElastiCacheBackend, subnet_group: str | None) -> list[str]:
    """Zones of a subnet group, or the region's first three."""
    group = backend.cache_subnet_groups.get(subnet_group or "")
    zones = {subnet.get("subnet_availability_zone") for subnet in group.subnets} if group else set()
    known = sorted(zone for zone in zones if isinstance(zone, str))
    return known or [backend.region_name + letter for letter in "abc"]


def full_version(engine: str, version: str | None) -> str:
    """`8.0` runs as `8.0.1`, and 7.1 as 7.1.0."""
    version = version or VERSIONS[engine]
    return version if version.count(".") > 1 else f"{version}.{1 if engine == 'valkey' else 0}"


def default_parameter_group(engine: str, version: str, cluster: bool) -> str:
    return f"default.{engine}{version.split('.')[0]}" + (".cluster.on" if cluster else "")


def make_member(
    backend: ElastiCacheBackend, group: ReplicationGroup, member: dict[str, Any]
) -> CacheCluster:
    """The cluster behind one member of a replication group; replaces the one of that name."""
    name = member["cache_cluster_id"]
    cluster = CacheCluster.__new__(CacheCluster)
    parameters = group.cache_parameter_group_name or default_parameter_group(
        group.engine, group.engine_version or VERSIONS[group.engine], group.cluster_enabled
    )
    address = f"{name}.{group.replication_group_id}.use1.cache.amazonaws.com"
    cluster.__dict__.update(
        cache_cluster_id=name,
        replication_group_id=group.replication_group_id,
        arn=f"arn:aws:elasticache:{backend.region_name}:{backend.account_id}:cluster:{name}",
        engine=group.engine,
        engine_version=full_version(group.engine, group.engine_version),
        cache_node_type=group.cache_node_type,
        cache_cluster_status="available",
        num_cache_nodes=1,
        preferred_availability_zone=member["preferred_availability_zone"],
        cache_subnet_group_name=group.cache_subnet_group_name,
        preferred_maintenance_window=group.preferred_maintenance_window or "sun:05:00-sun:06:00",
        auto_minor_version_upgrade=group.auto_minor_version_upgrade,
        snapshot_retention_limit=group.snapshot_retention_limit,
        snapshot_window=group.snapshot_window,
        transit_encryption_enabled=group.transit_encryption_enabled,
        transit_encryption_mode=group.transit_encryption_mode,
        at_rest_encryption_enabled=group.at_rest_encryption_enabled,
        auth_token_enabled=group.auth_token_enabled,
        network_type=group.network_type,
        ip_discovery=group.ip_discovery,
        port=group.port,
        notification_configuration=(
            {"TopicArn": group.notification_topic_arn, "TopicStatus": "active"}
            if group.notification_topic_arn
            else None
        ),
        cache_parameter_group={
            "CacheParameterGroupName": parameters,
            "ParameterApplyStatus": "in-sync",
        },
        security_groups=[
            {"SecurityGroupId": s, "Status": "active"} for s in group.security_group_ids or []
        ],
        cache_nodes=[_node(1, member["preferred_availability_zone"], address, group.port)],
        tags=[],
    )
    backend.cache_clusters[name] = cluster
    return cluster


def _node(number: int, zone: str, address: str, port: int) -> dict[str, Any]:
    return {
        "CacheNodeId": f"{number:04}",
        "CacheNodeStatus": "available",
        "CustomerAvailabilityZone": zone,
        "Endpoint": {"Address": address, "Port": port},
    }


@around(ElastiCacheBackend, "create_cache_cluster")
def _create(
    original: Callable[..., CacheCluster], self: ElastiCacheBackend, **params: Any
) -> CacheCluster:
    """Nodes with endpoints and zones; moto has none, and forgets the AZ mode (drift).
    https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateCacheCluster.html
    """
    cluster = original(self, **params)
    count = getattr(cluster, "num_cache_nodes", 1)
    zones = zones_of(self, cluster.cache_subnet_group_name)
    wanted = params.get("preferred_availability_zones") or []
    single = params.get("preferred_availability_zone") or zones[0]
    spread = wanted or (zones if params.get("az_mode") == "cross-az" else [single])
    host = f"{cluster.cache_cluster_id}.{{:04}}.use1.cache.amazonaws.com"
    cluster.cache_nodes = [
        _node(i + 1, spread[i % len(spread)], host.format(i + 1), cluster.port) for i in range(count)
    ]
    used = {node["CustomerAvailabilityZone"] for node in cluster.cache_nodes}
    cluster.preferred_availability_zone = "Multiple" if len(used) > 1 else used.pop()
    return cluster


@around(ElastiCacheBackend, "describe_cache_clusters")
def _describe(
    original: Callable[..., list[CacheCluster]],
    self: ElastiCacheBackend,
    cache_cluster_id: str | None = None,
) -> list[CacheCluster]:
    """A cluster that is being deleted is shown once more and then gone; moto shows it for ever."""
    clusters = original(self, cache_cluster_id=cache_cluster_id)
    for cluster in clusters:
        if cluster.cache_cluster_status == "deleting":
            self.cache_clusters.pop(cluster.cache_cluster_id, None)
    return clusters


@add(ElastiCacheResponse)
def delete_cache_subnet_group(self: ElastiCacheResponse) -> ActionResult:
    """https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DeleteCacheSubnetGroup.html"""
    name = self._get_param("CacheSubnetGroupName")
    backend = self.elasticache_backend
    if name not in backend.cache_subnet_groups:
        raise CacheSubnetGroupNotFound(name)
    if any(c.cache_subnet_group_name == name for c in backend.cache_clusters.values()):
        raise ElastiCacheException(
            "CacheSubnetGroupInUse", f"Cache subnet group {name} is currently in use by a cache cluster."
        )
    del backend.cache_subnet_groups[name]
    return ActionResult({})


@add(ElastiCacheResponse)
def modify_cache_subnet_group(self: ElastiCacheResponse) -> ActionResult:
    """https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ModifyCacheSubnetGroup.html"""
    backend = self.elasticache_backend
    name = self._get_param("CacheSubnetGroupName")
    old = backend.describe_cache_subnet_groups(name)[0]
    del backend.cache_subnet_groups[name]
    group = backend.create_cache_subnet_group(
        name,
        self._get_param("CacheSubnetGroupDescription", old.cache_subnet_group_description),
        self._get_param("SubnetIds", old.subnet_ids),
        old.tags,
    )
    return ActionResult({"CacheSubnetGroup": group})
