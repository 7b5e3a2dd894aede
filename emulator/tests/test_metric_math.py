"""Metric math, without a server."""

from __future__ import annotations

import pytest

from emulator.services.cloudwatch.metric_math import MathError, evaluate

VALUES = {"a": 6.0, "b": 2.0, "zero": 0.0, "gone": None}


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("a / b + 1", 4.0),
        ("-a * 2", -12.0),
        ("2 ^ 3", 8.0),
        ("a / zero", None),
        ("a + gone", None),
        ("FILL(gone, 0)", 0.0),
        ("FILL(a, 0)", 6.0),
        ("IF(a > b, 1, 0)", 1.0),
        ("IF(a < b AND b > 0, 1, 0)", 0.0),
        ("IF(a < b || b > 0, 1, 0)", 1.0),
        ("IF(a > b, a, gone)", 6.0),
        ("IF(gone > 1, 1, 0)", None),
        ("a / IF(zero > 0, zero, 1)", 6.0),
        ("MAX([a, b, gone])", 6.0),
        ("SUM(METRICS())", 8.0),
        ("CEIL(a / 4)", 2.0),
    ],
)
def test_expressions(expression: str, result: float | None) -> None:
    assert evaluate(expression, VALUES) == result


@pytest.mark.parametrize(
    "expression",
    [
        "unknown + 1",
        "a +",
        "a.real",
        "__import__('os')",
        "RATE(a)",
        "'text'",
        "[a, b]",
        "a < b < 3",
        "lambda: 1",
    ],
)
def test_what_is_not_metric_math_is_refused(expression: str) -> None:
    with pytest.raises(MathError):
        evaluate(expression, VALUES)
