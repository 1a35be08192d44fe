"""The shape of a record type: its type hints, read once and turned into a small tree that the codec compiles."""

import dataclasses
import types
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Annotated, Any, Final, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from schemas import value

TAG: Final = "type"
"""The key that tells the members of a union of records apart; it holds the class name."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A plain bool, int, float, str or None."""

    kind: type


@dataclass(frozen=True, slots=True)
class AnyValue:
    """`schemas.value.Value`: whatever JSON can carry."""


@dataclass(frozen=True, slots=True)
class Words:
    """Members of an enum by their word, or the choices of a Literal."""

    name: str
    members: tuple[tuple[str | int | bool | None, Any], ...]  # as written in JSON, as held


@dataclass(frozen=True, slots=True)
class Array:
    """A tuple, list or frozenset of one shape throughout, or a tuple of fixed places."""

    build: type
    items: "tuple[Shape, ...]"
    fixed: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A dict from text to one shape."""

    item: "Shape"


@dataclass(frozen=True, slots=True)
class RecordRef:
    """A dataclass, named so that a record may hold its own kind."""

    cls: type


@dataclass(frozen=True, slots=True)
class Choice:
    """A union. Its records carry the tag; at most one member takes each other JSON kind."""

    members: "tuple[Shape, ...]"


Shape: TypeAlias = Atom | AnyValue | Words | Array | Table | RecordRef | Choice


@dataclass(frozen=True, slots=True)
class FieldShape:
    """One field of a record."""

    name: str
    shape: Shape
    required: bool


class _Marker:
    """Stands for Value while hints are read, for Value names itself."""


_NAMES: Final = {"Value": _Marker, "Scalar": value.Scalar}


@cache
def fields_of(cls: type) -> tuple[FieldShape, ...]:
    """Read the fields of a dataclass, in their order."""
    hints = get_type_hints(cls, localns=_NAMES, include_extras=True)
    return tuple(
        FieldShape(one.name, shape_of(hints[one.name]), _required(one)) for one in dataclasses.fields(cls) if one.init
    )


def _required(one: "dataclasses.Field[Any]") -> bool:
    return one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING


def shape_of(hint: Any) -> Shape:
    """Turn one type hint into a shape; TypeError where JSON has no form for it."""
    if hint is _Marker or hint is Any or hint == value.Value or _holds_marker(hint):
        return AnyValue()
    if hint in {bool, int, float, str}:
        return Atom(hint)
    if hint is None or hint is types.NoneType:
        return Atom(types.NoneType)
    if isinstance(hint, type) and not get_args(hint):
        return _class(hint)
    return _generic(hint)


def _holds_marker(hint: Any) -> bool:
    return get_origin(hint) in {Union, types.UnionType} and any(_Marker in get_args(arg) for arg in get_args(hint))


def _class(cls: type) -> Shape:
    if issubclass(cls, Enum):
        return Words(cls.__name__, tuple((word_of(member), member) for member in cls))
    if dataclasses.is_dataclass(cls):
        return RecordRef(cls)
    raise TypeError(f"{cls.__qualname__} has no form in JSON; use a dataclass, an enum or a plain type")


def word_of(member: Enum) -> str:
    """Give the JSON form of an enum member: its text, or its name in lower case where it is no text."""
    return str(member.value) if isinstance(member.value, str) else member.name.lower()


def _generic(hint: Any) -> Shape:
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return shape_of(args[0])
    if origin is Literal:
        return Words("Literal", tuple((word_of(one) if isinstance(one, Enum) else one, one) for one in args))
    if origin in {Union, types.UnionType}:
        return Choice(_flat(args))
    if origin in {tuple, list, frozenset}:
        return _array(origin, args)
    if origin in {dict, Mapping} and args[0] is str:
        return Table(shape_of(args[1]))
    raise TypeError(f"{hint!r} has no form in JSON")


def _array(origin: type, args: tuple[Any, ...]) -> Array:
    fixed = origin is tuple and not (len(args) == 2 and args[1] is Ellipsis)
    return Array(origin, tuple(shape_of(arg) for arg in args if arg is not Ellipsis), fixed)


def _flat(args: tuple[Any, ...]) -> tuple[Shape, ...]:
    found: list[Shape] = []
    for arg in args:
        shape = shape_of(arg)
        found.extend(shape.members if isinstance(shape, Choice) else (shape,))
    return tuple(found)
