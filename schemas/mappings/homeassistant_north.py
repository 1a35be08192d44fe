"""Our properties as Home Assistant's entities: the rows of its table, read the other way.

A property that has a row is the entity of that row, with its class and with the words and numbers that the row's
conversion gives back. One without is still an entity, told by its kind and access: nothing of a home is hidden from its
own automations. Facts: Home Assistant developer documentation, device and state classes of 2026.2.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from schemas.mapping import Row
from schemas.mappings.homeassistant import ROWS, Key
from schemas.registry import Spec
from schemas.units import UNITS
from schemas.vocabulary import Kind

UNIT_OF: Final = {
    "Cel": "°C", "K": "K", "[degF]": "°F", "kW.h": "kWh", "W.h": "Wh", "V.A": "VA", "V.A{reactive}": "var",
    "kV.A{reactive}.h": "kvarh", "[ppm]": "ppm", "[ppb]": "ppb", "ug/m3": "µg/m³", "mg/m3": "mg/m³", "Bq/m3": "Bq/m³",
    "{dBm}": "dBm", "{lqi}": "lqi", "deg": "°", "m3": "m³", "m3/h": "m³/h", "m2": "m²", "W/m2": "W/m²",
    "uS/cm": "µS/cm",
    "dB[SPL]": "dB", "bit/s": "bit/s", "/min": "bpm", "{rpm}": "rpm", "mm[Hg]": "mmHg", "kg/m2": "kg/m²", "mo": "mo",
    "{NTU}": "NTU", "mg/L": "mg/L", "mmol/L": "mmol/L", "1": "", "{count}": "", "{steps}": "steps", "{index}": "",
    "{score}": "", "[pH]": "", "Ohm": "Ω", "kV.A.h": "kVAh",
}  # fmt: skip
"""Home Assistant's spelling of a UCUM unit, where it is another."""

_TOTALS: Final = frozenset({"energy", "reactive_energy", "water", "gas", "precipitation"})
_DEVICE: Final = frozenset({"sensor", "binary_sensor", "switch", "number", "select"})
_FORMS: Final = frozenset({"", "gang", "cooling", "positioned", "closure", "kelvin", "heat_cool"})
_PLAIN: Final[dict[tuple[Kind, bool], str]] = {
    (Kind.BOOLEAN, False): "binary_sensor",
    (Kind.BOOLEAN, True): "switch",
    (Kind.ENUM, True): "select",
    (Kind.INTEGER, True): "number",
    (Kind.NUMBER, True): "number",
    (Kind.STRING, True): "text",
    (Kind.TIMESTAMP, True): "datetime",
    (Kind.SECRET, True): "text",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How Home Assistant shows one property.

    `row` is the row whose conversion tells its values there, None where they are told as they are. `unit` is Home
    Assistant's spelling of the unit that the values are then in.
    """

    key: Key
    device_class: str = ""
    unit: str = ""
    state_class: str = ""
    row: Row[Key] | None = None


@cache
def _rows_of(capability: str, name: str) -> tuple[Row[Key], ...]:
    return tuple(row for row in ROWS if (row.capability, row.name) == (capability, name))


def entity_of(capability: str, name: str) -> Key | None:
    """Give the first place of a property in Home Assistant's own table, or None where it has none there."""
    rows = _rows_of(capability, name)
    return next((row.source for row in sorted(rows, key=_rank)), None)


def _rank(row: Row[Key]) -> tuple[bool, bool]:
    """A class before a form, and both before what a device merely calls so."""
    return row.source.which.startswith("name:"), row.source.component in _DEVICE and not _class_of(row.source)


def _class_of(key: Key) -> str:
    """Give the device class of a key: "wind_speed:gust" is the class wind_speed under a narrower name."""
    plain = key.which.partition(":")[0]
    return "" if key.which.startswith("name:") or key.which in _FORMS or key.component not in _DEVICE else plain


def shown(spec: Spec) -> Shown:
    """Tell how a property is shown as an entity of its own; a writable one can be written there."""
    writable = "w" in spec.access
    for row in sorted(_rows_of(spec.capability, spec.name), key=_rank):
        if row.source.component in _DEVICE and _takes(row.source.component, spec.kind, writable=writable, row=row):
            return _as_told(row, spec)
    return Shown(key=Key(_plain(spec.kind, writable=writable)), unit=_unit(spec.unit), state_class=_measures(spec))


def _takes(component: str, kind: Kind, *, writable: bool, row: Row[Key]) -> bool:
    """Whether an entity of this component can hold such a property, and be written where it is."""
    truth = kind is Kind.BOOLEAN or set(row.convert.pairs or ()) == {True, False}
    if component in {"binary_sensor", "switch"}:
        return truth and writable is (component == "switch")
    if kind in {Kind.INTEGER, Kind.NUMBER}:
        return component == ("number" if writable else "sensor")
    return component == ("select" if writable else "sensor") and kind is Kind.ENUM


def _as_told(row: Row[Key], spec: Spec) -> Shown:
    device_class = _class_of(row.source)
    unit = row.unit if row.convert.rescales and row.unit in UNITS else spec.unit
    total = "total_increasing" if device_class in _TOTALS else _measures(spec)
    return Shown(
        key=row.source,
        device_class=device_class,
        unit=_unit(unit) if spec.kind in {Kind.INTEGER, Kind.NUMBER} else "",
        state_class=total if row.source.component == "sensor" else "",
        row=row,
    )


def _plain(kind: Kind, *, writable: bool) -> str:
    return _PLAIN.get((kind, writable), "sensor")


def _unit(code: str) -> str:
    return UNIT_OF.get(code, code)


def _measures(spec: Spec) -> str:
    """A number that is only read is a measurement."""
    return "measurement" if spec.kind in {Kind.INTEGER, Kind.NUMBER} and "w" not in spec.access else ""
