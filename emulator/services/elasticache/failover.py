"""Failover of replication groups: on request, or because the primary's zone is lost."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.elasticache.exceptions import ElastiCacheException
from moto.elasticache.models import elasticache_backends
from moto.elasticache.responses import ElastiCacheResponse

from emulator.patching import add
from emulator.services.elasticache.replication_groups import find
from emulator.world import ACCOUNT, world


@add(ElastiCacheResponse)
def test_failover(self: ElastiCacheResponse) -> ActionResult:
    """moto does not have the call.
    https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_TestFailover.html
    """
    group = find(self.elasticache_backend, self._get_param("ReplicationGroupId"))
    wanted = self._get_param("NodeGroupId")
    shard = next((s for s in group.node_groups if s["node_group_id"] == wanted), None)
    if shard is None:
        raise ElastiCacheException("NodeGroupNotFoundFault", f"Node group {wanted} not found.")
    if group.automatic_failover != "enabled" or not promote(shard):
        raise ElastiCacheException(
            "TestFailoverNotAvailableFault",
            "Test failover is not available: automatic failover is disabled or there is no replica.",
        )
    return ActionResult({"ReplicationGroup": group})


def promote(shard: dict[str, Any]) -> bool:
    """Make a replica in a healthy zone the primary. False when there is none."""
    members = shard["node_group_members"]
    primary = next(m for m in members if m["current_role"] == "primary")
    candidates = [
        m
        for m in members
        if m is not primary and m["preferred_availability_zone"] not in world.lost_zones
    ]
    if not candidates:
        return False
    # The one after the old primary, so that repeated failovers go round.
    position = members.index(primary)
    following = members[position + 1 :] + members[:position]
    successor = next(m for m in following if m in candidates)
    primary["current_role"], successor["current_role"] = "replica", "primary"
    return True


def zone_lost(region: str, zone: str) -> list[str]:
    """Fail over every shard whose primary was in the zone; names of the groups.
    https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html
    """
    moved = []
    for group in elasticache_backends[ACCOUNT][region].replication_groups.values():
        for shard in group.node_groups:
            primary = next(m for m in shard["node_group_members"] if m["current_role"] == "primary")
            lost = primary["preferred_availability_zone"] == zone
            if lost and group.automatic_failover == "enabled" and promote(shard):
                moved.append(group.replication_group_id)
    return moved
