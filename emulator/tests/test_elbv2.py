"""Targets are healthy only when traffic can reach them."""

from __future__ import annotations

from emulator.tests.conftest import Emulator
from emulator.tests.fleet import ZONES, balancer, group, ids, refused, target_states


def test_targets_without_a_listener_are_unused(emulator: Emulator) -> None:
    elb = emulator.client("elbv2")
    arn = balancer(emulator)
    scaling = group(emulator, TargetGroupARNs=[arn])
    load_balancer = elb.describe_load_balancers()["LoadBalancers"][0]["LoadBalancerArn"]
    listener = elb.describe_listeners(LoadBalancerArn=load_balancer)["Listeners"][0]
    elb.delete_listener(ListenerArn=listener["ListenerArn"])
    assert target_states(emulator, arn) == dict.fromkeys(ids(scaling), "unused")
    health = elb.describe_target_health(TargetGroupArn=arn)["TargetHealthDescriptions"]
    assert {h["TargetHealth"]["Reason"] for h in health} == {"Target.NotInUse"}


def test_targets_outside_the_balancers_zones_are_unused(emulator: Emulator) -> None:
    arn = balancer(emulator, zones=ZONES[:2])
    group(emulator, TargetGroupARNs=[arn])
    assert sorted(target_states(emulator, arn).values()) == ["healthy", "healthy", "unused"]


def test_a_rule_counts_as_a_listener(emulator: Emulator) -> None:
    elb = emulator.client("elbv2")
    arn = balancer(emulator)
    scaling = group(emulator, TargetGroupARNs=[arn])
    load_balancer = elb.describe_load_balancers()["LoadBalancers"][0]["LoadBalancerArn"]
    listener = elb.describe_listeners(LoadBalancerArn=load_balancer)["Listeners"][0]["ListenerArn"]
    answer = {"StatusCode": "404", "ContentType": "text/plain"}
    elb.modify_listener(
        ListenerArn=listener,
        DefaultActions=[{"Type": "fixed-response", "FixedResponseConfig": answer}],
    )
    assert set(target_states(emulator, arn).values()) == {"unused"}
    forward = {"TargetGroups": [{"TargetGroupArn": arn, "Weight": 1}]}
    elb.create_rule(
        ListenerArn=listener,
        Priority=1,
        Conditions=[{"Field": "path-pattern", "Values": ["/app/*"]}],
        Actions=[{"Type": "forward", "ForwardConfig": forward}],
    )
    assert target_states(emulator, arn) == dict.fromkeys(ids(scaling), "healthy")


def test_a_target_in_a_lost_zone_times_out(emulator: Emulator) -> None:
    arn = balancer(emulator)
    group(emulator, size=0)
    elb, ec2 = emulator.client("elbv2"), emulator.client("ec2")
    scaling = emulator.client("autoscaling")
    scaling.set_desired_capacity(AutoScalingGroupName="web", DesiredCapacity=1)
    (member,) = ids(scaling)
    scaling.detach_instances(
        AutoScalingGroupName="web", InstanceIds=[member], ShouldDecrementDesiredCapacity=True
    )
    elb.register_targets(TargetGroupArn=arn, Targets=[{"Id": member}])
    assert target_states(emulator, arn) == {member: "healthy"}
    shown = ec2.describe_instances(InstanceIds=[member])["Reservations"][0]["Instances"][0]
    zone = shown["Placement"]["AvailabilityZone"]
    emulator.post("zone-down", zone=zone, standalone="impair")
    assert target_states(emulator, arn) == {member: "unhealthy"}
    emulator.post("zone-up", zone=zone)
    assert target_states(emulator, arn) == {member: "healthy"}


def test_a_protected_load_balancer_is_not_deleted(emulator: Emulator) -> None:
    elb = emulator.client("elbv2")
    balancer(emulator)
    arn = elb.describe_load_balancers()["LoadBalancers"][0]["LoadBalancerArn"]

    def protect(value: str) -> None:
        attribute = {"Key": "deletion_protection.enabled", "Value": value}
        elb.modify_load_balancer_attributes(LoadBalancerArn=arn, Attributes=[attribute])

    protect("true")
    with refused("OperationNotPermitted", "deletion protection"):
        elb.delete_load_balancer(LoadBalancerArn=arn)
    protect("false")
    elb.delete_load_balancer(LoadBalancerArn=arn)
    assert elb.describe_load_balancers()["LoadBalancers"] == []
