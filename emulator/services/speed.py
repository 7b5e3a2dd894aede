"""No correction: the same behaviour, faster, so that a test can start from nothing in milliseconds.

A reset of moto builds every used backend anew only to throw it away, and each new EC2 and IAM backend
builds a thousand images and policies that are always the same.
"""

from __future__ import annotations

import copy
import time
from collections.abc import Callable
from typing import Any

from moto.core.base_backend import AccountSpecificBackend, BaseBackend
from moto.ec2.models.amis import Ami, AmiBackend
from moto.iam.models import IAMBackend, ManagedPolicy
from moto.moto_api._internal import mock_random
from moto.sqs import models as sqs

from emulator.patching import around, replace

_images: dict[str, list[Ami]] = {}
_policies: dict[str, list[ManagedPolicy]] = {}


def without_drawing(build: Callable[[], Any]) -> Any:
    """Call a function and leave the random numbers as they were, so that ids that follow are the
    same whether it was called or not."""
    state = mock_random.getstate()
    try:
        return build()
    finally:
        mock_random.setstate(state)


@replace(AccountSpecificBackend)
def reset(self: AccountSpecificBackend[Any]) -> None:
    """Only backends with something to clean up (files, threads); the others are dropped after it."""
    for backend in self.values():
        if type(backend).reset is not BaseBackend.reset:
            backend.reset()


@around(AmiBackend, "_load_amis")
def _load_images(original: Callable[..., None], self: Any) -> None:
    if self.region_name not in _images:
        without_drawing(lambda: original(self))
        _images[self.region_name] = list(self.amis.values())
    for pattern in _images[self.region_name]:
        image, snapshot = copy.copy(pattern), copy.copy(pattern.ebs_snapshot)
        image.ec2_backend = snapshot.ec2_backend = self
        image.launch_permissions = list(pattern.launch_permissions)
        image.ebs_snapshot = snapshot
        self.amis[image.id], self.snapshots[snapshot.id] = image, snapshot


@around(IAMBackend, "_init_aws_policies")
def _load_policies(original: Callable[..., Any], self: IAMBackend) -> list[ManagedPolicy]:
    if self.region_name not in _policies:
        _policies[self.region_name] = without_drawing(lambda: original(self))
    return [copy.copy(policy) for policy in _policies[self.region_name]]


@around(AmiBackend, "describe_images")
def _describe_images(
    original: Callable[..., Any],
    self: AmiBackend,
    ami_ids: list[str] | None = None,
    filters: dict[str, Any] | None = None,
    **kwargs: Any,
) -> Any:
    """Each launched instance looks through all images for one id."""
    wanted = (filters or {}).get("image-id")
    if not ami_ids and isinstance(wanted, str) and len(filters or {}) == 1:
        return [self.amis[wanted]] if wanted in self.amis else []
    return original(self, ami_ids, filters, **kwargs)


@replace(sqs, "unix_time_millis")  # type: ignore[arg-type]
def _milliseconds() -> float:
    """Each call of SQS asks each message of its queue for the time, several times; moto makes a date of it first."""
    return time.time() * 1000
