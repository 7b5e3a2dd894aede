"""Instance refresh: a rolling replacement, done as fast as the launch hooks let it.

Without hooks the whole refresh happens inside StartInstanceRefresh. With a launch hook it stops at
each replacement that waits, and goes on when that is in service. moto does not have these calls, so
a changed launch template cannot be applied to a group with an `instance_refresh` block.
https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-overview.html
"""

from __future__ import annotations

from typing import Any

from moto.autoscaling.exceptions import AutoscalingClientError, ValidationError
from moto.autoscaling.models import FakeAutoScalingGroup, InstanceState
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult
from moto.moto_api._internal import mock_random

from emulator.patching import add
from emulator.services.autoscaling import capacity, placement
from emulator.services.autoscaling.launching import template_version
from emulator.services.autoscaling.records import members, require_group, suspended
from emulator.world import world

ACTIVE = ("Pending", "InProgress")
CAUSE = "an instance was replaced by an instance refresh"

# AWS's defaults for what a request leaves out.
# https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_RefreshPreferences.html
DEFAULTS = {
    "MinHealthyPercentage": 90,
    "MaxHealthyPercentage": 100,
    "SkipMatching": False,
    "ScaleInProtectedInstances": "Wait",
}


@add(AutoScalingResponse)
def start_instance_refresh(self: AutoScalingResponse) -> ActionResult:
    params = self._get_params()
    group = require_group(self.autoscaling_backend, params.get("AutoScalingGroupName"))
    if active(group):
        raise AutoscalingClientError(
            "InstanceRefreshInProgress",
            "An Instance Refresh is already in progress and blocks the execution of this Instance Refresh.",
        )
    preferences = {**DEFAULTS, **(params.get("Preferences") or {})}
    if not 0 <= preferences["MinHealthyPercentage"] <= 100:
        raise ValidationError("MinHealthyPercentage must be between 0 and 100")
    if not 100 <= preferences["MaxHealthyPercentage"] <= 200:
        raise ValidationError("MaxHealthyPercentage must be between 100 and 200")
    if preferences["MaxHealthyPercentage"] - preferences["MinHealthyPercentage"] > 100:
        raise ValidationError(
            "The difference between MaxHealthyPercentage and MinHealthyPercentage must not exceed 100"
        )
    if suspended(group, "InstanceRefresh"):
        raise ValidationError("The InstanceRefresh process is suspended")
    apply_desired(group, params.get("DesiredConfiguration") or {})
    refresh = {
        "InstanceRefreshId": str(mock_random.uuid4()),
        "AutoScalingGroupName": group.name,
        "Status": "InProgress",
        "StartTime": world.clock.now(),
        "PercentageComplete": 0,
        "InstancesToUpdate": 0,
        "Preferences": preferences,
        "DesiredConfiguration": params.get("DesiredConfiguration"),
        "total": len(members(group)),
        "queue": [s.instance_id for s in members(group)],
    }
    self.autoscaling_backend.refreshes.setdefault(group.name, []).insert(0, refresh)
    advance(group)
    return ActionResult({"InstanceRefreshId": refresh["InstanceRefreshId"]})


@add(AutoScalingResponse)
def describe_instance_refreshes(self: AutoScalingResponse) -> ActionResult:
    params = self._get_params()
    group = require_group(self.autoscaling_backend, params.get("AutoScalingGroupName"))
    ids = params.get("InstanceRefreshIds")
    refreshes = self.autoscaling_backend.refreshes.get(group.name, [])
    chosen = [r for r in refreshes if not ids or r["InstanceRefreshId"] in ids]
    return ActionResult({"InstanceRefreshes": chosen})


@add(AutoScalingResponse)
def cancel_instance_refresh(self: AutoScalingResponse) -> ActionResult:
    group = require_group(self.autoscaling_backend, self._get_param("AutoScalingGroupName"))
    refresh = active(group)
    if refresh is None:
        raise AutoscalingClientError(
            "ActiveInstanceRefreshNotFound",
            "No in progress or pending Instance Refresh found for Auto Scaling group " + group.name,
        )
    refresh.update(Status="Cancelled", StatusReason="Cancelled by user", EndTime=world.clock.now())
    return ActionResult({"InstanceRefreshId": refresh["InstanceRefreshId"]})


def active(group: FakeAutoScalingGroup) -> dict[str, Any] | None:
    """The refresh that is under way."""
    refreshes = group.autoscaling_backend.refreshes.get(group.name, [])
    return next((r for r in refreshes if r["Status"] in ACTIVE), None)


def apply_desired(group: FakeAutoScalingGroup, desired: dict[str, Any]) -> None:
    """The group takes over the desired configuration."""
    template = desired.get("LaunchTemplate") or {}
    policy = desired.get("MixedInstancesPolicy") or None
    if template or policy:
        group.mixed_instances_policy = policy
        group._set_launch_configuration("", template, policy)


def advance(group: FakeAutoScalingGroup) -> None:
    """Replace queued instances, one at a time, until the refresh is done or has to wait."""
    refresh = active(group)
    if refresh is None:
        return
    launch_first = refresh["Preferences"]["MaxHealthyPercentage"] > 100
    while all(s.lifecycle_state == "InService" for s in members(group)):
        candidates = _candidates(group, refresh)
        surplus = len(members(group)) - capacity.target_size(group)
        if not candidates or surplus < 0:
            break
        if launch_first and surplus == 0:
            if not capacity.launch(group, 1, CAUSE):
                break
            continue  # the replacement may still have to wait for its launch hook
        counts = placement.population(group)
        state = max(candidates, key=lambda s: (counts[s.availability_zone], s.instance_id))
        refresh["queue"].remove(state.instance_id)
        capacity.retire(group, state, CAUSE)
        if not launch_first:
            capacity.settle(group, CAUSE)
    _report(group, refresh)


def _candidates(group: FakeAutoScalingGroup, refresh: dict[str, Any]) -> list[InstanceState]:
    """Queued instances that may be replaced now. Those that need no replacement leave the queue."""
    preferences = refresh["Preferences"]
    by_id = {s.instance_id: s for s in members(group)}
    candidates = []
    for instance_id in list(refresh["queue"]):
        state = by_id.get(instance_id)
        protected = state is not None and state.protected_from_scale_in
        ignored = protected and preferences["ScaleInProtectedInstances"] == "Ignore"
        if state is None or ignored or (preferences["SkipMatching"] and is_current(group, state)):
            refresh["queue"].remove(instance_id)
        elif not (protected and preferences["ScaleInProtectedInstances"] == "Wait"):
            candidates.append(state)
    return candidates


def is_current(group: FakeAutoScalingGroup, state: InstanceState) -> bool:
    """Whether the instance was launched from what the group launches now."""
    version = template_version(group)
    return version is not None and (state.template or {}).get("Version") == str(version.number)


def _report(group: FakeAutoScalingGroup, refresh: dict[str, Any]) -> None:
    left = len(refresh["queue"])
    waiting = any(s.lifecycle_state != "InService" for s in group.instance_states)
    refresh["InstancesToUpdate"] = left
    refresh["PercentageComplete"] = 100 * (refresh["total"] - left) // max(refresh["total"], 1)
    if left == 0 and not waiting and refresh["Status"] in ACTIVE:
        refresh.update(Status="Successful", EndTime=world.clock.now())
        capacity.rebalance(group)
