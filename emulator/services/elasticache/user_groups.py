"""User groups and changes of users. moto has none of the calls.
https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.elasticache.exceptions import (
    ElastiCacheException,
    PasswordTooShort,
    UserNotFound,
)
from moto.elasticache.models import ElastiCacheBackend
from moto.elasticache.responses import ElastiCacheResponse

from emulator.patching import add


def require_user_group(backend: ElastiCacheBackend, identity: str) -> dict[str, Any]:
    if identity not in backend.user_groups:
        raise ElastiCacheException("UserGroupNotFound", f"User group {identity} not found.")
    return backend.user_groups[identity]


def check_users(backend: ElastiCacheBackend, engine: str, user_ids: list[str]) -> None:
    """All users exist, names are unique, and with Redis OSS one is the user `default`.
    https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateUserGroup.html
    """
    names = []
    for user_id in user_ids:
        if user_id not in backend.users:
            raise UserNotFound(user_id)
        names.append(backend.users[user_id].name)
    if len(set(names)) < len(names):
        raise ElastiCacheException("DuplicateUserName", "User names in a user group must be unique.")
    if engine == "redis" and "default" not in names:
        raise ElastiCacheException(
            "DefaultUserRequired", "User group needs to contain a user with the user name default."
        )


@add(ElastiCacheResponse)
def create_user_group(self: ElastiCacheResponse) -> ActionResult:
    params = self._get_params()
    backend = self.elasticache_backend
    identity = params["UserGroupId"]
    if identity in backend.user_groups:
        raise ElastiCacheException("UserGroupAlreadyExists", f"User group {identity} already exists.")
    engine = params["Engine"].lower()
    check_users(backend, engine, params.get("UserIds", []))
    arn = f"arn:aws:elasticache:{self.region}:{self.current_account}:usergroup:{identity}"
    group = {
        "UserGroupId": identity,
        "Status": "active",
        "Engine": engine,
        "UserIds": list(params.get("UserIds", [])),
        "MinimumEngineVersion": "7.2" if engine == "valkey" else "6.0",
        "ReplicationGroups": [],
        "ServerlessCaches": [],
        "ARN": arn,
    }
    backend.user_groups[identity] = group
    if params.get("Tags"):
        backend.tagging_service.tag_resource(arn, params["Tags"])
    return ActionResult(group)


@add(ElastiCacheResponse)
def describe_user_groups(self: ElastiCacheResponse) -> ActionResult:
    backend = self.elasticache_backend
    identity = self._get_param("UserGroupId")
    groups = [require_user_group(backend, identity)] if identity else backend.user_groups.values()
    return ActionResult({"UserGroups": list(groups)})


@add(ElastiCacheResponse)
def modify_user_group(self: ElastiCacheResponse) -> ActionResult:
    """https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ModifyUserGroup.html"""
    params = self._get_params()
    backend = self.elasticache_backend
    group = require_user_group(backend, params["UserGroupId"])
    removed = set(params.get("UserIdsToRemove", []))
    users = [u for u in group["UserIds"] if u not in removed]
    users += [u for u in params.get("UserIdsToAdd", []) if u not in users]
    check_users(backend, group["Engine"], users)
    group["UserIds"] = users
    return ActionResult(group)


@add(ElastiCacheResponse)
def delete_user_group(self: ElastiCacheResponse) -> ActionResult:
    """Refused while a cache uses it.
    https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_DeleteUserGroup.html
    """
    backend = self.elasticache_backend
    group = require_user_group(backend, self._get_param("UserGroupId"))
    if group["ReplicationGroups"] or group["ServerlessCaches"]:
        raise ElastiCacheException(
            "InvalidUserGroupState", f"User group {group['UserGroupId']} is associated with a cache."
        )
    del backend.user_groups[group["UserGroupId"]]
    return ActionResult({**group, "Status": "deleting"})


@add(ElastiCacheResponse)
def modify_user(self: ElastiCacheResponse) -> ActionResult:
    """https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ModifyUser.html"""
    params = self._get_params()
    users = self.elasticache_backend.users
    if params["UserId"] not in users:
        raise UserNotFound(params["UserId"])
    user = users[params["UserId"]]
    mode = params.get("AuthenticationMode") or {}
    passwords = params.get("Passwords") or mode.get("Passwords") or []
    if any(len(password) < 16 for password in passwords):
        raise PasswordTooShort
    if params.get("AccessString"):
        user.access_string = params["AccessString"]
    if params.get("AppendAccessString"):
        user.access_string += " " + params["AppendAccessString"]
    if passwords:
        user.passwords, user.authentication_type = passwords, "password"
    if mode.get("Type"):
        user.authentication_type = mode["Type"]
    if params.get("NoPasswordRequired"):
        user.passwords, user.authentication_type = [], "no-password-required"
    return ActionResult(user)
