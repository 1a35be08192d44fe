"""Between a leaf's own values in JSON and plain ones: ON/OFF and the like become true and false, nothing is coerced."""

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from adapters.mqtt.zigbee2mqtt.expose import GET, READ, SET, Leaf
from schemas.conversion import IDENTITY, VENDOR_PREFIX, ConversionError, Convert
from schemas.mapping import Source
from schemas.units import normalise
from schemas.value import Scalar, Value
from schemas.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Mapping

SECRET: Final = re.compile(r"(^|_)(password|passwd|passphrase|psk|pin|pincode|ssid|secret|wifi_key|network_key)($|_)")
"""Names whose values are never read, stored or shown. `pin_code` is found by its first part."""

KINDS: Final = {
    "numeric": Kind.NUMBER,
    "binary": Kind.BOOLEAN,
    "enum": Kind.ENUM,
    "text": Kind.STRING,
    "list": Kind.LIST,
    "composite": Kind.OBJECT,
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A leaf as a source of the mapping: what it holds once `decode` has run; `encode` is the way back."""

    source: Source
    decode: Convert
    encode: Convert


def access(leaf: Leaf) -> str:
    """Give the letters of our access for the bits of zigbee2mqtt (published 1, set 2, get 4)."""
    letters = "rn" if leaf.access & READ else "r" if leaf.access & GET else ""
    return f"r{'w' if leaf.access & SET else ''}{letters[1:]}" if letters else "w" if leaf.access & SET else ""


def is_secret(leaf: Leaf) -> bool:
    """Whether the leaf holds something that must not be seen."""
    return bool(SECRET.search(leaf.path[-1])) or bool(SECRET.search(leaf.name))


def kind(leaf: Leaf) -> Kind:
    """Give the kind of its values; a text where the vendor names no values, or a type we do not know."""
    if is_secret(leaf):
        return Kind.SECRET
    found = KINDS.get(leaf.type, Kind.STRING)
    return Kind.STRING if found is Kind.ENUM and not leaf.values else found


def shape(leaf: Leaf) -> Shape:
    """Give what the mapping needs to know of a leaf, and the two functions to its raw values."""
    found = kind(leaf)
    source = Source(
        kind=found,
        unit=leaf.unit,
        minimum=leaf.minimum,
        maximum=leaf.maximum,
        step=leaf.step if leaf.step and leaf.step > 0 else None,
        values=tuple(_word(value) for value in leaf.values) if found is Kind.ENUM else None,
        access=access(leaf),
    )
    match found:
        case Kind.BOOLEAN:
            return Shape(source, *_binary(leaf))
        case Kind.ENUM:
            return Shape(source, *_enum(leaf))
        case Kind.STRING if leaf.type not in {"text", "enum"}:
            return Shape(source, _as_text, _same)
        case _:
            return Shape(source, _same, _same)


def unit(leaf: Leaf) -> str:
    """Give the UCUM code; a unit we do not know stays as an annotation, which UCUM allows anywhere (UCUM 2.1 §12)."""
    known = normalise(leaf.unit)
    return known if known is not None else f"{{{leaf.unit.strip('{}')}}}"


def _same(value: Value) -> Value:
    return value


PLAIN: Final = frozenset({_same, IDENTITY.decode})
"""Conversions that do nothing."""


def _as_text(value: Value) -> Value:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _word(value: Scalar) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _key(value: object) -> object:
    return (bool, value) if isinstance(value, bool) else value


def _binary(leaf: Leaf) -> tuple[Convert, Convert]:
    on = True if leaf.value_on is None else leaf.value_on
    off = False if leaf.value_off is None else leaf.value_off
    if isinstance(on, bool) and isinstance(off, bool):
        # Plain truth: `value_on` false says what a user interface highlights, not what the value means.
        on, off = True, False
    into = {_key(on): True, _key(off): False}

    def decode(value: Value) -> Value:
        if value is None:
            return None
        if isinstance(value, str | bool | int | float):
            found = into.get(_key(value))
            if found is not None:
                return found
        raise ConversionError(f"{on!r} or {off!r}", value)

    def encode(value: Value) -> Value:
        return on if value is True else off

    return decode, encode


def _enum(leaf: Leaf) -> tuple[Convert, Convert]:
    back: Mapping[str, Scalar] = {_word(value): value for value in leaf.values}

    def decode(value: Value) -> Value:
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, bool | int | float):
            return _word(value)
        raise ConversionError("one of its values", value)

    def encode(value: Value) -> Value:
        return back.get(value, value) if isinstance(value, str) else value

    return decode, encode


def vendor_enum(values: tuple[str, ...], decode: Convert, encode: Convert) -> tuple[Convert, Convert]:
    """Let a word that was not announced through as `vendor:<word>`."""
    known = frozenset(values)

    def into(value: Value) -> Value:
        word = decode(value)
        return word if word is None or word in known else f"{VENDOR_PREFIX}{word}"

    def back(value: Value) -> Value:
        return encode(value.removeprefix(VENDOR_PREFIX) if isinstance(value, str) else value)

    return into, back
