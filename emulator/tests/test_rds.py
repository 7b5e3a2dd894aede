"""RDS: instances of their own, replicas under AWS's conditions, upgrades in order, failover."""

from __future__ import annotations

import datetime as dt
from typing import Any

from emulator.tests.conftest import Emulator
from emulator.tests.fleet import refused, subnets


def subnet_group(emulator: Emulator) -> str:
    emulator.client("rds").create_db_subnet_group(
        DBSubnetGroupName="data", DBSubnetGroupDescription="data", SubnetIds=subnets(emulator)
    )
    return "data"


def create(emulator: Emulator, name: str = "main", **options: Any) -> Any:
    """A PostgreSQL instance; the RDS client."""
    rds = emulator.client("rds")
    rds.create_db_instance(
        **{
            "DBInstanceIdentifier": name,
            "DBInstanceClass": "db.t4g.micro",
            "Engine": "postgres",
            "EngineVersion": "16",
            "AllocatedStorage": 20,
            "MasterUsername": "dbadmin",
            "MasterUserPassword": "not-a-real-one",
            "BackupRetentionPeriod": 7,
            **options,
        }
    )
    return rds


def replicate(rds: Any, name: str, **options: Any) -> dict[str, Any]:
    created = rds.create_db_instance_read_replica(
        DBInstanceIdentifier=name, SourceDBInstanceIdentifier="main", **options
    )
    return created["DBInstance"]


def show(rds: Any, name: str = "main") -> dict[str, Any]:
    return rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]


def upgrade(rds: Any, name: str, version: str, **options: Any) -> None:
    rds.modify_db_instance(
        DBInstanceIdentifier=name, EngineVersion=version, ApplyImmediately=True, **options
    )


def test_each_instance_has_its_own_resource_id(emulator: Emulator) -> None:
    rds = create(emulator, "one")
    create(emulator, "two")
    identities = {show(rds, name)["DbiResourceId"] for name in ("one", "two")}
    assert len(identities) == 2
    found = rds.describe_db_instances(
        Filters=[{"Name": "dbi-resource-id", "Values": [show(rds, "two")["DbiResourceId"]]}]
    )
    assert [i["DBInstanceIdentifier"] for i in found["DBInstances"]] == ["two"]


def test_settings_and_the_full_version_come_back(emulator: Emulator) -> None:
    rds = create(
        emulator,
        EnablePerformanceInsights=True,
        PerformanceInsightsRetentionPeriod=7,
        MonitoringInterval=60,
    )
    shown = show(rds)
    assert shown["EngineVersion"] == "16.8"
    assert shown["DBParameterGroups"][0]["DBParameterGroupName"] == "default.postgres16"
    assert shown["PerformanceInsightsEnabled"] is True
    assert (shown["PerformanceInsightsRetentionPeriod"], shown["MonitoringInterval"]) == (7, 60)


def test_the_standby_is_in_another_zone_and_takes_over(emulator: Emulator) -> None:
    rds = create(emulator, MultiAZ=True, DBSubnetGroupName=subnet_group(emulator))
    before = show(rds)
    primary, standby = before["AvailabilityZone"], before["SecondaryAvailabilityZone"]
    assert primary != standby
    rds.reboot_db_instance(DBInstanceIdentifier="main", ForceFailover=True)
    after = show(rds)
    assert (after["AvailabilityZone"], after["SecondaryAvailabilityZone"]) == (standby, primary)
    assert after["Endpoint"] == before["Endpoint"]
    assert emulator.post("zone-down", zone=standby)["databases"] == ["main"]
    assert show(rds)["AvailabilityZone"] == primary
    assert show(rds)["SecondaryAvailabilityZone"] not in (primary, standby)


def test_without_room_for_a_standby_there_is_none_and_nothing_is_said(emulator: Emulator) -> None:
    group = subnet_group(emulator)
    for letter in "bcdef":
        emulator.post("zone-down", zone=f"us-east-1{letter}")
    rds = create(emulator, MultiAZ=True, DBSubnetGroupName=group)
    assert show(rds)["MultiAZ"] is False
    emulator.post("zone-up", zone="us-east-1b")
    rds.modify_db_instance(DBInstanceIdentifier="main", MultiAZ=True, ApplyImmediately=True)
    assert show(rds)["MultiAZ"] is True
    assert show(rds)["SecondaryAvailabilityZone"] == "us-east-1b"


