"""A compact picture of a region, for tests and for people."""

from __future__ import annotations

from typing import Any

from moto.autoscaling.models import FakeAutoScalingGroup, autoscaling_backends
from moto.cloudwatch.models import cloudwatch_backends
from moto.ec2.models import ec2_backends
from moto.ec2.models.elastic_ip_addresses import ElasticAddress
from moto.elbv2.models import FakeTargetGroup, elbv2_backends
from moto.rds.models import DBInstance, rds_backends
from moto.route53.models import route53_backends
from moto.sqs.models import Queue, sqs_backends
from moto.stepfunctions.parser.models import stepfunctions_parser_backends

from emulator.services.autoscaling import keeper
from emulator.services.elbv2.health import zone_of
from emulator.services.rds.reachable import is_reachable
from emulator.services.route53 import is_healthy
from emulator.world import ACCOUNT, world


def of(region: str) -> dict[str, Any]:
    """Groups, targets, alarms and schedules by name, after Auto Scaling has caught up."""
    scaling = autoscaling_backends[ACCOUNT][region]
    keeper.sweep(scaling)
    target_groups = elbv2_backends[ACCOUNT][region].target_groups.values()
    alarms = cloudwatch_backends[ACCOUNT][region].alarms
    return {
        "region": region,
        "now": world.clock.now().isoformat(),
        "zonesDown": sorted(world.lost_zones),
        "groups": {group.name: of_group(group) for group in scaling.autoscaling_groups.values()},
        "targetGroups": {t.name: of_target_group(t, region) for t in target_groups},
        "alarms": {name: alarm.state_value for name, alarm in alarms.items()},
        "databases": {
            name: of_database(database)
            for name, database in rds_backends[ACCOUNT][region].databases.items()
        },
        "queues": {
            queue.name: of_queue(queue) for queue in sqs_backends[ACCOUNT][region].queues.values()
        },
        "weightedNames": weighted_names(),
        "addresses": [of_address(a) for a in ec2_backends[ACCOUNT][region].addresses],
        "executions": executions(region),
        "scheduledActions": [of_action(a) for a in scaling.scheduled_actions.values()],
    }


def of_address(address: ElasticAddress) -> dict[str, Any]:
    """Who holds an Elastic IP address."""
    return {
        "allocationId": address.allocation_id,
        "publicIp": address.public_ip,
        "instance": address.instance_id or None,
        "privateIp": address.private_ip_address,
    }


def executions(region: str) -> list[dict[str, Any]]:
    """What state machines have done, in the order in which it began."""
    machines = stepfunctions_parser_backends[ACCOUNT][region].state_machines
    done = [(one, machine.name) for machine in machines for one in machine.executions]
    return [
        {
            "machine": name,
            "arn": one.exec_arn,
            "status": str(one.exec_status.value if one.exec_status else "RUNNING"),
            "input": one.input_data,
            "output": one.output,
            "error": one.error,
            "cause": one.cause,
        }
        for one, name in sorted(done, key=lambda pair: pair[0].start_date)
    ]


def of_group(group: FakeAutoScalingGroup) -> dict[str, Any]:
    return {
        "min": group.min_size,
        "desired": group.desired_capacity,
        "max": group.max_size,
        "instances": [
            {
                "id": state.instance_id,
                "zone": state.availability_zone,
                "lifecycleState": state.lifecycle_state,
                "templateVersion": (state.template or {}).get("Version"),
            }
            for state in group.instance_states
        ],
    }


def of_target_group(target_group: FakeTargetGroup, region: str) -> list[dict[str, Any]]:
    ec2 = ec2_backends[ACCOUNT][region]
    picture = []
    for target in target_group.targets.values():
        health = target_group.health_for(target, ec2)
        zone = zone_of(target_group, target, ec2)
        picture.append(
            {"id": target["Id"], "zone": zone, "health": health.status, "reason": health.reason}
        )
    return picture


def of_database(database: DBInstance) -> dict[str, Any]:
    return {
        "endpoint": database.address,
        "version": database.engine_version,
        "zone": database.availability_zone,
        "standbyZone": database.secondary_availability_zone,
        "source": database.source_db_instance_identifier if database.is_replica else None,
        "cluster": database.db_cluster_identifier,
        "writer": getattr(database, "is_cluster_writer", False),
        "reachable": is_reachable(database),
    }


def of_queue(queue: Queue) -> dict[str, int]:
    return {
        "visible": queue.approximate_number_of_messages,
        "inFlight": queue.approximate_number_of_messages_not_visible,
    }


def weighted_names() -> dict[str, list[dict[str, Any]]]:
    """The records that Route 53 chooses among by weight, of each name."""
    backend = route53_backends[ACCOUNT]["aws"]
    names: dict[str, list[dict[str, Any]]] = {}
    for zone in backend.zones.values():
        for record in zone.rrsets:
            if record.weight is not None:
                check = record.health_check_id
                names.setdefault(record.name.rstrip("."), []).append(
                    {
                        "id": record.set_identifier,
                        "weight": int(record.weight),
                        "target": record.records[0],
                        "healthy": not check or is_healthy(backend, check),
                    }
                )
    return names


def of_action(action: Any) -> dict[str, Any]:
    return {
        "group": action.auto_scaling_group_name,
        "name": action.scheduled_action_name,
        "recurrence": action.recurrence,
        "timeZone": action.time_zone,
        "start": action.start_time.isoformat() if action.start_time else None,
        "end": action.end_time.isoformat() if action.end_time else None,
        "min": action.min_size,
        "desired": action.desired_capacity,
        "max": action.max_size,
    }
