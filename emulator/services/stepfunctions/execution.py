"""Executions. Tasks call this server, as a role would call AWS."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable
from typing import Any

from moto.core.config import default_user_config
from moto.moto_api._internal import mock_random
from moto.stepfunctions.models import StateMachine
from moto.stepfunctions.parser.api import ExecutionStatus
from moto.stepfunctions.parser.models import (
    StepFunctionsParserBackend,
    stepfunctions_parser_backends,
)

from emulator.patching import add, around

# moto has two implementations; this is the one that executes.
default_user_config["stepfunctions"] = {"execute_state_machine": True}


def backend(account: str, region: str) -> StepFunctionsParserBackend:
    return stepfunctions_parser_backends[account][region]


@add(StateMachine)
def __deepcopy__(self: StateMachine, memo: Any) -> StateMachine:
    """moto copies the machine with its earlier executions, whose locks cannot be copied: the second
    execution of every machine fails."""
    clone = copy.copy(self)
    clone.executions = []
    return clone


@around(StepFunctionsParserBackend, "start_execution")
def _start(
    original: Callable[..., Any],
    self: StepFunctionsParserBackend,
    state_machine_arn: str,
    name: str | None = None,
    execution_input: str | None = None,
    **kwargs: Any,
) -> Any:
    """An execution without a name gets one of its own; in moto all are called "None".
    https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
    """
    name = name or str(mock_random.uuid4())
    return original(self, state_machine_arn, name, execution_input, **kwargs)


def stop_all() -> None:
    """End running executions, so that they do not reach into what follows a reset."""
    for by_region in list(stepfunctions_parser_backends.values()):
        for region in list(by_region.values()):
            for running in region._get_executions(ExecutionStatus.RUNNING):
                now = dt.datetime.now(dt.timezone.utc)
                running.stop(stop_date=now, error=None, cause="the emulator was reset")
