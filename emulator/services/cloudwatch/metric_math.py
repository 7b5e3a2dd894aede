"""Metric math: a small part of it, parsed and walked, never evaluated as code.

A missing value makes its result missing, except in IF's unused branch and in FILL. A division by zero
has no result either.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
"""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping
from typing import Any

Value = float | None | list[float | None]

ARITHMETIC: dict[type, Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
COMPARISON: dict[type, Callable[[float, float], bool]] = {
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
ONE: dict[str, Callable[[float], float]] = {"ABS": abs, "CEIL": math.ceil, "FLOOR": math.floor}
MANY: dict[str, Callable[[list[float]], float]] = {
    "MAX": max,
    "MIN": min,
    "SUM": sum,
    "AVG": lambda values: sum(values) / len(values),
}


class MathError(ValueError):
    """The expression is not valid, or uses what is not modelled."""


def evaluate(expression: str, values: Mapping[str, float | None]) -> float | None:
    """The value of an expression over metrics by id."""
    text = re.sub(r"\^", "**", expression)
    text = re.sub(r"&&|\bAND\b", " and ", text)
    text = re.sub(r"\|\||\bOR\b", " or ", text)
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise MathError(f"{expression}: {error.msg}") from None
    result = Walker(values).visit(tree)
    if isinstance(result, list):
        raise MathError(f"{expression}: the result is a list")
    return result


class Walker:
    """Evaluates the few kinds of nodes that metric math has."""

    def __init__(self, values: Mapping[str, float | None]) -> None:
        self.values = values

    def visit(self, node: ast.AST) -> Value:
        method = getattr(self, type(node).__name__, None)
        if method is None:
            raise MathError(f"{type(node).__name__} is not part of metric math")
        return method(node)

    def number(self, node: ast.AST) -> float | None:
        value = self.visit(node)
        if isinstance(value, list):
            raise MathError("a list where a number is needed")
        return value

    def Constant(self, node: ast.Constant) -> Value:
        if isinstance(node.value, bool) or not isinstance(node.value, (int, float)):
            raise MathError(f"{node.value!r} is not a number")
        return float(node.value)

    def Name(self, node: ast.Name) -> Value:
        if node.id not in self.values:
            raise MathError(f"unknown id {node.id}")
        return self.values[node.id]

    def List(self, node: ast.List) -> Value:
        return [self.number(element) for element in node.elts]

    def UnaryOp(self, node: ast.UnaryOp) -> Value:
        value = self.number(node.operand)
        if value is None or not isinstance(node.op, ast.USub):
            return value
        return -value

    def BinOp(self, node: ast.BinOp) -> Value:
        left, right = self.number(node.left), self.number(node.right)
        operation = ARITHMETIC.get(type(node.op))
        if operation is None:
            raise MathError(f"{type(node.op).__name__} is not part of metric math")
        if left is None or right is None or (operation is operator.truediv and right == 0):
            return None
        return float(operation(left, right))

    def Compare(self, node: ast.Compare) -> Value:
        left, right = self.number(node.left), self.number(node.comparators[0])
        operation = COMPARISON.get(type(node.ops[0]))
        if operation is None or len(node.ops) > 1:
            raise MathError("only one comparison at a time")
        return None if left is None or right is None else float(operation(left, right))

    def BoolOp(self, node: ast.BoolOp) -> Value:
        values = [self.number(value) for value in node.values]
        if None in values:
            return None
        combine = all if isinstance(node.op, ast.And) else any
        return float(combine(values))

    def Call(self, node: ast.Call) -> Value:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name == "IF" and len(node.args) in (2, 3):
            return self._if(node.args)
        if name == "FILL" and len(node.args) == 2:
            value = self.number(node.args[0])
            return self.number(node.args[1]) if value is None else value
        if name in ONE and len(node.args) == 1:
            value = self.number(node.args[0])
            return None if value is None else float(ONE[name](value))
        if name in MANY and len(node.args) == 1:
            given = self._metrics(node.args[0])
            present = [value for value in given if value is not None]
            return float(MANY[name](present)) if present else None
        raise MathError(f"{name or 'this call'} with {len(node.args)} arguments is not modelled")

    def _if(self, arguments: list[Any]) -> Value:
        condition = self.number(arguments[0])
        if condition is None:
            return None
        if condition:
            return self.number(arguments[1])
        return self.number(arguments[2]) if len(arguments) == 3 else None

    def _metrics(self, node: ast.AST) -> list[float | None]:
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "METRICS":
            return list(self.values.values())
        value = self.visit(node)
        return value if isinstance(value, list) else [value]
