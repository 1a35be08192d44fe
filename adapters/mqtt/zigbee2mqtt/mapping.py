"""Which zigbee2mqtt property is which of ours: one table of rows, and what leads a leaf to its rows.

A row is keyed by context and name. The context is what the table needs to know besides the name: the container, or
something about the whole device. A row that is found still has to fit in kind, unit and range (schemas/mapping.py);
where none does, the leaf becomes a vendor property with the reason. An enum fits where at least half of the words
that the device names mean something here; the others stay visible as `vendor:<word>`.
"""

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from schemas.conversion import (
    IDENTITY,
    INVERT_BOOLEAN,
    MIRED_TO_KELVIN,
    Conversion,
    null_as,
    scale,
    vocabulary,
)
from schemas.mapping import Row
from schemas.mappings.wording import PRESET, switch
from schemas.value import Scalar

Key: TypeAlias = tuple[str, str]
Words: TypeAlias = Mapping[str, Scalar]


def row(
    key: Key,
    to: str,
    convert: Conversion | None = None,
    *,
    unit: str = "",
    difference: bool = False,
    whole: bool = False,
) -> Row[Key]:
    """Write one line of the table."""
    capability, name = to.split(".")
    return Row(
        source=key,
        capability=capability,
        name=name,
        convert=convert or IDENTITY,
        unit=unit,
        difference=difference,
        whole=whole,
    )


def generic(
    names: str,
    to: str,
    convert: Conversion | None = None,
    *,
    unit: str = "",
    difference: bool = False,
) -> Iterator[Row[Key]]:
    """Write one line for each of several names of the same thing."""
    for name in names.split():
        yield row(("", name), to, convert, unit=unit, difference=difference)


