"""JSON objects as vendor protocols carry them: strict where that protects us, and compact on the way out.

Refused are numbers that are none or infinite, half surrogate pairs, which UTF-8 cannot carry on, and nesting beyond
what the interpreter bears. How long a text may be is the protocol's business. RFC 8259.
"""

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any, Final


class JsonTextError(ValueError):
    """A text that is no JSON object."""


def _no_constant(_name: str) -> float:
    raise JsonTextError("no number")


def _finite(digits: str) -> float:
    value = float(digits)
    if not isfinite(value):
        raise JsonTextError("a number beyond all bounds")
    return value


_DECODE: Final = json.JSONDecoder(parse_constant=_no_constant, parse_float=_finite).decode
_ENCODE: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def read_object(text: str | bytes) -> dict[str, Any]:
    """Read one object; JsonTextError where it is none, in whose text nothing of the object stands."""
    try:
        plain = text if isinstance(text, str) else text.decode()
        told = _DECODE(plain)
        if "\\ud" in plain or "\\uD" in plain:
            _ENCODE(told).encode()
    except (ValueError, RecursionError):
        raise JsonTextError("it is no JSON") from None
    if not isinstance(told, dict):
        raise JsonTextError("it is no JSON object")
    return told


def write_object(told: Mapping[str, Any]) -> bytes:
    """Write one object without blanks; ValueError for what JSON cannot say."""
    return _ENCODE(told).encode()
