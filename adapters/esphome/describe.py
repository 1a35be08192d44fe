"""From a board's list of entities to devices of the home."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from aioesphomeapi import model as api

from adapters.esphome.entity import PARTS, Part
from adapters.esphome.field import Field, Write
from adapters.sdk.thing import Thing
from schemas.binding import Bound, Described, bind
from schemas.conversion import fitted
from schemas.device import CommandDescription, DeviceDescription, EndpointDescription
from schemas.mapping import Row
from schemas.mappings.homeassistant import COMMANDS, EVENTS, ROWS, Key, index
from schemas.registry import Registry
from schemas.vocabulary import Kind

ENDPOINTS: Final = 65_000
MOST: Final = 512
"""Entities of one device; the rest is left out."""
_ROWS: Final = index(ROWS)
_COMMANDS: Final = index(COMMANDS)
_EVENTS: Final = index(EVENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One entity in its place. `address` is the front part of the addresses of its values."""

    info: Any
    part: Part
    endpoint: int
    fields: tuple[Field, ...]

    @property
    def address(self) -> str:
        """Its lasting name on the board."""
        return f"{self.part.word}.{self.info.object_id or self.info.key}"

    @property
    def is_secret(self) -> bool:
        """Whether what it tells is a password."""
        return any(one.source.kind is Kind.SECRET for one in self.fields)

    def at(self, name: str) -> str:
        """Where one of its values is."""
        return f"{self.address}/{name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What one of our commands is on the board."""

    entity: Entity
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A device of the home: the board itself, or one that it calls a device of its own."""

    thing: Thing
    entities: tuple[Entity, ...]
    actions: Mapping[tuple[int, str, str], Action]
    events: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)  # (address, type) → ours

    def writer(self, address: str) -> tuple[Entity, Write] | None:
        """Find who takes what is written to an address, and how."""
        for entity in self.entities:
            for one in entity.fields:
                if entity.at(one.name) == address and one.write is not None:
                    return entity, one.write
        return None


def placed(infos: Iterable[Any]) -> tuple[Entity, ...]:
    """Give every entity an endpoint that stays the same however many others come or go: made from its own key."""
    taken: set[int] = set()
    found: list[Entity] = []
    for info in sorted(infos, key=lambda one: (type(one).__name__, one.key)):
        part = PARTS.get(type(info))
        if part is None or len(found) >= MOST:
            continue
        endpoint = 1 + info.key % ENDPOINTS
        while endpoint in taken:
            endpoint = 1 + endpoint % ENDPOINTS
        taken.add(endpoint)
        found.append(Entity(info=info, part=part, endpoint=endpoint, fields=tuple(part.fields(info))))
    return tuple(sorted(found, key=lambda one: one.endpoint))


def described(entity: Entity) -> Iterator[Described[Key]]:
    """Say of each of its values what the rows of Home Assistant claim it to be."""
    component = entity.part.component
    for one in entity.fields:
        keys = (Key(component, one.name, which) for which in one.which)
        rows = tuple(_fitted(row, one) for key in keys if (row := _ROWS.get(key)) is not None)
        yield Described(
            endpoint=entity.endpoint,
            name=f"esphome.{entity.address}.{one.name}",
            address=entity.at(one.name),
            source=one.source,
            rows=rows,
            label=str(entity.info.name or entity.info.object_id),
        )


def _fitted(row: Row[Key], one: Field) -> Row[Key]:
    convert = fitted(row.convert, one.source.values or (), one.source.maximum)
    return Row(
        source=row.source,
        capability=row.capability,
        name=row.name,
        convert=convert,
        unit=row.unit,
        difference=row.difference,
        whole=row.whole,
        repeats=row.repeats,
    )


def _actions(entities: Iterable[Entity]) -> dict[tuple[int, str, str], Action]:
    found: dict[tuple[int, str, str], Action] = {}
    for entity in entities:
        which = str(getattr(entity.info, "device_class", "") or "")
        for name, arguments in entity.part.actions:
            for key in (Key(entity.part.component, name, which), Key(entity.part.component, name)):
                row = _COMMANDS.get(key)
                if row is not None:
                    found.setdefault(
                        (entity.endpoint, row.capability, row.name), Action(entity=entity, arguments=arguments)
                    )
    return found


def _events(entities: Iterable[Entity]) -> dict[tuple[str, str], tuple[str, str]]:
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for entity in entities:
        for kind in getattr(entity.info, "event_types", ()):
            row = _EVENTS.get(Key("event", kind, str(getattr(entity.info, "device_class", "") or "button")))
            if row is not None:
                found[entity.address, kind] = (row.capability, row.name)
    return found


def boards(device: api.DeviceInfo, infos: Iterable[Any], registry: Registry) -> tuple[Board, ...]:
    """Describe a board and the devices that it names on its own; the board comes first."""
    by_device: dict[int, list[Any]] = {0: []}
    for info in infos:
        by_device.setdefault(int(getattr(info, "device_id", 0) or 0), []).append(info)
    names = {int(one.device_id): str(one.name) for one in device.devices}
    return tuple(_board(device, number, names.get(number, ""), found, registry) for number, found in by_device.items())


def key_of(device: api.DeviceInfo) -> str:
    """Give the board's lasting identity: its hardware address."""
    return device.mac_address.upper()


def _board(device: api.DeviceInfo, number: int, name: str, infos: list[Any], registry: Registry) -> Board:
    entities = placed(infos)
    bound: tuple[Bound, ...] = bind((one for entity in entities for one in described(entity)), registry)
    actions = _actions(entities)
    own = key_of(device)
    description = DeviceDescription(
        key=f"{own}/{number}" if number else own,
        name=name or device.friendly_name or device.name,
        manufacturer=device.manufacturer or "Espressif",
        model=device.project_name or device.model,
        hardware=device.model,
        firmware=device.esphome_version,
        via=own if number else "",
        endpoints=tuple(_endpoint(entity, registry) for entity in entities),
        properties=tuple(one.description for one in bound),
        commands=tuple(
            CommandDescription(endpoint=endpoint, capability=capability, name=command, address=action.entity.address)
            for (endpoint, capability, command), action in actions.items()
        ),
    )
    return Board(thing=Thing(description, bound), entities=entities, actions=actions, events=_events(entities))


def _endpoint(entity: Entity, registry: Registry) -> EndpointDescription:
    kind = entity.part.device_type(entity.info)
    known = kind if kind in registry.device_types else "unknown"
    return EndpointDescription(id=entity.endpoint, device_type=known, label=str(entity.info.name))
