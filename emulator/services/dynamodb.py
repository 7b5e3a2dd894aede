"""DynamoDB: replicas of a table in other regions, which moto leaves unmade without a word."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from moto.dynamodb.exceptions import MockValidationException
from moto.dynamodb.models import DynamoDBBackend, dynamodb_backends
from moto.dynamodb.models.table import Table
from moto.dynamodb.responses import DynamoHandler

from emulator.patching import around


def siblings(table: Table) -> dict[str, Table]:
    """The tables that are one global table, by region; a table by itself stands there alone."""
    return table.__dict__.setdefault("siblings", {table.region_name: table})


@around(DynamoHandler, "update_table")
def _update(original: Callable[..., Any], self: DynamoHandler) -> Any:
    """moto ignores ReplicaUpdates: who waits for the replica waits without end.
    https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
    """
    changes = self.body.get("ReplicaUpdates") or []
    table = self.dynamodb_backend.get_table(self.body["TableName"])
    for change in changes:
        if "Create" in change:
            _create(table, change["Create"])
        if "Delete" in change:
            _delete(table, change["Delete"]["RegionName"])
    return original(self)


def _create(table: Table, wanted: dict[str, Any]) -> None:
    """A table of the same name in the other region, with the same items. Without a stream of both images
    there is nothing that would feed it.
    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
    """
    region = wanted["RegionName"]
    stream = table.stream_specification or {}
    if stream.get("StreamViewType") != "NEW_AND_OLD_IMAGES":
        raise MockValidationException(
            "Table must have a stream with the view type NEW_AND_OLD_IMAGES to have replicas."
        )
    others = dynamodb_backends[table.account_id][region]
    if region in siblings(table) or table.name in others.tables:
        raise MockValidationException(
            f"Replica cannot be created: a table {table.name} exists in {region}."
        )
    others.tables[table.name] = _replica(table, region, wanted.get("KMSMasterKeyId"))


def _replica(table: Table, region: str, key: str | None) -> Table:
    replica = Table(
        table.name,
        account_id=table.account_id,
        region=region,
        schema=table.schema,
        attr=table.attr,
        throughput=copy.copy(table.throughput),
        billing_mode=table.billing_mode,
        streams=copy.copy(table.stream_specification),
        sse_specification={"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": key} if key else None,
    )
    replica.indexes = table.indexes
    replica.global_indexes = table.global_indexes
    replica.items = table.items
    siblings(table)[region] = replica
    replica.siblings = siblings(table)
    replica.replica_key = key
    return replica


def _delete(table: Table, region: str) -> None:
    replica = siblings(table).get(region)
    if replica is None or replica is table:
        raise MockValidationException(f"Replica cannot be deleted: there is none in {region}.")
    dynamodb_backends[table.account_id][region].delete_table(table.name)


@around(DynamoDBBackend, "update_table")
def _shared(original: Callable[..., Table], self: DynamoDBBackend, **settings: Any) -> Table:
    """Indexes and how capacity is paid are the same in all regions.
    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
    """
    table = original(self, **settings)
    for other in siblings(table).values():
        other.attr, other.billing_mode = table.attr, table.billing_mode
        other.global_indexes = table.global_indexes
    return table


@around(DynamoDBBackend, "delete_table")
def _deleted(original: Callable[..., Table], self: DynamoDBBackend, name: str) -> Table:
    """What is deleted is no replica any more; its items stay in the other regions."""
    table = original(self, name)
    siblings(table).pop(table.region_name, None)
    return table


@around(Table, "describe")
def _describe(
    original: Callable[..., dict[str, Any]], self: Table, base_key: str = "TableDescription"
) -> dict[str, Any]:
    """A table lists the others that it is one with.
    https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ReplicaDescription.html
    """
    description = original(self, base_key)
    others = [table for region, table in siblings(self).items() if region != self.region_name]
    if others:
        description[base_key]["GlobalTableVersion"] = "2019.11.21"
        description[base_key]["Replicas"] = [_replica_description(table) for table in others]
    return description


def _replica_description(table: Table) -> dict[str, Any]:
    key = getattr(table, "replica_key", None)
    shown = {"RegionName": table.region_name, "ReplicaStatus": "ACTIVE"}
    return {**shown, "KMSMasterKeyId": key} if key else shown
