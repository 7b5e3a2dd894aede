"""Changes that AWS refuses: engine upgrades in the wrong order, a managed password with replicas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.rds.exceptions import InvalidParameterCombination, RDSClientError
from moto.rds.models import DBInstance, RDSBackend

from emulator.patching import around
from emulator.services.rds.replicas import replicas_of
from emulator.services.rds.versions import major, numbers, version_after


@around(RDSBackend, "modify_db_instance")
def _modify(
    original: Callable[..., DBInstance], self: RDSBackend, db_instance_identifier: str, db_kwargs: Any
) -> DBInstance:
    instance = self.describe_db_instances(db_instance_identifier)[0]
    wanted = db_kwargs.get("engine_version")
    if wanted:
        wanted = version_after(instance.engine, instance.engine_version, wanted)
        db_kwargs["engine_version"] = wanted
        upgrade(self, instance, wanted, bool(db_kwargs.get("allow_major_version_upgrade")))
    check_family(self, instance, wanted, db_kwargs.get("db_parameter_group_name"))
    if db_kwargs.get("manage_master_user_password") and instance.replicas:
        # https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
        raise RDSClientError(
            "InvalidParameterValue",
            f"Managing the master user password of instance {db_instance_identifier} with engine "
            f"{instance.engine} in Secrets Manager is not supported while it has read replicas.",
        )
    return original(self, db_instance_identifier, db_kwargs)


def check_family(
    backend: RDSBackend, instance: DBInstance, version: str | None, group_name: str | None
) -> None:
    """A parameter group is of one major version, and only instances of that one take it. moto takes any.
    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithDBInstanceParamGroups.html
    """
    group = backend.db_parameter_groups.get(group_name or "")
    if group is None:
        return
    numbers_of = major(instance.engine, version or instance.engine_version)
    family = instance.engine + ".".join(str(number) for number in numbers_of)
    if group.family != family:
        raise RDSClientError(
            "InvalidParameterCombination",
            f"The parameter group {group.name} with DBParameterGroupFamily {group.family} can't be used "
            f"for this instance. Please use a Parameter Group with DBParameterGroupFamily {family}",
        )


def upgrade(backend: RDSBackend, instance: DBInstance, wanted: str, allow_major: bool) -> None:
    """Refuse or prepare a change of the engine version; moto sets whatever it is told.

    Minor versions: the replicas first. Major versions: PostgreSQL takes its replicas along, MySQL and
    MariaDB want them upgraded before.
    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.html
    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.MySQL.html
    """
    current = instance.engine_version
    if numbers(wanted) == numbers(current):
        return
    check_upgrade(instance.engine, current, wanted, allow_major)
    is_major = major(instance.engine, wanted) != major(instance.engine, current)
    behind = [
        r for r in replicas_of(backend, instance) if numbers(r.engine_version) < numbers(wanted)
    ]
    if is_major and instance.engine == "postgres":
        for replica in behind:
            replica.engine_version = wanted
    elif behind:
        names = ", ".join(r.db_instance_identifier for r in behind)
        raise RDSClientError(
            "DBUpgradeDependencyFailure",
            f"One or more of the DB Instance's read replicas need to be upgraded: {names}",
        )


def check_upgrade(engine: str, current: str, wanted: str, allow_major: bool) -> None:
    """Refuse a step back, and a major version that nobody has allowed."""
    if numbers(wanted) < numbers(current):
        raise InvalidParameterCombination(f"Cannot upgrade {engine} from {current} to {wanted}")
    if major(engine, wanted) != major(engine, current) and not allow_major:
        raise InvalidParameterCombination(
            "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version."
        )
