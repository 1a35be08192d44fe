"""Home Assistant's entities and ours: properties, commands, events, device types.

A key is (component, field, which). `which` is a device class, a form of the field, "" for any, or "name:<name>" for
entities that Home Assistant gives no class. Every row still has to fit in kind, unit and range. Facts: Home Assistant
developer documentation "Entities", device classes of 2026.2; words that devices use where there is no class.
"""

from dataclasses import replace
from typing import Final, NamedTuple

from schemas.conversion import IDENTITY, MIRED_TO_KELVIN, Conversion, ConversionError, enum_map
from schemas.mapping import Row
from schemas.units import MIRED
from schemas.value import Scalar, Value
from schemas.vocabulary import Kind


class Key(NamedTuple):
    """Where a row applies."""

    component: str
    field: str = "state"
    which: str = ""


def _row(
    component: str,
    field: str,
    which: str,
    to: str,
    convert: Conversion = IDENTITY,
    *,
    unit: str = "",
    difference: bool = False,
) -> Row[Key]:
    capability, name = to.split(".")
    key = Key(component, field, which)
    return Row(source=key, capability=capability, name=name, convert=convert, unit=unit, difference=difference)


def _sensor(which: str, to: str, convert: Conversion = IDENTITY, *, unit: str = "") -> Row[Key]:
    return _row("sensor", "state", which, to, convert, unit=unit)


def _binary(which: str, to: str, convert: Conversion = IDENTITY) -> Row[Key]:
    return _row("binary_sensor", "state", which, to, convert)


def _number(which: str, to: str, *, unit: str = "", difference: bool = False) -> Row[Key]:
    return _row("number", "state", which, to, unit=unit, difference=difference)


def _switch(which: str, to: str, convert: Conversion = IDENTITY) -> Row[Key]:
    return _row("switch", "state", which, to, convert)


def _select(which: str, to: str, convert: Conversion = IDENTITY) -> Row[Key]:
    return _row("select", "state", which, to, convert)


def _truth(true: str, false: str, *also: str, off: tuple[str, ...] = ()) -> Conversion:
    """Name the two states of a binary; `also` and `off` are further words of ours that are told as true and false."""
    told = {true: True, **dict.fromkeys(also, True), false: False, **dict.fromkeys(off, False)}

    def encode(value: Value) -> Value:
        if value is None:
            return None
        if isinstance(value, str) and value in told:
            return told[value]
        raise ConversionError(f"one of {', '.join(told)}", value)

    return replace(enum_map({True: true, False: false}), encode=encode)


_ALARM: Final = _truth("critical", "normal", "warning")
_RUNNING: Final = replace(
    enum_map({"heating": "heat", "cooling": "cool", "fan": "fan"}), sources=frozenset({Kind.ENUMSET})
)
_MODE: Final[dict[Scalar, Scalar]] = {"fan_only": "fanOnly"}
_HEAT_COOL: Final = enum_map({"heat_cool": "auto", **_MODE})
_AFTER_OUTAGE: Final = enum_map({"previous": "previous"}, aliases={"restore": "previous", "memory": "previous"})
_AFTER_OUTAGE_RESTORE: Final = enum_map({"restore": "previous"})
_MOVING: Final = enum_map(
    {"opening": "opening", "closing": "closing", "stopped": "stopped"}, aliases={"open": "stopped", "closed": "stopped"}
)
_CLOSURE: Final = enum_map(
    {"open": "fullyOpened", "closed": "fullyClosed"},
    aliases={"opening": "partiallyOpened", "closing": "partiallyOpened", "stopped": "partiallyOpened"},
)
_VALVE: Final = enum_map(
    {"open": "open", "closed": "closed", "opening": "transitioning"}, aliases={"closing": "transitioning"}
)
_LOCK: Final = enum_map(
    {"locked": "locked", "unlocked": "unlocked", "jammed": "notFullyLocked"},
    aliases={"locking": "notFullyLocked", "unlocking": "notFullyLocked"},
)
_ARMED: Final = enum_map(
    {
        "disarmed": "disarmed",
        "armed_home": "armedHome",
        "armed_away": "armedAway",
        "armed_night": "armedNight",
        "armed_vacation": "armedVacation",
        "armed_custom_bypass": "armedCustom",
        "arming": "arming",
        "pending": "pending",
        "triggered": "triggered",
    }
)
_ROBOT: Final = enum_map(
    {
        "cleaning": "running",
        "docked": "docked",
        "paused": "paused",
        "idle": "stopped",
        "returning": "seekingCharger",
        "error": "error",
    }
)
_MOWER: Final = enum_map({"mowing": "running", "returning": "seekingCharger"})
_COLOUR_MODE: Final = enum_map(
    {"hs": "currentHueAndCurrentSaturation", "xy": "currentXAndCurrentY", "color_temp": "colorTemperatureMireds"}
)
_PLACE: Final = enum_map({"home": "home", "not_home": "away"})
_HEATER_MODE: Final = enum_map({"high_demand": "boost"})

