"""What the data points of Tuya devices mean: Tuya's own codes, by which the file of devices names them.

A code stands for a row within some categories of devices, or within all. A trailing number (`switch_2`) is the number
of the gang, which is an endpoint. Words that several ecosystems share are those of schemas/mappings; what has no row is
looked up among the settings of schemas/mappings/setting.py, and is a vendor property otherwise.

Sources: Tuya developer documentation, "Standard Instruction Set" and "Standard Status Set" of the categories named
below (2022 to 2024); codes of energy meters as devices of category zndb and dlq report them.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from schemas.conversion import IDENTITY, NUMBER_AS_TEXT, SHARE, Conversion, amounts, linear, vocabulary
from schemas.mapping import Row
from schemas.mappings.index import grouped
from schemas.mappings.setting import claims
from schemas.mappings.tuya import (
    FAN,
    HUMIDITY,
    QUALITY,
    ROBOT,
    SUCTION,
    TIMER,
    WATER_FLOW,
    WIND,
)
from schemas.mappings.wording import (
    ALARM_STATE,
    LOUDNESS,
    MOTOR_REVERSED,
    PRESET,
    TEMPERATURE_SCALE,
    VALVE,
    WINDOW,
)

WARMEST_K: Final = 2700
COLDEST_K: Final = 6500
"""What the ends of `temp_value` are taken for: no description tells them. 0 is the warmest."""

WARMTH: Final = linear("warmth", Fraction(COLDEST_K - WARMEST_K), Fraction(WARMEST_K))
"""From warm (0) to cold (1); `rows` fits it to the steps of a lamp."""

MODE: Final = vocabulary(
    auto="auto", cold="cool", cool="cool", hot="heat", heat="heat", wet="dry", dry="dry", dehumidify="dry",
    wind="fanOnly", fan="fanOnly", fan_only="fanOnly", off="off", sleep="sleep",
)  # fmt: skip
RUNNING: Final = vocabulary(
    heating="heat", heat="heat", hot="heat", cooling="cool", cool="cool", cold="cool", fan="fan", wind="fan",
    idle="", stop="", standby="", off="", opened="heat", closed="",
)  # fmt: skip
MOVING: Final = vocabulary(opening="opening", closing="closing", stop="stopped", stopped="stopped", open="opening",
                           close="closing")  # fmt: skip
COLOUR: Final = vocabulary(colour="currentHueAndCurrentSaturation", white="colorTemperatureMireds")
RELAY: Final = vocabulary(
    power_on="on", power_off="off", last="previous", on="on", off="off", memory="previous",
    **{"0": "off", "1": "on", "2": "previous"},
)  # fmt: skip
LOAD: Final = vocabulary(led="led", incandescent="incandescent", halogen="halogen", fluorescent="fluorescent")
BATTERY: Final = vocabulary(
    low="critical", middle="warning", medium="warning", high="ok", normal="ok", alarm="critical",
)  # fmt: skip
MOTION: Final = vocabulary(pir=True, none=False, motion=True, no_motion=False)
PRESENCE: Final = vocabulary(presence=True, none=False, occupied=True, unoccupied=False, move=True, still=True)
ALARM: Final = vocabulary(alarm=True, normal=False, **{"1": True, "0": False})
DANGER: Final = vocabulary(alarm="critical", normal="normal", **{"1": "critical", "0": "normal"})
SHAKEN: Final = vocabulary(normal=False, vibration=True, drop=True, tilt=True)
DIRECTION: Final = vocabulary(forward="forward", reverse="reverse", back="reverse")
FOUND: Final = vocabulary(enough="normal", lack="low", empty="empty", full="full", normal="normal")

COLOURED: Final = ("colour_data", "colour_data_v2", "color_data_v2", "colour_data_hsv")
"""Codes of colours."""
LIGHTS: Final = frozenset({"dj", "xdd", "fwd", "dc", "dd", "gyd", "tyndj", "mbd", "tgq", "tgkg", "fsd", "ykq", "hxd"})
COOLERS: Final = frozenset({"kt", "ktkzq"})
HEATERS: Final = frozenset({"wk", "wkf", "qn", "wkcz", "rs", "znrb", "cjkt"})
COVERS: Final = frozenset({"cl", "clkg", "jdcljqr", "mc"})
FANS: Final = frozenset({"fs", "fsd", "fskg", "kj"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One code in some categories, "" in all. `is_told`: devices tell it and nobody sets it."""

    code: str
    within: frozenset[str]
    row: Row[str]
    is_told: bool


