"""Every AWS call since the start or the last reset, and every call that moto does not implement."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any

from emulator import decoding

# Bytes of a request body that are kept. Past it the call is listed without parameters.
MAX_BODY = 128 * 1024


@dataclass
class Call:
    """One request, kept raw; it is decoded when somebody reads it."""

    number: int
    service: str
    raw: decoding.RawRequest
    status: int
    _decoded: tuple[str, dict[str, Any]] | None = field(default=None, repr=False)

    def decoded(self) -> tuple[str, dict[str, Any]]:
        """The action and its parameters."""
        if self._decoded is None:
            self._decoded = decoding.decode(self.service, self.raw)
        return self._decoded

    def as_json(self) -> dict[str, Any]:
        action, params = self.decoded()
        return {
            "n": self.number,
            "service": self.service,
            "action": action,
            "params": params,
            "caller": decoding.caller_of(self.raw.headers.get("Authorization", "")),
            "status": self.status,
        }


class RequestLog:
    """Append-only and thread-safe; numbers go on after a reset, so `since` never skips a call."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._number = 0
        self._calls: list[Call] = []
        self._unimplemented: list[dict[str, str]] = []

    def reset(self) -> None:
        with self._lock:
            self._calls.clear()
            self._unimplemented.clear()

    def record(self, service: str, raw: decoding.RawRequest, status: int) -> Call:
        with self._lock:
            self._number += 1
            call = Call(self._number, service, raw, status)
            self._calls.append(call)
            return call

    def record_unimplemented(self, call: Call, detail: str) -> None:
        action, _ = call.decoded()
        self.note_unimplemented(call.service, action, detail)

    def note_unimplemented(self, service: str, action: str, detail: str) -> None:
        """Something that no call answers for, e.g. the target of a rule."""
        entry = {"service": service, "action": action, "detail": detail[:500]}
        with self._lock:
            if entry not in self._unimplemented:
                self._unimplemented.append(entry)

    def calls(
        self, service: str | None = None, action: str | None = None, since: int = 0
    ) -> list[dict[str, Any]]:
        with self._lock:
            chosen = [
                call
                for call in self._calls
                if call.number > since and service in (None, call.service)
            ]
        return [call.as_json() for call in chosen if action in (None, call.decoded()[0])]

    def unimplemented(self) -> list[dict[str, str]]:
        with self._lock:
            return list(self._unimplemented)


log = RequestLog()
