"""Calls that fail for a while, because somebody said so: throttling, an outage of one API."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape

from moto.core.utils import get_service_model

from emulator.decoding import RawRequest
from emulator.world import world


@dataclass
class Refusal:
    """One action that is refused so many times more."""

    service: str
    action: str
    times: int
    code: str
    status: int


def take(service: str, action: str) -> Refusal | None:
    """The refusal that meets this call, used up by one."""
    for refusal in world.refusals:
        if refusal.times > 0 and (refusal.service, refusal.action) == (service, action):
            refusal.times -= 1
            return refusal
    return None


def answer(refusal: Refusal, raw: RawRequest) -> tuple[str, list[tuple[str, str]], bytes]:
    """Status line, headers and body, in the service's own error format.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
    """
    message = "Request limit exceeded." if refusal.status == 503 else "It fails because it was told to."
    protocol = get_service_model(refusal.service).protocol
    if raw.target or "json" in protocol:
        text = json.dumps({"__type": refusal.code, "message": message})
        kind = "application/x-amz-json-1.1"
    else:
        error = f"<Error><Code>{escape(refusal.code)}</Code><Message>{escape(message)}</Message></Error>"
        text = (
            f"<Response><Errors>{error}</Errors><RequestID>emulator</RequestID></Response>"
            if protocol == "ec2"
            else f"<ErrorResponse>{error}<RequestId>emulator</RequestId></ErrorResponse>"
        )
        kind = "text/xml"
    body = text.encode()
    headers = [
        ("Content-Type", kind),
        ("Content-Length", str(len(body))),
        ("x-amzn-RequestId", "emulator"),
    ]
    return f"{refusal.status} Refused", headers, body