def _sets(
    codes: str,
    to: str,
    convert: Conversion = IDENTITY,
    *,
    unit: str = "",
    within: Collection[str] = (),
    difference: bool = False,
    is_told: bool = False,
) -> Iterator[Meaning]:
    capability, name = to.split(".")
    for code in codes.split():
        row = Row(source=code, capability=capability, name=name, convert=convert, unit=unit, difference=difference)
        yield Meaning(code=code, within=frozenset(within), row=row, is_told=is_told)


def _tells(
    codes: str, to: str, convert: Conversion = IDENTITY, *, unit: str = "", within: Collection[str] = ()
) -> Iterator[Meaning]:
    return _sets(codes, to, convert, unit=unit, within=within, is_told=True)


MEANINGS: Final[tuple[Meaning, ...]] = (
    # --- switching ---
    *_sets("switch switch_led led_switch fan_switch switch_fan switch_spray switch_on", "onOff.onOff"),
    *_sets("relay_status relay_state", "onOff.startUpOnOff", RELAY),
    *_sets("switch_type", "onOff.switchType", vocabulary(flip="toggle", sync="state", button="momentary")),
    *_sets("countdown countdown_set", "timerControl.countdown", unit="s"),
    *_sets("countdown countdown_set", "timerControl.countdown", TIMER),
    *_tells("countdown_left left_time", "timerControl.remainingTime", unit="s"),
    # --- light ---
    *_sets("bright_value bright_value_v2", "levelControl.currentLevel", SHARE, within=LIGHTS),
    *_sets("bright_value bright_value_v2", "levelControl.currentLevel", within=LIGHTS),
    *_sets("brightness_min", "levelControl.minLevel", SHARE),
    *_sets("brightness_max", "levelControl.maxLevel", SHARE),
    *_sets("temp_value temp_value_v2", "colorControl.colorTemperature", WARMTH, within=LIGHTS),
    *_tells("work_mode", "colorControl.colorMode", COLOUR, within=LIGHTS),
    *(one for code in COLOURED for one in _sets(f"{code}.hue", "colorControl.hue", unit="deg")),
    *(one for code in COLOURED for one in _sets(f"{code}.saturation", "colorControl.saturation", unit="%")),
    *_sets("led_type", "levelControl.loadType", LOAD),
    # --- covers; 100 is open, see Points ---
    *_sets("percent_control", "windowCovering.targetPosition", unit="%"),
    *_tells("percent_state percent_control.position", "windowCovering.currentPosition", unit="%"),
    *_tells("work_state", "windowCovering.operationalStatus", MOVING, within=COVERS),
    *_sets("control_back_mode", "windowCovering.motorReversed", MOTOR_REVERSED),
    *_sets("control_back opposite", "windowCovering.motorReversed"),
    *_tells("time_total", "windowCovering.movementTime", unit="ms"),
    # --- heating, cooling, air ---
    *_sets("temp_set set_temp", "thermostat.coolingSetpoint", unit="Cel", within=COOLERS),
    *_sets("temp_set set_temp", "waterHeater.targetTemperature", unit="Cel", within={"rs", "znrb"}),
    *_sets("temp_set set_temp", "thermostat.heatingSetpoint", unit="Cel"),
    *_tells("temp_current cur_temp room_temp", "waterHeater.waterTemperature", unit="Cel", within={"rs", "znrb"}),
    *_tells("temp_current cur_temp room_temp", "thermostat.localTemperature", unit="Cel", within=COOLERS | HEATERS),
    *_sets("mode", "thermostat.systemMode", MODE, within=COOLERS),
    *_sets("mode", "thermostat.preset", PRESET, within=HEATERS),
    *_sets("mode", "fanControl.windSetting", WIND, within={"fs", "fsd", "fskg"}),
    *_sets("mode", "humidityControl.mode", HUMIDITY, within={"jsq", "cs"}),
    *_sets("mode", "fanControl.fanMode", FAN, within=FANS),
    *_sets("fan_speed_enum fan_speed windspeed wind speed fan_level level", "fanControl.fanMode", FAN),
    *_sets("fan_speed fan_speed_percent speed", "fanControl.percentSetting", SHARE),
    *_sets("fan_speed fan_speed_percent speed", "fanControl.percentSetting"),
    *_sets("fan_direction", "fanControl.airflowDirection", DIRECTION),
    *_sets("switch_vertical swing", "comfortOptions.verticalSwing"),
    *_sets("switch_horizontal shake", "comfortOptions.horizontalSwing"),
    *_sets("mode_eco eco switch_save_energy", "comfortOptions.ecoMode"),
    *_sets("sleep", "comfortOptions.sleepMode"),
    *_sets("heat", "comfortOptions.auxiliaryHeat", within=COOLERS),
    *_sets("anion", "comfortOptions.ionizer"),
    *_sets("uv", "comfortOptions.uvSterilization"),
    *_sets("cleaning", "comfortOptions.selfClean", within=COOLERS),
    *_sets("light", "userInterface.displayOn", within=COOLERS | {"kj", "jsq", "cs"}),
    *_sets("beep fan_beep", "userInterface.buzzer"),
    *_sets("switch_sound", "userInterface.keySound"),
    *_sets("lock", "userInterface.keypadLockout", within=COOLERS | HEATERS | FANS),
    *_sets("temp_unit_convert c_f", "userInterface.temperatureDisplayUnit", TEMPERATURE_SCALE),
    *_tells("work_state work_status", "thermostat.runningState", RUNNING, within=HEATERS | COOLERS),
    *_tells("valve_state", "thermostat.runningState", RUNNING, within={"wk", "wkf"}),
    *_tells("valve_state", "valveControl.currentState", VALVE),
    *_sets("upper_temp max_set", "thermostat.maxHeatingSetpoint", unit="Cel"),
    *_sets("lower_temp min_set", "thermostat.minHeatingSetpoint", unit="Cel"),
    *_sets("temp_correction", "thermostat.localTemperatureCalibration", unit="Cel", within=HEATERS, difference=True),
    *_tells("temp_floor floor_temp", "thermostat.floorTemperature", unit="Cel"),
    *_tells("window_state", "thermostat.windowOpen", WINDOW),
    *_sets("window_check", "thermostat.windowDetection"),
    *_sets("frost", "thermostat.frostProtection"),
    *_sets("humidity_set dehumidify_set_value", "humidityControl.targetHumidity", unit="%"),
    *_tells("humidity_current humidity_indoor humidity_value va_humidity humidity",
            "relativeHumidityMeasurement.measuredValue", unit="%"),
    *_tells("va_temperature temp_current temp_indoor temperature", "temperatureMeasurement.measuredValue", unit="Cel"),
    *_tells("tankfull", "humidityControl.tankFull"),
    *_tells("filter filter_life", "consumableMonitoring.condition", unit="%"),
    # --- electricity ---
    *_tells("cur_current", "electricalPowerMeasurement.activeCurrent", unit="mA"),
    *_tells("cur_power power_total", "electricalPowerMeasurement.activePower", unit="W"),
    *_tells("cur_voltage", "electricalPowerMeasurement.voltage", unit="V"),
    *_tells("leakage_current", "electricalPowerMeasurement.leakageCurrent", unit="mA"),
    *_tells("supply_frequency frequency", "electricalPowerMeasurement.frequency", unit="Hz"),
    *_tells("forward_energy_total total_forward_energy energy_total",
            "electricalEnergyMeasurement.cumulativeEnergyImported", unit="kW.h"),
    *_tells("reverse_energy_total", "electricalEnergyMeasurement.cumulativeEnergyExported", unit="kW.h"),
    *_tells("add_ele", "electricalEnergyMeasurement.periodicEnergyImported", unit="kW.h"),
    *(
        one
        for phase in "abc"
        for part, to, unit in (("voltage", "voltage", "V"), ("current", "activeCurrent", "A"),
                               ("power", "activePower", "W"))
        for one in _tells(f"phase_{phase}.{part}", f"electricalPowerMeasurement.{to}", unit=unit)
    ),
    # --- sensors ---
    *_tells("doorcontact_state", "contactState.open"),
    *_tells("pir", "occupancySensing.motion", MOTION),
    *_tells("pir_state", "occupancySensing.motion", MOTION),
    *_tells("presence_state human_motion_state", "occupancySensing.occupied", PRESENCE),
    *_sets("pir_time pir_delay", "occupancySensing.holdTime", amounts("s")),
    *_sets("pir_time pir_delay", "occupancySensing.holdTime", unit="s"),
    *_tells("watersensor_state", "liquidDetection.leakDetected", ALARM),
    *_tells("smoke_sensor_status smoke_sensor_state", "smokeCoAlarm.smokeState", DANGER),
    *_tells("co_status co_state", "smokeCoAlarm.coState", DANGER),
    *_tells("gas_sensor_status gas_sensor_state", "gasLeakAlarm.alarmState", ALARM_STATE),
    *_tells("shock_state", "soundAndVibration.vibrationDetected", SHAKEN),
    *_tells("bright_value illuminance_value", "illuminanceMeasurement.measuredValue", unit="lx"),
    *_tells("co_value", "concentrationMeasurement.carbonMonoxide", unit="[ppm]"),
    *_tells("gas_sensor_value ch4_sensor_value", "gasLeakAlarm.gasConcentration", unit="%{LEL}"),
    *_tells("pressure_value", "pressureMeasurement.measuredValue", unit="hPa"),
    *_tells("co2_value", "concentrationMeasurement.carbonDioxide", unit="[ppm]"),
    *_tells("pm25_value pm25", "concentrationMeasurement.pm25", unit="ug/m3"),
    *_tells("pm10", "concentrationMeasurement.pm10", unit="ug/m3"),
    *_tells("pm1", "concentrationMeasurement.pm1", unit="ug/m3"),
    *_tells("voc_value tvoc", "concentrationMeasurement.tvoc", unit="mg/m3"),
    *_tells("ch2o_value hcho", "concentrationMeasurement.formaldehyde", unit="mg/m3"),
    *_tells("air_quality air_quality_index", "airQuality.airQuality", QUALITY),
    *_tells("battery_percentage va_battery electricity_left residual_electricity wireless_electricity",
            "powerSource.batteryLevel", unit="%"),
    *_tells("battery_state", "powerSource.batteryChargeLevel", BATTERY),
    *_tells("temper_alarm", "deviceHealth.tampered"),
    *_tells("fault", "deviceHealth.faultCode", NUMBER_AS_TEXT),
    # --- robots, pets, sirens, doors ---
    *_tells("status", "robotVacuum.operationalState", ROBOT, within={"sd"}),
    *_sets("suction", "robotVacuum.cleanMode", SUCTION, within={"sd"}),
    *_sets("cistern", "robotVacuum.waterFlow", WATER_FLOW, within={"sd"}),
    *_sets("break_clean", "robotVacuum.resumeAfterCharging", within={"sd"}),
    *_tells("clean_area", "robotVacuum.cleanedArea", unit="m2", within={"sd"}),
    *_tells("clean_time", "robotVacuum.cleaningTime", unit="min", within={"sd"}),
    *_tells("total_clean_area", "robotVacuum.totalCleanedArea", unit="m2", within={"sd"}),
    *_tells("total_clean_time", "robotVacuum.totalCleaningTime", unit="min", within={"sd"}),
    *_tells("total_clean_count", "robotVacuum.totalCleaningCount", unit="{count}", within={"sd"}),
    *_sets("volume_set", "audioVolume.volume", unit="%"),
    *_sets("basic_private", "cameraStream.softLivestreamPrivacyModeEnabled"),
    *_sets("basic_osd", "cameraStream.watermark"),
    *_sets("basic_wdr", "cameraStream.wideDynamicRange"),
    *_sets("basic_indicator", "cameraStream.statusLightEnabled"),
    *_sets("record_switch", "cameraStream.localVideoRecordingEnabled"),
    *_sets("motion_tracking", "cameraStream.motionTracking"),
    *_sets("motion_switch", "visualDetection.detectionEnabled", within={"sp"}),
    *_sets("siren_switch", "warningDevice.alarmActive"),
    *_tells("surplus_grain food_state", "petCare.foodLevel", FOUND),
    *_sets("alarm_switch alarm_state_switch", "warningDevice.alarmActive", within={"sgbj"}),
    *_sets("alarm_time", "warningDevice.duration", unit="s"),
    *_sets("alarm_volume", "warningDevice.soundVolume", LOUDNESS),
)  # fmt: skip

