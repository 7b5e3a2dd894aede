"""Network interfaces: how they are made and shown, and when they may go. `attachments.py` moves them."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any

from moto.core.responses import EmptyResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.elastic_network_interfaces import NetworkInterface, NetworkInterfaceBackend
from moto.ec2.responses.elastic_network_interfaces import ElasticNetworkInterfaces

from emulator.patching import around, replace

# Of each subnet the first four addresses and the last one are AWS's own.
# https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
RESERVED_FIRST, RESERVED_LAST = 4, 1


@around(ElasticNetworkInterfaces, "create_network_interface")
def _create(original: Callable[..., Any], self: ElasticNetworkInterfaces) -> Any:
    """A private address lies in the subnet and belongs to nobody else; moto takes any.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInterface.html
    """
    wanted = [self._get_param("PrivateIpAddress")]
    for item in self._get_param("PrivateIpAddresses", []):
        wanted.append(item["PrivateIpAddress"] if isinstance(item, dict) else item)
    subnet = self.ec2_backend.get_subnet(self._get_param("SubnetId"))
    refuse_addresses(self.ec2_backend, subnet, set(wanted))
    return original(self)


@around(NetworkInterfaceBackend, "assign_private_ip_addresses")
def _assign(
    original: Callable[..., Any],
    self: Any,
    eni_id: str,
    private_ip_addresses: list[str] | None = None,
    *args: Any,
    **kwargs: Any,
) -> Any:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssignPrivateIpAddresses.html"""
    interface = self.get_network_interface(eni_id)
    own = {item.get("PrivateIpAddress") for item in interface.private_ip_addresses}
    refuse_addresses(self, interface.subnet, set(private_ip_addresses or []) - own)
    return original(self, eni_id, private_ip_addresses, *args, **kwargs)


def refuse_addresses(backend: Any, subnet: Any, wanted: set[str | None]) -> None:
    """Raise what AWS says of private addresses that an interface in this subnet cannot have."""
    network = ipaddress.ip_network(subnet.cidr_block)
    taken = {
        item.get("PrivateIpAddress")
        for interface in backend.enis.values()
        if interface.subnet.vpc_id == subnet.vpc_id
        for item in interface.private_ip_addresses
    }
    for address in sorted(filter(None, wanted)):
        place = int(ipaddress.ip_address(address)) - int(network.network_address)
        if not 0 <= place < network.num_addresses:
            message = f"Address {address} does not fall within the subnet's address range"
            raise EC2ClientError("InvalidParameterValue", message)
        if place < RESERVED_FIRST or place >= network.num_addresses - RESERVED_LAST:
            message = f"Address {address} is in subnet's reserved address range"
            raise EC2ClientError("InvalidParameterValue", message)
        if address in taken:
            raise EC2ClientError("InvalidIPAddress.InUse", "Address is in use.")


@around(NetworkInterfaceBackend, "delete_network_interface")
def _delete(original: Callable[..., None], self: Any, eni_id: str) -> None:
    """One that is attached stays, and an address of one that goes is free; in moto it keeps its holder.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkInterface.html
    """
    interface = self.enis.get(eni_id)
    if interface is not None and interface.attachment_id and not goes_along(interface):
        message = f"Network interface '{eni_id}' is currently in use."
        raise EC2ClientError("InvalidNetworkInterface.InUse", message)
    original(self, eni_id)
    free_addresses(self, interface)


def free_addresses(backend: Any, interface: NetworkInterface) -> None:
    """Nobody holds the Elastic IP addresses of an interface that is gone."""
    for address in backend.addresses:
        if address.eni is interface:
            address.eni = address.instance = address.association_id = None


def goes_along(interface: NetworkInterface) -> bool:
    """Whether its instance is gone, and it with it."""
    return interface.instance is None or interface.instance.state == "terminated"


def _groups(self: NetworkInterface) -> Any:
    """An interface has its own security groups, wherever it is attached. moto adds those of the
    instance, so that a move changes what Terraform sees of it.
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-eni.html
    """
    primary = self.instance is not None and self.device_index == 0
    if primary and self.instance.security_groups:  # type: ignore[union-attr]
        return set(self._group_set) | set(self.instance.security_groups)  # type: ignore[union-attr]
    return self._group_set


replace(NetworkInterface, "group_set")(property(_groups))


@around(ElasticNetworkInterfaces, "modify_network_interface_attribute")
def _modify(original: Callable[..., EmptyResult], self: ElasticNetworkInterfaces) -> EmptyResult:
    """moto does nothing about what becomes of the interface when its instance is terminated.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyNetworkInterfaceAttribute.html
    """
    attachment_id = self._get_param("Attachment.AttachmentId")
    if attachment_id is None:
        return original(self)
    interface = self.ec2_backend.get_network_interface(self._get_param("NetworkInterfaceId"))
    if interface.attachment_id != attachment_id:
        message = f"The attachment ID '{attachment_id}' does not exist"
        raise EC2ClientError("InvalidAttachmentID.NotFound", message)
    interface.delete_on_termination = self._get_bool_param("Attachment.DeleteOnTermination", False)
    return EmptyResult()


@around(NetworkInterface, "get_filter_value")
def _filter(
    original: Callable[..., Any], self: NetworkInterface, name: str, method: str | None = None
) -> Any:
    """Filters that moto answers with "not implemented".
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInterfaces.html
    """
    attachment = self.attachment
    known = {
        "status": self.status,
        "attachment.device-index": attachment and str(attachment.device_index),
        "attachment.status": attachment and attachment.status,
    }
    return known[name] if name in known else original(self, name, method)
