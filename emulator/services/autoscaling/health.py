"""Health checks of members, and the replacement of those that fail."""

from __future__ import annotations

from moto.autoscaling.models import (
    AutoScalingBackend,
    FakeAutoScalingGroup,
    InstanceState,
)

from emulator.patching import replace
from emulator.services.autoscaling.capacity import retire, settle
from emulator.services.autoscaling.records import members, suspended
from emulator.services.elbv2.health import application_answers
from emulator.world import world


def replace_unhealthy(group: FakeAutoScalingGroup) -> None:
    """Replace members that failed their health check: EC2 status always, the load balancer's only
    with health check type ELB. Stock moto replaces only what is terminated by an API call.
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html
    """
    if suspended(group, "HealthCheck") or suspended(group, "ReplaceUnhealthy"):
        return
    bad = [s for s in members(group) if not healthy(group, s)]
    for state in bad:
        state.health_status = "Unhealthy"
        cause = f"an instance was taken out of service in response to a {reason(group, state)}"
        retire(group, state, cause, use_hooks=state.instance.state == "running")
    if bad:
        settle(group, "an instance was started in response to an unhealthy instance being replaced")


def healthy(group: FakeAutoScalingGroup, state: InstanceState) -> bool:
    instance = state.instance
    if state.health_status == "Unhealthy" or instance.state != "running":
        return False
    if state.instance_id in world.impaired or state.availability_zone in world.lost_zones:
        return False
    if group.health_check_type != "ELB" or state.lifecycle_state != "InService":
        return True
    return not group.target_group_arns or application_answers(instance)


def reason(group: FakeAutoScalingGroup, state: InstanceState) -> str:
    if state.instance.state != "running" or group.health_check_type != "ELB":
        return "EC2 health check indicating it has been terminated or stopped"
    return "ELB system health check failure"


@replace(AutoScalingBackend)
def notify_terminate_instances(self: AutoScalingBackend, instance_ids: list[str]) -> None:
    """Somebody else terminated instances; called by moto's TerminateInstances."""
    for group in list(self.autoscaling_groups.values()):
        replace_unhealthy(group)
        # With HealthCheck or ReplaceUnhealthy suspended the group keeps the dead instance.
        for state in group.instance_states:
            if state.instance_id in instance_ids:
                state.health_status = "Unhealthy"
