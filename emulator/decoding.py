"""From an HTTP request to `service`, `action` and `params`, with botocore's own service models."""

from __future__ import annotations

import datetime as dt
import functools
import gzip
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote

from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import determine_request_protocol
from moto.core.utils import get_service_model
from werkzeug.datastructures import Headers, MultiDict

# Credential scope ("the signing name") to botocore's service name, where they differ.
SIGNING_NAMES = {
    "elasticloadbalancing": "elbv2",
    "monitoring": "cloudwatch",
    "states": "stepfunctions",
    "tagging": "resourcegroupstaggingapi",
    "email": "ses",
}


@dataclass
class RawRequest:
    """What is kept of a request. `body` is None when it was too long to keep."""

    method: str
    path: str
    query: str
    content_type: str
    target: str
    headers: dict[str, str]
    body: bytes | None


def service_of(authorization: str, path: str) -> str:
    """The service a request is signed for, by botocore's name; `s3` when it is not signed."""
    match = re.search(r"Credential=[^/]+/\d{8}/[^/]*/([^/]+)/aws4_request", authorization)
    if not match:
        return "s3"
    name = match.group(1).lower()
    if name == "s3" and path.startswith("/v20180820/"):
        return "s3control"
    return SIGNING_NAMES.get(name, name)


def caller_of(authorization: str) -> str:
    """Who signed a request: the id of the access key, or `state machine` for a Task of one."""
    match = re.search(r"Credential=([^/]+)/", authorization)
    key = match.group(1) if match else ""
    return "state machine" if key == "ak" else key


def decode(service: str, raw: RawRequest) -> tuple[str, dict[str, Any]]:
    """Action and parameters of a request. An unknown action is named as well as it can be."""
    form: dict[str, str] = {}
    if raw.content_type.startswith("application/x-www-form-urlencoded"):
        form = dict(parse_qsl(_text(raw), keep_blank_values=True))
    query = dict(parse_qsl(raw.query, keep_blank_values=True))
    path_params: dict[str, str] = {}
    action = form.get("Action") or query.get("Action") or raw.target.split(".")[-1]
    if not action:
        action, path_params = _rest_action(service, raw)
    if raw.body is None:
        return action, {"truncated": True}
    try:
        return action, plain(_parse(service, action, raw, path_params))
    except Exception:
        return action, {k: v for k, v in (form or query).items() if k not in ("Action", "Version")}


def _body(raw: RawRequest) -> bytes:
    compressed = raw.headers.get("Content-Encoding") == "gzip"
    return gzip.decompress(raw.body or b"") if compressed else raw.body or b""


def _text(raw: RawRequest) -> str:
    return _body(raw).decode("utf-8", "replace")


def _parse(service: str, action: str, raw: RawRequest, path_params: dict[str, str]) -> Any:
    model = get_service_model(service)
    operation = model.operation_model(action)
    protocol = determine_request_protocol(model, raw.content_type)
    values: MultiDict[str, str] = MultiDict(parse_qsl(raw.query, keep_blank_values=True))
    if protocol in ("query", "ec2"):
        values.update(parse_qsl(_text(raw), keep_blank_values=True))
    parser = PROTOCOL_PARSERS[protocol](operation)
    return parser.parse(
        {
            "method": raw.method,
            "values": values,
            "headers": Headers(raw.headers),
            "body": _body(raw),
            "url_path": raw.path,
            "url_params": path_params,
        }
    )


@functools.cache
def _rest_operations(service: str) -> list[tuple[str, str, re.Pattern[str], frozenset[str]]]:
    """Method, action, path pattern and fixed query keys; the most specific operation first."""
    try:
        model = get_service_model(service)
    except Exception:
        return []
    operations = []
    for name in model.operation_names:
        http = model.operation_model(name).http
        path, _, fixed = http["requestUri"].partition("?")
        pattern = re.escape(path.rstrip("/"))
        pattern = re.sub(r"\\{(\w+)\\\+\\}", r"(?P<\1>.+)", pattern)
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", pattern)
        keys = frozenset(parse_qs(fixed, keep_blank_values=True))
        operations.append((http["method"], name, re.compile(f"^{pattern}/?$"), keys))
    return sorted(operations, key=lambda o: (-len(o[3]), -len(o[2].pattern)))


def _rest_action(service: str, raw: RawRequest) -> tuple[str, dict[str, str]]:
    query_keys = set(parse_qs(raw.query, keep_blank_values=True))
    for method, name, pattern, keys in _rest_operations(service):
        match = pattern.match(raw.path)
        if method == raw.method and match and keys <= query_keys:
            return name, {k: unquote(v) for k, v in match.groupdict().items()}
    return f"{raw.method} {raw.path}", {}


def plain(value: Any) -> Any:
    """The same value out of JSON types only."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items() if v is not None}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, (str, int, float, bool)):
        return value
    if hasattr(value, "read"):
        return "(a stream)"
    return json.loads(json.dumps(value, default=str))

