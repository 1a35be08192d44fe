"""Where a SmartThings row applies, and how rows are written down."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from schemas.conversion import IDENTITY, Conversion
from schemas.mapping import Row


class SmartThingsKey(NamedTuple):
    """One attribute of one capability; `path` is a field of its structured value, `which` a context (`CONTEXTS`)."""

    capability: str
    attribute: str
    path: str = ""
    which: str = ""


CONTEXTS: Final[dict[str, frozenset[str]]] = {
    "refrigerator": frozenset({"refrigeration", "custom.fridgeMode", "samsungce.powerCool", "samsungce.powerFreeze"}),
    "airConditioner": frozenset({"airConditionerMode", "airConditionerFanMode", "thermostatMode", "thermostat"}),
    "tracker": frozenset({"geolocation", "geofence", "tag.tagStatus", "mobilePresence"}),
    "oven": frozenset({"ovenMode", "ovenOperatingState", "samsungce.ovenMode", "samsungce.ovenOperatingState"}),
    "hood": frozenset({"samsungce.hoodFanSpeed", "custom.hoodFanSpeed"}),
    "waterHeater": frozenset({"samsungce.ehsThermostat", "custom.outingMode", "samsungce.ehsCycleData"}),
}
"""What a device is, told by capabilities of which it has any."""


def key_of(text: str) -> SmartThingsKey:
    """Read "capability.attribute/path@context"; the capability may hold dots itself."""
    place, _, which = text.partition("@")
    name, _, path = place.partition("/")
    capability, _, attribute = name.rpartition(".")
    return SmartThingsKey(capability, attribute, path, which)


def row(
    text: str, to: str, convert: Conversion = IDENTITY, *, unit: str = "", whole: bool = False
) -> Row[SmartThingsKey]:
    """Claim that `text` (see `key_of`) is our property `to`; `unit` is that of the source where it names none."""
    capability, name = to.split(".")
    return Row(source=key_of(text), capability=capability, name=name, convert=convert, unit=unit, whole=whole)


def same(
    names: Iterable[str], to: str, convert: Conversion = IDENTITY, *, unit: str = ""
) -> tuple[Row[SmartThingsKey], ...]:
    """Several attributes that mean the same."""
    return tuple(row(name, to, convert, unit=unit) for name in names)
