"""Which row a point, an action or an event fits; the rows themselves are in schemas/mappings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from adapters.mqtt.homeassistant.component.closing import CLOSURES
from adapters.mqtt.homeassistant.entity import Entity
from adapters.mqtt.homeassistant.point import Action, Occurrence, Point
from adapters.mqtt.template import Compiled, compile_template
from schemas.conversion import fitted
from schemas.mapping import Fit, Misfit, Row, Source, fits
from schemas.mappings.homeassistant import COMMANDS, DERIVED, EVENTS, MEANS, NARROWER, ROWS, Key, index
from schemas.mappings.setting import claims, is_only_read, pressed
from schemas.registry import Registry, Spec
from schemas.vocabulary import Kind

_ROWS: Final = index(ROWS)
_COMMANDS: Final = index(COMMANDS)
_EVENTS: Final = index(EVENTS)

_SUFFIX: Final = re.compile(
    r"(?:(?:^|_)(?:l|ch|channel|endpoint|ep|relay|th)_?|_|(?<!\d))(\d{1,2})$"
    r"|_(left|right|center|top|bottom|middle)$|_(?:phase_)?([abc])$"
)
_TOLD_APART: Final = re.compile(r"(?:^|_)(?:pm_?\d+(?:_\d+)?|pm_n\d+|e?co2|no2|so2|o3|h2s|nh3)$")
"""Names that end in a number of their own."""

_GANGS: Final = frozenset(
    {"", "state", "switch", "power", "relay", "output", "outlet", "socket", "plug", "on", "channel"}
)
_UNTOLD: Final = frozenset({"", "value", "val", "v"})
"""Keys that every property of some publishers is read from."""
LOOKED_AT: Final = frozenset(
    {"device_class", "entity_category", "modes", "name", "optimistic", "position_topic", "type", "value_template"}
)
"""Keys of a configuration that are looked at whenever its device is put together; the rest is read once."""
_MAIN: Final = frozenset({"switch", "power", "relay", "output", "outlet", "socket", "plug"})
_SECRET: Final = re.compile(
    r"(?:^|_)(?:(?<!gpio_)pin|pin_?code|admin_code|pairing_code|access_code|user_code|pass(?:word|wd|code|phrase)|psk|ssid|bssid"
    r"|wpa\w*|wifi_(?:config|password|key|name)|secret|token|api_?key|credentials?|private_key)(?:_|$)"
)
_COUNTED: Final = re.compile(r"(?:alarm|event|fault|mode)_\d+")
"""Names whose number tells several things of one place apart, not several places."""
_SETTINGS: Final = frozenset({"sensor", "binary_sensor", "number", "select", "switch", "text"})
_PLAIN: Final = frozenset({"sensor", "text", "number", "select"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """What else its device has, as far as that tells what an entity is."""

    battery: bool = False  # it runs on one
    actor: bool = False  # it is a light, a robot, a camera: more than a switch
    kinds: frozenset[str] = frozenset()  # of device, by which settings are told apart


@lru_cache(maxsize=1024)
def shared_company(*, battery: bool, actor: bool, kinds: frozenset[str]) -> Company:
    """Make a company, or give the equal one that another device has: each point of a device holds it."""
    return Company(battery=battery, actor=actor, kinds=kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What an entity is called in its description, from the most to the least telling, and the gang it belongs to."""

    candidates: tuple[str, ...]
    gang: str
    path: str  # last key of the look-up of its state, or empty


_KIND_OF: Final = {
    ("climate", ""): "thermostat air", ("light", ""): "light", ("cover", ""): "cover", ("lock", ""): "lock",
    ("valve", ""): "valve", ("siren", ""): "siren", ("fan", ""): "air", ("binary_sensor", "smoke"): "smoke",
    ("binary_sensor", "carbon_monoxide"): "smoke", ("binary_sensor", "gas"): "gas",
    ("binary_sensor", "occupancy"): "presence", ("binary_sensor", "presence"): "presence",
    ("binary_sensor", "motion"): "presence", ("binary_sensor", "vibration"): "vibration",
    ("sensor", "carbon_dioxide"): "co2",
}  # fmt: skip
_NAMED_KINDS: Final = {
    "melody": "siren", "alarm_melody": "siren", "smoke": "smoke", "presence": "presence", "occupancy": "presence",
    "co2": "co2", "over_voltage_threshold": "breaker", "over_current_threshold": "breaker",
    "over_power_threshold": "breaker", "ev_status": "charger", "ev_connected": "charger", "charge_limit": "charger",
    "charging_current_limit": "charger", "setpoint_charging_current": "charger", "contrast": "display",
    "invert_color": "display",
}  # fmt: skip


def kinds_of(entity: Entity, names: Names) -> frozenset[str]:
    """Tell which kinds of device a component makes its device; equal answers are one object."""
    return _one_set(frozenset(_kinds_of(entity, names)))


@lru_cache(maxsize=1024)
def _one_set(kinds: frozenset[str]) -> frozenset[str]:
    return kinds


