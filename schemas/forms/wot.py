"""W3C Web of Things: a Thing Model a capability and one a device type (WoT Thing Description 1.1, section 10).

Every member of a capability is `tm:optional`: a device has those that it can. A device type is composed of its
capabilities by links of relation `tm:submodel`; those it may lack carry `hutong:optional`. UCUM units.
"""

from collections.abc import Iterable
from typing import Any, Final

from schemas.conversion import VENDOR_PREFIX
from schemas.forms.mapped import Mapped, Row, unmapped
from schemas.forms.namespace import NAMESPACE, PREFIX, own
from schemas.registry import CapabilitySpec, CommandSpec, DeviceType, EventSpec, Registry, Spec
from schemas.validate import LIST_LIMIT, MEMBER_LIMIT, TEXT_LIMIT
from schemas.vocabulary import Kind

CONTEXT: Final = (
    "https://www.w3.org/ns/wot-next/td",  # what W3C's own validation schema asks for first
    "https://www.w3.org/2022/wot/td/v1.1",
    {PREFIX: NAMESPACE},
)
_TYPES: Final = {
    Kind.BOOLEAN: "boolean",
    Kind.INTEGER: "integer",
    Kind.NUMBER: "number",
    Kind.STRING: "string",
    Kind.SECRET: "string",
    Kind.TIMESTAMP: "integer",
    Kind.ENUM: "string",
    Kind.ENUMSET: "array",
    Kind.LIST: "array",
    Kind.OBJECT: "object",
}


def thing_models(registry: Registry, mapped: Mapped = unmapped) -> dict[str, Row]:
    """Give every Thing Model by its file name."""
    capabilities = {f"capabilities/{one.id}.tm.jsonld": _capability(one, mapped) for one in _all(registry)}
    kinds = registry.device_types.values()
    return capabilities | {f"device-types/{one.id}.tm.jsonld": _device_type(one, mapped) for one in kinds}


def _all(registry: Registry) -> Iterable[CapabilitySpec]:
    return registry.capabilities.values()


def _head(kind: str, name: str, version: str, en: str, zh: str) -> Row:
    return {
        "@context": list(CONTEXT),
        "@type": "tm:ThingModel",
        "id": f"urn:hutong:{kind}:{name}",
        **_titles(en, zh),
        "version": {"model": version},
    }


def _titles(en: str, zh: str) -> Row:
    return {"title": en, "titles": {"en": en, "zh": zh}} if en else {}


def _descriptions(about: tuple[str, str]) -> Row:
    en, zh = about
    return {"description": en, "descriptions": {"en": en, "zh": zh}} if en and zh else {}


def _capability(one: CapabilitySpec, mapped: Mapped) -> Row:
    optional = [
        *(f"/properties/{name}" for name in one.properties),
        *(f"/actions/{name}" for name in one.commands),
        *(f"/events/{name}" for name in one.events),
    ]
    return {
        **_head("capability", one.id, one.version, one.en, one.zh),
        **_descriptions(one.about),
        **own({"group": one.group, **mapped(one.id, "")}),
        **({"links": [_extended(one.extends)]} if one.extends else {}),
        "tm:optional": optional,
        "properties": {name: _property(spec, mapped) for name, spec in one.properties.items()},
        "actions": {name: _action(spec, mapped) for name, spec in one.commands.items()},
        "events": {name: _event(spec, mapped) for name, spec in one.events.items()},
    }


def _property(spec: Spec, mapped: Mapped) -> Row:
    return {
        **_titles(spec.en, spec.zh),
        **_descriptions(spec.about),
        **data_schema(spec),
        "observable": "n" in spec.access,
        "readOnly": "w" not in spec.access,
        "writeOnly": "r" not in spec.access,
        **_label(spec),
        **own({"freshness": spec.fresh_s, "step": spec.step, "since": spec.since}),
        **_hazards(spec.hazards, asked=spec.writable and spec.decided, actuates=spec.actuates),
        **own(mapped(spec.capability, spec.name)),
    }


def _label(spec: Spec | EventSpec) -> Row:
    why = {"en": spec.why[0], "zh": spec.why[1]} if spec.why else None
    return own({"sensitivity": spec.sensitivity.name.lower(), "category": spec.category, "reason": why})


