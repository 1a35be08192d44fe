"""A file that tells which properties objects have: JSON lines, one object each, for `hutong map echonet FILE`.

    {"eoj": "013001", "maps": {"9d": "0280b0", "9e": "…", "9f": "…"}, "values": {"e1": "01", "d3": "00000001"}}

All bytes are hexadecimal digits as the object answers a Get of them, the count of a map first; `maps` are its
properties 9D, 9E and 9F, of which 9F must be there. `values` may be left out; units of counters are looked for in it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from adapters.echonet.mapping import Identity, Maps, text_of, unit
from adapters.echonet.protocol import BadPropertyError, Eoj, read_property_map
from schemas.coverage import MapReport, MapRow
from schemas.mappings.echonet import COMMANDS, CommandRow
from schemas.registry import Registry

_FORM: Final = 'expected {"eoj": "013001", "maps": {"9d": "…", "9e": "…", "9f": "…"}, "values": {…}}'
_MOST_LETTERS: Final = 200_000


class DumpError(ValueError):
    """A line that tells no object; the text names the line and the fix."""


def recognises(first_line: str) -> bool:
    """Whether a file that starts with this line is one of these."""
    return '"eoj"' in first_line and '"maps"' in first_line


def report(lines: Iterable[str], registry: Registry | None = None) -> MapReport:
    """Map every object. DumpError."""
    schema = registry or Registry.load()
    devices = 0
    rows: list[MapRow] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            devices += 1
            rows += _rows(f"device {devices}", *_read(number, line.lstrip("\ufeff")), schema)
    if not devices:
        raise DumpError(f"line 1: the file is empty; {_FORM}")
    return MapReport.of(devices, rows)


def _rows(name: str, eoj: Eoj, maps: Maps, values: Mapping[int, bytes], registry: Registry) -> Iterator[MapRow]:
    found = unit(Identity(key=name, name=name), eoj, maps, values, registry)
    ours = [one for one in COMMANDS if one.key.eoj == eoj.code and one.key.epc in maps.settable]
    commands = {one.key.epc: one for one in reversed(ours)}  # the first form of a setting stands for it
    shown: set[int] = set()
    for place in found.places:
        if place.epc not in shown:  # one property of theirs may be two of ours: it is counted once
            shown.add(place.epc)
            yield _as_command(place.bound.row(name), commands.get(place.epc))
    for epc, one in commands.items():
        if epc not in shown:
            yield MapRow(
                device=name,
                source=f"0x{eoj.code:04X}/{text_of(epc)}",
                kind="string",
                unit="",
                to=f"{one.capability}.{one.name}",
                to_unit="",
            )


def _as_command(row: MapRow, one: CommandRow | None) -> MapRow:
    if one is None or row.is_core:
        return row
    return replace(row, to=f"{one.capability}.{one.name}", to_unit="", reason="")


def _read(number: int, line: str) -> tuple[Eoj, Maps, dict[int, bytes]]:
    try:
        told = json.loads(line) if len(line) <= _MOST_LETTERS else None
        return _object(told)
    except (BadPropertyError, KeyError, TypeError, ValueError, RecursionError, AttributeError) as error:
        reason = error.reason if isinstance(error, BadPropertyError) else "no object"
        raise DumpError(f"line {number}: {reason}; {_FORM}") from None


def _object(told: Any) -> tuple[Eoj, Maps, dict[int, bytes]]:
    code = bytes.fromhex(told["eoj"].removeprefix("0x"))
    if len(code) != 3:
        raise ValueError("three bytes")
    maps = {epc: read_property_map(data) for epc, data in _bytes(told["maps"]).items()}
    return (
        Eoj(int.from_bytes(code[:2]), code[2]),
        Maps(announced=maps.get(0x9D, frozenset()), settable=maps.get(0x9E, frozenset()), readable=maps[0x9F]),
        _bytes(told.get("values") or {}),
    )


def _bytes(told: Mapping[str, str]) -> dict[int, bytes]:
    return {int(epc.removeprefix("0x"), 16): bytes.fromhex(data) for epc, data in told.items()}
