"""Scheduled actions: one name space per group, AWS's refusals, and their times.

moto keys them by name for the whole region (two groups cannot both have "evening") and takes anything.
https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scheduled-scaling.html
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from croniter import CroniterBadCronError, croniter
from moto.autoscaling.exceptions import AutoscalingClientError, ValidationError
from moto.autoscaling.models import AutoScalingBackend, FakeScheduledAction

from emulator.patching import replace
from emulator.services.autoscaling.records import require_group
from emulator.world import utc, world

# Scheduled actions per group. https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-quotas.html
MAX_PER_GROUP = 125

# Unix cron: five fields of numbers, names, `*`, `,`, `-` and `/`; no EventBridge year, `?`, `L` or `#`.
CRON = re.compile(r"(?:[\d*,/-]|[A-Za-z]{3})+(?: (?:[\d*,/-]|[A-Za-z]{3})+){4}")


@replace(AutoScalingBackend)
def put_scheduled_update_group_action(
    self: AutoScalingBackend,
    name: str,
    desired_capacity: int | str | None,
    max_size: int | str | None,
    min_size: int | str | None,
    scheduled_action_name: str,
    start_time: dt.datetime | str | None,
    end_time: dt.datetime | str | None,
    recurrence: str | None,
    timezone: str | None,
) -> FakeScheduledAction:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScheduledUpdateGroupAction.html"""
    group = require_group(self, name)
    sizes = [None if n is None else int(n) for n in (desired_capacity, max_size, min_size)]
    action = FakeScheduledAction(
        group.name, *sizes, scheduled_action_name, None, None, recurrence, timezone
    )
    action.scheduled_action_arn = (
        f"arn:aws:autoscaling:{self.region_name}:{self.account_id}:scheduledUpdateGroupAction:"
        f"autoScalingGroupName/{group.name}:scheduledActionName/{scheduled_action_name}"
    )
    start = utc(start_time) if start_time else None
    action.end_time = utc(end_time) if end_time else None
    _check_sizes(action)
    _check_times(action, start)
    # AWS fills in the start of a recurring action: its next occurrence.
    action.start_time = start or next_occurrence(action, world.clock.now())
    action.time = action.start_time
    _check_neighbours(self, action)
    self.scheduled_actions[(group.name, scheduled_action_name)] = action
    return action


def _check_sizes(action: FakeScheduledAction) -> None:
    low, high, size = action.min_size, action.max_size, action.desired_capacity
    if low is None and high is None and size is None:
        raise ValidationError("At least one of MinSize, MaxSize and DesiredCapacity must be specified")
    if low is not None and high is not None and low > high:
        raise ValidationError(
            "Min value greater than max value. MinSize must be less than or equal to MaxSize"
        )
    if size is not None and not (low or 0) <= size <= (size if high is None else high):
        raise ValidationError("DesiredCapacity must be between MinSize and MaxSize")


def _check_times(action: FakeScheduledAction, start: dt.datetime | None) -> None:
    if not action.recurrence and start is None:
        raise ValidationError("Either Recurrence or StartTime must be specified")
    if start is not None and start < world.clock.now():
        raise ValidationError("Given start time is in the past")
    if action.end_time and action.end_time <= (start or world.clock.now()):
        raise ValidationError("Given end time is before the start time")
    if action.time_zone:
        try:
            ZoneInfo(action.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValidationError(f"Given time zone is invalid: {action.time_zone}") from None
    if action.recurrence:
        if not (CRON.fullmatch(action.recurrence) and croniter.is_valid(action.recurrence)):
            raise ValidationError(f"Given recurrence string: {action.recurrence} is invalid")


def _check_neighbours(backend: AutoScalingBackend, action: FakeScheduledAction) -> None:
    others = [
        other
        for (group, name), other in backend.scheduled_actions.items()
        if group == action.auto_scaling_group_name and name != action.scheduled_action_name
    ]
    if len(others) >= MAX_PER_GROUP:
        raise AutoscalingClientError(
            "LimitExceeded", f"You already have {MAX_PER_GROUP} scheduled actions for this group"
        )
    # "A scheduled action must have a unique time value."
    for other in others:
        if other.start_time == action.start_time:
            raise AutoscalingClientError(
                "AlreadyExists",
                "A scheduled action with this scheduled start time already exists: "
                f"{other.scheduled_action_name}",
            )


def next_occurrence(action: FakeScheduledAction, after: dt.datetime) -> dt.datetime | None:
    """When the action fires next, after the given moment, in UTC; None when never again."""
    start = utc(action.start_time) if action.start_time else None
    if not action.recurrence:
        return start if start and start > after else None
    # The first occurrence may be the start time itself.
    base = max(after, start - dt.timedelta(seconds=1)) if start else after
    zone = ZoneInfo(action.time_zone or "UTC")
    try:
        moment = utc(croniter(action.recurrence, base.astimezone(zone)).get_next(dt.datetime))
    except CroniterBadCronError:
        return None
    return None if action.end_time and moment > action.end_time else moment


@replace(AutoScalingBackend)
def delete_scheduled_action(
    self: AutoScalingBackend, auto_scaling_group_name: str, scheduled_action_name: str
) -> None:
    key = (auto_scaling_group_name, scheduled_action_name)
    if self.scheduled_actions.pop(key, None) is None:
        raise ValidationError("Scheduled action name not found")


def due(backend: AutoScalingBackend, since: dt.datetime, until: dt.datetime) -> list[tuple[dt.datetime, Any]]:
    """The firings in (since, until], in order."""
    firings = []
    for action in backend.scheduled_actions.values():
        moment = next_occurrence(action, since)
        while moment is not None and moment <= until:
            firings.append((moment, action))
            moment = next_occurrence(action, moment) if action.recurrence else None
    return sorted(firings, key=lambda firing: firing[0])