def test_what_is_restored_may_be_multi_az_in_other_zones(emulator: Emulator) -> None:
    rds = create(emulator)
    rds.create_db_snapshot(DBInstanceIdentifier="main", DBSnapshotIdentifier="before")
    restore = {"DBInstanceIdentifier": "anew", "DBSnapshotIdentifier": "before", "MultiAZ": True}
    rds.restore_db_instance_from_db_snapshot(**restore, DBSubnetGroupName=subnet_group(emulator))
    anew = show(rds, "anew")
    assert (anew["MultiAZ"], anew["EngineVersion"]) == (True, show(rds)["EngineVersion"])
    assert anew["SecondaryAvailabilityZone"] != anew["AvailabilityZone"]
    assert anew["DbiResourceId"] != show(rds)["DbiResourceId"]
    with refused("InvalidParameterCombination", "not valid for Multi-AZ"):
        restore["DBInstanceIdentifier"] = "other"
        rds.restore_db_instance_from_db_snapshot(**restore, AvailabilityZone="us-east-1a")


def test_a_single_zone_instance_does_not_fail_over(emulator: Emulator) -> None:
    rds = create(emulator)
    assert "SecondaryAvailabilityZone" not in show(rds)
    with refused("InvalidParameterCombination", "not Multi-AZ"):
        rds.reboot_db_instance(DBInstanceIdentifier="main", ForceFailover=True)
    zone = show(rds)["AvailabilityZone"]
    assert emulator.post("zone-down", zone=zone)["databases"] == []


def test_zones_that_cannot_be_chosen_are_refused(emulator: Emulator) -> None:
    with refused("InvalidParameterCombination", "not valid for Multi-AZ"):
        create(emulator, MultiAZ=True, AvailabilityZone="us-east-1a")
    with refused("InvalidParameterCombination", "does not cover"):
        create(
            emulator, AvailabilityZone="us-east-1f", DBSubnetGroupName=subnet_group(emulator)
        )
    assert emulator.client("rds").describe_db_instances()["DBInstances"] == []
    with refused("DBSubnetGroupDoesNotCoverEnoughAZs"):
        emulator.client("rds").create_db_subnet_group(
            DBSubnetGroupName="one", DBSubnetGroupDescription="-", SubnetIds=subnets(emulator)[:1]
        )


def test_a_replica_is_an_instance_of_its_own(emulator: Emulator) -> None:
    rds = create(emulator, MultiAZ=True, DeletionProtection=True)
    replica = replicate(rds, "reader", AvailabilityZone="us-east-1b", Tags=[{"Key": "a", "Value": "b"}])
    source = show(rds)
    assert replica["DbiResourceId"] != source["DbiResourceId"]
    assert replica["AvailabilityZone"] == "us-east-1b"
    assert replica["ReadReplicaSourceDBInstanceIdentifier"] == "main"
    assert (replica["MultiAZ"], replica["DeletionProtection"]) == (False, False)
    assert replica["BackupRetentionPeriod"] == 0
    assert replica["TagList"] == [{"Key": "a", "Value": "b"}]
    assert source["ReadReplicaDBInstanceIdentifiers"] == ["reader"]
    with refused("DBInstanceAlreadyExists"):
        replicate(rds, "reader")


def test_a_replica_needs_backups_on_the_source(emulator: Emulator) -> None:
    rds = create(emulator, BackupRetentionPeriod=0)
    with refused("InvalidDBInstanceState", "Automated backups are not enabled"):
        replicate(rds, "reader")


