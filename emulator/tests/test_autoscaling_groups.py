"""Fields that come back, and requests that AWS refuses."""

from __future__ import annotations

from emulator.tests.conftest import Emulator
from emulator.tests.fleet import (
    balancer,
    describe,
    group,
    ids,
    refused,
    target_states,
    template,
)

FIELDS = {
    "DefaultInstanceWarmup": 120,
    "MaxInstanceLifetime": 604_800,
    "DefaultCooldown": 60,
    "InstanceMaintenancePolicy": {"MinHealthyPercentage": 100, "MaxHealthyPercentage": 150},
    "AvailabilityZoneDistribution": {"CapacityDistributionStrategy": "balanced-only"},
    "TerminationPolicies": ["OldestInstance"],
    "CapacityRebalance": True,
}


def test_fields_of_a_new_group_come_back(emulator: Emulator) -> None:
    shown = describe(group(emulator, size=0, **FIELDS))
    assert {name: shown[name] for name in FIELDS} == FIELDS


def test_fields_can_be_changed_and_taken_away(emulator: Emulator) -> None:
    scaling = group(emulator, size=0)
    scaling.update_auto_scaling_group(AutoScalingGroupName="web", **FIELDS)
    shown = describe(scaling)
    assert {name: shown[name] for name in FIELDS} == FIELDS
    scaling.update_auto_scaling_group(
        AutoScalingGroupName="web",
        DefaultInstanceWarmup=-1,
        MaxInstanceLifetime=0,
        InstanceMaintenancePolicy={"MinHealthyPercentage": -1, "MaxHealthyPercentage": -1},
    )
    gone = {"DefaultInstanceWarmup", "MaxInstanceLifetime", "InstanceMaintenancePolicy"}
    assert not gone & set(describe(scaling))


def test_a_mixed_instances_policy_survives_an_update(emulator: Emulator) -> None:
    specification = {"LaunchTemplateId": template(emulator), "Version": "1"}
    policy = {
        "LaunchTemplate": {
            "LaunchTemplateSpecification": specification,
            "Overrides": [{"InstanceType": "t3.small"}, {"InstanceType": "t3.medium"}],
        },
        "InstancesDistribution": {"OnDemandBaseCapacity": 1},
    }
    scaling = group(emulator, size=1, MixedInstancesPolicy=policy)
    scaling.update_auto_scaling_group(AutoScalingGroupName="web", MaxSize=5)
    shown = describe(scaling)
    overrides = shown["MixedInstancesPolicy"]["LaunchTemplate"]["Overrides"]
    assert [o["InstanceType"] for o in overrides] == ["t3.small", "t3.medium"]
    assert shown["Instances"][0]["InstanceType"] == "t3.small"


def test_impossible_sizes_are_refused(emulator: Emulator) -> None:
    scaling = group(emulator, size=1, MinSize=1, MaxSize=3)
    with refused("ValidationError", "Max bound, 2, must be greater"):
        scaling.update_auto_scaling_group(AutoScalingGroupName="web", MinSize=3, MaxSize=2)
    with refused("ValidationError", "between the specified min size:1 and max size:3"):
        scaling.update_auto_scaling_group(AutoScalingGroupName="web", DesiredCapacity=4)
    with refused("ValidationError", "is above max value 3"):
        scaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=4)
    with refused("ValidationError", "is below min value 1"):
        scaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=0)
    assert len(ids(scaling)) == 1


def test_the_desired_capacity_follows_the_bounds(emulator: Emulator) -> None:
    scaling = group(emulator, size=1)
    scaling.update_auto_scaling_group(AutoScalingGroupName="web", MinSize=3)
    assert (describe(scaling)["DesiredCapacity"], len(ids(scaling))) == (3, 3)
    scaling.update_auto_scaling_group(AutoScalingGroupName="web", MinSize=0, MaxSize=2)
    assert (describe(scaling)["DesiredCapacity"], len(ids(scaling))) == (2, 2)


def test_a_lifetime_below_a_day_is_refused(emulator: Emulator) -> None:
    with refused("ValidationError", "Maximum instance lifetime"):
        group(emulator, size=0, MaxInstanceLifetime=3600)
    scaling = emulator.client("autoscaling")
    assert scaling.describe_auto_scaling_groups()["AutoScalingGroups"] == []


