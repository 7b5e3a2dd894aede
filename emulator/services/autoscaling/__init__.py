"""EC2 Auto Scaling: moto's groups, with placement, hooks, refreshes and refusals as on AWS."""

from emulator.services.autoscaling import (  # noqa: F401
    actions,
    api,
    groups,
    hooks_api,
    instances_api,
    notifications,
    policies,
    refresh,
    schedules,
    traffic_sources,
)
