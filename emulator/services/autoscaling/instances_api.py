"""The calls on single instances of a group."""

from __future__ import annotations

from moto.autoscaling.exceptions import ValidationError
from moto.autoscaling.models import AutoScalingBackend
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult, EmptyResult

from emulator.patching import replace
from emulator.services.autoscaling import capacity, health
from emulator.services.autoscaling.records import (
    COUNTED,
    find_instance,
    in_progress,
    members,
    require_group,
)
from emulator.world import world


@replace(AutoScalingResponse)
def terminate_instance_in_auto_scaling_group(self: AutoScalingResponse) -> ActionResult:
    """Termination hooks apply, and a group never shrinks below its minimum.
    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_TerminateInstanceInAutoScalingGroup.html
    """
    backend = self.autoscaling_backend
    state = find_instance(backend, self._get_param("InstanceId"))
    group = state.auto_scaling_group
    if state.lifecycle_state not in COUNTED:
        raise ValidationError(
            f"The instance {state.instance_id} is not in a state that can be terminated: "
            f"{state.lifecycle_state}"
        )
    if self._get_bool_param("ShouldDecrementDesiredCapacity", False):
        if group.desired_capacity - 1 < group.min_size:
            raise ValidationError(
                f"Currently, desiredSize equals minSize ({group.min_size}). Terminating instance without "
                "replacement will violate group's min size constraint. Either set "
                "shouldDecrementDesiredCapacity flag to false or lower group's min size."
            )
        group.desired_capacity -= 1
    cause = f"instance {state.instance_id} was taken out of service in response to a user request"
    capacity.retire(group, state, cause)
    capacity.settle(group, cause)
    described = f"Terminating EC2 instance: {state.instance_id}"
    done = [a for a in backend.activities if a["Description"] == described]
    # With a termination hook the entry of the history is written when the hook is done.
    activity = done[0] if done else in_progress(group, described, cause, state.availability_zone)
    return ActionResult({"Activity": activity})


@replace(AutoScalingResponse)
def set_instance_health(self: AutoScalingResponse) -> ActionResult:
    """An instance that is set unhealthy is replaced, but not during the health check grace period
    unless the request says so. moto sets a label and nothing happens.
    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SetInstanceHealth.html
    """
    status = self._get_param("HealthStatus")
    if status not in ("Healthy", "Unhealthy"):
        raise ValidationError("Valid instance health states are: [Healthy, Unhealthy].")
    state = find_instance(self.autoscaling_backend, self._get_param("InstanceId"))
    group = state.auto_scaling_group
    age = (world.clock.now() - state.launched_at).total_seconds()
    in_grace = age < (group.health_check_grace_period or 0)
    if in_grace and self._get_bool_param("ShouldRespectGracePeriod", True):
        return EmptyResult()
    state.health_status = status
    health.replace_unhealthy(group)
    return EmptyResult()


@replace(AutoScalingResponse)
def set_instance_protection(self: AutoScalingResponse) -> ActionResult:
    """Refuses instances that are not in the group; moto ignores them. A group that is larger than its desired capacity
    could not end protected instances until now.
    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SetInstanceProtection.html
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-instance-protection.html
    """
    group = require_group(self.autoscaling_backend, self._get_param("AutoScalingGroupName"))
    wanted = self._get_param("InstanceIds", [])
    states = {s.instance_id: s for s in group.instance_states}
    for instance_id in wanted:
        if instance_id not in states:
            raise ValidationError(
                f"The instance {instance_id} is not part of Auto Scaling group {group.name}."
            )
    for instance_id in wanted:
        states[instance_id].protected_from_scale_in = self._get_bool_param("ProtectedFromScaleIn")
    if len(members(group)) > capacity.target_size(group):
        capacity.settle(group, "an instance is no longer protected from scale-in")
    return EmptyResult()


@replace(AutoScalingBackend)
def detach_load_balancer_target_groups(
    self: AutoScalingBackend, group_name: str, target_group_arns: list[str]
) -> None:
    """Takes the members out of the target group; moto fails for a member that is not registered."""
    group = require_group(self, group_name)
    group.target_group_arns = [a for a in group.target_group_arns if a not in target_group_arns]
    for arn in target_group_arns:
        registered = group.registered.pop(arn, set())
        target_group = self.elbv2_backend.target_groups.get(arn)
        if target_group is not None:
            target_group.deregister([{"Id": i} for i in registered if i in target_group.targets])
