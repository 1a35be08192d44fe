"""What the home is told of one accessory, and what is written for each wish: by schemas/mappings/homekit."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from adapters.homekit.database import Accessory, clean, holds
from adapters.homekit.endpoint import places
from adapters.homekit.line import Place
from adapters.homekit.place import Placed, bound, placed, watched
from adapters.sdk.errors import CannotError
from adapters.sdk.thing import Thing
from schemas.commands import InvokeCommand
from schemas.conversion import ConversionError
from schemas.device import CommandDescription, DeviceDescription
from schemas.mappings.homekit import COMMANDS, CommandRow, by_event
from schemas.registry import Registry, UnknownName
from schemas.value import Value

Occurred = tuple[int, str, str, tuple[tuple[str, Value], ...]]
"""Endpoint, capability, event, fields."""
TIMED: Final = "tw"
"""Permission of a characteristic that is written in two steps (6.7.2.4)."""


class Unit:
    """One accessory: one that is spoken with, or one behind a bridge (`via`)."""

    def __init__(self, accessory: Accessory, registry: Registry, *, key: str, name: str, via: str = "") -> None:
        """Read what it is. Its values begin with those of the database."""
        self._accessory = accessory
        self._registry = registry
        self._key = key
        self._name = accessory.told("Name") or name
        self._via = via
        self._places = places(accessory)
        self._placed = placed(accessory, self._places.of)
        self._by_address = {one.address: one for one in self._placed}
        self._watched = frozenset(watched(self._placed))
        self._values = {
            one.address: one.characteristic.value
            for one in self._placed
            if "r" in one.characteristic.access and not one.is_event and not one.is_secret
        }
        self._calls = dict(self._offered())
        self._written: Mapping[str, str] = {}
        self.thing = self._described()

    @property
    def key(self) -> str:
        """The accessory's lasting identity."""
        return self._key

    @property
    def aid(self) -> int:
        """Its instance id."""
        return self._accessory.aid

    @property
    def faults(self) -> tuple[str, ...]:
        """What of its database could not be read."""
        return self._accessory.faults

    @property
    def values(self) -> Mapping[str, Value]:
        """The newest values by address."""
        return self._values

    @property
    def read(self) -> tuple[Place, ...]:
        """What is worth reading again: all but what an accessory says of itself once."""
        return tuple(
            _place(one.address)
            for one in self._placed
            if one.address in self._values
            and (one.service.name != "AccessoryInformation" or "n" in one.characteristic.access)
        )

    @property
    def told(self) -> tuple[Place, ...]:
        """What it tells by itself."""
        return tuple(_place(one.address) for one in self._placed if "n" in one.characteristic.access)

    def _described(self) -> Thing:
        made, self._written = bound(self._placed, self._registry, self._values)
        its = self._accessory
        description = DeviceDescription(
            key=self._key,
            name=self._name,
            manufacturer=its.told("Manufacturer"),
            model=its.told("Model"),
            serial=its.told("SerialNumber"),
            hardware=its.told("HardwareRevision"),
            firmware=its.told("FirmwareRevision"),
            via=self._via,
            endpoints=self._places.endpoints,
            properties=tuple(one.description for one in made),
            commands=tuple(self._commands()),
        )
        return Thing(description, made)

    # -- what it tells

    def heard(self, place: Place, value: Value) -> dict[str, Value]:
        """Take a value, and give what is to be reported: one, or all where it changed what others mean.

        ConversionError for one that its format does not hold, or that says what nothing else could mean then.
        """
        address = _text(place)
        one = self._by_address.get(address)
        if one is None or address not in self._values:
            return {}
        found = clean(one.characteristic.format, value)
        if found is None:
            return {address: None}
        if not holds(one.characteristic.format, found):
            raise ConversionError(f"a value of format {one.characteristic.format}", value)
        if address in self._watched and found not in one.numbers:
            raise ConversionError("one of its states", value)
        changed = found != self._values[address]
        self._values[address] = found
        if changed and address in self._watched:
            self.thing = self._described()
            return dict(self._values)
        return {address: found}

    def occurred(self, place: Place, value: Value) -> Occurred | None:
        """Read a value as an event; None where it is none."""
        one = self._by_address.get(_text(place))
        number = clean("uint8", value)
        if one is None or not one.is_event or number.__class__ is not int or not isinstance(number, int):
            return None
        row = next(iter(by_event(one.key, number)), None)
        if row is None:
            return None
        fields = tuple((name, one.endpoint if name == "position" else given) for name, given in row.fields.items())
        return one.endpoint, row.capability, row.name, fields

    def knows(self, place: Place) -> bool:
        """Whether it has such a characteristic."""
        return _text(place) in self._by_address

    # -- wishes

    def writes(self, changes: Iterable[tuple[int, Value]]) -> list[tuple[Place, Value]]:
        """Turn wanted values into what is to be written. ConversionError."""
        return [
            (_place(self._written.get(address, address)), self._fitted(address, value))
            for address, value in self.thing.writes(changes)
        ]

    def _fitted(self, address: str, value: Value) -> Value:
        """Refuse what the characteristic's format cannot hold."""
        form = self._by_address[address].characteristic.format
        value = clean(form, value)
        if value is not None and holds(form, value):
            return value
        raise ConversionError(f"a value of format {form}", value)

    def call(self, command: InvokeCommand) -> list[tuple[Place, Value]]:
        """Turn a command into what is to be written. CannotError."""
        arguments = dict(command.arguments)
        found = self._calls.get((command.endpoint, command.capability, command.command), ())
        if not found:
            raise CannotError("unknown-command", "the accessory has no such command")
        for row, address in found:
            if all(arguments.get(name) == value for name, value in row.arguments.items()):
                return [(_place(address), row.value)]
        told = ", ".join(f"{name} {value}" for row, _ in found for name, value in row.arguments.items())
        raise CannotError("bad-argument", f"the accessory takes only {told}")

    def is_timed(self, values: Iterable[tuple[Place, Value]]) -> bool:
        """Whether any of them is written in two steps."""
        return any(TIMED in self._by_address[_text(place)].characteristic.permissions for place, _ in values)

    def beside(self, values: Iterable[tuple[Place, Value]]) -> list[Place]:
        """Give what is worth reading after a write: everything of the services that were written."""
        touched = {self._by_address[_text(place)].service.iid for place, _ in values}
        return [place for place in self.read if self._by_address[_text(place)].service.iid in touched]

    def _offered(self) -> Iterator[tuple[tuple[int, str, str], tuple[tuple[CommandRow, str], ...]]]:
        found: dict[tuple[int, str, str], tuple[tuple[CommandRow, str], ...]] = {}
        for row in COMMANDS:
            for one in self._placed:
                if one.key == row.key and "w" in one.characteristic.access and _takes(one, row.value):
                    key = (one.endpoint, row.capability, row.name)
                    found[key] = (*found.get(key, ()), (row, one.address))
        yield from found.items()

    def _commands(self) -> Iterator[CommandDescription]:
        for (endpoint, capability, name), offered in self._calls.items():
            try:
                hazards = self._registry.command(capability, name).hazards
            except UnknownName:
                continue
            arguments = dict.fromkeys(argument for row, _ in offered for argument in row.arguments)
            yield CommandDescription(
                endpoint=endpoint,
                capability=capability,
                name=name,
                address=offered[0][1],
                hazards=hazards,
                arguments=tuple(arguments),
            )


def _takes(one: Placed, value: Value) -> bool:
    """Whether the accessory has this state, where it lists those that it has."""
    return not one.characteristic.numbers or value in one.characteristic.numbers


def _place(address: str) -> Place:
    aid, _, iid = address.partition(".")
    return Place(int(aid), int(iid))


def _text(place: Place) -> str:
    return f"{place.aid}.{place.iid}"


def units(found: Iterable[Accessory], registry: Registry, *, key: str, name: str) -> tuple[Unit, ...]:
    """Make a device of every accessory: the first is the one that is spoken with, the others are behind it.

    An accessory keeps its instance id as long as the pairing lasts (2.6.1), so that names it.
    """
    listed = tuple(found)
    first = min(one.aid for one in listed)
    return tuple(
        Unit(one, registry, key=key, name=name)
        if one.aid == first
        else Unit(one, registry, key=f"{key}/{one.aid}", name=f"{name} {one.aid}", via=key)
        for one in listed
    )
