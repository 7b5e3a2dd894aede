"""Before each call time has passed: hook timeouts, health checks and refreshes are applied first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.autoscaling.models import autoscaling_backends
from moto.autoscaling.responses import AutoScalingResponse
from moto.elbv2.responses import ELBV2Response

from emulator.patching import around
from emulator.services.autoscaling.keeper import sweep
from emulator.world import ACCOUNT


@around(AutoScalingResponse, "call_action")
def _autoscaling(original: Callable[[Any], Any], self: AutoScalingResponse) -> Any:
    sweep(self.autoscaling_backend)
    return original(self)


@around(ELBV2Response, "describe_target_health")
def _elbv2(original: Callable[[Any], Any], self: ELBV2Response) -> Any:
    sweep(autoscaling_backends[ACCOUNT][self.region])
    return original(self)
