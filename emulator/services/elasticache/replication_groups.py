"""Replication groups: their member clusters exist, lie in different zones, and go with them.

In moto the members are names without clusters, which the provider then does not find: no replication
group can be applied. Nor can one be changed.
https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.core.responses import ActionResult
from moto.elasticache.exceptions import InvalidParameterCombinationException as Refusal
from moto.elasticache.models import ElastiCacheBackend, ReplicationGroup
from moto.elasticache.responses import ElastiCacheResponse

from emulator.patching import add, around
from emulator.services.elasticache.clusters import make_member, zones_of
from emulator.services.elasticache.user_groups import require_user_group

# Request field to attribute of the group.
MODIFIABLE: dict[str, str] = {
    "ReplicationGroupDescription": "description",
    "CacheNodeType": "cache_node_type",
    "SnapshotRetentionLimit": "snapshot_retention_limit",
    "SnapshotWindow": "snapshot_window",
    "EngineVersion": "engine_version",
    "CacheParameterGroupName": "cache_parameter_group_name",
    "PreferredMaintenanceWindow": "preferred_maintenance_window",
    "NotificationTopicArn": "notification_topic_arn",
    "AutoMinorVersionUpgrade": "auto_minor_version_upgrade",
    "SecurityGroupIds": "security_group_ids",
    "TransitEncryptionEnabled": "transit_encryption_enabled",
    "TransitEncryptionMode": "transit_encryption_mode",
}


@around(ElastiCacheBackend, "create_replication_group")
def _create(
    original: Callable[..., ReplicationGroup], self: ElastiCacheBackend, **params: Any
) -> ReplicationGroup:
    nodes = params.get("num_cache_clusters")
    if nodes and not params.get("replicas_per_node_group"):
        params["replicas_per_node_group"] = nodes - 1
    if not params.get("cluster_mode"):
        # The provider sends no mode; AWS reads it from the shards and the parameter group.
        sharded = (params.get("num_node_groups") or 1) > 1
        named = "cluster" in (params.get("cache_parameter_group_name") or "")
        params["cluster_mode"] = "enabled" if sharded or named else "disabled"
    if params.get("transit_encryption_enabled") and not params.get("transit_encryption_mode"):
        params["transit_encryption_mode"] = "required"
    check(self, params)
    group = original(self, **params)
    group.auto_minor_version_upgrade = str(params.get("auto_minor_version_upgrade")).lower() != "false"
    group.snapshot_window = params.get("snapshot_window") or "05:00-06:00"
    zones = params.get("preferred_cache_cluster_azs") or zones_of(self, group.cache_subnet_group_name)
    index = 0
    for shard in group.node_groups:
        for number, member in enumerate(shard["node_group_members"]):
            member["preferred_availability_zone"] = zones[index % len(zones)]
            member["current_role"] = "replica" if number else "primary"
            index += 1
            make_member(self, group, member)
    for identity in group.user_group_ids:
        self.user_groups[identity]["ReplicationGroups"].append(group.replication_group_id)
    return group


def check(backend: ElastiCacheBackend, params: dict[str, Any]) -> None:
    """Combinations that AWS refuses and moto takes.
    https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html
    https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
    """
    failover = params.get("automatic_failover_enabled")
    if failover and not params.get("replicas_per_node_group"):
        raise Refusal("Must specify at least two cache clusters in order to auto failover.")
    if params.get("multi_az_enabled") and not failover:
        raise Refusal("Multi-AZ requires AutomaticFailoverEnabled to be true.")
    if params.get("auth_token") and not params.get("transit_encryption_enabled"):
        raise Refusal("The AUTH token can be specified only if encryption in transit is enabled.")
    if params.get("user_group_ids") and not params.get("transit_encryption_enabled"):
        raise Refusal(
            "User group based access control requires encryption-in-transit to be enabled on the "
            "replication group."
        )
    for identity in params.get("user_group_ids") or []:
        require_user_group(backend, identity)


@around(ElastiCacheBackend, "delete_replication_group")
def _delete(
    original: Callable[..., ReplicationGroup], self: ElastiCacheBackend, **params: Any
) -> ReplicationGroup:
    """moto keeps the group in `deleting` for ever, so a destroy never ends."""
    group = original(self, **params)
    for name in group.member_clusters:
        self.cache_clusters.pop(name, None)
    for identity in group.user_group_ids:
        self.user_groups[identity]["ReplicationGroups"].remove(group.replication_group_id)
    self.replication_groups.pop(group.replication_group_id, None)
    group.status = "deleting"
    return group


@add(ElastiCacheResponse)
def modify_replication_group(self: ElastiCacheResponse) -> ActionResult:
    """https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ModifyReplicationGroup.html"""
    params = self._get_params()
    backend = self.elasticache_backend
    group = find(backend, params["ReplicationGroupId"])
    for field, attribute in MODIFIABLE.items():
        if params.get(field) is not None:
            setattr(group, attribute, params[field])
    switches = (("AutomaticFailoverEnabled", "automatic_failover"), ("MultiAZEnabled", "multi_az"))
    for field, attribute in switches:
        if params.get(field) is not None:
            setattr(group, attribute, "enabled" if params[field] else "disabled")
    added, removed = params.get("UserGroupIdsToAdd", []), params.get("UserGroupIdsToRemove", [])
    for identity in added:
        require_user_group(backend, identity)["ReplicationGroups"].append(group.replication_group_id)
    for identity in removed:
        require_user_group(backend, identity)["ReplicationGroups"].remove(group.replication_group_id)
    group.user_group_ids = [i for i in [*group.user_group_ids, *added] if i not in removed]
    for shard in group.node_groups:
        for member in shard["node_group_members"]:
            make_member(backend, group, member)
    return ActionResult({"ReplicationGroup": group})


def find(backend: ElastiCacheBackend, identity: str) -> ReplicationGroup:
    return backend.describe_replication_groups(replication_group_id=identity)[0]


@add(ElastiCacheResponse)
def increase_replica_count(self: ElastiCacheResponse) -> ActionResult:
    return _resize(self)


@add(ElastiCacheResponse)
def decrease_replica_count(self: ElastiCacheResponse) -> ActionResult:
    """https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DecreaseReplicaCount.html"""
    return _resize(self)


def _resize(self: ElastiCacheResponse) -> ActionResult:
    backend = self.elasticache_backend
    group = find(backend, self._get_param("ReplicationGroupId"))
    replicas = self._get_int_param("NewReplicaCount")
    if group.automatic_failover == "enabled" and replicas < 1:
        raise Refusal("At least one replica is required while automatic failover is enabled.")
    zones = zones_of(backend, group.cache_subnet_group_name)
    for shard in group.node_groups:
        members = shard["node_group_members"]
        while len(members) > replicas + 1:
            last = next(m for m in reversed(members) if m["current_role"] == "replica")
            members.remove(last)
            group.member_clusters.remove(last["cache_cluster_id"])
            backend.cache_clusters.pop(last["cache_cluster_id"], None)
        while len(members) < replicas + 1:
            prefix = members[0]["cache_cluster_id"].rsplit("-", 1)[0]
            taken = {m["cache_cluster_id"] for m in members}
            name = next(n for i in range(1, 500) if (n := f"{prefix}-{i:0>3}") not in taken)
            member = {
                **members[0],
                "cache_cluster_id": name,
                "current_role": "replica",
                "preferred_availability_zone": zones[len(members) % len(zones)],
            }
            members.append(member)
            group.member_clusters.append(name)
            make_member(backend, group, member)
    return ActionResult({"ReplicationGroup": group})
