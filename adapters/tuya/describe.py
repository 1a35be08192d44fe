"""From what the file of devices tells of one to its description: properties, commands, endpoints."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from adapters.sdk.thing import Thing
from adapters.tuya.devicefile import DataPoint, Listed
from adapters.tuya.mapping import (
    ARGUMENTS,
    BATTERY_CODES,
    COLOURED,
    COMMANDS,
    COVERED,
    FIRST_USB,
    LIGHTS,
    MEASURED,
    TYPES,
    base,
    is_secret,
    is_told,
    rows,
)
from adapters.tuya.packed import COLOUR, PACKED
from adapters.tuya.point import POSITION, Points
from schemas.binding import Bound, Described, bind
from schemas.device import CommandDescription, DeviceDescription, EndpointDescription
from schemas.mapping import Row, Source
from schemas.registry import Registry
from schemas.value import Value
from schemas.vocabulary import Kind

_KINDS: Final[dict[str, Kind]] = {
    "boolean": Kind.BOOLEAN,
    "bool": Kind.BOOLEAN,
    "integer": Kind.INTEGER,
    "value": Kind.INTEGER,
    "float": Kind.NUMBER,
    "bitmap": Kind.INTEGER,
    "fault": Kind.INTEGER,
}
_PARTS: Final[dict[str, tuple[float, str]]] = {
    "hue": (360, "deg"),
    "saturation": (100, "%"),
    "level": (100, "%"),
    "voltage": (1500, "V"),
    "current": (1000, "A"),
    "power": (1_000_000, "W"),
}
"""Greatest value and unit of what stands in packed points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invocation:
    """What is written for a command: a value, or that of an argument."""

    point: str
    value: Value = None
    argument: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One device with all that is needed to talk about it and with it."""

    thing: Thing
    points: Points
    invocations: Mapping[tuple[int, str, str], Invocation]
    measured: tuple[int, ...]  # points that are told on demand only
    sleeps: bool  # it runs on a battery
    is_gateway: bool


def subject(one: Listed, registry: Registry, *, via: str = "", opens: bool = False) -> Subject:
    """Describe a device; `via` is the key of its gateway."""
    found = bound(one, registry)
    commands, invocations = _commands(one, registry)
    description = DeviceDescription(
        key=one.id,
        name=one.name,
        manufacturer="Tuya",
        model=one.model or one.product,
        serial=one.serial,
        via=via,
        endpoints=tuple(_endpoints(one, found)),
        properties=tuple(each.description for each in found),
        commands=commands,
    )
    return Subject(
        thing=Thing(description, found),
        points=Points(one.points, opens=opens),
        invocations=invocations,
        measured=tuple(int(point.id) for point in one.points if base(point.code)[0] in MEASURED),
        sleeps=any(point.code in BATTERY_CODES for point in one.points),
        is_gateway=TYPES.get(one.category) == "gateway",
    )


def bound(one: Listed, registry: Registry) -> tuple[Bound, ...]:
    """Place every data point of a device."""
    return bind((each for point in one.points for each in _described(one, point)), registry)


def _described(one: Listed, point: DataPoint) -> Iterator[Described[str]]:
    code, endpoint = base(point.code)
    if is_secret(code):
        yield _row(point, endpoint, Source(kind=Kind.SECRET, access="w"))
    elif code in PACKED:
        yield from _parts(one, point, code, endpoint)
    else:
        source = _source(one, point, code)
        yield _row(point, endpoint, source, found=rows(code, one.category, source.maximum))
        if code in COVERED and not _tells_position(one, endpoint):
            place = f"{code}.{POSITION}"
            told = replace(source, access="rn")
            yield _row(point, endpoint, told, part=POSITION, found=rows(place, one.category, source.maximum))


def _tells_position(one: Listed, endpoint: int) -> bool:
    return any(base(point.code) == ("percent_state", endpoint) for point in one.points)


def _parts(one: Listed, point: DataPoint, code: str, endpoint: int) -> Iterator[Described[str]]:
    packed = PACKED[code]
    access = "rwn" if packed.pack is not None and point.writable is not False else "rn"
    for part in packed.parts:
        top, unit = _PARTS[part]
        low = 0.0 if packed is COLOUR else None
        source = Source(kind=Kind.NUMBER, unit=unit, minimum=low, maximum=None if low is None else top, access=access)
        yield _row(point, endpoint, source, part=part, found=rows(f"{code}.{part}", one.category, top))


def _row(
    point: DataPoint, endpoint: int, source: Source, *, part: str = "", found: Iterable[Row[str]] = ()
) -> Described[str]:
    tail = f".{part}" if part else ""
    return Described(
        endpoint=endpoint,
        name=f"tuya.{point.code}{tail}",
        address=f"{point.id}{tail}",
        source=source,
        rows=tuple(found),
        label=point.code,
    )


def _source(one: Listed, point: DataPoint, code: str) -> Source:
    kind = _KINDS.get(point.type, Kind.STRING)
    words = point.words if point.type == "enum" else ()
    if len(words) > 1:
        kind = Kind.ENUM
    numeric = kind in {Kind.INTEGER, Kind.NUMBER} and point.type not in {"bitmap", "fault"}
    unit = point.values.get("unit")
    return Source(
        kind=Kind.NUMBER if numeric and point.scale else kind,
        unit=unit.strip()[:16] if numeric and isinstance(unit, str) else "",
        minimum=_scaled(point, "min") if numeric else None,
        maximum=_scaled(point, "max") if numeric else None,
        step=_scaled(point, "step") or None if numeric else None,
        values=tuple(dict.fromkeys(words)) if len(words) > 1 else None,
        access=_access(one, point, code),
    )


def _scaled(point: DataPoint, name: str) -> float | None:
    found = point.number(name)
    return found if found is None or not point.scale else found / 10**point.scale


def _access(one: Listed, point: DataPoint, code: str) -> str:
    told = is_told(code, one.category) if point.writable is None else not point.writable
    return "rn" if told else "rwn"


# ---- commands


def _commands(
    one: Listed, registry: Registry
) -> tuple[tuple[CommandDescription, ...], dict[tuple[int, str, str], Invocation]]:
    described: list[CommandDescription] = []
    found: dict[tuple[int, str, str], Invocation] = {}
    for point in one.points:
        code, endpoint = base(point.code)
        for to, invocation in _offers(point, code) if point.writable is not False else ():
            capability, name = to.split(".")
            if (endpoint, capability, name) in found:
                continue
            found[endpoint, capability, name] = invocation
            described.append(
                CommandDescription(
                    endpoint=endpoint,
                    capability=capability,
                    name=name,
                    address=point.id,
                    hazards=registry.command(capability, name).hazards,
                    arguments=(invocation.argument,) if invocation.argument else (),
                )
            )
    return tuple(described), found


def _offers(point: DataPoint, code: str) -> Iterator[tuple[str, Invocation]]:
    for type_, value, to in COMMANDS.get(code, ()):
        if type_ == point.type and (type_ != "enum" or value in point.words):
            yield to, Invocation(point=point.id, value=value)
    if code in ARGUMENTS and point.type == "integer":
        to, argument = ARGUMENTS[code]
        yield to, Invocation(point=point.id, argument=argument)


# ---- endpoints


def _endpoints(one: Listed, found: Iterable[Bound]) -> Iterator[EndpointDescription]:
    places = {1} | {each.description.endpoint for each in found}
    kind = _type(one)
    for place in sorted(places):
        usb = place >= FIRST_USB
        yield EndpointDescription(id=place, device_type="smartPlug" if usb else kind, label="USB" if usb else "")


def _type(one: Listed) -> str:
    codes = {base(point.code)[0] for point in one.points}
    known = TYPES.get(one.category)
    if known:
        return known
    if one.category in LIGHTS or codes & {"switch_led", "led_switch"}:
        return _light(codes)
    if codes & {"percent_control", "percent_state"}:
        return "curtain"
    return "smartPlug" if "cur_power" in codes and "switch" in codes else "genericDevice"


def _light(codes: set[str]) -> str:
    if codes & set(COLOURED):
        return "extendedColorLight"
    if codes & {"temp_value", "temp_value_v2"}:
        return "colorTemperatureLight"
    return "dimmableLight" if codes & {"bright_value", "bright_value_v2"} else "onOffLight"


# ---- what no file tells


def learnt(values: Mapping[str, Any], known: Points) -> tuple[DataPoint, ...]:
    """Make points of what a device tells and its description does not: what they are, their values say."""
    return tuple(
        DataPoint(id=name, code=f"dp_{name}", type=_guessed(value))
        for name, value in values.items()
        if name not in known and re.fullmatch(r"[1-9]\d{0,4}", name) and value is not None
    )


def _guessed(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    return {int: "integer", float: "float"}.get(type(value), "string")
