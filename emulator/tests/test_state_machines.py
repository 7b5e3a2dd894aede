"""State machines: names of SDK calls, paths, waits that can be quick, calls that are refused for a while."""

from __future__ import annotations

import json
import time
from typing import Any

from emulator.tests.conftest import Emulator
from emulator.tests.test_floating import executions, machine

RETRY = [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "MaxAttempts": 2, "BackoffRate": 1}]


def call(action: str, parameters: dict[str, Any], **more: Any) -> dict[str, Any]:
    resource = f"arn:aws:states:::aws-sdk:{action}"
    return {"Type": "Task", "Resource": resource, "Parameters": parameters, **more}


def outcome(emulator: Emulator, states: dict[str, Any], start_input: object = None) -> dict[str, Any]:
    """The execution of a new machine with these states, ended."""
    arn = machine(emulator, states, next(iter(states)))
    emulator.client("stepfunctions").start_execution(
        stateMachineArn=arn, input=json.dumps(start_input or {})
    )
    (done,) = executions(emulator, arn, 1)
    return done


def test_sdk_calls_have_capital_names_whatever_the_api_has(emulator: Emulator) -> None:
    done = outcome(
        emulator,
        {
            "List": call(
                "sfn:listExecutions",
                {"StateMachineArn.$": "$$.StateMachine.Id", "StatusFilter": "RUNNING"},
                ResultSelector={"arns.$": "$.Executions[*].ExecutionArn", "me.$": "$$.Execution.Id"},
                End=True,
            )
        },
    )
    output = json.loads(done["output"])
    assert output["arns"] == [output["me"]]


def test_a_path_that_may_select_many_gives_a_list(emulator: Emulator) -> None:
    paths = {
        "one.$": "$.jar[?(@.a == 5)]",
        "none.$": "$.jar[?(@.a == 9)]",
        "all.$": "$.jar[*].a",
        "rest.$": "$.jar[1:]",
        "value.$": "$.jar[0].a",
    }
    states = {"Look": {"Type": "Pass", "Parameters": paths, "End": True}}
    done = outcome(emulator, states, {"jar": [{"a": 5}, {"a": 7}]})
    assert json.loads(done["output"]) == {
        "one": [{"a": 5}],
        "none": [],
        "all": [5, 7],
        "rest": [{"a": 7}],
        "value": 5,
    }


def test_waits_and_retries_are_as_quick_as_told(emulator: Emulator) -> None:
    emulator.post("pace", factor="100")
    emulator.post("refuse", service="ssm", action="GetParameter", times="2")
    emulator.client("ssm").put_parameter(Name="/active", Value="blue", Type="String")
    states = {
        "Wait": {"Type": "Wait", "Seconds": 30, "Next": "Read"},
        "Read": call("ssm:getParameter", {"Name": "/active"}, Retry=RETRY, End=True),
    }
    began = time.monotonic()
    done = outcome(emulator, states)
    assert done["status"] == "SUCCEEDED"
    # 34 s by the definition; quick, and yet not at once.
    assert 0.3 < time.monotonic() - began < 20
    calls = emulator.get("requests", service="ssm", action="GetParameter")
    assert [(c["status"], c["caller"]) for c in calls] == [
        (503, "state machine"),
        (503, "state machine"),
        (200, "state machine"),
    ]


def test_a_refused_call_fails_the_execution_when_nobody_repeats_it(emulator: Emulator) -> None:
    emulator.post("refuse", service="ec2", action="DescribeInstances", code="InternalError", status="500")
    states = {"Look": call("ec2:describeInstances", {}, End=True)}
    assert outcome(emulator, states)["status"] == "FAILED"
    assert emulator.client("ec2").describe_instances()["Reservations"] == []
    assert emulator.get("unimplemented") == []
