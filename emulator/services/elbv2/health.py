"""Target health. In moto every registered target is healthy.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from moto.ec2.models.instances import Instance
from moto.elbv2.models import (
    FakeHealthStatus,
    FakeLoadBalancer,
    FakeTargetGroup,
    elbv2_backends,
)

from emulator.patching import around
from emulator.world import world


def application_answers(instance: Instance) -> bool:
    """Whether a health check of the load balancer would succeed."""
    return (
        instance.state == "running"
        and instance.id not in world.dead_applications
        and instance.id not in world.impaired
        and instance.placement.zone not in world.lost_zones
    )


@around(FakeTargetGroup, "health_for")
def _health(
    original: Callable[..., FakeHealthStatus], self: FakeTargetGroup, target: dict[str, Any], ec2: Any
) -> FakeHealthStatus:
    """A healthy target is healthy only when it gets traffic and answers."""
    health = original(self, target, ec2)
    if health.status != "healthy":
        return health
    balancers = list(balancers_of(self))
    if not balancers:
        return _because(
            health,
            "unused",
            "Target.NotInUse",
            "Target group is not configured to receive traffic from the load balancer",
        )
    zone = zone_of(self, target, ec2)
    enabled = {subnet.availability_zone for lb in balancers for subnet in lb.subnets}
    if zone is not None and zone not in enabled:
        return _because(
            health,
            "unused",
            "Target.NotInUse",
            "Target is in an Availability Zone that is not enabled for the load balancer",
        )
    instance = ec2.get_instance_by_id(target["Id"]) if target["Id"].startswith("i-") else None
    if zone in world.lost_zones or (instance is not None and not application_answers(instance)):
        return _because(health, "unhealthy", "Target.Timeout", "Request timed out")
    return health


def _because(
    health: FakeHealthStatus, status: str, reason: str, description: str
) -> FakeHealthStatus:
    health.status, health.reason, health.description = status, reason, description
    return health


def balancers_of(target_group: FakeTargetGroup) -> Iterator[FakeLoadBalancer]:
    """Load balancers with a listener or rule that forwards to this target group."""
    backend = elbv2_backends[target_group.account_id][target_group.region_name]
    for balancer in backend.load_balancers.values():
        for listener in balancer.listeners.values():
            actions = [*listener.default_actions]
            for rule in listener._non_default_rules.values():
                actions += rule.actions
            if any(target_group.arn in forwards_to(action.data) for action in actions):
                yield balancer
                break


def forwards_to(action: dict[str, Any]) -> set[str]:
    """Target groups of a forward action, in either of its two forms."""
    groups = action.get("ForwardConfig", {}).get("TargetGroups", [])
    return {action.get("TargetGroupArn"), *(group.get("TargetGroupArn") for group in groups)} - {None}


def zone_of(target_group: FakeTargetGroup, target: dict[str, Any], ec2: Any) -> str | None:
    """The zone of a target: its instance's, or that of the interface with its address."""
    if target["Id"].startswith("i-"):
        instance = ec2.get_instance_by_id(target["Id"])
        return instance.placement.zone if instance else None
    for interface in ec2.enis.values():
        if interface.private_ip_address == target["Id"]:
            return interface.subnet.availability_zone
    return None
