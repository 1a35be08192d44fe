"""ECHONET Lite's classes of device and the device types of ours that they are."""

from typing import Final

TYPES: Final[dict[int, tuple[str, ...]]] = {
    0x0001: ("gasLeakAlarm",),
    0x0003: ("emergencyButton",),
    0x0007: ("occupancySensor",),
    0x0011: ("temperatureHumiditySensor",),
    0x0012: ("temperatureHumiditySensor",),
    0x0013: ("rainSensor",),
    0x0017: ("waterLeakSensor",),
    0x0019: ("smokeCoAlarm",),
    0x001B: ("airQualitySensor",),
    0x001C: ("gasLeakAlarm",),
    0x001D: ("airQualitySensor",),
    0x0022: ("electricMeter",),
    0x0023: ("electricMeter",),
    0x0025: ("waterMeter",),
    0x0028: ("sleepMonitor",),
    0x0029: ("contactSensor",),
    0x002D: ("rainSensor",),
    0x00D0: ("lightSensor",),
    0x0130: ("roomAirConditioner",),
    0x0133: ("fan",),
    0x0134: ("freshAirSystem",),
    0x0135: ("airPurifier",),
    0x0139: ("humidifier",),
    0x0142: ("spaceHeater",),
    0x0143: ("spaceHeater",),
    0x0260: ("blind", "curtain"),
    0x0263: ("blind",),
    0x0264: ("garageDoor",),
    0x0265: ("windowOpener",),
    0x026B: ("heatPumpWaterHeater", "electricWaterHeater"),
    0x026F: ("doorLock",),
    0x0272: ("gasWaterHeater", "gasBoiler"),
    0x0273: ("bathroomHeater",),
    0x0279: ("solarInverter",),
    0x027A: ("heatPump", "gasBoiler"),
    0x027B: ("floorHeating",),
    0x027C: ("genericDevice",),
    0x027D: ("homeBattery",),
    0x027E: ("evCharger",),
    0x0280: ("electricMeter",),
    0x0281: ("waterMeter",),
    0x0282: ("gasMeter",),
    0x0287: ("electricMeter",),
    0x0288: ("electricMeter",),
    0x028D: ("electricMeter",),
    0x0290: ("dimmableLight", "extendedColorLight", "colorTemperatureLight"),
    0x0291: ("dimmableLight", "onOffLight"),
    0x02A1: ("evCharger",),
    0x02A3: ("dimmableLight",),
    0x02A6: ("heatPumpWaterHeater",),
    0x03B7: ("refrigerator",),
    0x03B8: ("microwaveOven", "oven"),
    0x03B9: ("inductionHob",),
    0x03BB: ("riceCooker",),
    0x03D3: ("washingMachine", "dryer"),
    0x05FD: ("wallSwitch",),
    0x05FF: ("controller", "gateway"),
    0x0602: ("television",),
    0x0603: ("speaker",),
}
"""Our device types that a class may be: the first is what it is read as, all are offered as it."""


def device_type_of(eoj: int) -> str | None:
    """Give the device type that a class is read as; None for a class that nobody mapped."""
    return next(iter(TYPES.get(eoj, ())), None)


def classes_of(device_type: str) -> tuple[int, ...]:
    """Give the classes that a device type may be offered as."""
    return tuple(eoj for eoj, types in TYPES.items() if device_type in types)
