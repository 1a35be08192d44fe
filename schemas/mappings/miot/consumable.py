"""Filters, brushes, bags: what wears down or runs out."""

from typing import Final

from schemas.conversion import vocabulary
from schemas.mappings.miot.row import PERCENT, claim, flag

CONSUMABLES: Final = (
    "filter brush-cleaner mop dust-bag detergent filter-time roller-brush side-brush main-brush mop-pad filter-element "
    "softener salt rinse-aid dehumidifying-agent fragrance sterilizer-box sensor-cleaner humidifier-filter"
)
"""Services that tell of one consumable."""

CONSUMABLE: Final = (
    *claim(
        "*",
        "filter-life-level brush-life-level mop-life-level filter-life brush-life mop-life roller-brush-life-level "
        "dust-bag-life-level sensor-life-level filter-element-life-level mop-pad-life-level "
        "life-level filter-left-level "
        "detergent-left-level dust-bag-left-level consumable-level remain-level",
        "consumableMonitoring.condition",
        PERCENT,
    ),
    *claim(
        "*",
        "filter-left-time brush-left-time mop-left-time filter-remaining-time sensor-left-time "
        "roller-brush-left-time dust-bag-left-time mop-pad-left-time",
        "consumableMonitoring.timeLeft",
        unit="h",
    ),
    *claim(
        "*",
        "filter-used-time brush-used-time mop-used-time filter-hour-used-debug filter-used-debug filter-used-time-dbg "
        "filter-hour-used filter-use-time",
        "consumableMonitoring.timeUsed",
        unit="h",
    ),
    *claim(CONSUMABLES, "left-time", "consumableMonitoring.timeLeft", unit="h"),
    *claim(CONSUMABLES, "used-time", "consumableMonitoring.timeUsed", unit="h"),
    *claim(CONSUMABLES, "life life-level level left-level", "consumableMonitoring.condition", PERCENT),
    *claim("*", "filter-max-time filter-life-time filter-total-time", "consumableMonitoring.ratedLife", unit="h"),
    *claim("rfid filter", "rfid-serial-num rfid-serial", "consumableMonitoring.serialNumber"),
    *claim("rfid filter", "rfid-tag", "consumableMonitoring.tagId"),
    *claim("rfid filter", "rfid-product-id", "consumableMonitoring.partNumber"),
    *claim("rfid filter", "rfid-factory-id", "consumableMonitoring.manufacturer"),
    *flag("filter dust-bag dust-box mop", "install-status installed in-place", "consumableMonitoring.inPlace"),
    *claim(
        "filter brush-cleaner dust-bag detergent mop",
        "status filter-status state",
        "consumableMonitoring.changeIndication",
        vocabulary(
            normal="ok",
            ok="ok",
            full="ok",
            enough="ok",
            sufficient="ok",
            正常="ok",
            low="warning",
            insufficient="warning",
            nearly_empty="warning",
            不足="warning",
            empty="critical",
            lack="critical",
            exhausted="critical",
            replace="critical",
            need_replace="critical",
            expired="critical",
            耗尽="critical",
        ),
    ),
)
"""Each consumable stands on an endpoint of its own."""

ROWS: Final = CONSUMABLE
