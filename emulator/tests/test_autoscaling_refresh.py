"""Instance refreshes replace what does not match, and wait where AWS waits."""

from __future__ import annotations

from typing import Any

from emulator.tests.conftest import Emulator
from emulator.tests.fleet import (
    ZONES,
    balancer,
    group,
    ids,
    instances,
    per_zone,
    refused,
    target_states,
    template,
    user_data,
)

LAUNCH_FIRST = {"MinHealthyPercentage": 100, "MaxHealthyPercentage": 150}
HOOK = {
    "LifecycleHookName": "boot",
    "LifecycleTransition": "autoscaling:EC2_INSTANCE_LAUNCHING",
    "HeartbeatTimeout": 300,
}


def new_version(emulator: Emulator, scaling: Any) -> None:
    """Version 2 of the template, with other user data; the group launches it from now on."""
    ec2 = emulator.client("ec2")
    shown = ec2.describe_launch_templates()["LaunchTemplates"][0]
    identity = shown["LaunchTemplateId"]
    ec2.create_launch_template_version(
        LaunchTemplateId=identity,
        SourceVersion="1",
        LaunchTemplateData={
            "ImageId": ec2.describe_launch_template_versions(LaunchTemplateId=identity)[
                "LaunchTemplateVersions"
            ][0]["LaunchTemplateData"]["ImageId"],
            "InstanceType": "t3.micro",
            "UserData": user_data("#!/bin/sh\necho two\n"),
        },
    )
    scaling.update_auto_scaling_group(
        AutoScalingGroupName="web", LaunchTemplate={"LaunchTemplateId": identity, "Version": "2"}
    )


def refresh(scaling: Any, **preferences: Any) -> dict[str, Any]:
    scaling.start_instance_refresh(AutoScalingGroupName="web", Preferences=preferences)
    return latest(scaling)


def latest(scaling: Any) -> dict[str, Any]:
    return scaling.describe_instance_refreshes(AutoScalingGroupName="web")["InstanceRefreshes"][0]


def versions(scaling: Any) -> list[str]:
    return [i["LaunchTemplate"]["Version"] for i in instances(scaling)]


def test_a_refresh_replaces_all_and_keeps_the_spread(emulator: Emulator) -> None:
    arn = balancer(emulator)
    scaling = group(emulator, size=6, TargetGroupARNs=[arn])
    before = ids(scaling)
    new_version(emulator, scaling)
    for preferences in ({}, LAUNCH_FIRST):
        assert refresh(scaling, **preferences)["Status"] == "Successful"
        assert versions(scaling) == ["2"] * 6
        assert per_zone(scaling) == dict.fromkeys(ZONES, 2)
        assert target_states(emulator, arn) == dict.fromkeys(ids(scaling), "healthy")
        assert not before & ids(scaling)
        before = ids(scaling)
    data = emulator.client("ec2").describe_instance_attribute(
        InstanceId=before.pop(), Attribute="userData"
    )
    assert data["UserData"]["Value"] == user_data("#!/bin/sh\necho two\n")


def test_matching_instances_are_skipped(emulator: Emulator) -> None:
    scaling = group(emulator)
    before = ids(scaling)
    assert refresh(scaling, SkipMatching=True)["Status"] == "Successful"
    assert ids(scaling) == before


def test_a_refresh_waits_for_launch_hooks(emulator: Emulator) -> None:
    scaling = group(emulator, size=2)
    scaling.put_lifecycle_hook(AutoScalingGroupName="web", **HOOK)
    old = ids(scaling)
    assert refresh(scaling, **LAUNCH_FIRST)["Status"] == "InProgress"
    assert old < ids(scaling) and len(ids(scaling)) == 3
    with refused("InstanceRefreshInProgress"):
        refresh(scaling)
    while latest(scaling)["Status"] == "InProgress":
        (waiting,) = (
            i["InstanceId"] for i in instances(scaling) if i["LifecycleState"] == "Pending:Wait"
        )
        scaling.complete_lifecycle_action(
            AutoScalingGroupName="web",
            LifecycleHookName="boot",
            InstanceId=waiting,
            LifecycleActionResult="CONTINUE",
        )
    assert not old & ids(scaling) and len(ids(scaling)) == 2


def test_protected_instances_are_waited_for_or_ignored(emulator: Emulator) -> None:
    scaling = group(emulator, size=2)
    kept = sorted(ids(scaling))[:1]
    scaling.set_instance_protection(
        AutoScalingGroupName="web", InstanceIds=kept, ProtectedFromScaleIn=True
    )
    assert refresh(scaling)["Status"] == "InProgress"
    scaling.cancel_instance_refresh(AutoScalingGroupName="web")
    assert latest(scaling)["Status"] == "Cancelled"
    assert refresh(scaling, ScaleInProtectedInstances="Ignore")["Status"] == "Successful"
    assert set(kept) < ids(scaling)


def test_nothing_to_cancel_is_a_refusal(emulator: Emulator) -> None:
    scaling = group(emulator, size=0)
    with refused("ActiveInstanceRefreshNotFound"):
        scaling.cancel_instance_refresh(AutoScalingGroupName="web")
    with refused("ValidationError", "must not exceed 100"):
        refresh(scaling, MinHealthyPercentage=50, MaxHealthyPercentage=200)


def test_a_desired_configuration_becomes_the_groups(emulator: Emulator) -> None:
    scaling = group(emulator, size=1)
    other = template(emulator, "other")
    scaling.start_instance_refresh(
        AutoScalingGroupName="web",
        DesiredConfiguration={"LaunchTemplate": {"LaunchTemplateId": other, "Version": "1"}},
    )
    assert instances(scaling)[0]["LaunchTemplate"]["LaunchTemplateId"] == other
