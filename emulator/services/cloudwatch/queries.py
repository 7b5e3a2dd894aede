"""The value of an alarm's or a policy's metric in one period: plain, or metric math."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from moto.cloudwatch.models import Alarm

from emulator.services.cloudwatch.metric_math import MathError, evaluate
from emulator.services.cloudwatch.series import Key, key_of, statistic

# Ids of metrics and expressions start with a lower-case letter.
IDENTIFIER = re.compile(r"\b[a-z]\w*\b")


@dataclass
class Query:
    """One line of a metric math: a metric with its statistic, or an expression."""

    identity: str
    key: Key | None
    stat: str
    expression: str | None
    returned: bool


@dataclass
class Metric:
    """What is watched. `period` in seconds."""

    period: int
    queries: list[Query]

    def value(self, region: str, end: dt.datetime) -> float | None:
        """The value in the period that ends at `end`."""
        start = end - dt.timedelta(seconds=self.period)
        values: dict[str, float | None] = {}
        for query in self.queries:
            if query.key is not None:
                values[query.identity] = statistic(region, query.key, start, end, query.stat)
        for query in in_order([query for query in self.queries if query.expression]):
            values[query.identity] = evaluate(query.expression or "", values)
        (result,) = [values[query.identity] for query in self.queries if query.returned]
        return result


def in_order(queries: list[Query]) -> list[Query]:
    """Expressions so that each comes after those that it names."""
    ordered: list[Query] = []
    waiting = list(queries)
    while waiting:
        open_ids = {query.identity for query in waiting}
        ready = [q for q in waiting if not open_ids & set(IDENTIFIER.findall(q.expression or ""))]
        if not ready:
            raise MathError(f"expressions name each other: {', '.join(sorted(open_ids))}")
        ordered += ready
        waiting = [query for query in waiting if query not in ready]
    return ordered


def of_alarm(alarm: Alarm) -> Metric:
    if not alarm.metric_data_queries:
        key = key_of(alarm.namespace, alarm.metric_name, alarm.dimensions)
        stat = alarm.statistic or alarm.extended_statistic or "Average"
        return Metric(int(alarm.period), [Query("m", key, stat, None, True)])
    queries, period = [], 60
    for query in alarm.metric_data_queries:
        metric = query.metric_stat
        key = None
        if metric is not None:
            found = metric.metric
            key = key_of(found.namespace, found.metric_name, found.dimensions)
            period = int(metric.period)
        stat = metric.stat if metric is not None else ""
        queries.append(Query(query.id, key, stat, query.expression, is_returned(query.return_data)))
    return Metric(period, queries)


def of_specification(specification: dict[str, Any]) -> Metric:
    """The customized metric of a target tracking policy; a period of a minute.
    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CustomizedMetricSpecification.html
    """
    if not specification.get("Metrics"):
        key = key_of(
            specification["Namespace"], specification["MetricName"], specification.get("Dimensions", [])
        )
        return Metric(60, [Query("m", key, specification["Statistic"], None, True)])
    queries = []
    for query in specification["Metrics"]:
        stat = query.get("MetricStat") or {}
        metric = stat.get("Metric") or {}
        key = None
        if metric:
            key = key_of(metric["Namespace"], metric["MetricName"], metric.get("Dimensions", []))
        returned = is_returned(query.get("ReturnData"))
        queries.append(Query(query["Id"], key, stat.get("Stat", ""), query.get("Expression"), returned))
    return Metric(60, queries)


def is_returned(flag: Any) -> bool:
    """A query returns data unless it says no."""
    return str(flag).lower() != "false"
