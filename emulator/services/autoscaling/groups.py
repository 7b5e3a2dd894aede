"""Create, update, delete and describe groups; the fields that moto accepts and forgets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.autoscaling.exceptions import AutoscalingClientError, ValidationError
from moto.autoscaling.models import AutoScalingBackend, FakeAutoScalingGroup
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult, EmptyResult

from emulator.patching import around, replace
from emulator.services.autoscaling import capacity, hooks_api
from emulator.services.autoscaling.records import members, require_group

# Request field to attribute, and the value with which a request takes the setting away.
# moto drops all of them, so the second plan of every group that uses one is not empty.
# https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_UpdateAutoScalingGroup.html
FIELDS: dict[str, tuple[str, Any]] = {
    "DefaultInstanceWarmup": ("default_instance_warmup", -1),
    "MaxInstanceLifetime": ("max_instance_lifetime", 0),
    "DefaultCooldown": ("default_cooldown", None),
    "InstanceMaintenancePolicy": (
        "instance_maintenance_policy",
        {"MinHealthyPercentage": -1, "MaxHealthyPercentage": -1},
    ),
    "AvailabilityZoneDistribution": ("availability_zone_distribution", None),
    "AvailabilityZoneImpairmentPolicy": ("availability_zone_impairment_policy", None),
    "CapacityReservationSpecification": ("capacity_reservation_specification", None),
    "CapacityRebalance": ("capacity_rebalance", None),
    "DesiredCapacityType": ("desired_capacity_type", ""),
    "Context": ("context", ""),
    "PlacementGroup": ("placement_group", ""),
    "TerminationPolicies": ("termination_policies", None),
    "ServiceLinkedRoleARN": ("service_linked_role_arn", None),
}

# What AWS shows for a group that says nothing.
# https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-availability-zone-balanced.html
DISTRIBUTION = {"CapacityDistributionStrategy": "balanced-best-effort"}

# https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html
MIN_LIFETIME_SECONDS, MAX_LIFETIME_SECONDS = 86_400, 31_536_000


@around(FakeAutoScalingGroup, "__init__")
def _init(original: Callable[..., None], self: FakeAutoScalingGroup, **kwargs: Any) -> None:
    for attribute, _ in FIELDS.values():
        setattr(self, attribute, None)
    self.availability_zone_distribution = dict(DISTRIBUTION)
    # Instances that this group registered, by target group.
    self.registered = {}
    self.provided_launch_template_version = None
    original(self, **kwargs)


def store_fields(group: FakeAutoScalingGroup, params: dict[str, Any]) -> None:
    """Keep the fields of a request; a field that is left out keeps its value."""
    lifetime = params.get("MaxInstanceLifetime")
    if lifetime and not MIN_LIFETIME_SECONDS <= lifetime <= MAX_LIFETIME_SECONDS:
        raise ValidationError(
            f"Maximum instance lifetime must be between {MIN_LIFETIME_SECONDS} and "
            f"{MAX_LIFETIME_SECONDS} seconds or equal to 0"
        )
    for field, (attribute, unset) in FIELDS.items():
        value = params.get(field)
        if value is not None:
            setattr(group, attribute, None if value == unset else value)


@around(AutoScalingResponse, "create_auto_scaling_group")
def _create(original: Callable[..., ActionResult], self: AutoScalingResponse) -> ActionResult:
    params = self._get_params()
    name = params["AutoScalingGroupName"]
    if name in self.autoscaling_backend.autoscaling_groups:
        raise AutoscalingClientError(
            "AlreadyExists",
            "AutoScalingGroup by this name already exists - A group with the name "
            f"{name} already exists",
        )
    capacity.check_bounds(params["MinSize"], params["MaxSize"], params.get("DesiredCapacity"))
    _check_target_groups(self.autoscaling_backend, params.get("TargetGroupARNs", []))
    result = original(self)
    group = self.autoscaling_backend.autoscaling_groups[name]
    try:
        store_fields(group, params)
        # Hooks of the request hold the very first instances, unlike hooks that are put later.
        for hook in params.get("LifecycleHookSpecificationList", []):
            hooks_api.put(group, hook)
    except Exception:
        del self.autoscaling_backend.autoscaling_groups[name]
        raise
    capacity.settle(group, "an instance was started in response to a new group")
    return result


def _check_target_groups(backend: AutoScalingBackend, arns: list[str]) -> None:
    for arn in arns:
        if arn not in backend.elbv2_backend.target_groups:
            raise ValidationError(f"Provided Target Groups may not be valid. Target group not found: {arn}")


@around(AutoScalingResponse, "update_auto_scaling_group")
def _update(original: Callable[..., ActionResult], self: AutoScalingResponse) -> ActionResult:
    params = self._get_params()
    group = require_group(self.autoscaling_backend, params.get("AutoScalingGroupName"))
    minimum = params.get("MinSize", group.min_size)
    maximum = params.get("MaxSize", group.max_size)
    capacity.check_bounds(minimum, maximum, params.get("DesiredCapacity"))
    store_fields(group, params)
    policy = group.mixed_instances_policy
    size = group.desired_capacity or 0
    result = original(self)
    if not params.get("MixedInstancesPolicy") and not params.get("LaunchTemplate"):
        # moto forgets the policy with every update that does not repeat it.
        group.mixed_instances_policy = policy
    if params.get("DesiredCapacity") is None:
        # The desired capacity follows the bounds; moto follows the number of instances.
        group.set_desired_capacity(max(minimum, min(maximum, size)))
    if params.get("VPCZoneIdentifier") or params.get("AvailabilityZones"):
        capacity.rebalance(group)
    return result


@replace(AutoScalingResponse)
def set_desired_capacity(self: AutoScalingResponse) -> ActionResult:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SetDesiredCapacity.html"""
    group = require_group(self.autoscaling_backend, self._get_param("AutoScalingGroupName"))
    size = self._get_int_param("DesiredCapacity")
    for bound, limit, broken in (
        ("above max", group.max_size, size > group.max_size),
        ("below min", group.min_size, size < group.min_size),
    ):
        if broken:
            raise ValidationError(
                f"New SetDesiredCapacity value {size} is {bound} value {limit} for the AutoScalingGroup."
            )
    group.set_desired_capacity(size)
    return EmptyResult()


