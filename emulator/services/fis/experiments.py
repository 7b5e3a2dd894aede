"""Experiments: the actions that end or stop instances are carried out, at once and in order.

https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html
https://docs.aws.amazon.com/fis/latest/userguide/targets.html
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Any

from moto.autoscaling.models import autoscaling_backends
from moto.cloudwatch.models import cloudwatch_backends
from moto.core.utils import unix_time
from moto.ec2.models import ec2_backends
from moto.elbv2.models import elbv2_backends
from moto.fis.exceptions import ResourceNotFoundException
from moto.fis.models import ExperimentTemplate, FISBackend
from moto.fis.responses import FISResponse
from moto.moto_api._internal import mock_random

from emulator.patching import add, around
from emulator.services.fis import templates
from emulator.world import ACCOUNT

INSTANCE = "aws:ec2:instance"

# Target filters, by path, as FIS reads them from a described instance.
FILTERS: dict[str, Callable[[Any], str | None]] = {
    "State.Name": lambda i: i.state,
    "Placement.AvailabilityZone": lambda i: i.placement.zone,
    "SubnetId": lambda i: i.subnet_id,
    "VpcId": lambda i: i.vpc_id,
    "InstanceType": lambda i: i.instance_type,
    "InstanceId": lambda i: i.id,
}


@around(FISBackend, "__init__")
def _init(original: Callable[..., None], self: FISBackend, *args: Any, **kwargs: Any) -> None:
    original(self, *args, **kwargs)
    self.experiments = {}


@add(FISResponse)
def start_experiment(self: FISResponse) -> str:
    """https://docs.aws.amazon.com/fis/latest/APIReference/API_StartExperiment.html"""
    template_id = self._get_param("experimentTemplateId")
    template = self.fis_backend.experiment_templates.get(template_id)
    if template is None:
        raise ResourceNotFoundException(f"Experiment template {template_id} does not exist")
    now = unix_time()
    identity = "EXP" + mock_random.get_random_string(14)
    experiment: dict[str, Any] = {
        "id": identity,
        "arn": f"arn:aws:fis:{self.region}:{ACCOUNT}:experiment/{identity}",
        "experimentTemplateId": template.id,
        "roleArn": template.role_arn,
        "state": {"status": "completed", "reason": "Experiment completed."},
        "targets": template.targets,
        "actions": {name: dict(action) for name, action in template.actions.items()},
        "stopConditions": template.stop_conditions,
        "experimentOptions": template.experiment_options,
        "creationTime": now,
        "startTime": now,
        "endTime": now,
        "tags": self._get_param("tags", {}),
    }
    self.fis_backend.experiments[identity] = experiment
    run(template, experiment)
    return json.dumps({"experiment": experiment})


def run(template: ExperimentTemplate, experiment: dict[str, Any]) -> None:
    """Carry out the actions in their order; stop at the first failure."""
    for name in in_order(template.actions):
        action = experiment["actions"][name]
        failure = alarm_in_the_way(template) or perform(template, action)
        action["state"] = {
            "status": "failed" if failure else "completed",
            "reason": failure or "Action was completed.",
        }
        if failure:
            stopped = failure.startswith("Stop condition")
            experiment["state"] = {"status": "stopped" if stopped else "failed", "reason": failure}
            return


def in_order(actions: dict[str, Any]) -> list[str]:
    """Names so that each comes after those it starts after."""
    done: list[str] = []
    while len(done) < len(actions):
        ready = [
            name
            for name, action in actions.items()
            if name not in done and set(action.get("startAfter") or []) <= set(done)
        ]
        if not ready:
            raise templates.ValidationException("The actions start after each other in a circle.")
        done += ready
    return done


def alarm_in_the_way(template: ExperimentTemplate) -> str | None:
    """A stop condition whose alarm is in ALARM ends the experiment.
    https://docs.aws.amazon.com/fis/latest/userguide/stop-conditions.html
    """
    alarms = cloudwatch_backends[ACCOUNT][template.region_name].alarms.values()
    states = {alarm.alarm_arn: alarm.state_value for alarm in alarms}
    for stop in template.stop_conditions:
        if states.get(stop.get("value")) == "ALARM":
            return f"Stop condition triggered: {stop['value']}"
    return None


def perform(template: ExperimentTemplate, action: dict[str, Any]) -> str | None:
    """Do one action; the reason when it fails."""
    if action["actionId"] == "aws:fis:wait":
        return None
    if action["actionId"] not in ("aws:ec2:terminate-instances", "aws:ec2:stop-instances"):
        raise NotImplementedError(f"FIS action {action['actionId']}")
    target = template.targets[action["targets"]["Instances"]]
    instances = select(template.region_name, target)
    if not instances:
        options = template.experiment_options or {}
        skip = options.get("emptyTargetResolutionMode") == "skip"
        return None if skip else "Target resolution returned empty set"
    harm(template.region_name, action["actionId"], [instance.id for instance in instances])
    return None


def select(region: str, target: dict[str, Any]) -> list[Any]:
    """The instances that a target stands for. Terminated ones are never targets."""
    if target["resourceType"] != INSTANCE:
        raise NotImplementedError(f"FIS target {target['resourceType']}")
    chosen = []
    for instance in ec2_backends[ACCOUNT][region].all_instances():
        arn = f"arn:aws:ec2:{region}:{ACCOUNT}:instance/{instance.id}"
        tags = {tag["key"]: tag["value"] for tag in instance.get_tags()}
        wanted = target.get("resourceTags") or {}
        named = arn in (target.get("resourceArns") or [])
        tagged = bool(wanted) and all(tags.get(k) == v for k, v in wanted.items())
        if instance.state != "terminated" and (named or tagged) and passes(instance, target):
            chosen.append(instance)
    return limited(chosen, target["selectionMode"])


def passes(instance: Any, target: dict[str, Any]) -> bool:
    for condition in target.get("filters") or []:
        if condition["path"] not in FILTERS:
            raise NotImplementedError(f"FIS filter {condition['path']}")
        if FILTERS[condition["path"]](instance) not in condition["values"]:
            return False
    return True


def limited(instances: list[Any], mode: str) -> list[Any]:
    """ALL, COUNT(n) or PERCENT(n), at least one of a percentage."""
    number = mode[mode.find("(") + 1 : -1]
    if mode.startswith("COUNT("):
        return instances[: int(number)]
    if mode.startswith("PERCENT("):
        return instances[: max(1, math.floor(len(instances) * int(number) / 100))]
    return instances


def harm(region: str, action: str, ids: list[str]) -> None:
    """As the EC2 call would do it, with Auto Scaling and the load balancers told."""
    ec2 = ec2_backends[ACCOUNT][region]
    if action == "aws:ec2:stop-instances":
        ec2.stop_instances(ids)
    else:
        ec2.terminate_instances(ids)
        elbv2_backends[ACCOUNT][region].notify_terminate_instances(ids)
    autoscaling_backends[ACCOUNT][region].notify_terminate_instances([])


@add(FISResponse)
def get_experiment(self: FISResponse) -> str:
    experiment = self.fis_backend.experiments.get(self._get_param("id"))
    if experiment is None:
        raise ResourceNotFoundException(f"Experiment {self._get_param('id')} does not exist")
    return json.dumps({"experiment": experiment})


@add(FISResponse)
def list_experiments(self: FISResponse) -> str:
    keys = ("id", "arn", "experimentTemplateId", "state", "creationTime", "tags")
    experiments = self.fis_backend.experiments.values()
    return json.dumps({"experiments": [{k: e.get(k) for k in keys} for e in experiments]})
