"""How fast executions wait. Real time by default; a drill may say that a minute of waiting is a second. Only the
waiting is quick: states follow each other, and retries are counted, as always.
"""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any

from moto.stepfunctions.parser.asl.component.common.retry import retrier_decl
from moto.stepfunctions.parser.asl.component.state.wait.wait_function.wait_function import WaitFunction

from emulator.patching import replace
from emulator.world import world


def scaled(seconds: float) -> float:
    return seconds / world.pace


@replace(WaitFunction)
def _wait_interval(self: WaitFunction, env: Any, wait_seconds: float) -> None:
    """Until the time is over or the execution is."""
    end = time.monotonic() + scaled(wait_seconds)
    while env.is_running() and (left := end - time.monotonic()) > 0:
        env.program_state_event.wait(left)


if retrier_decl.time is not time:
    raise TypeError("moto's retries no longer wait with time.sleep")
retrier_decl.time = SimpleNamespace(sleep=lambda seconds: time.sleep(scaled(seconds)))