def test_a_managed_password_and_replicas_exclude_each_other(emulator: Emulator) -> None:
    rds = create(emulator, "other")
    rds = emulator.client("rds")
    managed = {
        "DBInstanceIdentifier": "main",
        "DBInstanceClass": "db.t4g.micro",
        "Engine": "postgres",
        "AllocatedStorage": 20,
        "MasterUsername": "dbadmin",
        "ManageMasterUserPassword": True,
        "BackupRetentionPeriod": 7,
    }
    rds.create_db_instance(**managed)
    with refused("InvalidParameterValue", "ManageMasterUserPassword is enabled is not supported"):
        replicate(rds, "reader")
    rds.create_db_instance_read_replica(
        DBInstanceIdentifier="reader", SourceDBInstanceIdentifier="other"
    )
    with refused("InvalidParameterValue", "while it has read replicas"):
        rds.modify_db_instance(DBInstanceIdentifier="other", ManageMasterUserPassword=True)


def test_a_replica_in_the_region_takes_no_subnet_group(emulator: Emulator) -> None:
    rds = create(emulator, DBSubnetGroupName=subnet_group(emulator))
    with refused("DBSubnetGroupNotAllowedFault"):
        replicate(rds, "reader", DBSubnetGroupName="data")


def test_minor_upgrades_start_at_the_replicas(emulator: Emulator) -> None:
    rds = create(emulator, EngineVersion="16.3")
    replicate(rds, "reader")
    with refused("DBUpgradeDependencyFailure", "reader"):
        upgrade(rds, "main", "16.9")
    assert show(rds)["EngineVersion"] == "16.3"
    upgrade(rds, "reader", "16.9")
    upgrade(rds, "main", "16.9")
    assert show(rds)["EngineVersion"] == "16.9"
    with refused("InvalidParameterCombination", "Cannot upgrade postgres from 16.9 to 16.3"):
        upgrade(rds, "main", "16.3")


def test_a_major_version_alone_is_no_step_back(emulator: Emulator) -> None:
    rds = create(emulator, EngineVersion="16.3")
    upgrade(rds, "main", "16")
    assert show(rds)["EngineVersion"] == "16.8"
    upgrade(rds, "main", "16.9")
    upgrade(rds, "main", "16")
    assert show(rds)["EngineVersion"] == "16.9"


def test_major_upgrades_must_be_allowed_and_take_postgres_replicas_along(emulator: Emulator) -> None:
    rds = create(emulator)
    replicate(rds, "reader")
    with refused("InvalidParameterCombination", "AllowMajorVersionUpgrade"):
        upgrade(rds, "main", "17")
    upgrade(rds, "main", "17", AllowMajorVersionUpgrade=True)
    assert {show(rds, name)["EngineVersion"] for name in ("main", "reader")} == {"17.4"}


def test_a_major_upgrade_of_mysql_waits_for_the_replicas(emulator: Emulator) -> None:
    rds = create(emulator, Engine="mysql", EngineVersion="8.0")
    replicate(rds, "reader")
    with refused("DBUpgradeDependencyFailure"):
        upgrade(rds, "main", "8.4", AllowMajorVersionUpgrade=True)


def test_promotion_ends_replication(emulator: Emulator) -> None:
    rds = create(emulator)
    replicate(rds, "reader")
    rds.promote_read_replica(DBInstanceIdentifier="reader", BackupRetentionPeriod=3)
    assert "ReadReplicaSourceDBInstanceIdentifier" not in show(rds, "reader")
    assert show(rds, "reader")["BackupRetentionPeriod"] == 3
    assert show(rds)["ReadReplicaDBInstanceIdentifiers"] == []
    with refused("InvalidDBInstanceState", "not a read replica"):
        rds.promote_read_replica(DBInstanceIdentifier="reader")


def test_deletion_asks_for_a_final_snapshot_except_of_replicas(emulator: Emulator) -> None:
    rds = create(emulator)
    replicate(rds, "one")
    replicate(rds, "two")
    with refused("InvalidParameterCombination", "is required unless SkipFinalSnapshot"):
        rds.delete_db_instance(DBInstanceIdentifier="main")
    with refused("InvalidParameterCombination", "read replica"):
        rds.delete_db_instance(DBInstanceIdentifier="one", FinalDBSnapshotIdentifier="last")
    rds.delete_db_instance(DBInstanceIdentifier="one", SkipFinalSnapshot=True)
    rds.delete_db_instance(DBInstanceIdentifier="main", FinalDBSnapshotIdentifier="last")
    assert "ReadReplicaSourceDBInstanceIdentifier" not in show(rds, "two")


