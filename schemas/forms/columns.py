"""Joins the mapping tables to the schema: what each member is called elsewhere."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final, TypeAlias

from schemas.forms.mapped import Mapped, Row, from_columns
from schemas.mappings import echonet, homekit, matter

Found: TypeAlias = Iterable[tuple[tuple[str, str], str]]
"""Members (capability, name) and one thing that each is called."""

MOST: Final = 8
"""Names that are told of one member: where many devices say it in many ways, the best claims stand first."""


def mapping_columns() -> Mapped:
    """Give the columns of every mapping that has a table."""
    columns: dict[tuple[str, str], Row] = {}
    for name, found in _SOURCES.items():
        for member, text in found():
            called = columns.setdefault(member, {}).setdefault(name, [])
            if text not in called and len(called) < MOST:
                called.append(text)
    return from_columns(columns)


def _matter() -> Iterator[tuple[tuple[str, str], str]]:
    for row in matter.ROWS:
        field = f".{row.key.field}" if row.key.field else ""
        yield row.path, f"0x{row.key.cluster:04X}/0x{row.key.attribute:04X}{field}"
    for command in matter.COMMANDS:
        yield (command.capability, command.name), f"0x{command.cluster:04X}/0x{command.command:02X}"
    for event in matter.EVENTS:
        yield (event.capability, event.name), f"0x{event.cluster:04X}/0x{event.event:02X}"
    for kind in matter.TYPES:
        yield ("", kind.ours), f"0x{kind.matter.id:04X}"


def _homekit() -> Iterator[tuple[tuple[str, str], str]]:
    yield from _rows("homekit")()
    for command in homekit.COMMANDS:
        yield (command.capability, command.name), _text(command.key)
    for event in homekit.EVENTS:
        yield (event.capability, event.name), _text(event.key)
    for service, kinds in homekit.TYPES.items():
        yield from ((("", kind), service) for kind in kinds)


def _echonet() -> Iterator[tuple[tuple[str, str], str]]:
    yield from _rows("echonet")()
    for command in echonet.COMMANDS:
        yield (command.capability, command.name), _text(command.key)
    for eoj, kinds in echonet.TYPES.items():
        yield from ((("", kind), f"0x{eoj:04X}") for kind in kinds)


def _rows(name: str) -> Callable[[], Found]:
    """Read the rows of a table of plain rows; none where there is no such table."""

    def found() -> Found:
        place = f"schemas.mappings.{name}"
        rows: Iterable[Any] = getattr(import_module(place), "ROWS", ()) if find_spec(place) else ()
        return (((row.capability, row.name), _text(row.source)) for row in rows)

    return found


def _text(source: Any) -> str:
    parts = source if isinstance(source, tuple) else (source,)
    return "/".join(str(part) for part in parts if part not in {"", None})


_SOURCES: Final[dict[str, Callable[[], Found]]] = {
    "matter": _matter,
    "miot": _rows("miot"),
    "homeassistant": _rows("homeassistant"),
    "homekit": _homekit,
    "smartthings": _rows("smartthings"),
    "echonet": _echonet,
}
