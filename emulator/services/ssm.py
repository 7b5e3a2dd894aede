"""Parameter Store: every change of a parameter is an event. moto sends none.
https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-cwe.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.ssm.models import SimpleSystemManagerBackend

from emulator.patching import around
from emulator.world import ACCOUNT, Event, world


def _emit(region: str, operation: str, name: str, kind: str) -> None:
    arn = f"arn:aws:ssm:{region}:{ACCOUNT}:parameter/{name.lstrip('/')}"
    detail = {"operation": operation, "name": name, "type": kind, "description": ""}
    world.emit(Event(region, "aws.ssm", "Parameter Store Change", detail, [arn]))


@around(SimpleSystemManagerBackend, "put_parameter")
def _put(
    original: Callable[..., Any], self: SimpleSystemManagerBackend, name: str, *args: Any, **kwargs: Any
) -> Any:
    operation = "Update" if name in self._parameters else "Create"
    parameter = original(self, name, *args, **kwargs)
    _emit(self.region_name, operation, name, parameter.parameter_type)
    return parameter


@around(SimpleSystemManagerBackend, "delete_parameter")
def _delete(original: Callable[..., None], self: SimpleSystemManagerBackend, name: str) -> None:
    parameter = self.get_parameter(name)
    original(self, name)
    _emit(self.region_name, "Delete", name, parameter.parameter_type if parameter else "String")
