"""Policies and schedules belong to their group, read back, and are refused when AWS refuses them."""

from __future__ import annotations

from typing import Any

import pytest

from emulator.tests.conftest import Emulator
from emulator.tests.fleet import balancer, describe, group, refused

TRACK_CPU = {
    "PolicyType": "TargetTrackingScaling",
    "TargetTrackingConfiguration": {
        "TargetValue": 50.0,
        "PredefinedMetricSpecification": {"PredefinedMetricType": "ASGAverageCPUUtilization"},
    },
}


def two_groups(emulator: Emulator) -> Any:
    group(emulator, "one", size=0)
    return group(emulator, "two", size=0)


def test_groups_have_their_own_policies(emulator: Emulator) -> None:
    scaling = two_groups(emulator)
    arns = {
        scaling.put_scaling_policy(AutoScalingGroupName=g, PolicyName="cpu", **TRACK_CPU)["PolicyARN"]
        for g in ("one", "two")
    }
    assert len(arns) == 2
    scaling.delete_policy(AutoScalingGroupName="one", PolicyName="cpu")
    (left,) = scaling.describe_policies()["ScalingPolicies"]
    assert left["AutoScalingGroupName"] == "two"
    scaling.delete_policy(PolicyName=left["PolicyARN"])
    with refused("ValidationError", "PolicyName not found"):
        scaling.delete_policy(AutoScalingGroupName="two", PolicyName="cpu")


def test_a_policy_reads_back_clean(emulator: Emulator) -> None:
    scaling = group(emulator, size=0)
    scaling.put_scaling_policy(AutoScalingGroupName="web", PolicyName="cpu", **TRACK_CPU)
    (policy,) = scaling.describe_policies(AutoScalingGroupName="web")["ScalingPolicies"]
    assert policy["Enabled"] is True
    assert "PredictiveScalingConfiguration" not in policy
    scaling.put_scaling_policy(
        AutoScalingGroupName="web", PolicyName="cpu", Enabled=False, **TRACK_CPU
    )
    (updated,) = scaling.describe_policies(AutoScalingGroupName="web")["ScalingPolicies"]
    assert updated["Enabled"] is False and updated["PolicyARN"] == policy["PolicyARN"]


def test_requests_per_target_needs_the_attached_target_group(emulator: Emulator) -> None:
    arn = balancer(emulator)
    elb = emulator.client("elbv2")
    balancer_arn = elb.describe_load_balancers()["LoadBalancers"][0]["LoadBalancerArn"]
    label = f"{balancer_arn.split(':loadbalancer/')[1]}/{arn.split(':')[-1]}"
    metric = {"PredefinedMetricType": "ALBRequestCountPerTarget", "ResourceLabel": label}
    policy = {
        "PolicyName": "requests",
        "PolicyType": "TargetTrackingScaling",
        "TargetTrackingConfiguration": {
            "TargetValue": 100.0,
            "PredefinedMetricSpecification": metric,
        },
    }
    scaling = group(emulator, size=0)
    with refused("ValidationError", "not attached"):
        scaling.put_scaling_policy(AutoScalingGroupName="web", **policy)
    scaling.attach_load_balancer_target_groups(AutoScalingGroupName="web", TargetGroupARNs=[arn])
    scaling.put_scaling_policy(AutoScalingGroupName="web", **policy)


@pytest.mark.parametrize(
    ("adjustment", "amount", "before", "after"),
    [
        ("ChangeInCapacity", 2, 3, 5),
        ("ExactCapacity", 1, 3, 1),
        ("PercentChangeInCapacity", 10, 3, 4),  # 0.3 rounds away from zero
        ("PercentChangeInCapacity", 50, 3, 4),  # 1.5 rounds towards zero
        ("PercentChangeInCapacity", -50, 3, 2),
        ("ChangeInCapacity", 50, 3, 12),  # the maximum holds
    ],
)
def test_executed_policies_resize(
    emulator: Emulator, adjustment: str, amount: int, before: int, after: int
) -> None:
    scaling = group(emulator, size=before)
    scaling.put_scaling_policy(
        AutoScalingGroupName="web",
        PolicyName="resize",
        AdjustmentType=adjustment,
        ScalingAdjustment=amount,
    )
    scaling.execute_policy(AutoScalingGroupName="web", PolicyName="resize")
    assert describe(scaling)["DesiredCapacity"] == after


