"""A security group rule keeps its description when its source is a group or a prefix list.

moto reads the description from CIDR sources only: drift on every plan of such a rule.
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.ec2.models.security_groups import SecurityGroupRule

from emulator.patching import around, replace


@around(SecurityGroupRule, "__init__")
def _init(original: Callable[..., None], self: SecurityGroupRule, *args: Any, **kwargs: Any) -> None:
    original(self, *args, **kwargs)
    prefix_list = kwargs.get("prefix_list_id") or {}
    self.source_description = self.source_group.get("Description") or prefix_list.get("Description")


@replace(SecurityGroupRule, "description")
@property  # type: ignore[misc]
def _description(self: SecurityGroupRule) -> str | None:
    return self.ip_range.get("Description") or self.source_description
