"""Thermostats, fans, filters, water heaters and pumps."""

# One attribute a line, so that the file reads as the table it is.
# fmt: off
# ruff: noqa: E501

from typing import Final

from schemas.conversion import IDENTITY, INVERT_BOOLEAN, numbered
from schemas.mappings.matter.conversion import CENTI, DECI, EPOCH_S, bit, truth
from schemas.mappings.matter.given import PRESETS, REMAINING
from schemas.mappings.matter.mode import mode_tags, supported
from schemas.mappings.matter.row import Cluster, MatterRow, Via

WATER_HEATER: Final = (0x050F,)
HEAT_PUMP: Final = (0x0309,)

_THERMOSTAT: Final = Cluster(0x0201, "Thermostat")
_FAN: Final = Cluster(0x0202, "FanControl")
_HEPA: Final = Cluster(0x0071, "HepaFilterMonitoring")
_CARBON: Final = Cluster(0x0072, "ActivatedCarbonFilterMonitoring")
_TANK: Final = Cluster(0x0079, "WaterTankLevelMonitoring", since="1.4")
_HEATER: Final = Cluster(0x0094, "WaterHeaterManagement", since="1.4")
_HEATER_MODE: Final = Cluster(0x009E, "WaterHeaterMode", since="1.4")
_PUMP: Final = Cluster(0x0200, "PumpConfigurationAndControl")

SETPOINT: Final = "between the setpoint limits that the device names"
TEMPERATURE: Final = "the type reaches from -273 to 327 °C; what no home has is refused value by value"
_WATER: Final = {"off": 0x4000, "manual": 0x4001, "timed": 0x4002, "auto": 0, "vacation": 5, "eco": 4}


def _filter(cluster: Cluster) -> tuple[MatterRow, ...]:
    """Both kinds of filter tell their wear in the same attributes."""
    return (
        cluster.at(0x0000, "Condition", "percent", "consumableMonitoring.condition", given=REMAINING),
        cluster.at(0x0002, "ChangeIndication", "enum8", "consumableMonitoring.changeIndication", numbered(ok=0, warning=1, critical=2)),
        cluster.at(0x0003, "InPlaceIndicator", "bool", "consumableMonitoring.inPlace"),
        cluster.at(0x0004, "LastChangedTime", "epoch-s?", "consumableMonitoring.lastChanged", EPOCH_S, w=True),
    )