def test_a_step_policy_takes_the_step_of_its_breach(emulator: Emulator) -> None:
    scaling = group(emulator, size=1)
    scaling.put_scaling_policy(
        AutoScalingGroupName="web",
        PolicyName="steps",
        PolicyType="StepScaling",
        AdjustmentType="ChangeInCapacity",
        StepAdjustments=[
            {"MetricIntervalLowerBound": 0, "MetricIntervalUpperBound": 20, "ScalingAdjustment": 1},
            {"MetricIntervalLowerBound": 20, "ScalingAdjustment": 3},
        ],
    )
    for value, size in ((60, 2), (70, 5)):
        scaling.execute_policy(
            AutoScalingGroupName="web", PolicyName="steps", MetricValue=value, BreachThreshold=50
        )
        assert describe(scaling)["DesiredCapacity"] == size
    with refused("ValidationError", "are required"):
        scaling.execute_policy(AutoScalingGroupName="web", PolicyName="steps")


def test_groups_have_their_own_schedules(emulator: Emulator) -> None:
    scaling = two_groups(emulator)
    for name in ("one", "two"):
        scaling.put_scheduled_update_group_action(
            AutoScalingGroupName=name,
            ScheduledActionName="evening",
            Recurrence="0 18 * * 1-5",
            TimeZone="Europe/Berlin",
            MinSize=1,
        )
    scaling.delete_scheduled_action(AutoScalingGroupName="one", ScheduledActionName="evening")
    (left,) = scaling.describe_scheduled_actions()["ScheduledUpdateGroupActions"]
    assert (left["AutoScalingGroupName"], left["TimeZone"]) == ("two", "Europe/Berlin")
    assert left["StartTime"].hour in (16, 17)  # filled in by AWS: 18:00 in Berlin
    with refused("ValidationError", "not found"):
        scaling.delete_scheduled_action(AutoScalingGroupName="one", ScheduledActionName="evening")


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        ({"Recurrence": "0 6 * * *"}, "At least one of"),
        ({"MinSize": 1}, "Either Recurrence or StartTime"),
        ({"Recurrence": "0 6 * * ? *", "MinSize": 1}, "is invalid"),
        ({"Recurrence": "61 6 * * *", "MinSize": 1}, "is invalid"),
        ({"Recurrence": "0 6 * * *", "TimeZone": "Mars/Base", "MinSize": 1}, "time zone is invalid"),
        ({"StartTime": "2020-01-01T00:00:00Z", "MinSize": 1}, "start time is in the past"),
        ({"Recurrence": "0 6 * * *", "MinSize": 3, "MaxSize": 1}, "greater than max"),
    ],
)
def test_wrong_schedules_are_refused(
    emulator: Emulator, action: dict[str, Any], reason: str
) -> None:
    scaling = group(emulator, size=0)
    with refused("ValidationError", reason):
        scaling.put_scheduled_update_group_action(
            AutoScalingGroupName="web", ScheduledActionName="wrong", **action
        )


def test_two_schedules_at_one_time_are_refused(emulator: Emulator) -> None:
    scaling = group(emulator, size=0)

    def put(name: str, recurrence: str) -> None:
        scaling.put_scheduled_update_group_action(
            AutoScalingGroupName="web", ScheduledActionName=name, Recurrence=recurrence, MinSize=1
        )

    put("one", "0 6 * * *")
    put("one", "0 6 * * *")  # an update of itself is fine
    with refused("AlreadyExists", "scheduled start time already exists"):
        put("two", "0 6 * * *")
    put("two", "1 6 * * *")


def test_notifications_are_kept_and_sent(emulator: Emulator) -> None:
    sns, sqs = emulator.client("sns"), emulator.client("sqs")
    topic = sns.create_topic(Name="fleet")["TopicArn"]
    queue = sqs.create_queue(QueueName="fleet")["QueueUrl"]
    queue_arn = "arn:aws:sqs:us-east-1:123456789012:fleet"
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue_arn)
    scaling = group(emulator, size=0)
    with refused("ValidationError", "does not exist"):
        scaling.put_notification_configuration(
            AutoScalingGroupName="web",
            TopicARN=topic + "x",
            NotificationTypes=["autoscaling:EC2_INSTANCE_LAUNCH"],
        )
    scaling.put_notification_configuration(
        AutoScalingGroupName="web",
        TopicARN=topic,
        NotificationTypes=["autoscaling:EC2_INSTANCE_LAUNCH"],
    )
    shown = scaling.describe_notification_configurations()["NotificationConfigurations"]
    assert [(s["TopicARN"], s["NotificationType"]) for s in shown] == [
        (topic, "autoscaling:EC2_INSTANCE_LAUNCH")
    ]
    scaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=1)
    (message,) = sqs.receive_message(QueueUrl=queue)["Messages"]
    assert "autoscaling:EC2_INSTANCE_LAUNCH" in message["Body"]
    scaling.delete_notification_configuration(AutoScalingGroupName="web", TopicARN=topic)
    assert scaling.describe_notification_configurations()["NotificationConfigurations"] == []
