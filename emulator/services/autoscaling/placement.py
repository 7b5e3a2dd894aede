"""Where the next instance goes, and which instance goes first."""

from __future__ import annotations

from collections import Counter

from moto.autoscaling.models import FakeAutoScalingGroup, InstanceState

from emulator.services.autoscaling.records import members
from emulator.world import world


def subnets_by_zone(group: FakeAutoScalingGroup) -> dict[str, str | None]:
    """A subnet per zone of the group; None for a group that names zones instead of subnets."""
    if not group.vpc_zone_identifier:
        return dict.fromkeys(sorted(group.availability_zones))
    ids = group.vpc_zone_identifier.split(",")
    subnets = group.ec2_backend.describe_subnets(subnet_ids=ids)
    return {s.availability_zone: s.id for s in sorted(subnets, key=lambda s: s.id)}


def population(group: FakeAutoScalingGroup) -> Counter[str]:
    """Members per zone, with zones that have none."""
    counts = Counter({zone: 0 for zone in subnets_by_zone(group)})
    counts.update(state.availability_zone for state in members(group))
    return counts


def balanced_only(group: FakeAutoScalingGroup) -> bool:
    distribution = getattr(group, "availability_zone_distribution", None) or {}
    return distribution.get("CapacityDistributionStrategy") == "balanced-only"


def next_zone(group: FakeAutoScalingGroup) -> str | None:
    """The zone with the fewest members; None when that zone is lost and no other may stand in.

    AWS spreads instances evenly. With `balanced-best-effort` (the default) it launches in a healthy
    zone when one fails; with `balanced-only` it keeps trying in the failed zone. moto puts every
    instance into the first subnet.
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-availability-zone-balanced.html
    """
    zones = subnets_by_zone(group)
    if not balanced_only(group):
        zones = {z: s for z, s in zones.items() if z not in world.lost_zones}
    counts = population(group)
    fewest = min(zones, key=lambda zone: (counts[zone], zone), default=None)
    return None if fewest in world.lost_zones else fewest


def victims(group: FakeAutoScalingGroup, count: int) -> list[InstanceState]:
    """Whom to terminate when the group shrinks: from the fullest zone, then by termination policy,
    never a protected instance. moto takes the first ones it finds.
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html
    """
    chosen: list[InstanceState] = []
    while len(chosen) < count:
        left = [s for s in members(group) if s not in chosen]
        free = [s for s in left if not s.protected_from_scale_in]
        if not free:
            break
        counts = Counter(s.availability_zone for s in left)
        fullest = max(counts[s.availability_zone] for s in free)
        candidates = [s for s in free if counts[s.availability_zone] == fullest]
        chosen.append(min(candidates, key=lambda s: _order(group, s)))
    return chosen


def _order(group: FakeAutoScalingGroup, state: InstanceState) -> tuple[float | str, ...]:
    age = state.launched_at.timestamp()
    policy = (group.termination_policies or ["Default"])[0]
    if policy == "NewestInstance":
        return (-age, state.instance_id)
    if policy == "OldestInstance":
        return (age, state.instance_id)
    # Default and OldestLaunchTemplate: the oldest template version first.
    version = int((state.template or {}).get("Version", 0))
    return (version, age, state.instance_id)