ROWS: Final[tuple[Row[Key], ...]] = (
    # --- sensors by class ---
    _sensor("battery", "powerSource.batteryLevel"),
    _sensor("temperature", "temperatureMeasurement.measuredValue"),
    _sensor("temperature:inside", "deviceHealth.deviceTemperature"),
    _sensor("humidity", "relativeHumidityMeasurement.measuredValue"),
    _sensor("illuminance", "illuminanceMeasurement.measuredValue"),
    _sensor("atmospheric_pressure", "pressureMeasurement.measuredValue"),
    _sensor("pressure", "pressureMeasurement.measuredValue"),
    _sensor("volume_flow_rate", "flowMeasurement.measuredValue"),
    _sensor("power", "electricalPowerMeasurement.activePower"),
    _sensor("voltage", "electricalPowerMeasurement.voltage"),
    _sensor("current", "electricalPowerMeasurement.activeCurrent"),
    _sensor("apparent_power", "electricalPowerMeasurement.apparentPower"),
    _sensor("reactive_power", "electricalPowerMeasurement.reactivePower"),
    _sensor("power_factor", "electricalPowerMeasurement.powerFactor", unit="1"),
    _sensor("frequency", "electricalPowerMeasurement.frequency"),
    _sensor("energy", "electricalEnergyMeasurement.cumulativeEnergyImported"),
    _sensor("energy:exported", "electricalEnergyMeasurement.cumulativeEnergyExported"),
    _sensor("water", "utilityMeter.volumeTotal"),
    _sensor("gas", "utilityMeter.volumeTotal"),
    _sensor("carbon_dioxide", "concentrationMeasurement.carbonDioxide"),
    _sensor("carbon_monoxide", "concentrationMeasurement.carbonMonoxide"),
    _sensor("pm1", "concentrationMeasurement.pm1"),
    _sensor("pm25", "concentrationMeasurement.pm25"),
    _sensor("pm10", "concentrationMeasurement.pm10"),
    _sensor("volatile_organic_compounds", "concentrationMeasurement.tvoc"),
    _sensor("nitrogen_dioxide", "concentrationMeasurement.nitrogenDioxide"),
    _sensor("ozone", "concentrationMeasurement.ozone"),
    _sensor("aqi", "airQuality.airQualityIndex"),
    _sensor("signal_strength", "deviceHealth.rssi"),
    _sensor("moisture", "waterAndSoilQuality.soilMoisture"),
    _sensor("conductivity", "waterAndSoilQuality.conductivity"),
    _sensor("ph", "waterAndSoilQuality.ph"),
    _sensor("wind_speed", "weatherMeasurement.windSpeed"),
    _sensor("wind_speed:gust", "weatherMeasurement.gustSpeed"),
    _sensor("wind_direction", "weatherMeasurement.windDirection"),
    _sensor("precipitation", "weatherMeasurement.precipitationTotal"),
    _sensor("precipitation_intensity", "weatherMeasurement.precipitationIntensity"),
    _sensor("sound_pressure", "soundAndVibration.soundPressureLevel"),
    _sensor("blood_glucose_concentration", "healthMeasurement.bloodGlucose"),
    _sensor("reactive_energy", "electricalEnergyMeasurement.reactiveEnergyImported"),
    _sensor("energy_storage", "batteryStorage.storedEnergy"),
    _sensor("irradiance", "solarGeneration.irradiance"),
    _sensor("pm4", "concentrationMeasurement.pm4"),
    _sensor("nitrogen_monoxide", "concentrationMeasurement.nitrogenMonoxide"),
    _sensor("sulphur_dioxide", "concentrationMeasurement.sulphurDioxide"),
    _sensor("volatile_organic_compounds_parts", "concentrationMeasurement.tvocByVolume"),
    # --- sensors by name, where the class is missing or too wide ---
    _sensor("name:device_temperature", "deviceHealth.deviceTemperature"),
    _sensor("name:chip_temperature", "deviceHealth.deviceTemperature"),
    _sensor("name:internal_temperature", "deviceHealth.deviceTemperature"),
    _sensor("name:battery_voltage", "powerSource.batteryVoltage"),
    _sensor("name:uptime", "deviceHealth.uptime"),
    _sensor("name:rssi", "deviceHealth.rssi"),
    _sensor("name:wifi_signal", "deviceHealth.rssi"),
    _sensor("name:pm1", "concentrationMeasurement.pm1"),
    _sensor("name:pm25", "concentrationMeasurement.pm25"),
    _sensor("name:pm10", "concentrationMeasurement.pm10"),
    _sensor("name:co2", "concentrationMeasurement.carbonDioxide"),
    _sensor("name:co", "concentrationMeasurement.carbonMonoxide"),
    _sensor("name:voc", "concentrationMeasurement.tvoc"),
    _sensor("name:hcho", "concentrationMeasurement.formaldehyde"),
    _sensor("name:formaldehyde", "concentrationMeasurement.formaldehyde"),
    _sensor("name:formaldehyd", "concentrationMeasurement.formaldehyde"),
    _sensor("name:radon", "concentrationMeasurement.radon"),
    _sensor("name:mains_voltage", "electricalPowerMeasurement.voltage"),
    _sensor("name:power_apparent", "electricalPowerMeasurement.apparentPower"),
    _sensor("name:power_reactive", "electricalPowerMeasurement.reactivePower"),
    _sensor("name:ac_frequency", "electricalPowerMeasurement.frequency"),
    _sensor("name:produced_energy", "electricalEnergyMeasurement.cumulativeEnergyExported"),
    _sensor("name:energy_produced", "electricalEnergyMeasurement.cumulativeEnergyExported"),
    _sensor("name:energy_exported", "electricalEnergyMeasurement.cumulativeEnergyExported"),
    _sensor("name:target_distance", "occupancySensing.targetDistance"),
    _sensor("name:uv_index", "weatherMeasurement.uvIndex"),
    _sensor("name:uvi", "weatherMeasurement.uvIndex"),
    _sensor("name:uv", "weatherMeasurement.uvIndex"),
    _sensor("name:wind_direction", "weatherMeasurement.windDirection"),
    _sensor("name:wind_dir", "weatherMeasurement.windDirection"),
    _sensor("name:wind_dir_deg", "weatherMeasurement.windDirection"),
    _sensor("name:body_weight", "healthMeasurement.bodyWeight"),
    _sensor("name:wind_gust", "weatherMeasurement.gustSpeed"),
    _sensor("name:gust_speed", "weatherMeasurement.gustSpeed"),
    _sensor("name:noise", "soundAndVibration.soundPressureLevel"),
    _sensor("name:tds", "waterAndSoilQuality.totalDissolvedSolids"),
    _sensor("name:turbidity", "waterAndSoilQuality.turbidity"),
    _sensor("name:ec", "waterAndSoilQuality.conductivity"),
    _sensor("name:pi_heating_demand", "thermostat.heatingDemand"),
    _sensor("name:heart_rate", "vitalSigns.heartRate"),
    _sensor("name:respiratory_rate", "vitalSigns.respiratoryRate"),
    _sensor("name:breath_rate", "vitalSigns.respiratoryRate"),
    _sensor("name:filter_life", "consumableMonitoring.condition"),
    _sensor("name:filter_remaining", "consumableMonitoring.condition"),
    _sensor("name:valve_level", "valveControl.currentLevel"),
    # --- truth values ---
    _binary("door", "contactState.open"),
    _binary("window", "contactState.open"),
    _binary("opening", "contactState.open"),
    _binary("garage_door", "contactState.open"),
    _binary("occupancy", "occupancySensing.occupied"),
    _binary("presence", "occupancySensing.occupied"),
    _binary("motion", "occupancySensing.motion"),
    _binary("moving", "occupancySensing.motion"),
    _binary("moisture", "liquidDetection.leakDetected"),
    _binary("name:rain", "liquidDetection.rainDetected"),
    _binary("name:rain_status", "liquidDetection.rainDetected"),
    _binary("name:raining", "liquidDetection.rainDetected"),
    _binary("cold", "liquidDetection.freezeDetected"),
    _binary("heat", "temperatureMeasurement.thresholdState", _truth("high", "normal", off=("low",))),
    _binary("light", "illuminanceMeasurement.lightLevel", _truth("bright", "dark", "twilight")),
    _binary("smoke", "smokeCoAlarm.smokeState", _ALARM),
    _binary("carbon_monoxide", "smokeCoAlarm.coState", _ALARM),
    _binary("gas", "gasLeakAlarm.gasDetected"),
    _binary("tamper", "deviceHealth.tampered"),
    _binary("connectivity", "deviceHealth.reachable"),
    _binary("problem", "deviceHealth.faultSeverity", _truth("warning", "none", "info", "error", "critical")),
    _binary("battery", "powerSource.batteryChargeLevel", _truth("warning", "ok", "critical")),
    _binary(
        "battery_charging",
        "powerSource.batteryChargeState",
        _truth("isCharging", "isNotCharging", off=("isAtFullCharge",)),
    ),
    _binary("plug", "powerSource.mainsPresent"),
    _binary("power", "powerSource.mainsPresent"),
    _binary("running", "operationalState.operationalState", _truth("running", "stopped", off=("paused", "error"))),
    _binary("sound", "soundAndVibration.soundDetected"),
    _binary("vibration", "soundAndVibration.vibrationDetected"),
    _binary("lock", "doorLock.lockState", _truth("unlocked", "locked", "notFullyLocked", "unlatched")),
    _binary("name:window_open", "thermostat.windowOpen"),
    _binary("name:test", "smokeCoAlarm.testInProgress"),
    # --- switches: `gang` is a main switch, told by its place in the description ---
    _switch("outlet", "onOff.onOff"),
    _switch("switch", "onOff.onOff"),
    _switch("gang", "onOff.onOff"),
    _switch("name:child_lock", "userInterface.keypadLockout"),
    _switch("name:keypad_lockout", "userInterface.keypadLockout"),
    _switch("name:buzzer", "userInterface.buzzer"),
    _switch("name:beep", "userInterface.buzzer"),
    _switch("name:led_indicator", "userInterface.indicatorLight"),
    _switch("name:indicator_light", "userInterface.indicatorLight"),
    _switch("name:led_enable", "userInterface.indicatorLight"),
    _switch("name:frost_protection", "thermostat.frostProtection"),
    _switch("name:eco_mode", "comfortOptions.ecoMode"),
    _switch("name:sleep_mode", "comfortOptions.sleepMode"),
    _switch("name:quiet_mode", "comfortOptions.quietMode"),
    _switch("name:ionizer", "comfortOptions.ionizer"),
    _switch("name:reverse_direction", "windowCovering.motorReversed"),
    _switch("name:motor_reversal", "windowCovering.motorReversed"),
    # --- choices ---
    _select("name:power_on_behavior", "onOff.startUpOnOff", _AFTER_OUTAGE),
    _select("name:power_on_behaviour", "onOff.startUpOnOff", _AFTER_OUTAGE),
    _select("name:power_outage_memory", "onOff.startUpOnOff", _AFTER_OUTAGE_RESTORE),
    _select("name:relay_status", "onOff.startUpOnOff", _AFTER_OUTAGE_RESTORE),
    _select("name:effect", "colorControl.effect"),
    _select("name:temperature_display_mode", "userInterface.temperatureDisplayUnit"),
    _select("name:temperature_unit", "userInterface.temperatureDisplayUnit"),
    _select("name:operating_mode", "doorLock.operatingMode", enum_map({"no_remote_lock_unlock": "noRemoteLockUnlock"})),
    # --- numbers ---
    _number("name:target_temperature", "temperatureControl.temperatureSetpoint"),
    _number("name:temperature_setpoint", "temperatureControl.temperatureSetpoint"),
    _number("name:target_humidity", "humidityControl.targetHumidity"),
    _number("name:humidity_setpoint", "humidityControl.targetHumidity"),
    _number("name:countdown", "timerControl.countdown", unit="s"),
    _number("name:auto_relock_time", "doorLock.autoRelockTime", unit="s"),
    _number("name:local_temperature_calibration", "thermostat.localTemperatureCalibration", difference=True),
    _number("name:temperature_calibration", "temperatureMeasurement.calibrationOffset", difference=True),
    _number("name:temperature_offset", "temperatureMeasurement.calibrationOffset", difference=True),
    _number("name:humidity_calibration", "relativeHumidityMeasurement.calibrationOffset", difference=True),
    _number("name:humidity_offset", "relativeHumidityMeasurement.calibrationOffset", difference=True),
    _number("name:occupancy_timeout", "occupancySensing.holdTime", unit="s"),
    _number("name:presence_timeout", "occupancySensing.holdTime", unit="s"),
    _number("name:occupied_heating_setpoint", "thermostat.heatingSetpoint"),
    _number("name:occupied_cooling_setpoint", "thermostat.coolingSetpoint"),
    _number("name:unoccupied_heating_setpoint", "thermostat.unoccupiedHeatingSetpoint"),
    _number("name:min_heat_setpoint_limit", "thermostat.minHeatingSetpoint"),
    _number("name:max_heat_setpoint_limit", "thermostat.maxHeatingSetpoint"),
    _number("name:on_time", "onOff.onTime", unit="s"),
    _number("name:transition", "levelControl.transitionTime", unit="s"),
    _number("name:display_brightness", "userInterface.displayBrightness"),
    _number("name:indicator_brightness", "userInterface.indicatorBrightness"),
    _number("name:led_brightness", "userInterface.indicatorBrightness"),
    # --- lights ---
    _row("light", "state", "", "onOff.onOff"),
    _row("light", "brightness", "", "levelControl.currentLevel"),
    _row("light", "color_temp", "", "colorControl.colorTemperature", MIRED_TO_KELVIN, unit=MIRED),
    _row("light", "color_temp", "kelvin", "colorControl.colorTemperature"),
    _row("light", "hue", "", "colorControl.hue"),
    _row("light", "saturation", "", "colorControl.saturation"),
    _row("light", "color_x", "", "colorControl.colorX"),
    _row("light", "color_y", "", "colorControl.colorY"),
    _row("light", "rgb", "", "colorControl.rgb"),
    _row("light", "effect", "", "colorControl.effect"),
    _row("light", "color_mode", "", "colorControl.colorMode", _COLOUR_MODE),
    # --- climate ---
    _row("climate", "current_temperature", "", "thermostat.localTemperature"),
    _row("climate", "current_humidity", "", "relativeHumidityMeasurement.measuredValue"),
    _row("climate", "temperature", "", "thermostat.heatingSetpoint"),
    _row("climate", "temperature", "cooling", "thermostat.coolingSetpoint"),
    _row("climate", "temperature_low", "", "thermostat.heatingSetpoint"),
    _row("climate", "temperature_high", "", "thermostat.coolingSetpoint"),
    _row("climate", "target_humidity", "", "humidityControl.targetHumidity"),
    _row("climate", "mode", "", "thermostat.systemMode", enum_map(_MODE)),
    _row("climate", "mode", "heat_cool", "thermostat.systemMode", _HEAT_COOL),
    _row("climate", "action", "", "thermostat.runningState", _RUNNING),
    _row("climate", "fan_mode", "", "fanControl.fanMode"),
    _row("climate", "preset_mode", "", "thermostat.preset"),
    _row("climate", "swing_mode", "", "comfortOptions.verticalSwing", enum_map({"on": True, "off": False})),
    _row(
        "climate", "swing_horizontal_mode", "", "comfortOptions.horizontalSwing", enum_map({"on": True, "off": False})
    ),
    _row("climate", "power", "", "onOff.onOff"),
    _row("water_heater", "current_temperature", "", "waterHeater.waterTemperature"),
    _row("water_heater", "temperature", "", "waterHeater.targetTemperature"),
    _row("water_heater", "mode", "", "waterHeater.mode", _HEATER_MODE),
    _row("water_heater", "power", "", "onOff.onOff"),
    _row("humidifier", "state", "", "onOff.onOff"),
    _row("humidifier", "target_humidity", "", "humidityControl.targetHumidity"),
    _row("humidifier", "current_humidity", "", "relativeHumidityMeasurement.measuredValue"),
    _row("humidifier", "action", "", "humidityControl.action"),
    _row("humidifier", "mode", "", "humidityControl.mode", enum_map({"normal": "humidify"})),
    _row("fan", "state", "", "onOff.onOff"),
    _row("fan", "percentage", "", "fanControl.percentSetting"),
    _row("fan", "preset_mode", "", "fanControl.fanMode"),
    _row("fan", "oscillation", "", "comfortOptions.horizontalSwing"),
    _row("fan", "direction", "", "fanControl.airflowDirection"),
    # --- what opens, closes and locks ---
    _row("cover", "state", "positioned", "windowCovering.operationalStatus", _MOVING),
    _row("cover", "position", "", "windowCovering.currentPosition"),
    _row("cover", "set_position", "", "windowCovering.targetPosition"),
    _row("cover", "tilt", "", "windowCovering.currentTilt"),
    _row("cover", "set_tilt", "", "windowCovering.targetTilt"),
    _row("cover", "state", "closure", "closureControl.currentPosition", _CLOSURE),
    _row("cover", "position", "closure", "closureControl.position"),
    _row("valve", "state", "", "valveControl.currentState", _VALVE),
    _row("valve", "position", "", "valveControl.currentLevel"),
    _row("valve", "set_position", "", "valveControl.targetLevel"),
    _row("lock", "state", "", "doorLock.lockState", _LOCK),
    _row("alarm_control_panel", "state", "", "securitySystem.armState", _ARMED),
    # --- machines ---
    _row("siren", "state", "", "warningDevice.alarmActive"),
    _row("vacuum", "state", "", "robotVacuum.operationalState", _ROBOT),
    _row("vacuum", "battery_level", "", "powerSource.batteryLevel"),
    _row("lawn_mower", "activity", "", "robotVacuum.operationalState", _MOWER),
    _row("update", "installed_version", "", "deviceInformation.softwareVersion"),
    _row("update", "latest_version", "", "softwareUpdate.availableVersion"),
    _row("update", "update_percentage", "", "softwareUpdate.updateProgress"),
    _row(
        "update",
        "in_progress",
        "",
        "softwareUpdate.updateState",
        _truth("applying", "idle", "downloading", "rollingBack"),
    ),
    # --- places ---
    _row("device_tracker", "state", "", "locationTracking.place", _PLACE),
    _row("device_tracker", "latitude", "", "locationTracking.latitude"),
    _row("device_tracker", "longitude", "", "locationTracking.longitude"),
    _row("device_tracker", "accuracy", "", "locationTracking.accuracy"),
)

