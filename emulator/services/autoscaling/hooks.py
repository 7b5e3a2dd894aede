"""Lifecycle hooks: instances really wait in Pending:Wait and Terminating:Wait.

A hook ends by CompleteLifecycleAction, or at its heartbeat timeout with its default result. CONTINUE
goes on, ABANDON ends a launching instance. Without a hook nothing waits. Stock moto stores hooks and
ignores them, so a boot script that never reports looks like a success.
https://docs.aws.amazon.com/autoscaling/ec2/userguide/lifecycle-hooks-overview.html
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from moto.autoscaling.models import FakeAutoScalingGroup, InstanceState, LifecycleHook
from moto.moto_api._internal import mock_random

from emulator.services.autoscaling import notifications
from emulator.services.autoscaling.records import emit
from emulator.world import ACCOUNT, world

LAUNCHING = "autoscaling:EC2_INSTANCE_LAUNCHING"
TERMINATING = "autoscaling:EC2_INSTANCE_TERMINATING"

# The longest that heartbeats can hold an instance: 48 hours, or 100 times the heartbeat timeout.
GLOBAL_TIMEOUT_SECONDS = 172_800


def of(group: FakeAutoScalingGroup, transition: str) -> list[LifecycleHook]:
    hooks = group.autoscaling_backend.describe_lifecycle_hooks(group.name)
    return [hook for hook in hooks if hook.lifecycle_transition == transition]


def hold(group: FakeAutoScalingGroup, state: InstanceState, transition: str) -> bool:
    """Make the instance wait for the group's hooks. False when there is none to wait for."""
    waiting = of(group, transition)
    if not waiting:
        return False
    state.held_since = world.clock.now()
    state.action_token = str(mock_random.uuid4())
    state.lifecycle_state = "Pending:Wait" if transition == LAUNCHING else "Terminating:Wait"
    for hook in waiting:
        _tell(group, state, hook)
    if world.hook_answers.get(transition) == "CONTINUE":
        state.held_by = {}
        return False
    state.held_by = {hook.name: deadline(state, hook) for hook in waiting}
    return True


def deadline(state: InstanceState, hook: LifecycleHook) -> dt.datetime:
    """When the default result applies if nobody is heard of until then."""
    heartbeat = dt.timedelta(seconds=int(hook.heartbeat_timeout))
    longest = min(heartbeat * 100, dt.timedelta(seconds=GLOBAL_TIMEOUT_SECONDS))
    return min(world.clock.now() + heartbeat, state.held_since + longest)


def _tell(group: FakeAutoScalingGroup, state: InstanceState, hook: LifecycleHook) -> None:
    detail: dict[str, Any] = {
        "LifecycleActionToken": state.action_token,
        "LifecycleHookName": hook.name,
        "EC2InstanceId": state.instance_id,
        "LifecycleTransition": hook.lifecycle_transition,
    }
    if hook.notification_metadata:
        detail["NotificationMetadata"] = hook.notification_metadata
    launching = hook.lifecycle_transition == LAUNCHING
    kind = "EC2 Instance-launch" if launching else "EC2 Instance-terminate"
    emit(group, f"{kind} Lifecycle Action", detail)
    if hook.notification_target_arn:
        message = {
            **detail,
            "AutoScalingGroupName": group.name,
            "AccountId": ACCOUNT,
            "Service": "AWS Auto Scaling",
            "Time": world.clock.now().isoformat(),
        }
        notifications.send(hook.notification_target_arn, group, message)