@replace(AutoScalingResponse)
def delete_auto_scaling_group(self: AutoScalingResponse) -> ActionResult:
    """Refused while there are instances, unless forced; takes everything of the group with it.

    moto deletes at once, so a destroy that would hang on AWS (a termination hook that nobody
    answers) looks fine, and it leaves policies, schedules and hooks behind.
    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteAutoScalingGroup.html
    """
    backend = self.autoscaling_backend
    group = require_group(backend, self._get_param("AutoScalingGroupName"))
    force = bool(self._get_bool_param("ForceDelete", False))
    if group.instance_states and not force:
        raise AutoscalingClientError(
            "ResourceInUse",
            "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance "
            "request(s) still in the group.",
        )
    group.suspended_processes = []
    group.desired_capacity = group.min_size = 0
    for state in list(group.instance_states):
        capacity.retire(group, state, "the group was deleted", use_hooks=False)
    del backend.autoscaling_groups[group.name]
    _forget(backend, group.name)
    return EmptyResult()


def _forget(backend: AutoScalingBackend, name: str) -> None:
    for kept in (backend.policies, backend.scheduled_actions, backend.lifecycle_hooks):
        for key, value in list(kept.items()):
            if value.auto_scaling_group_name == name:
                del kept[key]
    for key in [k for k in backend.notifications if k[0] == name]:
        del backend.notifications[key]
    backend.refreshes.pop(name, None)


@replace(FakeAutoScalingGroup)
def active_instances(self: FakeAutoScalingGroup) -> list[Any]:
    """moto compares this with the desired capacity; an instance that waits for a hook counts."""
    return members(self)
