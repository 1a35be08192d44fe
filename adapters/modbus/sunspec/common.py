"""Who a device is: SunSpec model 1."""

from typing import Final

from adapters.modbus.sunspec.point import Model, point

_COMMON: Final = (
    point("Mn", "string", size=16, must=True, to="deviceInformation.vendorName"),
    point("Md", "string", size=16, must=True, to="deviceInformation.modelIdentifier"),
    point("Opt", "string", size=8),
    point("Vr", "string", size=8, to="deviceInformation.softwareVersion"),
    point("SN", "string", size=16, must=True, to="deviceInformation.serialNumber"),
    point("DA", "uint16"),
    point("Pad", "pad"),
)

COMMON: Final = Model(phases={1: 1}, device_type="", points=_COMMON)
