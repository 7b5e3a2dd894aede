"""EventBridge: events of AWS services, targets that work, schedules that fire."""

from emulator.services.events import schedules, targets  # noqa: F401
from emulator.services.events.bus import deliver  # noqa: F401
