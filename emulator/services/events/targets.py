"""Targets of rules: state machines and topics too, with the input that the target asks for.

moto raises NotImplementedError for a state machine, ignores `Input` and `InputPath`, and lets a
disabled rule fire.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
"""

from __future__ import annotations

import sys
import time
import traceback
from typing import Any

from moto.events.models import Rule, events_backends
from moto.logs.models import logs_backends
from moto.moto_api._internal import mock_random
from moto.sns.models import sns_backends
from moto.sqs.models import sqs_backends

from emulator.patching import replace
from emulator.requestlog import log
from emulator.services.events.inputs import input_for


@replace(Rule)
def send_to_targets(self: Rule, original_event: Any, transform_input: bool = True) -> None:
    """Send an event to each target when the rule is enabled and its pattern matches."""
    pattern = self.event_pattern.get_pattern()
    if self.state == "DISABLED" or not pattern:
        return
    event = with_iso_time(original_event)
    if self.event_pattern.matches_event(event):
        send(self, event)


def send(rule: Rule, event: dict[str, Any]) -> None:
    """Send an event to each target of a rule. As on AWS, a failing target fails nothing else; a kind
    of target that is not modelled is listed as unimplemented."""
    for target in list(rule.targets):
        try:
            payload = input_for(target, event)
            deliver_to(target, payload, event, rule.account_id, rule.region_name)
        except NotImplementedError as error:
            log.note_unimplemented("events", "Target", str(error))
        except Exception:
            traceback.print_exc(file=sys.stderr)


def with_iso_time(event: dict[str, Any]) -> dict[str, Any]:
    """moto's own PutEvents has the time as a number, and a key of its own."""
    event = {k: v for k, v in event.items() if k != "ingestion-time"}
    if isinstance(event.get("time"), (int, float)):
        event["time"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(event["time"]))
    return event


def deliver_to(
    target: dict[str, Any], payload: str, event: dict[str, Any], account: str, region: str
) -> None:
    """Hand the payload to one target."""
    _, _, service, target_region, _, resource = target["Arn"].split(":", 5)
    region = target_region or region
    if service == "states":
        from emulator.services.stepfunctions import backend

        backend(account, region).start_execution(target["Arn"], str(mock_random.uuid4()), payload)
    elif service == "sns":
        sns_backends[account][region].publish(payload, arn=target["Arn"])
    elif service == "sqs":
        group = target.get("SqsParameters", {}).get("MessageGroupId")
        sqs_backends[account][region].send_message(resource, payload, group_id=group)
    elif service == "logs":
        _log(account, region, resource.removeprefix("log-group:").removesuffix(":*"), payload)
    elif service == "events" and resource.startswith("event-bus/"):
        bus = events_backends[account][region].event_buses[resource.removeprefix("event-bus/")]
        for rule in list(bus.rules.values()):
            rule.send_to_targets(event)
    elif service == "events" and resource.startswith("archive/"):
        archive = events_backends[account][region].archives[resource.removeprefix("archive/")]
        archive.events.append(event)
    else:
        raise NotImplementedError(f"EventBridge target {target['Arn']}")


def _log(account: str, region: str, group: str, payload: str) -> None:
    stream = str(mock_random.uuid4())
    backend = logs_backends[account][region]
    backend.create_log_stream(group, stream)
    backend.put_log_events(
        group, stream, [{"timestamp": int(time.time() * 1000), "message": payload}]
    )
