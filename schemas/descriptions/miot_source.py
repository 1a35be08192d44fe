"""What one MIoT property holds: kind, unit, limits, words; and what its numbers on the wire mean.

A property whose values are a list of named numbers becomes an enumeration of the names; a list whose names only
count ("Level 1", "2", "30°") becomes the number that they say. A whole number from 0 to 1 is a truth value.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from schemas.conversion import IDENTITY, Conversion, ConversionError, enum_map, null_as
from schemas.mapping import Source
from schemas.value import Value
from schemas.vocabulary import Kind

WORD_LIMIT: Final = 48
"""Letters of a word that are kept: with its number and the vendor's mark it still fits every text of the schema."""


def text_of(value: object) -> str:
    """Give a text, cut to 128 letters; "" for what is none."""
    return value[:128] if isinstance(value, str) else ""


_FORMATS: Final = {
    "bool": Kind.BOOLEAN,
    "string": Kind.STRING,
    "float": Kind.NUMBER,
    "double": Kind.NUMBER,
    "str": Kind.STRING,
}

_UNITS: Final = {
    "none": "",
    "null": "",
    "rgb": "",
    "noUnit": "",
    "pascal": "Pa",
    "liter": "L",
    "litre": "L",
    "milliliter": "mL",
    "square meter": "m2",
    "square-meter": "m2",
    "m²": "m2",
    "meter": "m",
    "metre": "m",
    "centimeter": "cm",
    "kilometer": "km",
    "calorie": "cal",
    "calories": "cal",
    "mmhg": "mm[Hg]",
    "times": "",
    "kilobytes": "kBy",
    "megabytes": "MBy",
    "gigabytes": "GBy",
    "step": "{steps}",
}


def _unit(body: Mapping[str, Any]) -> str:
    text = body.get("unit")
    return _UNITS.get(text, text)[:32] if isinstance(text, str) else ""


def source_of(body: Mapping[str, Any], access: str) -> tuple[Source, Conversion]:
    """Give what a property holds, and the conversion between the value on the wire and that."""
    kind = _FORMATS.get(str(body.get("format")), Kind.INTEGER if "int" in str(body.get("format")) else Kind.STRING)
    listed = _listed(body)
    if listed and kind is not Kind.BOOLEAN:
        return _counted(listed, body, access) or _worded(listed, access)
    low, high, step = _limits(body)
    if kind is Kind.INTEGER and (low, high) == (0, 1):
        return Source(kind=Kind.BOOLEAN, access=access), _ZERO_ONE
    numeric = kind in {Kind.INTEGER, Kind.NUMBER}
    source = Source(kind=kind, unit=_unit(body) if numeric else "", access=access)
    return (replace(source, minimum=low, maximum=high, step=step), IDENTITY) if numeric else (source, IDENTITY)


_ZERO_ONE: Final = enum_map({0: False, 1: True})


def _limits(body: Mapping[str, Any]) -> tuple[float | None, float | None, float | None]:
    told = body.get("value-range", body.get("valueRange"))
    if not isinstance(told, list) or len(told) < 2 or not all(_finite(one) for one in told) or told[0] > told[1]:
        return None, None, None
    low = None if told[0] in _FORMAT_ENDS else told[0]
    high = None if told[1] in _FORMAT_ENDS or told[1] >= _ANY_AMOUNT else told[1]
    return low, high, told[2] if len(told) > 2 and told[2] > 0 else None


_FORMAT_ENDS: Final = frozenset({-(2**15), -(2**31), -(2**63), 2**15 - 1, 2**16 - 1})
_ANY_AMOUNT: Final = 2_147_483_600
"""Ends that are those of the number's format, which makers write where nothing limits the value: they say nothing."""


def _finite(value: object) -> bool:
    return (
        isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300 and math.isfinite(value)
    )


def _listed(body: Mapping[str, Any]) -> dict[int | str, str]:
    """Give the words of a value list by their numbers; a number without a word is its own."""
    told = body.get("value-list", body.get("valueList"))
    found: dict[int | str, str] = {}
    for one in told if isinstance(told, list) else ():
        value = one.get("value") if isinstance(one, Mapping) else None
        if isinstance(value, int | str) and not isinstance(value, bool):
            found[value] = text_of(one.get("description")).strip()[:WORD_LIMIT] or str(value)[:WORD_LIMIT]
    return found


_COUNT: Final = re.compile(
    r"(?:level|gear|speed|grade|档位|等级)?[\s_-]*(-?\d{1,9}(?:\.\d{1,6})?)\s*(?:°|%|档|级|度|℃|w|min|h|s|gear|level)?",
    re.IGNORECASE,
)


def _counted(listed: Mapping[int | str, str], body: Mapping[str, Any], access: str) -> tuple[Source, Conversion] | None:
    """Take a list whose words all say a number for that number; None where any does not, or two say the same."""
    auto = next((value for value, word in listed.items() if word.casefold() in _AUTO), None)
    if auto is not None and len(listed) > _THREE_AND_AUTO:
        return _automatic(listed, auto, body, access)
    matches = {value: _COUNT.fullmatch(word) for value, word in listed.items()}
    numbers = {value: float(match[1]) for value, match in matches.items() if match}
    if len(numbers) < max(len(listed), 2) or len(set(numbers.values())) < len(numbers):
        return None
    whole = all(number.is_integer() for number in numbers.values())
    pairs: dict[Any, Any] = {value: int(number) if whole else number for value, number in numbers.items()}
    if pairs == {0: 0, 1: 1}:
        return Source(kind=Kind.BOOLEAN, access=access), _ZERO_ONE
    source = Source(
        kind=Kind.INTEGER if whole else Kind.NUMBER,
        unit=_unit(body),
        minimum=min(pairs.values()),
        maximum=max(pairs.values()),
        access=access,
    )
    return source, IDENTITY if all(value == number for value, number in pairs.items()) else enum_map(pairs)


_AUTO: Final = frozenset({"auto", "automatic", "自动"})
_THREE_AND_AUTO: Final = 4  # up to here they are low, medium and high beside auto


def _automatic(
    listed: Mapping[int | str, str], auto: int | str, body: Mapping[str, Any], access: str
) -> tuple[Source, Conversion] | None:
    """Take numbered levels beside "auto" for the numbers; automatic is no set level, as in Matter's SpeedSetting."""
    counted = _counted({value: word for value, word in listed.items() if value != auto}, body, access)
    if counted is None or counted[0].kind is Kind.BOOLEAN:
        return None
    source, raw = counted
    return source, null_as(auto, raw)


def _worded(listed: Mapping[int | str, str], access: str) -> tuple[Source, Conversion]:
    """Take the words; of two alike the later gets `#` and its number, so that neither is lost."""
    words: dict[int | str, str] = {}
    for value, word in listed.items():
        words[value] = f"{word}#{value}" if word in words.values() else word
    return Source(kind=Kind.ENUM, values=tuple(words.values()), access=access), _words(words)


def _words(words: Mapping[int | str, str]) -> Conversion:
    numbers = {word: value for value, word in words.items()}

    def decode(value: Value) -> Value:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise ConversionError("a listed number", value)
        return words.get(value, str(value))  # a number that the list does not name is kept, as digits

    def encode(value: Value) -> Value:
        if value is None:
            return None
        if not isinstance(value, str) or value not in numbers:
            raise ConversionError("one of the listed words", value)
        return numbers[value]

    return Conversion(name="words", decode=decode, encode=encode)
