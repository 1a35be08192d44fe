"""The filters, tests, functions and methods that templates may use: a closed list.

Facts: Jinja 3.1 "List of Builtin Filters / Tests", Home Assistant "Templating". Where Home Assistant's own
filter differs from Jinja's (`int` and `float` without a default refuse a bad value), Home Assistant's counts.
"""

import json
import math
import re
from collections.abc import Callable
from typing import Any, Final

from adapters.mqtt.template.operation import COMPARISONS, contains
from adapters.mqtt.template.value import (
    TEXT_LIMIT,
    UNDEFINED,
    Scope,
    TemplateFault,
    as_json,
    bounded,
    integer_of,
    number_of,
)

CHARS_LIMIT: Final = 64  # of what is stripped: each costs a look at every end
_GAP: Final = re.compile(r"([-\s({\[<]+)")
_PRINTF: Final = re.compile(r"(?:[^%]|%%|%[-+ 0#]?[0-9]{0,2}(?:\.[0-9]{1,2})?[sdifgexX])*", re.ASCII)


def _text(scope: Scope, value: Any) -> str:
    text = scope.show(value)
    if len(text) > TEXT_LIMIT:
        raise TemplateFault("the text is beyond its bound")
    return text


def _default(_scope: Scope, value: Any, default_value: Any = "", boolean: Any = False) -> Any:
    return default_value if value is UNDEFINED or (boolean and not value) else value


def _float(_scope: Scope, value: Any, default: Any = UNDEFINED) -> Any:
    try:
        return float(number_of(value))
    except (TemplateFault, ValueError, OverflowError):
        return _fallback(default, "float")


def _int(_scope: Scope, value: Any, default: Any = UNDEFINED, base: Any = 10) -> Any:
    try:
        return bounded(integer_of(value, int(base)))
    except (TemplateFault, ValueError, OverflowError):
        return _fallback(default, "int")


def _fallback(default: Any, name: str) -> Any:
    if default is UNDEFINED:
        raise TemplateFault(f"{name}: not a number, and no default is given")
    return default


def _round(_scope: Scope, value: Any, precision: Any = 0, method: Any = "common", default: Any = UNDEFINED) -> Any:
    try:
        number, digits = float(number_of(value)), max(-15, min(15, int(precision)))
        rounded = _rounded(number, digits, str(method))
    except (TemplateFault, ValueError, OverflowError):
        return _fallback(default, "round")
    return int(rounded) if digits == 0 and method != "half" else rounded


def _rounded(number: float, digits: int, method: str) -> float:
    factor = 10.0**digits
    if method == "ceil":
        return math.ceil(number * factor) / factor
    if method == "floor":
        return math.floor(number * factor) / factor
    return round(number * 2) / 2 if method == "half" else round(number, digits)


def _abs(_scope: Scope, value: Any) -> Any:
    return abs(number_of(value))


def _bool(_scope: Scope, value: Any, default: Any = UNDEFINED) -> Any:
    word = value.strip().casefold() if isinstance(value, str) else value
    if word in (True, "true", "yes", "on", "enable", "1"):
        return True
    if word in (False, "false", "no", "off", "disable", "0"):
        return False
    return _fallback(default, "bool")


def _iif(_scope: Scope, value: Any, if_true: Any = True, if_false: Any = False, if_none: Any = UNDEFINED) -> Any:
    if value is None and if_none is not UNDEFINED:
        return if_none
    return if_true if value is not UNDEFINED and value else if_false


def _is_defined(_scope: Scope, value: Any) -> Any:
    return value


def _replace(scope: Scope, value: Any, old: Any, new: Any, count: Any = -1) -> Any:
    text, old_text, new_text = _text(scope, value), _text(scope, old), _text(scope, new)
    found = text.count(old_text)
    if len(text) + found * len(new_text) > TEXT_LIMIT:
        raise TemplateFault("replace: the text grows beyond its bound")
    return scope.text(text.replace(old_text, new_text, -1 if count is None else int(count)))


