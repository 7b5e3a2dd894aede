"""Parameter groups, subnet groups, clusters: what they show and what they need."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from moto.rds.exceptions import RDSClientError
from moto.rds.models import DBCluster, DBParameterGroup, RDSBackend

from emulator.patching import around, replace


@around(DBParameterGroup, "update_parameters")
def _parameters(
    original: Callable[..., None], self: DBParameterGroup, new_parameters: Iterable[dict[str, Any]]
) -> None:
    """A parameter that a user set has source "user"; the provider reads those only, so without it
    every parameter is missing on the next plan.
    https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBParameters.html
    """
    original(self, [{**parameter, "Source": "user"} for parameter in new_parameters])


@around(RDSBackend, "delete_db_parameter_group")
def _delete_parameters(
    original: Callable[..., Any], self: RDSBackend, db_parameter_group_name: str
) -> Any:
    """A group that an instance uses stays; moto deletes it.
    https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBParameterGroup.html
    """
    for instance in self.databases.values():
        used = [group.name for group in instance.db_parameter_groups()]
        if db_parameter_group_name in used:
            raise RDSClientError(
                "InvalidDBParameterGroupState",
                "One or more database instances are still members of this parameter group "
                f"{db_parameter_group_name}, so the group cannot be deleted",
            )
    return original(self, db_parameter_group_name)


@around(RDSBackend, "create_subnet_group")
def _subnet_group(
    original: Callable[..., Any], self: RDSBackend, name: str, text: str, subnets: list[Any], tags: Any
) -> Any:
    """At least two Availability Zones; moto takes one.
    https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBSubnetGroup.html
    """
    covered = {subnet.availability_zone for subnet in subnets}
    if len(covered) < 2:
        raise RDSClientError(
            "DBSubnetGroupDoesNotCoverEnoughAZs",
            "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ "
            f"coverage: {', '.join(sorted(covered))}. Add subnets to cover at least 2 AZs.",
        )
    return original(self, name, text, subnets, tags)


_moto_scaling_configuration = DBCluster.scaling_configuration_info


@replace(DBCluster, "scaling_configuration_info")
@property  # type: ignore[misc]
def _scaling(self: DBCluster) -> dict[str, Any] | None:
    """Only Serverless v1 clusters have one; moto shows defaults for all, which is drift.
    https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ScalingConfigurationInfo.html
    """
    if self.engine_mode != "serverless":
        return None
    return _moto_scaling_configuration.fget(self)  # type: ignore[attr-defined]
