"""The WSGI application: /ha/ is ours, the rest is moto's, recorded, one request at a time."""

from __future__ import annotations

import io
import sys
import traceback
from collections.abc import Callable, Iterable
from typing import Any

from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    create_backend_app,
)

from emulator import control, faults, refusals, services
from emulator.decoding import RawRequest, service_of
from emulator.requestlog import MAX_BODY, log
from emulator.services import events
from emulator.turn import turn

Environ = dict[str, Any]
StartResponse = Callable[..., Any]

# Calls that wait for others inside moto. They would hold up everybody, so they take no turn.
WAITING = {"ReceiveMessage", "StartSyncExecution"}


def build() -> Callable[[Environ, StartResponse], Iterable[bytes]]:
    """moto with the corrections applied, behind the request log and the control endpoints."""
    services.apply()
    moto = DomainDispatcherApplication(create_backend_app)

    def application(environ: Environ, start: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path.startswith("/ha/"):
            with turn:
                answer = control.handle(environ, start)
                events.deliver()
            return answer
        if path.startswith(("/moto-api", "/favicon")):
            with turn:
                return moto(environ, start)
        return serve(moto, environ, start)

    return application


def serve(moto: Any, environ: Environ, start: StartResponse) -> Iterable[bytes]:
    """Hand one AWS call to moto, record it, and say plainly when moto cannot answer."""
    raw = read(environ)
    service = service_of(raw.headers.get("Authorization", ""), raw.path)
    refusal = refusals.take(service, action_hint(raw))
    if refusal:
        status_line, headers, body = refusals.answer(refusal, raw)
        log.record(service, raw, refusal.status)
        start(status_line, headers)
        return [body]
    response = Response()
    fault: str | None = None
    try:
        if action_hint(raw) in WAITING:
            response.run(moto, environ)
        else:
            with turn:
                response.run(moto, environ)
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        fault = faults.describe(error)
    with turn:
        events.deliver()
    fault = fault or faults.find(service, raw, response.status, response.body)
    if fault:
        status, headers, body = faults.answer(service, raw, fault)
        call = log.record(service, raw, status)
        log.record_unimplemented(call, fault)
        start(f"{status} Not Implemented", headers)
        return [body]
    log.record(service, raw, response.status)
    start(response.status_line, response.headers)
    return [response.body]


class Response:
    """What moto answered."""

    def __init__(self) -> None:
        self.status_line = ""
        self.headers: list[tuple[str, str]] = []
        self.body = b""

    @property
    def status(self) -> int:
        return int(self.status_line.split()[0])

    def run(self, moto: Any, environ: Environ) -> None:
        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            if exc_info:
                raise exc_info[1]
            self.status_line, self.headers = status, headers

        chunks = moto(environ, start)
        self.body = b"".join(chunks)
        if hasattr(chunks, "close"):
            chunks.close()


def read(environ: Environ) -> RawRequest:
    """The request as it is kept; leaves the body in place for moto."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(length) if length else b""
    if length:
        environ["wsgi.input"] = io.BytesIO(body)
    headers = {
        name[5:].replace("_", "-").title(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    return RawRequest(
        method=environ["REQUEST_METHOD"],
        path=environ.get("PATH_INFO", ""),
        query=environ.get("QUERY_STRING", ""),
        content_type=environ.get("CONTENT_TYPE", ""),
        target=headers.get("X-Amz-Target", ""),
        headers=headers,
        body=body if len(body) <= MAX_BODY else None,
    )


def action_hint(raw: RawRequest) -> str:
    """The action without decoding the request; empty for REST services."""
    if raw.target:
        return raw.target.split(".")[-1]
    for part in (raw.body or b"")[:200].split(b"&"):
        if part.startswith(b"Action="):
            return part[7:].decode()
    return ""
