"""All models whose points are known, by number."""

from collections.abc import Mapping
from typing import Final

from adapters.modbus.sunspec import der, inverter, meter, storage
from adapters.modbus.sunspec.common import COMMON
from adapters.modbus.sunspec.point import Model

ALL: Final = (
    COMMON,
    inverter.INVERTER,
    inverter.INVERTER_FLOAT,
    inverter.NAMEPLATE,
    inverter.CONTROLS,
    inverter.STRINGS,
    meter.METER,
    meter.METER_FLOAT,
    storage.BASIC,
    storage.BATTERY,
    der.MEASURED,
    der.CAPACITY,
    der.ENTER_SERVICE,
    der.CONTROLS,
    der.STORAGE,
    der.DIRECT_CURRENT,
)
MODELS: Final[Mapping[int, Model]] = {number: model for model in ALL for number in model.phases}
ROLES: Final[Mapping[int, str]] = {
    **dict.fromkeys((101, 102, 103, 111, 112, 113, 701), "inverter"),
    **dict.fromkeys((124, 802, 713), "battery"),
}
"""Models that tell of one and the same thing share an endpoint; the first that tells something has its place."""
METERS: Final = frozenset({*meter.METER.phases, *meter.METER_FLOAT.phases})
"""Each is a thing of its own. All others are about the device that they are in."""
