"""Launch templates: later versions keep their user data, and instances get all that a version says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.core.types import Base64EncodedString
from moto.ec2.models.instances import Instance, MetadataOptions
from moto.ec2.models.launch_templates import (
    LaunchTemplate,
    LaunchTemplateBackend,
    LaunchTemplateVersion,
)

from emulator.patching import add, around, replace


@around(LaunchTemplateBackend, "create_launch_template")
def _create(
    original: Callable[..., Any],
    self: LaunchTemplateBackend,
    name: str,
    description: str,
    template_data: dict[str, Any],
    tag_spec: dict[str, Any],
) -> Any:
    """The tags of the template itself are no part of what it says about instances; moto puts them
    there, and every later plan wants to take them out again.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html
    """
    specifications = template_data.get("TagSpecifications", [])
    template_data["TagSpecifications"] = [
        one for one in specifications if one["ResourceType"] != "launch-template"
    ]
    return original(self, name, description, template_data, tag_spec)


def _read_tags(self: LaunchTemplate) -> list[dict[str, str]]:
    """The tags of a template as they are now; moto keeps those of its creation, so that a plan after
    CreateTags never ends.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LaunchTemplate.html
    """
    return self.get_tags()


def _ignore_tags(self: LaunchTemplate, tags: list[dict[str, str]]) -> None:
    """moto's constructor sets what is read anew each time."""


add(LaunchTemplate, "tags")(property(_read_tags, _ignore_tags))  # type: ignore[type-var]


@replace(LaunchTemplateVersion, "user_data")
@property  # type: ignore[misc]
def _user_data(self: LaunchTemplateVersion) -> Base64EncodedString | None:
    """CreateLaunchTemplateVersion stores plain text, on which moto's own assertion fails: every
    launch from version 2 with user data is HTTP 500.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RequestLaunchTemplateData.html
    """
    data = self.data.get("UserData")
    return data if data is None or isinstance(data, Base64EncodedString) else Base64EncodedString(data)


@replace(LaunchTemplateVersion, "security_groups")
@property  # type: ignore[misc]
def _security_groups(self: LaunchTemplateVersion) -> list[str]:
    """Groups by name, by id and of the first network interface; moto knows the names only."""
    groups = [*self.data.get("SecurityGroups", []), *self.data.get("SecurityGroupIds", [])]
    for interface in self.data.get("NetworkInterfaces", []):
        if int(interface.get("DeviceIndex") or 0) == 0:
            groups += interface.get("Groups", [])
    return groups


def dress(instance: Instance, version: LaunchTemplateVersion) -> None:
    """Give an instance what moto leaves out of a template when Auto Scaling launches it: metadata
    options (IMDSv2 looks unset without it), instance profile, monitoring, public address.
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/create-launch-template.html
    """
    data: dict[str, Any] = version.data
    if data.get("MetadataOptions"):
        instance.metadata_options = MetadataOptions(data["MetadataOptions"])
    profile = data.get("IamInstanceProfile")
    if profile:
        instance.ec2_backend.associate_iam_instance_profile(
            instance_id=instance.id,
            iam_instance_profile_name=profile.get("Name"),
            iam_instance_profile_arn=profile.get("Arn"),
        )
    if data.get("Monitoring", {}).get("Enabled"):
        instance.monitoring_state = "enabled"
    if data.get("EbsOptimized"):
        instance.ebs_optimized = True
    for interface in data.get("NetworkInterfaces", []):
        wanted = interface.get("AssociatePublicIpAddress")
        if int(interface.get("DeviceIndex") or 0) == 0 and wanted is not None:
            instance.nics[0].public_ip_auto_assign = wanted
            instance.nics[0].public_ip = None
            instance.nics[0].check_auto_public_ip()
