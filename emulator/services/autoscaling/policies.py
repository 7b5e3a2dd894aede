"""Scaling policies: one name space per group, and the fields that the provider reads back.

moto keys policies by name for the whole region, so two groups with a policy "cpu" share one; it does
not return Enabled and shows an empty predictive configuration, which is drift on every plan.
https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScalingPolicy.html
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from moto.autoscaling.exceptions import ValidationError
from moto.autoscaling.models import (
    AutoScalingBackend,
    FakeAutoScalingGroup,
    FakeScalingPolicy,
)
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult, EmptyResult
from moto.moto_api._internal import mock_random

from emulator.patching import around, replace
from emulator.services.autoscaling.records import require_group, suspended

Key = tuple[str, str]  # group, policy


@around(AutoScalingBackend, "put_scaling_policy")
def _put(original: Callable[..., Any], self: AutoScalingBackend, **kwargs: Any) -> FakeScalingPolicy:
    group = require_group(self, kwargs.get("as_name"))
    key = (group.name, kwargs["name"])
    _check_request_count_label(self, group, kwargs.get("target_tracking_config") or {})
    previous = self.policies.get(key)
    policy = original(self, **kwargs)
    self.policies[key] = self.policies.pop(policy.name)
    policy.identity = previous.identity if previous else str(mock_random.uuid4())
    policy.enabled = True
    if policy.policy_type != "PredictiveScaling":
        policy.predictive_scaling_configuration = None
    return policy


@around(AutoScalingResponse, "put_scaling_policy")
def _put_response(original: Callable[..., Any], self: AutoScalingResponse) -> ActionResult:
    original(self)
    params = self._get_params()
    policy = self.autoscaling_backend.policies[(params["AutoScalingGroupName"], params["PolicyName"])]
    policy.enabled = params.get("Enabled", True)
    return ActionResult({"PolicyARN": policy.arn, "Alarms": []})  # moto leaves out the ARN


@replace(FakeScalingPolicy, "arn")
@property  # type: ignore[misc]
def _arn(self: FakeScalingPolicy) -> str:
    backend = self.autoscaling_backend
    return (
        f"arn:aws:autoscaling:{backend.region_name}:{backend.account_id}:scalingPolicy:{self.identity}:"
        f"autoScalingGroupName/{self.auto_scaling_group_name}:policyName/{self.name}"
    )


FakeScalingPolicy.policy_arn = FakeScalingPolicy.arn


def _check_request_count_label(
    backend: AutoScalingBackend, group: FakeAutoScalingGroup, config: dict[str, Any]
) -> None:
    """ALBRequestCountPerTarget needs a target group that is attached to the group and to that load
    balancer; moto takes any label, so a wrong order of resources goes unseen.
    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredefinedMetricSpecification.html
    """
    metric = config.get("PredefinedMetricSpecification") or {}
    if metric.get("PredefinedMetricType") != "ALBRequestCountPerTarget":
        return
    label = metric.get("ResourceLabel") or ""
    balancer, separator, target = label.partition("/targetgroup/")
    attached = [a for a in group.target_group_arns if a.endswith(f":targetgroup/{target}")]
    if not separator or not attached:
        raise ValidationError(
            f"The specified target group is not attached to the Auto Scaling group. Resource label: {label}"
        )
    arns = backend.elbv2_backend.load_balancers
    if not any(arn.endswith(f":loadbalancer/{balancer}") for arn in arns):
        raise ValidationError(f"The load balancer of resource label {label} does not exist")


def find(backend: AutoScalingBackend, group_name: str | None, name_or_arn: str) -> Key:
    """The key of a policy given by name and group, or by ARN alone; or AWS's refusal."""
    for key, policy in backend.policies.items():
        if policy.arn == name_or_arn or key == (group_name, name_or_arn):
            return key
    raise ValidationError("PolicyName not found - Unable to find the specified policy")


@replace(AutoScalingResponse)
def delete_policy(self: AutoScalingResponse) -> ActionResult:
    key = find(
        self.autoscaling_backend, self._get_param("AutoScalingGroupName"), self._get_param("PolicyName")
    )
    del self.autoscaling_backend.policies[key]
    return EmptyResult()


@replace(AutoScalingResponse)
def execute_policy(self: AutoScalingResponse) -> ActionResult:
    """Step and percentage policies work too; in moto they do nothing or fail.
    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_ExecutePolicy.html
    """
    key = find(
        self.autoscaling_backend, self._get_param("AutoScalingGroupName"), self._get_param("PolicyName")
    )
    policy = self.autoscaling_backend.policies[key]
    if policy.policy_type not in ("SimpleScaling", "StepScaling"):
        raise ValidationError(f"Policy type {policy.policy_type} cannot be executed")
    value, threshold = self._get_float_param("MetricValue"), self._get_float_param("BreachThreshold")
    if policy.policy_type == "StepScaling" and (value is None or threshold is None):
        raise ValidationError("MetricValue and BreachThreshold are required for a step policy")
    execute(policy, (value or 0) - (threshold or 0), f"policy {policy.name} was executed")
    return EmptyResult()


def execute(policy: FakeScalingPolicy, excess: float, cause: str) -> bool:
    """Run a simple or step policy; `excess` is how far the metric is above the threshold.
    Returns whether the desired capacity changed."""
    group = policy.autoscaling_backend.autoscaling_groups[policy.auto_scaling_group_name]
    adjustment = adjustment_for(policy, excess)
    if adjustment is None:
        return False
    return resize(group, adjusted(policy, group.desired_capacity or 0, adjustment), cause)


def adjustment_for(policy: FakeScalingPolicy, excess: float) -> int | None:
    """The adjustment of the step that `excess` falls into; lower bounds are inclusive, upper bounds
    exclusive for a breach upwards and the other way round downwards.
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html
    """
    if policy.policy_type != "StepScaling":
        return policy.scaling_adjustment
    for step in policy.step_adjustments:
        low, high = step.get("MetricIntervalLowerBound"), step.get("MetricIntervalUpperBound")
        low = -math.inf if low is None else float(low)
        high = math.inf if high is None else float(high)
        inside = low <= excess < high if excess >= 0 else low < excess <= high
        if inside:
            return int(step["ScalingAdjustment"])
    return None


def adjusted(policy: FakeScalingPolicy, current: int, adjustment: int) -> int:
    """The new size, with AWS's rounding of percentages: away from zero below 1, towards it above."""
    if policy.adjustment_type == "ExactCapacity":
        return adjustment
    if policy.adjustment_type == "ChangeInCapacity":
        return current + adjustment
    change = current * adjustment / 100
    change = math.copysign(1, change) if 0 < abs(change) < 1 else math.trunc(change)
    magnitude = int(policy.min_adjustment_magnitude or 0)
    return current + int(math.copysign(max(abs(change), magnitude), adjustment))


def resize(group: FakeAutoScalingGroup, size: int, cause: str) -> bool:
    """Set the desired capacity within the group's bounds, unless alarms are suspended."""
    size = max(group.min_size, min(group.max_size, size))
    if size == group.desired_capacity or suspended(group, "AlarmNotification"):
        return False
    group.set_desired_capacity(size)
    return True
