"""The activity history. moto's is always empty.
https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeScalingActivities.html
"""

from __future__ import annotations

from moto.autoscaling.responses import AutoScalingResponse
from moto.core.responses import ActionResult

from emulator.patching import replace


@replace(AutoScalingResponse)
def describe_scaling_activities(self: AutoScalingResponse) -> ActionResult:
    """Newest first; of all groups or of one."""
    name = self._get_param("AutoScalingGroupName")
    ids = self._get_param("ActivityIds", [])
    limit = self._get_int_param("MaxRecords", 100)
    chosen = [
        activity
        for activity in self.autoscaling_backend.activities
        if name in (None, activity["AutoScalingGroupName"])
        and (not ids or activity["ActivityId"] in ids)
    ]
    return ActionResult({"Activities": chosen[:limit]})
