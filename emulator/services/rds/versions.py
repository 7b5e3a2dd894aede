"""Engine versions: a major version stands for a full one.
https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Upgrading.html
"""

from __future__ import annotations

# The minor version that a new instance gets when the request names the major only.
MINOR = {
    ("postgres", "13"): "13.20",
    ("postgres", "14"): "14.17",
    ("postgres", "15"): "15.12",
    ("postgres", "16"): "16.8",
    ("postgres", "17"): "17.4",
    ("mysql", "8.0"): "8.0.41",
    ("mysql", "8.4"): "8.4.4",
    ("mariadb", "10.6"): "10.6.21",
    ("mariadb", "10.11"): "10.11.11",
    ("mariadb", "11.4"): "11.4.5",
}

# Numbers of a version that make up the major version.
MAJOR_PARTS = {"postgres": 1, "mysql": 2, "mariadb": 2}


def full_version(engine: str, version: str) -> str:
    return MINOR.get((engine, version), version)


def numbers(version: str) -> tuple[int, ...]:
    """A version that can be compared."""
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def major(engine: str, version: str) -> tuple[int, ...]:
    return numbers(version)[: MAJOR_PARTS.get(engine, 1)]


def version_after(engine: str, current: str, wanted: str) -> str:
    """The version that a change to `wanted` leads to: a major version alone means its default minor one,
    unless the instance is further already. The provider sends it with every change of an instance whose
    minor version RDS has moved.
    https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html
    """
    full = full_version(engine, wanted)
    is_further = numbers(current) > numbers(full) and major(engine, current) == major(engine, full)
    return current if full != wanted and is_further else full
