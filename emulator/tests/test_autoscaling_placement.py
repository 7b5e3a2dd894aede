"""Where instances go, and what happens when a zone is lost."""

from __future__ import annotations

from emulator.tests.conftest import Emulator
from emulator.tests.fleet import (
    ZONES,
    balancer,
    describe,
    group,
    ids,
    image,
    instances,
    per_zone,
    refused,
    subnets,
    target_states,
)

BALANCED_ONLY = {"CapacityDistributionStrategy": "balanced-only"}


def test_instances_are_spread_evenly(emulator: Emulator) -> None:
    assert per_zone(group(emulator, size=6)) == dict.fromkeys(ZONES, 2)


def test_a_smaller_group_shrinks_from_the_fullest_zone(emulator: Emulator) -> None:
    scaling = group(emulator, size=5)
    scaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=3)
    assert per_zone(scaling) == dict.fromkeys(ZONES, 1)


def test_protected_instances_survive_scale_in(emulator: Emulator) -> None:
    scaling = group(emulator, size=3)
    kept = sorted(ids(scaling))[:2]
    scaling.set_instance_protection(
        AutoScalingGroupName="web", InstanceIds=kept, ProtectedFromScaleIn=True
    )
    scaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=0)
    assert ids(scaling) == set(kept)
    scaling.set_instance_protection(
        AutoScalingGroupName="web", InstanceIds=kept[:1], ProtectedFromScaleIn=False
    )
    assert ids(scaling) == {kept[1]}


def test_a_lost_zone_moves_its_instances_and_its_return_rebalances(emulator: Emulator) -> None:
    arn = balancer(emulator)
    scaling = group(emulator, size=6, TargetGroupARNs=[arn], HealthCheckType="ELB")
    assert set(target_states(emulator, arn).values()) == {"healthy"}

    assert len(emulator.post("zone-down", zone="us-east-1a")["terminated"]) == 2
    assert per_zone(scaling) == {"us-east-1b": 3, "us-east-1c": 3}
    assert target_states(emulator, arn) == dict.fromkeys(ids(scaling), "healthy")

    emulator.post("zone-up", zone="us-east-1a")
    assert per_zone(scaling) == dict.fromkeys(ZONES, 2)
    assert target_states(emulator, arn) == dict.fromkeys(ids(scaling), "healthy")


def test_balanced_only_waits_for_the_lost_zone(emulator: Emulator) -> None:
    scaling = group(emulator, size=6, AvailabilityZoneDistribution=BALANCED_ONLY)
    emulator.post("zone-down", zone="us-east-1a")
    assert per_zone(scaling) == {"us-east-1b": 2, "us-east-1c": 2}
    failed = scaling.describe_scaling_activities(AutoScalingGroupName="web")["Activities"][0]
    assert failed["StatusCode"] == "Failed"
    assert "sufficient capacity" in failed["StatusMessage"]
    emulator.post("zone-up", zone="us-east-1a")
    assert per_zone(scaling) == dict.fromkeys(ZONES, 2)


def test_a_subnet_taken_out_of_a_group_is_emptied(emulator: Emulator) -> None:
    scaling = group(emulator, size=6)
    left = ",".join(subnets(emulator, ZONES[1:]))
    scaling.update_auto_scaling_group(AutoScalingGroupName="web", VPCZoneIdentifier=left)
    assert per_zone(scaling) == {"us-east-1b": 3, "us-east-1c": 3}


def test_a_lost_zone_takes_no_new_instance(emulator: Emulator) -> None:
    emulator.post("zone-down", zone="us-east-1a")
    ec2 = emulator.client("ec2")
    launch = {
        "ImageId": image(emulator),
        "InstanceType": "t3.micro",
        "MinCount": 1,
        "MaxCount": 1,
    }
    with refused("InsufficientInstanceCapacity"):
        ec2.run_instances(SubnetId=subnets(emulator)[0], **launch)
    ec2.run_instances(SubnetId=subnets(emulator)[1], **launch)


def test_standalone_instances_end_with_their_zone_or_are_impaired(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    ami = image(emulator)

    def run() -> str:
        started = ec2.run_instances(
            ImageId=ami,
            InstanceType="t3.micro",
            MinCount=1,
            MaxCount=1,
            SubnetId=subnets(emulator)[0],
        )
        return started["Instances"][0]["InstanceId"]

    first = run()
    assert emulator.post("zone-down", zone="us-east-1a", standalone="impair")["terminated"] == []
    status = ec2.describe_instance_status(InstanceIds=[first])["InstanceStatuses"][0]
    assert status["InstanceStatus"]["Status"] == status["SystemStatus"]["Status"] == "impaired"
    emulator.post("zone-up", zone="us-east-1a")
    status = ec2.describe_instance_status(InstanceIds=[first])["InstanceStatuses"][0]
    assert status["InstanceStatus"]["Status"] == "ok"
    assert emulator.post("zone-down", zone="us-east-1a")["terminated"] == [first]


def test_a_replacement_is_registered_with_the_target_group(emulator: Emulator) -> None:
    arn = balancer(emulator)
    scaling = group(emulator, TargetGroupARNs=[arn])
    before = ids(scaling)
    gone = sorted(before)[0]
    emulator.client("ec2").terminate_instances(InstanceIds=[gone])
    after = ids(scaling)
    assert len(after) == 3 and gone not in after
    assert set(target_states(emulator, arn)) == after


def test_a_stopped_instance_is_replaced(emulator: Emulator) -> None:
    scaling = group(emulator)
    gone = sorted(ids(scaling))[0]
    emulator.client("ec2").stop_instances(InstanceIds=[gone])
    assert gone not in ids(scaling) and len(ids(scaling)) == 3


def test_a_dead_application_is_replaced_only_with_elb_health_checks(emulator: Emulator) -> None:
    arn = balancer(emulator)
    scaling = group(emulator, TargetGroupARNs=[arn], HealthCheckType="EC2")
    dead = sorted(ids(scaling))[0]
    emulator.post("kill-application", instance=dead)
    assert target_states(emulator, arn)[dead] == "unhealthy"
    assert dead in ids(scaling)
    scaling.update_auto_scaling_group(AutoScalingGroupName="web", HealthCheckType="ELB")
    assert dead not in ids(scaling)
    assert set(target_states(emulator, arn).values()) == {"healthy"}


def test_suspended_processes_do_nothing(emulator: Emulator) -> None:
    scaling = group(emulator)
    scaling.suspend_processes(AutoScalingGroupName="web", ScalingProcesses=["Launch"])
    emulator.client("ec2").terminate_instances(InstanceIds=[sorted(ids(scaling))[0]])
    assert len(ids(scaling)) == 2
    scaling.resume_processes(AutoScalingGroupName="web", ScalingProcesses=["Launch"])
    emulator.post("tick")
    assert len(ids(scaling)) == 3


def test_instances_show_the_template_version_they_came_from(emulator: Emulator) -> None:
    scaling = group(emulator)
    assert {i["LaunchTemplate"]["Version"] for i in instances(scaling)} == {"1"}
    assert describe(scaling)["AvailabilityZoneDistribution"] == {
        "CapacityDistributionStrategy": "balanced-best-effort"
    }
