"""CloudWatch, Route 53, SQS and Application Auto Scaling."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from moto.sqs.models import Message, SQSBackend

from emulator import services
from emulator.tests.conftest import Emulator
from emulator.tests.fleet import refused

ALARM = {
    "Namespace": "n",
    "MetricName": "m",
    "Statistic": "Maximum",
    "ComparisonOperator": "GreaterThanThreshold",
    "Threshold": 0,
    "Period": 60,
    "EvaluationPeriods": 1,
}


def state(watch: Any, name: str) -> str:
    shown = watch.describe_alarms(AlarmNames=[name], AlarmTypes=["MetricAlarm", "CompositeAlarm"])
    (alarm,) = shown["MetricAlarms"] + shown["CompositeAlarms"]
    return alarm["StateValue"]


def test_an_alarm_starts_without_data_and_keeps_its_state_when_changed(emulator: Emulator) -> None:
    watch = emulator.client("cloudwatch")
    watch.put_metric_alarm(AlarmName="one", **ALARM)
    assert state(watch, "one") == "INSUFFICIENT_DATA"
    watch.set_alarm_state(AlarmName="one", StateValue="ALARM", StateReason="test")
    watch.put_metric_alarm(AlarmName="one", **{**ALARM, "Threshold": 5})
    assert state(watch, "one") == "ALARM"
    with refused("ResourceNotFound"):
        watch.delete_alarms(AlarmNames=["one", "none"])
    assert state(watch, "one") == "ALARM"


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ('ALARM("one") OR ALARM("two")', "ALARM"),
        ("ALARM(one) AND ALARM(two)", "OK"),
        ("ALARM(one) AND NOT ALARM(two)", "ALARM"),
        ("NOT (OK(two) OR INSUFFICIENT_DATA(two))", "OK"),
        ("FALSE OR ALARM(arn:aws:cloudwatch:us-east-1:123456789012:alarm:one)", "ALARM"),
    ],
)
def test_a_composite_alarm_follows_its_children(
    emulator: Emulator, rule: str, expected: str
) -> None:
    watch = emulator.client("cloudwatch")
    for name in ("one", "two"):
        watch.put_metric_alarm(AlarmName=name, **ALARM)
    watch.put_composite_alarm(AlarmName="both", AlarmRule=rule)
    for name, value in (("two", "OK"), ("one", "ALARM")):
        watch.set_alarm_state(AlarmName=name, StateValue=value, StateReason="test")
    assert state(watch, "both") == expected


@pytest.mark.parametrize("rule", ["ALARM(none)", "ALARM(one", "SOMETIMES(one)", "ALARM(one) OR"])
def test_wrong_rules_are_refused(emulator: Emulator, rule: str) -> None:
    watch = emulator.client("cloudwatch")
    watch.put_metric_alarm(AlarmName="one", **ALARM)
    with refused("ValidationError"):
        watch.put_composite_alarm(AlarmName="bad", AlarmRule=rule)


def test_a_zone_with_a_vpc_is_private(emulator: Emulator) -> None:
    route53 = emulator.client("route53")
    vpc = emulator.client("ec2").describe_vpcs()["Vpcs"][0]["VpcId"]
    made = route53.create_hosted_zone(
        Name="db.internal", CallerReference="1", VPC={"VPCRegion": "us-east-1", "VPCId": vpc}
    )
    shown = route53.get_hosted_zone(Id=made["HostedZone"]["Id"])
    assert shown["HostedZone"]["Config"]["PrivateZone"] is True
    assert [v["VPCId"] for v in shown["VPCs"]] == [vpc]
    public = route53.create_hosted_zone(Name="example.com", CallerReference="2")
    assert public["HostedZone"]["Config"]["PrivateZone"] is False


def test_the_health_check_of_an_alarm_has_no_endpoint(emulator: Emulator) -> None:
    config = {
        "Type": "CLOUDWATCH_METRIC",
        "AlarmIdentifier": {"Region": "us-east-1", "Name": "lag"},
        "InsufficientDataHealthStatus": "Healthy",
    }
    made = emulator.client("route53").create_health_check(
        CallerReference="1", HealthCheckConfig=config
    )
    shown = made["HealthCheck"]["HealthCheckConfig"]
    assert {key: shown[key] for key in config} == config
    assert "RequestInterval" not in shown and "FailureThreshold" not in shown


def test_health_checks_follow_their_alarms_and_weighted_names_show_it(emulator: Emulator) -> None:
    route53, cloudwatch = emulator.client("route53"), emulator.client("cloudwatch")

    def check(reference: str, **config: Any) -> str:
        made = route53.create_health_check(CallerReference=reference, HealthCheckConfig=config)
        return made["HealthCheck"]["Id"]

    def of_alarm(name: str, unknown: str) -> str:
        cloudwatch.put_metric_alarm(
            AlarmName=name,
            Namespace="Own",
            MetricName=name,
            Statistic="Maximum",
            Period=60,
            EvaluationPeriods=1,
            Threshold=1,
            ComparisonOperator="GreaterThanThreshold",
        )
        alarm = {"Region": "us-east-1", "Name": name}
        kind = {"Type": "CLOUDWATCH_METRIC", "AlarmIdentifier": alarm}
        return check(name, **kind, InsufficientDataHealthStatus=unknown)

    children = [of_alarm("one", "Unhealthy"), of_alarm("two", "Healthy")]
    both = check("both", Type="CALCULATED", ChildHealthChecks=children, HealthThreshold=2)
    zone = route53.create_hosted_zone(Name="own.internal", CallerReference="z")["HostedZone"]["Id"]
    records = [("replica", 10, {"HealthCheckId": both}), ("master", 0, {})]
    changes = [
        {
            "Action": "CREATE",
            "ResourceRecordSet": {
                "Name": "reader.own.internal",
                "Type": "CNAME",
                "TTL": 5,
                "SetIdentifier": name,
                "Weight": weight,
                "ResourceRecords": [{"Value": f"{name}.example.com"}],
                **health,
            },
        }
        for name, weight, health in records
    ]
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})

    def is_healthy() -> bool:
        shown = emulator.get("state")["weightedNames"]["reader.own.internal"]
        assert {"id": "master", "weight": 0, "target": "master.example.com", "healthy": True} in shown
        (replica,) = [record for record in shown if record["id"] == "replica"]
        return bool(replica["healthy"])

    def set_alarm(name: str, state: str) -> None:
        cloudwatch.set_alarm_state(AlarmName=name, StateValue=state, StateReason="test")

    set_alarm("one", "INSUFFICIENT_DATA")
    assert not is_healthy()
    set_alarm("one", "OK")
    assert is_healthy()
    set_alarm("two", "ALARM")
    assert not is_healthy()
    route53.update_health_check(HealthCheckId=both, Inverted=True)
    assert is_healthy()
    set_alarm("two", "INSUFFICIENT_DATA")
    assert not is_healthy()


def test_a_deleted_record_takes_no_other_one_of_its_identifier_along(emulator: Emulator) -> None:
    route53 = emulator.client("route53")
    zone = route53.create_hosted_zone(Name="own.internal", CallerReference="z")["HostedZone"]["Id"]

    def change(action: str, *names: str) -> None:
        changes = [
            {
                "Action": action,
                "ResourceRecordSet": {
                    "Name": f"{name}.own.internal",
                    "Type": "CNAME",
                    "TTL": 5,
                    "SetIdentifier": "own",
                    "Weight": 10,
                    "ResourceRecords": [{"Value": f"{name}.example.com"}],
                },
            }
            for name in names
        ]
        route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": changes})

    change("CREATE", "a", "b")
    change("UPSERT", "b")
    change("DELETE", "a")
    shown = emulator.get("state")["weightedNames"]
    assert [record["target"] for record in shown["b.own.internal"]] == ["b.example.com"]
    assert "a.own.internal" not in shown


def test_queue_attributes_come_back_as_written_and_stay(emulator: Emulator) -> None:
    sqs = emulator.client("sqs")
    dead = sqs.create_queue(QueueName="dead")["QueueUrl"]
    redrive = '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:dead","maxReceiveCount":5}'
    jobs = sqs.create_queue(QueueName="jobs", Attributes={"RedrivePolicy": redrive})["QueueUrl"]
    deny = {"Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [deny]})
    allow = '{"redrivePermission":"byQueue","sourceQueueArns":["arn:aws:sqs:us-east-1:123456789012:jobs"]}'
    sqs.set_queue_attributes(QueueUrl=dead, Attributes={"Policy": policy})
    sqs.set_queue_attributes(QueueUrl=dead, Attributes={"RedriveAllowPolicy": allow})

    def attributes(url: str) -> dict[str, str]:
        return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]

    assert attributes(jobs)["RedrivePolicy"] == redrive
    assert attributes(dead)["RedriveAllowPolicy"] == allow
    assert attributes(dead)["Policy"] == policy
    with refused("InvalidParameterValue"):
        wrong = {"RedriveAllowPolicy": '{"redrivePermission":"perhaps"}'}
        sqs.set_queue_attributes(QueueUrl=dead, Attributes=wrong)
    sqs.set_queue_attributes(QueueUrl=dead, Attributes={"RedriveAllowPolicy": ""})
    assert "RedriveAllowPolicy" not in attributes(dead)


def test_scalable_targets_have_tags(emulator: Emulator) -> None:
    emulator.client("dynamodb").create_table(
        TableName="t",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        ProvisionedThroughput={"ReadCapacityUnits": 1, "WriteCapacityUnits": 1},
    )
    scaling = emulator.client("application-autoscaling")
    arn = scaling.register_scalable_target(
        ServiceNamespace="dynamodb",
        ResourceId="table/t",
        ScalableDimension="dynamodb:table:ReadCapacityUnits",
        MinCapacity=1,
        MaxCapacity=5,
        Tags={"a": "1"},
    )["ScalableTargetARN"]
    scaling.tag_resource(ResourceARN=arn, Tags={"b": "2"})
    scaling.untag_resource(ResourceARN=arn, TagKeys=["a"])
    assert scaling.list_tags_for_resource(ResourceARN=arn)["Tags"] == {"b": "2"}
    with refused("ResourceNotFoundException"):
        scaling.list_tags_for_resource(ResourceARN=arn + "x")


def test_of_two_consumers_that_look_at_once_one_gets_the_message(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process, where moto can be made slow between looking and hiding."""
    services.apply()
    backend = SQSBackend("us-east-1", "123456789012")
    backend.create_queue("jobs", {})
    backend.send_message("jobs", "x")
    hide = Message.mark_received

    def hide_slowly(self: Message, *args: Any, **kwargs: Any) -> None:
        time.sleep(0.1)
        hide(self, *args, **kwargs)

    monkeypatch.setattr(Message, "mark_received", hide_slowly)
    with ThreadPoolExecutor(2) as consumers:
        found = list(consumers.map(lambda _: backend.receive_message("jobs", 1, 1, 30), range(2)))
    assert sorted(map(len, found)) == [0, 1]


def test_who_waits_gets_a_message_that_is_visible_again(emulator: Emulator) -> None:
    sqs = emulator.client("sqs")
    url = sqs.create_queue(QueueName="jobs")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="x")
    assert sqs.receive_message(QueueUrl=url, VisibilityTimeout=1)["Messages"]
    assert not sqs.receive_message(QueueUrl=url).get("Messages")
    assert sqs.receive_message(QueueUrl=url, WaitTimeSeconds=3)["Messages"]