COMMANDS: Final[dict[str, tuple[tuple[str, bool | str, str], ...]]] = {
    "control": (
        ("boolean", True, "windowCovering.open"),
        ("boolean", False, "windowCovering.close"),
        ("enum", "open", "windowCovering.open"),
        ("enum", "close", "windowCovering.close"),
        ("enum", "stop", "windowCovering.stop"),
    ),
    "mach_operate": (
        ("enum", "FZ", "windowCovering.open"),
        ("enum", "ZZ", "windowCovering.close"),
        ("enum", "STOP", "windowCovering.stop"),
    ),
    "power_go": (("boolean", True, "robotVacuum.start"), ("boolean", False, "robotVacuum.stop")),
    "pause": (("boolean", True, "robotVacuum.pause"), ("boolean", False, "robotVacuum.resume")),
    "switch_charge": (("boolean", True, "robotVacuum.goHome"),),
    "seek": (("boolean", True, "robotVacuum.locate"),),
    "factory_reset": (("boolean", True, "deviceHealth.factoryReset"),),
    "filter_reset": (("boolean", True, "consumableMonitoring.resetCondition"),),
    "muffling": (("boolean", True, "smokeCoAlarm.mute"),),
}
"""Codes that are commands of ours: the type they have then, the value that is written, the command."""