def _truncate(
    scope: Scope, value: Any, length: Any = 255, killwords: Any = False, end: Any = "...", leeway: Any = 5
) -> Any:
    text, limit, tail = scope.show(value), int(length), scope.show(end)
    if len(text) <= limit + int(leeway):
        return scope.text(text)
    kept = text[: max(0, limit - len(tail))]
    return scope.text((kept if killwords else kept.rsplit(" ", 1)[0]) + tail)


def _format(scope: Scope, value: Any, *arguments: Any) -> Any:
    pattern = _text(scope, value)
    if not _PRINTF.fullmatch(pattern):
        raise TemplateFault("format: only plain fields of at most two digits are allowed")
    return scope.text(pattern % tuple(_plain(scope, argument) for argument in arguments))


def _plain(scope: Scope, value: Any) -> Any:
    return bounded(value) if isinstance(value, int | float) else _text(scope, value)


def _from_json(scope: Scope, value: Any, default: Any = UNDEFINED) -> Any:
    try:
        return json.loads(scope.text(_text(scope, value)))
    except (ValueError, RecursionError):
        return _fallback(default, "from_json")


def _to_json(scope: Scope, value: Any) -> Any:
    return scope.text(as_json(scope.weigh(value)))


def _join(scope: Scope, value: Any, d: Any = "") -> Any:
    parts, gap = [scope.show(part) for part in _sequence(scope, value)], _text(scope, d)
    if sum(map(len, parts)) + len(parts) * len(gap) > TEXT_LIMIT:
        raise TemplateFault("join: the text grows beyond its bound")
    return scope.text(gap.join(parts))


def _sequence(scope: Scope, value: Any) -> list[Any]:
    if isinstance(value, str | list | tuple | dict) and len(value) <= TEXT_LIMIT:
        return list(scope.weigh(value))
    raise TemplateFault("not a list, or too long a one")


def _length(_scope: Scope, value: Any) -> Any:
    return 0 if value is UNDEFINED else len(value)


def _first(scope: Scope, value: Any) -> Any:
    return next(iter(_sequence(scope, value)), UNDEFINED)


def _last(scope: Scope, value: Any) -> Any:
    return next(reversed(_sequence(scope, value)), UNDEFINED)


def _least(scope: Scope, *values: Any) -> Any:
    return min(_sequence(scope, values[0]) if len(values) == 1 else values)


def _greatest(scope: Scope, *values: Any) -> Any:
    return max(_sequence(scope, values[0]) if len(values) == 1 else values)


def _sum(scope: Scope, value: Any) -> Any:
    return bounded(sum(number_of(part) for part in _sequence(scope, value)))


def _add(_scope: Scope, value: Any, amount: Any, default: Any = UNDEFINED) -> Any:
    try:
        return bounded(number_of(value) + number_of(amount))
    except (TemplateFault, ValueError):
        return _fallback(default, "add")


def _multiply(_scope: Scope, value: Any, amount: Any, default: Any = UNDEFINED) -> Any:
    try:
        return bounded(bounded(number_of(value)) * bounded(number_of(amount)))
    except (TemplateFault, ValueError):
        return _fallback(default, "multiply")


def _is_number(_scope: Scope, value: Any) -> Any:
    try:
        return not isinstance(value, bool) and math.isfinite(number_of(value))
    except (TemplateFault, ValueError, OverflowError):
        return False


def _bits(function: Callable[[int, int], int]) -> Callable[..., Any]:
    def run(_scope: Scope, first: Any, second: Any) -> Any:
        return bounded(function(bounded(integer_of(first)), bounded(integer_of(second))))

    return run


def _worded(function: Callable[[str], str]) -> Callable[..., Any]:
    def run(scope: Scope, value: Any) -> Any:
        return scope.text(function(_text(scope, value)))

    return run


def _title(text: str) -> str:
    """Jinja's: a letter after a digit or an apostrophe begins no word, unlike Python's own."""
    return "".join(part[:1].upper() + part[1:].lower() for part in _GAP.split(text))


def _strip(function: Callable[[str, str | None], str]) -> Callable[..., Any]:
    def run(scope: Scope, value: Any, chars: Any = None) -> Any:
        ends = None if chars is None else _text(scope, chars)
        if ends is not None and len(ends) > CHARS_LIMIT:
            raise TemplateFault(f"strip: more than {CHARS_LIMIT} different characters")
        return scope.text(function(_text(scope, value), ends))

    return run


