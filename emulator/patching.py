"""Three ways to correct moto. Each fails at start-up when moto is no longer what we corrected."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])


def add(owner: type, name: str | None = None) -> Callable[[Function], Function]:
    """Give `owner` a method that moto does not have, e.g. an API action on a Response class."""

    def decorate(function: Function) -> Function:
        target = name or function.__name__
        if hasattr(owner, target):
            raise TypeError(f"moto has {owner.__name__}.{target} now: use it or replace() it")
        setattr(owner, target, function)
        return function

    return decorate


def replace(owner: type, name: str | None = None) -> Callable[[Function], Function]:
    """Put our method in place of moto's."""

    def decorate(function: Function) -> Function:
        target = name or function.__name__
        if not hasattr(owner, target):
            raise TypeError(f"moto has no {owner.__name__}.{target} any more")
        setattr(owner, target, function)
        return function

    return decorate


def around(owner: type, name: str) -> Callable[[Function], Function]:
    """Wrap moto's method. The decorated function gets moto's as its first argument:
    `def f(original, self, ...)`."""

    def decorate(function: Function) -> Function:
        original = getattr(owner, name)

        @functools.wraps(original)
        def method(self: Any, *args: Any, **kwargs: Any) -> Any:
            return function(original, self, *args, **kwargs)

        setattr(owner, name, method)
        return function

    return decorate
