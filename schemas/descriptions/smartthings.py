"""SmartThings device status: `{"devices": {name: {component: {capability: {attribute: {"value": …, "unit": …}}}}}}`.

A component is an endpoint; a filter or tank of Samsung's is one of its own beside it. Every (component, capability,
attribute) is one instance, plumbing included (`MapRow.standard` is false there, see `PLUMBING`). It is core where

- a row claims it and kind, unit and range fit, and the value it has now passes the check of our property;
- or it tells again what another attribute has the place of, by a declared pair (`TWINS`), and would fit there itself;
- or it describes such a property and was used for it (a list of supported values, a range, a list of commands).

What happens and has no lasting value, as a pressed button, is an event of ours. An attribute without a value (null) is
core where a row names it, for the row says what its values are, and vendor otherwise. A structured value is core where
at least half of its fields are; each further field is a vendor property.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final, TypeAlias

from schemas.binding import Bound, Described, bind
from schemas.conversion import Conversion, ConversionError
from schemas.coverage import MapReport, MapRow
from schemas.mapping import Row, Source
from schemas.mappings.smartthings import SmartThingsKey, index
from schemas.mappings.smartthings.command import EVENTS
from schemas.mappings.smartthings.consumable import part_of
from schemas.mappings.smartthings.facet import Facet, Use, facet_of
from schemas.mappings.smartthings.key import CONTEXTS
from schemas.mappings.smartthings.plumbing import is_plumbing, is_production
from schemas.mappings.smartthings.twin import TURNS
from schemas.mappings.smartthings.word import LEVEL, levels
from schemas.registry import Registry, Spec
from schemas.validate import check_of
from schemas.value import Scalar
from schemas.vocabulary import VENDOR, Kind

_ROWS: Final = index()
_Key: TypeAlias = tuple[str, str, str]  # component, capability, attribute
_NUMBERS: Final = (Kind.INTEGER, Kind.NUMBER)


class BadStatusError(ValueError):
    """A document that is no device status. The text names the place and the fix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One attribute of one capability, as its status tells it; `value` is JSON."""

    component: str
    capability: str
    name: str
    value: Any
    unit: str = ""

    @property
    def key(self) -> _Key:
        """What no other attribute of the device has."""
        return self.component, self.capability, self.name

    @property
    def address(self) -> str:
        """Where SmartThings keeps it."""
        return f"{self.component}/{self.capability}/{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """All that one status says, with the endpoints it makes."""

    name: str
    attributes: tuple[Attribute, ...]
    endpoints: Mapping[tuple[str, str], int]
    contexts: frozenset[str]
    parts: Mapping[str, frozenset[str]]  # the contexts that each component tells by itself
    disabled: frozenset[tuple[str, str]]  # (component, capability) that it says it has not; ("…", "") all of one

    def endpoint(self, one: Attribute) -> int:
        """Give the endpoint that an attribute belongs to, from 1; the main component comes first."""
        return self.endpoints[one.component, part_of(one.capability, one.name)]

    def has(self, one: Attribute) -> bool:
        """Whether it is an ability of the device: neither plumbing nor told to be disabled."""
        told = {(one.component, one.capability), (one.component, "")}
        return not is_plumbing(one.capability, one.name) and not told & self.disabled


_Told: TypeAlias = dict[_Key, list[tuple[Facet, Attribute]]]  # what describes each attribute


def recognises(first_line: str) -> bool:
    """Whether a file that begins with this line is a device status."""
    return re.match(r'\s*\{.*"devices"\s*:\s*\{', first_line) is not None


def report(lines: Iterable[str]) -> MapReport:
    """Map a whole document; ValueError names the place of what is no status."""
    registry = Registry.load()
    devices = tuple(read(lines))
    return MapReport.of(len(devices), (row for device in devices for row in rows(device, registry)))


def readings(found: MapReport) -> dict[str, MapReport]:
    """Give the ways to count one report.

    `all`: every attribute. `all_values`: those that have a value now (are not null). `device_values`: of these, what is
    no plumbing. `abilities`: without plumbing and without what the device itself lists as disabled, null or not.
    `production`: of these, the capabilities of SmartThings' own catalogue; the others are makers' additions.
    """
    values = [row for row in found.rows if row.is_given]
    own_values = (row for row in values if not is_plumbing(*row.source.split("/")[1:3]))
    abilities = found.standard()
    own = [row for row in abilities.rows if is_production(row.source.split("/")[1])]
    return {
        "all": found,
        "all_values": MapReport.of(found.devices, values, found.lost),
        "device_values": MapReport.of(found.devices, own_values, found.lost),
        "abilities": abilities,
        "production": MapReport.of(found.devices, own, found.lost),
    }


def read(lines: Iterable[str]) -> Iterator[Device]:
    """Give the devices of a document in order; ValueError as in `report`."""
    try:
        document = json.loads("".join(lines))
    except (ValueError, RecursionError) as error:
        raise BadStatusError(f"it is not JSON ({error}); give one JSON document") from None
    for name, status in _object(_object(document, "the document").get("devices"), "devices").items():
        yield _device(name, _object(status, f"devices.{name}"))


def _object(value: Any, place: str) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    raise BadStatusError(f'{place}: expected an object, found {_called(value)}; write {{"devices": {{name: status}}}}')


def _called(value: Any) -> str:
    return {list: "a list", str: "a text", type(None): "nothing", bool: "true or false"}.get(type(value), "a number")


def _device(name: str, status: dict[str, Any]) -> Device:
    attributes = tuple(_attributes(status, f"devices.{name}"))
    present: dict[str, set[str]] = {}
    for one in attributes:
        present.setdefault(one.component, set()).add(one.capability)
    return Device(
        name=name,
        attributes=attributes,
        endpoints=_endpoints(attributes),
        contexts=_contexts(set().union(*present.values())),
        parts={component: _contexts(names) for component, names in present.items()},
        disabled=frozenset(_disabled(attributes)),
    )


def _contexts(capabilities: set[str]) -> frozenset[str]:
    return frozenset(which for which, needed in CONTEXTS.items() if needed & capabilities)


def _disabled(attributes: Iterable[Attribute]) -> Iterator[tuple[str, str]]:
    for one in attributes:
        names = one.value if isinstance(one.value, list) else []
        if one.name == "disabledCapabilities":
            yield from ((one.component, name) for name in names if isinstance(name, str))
        elif one.name == "disabledComponents":
            yield from ((name, "") for name in names if isinstance(name, str))


def _attributes(status: dict[str, Any], place: str) -> Iterator[Attribute]:
    for component, capabilities in sorted(status.items(), key=lambda item: item[0] != "main"):
        for capability, attributes in _object(capabilities, f"{place}.{component}").items():
            where = f"{place}.{component}.{capability}"
            for name, told in _object(attributes, where).items():
                state = _object(told, f"{where}.{name}")
                unit = state.get("unit")
                if unit is not None and not isinstance(unit, str):
                    raise BadStatusError(f"{where}.{name}.unit: expected a text, found {_called(unit)}; write a unit")
                yield Attribute(
                    component=component, capability=capability, name=name, value=state.get("value"), unit=unit or ""
                )


def _endpoints(attributes: Iterable[Attribute]) -> dict[tuple[str, str], int]:
    places = dict.fromkeys((one.component, part_of(one.capability, one.name)) for one in attributes)
    components = dict.fromkeys((component, "") for component, _ in places)
    return {place: number for number, place in enumerate({**components, **places}, start=1)}


def bound(device: Device, registry: Registry) -> tuple[Bound, ...]:
    """Place every attribute of a device, a structured one field by field; descriptions of others stay vendor's here.

    Where several claim a place, what has a value goes before what has none, and SmartThings' own before a maker's.
    """
    return bind((part for _, parts in _all_described(device, registry) for part in parts), registry)


def _all_described(
    device: Device, registry: Registry
) -> tuple[tuple[Attribute, tuple[Described[SmartThingsKey], ...]], ...]:
    told = _told(device)
    order = sorted(device.attributes, key=lambda one: _rank(device, one))
    return tuple((one, tuple(_described(device, one, told, registry))) for one in order)


def _rank(device: Device, one: Attribute) -> tuple[bool, bool, bool, int]:
    turn = TURNS.get((one.capability, one.name), 0)
    return not device.has(one), one.value in (None, [], {}), not is_production(one.capability), turn


def _told(device: Device) -> _Told:
    """Give the descriptions of each attribute, by (component, capability, attribute)."""
    found: _Told = {}
    for one in device.attributes:
        facet = facet_of(one.capability, one.name)
        if facet is not None:
            found.setdefault((one.component, facet.capability, facet.attribute), []).append((facet, one))
    return found


def _described(device: Device, one: Attribute, told: _Told, registry: Registry) -> Iterator[Described[SmartThingsKey]]:
    facets = told.get((one.component, one.capability, one.name), [])
    found = _claims(device, one)
    fields = one.value if isinstance(one.value, dict) and any(row.source.path for row in found) else {}
    if not fields:
        yield _one(device, one, found, facets, registry)
        return
    for path, value in fields.items():
        fitting = tuple(row for row in found if row.source.path == path)
        part = replace(one, value=value, unit=one.unit if isinstance(value, int | float) else "")
        described = _one(device, part, fitting, [], registry)
        yield replace(described, name=f"{described.name}.{path}", address=f"{one.address}/{path}")


def _claims(device: Device, one: Attribute) -> tuple[Row[SmartThingsKey], ...]:
    rows = _ROWS.get((one.capability, one.name), ())
    here = device.parts.get(one.component, frozenset())
    fitting = [row for row in rows if not row.source.which or row.source.which in device.contexts]
    return tuple(sorted(fitting, key=lambda row: row.source.which not in here))


def _one(
    device: Device,
    one: Attribute,
    found: tuple[Row[SmartThingsKey], ...],
    facets: list[tuple[Facet, Attribute]],
    registry: Registry,
) -> Described[SmartThingsKey]:
    spec = registry.spec(found[0].capability, found[0].name) if found else None
    source = _source(one, found[0] if found else None, spec, facets)
    return Described(
        endpoint=device.endpoint(one),
        name=f"smartthings.{one.capability}.{one.name}",
        address=one.address,
        source=source,
        rows=tuple(fitted for row in found if (fitted := _levelled(row, source, one)) is not None),
        standard=device.has(one),
    )


def _levelled(row: Row[SmartThingsKey], source: Source, one: Attribute) -> Row[SmartThingsKey] | None:
    """Number the words of a row that counts levels; without a list of them it cannot hold, save for no value."""
    if row.convert is not LEVEL:
        return row
    if source.values is None and one.value is not None:
        return None
    return replace(row, convert=levels(source.values or ()))


def _source(
    one: Attribute, row: Row[SmartThingsKey] | None, spec: Spec | None, facets: list[tuple[Facet, Attribute]]
) -> Source:
    kind = claimed_kind(row.convert, spec) if row and spec else None
    kind = _kind(one.value, kind) if one.value is not None else kind or Kind.STRING
    numeric = kind in _NUMBERS
    limits = _limits(facets, one.unit) if numeric else (None, None, None)
    words = _words(facets) if kind in {Kind.ENUM, Kind.ENUMSET, Kind.STRING} else ()
    return Source(
        kind=Kind.ENUM if words and kind is Kind.STRING else kind,
        unit=one.unit if numeric else "",
        minimum=limits[0],
        maximum=limits[1],
        step=limits[2],
        values=words or None,
        access="rn" if any(facet.use is Use.SUPPORT and one.value is False for facet, one in facets) else "rwn",
    )


def claimed_kind(convert: Conversion, spec: Spec) -> Kind:
    """Give the kind that a row expects: what a null attribute would be."""
    if convert.pairs is not None or convert is LEVEL:
        return Kind.ENUM
    if convert.sources and Kind.STRING in convert.sources:
        return Kind.STRING
    if convert.sources and Kind.LIST in convert.sources:
        return Kind.LIST
    return Kind.NUMBER if spec.kind in _NUMBERS else Kind.STRING if spec.kind is Kind.TIMESTAMP else spec.kind


def _kind(value: Any, claimed: Kind | None) -> Kind:
    """Give the kind of a value; a word is a member where the row expects one."""
    if isinstance(value, bool):
        return Kind.BOOLEAN
    if isinstance(value, str):
        return Kind.ENUM if claimed is Kind.ENUM else Kind.STRING
    if isinstance(value, list):
        words = claimed in {Kind.ENUM, Kind.ENUMSET} and all(isinstance(one, str) for one in value)
        return Kind.ENUMSET if words else Kind.LIST
    return Kind.OBJECT if isinstance(value, dict) else Kind.NUMBER


def _words(facets: list[tuple[Facet, Attribute]]) -> tuple[Scalar, ...]:
    """Give the words that the device lists; where it lists all and those for now, all of them."""
    found: dict[Scalar, None] = {}
    for facet, told in facets:
        if facet.use is Use.VALUES and isinstance(told.value, list):
            found.update((word, None) for word in told.value if isinstance(word, str))
    return tuple(found)


def _number(value: Any) -> float | None:
    ordinary = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15
    return value if ordinary else None


def _limits(facets: list[tuple[Facet, Attribute]], unit: str) -> tuple[float | None, float | None, float | None]:
    """Give least, greatest and step that the device tells, in the unit of the value."""
    low: float | None = None
    high: float | None = None
    step: float | None = None
    for facet, told in facets:
        if told.unit not in {"", unit}:
            continue
        if facet.use is Use.RANGE and isinstance(told.value, dict):
            low, high, step = (_number(told.value.get(end)) for end in ("minimum", "maximum", "step"))
        elif facet.use is Use.MINIMUM:
            low = _number(told.value)
        elif facet.use is Use.MAXIMUM:
            high = _number(told.value)
        elif facet.use is Use.STEP:
            step = _number(told.value)
        elif facet.use is Use.VALUES and isinstance(told.value, list):
            numbers = [number for one in told.value if (number := _number(one)) is not None]
            low, high = min(numbers, default=low), max(numbers, default=high)
    return low, high, step if step is None or step > 0 else None


def rows(device: Device, registry: Registry) -> Iterator[MapRow]:
    """Tell what became of each attribute: one row each, in order."""
    found = dict(_rows(device, registry))
    for one in device.attributes:
        facet = facet_of(one.capability, one.name)
        other = found.get((one.component, facet.capability, facet.attribute)) if facet else None
        used = facet is not None and other is not None and other.is_core and _is_used(facet, one, other, registry)
        mine = found[one.key]
        yield replace(mine, to=other.to, to_unit=other.to_unit, reason="") if used and other else mine


def _rows(device: Device, registry: Registry) -> Iterator[tuple[_Key, MapRow]]:
    described = _all_described(device, registry)
    placed = bind((part for _, parts in described for part in parts), registry)
    left = iter(tuple(part for part in placed if not part.is_extra))
    for one, parts in described:
        row = _row(device, one, list(islice(left, len(parts))), registry)
        event = _event(one)
        yield one.key, replace(row, to=event, to_unit="", reason="") if event else row


def _event(one: Attribute) -> str:
    """Give the event that an attribute tells, "" where it tells none; without a value, the first it may tell."""
    told = EVENTS.get((one.capability, one.name), {})
    if one.value is None:
        return next(iter(told.values()), "")
    return told.get(one.value, "") if isinstance(one.value, str) else ""


def _row(device: Device, one: Attribute, parts: list[Bound], registry: Registry) -> MapRow:
    """Tell one attribute: its best field where it is structured and half of its fields are core."""
    rows = [
        _checked(part, value, device.name, registry) for part, value in zip(parts, _values(one, parts), strict=True)
    ]
    core = [row for row in rows if row.is_core]
    chosen = core[0] if core and len(core) * 2 >= len(rows) else next(row for row in (*rows, *core) if not row.is_core)
    return replace(chosen, source=one.address, is_given=one.value is not None)


def _values(one: Attribute, parts: list[Bound]) -> list[Any]:
    return [one.value] if parts[0].described.address == one.address else list(one.value.values())


def _checked(part: Bound, value: Any, device: str, registry: Registry) -> MapRow:
    """Give the row of a property, as a vendor's where the value it has now is none that ours may have."""
    row = replace(part.row(device), is_given=value is not None)
    if not row.is_core or value is None:
        return row
    capability, _, name = row.to.partition(".")
    decode = part.repeat.fit.decode if part.repeat else part.decode
    try:
        broken = check_of(registry.spec(capability, name))(decode(value))
    except ConversionError as error:
        broken = str(error)
    if broken is None:
        return row
    return replace(row, to=f"{VENDOR}.{part.described.name}", to_unit="", reason=f"{row.to}: {broken}")


def _is_used(facet: Facet, one: Attribute, other: MapRow, registry: Registry) -> bool:
    """Whether a description told something that the property keeps: words of an enum, ends of a number, commands."""
    capability, _, name = other.to.partition(".")
    if one.value is None:
        return True
    spec = registry.specs.get((capability, name))
    if spec is None:  # an event: the words that it may tell
        return _lists(one.value)
    if facet.use is Use.SUPPORT:
        return isinstance(one.value, bool)
    if facet.use is Use.COMMANDS:
        return isinstance(one.value, list) and bool(registry.capability(capability).commands)
    if facet.use is Use.VALUES:
        return _lists(one.value) and (spec.values is not None or spec.kind in {*_NUMBERS, Kind.BOOLEAN})
    return spec.kind in _NUMBERS and _limits_hold(facet, one)


def _lists(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str | int | float) for item in value)


def _limits_hold(facet: Facet, one: Attribute) -> bool:
    if facet.use is not Use.RANGE:
        return _number(one.value) is not None
    low, high, _ = _limits([(facet, one)], one.unit)
    return low is not None and high is not None and low <= high
