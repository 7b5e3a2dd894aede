"""Events that AWS services send to EventBridge by themselves.

They wait in the outbox until the request that caused them is answered, so that a rule's target
sees the new state. Order is kept; AWS does not promise that.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event.html
"""

from __future__ import annotations

import copy
from typing import Any

from moto.events.models import events_backends
from moto.moto_api._internal import mock_random

from emulator.world import ACCOUNT, Event, world


def deliver() -> None:
    """Offer every waiting event to the rules of the default bus."""
    while world.outbox:
        event = world.outbox.pop(0)
        message = as_message(event)
        bus = events_backends[ACCOUNT][event.region].event_buses["default"]
        for rule in list(bus.rules.values()):
            rule.send_to_targets(copy.deepcopy(message))


def as_message(event: Event) -> dict[str, Any]:
    """The event as rules and targets see it."""
    return {
        "version": "0",
        "id": str(mock_random.uuid4()),
        "detail-type": event.detail_type,
        "source": event.source,
        "account": ACCOUNT,
        "time": world.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        "region": event.region,
        "resources": event.resources,
        "detail": event.detail,
    }
