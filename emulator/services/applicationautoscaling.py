"""Application Auto Scaling: tags of scalable targets. Without the calls the provider cannot read one.
https://docs.aws.amazon.com/autoscaling/application/APIReference/API_TagResource.html
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from moto.applicationautoscaling.models import ApplicationAutoscalingBackend
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse
from moto.core.exceptions import JsonRESTError

from emulator.patching import add, around


class ResourceNotFoundException(JsonRESTError):
    """The ARN is no scalable target."""

    code = 400

    def __init__(self, arn: str) -> None:
        super().__init__("ResourceNotFoundException", f"No scalable target found for resource ARN: {arn}")


@around(ApplicationAutoscalingBackend, "__init__")
def _init(original: Callable[..., None], self: Any, *args: Any, **kwargs: Any) -> None:
    original(self, *args, **kwargs)
    self.tags = {}


def _tags(self: ApplicationAutoScalingResponse) -> dict[str, str]:
    backend = self.applicationautoscaling_backend
    arn = self._get_param("ResourceARN")
    targets = [t for by_id in backend.targets.values() for t in by_id.values()]
    if arn not in {target.arn for target in targets}:
        raise ResourceNotFoundException(arn)
    return backend.tags.setdefault(arn, {})


@add(ApplicationAutoScalingResponse)
def list_tags_for_resource(self: ApplicationAutoScalingResponse) -> str:
    return json.dumps({"Tags": _tags(self)})


@add(ApplicationAutoScalingResponse)
def tag_resource(self: ApplicationAutoScalingResponse) -> str:
    _tags(self).update(self._get_param("Tags") or {})
    return "{}"


@add(ApplicationAutoScalingResponse)
def untag_resource(self: ApplicationAutoScalingResponse) -> str:
    tags = _tags(self)
    for key in self._get_param("TagKeys") or []:
        tags.pop(key, None)
    return "{}"


@around(ApplicationAutoScalingResponse, "register_scalable_target")
def _register(original: Callable[..., str], self: ApplicationAutoScalingResponse) -> str:
    result = original(self)
    tags = self._get_param("Tags")
    if tags:
        self.applicationautoscaling_backend.tags[json.loads(result)["ScalableTargetARN"]] = dict(tags)
    return result
