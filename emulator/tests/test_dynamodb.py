"""Replicas of a table in other regions."""

from __future__ import annotations

from typing import Any

from emulator.tests.conftest import Emulator
from emulator.tests.fleet import refused

ELSEWHERE = "eu-west-1"


def table(emulator: Emulator, **settings: Any) -> Any:
    client = emulator.client("dynamodb")
    client.create_table(
        TableName="t",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
        **settings,
    )
    return client


def replicated(emulator: Emulator) -> Any:
    stream = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
    client = table(emulator, StreamSpecification=stream)
    change(client, Create={"RegionName": ELSEWHERE, "KMSMasterKeyId": "alias/own"})
    return client


def change(client: Any, **update: Any) -> None:
    client.update_table(TableName="t", ReplicaUpdates=[update])


def replicas(client: Any) -> list[dict[str, Any]]:
    return client.describe_table(TableName="t")["Table"].get("Replicas", [])


def test_a_replica_has_the_items_and_both_list_each_other(emulator: Emulator) -> None:
    client, elsewhere = replicated(emulator), emulator.client("dynamodb", ELSEWHERE)
    shown = {"RegionName": ELSEWHERE, "ReplicaStatus": "ACTIVE", "KMSMasterKeyId": "alias/own"}
    assert replicas(client) == [shown]
    assert [one["RegionName"] for one in replicas(elsewhere)] == ["us-east-1"]
    elsewhere.put_item(TableName="t", Item={"id": {"S": "a"}})
    assert client.get_item(TableName="t", Key={"id": {"S": "a"}})["Item"] == {"id": {"S": "a"}}


def test_an_index_is_made_in_all_regions(emulator: Emulator) -> None:
    client, elsewhere = replicated(emulator), emulator.client("dynamodb", ELSEWHERE)
    index = {
        "IndexName": "by-user",
        "KeySchema": [{"AttributeName": "user", "KeyType": "HASH"}],
        "Projection": {"ProjectionType": "KEYS_ONLY"},
    }
    client.update_table(
        TableName="t",
        AttributeDefinitions=[
            {"AttributeName": name, "AttributeType": "S"} for name in ("id", "user")
        ],
        GlobalSecondaryIndexUpdates=[{"Create": index}],
    )
    found = elsewhere.describe_table(TableName="t")["Table"]["GlobalSecondaryIndexes"]
    assert [one["IndexName"] for one in found] == ["by-user"]


def test_a_replica_is_deleted_and_the_table_stays(emulator: Emulator) -> None:
    client = replicated(emulator)
    change(client, Delete={"RegionName": ELSEWHERE})
    assert replicas(client) == []
    assert emulator.client("dynamodb", ELSEWHERE).list_tables()["TableNames"] == []
    with refused("ValidationException", "none in eu-west-1"):
        change(client, Delete={"RegionName": ELSEWHERE})


def test_a_replica_needs_a_stream_and_a_free_name(emulator: Emulator) -> None:
    client = table(emulator)
    with refused("ValidationException", "NEW_AND_OLD_IMAGES"):
        change(client, Create={"RegionName": ELSEWHERE})
    client.delete_table(TableName="t")
    client = replicated(emulator)
    with refused("ValidationException", "exists in eu-west-1"):
        change(client, Create={"RegionName": ELSEWHERE})
    with refused("ValidationException", "exists in us-east-1"):
        change(client, Create={"RegionName": "us-east-1"})
