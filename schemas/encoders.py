"""Compiles shapes into functions from records to JSON trees, and trees to text."""

import json
from collections.abc import Callable
from functools import cache
from json.encoder import JSONEncoder
from typing import Any, Final, NoReturn, TypeAlias

from schemas.errors import CodecError
from schemas.shape import TAG, AnyValue, Array, Atom, Choice, RecordRef, Shape, Table, Words, fields_of

Encode: TypeAlias = Callable[[Any], Any]


def _no_form(value: object) -> NoReturn:
    raise CodecError(f"{type(value).__name__} has no form in JSON", "give the field a plain value")


_write: Final[Callable[[Any], str]] = JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":"), default=_no_form
).encode
_fast_maker: Final = getattr(json.encoder, "c_make_encoder", None)


def _writer() -> Callable[[Any], str]:
    """Keep one C encoder for good: JSONEncoder.encode makes a new one for each message, at the cost of the rest."""
    if _fast_maker is None:  # another Python than CPython
        return _write
    text = json.encoder.encode_basestring
    chunks = _fast_maker(None, _no_form, text, None, ":", ",", False, False, False)  # noqa: FBT003
    return lambda tree: "".join(chunks(tree, 0))


dump: Final = _writer()


@cache
def tagged(cls: type) -> Encode:
    """Encode a record with its tag first, unless a field of its own has that name."""
    plain = _record_encoder(cls)
    if any(one.name == TAG for one in fields_of(cls)):
        return plain
    head = {TAG: cls.__name__}
    return lambda record: {**head, **plain(record)}


@cache
def _record_encoder(cls: type) -> Encode:
    natural = tuple(one.name for one in fields_of(cls) if _natural(one.shape))
    others = tuple((one.name, _encoder(one.shape)) for one in fields_of(cls) if not _natural(one.shape))

    def run(record: Any) -> dict[str, Any]:
        tree = {name: getattr(record, name) for name in natural}
        for name, convert in others:
            tree[name] = convert(getattr(record, name))
        return tree

    return run


def _natural(shape: Shape) -> bool:
    """Whether the JSON encoder already writes it as it should be."""
    match shape:
        case Atom() | AnyValue():
            return True
        case Words(members=members):
            return all(word == held for word, held in members)
        case Array(build=build, items=items):
            return build is not frozenset and all(map(_natural, items))
        case Table(item=item):
            return _natural(item)
        case Choice(members=members):
            return all(map(_natural, members))
        case RecordRef():
            return False


def _encoder(shape: Shape) -> Encode:
    if _natural(shape):
        return lambda value: value
    match shape:
        case Words(members=members):
            return {held: word for word, held in members}.__getitem__
        case Array():
            return _array_encoder(shape)
        case Table(item=item):
            convert = _encoder(item)
            return lambda table: {key: convert(value) for key, value in table.items()}
        case RecordRef(cls=cls):
            return _late(cls)
        case Choice():
            return _choice_encoder(shape)
        case _:  # atoms and values are natural
            raise TypeError(f"{shape} has no encoder")


def _late(cls: type) -> Encode:
    """Look the encoder up when it is needed, for a record may hold its own kind."""

    def run(record: Any) -> Any:
        return _record_encoder(cls)(record)

    return run


def _array_encoder(shape: Array) -> Encode:
    if shape.fixed:
        places = tuple(map(_encoder, shape.items))
        return lambda values: [convert(value) for convert, value in zip(places, values, strict=True)]
    convert = _encoder(shape.items[0])
    if shape.build is frozenset:
        return lambda values: sorted(map(convert, values))
    return lambda values: list(map(convert, values))


def _choice_encoder(shape: Choice) -> Encode:
    arrays = [_encoder(one) for one in shape.members if isinstance(one, Array)]
    tables = [_encoder(one) for one in shape.members if isinstance(one, Table)]
    words = {held: word for one in shape.members if isinstance(one, Words) for word, held in one.members}
    records = {one.cls for one in shape.members if isinstance(one, RecordRef)}

    def run(value: Any) -> Any:
        cls: type = type(value)
        if cls in records:
            return tagged(cls)(value)
        if isinstance(value, tuple | list | frozenset) and arrays:
            return arrays[0](value)
        if isinstance(value, dict) and tables:
            return tables[0](value)
        return words.get(value, value) if words else value

    return run
