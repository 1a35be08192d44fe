"""`hutong map homekit FILE`: accessory databases against the schema, offline. aiohomekit is not needed for it.

Read is what `/accessories` answers, `{"accessories": [{"aid", "services": […]}]}`, or its list alone, one document over
all lines or one a line.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from adapters.homekit.database import Accessory, read
from adapters.homekit.endpoint import places
from adapters.homekit.place import Placed, bound, placed
from adapters.sdk.errors import LinkError
from schemas.coverage import MapReport, MapRow
from schemas.mappings.homekit import COMMANDS, EVENTS
from schemas.registry import Registry


class DescriptionError(ValueError):
    """A document that is no accessory database; the text names the line and the fix."""


def recognises(first_line: str) -> bool:
    """Whether a document that starts with this line is an accessory database."""
    return re.search(r'"accessories"\s*:|"aid"\s*:.*"services"\s*:', first_line) is not None


def report(lines: Iterable[str], registry: Registry | None = None) -> MapReport:
    """Map every accessory; DescriptionError where nothing can be read."""
    schema = registry or Registry.load()
    devices, lost = 0, 0
    rows: list[MapRow] = []
    for accessory in _accessories(lines):
        devices += 1
        lost += len(accessory.faults)
        rows += _rows(accessory, f"{accessory.told('Model') or 'accessory'} {devices}", schema)
    return MapReport.of(devices, rows, lost)


def _accessories(lines: Iterable[str]) -> Iterator[Accessory]:
    texts = [(number, line.lstrip("\ufeff")) for number, line in enumerate(lines, 1) if line.strip()]
    if not texts:
        raise DescriptionError("line 1: the file is empty; expected what /accessories answers, as JSON")
    if len(texts) > 1 and _parsed(texts[0][1]) is None:  # a document laid out over several lines
        texts = [(texts[0][0], "\n".join(text for _, text in texts))]
    for number, text in texts:
        yield from _read(number, _parsed(text))


def _read(number: int, found: Any) -> tuple[Accessory, ...]:
    whole = {"accessories": found} if isinstance(found, list) else found
    if isinstance(whole, Mapping) and "aid" in whole:
        whole = {"accessories": [whole]}
    try:
        if isinstance(whole, Mapping):
            return read(whole)
    except LinkError as error:
        raise DescriptionError(f"line {number}: {error.reason}") from None
    raise DescriptionError(f'line {number}: no accessory database; expected {{"accessories": [{{"aid", "services"}}]}}')


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _rows(accessory: Accessory, device: str, registry: Registry) -> Iterator[MapRow]:
    found = placed(accessory, places(accessory).of)
    values = {one.address: one.characteristic.value for one in found}
    names = {one.address: _name(one) for one in found}
    sources = {one.address: one for one in found}
    for one in bound(found, registry, values)[0]:
        row = one.row(device)
        if not one.is_extra:
            yield replace(_commanded(row, sources[row.source]), source=names[row.source])
    yield from (_event(one, device, names[one.address]) for one in found if one.is_event)


def _name(one: Placed) -> str:
    its = one.characteristic
    return f"{one.service.name or one.service.type}/{its.name or its.short} {one.address}"


def _commanded(row: MapRow, one: Placed) -> MapRow:
    """What is only written may stand for a command."""
    found = next((command for command in COMMANDS if command.key == one.key), None)
    if row.is_core or found is None:
        return row
    return replace(row, to=f"{found.capability}.{found.name}", to_unit="", reason="")


def _event(one: Placed, device: str, source: str) -> MapRow:
    row = next(event for event in EVENTS if event.key == one.key)
    return MapRow(device=device, source=source, kind="event", unit="", to=f"{row.capability}.{row.name}", to_unit="")
