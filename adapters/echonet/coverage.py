"""`hutong map echonet FILE`: what objects told of themselves against the schema, offline.

One JSON object a line, which is one object of a node:

    {"eoj": "013001", "maps": {"9d": "0280b0", "9e": "…", "9f": "…"}, "values": {"e1": "01", "d3": "00000001"}}

All bytes are hexadecimal digits as the object answers a Get of them, the count of a map first; `maps` are its
properties 9D, 9E and 9F, of which 9F must be there. `values` may be left out; units of counters are looked for in it.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from adapters.echonet.mapping import Identity, Maps, text_of, unit
from adapters.echonet.protocol import ANNOUNCED, READABLE, SETTABLE, BadPropertyError, Eoj, read_property_map
from schemas.coverage import MapReport, MapRow
from schemas.mappings.echonet import COMMANDS, CommandRow
from schemas.registry import Registry

_FORM: Final = 'expected {"eoj": "013001", "maps": {"9d": "…", "9e": "…", "9f": "…"}, "values": {…}}'
_MOST_LETTERS: Final = 200_000


class DumpError(ValueError):
    """A line that tells no object; the text names the line, the key in it, and the fix."""


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
        return _object(_loaded(line))
    except DumpError as error:
        raise DumpError(f"line {number}: {error}") from None


def _loaded(line: str) -> Any:
    if len(line) > _MOST_LETTERS:
        raise DumpError(f"longer than {_MOST_LETTERS} letters; give one object a line")
    try:
        return json.loads(line.rstrip())
    except json.JSONDecodeError as error:
        raise DumpError(f"no JSON from column {error.colno} on; write one object, whole, in one line") from None
    except RecursionError:
        raise DumpError(f"too deeply nested; {_FORM}") from None


def _object(told: Any) -> tuple[Eoj, Maps, dict[int, bytes]]:
    if not isinstance(told, dict):
        raise DumpError(f"no object; {_FORM}")
    eoj = _eoj(told.get("eoj"))
    maps = {epc: _map(epc, data) for epc, data in _bytes("maps", told.get("maps")).items()}
    if READABLE not in maps:
        raise DumpError("maps: 9f is missing, which tells what can be read; add what the object answers to a Get of it")
    found = Maps(
        announced=maps.get(ANNOUNCED, frozenset()),
        settable=maps.get(SETTABLE, frozenset()),
        readable=maps[READABLE],
    )
    return eoj, found, _bytes("values", told.get("values", {}))


def _eoj(told: Any) -> Eoj:
    code = _digits(told)
    if code is None or len(code) != 3:
        raise DumpError('eoj: no object; give its class and instance as six hexadecimal digits, like "013001"')
    return Eoj(int.from_bytes(code[:2]), code[2])


def _map(epc: int, data: bytes) -> frozenset[int]:
    if epc not in {ANNOUNCED, SETTABLE, READABLE}:
        raise DumpError(f"maps: {epc:02x} is no property map; give 9d, 9e and 9f, and others under values")
    try:
        return read_property_map(data)
    except BadPropertyError as error:
        raise DumpError(f"maps: {epc:02x}: {error.reason}; give all bytes, the count first") from None


def _bytes(where: str, told: Any) -> dict[int, bytes]:
    if not isinstance(told, dict):
        raise DumpError(f"{where}: no properties; {_FORM}")
    found: dict[int, bytes] = {}
    for name, text in told.items():
        code, data = _digits(name), _digits(text)
        if code is None or len(code) != 1:
            raise DumpError(f"{where}: {name[:20]!r} is no property; give two hexadecimal digits, like 9f")
        if data is None:
            raise DumpError(f'{where}: {name}: no bytes; give hexadecimal digits in quotes, two a byte, like "0280b0"')
        found[code[0]] = data
    return found


def _digits(told: Any) -> bytes | None:
    try:
        return bytes.fromhex(told.removeprefix("0x"))
    except (AttributeError, ValueError):
        return None
