"""What the emulator knows beyond moto: lost zones, dead applications, the clock, the event outbox."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

ACCOUNT = "123456789012"


def utc(moment: dt.datetime | str) -> dt.datetime:
    """An aware UTC datetime from an ISO text or from a datetime that may be naive (then it is UTC)."""
    if isinstance(moment, str):
        moment = dt.datetime.fromisoformat(moment.replace("Z", "+00:00").replace(" ", "+"))
    if moment.tzinfo is None:
        return moment.replace(tzinfo=dt.timezone.utc)
    return moment.astimezone(dt.timezone.utc)


class Clock:
    """Wall time until somebody sets it; from then on it stands still and moves only when told."""

    def __init__(self) -> None:
        self.fixed: dt.datetime | None = None

    def now(self) -> dt.datetime:
        return self.fixed or dt.datetime.now(dt.timezone.utc)

    def set(self, moment: dt.datetime) -> None:
        self.fixed = utc(moment)


@dataclass
class Event:
    """An EventBridge event that an AWS service sends by itself."""

    region: str
    source: str
    detail_type: str
    detail: dict[str, Any]
    resources: list[str] = field(default_factory=list)


class World:
    """Everything that /ha/reset forgets."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.reset()

    def reset(self) -> None:
        self.clock.fixed = None
        # Availability Zones that are lost, by name ("us-east-1a").
        self.lost_zones: set[str] = set()
        # Instances that are still running but reported impaired by the status checks.
        self.impaired: set[str] = set()
        # Instances whose guest does not let go of a network interface.
        self.stuck: set[str] = set()
        # Instances whose application does not answer health checks.
        self.dead_applications: set[str] = set()
        # Answers that a stand-in for the instances' agents gives to lifecycle hooks, by transition.
        self.hook_answers: dict[str, str] = {}
        # Calls that are refused for a while.
        self.refusals: list[Any] = []
        # How many times as fast as real time executions of state machines wait.
        self.pace = 1.0
        # Events sent while a request is handled; delivered when it has been answered.
        self.outbox: list[Event] = []

    def emit(self, event: Event) -> None:
        self.outbox.append(event)


world = World()


def region_of(zone: str) -> str:
    """`us-east-1` of `us-east-1a`."""
    return zone[:-1]
