"""The schema as one table of self-describing objects: for reviewers, translators and other programs."""

from collections.abc import Iterable
from typing import Final

from schemas.forms.mapped import Mapped, Row, unmapped
from schemas.registry import CapabilitySpec, CommandSpec, DeviceType, EventSpec, Registry, Spec


def to_table(registry: Registry, mapped: Mapped = unmapped) -> Row:
    """Give the table of a registry; `from_table` is the exact way back. Keys without content are left out."""
    return {
        "schema": registry.version,
        "capabilities": [_capability(one, mapped) for one in registry.capabilities.values()],
        "device_types": [{**_device_type(one), **mapped("", one.id)} for one in registry.device_types.values()],
    }


def _capability(one: CapabilitySpec, mapped: Mapped) -> Row:
    return {
        "id": one.id,
        "version": one.version,
        "group": one.group,
        **_present({"extends": one.extends}),
        "zh": one.zh,
        "en": one.en,
        **_texts("description", one.about),
        **mapped(one.id, ""),
        "properties": [{**_property(spec), **mapped(one.id, spec.name)} for spec in one.properties.values()],
        "commands": [{**_command(spec), **mapped(one.id, spec.name)} for spec in one.commands.values()],
        "events": [{**_event(spec), **mapped(one.id, spec.name)} for spec in one.events.values()],
    }


def _property(spec: Spec) -> Row:
    return {
        "name": spec.name,
        "zh": spec.zh,
        "en": spec.en,
        **_texts("description", spec.about),
        "type": str(spec.kind),
        "unit": spec.unit,
        **_content(spec),
        "access": spec.access,
        **_present({"freshness_s": spec.fresh_s}),
        "sensitivity": spec.sensitivity.name.lower(),
        **_texts("reason", spec.why),
        "category": spec.category,
        **({"hazards": _words(spec.hazards)} if spec.writable and spec.decided else {}),
        **_present({"actuates": spec.actuates, "ends": list(spec.ends), "aliases": list(spec.aliases)}),
        "since": spec.since,
    }


def _content(spec: Spec) -> Row:
    """Say what values are allowed, beside kind and unit."""
    limits: Final = {
        "minimum": spec.minimum,
        "maximum": spec.maximum,
        "step": spec.step,
        "max_length": spec.max_length,
    }
    return {
        **{key: limit for key, limit in limits.items() if limit is not None},
        **({} if spec.values is None else {"values": _values(spec)}),
        **({} if spec.item is None else {"items": _item(spec.item)}),
        **({"fields": [_part(one, one.name in spec.required) for one in spec.fields]} if spec.fields else {}),
    }


def _values(spec: Spec) -> list[Row]:
    texts = spec.texts or (("", ""),) * len(spec.values or ())
    return [
        {"value": value, **_present({"zh": zh, "en": en})}
        for value, (en, zh) in zip(spec.values or (), texts, strict=True)
    ]


def _item(spec: Spec) -> Row:
    return {**_present({"zh": spec.zh, "en": spec.en}), "type": str(spec.kind), **_unit(spec), **_content(spec)}


def _part(spec: Spec, required: bool) -> Row:  # an argument, an answer, a field
    return {"name": spec.name, **_item(spec), "required": required}


def _parts(key: str, specs: Iterable[Spec], required: Iterable[str] | None = None) -> Row:
    rows = [_part(one, required is None or one.name in required) for one in specs]
    return {key: rows} if rows else {}


def _unit(spec: Spec) -> Row:
    return _present({"unit": spec.unit})


def _command(spec: CommandSpec) -> Row:
    return {
        "name": spec.name,
        "zh": spec.zh,
        "en": spec.en,
        **_texts("description", spec.about),
        **_parts("arguments", spec.arguments, spec.required),
        **_parts("returns", spec.returns),
        **({"hazards": _words(spec.hazards)} if spec.decided else {}),
        **_present({"actuates": spec.actuates, "ends": spec.ends, "outcome": list(spec.outcome)}),
        "since": spec.since,
    }


def _event(spec: EventSpec) -> Row:
    return {
        "name": spec.name,
        "zh": spec.zh,
        "en": spec.en,
        **_texts("description", spec.about),
        **_parts("fields", spec.fields),
        "sensitivity": spec.sensitivity.name.lower(),
        **_texts("reason", spec.why),
        "category": spec.category,
        "since": spec.since,
    }


def _device_type(one: DeviceType) -> Row:
    return {
        "id": one.id,
        "zh": one.zh,
        "en": one.en,
        "required": list(one.required),
        "optional": list(one.optional),
        **_present({"scenarios": list(one.scenarios), "hazards": _words(one.hazards)}),
    }


def _texts(key: str, pair: tuple[str, str] | None) -> Row:
    return {key: {"en": pair[0], "zh": pair[1]}} if pair and any(pair) else {}


def _present(row: Row) -> Row:
    return {key: found for key, found in row.items() if found}


def _words(words: Iterable[str]) -> list[str]:
    return [str(word) for word in words]
