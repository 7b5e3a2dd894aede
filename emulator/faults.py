"""Tell an answer of AWS from moto's ways to say "I cannot do that"."""

from __future__ import annotations

import json
from html import escape

from moto.core.utils import get_service_model

from emulator.decoding import RawRequest

# Texts in an error body with which moto says that a call is missing.
PHRASES = (b"not been implemented", b"not yet implemented", b"NotImplemented", b"not implemented")


def describe(error: Exception) -> str:
    """One line on an exception that moto let through."""
    return f"{type(error).__name__}: {error}"


def find(service: str, raw: RawRequest, status: int, body: bytes) -> str | None:
    """Why this answer is not AWS's, or None."""
    if status >= 500:
        return f"HTTP {status}: {_head(body)}"
    if status == 404 and service != "s3" and raw.method != "HEAD":
        # An unknown path ends at Flask's own page, an unknown REST action in an empty body.
        if not body or body.lstrip().lower().startswith(b"<!doctype html>"):
            return f"no such route in moto: {raw.method} {raw.path}"
    if status >= 400 and any(phrase in body[:2000] for phrase in PHRASES):
        return f"HTTP {status}: {_head(body)}"
    return None


def _head(body: bytes) -> str:
    return " ".join(body[:400].decode("utf-8", "replace").split())


def answer(service: str, raw: RawRequest, detail: str) -> tuple[int, list[tuple[str, str]], bytes]:
    """HTTP 501 in the service's own error format.

    AWS SDKs retry a 500, with the provider's defaults for many minutes; they do not retry a 501,
    so an apply fails at once with the reason on the screen.
    """
    message = f"the emulator does not implement this call ({detail})"
    try:
        protocol = get_service_model(service).protocol
    except Exception:
        protocol = "rest-xml"
    if raw.target or "json" in protocol:
        body = json.dumps({"__type": "NotImplemented", "message": message})
        kind = "application/x-amz-json-1.1"
        extra = [("X-Amzn-Errortype", "NotImplemented")]
    else:
        error = f"<Error><Code>NotImplemented</Code><Message>{escape(message)}</Message></Error>"
        body = {
            "ec2": f"<Response><Errors>{error}</Errors><RequestID>emulator</RequestID></Response>",
            "query": f"<ErrorResponse>{error}<RequestId>emulator</RequestId></ErrorResponse>",
        }.get(protocol, error if service == "s3" else f"<ErrorResponse>{error}</ErrorResponse>")
        kind = "text/xml"
        extra = []
    data = body.encode()
    return 501, [("Content-Type", kind), ("Content-Length", str(len(data))), *extra], data
