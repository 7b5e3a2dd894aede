"""Alarms: composite ones, the state that AWS starts with, and the event of every change."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from moto.cloudwatch.exceptions import ResourceNotFound, ValidationError
from moto.cloudwatch.models import Alarm, CloudWatchBackend, cloudwatch_backends
from moto.cloudwatch.responses import CloudWatchResponse
from moto.core.responses import ActionResult

from emulator.patching import add, around, replace
from emulator.services.cloudwatch import actions, rules
from emulator.world import ACCOUNT, Event, world


@add(CloudWatchResponse)
def put_composite_alarm(self: CloudWatchResponse) -> ActionResult:
    """moto knows composite alarms in its model but not the call.
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
    """
    try:
        names = rules.alarms_in(self._get_param("AlarmRule") or "")
    except rules.RuleError as error:
        raise ValidationError(f"Error in AlarmRule: {error}") from None
    missing = sorted(names - set(self.cloudwatch_backend.alarms))
    if missing:
        raise ValidationError(
            f"Could not save the composite alarm as alarms [{', '.join(missing)}] in the alarm rule "
            "do not exist"
        )
    self.put_metric_alarm()
    return ActionResult({})


@replace(CloudWatchResponse)
def describe_alarms(self: CloudWatchResponse) -> ActionResult:
    """Every filter counts, and composite alarms come only when they are asked for; moto looks at the
    first filter alone, so that a healthy alarm asked for by name and state looks raised.
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
    """
    names = self._get_param("AlarmNames", [])
    state = self._get_param("StateValue")
    prefix = self._get_param("AlarmNamePrefix") or ""
    action = self._get_param("ActionPrefix") or ""
    found = [
        alarm
        for alarm in self.cloudwatch_backend.alarms.values()
        if (not names or alarm.name in names)
        and state in (None, alarm.state_value)
        and alarm.name.startswith(prefix)
        and (not action or any(arn.startswith(action) for arn in alarm.alarm_actions or []))
    ]
    types = self._get_param("AlarmTypes", []) or ["MetricAlarm"]
    return ActionResult(
        {
            "MetricAlarms": [a for a in found if not a.rule and "MetricAlarm" in types],
            "CompositeAlarms": [a for a in found if a.rule and "CompositeAlarm" in types],
        }
    )


@around(CloudWatchBackend, "put_metric_alarm")
def _put(original: Callable[..., Alarm], self: CloudWatchBackend, **kwargs: Any) -> Alarm:
    """A new alarm has insufficient data; an updated one keeps its state. In moto both are OK.
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
    """
    previous = self.alarms.get(kwargs["name"])
    alarm = original(self, **kwargs)
    alarm.state_value = "INSUFFICIENT_DATA"
    if previous is not None:
        alarm.state_value = previous.state_value
        alarm.state_reason, alarm.history = previous.state_reason, previous.history
    return alarm


@around(CloudWatchBackend, "delete_alarms")
def _delete(original: Callable[..., None], self: CloudWatchBackend, alarm_names: list[str]) -> None:
    """Refuses the whole call when one alarm is missing; moto ignores it.
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html
    """
    missing = [name for name in alarm_names if name not in self.alarms]
    if missing:
        raise ResourceNotFound("; ".join(missing))
    original(self, alarm_names)


@around(Alarm, "update_state")
def _changed(
    original: Callable[..., None], self: Alarm, reason: str, reason_data: str, state_value: str
) -> None:
    """Every change of state is an event; moto sends none.
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
    """
    before = self.state_value
    original(self, reason, reason_data, state_value)
    if before == state_value:
        return
    timestamp = world.clock.now().strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "+0000"
    detail = {
        "alarmName": self.name,
        "state": {"value": state_value, "reason": reason, "timestamp": timestamp},
        "previousState": {"value": before},
        "configuration": {"description": self.description or ""},
    }
    arns = [self.alarm_arn]
    world.emit(
        Event(self.region_name, "aws.cloudwatch", "CloudWatch Alarm State Change", detail, arns)
    )
    actions.run(self, before)
    evaluate_composites(self.region_name)


def evaluate_composites(region: str) -> None:
    """Composite alarms follow their children at once.
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm.html
    """
    backend = cloudwatch_backends[ACCOUNT][region]
    states = {name: alarm.state_value for name, alarm in backend.alarms.items()}
    for alarm in backend.alarms.values():
        if alarm.rule:
            state = "ALARM" if rules.evaluate(alarm.rule, states) else "OK"
            if state != alarm.state_value:
                reason = f"the rule {alarm.rule} is {'true' if state == 'ALARM' else 'false'}"
                alarm.update_state(reason, json.dumps({}), state)
                return  # the change itself comes back here, with new states
