"""Addresses and interfaces as strict as AWS, and the events and executions that move them."""

from __future__ import annotations

import json
import time
from typing import Any

from emulator.tests.conftest import Emulator
from emulator.tests.fleet import image, refused, subnets

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "sts:AssumeRole",
                "Principal": {"Service": "states.amazonaws.com"},
            }
        ],
    }
)


def run(emulator: Emulator, zone: int = 0) -> dict[str, Any]:
    """A running instance in the zone with this index."""
    started = emulator.client("ec2").run_instances(
        ImageId=image(emulator),
        InstanceType="t3.micro",
        MinCount=1,
        MaxCount=1,
        SubnetId=subnets(emulator)[zone],
    )
    return started["Instances"][0]


def interface_of(instance: dict[str, Any]) -> str:
    return instance["NetworkInterfaces"][0]["NetworkInterfaceId"]


def new_interface(emulator: Emulator, zone: int = 0) -> str:
    created = emulator.client("ec2").create_network_interface(SubnetId=subnets(emulator)[zone])
    return created["NetworkInterface"]["NetworkInterfaceId"]


def describe_interface(emulator: Emulator, identity: str) -> dict[str, Any]:
    found = emulator.client("ec2").describe_network_interfaces(NetworkInterfaceIds=[identity])
    return found["NetworkInterfaces"][0]


def machine(emulator: Emulator, states: dict[str, Any], start: str) -> str:
    """A state machine; its ARN."""
    role = emulator.client("iam").create_role(RoleName="mover", AssumeRolePolicyDocument=TRUST)
    created = emulator.client("stepfunctions").create_state_machine(
        name="mover",
        definition=json.dumps({"StartAt": start, "States": states}),
        roleArn=role["Role"]["Arn"],
    )
    return created["stateMachineArn"]


def executions(emulator: Emulator, arn: str, count: int) -> list[dict[str, Any]]:
    """The executions of a machine once this many have ended."""
    client = emulator.client("stepfunctions")
    for _ in range(100):
        shown = client.list_executions(stateMachineArn=arn)["executions"]
        if len(shown) >= count and all(e["status"] != "RUNNING" for e in shown):
            return [client.describe_execution(executionArn=e["executionArn"]) for e in shown]
        time.sleep(0.05)
    raise AssertionError(f"expected {count} ended executions, found {shown}")


