"""Finding rows, both ways: by what Matter has, and by what we have."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final, TypeVar

from schemas.mappings.index import grouped
from schemas.mappings.matter.attributes import appliance, climate, energy, lighting, media, node, opening, sensing
from schemas.mappings.matter.command import COMMANDS
from schemas.mappings.matter.event import EVENTS
from schemas.mappings.matter.row import CommandRow, EventRow, MatterRow, SemanticTag, Via
from schemas.value import Value

ROWS: Final[tuple[MatterRow, ...]] = (
    *node.ROWS,
    *lighting.ROWS,
    *sensing.ROWS,
    *opening.ROWS,
    *climate.ROWS,
    *energy.ROWS,
    *appliance.ROWS,
    *media.ROWS,
)
"""Every attribute row. Of those that share an attribute, the ones that hold only within a device type come first."""

_R = TypeVar("_R", MatterRow, CommandRow, EventRow)


@cache
def _by_attribute() -> Mapping[tuple[int, int], tuple[MatterRow, ...]]:
    return grouped(((row.key.cluster, row.key.attribute), row) for row in ROWS)


@cache
def _by_property() -> Mapping[tuple[str, str], tuple[MatterRow, ...]]:
    return grouped((row.path, row) for row in ROWS)


@cache
def _by_writing() -> Mapping[tuple[int, int], tuple[MatterRow, ...]]:
    return grouped(((via.cluster or row.key.cluster, via.command), row) for row in ROWS for via in row.via)


@cache
def _commands() -> Mapping[tuple[int, int], tuple[CommandRow, ...]]:
    return grouped(((row.cluster, row.command), row) for row in COMMANDS)


@cache
def _our_commands() -> Mapping[tuple[str, str], tuple[CommandRow, ...]]:
    return grouped(((row.capability, row.name), row) for row in COMMANDS)


@cache
def _events() -> Mapping[tuple[int, int], tuple[EventRow, ...]]:
    return grouped(((row.cluster, row.event), row) for row in EVENTS)


@cache
def _our_events() -> Mapping[tuple[str, str], tuple[EventRow, ...]]:
    return grouped(((row.capability, row.name), row) for row in EVENTS)


def _holding(rows: tuple[_R, ...], device_types: Iterable[int] | None) -> tuple[_R, ...]:
    """Keep the rows that hold on an endpoint with these device types on it or above it; None keeps all."""
    if device_types is None:
        return rows
    types = frozenset(device_types)
    return tuple(row for row in rows if not row.within or types.intersection(row.within))


def by_attribute(cluster: int, attribute: int, device_types: Iterable[int] | None = None) -> tuple[MatterRow, ...]:
    """Give the rows of one attribute, best first.

    `device_types` are the Matter ids of the endpoint and of those it stands below; a row that holds only within one of
    them comes before one that holds anywhere. Without them every row is given.
    """
    return _holding(_by_attribute().get((cluster, attribute), ()), device_types)


def by_property(capability: str, name: str) -> tuple[MatterRow, ...]:
    """Give the rows of one property of ours, best first; a bridge takes the first that its controllers know."""
    return _by_property().get((capability, name), ())


def written_by(cluster: int, command: int, device_types: Iterable[int] | None = None) -> tuple[MatterRow, ...]:
    """Give the rows that one command of Matter's writes, as a controller sends it to a bridge."""
    return _holding(_by_writing().get((cluster, command), ()), device_types)


def by_command(cluster: int, command: int, device_types: Iterable[int] | None = None) -> tuple[CommandRow, ...]:
    """Give the commands of ours that one of Matter's stands for, best first."""
    return _holding(_commands().get((cluster, command), ()), device_types)


def command_of(capability: str, name: str) -> tuple[CommandRow, ...]:
    """Give Matter's commands for one of ours."""
    return _our_commands().get((capability, name), ())


def by_event(
    cluster: int, event: int, fields: Mapping[str, Value], device_types: Iterable[int] | None = None
) -> tuple[EventRow, ...]:
    """Give the events of ours that one of Matter's tells, with these fields."""
    rows = _holding(_events().get((cluster, event), ()), device_types)
    return tuple(row for row in rows if row.only is None or row.only in tags_of(fields))


def event_of(capability: str, name: str) -> tuple[EventRow, ...]:
    """Give Matter's events for one of ours."""
    return _our_events().get((capability, name), ())


def tags_of(fields: Mapping[str, Value]) -> frozenset[SemanticTag]:
    """Give the semantic tags in the context of an event."""
    context = fields.get("ambientContextDetected")
    sensed = context.get("ambientContextSensed") if isinstance(context, dict) else None
    tags = [tag for tag in sensed if isinstance(tag, dict)] if isinstance(sensed, list) else []
    pairs = ((tag.get("namespaceId"), tag.get("tag")) for tag in tags)
    return frozenset(SemanticTag(space, tag) for space, tag in pairs if isinstance(space, int) and isinstance(tag, int))


def via_of(row: MatterRow, raw: Value) -> Via | None:
    """Give the command that writes a raw value, or None where none does."""
    return next((via for via in row.via if via.field or (via.when == raw and type(via.when) is type(raw))), None)
