"""Cache parameter groups. moto has none of the calls.
https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.html
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.elasticache.exceptions import ElastiCacheException
from moto.elasticache.models import ElastiCacheBackend
from moto.elasticache.responses import ElastiCacheResponse

from emulator.patching import add


def require(backend: ElastiCacheBackend, name: str) -> dict[str, Any]:
    if name not in backend.parameter_groups:
        raise ElastiCacheException("CacheParameterGroupNotFound", f"CacheParameterGroup {name} not found.")
    return backend.parameter_groups[name]


@add(ElastiCacheResponse)
def create_cache_parameter_group(self: ElastiCacheResponse) -> ActionResult:
    params = self._get_params()
    backend = self.elasticache_backend
    name = params["CacheParameterGroupName"].lower()
    if name in backend.parameter_groups:
        raise ElastiCacheException(
            "CacheParameterGroupAlreadyExists", f"Cache parameter group {name} already exists."
        )
    arn = f"arn:aws:elasticache:{self.region}:{self.current_account}:parametergroup:{name}"
    backend.parameter_groups[name] = {
        "CacheParameterGroupName": name,
        "CacheParameterGroupFamily": params["CacheParameterGroupFamily"],
        "Description": params["Description"],
        "IsGlobal": False,
        "ARN": arn,
        "values": {},
    }
    if params.get("Tags"):
        backend.tagging_service.tag_resource(arn, params["Tags"])
    return ActionResult({"CacheParameterGroup": backend.parameter_groups[name]})


@add(ElastiCacheResponse)
def describe_cache_parameter_groups(self: ElastiCacheResponse) -> ActionResult:
    backend = self.elasticache_backend
    name = self._get_param("CacheParameterGroupName")
    groups = [require(backend, name)] if name else list(backend.parameter_groups.values())
    return ActionResult({"CacheParameterGroups": groups})


@add(ElastiCacheResponse)
def describe_cache_parameters(self: ElastiCacheResponse) -> ActionResult:
    """Parameters that a user set; engine defaults are not modelled."""
    group = require(self.elasticache_backend, self._get_param("CacheParameterGroupName"))
    parameters = [
        {"ParameterName": name, "ParameterValue": value, "Source": "user"}
        for name, value in group["values"].items()
        if self._get_param("Source") in (None, "user")
    ]
    return ActionResult({"Parameters": parameters})


@add(ElastiCacheResponse)
def modify_cache_parameter_group(self: ElastiCacheResponse) -> ActionResult:
    params = self._get_params()
    group = require(self.elasticache_backend, params["CacheParameterGroupName"])
    for pair in params.get("ParameterNameValues", []):
        group["values"][pair["ParameterName"]] = pair["ParameterValue"]
    return ActionResult({"CacheParameterGroupName": group["CacheParameterGroupName"]})


@add(ElastiCacheResponse)
def reset_cache_parameter_group(self: ElastiCacheResponse) -> ActionResult:
    params = self._get_params()
    group = require(self.elasticache_backend, params["CacheParameterGroupName"])
    if params.get("ResetAllParameters"):
        group["values"].clear()
    for pair in params.get("ParameterNameValues", []):
        group["values"].pop(pair["ParameterName"], None)
    return ActionResult({"CacheParameterGroupName": group["CacheParameterGroupName"]})


@add(ElastiCacheResponse)
def delete_cache_parameter_group(self: ElastiCacheResponse) -> ActionResult:
    """Refused while a cluster uses it.
    https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DeleteCacheParameterGroup.html
    """
    backend = self.elasticache_backend
    name = require(backend, self._get_param("CacheParameterGroupName"))["CacheParameterGroupName"]
    for cluster in backend.cache_clusters.values():
        used = getattr(cluster, "cache_parameter_group", None) or {}
        own = getattr(cluster, "cache_parameter_group_name", None)
        if name in (own, used.get("CacheParameterGroupName")):
            raise ElastiCacheException(
                "InvalidCacheParameterGroupState",
                f"One or more cache clusters are still associated with the parameter group {name}.",
            )
    del backend.parameter_groups[name]
    return EmptyResult()
