"""Metrics that AWS services publish every minute. moto publishes none of them.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html
https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
"""

from __future__ import annotations

import datetime as dt
from collections import Counter

from moto.autoscaling.models import FakeAutoScalingGroup, autoscaling_backends
from moto.ec2.models import ec2_backends
from moto.elbv2.models import elbv2_backends
from moto.sqs.models import sqs_backends
from moto.stepfunctions.parser.models import stepfunctions_parser_backends

from emulator.services.autoscaling.capacity import target_size
from emulator.services.cloudwatch.series import Publisher
from emulator.services.ec2.instances import impaired
from emulator.services.elbv2.health import balancers_of, zone_of
from emulator.services.rds.reachable import replica_lags
from emulator.world import ACCOUNT, world

LIFECYCLE_METRICS = {
    "GroupInServiceInstances": {"InService"},
    "GroupPendingInstances": {"Pending", "Pending:Wait", "Pending:Proceed"},
    "GroupStandbyInstances": {"Standby"},
    "GroupTerminatingInstances": {"Terminating", "Terminating:Wait", "Terminating:Proceed"},
}

EXECUTION_METRICS = {
    "ExecutionsFailed": "FAILED",
    "ExecutionsSucceeded": "SUCCEEDED",
    "ExecutionsTimedOut": "TIMED_OUT",
    "ExecutionsAborted": "ABORTED",
}

STATUS_CHECKS = (
    "StatusCheckFailed",
    "StatusCheckFailed_Instance",
    "StatusCheckFailed_System",
)


def publish_all(region: str, moment: dt.datetime) -> None:
    """One data point of each metric, with the values of now and this time stamp."""
    service = Publisher(region, moment)
    queues(service)
    for group in list(autoscaling_backends[ACCOUNT][region].autoscaling_groups.values()):
        of_group(service, group)
    targets(service)
    instances(service)
    replicas(service)
    executions(service)


def queues(service: Publisher) -> None:
    """Sizes, and the age of the oldest message by the emulator's clock."""
    for queue in list(sqs_backends[ACCOUNT][service.region].queues.values()):
        now = world.clock.now()
        ages = [0.0]
        for message in queue._messages:
            # First seen: moto's own time stamps are of the wall clock.
            message.first_seen = getattr(message, "first_seen", now)
            ages.append((now - message.first_seen).total_seconds())
        values = {
            "ApproximateNumberOfMessagesVisible": queue.approximate_number_of_messages,
            "ApproximateNumberOfMessagesNotVisible": queue.approximate_number_of_messages_not_visible,
            "ApproximateAgeOfOldestMessage": max(ages),
        }
        for name, value in values.items():
            service.publish("AWS/SQS", name, value, QueueName=queue.name)


def of_group(service: Publisher, group: FakeAutoScalingGroup) -> None:
    """Only the metrics that the group has enabled: without `enabled_metrics` there are none."""
    states = Counter(state.lifecycle_state for state in group.instance_states)
    values: dict[str, float] = {
        name: sum(states[s] for s in wanted) for name, wanted in LIFECYCLE_METRICS.items()
    }
    values["GroupTotalInstances"] = len(group.instance_states)
    values["GroupDesiredCapacity"] = target_size(group)
    values["GroupMinSize"], values["GroupMaxSize"] = group.min_size, group.max_size
    for name in group.metrics:
        if name in values:
            service.publish(
                "AWS/AutoScaling", name, values[name], AutoScalingGroupName=group.name
            )


def targets(service: Publisher) -> None:
    """Healthy and unhealthy hosts, per load balancer and per zone."""
    ec2 = ec2_backends[ACCOUNT][service.region]
    for target_group in list(elbv2_backends[ACCOUNT][service.region].target_groups.values()):
        hosts: Counter[tuple[str | None, bool]] = Counter()
        for target in target_group.targets.values():
            healthy = target_group.health_for(target, ec2).status == "healthy"
            hosts[(zone_of(target_group, target, ec2), healthy)] += 1
        for balancer in balancers_of(target_group):
            names = {
                "LoadBalancer": balancer.arn.split(":loadbalancer/")[1],
                "TargetGroup": target_group.arn.split(":")[-1],
            }
            kind = "AWS/NetworkELB" if balancer.type == "network" else "AWS/ApplicationELB"
            for metric, wanted in (("HealthyHostCount", True), ("UnHealthyHostCount", False)):
                total = sum(n for (_, healthy), n in hosts.items() if healthy is wanted)
                service.publish(kind, metric, total, **names)
                for zone in {subnet.availability_zone for subnet in balancer.subnets}:
                    count = hosts[(zone, wanted)]
                    service.publish(kind, metric, count, AvailabilityZone=zone, **names)


def instances(service: Publisher) -> None:
    """Status checks of running instances, for each one and for its Auto Scaling group.
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html#ec2-cloudwatch-dimensions
    """
    groups = autoscaling_backends[ACCOUNT][service.region].autoscaling_groups.values()
    group_of = {s.instance_id: group.name for group in groups for s in group.instance_states}
    for instance in ec2_backends[ACCOUNT][service.region].all_instances():
        if instance.state == "running":
            failed = float(impaired(instance))
            for name in STATUS_CHECKS:
                service.publish("AWS/EC2", name, failed, InstanceId=instance.id)
                group = group_of.get(instance.id)
                if group:
                    service.publish("AWS/EC2", name, failed, AutoScalingGroupName=group)


def replicas(service: Publisher) -> None:
    """How far read replicas are behind."""
    for identifier, lag in replica_lags(service.region):
        service.publish("AWS/RDS", "ReplicaLag", lag, DBInstanceIdentifier=identifier)


def executions(service: Publisher) -> None:
    """How many executions of each state machine ended since the last time.
    https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
    """
    for machine in stepfunctions_parser_backends[ACCOUNT][service.region].state_machines:
        ended = {"FAILED": 0, "SUCCEEDED": 0, "TIMED_OUT": 0, "ABORTED": 0}
        for execution in machine.executions:
            if execution.status in ended and not getattr(execution, "counted", False):
                execution.counted = True
                ended[execution.status] += 1
        for name, status in EXECUTION_METRICS.items():
            if ended[status]:
                service.publish("AWS/States", name, ended[status], StateMachineArn=machine.arn)
