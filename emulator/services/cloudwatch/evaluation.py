"""Alarms follow their metrics, as time passes. moto never evaluates an alarm.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
"""

from __future__ import annotations

import datetime as dt
import json
import operator
from collections.abc import Callable

from moto.cloudwatch.models import Alarm, CloudWatchBackend

from emulator.services.cloudwatch import actions, queries
from emulator.world import world

BREACHES: dict[str, Callable[[float, float], bool]] = {
    "GreaterThanOrEqualToThreshold": operator.ge,
    "GreaterThanThreshold": operator.gt,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}

# CloudWatch looks at some periods more than it needs, to have real data where some is missing.
EXTRA_PERIODS = 2


def evaluate_all(backend: CloudWatchBackend) -> list[str]:
    """Evaluate every metric alarm now; one line for each change."""
    story = []
    for alarm in list(backend.alarms.values()):
        if alarm.rule:
            continue
        before = alarm.state_value
        points = datapoints(alarm, backend.region_name)
        state = decide(alarm, points)
        known = [value for value in points if value is not None]
        shown = f"{known[0]:g}" if known else "missing"
        # Auto Scaling runs a policy again and again while its alarm lasts.
        alarm.excess = known[0] - float(alarm.threshold) if known else 0.0
        if state != before:
            alarm.update_state(f"the newest value is {shown}", json.dumps({}), state)
            story.append(f"{world.clock.now().isoformat()} alarm {alarm.name}: {before} -> {state} ({shown})")
        elif state == "ALARM":
            actions.scale(alarm)
    return story


def datapoints(alarm: Alarm, region: str) -> list[float | None]:
    """Values of the last periods, newest first."""
    metric = queries.of_alarm(alarm)
    now, step = world.clock.now(), dt.timedelta(seconds=metric.period)
    count = int(alarm.evaluation_periods) + EXTRA_PERIODS
    return [metric.value(region, now - i * step) for i in range(count)]


def decide(alarm: Alarm, points: list[float | None]) -> str:
    """The state that these values, newest first, put the alarm into."""
    periods = int(alarm.evaluation_periods)
    needed = int(alarm.datapoints_to_alarm or periods)
    breaches = BREACHES[alarm.comparison_operator]
    treatment = alarm.treat_missing_data or "missing"
    real = [value for value in points if value is not None][:periods]
    verdicts = [breaches(value, float(alarm.threshold)) for value in real]
    if treatment in ("breaching", "notBreaching"):
        window = points[:periods]
        verdicts = [
            treatment == "breaching" if value is None else breaches(value, float(alarm.threshold))
            for value in window
        ]
    elif not real:
        return alarm.state_value if treatment == "ignore" else "INSUFFICIENT_DATA"
    elif treatment == "ignore" and len(real) < periods and sum(verdicts) < needed:
        return alarm.state_value
    return "ALARM" if sum(verdicts) >= needed else "OK"
