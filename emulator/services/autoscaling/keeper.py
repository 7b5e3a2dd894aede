"""What Auto Scaling does by itself as time goes by; run before each of its calls and on each tick."""

from __future__ import annotations

from moto.autoscaling.models import (
    AutoScalingBackend,
    FakeAutoScalingGroup,
    InstanceState,
)

from emulator.services.autoscaling import capacity, health, hooks, refresh
from emulator.services.autoscaling.records import record_activity, suspended
from emulator.world import world

RETRY = (
    "an instance was started in response to a difference between desired and actual capacity, "
    "increasing the capacity"
)


def sweep(backend: AutoScalingBackend) -> None:
    """Apply hook timeouts, replace unhealthy members, go on with refreshes."""
    for group in list(backend.autoscaling_groups.values()):
        for state in list(group.instance_states):
            expire(group, state)
        health.replace_unhealthy(group)
        refresh.advance(group)


def retry(backend: AutoScalingBackend) -> None:
    """Try again what failed for want of capacity. On ticks only, or each call would add a failure."""
    for group in list(backend.autoscaling_groups.values()):
        capacity.settle(group, RETRY)
        if not suspended(group, "AZRebalance"):
            capacity.rebalance(group)


def expire(group: FakeAutoScalingGroup, state: InstanceState) -> None:
    """Give the default result of each hook whose heartbeat timeout has passed."""
    hooks_of_group = group.autoscaling_backend.describe_lifecycle_hooks(group.name)
    defaults = {hook.name: hook.default_result for hook in hooks_of_group}
    for name, deadline in list(state.held_by.items()):
        if world.clock.now() >= deadline and name in state.held_by:
            complete(group, state, name, defaults.get(name, "ABANDON"), "Heartbeat Timeout")


def complete(
    group: FakeAutoScalingGroup,
    state: InstanceState,
    hook: str,
    result: str,
    why: str = "Lifecycle Action Completed with ABANDON Result",
) -> None:
    """One hook is done; the last one lets the instance go on. `why` is the reason of an abandoned one."""
    state.held_by.pop(hook, None)
    launching = state.lifecycle_state == "Pending:Wait"
    if result == "ABANDON":
        # The other hooks of the transition are skipped.
        state.held_by = {}
    if state.held_by:
        return
    if not launching:
        capacity.finish(group, state, "the termination hooks are done")
    elif result == "CONTINUE":
        capacity.put_in_service(group, state, "the launch hooks are done")
    else:
        _abandon(group, state, why)
        capacity.retire(group, state, "a launch hook was abandoned", use_hooks=False)
        capacity.settle(group, "an instance was started in place of an abandoned one")
    refresh.advance(group)


def _abandon(group: FakeAutoScalingGroup, state: InstanceState, why: str) -> None:
    """The launch is in the history as cancelled, with the reason: not as failed, which the provider would stop at.
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/CHAP_Troubleshooting.html
    """
    message = (
        "Instance failed to complete user's Lifecycle Action: Lifecycle Action with token "
        f"{state.action_token} was abandoned: {why}"
    )
    description = f"Launching a new EC2 instance: {state.instance_id}.  Status Reason: {message}"
    cause = "an instance was started in response to a difference between desired and actual capacity"
    record_activity(group, description, cause, state.availability_zone, abandoned=message)


def release_all(backend: AutoScalingBackend) -> list[str]:
    """Let every waiting instance go on whose transition now has a standing answer."""
    released = []
    for group in list(backend.autoscaling_groups.values()):
        for state in list(group.instance_states):
            launching = state.lifecycle_state == "Pending:Wait"
            transition = hooks.LAUNCHING if launching else hooks.TERMINATING
            if state.held_by and world.hook_answers.get(transition) == "CONTINUE":
                for hook in list(state.held_by):
                    complete(group, state, hook, "CONTINUE")
                released.append(state.instance_id)
    return released

