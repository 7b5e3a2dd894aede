"""Network interfaces: what AWS refuses, what takes a moment, and what follows an interface."""

from __future__ import annotations

from typing import Any

from emulator.tests.conftest import Emulator
from emulator.tests.fleet import refused, subnets
from emulator.tests.test_floating import describe_interface, interface_of, new_interface, run


def attach(emulator: Emulator, interface: str, instance: dict[str, Any], index: int = 1) -> str:
    attached = emulator.client("ec2").attach_network_interface(
        NetworkInterfaceId=interface, InstanceId=instance["InstanceId"], DeviceIndex=index
    )
    return attached["AttachmentId"]


def state_of(emulator: Emulator, interface: str) -> str:
    return describe_interface(emulator, interface).get("Attachment", {}).get("Status", "none")


def test_an_attachment_and_its_end_are_seen_while_they_take_place(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    blue, green, floating = run(emulator), run(emulator), new_interface(emulator)
    attachment = attach(emulator, floating, blue)
    assert [state_of(emulator, floating) for _ in range(3)] == ["attaching", "attached", "attached"]
    ec2.detach_network_interface(AttachmentId=attachment)
    with refused("InvalidNetworkInterface.InUse"):
        attach(emulator, floating, green)
    assert [state_of(emulator, floating) for _ in range(3)] == ["detaching", "none", "none"]
    attach(emulator, floating, green)
    with refused("InvalidAttachmentID.NotFound"):
        ec2.detach_network_interface(AttachmentId=attachment)


def test_a_stopped_instance_holds_no_interface_back(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    blue, floating = run(emulator), new_interface(emulator)
    attachment = attach(emulator, floating, blue)
    emulator.post("stick", instance=blue["InstanceId"])
    ec2.detach_network_interface(AttachmentId=attachment)
    assert [state_of(emulator, floating) for _ in range(3)] == ["detaching"] * 3
    ec2.stop_instances(InstanceIds=[blue["InstanceId"]])
    assert state_of(emulator, floating) == "none"


def test_the_primary_interface_stays(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    blue, second = run(emulator), new_interface(emulator)
    attach(emulator, second, blue)
    primary = describe_interface(emulator, interface_of(blue))["Attachment"]["AttachmentId"]
    for force in (False, True):
        with refused("OperationNotPermitted", "device index 0"):
            ec2.detach_network_interface(AttachmentId=primary, Force=force)


def test_an_instance_type_takes_so_many_interfaces(emulator: Emulator) -> None:
    blue = run(emulator)  # a t3.micro: two
    attach(emulator, new_interface(emulator), blue)
    with refused("AttachmentLimitExceeded", "t3.micro"):
        attach(emulator, new_interface(emulator), blue, 2)


def test_an_interface_in_use_cannot_be_deleted(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    blue, floating = run(emulator), new_interface(emulator)
    attachment = attach(emulator, floating, blue)
    with refused("InvalidNetworkInterface.InUse", "currently in use"):
        ec2.delete_network_interface(NetworkInterfaceId=floating)
    ec2.detach_network_interface(AttachmentId=attachment, Force=True)
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    ec2.associate_address(AllocationId=address, NetworkInterfaceId=floating)
    ec2.delete_network_interface(NetworkInterfaceId=floating)
    shown = ec2.describe_addresses(AllocationIds=[address])["Addresses"][0]
    assert "AssociationId" not in shown


def test_the_address_and_the_groups_go_where_the_interface_goes(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    blue, green = run(emulator), run(emulator)
    vpc = blue["VpcId"]
    own = ec2.create_security_group(GroupName="own", Description="own", VpcId=vpc)["GroupId"]
    made = ec2.create_network_interface(SubnetId=blue["SubnetId"], Groups=[own])
    floating = made["NetworkInterface"]["NetworkInterfaceId"]
    address = ec2.allocate_address(Domain="vpc")
    ec2.associate_address(AllocationId=address["AllocationId"], NetworkInterfaceId=floating)
    for holder in (blue, green):
        attachment = attach(emulator, floating, holder)
        shown = describe_interface(emulator, floating)
        assert shown["Attachment"]["InstanceId"] == holder["InstanceId"]
        assert shown["Association"]["PublicIp"] == address["PublicIp"]
        assert [group["GroupId"] for group in shown["Groups"]] == [own]
        ec2.detach_network_interface(AttachmentId=attachment, Force=True)
    assert describe_interface(emulator, floating)["Association"]["PublicIp"] == address["PublicIp"]


def test_an_interface_goes_with_its_instance_only_when_told(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    blue, green = run(emulator), run(emulator)
    stays, goes = new_interface(emulator), new_interface(emulator)
    attach(emulator, stays, blue)
    attachment = attach(emulator, goes, green)
    change = {"NetworkInterfaceId": goes, "Attachment": {"DeleteOnTermination": True}}
    with refused("InvalidAttachmentID.NotFound"):
        change["Attachment"]["AttachmentId"] = "eni-attach-00000000"  # type: ignore[index]
        ec2.modify_network_interface_attribute(**change)
    change["Attachment"]["AttachmentId"] = attachment  # type: ignore[index]
    ec2.modify_network_interface_attribute(**change)
    ec2.terminate_instances(InstanceIds=[blue["InstanceId"], green["InstanceId"]])
    assert describe_interface(emulator, stays)["Status"] == "available"
    with refused("InvalidNetworkInterfaceID.NotFound"):
        describe_interface(emulator, goes)


def test_private_addresses_fit_and_are_free(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    home = subnets(emulator)[0]
    (shown,) = ec2.describe_subnets(SubnetIds=[home])["Subnets"]
    first = shown["CidrBlock"].split("/")[0].rsplit(".", 1)[0]
    ec2.create_network_interface(SubnetId=home, PrivateIpAddress=f"{first}.50")
    with refused("InvalidIPAddress.InUse"):
        ec2.create_network_interface(SubnetId=home, PrivateIpAddress=f"{first}.50")
    with refused("InvalidParameterValue", "reserved address range"):
        ec2.create_network_interface(SubnetId=home, PrivateIpAddress=f"{first}.3")
    with refused("InvalidParameterValue", "does not fall within"):
        ec2.create_network_interface(SubnetId=home, PrivateIpAddress="10.0.0.50")
    other = new_interface(emulator)
    with refused("InvalidIPAddress.InUse"):
        ec2.assign_private_ip_addresses(
            NetworkInterfaceId=other, PrivateIpAddresses=[f"{first}.50"]
        )
    ec2.assign_private_ip_addresses(NetworkInterfaceId=other, PrivateIpAddresses=[f"{first}.51"])