def _kinds_of(entity: Entity, names: Names) -> Iterator[str]:
    device_class = str(entity.config.get("device_class", ""))
    for key in ((entity.component, ""), (entity.component, device_class)):
        yield from _KIND_OF.get(key, "").split()
    for name in names.candidates:
        if name in _NAMED_KINDS:
            yield _NAMED_KINDS[name]


def names_of(entity: Entity) -> Names:
    """Find the names of an entity: the key its state is read from, its slug, its label."""
    path = _path_tail(entity)
    raw = [name for name in (path, entity.slug, _own_name(entity)) if name]
    found = [_apart(name) for name in raw]
    both = [part for name, (stem, _gang) in zip(raw, found, strict=True) for part in (name, stem)]
    gang = next((gang for _stem, gang in found if gang), "")
    return Names(candidates=tuple(dict.fromkeys(both)), gang=gang, path=found[0][0] if path else "")


def _own_name(entity: Entity) -> str:
    """Give the name of the component itself; without one it is called like its device, which tells nothing."""
    name = entity.config.get("name")
    return re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")[:64] if isinstance(name, str) else ""


def _apart(name: str) -> tuple[str, str]:
    """Take the suffix that tells gangs apart off a name."""
    match = _SUFFIX.search(name)
    if match is None or _TOLD_APART.search(name):
        return name, ""
    stem, gang = name[: match.start()], next(filter(None, match.groups()))
    glued = match[0] == gang and len(gang) > 1
    return (name, "") if glued and stem not in _GANGS else (stem, gang)  # "esp32" names a thing, not its 32nd gang


def _path_tail(entity: Entity) -> str:
    source = entity.config.get("value_template")
    compiled = compile_template(source) if isinstance(source, str) else None
    if not isinstance(compiled, Compiled) or not compiled.path:
        return ""
    return re.sub(r"[^a-z0-9]+", "_", str(compiled.path[-1]).casefold()).strip("_")


def is_secret(entity: Entity, names: Names, point: Point) -> bool:
    """Whether a text is called like a password, a pin code or a network; what has a unit is no secret."""
    plain = entity.component in _PLAIN and point.field == "state" and not point.unit
    return plain and any(_SECRET.search(name) for name in names.candidates)


def fit(entity: Entity, names: Names, point: Point, registry: Registry, company: Company) -> Fit | str:
    """Find the first row that fits a point, or tell why none does."""
    if point.reason:
        return point.reason
    reason = "no mapping for it"
    source = _source(point)
    for row in _rows(entity, names, point, company):
        spec = registry.specs.get((row.capability, row.name))
        if spec is None:
            continue
        if is_only_read(source.access, spec):
            reason = f"{row.capability}.{row.name}: it is only read, ours is a setting"
            continue
        found = _tried(_This(row), spec, source, point.ends)
        if isinstance(found, Fit) and found.access.strip("n"):
            return found
        why = f"{row.capability}.{row.name} has no {point.access}" if isinstance(found, Fit) else found.reason
        reason = f"{row.capability}.{row.name}: {why}"
    return reason


class _This:
    """A row, equal to itself alone: what it converts with cannot be compared."""

    __slots__ = ("row",)

    def __init__(self, row: Row[Any]) -> None:
        self.row = row

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _This) and self.row is other.row

    def __hash__(self) -> int:
        return id(self.row)


@lru_cache(maxsize=4096)
def _tried(this: _This, spec: Spec, source: Source, _ends: tuple[type, ...]) -> Fit | Misfit:
    """Try a row once for all points of the same form; a home has many of the same device, and each holds its fit."""
    convert = fitted(this.row.convert, source.values or (), source.maximum)
    return fits(replace(this.row, convert=convert), spec, source)


def _rows(entity: Entity, names: Names, point: Point, company: Company) -> Iterator[Row[Any]]:
    """Give the rows that a point may be: by name, by the names of settings, by class, by form."""
    told = False
    for key in _keys(entity, names, point, company):
        if not key.which.startswith("name:") and not told:
            told = True
            yield from _settings(entity, names, point, company)
        row = _ROWS.get(key)
        if row is not None:
            yield row
    if not told:
        yield from _settings(entity, names, point, company)


def _settings(entity: Entity, names: Names, point: Point, company: Company) -> Iterator[Row[str]]:
    if point.field == "state" and entity.component in _SETTINGS:
        several = {name.rpartition("_")[0] for name in names.candidates if _COUNTED.fullmatch(name)}
        for name in names.candidates:
            if name not in several:
                yield from claims(name, company.kinds)


def _source(point: Point) -> Source:
    return Source(
        kind=point.kind,
        unit=point.unit,
        minimum=point.minimum,
        maximum=point.maximum,
        step=point.step,
        values=point.values,
        access=point.access,
    )


