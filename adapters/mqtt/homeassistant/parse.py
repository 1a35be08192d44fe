"""From what a template gives to a value of the source's kind, and back to payload text."""

import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

from adapters.mqtt.homeassistant.message import load_json
from adapters.mqtt.homeassistant.point import Parse
from adapters.mqtt.template import UNDEFINED, Failure, text_of
from schemas.value import Value

NONE: Final = "None"  # Home Assistant's word for "not known"
TEXT_LIMIT: Final = 16_384
INTEGER_LIMIT: Final = 2**63  # from here on a whole number is told as a float


def _absent(raw: Any) -> bool:
    return raw is UNDEFINED or isinstance(raw, Failure) or raw == ""


def _nothing(raw: Any) -> Any:
    return UNDEFINED if isinstance(raw, str) else raw


def number(raw: Any) -> Any:
    """Take a number or the text of one."""
    kind = raw.__class__
    if kind is int:
        return raw if -INTEGER_LIMIT <= raw < INTEGER_LIMIT else _rounded(raw)
    if kind is float and math.isfinite(raw):
        return raw
    if raw is None or raw == NONE:
        return None
    if _absent(raw):
        return _nothing(raw)
    return _numeral(raw) if kind is str else Failure("expected a number")


def _rounded(number: int) -> Any:
    try:
        return float(number)
    except OverflowError:
        return Failure("beyond what a number can hold")


def _numeral(text: str) -> Any:
    try:
        value = float(text) if len(text) <= 64 else math.nan
    except ValueError:
        return Failure(f"expected a number, got {text[:40]!r}")
    if not math.isfinite(value):
        return Failure("expected a finite number")
    return int(value) if value.is_integer() and "." not in text and abs(value) < 2**53 else value


def is_number(raw: Any) -> bool:
    """Whether a value is a number or the text of one."""
    found = number(raw)
    return isinstance(found, int | float) and not isinstance(found, bool)


@lru_cache(maxsize=1024)
def scaled(top: float, bottom: float) -> Parse:
    """Take a number of a scale `bottom`..`top` as per cent."""
    width = top - bottom

    def run(raw: Any) -> Any:
        value = number(raw)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return (value - bottom) * 100 / width
        return value

    return run


def text(raw: Any) -> Any:
    """Take anything as text."""
    if raw is None or raw == NONE:
        return None
    if raw is UNDEFINED or isinstance(raw, Failure):
        return raw
    found = raw if raw.__class__ is str else text_of(raw)
    return found if len(found) <= TEXT_LIMIT else Failure(f"longer than {TEXT_LIMIT} characters")


def word(raw: Any) -> Any:
    """Take a word; an empty one says nothing."""
    found = text(raw)
    return UNDEFINED if found == "" else found


def renamed(words: Mapping[str, str]) -> Parse:
    """Take the source's configured words as Home Assistant's own."""

    def run(raw: Any) -> Any:
        found = word(raw)
        return words.get(found, found) if isinstance(found, str) else found

    return run


@lru_cache(maxsize=1024)
def boolean(on: str, off: str) -> Parse:
    """Take the two configured words."""
    table = {on: True, off: False, NONE: None}

    def run(raw: Any) -> Any:
        if _absent(raw):
            return _nothing(raw)
        if raw.__class__ is bool:
            return table.get(str(raw), table.get(str(raw).lower(), raw))
        found = table.get(text_of(raw), UNDEFINED)
        return found if found is not UNDEFINED else Failure(f"neither {on[:40]!r} nor {off[:40]!r}")

    return run


def structure(raw: Any) -> Any:
    """Take an object or a list, or the JSON text of one."""
    if raw is None or _absent(raw):
        return _nothing(raw)
    try:
        found = load_json(raw) if isinstance(raw, str) and len(raw) <= 1_048_576 else raw
        json.dumps(found, allow_nan=False)  # numbers that JSON cannot carry
    except (ValueError, RecursionError):
        return Failure("expected JSON")
    return found if isinstance(found, dict | list) or found is None else Failure("expected an object or a list")


def moment(raw: Any) -> Any:
    """Take an ISO 8601 date and time that names its zone, as milliseconds since 1970."""
    if raw is None or raw == NONE or _absent(raw):
        return None if raw is None or raw == NONE else _nothing(raw)
    try:
        found = datetime.fromisoformat(text_of(raw))
    except ValueError:
        return Failure("expected an ISO 8601 date and time")
    if found.tzinfo is None:
        return Failure("expected a date and time with its zone")
    return round(found.timestamp() * 1000)


@lru_cache(maxsize=1024)
def piece(index: int, count: int) -> Parse:
    """Take one number of a comma-separated text of `count`."""

    def run(raw: Any) -> Any:
        if _absent(raw):
            return _nothing(raw)
        parts = text_of(raw).strip("[]").split(",")
        return number(parts[index].strip()) if len(parts) == count else Failure(f"expected {count} numbers")

    return run


@lru_cache(maxsize=1024)
def forgetting(reset: str, take: Parse) -> Parse:
    """Take one word to mean "not known"."""
    return lambda raw: None if raw.__class__ is str and raw == reset else take(raw)


@lru_cache(maxsize=1024)
def member(key: str, take: Parse, *, strict: bool = False) -> Parse:
    """Take a member of a JSON object; a payload that is none is taken as it is, or says nothing where `strict`."""

    def run(raw: Any) -> Any:
        data = structure(raw) if isinstance(raw, str) and (strict or raw[:1] == "{") else raw
        if isinstance(data, dict):
            return take(data.get(key, UNDEFINED))
        if not strict:
            return take(raw)
        return data if isinstance(data, Failure) else UNDEFINED

    return run


def members(value: Value) -> Any:
    """Write an object as it is."""
    return value if isinstance(value, dict) else Failure("expected an object")


def numeral(value: Value) -> Any:
    """Write a number as short as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Failure("expected a number")
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return round(value, 6)


def iso(value: Value) -> Any:
    """Write milliseconds since 1970 as ISO 8601 in UTC."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 253_402_300_800_000:
        return Failure("expected milliseconds since 1970")
    return datetime.fromtimestamp(value / 1000, UTC).isoformat()
