"""Compiles shapes into functions from JSON trees to records."""

import json
from collections.abc import Callable, Iterable
from functools import cache, partial
from math import isfinite
from types import NoneType
from typing import Any, Final, TypeAlias, cast

from schemas.errors import CodecError
from schemas.shape import (
    TAG,
    AnyValue,
    Array,
    Atom,
    Choice,
    FieldShape,
    RecordRef,
    Shape,
    Table,
    Words,
    fields_of,
    shape_of,
)

Decode: TypeAlias = Callable[[Any], Any]


@cache
def decoder_for(expected: Any, max_depth: int) -> Decode:
    """Compile the decoder of a record type or a union of them."""
    shape = shape_of(expected)
    return _top(shape.cls, max_depth) if isinstance(shape, RecordRef) else _decoder(shape, max_depth)


def _top(cls: type, depth: int) -> Decode:
    """Decode one record whose tag may be left out, but not wrong."""
    plain, tagged = _record_decoder(cls, depth, tagged=False), _record_decoder(cls, depth, tagged=True)
    if any(one.name == TAG for one in fields_of(cls)):
        return plain

    def run(tree: Any) -> Any:
        if tree.__class__ is not dict or TAG not in tree:
            return plain(tree)
        tag = tree[TAG]
        if tag != cls.__name__:
            raise CodecError(f"{_shown(tag)} is another type", f'write "{cls.__name__}"', f".{TAG}")
        return tagged(tree)

    return run


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    text = json.dumps(value, ensure_ascii=False, default=str)  # TOML has dates
    return text if len(text) <= 40 else f"{text[:37]}..."


def _wrong(value: object, wanted: str) -> CodecError:
    return CodecError(f"{_shown(value)} is not {wanted}", f"send {wanted}")


def _decoder(shape: Shape, depth: int) -> Decode:  # noqa: PLR0911  one return a kind of shape
    match shape:
        case Atom(kind=kind):
            return _ATOMS[kind]
        case AnyValue():
            return _value_decoder(depth)
        case Words():
            return _words_decoder(shape)
        case Array():
            return _array_decoder(shape, depth)
        case Table(item=item):
            return _table_decoder(_decoder(item, depth))
        case RecordRef(cls=cls):
            return _late(cls, depth, tagged=False)
        case Choice():
            return _choice_decoder(shape, depth)


def _late(cls: type, depth: int, *, tagged: bool) -> Decode:
    """Look the decoder up when it is needed, for a record may hold its own kind."""

    def run(tree: Any) -> Any:
        return found()(tree)

    found = cache(partial(_record_decoder, cls, depth, tagged=tagged))
    return run


def _bool(value: Any) -> Any:
    if value is True or value is False:
        return value
    raise _wrong(value, "true or false")


def _int(value: Any) -> Any:
    if value.__class__ is int:
        return value
    raise _wrong(value, "a whole number")


def _float(value: Any) -> Any:
    if (value.__class__ is float and isfinite(value)) or value.__class__ is int:
        return value
    raise _wrong(value, "a finite number")


def _str(value: Any) -> Any:
    if value.__class__ is str:
        return value
    raise _wrong(value, "text")


def _none(value: Any) -> None:
    if value is not None:
        raise _wrong(value, "null")


_ATOMS: Final[dict[type, Decode]] = {bool: _bool, int: _int, float: _float, str: _str, NoneType: _none}


def _value_decoder(depth: int) -> Decode:
    """Check a free value: JSON gives only the right kinds, but also 1e999, and structures of any depth."""

    def run(value: Any) -> Any:
        kind = value.__class__
        if kind is float:
            return _float(value)
        if kind is list or kind is dict:
            _structure(value, depth)
        return value

    return run


def _structure(value: Any, depth: int) -> None:
    if depth <= 0:
        raise CodecError("nested too deeply", "send a flatter value")
    check = _value_decoder(depth - 1)
    entries: Iterable[tuple[str | int, Any]] = enumerate(value) if isinstance(value, list) else value.items()
    for key, one in entries:
        try:
            check(one)
        except CodecError as error:
            raise error.under(_step(key)) from None


def _step(key: str | int) -> str:
    return f"[{key}]" if isinstance(key, int) else f".{key}"


def _words_decoder(shape: Words) -> Decode:
    table = {word: held for word, held in shape.members if word.__class__ is str}
    others = [(word, held) for word, held in shape.members if word.__class__ is not str]
    wanted = f"one of {', '.join(_shown(word) for word, _ in shape.members)}"

    def run(value: Any) -> Any:
        if value.__class__ is str and value in table:
            return table[value]
        for word, held in others:
            if value.__class__ is word.__class__ and value == word:
                return held
        raise _wrong(value, wanted)

    return run


def _array_decoder(shape: Array, depth: int) -> Decode:
    if shape.fixed:
        return _places_decoder(tuple(_decoder(one, depth) for one in shape.items))
    item = _decoder(shape.items[0], depth)
    build = shape.build

    def run(value: Any) -> Any:
        if value.__class__ is not list:
            raise _wrong(value, "a list")
        try:
            return build([item(one) for one in value])
        except CodecError as error:
            raise _placed(error, ((item, one) for one in value)) from None

    return run


def _places_decoder(places: tuple[Decode, ...]) -> Decode:
    size = len(places)
    first, last = places[0], places[-1]

    def run(value: Any) -> Any:
        if value.__class__ is not list or len(value) != size:
            raise _wrong(value, f"a list of {size}")
        try:
            if size == 2:  # most are pairs
                return first(value[0]), last(value[1])
            return tuple([item(one) for item, one in zip(places, value, strict=True)])
        except CodecError as error:
            raise _placed(error, zip(places, value, strict=True)) from None

    return run