def _keys(entity: Entity, names: Names, point: Point, company: Company) -> Iterator[Key]:
    component, field = entity.component, point.field
    if field == "state" and component in {"sensor", "binary_sensor", "number", "select", "switch"}:
        if company.battery and entity.config.get("device_class") == "voltage":
            yield Key(component, field, "name:battery_voltage")
        for name in names.candidates:
            yield Key(component, field, f"name:{name}")
    device_class = entity.config.get("device_class")
    if isinstance(device_class, str) and component != "cover":
        found = _narrowed(entity, names, device_class) if component == "sensor" else device_class
        if found:
            yield Key(component, field, found)
    yield from (Key(component, field, form) for form in _forms(entity, names, point, company))


def _narrowed(entity: Entity, names: Names, device_class: str) -> str:
    """Give what a class means under this name; nothing where the value is reckoned, set or remembered, not measured."""
    words = _words(names)
    if words & (DERIVED - MEANS if device_class == "wind_speed" else DERIVED):  # wind is always told as a mean
        return ""
    if device_class == "temperature" and entity.config.get("entity_category") == "diagnostic":
        return f"{device_class}:inside"
    narrower, which = NARROWER.get(device_class, (frozenset(), ""))
    return which if words & narrower else device_class


def _words(names: Names) -> frozenset[str]:
    """All words that an entity is called by."""
    return frozenset(word for name in names.candidates for word in re.split(r"[^a-z0-9]+", name.casefold()))


def _forms(entity: Entity, names: Names, point: Point, company: Company) -> tuple[str, ...]:
    if (entity.component, point.field) == ("switch", "state"):
        return ("gang",) if _is_gang(entity, names, company) else ()
    form = _FORMS.get((entity.component, point.field))
    return ("",) if form is None else form(entity, names, point)


def _cover_state(entity: Entity, _names: Names, _point: Point) -> tuple[str, ...]:
    if entity.config.get("device_class") in CLOSURES:
        return ("closure",)
    return ("positioned",) if entity.config.get("position_topic") else ()


def _cover_position(entity: Entity, _names: Names, _point: Point) -> tuple[str, ...]:
    return ("closure",) if entity.config.get("device_class") in CLOSURES else ("",)


def _colour_temperature(_entity: Entity, _names: Names, point: Point) -> tuple[str, ...]:
    return ("kelvin",) if point.unit == "K" else ("",)


def _climate_mode(_entity: Entity, _names: Names, point: Point) -> tuple[str, ...]:
    values = point.values or ()
    return ("heat_cool",) if "heat_cool" in values and "auto" not in values else ("",)


def _climate_temperature(entity: Entity, _names: Names, _point: Point) -> tuple[str, ...]:
    modes = frozenset(entity.words("modes"))
    return ("cooling",) if "cool" in modes and not modes & {"heat", "auto", "heat_cool"} else ("",)


def _is_gang(entity: Entity, names: Names, company: Company) -> bool:
    """Tell a main switch from a setting: by its category, by the key that its state is read from, by its company."""
    if entity.config.get("entity_category"):
        return False
    if names.path not in _UNTOLD:
        return names.path in _GANGS
    if company.actor:
        return bool(_words(names) & _MAIN)
    return bool(names.path) or not entity.config.get("value_template")


_FORMS: Final = {
    ("cover", "state"): _cover_state,
    ("cover", "position"): _cover_position,
    ("light", "color_temp"): _colour_temperature,
    ("climate", "mode"): _climate_mode,
    ("climate", "temperature"): _climate_temperature,
}


def command_of(entity: Entity, action: Action, registry: Registry) -> tuple[str, str] | None:
    """Give our capability and command for an action."""
    device_class = str(entity.config.get("device_class", ""))
    closure = entity.component == "cover" and device_class in CLOSURES
    for which in ("closure",) if closure else (device_class, ""):
        row = _COMMANDS.get(Key(entity.component, action.field, which))
        capability = registry.capabilities.get(row.capability) if row else None
        if row is not None and capability is not None and row.name in capability.commands:
            return row.capability, row.name
    if (entity.component, action.field) != ("button", "press"):
        return None
    return next((to for name in names_of(entity).candidates if (to := pressed(name, ())) is not None), None)


def events_of(entity: Entity, occurrence: Occurrence, registry: Registry) -> dict[str, tuple[str, str]]:
    """Give our capability and event for those types of an event source that have one."""
    device_class = str(entity.config.get("device_class", ""))
    found = {}
    for name in occurrence.types:
        stem = str(entity.config.get("type", "")) if entity.component == "device_automation" else name
        row = _EVENTS.get(Key(entity.component, stem, device_class))
        capability = registry.capabilities.get(row.capability) if row else None
        if row is not None and capability is not None and row.name in capability.events:
            found[name] = (row.capability, row.name)
    return found


def split(point: Point) -> tuple[Point, Point]:
    """A point as one that is read and one that is written, where ours has only the one."""
    return replace(point, write=None), replace(point, read=None, field=f"{point.field}_command")


def secret(point: Point, topic: str) -> Point:
    """The point, read on a topic, as a secret: it can be written, and is never read."""
    return replace(
        point, kind=Kind.SECRET, read=None, unit="", values=None, minimum=None, maximum=None, step=None,
        reason="a secret: written, never read, stored or shown", source=point.address(topic),
    )  # fmt: skip
