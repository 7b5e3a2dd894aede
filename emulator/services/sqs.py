"""SQS: attributes come back as they were put, and setting one leaves the others alone; a message is received once."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from moto.sqs.exceptions import SQSException
from moto.sqs.models import Message, Queue, SQSBackend

from emulator.patching import around, replace
from emulator.turn import turn

# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
PERMISSIONS = ("allowAll", "denyAll", "byQueue")

# A message that becomes visible again wakes nobody who waits for it; so often they look.
LOOK_SECONDS = 0.1

Queue.redrive_allow_policy = None
Queue.redrive_policy_text = None
Queue.BASE_ATTRIBUTES = [*Queue.BASE_ATTRIBUTES, "RedriveAllowPolicy"]


@around(Queue, "_set_attributes")
def _set(
    original: Callable[..., None], self: Queue, attributes: dict[str, Any], now: float | None = None
) -> None:
    """moto wipes the queue's policy when a request sets anything else, and does not know
    RedriveAllowPolicy: aws_sqs_queue_redrive_allow_policy waits for it without end."""
    policy = getattr(self, "policy", None)
    allow = attributes.get("RedriveAllowPolicy")
    if allow:
        _check_allow(allow)
    original(self, attributes, now)
    if "Policy" not in attributes:
        self.policy = policy
    if "RedriveAllowPolicy" in attributes:
        self.redrive_allow_policy = allow or None
    if "RedrivePolicy" in attributes:
        text = attributes["RedrivePolicy"]
        self.redrive_policy_text = text if isinstance(text, str) and text else None


def _check_allow(text: str) -> None:
    try:
        policy = json.loads(text)
    except ValueError:
        policy = {}
    if policy.get("redrivePermission") not in PERMISSIONS:
        raise SQSException(
            "InvalidParameterValue", f"Value {text} for parameter RedriveAllowPolicy is invalid."
        )


_moto_attributes = Queue.attributes


@replace(Queue, "attributes")
@property  # type: ignore[misc]
def _attributes(self: Queue) -> dict[str, Any]:
    """The redrive policy is shown as it was written; moto writes it anew with other spaces, which is
    drift on every plan."""
    shown = _moto_attributes.fget(self)  # type: ignore[attr-defined]
    if shown.get("RedrivePolicy") and self.redrive_policy_text:
        shown["RedrivePolicy"] = self.redrive_policy_text
    if not shown.get("RedriveAllowPolicy"):
        shown.pop("RedriveAllowPolicy", None)
    return shown


@around(SQSBackend, "receive_message")
def _receive(
    original: Callable[..., list[Message]],
    self: SQSBackend,
    queue_name: str,
    count: int,
    wait_seconds_timeout: int,
    *args: Any,
    **kwargs: Any,
) -> list[Message]:
    """A message that one consumer has received is hidden from the others; moto looks and hides without a lock, so that
    two who wait at once may both get it. Looking is a turn of its own, waiting is nobody's.
    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
    """
    end = time.monotonic() + wait_seconds_timeout
    while True:
        with turn:
            found = original(self, queue_name, count, 0, *args, **kwargs)
        if found or time.monotonic() >= end:
            return found
        time.sleep(LOOK_SECONDS)
