"""Which part of an event a view may see."""

from gateway.northbound.scope import View
from schemas.registry import EventSpec, Registry
from schemas.updates import EventOccurred
from schemas.value import Value
from schemas.vocabulary import Sensitivity


def spec_of(registry: Registry, event: EventOccurred) -> EventSpec | None:
    """Find an event in the schema; None for a vendor's own, which is unlabelled."""
    capability = registry.capabilities.get(event.capability)
    return None if capability is None else capability.events.get(event.event)


def open_fields(registry: Registry, event: EventOccurred, view: View) -> dict[str, Value] | None:
    """Give the fields that the view may read, or None where it may not even know of the event."""
    spec = spec_of(registry, event)
    if not view.reads(Sensitivity.UNLABELLED if spec is None else spec.sensitivity):
        return None
    labels = {} if spec is None else {field.name: field.sensitivity for field in spec.fields}
    return {name: value for name, value in event.fields if view.reads(labels.get(name, Sensitivity.UNLABELLED))}