def _split(scope: Scope, value: Any, sep: Any = None, maxsplit: Any = -1) -> Any:
    text = scope.text(_text(scope, value))
    return text.split(None if sep is None else _text(scope, sep), int(maxsplit))


def _get(_scope: Scope, value: Any, key: Any, default: Any = None) -> Any:
    return value.get(key, default) if isinstance(value, dict) else UNDEFINED


def _starts(scope: Scope, value: Any, prefix: Any) -> Any:
    return _text(scope, value).startswith(_text(scope, prefix))


def _ends(scope: Scope, value: Any, suffix: Any) -> Any:
    return _text(scope, value).endswith(_text(scope, suffix))


FILTERS: Final[dict[str, Callable[..., Any]]] = {
    "default": _default,
    "d": _default,
    "float": _float,
    "int": _int,
    "round": _round,
    "abs": _abs,
    "bool": _bool,
    "iif": _iif,
    "is_defined": _is_defined,
    "is_number": _is_number,
    "string": _worded(str),
    "lower": _worded(str.lower),
    "upper": _worded(str.upper),
    "title": _worded(_title),
    "capitalize": _worded(str.capitalize),
    "trim": _strip(str.strip),
    "replace": _replace,
    "truncate": _truncate,
    "format": _format,
    "split": _split,
    "join": _join,
    "length": _length,
    "count": _length,
    "first": _first,
    "last": _last,
    "min": _least,
    "max": _greatest,
    "sum": _sum,
    "add": _add,
    "multiply": _multiply,
    "bitwise_and": _bits(int.__and__),
    "bitwise_or": _bits(int.__or__),
    "bitwise_xor": _bits(int.__xor__),
    "tojson": _to_json,
    "to_json": _to_json,
    "from_json": _from_json,
}

FUNCTIONS: Final[dict[str, Callable[..., Any]]] = {
    "float": _float,
    "int": _int,
    "bool": _bool,
    "iif": _iif,
    "is_number": _is_number,
    "min": _least,
    "max": _greatest,
}

METHODS: Final[dict[str, Callable[..., Any]]] = {
    "get": _get,
    "lower": _worded(str.lower),
    "upper": _worded(str.upper),
    "title": _worded(str.title),
    "capitalize": _worded(str.capitalize),
    "strip": _strip(str.strip),
    "lstrip": _strip(str.lstrip),
    "rstrip": _strip(str.rstrip),
    "replace": _replace,
    "split": _split,
    "startswith": _starts,
    "endswith": _ends,
}


def _comparison(name: str) -> Callable[..., Any]:
    return COMPARISONS[name]


def _kind(*kinds: type) -> Callable[..., Any]:
    return lambda _scope, value: isinstance(value, kinds) and not (isinstance(value, bool) and bool not in kinds)


TESTS: Final[dict[str, Callable[..., Any]]] = {
    "defined": lambda _scope, value: value is not UNDEFINED,
    "undefined": lambda _scope, value: value is UNDEFINED,
    "none": lambda _scope, value: value is None,
    "true": lambda _scope, value: value is True,
    "false": lambda _scope, value: value is False,
    "boolean": _kind(bool),
    "number": _kind(int, float, bool),
    "integer": _kind(int),
    "float": _kind(float),
    "string": _kind(str),
    "mapping": _kind(dict),
    "sequence": _kind(list, tuple, str, dict),
    "iterable": _kind(list, tuple, str, dict),
    "odd": lambda _scope, value: integer_of(value) % 2 == 1,
    "even": lambda _scope, value: integer_of(value) % 2 == 0,
    "in": lambda scope, value, container: contains(scope, container, value),
    "is_number": _is_number,
    "eq": _comparison("eq"),
    "equalto": _comparison("eq"),
    "==": _comparison("eq"),
    "ne": _comparison("ne"),
    "lt": _comparison("lt"),
    "lessthan": _comparison("lt"),
    "le": _comparison("lteq"),
    "gt": _comparison("gt"),
    "greaterthan": _comparison("gt"),
    "ge": _comparison("gteq"),
}
