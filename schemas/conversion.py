"""Named, invertible conversions between what a vendor sends and what the schema holds.

Each is built once, from plain numbers or pairs, and works through two closures. None stays None: not known is
not known on both sides. A value of the wrong kind raises ConversionError; nothing is coerced.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any, Final, TypeAlias

from schemas.units import UnitError, affine, normalise
from schemas.units import convert as in_unit
from schemas.value import Scalar, Value
from schemas.vocabulary import Kind

Convert: TypeAlias = Callable[[Value], Value]
Linear: TypeAlias = tuple[Fraction, Fraction]

NUMERIC: Final = frozenset({Kind.INTEGER, Kind.NUMBER})
VENDOR_PREFIX: Final = "vendor:"
"""Stands before an enum value that the schema does not know; such a value never leaves the home."""


class ConversionError(ValueError):
    """A value that a conversion cannot take. The text says what was expected, and never quotes more than 40 letters."""

    def __init__(self, expected: str, value: object) -> None:
        """Keep the rule and show the value, shortened."""
        super().__init__(f"expected {expected}, got {_shown(value)}")
        self.expected = expected


def _shown(value: object) -> str:
    plain = isinstance(value, str | bool | float) or (isinstance(value, int) and abs(value) < 10**40)
    text = repr(value) if plain else type(value).__name__
    return text if len(text) <= 40 else f"{text[:37]}..."


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """A pair of functions and what is known of them.

    `linear` is (scale, offset) where the conversion is an affine function, so that a unit conversion folds into it.
    `rescales` tells that its result is in the schema's unit whatever the source's unit is. `pairs` are those of an
    enum map, source to schema.
    """

    name: str
    decode: Convert
    encode: Convert
    sources: frozenset[Kind] | None = None  # None: the same kind as the target
    linear: Linear | None = None
    rescales: bool = False
    pairs: Mapping[Scalar, Scalar] | None = None
    null: Scalar | None = None  # the source value that means "not known"
    words: Callable[[str], Scalar | None] | None = None  # reads a word of a device; `fitted` makes pairs with it


def _same(value: Value) -> Value:
    return value


IDENTITY: Final = Conversion(name="identity", decode=_same, encode=_same)


def linear_function(scale: Fraction, shift: Fraction) -> Convert:
    """Compile value * scale + shift, with the check that it is a number."""
    function = affine(scale, shift)

    def run(value: Value) -> Value:
        if value.__class__ is float or value.__class__ is int:
            try:
                return function(value)
            except OverflowError:  # a whole number that no float can hold
                raise ConversionError("a number of ordinary size", value) from None
        if value is None:
            return None
        raise ConversionError("a number", value)

    return run


def rounded(convert: Convert) -> Convert:
    """Round what comes out to a whole number; ConversionError where it is not finite."""

    def run(value: Value) -> Value:
        result = convert(value)
        if result.__class__ is not float:
            return result
        try:
            return round(result)
        except (OverflowError, ValueError):
            raise ConversionError("a finite number", value) from None

    return run


def linear(name: str, factor: Fraction, shift: Fraction = Fraction(0)) -> Conversion:
    """Schema = source * factor + shift."""
    return Conversion(
        name=name,
        decode=linear_function(factor, shift),
        encode=linear_function(1 / factor, -shift / factor),
        sources=NUMERIC,
        linear=(factor, shift),
        rescales=True,
    )


def scale(top: float, bottom: float = 1) -> Conversion:
    """Multiply by top / bottom on the way in: (1, 10) for tenths, (100, 254) for a Zigbee level in per cent."""
    factor = Fraction(str(top)) / Fraction(str(bottom))
    return linear(f"scale({factor})", factor)


def offset(amount: float) -> Conversion:
    """Schema = source + amount."""
    return replace(linear(f"offset({amount})", Fraction(1), Fraction(str(amount))), rescales=False)


INVERT_PERCENT: Final = replace(linear("invert-percent", Fraction(-1), Fraction(100)), rescales=False)
"""Schema = 100 - source, for covers whose vendor counts closing."""


def reciprocal(numerator: int = 1_000_000) -> Conversion:
    """Schema = numerator / source, and back the same way: mired to kelvin."""

    def flip(value: Value) -> Value:
        if (value.__class__ is int or value.__class__ is float) and value:
            return numerator / value
        if value is None:
            return None
        raise ConversionError("a number other than zero", value)

    return Conversion(name=f"reciprocal({numerator})", decode=flip, encode=flip, sources=NUMERIC, rescales=True)


MIRED_TO_KELVIN: Final = reciprocal()


def _negate(value: Value) -> Value:
    if value is True:
        return False
    if value is False:
        return True
    if value is None:
        return None
    raise ConversionError("true or false", value)


INVERT_BOOLEAN: Final = Conversion(
    name="invert-boolean", decode=_negate, encode=_negate, sources=frozenset({Kind.BOOLEAN})
)


def _key(value: object) -> object:
    """Keep true and 1 apart, which dicts do not."""
    return (bool, value) if isinstance(value, bool) else value


def _look_up(table: Mapping[object, Scalar], expected: str) -> Convert:
    def look(value: Value) -> Value:
        if value is None:
            return None
        if not isinstance(value, str | bool | int | float):
            raise ConversionError(expected, value)
        found = table.get(_key(value))
        if found is not None:
            return found
        if value.__class__ is str:
            return value
        raise ConversionError(expected, value)

    return look


def enum_map(pairs: Mapping[Any, Scalar], *, aliases: Mapping[Any, Scalar] | None = None) -> Conversion:
    """Map words, numbers or truth values one to one; `aliases` are further source words that never go back.

    A text that is not in the map passes unchanged, so that only differences need be named; the mapping row then
    keeps members of the schema and marks the rest with `vendor:`.
    """
    back = {_key(ours): theirs for theirs, ours in pairs.items()}
    if len(back) != len(pairs):
        raise ValueError("enum_map: two source values map to one of ours; move the lesser one to aliases")
    merged = {**(aliases or {}), **pairs}
    expected = f"one of {', '.join(map(str, merged))}"
    return Conversion(
        name="enum",
        decode=_look_up({_key(theirs): ours for theirs, ours in merged.items()}, expected),
        encode=_look_up(back, f"one of {', '.join(map(str, pairs.values()))}"),
        sources=frozenset({Kind.BOOLEAN, Kind.ENUM, Kind.STRING, Kind.INTEGER, Kind.NUMBER}),
        pairs=merged,
        rescales=True,
    )


def numbered(**members: int) -> Conversion:
    """Map the numbers of a protocol's enum, or the bits of its bitmap, to members of ours.

    A number that is not named is `vendor:<number>`, both ways; a member without a number raises ConversionError.
    """
    words: dict[Scalar, Scalar] = {number: word for word, number in members.items()}
    if len(words) != len(members):
        raise ValueError("numbered: two members have the same number")

    def decode(value: Value) -> Value:
        if value is None:
            return None
        if value.__class__ is not int:
            raise ConversionError("a whole number", value)
        return words.get(value) or f"{VENDOR_PREFIX}{value}"

    def encode(value: Value) -> Value:
        if value is None:
            return None
        number = members.get(value) if isinstance(value, str) else None
        return _vendor_number(value) if number is None else number

    sources = frozenset({Kind.ENUM, Kind.ENUMSET, Kind.INTEGER})
    return Conversion(name="numbered", decode=decode, encode=encode, sources=sources, pairs=words, rescales=True)


def _vendor_number(value: Value) -> int:
    text = value.removeprefix(VENDOR_PREFIX) if isinstance(value, str) else ""
    if text and text != value and text.isascii() and text.isdecimal() and len(text) <= 10:
        return int(text)
    raise ConversionError("a member that has a number", value)


def vocabulary(**meanings: Scalar) -> Conversion:
    """Build an enum map from every word that vendors use, folded, to ours; `fitted` fits it to one device."""
    pairs: dict[Scalar, Scalar] = {}
    aliases: dict[Scalar, Scalar] = {}
    for word, ours in meanings.items():
        (aliases if ours in pairs.values() else pairs)[word] = ours
    return replace(enum_map(pairs, aliases=aliases), sources=frozenset({Kind.ENUM}))


def folded(word: str) -> str:
    """Give a word as vocabularies spell it: lower case, with underscores."""
    return re.sub(r"[\s\-/]+", "_", word.strip().casefold())


def fitted(convert: Conversion, values: tuple[Scalar, ...], top: float | None = None) -> Conversion:
    """Fit a vocabulary to the words of one device, so that the way back gives the device's own word.

    `top` is the greatest number that the device names, for SHARE.
    """
    if convert is SHARE and top is not None and top > 0:
        return replace(scale(100, top), name=f"share({top:g})")
    if convert.words is not None:
        return _read(convert, convert.words, values)
    table = convert.pairs
    if table is None or not values or not all(isinstance(word, str) for word in table):
        return convert
    pairs: dict[Scalar, Scalar] = {}
    aliases: dict[Scalar, Scalar] = {}
    for value in values:
        ours = table.get(folded(value)) if isinstance(value, str) else None
        if ours is not None:
            (aliases if ours in pairs.values() else pairs)[value] = ours
    found = replace(enum_map(pairs, aliases=aliases), sources=convert.sources)
    return found if convert.null is None else null_as(convert.null, found)


def _read(convert: Conversion, read: Callable[[str], Scalar | None], values: tuple[Scalar, ...]) -> Conversion:
    pairs: dict[Scalar, Scalar] = {}
    aliases: dict[Scalar, Scalar] = {}
    for value in values:
        ours = read(value) if isinstance(value, str) else None
        if ours is not None:
            (aliases if ours in pairs.values() else pairs)[value] = ours
    return replace(enum_map(pairs, aliases=aliases), sources=convert.sources)


_AMOUNT: Final = re.compile(r"(-?\d{1,6}(?:\.\d{1,3})?)\s*([^\d\s]*)")


def amounts(unit: str) -> Conversion:
    """Read words that tell an amount ("30s", "5 min", "none"), in this unit where they name none; `fitted` fits it."""

    def read(word: str) -> Scalar | None:
        if folded(word) == "none":
            return 0.0
        match = _AMOUNT.fullmatch(word.strip())
        named = normalise(match[2]) if match else None
        if match is None or named is None:
            return None
        try:
            return in_unit(float(match[1]), named or unit, unit)
        except UnitError:
            return None

    none = enum_map({})
    return replace(none, name=f"amounts({unit})", sources=frozenset({Kind.ENUM}), words=read)


def _number_text(value: Value) -> Value:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ConversionError("a number", value)
    try:
        return f"{value:.15g}"
    except OverflowError:
        raise ConversionError("a number of ordinary size", value) from None


def _text_number(value: Value) -> Value:
    if value is None:
        return None
    try:
        return int(value) if isinstance(value, str) else float("nan")
    except ValueError:
        raise ConversionError("the text of a number", value) from None


NUMBER_AS_TEXT: Final = Conversion(
    name="number-as-text", decode=_number_text, encode=_text_number, sources=NUMERIC, rescales=True
)
"""A code that the vendor counts, as the text that ours is; whole numbers go back."""


def _no_share(value: Value) -> Value:
    raise ConversionError("a number whose greatest is known", value)


SHARE: Final = Conversion(name="share", decode=_no_share, encode=_no_share, sources=NUMERIC, rescales=True)
"""Steps of a device's own scale, 3 of 5, as per cent of the greatest; `fitted` tells it that."""


