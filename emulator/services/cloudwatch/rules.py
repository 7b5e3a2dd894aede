"""Rules of composite alarms: `ALARM("a") AND (NOT OK(b) OR FALSE)`.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

STATES = {"ALARM": "ALARM", "OK": "OK", "INSUFFICIENT_DATA": "INSUFFICIENT_DATA"}
TOKEN = re.compile(r'\s*(?:(?P<string>"[^"]*")|(?P<mark>[()])|(?P<word>[^\s()"]+))')

Condition = Callable[[Mapping[str, str]], bool]


class RuleError(ValueError):
    """The text is not a rule."""


def alarms_in(text: str) -> set[str]:
    """Names of the alarms that a rule looks at."""
    parser = Parser(text)
    parser.parse()
    return parser.names


def evaluate(text: str, states: Mapping[str, str]) -> bool:
    """Whether the rule holds, given the state of each alarm by name."""
    return Parser(text).parse()(states)


class Parser:
    """Recursive descent: OR of ANDs of NOTs. AND binds tighter than OR."""

    def __init__(self, text: str) -> None:
        self.tokens = self._split(text)
        self.names: set[str] = set()

    @staticmethod
    def _split(text: str) -> list[str]:
        tokens, position = [], 0
        while text[position:].strip():
            match = TOKEN.match(text, position)
            if match is None:
                raise RuleError(f"unexpected text at {text[position:]!r}")
            tokens.append(match.group().strip())
            position = match.end()
        return tokens

    def parse(self) -> Condition:
        condition = self._or()
        if self.tokens:
            raise RuleError(f"unexpected {self.tokens[0]!r}")
        return condition

    def _take(self, *expected: str) -> str:
        if not self.tokens or (expected and self.tokens[0] not in expected):
            found = self.tokens[0] if self.tokens else "the end"
            raise RuleError(f"expected {' or '.join(expected) or 'more'}, found {found!r}")
        return self.tokens.pop(0)

    def _or(self) -> Condition:
        parts = [self._and()]
        while self.tokens and self.tokens[0] == "OR":
            self._take()
            parts.append(self._and())
        return lambda states: any(part(states) for part in parts)

    def _and(self) -> Condition:
        parts = [self._not()]
        while self.tokens and self.tokens[0] == "AND":
            self._take()
            parts.append(self._not())
        return lambda states: all(part(states) for part in parts)

    def _not(self) -> Condition:
        token = self._take()
        if token == "NOT":
            inner = self._not()
            return lambda states: not inner(states)
        if token == "(":
            inner = self._or()
            self._take(")")
            return inner
        if token in ("TRUE", "FALSE"):
            return lambda states: token == "TRUE"
        if token not in STATES:
            raise RuleError(f"unknown function {token!r}")
        return self._alarm(STATES[token])

    def _alarm(self, state: str) -> Condition:
        self._take("(")
        name = self._take().strip('"')
        if name.startswith("arn:"):
            name = name.split(":alarm:", 1)[-1]
        self._take(")")
        self.names.add(name)
        return lambda states: states.get(name) == state
