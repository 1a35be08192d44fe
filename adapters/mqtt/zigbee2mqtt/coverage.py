"""What becomes of a set of exposes definitions, without a broker: for `hutong map`."""

from collections.abc import Iterable, Mapping
from typing import Any

from adapters.mqtt.zigbee2mqtt.blueprint import Slot, SlotCache, drawing
from adapters.mqtt.zigbee2mqtt.expose import Leaf
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
        rows += (_row(name, leaf, slot) for leaf, slot in sources)
    vendor = sum(row.to.startswith("vendor.") for row in rows)
    return MapReport(
        devices=devices,
        source_properties=len(rows) + lost,
        core=len(rows) - vendor,
        vendor=vendor,
        lost=lost,
        rows=tuple(rows),
    )


def _row(device: str, leaf: Leaf, slot: Slot) -> MapRow:
    ours = slot.description
    return MapRow(
        device=device,
        source=leaf.address,
        kind=leaf.type,
        unit=leaf.unit,
        to=f"{ours.capability}.{ours.name}",
        to_unit=ours.unit,
    )