ARGUMENTS: Final[dict[str, tuple[str, str]]] = {"manual_feed": ("petCare.feed", "portions")}
"""Codes that are commands of ours with the one argument that is written."""

MEASURED: Final = frozenset({"cur_current", "cur_power", "cur_voltage", "phase_a", "phase_b", "phase_c", "power_total"})
"""Codes of what devices measure all the time and tell on demand only."""

COVERED: Final = frozenset({"percent_control", "percent_state"})
"""Codes that count how far a cover is closed."""

REVERSED: Final = "control_back_mode"
"""The code that, with the word "back", tells that they count how far it is open."""

BATTERY_CODES: Final = frozenset(
    {"battery_percentage", "va_battery", "battery_state", "residual_electricity", "battery_value"}
)
"""Codes of what runs on a battery."""

_SECRETS: Final = ("password", "passwd", "pwd", "pin_code", "ssid", "psk")
"""Parts of codes whose values are secrets."""

TYPES: Final[dict[str, str]] = {
    **dict.fromkeys(("kg", "tdq", "cjkg", "kgq", "znkg", "gyms"), "wallSwitch"),
    **dict.fromkeys(("cz", "pc", "wkcz"), "smartPlug"),
    **dict.fromkeys(("tgq", "tgkg"), "dimmerModule"),
    **dict.fromkeys(("cl", "clkg", "jdcljqr"), "curtain"),
    **dict.fromkeys(("kt", "ktkzq"), "roomAirConditioner"),
    **dict.fromkeys(("fs", "fsd", "fskg"), "fan"),
    **dict.fromkeys(("pir", "hps"), "occupancySensor"),
    **dict.fromkeys(("ywbj", "cobj"), "smokeCoAlarm"),
    **dict.fromkeys(("rqbj", "jwbj"), "gasLeakAlarm"),
    **dict.fromkeys(("co2bj", "pm2.5", "hjjcy", "kqjcy"), "airQualitySensor"),
    **dict.fromkeys(("dlq", "zndb"), "electricMeter"),
    **dict.fromkeys(("ms", "jtmspro", "hotelms", "photolock"), "doorLock"),
    **dict.fromkeys(("wg", "wg2", "wfcon", "wnykq_wg"), "gateway"),
    **dict.fromkeys(("cwwsq", "cwysj", "msp"), "petFeeder"),
    "mc": "windowOpener",
    "ckmkzq": "garageDoor",
    "wk": "thermostat",
    "wkf": "radiatorValve",
    "qn": "spaceHeater",
    "rs": "electricWaterHeater",
    "znrb": "heatPump",
    "jsq": "humidifier",
    "cs": "dehumidifier",
    "kj": "airPurifier",
    "xxj": "aromaDiffuser",
    "wsdcg": "temperatureHumiditySensor",
    "ldcg": "lightSensor",
    "mcs": "contactSensor",
    "sj": "waterLeakSensor",
    "zd": "vibrationSensor",
    "sgbj": "siren",
    "sfkzq": "irrigation",
    "sd": "robotVacuum",
    "bh": "kettle",
    "sp": "camera",
    "wxkg": "button",
    "sos": "emergencyButton",
    "mal": "securityPanel",
    "wnykq": "irController",
    "bxx": "safeBox",
    "qxj": "rainSensor",
    "qccdz": "evCharger",
}
"""Device types of Tuya's categories; lights are told apart by what they can do."""

