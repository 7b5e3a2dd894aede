"""Failover of Multi-AZ instances: by a reboot that forces it, or because a zone is lost."""

from __future__ import annotations

from moto.core.responses import ActionResult
from moto.rds.exceptions import InvalidParameterCombination
from moto.rds.models import DBInstance, Event as RdsEvent, rds_backends
from moto.rds.responses import RDSResponse

from emulator.patching import replace
from emulator.services.rds.instances import zones_of
from emulator.world import ACCOUNT, Event, world


# https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
RdsEvent.EVENT_MAP |= {
    "DB_INSTANCE_FAILOVER_START": {
        "Categories": ["failover"],
        "Message": "Multi-AZ instance failover started.",
    },
    "DB_INSTANCE_FAILOVER_FINISH": {
        "Categories": ["failover"],
        "Message": "Multi-AZ instance failover completed.",
    },
}


def fail_over(instance: DBInstance) -> None:
    """The standby takes over: the zones change places, the endpoint stays.
    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.Failover.html
    """
    instance.add_event("DB_INSTANCE_FAILOVER_START")
    instance.availability_zone, instance.secondary_availability_zone = (
        instance.secondary_availability_zone,
        instance.availability_zone,
    )
    instance.add_event("DB_INSTANCE_FAILOVER_FINISH")
    detail = {
        "EventCategories": ["failover"],
        "SourceType": "DB_INSTANCE",
        "SourceArn": instance.arn,
        "SourceIdentifier": instance.db_instance_identifier,
        "EventID": "RDS-EVENT-0049",
        "Message": "A Multi-AZ instance failover has completed.",
    }
    world.emit(
        Event(instance.region, "aws.rds", "RDS DB Instance Event", detail, [instance.arn])
    )


@replace(RDSResponse)
def reboot_db_instance(self: RDSResponse) -> ActionResult:
    """moto accepts ForceFailover and does nothing.
    https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RebootDBInstance.html
    """
    instance = self.backend.reboot_db_instance(self.params["DBInstanceIdentifier"])
    if str(self.params.get("ForceFailover")).lower() == "true":
        if not instance.multi_az:
            raise InvalidParameterCombination("Cannot force failover: the instance is not Multi-AZ")
        fail_over(instance)
    return ActionResult({"DBInstance": instance})


def replace_standby(instance: DBInstance) -> None:
    """RDS makes a new standby in a zone that is left, if there is one.
    https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.Failover.html
    """
    taken = {instance.availability_zone, *world.lost_zones}
    left = [zone for zone in zones_of(instance) if zone not in taken]
    if left:
        instance.secondary_availability_zone = left[0]


def zone_lost(region: str, zone: str) -> list[str]:
    """Fail over every Multi-AZ instance whose primary was in the zone; their names."""
    moved = []
    for instance in rds_backends[ACCOUNT][region].databases.values():
        standby = instance.secondary_availability_zone
        if instance.availability_zone == zone and standby and standby not in world.lost_zones:
            fail_over(instance)
            replace_standby(instance)
            moved.append(instance.db_instance_identifier)
    return moved
