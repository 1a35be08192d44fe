"""Device types: ours and Matter's. Several of Matter's may be one of ours, and one of Matter's several of ours.

Where one of Matter's is several of ours, the first line with it is what a device is taken for until something else
says more: a tag of the endpoint, its features, or its owner.
"""

# One device type a line, so that the file reads as the table it is.
# fmt: off
# ruff: noqa: E501

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from schemas.mappings.matter.row import FIRST_VERSION


@dataclass(frozen=True, slots=True)
class MatterType:
    """A device type of Matter's."""

    id: int
    name: str
    since: str = FIRST_VERSION


@dataclass(frozen=True, slots=True)
class TypeRow:
    """One of ours, what it is in Matter, and what else of Matter's becomes it."""

    ours: str
    matter: MatterType
    also: tuple[MatterType, ...] = ()


_type = MatterType

TYPES: Final[tuple[TypeRow, ...]] = (
    TypeRow("onOffLight", _type(0x0100, "OnOffLight")),
    TypeRow("dimmableLight", _type(0x0101, "DimmableLight")),
    TypeRow("colorTemperatureLight", _type(0x010C, "ColorTemperatureLight")),
    TypeRow("extendedColorLight", _type(0x010D, "ExtendedColorLight")),
    TypeRow("wallSwitch", _type(0x010F, "MountedOnOffControl", "1.4")),
    TypeRow("dimmerModule", _type(0x0110, "MountedDimmableLoadControl", "1.4")),
    TypeRow("smartPlug", _type(0x010A, "OnOffPlugInUnit")),
    TypeRow("dimmablePlug", _type(0x010B, "DimmablePlugInUnit")),
    TypeRow("button", _type(0x000F, "GenericSwitch"), (_type(0x0103, "OnOffLightSwitch"), _type(0x0850, "OnOffSensor"))),
    TypeRow("dimmerSwitchController", _type(0x0104, "DimmerSwitch"), (_type(0x0105, "ColorDimmerSwitch"), _type(0x0840, "ControlBridge"))),
    TypeRow("controller", _type(0x0203, "WindowCoveringController"), (_type(0x000B, "DoorLockController"), _type(0x0304, "PumpController"), _type(0x030A, "ThermostatController", "1.4.2"), _type(0x023E, "ClosureController", "1.5"), _type(0x002A, "VideoRemoteControl"), _type(0x0147, "CameraController", "1.5"))),
    TypeRow("contactSensor", _type(0x0015, "ContactSensor")),
    TypeRow("occupancySensor", _type(0x0107, "OccupancySensor")),
    TypeRow("waterLeakSensor", _type(0x0043, "WaterLeakDetector")),
    TypeRow("freezeSensor", _type(0x0041, "WaterFreezeDetector")),
    TypeRow("rainSensor", _type(0x0044, "RainSensor")),
    TypeRow("smokeCoAlarm", _type(0x0076, "SmokeCoAlarm")),
    TypeRow("doorLock", _type(0x000A, "DoorLock")),
    TypeRow("camera", _type(0x0142, "Camera", "1.5"), (_type(0x0145, "SnapshotCamera", "1.5"),)),
    TypeRow("doorbell", _type(0x0143, "VideoDoorbell", "1.5")),
    TypeRow("audioDoorbell", _type(0x0148, "Doorbell", "1.5"), (_type(0x0146, "Chime", "1.5"), _type(0x0141, "AudioDoorbell", "1.5"))),
    TypeRow("intercom", _type(0x0140, "Intercom", "1.5")),
    TypeRow("floodlightCamera", _type(0x0144, "FloodlightCamera", "1.5")),
    TypeRow("garageDoor", _type(0x0230, "Closure", "1.5"), (_type(0x0231, "ClosurePanel", "1.5"),)),
    TypeRow("curtain", _type(0x0202, "WindowCovering")),
    TypeRow("blind", _type(0x0202, "WindowCovering")),
    TypeRow("windowOpener", _type(0x0230, "Closure", "1.5")),
    TypeRow("waterValve", _type(0x0042, "WaterValve"), (_type(0x0306, "FlowSensor"),)),
    TypeRow("irrigation", _type(0x0040, "IrrigationSystem", "1.5")),
    TypeRow("temperatureHumiditySensor", _type(0x0302, "TemperatureSensor"), (_type(0x0307, "HumiditySensor"), _type(0x0305, "PressureSensor"))),
    TypeRow("airQualitySensor", _type(0x002C, "AirQualitySensor")),
    TypeRow("lightSensor", _type(0x0106, "LightSensor")),
    TypeRow("airPurifier", _type(0x002D, "AirPurifier")),
    TypeRow("fan", _type(0x002B, "Fan")),
    TypeRow("roomAirConditioner", _type(0x0072, "RoomAirConditioner")),
    TypeRow("thermostat", _type(0x0301, "Thermostat")),
    TypeRow("radiatorValve", _type(0x0301, "Thermostat")),
    TypeRow("heatPump", _type(0x0309, "HeatPump", "1.4")),
    TypeRow("electricWaterHeater", _type(0x050F, "WaterHeater", "1.4")),
    TypeRow("heatPumpWaterHeater", _type(0x050F, "WaterHeater", "1.4")),
    TypeRow("homeBattery", _type(0x0018, "BatteryStorage", "1.4")),
    TypeRow("solarInverter", _type(0x0017, "SolarPower", "1.4")),
    TypeRow("evCharger", _type(0x050C, "EnergyEvse", "1.4")),
    TypeRow("electricMeter", _type(0x0514, "ElectricalMeter", "1.5"), (_type(0x0510, "ElectricalSensor"), _type(0x0511, "ElectricalUtilityMeter", "1.5"), _type(0x0512, "MeterReferencePoint", "1.5"), _type(0x0513, "ElectricalEnergyTariff", "1.5"))),
    TypeRow("pump", _type(0x0303, "Pump")),
    TypeRow("inductionHob", _type(0x0078, "Cooktop"), (_type(0x0077, "CookSurface"),)),
    TypeRow("rangeHood", _type(0x007A, "ExtractorHood")),
    TypeRow("oven", _type(0x007B, "Oven")),
    TypeRow("microwaveOven", _type(0x0079, "MicrowaveOven")),
    TypeRow("refrigerator", _type(0x0070, "Refrigerator")),
    TypeRow("freezer", _type(0x0071, "TemperatureControlledCabinet")),
    TypeRow("dishwasher", _type(0x0075, "Dishwasher")),
    TypeRow("washingMachine", _type(0x0073, "LaundryWasher")),
    TypeRow("dryer", _type(0x007C, "LaundryDryer")),
    TypeRow("robotVacuum", _type(0x0074, "RoboticVacuumCleaner")),
    TypeRow("sleepLight", _type(0x010C, "ColorTemperatureLight")),
    TypeRow("emergencyButton", _type(0x000F, "GenericSwitch")),
    TypeRow("babyMonitor", _type(0x0142, "Camera", "1.5")),
    TypeRow("television", _type(0x0028, "BasicVideoPlayer"), (_type(0x0023, "CastingVideoPlayer"), _type(0x0029, "CastingVideoClient"), _type(0x0024, "ContentApp"))),
    TypeRow("projector", _type(0x0028, "BasicVideoPlayer")),
    TypeRow("speaker", _type(0x0022, "Speaker")),
    TypeRow("gateway", _type(0x0090, "NetworkInfrastructureManager", "1.4"), (_type(0x0091, "ThreadBorderRouter", "1.5"), _type(0x0019, "SecondaryNetworkInterface", "1.4"))),
    TypeRow("bridge", _type(0x000E, "Aggregator")),
)

UTILITY: Final[dict[int, str]] = {
    0x0011: "PowerSource", 0x0012: "OtaRequestor", 0x0013: "BridgedNode", 0x0014: "OtaProvider", 0x0016: "RootNode",
    0x0027: "ModeSelect", 0x0130: "JointFabricAdministrator", 0x050D: "DeviceEnergyManagement",
}
"""Types that say nothing of what a device is; they stand beside others. A device with nothing else is a generic one."""


def device_type_of(matter_id: int) -> str | None:
    """Give the name of our device type, or None where we have none: the device is then a generic one."""
    return _ours().get(matter_id)


def matter_type_of(name: str) -> MatterType | None:
    """Give what one of our device types is in Matter, or None where Matter has no such device."""
    return _matters().get(name)


@cache
def _ours() -> dict[int, str]:
    return dict(reversed(list(_pairs())))


def _pairs() -> Iterator[tuple[int, str]]:
    """Give the main types before the others, so that the main one decides."""
    for row in TYPES:
        yield row.matter.id, row.ours
    for row in TYPES:
        yield from ((other.id, row.ours) for other in row.also)


@cache
def _matters() -> dict[str, MatterType]:
    return {row.ours: row.matter for row in TYPES}
