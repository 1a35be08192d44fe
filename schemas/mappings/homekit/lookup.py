"""Finding HomeKit rows, both ways: by what HAP has, and by what we have."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from schemas.mappings.homekit import climate, opening, sensing, switching
from schemas.mappings.homekit.command import COMMANDS, EVENTS
from schemas.mappings.homekit.key import CommandRow, EventRow, HomeKitKey, HomeKitRow
from schemas.mappings.index import grouped
from schemas.value import Value

ROWS: Final[tuple[HomeKitRow, ...]] = (*switching.ROWS, *climate.ROWS, *sensing.ROWS, *opening.ROWS)
"""Every claim, the better one of two first."""


@cache
def _by_key() -> Mapping[HomeKitKey, tuple[HomeKitRow, ...]]:
    return grouped((one.source, one) for one in ROWS)


@cache
def _by_property() -> Mapping[tuple[str, str], tuple[HomeKitRow, ...]]:
    return grouped(((one.capability, one.name), one) for one in ROWS)


def by_characteristic(
    service: str, characteristic: str, others: Mapping[str, Value] | None = None
) -> tuple[HomeKitRow, ...]:
    """Give the rows of one characteristic; with the values of the service's others, those that hold now."""
    rows = _by_key().get(HomeKitKey(service, characteristic), ())
    return rows if others is None else tuple(one for one in rows if _holds(one, others))


def _holds(one: HomeKitRow, others: Mapping[str, Value]) -> bool:
    told = None if one.when is None else others.get(one.when.characteristic)
    return one.when is None or told is None or told in one.when.numbers


def by_property(capability: str, name: str) -> tuple[HomeKitRow, ...]:
    """Give the rows of one property of ours; a bridge takes those of the service that it offers."""
    return _by_property().get((capability, name), ())


def by_command(place: HomeKitKey, value: Value) -> tuple[CommandRow, ...]:
    """Give the commands of ours that writing this value to this place is."""
    return tuple(one for one in COMMANDS if one.key == place and one.value == value and type(one.value) is type(value))


def command_of(capability: str, name: str) -> tuple[CommandRow, ...]:
    """Give HAP's ways to do one of our commands."""
    return tuple(one for one in COMMANDS if (one.capability, one.name) == (capability, name))


def by_event(place: HomeKitKey, number: int) -> tuple[EventRow, ...]:
    """Give the events of ours that a place tells with a number."""
    return tuple(one for one in EVENTS if one.key == place and one.number == number)


def event_of(capability: str, name: str) -> tuple[EventRow, ...]:
    """Give the numbers that tell one event of ours."""
    return tuple(one for one in EVENTS if (one.capability, one.name) == (capability, name))
