"""Experiment templates. moto 5.2.1 can create and delete them, but not get, update or list them, so
aws_fis_experiment_template cannot be applied.
https://docs.aws.amazon.com/fis/latest/APIReference/API_CreateExperimentTemplate.html
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from moto.core.exceptions import JsonRESTError
from moto.core.utils import unix_time
from moto.fis.exceptions import ResourceNotFoundException
from moto.fis.models import ExperimentTemplate, FISBackend, fis_backends
from moto.fis.responses import FISResponse
from moto.fis.urls import url_paths
from moto.iam.models import iam_backends

from emulator.patching import add, around
from emulator.world import ACCOUNT

STOP_SOURCES = {"none", "aws:cloudwatch:alarm"}
SELECTION_MODES = ("ALL", "COUNT(", "PERCENT(")

# What AWS shows when a request says nothing.
# https://docs.aws.amazon.com/fis/latest/APIReference/API_ExperimentTemplateExperimentOptions.html
OPTIONS = {"accountTargeting": "single-account", "emptyTargetResolutionMode": "fail"}

# Paths that moto does not route.
for _path in ("experiments$", "experiments/(?P<id>.+)$", "actions$", "actions/(?P<id>.+)$"):
    url_paths["{0}/" + _path] = FISResponse.dispatch


class ValidationException(JsonRESTError):
    """FIS refuses the request."""

    code = 400

    def __init__(self, message: str) -> None:
        super().__init__("ValidationException", message)


def validate(role_arn: str, actions: dict[str, Any], targets: dict[str, Any], stops: list[Any]) -> None:
    """The refusals that a wrong template meets on AWS; moto takes anything."""
    if not actions:
        raise ValidationException("An experiment template must have at least one action.")
    if role_arn not in {role.arn for role in iam_backends[ACCOUNT]["aws"].roles.values()}:
        raise ValidationException(f"The role {role_arn} does not exist or cannot be assumed by FIS.")
    for name, action in actions.items():
        for target in (action.get("targets") or {}).values():
            if target not in targets:
                raise ValidationException(f"Action {name} refers to target {target}, which is not defined.")
        for before in action.get("startAfter") or []:
            if before not in actions:
                raise ValidationException(f"Action {name} starts after {before}, which is not defined.")
    for name, target in targets.items():
        if bool(target.get("resourceArns")) == bool(target.get("resourceTags")):
            raise ValidationException(f"Target {name} needs either resource ARNs or resource tags.")
        if not target.get("selectionMode", "").startswith(SELECTION_MODES):
            raise ValidationException(f"Target {name} has no valid selection mode.")
    for stop in stops:
        if stop.get("source") not in STOP_SOURCES:
            raise ValidationException(f"Stop condition source {stop.get('source')} is not valid.")
        if stop["source"] != "none" and not stop.get("value"):
            raise ValidationException("A stop condition on an alarm needs the alarm's ARN.")


@around(FISBackend, "create_experiment_template")
def _create(original: Callable[..., Any], self: FISBackend, **kwargs: Any) -> dict[str, Any]:
    targets, stops = kwargs.get("targets") or {}, kwargs.get("stop_conditions") or []
    validate(kwargs["role_arn"], kwargs.get("actions") or {}, targets, stops)
    kwargs["experiment_options"] = {**OPTIONS, **(kwargs.get("experiment_options") or {})}
    return original(self, **kwargs)


def find(response: FISResponse) -> ExperimentTemplate:
    template = response.fis_backend.experiment_templates.get(response._get_param("id"))
    if template is None:
        raise ResourceNotFoundException(
            f"Experiment template {response._get_param('id')} does not exist"
        )
    return template


def shown(template: ExperimentTemplate) -> dict[str, Any]:
    backend = fis_backends[template.account_id][template.region_name]
    return template.to_dict(tags=backend.tagger.get_tag_dict_for_resource(template.arn))


@add(FISResponse)
def get_experiment_template(self: FISResponse) -> str:
    return json.dumps({"experimentTemplate": shown(find(self))})


@add(FISResponse)
def list_experiment_templates(self: FISResponse) -> str:
    templates = [shown(t) for t in self.fis_backend.experiment_templates.values()]
    keys = ("id", "arn", "description", "creationTime", "lastUpdateTime", "tags")
    return json.dumps({"experimentTemplates": [{k: t.get(k) for k in keys} for t in templates]})


@add(FISResponse)
def update_experiment_template(self: FISResponse) -> str:
    """Replaces each field that the request has.
    https://docs.aws.amazon.com/fis/latest/APIReference/API_UpdateExperimentTemplate.html
    """
    template = find(self)
    new = {
        "description": self._get_param("description", template.description),
        "stop_conditions": self._get_param("stopConditions", template.stop_conditions),
        "targets": self._get_param("targets", template.targets),
        "actions": self._get_param("actions", template.actions),
        "role_arn": self._get_param("roleArn", template.role_arn),
        "log_configuration": self._get_param("logConfiguration", template.log_configuration),
        "experiment_report_configuration": self._get_param(
            "experimentReportConfiguration", template.experiment_report_configuration
        ),
        "experiment_options": {
            **(template.experiment_options or {}),
            **self._get_param("experimentOptions", {}),
        },
    }
    validate(new["role_arn"], new["actions"], new["targets"], new["stop_conditions"])
    for field, value in new.items():
        setattr(template, field, value)
    template.last_update_time = unix_time()
    return json.dumps({"experimentTemplate": shown(template)})
