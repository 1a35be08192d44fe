"""What docs/adapters/homekit.md tells of the code."""

from collections.abc import Iterator
from typing import Final

from schemas.mappings.homekit import COMMANDS, EVENTS, ROWS, SERVICES, device_type_of
from tests.docs.layout import table


def rows() -> str:
    """Tell what becomes of every service."""

    def lines() -> Iterator[tuple[str, ...]]:
        for service in SERVICES:
            properties = _named((one.capability, one.name) for one in ROWS if one.source.service == service)
            commands = _named((one.capability, one.name) for one in COMMANDS if one.key.service == service)
            events = _named((one.capability, one.name) for one in EVENTS if one.key.service == service)
            yield f"`{service}`", device_type_of(service) or "beside another", properties, commands, events

    return table(("service", "device type", "properties", "commands", "events"), lines())


def _named(found: Iterator[tuple[str, str]]) -> str:
    return ", ".join(dict.fromkeys(f"{capability}.{name}" for capability, name in found))


TABLES: Final = {"rows": rows}
