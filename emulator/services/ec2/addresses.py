"""Elastic IP addresses: one holder at a time, and never "some interface" of an instance with many."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.elastic_ip_addresses import ElasticAddressBackend

from emulator.patching import around


@around(ElasticAddressBackend, "associate_address")
def _associate(
    original: Callable[..., Any], self: Any, instance: Any = None, eni: Any = None, **kwargs: Any
) -> Any:
    """The old holder loses the address (in moto both show it), and an address that the new holder
    had is released. moto also takes an instance with several interfaces.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateAddress.html
    """
    if instance is not None and len(instance.nics) > 1:
        raise EC2ClientError(
            "InvalidInstanceID",
            f"There are multiple interfaces attached to instance '{instance.id}'. Please specify an "
            "interface ID for the operation instead.",
        )
    holders = {address.public_ip: address.eni for address in self.addresses}
    address = original(self, instance=instance, eni=eni, **kwargs)
    previous = holders.get(address.public_ip)
    if previous is not None and previous is not address.eni:
        previous.public_ip = None
    for other in self.addresses:
        if other is not address and other.eni is address.eni and other.eni is not None:
            other.eni = other.instance = other.association_id = None
    return address
