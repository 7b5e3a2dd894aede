"""Volumes that instances start with."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from emulator.tests.conftest import Emulator


def launch(emulator: Emulator, device: str) -> dict:
    ec2 = emulator.client("ec2")
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]
    ebs = {"Encrypted": True, "VolumeType": "gp3"}
    mapping = {"DeviceName": device or image["RootDeviceName"], "Ebs": ebs}
    data = {"ImageId": image["ImageId"], "InstanceType": "t3.micro", "BlockDeviceMappings": [mapping]}
    ec2.create_launch_template(LaunchTemplateName="lt", LaunchTemplateData=data)
    made = ec2.run_instances(MinCount=1, MaxCount=1, LaunchTemplate={"LaunchTemplateName": "lt"})
    instance = made["Instances"][0]["InstanceId"]
    filters = [{"Name": "attachment.instance-id", "Values": [instance]}]
    return ec2.describe_volumes(Filters=filters)["Volumes"][0]


def test_a_root_volume_without_size_has_the_images_size(emulator: Emulator) -> None:
    volume = launch(emulator, "")
    assert volume["Size"] == 8


def test_another_volume_needs_its_size(emulator: Emulator) -> None:
    with pytest.raises(ClientError, match="size"):
        launch(emulator, "/dev/sdf")


def start(emulator: Emulator, device: str) -> dict:
    ec2 = emulator.client("ec2")
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]
    mapping = {"DeviceName": device or image["RootDeviceName"], "Ebs": {"Encrypted": True}}
    wanted = {"ImageId": image["ImageId"], "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1}
    made = ec2.run_instances(BlockDeviceMappings=[mapping], **wanted)
    filters = [{"Name": "attachment.instance-id", "Values": [made["Instances"][0]["InstanceId"]]}]
    return ec2.describe_volumes(Filters=filters)["Volumes"][0]


def test_the_same_without_a_template(emulator: Emulator) -> None:
    volume = start(emulator, "")
    assert (volume["Size"], volume["Encrypted"]) == (8, True)
    with pytest.raises(ClientError, match="size"):
        start(emulator, "/dev/sdf")
