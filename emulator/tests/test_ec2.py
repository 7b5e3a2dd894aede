"""EC2: rules, templates, images and instances as AWS shows them."""

from __future__ import annotations

from emulator.tests.conftest import Emulator
from emulator.tests.fleet import (
    IMAGE_PARAMETER,
    group,
    ids,
    image,
    refused,
    subnets,
    template,
    user_data,
)


def test_a_rule_from_a_group_keeps_its_description(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    one, two = (ec2.create_security_group(GroupName=n, Description=n)["GroupId"] for n in "ab")
    source = {"GroupId": two, "Description": "from the load balancer"}
    permission = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "UserIdGroupPairs": [source]}
    ec2.authorize_security_group_ingress(GroupId=one, IpPermissions=[permission])
    rules = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [one]}])
    (rule,) = (r for r in rules["SecurityGroupRules"] if not r["IsEgress"])
    assert rule["Description"] == "from the load balancer"


def test_instances_get_all_that_their_template_says(emulator: Emulator) -> None:
    ec2, iam = emulator.client("ec2"), emulator.client("iam")
    iam.create_instance_profile(InstanceProfileName="web")
    firewall = ec2.create_security_group(GroupName="web", Description="web")["GroupId"]
    interface = {"DeviceIndex": 0, "AssociatePublicIpAddress": False, "Groups": [firewall]}
    launch = template(
        emulator,
        MetadataOptions={"HttpTokens": "required", "HttpPutResponseHopLimit": 2},
        IamInstanceProfile={"Name": "web"},
        Monitoring={"Enabled": True},
        NetworkInterfaces=[interface],
        TagSpecifications=[{"ResourceType": "instance", "Tags": [{"Key": "a", "Value": "b"}]}],
    )
    scaling = group(
        emulator, size=1, LaunchTemplate={"LaunchTemplateId": launch, "Version": "$Latest"}
    )
    found = ec2.describe_instances(InstanceIds=list(ids(scaling)))["Reservations"]
    shown = found[0]["Instances"][0]
    assert shown["MetadataOptions"]["HttpTokens"] == "required"
    assert shown["MetadataOptions"]["HttpPutResponseHopLimit"] == 2
    assert shown["IamInstanceProfile"]["Arn"].endswith(":instance-profile/web")
    assert shown["Monitoring"]["State"] == "enabled"
    assert [g["GroupId"] for g in shown["SecurityGroups"]] == [firewall]
    assert "PublicIpAddress" not in shown
    tags = {tag["Key"]: tag["Value"] for tag in shown["Tags"]}
    assert tags["a"] == "b" and tags["aws:autoscaling:groupName"] == "web"


