"""What other standards call a member of the schema: the columns that every form adds to its own."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

Row: TypeAlias = dict[str, Any]
Mapped: TypeAlias = Callable[[str, str], Row]
"""Columns of a member (capability, name); the name is empty for the capability itself, the capability for a device
type."""

COLUMNS: Final = ("matter", "miot", "homeassistant", "homekit", "smartthings", "echonet")


def unmapped(_capability: str, _name: str) -> Row:
    """Add no columns."""
    return {}


def from_columns(found: Mapping[tuple[str, str], Row]) -> Mapped:
    """Look them up in a table."""
    return lambda capability, name: found.get((capability, name), {})


def only(mapped: Mapped, *columns: str) -> Mapped:
    """Keep some of the columns."""
    return lambda capability, name: {key: cell for key, cell in mapped(capability, name).items() if key in columns}


def columns_of(table: Row) -> Mapped:
    """Give the columns that a published table carries."""
    found: dict[tuple[str, str], Row] = {("", one["id"]): _columns(one) for one in table.get("device_types", ())}
    for capability in table["capabilities"]:
        name = capability["id"]
        found[name, ""] = _columns(capability)
        for key in ("properties", "commands", "events"):
            found.update({(name, one["name"]): _columns(one) for one in capability.get(key, ())})
    return from_columns(found)


def _columns(row: Row) -> Row:
    return {key: row[key] for key in COLUMNS if key in row}
