"""The corrections, one module or package per AWS service. Importing a module applies it."""

from __future__ import annotations

import importlib

MODULES = [
    "speed",
    "autoscaling",
    "ec2",
    "elbv2",
    "cloudwatch",
    "fis",
    "rds",
    "elasticache",
    "route53",
    "sqs",
    "dynamodb",
    "applicationautoscaling",
    "events",
    "stepfunctions",
    "ssm",
]


def apply() -> None:
    """Correct moto. Fails when moto no longer has what a correction replaces."""
    for module in MODULES:
        importlib.import_module(f"emulator.services.{module}")
