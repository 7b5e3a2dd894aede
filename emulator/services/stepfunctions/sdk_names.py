"""Names in calls of an AWS SDK. A state machine writes them all with a capital letter, `StateMachineArn`,
also where the API itself does not; moto hands them on as they are, and such a call ends in a KeyError.
https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
"""

from __future__ import annotations

import json
from typing import Any

from moto.core.utils import get_service_model
from moto.stepfunctions.parser.asl.component.state.exec.state_task.service.state_task_service_aws_sdk import (
    StateTaskServiceAwsSdk,
)
from moto.stepfunctions.parser.asl.utils.encoding import to_json_str

from emulator.patching import replace


def _operation(task: StateTaskServiceAwsSdk) -> Any:
    model = get_service_model(task._get_boto_service_name())
    action = task.resource.api_action
    return model.operation_model(action[0].upper() + action[1:])


@replace(StateTaskServiceAwsSdk)
def _normalise_parameters(self: StateTaskServiceAwsSdk, parameters: dict[str, Any], *_: Any) -> None:
    self._to_boto_request(parameters, _operation(self).input_shape)


@replace(StateTaskServiceAwsSdk)
def _normalise_response(self: StateTaskServiceAwsSdk, response: Any, *_: Any) -> None:
    """Times are texts; moto keeps datetimes, and an execution that puts one out cannot be described."""
    self._from_boto_response(response, _operation(self).output_shape)
    plain = json.loads(to_json_str(response))
    response.clear()
    response.update(plain)
