"""Start one instance of a group, with everything its launch template says."""

from __future__ import annotations

from typing import Any

from moto.autoscaling.models import ASG_NAME_TAG, FakeAutoScalingGroup, InstanceState

from emulator.patching import replace
from emulator.services.ec2.launch_templates import dress
from emulator.world import world


def template_version(group: FakeAutoScalingGroup) -> Any | None:
    """The launch template version that the group launches now; None with a launch configuration."""
    if group.ec2_launch_template is None:
        return None
    return group.ec2_launch_template.get_version(group.launch_template_version)


def instance_type(group: FakeAutoScalingGroup) -> str:
    """The first override of a mixed instances policy ("prioritized" takes it as long as there is
    capacity), else the template's type.
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/allocation-strategies.html
    """
    policy = group.mixed_instances_policy or {}
    for override in policy.get("LaunchTemplate", {}).get("Overrides", []):
        if override.get("InstanceType"):
            return override["InstanceType"]
    return group.instance_type


def start_instance(group: FakeAutoScalingGroup, zone: str, subnet_id: str | None) -> InstanceState:
    """Run one instance and make it a member. Stock moto starts it from the template's *default*
    version and ignores the template's metadata options, instance profile and network interface."""
    version = template_version(group)
    tags = {**group.get_propagated_tags(), ASG_NAME_TAG: group.name}
    options: dict[str, Any] = {}
    if version is not None:
        tags = {**version.instance_tags, **tags}
        options["launch_template"] = {
            "LaunchTemplateId": version.template.id,
            "Version": str(version.number),
        }
    elif group.launch_config is not None:
        options["launch_config"] = group.launch_config
        options["associate_public_ip"] = group.launch_config.associate_public_ip_address
    reservation = group.ec2_backend.run_instances(
        group.image_id,
        1,
        group.user_data,
        group.security_groups,
        instance_type=instance_type(group),
        is_instance_type_default=False,
        tags={"instance": tags},
        placement=zone,
        region_name=group.region,
        subnet_id=subnet_id,
        **options,
    )
    instance = reservation.instances[0]
    instance.autoscaling_group = group
    if version is not None:
        try:
            dress(instance, version)
        except Exception:
            instance.terminate()  # AWS would not have started it
            raise
    state = InstanceState(
        instance,
        lifecycle_state="Pending",
        protected_from_scale_in=group.new_instances_protected_from_scale_in,
    )
    if version is not None:
        state.template = {
            "LaunchTemplateId": version.template.id,
            "LaunchTemplateName": version.template.name,
            "Version": str(version.number),
        }
    group.instance_states.append(state)
    return state


@replace(InstanceState, "__init__")
def _init(
    self: InstanceState,
    instance: Any,
    lifecycle_state: str = "InService",
    health_status: str = "Healthy",
    protected_from_scale_in: bool | None = False,
    autoscaling_group: FakeAutoScalingGroup | None = None,
) -> None:
    self.instance = instance
    self.instance_id = instance.id
    self.instance_type = instance.instance_type
    # moto gives the whole placement object here, which is not a zone name.
    self.availability_zone = instance.placement.zone
    self.lifecycle_state = lifecycle_state
    self.health_status = health_status
    self.protected_from_scale_in = protected_from_scale_in
    if autoscaling_group is not None:
        instance.autoscaling_group = autoscaling_group
    self.auto_scaling_group = instance.autoscaling_group
    self.auto_scaling_group_name = self.auto_scaling_group.name
    self.launched_at = world.clock.now()
    # Hooks that hold this instance: name to the moment when the default result applies.
    self.held_by = {}
    self.held_since = None
    self.action_token = None
    # The template version it was launched from; moto shows the group's default version.
    self.template = None


@replace(InstanceState, "launch_template")
@property  # type: ignore[misc]
def _launch_template(self: InstanceState) -> dict[str, Any] | None:
    return self.template
