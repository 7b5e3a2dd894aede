"""DB instances: an identity of their own, and the settings that moto drops."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.moto_api._internal import mock_random
from moto.rds.exceptions import InvalidParameterCombination
from moto.rds.models import DBInstance, RDSBackend

from emulator.patching import around
from emulator.services.rds.versions import full_version
from emulator.world import world

# Request parameters that are shown again under the same name.
KEPT = (
    "performance_insights_kms_key_id",
    "performance_insights_retention_period",
    "monitoring_interval",
    "monitoring_role_arn",
    "database_insights_mode",
)


def new_resource_id() -> str:
    return "db-" + mock_random.get_random_string(26).upper()


@around(DBInstance, "__init__")
def _init(original: Callable[..., None], self: DBInstance, *args: Any, **kwargs: Any) -> None:
    """moto gives every instance the same DbiResourceId, by which the provider looks them up: a second
    instance never appears. It also drops monitoring and Performance Insights.
    https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html
    """
    if kwargs.get("engine_version"):
        kwargs["engine_version"] = full_version(kwargs.get("engine", ""), kwargs["engine_version"])
    original(self, *args, **kwargs)
    self.dbi_resource_id = new_resource_id()
    self.performance_insights_enabled = False
    self.secondary_availability_zone = None
    keep_settings(self, kwargs)
    place_standby(self)


def keep_settings(instance: DBInstance, params: Any) -> None:
    """Store the monitoring settings of a request."""
    if params.get("enable_performance_insights") is not None:
        instance.performance_insights_enabled = bool(params["enable_performance_insights"])
    for name in KEPT:
        if params.get(name) is not None:
            setattr(instance, name, params[name])


def zones_of(instance: DBInstance) -> list[str]:
    """Zones of the instance's subnet group, or the region's first three."""
    group = getattr(instance, "db_subnet_group", None)
    if group is not None:
        return sorted({s["SubnetAvailabilityZone"]["Name"] for s in group.subnets})
    return [instance.region + letter for letter in "abc"]


def place_standby(instance: DBInstance) -> None:
    """A Multi-AZ instance has its standby in another zone of its subnet group. Where none has room, RDS
    makes it without one and says nothing but MultiAZ = false.
    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html
    https://github.com/hashicorp/terraform-provider-aws/issues/43322
    """
    if not instance.multi_az:
        instance.secondary_availability_zone = None
    elif instance.secondary_availability_zone in (None, instance.availability_zone):
        taken = {instance.availability_zone, *world.lost_zones}
        others = [zone for zone in zones_of(instance) if zone not in taken]
        instance.secondary_availability_zone = others[0] if others else None
        instance.multi_az = bool(others)


# Set on what is restored: its zone is that of the instance that the snapshot is of, and nobody's wish.
ZONE_IS_COPIED = "zone_is_copied"


@around(RDSBackend, "restore_db_instance_from_db_snapshot")
def _restore(
    original: Callable[..., DBInstance],
    self: RDSBackend,
    from_snapshot_id: str,
    overrides: dict[str, Any],
) -> DBInstance:
    """RDS chooses a zone anew, unless it is told one; moto takes the old one.
    https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBInstanceFromDBSnapshot.html
    """
    if not overrides.get("availability_zone"):
        overrides = {**overrides, ZONE_IS_COPIED: True}
    return original(self, from_snapshot_id, overrides)


@around(RDSBackend, "create_db_instance")
def _create(original: Callable[..., DBInstance], self: RDSBackend, db_kwargs: Any) -> DBInstance:
    """A zone cannot be chosen for a Multi-AZ instance; moto takes both.
    https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
    """
    if db_kwargs.pop(ZONE_IS_COPIED, False):
        del db_kwargs["availability_zone"]
    if db_kwargs.get("multi_az") and db_kwargs.get("availability_zone"):
        raise InvalidParameterCombination(
            "Requesting a specific availability zone is not valid for Multi-AZ instances."
        )
    instance = original(self, db_kwargs)
    zones = zones_of(instance)
    wanted = db_kwargs.get("availability_zone")
    if wanted is None and instance.availability_zone not in zones:
        instance.availability_zone = zones[0]
        place_standby(instance)
    elif wanted is not None and wanted not in zones and db_kwargs.get("db_subnet_group_name"):
        del self.databases[instance.db_instance_identifier]
        raise InvalidParameterCombination(
            f"The DB subnet group does not cover the Availability Zone {wanted}"
        )
    return instance


@around(DBInstance, "update")
def _update(original: Callable[..., None], self: DBInstance, **kwargs: Any) -> None:
    original(self, **kwargs)
    keep_settings(self, kwargs)
    place_standby(self)