def test_a_template_describes_the_root_volume_and_adds_none(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    (shown,) = ec2.describe_images(ImageIds=[image(emulator)])["Images"]
    volume = {"VolumeSize": 12, "VolumeType": "gp3", "Encrypted": True, "DeleteOnTermination": True}
    mapping = {"DeviceName": shown["RootDeviceName"], "Ebs": volume}
    launch = template(emulator, BlockDeviceMappings=[mapping])
    scaling = group(emulator, size=1, LaunchTemplate={"LaunchTemplateId": launch, "Version": "1"})
    (instance,) = ids(scaling)
    attached = [{"Name": "attachment.instance-id", "Values": [instance]}]
    (found,) = ec2.describe_volumes(Filters=attached)["Volumes"]
    assert (found["Size"], found["VolumeType"], found["Encrypted"]) == (12, "gp3", True)


def test_the_second_version_of_a_template_keeps_its_user_data(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    launch = template(emulator, UserData=user_data("one"))
    ec2.create_launch_template_version(
        LaunchTemplateId=launch,
        LaunchTemplateData={
            "ImageId": image(emulator),
            "InstanceType": "t3.micro",
            "UserData": user_data("two"),
        },
    )
    scaling = group(emulator, size=1, LaunchTemplate={"LaunchTemplateId": launch, "Version": "2"})
    (instance,) = ids(scaling)
    data = ec2.describe_instance_attribute(InstanceId=instance, Attribute="userData")
    assert data["UserData"]["Value"] == user_data("two")


def test_a_launch_that_cannot_work_is_a_failed_activity(emulator: Emulator) -> None:
    launch = template(emulator, IamInstanceProfile={"Name": "none"})
    scaling = group(emulator, size=2, LaunchTemplate={"LaunchTemplateId": launch, "Version": "1"})
    assert ids(scaling) == set()
    activities = scaling.describe_scaling_activities(AutoScalingGroupName="web")["Activities"]
    assert [a["StatusCode"] for a in activities] == ["Failed"]
    running = emulator.client("ec2").describe_instances(
        Filters=[{"Name": "instance-state-name", "Values": ["running"]}]
    )
    assert running["Reservations"] == []


def test_an_image_can_come_from_a_parameter(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    wanted = {"InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1}
    started = ec2.run_instances(ImageId=f"resolve:ssm:{IMAGE_PARAMETER}", **wanted)
    assert started["Instances"][0]["ImageId"] == image(emulator)
    with refused("InvalidParameterValue", "Unable to resolve"):
        ec2.run_instances(ImageId="resolve:ssm:/none", **wanted)
    with refused("InvalidAMIID.NotFound"):
        ec2.run_instances(ImageId="ami-00000000000000000", **wanted)


def test_monitoring_can_be_switched(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    started = ec2.run_instances(
        ImageId=image(emulator), InstanceType="t3.micro", MinCount=1, MaxCount=1
    )
    identity = started["Instances"][0]["InstanceId"]

    def monitoring() -> str:
        found = ec2.describe_instances(InstanceIds=[identity])["Reservations"]
        return found[0]["Instances"][0]["Monitoring"]["State"]

    ec2.monitor_instances(InstanceIds=[identity])
    assert monitoring() == "enabled"
    ec2.unmonitor_instances(InstanceIds=[identity])
    assert monitoring() == "disabled"
    with refused("InvalidInstanceID.NotFound"):
        ec2.monitor_instances(InstanceIds=["i-00000000000000000"])


def test_an_image_of_an_instance(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    started = ec2.run_instances(
        ImageId=image(emulator), InstanceType="t3.micro", MinCount=1, MaxCount=1
    )
    identity = started["Instances"][0]["InstanceId"]
    tags = [
        {"ResourceType": kind, "Tags": [{"Key": "kind", "Value": kind}]}
        for kind in ("image", "snapshot")
    ]
    made = ec2.create_image(InstanceId=identity, Name="golden", TagSpecifications=tags)["ImageId"]
    with refused("InvalidAMIName.Duplicate"):
        ec2.create_image(InstanceId=identity, Name="golden")
    (shown,) = ec2.describe_images(ImageIds=[made])["Images"]
    assert shown["RootDeviceType"] == "ebs"
    assert shown["Tags"] == [{"Key": "kind", "Value": "image"}]
    snapshot = shown["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"]
    described = ec2.describe_snapshots(SnapshotIds=[snapshot])["Snapshots"][0]
    assert described["Tags"] == [{"Key": "kind", "Value": "snapshot"}]
    ec2.deregister_image(ImageId=made)
    ec2.delete_snapshot(SnapshotId=snapshot)
    with refused("InvalidSnapshot.NotFound"):
        ec2.describe_snapshots(SnapshotIds=[snapshot])


def test_instances_are_found_by_their_zone(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    (home, other) = subnets(emulator, ("us-east-1a", "us-east-1b"))
    wanted = {"ImageId": image(emulator), "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1}
    here = ec2.run_instances(SubnetId=home, **wanted)["Instances"][0]["InstanceId"]
    ec2.run_instances(SubnetId=other, **wanted)
    filters = [{"Name": "availability-zone", "Values": ["us-east-1a"]}]
    found = ec2.describe_instances(Filters=filters)["Reservations"]
    assert [i["InstanceId"] for r in found for i in r["Instances"]] == [here]


def test_a_templates_own_tags_are_not_in_its_data(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    tags = [{"Key": "Team", "Value": "web"}]
    data = {"InstanceType": "t3.micro", "TagSpecifications": [{"ResourceType": "volume", "Tags": tags}]}
    made = ec2.create_launch_template(
        LaunchTemplateName="tagged",
        LaunchTemplateData=data,
        TagSpecifications=[{"ResourceType": "launch-template", "Tags": tags}],
    )
    assert made["LaunchTemplate"]["Tags"] == tags
    versions = ec2.describe_launch_template_versions(LaunchTemplateName="tagged")
    specifications = versions["LaunchTemplateVersions"][0]["LaunchTemplateData"]["TagSpecifications"]
    assert [one["ResourceType"] for one in specifications] == ["volume"]


def test_a_templates_tags_can_be_changed(emulator: Emulator) -> None:
    ec2 = emulator.client("ec2")
    made = ec2.create_launch_template(
        LaunchTemplateName="tagged",
        LaunchTemplateData={"InstanceType": "t3.micro"},
        TagSpecifications=[{"ResourceType": "launch-template", "Tags": [{"Key": "Team", "Value": "web"}]}],
    )
    changed = [{"Key": "Team", "Value": "shop"}]
    ec2.create_tags(Resources=[made["LaunchTemplate"]["LaunchTemplateId"]], Tags=changed)
    assert ec2.describe_launch_templates()["LaunchTemplates"][0]["Tags"] == changed
