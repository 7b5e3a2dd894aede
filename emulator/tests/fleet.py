"""What most tests on groups start from."""

from __future__ import annotations

import base64
import re
from collections import Counter
from typing import Any

import pytest
from botocore.exceptions import ClientError

from emulator.tests.conftest import Emulator

IMAGE_PARAMETER = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
ZONES = ("us-east-1a", "us-east-1b", "us-east-1c")


def refused(code: str, message: str = "") -> Any:
    """The block fails with this AWS error code, and this text in its message."""
    pattern = rf"(?s)\({re.escape(code)}\).*{re.escape(message)}"
    return pytest.raises(ClientError, match=pattern)


def image(emulator: Emulator) -> str:
    parameter = emulator.client("ssm").get_parameter(Name=IMAGE_PARAMETER)
    return parameter["Parameter"]["Value"]


def subnets(emulator: Emulator, zones: tuple[str, ...] = ZONES) -> list[str]:
    """The default VPC's subnets in these zones."""
    found = emulator.client("ec2").describe_subnets()["Subnets"]
    by_zone = {subnet["AvailabilityZone"]: subnet["SubnetId"] for subnet in found}
    return [by_zone[zone] for zone in zones]


def template(emulator: Emulator, name: str = "web", **data: Any) -> str:
    """A launch template; its id."""
    data = {"ImageId": image(emulator), "InstanceType": "t3.micro", **data}
    created = emulator.client("ec2").create_launch_template(
        LaunchTemplateName=name, LaunchTemplateData=data
    )
    return created["LaunchTemplate"]["LaunchTemplateId"]


def user_data(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def group(emulator: Emulator, name: str = "web", size: int = 3, **options: Any) -> Any:
    """A group over three zones; the Auto Scaling client."""
    scaling = emulator.client("autoscaling")
    if "LaunchTemplate" not in options and "MixedInstancesPolicy" not in options:
        options["LaunchTemplate"] = {"LaunchTemplateId": template(emulator, name), "Version": "1"}
    zones = options.pop("zones", ZONES)
    scaling.create_auto_scaling_group(
        **{
            "AutoScalingGroupName": name,
            "MinSize": 0,
            "MaxSize": 12,
            "DesiredCapacity": size,
            "VPCZoneIdentifier": ",".join(subnets(emulator, zones)),
            **options,
        }
    )
    return scaling


def describe(scaling: Any, name: str = "web") -> dict[str, Any]:
    return scaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"][0]


def instances(scaling: Any, name: str = "web") -> list[dict[str, Any]]:
    return describe(scaling, name)["Instances"]


def ids(scaling: Any, name: str = "web") -> set[str]:
    return {instance["InstanceId"] for instance in instances(scaling, name)}


def per_zone(scaling: Any, name: str = "web") -> dict[str, int]:
    return dict(Counter(i["AvailabilityZone"] for i in instances(scaling, name)))


def balancer(emulator: Emulator, name: str = "web", zones: tuple[str, ...] = ZONES) -> str:
    """A load balancer with a listener that forwards to a target group; the target group's ARN."""
    elb = emulator.client("elbv2")
    vpc = emulator.client("ec2").describe_vpcs()["Vpcs"][0]["VpcId"]
    target_group = elb.create_target_group(Name=name, Protocol="HTTP", Port=80, VpcId=vpc)
    arn = target_group["TargetGroups"][0]["TargetGroupArn"]
    load_balancer = elb.create_load_balancer(Name=name, Subnets=subnets(emulator, zones))
    elb.create_listener(
        LoadBalancerArn=load_balancer["LoadBalancers"][0]["LoadBalancerArn"],
        Protocol="HTTP",
        Port=80,
        DefaultActions=[{"Type": "forward", "TargetGroupArn": arn}],
    )
    return arn


def target_states(emulator: Emulator, arn: str) -> dict[str, str]:
    health = emulator.client("elbv2").describe_target_health(TargetGroupArn=arn)
    return {
        h["Target"]["Id"]: h["TargetHealth"]["State"] for h in health["TargetHealthDescriptions"]
    }
