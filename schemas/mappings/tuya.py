"""What the data points of Tuya devices are called and mean, in the words of open device configurations.

An entity has a platform, a class and a name; each of its data points has a role in it. Where the role is that of a
Home Assistant field, the Home Assistant rows hold (`field_of`); names of settings are those of
`schemas.mappings.setting`. Here stands what is left: roles and names that only Tuya devices have, their units, and
which words make a device what.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from schemas.conversion import (
    IDENTITY,
    NUMBER_AS_TEXT,
    SHARE,
    Conversion,
    amounts,
    folded,
    vocabulary,
)
from schemas.mapping import Row
from schemas.mappings.index import grouped
from schemas.mappings.wording import PRESET, TEMPERATURE_SCALE, switch
from schemas.value import Scalar


class TuyaKey(NamedTuple):
    """A role of a platform, and the name or translation key of the entity, "" for any."""

    platform: str
    role: str
    name: str = ""


MAIN: Final = frozenset({"sensor", "switch", "value", "option", "button", "valve", "event", "lock", "alarm_state"})
"""Roles that carry what the entity itself is."""

UNITS: Final[dict[str, str]] = {
    "C": "Cel",
    "F": "[degF]",
    "ugm3": "ug/m3",
    "mgm3": "mg/m3",
    "m3": "m3",
    "hour": "h",
    "portions": "{count}",
    "visits": "{count}",
    "cleanings": "{count}",
    "uses": "{count}",
    "step": "{count}",
    "P": "{count}",
    "LEL": "%{LEL}",
    "UV Index": "{index}",
}
"""Units of Tuya configurations that are no spelling of the unit elsewhere."""

_AMOUNT: Final = amounts("s")


def _time(word: str) -> Scalar | None:
    """Read "1h30m", "30m", "2d", "cancel" as seconds."""
    if folded(word) in {"cancel", "off", "none", "no", "cancelled"}:
        return 0.0
    found = re.fullmatch(r"(?:(\d{1,3})d)?(?:(\d{1,3})h)?(?:(\d{1,3})m)?(?:(\d{1,4})s)?", folded(word))
    if found and any(found.groups()):
        days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return float(((days * 24 + hours) * 60 + minutes) * 60 + seconds)
    return _AMOUNT.words(word) if _AMOUNT.words else None


TIMER: Final = replace(_AMOUNT, name="timer", words=_time)
"""Words for a time to go, in seconds; `fitted` fits it to a device."""

PRESENT: Final = vocabulary(off=False, on=True, vertical=True, horizontal=True, swing=True, both=True)
ROBOT: Final = vocabulary(
    standby="stopped", idle="stopped", sleep="stopped", sleeping="stopped", stop="stopped", stopped="stopped",
    cleaning="running", smart="running", smart_clean="running", zone="running", partial="running", sweep="running",
    mop="running", wall_follow="running", edge="running", select_room="running", working="running",
    spot="running", clean_spot="running", goto_position="running", going_to_location="running",
    seeking_spot="running", random="running", spiral="running", auto="running", manual="running",
    pause="paused", paused="paused", error="error", fault="error",
    returning="seekingCharger", return_to_base="seekingCharger", seeking_charger="seekingCharger",
    going_to_charge="seekingCharger", docking="seekingCharger",
    charging="charging", charged="docked", docked="docked", charge_done="docked", charging_complete="docked",
    fully_charged="docked", dust_collecting="emptyingDustBin", emptying="emptyingDustBin",
    mop_washing="cleaningMop", washing_mop="cleaningMop", mop_wash="cleaningMop",
)  # fmt: skip
SUCTION: Final = vocabulary(
    quiet="quiet", silent="quiet", gentle="quiet", low="quiet", mute="quiet", normal="standard",
    standard="standard", medium="standard", middle="standard", strong="strong", high="strong", max="max", turbo="max",
    auto="auto",
)  # fmt: skip
FAN: Final = vocabulary(
    auto="auto", smart="smart", low="low", medium="medium", middle="medium", mid="medium", high="high", off="off",
    on="on", quiet="low", silent="low", mute="low", strong="high", turbo="high", medlow="low", medhigh="high",
)  # fmt: skip
WIND: Final = vocabulary(
    normal="", straight="", none="", fresh="", manual="", nature="naturalWind", natural="naturalWind",
    natural_wind="naturalWind", sleep="sleepWind", sleep_wind="sleepWind",
)  # fmt: skip
HUMIDITY: Final = vocabulary(
    auto="auto", smart="auto", manual="humidify", normal="humidify", sleep="sleep", boost="boost",
    continuous="continuous", dry_clothes="dryClothes", laundry="dryClothes", drying="dehumidify",
    dehumidify="dehumidify",
)  # fmt: skip
COLOUR_MODE: Final = vocabulary(
    hs="currentHueAndCurrentSaturation", color_temp="colorTemperatureMireds", white="colorTemperatureMireds"
)
EVSE: Final = vocabulary(
    available="notPluggedIn", idle="notPluggedIn", sleep="notPluggedIn", plugged_in="pluggedInNoDemand",
    waiting="pluggedInDemand", waiting_for_authorization="pluggedInDemand", paused="pluggedInDemand",
    charging="pluggedInCharging", charged="sessionEnding", fault="fault", fault_unplugged="fault",
    vehicle_detected="pluggedInNoDemand", vehicle_connected="pluggedInNoDemand", ready_to_charge="pluggedInDemand",
    standby="notPluggedIn",
)  # fmt: skip
MACHINE: Final = vocabulary(
    standby="stopped", idle="stopped", off="stopped", ready="stopped", stop="stopped", done="finished",
    finished="finished", complete="finished", feeding_complete="finished", working="running", running="running",
    on="running", feeding="running", cleaning="running", washing="running", brewing="running", manual="running",
    auto="running", paused="paused", pause="paused", fault="error", error="error", scheduled="waiting",
    reserved="waiting", starting="running", emptying="running", drying="running",
)  # fmt: skip
COOKING: Final = vocabulary(
    standby="idle", idle="idle", heating="cooking", heating_temp="cooking", boiling="cooking", cooking="cooking",
    brewing="cooking", keeping_warm="keepWarm", keep_warm="keepWarm", done="finished", finished="finished",
    at_temperature="finished", reserved_1="scheduled", reserved_2="scheduled", reserved_3="scheduled",
    reserve_1="scheduled", reserve_2="scheduled", reserve_3="scheduled", scheduled="scheduled", preheating="preheating",
    paused="paused", fault="error",
)  # fmt: skip
QUALITY: Final = vocabulary(
    excellent="good", good="good", great="good", fine="good", fair="fair", mild="fair", moderate="moderate",
    medium="moderate", normal="moderate", poor="poor", bad="poor", severe="veryPoor", serious="veryPoor",
    very_poor="veryPoor", very_bad="veryPoor", hazardous="extremelyPoor", extremely_poor="extremelyPoor",
)  # fmt: skip
WATER_FLOW: Final = vocabulary(
    off="off", none="off", closed="off", close="off", low="low", small="low", medium="medium", middle="medium",
    normal="medium", high="high", large="high", big="high",
)  # fmt: skip
RECORDING: Final = vocabulary(event="event", continuous="continuous", events="event", always="continuous")
STORAGE: Final = vocabulary(
    normal="normal", ok="normal", missing="missing", no_card="missing", none="missing", full="full", no_space="full",
    error="error", abnormal="error", formatting="formatting", unformatted="unformatted", exception="error",
)  # fmt: skip
FLICKER: Final = vocabulary(
    off="off", disabled="off", **{"50hz": "hz50", "60hz": "hz60", "50_hz": "hz50", "60_hz": "hz60"}
)
NIGHT_VISION: Final = vocabulary(auto="auto", off="off", on="on")
HEATER: Final = vocabulary(
    off="off", eco="eco", electric="manual", heat_pump="auto", high_demand="boost", performance="boost", auto="auto",
    manual="manual", vacation="vacation",
)  # fmt: skip
LOCKED: Final = switch("locked", "unlocked")
OPEN: Final = switch("open", "closed")
SERVICE: Final = switch("warning", "ok")


def _row(
    platform: str, role: str, names: str, to: str, convert: Conversion = IDENTITY, unit: str = ""
) -> tuple[Row[TuyaKey], ...]:
    capability, name = to.split(".")
    return tuple(
        Row(source=TuyaKey(platform, role, one), capability=capability, name=name, convert=convert, unit=unit)
        for one in names.split() or [""]
    )


def _sensor(names: str, to: str, convert: Conversion = IDENTITY, unit: str = "") -> tuple[Row[TuyaKey], ...]:
    return _row("sensor", "sensor", names, to, convert, unit)


def _switch(names: str, to: str) -> tuple[Row[TuyaKey], ...]:
    return _row("switch", "switch", names, to)


def _number(names: str, to: str, convert: Conversion = IDENTITY, unit: str = "") -> tuple[Row[TuyaKey], ...]:
    return _row("number", "value", names, to, convert, unit)


def _select(names: str, to: str, convert: Conversion) -> tuple[Row[TuyaKey], ...]:
    return _row("select", "option", names, to, convert)


_TIMERS: Final = "timer timer_x countdown delay_timer"

ROWS: Final[tuple[Row[TuyaKey], ...]] = (
    # --- what several platforms have ---
    *_row("binary_sensor", "fault_code", "", "deviceHealth.faultCode", NUMBER_AS_TEXT),
    *_row("binary_sensor", "fault_code", "", "deviceHealth.faultCode"),
    *_row("binary_sensor", "description", "", "deviceHealth.faultText"),
    *_row("vacuum", "error", "", "deviceHealth.faultCode", NUMBER_AS_TEXT),
    *(
        one
        for platform in ("climate", "water_heater", "select")
        for role in ("temperature_unit", "option")
        for one in _row(
            platform,
            role,
            "temperature_unit units temperature_units" if role == "option" else "",
            "userInterface.temperatureDisplayUnit",
            TEMPERATURE_SCALE,
        )
    ),
    # --- light ---
    *_row("light", "brightness", "display", "userInterface.displayBrightness", SHARE),
    *_row("light", "brightness", "indicator backlight", "userInterface.indicatorBrightness", SHARE),
    *_row("light", "switch", "display", "userInterface.displayOn"),
    *_row("light", "switch", "indicator backlight", "userInterface.indicatorLight"),
    *_row("light", "brightness", "", "levelControl.currentLevel", SHARE),
    *_row("light", "color_mode", "", "colorControl.colorMode", COLOUR_MODE),
    # --- heating and cooling ---
    *_row("climate", "preset_mode", "", "thermostat.preset", PRESET),
    *_row("climate", "fan_mode", "", "fanControl.fanMode", FAN),
    *_row("climate", "swing_mode", "", "comfortOptions.verticalSwing", PRESENT),
    *_row("climate", "swing_horizontal_mode", "", "comfortOptions.horizontalSwing", PRESENT),
    *_row("climate", "min_temperature", "", "thermostat.minHeatingSetpoint", unit="Cel"),
    *_row("climate", "max_temperature", "", "thermostat.maxHeatingSetpoint", unit="Cel"),
    *_row("climate", "floor_temperature", "", "thermostat.floorTemperature", unit="Cel"),
    *_row("climate", "countdown", "", "timerControl.countdown"),
    *_row("water_heater", "operation_mode", "", "waterHeater.mode", HEATER),
    *_number("maximum_temperature", "thermostat.maxHeatingSetpoint"),
    *_number("minimum_temperature", "thermostat.minHeatingSetpoint"),
    *_sensor("ambient_temperature room_temperature indoor_temperature", "temperatureMeasurement.measuredValue"),
    *_sensor("outdoor_temperature", "thermostat.outdoorTemperature"),
    *_row("binary_sensor", "sensor", "defrost defrosting", "heatSource.defrosting"),
    *_switch("anti_frost frost_protection", "thermostat.frostProtection"),
    *_switch("open_window_detection window_detection", "thermostat.windowDetection"),
    *_switch("emergency_heat auxiliary_heat aux_heat", "comfortOptions.auxiliaryHeat"),
    # --- comfort ---
    *_switch("ionizer anion", "comfortOptions.ionizer"),
    *_switch("uv_sterilization uv sterilization", "comfortOptions.uvSterilization"),
    *_switch("sleep sleep_mode", "comfortOptions.sleepMode"),
    *_switch("turbo boost", "comfortOptions.boostMode"),
    *_switch("eco_mode eco energy_saving", "comfortOptions.ecoMode"),
    *_switch("quiet mute silent quiet_mode", "comfortOptions.quietMode"),
    *_switch("auto_clean self_clean", "comfortOptions.selfClean"),
    *_switch("vertical_oscillation vertical_swing", "comfortOptions.verticalSwing"),
    *_switch("swing horizontal_oscillation horizontal_swing oscillation", "comfortOptions.horizontalSwing"),
    *_switch("fresh_air", "comfortOptions.freshAir"),
    *_switch("soft_wind", "comfortOptions.windFree"),
    # --- fans, humidity, air ---
    *_row("fan", "speed", "", "fanControl.percentSetting", SHARE),
    *_row("fan", "preset_mode", "", "fanControl.windSetting", WIND),
    *_row("fan", "preset_mode", "", "fanControl.fanMode", FAN),
    *_row("fan", "oscillate", "", "comfortOptions.horizontalSwing"),
    *_row("humidifier", "mode", "", "humidityControl.mode", HUMIDITY),
    *_row("binary_sensor", "sensor", "tank_full", "humidityControl.tankFull"),
    *_row("binary_sensor", "sensor", "tank_removed", "humidityControl.tankRemoved"),
    *_row("binary_sensor", "sensor", "tank_empty@air", "humidityControl.waterShortage"),
    *_sensor("air_quality", "airQuality.airQuality", QUALITY),
    *_sensor("hcho ch2o formaldehyde", "concentrationMeasurement.formaldehyde"),
    *_sensor("orp", "waterAndSoilQuality.oxidationReductionPotential"),
    # --- what wears out ---
    *_sensor("filter_life active_filter_life", "consumableMonitoring.condition"),
    *_sensor("filter_life filter_remaining", "consumableMonitoring.timeLeft"),
    *_sensor("edge_brush_life side_brush_life roll_brush_life rolling_brush_life main_brush_life mop_life brush_life",
             "consumableMonitoring.condition"),
    *_sensor("edge_brush_life side_brush_life roll_brush_life rolling_brush_life main_brush_life mop_life brush_life",
             "consumableMonitoring.timeLeft"),
    *_row("binary_sensor", "sensor", "filter_change replace_filter filter dirty_filter filter_blockage clean_filter",
          "consumableMonitoring.changeIndication", SERVICE),
    # --- robots, pets, machines ---
    *_row("vacuum", "status", "", "robotVacuum.operationalState", ROBOT),
    *_row("vacuum", "fan_speed", "", "robotVacuum.cleanMode", SUCTION),
    *_row("vacuum", "power", "", "onOff.onOff"),
    *_sensor("clean_area cleaned_area cleaning_area current_clean_area", "robotVacuum.cleanedArea"),
    *_sensor("total_clean_area total_cleaning_area total_cleaned_area", "robotVacuum.totalCleanedArea"),
    *_sensor("total_clean_time total_cleaning_time", "robotVacuum.totalCleaningTime"),
    *_sensor("total_clean_count total_cleaning_times", "robotVacuum.totalCleaningCount", unit="{count}"),
    *_select("mopping@vacuum", "robotVacuum.waterFlow", WATER_FLOW),
    *_switch("break_clean", "robotVacuum.resumeAfterCharging"),
    *_sensor("clean_time cleaning_time current_clean_time", "robotVacuum.cleaningTime"),
    *_row("binary_sensor", "sensor", "mop_installed mop_attached", "robotVacuum.mopAttached"),
    *_row("binary_sensor", "sensor", "bin_full", "robotVacuum.dustBinFull"),
    *_sensor("cat_weight pet_weight", "petCare.petWeight"),
    *_number("charge_current@evse charging_current@evse set_charge_current@evse maximum_charging_current@evse",
             "energyEvse.userMaximumChargeCurrent"),
    *_sensor("total_runtime total_running_time", "deviceHealth.operatingHours"),
    *_sensor("status@evse", "energyEvse.state", EVSE),
    *_sensor("status@cooker", "cookingProgram.status", COOKING),
    *_sensor("status", "operationalState.operationalState", MACHINE),
    *_switch("keep_warm", "cookingProgram.keepWarm"),
    # --- timers ---
    *_select(_TIMERS, "timerControl.countdown", TIMER),
    *_number(_TIMERS, "timerControl.countdown"),
    *_row("time", "second", _TIMERS, "timerControl.countdown", unit="s"),
    *_sensor("time_remaining time_remaining_x remaining_time", "timerControl.remainingTime"),
    # --- panels ---
    *_switch("sound buzzer beep", "userInterface.buzzer"),
    *_switch("keytone key_tone key_sound", "userInterface.keySound"),
    *_select("language", "userInterface.language", IDENTITY),
    *_switch("do_not_disturb", "userInterface.doNotDisturb"),
    *_switch("display", "userInterface.displayOn"),
    *_row("lock", "lock", "child_lock", "userInterface.keypadLockout"),
    *_row("lock", "lock", "", "doorLock.lockState", LOCKED),
    *_row("lock", "lock_state", "", "doorLock.lockState", LOCKED),
    *_row("lock", "jammed", "", "doorLock.jammed"),
    *_number("volume alarm_volume", "audioVolume.volume"),
    *_number("volume alarm_volume", "audioVolume.volume", SHARE),
    # --- cameras ---
    *_row("camera", "motion_enable", "", "visualDetection.detectionEnabled"),
    *_row("camera", "record", "", "cameraStream.localVideoRecordingEnabled"),
    *_row("switch", "switch", "motion_detection@camera", "visualDetection.detectionEnabled"),
    *_row("switch", "switch", "camera_record", "cameraStream.localVideoRecordingEnabled"),
    *_row("switch", "switch", "camera_privacy privacy", "cameraStream.softLivestreamPrivacyModeEnabled"),
    *_switch("watermark", "cameraStream.watermark"),
    *_switch("motion_tracking", "cameraStream.motionTracking"),
    *_select("recording_mode", "cameraStream.recordingMode", RECORDING),
    *_sensor("sd_status", "cameraStream.storageState", STORAGE),
    *_select("anti_flicker", "cameraStream.mainsFlicker", FLICKER),
    *_select("night_vision", "cameraStream.nightVision", NIGHT_VISION),
    # --- water, alarms ---
    *_number("exit_delay", "securitySystem.exitDelay"),
    *_number("entry_delay", "securitySystem.entryDelay"),
    *_row("valve", "valve", "", "valveControl.currentState", OPEN),
    *_row("siren", "switch", "", "warningDevice.alarmActive"),
    *_row("siren", "tone", "", "warningDevice.tone"),
    *_row("siren", "duration", "", "warningDevice.duration"),
    # --- electricity ---
    *_sensor("energy_produced energy_produced_x produced_energy reverse_energy",
             "electricalEnergyMeasurement.cumulativeEnergyExported"),
    *_sensor("leakage_current leakage earth_leakage actual_leakage", "electricalPowerMeasurement.leakageCurrent"),
    *_sensor("battery_voltage", "powerSource.batteryVoltage"),
)  # fmt: skip

COMMANDS: Final[dict[TuyaKey, str]] = {
    TuyaKey("button", "button", "factory_reset"): "deviceHealth.factoryReset",
    TuyaKey("button", "button", "filter_reset"): "consumableMonitoring.resetCondition",
    TuyaKey("button", "button", "reset_filter"): "consumableMonitoring.resetCondition",
    TuyaKey("button", "button", "restart"): "deviceHealth.restart",
    TuyaKey("button", "button", "identify"): "deviceInformation.identify",
    TuyaKey("cover", "control"): "windowCovering.open",
    TuyaKey("vacuum", "activate"): "robotVacuum.start",
    TuyaKey("vacuum", "pause"): "robotVacuum.pause",
    TuyaKey("vacuum", "direction_control"): "robotVacuum.drive",
    TuyaKey("vacuum", "locate"): "robotVacuum.locate",
}
"""Data points that are commands of ours, written and never read; for several, the first of them."""

UNLOCKED: Final = frozenset(
    f"unlock_{by}"
    for by in (
        *(
            "app",
            "ble",
            "card",
            "dynamic_pwd",
            "eye",
            "face",
            "finger_vein",
            "fingerprint",
            "hand",
            "key",
            "offline_pwd",
        ),
        *("password", "remote", "temp_pwd", "voice"),
    )
)
"""Roles of a lock that tell that it was opened, and with which credential: `doorLock.lockOperation`."""

_FIELDS: Final[dict[str, dict[str, str]]] = {
    "light": {"switch": "state", "effect": "effect"},
    "climate": {
        "hvac_mode": "mode",
        "hvac_action": "action",
        "temperature": "temperature",
        "target_temp_low": "temperature_low",
        "target_temp_high": "temperature_high",
        "current_temperature": "current_temperature",
        "current_humidity": "current_humidity",
        "humidity": "target_humidity",
    },
    "water_heater": {"temperature": "temperature", "current_temperature": "current_temperature"},
    "fan": {"switch": "state", "direction": "direction"},
    "humidifier": {"switch": "state", "humidity": "target_humidity", "current_humidity": "current_humidity"},
    "cover": {
        "position": "set_position",
        "current_position": "position",
        "tilt_position": "set_tilt",
        "current_tilt_position": "tilt",
    },
    "alarm_control_panel": {"alarm_state": "state"},
    "sensor": {"sensor": "state"},
    "binary_sensor": {"sensor": "state"},
    "number": {"value": "state"},
    "select": {"option": "state"},
    "switch": {"switch": "state"},
}


def field_of(platform: str, role: str) -> str:
    """Give the Home Assistant field that a role is, "" where it is none."""
    return _FIELDS.get(platform, {}).get(role, "")


DEFAULT_UNITS: Final[dict[str, str]] = {
    "temperature": "Cel",
    "temperature_low": "Cel",
    "temperature_high": "Cel",
    "current_temperature": "Cel",
    "target_humidity": "%",
    "current_humidity": "%",
    "position": "%",
    "set_position": "%",
    "tilt": "%",
    "set_tilt": "%",
}
"""Units of fields that configurations leave out."""

DEFAULT_VALUES: Final[dict[tuple[str, str], tuple[str, ...]]] = {("fan", "direction"): ("forward", "reverse")}
"""Words of (platform, role) that configurations leave out, for they are passed on as they are."""

PRESSES: Final[dict[str, str]] = {
    "press_end": "genericSwitch.shortRelease",
    "long_press_end": "genericSwitch.longRelease",
    "multi_press_end": "genericSwitch.multiPressComplete",
    "single_press": "genericSwitch.shortRelease",
    "single_click": "genericSwitch.shortRelease",
    "double_click": "genericSwitch.multiPressComplete",
}
"""Event types of buttons, besides Home Assistant's."""

