"""Bring a group to its desired capacity, and keep its load balancers in step."""

from __future__ import annotations

import math

from moto.autoscaling.exceptions import ValidationError
from moto.autoscaling.models import (
    AutoScalingBackend,
    FakeAutoScalingGroup,
    InstanceState,
)
from moto.core.exceptions import ServiceException

from emulator.patching import replace
from emulator.services.autoscaling import hooks, notifications, placement
from emulator.services.autoscaling.launching import start_instance
from emulator.services.autoscaling.records import (
    emit,
    members,
    record_activity,
    suspended,
)
from emulator.world import world

NO_CAPACITY = (
    "We currently do not have sufficient capacity in the Availability Zone you requested. "
    "Launching EC2 instance failed."
)


def target_size(group: FakeAutoScalingGroup) -> int:
    """Instances that make up the desired capacity; fewer than it when instances have weights."""
    policy = group.mixed_instances_policy or {}
    overrides = policy.get("LaunchTemplate", {}).get("Overrides", [])
    weight = int(overrides[0].get("WeightedCapacity") or 1) if overrides else 1
    return math.ceil((group.desired_capacity or 0) / max(weight, 1))


def settle(group: FakeAutoScalingGroup, cause: str) -> None:
    """Launch or terminate until the group has its desired capacity."""
    missing = target_size(group) - len(members(group))
    if missing > 0:
        launch(group, missing, cause)
    elif missing < 0:
        for state in placement.victims(group, -missing):
            retire(group, state, cause)
    sync_targets(group)


def launch(group: FakeAutoScalingGroup, count: int, cause: str) -> list[InstanceState]:
    """Launch instances one at a time; stops at the first failure, as AWS backs off."""
    started: list[InstanceState] = []
    if suspended(group, "Launch"):
        return started
    for _ in range(count):
        zone = placement.next_zone(group)
        try:
            if zone is None:
                raise ServiceException("InsufficientInstanceCapacity", NO_CAPACITY)
            state = start_instance(group, zone, placement.subnets_by_zone(group)[zone])
        except ServiceException as error:
            _launch_failed(group, cause, zone, error.message)
            break
        started.append(state)
        if not hooks.hold(group, state, hooks.LAUNCHING):
            put_in_service(group, state, cause)
    return started


def _launch_failed(group: FakeAutoScalingGroup, cause: str, zone: str | None, why: str) -> None:
    record_activity(group, "Launching a new EC2 instance", cause, zone, failure=why)
    emit(
        group,
        "EC2 Instance Launch Unsuccessful",
        {"Cause": cause, "StatusCode": "Failed", "StatusMessage": why, "EC2InstanceId": ""},
    )
    notifications.notify(group, "autoscaling:EC2_INSTANCE_LAUNCH_ERROR", None, cause)


def put_in_service(group: FakeAutoScalingGroup, state: InstanceState, cause: str) -> None:
    """The last step of a launch: from here on the instance takes traffic."""
    state.lifecycle_state = "InService"
    record_activity(
        group, f"Launching a new EC2 instance: {state.instance_id}", cause, state.availability_zone
    )
    detail = {"EC2InstanceId": state.instance_id, "Cause": cause, "StatusCode": "InProgress"}
    emit(group, "EC2 Instance Launch Successful", detail)
    notifications.notify(group, "autoscaling:EC2_INSTANCE_LAUNCH", state.instance_id, cause)
    sync_targets(group)


def retire(
    group: FakeAutoScalingGroup, state: InstanceState, cause: str, use_hooks: bool = True
) -> None:
    """Take an instance out of service: first the load balancer, then the hooks, then the end."""
    if suspended(group, "Terminate"):
        return
    state.lifecycle_state = "Terminating"
    state.held_by = {}
    sync_targets(group)
    if use_hooks and hooks.hold(group, state, hooks.TERMINATING):
        return
    finish(group, state, cause)


