"""JSON Schema 2020-12 of the catalogue, with what JSON Schema has no word for under `x-`."""

from collections.abc import Iterable
from typing import Any, Final

from schemas.conversion import VENDOR_PREFIX
from schemas.forms.mapped import Mapped, Row, unmapped
from schemas.message_schema import DIALECT, Schema
from schemas.registry import CapabilitySpec, CommandSpec, DeviceType, EventSpec, Registry, Spec
from schemas.validate import EXACT, LIST_LIMIT, MEMBER_LIMIT, TEXT_LIMIT
from schemas.vocabulary import Kind

_TYPES: Final = {
    Kind.BOOLEAN: "boolean",
    Kind.INTEGER: "integer",
    Kind.NUMBER: "number",
    Kind.STRING: "string",
    Kind.SECRET: "string",
    Kind.TIMESTAMP: "integer",
    Kind.LIST: "array",
    Kind.OBJECT: "object",
}


def capability_schema(registry: Registry, mapped: Mapped = unmapped) -> Schema:
    """Describe every capability as an object of its properties; null means not known."""
    return {
        "$schema": DIALECT,
        "title": "Hutong capabilities",
        "x-version": registry.version,
        "type": "object",
        "properties": {name: {"$ref": f"#/$defs/{name}"} for name in registry.capabilities},
        "$defs": {name: _capability(one, mapped) for name, one in registry.capabilities.items()},
        "x-device-types": {one.id: _device_type(one, mapped) for one in registry.device_types.values()},
    }


def _capability(one: CapabilitySpec, mapped: Mapped) -> Schema:
    return {
        "type": "object",
        **_about(one.about),
        "x-en": one.en,
        "x-zh": one.zh,
        "x-group": one.group,
        "x-version": one.version,
        **_present({"x-extends": one.extends}),
        **_columns(mapped(one.id, "")),
        "properties": {name: _property(spec, mapped) for name, spec in one.properties.items()},
        "additionalProperties": False,
        "x-commands": {name: _command(command, mapped) for name, command in one.commands.items()},
        "x-events": {name: _event(event, mapped) for name, event in one.events.items()},
    }


def _columns(columns: Row) -> Schema:
    return {f"x-{key}": column for key, column in columns.items()}


def _about(about: tuple[str, str]) -> Schema:
    return _present({"description": about[0], "x-description-zh": about[1]})


def _why(why: tuple[str, str] | None) -> Schema:
    return {"x-why": {"en": why[0], "zh": why[1]}} if why else {}


def _present(marks: Schema) -> Schema:
    return {key: mark for key, mark in marks.items() if mark not in (None, "", 0, [])}


def _property(spec: Spec, mapped: Mapped) -> Schema:
    return {
        "anyOf": [value_schema(spec), {"type": "null"}],
        **_about(spec.about),
        **_marks(spec),
        **_present({"x-access": spec.access, "x-fresh-s": spec.fresh_s}),
        "x-sensitivity": spec.sensitivity.name.lower(),
        **_why(spec.why),
        "x-category": spec.category,
        **({"x-hazards": list(spec.hazards)} if spec.writable and spec.decided else {}),
        **({"x-actuates": True} if spec.actuates else {}),
        **({"x-ends": list(spec.ends)} if spec.ends else {}),
        **_present({"x-aliases": list(spec.aliases)}),
        "x-since": spec.since,
        **_columns(mapped(spec.capability, spec.name)),
    }


def _marks(spec: Spec) -> Schema:
    """Say what property, argument, field and entry have in common."""
    texts = {value: {"en": en, "zh": zh} for value, (en, zh) in zip(spec.values or (), spec.texts, strict=False)}
    marks = _present({"x-en": spec.en, "x-zh": spec.zh, "x-unit": spec.unit, "x-step": spec.step})
    return {"x-kind": spec.kind, **marks, **({"x-enum-texts": texts} if texts else {})}


def value_schema(spec: Spec) -> Schema:
    """Describe the values of one specification; the compiled check says the same."""
    match spec.kind:
        case Kind.ENUM:
            return _member(spec)
        case Kind.ENUMSET:
            limit = spec.max_length or LIST_LIMIT
            return {"type": "array", "items": _member(spec), "uniqueItems": True, "maxItems": limit}
        case Kind.LIST:
            return {"type": "array", **_entries(spec.item), "maxItems": spec.max_length or LIST_LIMIT}
        case Kind.OBJECT if spec.fields:
            return _object(spec.fields, spec.required)
    limits = {**_range(spec), **_size(spec)}
    return {"type": _TYPES[spec.kind], **{key: limit for key, limit in limits.items() if limit is not None}}


def _range(spec: Spec) -> dict[str, Any]:
    if spec.kind not in {Kind.INTEGER, Kind.TIMESTAMP}:
        return {"minimum": spec.minimum, "maximum": spec.maximum}
    return {
        "minimum": -EXACT if spec.minimum is None else spec.minimum,
        "maximum": EXACT if spec.maximum is None else spec.maximum,
    }


def _size(spec: Spec) -> dict[str, Any]:
    match spec.kind:
        case Kind.STRING | Kind.SECRET:
            return {"maxLength": spec.max_length or TEXT_LIMIT}
        case Kind.OBJECT:
            return {"maxProperties": spec.max_length or LIST_LIMIT}
        case _:
            return {}


def _member(spec: Spec) -> Schema:
    foreign = {"type": "string", "pattern": f"^{VENDOR_PREFIX}[\\s\\S]", "maxLength": MEMBER_LIMIT}
    return {"anyOf": [{"enum": list(spec.values or ())}, foreign]}


def _entries(item: Spec | None) -> Schema:
    return {"items": {**value_schema(item), **_marks(item)}} if item else {}


def _object(specs: Iterable[Spec], required: Iterable[str]) -> Schema:
    """Describe an object of named parts; a part that may lack may also be null."""
    needed = tuple(required)
    return {
        "type": "object",
        "properties": {one.name: _part(one, one.name in needed) for one in specs},
        "required": list(needed),
        "additionalProperties": False,
    }


def _part(spec: Spec, required: bool) -> Schema:
    value = value_schema(spec)
    return {**(value if required else {"anyOf": [value, {"type": "null"}]}), **_marks(spec)}


def _command(one: CommandSpec, mapped: Mapped) -> Schema:
    return {
        **_about(one.about),
        "x-zh": one.zh,
        "x-en": one.en,
        **({"x-hazards": list(one.hazards)} if one.decided else {}),
        **({"x-actuates": True} if one.actuates else {}),
        **({"x-ends": True} if one.ends else {}),
        **_present({"x-outcome": list(one.outcome)}),
        **({"x-returns": _object(one.returns, (each.name for each in one.returns))} if one.returns else {}),
        "x-since": one.since,
        **_columns(mapped(one.capability, one.name)),
        **_object(one.arguments, one.required),
    }


def _event(one: EventSpec, mapped: Mapped) -> Schema:
    return {
        **_about(one.about),
        "x-zh": one.zh,
        "x-en": one.en,
        "x-sensitivity": one.sensitivity.name.lower(),
        **_why(one.why),
        "x-category": one.category,
        "x-since": one.since,
        **_columns(mapped(one.capability, one.name)),
        "type": "object",
        "properties": {spec.name: _part(spec, required=True) for spec in one.fields},
    }


def _device_type(one: DeviceType, mapped: Mapped) -> Schema:
    return {
        "zh": one.zh,
        "en": one.en,
        "required": list(one.required),
        "optional": list(one.optional),
        "scenarios": list(one.scenarios),
        "hazards": list(one.hazards),
        **mapped("", one.id),
    }