KINDS: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(LIGHTS, frozenset({"light"})),
    **dict.fromkeys(COOLERS | HEATERS, frozenset({"thermostat", "air"})),
    **dict.fromkeys(COVERS, frozenset({"cover"})),
    **dict.fromkeys(FANS | {"jsq", "cs"}, frozenset({"air"})),
    **dict.fromkeys(("pir", "hps"), frozenset({"presence"})),
    **dict.fromkeys(("dlq", "zndb"), frozenset({"breaker"})),
    "sgbj": frozenset({"siren"}),
    "ywbj": frozenset({"smoke"}),
    "rqbj": frozenset({"gas"}),
    "zd": frozenset({"vibration"}),
    "ms": frozenset({"lock"}),
    "sp": frozenset({"camera"}),
    "sd": frozenset({"vacuum"}),
    "sfkzq": frozenset({"valve"}),
    "qccdz": frozenset({"charger", "evse"}),
}
"""Kinds, in the words of schemas/mappings/setting.py, of Tuya's categories."""

_MEANINGS: Final = grouped((one.code, one) for one in MEANINGS)


def meanings(code: str, category: str) -> tuple[Meaning, ...]:
    """Give what a code may mean on a device of a category, those for this category first."""
    found = [one for one in _MEANINGS.get(code, ()) if not one.within or category in one.within]
    return tuple(sorted(found, key=lambda one: not one.within))


