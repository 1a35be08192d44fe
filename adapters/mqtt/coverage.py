"""`hutong map mqtt FILE`: descriptions of devices against the schema, offline."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from adapters.mqtt.homeassistant import coverage as homeassistant
from adapters.mqtt.zigbee2mqtt import coverage as zigbee2mqtt
from schemas.coverage import MapReport, added
from schemas.registry import Registry


class BadLineError(ValueError):
    """A line of the file that is no description. The text names the line and the fix."""


def recognises(first_line: str) -> bool:
    """Whether a file that begins with this line holds descriptions for `map_lines`."""
    try:
        _entry(first_line, 1)
    except BadLineError:
        return False
    return True


def map_lines(lines: Iterable[str]) -> MapReport:
    """Map JSON lines: discovery messages {"topic", "payload"} or exposes definitions {"vendor", "model", "exposes"}."""
    registry = Registry.load()
    definitions: list[dict[str, Any]] = []
    messages: list[tuple[str, bytes]] = []
    for entry in _entries(lines):
        if "exposes" in entry:
            definitions.append(entry)
        else:
            messages.append((str(entry["topic"]), _payload(entry["payload"])))
    return added(zigbee2mqtt.report(definitions, registry), homeassistant.report(messages, registry))


def _entries(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _entry(line, number)


def _entry(line: str, number: int) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLineError(f"line {number}: it is not JSON ({error}); write one JSON object a line") from None
    if isinstance(entry, dict) and ("exposes" in entry or {"topic", "payload"} <= entry.keys()):
        return entry
    forms = '{"topic": ..., "payload": ...} or {"vendor": ..., "model": ..., "exposes": [...]}'
    raise BadLineError(f"line {number}: it is no description of a device; write {forms}")


def _payload(payload: Any) -> bytes:
    return (payload if isinstance(payload, str) else json.dumps(payload)).encode("utf-8", "replace")
