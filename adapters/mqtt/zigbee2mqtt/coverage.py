"""What becomes of a set of exposes definitions, without a broker: for `hutong map`."""

from collections.abc import Iterable, Mapping
from typing import Any

from adapters.mqtt.zigbee2mqtt.blueprint import Drawn, SlotCache, drawing
from schemas.coverage import MapReport, MapRow
from schemas.registry import Registry


def report(definitions: Iterable[Mapping[str, Any]], registry: Registry) -> MapReport:
    """Map definitions. A row is a leaf of `exposes` with a `property`; a part that cannot be read counts as lost."""
    devices, lost = 0, 0
    rows: list[MapRow] = []
    cache: SlotCache = {}
    for definition in definitions:
        devices += 1
        drawn, sources = drawing(definition["exposes"], registry, str(definition.get("description") or ""), cache)
        lost += len(drawn.faults)
        name = f"{definition.get('vendor', '')} {definition.get('model', '')}".strip() or f"definition {devices}"
        rows += (_row(name, one) for one in sources)
    return MapReport.of(devices, rows, lost)


def _row(device: str, one: Drawn) -> MapRow:
    leaf, ours = one.leaf, one.slot.description
    return MapRow(
        device=device,
        source=leaf.address,
        kind=leaf.type,
        unit=leaf.unit,
        to=one.to,
        to_unit="" if one.carried else ours.unit,
        reason="" if one.carried else ours.reason,
    )
