"""The clock: schedules, metrics, alarms and policies."""

from __future__ import annotations

import json
from typing import Any

import pytest

from emulator.tests.conftest import Emulator
from emulator.tests.fleet import balancer, describe, group, ids, per_zone
from emulator.tests.test_floating import executions, machine

MONDAY = "2027-03-01"  # winter time in Berlin, UTC+1


def schedule(scaling: Any, name: str, recurrence: str, **sizes: int) -> None:
    scaling.put_scheduled_update_group_action(
        AutoScalingGroupName="web",
        ScheduledActionName=name,
        Recurrence=recurrence,
        TimeZone="Europe/Berlin",
        **sizes,
    )


def sizes(scaling: Any) -> tuple[int, int, int]:
    shown = describe(scaling)
    return shown["MinSize"], shown["DesiredCapacity"], len(shown["Instances"])


def test_schedules_fire_in_their_time_zone(emulator: Emulator) -> None:
    emulator.post("clock", now=f"{MONDAY}T07:00:00Z")
    scaling = group(emulator, size=2)
    schedule(scaling, "morning", "50 8 * * 1-5", MinSize=9)
    schedule(scaling, "evening", "0 19 * * 1-5", MinSize=2, DesiredCapacity=2)
    assert emulator.post("clock", now=f"{MONDAY}T07:49:00Z")["log"] == []
    assert sizes(scaling) == (0, 2, 2)
    (line,) = emulator.post("tick")["log"]
    assert "schedule morning of web" in line
    assert sizes(scaling) == (9, 9, 9) and set(per_zone(scaling).values()) == {3}
    emulator.post("clock", now=f"{MONDAY}T18:00:00Z")
    assert sizes(scaling) == (2, 2, 2)


def test_a_long_jump_fires_everything_between_and_minds_summer_time(emulator: Emulator) -> None:
    emulator.post("clock", now="2027-03-26T12:00:00Z")  # Friday; the clocks change on Sunday
    scaling = group(emulator, size=0)
    schedule(scaling, "morning", "0 8 * * *", DesiredCapacity=1)
    lines = emulator.post("clock", now="2027-03-29T12:00:00Z")["log"]
    fired = [line.split()[0] for line in lines if "schedule" in line]
    assert fired == [
        "2027-03-27T07:00:00+00:00",
        "2027-03-28T06:00:00+00:00",
        "2027-03-29T06:00:00+00:00",
    ]


def test_a_one_time_action_runs_once_and_is_gone(emulator: Emulator) -> None:
    emulator.post("clock", now=f"{MONDAY}T07:00:00Z")
    scaling = group(emulator, size=0)
    scaling.put_scheduled_update_group_action(
        AutoScalingGroupName="web",
        ScheduledActionName="launch",
        StartTime=f"{MONDAY}T07:05:00Z",
        DesiredCapacity=3,
    )
    assert emulator.get("state")["scheduledActions"][0]["name"] == "launch"
    emulator.post("clock", now=f"{MONDAY}T07:06:00Z")
    assert len(ids(scaling)) == 3
    assert scaling.describe_scheduled_actions()["ScheduledUpdateGroupActions"] == []


def test_a_schedule_above_the_maximum_fails(emulator: Emulator) -> None:
    emulator.post("clock", now=f"{MONDAY}T07:00:00Z")
    scaling = group(emulator, size=0, MaxSize=3)
    schedule(scaling, "morning", "30 8 * * *", MinSize=5)
    emulator.post("clock", now=f"{MONDAY}T08:00:00Z")
    assert sizes(scaling) == (0, 0, 0)
    failed = scaling.describe_scaling_activities(AutoScalingGroupName="web")["Activities"][0]
    assert failed["StatusCode"] == "Failed" and "Max bound, 3" in failed["StatusMessage"]


def test_suspended_schedules_do_not_fire(emulator: Emulator) -> None:
    emulator.post("clock", now=f"{MONDAY}T07:00:00Z")
    scaling = group(emulator, size=0)
    schedule(scaling, "morning", "30 8 * * *", DesiredCapacity=1)
    scaling.suspend_processes(AutoScalingGroupName="web", ScalingProcesses=["ScheduledActions"])
    emulator.post("clock", now=f"{MONDAY}T08:00:00Z")
    assert sizes(scaling) == (0, 0, 0)


