"""Lifecycle hooks hold instances until somebody answers, or time is up."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from emulator.tests.conftest import Emulator
from emulator.tests.fleet import balancer, group, ids, instances, refused, target_states

LAUNCH = {
    "LifecycleHookName": "boot",
    "LifecycleTransition": "autoscaling:EC2_INSTANCE_LAUNCHING",
    "HeartbeatTimeout": 60,
    "DefaultResult": "ABANDON",
    "NotificationMetadata": '{"a": 1}',
}
DRAIN = {
    "LifecycleHookName": "drain",
    "LifecycleTransition": "autoscaling:EC2_INSTANCE_TERMINATING",
    "HeartbeatTimeout": 60,
    "DefaultResult": "CONTINUE",
}


def states(scaling: Any) -> list[str]:
    return sorted(i["LifecycleState"] for i in instances(scaling))


def complete(scaling: Any, instance: str, result: str, hook: str = "boot") -> None:
    scaling.complete_lifecycle_action(
        AutoScalingGroupName="web",
        LifecycleHookName=hook,
        InstanceId=instance,
        LifecycleActionResult=result,
    )


def abandoned(scaling: Any) -> list[tuple[str, str]]:
    """Instance and reason of each cancelled launch; AWS does not call it a failed one."""
    history = scaling.describe_scaling_activities(AutoScalingGroupName="web")["Activities"]
    assert "Failed" not in [activity["StatusCode"] for activity in history]
    cancelled = [one for one in history if one["StatusCode"] == "Cancelled"]
    for one in cancelled:
        assert one["StatusMessage"] in one["Description"]
    return [
        (one["Description"].split()[5].rstrip("."), one["StatusMessage"].split(" was abandoned: ")[1])
        for one in cancelled
    ]


def later(emulator: Emulator, seconds: int) -> None:
    now = dt.datetime.fromisoformat(emulator.get("clock")["now"])
    emulator.post("clock", now=(now + dt.timedelta(seconds=seconds)).isoformat())


def test_a_launch_waits_for_continue(emulator: Emulator) -> None:
    arn = balancer(emulator)
    scaling = group(
        emulator, size=2, TargetGroupARNs=[arn], LifecycleHookSpecificationList=[LAUNCH]
    )
    assert states(scaling) == ["Pending:Wait"] * 2
    assert target_states(emulator, arn) == {}
    first, second = sorted(ids(scaling))
    complete(scaling, first, "CONTINUE")
    assert states(scaling) == ["InService", "Pending:Wait"]
    assert target_states(emulator, arn) == {first: "healthy"}
    with refused("ValidationError", "No active Lifecycle Action found"):
        complete(scaling, first, "CONTINUE")
    complete(scaling, second, "CONTINUE")
    assert states(scaling) == ["InService"] * 2


def test_an_abandoned_launch_is_terminated_and_replaced(emulator: Emulator) -> None:
    scaling = group(emulator, size=1, LifecycleHookSpecificationList=[LAUNCH])
    (first,) = ids(scaling)
    complete(scaling, first, "ABANDON")
    (second,) = ids(scaling)
    assert second != first and states(scaling) == ["Pending:Wait"]
    described = emulator.client("ec2").describe_instances(InstanceIds=[first])
    assert described["Reservations"][0]["Instances"][0]["State"]["Name"] == "terminated"
    assert abandoned(scaling) == [(first, "Lifecycle Action Completed with ABANDON Result")]


def test_the_heartbeat_timeout_gives_the_default_result(emulator: Emulator) -> None:
    scaling = group(emulator, size=1, LifecycleHookSpecificationList=[LAUNCH])
    (first,) = ids(scaling)
    later(emulator, 59)
    assert ids(scaling) == {first}
    later(emulator, 2)
    assert first not in ids(scaling) and states(scaling) == ["Pending:Wait"]
    assert abandoned(scaling) == [(first, "Heartbeat Timeout")]


def test_a_heartbeat_starts_the_timeout_again(emulator: Emulator) -> None:
    scaling = group(emulator, size=1, LifecycleHookSpecificationList=[LAUNCH])
    (first,) = ids(scaling)
    later(emulator, 50)
    scaling.record_lifecycle_action_heartbeat(
        AutoScalingGroupName="web", LifecycleHookName="boot", InstanceId=first
    )
    later(emulator, 50)
    assert ids(scaling) == {first}
    later(emulator, 11)
    assert first not in ids(scaling)


def test_a_termination_waits_off_the_load_balancer(emulator: Emulator) -> None:
    arn = balancer(emulator)
    scaling = group(
        emulator, size=1, TargetGroupARNs=[arn], LifecycleHookSpecificationList=[DRAIN]
    )
    (leaving,) = ids(scaling)
    scaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=0)
    assert states(scaling) == ["Terminating:Wait"]
    assert target_states(emulator, arn) == {}
    described = emulator.client("ec2").describe_instances(InstanceIds=[leaving])
    assert described["Reservations"][0]["Instances"][0]["State"]["Name"] == "running"
    with refused("ResourceInUse"):
        scaling.delete_auto_scaling_group(AutoScalingGroupName="web")
    complete(scaling, leaving, "CONTINUE", hook="drain")
    assert ids(scaling) == set()


def test_hooks_are_read_back_as_they_were_put(emulator: Emulator) -> None:
    scaling = group(emulator, size=0)
    scaling.put_lifecycle_hook(AutoScalingGroupName="web", **LAUNCH)
    (hook,) = scaling.describe_lifecycle_hooks(AutoScalingGroupName="web")["LifecycleHooks"]
    assert {key: hook[key] for key in LAUNCH} == LAUNCH
    assert "RoleARN" not in hook and "NotificationTargetARN" not in hook
    with refused("ValidationError", "between 30 and 7200"):
        scaling.put_lifecycle_hook(
            AutoScalingGroupName="web", **{**LAUNCH, "HeartbeatTimeout": 7201}
        )


def test_a_hook_tells_its_queue(emulator: Emulator) -> None:
    sqs = emulator.client("sqs")
    url = sqs.create_queue(QueueName="boot")["QueueUrl"]
    arn = "arn:aws:sqs:us-east-1:123456789012:boot"
    hook = {**LAUNCH, "NotificationTargetARN": arn, "RoleARN": "arn:aws:iam::123456789012:role/r"}
    scaling = group(emulator, size=1, LifecycleHookSpecificationList=[hook])
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    bodies = [json.loads(m["Body"]) for m in messages]
    assert [b.get("EC2InstanceId") for b in bodies] == [None, *ids(scaling)]
    assert bodies[0]["Event"] == "autoscaling:TEST_NOTIFICATION"
    assert bodies[1]["NotificationMetadata"] == LAUNCH["NotificationMetadata"]


def test_deleting_a_hook_ends_the_wait(emulator: Emulator) -> None:
    scaling = group(emulator, size=1, LifecycleHookSpecificationList=[DRAIN])
    scaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=0)
    scaling.delete_lifecycle_hook(AutoScalingGroupName="web", LifecycleHookName="drain")
    assert ids(scaling) == set()
    with refused("ValidationError", "No Lifecycle Hook found"):
        scaling.delete_lifecycle_hook(AutoScalingGroupName="web", LifecycleHookName="drain")


def test_a_stand_in_answers_for_the_agents(emulator: Emulator) -> None:
    scaling = group(emulator, size=1, LifecycleHookSpecificationList=[LAUNCH])
    assert emulator.post("hooks", launching="CONTINUE")["released"] == sorted(ids(scaling))
    assert states(scaling) == ["InService"]
    scaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=2)
    assert states(scaling) == ["InService"] * 2
