"""JSON Schema 2020-12 of the catalogue, with what JSON Schema has no word for under `x-`."""

from typing import Any, Final

from schemas.conversion import VENDOR_PREFIX
from schemas.message_schema import DIALECT, Schema
from schemas.registry import CapabilitySpec, CommandSpec, DeviceType, EventSpec, Registry, Spec
from schemas.validate import LIST_LIMIT, MEMBER_LIMIT, TEXT_LIMIT
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


def capability_schema(registry: Registry) -> Schema:
    """Describe every capability as an object of its properties; null means not known."""
    return {
        "$schema": DIALECT,
        "title": "Hutong capabilities",
        "x-version": registry.version,
        "type": "object",
        "properties": {name: {"$ref": f"#/$defs/{name}"} for name in registry.capabilities},
        "$defs": {name: _capability(one) for name, one in registry.capabilities.items()},
        "x-device-types": {one.id: _device_type(one) for one in registry.device_types.values()},
    }


def _capability(one: CapabilitySpec) -> Schema:
    return {
        "type": "object",
        "x-en": one.en,
        "x-zh": one.zh,
        "x-group": one.group,
        "x-version": one.version,
        "properties": {name: _property(spec) for name, spec in one.properties.items()},
        "additionalProperties": False,
        "x-commands": {name: _command(command) for name, command in one.commands.items()},
        "x-events": {name: _event(event) for name, event in one.events.items()},
    }


def _property(spec: Spec) -> Schema:
    marks = {
        "x-en": spec.en,
        "x-zh": spec.zh,
        "x-kind": spec.kind,
        "x-unit": spec.unit,
        "x-step": spec.step,
        "x-access": spec.access,
        "x-fresh-s": spec.fresh_s,
        "x-sensitivity": spec.sensitivity.name.lower(),
        "x-category": spec.category,
        "x-hazards": list(spec.hazards),
    }
    known = {key: mark for key, mark in marks.items() if mark not in (None, "", 0, [])}
    return {"anyOf": [value_schema(spec), {"type": "null"}], **known}


def value_schema(spec: Spec) -> Schema:
    """Describe the values of one specification; the compiled check says the same."""
    if spec.kind is Kind.ENUM:
        return _member(spec)
    if spec.kind is Kind.ENUMSET:
        limit = spec.max_length or LIST_LIMIT
        return {"type": "array", "items": _member(spec), "uniqueItems": True, "maxItems": limit}
    limits = {"minimum": spec.minimum, "maximum": spec.maximum, **_size(spec)}
    return {"type": _TYPES[spec.kind], **{key: limit for key, limit in limits.items() if limit is not None}}


def _member(spec: Spec) -> Schema:
    foreign = {"type": "string", "pattern": f"^{VENDOR_PREFIX}[\\s\\S]", "maxLength": MEMBER_LIMIT}
    return {"anyOf": [{"enum": list(spec.values or ())}, foreign]}


def _size(spec: Spec) -> dict[str, Any]:
    match spec.kind:
        case Kind.STRING | Kind.SECRET:
            return {"maxLength": spec.max_length or TEXT_LIMIT}
        case Kind.LIST:
            return {"maxItems": spec.max_length or LIST_LIMIT}
        case Kind.OBJECT:
            return {"maxProperties": spec.max_length or LIST_LIMIT}
        case _:
            return {}


def _arguments(specs: tuple[Spec, ...]) -> Schema:
    return {one.name: {**value_schema(one), "x-zh": one.zh, "x-en": one.en, "x-unit": one.unit} for one in specs}


def _command(one: CommandSpec) -> Schema:
    return {
        "x-zh": one.zh,
        "x-en": one.en,
        "x-hazards": list(one.hazards),
        "type": "object",
        "properties": _arguments(one.arguments),
        "required": list(one.required),
        "additionalProperties": False,
    }


def _event(one: EventSpec) -> Schema:
    return {
        "x-zh": one.zh,
        "x-en": one.en,
        "x-sensitivity": one.sensitivity.name.lower(),
        "x-category": one.category,
        "type": "object",
        "properties": _arguments(one.fields),
    }


def _device_type(one: DeviceType) -> Schema:
    return {
        "zh": one.zh,
        "en": one.en,
        "required": list(one.required),
        "optional": list(one.optional),
        "scenarios": list(one.scenarios),
        "hazards": list(one.hazards),
    }
