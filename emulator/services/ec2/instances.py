"""Running instances: lost zones, images by SSM parameter, monitoring, status checks, the end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.core.responses import ActionResult
from moto.ec2.exceptions import EC2ClientError
from moto.ec2.models.instances import Instance, InstanceBackend
from moto.ec2.responses.monitoring import Monitoring
from moto.ec2.utils import filter_dict_attribute_mapping
from moto.ssm.models import ssm_backends

from emulator.patching import around, replace
from emulator.services.ec2.interfaces import free_addresses
from emulator.world import ACCOUNT, world


@around(InstanceBackend, "run_instances")
def _run(
    original: Callable[..., Any], self: Any, image_id: str, count: int, *args: Any, **kwargs: Any
) -> Any:
    """A lost zone takes no instance.
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html
    """
    kwargs.setdefault("region_name", self.region_name)
    subnet_id = kwargs.get("subnet_id") or next(
        (nic["SubnetId"] for nic in kwargs.get("nics") or [] if nic.get("SubnetId")), None
    )
    zone = self.get_subnet(subnet_id).availability_zone if subnet_id else kwargs.get("placement")
    if zone in world.lost_zones:
        raise EC2ClientError(
            "InsufficientInstanceCapacity",
            f"We currently do not have sufficient capacity in the Availability Zone you requested ({zone}).",
        )
    image_id = resolve_image(self, image_id)
    replace_root_volume(self, image_id, kwargs)
    return original(self, image_id, count, *args, **kwargs)


def replace_root_volume(backend: Any, image_id: str, options: dict[str, Any]) -> None:
    """A template's mapping of the root device describes the root volume; moto adds a second one.
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-device-mapping-concepts.html
    """
    if not options.get("launch_template") or "block_device_mappings" in options:
        return
    data = backend._get_template_from_args(options["launch_template"]).data
    image = backend.amis.get(image_id or data.get("ImageId"))
    mappings = data.get("BlockDeviceMappings") or []
    if image is not None and image.root_device_name in {m.get("DeviceName") for m in mappings}:
        options["block_device_mappings"] = mappings


def resolve_image(backend: Any, image_id: str) -> str:
    """`resolve:ssm:NAME` stands for the image in that parameter.
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-systems-manager-parameter-to-find-AMI.html
    """
    prefix = "resolve:ssm:"
    if not image_id or not image_id.startswith(prefix):
        return image_id
    name = image_id.removeprefix(prefix)
    parameters = ssm_backends[ACCOUNT][backend.region_name].get_parameters([name])
    if not parameters:
        raise EC2ClientError(
            "InvalidParameterValue", f"Unable to resolve the SSM parameter {name} to an AMI ID"
        )
    return parameters[name].value


def _set_monitoring(state: str) -> Callable[[Monitoring], ActionResult]:
    def action(self: Monitoring) -> ActionResult:
        """moto answers "not implemented": aws_instance with `monitoring = true` cannot be applied.
        https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_MonitorInstances.html
        """
        ids = self._get_param("InstanceIds", [])
        for instance in self.ec2_backend.get_multi_instances_by_id(ids):
            instance.monitoring_state = state
        shown = [{"InstanceId": i, "Monitoring": {"State": state}} for i in ids]
        return ActionResult({"InstanceMonitorings": shown})

    return action


replace(Monitoring, "monitor_instances")(_set_monitoring("enabled"))
replace(Monitoring, "unmonitor_instances")(_set_monitoring("disabled"))


def impaired(instance: Instance) -> bool:
    """Whether the status checks fail: told so through /ha/, or in a lost zone."""
    return instance.id in world.impaired or instance.placement.zone in world.lost_zones


def _status(original: property) -> property:
    def read(self: Instance) -> dict[str, Any]:
        """Without it no status check ever fails in moto.
        https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-system-instance-status-check.html
        """
        status = original.fget(self)  # type: ignore[misc]
        if status["Status"] == "ok" and impaired(self):
            return {"Status": "impaired", "Details": [{"Name": "reachability", "Status": "failed"}]}
        return status

    return property(read)


for _name in ("instance_status", "system_status"):
    replace(Instance, _name)(_status(getattr(Instance, _name)))


# moto compares the zone's name with an object, and finds no instance in any zone.
# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html
if filter_dict_attribute_mapping["availability-zone"] != "placement":
    raise TypeError("moto has another filter availability-zone now: use it")
filter_dict_attribute_mapping["availability-zone"] = "placement.zone"


@around(Instance, "terminate")
def _terminate(original: Callable[..., Any], self: Instance) -> Any:
    """The primary interface goes with the instance, others are detached or deleted, and their
    Elastic IP addresses are free. moto leaves them attached to an instance that is gone, so a
    failover controller still sees a holder.
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/terminating-instances.html
    """
    interfaces = dict(self.nics)
    for interface in interfaces.values():
        # moto would delete these while it goes through the list that this changes.
        interface.goes_with_instance = interface.delete_on_termination or interface is interfaces.get(0)
        interface.delete_on_termination = False
    previous = original(self)
    for interface in interfaces.values():
        if interface.goes_with_instance:
            free_addresses(self.ec2_backend, interface)
            self.ec2_backend.enis.pop(interface.id, None)
            interface.status = "deleted"
        else:
            self.detach_eni(interface)
            interface.passing = None
    return previous
