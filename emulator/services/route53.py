"""Route 53: private zones are private, and health checks show only what their type has."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from moto.cloudwatch.models import cloudwatch_backends
from moto.core.responses import ActionResult
from moto.route53.models import HealthCheck, Route53Backend
from moto.route53.responses import Route53

from emulator.patching import around, replace
from emulator.world import ACCOUNT


@around(Route53, "_get_bool_param")
def _private_zone(original: Callable[..., Any], self: Route53, name: str, default: Any = None) -> Any:
    """A zone that is created with a VPC is private. moto asks for a flag that the provider does not
    send, makes the zone public and forgets the VPC: drift on every plan.
    https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateHostedZone.html
    """
    if name == "HostedZoneConfig.PrivateZone" and self._get_param("VPC.VPCId"):
        return True
    return original(self, name, default)


@around(Route53, "create_health_check")
def _create(original: Callable[..., ActionResult], self: Route53) -> ActionResult:
    before = set(self.backend.health_checks)
    result = original(self)
    for identity in set(self.backend.health_checks) - before:
        self.backend.health_checks[identity].request = self._get_param("HealthCheckConfig")
    return result


@around(Route53Backend, "update_health_check")
def _update(
    original: Callable[..., HealthCheck], self: Route53Backend, identity: str, args: dict[str, Any]
) -> HealthCheck:
    """What an update does not name stays; moto forgets the children of a calculated check.
    https://docs.aws.amazon.com/Route53/latest/APIReference/API_UpdateHealthCheck.html
    """
    return original(self, identity, {key: value for key, value in args.items() if value != []})


_one_at_a_time = threading.Lock()


@around(Route53Backend, "change_resource_record_sets")
def _change(
    original: Callable[..., None], self: Route53Backend, zoneid: str, change_list: list[dict[str, Any]]
) -> None:
    """Route 53 works on one change batch of a zone at a time; in moto several threads get in each
    other's way, and a record that the SDK then asks for again is there already. A deletion is of one
    record, by name, type and identifier; moto deletes every record of the identifier.
    https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html
    """
    changed = {key_of(**change["ResourceRecordSet"]) for change in change_list}
    with _one_at_a_time:
        zone = self.get_hosted_zone(zoneid)
        before = list(zone.rrsets)
        original(self, zoneid, change_list)
        zone.rrsets += [
            record
            for record in before
            if record not in zone.rrsets
            and key_of(record.name, record.type, record.set_identifier) not in changed
        ]


def key_of(
    Name: str, Type: str, SetIdentifier: str | None = None, **_: Any
) -> tuple[str, str, str | None]:
    """What tells a record from all others."""
    return Name.rstrip(".").lower(), Type, SetIdentifier


# What a health check without an endpoint has.
# https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
COMMON = ("Type", "Inverted", "Disabled")
BY_TYPE = {
    "CALCULATED": ("HealthThreshold", "ChildHealthChecks"),
    "CLOUDWATCH_METRIC": ("AlarmIdentifier", "InsufficientDataHealthStatus"),
    "RECOVERY_CONTROL": ("RoutingControlArn",),
}

_moto_config = HealthCheck.health_check_config


@replace(HealthCheck, "health_check_config")
@property  # type: ignore[misc]
def _config(self: HealthCheck) -> dict[str, Any]:
    """moto shows a request interval for an alarm's health check, which the provider takes for a
    change that needs a new one."""
    config = _moto_config.fget(self)  # type: ignore[attr-defined]
    own = BY_TYPE.get(self.type_)
    if own is None:
        return config
    request = getattr(self, "request", None) or {}
    shown = {name: config[name] for name in COMMON}
    shown.update({name: request[name] for name in own if request.get(name) is not None})
    shown.update({name: config[name] for name in own if config.get(name) is not None})
    return shown


def is_healthy(backend: Route53Backend, identity: str) -> bool:
    """What a health check says now. moto never looks. Checks of endpoints are healthy: there is no network.
    https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
    """
    check = backend.health_checks[identity]
    if check.disabled:
        return True
    return _says(backend, check) is not bool(check.inverted)


def _says(backend: Route53Backend, check: HealthCheck) -> bool:
    if check.type_ == "CALCULATED":
        healthy = sum(is_healthy(backend, child) for child in check.children or [])
        return healthy >= int(check.health_threshold or 0)
    if check.type_ != "CLOUDWATCH_METRIC":
        return True
    config = check.health_check_config
    alarm_id = config["AlarmIdentifier"]
    alarm = cloudwatch_backends[ACCOUNT][alarm_id["Region"]].alarms.get(alarm_id["Name"])
    if alarm is None or alarm.state_value == "INSUFFICIENT_DATA":
        return config.get("InsufficientDataHealthStatus") != "Unhealthy"
    return alarm.state_value == "OK"
