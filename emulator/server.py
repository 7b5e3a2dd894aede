"""The HTTP server: threaded, with connections kept open."""

from __future__ import annotations

import sys
from typing import Any

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server


class QuietHandler(WSGIRequestHandler):
    """Writes nothing per request; /ha/requests tells the same, decoded."""

    def log_request(self, code: Any = "-", size: Any = "-") -> None:
        pass


class VerboseHandler(WSGIRequestHandler):
    """Writes one line per request to stderr."""

    def log_request(self, code: Any = "-", size: Any = "-") -> None:
        print(f"{self.requestline} {code}", file=sys.stderr)


def bind(host: str, port: int, verbose: bool) -> BaseWSGIServer:
    """A server that listens already; its `app` is set once moto is loaded."""
    handler = VerboseHandler if verbose else QuietHandler
    return make_server(host, port, app=None, threaded=True, request_handler=handler)  # type: ignore[arg-type]
