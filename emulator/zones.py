"""Lose an Availability Zone, and get it back."""

from __future__ import annotations

from typing import Any

from moto.autoscaling.models import autoscaling_backends
from moto.ec2.models import ec2_backends
from moto.elbv2.models import elbv2_backends

from emulator.services.autoscaling import capacity, keeper
from emulator.services.elasticache import failover as cache_failover
from emulator.services.rds import clusters as database_clusters
from emulator.services.rds import failover as database_failover
from emulator.world import ACCOUNT, region_of, world


def exists(zone: str) -> bool:
    """Whether AWS has a zone of this name."""
    region = region_of(zone)
    if region not in ec2_backends[ACCOUNT]:
        return False
    return zone in {z.name for z in ec2_backends[ACCOUNT][region].describe_availability_zones()}


def lose(zone: str, terminate_standalone: bool = True) -> dict[str, Any]:
    """The zone is gone: instances end, databases fail over, groups start replacements elsewhere.

    Instances outside Auto Scaling are terminated too, or left running but impaired.
    """
    region = region_of(zone)
    world.lost_zones.add(zone)
    ec2 = ec2_backends[ACCOUNT][region]
    groups = autoscaling_backends[ACCOUNT][region].autoscaling_groups.values()
    grouped = {state.instance_id for group in groups for state in group.instance_states}
    ended = [
        instance.id
        for instance in ec2.all_instances()
        if instance.placement.zone == zone
        and instance.state != "terminated"
        and (terminate_standalone or instance.id in grouped)
    ]
    for instance_id in ended:
        ec2.get_instance(instance_id).disable_api_termination = False
        ec2.terminate_instances([instance_id])
    elbv2_backends[ACCOUNT][region].notify_terminate_instances(ended)
    keeper.sweep(autoscaling_backends[ACCOUNT][region])
    return {
        "zone": zone,
        "terminated": ended,
        "databases": database_failover.zone_lost(region, zone)
        + database_clusters.zone_lost(region),
        "caches": cache_failover.zone_lost(region, zone),
    }


def restore(zone: str) -> dict[str, Any]:
    """The zone is back: groups launch there again and balance their zones."""
    region = region_of(zone)
    world.lost_zones.discard(zone)
    moved = []
    for group in list(autoscaling_backends[ACCOUNT][region].autoscaling_groups.values()):
        capacity.settle(group, keeper.RETRY)
        moved += capacity.rebalance(group)
    return {"zone": zone, "rebalanced": moved}
