"""Rules with a schedule: `rate(5 minutes)` and `cron(0 8 ? * MON-FRI *)`. moto never fires one.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from croniter import croniter
from moto.core.exceptions import JsonRESTError
from moto.events.models import EventsBackend, Rule

from emulator.patching import around
from emulator.services.events.bus import as_message
from emulator.services.events.targets import send
from emulator.world import Event, world

RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
CRON = re.compile(r"cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)")
MINUTES = {"minute": 1, "hour": 60, "day": 1440}


@around(Rule, "__init__")
def _init(original: Callable[..., None], self: Rule, *args: Any, **kwargs: Any) -> None:
    original(self, *args, **kwargs)
    self.since = world.clock.now()


@around(EventsBackend, "put_rule")
def _put(original: Callable[..., Any], self: EventsBackend, *args: Any, **kwargs: Any) -> Any:
    rule = original(self, *args, **kwargs)
    expression = rule.scheduled_expression
    if expression and not (RATE.fullmatch(expression) or CRON.fullmatch(expression)):
        del self.event_buses["default"].rules[rule.name]
        raise JsonRESTError("ValidationException", "Parameter ScheduleExpression is not valid.")
    return rule


def as_unix_cron(expression: str) -> str:
    """EventBridge's six fields as croniter reads them. Weekdays are 1-7 from Sunday, not 0-6."""
    match = CRON.fullmatch(expression)
    assert match
    minute, hour, day, month, weekday, year = match.groups()
    shifted = re.sub(r"(?<![#/\d])\d", lambda m: str(int(m.group()) - 1), weekday)
    fields = [minute, hour, day, month, shifted, "0", year]
    return " ".join("*" if field == "?" else field for field in fields)


def next_after(rule: Rule, moment: dt.datetime) -> dt.datetime:
    """When the rule fires next."""
    rate = RATE.fullmatch(rule.scheduled_expression)
    if rate:
        step = dt.timedelta(minutes=int(rate.group(1)) * MINUTES[rate.group(2)])
        return rule.since + ((moment - rule.since) // step + 1) * step
    return croniter(as_unix_cron(rule.scheduled_expression), moment).get_next(dt.datetime)


def scheduled(backend: EventsBackend) -> list[Rule]:
    rules = backend.event_buses["default"].rules.values()
    return [rule for rule in rules if rule.scheduled_expression and rule.state != "DISABLED"]


def fire(backend: EventsBackend, since: dt.datetime, until: dt.datetime) -> list[str]:
    """Fire what is due in (since, until], in order; one line for each."""
    due = []
    for rule in scheduled(backend):
        moment = next_after(rule, since)
        while moment <= until:
            due.append((moment, rule))
            moment = next_after(rule, moment)
    story = []
    for moment, rule in sorted(due, key=lambda firing: firing[0]):
        event = Event(backend.region_name, "aws.events", "Scheduled Event", {}, [rule.arn])
        send(rule, as_message(event))
        story.append(f"{moment.isoformat()} rule {rule.name} fired")
    return story
