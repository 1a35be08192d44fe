"""Operators, each bounded in what it may cost."""

import operator
from collections.abc import Callable
from typing import Any, Final

from adapters.mqtt.template.value import BITS_LIMIT, UNDEFINED, Scope, TemplateFault, bounded

Binary = Callable[[Scope, Any, Any], Any]


def _numbers(left: Any, right: Any) -> None:
    if not isinstance(left, int | float) or not isinstance(right, int | float):
        raise TemplateFault("arithmetic needs two numbers")
    bounded(left)
    bounded(right)


def _add(scope: Scope, left: Any, right: Any) -> Any:
    if isinstance(left, str) and isinstance(right, str):
        return scope.text(left + right)
    _numbers(left, right)
    return bounded(left + right)


def _mod(_scope: Scope, left: Any, right: Any) -> Any:
    _numbers(left, right)  # a text on the left would be printf formatting
    return bounded(left % right)


def _pow(_scope: Scope, left: Any, right: Any) -> Any:
    _numbers(left, right)
    if abs(right) > BITS_LIMIT:
        raise TemplateFault("the exponent is beyond its bound")
    return bounded(left**right)


def _arithmetic(function: Callable[[Any, Any], Any]) -> Binary:
    def run(_scope: Scope, left: Any, right: Any) -> Any:
        _numbers(left, right)
        return bounded(function(left, right))

    return run


def concat(scope: Scope, parts: list[Any]) -> str:
    """The `~` operator."""
    return scope.text("".join([scope.show(part) for part in parts]))


def contains(scope: Scope, container: Any, member: Any) -> bool:
    """The `in` operator; nothing is in an undefined value."""
    if container is UNDEFINED or container is None:
        return False
    _charge(scope, container, member)
    if isinstance(container, str):
        return isinstance(member, str) and member in container
    if isinstance(container, dict):
        return isinstance(member, str | int | float | None) and member in container
    return isinstance(container, list | tuple) and member in container


def equal(scope: Scope, left: Any, right: Any) -> bool:
    """The `==` operator; an undefined value equals only another."""
    _charge(scope, left, right)
    return bool(left == right)


def _charge(scope: Scope, *values: Any) -> None:
    """Charge for looking through values that are compared."""
    for value in values:
        if isinstance(value, str):
            scope.look(len(value))
        elif isinstance(value, list | tuple | dict):
            scope.weigh(value)


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Scope, Any, Any], bool]:
    def run(scope: Scope, left: Any, right: Any) -> bool:
        _charge(scope, left, right)
        return compare(left, right)

    return run


BINARY: Final[dict[str, Binary]] = {
    "Add": _add,
    "Sub": _arithmetic(operator.sub),
    "Mul": _arithmetic(operator.mul),
    "Div": _arithmetic(operator.truediv),
    "FloorDiv": _arithmetic(operator.floordiv),
    "Mod": _mod,
    "Pow": _pow,
}

COMPARISONS: Final[dict[str, Callable[[Scope, Any, Any], bool]]] = {
    "eq": equal,
    "ne": lambda scope, left, right: not equal(scope, left, right),
    "lt": _ordered(operator.lt),
    "lteq": _ordered(operator.le),
    "gt": _ordered(operator.gt),
    "gteq": _ordered(operator.ge),
    "in": lambda scope, left, right: contains(scope, right, left),
    "notin": lambda scope, left, right: not contains(scope, right, left),
}


def item(value: Any, key: Any) -> Any:
    """Look up a key or an index. Never an attribute of a Python object."""
    try:
        if isinstance(value, dict):
            return value.get(key, UNDEFINED)
        if isinstance(value, list | tuple | str) and isinstance(key, int):
            return value[key]
    except (IndexError, TypeError):
        return UNDEFINED
    return UNDEFINED


def cut(scope: Scope, value: Any, start: Any, stop: Any, step: Any) -> Any:
    """Slice a text or a list; the result is never longer than what it is cut from."""
    if not isinstance(value, str | list | tuple):
        return UNDEFINED
    found = value[slice(start, stop, step)]
    scope.look(len(found))
    return found
