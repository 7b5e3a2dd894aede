"""Time passes minute by minute: schedules fire, metrics appear, alarms and policies act."""

from __future__ import annotations

import datetime as dt
from typing import Any

from moto.autoscaling.models import autoscaling_backends
from moto.cloudwatch.models import cloudwatch_backends
from moto.events.models import events_backends
from moto.rds.models import rds_backends

from emulator.services.autoscaling import firing, keeper, schedules, tracking
from emulator.services.cloudwatch import evaluation, published, queries
from emulator.services.events import deliver
from emulator.services.events import schedules as rule_schedules
from emulator.world import ACCOUNT, world

MINUTE = dt.timedelta(minutes=1)

# After this many minutes in which nothing happens, nothing can happen before the next schedule,
# unless an alarm looks back further.
QUIET_MINUTES = tracking.PERIODS_IN + 5


def regions() -> list[str]:
    """Regions in which anything that time matters for was used."""
    used: set[str] = set()
    for backends in (autoscaling_backends, cloudwatch_backends, events_backends, rds_backends):
        used.update(backends[ACCOUNT].keys())
    return sorted(used)


def tick() -> list[str]:
    """One minute further."""
    return move_to(world.clock.now() + MINUTE)


def move_to(moment: dt.datetime) -> list[str]:
    """Let the time until `moment` pass; what happened, in order."""
    story: list[str] = []
    now = min(world.clock.now(), moment)  # a moment in the past only places the clock
    quiet = 0
    while now < moment:
        if quiet >= quiet_needed():
            now, quiet = max(now, resume_at(now, moment)), 0
            world.clock.set(now)
        until = min(now + MINUTE, moment)
        if until <= now:
            break
        world.clock.set(until)
        events = [line for region in regions() for line in minute(region, now, until)]
        deliver()
        story += events
        quiet = 0 if events else quiet + 1
        now = until
    world.clock.set(moment)
    return story


def minute(region: str, since: dt.datetime, until: dt.datetime) -> list[str]:
    """What happens in one region within a minute."""
    scaling = autoscaling_backends[ACCOUNT][region]
    story = firing.fire(scaling, since, until)
    before = instances(scaling)
    keeper.sweep(scaling)
    keeper.retry(scaling)
    # Data of a minute lies within it, where the periods of alarms find it.
    published.publish_all(region, since + (until - since) / 2)
    story += evaluation.evaluate_all(cloudwatch_backends[ACCOUNT][region])
    story += tracking.track_all(scaling)
    story += rule_schedules.fire(events_backends[ACCOUNT][region], since, until)
    changed = before ^ instances(scaling)
    if changed and not story:
        story.append(f"{until.isoformat()} instances changed: {', '.join(sorted(changed))}")
    return story


def instances(scaling: Any) -> set[str]:
    groups = scaling.autoscaling_groups.values()
    return {s.instance_id for group in groups for s in group.instance_states}


def quiet_needed() -> int:
    """Minutes that the longest look back of any alarm takes."""
    longest = QUIET_MINUTES
    for region in regions():
        for alarm in cloudwatch_backends[ACCOUNT][region].alarms.values():
            if not alarm.rule:
                periods = int(alarm.evaluation_periods) + evaluation.EXTRA_PERIODS
                longest = max(longest, periods * queries.of_alarm(alarm).period // 60 + 1)
    return longest


def resume_at(now: dt.datetime, moment: dt.datetime) -> dt.datetime:
    """Just before the next thing that time alone brings: a schedule, the end of a hook."""
    coming = [moment - quiet_needed() * MINUTE]
    for region in regions():
        scaling = autoscaling_backends[ACCOUNT][region]
        for action in scaling.scheduled_actions.values():
            following = schedules.next_occurrence(action, now)
            if following:
                coming.append(following - MINUTE)
        for group in scaling.autoscaling_groups.values():
            for state in group.instance_states:
                coming += [deadline - MINUTE for deadline in state.held_by.values()]
        for rule in rule_schedules.scheduled(events_backends[ACCOUNT][region]):
            coming.append(rule_schedules.next_after(rule, now) - MINUTE)
    return min(coming)
