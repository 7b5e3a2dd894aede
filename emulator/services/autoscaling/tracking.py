"""Policies that act by themselves: target tracking, and step and simple policies of alarms.

Modelled as AWS describes it: three periods of a minute above the target add capacity in proportion,
fifteen below nine tenths of it take capacity away. Instances that still warm up do not count as
capacity to add to, and hold back a scale-in. Predictive policies forecast nothing here.
https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html
"""

from __future__ import annotations

import datetime as dt
import math

from moto.autoscaling.models import (
    AutoScalingBackend,
    FakeAutoScalingGroup,
    FakeScalingPolicy,
)

from emulator.services.autoscaling.policies import adjusted, adjustment_for, resize
from emulator.services.autoscaling.records import members
from emulator.services.cloudwatch.queries import Metric, Query, of_specification
from emulator.services.cloudwatch.series import key_of
from emulator.world import world

PERIODS_OUT, PERIODS_IN = 3, 15
SCALE_IN_SHARE = 0.9
DEFAULT_WARMUP_SECONDS = 300

# Predefined metric to the CloudWatch metric of the group that it stands for.
# https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredefinedMetricSpecification.html
PREDEFINED = {
    "ASGAverageCPUUtilization": ("AWS/EC2", "CPUUtilization", "Average"),
    "ASGAverageNetworkIn": ("AWS/EC2", "NetworkIn", "Average"),
    "ASGAverageNetworkOut": ("AWS/EC2", "NetworkOut", "Average"),
}


def track_all(backend: AutoScalingBackend) -> list[str]:
    """Let every enabled target tracking policy act; one line for each change."""
    story = []
    for policy in list(backend.policies.values()):
        if policy.policy_type == "TargetTrackingScaling" and policy.enabled:
            group = backend.autoscaling_groups[policy.auto_scaling_group_name]
            before = group.desired_capacity
            if track(policy, group):
                story.append(
                    f"{world.clock.now().isoformat()} policy {policy.name} of {group.name}: "
                    f"desired {before} -> {group.desired_capacity}"
                )
    return story


def metric_of(policy: FakeScalingPolicy, group: FakeAutoScalingGroup) -> Metric:
    """What a target tracking policy watches."""
    configuration = policy.target_tracking_configuration
    custom = getattr(configuration, "CustomizedMetricSpecification", None)
    if custom:
        return of_specification(custom)
    specification = configuration.PredefinedMetricSpecification
    kind = specification["PredefinedMetricType"]
    if kind == "ALBRequestCountPerTarget":
        target = "targetgroup/" + specification["ResourceLabel"].split("/targetgroup/")[1]
        pairs = [{"Name": "TargetGroup", "Value": target}]
        key = key_of("AWS/ApplicationELB", "RequestCountPerTarget", pairs)
        return Metric(60, [Query("m", key, "Sum", None, True)])
    namespace, name, stat = PREDEFINED[kind]
    pairs = [{"Name": "AutoScalingGroupName", "Value": group.name}]
    return Metric(60, [Query("m", key_of(namespace, name, pairs), stat, None, True)])


def track(policy: FakeScalingPolicy, group: FakeAutoScalingGroup) -> bool:
    """Move the desired capacity towards the target. Returns whether it changed."""
    metric = metric_of(policy, group)
    now = world.clock.now()
    minute = dt.timedelta(seconds=metric.period)
    values = [metric.value(group.region, now - i * minute) for i in range(PERIODS_IN)]
    target = float(policy.target_tracking_configuration.TargetValue)
    newest = values[0]
    if newest is None:
        return False
    desired = group.desired_capacity or 0
    if all(value is not None and value > target for value in values[:PERIODS_OUT]):
        wanted = math.ceil(base(policy, group) * newest / target)
        return wanted > desired and resize(group, wanted, f"target tracking {policy.name}")
    below = all(value is not None and value < target * SCALE_IN_SHARE for value in values)
    disabled = str(getattr(policy.target_tracking_configuration, "DisableScaleIn", "")).lower()
    if below and disabled != "true" and not warming(policy, group):
        wanted = math.ceil(desired * newest / target)
        return wanted < desired and resize(group, wanted, f"target tracking {policy.name}")
    return False


def warmup_seconds(policy: FakeScalingPolicy, group: FakeAutoScalingGroup) -> int:
    own = policy.estimated_instance_warmup
    if own is None:
        own = group.default_instance_warmup
    return int(own if own is not None else group.default_cooldown or DEFAULT_WARMUP_SECONDS)


def warming(policy: FakeScalingPolicy, group: FakeAutoScalingGroup) -> int:
    """How many members are too young to count."""
    youngest = world.clock.now() - dt.timedelta(seconds=warmup_seconds(policy, group))
    return sum(state.launched_at > youngest for state in members(group))


def base(policy: FakeScalingPolicy, group: FakeAutoScalingGroup) -> int:
    """The capacity to add to: what has warmed up, or all when nothing has; at least one, so that a
    metric per instance can scale from zero. That last reading is ours, AWS does not document it."""
    warm = len(members(group)) - warming(policy, group)
    return max(warm or group.desired_capacity or 0, 1)


def run_step(policy: FakeScalingPolicy, excess: float) -> bool:
    """A step or simple policy whose alarm is in ALARM. Simple policies respect their cooldown."""
    backend = policy.autoscaling_backend
    group = backend.autoscaling_groups.get(policy.auto_scaling_group_name)
    if group is None or not policy.enabled:
        return False
    if policy.policy_type == "SimpleScaling":
        last = getattr(policy, "ran_at", None)
        cooldown = dt.timedelta(seconds=int(policy.cooldown or 0))
        if last is not None and world.clock.now() < last + cooldown:
            return False
    adjustment = adjustment_for(policy, excess)
    if adjustment is None:
        return False
    desired = group.desired_capacity or 0
    grows = policy.policy_type == "StepScaling" and adjustment > 0
    relative = policy.adjustment_type != "ExactCapacity"
    current = len(members(group)) - warming(policy, group) if grows and relative else desired
    wanted = adjusted(policy, current, adjustment)
    if grows and relative and wanted <= desired:
        return False  # what is warming up is enough
    policy.ran_at = world.clock.now()
    return resize(group, wanted, f"policy {policy.name}")
