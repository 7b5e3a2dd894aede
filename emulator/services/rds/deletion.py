"""Deletion: final snapshots when AWS wants them, and only then; replicas outlive their source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.rds.exceptions import InvalidParameterCombination
from moto.rds.models import DBInstance, RDSBackend

from emulator.patching import around
from emulator.services.rds.replicas import detach, replicas_of


@around(RDSBackend, "delete_db_instance")
def _delete(
    original: Callable[..., DBInstance],
    self: RDSBackend,
    db_instance_identifier: str,
    final_db_snapshot_identifier: str | None = None,
    skip_final_snapshot: bool | None = False,
    **kwargs: Any,
) -> DBInstance:
    """moto deletes without a snapshot that nobody refused, takes a final snapshot of a replica, and
    leaves replicas pointing at a source that is gone.
    https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html
    """
    instance = self.databases.get(db_instance_identifier)
    if instance is not None and not instance.deletion_protection:
        if instance.is_replica and final_db_snapshot_identifier:
            raise InvalidParameterCombination(
                "FinalDBSnapshotIdentifier can not be specified when deleting a read replica"
            )
        clustered = instance.db_cluster_identifier is not None
        if not (skip_final_snapshot or final_db_snapshot_identifier or clustered):
            raise InvalidParameterCombination(
                "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified."
            )
        for replica in replicas_of(self, instance):
            detach(self, replica)
    return original(
        self, db_instance_identifier, final_db_snapshot_identifier, skip_final_snapshot, **kwargs
    )
