"""Attach and detach: AWS's refusals, states that take a moment, and a guest that does not let go."""

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
from moto.ec2.models.instance_types import INSTANCE_TYPES
from moto.ec2.responses.elastic_network_interfaces import ElasticNetworkInterfaces

from emulator.patching import around, replace
from emulator.world import world


@around(NetworkInterfaceBackend, "attach_network_interface")
def _attach(
    original: Callable[..., Any], self: Any, eni_id: str, instance_id: str, device_index: int
) -> Any:
    """moto attaches an interface that is in use, to a device index that is taken, in another zone,
    and more of them than the instance type takes.
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
    refuse_one_too_many(instance)
    attachment = original(self, eni_id, instance_id, device_index)
    interface.passing = "attaching"
    return attachment


def refuse_one_too_many(instance: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AvailableIpPerENI.html"""
    network = INSTANCE_TYPES.get(instance.instance_type, {}).get("NetworkInfo", {})
    limit = network.get("MaximumNetworkInterfaces")
    if limit is not None and len(instance.nics) >= limit:
        raise EC2ClientError(
            "AttachmentLimitExceeded",
            f"Interface count {len(instance.nics) + 1} exceeds the limit for {instance.instance_type}",
        )


@replace(ElasticNetworkInterfaces)
def detach_network_interface(self: ElasticNetworkInterfaces) -> EmptyResult:
    """A plain detach takes a moment, and hangs in `detaching` when the guest does not let go
    (POST /ha/stick); Force frees it at once. The primary interface stays. In moto a detach never
    takes any time, and Force is unknown.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachNetworkInterface.html
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network-interface-attachments.html
    """
    attachment_id = self._get_param("AttachmentId")
    force = self._get_bool_param("Force", False)
    self.error_on_dryrun()
    interfaces = self.ec2_backend.enis.values()
    interface = next((i for i in interfaces if i.attachment_id == attachment_id), None)
    if interface is None or interface.instance is None:
        raise InvalidNetworkAttachmentIdError(attachment_id)
    if interface.device_index == 0:
        raise EC2ClientError(
            "OperationNotPermitted",
            "The network interface at device index 0 cannot be detached.",
        )
    interface.passing = "detaching"
    if force:
        self.ec2_backend.detach_network_interface(attachment_id)
        interface.passing = None
    return EmptyResult()


@around(NetworkInterfaceBackend, "get_all_network_interfaces")
def _all(original: Callable[..., Any], self: Any, *args: Any, **kwargs: Any) -> Any:
    """Whoever asks sees `attaching` or `detaching` once, and the next time what has become of it: a
    controller that takes the call for the deed fails here as it would on AWS.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInterfaceAttachment.html
    """
    for interface in list(self.enis.values()):
        if getattr(interface, "passing_seen", False):
            pass_on(self, interface)
    found = original(self, *args, **kwargs)
    for interface in found:
        interface.passing_seen = getattr(interface, "passing", None) is not None
    return found


def pass_on(backend: Any, interface: NetworkInterface) -> None:
    """The end of an attach or of a detach; the guest of an instance that runs may be stuck."""
    instance = interface.instance
    if interface.passing == "detaching" and instance is not None:
        if instance.id in world.stuck and instance.state == "running":
            return
        backend.detach_network_interface(interface.attachment_id)
    interface.passing, interface.passing_seen = None, False


@around(Attachment, "__init__")
def _attachment(original: Callable[..., None], self: Attachment, eni: Any) -> None:
    original(self, eni)
    self.status = getattr(eni, "passing", None) or "attached"
