"""JSON Schema 2020-12 of whatever the codec carries, from the same shapes that it compiles."""

from typing import Any, Final, TypeAlias

from schemas.shape import TAG, AnyValue, Array, Atom, Choice, RecordRef, Shape, Table, Words, fields_of, shape_of

Schema: TypeAlias = dict[str, Any]

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def json_schema(expected: Any, *, title: str = "") -> Schema:
    """Describe a record type or a union of them: one object a record, those that occur more than once by reference."""
    definitions: dict[str, Schema] = {}
    shape = shape_of(expected)
    body = _tagged(shape.cls, definitions) if isinstance(shape, RecordRef) else _schema(shape, definitions)
    head: Schema = {"$schema": DIALECT}
    if title:
        head["title"] = title
    return {**head, **body, "$defs": dict(sorted(definitions.items()))}


def _schema(shape: Shape, definitions: dict[str, Schema]) -> Schema:  # noqa: PLR0911  one return a kind of shape
    match shape:
        case Atom(kind=kind):
            return {"type": _TYPES[kind]}
        case AnyValue():
            return {}
        case Words(members=members):
            return {"enum": [word for word, _ in members]}
        case Array():
            return _array(shape, definitions)
        case Table(item=item):
            return {"type": "object", "additionalProperties": _schema(item, definitions)}
        case RecordRef(cls=cls):
            return _reference(cls, definitions, tagged=False)
        case Choice(members=members):
            return {"anyOf": [_member(one, definitions) for one in members]}


_TYPES: Final[dict[type, str]] = {
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    type(None): "null",
}


def _array(shape: Array, definitions: dict[str, Schema]) -> Schema:
    if shape.fixed:
        places = [_schema(one, definitions) for one in shape.items]
        return {"type": "array", "prefixItems": places, "items": False, "minItems": len(places)}
    return {"type": "array", "items": _schema(shape.items[0], definitions)}


def _member(shape: Shape, definitions: dict[str, Schema]) -> Schema:
    return (
        _reference(shape.cls, definitions, tagged=True) if isinstance(shape, RecordRef) else _schema(shape, definitions)
    )


def _reference(cls: type, definitions: dict[str, Schema], *, tagged: bool) -> Schema:
    name = f"{cls.__name__}.tagged" if tagged else cls.__name__
    if name not in definitions:
        definitions[name] = {}  # stands there while the record is described, for it may hold its own kind
        definitions[name] = _tagged(cls, definitions) if tagged else _record(cls, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _record(cls: type, definitions: dict[str, Schema]) -> Schema:
    fields = fields_of(cls)
    schema: Schema = {
        "type": "object",
        "properties": {one.name: _schema(one.shape, definitions) for one in fields},
        "required": [one.name for one in fields if one.required],
        "additionalProperties": False,
    }
    return {"description": _first_line(cls), **schema}


def _tagged(cls: type, definitions: dict[str, Schema]) -> Schema:
    plain = _record(cls, definitions)
    if TAG in plain["properties"]:
        return plain
    tag = {TAG: {"const": cls.__name__}}
    return {**plain, "properties": {**tag, **plain["properties"]}, "required": [TAG, *plain["required"]]}


def _first_line(cls: type) -> str:
    return (cls.__doc__ or "").strip().partition("\n")[0]
