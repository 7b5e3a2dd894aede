"""AWS Fault Injection Service: templates that round-trip, and experiments that really do harm."""

from emulator.services.fis import experiments, templates  # noqa: F401
