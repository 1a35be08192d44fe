"""Compiles shapes into functions from values to JSON text.

Text is put together directly, without a tree in between: the keys of a record are constant, and only free values
and plain arrays go through the standard library's encoder.
"""

import json
from collections.abc import Callable
from functools import cache
from json.encoder import JSONEncoder
from math import isfinite
from types import NoneType
from typing import Any, Final, NoReturn, TypeAlias, cast

from schemas.errors import CodecError
from schemas.shape import TAG, AnyValue, Array, Atom, Choice, RecordRef, Shape, Table, Words, fields_of

Write: TypeAlias = Callable[[Any], str]


def _no_form(value: object) -> NoReturn:
    raise CodecError(f"{type(value).__name__} has no form in JSON", "give the field a plain value")


_slow: Final = JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":"), default=_no_form
).encode


def _writer() -> Write:
    """Keep one C encoder for good: JSONEncoder.encode makes a new one for each message, at the cost of the rest."""
    maker = getattr(json.encoder, "c_make_encoder", None)
    if maker is None:  # another Python than CPython
        return _slow
    chunks = maker(None, _no_form, json.encoder.encode_basestring, None, ":", ",", False, False, False)  # noqa: FBT003
    return lambda tree: "".join(chunks(tree, 0))


_structure: Final = _writer()
_text: Final[Write] = json.encoder.encode_basestring


def _number(value: Any) -> str:
    if value.__class__ is float and not isfinite(value):
        raise CodecError(f"{value} is not JSON", "send a finite number or null")
    return float.__repr__(value) if value.__class__ is float else int.__repr__(value)


_boolean: Final[Write] = {True: "true", False: "false"}.__getitem__
_null: Final[Write] = {None: "null"}.__getitem__
_ATOMS: Final[dict[type, Write]] = {str: _text, int: int.__repr__, float: _number, bool: _boolean, NoneType: _null}


def _free(value: Any) -> str:
    """Write a free value: scalars at once, structures by the standard library."""
    return _ATOMS.get(value.__class__, _structure)(value)


@cache
def writer_of(cls: type) -> Write:
    """Compile the writer of a record on its own: the tag comes first, unless a field has that name."""
    return _record(cls, tagged=all(one.name != TAG for one in fields_of(cls)))


@cache
def _record(cls: type, *, tagged: bool) -> Write:
    names = tuple(one.name for one in fields_of(cls))
    head = [f'"{TAG}":{_text(cls.__name__)}'] if tagged else []
    keys = [f"{_text(name)}:%s" for name in names]
    template = f"{{{','.join(head + keys)}}}"
    writers = tuple(_compiled(one.shape) for one in fields_of(cls))
    return _unrolled(template, names, writers)


def _unrolled(template: str, names: tuple[str, ...], writers: tuple[Write, ...]) -> Write:
    """Write the loop over the fields out, as dataclasses do for __init__: it is a third of the whole cost."""
    calls = "".join(f"w{index}(record.{name})," for index, name in enumerate(names))
    scope: dict[str, Any] = {f"w{index}": write for index, write in enumerate(writers)} | {"template": template}
    return cast("Write", eval(f"lambda record: template % ({calls})", scope))  # noqa: S307  field names are identifiers


def _compiled(shape: Shape) -> Write:  # noqa: PLR0911  one return a kind of shape
    match shape:
        case Atom(kind=kind):
            return _ATOMS[kind]
        case AnyValue():
            return _free
        case Words(members=members):
            return {held: _free(word) for word, held in members}.__getitem__
        case Array():
            return _array(shape)
        case Table(item=item):
            return _table(_compiled(item))
        case RecordRef(cls=cls):
            return _late(cls)
        case Choice():
            return _choice(shape)


def _late(cls: type) -> Write:
    """Look the writer up when it is needed, for a record may hold its own kind."""

    def run(record: Any) -> str:
        return _record(cls, tagged=False)(record)

    return run


def _plain(shape: Shape) -> bool:
    """Whether the standard library writes it just so."""
    match shape:
        case Atom() | AnyValue():
            return True
        case Array(build=build, items=items):
            return build is not frozenset and all(map(_plain, items))
        case Words(members=members):
            return all(word == held for word, held in members)
        case _:
            return False


def _array(shape: Array) -> Write:
    if _plain(shape):
        return _structure
    if shape.fixed:
        places = tuple(map(_compiled, shape.items))
        return lambda values: f"[{','.join([write(one) for write, one in zip(places, values, strict=True)])}]"
    write = _compiled(shape.items[0])
    if shape.build is frozenset:
        return lambda values: f"[{','.join(sorted(map(write, values)))}]"
    return lambda values: f"[{','.join(map(write, values))}]"


def _table(write: Write) -> Write:
    def run(table: Any) -> str:
        return f"{{{','.join([f'{_text(key)}:{write(value)}' for key, value in table.items()])}}}"

    return run


def _choice(shape: Choice) -> Write:
    """Choose by what the value is; words before plain text, for a word may be written unlike itself."""
    if all(isinstance(one, Atom) for one in shape.members):
        return lambda value: _ATOMS[value.__class__](value)
    words = {held: _free(word) for one in shape.members if isinstance(one, Words) for word, held in one.members}
    by_class: dict[type, Write] = dict(_ATOMS)
    for one in shape.members:
        if isinstance(one, Array):
            by_class[one.build] = _array(one)
        elif isinstance(one, Table):
            by_class[dict] = _table(_compiled(one.item))

    def run(value: Any) -> str:
        write = by_class.get(value.__class__)
        if words and (write is None or value.__class__ is str) and value in words:
            return words[value]
        return write(value) if write is not None else _tagged_or_structure(value)

    return run


def _tagged_or_structure(value: Any) -> str:
    cls: type = type(value)
    return writer_of(cls)(value) if hasattr(cls, "__dataclass_fields__") else _structure(value)
