"""Traffic sources, the newer way to attach target groups. moto has none of the three calls.
https://docs.aws.amazon.com/autoscaling/ec2/userguide/traffic-sources.html
"""

from __future__ import annotations

from moto.autoscaling.exceptions import ValidationError
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult, EmptyResult

from emulator.patching import add
from emulator.services.autoscaling import capacity
from emulator.services.autoscaling.records import require_group


@add(AutoScalingResponse)
def attach_traffic_sources(self: AutoScalingResponse) -> ActionResult:
    params = self._get_params()
    group = require_group(self.autoscaling_backend, params.get("AutoScalingGroupName"))
    for source in params["TrafficSources"]:
        arn = source["Identifier"]
        if arn not in self.autoscaling_backend.elbv2_backend.target_groups:
            raise ValidationError(f"Traffic source not found: {arn}")
        group.append_target_groups([arn])
    capacity.sync_targets(group)
    return EmptyResult()


@add(AutoScalingResponse)
def detach_traffic_sources(self: AutoScalingResponse) -> ActionResult:
    params = self._get_params()
    group = require_group(self.autoscaling_backend, params.get("AutoScalingGroupName"))
    arns = [source["Identifier"] for source in params["TrafficSources"]]
    self.autoscaling_backend.detach_load_balancer_target_groups(group.name, arns)
    return EmptyResult()


@add(AutoScalingResponse)
def describe_traffic_sources(self: AutoScalingResponse) -> ActionResult:
    params = self._get_params()
    group = require_group(self.autoscaling_backend, params.get("AutoScalingGroupName"))
    sources = [
        {"TrafficSource": arn, "Identifier": arn, "Type": "elbv2", "State": "InService"}
        for arn in group.target_group_arns
        if params.get("TrafficSourceType") in (None, "elbv2")
    ]
    return ActionResult({"TrafficSources": sources})
