"""Events checked against the schema before anybody hears of them."""

from dataclasses import replace
from typing import Final

from schemas.registry import Registry, Spec
from schemas.updates import EventOccurred
from schemas.validate import broken_json, check_of, is_writable
from schemas.value import Value
from schemas.vocabulary import Kind

MOST_FIELDS: Final = 64
NAME_LENGTH: Final = 128

Rules = list[tuple[str, str]]


def checked_event(event: EventOccurred, schema: Registry) -> tuple[EventOccurred | None, Rules]:
    """Give the event with its sound fields, and (field, rule) of each one left out; None where all of it is bad."""
    if any(_nameless(name) for name in (event.capability, event.event)) or len(event.fields) > MOST_FIELDS:
        return None, [("", "must have a name, and at most 64 fields")]
    fields = _specs(event, schema)
    broken = [(name, rule) for name, value in event.fields if (rule := _rule(name, value, fields.get(name)))]
    bad = {name for name, _ in broken}
    return replace(event, fields=tuple((name, value) for name, value in event.fields if name not in bad)), broken


def _nameless(name: object) -> bool:
    return not isinstance(name, str) or not 0 < len(name) <= NAME_LENGTH or not is_writable(name)


def _specs(event: EventOccurred, schema: Registry) -> dict[str, Spec]:
    capability = schema.capabilities.get(event.capability)
    found = capability.events.get(event.event) if capability else None
    return {spec.name: spec for spec in found.fields} if found else {}


def _rule(name: str, value: Value, spec: Spec | None) -> str | None:
    if _nameless(name):
        return "must have a name"
    if spec is None:
        return broken_json(value)
    return "is a secret, which is never kept" if spec.kind is Kind.SECRET else check_of(spec)(value)
