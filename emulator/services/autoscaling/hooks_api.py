"""The calls on lifecycle hooks."""

from __future__ import annotations

from typing import Any

from moto.autoscaling.exceptions import ValidationError
from moto.autoscaling.models import FakeAutoScalingGroup, InstanceState, LifecycleHook
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult, EmptyResult

from emulator.patching import add, replace
from emulator.services.autoscaling import hooks, keeper, notifications
from emulator.services.autoscaling.records import require_group
from emulator.world import ACCOUNT, world


@replace(AutoScalingResponse)
def put_lifecycle_hook(self: AutoScalingResponse) -> ActionResult:
    params = self._get_params()
    group = require_group(self.autoscaling_backend, params.get("AutoScalingGroupName"))
    put(group, params)
    return EmptyResult()


def put(group: FakeAutoScalingGroup, params: dict[str, Any]) -> None:
    """Create or update a hook; an update leaves what the request leaves out.

    moto invents the role and the target and drops the metadata, which is drift on every plan.
    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutLifecycleHook.html
    """
    backend = group.autoscaling_backend
    name = params["LifecycleHookName"]
    hook = backend.lifecycle_hooks.get(f"{group.name}_{name}")
    if hook is None:
        if not params.get("LifecycleTransition"):
            raise ValidationError("LifecycleTransition is required to create a lifecycle hook")
        hook = LifecycleHook(name, group.name, params["LifecycleTransition"], None, None)
        hook.role_arn = hook.notification_target_arn = hook.notification_metadata = None
    _validate(params)
    if params.get("HeartbeatTimeout") is not None:
        hook.heartbeat_timeout = int(params["HeartbeatTimeout"])
    hook.lifecycle_transition = params.get("LifecycleTransition") or hook.lifecycle_transition
    hook.default_result = params.get("DefaultResult") or hook.default_result
    hook.role_arn = params.get("RoleARN") or hook.role_arn
    hook.notification_metadata = params.get("NotificationMetadata") or hook.notification_metadata
    if params.get("NotificationTargetARN") is not None:
        hook.notification_target_arn = params["NotificationTargetARN"] or None
    hook.global_timeout = min(100 * hook.heartbeat_timeout, hooks.GLOBAL_TIMEOUT_SECONDS)
    backend.lifecycle_hooks[f"{group.name}_{name}"] = hook
    if hook.notification_target_arn:
        test = {"Event": "autoscaling:TEST_NOTIFICATION", "AutoScalingGroupName": group.name}
        message = {**test, "AccountId": ACCOUNT, "Service": "AWS Auto Scaling"}
        notifications.send(hook.notification_target_arn, group, message)


def _validate(params: dict[str, Any]) -> None:
    timeout = params.get("HeartbeatTimeout")
    if timeout is not None and not 30 <= int(timeout) <= 7200:
        raise ValidationError(
            f"1 validation error detected: Value '{timeout}' at 'heartbeatTimeout' must be "
            "between 30 and 7200 seconds"
        )
    if params.get("DefaultResult") not in (None, "CONTINUE", "ABANDON"):
        raise ValidationError("DefaultResult must be CONTINUE or ABANDON")


@add(AutoScalingResponse)
def describe_lifecycle_hook_types(self: AutoScalingResponse) -> ActionResult:
    return ActionResult({"LifecycleHookTypes": [hooks.LAUNCHING, hooks.TERMINATING]})


@add(AutoScalingResponse)
def complete_lifecycle_action(self: AutoScalingResponse) -> ActionResult:
    """https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CompleteLifecycleAction.html"""
    params = self._get_params()
    result = params.get("LifecycleActionResult")
    if result not in ("CONTINUE", "ABANDON"):
        raise ValidationError("The parameter LifecycleActionResult must be CONTINUE or ABANDON.")
    group, state = _held(self, params)
    keeper.complete(group, state, params["LifecycleHookName"], result)
    return EmptyResult()


@add(AutoScalingResponse)
def record_lifecycle_action_heartbeat(self: AutoScalingResponse) -> ActionResult:
    """Start the heartbeat timeout again.
    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RecordLifecycleActionHeartbeat.html
    """
    params = self._get_params()
    group, state = _held(self, params)
    name = params["LifecycleHookName"]
    hook = group.autoscaling_backend.lifecycle_hooks[f"{group.name}_{name}"]
    state.held_by[name] = hooks.deadline(state, hook)
    return EmptyResult()


def _held(
    self: AutoScalingResponse, params: dict[str, Any]
) -> tuple[FakeAutoScalingGroup, InstanceState]:
    """The instance that waits for this hook, by instance id or by token, or AWS's refusal."""
    group = require_group(self.autoscaling_backend, params.get("AutoScalingGroupName"))
    instance_id, token = params.get("InstanceId"), params.get("LifecycleActionToken")
    for state in group.instance_states:
        named = state.instance_id == instance_id or (token and state.action_token == token)
        if named and params.get("LifecycleHookName") in state.held_by:
            return group, state
    what = f"instance ID {instance_id}" if instance_id else f"token {token}"
    raise ValidationError(f"No active Lifecycle Action found with {what}")


@replace(AutoScalingResponse)
def delete_lifecycle_hook(self: AutoScalingResponse) -> ActionResult:
    """Instances that wait for the hook go on: a launch as if abandoned, a termination as if continued.
    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteLifecycleHook.html
    """
    params = self._get_params()
    group = require_group(self.autoscaling_backend, params.get("AutoScalingGroupName"))
    name = params["LifecycleHookName"]
    if self.autoscaling_backend.lifecycle_hooks.pop(f"{group.name}_{name}", None) is None:
        raise ValidationError(f"No Lifecycle Hook found with name: {name}")
    for state in list(group.instance_states):
        if name in state.held_by:
            launching = state.lifecycle_state == "Pending:Wait"
            keeper.complete(group, state, name, "ABANDON" if launching else "CONTINUE")
    return EmptyResult()


def answer_standing(transition: str, result: str | None) -> None:
    """Let a stand-in for the instances' agents answer every hook of a transition."""
    if result is None:
        world.hook_answers.pop(transition, None)
    else:
        world.hook_answers[transition] = result