ROWS: Final[tuple[MatterRow, ...]] = (
    # --- a thermostat within a water heater speaks of the water ---
    _THERMOSTAT.at(0x0000, "LocalTemperature", "temperature?", "waterHeater.waterTemperature", CENTI, within=WATER_HEATER, wide=TEMPERATURE),
    _THERMOSTAT.at(0x0000, "LocalTemperature", "temperature?", "thermostat.localTemperature", CENTI, wide=TEMPERATURE),
    _THERMOSTAT.at(0x0001, "OutdoorTemperature", "temperature?", "heatSource.outdoorTemperature", CENTI, within=HEAT_PUMP, wide=TEMPERATURE),
    _THERMOSTAT.at(0x0001, "OutdoorTemperature", "temperature?", "thermostat.outdoorTemperature", CENTI, wide=TEMPERATURE),
    _THERMOSTAT.at(0x0008, "PiHeatingDemand", "percent", "thermostat.heatingDemand", w=True),
    _THERMOSTAT.at(0x0010, "LocalTemperatureCalibration", "int8", "thermostat.localTemperatureCalibration", DECI, difference=True, w=True),
    _THERMOSTAT.at(0x0011, "OccupiedCoolingSetpoint", "temperature", "thermostat.coolingSetpoint", CENTI, w=True, wide=SETPOINT),
    _THERMOSTAT.at(0x0012, "OccupiedHeatingSetpoint", "temperature", "waterHeater.targetTemperature", CENTI, w=True, within=WATER_HEATER, wide=SETPOINT),
    _THERMOSTAT.at(0x0012, "OccupiedHeatingSetpoint", "temperature", "thermostat.heatingSetpoint", CENTI, w=True, wide=SETPOINT),
    _THERMOSTAT.at(0x0014, "UnoccupiedHeatingSetpoint", "temperature", "thermostat.unoccupiedHeatingSetpoint", CENTI, w=True, wide=SETPOINT),
    _THERMOSTAT.at(0x0013, "UnoccupiedCoolingSetpoint", "temperature", "thermostat.unoccupiedCoolingSetpoint", CENTI, w=True, wide=SETPOINT),
    _THERMOSTAT.at(0x0015, "MinHeatSetpointLimit", "temperature", "thermostat.minHeatingSetpoint", CENTI, w=True, wide=SETPOINT),
    _THERMOSTAT.at(0x0016, "MaxHeatSetpointLimit", "temperature", "thermostat.maxHeatingSetpoint", CENTI, w=True, wide=SETPOINT),
    _THERMOSTAT.at(0x0017, "MinCoolSetpointLimit", "temperature", "thermostat.minCoolingSetpoint", CENTI, w=True, wide=SETPOINT),
    _THERMOSTAT.at(0x0018, "MaxCoolSetpointLimit", "temperature", "thermostat.maxCoolingSetpoint", CENTI, w=True, wide=SETPOINT),
    _THERMOSTAT.at(0x0019, "MinSetpointDeadBand", "int8", "thermostat.minSetpointDeadBand", DECI, difference=True, w=True, wide="0 at least, says the specification in words"),
    _THERMOSTAT.at(0x001B, "ControlSequenceOfOperation", "enum8", "thermostat.controlSequence", numbered(coolingOnly=0, coolingWithReheat=1, heatingOnly=2, heatingWithReheat=3, coolingAndHeating=4, coolingAndHeatingWithReheat=5), w=True),
    _THERMOSTAT.at(0x001C, "SystemMode", "enum8", "thermostat.systemMode", numbered(off=0, auto=1, cool=3, heat=4, emergencyHeat=5, precooling=6, fanOnly=7, dry=8, sleep=9), w=True),
    _THERMOSTAT.at(0x001E, "ThermostatRunningMode", "enum8", "thermostat.runningMode", numbered(off=0, cool=3, heat=4)),
    _THERMOSTAT.at(0x0023, "TemperatureSetpointHold", "enum8", "thermostat.setpointHold", truth(true=(1,), false=0), w=True),
    _THERMOSTAT.at(0x0024, "TemperatureSetpointHoldDuration", "uint16?", "thermostat.setpointHoldDuration", most=1440, unit="min", w=True),
    _THERMOSTAT.at(0x0052, "SetpointHoldExpiryTimestamp", "epoch-s?", "thermostat.setpointHoldUntil", EPOCH_S, since="1.4"),
    _THERMOSTAT.at(0x0030, "SetpointChangeSource", "enum8", "thermostat.setpointChangeSource", numbered(manual=0, schedule=1, external=2)),
    _THERMOSTAT.at(0x0032, "SetpointChangeSourceTimestamp", "epoch-s", "thermostat.setpointChangedAt", EPOCH_S),
    _THERMOSTAT.at(0x003A, "EmergencyHeatDelta", "uint8", "thermostat.emergencyHeatDelta", DECI, difference=True, w=True),
    _THERMOSTAT.at(0x0029, "ThermostatRunningState", "map16", "thermostat.runningState", numbered(heat=0, cool=1, fan=2, heatStage2=3, coolStage2=4, fanStage2=5, fanStage3=6)),
    _THERMOSTAT.at(0x004E, "ActivePresetHandle", "octstr?", "thermostat.preset", IDENTITY, given=PRESETS, since="1.4", via=(Via(command=0x06, name="SetActivePresetRequest", field="presetHandle"),)),
    # --- fans and filters ---
    _FAN.at(0x0000, "FanMode", "enum8", "fanControl.fanMode", numbered(off=0, low=1, medium=2, high=3, on=4, auto=5, smart=6), w=True),
    _FAN.at(0x0002, "PercentSetting", "percent?", "fanControl.percentSetting", most=100, w=True),
    _FAN.at(0x0003, "PercentCurrent", "percent", "fanControl.percentCurrent", most=100),
    _FAN.at(0x0005, "SpeedSetting", "uint8?", "fanControl.speedSetting", w=True, wide="SpeedMax at most, which is 100 at most"),
    _FAN.at(0x0004, "SpeedMax", "uint8", "fanControl.speedMax", least=1, most=100),
    _FAN.at(0x0006, "SpeedCurrent", "uint8", "fanControl.speedCurrent", wide="SpeedMax at most, which is 100 at most"),
    _FAN.at(0x0008, "RockSetting", "map8", "fanControl.rockSetting", numbered(rockLeftRight=0, rockUpDown=1, rockRound=2), w=True),
    _FAN.at(0x000A, "WindSetting", "map8", "fanControl.windSetting", numbered(sleepWind=0, naturalWind=1), w=True),
    _FAN.at(0x000B, "AirflowDirection", "enum8", "fanControl.airflowDirection", numbered(forward=0, reverse=1), w=True),
    *_filter(_HEPA),
    *_filter(_CARBON),
    _TANK.at(0x0000, "Condition", "percent", "humidityControl.waterLevel", given=REMAINING),
    _TANK.at(0x0003, "InPlaceIndicator", "bool", "humidityControl.tankRemoved", INVERT_BOOLEAN),
    # --- hot water ---
    _HEATER_MODE.at(0x0001, "CurrentMode", "uint8", "waterHeater.mode", mode_tags(**_WATER), given=supported(**_WATER), via=(Via(command=0x00, name="ChangeToMode", field="newMode"),)),
    _HEATER.at(0x0001, "HeatDemand", "map8", "waterHeater.heatDemand", numbered(immersionElement1=0, immersionElement2=1, heatPump=2, boiler=3, other=4)),
    _HEATER.at(0x0000, "HeaterTypes", "map8", "waterHeater.heaterTypes", numbered(immersionElement1=0, immersionElement2=1, heatPump=2, boiler=3, other=4)),
    _HEATER.at(0x0002, "TankVolume", "uint16", "waterHeater.tankVolume", unit="L", wide="16 bits of litres; no tank of a home is larger than ours allows"),
    _HEATER.at(0x0003, "EstimatedHeatRequired", "energy-mWh", "waterHeater.estimatedHeatRequired", least=0, wide="62 bits of milliwatt-hours"),
    _HEATER.at(0x0004, "TankPercentage", "percent", "waterHeater.tankPercentage"),
    _HEATER.at(0x0005, "BoostState", "enum8", "waterHeater.boostState", numbered(inactive=0, active=1)),
    _PUMP.at(0x0010, "PumpStatus", "map16", "heatSource.circulationPumpOn", bit(5), within=HEAT_PUMP, via=(Via(cluster=0x0006, command=0x01, name="On", when=True), Via(cluster=0x0006, command=0x00, name="Off", when=False))),
)
