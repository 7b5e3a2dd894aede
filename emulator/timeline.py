"""Time passes minute by minute: schedules fire, hooks expire, groups catch up."""

from __future__ import annotations

import datetime as dt

from moto.autoscaling.models import AutoScalingBackend, autoscaling_backends

from emulator.services.autoscaling import firing, keeper
from emulator.world import ACCOUNT, world

MINUTE = dt.timedelta(minutes=1)


def regions() -> list[AutoScalingBackend]:
    """Auto Scaling in every region that was used."""
    return list(autoscaling_backends[ACCOUNT].values())


def tick() -> list[str]:
    """One minute further."""
    return move_to(world.clock.now() + MINUTE)


def move_to(moment: dt.datetime) -> list[str]:
    """Let the time until `moment` pass; what happened, in order."""
    story: list[str] = []
    now = min(world.clock.now(), moment)  # a moment in the past only places the clock
    while now < moment:
        until = min(now + MINUTE, moment)
        world.clock.set(until)
        for scaling in regions():
            story += firing.fire(scaling, now, until)
            keeper.sweep(scaling)
            keeper.retry(scaling)
        now = until
    world.clock.set(moment)
    return story
