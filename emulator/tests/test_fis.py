"""FIS: templates round-trip, experiments do what they say, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from emulator.tests.conftest import Emulator
from emulator.tests.fleet import ZONES, group, ids, per_zone, refused

TERMINATE = "aws:ec2:terminate-instances"
GROUP_TAG = {"aws:autoscaling:groupName": "web"}


def create(emulator: Emulator, action: str = TERMINATE, **target: Any) -> str:
    """A template on the group's instances in us-east-1a; its id."""
    iam = emulator.client("iam")
    trust = json.dumps({"Version": "2012-10-17", "Statement": []})
    role = iam.create_role(RoleName="fis", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    zone = {"path": "Placement.AvailabilityZone", "values": ["us-east-1a"]}
    chosen = {
        "resourceType": "aws:ec2:instance",
        "resourceTags": GROUP_TAG,
        "filters": [zone],
        "selectionMode": "ALL",
        **target,
    }
    made = emulator.client("fis").create_experiment_template(
        clientToken="t",
        description="lose a zone",
        roleArn=role,
        stopConditions=[{"source": "none"}],
        targets={"zone": chosen},
        actions={"hit": {"actionId": action, "targets": {"Instances": "zone"}}},
        tags={"a": "b"},
    )
    return made["experimentTemplate"]["id"]


def run(emulator: Emulator, template: str) -> dict[str, Any]:
    fis = emulator.client("fis")
    started = fis.start_experiment(clientToken="e", experimentTemplateId=template)
    return fis.get_experiment(id=started["experiment"]["id"])["experiment"]


def test_a_template_round_trips(emulator: Emulator) -> None:
    fis = emulator.client("fis")
    identity = create(emulator)
    shown = fis.get_experiment_template(id=identity)["experimentTemplate"]
    assert shown["targets"]["zone"]["resourceTags"] == GROUP_TAG
    assert shown["tags"] == {"a": "b"}
    fis.update_experiment_template(id=identity, description="other")
    shown = fis.get_experiment_template(id=identity)["experimentTemplate"]
    assert shown["description"] == "other" and shown["actions"]["hit"]["actionId"] == TERMINATE
    listed = fis.list_experiment_templates()["experimentTemplates"]
    assert [t["id"] for t in listed] == [identity]
    fis.delete_experiment_template(id=identity)
    with refused("ResourceNotFoundException"):
        fis.get_experiment_template(id=identity)


@pytest.mark.parametrize("action", [TERMINATE, "aws:ec2:stop-instances"])
def test_an_experiment_hits_its_targets_and_the_group_recovers(
    emulator: Emulator, action: str
) -> None:
    scaling = group(emulator, size=6)
    before = {i["InstanceId"]: i["AvailabilityZone"] for i in group_instances(scaling)}
    assert run(emulator, create(emulator, action))["state"]["status"] == "completed"
    gone = set(before) - ids(scaling)
    assert {before[identity] for identity in gone} == {"us-east-1a"} and len(gone) == 2
    assert per_zone(scaling) == dict.fromkeys(ZONES, 2)


def group_instances(scaling: Any) -> list[dict[str, Any]]:
    return scaling.describe_auto_scaling_instances()["AutoScalingInstances"]


def test_a_selection_takes_a_part(emulator: Emulator) -> None:
    scaling = group(emulator, size=6)
    before = ids(scaling)
    run(emulator, create(emulator, selectionMode="COUNT(1)"))
    assert len(before - ids(scaling)) == 1


def test_an_empty_target_fails_the_experiment(emulator: Emulator) -> None:
    scaling = group(emulator, size=3)
    before = ids(scaling)
    identity = create(emulator, resourceTags={"aws:autoscaling:groupName": "other"})
    experiment = run(emulator, identity)
    assert experiment["state"]["status"] == "failed" and "empty" in experiment["state"]["reason"]
    emulator.client("fis").update_experiment_template(
        id=identity, experimentOptions={"emptyTargetResolutionMode": "skip"}
    )
    assert run(emulator, identity)["state"]["status"] == "completed"
    assert ids(scaling) == before


def test_a_stop_condition_holds_the_experiment_back(emulator: Emulator) -> None:
    scaling = group(emulator, size=3)
    before = ids(scaling)
    watch = emulator.client("cloudwatch")
    watch.put_metric_alarm(
        AlarmName="sick",
        Namespace="n",
        MetricName="m",
        Statistic="Sum",
        ComparisonOperator="GreaterThanThreshold",
        Threshold=0,
        Period=60,
        EvaluationPeriods=1,
    )
    watch.set_alarm_state(AlarmName="sick", StateValue="ALARM", StateReason="test")
    arn = watch.describe_alarms()["MetricAlarms"][0]["AlarmArn"]
    identity = create(emulator)
    stop = [{"source": "aws:cloudwatch:alarm", "value": arn}]
    emulator.client("fis").update_experiment_template(id=identity, stopConditions=stop)
    assert run(emulator, identity)["state"]["status"] == "stopped"
    assert ids(scaling) == before


@pytest.mark.parametrize(
    "target",
    [
        {"resourceTags": {}},
        {"resourceArns": ["arn:aws:ec2:us-east-1:123456789012:instance/i-1"]},
        {"selectionMode": "SOME"},
    ],
)
def test_wrong_targets_are_refused(emulator: Emulator, target: dict[str, Any]) -> None:
    with refused("ValidationException"):
        create(emulator, **target)


def test_the_role_must_exist(emulator: Emulator) -> None:
    identity = create(emulator)
    with refused("ValidationException", "does not exist"):
        emulator.client("fis").update_experiment_template(
            id=identity, roleArn="arn:aws:iam::123456789012:role/none"
        )
