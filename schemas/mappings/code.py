"""Conversions of the numbers that a protocol lists by name: states, flags, and sets of one member."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from schemas.conversion import Conversion, ConversionError, numbered
from schemas.value import Scalar, Value
from schemas.vocabulary import Kind

NONE: Final[Mapping[str, int]] = MappingProxyType({})
NO_NUMBERS: Final[Mapping[int, str]] = MappingProxyType({})


def codes(
    members: Mapping[str, int], *, also: Mapping[int, str] = NO_NUMBERS, near: Mapping[str, int] = NONE
) -> Conversion:
    """Map numbers to members of ours, one to one; a number that is not named is `vendor:<number>`, both ways.

    `also` are numbers that are read and never written. `near` are members of ours that are written as the nearest
    number the protocol has, and so come back as another member.
    """
    inner = numbered(**members)
    if set(also) & set(members.values()) or set(near) & set(members):
        raise ValueError("codes: a lesser claim repeats one of the members")

    def decode(value: Value) -> Value:
        known = also.get(value) if value.__class__ is int and isinstance(value, int) else None
        return inner.decode(value) if known is None else known

    def encode(value: Value) -> Value:
        number = near.get(value) if isinstance(value, str) else None
        return inner.encode(value) if number is None else number

    pairs: dict[Scalar, Scalar] = dict(also.items())
    pairs.update(inner.pairs or {})
    return replace(inner, name="codes", decode=decode, encode=encode, pairs=pairs)


def flag(true: int, false: int, *, also_true: tuple[int, ...] = (), also_false: tuple[int, ...] = ()) -> Conversion:
    """Two numbers for true and false; further ones are read and never written."""
    back = {True: true, False: false}
    more = dict.fromkeys(also_true, True) | dict.fromkeys(also_false, False)
    pairs: dict[Scalar, Scalar] = dict(more.items())
    pairs.update({true: True, false: False})

    def decode(value: Value) -> Value:
        found = pairs.get(value) if isinstance(value, int) and value.__class__ is int else None
        if found is None and value is not None:
            raise ConversionError(f"one of {', '.join(map(str, pairs))}", value)
        return found

    def encode(value: Value) -> Value:
        if value is not None and not isinstance(value, bool):
            raise ConversionError("true or false", value)
        return None if value is None else back[value]

    sources = frozenset({Kind.ENUM, Kind.INTEGER})
    return Conversion(name="flag", decode=decode, encode=encode, sources=sources, pairs=pairs, rescales=True)


def sets(members: Mapping[int, tuple[str, ...]], *, any_as: int | None = None) -> Conversion:
    """Map numbers to sets of members of ours; `any_as` is written for a set that is not named and not empty."""
    back = {frozenset(words): number for number, words in members.items()}

    def decode(value: Value) -> Value:
        found = members.get(value) if value.__class__ is int and isinstance(value, int) else None
        if value is not None and found is None:
            raise ConversionError(f"one of {', '.join(map(str, members))}", value)
        return None if found is None else list(found)

    def encode(value: Value) -> Value:
        if value is None:
            return None
        if not isinstance(value, list):
            raise ConversionError("a list of members", value)
        number = back.get(frozenset(map(str, value)), any_as if value else None)
        if number is None:
            raise ConversionError("a set that has a number", value)
        return number

    return Conversion(name="sets", decode=decode, encode=encode, sources=frozenset({Kind.ENUMSET}), rescales=True)


def bits(**members: int) -> Conversion:
    """Map the bits of a mask, by their place, to members of ours; a bit that is not named is `vendor:<place>`."""
    inner = numbered(**members)

    def decode(value: Value) -> Value:
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise ConversionError("a mask", value)
        return [inner.decode(place) for place in range(value.bit_length()) if value >> place & 1]

    def encode(value: Value) -> Value:
        if value is None:
            return None
        if not isinstance(value, list):
            raise ConversionError("a list of members", value)
        places = {inner.encode(one) for one in value}
        return sum(1 << place for place in places if isinstance(place, int))

    return Conversion(name="bits", decode=decode, encode=encode, sources=frozenset({Kind.ENUMSET}), rescales=True)
