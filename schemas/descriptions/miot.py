"""Reader of MIoT-Spec-V2 device instances: a document about one model to the properties it describes.

Two forms are read. That of miot-spec.org: `{"type": urn, "services": [{"iid", "type", "properties": [{"iid", "type",
"format", "access", "unit", "value-range", "value-list"}], "actions", "events"}]}`. And the flat form of collections:
`{"model", "urn", "services": [{"siid", "type", "ns"}], "props": [{"siid", "piid", "type", …}], "actions", "events"}`.

A parameter of an action, which MIoT gives no access of its own, is written by the action.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from schemas.binding import Bound, Described, bind
from schemas.conversion import IDENTITY, Conversion, Convert
from schemas.coverage import MapReport, MapRow
from schemas.descriptions.miot_source import source_of, text_of
from schemas.mapping import Source
from schemas.mappings.miot import action as table
from schemas.mappings.miot import rows_for
from schemas.mappings.miot.row import MiotKey, fitted_rows
from schemas.mappings.miot.service import Part, device_type, endpoints
from schemas.registry import Registry
from schemas.vocabulary import Kind

_NOTHING: Final = frozenset({"", "no", "none", "null", "idle"})
"""Words of a motor's list that set nothing in motion."""

STANDARD: Final = "miot-spec-v2"
MAX_PROPERTIES: Final = 2000
"""Of one device; a description with more is refused."""


class DescriptionError(ValueError):
    """A document that is no MIoT instance; the text names the line and the fix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MiotProperty:
    """One property. `raw` is between the number on the wire and what the source describes.

    `by_action`: it cannot be set by itself; what is written is a parameter of an action.
    """

    siid: int
    piid: int
    service: str
    name: str
    described: Described[MiotKey]
    raw: Conversion = IDENTITY
    by_action: bool = False

    def commands(self) -> tuple[table.WriteRow, ...]:
        """Give the commands that writing its values stands for; none unless at least half of the words are one."""
        source = self.described.source
        if "w" not in source.access or "r" in source.access:
            return ()
        words = [str(word) for word in source.values or ("",)]
        telling = [word for word in words if word.casefold() not in _NOTHING or word == ""]
        found = tuple(row for word in telling if (row := table.written(self.service, self.name, word)) is not None)
        return found if len(found) * 2 >= len(telling) else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MiotAction:
    """An action: `into` are the piids of its parameters. `row` is our command, or None for the maker's own."""

    siid: int
    aiid: int
    service: str
    name: str
    endpoint: int
    into: tuple[int, ...]
    row: table.ActionRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MiotEvent:
    """An event: `arguments` are piids. `row` is our event, or None for the maker's own."""

    siid: int
    eiid: int
    service: str
    name: str
    endpoint: int
    arguments: tuple[int, ...]
    row: table.EventRow | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MiotDevice:
    """What one instance describes. `faults` are the parts that could not be read, one sentence each."""

    model: str
    kind: str
    device_type: str
    properties: tuple[MiotProperty, ...]
    actions: tuple[MiotAction, ...]
    events: tuple[MiotEvent, ...]
    faults: tuple[str, ...] = ()

    def bound(self, registry: Registry) -> tuple[Bound, ...]:
        """Place every property; decode takes the number on the wire and encode gives it."""
        raw = {one.described.address: one.raw for one in self.properties}
        found = bind((one.described for one in self.properties), registry)
        return tuple(_with_raw(one, raw[one.described.address]) for one in found)

    def rows(self, registry: Registry) -> Iterator[MapRow]:
        """Tell where each property went, by name and address; one that is only written may stand for a command."""
        sources = {one.described.address: one for one in self.properties}
        carried = self._carried()
        for one in self.bound(registry):
            row = one.row(self.model)
            commands = () if row.is_core else (*carried.get(row.source, ()), *sources[row.source].commands())
            found = next(iter(commands), None)
            if found is not None:
                row = replace(row, to=f"{found.capability}.{found.command}", to_unit="", reason="")
            if not one.is_extra:
                yield replace(row, source=f"{sources[row.source].service}:{sources[row.source].name} {row.source}")

    def _carried(self) -> dict[str, tuple[table.ActionRow | table.WriteRow, ...]]:
        """Give the commands that carry a property, which nothing else can write, as an argument."""
        names = {(one.siid, one.piid): one for one in self.properties if one.by_action}
        found: dict[str, tuple[table.ActionRow | table.WriteRow, ...]] = {}
        for one in self.actions:
            taken = {name for _, name in one.row.arguments} if one.row else set()
            for piid in one.into:
                parameter = names.get((one.siid, piid))
                if one.row is not None and parameter is not None and parameter.name in taken:
                    found[parameter.described.address] = (one.row,)
        return found


def recognises(first_line: str) -> bool:
    """Whether a document that starts with this line is a MIoT instance, or a collection of them."""
    return "urn:miot-spec" in first_line or re.match(r'\s*[{\[].*"siid"', first_line) is not None