def test_parameters_a_user_set_say_so(emulator: Emulator) -> None:
    rds = emulator.client("rds")
    rds.create_db_parameter_group(
        DBParameterGroupName="pg", DBParameterGroupFamily="postgres16", Description="-"
    )
    rds.modify_db_parameter_group(
        DBParameterGroupName="pg",
        Parameters=[
            {"ParameterName": "rds.force_ssl", "ParameterValue": "1", "ApplyMethod": "immediate"}
        ],
    )
    (parameter,) = rds.describe_db_parameters(DBParameterGroupName="pg")["Parameters"]
    assert parameter["Source"] == "user"


def test_only_serverless_clusters_show_a_scaling_configuration(emulator: Emulator) -> None:
    rds = emulator.client("rds")
    created = rds.create_db_cluster(
        DBClusterIdentifier="aurora",
        Engine="aurora-postgresql",
        MasterUsername="dbadmin",
        MasterUserPassword="not-a-real-one",
    )
    assert "ScalingConfigurationInfo" not in created["DBCluster"]


def test_a_failover_is_among_the_events(emulator: Emulator) -> None:
    rds = create(emulator, MultiAZ=True, DBSubnetGroupName=subnet_group(emulator))
    rds.reboot_db_instance(DBInstanceIdentifier="main", ForceFailover=True)
    events = rds.describe_events(SourceIdentifier="main", SourceType="db-instance")["Events"]
    assert [e["Message"] for e in events if "failover" in e["EventCategories"]] == [
        "Multi-AZ instance failover started.",
        "Multi-AZ instance failover completed.",
    ]


def lag_of(emulator: Emulator, replica: str) -> list[float]:
    """ReplicaLag of the last minute on the emulator's clock."""
    now = dt.datetime.fromisoformat(emulator.get("clock")["now"])
    found = emulator.client("cloudwatch").get_metric_statistics(
        Namespace="AWS/RDS",
        MetricName="ReplicaLag",
        Dimensions=[{"Name": "DBInstanceIdentifier", "Value": replica}],
        StartTime=now - dt.timedelta(minutes=1),
        EndTime=now,
        Period=60,
        Statistics=["Maximum"],
    )
    return [point["Maximum"] for point in found["Datapoints"]]


def test_a_replica_reports_its_lag_while_it_can_be_reached(emulator: Emulator) -> None:
    rds = create(emulator)
    replicate(rds, "reader", AvailabilityZone="us-east-1b")
    emulator.post("clock", now="2026-01-05T09:00:00Z")
    emulator.post("tick")
    assert lag_of(emulator, "reader") == [0.0]
    assert lag_of(emulator, "main") == []
    for lost, back in (
        (("impair", {"instance": "reader"}), ("recover", {"instance": "reader"})),
        (("zone-down", {"zone": "us-east-1b"}), ("zone-up", {"zone": "us-east-1b"})),
    ):
        emulator.post(lost[0], **lost[1])
        emulator.post("tick")
        assert lag_of(emulator, "reader") == []
        assert emulator.get("state")["databases"]["reader"]["reachable"] is False
        emulator.post(back[0], **back[1])
        emulator.post("tick")
        assert lag_of(emulator, "reader") == [0.0]


def cluster(emulator: Emulator, **options: Any) -> Any:
    """A Multi-AZ DB cluster; the RDS client."""
    rds = emulator.client("rds")
    rds.create_db_cluster(
        **{
            "DBClusterIdentifier": "trio",
            "Engine": "postgres",
            "EngineVersion": "16",
            "DBClusterInstanceClass": "db.m6gd.large",
            "AllocatedStorage": 100,
            "StorageType": "gp3",
            "DBSubnetGroupName": subnet_group(emulator),
            "MasterUsername": "dbadmin",
            "MasterUserPassword": "not-a-real-one",
            **options,
        }
    )
    return rds


def members(rds: Any) -> list[dict[str, Any]]:
    return rds.describe_db_clusters(DBClusterIdentifier="trio")["DBClusters"][0]["DBClusterMembers"]


def writer(rds: Any) -> str:
    (found,) = [m["DBInstanceIdentifier"] for m in members(rds) if m["IsClusterWriter"]]
    return found


