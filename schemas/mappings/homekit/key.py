"""Where a HomeKit row applies, and how rows are written down."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from schemas.conversion import IDENTITY, Conversion
from schemas.mapping import Row
from schemas.mappings.homekit.characteristic import CHARACTERISTICS, Characteristic
from schemas.value import Value


class HomeKitKey(NamedTuple):
    """One characteristic of one service, both by HAP's name."""

    service: str
    characteristic: str


class While(NamedTuple):
    """Holds while another characteristic of the service has one of these numbers, or while it is missing."""

    characteristic: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeKitRow:
    """One characteristic that is a property of ours.

    `only` narrows the access of the characteristic, in our letters. `wide` is the reason why the row counts where the
    characteristic allows values beyond ours. `one_ended` marks a scale both of whose ends mean the same.
    """

    row: Row[HomeKitKey]
    only: str = "rwn"
    when: While | None = None
    wide: str = ""
    one_ended: bool = False

    @property
    def source(self) -> HomeKitKey:
        """Where it stands."""
        return self.row.source

    @property
    def capability(self) -> str:
        """Our capability."""
        return self.row.capability

    @property
    def name(self) -> str:
        """Our property."""
        return self.row.name

    @property
    def characteristic(self) -> Characteristic:
        """What HAP says of it."""
        return CHARACTERISTICS[self.row.source.characteristic]

    @property
    def access(self) -> str:
        """What can be done with it, in our letters."""
        return "".join(letter for letter in self.characteristic.access if letter in self.only)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandRow:
    """One command of ours that is the writing of one value; `arguments` are ours for which it holds."""

    capability: str
    name: str
    key: HomeKitKey
    value: Value
    arguments: Mapping[str, Value] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One event of ours that a characteristic tells with one number; `fields` are what is known with it."""

    capability: str
    name: str
    key: HomeKitKey
    number: int
    fields: Mapping[str, Value] = dataclasses.field(default_factory=dict)


def row(  # noqa: PLR0913  one argument a column of the table
    place: str,
    to: str,
    convert: Conversion = IDENTITY,
    *,
    unit: str = "",
    only: str = "rwn",
    when: While | None = None,
    wide: str = "",
    one_ended: bool = False,
) -> HomeKitRow:
    """Claim that `place`, "Service/Characteristic", is our property `to`; `unit` is that of HAP where it names none."""
    capability, name = to.split(".")
    inner = Row(source=key(place), capability=capability, name=name, convert=convert, unit=unit)
    return HomeKitRow(row=inner, only=only, when=when, wide=wide, one_ended=one_ended)


def key(place: str) -> HomeKitKey:
    """Read "Service/Characteristic"."""
    service, characteristic = place.split("/")
    return HomeKitKey(service, characteristic)


def command(ours: str, place: str, value: Value, **arguments: Value) -> CommandRow:
    """Claim that our command `ours` is writing `value` to `place`."""
    capability, name = ours.split(".")
    return CommandRow(capability=capability, name=name, key=key(place), value=value, arguments=arguments)


def event(ours: str, place: str, number: int, **fields: Value) -> EventRow:
    """Claim that `place` telling `number` is our event `ours`."""
    capability, name = ours.split(".")
    return EventRow(capability=capability, name=name, key=key(place), number=number, fields=fields)
