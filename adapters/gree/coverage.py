"""`hutong map gree FILE`: what units told of themselves against the schema, offline.

One JSON object a line: `{"name", "mac", "mid", "columns": {column: value…}}`, of which only `columns` must be there;
or an answer as it stands in the protocol, `{"mac", "cols": [column…], "dat": [value…]}`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from adapters.gree.mapping import PART_OF, present
from adapters.gree.unit import bound
from schemas.coverage import MapReport, MapRow
from schemas.registry import Registry


class BadDumpError(ValueError):
    """A line that is no status. The text names the line and the fix."""


def recognises(first_line: str) -> bool:
    """Whether a file that begins with this line holds statuses for `report`."""
    try:
        _columns(first_line, 1)
    except BadDumpError:
        return False
    return True


def report(lines: Iterable[str]) -> MapReport:
    """Map JSON lines; BadDumpError names the line of what is no status."""
    registry = Registry.load()
    units = [_columns(line, number) for number, line in enumerate(lines, 1) if line.strip()]
    return MapReport.of(len(units), (row for name, columns in units for row in _rows(name, columns, registry)))


def _rows(device: str, columns: Mapping[str, Any], registry: Registry) -> Iterator[MapRow]:
    """Tell what became of each column: one row each; what one column is besides has none of its own."""
    there = present(columns)
    told: dict[str, MapRow] = {}
    for one in bound(there, registry, there):
        told.setdefault(one.described.address, one.row(device))
    yield from told.values()
    for name in there:
        whole = told.get(PART_OF.get(name, ""))
        if whole is not None:
            yield replace(whole, source=name, unit="", reason=f"it is a part of {whole.source}")


def _columns(line: str, number: int) -> tuple[str, dict[str, Any]]:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        told = None
    found = _told(told) if isinstance(told, dict) else None
    if not isinstance(told, dict) or not found:
        raise BadDumpError(f'line {number}: it is no status of a unit; write {{"columns": {{"Pow": 1, …}}}}')
    return str(told.get("name") or told.get("mac") or f"line {number}")[:64], found


def _told(told: Mapping[str, Any]) -> dict[str, Any] | None:
    columns, names, values = told.get("columns"), told.get("cols"), told.get("dat")
    if isinstance(columns, dict):
        return columns
    if isinstance(names, list) and isinstance(values, list) and len(names) == len(values):
        return {name: value for name, value in zip(names, values, strict=True) if isinstance(name, str)}
    return None