def report(lines: Iterable[str], registry: Registry | None = None) -> MapReport:
    """Map every instance, one a line or one document over all lines; DescriptionError where nothing can be read."""
    schema = registry or Registry.load()
    devices, lost = 0, 0
    rows: list[MapRow] = []
    for document in documents(lines):
        device = read(document, name=f"device {devices + 1}")
        devices += 1
        lost += len(device.faults)
        rows += device.rows(schema)
    return MapReport.of(devices, rows, lost)


def documents(lines: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    """Give the instances in a text; DescriptionError names the line that holds none."""
    texts = [(number, line.lstrip("\ufeff")) for number, line in enumerate(lines, 1) if line.strip()]
    if not texts:
        raise DescriptionError("line 1: the file is empty; expected one MIoT instance as JSON, or one a line")
    whole = _parsed(texts[0][1]) if len(texts) > 1 else None
    if len(texts) > 1 and whole is None:  # a document laid out over several lines
        texts = [(texts[0][0], "\n".join(text for _, text in texts))]
    for number, text in texts:
        yield from _instances(number, text)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return None


def _no_constant(name: str) -> float:
    raise ValueError(name)


def _instances(number: int, text: str) -> Iterator[Mapping[str, Any]]:
    found = _parsed(text)
    for one in found if isinstance(found, list) else [found]:
        if not isinstance(one, Mapping) or not isinstance(one.get("services"), list):
            raise DescriptionError(
                f'line {number}: no MIoT instance; expected an object with "type" or "urn" and a list of "services"'
            )
        yield one


# ---- one instance


def read(document: Mapping[str, Any], *, name: str = "device") -> MiotDevice:
    """Read one instance of either form; a part that cannot be read becomes a fault and never an exception."""
    faults: list[str] = []
    urn = text_of(document.get("urn")) or text_of(document.get("type"))
    services = {one.siid: one for one in _services(document, faults)}
    parts = {siid: Part(siid, one.name) for siid, one in services.items()}
    kind = _part(urn, 3)
    places = endpoints(kind, parts.values())
    actions = tuple(_actions(document, services, places))
    events = tuple(_events(document, services, places))
    reach = _Reach(
        places=places,
        by_action={(one.siid, piid) for one in actions for piid in one.into},
        by_event={(one.siid, piid) for one in events for piid in one.arguments},
    )
    return MiotDevice(
        model=text_of(document.get("model")) or _model(urn) or name,
        kind=kind,
        device_type=device_type(kind, (services[siid].name for siid in sorted(services))),
        properties=tuple(sorted(_properties(document, services, reach, faults), key=_rank)),
        actions=actions,
        events=events,
        faults=tuple(faults),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Service:
    siid: int
    name: str
    namespace: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reach:
    """Where services stand, and which properties an action or event carries."""

    places: Mapping[int, int]
    by_action: set[tuple[int, int]]
    by_event: set[tuple[int, int]]


def _part(urn: str, index: int) -> str:
    parts = urn.split(":")
    return parts[index] if len(parts) > index else ""


def _model(urn: str) -> str:
    return _part(urn, 5).replace("-", ".", 1)


def _named(body: Mapping[str, Any]) -> tuple[str, str]:
    """Give the name and namespace of a part, whose type is a urn or the name itself."""
    text = text_of(body.get("type"))
    if text.startswith("urn:"):
        return _part(text, 3), _part(text, 1)
    return text, text_of(body.get("ns")) or STANDARD


def _number(body: Mapping[str, Any], *names: str) -> int | None:
    for name in names:
        value = body.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31:
            return value
    return None


def _objects(value: object, what: str, faults: list[str]) -> Iterator[Mapping[str, Any]]:
    if value is None:
        return
    if not isinstance(value, list):
        faults.append(f"{what}: expected a list")
        return
    for one in value:
        if isinstance(one, Mapping):
            yield one
        else:
            faults.append(f"{what}: expected an object, got {type(one).__name__}")


def _services(document: Mapping[str, Any], faults: list[str]) -> Iterator[_Service]:
    seen: set[int] = set()
    for body in _objects(document.get("services"), "services", faults):
        siid = _number(body, "siid", "iid")
        name, namespace = _named(body)
        if siid is None or not name:
            faults += _lost(body, "a service has no number or no type")
        elif siid in seen:
            faults += _lost(body, f"{name}: service {siid} is there twice")
        else:
            seen.add(siid)
            yield _Service(siid=siid, name=name, namespace=namespace, body=body)


def _lost(service: Mapping[str, Any], reason: str) -> list[str]:
    """Give one fault for each property that is lost with its service, or one where it has none."""
    inside = service.get("properties")
    return [reason] * max(len(inside) if isinstance(inside, list) else 0, 1)


def _members(
    document: Mapping[str, Any], services: Mapping[int, _Service], flat: str, nested: str, faults: list[str]
) -> Iterator[tuple[_Service, Mapping[str, Any]]]:
    """Give the properties, actions or events of both forms, each with its service."""
    for body in _objects(document.get(flat), flat, faults) if flat in document and "props" in document else ():
        service = services.get(_number(body, "siid") or -1)
        if service is None:
            faults.append(f"{flat}: {body.get('type')!r:.60} names no service of the device")
        else:
            yield service, body
    for service in services.values():
        for body in _objects(service.body.get(nested), f"{nested} of {service.name}", faults):
            yield service, body


def _piids(value: object) -> tuple[int, ...]:
    """Read the parameters of an action: numbers, or objects with a piid."""
    found = value if isinstance(value, list) else []
    numbers = (_number(one, "piid", "iid") if isinstance(one, Mapping) else one for one in found)
    return tuple(one for one in numbers if isinstance(one, int) and not isinstance(one, bool))


def _actions(
    document: Mapping[str, Any], services: Mapping[int, _Service], places: Mapping[int, int]
) -> Iterator[MiotAction]:
    ignored: list[str] = []  # only properties are counted, so only they can be lost
    for service, body in _members(document, services, "actions", "actions", ignored):
        name, _ = _named(body)
        yield MiotAction(
            siid=service.siid,
            aiid=_number(body, "aiid", "iid") or 0,
            service=service.name,
            name=name,
            endpoint=places[service.siid],
            into=_piids(body.get("in")),
            row=table.action(service.name, name),
        )


def _events(
    document: Mapping[str, Any], services: Mapping[int, _Service], places: Mapping[int, int]
) -> Iterator[MiotEvent]:
    ignored: list[str] = []
    for service, body in _members(document, services, "events", "events", ignored):
        name, _ = _named(body)
        yield MiotEvent(
            siid=service.siid,
            eiid=_number(body, "eiid", "iid") or 0,
            service=service.name,
            name=name,
            endpoint=places[service.siid],
            arguments=_piids(body.get("arguments")),
            row=table.event(service.name, name),
        )


# ---- one property


def _properties(
    document: Mapping[str, Any], services: Mapping[int, _Service], reach: _Reach, faults: list[str]
) -> Iterator[MiotProperty]:
    seen: set[tuple[int, int]] = set()
    for service, body in _members(document, services, "props", "properties", faults):
        piid = _number(body, "piid", "iid")
        name, _ = _named(body)
        place = f"{service.name}:{name or '?'}"
        if piid is None or not name:
            faults.append(f"{place} has no number or no type")
        elif (service.siid, piid) in seen:
            faults.append(f"{place}: {service.siid}.{piid} is there twice")
        elif len(seen) >= MAX_PROPERTIES:
            faults.append(f"{place}: the device has more than {MAX_PROPERTIES} properties")
        else:
            seen.add((service.siid, piid))
            yield _property(service, piid, body, reach)


def _rank(one: MiotProperty) -> tuple[bool, bool, bool]:
    """Let the standard claim places before what makers add, the room's air before a device's, a mode before a level."""
    return not one.described.standard, one.service != "environment", one.name not in {"mode", "on"}


_SECRET: Final = re.compile(
    r"(?:^|-)(?:passwords?|passwd|pwd|passcode|passphrase|ssid|psk|pin-?code|token|secret|(?:bind|private|access|api)-?key)(?:-|$)"
)


def _property(service: _Service, piid: int, body: Mapping[str, Any], reach: _Reach) -> MiotProperty:
    name, namespace = _named(body)
    place = (service.siid, piid)
    source, raw = source_of(body, _access(body, place, reach))
    if _SECRET.search(name.casefold().replace("_", "-")):
        source, raw = Source(kind=Kind.SECRET, access="w"), IDENTITY
    rows = () if source.kind is Kind.SECRET else rows_for(service.name, name)
    described = Described(
        endpoint=reach.places[service.siid],
        name=f"miot.{service.name}.{name}",
        address=f"{service.siid}.{piid}",
        source=source,
        rows=fitted_rows(rows, source),
        label=text_of(body.get("description")),
        standard=namespace == STANDARD == service.namespace == STANDARD,
    )
    by_action = place in reach.by_action and not body.get("access")
    return MiotProperty(
        siid=service.siid, piid=piid, service=service.name, name=name, described=described, raw=raw, by_action=by_action
    )


_ACCESS: Final = {"read": "r", "write": "w", "notify": "n"}


def _access(body: Mapping[str, Any], place: tuple[int, int], reach: _Reach) -> str:
    told = body.get("access")
    letters = {_ACCESS.get(one, "") for one in told if isinstance(one, str)} if isinstance(told, list) else set()
    if not letters and place in reach.by_action:
        letters.add("w")
    if not letters and place in reach.by_event:
        letters.add("n")
    return "".join(letter for letter in "rwn" if letter in letters)


# ---- binding


def _chain(first: Convert, second: Convert) -> Convert:
    return lambda value: second(first(value))


def _with_raw(bound: Bound, raw: Conversion) -> Bound:
    if raw is IDENTITY:
        return bound
    return replace(bound, decode=_chain(raw.decode, bound.decode), encode=_chain(bound.encode, raw.encode))
