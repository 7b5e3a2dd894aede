"""EC2's own events: every change of an instance's state. moto sends none.
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instance-state-changes.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.ec2.models.instances import Instance, InstanceBackend

from emulator.patching import around
from emulator.world import ACCOUNT, Event, world


def _emit(instance: Instance, states: tuple[str, ...]) -> None:
    region = instance.ec2_backend.region_name
    arn = f"arn:aws:ec2:{region}:{ACCOUNT}:instance/{instance.id}"
    for state in states:
        detail = {"instance-id": instance.id, "state": state}
        world.emit(
            Event(region, "aws.ec2", "EC2 Instance State-change Notification", detail, [arn])
        )


def _announce(method: str, states: tuple[str, ...], result: str) -> None:
    @around(Instance, method)
    def changed(original: Callable[..., Any], self: Instance) -> Any:
        before = self.state
        answer = original(self)
        if before != result:
            _emit(self, states)
        return answer


_announce("stop", ("stopping", "stopped"), "stopped")
_announce("start", ("pending", "running"), "running")
_announce("terminate", ("shutting-down", "terminated"), "terminated")


@around(InstanceBackend, "run_instances")
def _run(original: Callable[..., Any], self: Any, *args: Any, **kwargs: Any) -> Any:
    reservation = original(self, *args, **kwargs)
    for instance in reservation.instances:
        _emit(instance, ("pending", "running"))
    return reservation
