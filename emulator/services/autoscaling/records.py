"""What a group and its region remember beyond moto: activities, hooks in progress, refreshes."""

from __future__ import annotations

import json
from typing import Any

from moto.autoscaling.exceptions import ValidationError
from moto.autoscaling.models import (
    AutoScalingBackend,
    FakeAutoScalingGroup,
    InstanceState,
)
from moto.moto_api._internal import mock_random

from emulator.patching import around
from emulator.world import ACCOUNT, Event, world

# Lifecycle states that count towards the capacity of a group.
# https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html
COUNTED = {"Pending", "Pending:Wait", "Pending:Proceed", "InService"}


@around(AutoScalingBackend, "__init__")
def _init(original: Any, self: AutoScalingBackend, *args: Any, **kwargs: Any) -> None:
    original(self, *args, **kwargs)
    self.activities = []  # newest first
    self.notifications = {}
    self.refreshes = {}


def require_group(backend: AutoScalingBackend, name: str | None) -> FakeAutoScalingGroup:
    """The group, or AWS's refusal. moto answers a missing group with a KeyError, i.e. HTTP 500."""
    group = backend.autoscaling_groups.get(name or "")
    if group is None:
        raise ValidationError(f"AutoScalingGroup name not found - AutoScalingGroup '{name}' not found")
    return group


def members(group: FakeAutoScalingGroup) -> list[InstanceState]:
    """The instances that count towards the capacity."""
    return [s for s in group.instance_states if s.lifecycle_state in COUNTED]


def suspended(group: FakeAutoScalingGroup, process: str) -> bool:
    """Whether a process is suspended.
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html
    """
    return any(p["ProcessName"] == process for p in group.suspended_processes)


def find_instance(backend: AutoScalingBackend, instance_id: str) -> InstanceState:
    """The group member with this instance id, or AWS's refusal."""
    for group in backend.autoscaling_groups.values():
        for state in group.instance_states:
            if state.instance_id == instance_id:
                return state
    raise ValidationError(f"Instance Id not found - No managed instance found for instance ID: {instance_id}")


def record_activity(
    group: FakeAutoScalingGroup,
    description: str,
    cause: str,
    zone: str | None,
    failure: str | None = None,
    abandoned: str | None = None,
) -> dict[str, Any]:
    """Add an entry to the group's activity history. moto's DescribeScalingActivities is always
    empty, so the provider cannot see a failed launch and waits for its whole timeout.
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-verify-scaling-activity.html
    """
    activity = in_progress(group, description, cause, zone)
    activity["EndTime"] = world.clock.now()
    activity["StatusCode"] = "Failed" if failure else "Cancelled" if abandoned else "Successful"
    activity["StatusMessage"] = failure or abandoned
    activity["Progress"] = 100
    group.autoscaling_backend.activities.insert(0, activity)
    return activity


def in_progress(
    group: FakeAutoScalingGroup, description: str, cause: str, zone: str | None
) -> dict[str, Any]:
    """An activity that has begun; it is not part of the history yet."""
    return {
        "ActivityId": str(mock_random.uuid4()),
        "AutoScalingGroupName": group.name,
        "AutoScalingGroupARN": group.arn,
        "Description": description,
        "Cause": cause,
        "StartTime": world.clock.now(),
        "StatusCode": "InProgress",
        "Progress": 0,
        "Details": json.dumps({"Availability Zone": zone} if zone else {}),
    }


def emit(group: FakeAutoScalingGroup, detail_type: str, detail: dict[str, Any]) -> None:
    """Send one of Auto Scaling's events.
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html
    """
    resources = [group.arn]
    if instance_id := detail.get("EC2InstanceId"):
        resources.append(f"arn:aws:ec2:{group.region}:{ACCOUNT}:instance/{instance_id}")
    detail = {"AutoScalingGroupName": group.name, **detail}
    world.emit(Event(group.region, "aws.autoscaling", detail_type, detail, resources))
