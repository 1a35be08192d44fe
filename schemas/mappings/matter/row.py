"""The records of the Matter table: rows of attributes, commands, events, and how they are written down.

    LEVEL_CONTROL = Cluster(0x0008, "LevelControl")
    LEVEL_CONTROL.at(0x0000, "CurrentLevel", "uint8?", "levelControl.currentLevel", LEVEL, via=(...))

Ids, names and types are those of the Matter 1.6 data model, and a test compares every one of them with it.
"""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

from schemas.conversion import IDENTITY, Conversion
from schemas.mapping import Row
from schemas.mappings.matter.raw import Raw
from schemas.value import Value

FIRST_VERSION: Final = "1.3"
"""Rows without a `since` are at least as old as this."""


class MatterKey(NamedTuple):
    """Where a property stands. `field` names one field of an attribute that is a struct."""

    cluster: int
    attribute: int
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Via:
    """The command that writes an attribute which cannot be written itself.

    The raw value goes into `field`; where there is none, `when` names the one raw value that the command stands for.
    `also` are the fields that are sent besides. `cluster` is 0 for the attribute's own.
    """

    command: int
    name: str
    field: str = ""
    when: Value = None
    also: Mapping[str, Value] = dataclasses.field(default_factory=dict)
    cluster: int = 0
    timed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Other attributes of the same cluster that say how this one is to be read, and how they make the conversion.

    Without them the row's own conversion holds, unless it `is_required`.
    """

    attributes: tuple[int, ...]
    names: tuple[str, ...]
    build: Callable[..., Conversion]
    is_required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRow:
    """One attribute, or a part of one, that is a property of ours.

    `within` are Matter device types: the row holds only on an endpoint that has one of them, or stands below one.
    `writable` says that the attribute itself can be written; else `via` may. `wide` is the reason why the row counts
    where its type allows values beyond ours.
    """

    row: Row[MatterKey]
    cluster: str
    attribute: str
    raw: Raw
    since: str = FIRST_VERSION
    writable: bool = False
    via: tuple[Via, ...] = ()
    given: Given | None = None
    within: tuple[int, ...] = ()
    wide: str = ""

    @property
    def key(self) -> MatterKey:
        """Where it stands."""
        return self.row.source

    @property
    def path(self) -> tuple[str, str]:
        """Our capability and property."""
        return self.row.capability, self.row.name

    @property
    def access(self) -> str:
        """Access of the attribute in our letters; a command that writes it counts."""
        return "rwn" if self.writable or self.via else "rn"

    def known_in(self, version: str) -> bool:
        """Whether a controller of that Matter version knows it."""
        return _version(self.since) <= _version(version)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """An argument of ours and the field that carries it; without a field its conversion speaks of all of them."""

    row: Row[str]
    raw: Raw
    given: Given | None = None

    @property
    def ours(self) -> str:
        """Name of our argument, or of our event's field."""
        return self.row.name

    @property
    def field(self) -> str:
        """Name of Matter's field, or "" for all of them."""
        return self.row.source


def argument(  # noqa: PLR0913  one argument a column of the table
    ours: str,
    name: str,
    raw: str,
    convert: Conversion = IDENTITY,
    *,
    unit: str = "",
    difference: bool = False,
    least: int | None = None,
    most: int | None = None,
    given: Given | None = None,
) -> Argument:
    """Write down one argument: ours, Matter's field, its type."""
    row = Row(source=name, capability="", name=ours, convert=convert, unit=unit, difference=difference)
    return Argument(row=row, raw=Raw.of(raw, least, most), given=given)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandRow:
    """One command of ours and the one of Matter's that does it.

    Names of fields may be paths: `boostInfo.duration`. `always` are the fields that are sent besides; `asks` those that
    the caller has to add. `only_where` are arguments of ours with the value for which the row holds. `mode_tag` is set
    where the command means "change to the mode with this tag"; its number is in the device's SupportedModes. `timed`
    asks for a timed invoke.
    """

    capability: str
    name: str
    cluster: int
    cluster_name: str
    command: int
    matter: str
    since: str = FIRST_VERSION
    arguments: tuple[Argument, ...] = ()
    always: Mapping[str, Value] = dataclasses.field(default_factory=dict)
    asks: tuple[str, ...] = ()
    only_where: Mapping[str, Value] = dataclasses.field(default_factory=dict)
    mode_tag: int | None = None
    within: tuple[int, ...] = ()
    timed: bool = False


class SemanticTag(NamedTuple):
    """A tag of a namespace, both by number."""

    namespace: int
    tag: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One event of Matter's and ours. `only` names the tag that its context has to hold, where one event tells many."""

    capability: str
    name: str
    cluster: int
    cluster_name: str
    event: int
    matter: str
    since: str = FIRST_VERSION
    fields: tuple[Argument, ...] = ()
    within: tuple[int, ...] = ()
    only: SemanticTag | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster, and how its rows are written down."""

    id: int
    name: str
    since: str = FIRST_VERSION

    def at(  # noqa: PLR0913  one argument a column of the table
        self,
        attribute: int,
        name: str,
        raw: str,
        to: str,
        convert: Conversion = IDENTITY,
        *,
        field: str = "",
        least: int | None = None,
        most: int | None = None,
        unit: str = "",
        difference: bool = False,
        w: bool = False,
        via: tuple[Via, ...] = (),
        given: Given | None = None,
        within: tuple[int, ...] = (),
        since: str = "",
        wide: str = "",
    ) -> MatterRow:
        """Write down one row: the attribute, its type, the property of ours, the conversion."""
        capability, ours = to.split(".")
        key = MatterKey(self.id, attribute, field)
        row = Row(source=key, capability=capability, name=ours, convert=convert, unit=unit, difference=difference)
        return MatterRow(
            row=row,
            cluster=self.name,
            attribute=name,
            raw=Raw.of(raw, least, most),
            since=since or self.since,
            writable=w,
            via=via,
            given=given,
            within=within,
            wide=wide,
        )

    def command(  # noqa: PLR0913  one argument a column of the table
        self,
        command: int,
        name: str,
        ours: str,
        *arguments: Argument,
        always: Mapping[str, Value] | None = None,
        asks: tuple[str, ...] = (),
        only_where: Mapping[str, Value] | None = None,
        mode_tag: int | None = None,
        within: tuple[int, ...] = (),
        timed: bool = False,
    ) -> CommandRow:
        """Write down one command."""
        capability, our_name = ours.split(".")
        return CommandRow(
            capability=capability,
            name=our_name,
            cluster=self.id,
            cluster_name=self.name,
            command=command,
            matter=name,
            since=self.since,
            arguments=arguments,
            always=MappingProxyType(dict(always or {})),
            asks=asks,
            only_where=MappingProxyType(dict(only_where or {})),
            mode_tag=mode_tag,
            within=within,
            timed=timed,
        )

    def event(
        self,
        event: int,
        name: str,
        ours: str,
        *fields: Argument,
        within: tuple[int, ...] = (),
        only: SemanticTag | None = None,
    ) -> EventRow:
        """Write down one event."""
        capability, our_name = ours.split(".")
        return EventRow(
            capability=capability,
            name=our_name,
            cluster=self.id,
            cluster_name=self.name,
            event=event,
            matter=name,
            since=self.since,
            fields=fields,
            within=within,
            only=only,
        )
