"""Metric data by time, for alarms and policies; and the time stamp of data that has none."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from moto.cloudwatch.models import CloudWatchBackend, cloudwatch_backends

from emulator.patching import around
from emulator.world import ACCOUNT, utc, world

# Namespace, name, dimensions.
Key = tuple[str, str, frozenset[tuple[str, str]]]

# Points kept per metric: two days at one a minute.
KEPT = 2880


def key_of(namespace: str, name: str, dimensions: Iterable[Any]) -> Key:
    """The identity of a metric; dimensions as dictionaries or as moto's objects."""
    pairs = set()
    for dimension in dimensions or []:
        if isinstance(dimension, dict):
            pairs.add((dimension["Name"], dimension["Value"]))
        else:
            pairs.add((dimension.name, dimension.value))
    return namespace, name, frozenset(pairs)


@around(CloudWatchBackend, "__init__")
def _init(original: Callable[..., None], self: CloudWatchBackend, *args: Any, **kwargs: Any) -> None:
    original(self, *args, **kwargs)
    self.series = defaultdict(list)


@around(CloudWatchBackend, "put_metric_data")
def _put(
    original: Callable[..., None],
    self: CloudWatchBackend,
    namespace: str,
    metric_data: list[dict[str, Any]],
) -> None:
    """Data without a time stamp is of now, by the emulator's clock.
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
    """
    for datum in metric_data:
        datum["Timestamp"] = datum.get("Timestamp") or world.clock.now().replace(tzinfo=None)
    original(self, namespace, metric_data)
    for datum in metric_data:
        key = key_of(namespace, datum["MetricName"], datum.get("Dimensions", []))
        for value in values_of(datum):
            self.series[key].append((utc(datum["Timestamp"]), value))
        self.series[key].sort()
        del self.series[key][:-KEPT]


def values_of(datum: dict[str, Any]) -> list[float]:
    """Single values of a datum. A statistic set counts as its mean, repeated, with its extremes."""
    if datum.get("Values"):
        counts = datum.get("Counts") or [1] * len(datum["Values"])
        return [float(v) for v, n in zip(datum["Values"], counts, strict=True) for _ in range(int(n))]
    if datum.get("StatisticValues"):
        stats = datum["StatisticValues"]
        return [float(stats["Minimum"]), float(stats["Maximum"])]
    return [float(datum.get("Value", 0))]


def statistic(region: str, key: Key, start: dt.datetime, end: dt.datetime, stat: str) -> float | None:
    """A statistic over [start, end); None without data."""
    points = cloudwatch_backends[ACCOUNT][region].series.get(key, [])
    values = sorted(value for moment, value in points if start <= moment < end)
    if not values:
        return None
    simple: dict[str, Callable[[], float]] = {
        "Average": lambda: sum(values) / len(values),
        "Sum": lambda: sum(values),
        "Minimum": lambda: values[0],
        "Maximum": lambda: values[-1],
        "SampleCount": lambda: float(len(values)),
    }
    if stat in simple:
        return simple[stat]()
    if stat.startswith("p"):
        rank = math.ceil(float(stat[1:]) / 100 * len(values))
        return values[max(rank, 1) - 1]
    raise NotImplementedError(f"CloudWatch statistic {stat}")


@dataclass
class Publisher:
    """An AWS service that publishes data points of its own, all of one moment."""

    region: str
    moment: dt.datetime

    def publish(self, namespace: str, name: str, value: float, **dimensions: str) -> None:
        datum = {
            "MetricName": name,
            "Dimensions": [{"Name": k, "Value": v} for k, v in dimensions.items()],
            "Value": float(value),
            "Timestamp": self.moment.replace(tzinfo=None),
        }
        cloudwatch_backends[ACCOUNT][self.region].put_metric_data(namespace, [datum])
