"""Serverless caches. moto has none of the calls.
https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateServerlessCache.html
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.elasticache.exceptions import ElastiCacheException
from moto.elasticache.models import ElastiCacheBackend
from moto.elasticache.responses import ElastiCacheResponse

from emulator.patching import add
from emulator.services.elasticache.user_groups import require_user_group

MAJOR = {"valkey": "8", "redis": "7", "memcached": "1.6"}
MODIFIABLE = (
    "Description",
    "CacheUsageLimits",
    "SecurityGroupIds",
    "SnapshotRetentionLimit",
    "DailySnapshotTime",
    "UserGroupId",
)


def require(backend: ElastiCacheBackend, name: str) -> dict[str, Any]:
    if name not in backend.serverless_caches:
        raise ElastiCacheException("ServerlessCacheNotFoundFault", f"Serverless cache {name} not found.")
    return backend.serverless_caches[name]


@add(ElastiCacheResponse)
def create_serverless_cache(self: ElastiCacheResponse) -> ActionResult:
    params = self._get_params()
    backend = self.elasticache_backend
    name, engine = params["ServerlessCacheName"], params["Engine"]
    if name in backend.serverless_caches:
        raise ElastiCacheException(
            "ServerlessCacheAlreadyExistsFault", f"Serverless cache {name} already exists."
        )
    if params.get("UserGroupId"):
        require_user_group(backend, params["UserGroupId"])["ServerlessCaches"].append(name)
    major = params.get("MajorEngineVersion") or MAJOR[engine]
    host = f"{name}.serverless.use1.cache.amazonaws.com"
    arn = f"arn:aws:elasticache:{self.region}:{self.current_account}:serverlesscache:{name}"
    cache = {
        "ServerlessCacheName": name,
        "Description": params.get("Description"),
        "CreateTime": utcnow(),
        "Status": "available",
        "Engine": engine,
        "MajorEngineVersion": major,
        "FullEngineVersion": f"{major}.0",
        "CacheUsageLimits": params.get("CacheUsageLimits"),
        "KmsKeyId": params.get("KmsKeyId"),
        "SecurityGroupIds": params.get("SecurityGroupIds", []),
        "SubnetIds": params.get("SubnetIds", []),
        "UserGroupId": params.get("UserGroupId"),
        "Endpoint": {"Address": host, "Port": 6379},
        "ReaderEndpoint": {"Address": host, "Port": 6380},
        "ARN": arn,
        "SnapshotRetentionLimit": params.get("SnapshotRetentionLimit") or 0,
        "DailySnapshotTime": params.get("DailySnapshotTime") or "03:00",
    }
    backend.serverless_caches[name] = cache
    if params.get("Tags"):
        backend.tagging_service.tag_resource(arn, params["Tags"])
    return ActionResult({"ServerlessCache": cache})


@add(ElastiCacheResponse)
def describe_serverless_caches(self: ElastiCacheResponse) -> ActionResult:
    backend = self.elasticache_backend
    name = self._get_param("ServerlessCacheName")
    caches = [require(backend, name)] if name else list(backend.serverless_caches.values())
    return ActionResult({"ServerlessCaches": caches})


@add(ElastiCacheResponse)
def modify_serverless_cache(self: ElastiCacheResponse) -> ActionResult:
    params = self._get_params()
    cache = require(self.elasticache_backend, params["ServerlessCacheName"])
    cache.update({name: params[name] for name in MODIFIABLE if params.get(name) is not None})
    return ActionResult({"ServerlessCache": cache})


@add(ElastiCacheResponse)
def delete_serverless_cache(self: ElastiCacheResponse) -> ActionResult:
    backend = self.elasticache_backend
    cache = require(backend, self._get_param("ServerlessCacheName"))
    del backend.serverless_caches[cache["ServerlessCacheName"]]
    group = backend.user_groups.get(cache["UserGroupId"] or "")
    if group:
        group["ServerlessCaches"].remove(cache["ServerlessCacheName"])
    return ActionResult({"ServerlessCache": {**cache, "Status": "deleting"}})
