"""What an alarm does when it changes: notify topics, run scaling policies, stop or end instances.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html
"""

from __future__ import annotations

import json
import re
from typing import Any

from moto.autoscaling.models import autoscaling_backends
from moto.cloudwatch.models import Alarm
from moto.ec2.models import ec2_backends
from moto.sns.models import sns_backends

from emulator.world import ACCOUNT, world

EC2_ACTION = re.compile(r"arn:aws:automate:[\w-]+:ec2:(stop|terminate|reboot)$")


def run(alarm: Alarm, before: str) -> None:
    """The actions of the state that the alarm is in now."""
    if not alarm.actions_enabled:
        return
    chosen = {
        "ALARM": alarm.alarm_actions,
        "OK": alarm.ok_actions,
        "INSUFFICIENT_DATA": alarm.insufficient_data_actions,
    }[alarm.state_value]
    for arn in chosen or []:
        if ":sns:" in arn:
            notify(alarm, arn, before)
        elif match := EC2_ACTION.match(arn):
            on_instance(alarm, match.group(1))
    if alarm.state_value == "ALARM":
        scale(alarm)


def notify(alarm: Alarm, topic: str, before: str) -> None:
    """Publish the message that CloudWatch publishes."""
    message: dict[str, Any] = {
        "AlarmName": alarm.name,
        "AlarmDescription": alarm.description,
        "AWSAccountId": ACCOUNT,
        "AlarmArn": alarm.alarm_arn,
        "NewStateValue": alarm.state_value,
        "NewStateReason": alarm.state_reason,
        "StateChangeTime": world.clock.now().isoformat(),
        "OldStateValue": before,
        "Region": alarm.region_name,
    }
    topics = sns_backends[ACCOUNT][alarm.region_name]
    if topic in topics.topics:
        topics.publish(
            json.dumps(message), arn=topic, subject=f'{alarm.state_value}: "{alarm.name}"'
        )


def on_instance(alarm: Alarm, action: str) -> None:
    """Stop, terminate or reboot the instance of the alarm's dimension."""
    ec2 = ec2_backends[ACCOUNT][alarm.region_name]
    for dimension in alarm.dimensions:
        if dimension.name == "InstanceId":
            getattr(ec2, f"{action}_instances")([dimension.value])


def scale(alarm: Alarm) -> None:
    """Run the simple and step scaling policies of an alarm.
    `excess` is how far the newest value is above the threshold; 0 when SetAlarmState set the state.
    """
    from emulator.services.autoscaling import tracking

    scaling = autoscaling_backends[ACCOUNT][alarm.region_name]
    policies = {policy.arn: policy for policy in scaling.policies.values()}
    for arn in alarm.alarm_actions or []:
        if arn in policies and alarm.actions_enabled:
            tracking.run_step(policies[arn], getattr(alarm, "excess", 0.0))