MEANS: Final = frozenset({"average", "avg", "mean"})
DERIVED: Final = MEANS | frozenset(
    {
        *("dew", "humidex", "chill", "apparent", "feels", "index", "input"),
        *("session", "today", "daily", "yesterday", "week", "weekly", "month", "monthly", "year", "start", "last"),
        *("target", "setpoint", "max", "min", "maximum", "minimum", "limit", "threshold", "offset", "calibration"),
    }
)
"""Words in the name of a sensor that say it is no plain measurement, whatever its class is."""

NARROWER: Final[dict[str, tuple[frozenset[str], str]]] = {
    "energy": (
        frozenset(
            {
                *("export", "exported", "exp", "returned", "return", "feedin", "fed", "feed", "injected", "injection"),
                *("produced", "production", "generated", "generation", "yield", "discharge", "discharged", "pv"),
            }
        ),
        "energy:exported",
    ),
    "temperature": (
        frozenset({"cpu", "gpu", "chip", "soc", "mcu", "board", "processor", "core", "coral", "esp32", "esp"}),
        "temperature:inside",
    ),
    "wind_speed": (frozenset({"gust", "gusts"}), "wind_speed:gust"),
}
"""Words in the name of a sensor that say what its class is too wide to say, and the row that holds then."""

COMMANDS: Final[tuple[Row[Key], ...]] = (
    _row("button", "press", "identify", "deviceInformation.identify"),
    _row("button", "press", "restart", "deviceHealth.restart"),
    _row("button", "press", "update", "softwareUpdate.install"),
    _row("cover", "open", "", "windowCovering.open"),
    _row("cover", "close", "", "windowCovering.close"),
    _row("cover", "stop", "", "windowCovering.stop"),
    _row("cover", "stop", "closure", "closureControl.stop"),
    _row("valve", "open", "", "valveControl.open"),
    _row("valve", "close", "", "valveControl.close"),
    _row("lock", "lock", "", "doorLock.lockDoor"),
    _row("lock", "unlock", "", "doorLock.unlockDoor"),
    _row("lock", "open", "", "doorLock.unboltDoor"),
    _row("alarm_control_panel", "arm", "", "securitySystem.arm"),
    _row("alarm_control_panel", "disarm", "", "securitySystem.disarm"),
    _row("alarm_control_panel", "trigger", "", "securitySystem.trigger"),
    _row("siren", "start", "", "warningDevice.start"),
    _row("siren", "stop", "", "warningDevice.stop"),
    _row("vacuum", "start", "", "robotVacuum.start"),
    _row("vacuum", "pause", "", "robotVacuum.pause"),
    _row("vacuum", "stop", "", "robotVacuum.stop"),
    _row("vacuum", "return_home", "", "robotVacuum.goHome"),
    _row("vacuum", "locate", "", "deviceInformation.identify"),
    _row("lawn_mower", "start_mowing", "", "robotVacuum.start"),
    _row("lawn_mower", "pause", "", "robotVacuum.pause"),
    _row("lawn_mower", "dock", "", "robotVacuum.goHome"),
    _row("update", "install", "", "softwareUpdate.install"),
    _row("notify", "send", "", "announcement.announce"),
    _row("infrared", "send", "", "irRemote.sendCode"),
)
"""Commands; `name` is ours."""

