"""What docs/adapters/gree.md tells of the code."""

from collections.abc import Iterator
from typing import Final

from adapters.gree.mapping import HEAT_PUMP, TABLE, Column
from schemas.registry import Registry
from tests.docs.layout import table


def columns(listed: tuple[Column, ...] = TABLE) -> str:
    """Tell every column and what it becomes."""
    registry = Registry.load()

    def rows() -> Iterator[tuple[str, ...]]:
        for one in listed:
            yield f"`{one.name}`", *_what(one, registry), "read, written" if "w" in one.source.access else "read"

    return table(("column", "property", "what", "access"), rows())


def pump() -> str:
    """Tell the columns of heat pumps."""
    return columns(HEAT_PUMP)


def _what(one: Column, registry: Registry) -> tuple[str, str]:
    if one.row is None:
        return f"`vendor.gree.{one.name}`", one.reason
    spec = registry.spec(one.row.capability, one.row.name)
    return f"`{one.row.capability}.{one.row.name}`", f"{spec.en} · {spec.zh}"


TABLES: Final = {"columns": columns, "pump": pump}
