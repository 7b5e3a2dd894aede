"""CloudWatch: composite alarms, alarm states that mean something, and events of their changes."""

from emulator.services.cloudwatch import alarms, series  # noqa: F401
