"""What became of the properties of vendor descriptions: core, vendor or lost, counted two ways."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from schemas.vocabulary import VENDOR


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """Where one source property went. `to` is a catalogue path (`onOff.onOff`) or `vendor.<vendor>.<name>`.

    `standard` is false for what a vendor added beside its ecosystem's own standard, where that has one. `reason`
    tells why it is a vendor property, or which source stands for it in the core. `is_given` is false where the source
    is a state and has no value.
    """

    device: str
    source: str
    kind: str
    unit: str
    to: str
    to_unit: str
    standard: bool = True
    reason: str = ""
    is_given: bool = True

    @property
    def is_core(self) -> bool:
        """Whether the common schema has a place for it."""
        return not self.to.startswith(f"{VENDOR}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MapReport:
    """Coverage of an offline mapping: every source property is core, vendor or lost."""

    devices: int
    source_properties: int
    core: int
    vendor: int
    lost: int
    rows: tuple[MapRow, ...]

    @staticmethod
    def of(devices: int, rows: Iterable[MapRow], lost: int = 0) -> "MapReport":
        """Count rows; `lost` are source properties that have none."""
        kept = tuple(rows)
        core = sum(row.is_core for row in kept)
        return MapReport(
            devices=devices,
            source_properties=len(kept) + lost,
            core=core,
            vendor=len(kept) - core,
            lost=lost,
            rows=kept,
        )

    def standard(self) -> "MapReport":
        """Give the part inside the ecosystem's own standard; what was lost counts there too."""
        return MapReport.of(self.devices, (row for row in self.rows if row.standard), self.lost)

    @property
    def core_share(self) -> float:
        """Share of the property instances that are core, 0 to 1."""
        return self.core / self.source_properties if self.source_properties else 0.0

    @property
    def product_share(self) -> float:
        """Mean over the products of each one's core share, so that many alike do not hide the one that differs."""
        total = Counter(row.device for row in self.rows)
        core = Counter(row.device for row in self.rows if row.is_core)
        return sum(core[name] / count for name, count in total.items()) / len(total) if total else 0.0

    @property
    def whole_products(self) -> int:
        """How many products have every property in the core."""
        return len({row.device for row in self.rows} - {row.device for row in self.rows if not row.is_core})


def added(one: MapReport, other: MapReport) -> MapReport:
    """Put two reports together."""
    return MapReport.of(one.devices + other.devices, (*one.rows, *other.rows), one.lost + other.lost)
