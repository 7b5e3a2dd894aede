"""ElastiCache: members that exist, failover, access control."""

from __future__ import annotations

from typing import Any

from emulator.tests.conftest import Emulator
from emulator.tests.fleet import ZONES, refused, subnets


def create(emulator: Emulator, **options: Any) -> Any:
    """A Valkey group of three nodes over three zones; the ElastiCache client."""
    cache = emulator.client("elasticache")
    if not cache.describe_cache_subnet_groups()["CacheSubnetGroups"]:
        cache.create_cache_subnet_group(
            CacheSubnetGroupName="state",
            CacheSubnetGroupDescription="state",
            SubnetIds=subnets(emulator),
        )
    cache.create_replication_group(
        **{
            "ReplicationGroupId": "state",
            "ReplicationGroupDescription": "state",
            "Engine": "valkey",
            "CacheNodeType": "cache.t4g.micro",
            "CacheSubnetGroupName": "state",
            "NumCacheClusters": 3,
            "AutomaticFailoverEnabled": True,
            "MultiAZEnabled": True,
            "TransitEncryptionEnabled": True,
            **options,
        }
    )
    return cache


def show(cache: Any) -> dict[str, Any]:
    return cache.describe_replication_groups(ReplicationGroupId="state")["ReplicationGroups"][0]


def primary(cache: Any) -> dict[str, Any]:
    members = show(cache)["NodeGroups"][0]["NodeGroupMembers"]
    (found,) = (m for m in members if m["CurrentRole"] == "primary")
    return found


def test_members_exist_in_different_zones(emulator: Emulator) -> None:
    cache = create(emulator)
    group = show(cache)
    assert len(group["MemberClusters"]) == 3
    shown = [
        cache.describe_cache_clusters(CacheClusterId=name)["CacheClusters"][0]
        for name in group["MemberClusters"]
    ]
    assert sorted(c["PreferredAvailabilityZone"] for c in shown) == list(ZONES)
    assert {c["ReplicationGroupId"] for c in shown} == {"state"}
    assert group["TransitEncryptionMode"] == "required"
    cache.delete_replication_group(ReplicationGroupId="state")
    with refused("ReplicationGroupNotFoundFault"):
        show(cache)
    assert cache.describe_cache_clusters()["CacheClusters"] == []


def test_the_primary_moves_on_request_and_when_its_zone_is_lost(emulator: Emulator) -> None:
    cache = create(emulator)
    first = primary(cache)["CacheClusterId"]
    cache.test_failover(ReplicationGroupId="state", NodeGroupId="0001")
    second = primary(cache)
    assert second["CacheClusterId"] != first
    lost = second["PreferredAvailabilityZone"]
    assert emulator.post("zone-down", zone=lost)["caches"] == ["state"]
    assert primary(cache)["PreferredAvailabilityZone"] != lost
    with refused("NodeGroupNotFoundFault"):
        cache.test_failover(ReplicationGroupId="state", NodeGroupId="0009")


def test_without_automatic_failover_the_primary_stays(emulator: Emulator) -> None:
    cache = create(emulator, AutomaticFailoverEnabled=False, MultiAZEnabled=False)
    with refused("TestFailoverNotAvailableFault"):
        cache.test_failover(ReplicationGroupId="state", NodeGroupId="0001")
    zone = primary(cache)["PreferredAvailabilityZone"]
    assert emulator.post("zone-down", zone=zone)["caches"] == []
    assert primary(cache)["PreferredAvailabilityZone"] == zone


def test_combinations_that_aws_refuses(emulator: Emulator) -> None:
    with refused("InvalidParameterCombination", "at least two cache clusters"):
        create(emulator, NumCacheClusters=1)
    with refused("InvalidParameterCombination", "Multi-AZ requires"):
        create(emulator, AutomaticFailoverEnabled=False)
    with refused("InvalidParameterCombination", "encryption in transit"):
        create(emulator, AuthToken="sixteen-characters", TransitEncryptionEnabled=False)
    with refused("UserGroupNotFound"):
        create(emulator, UserGroupIds=["nobody"])


def test_a_sharded_group_spreads_every_shard(emulator: Emulator) -> None:
    cache = create(emulator, NumCacheClusters=0, NumNodeGroups=2, ReplicasPerNodeGroup=1)
    group = show(cache)
    assert group["ClusterEnabled"] is True
    for shard in group["NodeGroups"]:
        zones = [m["PreferredAvailabilityZone"] for m in shard["NodeGroupMembers"]]
        assert len(set(zones)) == 2