def _hazards(hazards: Iterable[str], *, asked: bool, actuates: bool) -> Row:
    decided = {f"{PREFIX}:hazards": [str(word) for word in hazards]} if asked else {}
    return {**decided, **own({"actuates": actuates})}


def data_schema(spec: Spec) -> Row:
    """Describe the values of one specification in the words of a WoT DataSchema."""
    unit = {"unit": spec.unit} if spec.unit else {}
    return {"type": _TYPES[spec.kind], **unit, **_constraints(spec)}


def _constraints(spec: Spec) -> Row:
    match spec.kind:
        case Kind.ENUM:
            return {"oneOf": _members(spec)}
        case Kind.ENUMSET:
            items = {"type": "string", "oneOf": _members(spec)}
            return {"items": items, "uniqueItems": True, "maxItems": spec.max_length or LIST_LIMIT}
        case Kind.STRING | Kind.SECRET:
            return {"maxLength": spec.max_length or TEXT_LIMIT}
        case Kind.LIST:
            items = _named(spec.item) if spec.item else {}
            return {**({"items": items} if items else {}), "maxItems": spec.max_length or LIST_LIMIT}
        case Kind.OBJECT:
            return _object(spec.fields, spec.required) if spec.fields else {}
        case _:
            limits = {"minimum": spec.minimum, "maximum": spec.maximum}
            return {key: limit for key, limit in limits.items() if limit is not None}


def _members(spec: Spec) -> list[Row]:
    texts = spec.texts or (("", ""),) * len(spec.values or ())
    known: list[Row] = [
        {"const": value, **_titles(en, zh)} for value, (en, zh) in zip(spec.values or (), texts, strict=True)
    ]
    return [*known, {"type": "string", "pattern": f"^{VENDOR_PREFIX}.", "maxLength": MEMBER_LIMIT}]


def _named(spec: Spec) -> Row:
    return {**_titles(spec.en, spec.zh), **data_schema(spec)}


def _object(specs: Iterable[Spec], required: Iterable[str]) -> Row:
    parts: dict[str, Any] = {"properties": {one.name: _named(one) for one in specs}}
    needed = list(required)
    return {**parts, **({"required": needed} if needed else {})}


def _input(key: str, specs: tuple[Spec, ...], required: Iterable[str]) -> Row:
    return {key: {"type": "object", **_object(specs, required)}} if specs else {}


def _action(one: CommandSpec, mapped: Mapped) -> Row:
    return {
        **_titles(one.en, one.zh),
        **_descriptions(one.about),
        **_input("input", one.arguments, one.required),
        **_input("output", one.returns, (each.name for each in one.returns)),
        **_hazards(one.hazards, asked=one.decided, actuates=one.actuates),
        **own({"outcome": list(one.outcome), "since": one.since, **mapped(one.capability, one.name)}),
    }


def _event(one: EventSpec, mapped: Mapped) -> Row:
    return {
        **_titles(one.en, one.zh),
        **_descriptions(one.about),
        **_input("data", one.fields, ()),
        **_label(one),
        **own({"since": one.since, **mapped(one.capability, one.name)}),
    }


def _device_type(one: DeviceType, mapped: Mapped) -> Row:
    links = [
        *(_submodel(name, optional=False) for name in one.required),
        *(_submodel(name, optional=True) for name in one.optional),
    ]
    scenarios, hazards = list(one.scenarios), [str(word) for word in one.hazards]
    return {
        **_head("device-type", one.id, "1.0", one.en, one.zh),
        **own({"scenarios": scenarios, "hazards": hazards, **mapped("", one.id)}),
        "links": links,
    }


def _extended(name: str) -> Row:
    return {"rel": "tm:extends", "href": f"{name}.tm.jsonld", "type": "application/tm+json"}


def _submodel(name: str, *, optional: bool) -> Row:
    return {
        "rel": "tm:submodel",
        "href": f"../capabilities/{name}.tm.jsonld",
        "type": "application/tm+json",
        "instanceName": name,
        **own({"optional": optional}),
    }