KINDS: Final[dict[str, frozenset[str]]] = {
    "thermostat": frozenset({"climate", "thermostat", "heater", "radiator", "conditioner"}),
    "air": frozenset({"climate", "fan", "humidifier", "purifier", "dehumidifier", "conditioner", "ventilation"}),
    "cover": frozenset({"cover", "curtain", "blind", "roller", "shutter"}),
    "light": frozenset({"light", "lights", "lightbulb", "dimmer"}),
    "siren": frozenset({"siren", "alarm"}),
    "presence": frozenset({"presence", "motion", "occupancy", "pir", "radar"}),
    "breaker": frozenset({"breaker", "meter", "relay"}),
    "lock": frozenset({"doorlock"}),
    "smoke": frozenset({"smoke"}),
    "vibration": frozenset({"vibration"}),
    "valve": frozenset({"valve", "irrigation", "tap"}),
    "co2": frozenset({"co2", "carbon_dioxide"}),
    "camera": frozenset({"camera", "doorbell", "video"}),
    "vacuum": frozenset({"vacuum"}),
    "evse": frozenset({"charger", "ev", "evse"}),
    "cooker": frozenset({"kettle", "cooker", "oven", "fryer", "pot", "coffee", "vide", "bottle", "grill"}),
    "battery": frozenset({"battery"}),
}
"""What makes a device of a kind: words of its name, platforms and classes of its entities."""


def index() -> Mapping[TuyaKey, tuple[Row[TuyaKey], ...]]:
    """Look rows up by key, in order."""
    return grouped((one.source, one) for one in ROWS)
