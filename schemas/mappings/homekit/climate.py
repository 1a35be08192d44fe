"""HomeKit's services for air and climate."""

from typing import Final

from schemas.mappings.code import codes, flag, sets
from schemas.mappings.homekit.key import HomeKitRow, While, row

CHILD_LOCK: Final = flag(1, 0)
SWING: Final = sets({0: (), 1: ("rockLeftRight",)}, any_as=1)
"""HAP knows that a fan swings, not which way; a fan on its stand turns from left to right."""
SCALE: Final = codes({"celsius": 0, "fahrenheit": 1})
FAN_STATE: Final = codes(
    {"manual": 0, "auto": 1},
    near={
        **dict.fromkeys(("off", "low", "medium", "high", "on", "sleep", "quiet", "turbo", "favorite"), 0),
        "smart": 1,
    },
)
DIRECTION: Final = codes({"forward": 0, "reverse": 1})

_ROOM: Final = "HAP's own limits are those of any thermometer; a room is within ours"
_HEATING: Final = While("TargetHeatingCoolingState", (0, 1, 3))
_COOLING: Final = While("TargetHeatingCoolingState", (2,))
_HUMIDIFYING: Final = While("TargetHumidifierDehumidifierState", (0, 1))
_DRYING: Final = While("TargetHumidifierDehumidifierState", (2,))

ROWS: Final[tuple[HomeKitRow, ...]] = (
    row("Fan/On", "onOff.onOff"),
    row("Fan/RotationSpeed", "fanControl.percentSetting"),
    row("Fan/RotationDirection", "fanControl.airflowDirection", DIRECTION),
    row("Fanv2/Active", "onOff.onOff", flag(1, 0)),
    row("Fanv2/RotationSpeed", "fanControl.percentSetting"),
    row("Fanv2/RotationDirection", "fanControl.airflowDirection", DIRECTION),
    row("Fanv2/TargetFanState", "fanControl.fanMode", FAN_STATE),
    row("Fanv2/SwingMode", "fanControl.rockSetting", SWING),
    row("Fanv2/LockPhysicalControls", "userInterface.keypadLockout", CHILD_LOCK),
    row("AirPurifier/Active", "onOff.onOff", flag(1, 0)),
    row("AirPurifier/RotationSpeed", "fanControl.percentSetting"),
    row("AirPurifier/TargetAirPurifierState", "fanControl.fanMode", FAN_STATE),
    row("AirPurifier/SwingMode", "fanControl.rockSetting", SWING),
    row("AirPurifier/LockPhysicalControls", "userInterface.keypadLockout", CHILD_LOCK),
    row(
        "FilterMaintenance/FilterChangeIndication",
        "consumableMonitoring.changeIndication",
        codes({"ok": 0, "critical": 1}, near={"warning": 0}),
    ),
    row("FilterMaintenance/FilterLifeLevel", "consumableMonitoring.condition", unit="%"),
    row("Thermostat/CurrentTemperature", "thermostat.localTemperature", wide=_ROOM),
    row(
        "Thermostat/TargetHeatingCoolingState",
        "thermostat.systemMode",
        codes({"off": 0, "heat": 1, "cool": 2, "auto": 3}, near={"emergencyHeat": 1, "precooling": 2}),
    ),
    row(
        "Thermostat/CurrentHeatingCoolingState",
        "thermostat.runningMode",
        codes({"off": 0, "heat": 1, "cool": 2}),
    ),
    row("Thermostat/TargetTemperature", "thermostat.heatingSetpoint", when=_HEATING),
    row("Thermostat/TargetTemperature", "thermostat.coolingSetpoint", when=_COOLING),
    row("Thermostat/HeatingThresholdTemperature", "thermostat.heatingSetpoint"),
    row("Thermostat/CoolingThresholdTemperature", "thermostat.coolingSetpoint"),
    row("Thermostat/TemperatureDisplayUnits", "userInterface.temperatureDisplayUnit", SCALE),
    row("Thermostat/CurrentRelativeHumidity", "relativeHumidityMeasurement.measuredValue"),
    row("Thermostat/TargetRelativeHumidity", "humidityControl.targetHumidity"),
    row("HeaterCooler/Active", "onOff.onOff", flag(1, 0)),
    row("HeaterCooler/CurrentTemperature", "thermostat.localTemperature", wide=_ROOM),
    row(
        "HeaterCooler/TargetHeaterCoolerState",
        "thermostat.systemMode",
        codes({"auto": 0, "heat": 1, "cool": 2}, near={"emergencyHeat": 1, "precooling": 2}),
    ),
    row(
        "HeaterCooler/CurrentHeaterCoolerState",
        "thermostat.runningMode",
        codes({"off": 1, "heat": 2, "cool": 3}, also={0: "off"}),
    ),
    row("HeaterCooler/HeatingThresholdTemperature", "thermostat.heatingSetpoint"),
    row("HeaterCooler/CoolingThresholdTemperature", "thermostat.coolingSetpoint"),
    row("HeaterCooler/RotationSpeed", "fanControl.percentSetting"),
    row("HeaterCooler/SwingMode", "comfortOptions.verticalSwing", flag(1, 0)),
    row("HeaterCooler/LockPhysicalControls", "userInterface.keypadLockout", CHILD_LOCK),
    row("HeaterCooler/TemperatureDisplayUnits", "userInterface.temperatureDisplayUnit", SCALE),
    row("HumidifierDehumidifier/Active", "onOff.onOff", flag(1, 0)),
    row("HumidifierDehumidifier/CurrentRelativeHumidity", "relativeHumidityMeasurement.measuredValue"),
    row(
        "HumidifierDehumidifier/CurrentHumidifierDehumidifierState",
        "humidityControl.action",
        codes({"off": 0, "idle": 1, "humidifying": 2, "drying": 3}),
    ),
    row(
        "HumidifierDehumidifier/TargetHumidifierDehumidifierState",
        "humidityControl.mode",
        codes({"auto": 0, "humidify": 1, "dehumidify": 2}),
    ),
    row(
        "HumidifierDehumidifier/RelativeHumidityHumidifierThreshold",
        "humidityControl.targetHumidity",
        when=_HUMIDIFYING,
    ),
    row("HumidifierDehumidifier/RelativeHumidityDehumidifierThreshold", "humidityControl.targetHumidity", when=_DRYING),
    row("HumidifierDehumidifier/WaterLevel", "humidityControl.waterLevel"),
    row("HumidifierDehumidifier/RotationSpeed", "fanControl.percentSetting"),
    row("HumidifierDehumidifier/SwingMode", "fanControl.rockSetting", SWING),
    row("HumidifierDehumidifier/LockPhysicalControls", "userInterface.keypadLockout", CHILD_LOCK),
)