def test_an_address_has_one_holder(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    blue, green = run(emulator), run(emulator, 1)
    address = ec2.allocate_address(Domain="vpc")
    move = {"AllocationId": address["AllocationId"], "AllowReassociation": True}
    ec2.associate_address(NetworkInterfaceId=interface_of(blue), **move)
    ec2.associate_address(NetworkInterfaceId=interface_of(green), **move)
    shown = ec2.describe_addresses(AllocationIds=[address["AllocationId"]])["Addresses"][0]
    assert shown["NetworkInterfaceId"] == interface_of(green)
    assert "Association" not in describe_interface(emulator, interface_of(blue))


def test_an_address_says_where_it_is_from(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")

    def shown(**wanted: str) -> tuple[str, str]:
        address = ec2.allocate_address(Domain="vpc", **wanted)
        found = ec2.describe_addresses(AllocationIds=[address["AllocationId"]])["Addresses"][0]
        for one in (address, found):
            assert (one["PublicIpv4Pool"], one["NetworkBorderGroup"]) == (
                wanted.get("PublicIpv4Pool", "amazon"),
                wanted.get("NetworkBorderGroup", "us-east-1"),
            )
        return found["PublicIpv4Pool"], found["NetworkBorderGroup"]

    assert shown() == ("amazon", "us-east-1")
    shown(PublicIpv4Pool="ipv4pool-ec2-0123456789abcdef0", NetworkBorderGroup="us-east-1-bos-1")
    with refused("InvalidParameterValue", "not in the region"):
        ec2.allocate_address(Domain="vpc", NetworkBorderGroup="us-east-10")


def test_an_address_needs_an_interface_when_there_are_several(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    blue = run(emulator)
    second = new_interface(emulator)
    ec2.attach_network_interface(
        NetworkInterfaceId=second, InstanceId=blue["InstanceId"], DeviceIndex=1
    )
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    with refused("InvalidInstanceID", "multiple interfaces"):
        ec2.associate_address(AllocationId=address, InstanceId=blue["InstanceId"])


def test_interfaces_attach_only_where_they_fit(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    blue, green, far = run(emulator), run(emulator), run(emulator, 1)
    floating, other = new_interface(emulator), new_interface(emulator)

    def attach(interface: str, instance: dict[str, Any], index: int = 1) -> None:
        ec2.attach_network_interface(
            NetworkInterfaceId=interface, InstanceId=instance["InstanceId"], DeviceIndex=index
        )

    with refused("InvalidParameterCombination", "same availability zone"):
        attach(floating, far)
    attach(floating, blue)
    with refused("InvalidNetworkInterface.InUse"):
        attach(floating, green)
    with refused("InvalidParameterValue", "device index '1'"):
        attach(other, blue)
    ec2.terminate_instances(InstanceIds=[green["InstanceId"]])
    with refused("IncorrectState"):
        attach(other, green)
    found = ec2.describe_network_interfaces(
        Filters=[
            {"Name": "attachment.instance-id", "Values": [blue["InstanceId"]]},
            {"Name": "attachment.device-index", "Values": ["1"]},
        ]
    )
    assert [i["NetworkInterfaceId"] for i in found["NetworkInterfaces"]] == [floating]


def test_a_stuck_guest_lets_go_only_by_force(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    blue, floating = run(emulator), new_interface(emulator)
    attachment = ec2.attach_network_interface(
        NetworkInterfaceId=floating, InstanceId=blue["InstanceId"], DeviceIndex=1
    )["AttachmentId"]
    emulator.post("stick", instance=blue["InstanceId"])
    ec2.detach_network_interface(AttachmentId=attachment)
    shown = [describe_interface(emulator, floating)["Attachment"]["Status"] for _ in range(3)]
    assert shown == ["detaching"] * 3
    ec2.detach_network_interface(AttachmentId=attachment, Force=True)
    assert "Attachment" not in describe_interface(emulator, floating)


def test_termination_frees_addresses_and_interfaces(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    blue, floating = run(emulator), new_interface(emulator)
    ec2.attach_network_interface(
        NetworkInterfaceId=floating, InstanceId=blue["InstanceId"], DeviceIndex=1
    )
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    ec2.associate_address(AllocationId=address, NetworkInterfaceId=interface_of(blue))
    ec2.terminate_instances(InstanceIds=[blue["InstanceId"]])
    shown = ec2.describe_addresses(AllocationIds=[address])["Addresses"][0]
    assert "AssociationId" not in shown and not shown.get("NetworkInterfaceId")
    assert describe_interface(emulator, floating)["Status"] == "available"
    with refused("InvalidNetworkInterfaceID.NotFound"):
        describe_interface(emulator, interface_of(blue))


def test_an_impaired_instance_recovers(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    identity = run(emulator)["InstanceId"]

    def status() -> str:
        shown = ec2.describe_instance_status(InstanceIds=[identity])["InstanceStatuses"][0]
        return shown["InstanceStatus"]["Status"]

    emulator.post("impair", instance=identity)
    assert status() == "impaired"
    emulator.post("recover", instance=identity)
    assert status() == "ok"


def test_a_stopped_instance_starts_a_machine_that_moves_the_address(emulator: Emulator) -> None:
    ec2, events = emulator.client("ec2"), emulator.client("events")
    blue, green = run(emulator), run(emulator, 1)
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    ec2.associate_address(AllocationId=address, NetworkInterfaceId=interface_of(blue))
    arn = machine(
        emulator,
        {
            "Move": {
                "Type": "Task",
                "Resource": "arn:aws:states:::aws-sdk:ec2:associateAddress",
                "Parameters": {
                    "AllocationId": address,
                    "NetworkInterfaceId": interface_of(green),
                    "AllowReassociation": True,
                },
                "End": True,
            }
        },
        "Move",
    )
    pattern = {
        "source": ["aws.ec2"],
        "detail-type": ["EC2 Instance State-change Notification"],
        "detail": {"state": ["stopped"], "instance-id": [blue["InstanceId"]]},
    }
    events.put_rule(Name="stopped", EventPattern=json.dumps(pattern))
    template = '{"failed": <id>, "text": "instance <id> stopped"}'
    transformer = {"InputPathsMap": {"id": "$.detail.instance-id"}, "InputTemplate": template}
    role = "arn:aws:iam::123456789012:role/mover"
    target = {"Id": "mover", "Arn": arn, "RoleArn": role, "InputTransformer": transformer}
    events.put_targets(Rule="stopped", Targets=[target])

    ec2.stop_instances(InstanceIds=[green["InstanceId"]])
    ec2.start_instances(InstanceIds=[green["InstanceId"]])
    assert emulator.client("stepfunctions").list_executions(stateMachineArn=arn)["executions"] == []
    ec2.stop_instances(InstanceIds=[blue["InstanceId"]])
    (done,) = executions(emulator, arn, 1)
    assert done["status"] == "SUCCEEDED"
    identity = blue["InstanceId"]
    assert json.loads(done["input"]) == {"failed": identity, "text": f"instance {identity} stopped"}
    shown = ec2.describe_addresses(AllocationIds=[address])["Addresses"][0]
    assert shown["NetworkInterfaceId"] == interface_of(green)


def test_a_machine_runs_again_and_reads_indexes_like_aws(emulator: Emulator) -> None:
    states = {"Look": {"Type": "Pass", "Parameters": {"name.$": "$.List[0].Name"}, "End": True}}
    arn = machine(emulator, states, "Look")
    client = emulator.client("stepfunctions")
    for name in ("one", "two"):
        client.start_execution(
            stateMachineArn=arn, input=json.dumps({"List": [{"Name": name}, {"Name": "-"}]})
        )
    outputs = [json.loads(e["output"]) for e in executions(emulator, arn, 2)]
    assert sorted(o["name"] for o in outputs) == ["one", "two"]


def test_definitions_are_validated(emulator: Emulator) -> None:
    client = emulator.client("stepfunctions")
    good = {"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}
    check = client.validate_state_machine_definition
    assert check(definition=json.dumps(good))["result"] == "OK"
    bad = check(definition=json.dumps({"StartAt": "Done", "States": {"Done": {"Type": "Nothing"}}}))
    assert bad["result"] == "FAIL" and bad["diagnostics"]
    arn = machine(emulator, good["States"], "Done")  # type: ignore[arg-type]
    assert client.list_state_machine_versions(stateMachineArn=arn)["stateMachineVersions"] == []


def test_parameter_and_alarm_changes_are_events(emulator: Emulator) -> None:
    events, sqs = emulator.client("events"), emulator.client("sqs")
    queue = sqs.create_queue(QueueName="events")["QueueUrl"]
    target = {"Id": "q", "Arn": "arn:aws:sqs:us-east-1:123456789012:events"}
    for name, source in (("parameters", "aws.ssm"), ("alarms", "aws.cloudwatch")):
        events.put_rule(Name=name, EventPattern=json.dumps({"source": [source]}))
        events.put_targets(Rule=name, Targets=[target])
    ssm, watch = emulator.client("ssm"), emulator.client("cloudwatch")
    ssm.put_parameter(Name="/active", Value="blue", Type="String")
    ssm.put_parameter(Name="/active", Value="green", Type="String", Overwrite=True)
    watch.put_metric_alarm(
        AlarmName="sick",
        Namespace="n",
        MetricName="m",
        Statistic="Maximum",
        ComparisonOperator="GreaterThanThreshold",
        Threshold=0,
        Period=60,
        EvaluationPeriods=1,
    )
    watch.set_alarm_state(AlarmName="sick", StateValue="ALARM", StateReason="test")
    events.disable_rule(Name="parameters")
    ssm.delete_parameter(Name="/active")
    messages = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10)["Messages"]
    details = [json.loads(m["Body"])["detail"] for m in messages]
    assert [d.get("operation") for d in details] == ["Create", "Update", None]
    assert details[2]["alarmName"] == "sick" and details[2]["state"]["value"] == "ALARM"


def test_a_target_that_is_not_modelled_is_listed(server: Emulator) -> None:
    server.post("reset")
    events = server.client("events")
    arn = "arn:aws:lambda:us-east-1:123456789012:function:f"
    queue = server.client("sqs").create_queue(QueueName="q")["QueueUrl"]
    events.put_rule(Name="parameters", EventPattern=json.dumps({"source": ["aws.ssm"]}))
    both = [{"Id": "f", "Arn": arn}, {"Id": "q", "Arn": "arn:aws:sqs:us-east-1:123456789012:q"}]
    events.put_targets(Rule="parameters", Targets=both)
    server.client("ssm").put_parameter(Name="/active", Value="blue", Type="String")
    (entry,) = server.get("unimplemented")
    assert entry["service"] == "events" and arn in entry["detail"]
    assert len(server.client("sqs").receive_message(QueueUrl=queue)["Messages"]) == 1


def test_scheduled_rules_fire(emulator: Emulator) -> None:
    events, sqs = emulator.client("events"), emulator.client("sqs")
    emulator.post("clock", now="2027-03-01T07:58:30Z")  # a Monday
    queue = sqs.create_queue(QueueName="ticks")["QueueUrl"]
    for name, expression in (("rate", "rate(2 minutes)"), ("cron", "cron(0 8 ? * 2-6 *)")):
        events.put_rule(Name=name, ScheduleExpression=expression)
        arn = "arn:aws:sqs:us-east-1:123456789012:ticks"
        events.put_targets(Rule=name, Targets=[{"Id": "q", "Arn": arn, "Input": f'"{name}"'}])
    with refused("ValidationException"):
        events.put_rule(Name="wrong", ScheduleExpression="every day")
    emulator.post("clock", now="2027-03-01T08:03:00Z")
    messages = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10)["Messages"]
    assert [json.loads(m["Body"]) for m in messages] == ["cron", "rate", "rate"]


def test_an_address_shows_the_instance_of_its_interface(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    blue = run(emulator)
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    ec2.associate_address(AllocationId=address, NetworkInterfaceId=interface_of(blue))
    shown = ec2.describe_addresses(AllocationIds=[address])["Addresses"][0]
    assert shown["InstanceId"] == blue["InstanceId"]


def test_several_addresses_lead_to_several_private_ones(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    interface = interface_of(run(emulator))
    ec2.assign_private_ip_addresses(NetworkInterfaceId=interface, SecondaryPrivateIpAddressCount=1)
    private = [
        item["PrivateIpAddress"]
        for item in describe_interface(emulator, interface)["PrivateIpAddresses"]
    ]
    ids = [ec2.allocate_address(Domain="vpc")["AllocationId"] for _ in private]
    for allocation, ip in zip(ids, private, strict=True):
        ec2.associate_address(
            AllocationId=allocation, NetworkInterfaceId=interface, PrivateIpAddress=ip
        )
    shown = ec2.describe_addresses(AllocationIds=ids)["Addresses"]
    assert [a["PrivateIpAddress"] for a in shown] == private
    with refused("InvalidParameterValue", "not assigned"):
        ec2.associate_address(
            AllocationId=ids[0], NetworkInterfaceId=interface, PrivateIpAddress="10.99.0.1"
        )


def test_alarms_are_described_by_name_and_state_together(emulator: Emulator) -> None:
    watch = emulator.client("cloudwatch")
    for name in ("one", "two"):
        watch.put_metric_alarm(
            AlarmName=name,
            Namespace="n",
            MetricName="m",
            Statistic="Maximum",
            ComparisonOperator="GreaterThanThreshold",
            Threshold=0,
            Period=60,
            EvaluationPeriods=1,
        )
    watch.put_composite_alarm(AlarmName="both", AlarmRule="ALARM(one) OR ALARM(two)")
    watch.set_alarm_state(AlarmName="one", StateValue="ALARM", StateReason="test")

    def raised(*names: str, **more: Any) -> list[str]:
        found = watch.describe_alarms(AlarmNames=list(names), StateValue="ALARM", **more)
        return [a["AlarmName"] for a in found["MetricAlarms"] + found["CompositeAlarms"]]

    assert raised("one", "two", "both") == ["one"]
    assert raised("two") == []
    assert raised("one", "both", AlarmTypes=["MetricAlarm", "CompositeAlarm"]) == ["one", "both"]
