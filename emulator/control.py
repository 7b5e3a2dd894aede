"""The control endpoints under /ha/: JSON answers, GET reads, POST changes."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any
from urllib.parse import parse_qsl

from moto.autoscaling.models import autoscaling_backends
from moto.moto_api._internal import mock_random
from moto.moto_api._internal.models import moto_api_backend

from emulator import picture, timeline, zones
from emulator.refusals import Refusal
from emulator.requestlog import log
from emulator.services.autoscaling import hooks, keeper
from emulator.services.autoscaling.hooks_api import answer_standing
from emulator.services.stepfunctions import stop_all
from emulator.world import ACCOUNT, utc, world

DEFAULT_REGION = "us-east-1"


class Refused(Exception):
    """The control request itself is wrong; answered with HTTP 400."""


def handle(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Answer one request under /ha/."""
    method, name = environ["REQUEST_METHOD"], environ["PATH_INFO"].removeprefix("/ha/").strip("/")
    query = dict(parse_qsl(environ.get("QUERY_STRING", ""), keep_blank_values=True))
    try:
        route = ROUTES.get((method, name))
        if route is None:
            known = sorted(f"{m} /ha/{n}" for m, n in ROUTES)
            status, answer = "404 Not Found", {"error": f"no {method} /ha/{name}", "known": known}
        else:
            status, answer = "200 OK", route(query)
    except Refused as error:
        status, answer = "400 Bad Request", {"error": str(error)}
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        status, answer = "500 Internal Server Error", {"error": f"{type(error).__name__}: {error}"}
    body = json.dumps(answer, default=str).encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start(status, headers)
    return [body]


def need(query: dict[str, str], name: str) -> str:
    if not query.get(name):
        raise Refused(f"the query parameter {name} is missing")
    return query[name]


def reset(query: dict[str, str]) -> dict[str, Any]:
    """Forget everything. `seed` makes the ids that follow repeatable."""
    stop_all()
    moto_api_backend.reset()
    world.reset()
    log.reset()
    if "seed" in query:
        mock_random.seed(int(query["seed"]))
    return {"status": "ok"}


def state(query: dict[str, str]) -> dict[str, Any]:
    return picture.of(query.get("region", DEFAULT_REGION))


def zone_down(query: dict[str, str]) -> dict[str, Any]:
    standalone = query.get("standalone", "terminate")
    if standalone not in ("terminate", "impair"):
        raise Refused("standalone must be terminate or impair")
    return zones.lose(_zone(query), terminate_standalone=standalone == "terminate")


def zone_up(query: dict[str, str]) -> dict[str, Any]:
    return zones.restore(_zone(query))


def _zone(query: dict[str, str]) -> str:
    zone = need(query, "zone")
    if not zones.exists(zone):
        raise Refused(f"there is no Availability Zone {zone}")
    return zone


def get_clock(_: dict[str, str]) -> dict[str, Any]:
    return {"now": world.clock.now().isoformat(), "fixed": world.clock.fixed is not None}


def set_clock(query: dict[str, str]) -> dict[str, Any]:
    try:
        moment = utc(need(query, "now"))
    except ValueError:
        raise Refused(f"now must be an ISO 8601 time, got {query['now']}") from None
    if world.clock.fixed and moment < world.clock.fixed:
        raise Refused(f"time does not go back: it is {world.clock.fixed.isoformat()}")
    return {"log": timeline.move_to(moment), **get_clock(query)}


def tick(query: dict[str, str]) -> dict[str, Any]:
    return {"log": timeline.tick(), **get_clock(query)}


def requests(query: dict[str, str]) -> list[dict[str, Any]]:
    return log.calls(
        query.get("service") or None, query.get("action") or None, int(query.get("since", 0))
    )


def unimplemented(_: dict[str, str]) -> list[dict[str, str]]:
    return log.unimplemented()


def mark(collection: str) -> Callable[[dict[str, str]], dict[str, Any]]:
    """An endpoint that puts an instance into one of the world's sets."""

    def route(query: dict[str, str]) -> dict[str, Any]:
        instances: set[str] = getattr(world, collection)
        instances.add(need(query, "instance"))
        return {"instances": sorted(instances)}

    return route


def recover(query: dict[str, str]) -> dict[str, Any]:
    """The instance is well again in every respect."""
    instance = need(query, "instance")
    for instances in (world.impaired, world.dead_applications, world.stuck):
        instances.discard(instance)
    return {"instance": instance}


def set_hooks(query: dict[str, str]) -> dict[str, Any]:
    """Let a stand-in for the instances' agents answer hooks: `launching=CONTINUE`, `terminating=`."""
    for word, transition in (("launching", hooks.LAUNCHING), ("terminating", hooks.TERMINATING)):
        if word in query:
            if query[word] not in ("CONTINUE", ""):
                raise Refused(f"{word} must be CONTINUE, or empty for nobody to answer")
            answer_standing(transition, query[word] or None)
    released = []
    for backend in list(autoscaling_backends[ACCOUNT].values()):
        released += keeper.release_all(backend)
    return {"answers": world.hook_answers, "released": released}


def refuse(query: dict[str, str]) -> dict[str, Any]:
    """The next `times` calls of an action are refused with `code`; 0 ends it."""
    refusal = Refusal(
        need(query, "service"),
        need(query, "action"),
        int(query.get("times", 1)),
        query.get("code", "RequestLimitExceeded"),
        int(query.get("status", 503)),
    )
    others = [r for r in world.refusals if (r.service, r.action) != (refusal.service, refusal.action)]
    world.refusals = [*others, refusal]
    return asdict(refusal)


def set_pace(query: dict[str, str]) -> dict[str, Any]:
    """How many times as fast as real time executions of state machines wait."""
    factor = float(need(query, "factor"))
    if factor <= 0:
        raise Refused(f"factor must be greater than 0, got {query['factor']}")
    world.pace = factor
    return {"factor": factor}


ROUTES: dict[tuple[str, str], Callable[[dict[str, str]], Any]] = {
    ("POST", "reset"): reset,
    ("GET", "state"): state,
    ("POST", "zone-down"): zone_down,
    ("POST", "zone-up"): zone_up,
    ("GET", "clock"): get_clock,
    ("POST", "clock"): set_clock,
    ("POST", "tick"): tick,
    ("GET", "requests"): requests,
    ("GET", "unimplemented"): unimplemented,
    ("POST", "impair"): mark("impaired"),
    ("POST", "kill-application"): mark("dead_applications"),
    ("POST", "stick"): mark("stuck"),
    ("POST", "recover"): recover,
    ("POST", "hooks"): set_hooks,
    ("POST", "refuse"): refuse,
    ("POST", "pace"): set_pace,
}