ARGUMENTS: Final = {("doorLock", "code"): "pinCode"}
"""Template variables of commands whose name with us is another, by capability."""

ARM_MODES: Final = {
    "armedHome": "home",
    "armedAway": "away",
    "armedNight": "night",
    "armedVacation": "vacation",
    "armedCustom": "custom_bypass",
}
"""Our arming modes and Home Assistant's."""

EVENTS: Final[tuple[Row[Key], ...]] = (
    _row("event", "press", "button", "genericSwitch.shortRelease"),
    _row("event", "single", "button", "genericSwitch.shortRelease"),
    _row("event", "hold", "button", "genericSwitch.longPress"),
    _row("event", "long", "button", "genericSwitch.longPress"),
    _row("event", "release", "button", "genericSwitch.longRelease"),
    _row("event", "double", "button", "genericSwitch.multiPressComplete"),
    _row("event", "triple", "button", "genericSwitch.multiPressComplete"),
    _row("event", "short_press", "button", "genericSwitch.shortRelease"),
    _row("event", "short_release", "button", "genericSwitch.shortRelease"),
    _row("event", "initial_press", "button", "genericSwitch.initialPress"),
    _row("event", "double_press", "button", "genericSwitch.multiPressComplete"),
    _row("event", "triple_press", "button", "genericSwitch.multiPressComplete"),
    _row("event", "multi_press_complete", "button", "genericSwitch.multiPressComplete"),
    _row("event", "long_press", "button", "genericSwitch.longPress"),
    _row("event", "long_release", "button", "genericSwitch.longRelease"),
    _row("event", "rotated", "button", "genericSwitch.rotated"),
    _row("event", "ring", "doorbell", "doorbellChime.ring"),
    _row("device_automation", "button_short_press", "", "genericSwitch.initialPress"),
    _row("device_automation", "button_short_release", "", "genericSwitch.shortRelease"),
    _row("device_automation", "button_long_press", "", "genericSwitch.longPress"),
    _row("device_automation", "button_long_release", "", "genericSwitch.longRelease"),
    _row("device_automation", "button_double_press", "", "genericSwitch.multiPressComplete"),
    _row("device_automation", "button_triple_press", "", "genericSwitch.multiPressComplete"),
)
"""Events; the field is the vendor's event type, without a trigger's subtype."""

