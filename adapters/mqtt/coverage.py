"""`hutong map mqtt FILE`: descriptions of devices against the schema, offline."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from adapters.mqtt.dialect import Message
from adapters.mqtt.homeassistant import HomeAssistantDialect
from adapters.mqtt.zigbee2mqtt.blueprint import drawing
from adapters.mqtt.zigbee2mqtt.expose import Leaf
from adapters.mqtt.zigbee2mqtt.leaf import unit
from adapters.sdk.contract import MapReport, MapRow
from schemas.device import DeviceDescription, PropertyDescription
from schemas.registry import Registry


class BadLineError(ValueError):
    """A line of the file that is no description. The text names the line and the fix."""


def map_lines(lines: Iterable[str]) -> MapReport:
    """Map JSON lines: discovery messages {"topic", "payload"} or exposes definitions {"vendor", "model", "exposes"}."""
    registry = Registry.load()
    discovery = HomeAssistantDialect(registry)
    devices, rows, lost = 0, [], 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        entry = _entry(line, number)
        if "exposes" in entry:
            devices += 1
            found, missing = _definition(entry, number, registry)
            rows += found
            lost += missing
        else:
            _feed(discovery, entry)
    for bound in discovery.devices():
        devices += 1
        rows += _discovered(bound.description)
    return _report(devices, rows, lost)


def _entry(line: str, number: int) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLineError(f"line {number}: it is not JSON ({error}); write one JSON object a line") from None
    if not isinstance(entry, dict) or not ("exposes" in entry or {"topic", "payload"} <= entry.keys()):
        raise BadLineError(
            f'line {number}: neither {{"topic", "payload"}} nor a definition with "exposes"; see the guide'
        )
    return entry


def _definition(entry: dict[str, Any], number: int, registry: Registry) -> tuple[list[MapRow], int]:
    """Give a row for each leaf; what could not be read of the description is lost."""
    drawn, sources = drawing(entry["exposes"], registry, str(entry.get("description") or ""))
    name = f"{entry.get('vendor', '')} {entry.get('model', '')}".strip() or f"line {number}"
    return [_row(name, leaf, slot.description) for leaf, slot in sources], len(drawn.faults)


def _row(device: str, leaf: Leaf, ours: PropertyDescription) -> MapRow:
    to = f"vendor.{ours.name}" if ours.is_vendor else f"{ours.capability}.{ours.name}"
    return MapRow(device=device, source=leaf.address, kind=leaf.type, unit=unit(leaf), to=to, to_unit=ours.unit)


def _feed(discovery: HomeAssistantDialect, entry: dict[str, Any]) -> None:
    payload = entry["payload"]
    text = payload if isinstance(payload, str) else json.dumps(payload)
    for _ in discovery.feed(Message(str(entry["topic"]), text.encode(), True, 0)) or ():  # noqa: FBT003
        pass


def _discovered(device: DeviceDescription) -> Iterator[MapRow]:
    for ours in device.properties:
        to = f"vendor.{ours.name}" if ours.is_vendor else f"{ours.capability}.{ours.name}"
        yield MapRow(device=device.key, source=ours.address, kind=ours.kind, unit=ours.unit, to=to, to_unit=ours.unit)


def _report(devices: int, rows: list[MapRow], lost: int) -> MapReport:
    vendor = sum(row.to.startswith("vendor.") for row in rows)
    return MapReport(
        devices=devices,
        source_properties=len(rows) + lost,
        core=len(rows) - vendor,
        vendor=vendor,
        lost=lost,
        rows=tuple(rows),
    )
