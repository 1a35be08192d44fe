"""Properties that every ECHONET Lite device may have (APPENDIX chapter 2, "Device object super class")."""

from typing import Final

from schemas.mappings.code import codes, flag
from schemas.mappings.echonet.edt import DATE, OPERATED, RELEASE, digits, number, state, text
from schemas.mappings.echonet.key import SUPER_CLASS, Class, EchonetRow

_ANY: Final = Class(SUPER_CLASS)
_COUNTER: Final = 999_999_999

ON: Final = flag(0x30, 0x31)
"""On is 30 and off is 31, where other states are 41 and 42."""
YES: Final = flag(0x41, 0x42)

ROWS: Final[tuple[EchonetRow, ...]] = (
    _ANY.at(0x80, state(), "onOff.onOff", ON, w=True),
    _ANY.at(0x82, RELEASE, "deviceInformation.specificationVersion"),
    _ANY.at(0x83, digits(17), "deviceInformation.uniqueId"),
    _ANY.at(0x84, number(2), "electricalPowerMeasurement.activePower", unit="W"),
    _ANY.at(
        0x85, number(4, most=_COUNTER), "electricalEnergyMeasurement.cumulativeEnergyImported", unit="W.h"
    ),  # thousandths of a kilowatt-hour
    _ANY.at(
        0x88,
        state(),
        "deviceHealth.faultSeverity",
        codes({"error": 0x41, "none": 0x42}, near={"critical": 0x41, "warning": 0x41, "info": 0x42}),
    ),
    _ANY.at(0x89, digits(2, none=(b"\xff\xff",)), "deviceHealth.faultCode"),
    _ANY.at(0x8A, digits(3), "deviceInformation.vendorId"),
    _ANY.at(0x8C, text(12), "deviceInformation.productId"),
    _ANY.at(0x8D, text(12), "deviceInformation.serialNumber"),
    _ANY.at(0x8E, DATE, "deviceInformation.manufacturingDate"),
    _ANY.at(0x99, number(2), "electricalPowerMeasurement.powerLimit", unit="W", w=True),
    _ANY.at(0x9A, OPERATED, "deviceHealth.operatingHours"),
)
