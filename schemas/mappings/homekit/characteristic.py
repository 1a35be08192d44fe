"""Characteristics of the HomeKit Accessory Protocol: ids, formats, permissions, limits.

Facts: HomeKit Accessory Protocol Specification (Non-Commercial Version), release R2, chapter 9 "Apple-defined
Characteristics". A test compares every line with the tables of another implementation.
"""

# One characteristic a line, so that the file reads as the table it is.
# fmt: off

from dataclasses import dataclass
from typing import Final

from schemas.vocabulary import Kind

BASE_UUID: Final = "-0000-1000-8000-0026BB765291"
"""What stands behind the short form of an Apple-defined type."""

UNITS: Final = {"": "", "celsius": "Cel", "percentage": "%", "arcdegrees": "deg", "lux": "lx", "seconds": "s"}
"""HAP's units and UCUM."""

_KINDS: Final = {"bool": Kind.BOOLEAN, "float": Kind.NUMBER, "string": Kind.STRING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Characteristic:
    """What HAP says of one characteristic. `numbers` are the valid values of one that lists states."""

    name: str
    type: int
    format: str  # bool, uint8, uint16, uint32, int, float, string
    permissions: tuple[str, ...]  # pr: paired read, pw: paired write, ev: notify
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    unit: str = ""
    numbers: tuple[int, ...] = ()

    @property
    def uuid(self) -> str:
        """The whole type."""
        return f"{self.type:08X}{BASE_UUID}"

    @property
    def kind(self) -> Kind:
        """How its values come over the wire."""
        return Kind.ENUM if self.numbers else _KINDS.get(self.format, Kind.INTEGER)

    @property
    def access(self) -> str:
        """Its permissions in our letters."""
        return "".join(letter for letter, word in (("r", "pr"), ("w", "pw"), ("n", "ev")) if word in self.permissions)


_PERMISSIONS: Final = {"r": "pr", "w": "pw", "n": "ev"}


def _is(  # noqa: PLR0913, PLR0917  one argument a column of the table
    name: str, number: int, form: str, access: str, low: float | None = None, high: float | None = None,
    step: float | None = None, unit: str = "", *, numbers: tuple[int, ...] = (),
) -> Characteristic:
    permissions = tuple(word for letter, word in _PERMISSIONS.items() if letter in access)
    return Characteristic(name=name, type=number, format=form, permissions=permissions, minimum=low, maximum=high, step=step, unit=unit, numbers=numbers)  # noqa: E501


_TWO, _THREE, _FOUR, _FIVE, _SIX = (tuple(range(count)) for count in range(2, 7))

_ALL: Final = (
    # --- what is switched ---
    _is("On", 0x25, "bool", "rwn"),
    _is("Active", 0xB0, "uint8", "rwn", numbers=_TWO),
    _is("Brightness", 0x08, "int", "rwn", 0, 100, 1, "percentage"),
    _is("Hue", 0x13, "float", "rwn", 0, 360, 1, "arcdegrees"),
    _is("Saturation", 0x2F, "float", "rwn", 0, 100, 1, "percentage"),
    _is("ColorTemperature", 0xCE, "uint32", "rwn", 140, 500, 1),
    _is("LockPhysicalControls", 0xA7, "uint8", "rwn", numbers=_TWO),
    _is("TemperatureDisplayUnits", 0x36, "uint8", "rwn", numbers=_TWO),
    # --- air and climate ---
    _is("RotationDirection", 0x28, "int", "rwn", numbers=_TWO),
    _is("RotationSpeed", 0x29, "float", "rwn", 0, 100, 1, "percentage"),
    _is("SwingMode", 0xB6, "uint8", "rwn", numbers=_TWO),
    _is("TargetFanState", 0xBF, "uint8", "rwn", numbers=_TWO),
    _is("TargetAirPurifierState", 0xA8, "uint8", "rwn", numbers=_TWO),
    _is("CurrentHeaterCoolerState", 0xB1, "uint8", "rn", numbers=_FOUR),
    _is("TargetHeaterCoolerState", 0xB2, "uint8", "rwn", numbers=_THREE),
    _is("CurrentHeatingCoolingState", 0x0F, "uint8", "rn", numbers=_THREE),
    _is("TargetHeatingCoolingState", 0x33, "uint8", "rwn", numbers=_FOUR),
    _is("CurrentTemperature", 0x11, "float", "rn", -273.1, 1000, 0.1, "celsius"),
    _is("TargetTemperature", 0x35, "float", "rwn", 10, 38, 0.1, "celsius"),
    _is("CoolingThresholdTemperature", 0x0D, "float", "rwn", 10, 35, 0.1, "celsius"),
    _is("HeatingThresholdTemperature", 0x12, "float", "rwn", 0, 25, 0.1, "celsius"),
    _is("CurrentRelativeHumidity", 0x10, "float", "rn", 0, 100, 1, "percentage"),
    _is("TargetRelativeHumidity", 0x34, "float", "rwn", 0, 100, 1, "percentage"),
    _is("CurrentHumidifierDehumidifierState", 0xB3, "uint8", "rn", numbers=_FOUR),
    _is("TargetHumidifierDehumidifierState", 0xB4, "uint8", "rwn", numbers=_THREE),
    _is("RelativeHumidityDehumidifierThreshold", 0xC9, "float", "rwn", 0, 100, 1, "percentage"),
    _is("RelativeHumidityHumidifierThreshold", 0xCA, "float", "rwn", 0, 100, 1, "percentage"),
    _is("WaterLevel", 0xB5, "float", "rn", 0, 100, None, "percentage"),
    _is("FilterChangeIndication", 0xAC, "uint8", "rn", numbers=_TWO),
    _is("FilterLifeLevel", 0xAB, "float", "rn", 0, 100),
    _is("ResetFilterIndication", 0xAD, "uint8", "w", 1, 1, 1),
    # --- what is measured and noticed ---
    _is("AirQuality", 0x95, "uint8", "rn", numbers=_SIX),
    _is("OzoneDensity", 0xC3, "float", "rn", 0, 1000, 1),
    _is("NitrogenDioxideDensity", 0xC4, "float", "rn", 0, 1000, 1),
    _is("SulphurDioxideDensity", 0xC5, "float", "rn", 0, 1000, 1),
    _is("PM2.5Density", 0xC6, "float", "rn", 0, 1000, 1),
    _is("PM10Density", 0xC7, "float", "rn", 0, 1000, 1),
    _is("VOCDensity", 0xC8, "float", "rn", 0, 1000, 1),
    _is("CarbonMonoxideLevel", 0x90, "float", "rn", 0, 100),
    _is("CarbonMonoxideDetected", 0x69, "uint8", "rn", numbers=_TWO),
    _is("CarbonDioxideLevel", 0x93, "float", "rn", 0, 100000),
    _is("CarbonDioxideDetected", 0x92, "uint8", "rn", numbers=_TWO),
    _is("CurrentAmbientLightLevel", 0x6B, "float", "rn", 0.0001, 100000, None, "lux"),
    _is("ContactSensorState", 0x6A, "uint8", "rn", numbers=_TWO),
    _is("LeakDetected", 0x70, "uint8", "rn", numbers=_TWO),
    _is("MotionDetected", 0x22, "bool", "rn"),
    _is("OccupancyDetected", 0x71, "uint8", "rn", numbers=_TWO),
    _is("SmokeDetected", 0x76, "uint8", "rn", numbers=_TWO),
    # --- state of the device ---
    _is("StatusFault", 0x77, "uint8", "rn", numbers=_TWO),
    _is("StatusLowBattery", 0x79, "uint8", "rn", numbers=_TWO),
    _is("StatusTampered", 0x7A, "uint8", "rn", numbers=_TWO),
    _is("BatteryLevel", 0x68, "uint8", "rn", 0, 100, 1, "percentage"),
    _is("ChargingState", 0x8F, "uint8", "rn", numbers=_THREE),
    _is("Identify", 0x14, "bool", "w"),
    _is("Manufacturer", 0x20, "string", "r"),
    _is("Model", 0x21, "string", "r"),
    _is("Name", 0x23, "string", "r"),
    _is("SerialNumber", 0x30, "string", "r"),
    _is("FirmwareRevision", 0x52, "string", "r"),
    _is("HardwareRevision", 0x53, "string", "r"),
    # --- what opens, closes and locks ---
    _is("CurrentPosition", 0x6D, "uint8", "rn", 0, 100, 1, "percentage"),
    _is("TargetPosition", 0x7C, "uint8", "rwn", 0, 100, 1, "percentage"),
    _is("PositionState", 0x72, "uint8", "rn", numbers=_THREE),
    _is("HoldPosition", 0x6F, "bool", "w"),
    _is("ObstructionDetected", 0x24, "bool", "rn"),
    _is("CurrentHorizontalTiltAngle", 0x6C, "int", "rn", -90, 90, 1, "arcdegrees"),
    _is("TargetHorizontalTiltAngle", 0x7B, "int", "rwn", -90, 90, 1, "arcdegrees"),
    _is("CurrentVerticalTiltAngle", 0x6E, "int", "rn", -90, 90, 1, "arcdegrees"),
    _is("TargetVerticalTiltAngle", 0x7D, "int", "rwn", -90, 90, 1, "arcdegrees"),
    _is("CurrentTiltAngle", 0xC1, "int", "rn", -90, 90, 1, "arcdegrees"),
    _is("TargetTiltAngle", 0xC2, "int", "rwn", -90, 90, 1, "arcdegrees"),
    _is("CurrentDoorState", 0x0E, "uint8", "rn", numbers=_FIVE),
    _is("TargetDoorState", 0x32, "uint8", "rwn", numbers=_TWO),
    _is("LockCurrentState", 0x1D, "uint8", "rn", numbers=_FOUR),
    _is("LockTargetState", 0x1E, "uint8", "rwn", numbers=_TWO),
    _is("LockManagementAutoSecurityTimeout", 0x1A, "uint32", "rwn", None, None, None, "seconds"),
    _is("SecuritySystemCurrentState", 0x66, "uint8", "rn", numbers=_FIVE),
    _is("SecuritySystemTargetState", 0x67, "uint8", "rwn", numbers=_FOUR),
    # --- water ---
    _is("InUse", 0xD2, "uint8", "rn", numbers=_TWO),
    _is("SetDuration", 0xD3, "uint32", "rwn", 0, 3600, 1),
    _is("RemainingDuration", 0xD4, "uint32", "rn", 0, 3600, 1),
    # --- pressed, heard and seen ---
    _is("ProgrammableSwitchEvent", 0x73, "uint8", "rn", numbers=_THREE),
    _is("Mute", 0x11A, "bool", "rwn"),
    _is("Volume", 0x119, "uint8", "rwn", 0, 100, 1, "percentage"),
    _is("VolumeSelector", 0xEA, "uint8", "w", numbers=_TWO),
    _is("CurrentMediaState", 0xE0, "uint8", "rn", numbers=_FOUR),
    _is("TargetMediaState", 0x137, "uint8", "rwn", numbers=_THREE),
    _is("RemoteKey", 0xE1, "uint8", "w", 0, 16, numbers=(*range(12), 15)),
)  # fmt: skip

CHARACTERISTICS: Final = {one.name: one for one in _ALL}
"""Those that mean something in the schema, by name."""