DEVICE_TYPES: Final[tuple[tuple[str, str, str], ...]] = (
    ("light", "colorControl.colorX", "extendedColorLight"),
    ("light", "colorControl.hue", "extendedColorLight"),
    ("light", "colorControl.rgb", "extendedColorLight"),
    ("light", "colorControl.colorTemperature", "colorTemperatureLight"),
    ("light", "levelControl.currentLevel", "dimmableLight"),
    ("light", "onOff.onOff", "onOffLight"),
    ("climate", "thermostat.coolingSetpoint", "roomAirConditioner"),
    ("climate", "", "thermostat"),
    ("water_heater", "", "electricWaterHeater"),
    ("humidifier", "", "humidifier"),
    ("fan", "", "fan"),
    ("cover", "closureControl.currentPosition", "garageDoor"),
    ("cover", "windowCovering.currentTilt", "blind"),
    ("cover", "", "curtain"),
    ("valve", "", "waterValve"),
    ("lock", "", "doorLock"),
    ("alarm_control_panel", "", "securityPanel"),
    ("vacuum", "", "robotVacuum"),
    ("lawn_mower", "", "lawnMower"),
    ("camera", "", "camera"),
    ("siren", "", "siren"),
    ("switch", "electricalPowerMeasurement.activePower", "smartPlug"),
    ("switch", "onOff.onOff", "wallSwitch"),
    ("binary_sensor", "smokeCoAlarm.smokeState", "smokeCoAlarm"),
    ("binary_sensor", "smokeCoAlarm.coState", "smokeCoAlarm"),
    ("binary_sensor", "gasLeakAlarm.gasDetected", "gasLeakAlarm"),
    ("binary_sensor", "liquidDetection.leakDetected", "waterLeakSensor"),
    ("binary_sensor", "contactState.open", "contactSensor"),
    ("binary_sensor", "occupancySensing.occupied", "occupancySensor"),
    ("binary_sensor", "occupancySensing.motion", "occupancySensor"),
    ("binary_sensor", "soundAndVibration.vibrationDetected", "vibrationSensor"),
    ("sensor", "concentrationMeasurement.carbonDioxide", "airQualitySensor"),
    ("sensor", "concentrationMeasurement.pm25", "airQualitySensor"),
    ("sensor", "relativeHumidityMeasurement.measuredValue", "temperatureHumiditySensor"),
    ("sensor", "temperatureMeasurement.measuredValue", "temperatureHumiditySensor"),
    ("sensor", "illuminanceMeasurement.measuredValue", "lightSensor"),
    ("sensor", "electricalEnergyMeasurement.cumulativeEnergyImported", "electricMeter"),
    ("sensor", "utilityMeter.volumeTotal", "waterMeter"),
    ("event", "genericSwitch", "button"),
    ("device_automation", "genericSwitch", "button"),
)
"""(component, a property it has, device type): the first that holds names an endpoint."""


def index(rows: tuple[Row[Key], ...]) -> dict[Key, Row[Key]]:
    """Look rows up by key."""
    return {row.source: row for row in rows}
