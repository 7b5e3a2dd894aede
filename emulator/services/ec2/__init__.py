"""EC2: launch templates, instances, images, addresses and interfaces as on AWS."""

from emulator.services.ec2 import (  # noqa: F401
    addresses,
    attachments,
    images,
    instances,
    interfaces,
    launch_templates,
    security_groups,
    state_changes,
    volumes,
)
