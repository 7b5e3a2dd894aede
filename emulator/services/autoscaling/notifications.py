"""Notification configurations, and the messages that groups really send.

moto has no PutNotificationConfiguration: aws_autoscaling_notification cannot be applied.
https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-sns-notifications.html
"""

from __future__ import annotations

import json
from typing import Any

from moto.autoscaling.exceptions import ValidationError
from moto.autoscaling.models import FakeAutoScalingGroup
from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult, EmptyResult
from moto.sns.models import sns_backends
from moto.sqs.models import sqs_backends

from emulator.patching import add
from emulator.services.autoscaling.records import require_group
from emulator.world import ACCOUNT, world

TYPES = {
    "autoscaling:EC2_INSTANCE_LAUNCH",
    "autoscaling:EC2_INSTANCE_LAUNCH_ERROR",
    "autoscaling:EC2_INSTANCE_TERMINATE",
    "autoscaling:EC2_INSTANCE_TERMINATE_ERROR",
    "autoscaling:TEST_NOTIFICATION",
}


@add(AutoScalingResponse)
def put_notification_configuration(self: AutoScalingResponse) -> ActionResult:
    """Replaces the types of a topic, as on AWS."""
    params = self._get_params()
    group = require_group(self.autoscaling_backend, params.get("AutoScalingGroupName"))
    topic, types = params["TopicARN"], params["NotificationTypes"]
    for unknown in set(types) - TYPES:
        raise ValidationError(f'"{unknown}" is not a valid Notification Type.')
    if topic not in sns_backends[ACCOUNT][group.region].topics:
        raise ValidationError(f"Invalid SNS topic ARN or the topic does not exist: {topic}")
    self.autoscaling_backend.notifications[(group.name, topic)] = list(types)
    return EmptyResult()


@add(AutoScalingResponse)
def describe_notification_configurations(self: AutoScalingResponse) -> ActionResult:
    names = self._get_param("AutoScalingGroupNames", [])
    found = [
        {"AutoScalingGroupName": group, "TopicARN": topic, "NotificationType": kind}
        for (group, topic), kinds in self.autoscaling_backend.notifications.items()
        for kind in kinds
        if not names or group in names
    ]
    return ActionResult({"NotificationConfigurations": found})


@add(AutoScalingResponse)
def delete_notification_configuration(self: AutoScalingResponse) -> ActionResult:
    params = self._get_params()
    group = require_group(self.autoscaling_backend, params.get("AutoScalingGroupName"))
    self.autoscaling_backend.notifications.pop((group.name, params["TopicARN"]), None)
    return EmptyResult()


def notify(group: FakeAutoScalingGroup, kind: str, instance_id: str | None, cause: str) -> None:
    """Publish to every topic that asked for this kind of event."""
    message = {
        "Service": "AWS Auto Scaling",
        "Event": kind,
        "AccountId": ACCOUNT,
        "AutoScalingGroupName": group.name,
        "AutoScalingGroupARN": group.arn,
        "EC2InstanceId": instance_id or "",
        "Cause": cause,
        "Time": world.clock.now().isoformat(),
    }
    for (name, topic), kinds in list(group.autoscaling_backend.notifications.items()):
        if name == group.name and kind in kinds:
            send(topic, group, message)


def send(target_arn: str, group: FakeAutoScalingGroup, message: dict[str, Any]) -> None:
    """Send a message to an SNS topic or an SQS queue."""
    body = json.dumps(message)
    name = target_arn.rsplit(":", 1)[-1]
    if ":sns:" in target_arn:
        topics = sns_backends[ACCOUNT][group.region]
        if target_arn in topics.topics:
            topics.publish(body, arn=target_arn, subject=f"Auto Scaling: {message.get('Event', 'lifecycle')}")
    elif name in sqs_backends[ACCOUNT][group.region].queues:
        sqs_backends[ACCOUNT][group.region].send_message(name, body)
