"""Step Functions: state machines really run, more than once."""

from emulator.services.stepfunctions import api, execution, pace, paths, sdk_names  # noqa: F401
from emulator.services.stepfunctions.execution import backend, stop_all  # noqa: F401
