"""Images of instances: unique names, tagged snapshots, and the device the instance boots from.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateImage.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.amis import AmiBackend

from emulator.patching import around


@around(AmiBackend, "create_image")
def _create(
    original: Callable[..., Any],
    self: Any,
    instance_id: str,
    name: str,
    description: str,
    tag_specifications: list[dict[str, Any]],
) -> Any:
    """moto takes a name twice, and fails when the request tags the snapshots too."""
    own = [ami for ami in self.amis.values() if ami.owner_id == self.account_id]
    for ami in own:
        if ami.name == name:
            raise EC2ClientError(
                "InvalidAMIName.Duplicate", f"AMI name {name} is already in use by AMI {ami.id}"
            )
    for_images = [s for s in tag_specifications if s["ResourceType"] != "snapshot"]
    image = original(self, instance_id, name, description, for_images)
    instance = self.get_instance(instance_id)
    image.root_device_name = instance.root_device_name
    image.root_device_type = "ebs"
    image.hypervisor = "xen"
    for specification in tag_specifications:
        if specification["ResourceType"] == "snapshot":
            for tag in specification["Tags"]:
                image.ebs_snapshot.add_tag(tag["Key"], tag["Value"])
    return image