def _placed(error: CodecError, entries: Iterable[tuple[Decode, Any]]) -> CodecError:
    """Find the entry that is at fault; only now, so that good messages do not pay for counting."""
    for index, (item, one) in enumerate(entries):
        try:
            item(one)
        except CodecError as found:
            return found.under(f"[{index}]")
    return error


def _table_decoder(item: Decode) -> Decode:
    def run(value: Any) -> Any:
        if value.__class__ is not dict:
            raise _wrong(value, "an object")
        found: dict[str, Any] = {}
        for key, one in value.items():
            try:
                found[key] = item(one)
            except CodecError as error:
                raise error.under(_step(key)) from None
        return found

    return run


@cache
def _record_decoder(cls: type, depth: int, *, tagged: bool) -> Decode:
    """Decode a record; where `tagged`, its tag is there and has been looked at."""
    steps = tuple((one.name, _decoder(one.shape, depth)) for one in fields_of(cls))
    whole, careful = _unrolled(cls, steps), _careful(cls, steps, tagged=tagged)
    full = len(steps) + tagged

    def run(tree: Any) -> Any:
        if tree.__class__ is not dict or len(tree) != full:
            return careful(tree)
        try:
            return whole(tree)
        except (CodecError, KeyError, ValueError):  # the careful way finds out what is wrong, and where
            return careful(tree)

    return run


def _careful(cls: type, steps: tuple[tuple[str, Decode], ...], *, tagged: bool) -> Decode:
    """Decode field by field: some may be left out, and an error names its place."""
    fields = fields_of(cls)
    required = frozenset(one.name for one in fields if one.required)

    def run(tree: Any) -> Any:
        if tree.__class__ is not dict:
            raise _wrong(tree, f"an object ({cls.__name__})")
        found: dict[str, Any] = {}
        name = ""
        try:
            for name, item in steps:
                if name in tree:
                    found[name] = item(tree[name])
        except CodecError as error:
            raise error.under(f".{name}") from None
        if len(found) + tagged != len(tree) or (len(found) != len(steps) and not required <= found.keys()):
            raise _odd_keys(cls, fields, tree, tagged=tagged)
        return _built(cls, found)

    return run


def _unrolled(cls: type, steps: tuple[tuple[str, Decode], ...]) -> Decode:
    """Write the loop over the fields out, as dataclasses do for __init__: it is a third of the whole cost."""
    arguments = ",".join(f"{name}=d{index}(tree[{name!r}])" for index, (name, _) in enumerate(steps))
    scope: dict[str, Any] = {f"d{index}": item for index, (_, item) in enumerate(steps)} | {"cls": cls}
    return cast("Decode", eval(f"lambda tree: cls({arguments})", scope))  # noqa: S307  field names are identifiers


def _built(cls: type, found: dict[str, Any]) -> Any:
    try:
        return cls(**found)
    except ValueError as error:  # a rule of the record itself
        raise CodecError(str(error), f"see {cls.__name__}") from error


def _odd_keys(cls: type, fields: tuple[FieldShape, ...], tree: dict[str, Any], *, tagged: bool) -> CodecError:
    known = [one.name for one in fields]
    unknown = [key for key in tree if key not in known and not (tagged and key == TAG)]
    if unknown:
        return CodecError(f"key {unknown[0]!r} is not known", f"{cls.__name__} has {', '.join(known) or 'none'}")
    missing = next(one.name for one in fields if one.required and one.name not in tree)
    return CodecError(f"key {missing!r} is missing", f"{cls.__name__} needs it")


def _choice_decoder(shape: Choice, depth: int) -> Decode:
    by_kind: dict[type, Decode] = {}
    for one in shape.members:
        if not isinstance(one, RecordRef):
            decoder = _decoder(one, depth)
            by_kind.update(dict.fromkeys(_json_kinds(one), decoder))
    records = {
        one.cls.__name__: _late(one.cls, depth, tagged=True) for one in shape.members if isinstance(one, RecordRef)
    }
    if records:
        by_kind[dict] = partial(_by_tag, records=records)
    wanted = " or ".join(dict.fromkeys(_WANTED[kind] for kind in by_kind))

    def run(value: Any) -> Any:
        decoder = by_kind.get(value.__class__)
        if decoder is None:
            raise _wrong(value, wanted)
        return decoder(value)

    return run


_WANTED: Final = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "text",
    NoneType: "null",
    list: "a list",
    dict: "an object",
}


def _json_kinds(shape: Shape) -> tuple[type, ...]:
    match shape:
        case Atom(kind=kind):
            return (float, int) if kind is float else (kind,)
        case Words(members=members):
            return tuple({word.__class__ for word, _ in members})
        case Array():
            return (list,)
        case Table():
            return (dict,)
        case _:
            return tuple(_WANTED)


def _by_tag(tree: dict[str, Any], records: dict[str, Decode]) -> Any:
    if TAG not in tree:
        raise CodecError(f"key {TAG!r} is missing", f"name one of {', '.join(records)}")
    tag = tree[TAG]
    decoder = records.get(tag) if tag.__class__ is str else None
    if decoder is None:
        raise CodecError(f"{_shown(tag)} is no known type", f"name one of {', '.join(records)}", f".{TAG}")
    return decoder(tree)