def workers(emulator: Emulator) -> tuple[Any, str]:
    """A group without workers, a queue, a wake alarm, and tracking of the backlog per worker."""
    queue = emulator.client("sqs").create_queue(QueueName="jobs")["QueueUrl"]
    scaling = group(emulator, size=0, DefaultInstanceWarmup=60)
    scaling.enable_metrics_collection(
        AutoScalingGroupName="web", Granularity="1Minute", Metrics=["GroupInServiceInstances"]
    )

    def metric(namespace: str, name: str, dimension: str, value: str, stat: str) -> dict[str, Any]:
        dimensions = [{"Name": dimension, "Value": value}]
        found = {"Namespace": namespace, "MetricName": name, "Dimensions": dimensions}
        return {"Metric": found, "Stat": stat}

    visible = metric(
        "AWS/SQS", "ApproximateNumberOfMessagesVisible", "QueueName", "jobs", "Maximum"
    )
    running = metric(
        "AWS/AutoScaling", "GroupInServiceInstances", "AutoScalingGroupName", "web", "Average"
    )
    inputs = [
        {"Id": "visible", "MetricStat": visible, "ReturnData": False},
        {"Id": "workers", "MetricStat": running, "ReturnData": False},
    ]
    per_worker = "visible / IF(workers > 0, workers, 1)"
    scaling.put_scaling_policy(
        AutoScalingGroupName="web",
        PolicyName="backlog",
        PolicyType="TargetTrackingScaling",
        TargetTrackingConfiguration={
            "TargetValue": 10.0,
            "CustomizedMetricSpecification": {
                "Metrics": [*inputs, {"Id": "backlog", "Expression": per_worker, "ReturnData": True}]
            },
        },
    )
    wake = scaling.put_scaling_policy(
        AutoScalingGroupName="web",
        PolicyName="wake",
        PolicyType="StepScaling",
        AdjustmentType="ExactCapacity",
        StepAdjustments=[{"MetricIntervalLowerBound": 0, "ScalingAdjustment": 1}],
    )["PolicyARN"]
    timed = [{**q, "MetricStat": {**q["MetricStat"], "Period": 60}} for q in inputs]
    needed = "IF(FILL(workers, 0) < 1 AND FILL(visible, 0) > 0, 1, 0)"
    emulator.client("cloudwatch").put_metric_alarm(
        AlarmName="wake",
        ComparisonOperator="GreaterThanThreshold",
        Threshold=0,
        EvaluationPeriods=1,
        TreatMissingData="notBreaching",
        AlarmActions=[wake],
        Metrics=[*timed, {"Id": "wake", "Expression": needed, "ReturnData": True}],
    )
    return scaling, queue


def test_workers_wake_from_zero_follow_the_backlog_and_go(emulator: Emulator) -> None:
    emulator.post("clock", now=f"{MONDAY}T07:00:00Z")
    scaling, queue = workers(emulator)
    emulator.post("clock", now=f"{MONDAY}T07:10:00Z")
    assert sizes(scaling)[1] == 0
    sqs = emulator.client("sqs")
    for i in range(45):
        sqs.send_message(QueueUrl=queue, MessageBody=str(i))
    story = emulator.post("tick")["log"]
    assert any("alarm wake" in line and "-> ALARM" in line for line in story)
    assert sizes(scaling)[1] == 1
    emulator.post("clock", now=f"{MONDAY}T07:20:00Z")
    assert sizes(scaling)[1] == 5 and emulator.get("state")["alarms"] == {"wake": "OK"}
    sqs.purge_queue(QueueUrl=queue)
    emulator.post("clock", now=f"{MONDAY}T07:30:00Z")
    assert sizes(scaling)[1] == 5  # fifteen minutes below the target have not passed
    emulator.post("clock", now=f"{MONDAY}T07:40:00Z")
    assert sizes(scaling)[1] == 0


def test_group_metrics_exist_only_when_enabled(emulator: Emulator) -> None:
    emulator.post("clock", now=f"{MONDAY}T07:00:00Z")
    scaling = group(emulator, size=1)
    watch = emulator.client("cloudwatch")
    emulator.post("tick")
    assert watch.list_metrics(Namespace="AWS/AutoScaling")["Metrics"] == []
    scaling.enable_metrics_collection(
        AutoScalingGroupName="web", Granularity="1Minute", Metrics=["GroupDesiredCapacity"]
    )
    emulator.post("tick")
    (metric,) = watch.list_metrics(Namespace="AWS/AutoScaling")["Metrics"]
    assert metric["MetricName"] == "GroupDesiredCapacity"


def test_cpu_tracking_follows_data_that_a_test_puts(emulator: Emulator) -> None:
    emulator.post("clock", now=f"{MONDAY}T07:00:00Z")
    scaling = group(emulator, size=2, DefaultInstanceWarmup=120)
    metric = {"PredefinedMetricType": "ASGAverageCPUUtilization"}
    scaling.put_scaling_policy(
        AutoScalingGroupName="web",
        PolicyName="cpu",
        PolicyType="TargetTrackingScaling",
        TargetTrackingConfiguration={"TargetValue": 50.0, "PredefinedMetricSpecification": metric},
    )
    emulator.post("clock", now=f"{MONDAY}T07:05:00Z")
    watch = emulator.client("cloudwatch")
    for _ in range(3):
        assert sizes(scaling)[1] == 2
        datum = {
            "MetricName": "CPUUtilization",
            "Dimensions": [{"Name": "AutoScalingGroupName", "Value": "web"}],
            "Value": 90.0,
        }
        watch.put_metric_data(Namespace="AWS/EC2", MetricData=[datum])
        emulator.post("tick")
    assert sizes(scaling)[1] == 4  # 2 x 90 / 50, rounded up


