"""Callables that are imported when they are first called, so that to list adapters costs nothing."""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def later(place: str) -> Callable[..., Any]:
    """Give a function that stands for another, named as "package.module:name"."""
    module, _, name = place.partition(":")

    def call(*arguments: Any) -> Any:
        return getattr(import_module(module), name)(*arguments)

    call.__name__ = call.__qualname__ = name
    return call
