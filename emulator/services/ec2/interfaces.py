"""Network interfaces: AWS's refusals on attach, and a detach that can hang."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.core.responses import EmptyResult
from moto.ec2.exceptions import EC2ClientError, InvalidNetworkAttachmentIdError
from moto.ec2.models.elastic_network_interfaces import (
    Attachment,
    NetworkInterface,
    NetworkInterfaceBackend,
)
from moto.ec2.responses.elastic_network_interfaces import ElasticNetworkInterfaces

from emulator.patching import around, replace
from emulator.world import world


@around(NetworkInterfaceBackend, "attach_network_interface")
def _attach(
    original: Callable[..., Any], self: Any, eni_id: str, instance_id: str, device_index: int
) -> Any:
    """moto attaches an interface that is in use, to a device index that is taken, in another zone.
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network-interface-attachments.html
    """
    interface = self.get_network_interface(eni_id)
    instance = self.get_instance(instance_id)
    if interface.instance is not None:
        raise EC2ClientError("InvalidNetworkInterface.InUse", f"Interface: [{eni_id}] in use.")
    if int(device_index) in instance.nics:
        raise EC2ClientError(
            "InvalidParameterValue",
            f"Instance '{instance_id}' already has an interface attached at device index "
            f"'{device_index}'.",
        )
    if interface.subnet.availability_zone != instance.placement.zone:
        raise EC2ClientError(
            "InvalidParameterCombination",
            "You may not attach a network interface to an instance if they are not in the same "
            "availability zone",
        )
    if instance.state not in ("running", "stopped"):
        raise EC2ClientError(
            "IncorrectState", f"Instance '{instance_id}' is not 'running' or 'stopped'."
        )
    return original(self, eni_id, instance_id, device_index)


@replace(ElasticNetworkInterfaces)
def detach_network_interface(self: ElasticNetworkInterfaces) -> EmptyResult:
    """A plain detach hangs in `detaching` when the guest does not let go (POST /ha/stick);
    Force frees it. In moto a detach never hangs and Force is unknown.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachNetworkInterface.html
    """
    attachment_id = self._get_param("AttachmentId")
    force = self._get_bool_param("Force", False)
    self.error_on_dryrun()
    interfaces = self.ec2_backend.enis.values()
    interface = next((i for i in interfaces if i.attachment_id == attachment_id), None)
    if interface is None or interface.instance is None:
        raise InvalidNetworkAttachmentIdError(attachment_id)
    interface.detaching = interface.instance.id in world.stuck and not force
    if not interface.detaching:
        self.ec2_backend.detach_network_interface(attachment_id)
    return EmptyResult()


@around(Attachment, "__init__")
def _attachment(original: Callable[..., None], self: Attachment, eni: Any) -> None:
    original(self, eni)
    if getattr(eni, "detaching", False):
        self.status = "detaching"


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
