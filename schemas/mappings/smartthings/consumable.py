"""What wears out or is used up: each filter, bag and tank is an endpoint of its own."""

from typing import Final

from schemas.conversion import INVERT_PERCENT, ISO_TIMESTAMP
from schemas.mapping import Row
from schemas.mappings.smartthings.key import SmartThingsKey, row
from schemas.mappings.smartthings.vocabulary import FILTER, MAINTENANCE, STOCK

_FILTERS: Final = (
    *("dustFilter", "deodorFilter", "hepaFilter", "electricHepaFilter", "veryFineDustFilter", "waterFilter"),
    *("airFilter", "lintFilter", "steamFilter"),
)
_SAMSUNG_FILTERS: Final = ("hoodFilter", "robotCleanerMotorFilter")
_DISPENSERS: Final = ("autoDispenseDetergent", "autoDispenseSoftener")
_TANKS: Final = ("detergent", "softener")
_REPLENISHED: Final = (
    ("detergentAutoReplenishment", "regularDetergent"),
    ("detergentAutoReplenishment", "babyDetergent"),
    ("detergentAutoReplenishment", "neutralDetergent"),
    ("softenerAutoReplenishment", "regularSoftener"),
)
_FILLED: Final = (
    ("RemainingAmount", "remainingVolume"),
    ("InitialAmount", "capacityVolume"),
    ("Dosage", "doseVolume"),
    ("OrderThreshold", "lowThreshold"),
)


def _filter(capability: str, name: str) -> tuple[Row[SmartThingsKey], ...]:
    def one(end: str) -> str:
        return f"{capability}.{name}{end}"

    return (
        row(one("Status"), "consumableMonitoring.changeIndication", FILTER),
        row(one("Usage"), "consumableMonitoring.condition", INVERT_PERCENT, unit="%"),
        row(one("Capacity"), "consumableMonitoring.ratedLife", unit="h"),
        row(one("LastResetDate"), "consumableMonitoring.lastChanged", ISO_TIMESTAMP),
        row(one("ResetType"), "consumableMonitoring.maintenance", MAINTENANCE),
    )


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


ROWS: Final[tuple[Row[SmartThingsKey], ...]] = (
    *(one for name in _FILTERS for one in _filter(f"custom.{name}", name)),
    *(one for name in _SAMSUNG_FILTERS for one in _filter(f"samsungce.{name}", name)),
    row("samsungce.dustFilterAlarm.alarmThreshold", "consumableMonitoring.alertAfter", unit="h"),
    row("samsungce.robotCleanerMotorFilter.motorFilterStatus", "consumableMonitoring.changeIndication", FILTER),
    row("samsungce.robotCleanerMotorFilter.motorFilterResetType", "consumableMonitoring.maintenance", MAINTENANCE),
    row("samsungce.flexibleAutoDispenseDetergent.remainingAmount", "consumableMonitoring.changeIndication", STOCK),
    row("samsungce.flexibleAutoDispenseDetergent.currentType", "consumableMonitoring.product"),
    row("custom.filterUsageTime.usageTime", "consumableMonitoring.timeUsed", unit="h"),
    *(row(f"samsungce.{name}.remainingAmount", "consumableMonitoring.changeIndication", STOCK) for name in _DISPENSERS),
    *(row(f"samsungce.{name}.type", "consumableMonitoring.product") for name in _DISPENSERS),
    *(
        row(f"samsungce.{name}State.{_lower(end)}", f"consumableMonitoring.{ours}", unit="mL")
        for name in _TANKS
        for end, ours in _FILLED
    ),
    *(row(f"samsungce.{name}Order.orderThreshold", "consumableMonitoring.lowThreshold", unit="mL") for name in _TANKS),
    *(row(f"samsungce.{name}Order.alarmEnabled", "consumableMonitoring.lowAlarmEnabled") for name in _TANKS),
    *(row(f"samsungce.{name}State.{name}Type", "consumableMonitoring.product") for name in _TANKS),
    *(
        row(f"samsungce.{capability}.{name}{end}", f"consumableMonitoring.{ours}", unit="mL")
        for capability, name in _REPLENISHED
        for end, ours in _FILLED
    ),
    *(
        row(f"samsungce.{capability}.{name}AlarmEnabled", "consumableMonitoring.lowAlarmEnabled")
        for capability, name in _REPLENISHED
    ),
    *(row(f"samsungce.{capability}.{name}Type", "consumableMonitoring.product") for capability, name in _REPLENISHED),
)


def _parts() -> dict[tuple[str, str], str]:
    found = {(f"custom.{name}", ""): name for name in _FILTERS}
    found |= {(f"samsungce.{name}", ""): name for name in _SAMSUNG_FILTERS}
    found |= {("custom.filterUsageTime", ""): "filter", ("filterStatus", ""): "filter", ("filterState", ""): "filter"}
    found |= {("samsungce.dustFilterAlarm", ""): "dustFilter", ("consumable", ""): "consumable"}
    found |= {("samsungce.microfiberFilterStatus", ""): "microfiberFilter"}
    found |= {
        ("samsungce.flexibleAutoDispenseDetergent", name): "flexible" for name in ("remainingAmount", "currentType")
    }
    for name in _DISPENSERS:
        found |= {(f"samsungce.{name}", attribute): name for attribute in ("remainingAmount", "type")}
    found |= {(f"samsungce.{name}{end}", ""): name for name in _TANKS for end in ("State", "Order")}
    for capability, name in _REPLENISHED:
        for end in ("AlarmEnabled", "Type", *(end for end, _ in _FILLED)):
            found[f"samsungce.{capability}", f"{name}{end}"] = name
    return found


PARTS: Final = {**_parts(), ("mediaGroup", ""): "group", ("custom.cooktopOperatingState", ""): "cooktop"}
"""(capability, attribute or "" for all of it): the endpoint beside its component that it describes."""


def part_of(capability: str, attribute: str) -> str:
    """Give the name of the endpoint beside the component, "" for the component itself."""
    return PARTS.get((capability, attribute)) or PARTS.get((capability, ""), "")
