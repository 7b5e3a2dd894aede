"""Scheduled actions at their time."""

from __future__ import annotations

import datetime as dt

from moto.autoscaling.models import AutoScalingBackend, FakeScheduledAction

from emulator.services.autoscaling import schedules
from emulator.services.autoscaling.records import record_activity, suspended


def fire(backend: AutoScalingBackend, since: dt.datetime, until: dt.datetime) -> list[str]:
    """Carry out what is due in (since, until]; one line for each."""
    story = []
    for moment, action in schedules.due(backend, since, until):
        group = backend.autoscaling_groups.get(action.auto_scaling_group_name)
        if group is not None and not suspended(group, "ScheduledActions"):
            story.append(f"{moment.isoformat()} {_apply(backend, action)}")
    _forget_past(backend, until)
    return story


def _apply(backend: AutoScalingBackend, action: FakeScheduledAction) -> str:
    """Minimum and maximum first, then the desired capacity, which follows the bounds.
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
    """
    group = backend.autoscaling_groups[action.auto_scaling_group_name]
    low = group.min_size if action.min_size is None else action.min_size
    high = group.max_size if action.max_size is None else action.max_size
    before = group.desired_capacity
    what = f"schedule {action.scheduled_action_name} of {group.name}"
    if low > high:
        why = f"Max bound, {high}, must be greater than or equal to min bound, {low}"
        record_activity(group, f"Executing scheduled action {action.scheduled_action_name}", "", None, why)
        return f"{what} failed: {why}"
    group.min_size, group.max_size = low, high
    wanted = before if action.desired_capacity is None else action.desired_capacity
    group.set_desired_capacity(max(low, min(high, wanted)))
    return f"{what}: min {low}, max {high}, desired {before} -> {group.desired_capacity}"


def _forget_past(backend: AutoScalingBackend, now: dt.datetime) -> None:
    """AWS deletes an action that can never fire again, and shows the next start of the others."""
    for key, action in list(backend.scheduled_actions.items()):
        following = schedules.next_occurrence(action, now)
        if following is None:
            del backend.scheduled_actions[key]
        elif action.recurrence and action.start_time <= now:
            action.start_time = action.time = following
