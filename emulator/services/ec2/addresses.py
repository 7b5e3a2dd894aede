"""Elastic IP addresses: one holder at a time, and never "some interface" of an instance with many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.elastic_ip_addresses import ElasticAddress, ElasticAddressBackend
from moto.ec2.responses.elastic_ip_addresses import ElasticIPAddresses

from emulator.patching import around, replace


def private_of(address: ElasticAddress) -> str | None:
    """The private address that the public one leads to: the primary one unless another was named."""
    if address.eni is None:
        return None
    return getattr(address, "chosen_private_ip", None) or address.eni.private_ip_address


@around(ElasticIPAddresses, "allocate_address")
def _allocate(original: Callable[..., Any], self: ElasticIPAddresses) -> Any:
    """An address says where it is from and where it is advertised. In moto it says neither, so that
    Terraform makes one with a pool or a group anew at each plan; and moto takes a group of any place.
    Pools themselves are not modelled: any one is taken.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AllocateAddress.html
    """
    region = self.ec2_backend.region_name
    group = self._get_param("NetworkBorderGroup") or region
    # A region's own, or one of its Local Zones and Wavelength Zones, whose names begin with the region's.
    if group != region and not group.startswith(f"{region}-"):
        raise EC2ClientError(
            "InvalidParameterValue",
            f"Network border group '{group}' is not in the region {region}.",
        )
    result = original(self)
    address = self.ec2_backend.address_by_allocation([result.result["AllocationId"]])[0]
    address.public_ipv4_pool = self._get_param("PublicIpv4Pool") or "amazon"
    address.network_border_group = group
    result.result["PublicIpv4Pool"] = address.public_ipv4_pool
    result.result["NetworkBorderGroup"] = group
    return result


@around(ElasticIPAddresses, "associate_address")
def _call(original: Callable[..., Any], self: ElasticIPAddresses) -> Any:
    """moto does not read PrivateIpAddress."""
    self.ec2_backend.wanted_private_ip = self._get_param("PrivateIpAddress")
    return original(self)


@around(ElasticAddressBackend, "associate_address")
def _associate(
    original: Callable[..., Any], self: Any, instance: Any = None, eni: Any = None, **kwargs: Any
) -> Any:
    """The old holder loses the address (in moto both show it), and an address that the same private
    address had is released. moto also takes an instance with several interfaces, and a private address
    that the interface does not have.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html
    """
    wanted = self.__dict__.pop("wanted_private_ip", None)
    if instance is not None and len(instance.nics) > 1:
        raise EC2ClientError(
            "InvalidInstanceID",
            f"There are multiple interfaces attached to instance '{instance.id}'. Please specify an "
            "interface ID for the operation instead.",
        )
    interface = eni or (instance and instance.nics[0])
    owned = {item["PrivateIpAddress"] for item in interface.private_ip_addresses}
    if wanted and wanted not in owned:
        raise EC2ClientError(
            "InvalidParameterValue",
            f"The private IP address '{wanted}' is not assigned to the interface '{interface.id}'.",
        )
    holders = {address.public_ip: address.eni for address in self.addresses}
    address = original(self, instance=instance, eni=eni, **kwargs)
    address.chosen_private_ip = wanted
    previous = holders.get(address.public_ip)
    if previous is not None and previous is not address.eni:
        previous.public_ip = None
    for other in self.addresses:
        taken = other.eni is address.eni and private_of(other) == private_of(address)
        if other is not address and other.eni is not None and taken:
            other.eni = other.instance = other.association_id = None
    return address


def _private_ip_address(self: ElasticAddress) -> str | None:
    return private_of(self)


def _instance_id(self: ElasticAddress) -> str:
    """The instance that the interface is attached to, however the address was associated. moto says it
    only when the instance was named.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Address.html
    """
    instance = self.instance or (self.eni and self.eni.instance)
    return instance.id if instance else ""


replace(ElasticAddress, "private_ip_address")(property(_private_ip_address))
replace(ElasticAddress, "instance_id")(property(_instance_id))