def test_a_multi_az_cluster_has_three_instances_in_three_zones(emulator: Emulator) -> None:
    rds = cluster(emulator)
    names = [m["DBInstanceIdentifier"] for m in members(rds)]
    assert names == ["trio-instance-1", "trio-instance-2", "trio-instance-3"]
    assert len({show(rds, name)["AvailabilityZone"] for name in names}) == 3
    assert show(rds, names[0])["EngineVersion"] == "16.8"


def test_a_multi_az_cluster_wants_three_zones(emulator: Emulator) -> None:
    emulator.client("rds").create_db_subnet_group(
        DBSubnetGroupName="two", DBSubnetGroupDescription="two", SubnetIds=subnets(emulator)[:2]
    )
    with refused("DBSubnetGroupDoesNotCoverEnoughAZs", "at least 3 AZs"):
        cluster(emulator, DBSubnetGroupName="two")


def test_a_multi_az_cluster_fails_over_by_hand_and_with_its_zone(emulator: Emulator) -> None:
    rds = cluster(emulator)
    first = writer(rds)
    rds.failover_db_cluster(DBClusterIdentifier="trio")
    second = writer(rds)
    assert second != first
    zone = show(rds, second)["AvailabilityZone"]
    assert emulator.post("zone-down", zone=zone)["databases"] == ["trio"]
    assert show(rds, writer(rds))["AvailabilityZone"] != zone


def test_the_version_of_a_multi_az_cluster_goes_up_only(emulator: Emulator) -> None:
    rds = cluster(emulator)
    with refused("InvalidParameterCombination", "Cannot upgrade postgres from 16.8 to 16.3"):
        rds.modify_db_cluster(DBClusterIdentifier="trio", EngineVersion="16.3")
    with refused("InvalidParameterCombination", "AllowMajorVersionUpgrade"):
        rds.modify_db_cluster(DBClusterIdentifier="trio", EngineVersion="17")
    rds.modify_db_cluster(
        DBClusterIdentifier="trio", EngineVersion="17", AllowMajorVersionUpgrade=True
    )
    assert show(rds, "trio-instance-1")["EngineVersion"] == "17.4"


def test_a_multi_az_cluster_takes_its_instances_along_unless_it_is_protected(
    emulator: Emulator,
) -> None:
    rds = cluster(emulator, DeletionProtection=True)
    with refused("InvalidParameterCombination", "protected"):
        rds.delete_db_cluster(DBClusterIdentifier="trio", SkipFinalSnapshot=True)
    assert len(members(rds)) == 3
    rds.modify_db_cluster(DBClusterIdentifier="trio", DeletionProtection=False)
    rds.delete_db_cluster(DBClusterIdentifier="trio", SkipFinalSnapshot=True)
    assert rds.describe_db_instances()["DBInstances"] == []


def parameters(emulator: Emulator, name: str, family: str) -> Any:
    rds = emulator.client("rds")
    rds.create_db_parameter_group(
        DBParameterGroupName=name, DBParameterGroupFamily=family, Description="-"
    )
    return rds


def test_parameters_in_use_are_not_deleted(emulator: Emulator) -> None:
    rds = parameters(emulator, "pg", "postgres16")
    create(emulator, DBParameterGroupName="pg")
    with refused("InvalidDBParameterGroupState", "still members of this parameter group pg"):
        rds.delete_db_parameter_group(DBParameterGroupName="pg")
    rds.delete_db_instance(DBInstanceIdentifier="main", SkipFinalSnapshot=True)
    rds.delete_db_parameter_group(DBParameterGroupName="pg")


def test_parameters_are_of_the_instances_major_version(emulator: Emulator) -> None:
    rds = create(emulator)
    parameters(emulator, "new", "postgres17")
    with refused("InvalidParameterCombination", "with DBParameterGroupFamily postgres16"):
        rds.modify_db_instance(DBInstanceIdentifier="main", DBParameterGroupName="new")
    upgrade(rds, "main", "17", AllowMajorVersionUpgrade=True, DBParameterGroupName="new")
    assert show(rds)["DBParameterGroups"][0]["DBParameterGroupName"] == "new"
