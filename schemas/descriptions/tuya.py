"""Configurations of Tuya devices, one JSON object a line: `{"file", "name", "products", "entities"}`.

An entity is `{"e": platform, "c": class, "n": name, "tk": translation key, "cat": category, "dps": […]}`; a data point
`{"id", "t": type, "n": role, "u": unit, "v": values, "r": {"min", "max"}, "s": scale}`. Each data point of each entity
is one instance; its address is the data point's id. Values are raw values divided by the scale; a range is raw.

Endpoints: actors (lights, fans, covers, …) and whatever carries a number or a name of its own have one each, so that
the temperature of a coil is not that of the room.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeGuard

from schemas.binding import Bound, Described, bind
from schemas.conversion import SHARE, folded
from schemas.coverage import MapReport, MapRow
from schemas.mapping import Row, Source
from schemas.mappings import homeassistant
from schemas.mappings.homeassistant import DERIVED, Key
from schemas.mappings.setting import claims
from schemas.mappings.tuya import (
    COMMANDS,
    DEFAULT_UNITS,
    DEFAULT_VALUES,
    KINDS,
    MAIN,
    PRESSES,
    UNITS,
    UNLOCKED,
    TuyaKey,
    field_of,
    index,
)
from schemas.registry import Registry
from schemas.value import Scalar
from schemas.vocabulary import Kind

_ROWS: Final = index()
_CLASSES: Final = homeassistant.index(homeassistant.ROWS)
_EVENTS: Final = homeassistant.index(homeassistant.EVENTS)
_ACTORS: Final = frozenset(
    {"light", "climate", "fan", "cover", "lock", "vacuum", "valve", "siren", "camera", "humidifier", "water_heater"}
)
_GANGS: Final = frozenset(
    {"", "switch_x", "outlet_x", "power", "main_switch", "switch", "outlet", "usb", "breaker", "circuit_breaker"}
)
_READ_ONLY: Final = frozenset({"sensor", "binary_sensor", "event"})
_READ_ROLES: Final = frozenset({"current_temperature", "current_humidity", "current_position", "hvac_action", "error"})
_PLAIN: Final = frozenset(
    {"temperature", "humidity", "ambient_temperature", "room_temperature", "indoor_temperature", "battery", "voltage"}
    | {"current", "power", "energy", "total_energy", "total_power", "temperature_x", "indoor_humidity"}
)
_KINDS: Final[dict[str, Kind]] = {
    "boolean": Kind.BOOLEAN,
    "integer": Kind.INTEGER,
    "float": Kind.NUMBER,
    "bitfield": Kind.INTEGER,
    "string": Kind.STRING,
    "unixtime": Kind.INTEGER,
}

_PACKED: Final = frozenset({"base64", "hex"})
"""Types that hold bytes; one that has a unit is a number that the configuration takes out of them by a mask."""


class BadConfigError(ValueError):
    """A line that is no configuration. The text names the line and the fix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPoint:
    """One data point in one entity."""

    id: str
    type: str
    role: str
    unit: str = ""
    values: tuple[Scalar, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    scale: float = 1
    read_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One entity with its data points; `slug` is its name as one word, without the number that `part` holds."""

    platform: str
    which: str
    slug: str
    part: str
    category: str
    points: tuple[DataPoint, ...]
    endpoint: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """One device."""

    file: str
    entities: tuple[Entity, ...]
    kinds: frozenset[str] = field(default_factory=frozenset)


def recognises(first_line: str) -> bool:
    """Whether a file that begins with this line holds configurations."""
    try:
        told = json.loads(first_line)
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict) and isinstance(told.get("entities"), list) and "products" in told


def report(lines: Iterable[str]) -> MapReport:
    """Map JSON lines; ValueError names the line of what is no configuration."""
    registry = Registry.load()
    configs = tuple(read(lines))
    return MapReport.of(len(configs), (row for config in configs for row in rows(config, registry)))


def read(lines: Iterable[str]) -> Iterator[Config]:
    """Give the devices in order; ValueError as in `report`."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _config(_parsed(line, number), f"line {number}")


def _parsed(line: str, number: int) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadConfigError(f"line {number}: it is not JSON ({error}); write one JSON object a line") from None


def _object(value: Any, place: str) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    raise BadConfigError(f"{place}: it is no object; write {{…}}")


def _list(value: Any, place: str) -> list[Any]:
    if isinstance(value, list):
        return value
    raise BadConfigError(f"{place}: it is no list; write […]")


def _text(told: Mapping[str, Any], name: str, place: str, default: str | None = None) -> str:
    value = told.get(name, default)
    if isinstance(value, str):
        return value
    raise BadConfigError(f"{place}.{name}: it is no text; write one")


def _number(value: Any, place: str) -> float | None:
    if value is None:
        return None
    if not _is_ordinary(value):
        raise BadConfigError(f"{place}: it is no ordinary number; write one")
    return value


def _is_ordinary(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15


def _config(told: Any, place: str) -> Config:
    config = _object(told, place)
    name = _text(config, "name", place, "")
    found = [
        _entity(_object(one, f"{place}.entities[{at}]"), f"{place}.entities[{at}]")
        for at, one in enumerate(_list(config.get("entities"), f"{place}.entities"))
    ]
    words = {*re.findall(r"[a-z0-9]+", name.casefold())}
    for one in found:
        words |= {one.platform, one.which}
        if one.platform == "lock" and one.slug != "child_lock":
            words.add("doorlock")
    return Config(
        file=_text(config, "file", place, "") or name,
        entities=_placed(found),
        kinds=frozenset(kind for kind, telling in KINDS.items() if telling & words),
    )


def _entity(told: dict[str, Any], place: str) -> Entity:
    name = _text(told, "n", place, "")
    key = _text(told, "tk", place, "")
    label = folded(re.sub(r"\b\d+\b|\b[A-H]\b", " ", name)).strip("_")
    part = re.findall(r"\b(?:\d+|[A-H])\b", name)
    return Entity(
        platform=_text(told, "e", place),
        which=_text(told, "c", place, ""),
        slug=key or label,
        part=" ".join(part),
        category=_text(told, "cat", place, ""),
        points=tuple(
            _point(_object(one, f"{place}.dps[{at}]"), f"{place}.dps[{at}]")
            for at, one in enumerate(_list(told.get("dps"), f"{place}.dps"))
        ),
    )


def _point(told: dict[str, Any], place: str) -> DataPoint:
    limits = _object(told.get("r") or {}, f"{place}.r")
    values = _list(told.get("v") or [], f"{place}.v")
    scale = _number(told.get("s"), f"{place}.s")
    return DataPoint(
        id=str(told.get("id"))[:32],
        type=_text(told, "t", place, "string"),
        role=_text(told, "n", place),
        unit=_text(told, "u", place, ""),
        values=tuple(one for one in values if isinstance(one, str | bool) or _is_ordinary(one)),
        minimum=_number(limits.get("min"), f"{place}.r.min"),
        maximum=_number(limits.get("max"), f"{place}.r.max"),
        scale=scale if scale and scale > 0 else 1,
        read_only=told.get("ro") is True,
    )


def _placed(entities: list[Entity]) -> tuple[Entity, ...]:
    """Give each entity its endpoint: numbered ones that of their number, further actors one of their own."""
    numbers: dict[str, int] = {"": 1}
    seen: Counter[tuple[str, str]] = Counter()
    placed: list[Entity] = []
    for one in entities:
        place = _place(one, seen)
        placed.append(replace(one, endpoint=numbers.setdefault(place, len(numbers) + 1)))
    return tuple(placed)


def _place(one: Entity, seen: Counter[tuple[str, str]]) -> str:
    """Name the place of an entity; "" is the device itself."""
    if one.slug.endswith("_x") and not one.part:
        seen[one.platform + one.which, one.slug] += 1
        return str(seen[one.platform + one.which, one.slug])
    if one.platform in _ACTORS and one.slug not in {"child_lock", "display", "indicator", "backlight"}:
        seen["actor", one.part] += 1
        return one.part if seen["actor", one.part] == 1 else f"{one.part}#{seen['actor', one.part]}"
    if one.platform == "sensor" and one.which and one.slug and one.slug not in _PLAIN and one.which in _MEASURED:
        return f"{one.slug} {one.part}"
    return one.part


_MEASURED: Final = frozenset(
    {"temperature", "humidity", "voltage", "current", "power", "frequency", "pressure", "volume_flow_rate", "weight"}
)
"""Classes whose sensors measure at the place that their name tells."""


def rows(config: Config, registry: Registry) -> Iterator[MapRow]:
    """Tell what became of each data point of each entity: one row each, in order.

    A data point that a second entity shows again as what it already is has one place, and both tell it.
    """
    placed = [one for one in bound(config, registry) if not one.is_extra]
    points = [(entity, point) for entity in config.entities for point in entity.points]
    first: dict[tuple[str, str], MapRow] = {}
    for one, (entity, point) in zip(placed, points, strict=True):
        row = one.row(config.file)
        wanted = next((f"{claim.capability}.{claim.name}" for claim in one.described.rows), "")
        again = first.get((point.id, wanted)) if not row.is_core else first.setdefault((point.id, row.to), row)
        other = _occurrence(entity, point)
        yield replace(row, to=other, to_unit="", reason="") if other else again or row


def _occurrence(entity: Entity, point: DataPoint) -> str:
    """Give the command or event that a data point is, "" where it is none."""
    if point.role == "event":
        named = [_event(entity, value) for value in point.values]
        known = [one for one in named if one]
        return known[0] if len(known) * 2 >= max(len(named), 1) else ""
    if entity.platform == "lock" and point.role in UNLOCKED:
        return "doorLock.lockOperation"
    if (entity.platform, entity.which) == ("button", "restart"):
        return "deviceHealth.restart"
    return COMMANDS.get(_key(entity, point)) or COMMANDS.get(TuyaKey(entity.platform, point.role), "")


def _event(entity: Entity, value: Scalar) -> str:
    row = _EVENTS.get(Key("event", str(value), entity.which))
    if row is not None:
        return f"{row.capability}.{row.name}"
    return PRESSES.get(str(value), "") if entity.which == "button" else ""


def bound(config: Config, registry: Registry) -> tuple[Bound, ...]:
    """Place every data point of a device."""
    return bind((_described(config, entity, point) for entity in config.entities for point in entity.points), registry)


def _key(entity: Entity, point: DataPoint) -> TuyaKey:
    return TuyaKey(entity.platform, point.role, entity.slug)


def _described(config: Config, entity: Entity, point: DataPoint) -> Described[Any]:
    source = _source(entity, point)
    has_top = source.maximum is not None and source.maximum > 0
    found = tuple(row for row in _rows(config, entity, point) if has_top or row.convert is not SHARE)
    return Described(
        endpoint=entity.endpoint,
        name=f"tuya.{entity.platform}.{entity.slug or entity.which or 'main'}.{point.role}",
        address=point.id,
        source=source,
        rows=found,
        label=entity.slug,
    )


def _rows(config: Config, entity: Entity, point: DataPoint) -> Iterator[Row[Any]]:
    """Give what a data point may be, the most telling first."""
    key = _key(entity, point)
    for kind in sorted(config.kinds):
        yield from _ROWS.get(key._replace(name=f"{entity.slug}@{kind}"), ())
    yield from _ROWS.get(key, ())
    if point.role in MAIN:
        yield from claims(entity.slug.removesuffix("_x"), config.kinds)
    yield from (_by_class(entity, point) if point.role in MAIN else _by_field(entity, point))
    if entity.slug and (point.role not in MAIN or entity.platform in _ACTORS):
        yield from _ROWS.get(key._replace(name=""), ())


def _by_class(entity: Entity, point: DataPoint) -> Iterator[Row[Any]]:
    name = field_of(entity.platform, point.role)
    words = set(entity.slug.split("_"))
    if entity.platform in {"sensor", "number"} and words & DERIVED:
        return
    if name and entity.platform == "switch" and _is_gang(entity):
        yield from _known(Key("switch", "state", "gang"))
    if name and entity.which:
        yield from _known(Key(entity.platform, name, entity.which))
    if name and entity.slug:
        yield from _known(Key(entity.platform, name, f"name:{entity.slug}"))
    if name and entity.platform in _ACTORS | {"alarm_control_panel"}:
        yield from _by_field(entity, point)


def _is_gang(entity: Entity) -> bool:
    """Whether a switch is a main one and no setting."""
    return entity.slug in _GANGS and not entity.category


def _by_field(entity: Entity, point: DataPoint) -> Iterator[Row[Any]]:
    name = field_of(entity.platform, point.role)
    modes = {one for other in entity.points if other.role == "hvac_mode" for one in other.values}
    if not name:
        return
    if name == "mode" and "heat_cool" in modes:
        yield from _known(Key(entity.platform, name, "heat_cool"))
    if name == "temperature" and "cool" in modes and "heat" not in modes:
        yield from _known(Key(entity.platform, name, "cooling"))
    if entity.platform == "cover" and entity.which in {"garage", "gate", "door", "window"}:
        yield from _known(Key("cover", name, "closure"))
    yield from _known(Key(entity.platform, name))


def _known(key: Key) -> Iterator[Row[Any]]:
    row = _CLASSES.get(key)
    if row is not None:
        unit = DEFAULT_UNITS.get(key.field)
        yield replace(row, unit=unit) if unit and not row.unit else row


def _source(entity: Entity, point: DataPoint) -> Source:
    kind, values = _kind(entity, point)
    numeric = kind in {Kind.INTEGER, Kind.NUMBER}
    low, high = _range(point, values) if numeric else (None, None)
    return Source(
        kind=kind,
        unit=_unit(point) if numeric else "",
        minimum=low,
        maximum=high,
        step=1 / point.scale if numeric and not values else None,
        values=values if kind in {Kind.ENUM, Kind.BOOLEAN} and len(values) > 1 else None,
        access=_access(entity, point),
    )


def _kind(entity: Entity, point: DataPoint) -> tuple[Kind, tuple[Scalar, ...]]:
    """Give the kind of what the configuration makes of a data point: its values where it names them."""
    kind = _KINDS.get(point.type, Kind.STRING)
    if point.type in _PACKED and point.unit:
        return Kind.NUMBER, ()
    passed = DEFAULT_VALUES.get((entity.platform, point.role))
    if passed and kind is Kind.STRING and not point.values:
        return Kind.ENUM, passed
    if point.values and all(isinstance(one, bool) for one in point.values):
        return Kind.BOOLEAN, tuple(dict.fromkeys(point.values))
    if len(point.values) > 1 and all(isinstance(one, str) for one in point.values):
        return Kind.ENUM, tuple(dict.fromkeys(point.values))
    if len(point.values) > 1 and not any(isinstance(one, str | bool) for one in point.values):
        return Kind.NUMBER, point.values
    return Kind.NUMBER if kind is Kind.INTEGER and point.scale != 1 else kind, ()


def _range(point: DataPoint, values: tuple[Scalar, ...]) -> tuple[float | None, float | None]:
    numbers = [one for one in values if isinstance(one, int | float)]
    if numbers:
        return min(numbers), max(numbers)
    low, high = point.minimum, point.maximum
    return None if low is None else low / point.scale, None if high is None else high / point.scale


def _unit(point: DataPoint) -> str:
    return UNITS.get(point.unit, point.unit)


def _access(entity: Entity, point: DataPoint) -> str:
    if entity.platform == "button":
        return "w"
    fixed = point.read_only or entity.platform in _READ_ONLY or point.role in _READ_ROLES
    return "rn" if fixed else "rwn"