def test_names_and_target_groups_are_checked(emulator: Emulator) -> None:
    arn = balancer(emulator)
    options = {"LaunchTemplate": {"LaunchTemplateId": template(emulator), "Version": "1"}}
    with refused("ValidationError", "Target group not found"):
        group(emulator, size=0, TargetGroupARNs=[arn + "0"], **options)
    group(emulator, size=0, TargetGroupARNs=[arn], **options)
    with refused("AlreadyExists"):
        group(emulator, size=0, **options)


def test_a_group_with_instances_is_deleted_only_by_force(emulator: Emulator) -> None:
    scaling = group(emulator)
    members = ids(scaling)
    with refused("ResourceInUse", "while there are instances"):
        scaling.delete_auto_scaling_group(AutoScalingGroupName="web")
    scaling.delete_auto_scaling_group(AutoScalingGroupName="web", ForceDelete=True)
    described = emulator.client("ec2").describe_instances(InstanceIds=sorted(members))
    states = {i["State"]["Name"] for r in described["Reservations"] for i in r["Instances"]}
    assert states == {"terminated"}


def test_everything_of_a_group_goes_with_it(emulator: Emulator) -> None:
    scaling = group(emulator, size=0)
    scaling.put_scaling_policy(
        AutoScalingGroupName="web",
        PolicyName="more",
        AdjustmentType="ChangeInCapacity",
        ScalingAdjustment=1,
    )
    scaling.put_scheduled_update_group_action(
        AutoScalingGroupName="web", ScheduledActionName="early", Recurrence="0 6 * * *", MinSize=1
    )
    scaling.delete_auto_scaling_group(AutoScalingGroupName="web")
    assert scaling.describe_policies()["ScalingPolicies"] == []
    assert scaling.describe_scheduled_actions()["ScheduledUpdateGroupActions"] == []


def test_a_missing_group_is_a_refusal(emulator: Emulator) -> None:
    scaling = emulator.client("autoscaling")
    with refused("ValidationError", "name not found"):
        scaling.set_desired_capacity(AutoScalingGroupName="none", DesiredCapacity=1)


def test_target_groups_can_be_attached_and_detached(emulator: Emulator) -> None:
    arn = balancer(emulator)
    scaling = group(emulator)
    source = [{"Identifier": arn, "Type": "elbv2"}]
    scaling.attach_traffic_sources(AutoScalingGroupName="web", TrafficSources=source)
    assert target_states(emulator, arn) == dict.fromkeys(ids(scaling), "healthy")
    shown = scaling.describe_traffic_sources(AutoScalingGroupName="web")["TrafficSources"]
    assert [s["Identifier"] for s in shown] == [arn]
    scaling.detach_traffic_sources(AutoScalingGroupName="web", TrafficSources=source)
    assert target_states(emulator, arn) == {}


def test_terminating_one_instance_respects_the_minimum(emulator: Emulator) -> None:
    scaling = group(emulator, size=3, MinSize=2)

    def terminate() -> str:
        victim = sorted(ids(scaling))[0]
        scaling.terminate_instance_in_auto_scaling_group(
            InstanceId=victim, ShouldDecrementDesiredCapacity=True
        )
        return victim

    victim = terminate()
    assert victim not in ids(scaling) and describe(scaling)["DesiredCapacity"] == 2
    with refused("ValidationError", "will violate group's min size constraint"):
        terminate()
    assert len(ids(scaling)) == 2


def test_an_unhealthy_instance_is_replaced_after_its_grace_period(emulator: Emulator) -> None:
    scaling = group(emulator, HealthCheckGracePeriod=300)
    sick = sorted(ids(scaling))[0]
    scaling.set_instance_health(InstanceId=sick, HealthStatus="Unhealthy")
    assert sick in ids(scaling)
    scaling.set_instance_health(
        InstanceId=sick, HealthStatus="Unhealthy", ShouldRespectGracePeriod=False
    )
    assert sick not in ids(scaling) and len(ids(scaling)) == 3