def finish(group: FakeAutoScalingGroup, state: InstanceState, cause: str) -> None:
    """Terminate the instance and forget it."""
    group.instance_states = [s for s in group.instance_states if s is not state]
    if state.instance.state != "terminated":
        state.instance.disable_api_termination = False  # holds back users, not Auto Scaling
        group.ec2_backend.terminate_instances([state.instance_id])
    group.autoscaling_backend.elbv2_backend.notify_terminate_instances([state.instance_id])
    record_activity(
        group, f"Terminating EC2 instance: {state.instance_id}", cause, state.availability_zone
    )
    detail = {"EC2InstanceId": state.instance_id, "Cause": cause, "StatusCode": "InProgress"}
    emit(group, "EC2 Instance Terminate Successful", detail)
    notifications.notify(group, "autoscaling:EC2_INSTANCE_TERMINATE", state.instance_id, cause)


def sync_targets(group: FakeAutoScalingGroup) -> None:
    """Register exactly the members in service. Stock moto forgets replacements, so a group that
    lost its instances has an empty target group for good.
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/attach-load-balancer-asg.html
    """
    elb = group.autoscaling_backend.elbv2_backend
    wanted = {s.instance_id for s in group.instance_states if s.lifecycle_state == "InService"}
    for arn in group.target_group_arns:
        target_group = elb.target_groups.get(arn)
        if target_group is None:
            continue
        registered = group.registered.setdefault(arn, set())
        gone = registered - wanted
        target_group.deregister([{"Id": i} for i in sorted(gone) if i in target_group.targets])
        registered -= gone
        if not suspended(group, "AddToLoadBalancer"):
            new = sorted(wanted - registered)
            target_group.register([{"Id": i, "Port": target_group.port} for i in new])
            registered.update(new)


def rebalance(group: FakeAutoScalingGroup) -> list[str]:
    """AZRebalance: launch where there are too few, then terminate where there are too many.
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-availability-zone-balanced.html
    """
    moved: list[str] = []
    cause = "an instance was launched to balance the Availability Zones"
    while not (suspended(group, "AZRebalance") or suspended(group, "Terminate")):
        counts = placement.population(group)
        zones = set(placement.subnets_by_zone(group))
        usable = {z: n for z, n in counts.items() if z in zones and z not in world.lost_zones}
        stranded = [z for z, n in counts.items() if n and z not in zones]
        if not usable or not (stranded or max(usable.values()) - min(usable.values()) > 1):
            break
        crowded = stranded[0] if stranded else max(usable, key=lambda z: usable[z])
        leaving = [
            s
            for s in members(group)
            if s.availability_zone == crowded and not s.protected_from_scale_in
        ]
        if not leaving or not launch(group, 1, cause):
            break
        retire(group, leaving[0], cause)
        moved.append(leaving[0].instance_id)
    sync_targets(group)
    return moved


@replace(FakeAutoScalingGroup)
def set_desired_capacity(self: FakeAutoScalingGroup, new_capacity: int | None) -> None:
    """Moto's entry point for every change of size."""
    self.desired_capacity = self.min_size if new_capacity is None else new_capacity
    if self.name in self.autoscaling_backend.autoscaling_groups:
        settle(self, f"the desired capacity is {self.desired_capacity}")
        self.autoscaling_backend.update_attached_elbs(self.name)


@replace(AutoScalingBackend)
def update_attached_target_groups(self: AutoScalingBackend, group_name: str) -> None:
    sync_targets(self.autoscaling_groups[group_name])


def check_bounds(minimum: int, maximum: int, desired: int | None) -> None:
    """Refuse sizes that AWS refuses; moto takes any.
    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html
    """
    if maximum < minimum:
        raise ValidationError(
            f"Max bound, {maximum}, must be greater than or equal to min bound, {minimum}"
        )
    if desired is not None and not minimum <= desired <= maximum:
        raise ValidationError(
            f"Desired capacity:{desired} must be between the specified min size:{minimum} "
            f"and max size:{maximum}"
        )
