"""Read replicas: instances of their own, under AWS's conditions."""

from __future__ import annotations

import copy
from typing import Any

from moto.rds.exceptions import DBInstanceAlreadyExists, RDSClientError
from moto.rds.models import DBInstance, RDSBackend

from emulator.patching import replace
from emulator.services.rds.instances import (
    keep_settings,
    new_resource_id,
    place_standby,
)


@replace(RDSBackend)
def create_db_instance_read_replica(self: RDSBackend, db_kwargs: Any) -> DBInstance:
    """moto makes a shallow copy that shares the source's id, secret, protection and standby.
    https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html
    """
    name = db_kwargs["db_instance_identifier"].lower()
    if name in self.databases:
        raise DBInstanceAlreadyExists()
    source_id = db_kwargs["source_db_instance_identifier"]
    source = self.find_db_from_id(source_id)
    check(source, source_id, db_kwargs)
    replica = copy.copy(source)
    replica.backend = self
    replica.dbi_resource_id = new_resource_id()
    replica.tags = []
    replica.multi_az = False
    replica.secondary_availability_zone = None
    replica.deletion_protection = False
    replica.backup_retention_period = 0
    replica.performance_insights_enabled = False
    replica.enable_iam_database_authentication = False
    replica.enabled_cloudwatch_logs_exports = []
    replica.vpc_security_group_ids = list(source.vpc_security_group_ids)
    replica.manage_master_user_password = False
    replica.__dict__.pop("master_user_secret", None)
    for setting in ("performance_insights_kms_key_id", "monitoring_interval", "monitoring_role_arn"):
        setattr(replica, setting, None)
    settings = {k: v for k, v in db_kwargs.items() if k not in ("tags", "source_region")}
    replica.source_db_instance_identifier = source_id
    replica.update(**settings)
    replica.tags = db_kwargs.get("tags") or []
    replica.enabled_cloudwatch_logs_exports = list(
        db_kwargs.get("enable_cloudwatch_logs_exports") or []
    )
    keep_settings(replica, db_kwargs)
    replica.set_as_replica()
    place_standby(replica)
    self.databases[name] = replica
    source.add_replica(replica)
    return replica


def check(source: DBInstance, source_id: str, params: Any) -> None:
    """What the source must be like. moto asks for nothing.
    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Create.html
    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
    """
    if not source.backup_retention_period:
        raise RDSClientError(
            "InvalidDBInstanceState",
            "Automated backups are not enabled for this database instance. To enable automated "
            "backups, use ModifyDBInstance to set the backup retention period to a non-zero value.",
        )
    if source.manage_master_user_password and not source.engine.startswith("sqlserver"):
        raise RDSClientError(
            "InvalidParameterValue",
            f"Creating read replicas for source instance with engine {source.engine} where "
            "ManageMasterUserPassword is enabled is not supported.",
        )
    if params.get("db_subnet_group_name") and not source_id.startswith("arn:"):
        raise RDSClientError(
            "DBSubnetGroupNotAllowedFault",
            "DbSubnetGroupName should not be specified for read replicas that are created in the same "
            "region as the master",
        )


@replace(RDSBackend)
def promote_read_replica(self: RDSBackend, db_kwargs: Any) -> DBInstance:
    """The replica becomes an instance with backups, and leaves its source's list. moto keeps the link.
    https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_PromoteReadReplica.html
    """
    instance = self.describe_db_instances(db_kwargs["db_instance_identifier"])[0]
    if not instance.is_replica:
        raise RDSClientError(
            "InvalidDBInstanceState", f"DB Instance {instance.db_instance_identifier} is not a read replica."
        )
    detach(self, instance)
    instance.backup_retention_period = db_kwargs.get("backup_retention_period") or 1
    instance.update(**db_kwargs)
    return instance


def detach(backend: RDSBackend, replica: DBInstance) -> None:
    """Make a replica independent."""
    source = backend.find_db_from_id(replica.source_db_instance_identifier)
    source.replicas = [r for r in source.replicas if r != replica.db_instance_identifier]
    replica.is_replica = False
    replica.source_db_instance_identifier = None


def replicas_of(backend: RDSBackend, source: DBInstance) -> list[DBInstance]:
    """Replicas in the same region."""
    return [backend.databases[name] for name in source.replicas if name in backend.databases]