def rows(code: str, category: str, top: float | None) -> tuple[Row[str], ...]:
    """Give the rows of a code, best first; `top` is the greatest number of the data point."""
    has_top = top is not None and top > 0
    known = [one.row for one in meanings(code, category)]
    settings = claims(code, KINDS.get(category, frozenset()))
    unfit = () if has_top else (SHARE, WARMTH)
    return tuple(_fitted(row, top or 0) for row in (*known, *settings) if not any(row.convert is one for one in unfit))


def _fitted(row: Row[str], top: float) -> Row[str]:
    return replace(row, convert=_warmth(top)) if row.convert is WARMTH else row


def _warmth(top: float) -> Conversion:
    factor = Fraction(COLDEST_K - WARMEST_K) / Fraction(str(top))
    return linear(f"warmth({top:g})", factor, Fraction(WARMEST_K))


def is_secret(code: str) -> bool:
    """Whether the values of a code are secrets."""
    return any(part in code.casefold() for part in _SECRETS)


def is_told(code: str, category: str) -> bool:
    """Whether devices only tell it, as far as its code says that."""
    known = meanings(code, category)
    if known:
        return all(one.is_told for one in known)
    return code.endswith(("_state", "_status", "_current", "_value_current")) or code.startswith(("cur_", "va_"))


_GANG: Final = re.compile(r"(.+?)_(\d)")
_USB: Final = re.compile(r"(.+?)_usb(\d)")
FIRST_USB: Final = 11
"""The endpoint of the first USB socket."""


def base(code: str) -> tuple[str, int]:
    """Take the number of a gang off a code, and give both: code and endpoint."""
    if code in _MEANINGS or code in COMMANDS:
        return code, 1
    if code in {"phase_b", "phase_c"}:
        return code, 2 if code == "phase_b" else 3
    gang, usb = _GANG.fullmatch(code), _USB.fullmatch(code)
    if usb:
        return usb[1], FIRST_USB - 1 + max(int(usb[2]), 1)
    if gang and (gang[1] in _MEANINGS or gang[1] in COMMANDS):
        return gang[1], max(int(gang[2]), 1)
    return code, 1
