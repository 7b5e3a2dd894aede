"""Two calls that the provider makes for every state machine and moto answers with HTTP 500."""

from __future__ import annotations

from moto.core.responses import ActionResult
from moto.stepfunctions.parser.asl.parse.asl_parser import AmazonStateLanguageParser
from moto.stepfunctions.responses import StepFunctionResponse

from emulator.patching import add


@add(StepFunctionResponse)
def validate_state_machine_definition(self: StepFunctionResponse) -> ActionResult:
    """https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html"""
    diagnostics = []
    try:
        AmazonStateLanguageParser.parse(self._get_param("definition"))
    except Exception as error:
        diagnostics.append(
            {"severity": "ERROR", "code": "SCHEMA_VALIDATION_FAILED", "message": str(error) or repr(error)}
        )
    result = "FAIL" if diagnostics else "OK"
    return ActionResult({"result": result, "diagnostics": diagnostics, "truncated": False})


@add(StepFunctionResponse)
def list_state_machine_versions(self: StepFunctionResponse) -> ActionResult:
    """Versions are not modelled: a machine has none.
    https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachineVersions.html
    """
    self.stepfunction_backend.describe_state_machine(self._get_param("stateMachineArn"))
    return ActionResult({"stateMachineVersions": []})
