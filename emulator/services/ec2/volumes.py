"""Volumes of an instance: what a block device mapping leaves out comes from the image."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.ec2.models.instances import Instance
from moto.ec2.responses.instances import InstanceResponse

from emulator.patching import around

IMAGE_ROOT_GIB = 8
"""Size of the root volume of every image that moto knows, in GiB."""


@around(Instance, "add_block_device")
def _add_block_device(
    original: Callable[..., None],
    self: Instance,
    size: int | None,
    device_path: str,
    snapshot_id: str | None = None,
    *args: Any,
    **kwargs: Any,
) -> None:
    """A mapping of the image's root device needs no size: "If you specify a snapshot, the default is
    the snapshot size", and the image has one. moto refuses it, and so every launch of a template
    that only encrypts its root volume.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EbsBlockDevice.html
    """
    image = self.ec2_backend.amis.get(self.image_id)
    is_root = image is not None and device_path == image.root_device_name
    if not size and not snapshot_id and is_root:
        size = IMAGE_ROOT_GIB
    original(self, size, device_path, snapshot_id, *args, **kwargs)


@around(InstanceResponse, "_parse_block_device_mapping")
def _parse(original: Callable[..., Any], self: InstanceResponse) -> Any:
    """The same for RunInstances without a template, as of an aws_instance that only encrypts its root
    volume.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EbsBlockDevice.html
    """
    image = self.ec2_backend.amis.get(self._get_param("ImageId"))
    for mapping in self._get_param("BlockDeviceMappings", []):
        ebs = mapping.get("Ebs")
        is_root = image is not None and mapping.get("DeviceName") == image.root_device_name
        if is_root and ebs and not ebs.get("VolumeSize") and not ebs.get("SnapshotId"):
            ebs["VolumeSize"] = IMAGE_ROOT_GIB
    return original(self)