def null_as(marker: Scalar, inner: Conversion = IDENTITY) -> Conversion:
    """Take one source value, such as 0xFFFF or "unknown", to mean "not known"; never sent back unless None is."""

    def decode(value: Value) -> Value:
        return None if value == marker and _key(value) == _key(marker) else inner.decode(value)

    def encode(value: Value) -> Value:
        return marker if value is None else inner.encode(value)

    return replace(inner, name=f"null-as({marker!r}, {inner.name})", decode=decode, encode=encode, null=marker)


def _from_iso(value: Value) -> Value:
    if value is None:
        return None
    if not isinstance(value, str):
        raise ConversionError("an ISO 8601 date and time", value)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ConversionError("an ISO 8601 date and time", value) from None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return round(aware.timestamp() * 1000)


def _to_iso(value: Value) -> Value:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise ConversionError("milliseconds since 1970", value)
    try:
        return datetime.fromtimestamp(value / 1000, UTC).isoformat(timespec="milliseconds")
    except (OverflowError, ValueError, OSError):
        raise ConversionError("milliseconds since 1970, within the calendar", value) from None


ISO_TIMESTAMP: Final = Conversion(
    name="iso-timestamp",
    decode=_from_iso,
    encode=_to_iso,
    sources=frozenset({Kind.STRING, Kind.TIMESTAMP}),
    rescales=True,
)
"""ISO 8601 text to milliseconds; a text without a zone is taken as UTC."""

UNIX_SECONDS: Final = scale(1000)
"""Seconds since 1970 to milliseconds."""