COLOR_MODE: Final = vocabulary(
    hs="currentHueAndCurrentSaturation", xy="currentXAndCurrentY", color_temp="colorTemperatureMireds"
)
_SYSTEM_MODE: Final = vocabulary(
    off="off",
    auto="auto",
    cool="cool",
    heat="heat",
    emergency_heating="emergencyHeat",
    fan_only="fanOnly",
    dry="dry",
    sleep="sleep",
)
_LOUVER: Final = vocabulary(
    fully_open="open", fully_closed="closed", half_open="half", quarter_open="quarter",
    three_quarters_open="threeQuarters",
)  # fmt: skip
_FAN_MODE: Final = vocabulary(off="off", low="low", medium="medium", high="high", on="on", auto="auto", smart="smart")
_AIR: Final = vocabulary(
    excellent="good",
    good="fair",
    moderate="moderate",
    poor="poor",
    unhealthy="veryPoor",
    hazardous="extremelyPoor",
    out_of_range="unknown",
    unknown="unknown",
)
_MOVING: Final = vocabulary(
    up="opening", opening="opening", down="closing", closing="closing", stop="stopped", stopped="stopped"
)
_BATTERY: Final = vocabulary(
    low="warning", critical="critical", middle="ok", medium="ok", high="ok", full="ok", normal="ok"
)
_CHARGING: Final = vocabulary(
    charging="isCharging",
    not_charging="isNotCharging",
    discharging="isNotCharging",
    full="isAtFullCharge",
    charged="isAtFullCharge",
    unknown="unknown",
)
_LOCK: Final = vocabulary(
    locked="locked", unlocked="unlocked", not_fully_locked="notFullyLocked", unlatched="unlatched"
)
_DOOR: Final = vocabulary(
    open="doorOpen",
    closed="doorClosed",
    error_jammed="doorJammed",
    error_forced_open="doorForcedOpen",
    error_unspecified="doorUnspecifiedError",
    undefined="doorUnspecifiedError",
)
ROWS: Final[tuple[Row[Key], ...]] = (
    # Switching and light. Levels of Zigbee run to 254 (ZCL 8, §3.10); other tops are Tuya's and Hue's.
    row(("switch", "state"), "onOff.onOff"),
    row(("light", "state"), "onOff.onOff"),
    row(("fan", "state"), "onOff.onOff"),
    row(("valve", "state"), "valveControl.currentState", switch("open", "closed")),
    *(
        row(("light", f"brightness/{top}"), "levelControl.currentLevel", scale(100, top), whole=True)
        for top in (100, 254, 255, 1000)
    ),
    *(
        row((container, f"{name}/{top}"), to, scale(100, top), whole=True)
        for container in ("", "light", "level_config")
        for top in (100, 254, 255, 1000)
        for name, to in (
            ("on_level", "levelControl.onLevel"),
            ("current_level_startup", "levelControl.startUpCurrentLevel"),
            ("min_brightness", "levelControl.minLevel"),
            ("minimum_brightness", "levelControl.minLevel"),
            ("ballast_minimum_level", "levelControl.minLevel"),
            ("minimum_on_level", "levelControl.minLevel"),
            ("max_brightness", "levelControl.maxLevel"),
            ("maximum_brightness", "levelControl.maxLevel"),
            ("ballast_maximum_level", "levelControl.maxLevel"),
        )
    ),
    # ZCL 8, §3.10.2.2: tenths of a second.
    row(("level_config", "on_off_transition_time"), "levelControl.transitionTime", scale(1, 10), unit="s", whole=True),
    row(("level_config", "on_transition_time"), "levelControl.onTransitionTime", scale(1, 10), unit="s", whole=True),
    row(("level_config", "off_transition_time"), "levelControl.offTransitionTime", scale(1, 10), unit="s", whole=True),
    row(("level_config", "execute_if_off"), "levelControl.executeIfOff"),
    row(("light", "color_temp"), "colorControl.colorTemperature", MIRED_TO_KELVIN, unit="/MK", whole=True),
    row(
        ("light", "color_temp_startup"),
        "colorControl.startUpColorTemperature",
        null_as(65535, MIRED_TO_KELVIN),
        unit="/MK",
        whole=True,
    ),
    row(("color_xy", "x"), "colorControl.colorX"),
    row(("color_xy", "y"), "colorControl.colorY"),
    row(("color_hs", "hue"), "colorControl.hue", unit="deg"),
    row(("color_hs", "saturation"), "colorControl.saturation", unit="%"),
    row(("light", "effect"), "colorControl.effect"),
    row(("light", "color_mode"), "colorControl.colorMode", COLOR_MODE),
    row(("", "transition"), "levelControl.transitionTime", unit="s"),
    # Supply.
    *generic("battery battery_percentage", "powerSource.batteryLevel", unit="%"),
    *generic("battery_low battery_alarm", "powerSource.batteryChargeLevel", switch("warning", "ok")),
    *generic("battery_state battery_level", "powerSource.batteryChargeLevel", _BATTERY),
    *generic("charging charge_state battery_charging charging_status", "powerSource.batteryChargeState",
             switch("isCharging", "isNotCharging")),
    *generic("charge_status charging_status battery_charge_state", "powerSource.batteryChargeState", _CHARGING),
    row(("battery", "voltage"), "powerSource.batteryVoltage"),
    *generic("battery_voltage", "powerSource.batteryVoltage"),
    *generic("ac_status mains_power", "powerSource.mainsPresent"),
    # Electricity.
    row(("mains", "voltage"), "electricalPowerMeasurement.voltage"),
    *generic("mains_voltage rms_voltage", "electricalPowerMeasurement.voltage"),
    *generic("current rms_current", "electricalPowerMeasurement.activeCurrent"),
    *generic("power active_power", "electricalPowerMeasurement.activePower"),
    *generic("power_apparent apparent_power", "electricalPowerMeasurement.apparentPower"),
    *generic("power_reactive reactive_power", "electricalPowerMeasurement.reactivePower"),
    *generic("power_factor", "electricalPowerMeasurement.powerFactor", unit="1"),
    *generic("ac_frequency frequency", "electricalPowerMeasurement.frequency"),
    *generic("energy energy_consumed consumed_energy current_summ_delivered",
             "electricalEnergyMeasurement.cumulativeEnergyImported"),
    *generic("produced_energy energy_produced current_summ_received",
             "electricalEnergyMeasurement.cumulativeEnergyExported"),
    # Measurements.
    *generic("temperature", "temperatureMeasurement.measuredValue"),
    *generic("humidity", "relativeHumidityMeasurement.measuredValue"),
    *generic("illuminance illuminance_lux", "illuminanceMeasurement.measuredValue"),
    *generic("pressure", "pressureMeasurement.measuredValue"),
    *generic("flow flow_rate", "flowMeasurement.measuredValue"),
    *generic("soil_moisture", "waterAndSoilQuality.soilMoisture"),
    *generic("ph", "waterAndSoilQuality.ph"),
    *generic("ec conductivity", "waterAndSoilQuality.conductivity"),
    *generic("tds", "waterAndSoilQuality.totalDissolvedSolids"),
    *generic("turbidity", "waterAndSoilQuality.turbidity"),
    *generic("wind_speed", "weatherMeasurement.windSpeed"),
    *generic("wind_direction", "weatherMeasurement.windDirection"),
    *generic("uv_index", "weatherMeasurement.uvIndex"),
    *generic("rain_intensity rainfall_intensity", "weatherMeasurement.precipitationIntensity"),
    *generic("noise sound_pressure", "soundAndVibration.soundPressureLevel"),
    # Air.
    *generic("air_quality", "airQuality.airQuality", _AIR),
    *generic("aqi", "airQuality.airQualityIndex"),
    *generic("co2 carbon_dioxide", "concentrationMeasurement.carbonDioxide"),
    *generic("co", "concentrationMeasurement.carbonMonoxide"),
    *generic("pm1", "concentrationMeasurement.pm1"),
    *generic("pm25 pm2_5", "concentrationMeasurement.pm25"),
    *generic("pm10", "concentrationMeasurement.pm10"),
    *generic("voc tvoc", "concentrationMeasurement.tvoc"),
    *generic("formaldehyd formaldehyde hcho", "concentrationMeasurement.formaldehyde"),
    *generic("no2 nitrogen_dioxide", "concentrationMeasurement.nitrogenDioxide"),
    *generic("ozone o3", "concentrationMeasurement.ozone"),
    *generic("radon", "concentrationMeasurement.radon"),
    # Presence, safety, security. zigbee2mqtt's contact is true where the two halves touch, so closed.
    *generic("contact", "contactState.open", INVERT_BOOLEAN),
    *generic("occupancy presence", "occupancySensing.occupied"),
    *generic("motion", "occupancySensing.motion"),
    *generic("target_distance", "occupancySensing.targetDistance"),
    *generic("water_leak", "liquidDetection.leakDetected"),
    *generic("rain", "liquidDetection.rainDetected"),
    *generic("smoke", "smokeCoAlarm.smokeState", switch("critical", "normal")),
    *generic("carbon_monoxide", "smokeCoAlarm.coState", switch("critical", "normal")),
    row(("smoke", "test"), "smokeCoAlarm.testInProgress"),
    *generic("gas", "gasLeakAlarm.gasDetected"),
    *generic("vibration", "soundAndVibration.vibrationDetected"),
    *generic("glass_break", "soundAndVibration.glassBreakDetected"),
    *generic("sos emergency", "emergencyCall.active"),
    # The device itself.
    *generic("uptime", "deviceHealth.uptime"),
    *generic("rssi", "deviceHealth.rssi"),
    *generic("replace_filter", "consumableMonitoring.changeIndication", switch("critical", "ok")),
    # Heating and cooling.
    row(("climate", "local_temperature"), "thermostat.localTemperature"),
    row(("climate", "local_temperature_calibration"), "thermostat.localTemperatureCalibration", difference=True),
    row(("climate", "occupied_heating_setpoint"), "thermostat.heatingSetpoint"),
    row(("climate", "current_heating_setpoint"), "thermostat.heatingSetpoint"),
    row(("climate", "occupied_cooling_setpoint"), "thermostat.coolingSetpoint"),
    row(("climate", "unoccupied_heating_setpoint"), "thermostat.unoccupiedHeatingSetpoint"),
    row(("climate", "system_mode"), "thermostat.systemMode", _SYSTEM_MODE),
    row(("climate", "running_state"), "thermostat.runningState",
        vocabulary(idle="", heat="heat", cool="cool", fan_only="fan", fan="fan")),
    row(("climate", "running_mode"), "thermostat.runningMode"),
    row(("climate", "unoccupied_cooling_setpoint"), "thermostat.unoccupiedCoolingSetpoint"),
    row(("climate", "swing_mode"), "comfortOptions.verticalSwing", vocabulary(on=True, off=False)),
    row(("climate", "ac_louver_position"), "comfortOptions.louverPosition", _LOUVER),
    row(("", "ac_louver_position"), "comfortOptions.louverPosition", _LOUVER),
    row(("climate", "preset"), "thermostat.preset", PRESET),
    row(("climate", "fan_mode"), "fanControl.fanMode", _FAN_MODE),
    row(("thermostat", "position"), "valveControl.currentLevel"),
    # Fans, covers, locks.
    row(("fan", "mode"), "fanControl.fanMode", _FAN_MODE),
    row(("", "fan_mode"), "fanControl.fanMode", _FAN_MODE),
    row(("", "fan_speed"), "fanControl.speedSetting"),
    row(("fan", "speed/254"), "fanControl.percentSetting", scale(100, 254), whole=True),
    row(("cover", "position"), "windowCovering.targetPosition"),
    row(("cover-read", "position"), "windowCovering.currentPosition"),
    row(("cover", "tilt"), "windowCovering.targetTilt"),
    row(("cover-read", "tilt"), "windowCovering.currentTilt"),
    row(("cover-device", "moving"), "windowCovering.operationalStatus", _MOVING),
    row(("cover-device", "motor_state"), "windowCovering.operationalStatus", _MOVING),
    row(("lock", "state"), "doorLock.lockState", switch("locked", "unlocked")),
    row(("lock", "lock_state"), "doorLock.lockState", _LOCK),
    row(("lock-device", "door_state"), "doorLock.doorState", _DOOR),
)  # fmt: skip

COMPANIONS: Final[Mapping[tuple[str, str], tuple[str, str]]] = {
    ("windowCovering", "targetPosition"): ("windowCovering", "currentPosition"),
    ("windowCovering", "targetTilt"): ("windowCovering", "currentTilt"),
}
"""zigbee2mqtt has one position for where a cover is and where it should go; ours are two, fed by the same source."""