def test_a_group_can_be_changed_and_resized(emulator: Emulator) -> None:
    cache = create(emulator)
    cache.modify_replication_group(ReplicationGroupId="state", SnapshotRetentionLimit=5)
    assert show(cache)["SnapshotRetentionLimit"] == 5
    cache.decrease_replica_count(
        ReplicationGroupId="state", NewReplicaCount=1, ApplyImmediately=True
    )
    assert len(show(cache)["MemberClusters"]) == 2
    cache.increase_replica_count(
        ReplicationGroupId="state", NewReplicaCount=2, ApplyImmediately=True
    )
    assert len(cache.describe_cache_clusters()["CacheClusters"]) == 3
    with refused("InvalidParameterCombination", "At least one replica"):
        cache.decrease_replica_count(
            ReplicationGroupId="state", NewReplicaCount=0, ApplyImmediately=True
        )


def test_a_subnet_group_in_use_stays(emulator: Emulator) -> None:
    cache = create(emulator)
    with refused("CacheSubnetGroupInUse"):
        cache.delete_cache_subnet_group(CacheSubnetGroupName="state")
    cache.delete_replication_group(ReplicationGroupId="state")
    cache.delete_cache_subnet_group(CacheSubnetGroupName="state")
    assert cache.describe_cache_subnet_groups()["CacheSubnetGroups"] == []


def test_user_groups_need_their_users(emulator: Emulator) -> None:
    cache = emulator.client("elasticache")
    cache.create_user(
        UserId="app",
        UserName="app",
        Engine="redis",
        AccessString="on ~app:* +@read",
        AuthenticationMode={"Type": "iam"},
    )
    with refused("DefaultUserRequired"):
        cache.create_user_group(UserGroupId="users", Engine="redis", UserIds=["app"])
    with refused("UserNotFound"):
        cache.create_user_group(UserGroupId="users", Engine="redis", UserIds=["default", "none"])
    cache.create_user_group(UserGroupId="users", Engine="redis", UserIds=["default", "app"])
    create(emulator, Engine="redis", UserGroupIds=["users"])
    with refused("InvalidUserGroupState"):
        cache.delete_user_group(UserGroupId="users")
    cache.modify_user_group(UserGroupId="users", UserIdsToRemove=["app"])
    assert cache.describe_user_groups()["UserGroups"][0]["UserIds"] == ["default"]
    cache.modify_user(UserId="app", AccessString="off")
    assert cache.describe_users(UserId="app")["Users"][0]["AccessString"] == "off"
    cache.delete_replication_group(ReplicationGroupId="state")
    cache.delete_user_group(UserGroupId="users")
    with refused("UserGroupNotFound"):
        cache.describe_user_groups(UserGroupId="users")


def test_parameter_groups(emulator: Emulator) -> None:
    cache = emulator.client("elasticache")
    name = {"CacheParameterGroupName": "state"}
    cache.create_cache_parameter_group(**name, CacheParameterGroupFamily="valkey8", Description="-")
    value = {"ParameterName": "maxmemory-policy", "ParameterValue": "volatile-ttl"}
    cache.modify_cache_parameter_group(**name, ParameterNameValues=[value])
    (shown,) = cache.describe_cache_parameters(**name, Source="user")["Parameters"]
    assert (shown["ParameterValue"], shown["Source"]) == ("volatile-ttl", "user")
    create(emulator, **name)
    with refused("InvalidCacheParameterGroupState"):
        cache.delete_cache_parameter_group(**name)
    cache.delete_replication_group(ReplicationGroupId="state")
    cache.delete_cache_parameter_group(**name)
    with refused("CacheParameterGroupNotFound"):
        cache.describe_cache_parameter_groups(**name)


def test_memcached_nodes_cross_zones(emulator: Emulator) -> None:
    cache = emulator.client("elasticache")
    cache.create_cache_cluster(
        CacheClusterId="pages",
        Engine="memcached",
        CacheNodeType="cache.t4g.micro",
        NumCacheNodes=3,
        AZMode="cross-az",
    )
    shown = cache.describe_cache_clusters(ShowCacheNodeInfo=True)["CacheClusters"][0]
    assert shown["PreferredAvailabilityZone"] == "Multiple"
    assert len({n["CustomerAvailabilityZone"] for n in shown["CacheNodes"]}) == 3
    cache.delete_cache_cluster(CacheClusterId="pages")
    cache.describe_cache_clusters()
    assert cache.describe_cache_clusters()["CacheClusters"] == []


def test_serverless_caches(emulator: Emulator) -> None:
    cache = emulator.client("elasticache")
    cache.create_serverless_cache(ServerlessCacheName="state", Engine="valkey")
    cache.modify_serverless_cache(ServerlessCacheName="state", Description="sessions")
    (shown,) = cache.describe_serverless_caches()["ServerlessCaches"]
    assert (shown["Description"], shown["MajorEngineVersion"]) == ("sessions", "8")
    with refused("ServerlessCacheAlreadyExistsFault"):
        cache.create_serverless_cache(ServerlessCacheName="state", Engine="valkey")
    cache.delete_serverless_cache(ServerlessCacheName="state")
    with refused("ServerlessCacheNotFoundFault"):
        cache.describe_serverless_caches(ServerlessCacheName="state")
