"""Deletion protection. moto deletes a load balancer all the same.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#deletion-protection
"""

from __future__ import annotations

from collections.abc import Callable

from moto.elbv2.exceptions import ELBClientError
from moto.elbv2.models import ELBv2Backend

from emulator.patching import around


@around(ELBv2Backend, "delete_load_balancer")
def _delete(original: Callable[..., None], self: ELBv2Backend, arn: str) -> None:
    balancer = self.load_balancers.get(arn)
    if balancer is not None and balancer.attrs.get("deletion_protection.enabled") == "true":
        raise ELBClientError(
            "OperationNotPermitted",
            f"Load balancer '{arn}' cannot be deleted because deletion protection is enabled",
        )
    original(self, arn)