def test_an_alarm_per_zone_sees_the_loss_of_its_zone(emulator: Emulator) -> None:
    emulator.post("clock", now=f"{MONDAY}T07:00:00Z")
    arn = balancer(emulator)
    only = {"CapacityDistributionStrategy": "balanced-only"}
    group(emulator, TargetGroupARNs=[arn], AvailabilityZoneDistribution=only)
    sns, sqs = emulator.client("sns"), emulator.client("sqs")
    topic = sns.create_topic(Name="alarms")["TopicArn"]
    queue = sqs.create_queue(QueueName="alarms")["QueueUrl"]
    sns.subscribe(
        TopicArn=topic, Protocol="sqs", Endpoint="arn:aws:sqs:us-east-1:123456789012:alarms"
    )
    watch = emulator.client("cloudwatch")
    elb = emulator.client("elbv2")
    balancer_arn = elb.describe_load_balancers()["LoadBalancers"][0]["LoadBalancerArn"]
    for zone in ("us-east-1a", "us-east-1b"):
        dimensions = {
            "LoadBalancer": balancer_arn.split(":loadbalancer/")[1],
            "TargetGroup": arn.split(":")[-1],
            "AvailabilityZone": zone,
        }
        watch.put_metric_alarm(
            AlarmName=zone,
            Namespace="AWS/ApplicationELB",
            MetricName="HealthyHostCount",
            Dimensions=[{"Name": k, "Value": v} for k, v in dimensions.items()],
            Statistic="Minimum",
            ComparisonOperator="LessThanThreshold",
            Threshold=1,
            Period=60,
            EvaluationPeriods=2,
            AlarmActions=[topic],
        )
    watch.put_composite_alarm(
        AlarmName="any", AlarmRule='ALARM("us-east-1a") OR ALARM("us-east-1b")'
    )
    emulator.post("clock", now=f"{MONDAY}T07:05:00Z")
    assert emulator.get("state")["alarms"] == {"us-east-1a": "OK", "us-east-1b": "OK", "any": "OK"}
    emulator.post("zone-down", zone="us-east-1a")
    emulator.post("tick")
    assert emulator.get("state")["alarms"]["us-east-1a"] == "OK"  # one period is not two
    emulator.post("tick")
    shown = emulator.get("state")["alarms"]
    assert shown == {"us-east-1a": "ALARM", "us-east-1b": "OK", "any": "ALARM"}
    (message,) = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10)["Messages"]
    body = json.loads(json.loads(message["Body"])["Message"])
    assert (body["AlarmName"], body["NewStateValue"]) == ("us-east-1a", "ALARM")


def test_failed_executions_are_counted(emulator: Emulator) -> None:
    emulator.post("clock", now=f"{MONDAY}T07:00:00Z")
    arn = machine(emulator, {"End": {"Type": "Fail", "Error": "NoTarget"}}, "End")
    emulator.client("cloudwatch").put_metric_alarm(
        AlarmName="controller",
        Namespace="AWS/States",
        MetricName="ExecutionsFailed",
        Dimensions=[{"Name": "StateMachineArn", "Value": arn}],
        Statistic="Sum",
        ComparisonOperator="GreaterThanOrEqualToThreshold",
        Threshold=1,
        Period=60,
        EvaluationPeriods=1,
        TreatMissingData="notBreaching",
    )
    emulator.client("stepfunctions").start_execution(stateMachineArn=arn)
    assert [e["status"] for e in executions(emulator, arn, 1)] == ["FAILED"]
    for state in ("ALARM", "OK"):
        emulator.post("tick")
        assert emulator.get("state")["alarms"] == {"controller": state}


@pytest.mark.parametrize(
    ("treatment", "state"),
    [
        ("missing", "INSUFFICIENT_DATA"),
        ("breaching", "ALARM"),
        ("notBreaching", "OK"),
        ("ignore", "INSUFFICIENT_DATA"),
    ],
)
def test_missing_data_is_treated_as_told(emulator: Emulator, treatment: str, state: str) -> None:
    emulator.client("cloudwatch").put_metric_alarm(
        AlarmName="quiet",
        Namespace="app",
        MetricName="jobs",
        Statistic="Sum",
        ComparisonOperator="GreaterThanThreshold",
        Threshold=0,
        Period=60,
        EvaluationPeriods=1,
        TreatMissingData=treatment,
    )
    emulator.post("tick")
    assert emulator.get("state")["alarms"] == {"quiet": state}


def test_time_does_not_go_back(emulator: Emulator) -> None:
    assert emulator.get("clock")["fixed"] is False
    emulator.post("clock", now=f"{MONDAY}T07:00:00Z")
    assert emulator.get("clock") == {"now": f"{MONDAY}T07:00:00+00:00", "fixed": True}
    with pytest.raises(Exception, match="400"):
        emulator.post("clock", now=f"{MONDAY}T06:00:00Z")
    with pytest.raises(Exception, match="400"):
        emulator.post("clock", now="soon")
