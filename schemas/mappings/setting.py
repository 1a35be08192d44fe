"""What makers call their measurements and settings where their ecosystem gives no class: names, shared by every reader.

A name is a whole name or a regular expression of a family (`max_temperature_alarm`,
`alarm_temperature_max`). `within`
narrows a claim to devices of a kind, because `sensitivity` of a siren is not that of a radar. As everywhere,
a row only
claims: kind, unit and range decide for each device. Names: the published device documentation of the Zigbee, Tuya and
ESP makers that talk MQTT; Zigbee Cluster Library 8 where a name is an attribute of a cluster.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from schemas.conversion import (
    IDENTITY,
    INVERT_BOOLEAN,
    NUMBER_AS_TEXT,
    SHARE,
    Conversion,
    amounts,
    vocabulary,
)
from schemas.mapping import Row
from schemas.mappings.wording import (
    ALARM_STATE,
    BREAKER,
    BRIGHT,
    CHANGED_BY,
    CHECKED,
    DECOUPLED,
    DIM,
    ENABLED,
    FLOW,
    HEAT_OR_COOL,
    INDICATOR,
    INVERTED,
    LEVEL,
    LOUDNESS,
    MOTION,
    MOTOR_MODE,
    MOTOR_REVERSED,
    PHASE,
    PROGRAMMING,
    REACTION,
    SENSOR,
    SMOKE_LEVEL,
    START_UP,
    START_UP_COLOUR,
    SWITCH_TYPE,
    TEMPERATURE_SCALE,
    TESTED,
    THREE,
    THRESHOLD_STATE,
    VALVE,
    WET_OR_DRY,
    WINDOW,
    breaker_event,
    switch,
)
from schemas.registry import Spec

_PLAIN: Final = re.compile(r"[a-z0-9_]+")
PORTION: Final = 32  # patterns; about 2 ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One row under several names; `within` names the kinds a device must be of, after a "-" those it must not be."""

    names: tuple[str, ...]
    within: str
    row: Row[str]

    def holds(self, kinds: Collection[str]) -> bool:
        """Whether it applies to a device of these kinds."""
        return all(word[1:] not in kinds if word[0] == "-" else word in kinds for word in self.within.split())


def _set(
    names: str,
    to: str,
    *converts: Conversion,
    unit: str = "",
    difference: bool = False,
    within: str = "",
) -> Iterator[Setting]:
    """One setting for each of several forms that the same names come in."""
    capability, name = to.split(".")
    for convert in converts or (IDENTITY,):
        row = Row(source=names, capability=capability, name=name, convert=convert, unit=unit, difference=difference)
        yield Setting(names=tuple(names.split()), within=within, row=row)


_MAX: Final = "(?:max|maximum|high|upper)"
_MIN: Final = "(?:min|minimum|low|lower)"
_ENDING: Final = "(?:_alarm|_limit|_threshold|_set|_value|_alarm_value|_alarm_threshold|_border)?"


def _ends(quantity: str, which: str) -> str:
    """Names of one end of a range: max_temperature_alarm and alarm_temperature_max."""
    return (
        f"(?:alarm_)?{which}_{quantity}{_ENDING} (?:alarm_)?{quantity}(?:_alarm)?_{which}{_ENDING} "
        f"{quantity}{_ENDING}_{which} set_{which}_{quantity}"
    )


_TEMPERATURE: Final = "temp(?:erature)?"
_OFFSET: Final = "(?:calibration|offset|compensation|correction|adjustment)"

SETTINGS: Final[tuple[Setting, ...]] = (
    # The device itself.
    *_set("linkquality link_quality lqi", "deviceHealth.linkQuality", unit="{lqi}"),
    *_set("power_outage_count power_outages", "deviceHealth.powerOutageCount"),
    *_set("tx_radio_power", "deviceHealth.transmitPower", IDENTITY, amounts("{dBm}"), unit="{dBm}"),
    *_set("transmit_power tx_power radio_power", "deviceHealth.transmitPower"),
    *_set("(?:cpu|chip|board|internal|mcu|processor|device)_temperature", "deviceHealth.deviceTemperature"),
    *_set("lifetime operating_hours running_hours working_hours total_operat(?:ing|ional)_hours",
          "deviceHealth.operatingHours"),
    *_set("error_code error_status fault_code", "deviceHealth.faultCode", NUMBER_AS_TEXT, IDENTITY),
    *_set("fault fault_alarm device_fault malfunction problem trouble",
          "deviceHealth.faultSeverity", switch("error", "none")),
    *_set("tamper tamper_alarm tampered dismantled anti_dismantle", "deviceHealth.tampered"),
    *_set("set_altitude altitude elevation", "deviceInformation.altitude"),
    *_set("smart_sleep", "powerSource.batterySaving"),
    *_set("battery_sav(?:er|ing) power_saving(?:_mode)? low_power_mode",
          "powerSource.batterySaving", within="battery"),
    *_set("name device_name", "deviceInformation.nodeLabel"),
    *_set("ip_address", "deviceInformation.ipAddress"),
    *_set("mac_address", "deviceInformation.macAddress"),
    *_set("serial_number", "deviceInformation.serialNumber"),
    *_set("soft(?:ware)?_version firmware_version", "deviceInformation.softwareVersion"),
    *_set("hardware_version", "deviceInformation.hardwareVersion"),
    *_set("linkquality link_quality lqi signal_quality", "deviceHealth.signalQuality"),
    *_set("(?:self_?test|checking|self_checking)_result self_?test",
          "deviceHealth.selfTestResult", TESTED, within="-smoke -gas"),
    *_set("(?:self_?test|checking|self_checking)_result", "smokeCoAlarm.selfTestResult", CHECKED, within="smoke"),
    *_set("(?:self_?test|checking|self_checking)_result", "gasLeakAlarm.selfTestResult", CHECKED, within="gas"),
    # How often it measures and reports.
    *_set("(?:sensor_)?(?:reading|measurement|measuring|measure|sample|sampling)_(?:interval|period) sampling "
          "(?:temperature|humidity|soil)_sampling", "reportingConfiguration.measurementInterval"),
    *_set("report_(?:delay|interval|period) reporting_(?:interval|period|time) update_(?:interval|frequency|period) "
          "refresh_(?:interval|rate)", "reportingConfiguration.reportingInterval"),
    *_set("min(?:imum)?_report(?:ing)?_interval", "reportingConfiguration.minimumInterval"),
    *_set("max(?:imum)?_report(?:ing)?_interval", "reportingConfiguration.maximumInterval"),
    *_set("comparison_previous_data report_on_change", "reportingConfiguration.onlyChanges"),
    *_set("config_report_enable", "reportingConfiguration.enabled"),
    # Temperature and humidity.
    *_set(_ends(_TEMPERATURE, _MAX), "temperatureMeasurement.highThreshold", within="-thermostat -breaker"),
    *_set(_ends(_TEMPERATURE, _MIN), "temperatureMeasurement.lowThreshold", within="-thermostat -breaker"),
    *_set("temperature_alarm(?:_state|_status)? temp_alarm",
          "temperatureMeasurement.thresholdState", THRESHOLD_STATE),
    *_set("enabling_temperature_control", "temperatureMeasurement.thresholdControl"),
    *_set("temperature_actions?", "temperatureMeasurement.thresholdAction", HEAT_OR_COOL),
    *_set(f"{_TEMPERATURE}_(?:report_)?(?:sensitivity|threshold|delta|report_change)",
          "temperatureMeasurement.reportingThreshold", difference=True, within="-thermostat"),
    *_set(f"{_TEMPERATURE}_(?:periodic_report|report(?:ing)?_(?:interval|time|period))",
          "temperatureMeasurement.reportingInterval"),
    *_set(f"local_temperature_{_OFFSET} {_TEMPERATURE}_{_OFFSET}", "thermostat.localTemperatureCalibration",
          difference=True, within="thermostat"),
    *_set(f"{_TEMPERATURE}_{_OFFSET} (?:calibration|offset)_{_TEMPERATURE}",
          "temperatureMeasurement.calibrationOffset",
          difference=True),
    *_set(_ends("humidity", _MAX), "relativeHumidityMeasurement.highThreshold", within="-thermostat"),
    *_set(_ends("humidity", _MIN), "relativeHumidityMeasurement.lowThreshold", within="-thermostat"),
    *_set("humidity_alarm(?:_state|_status)? hum_alarm",
          "relativeHumidityMeasurement.thresholdState", THRESHOLD_STATE),
    *_set("enabling_humidity_control", "relativeHumidityMeasurement.thresholdControl"),
    *_set("humidity_actions?", "relativeHumidityMeasurement.thresholdAction", WET_OR_DRY),
    *_set("humidity_(?:report_)?(?:sensitivity|threshold|delta|report_change)",
          "relativeHumidityMeasurement.reportingThreshold"),
    *_set("humidity_(?:periodic_report|report(?:ing)?_(?:interval|time|period))",
          "relativeHumidityMeasurement.reportingInterval"),
    *_set(f"hum(?:idity)?_{_OFFSET} (?:calibration|offset)_humidity",
          "relativeHumidityMeasurement.calibrationOffset"),
    *_set(f"pressure_{_OFFSET}", "pressureMeasurement.calibrationOffset"),
    # Light.
    *_set(f"(?:illuminance|lux|luminance)_{_OFFSET}", "illuminanceMeasurement.calibrationOffset"),
    *_set("(?:lux|illuminance)_(?:factor|coefficient)", "illuminanceMeasurement.calibrationFactor", unit="1"),
    *_set("bright_threshold high_(?:light|lux|illuminance)_threshold", "illuminanceMeasurement.brightThreshold"),
    *_set("dark_threshold low_(?:light|lux|illuminance)_threshold", "illuminanceMeasurement.darkThreshold"),
    *_set("light_level illumination brightness_(?:state|level) (?:illuminance|luminance)_level",
          "illuminanceMeasurement.lightLevel", BRIGHT),
    # Air.
    *_set("voc_(?:index|idx)", "airQuality.vocIndex"),
    *_set("nox_(?:index|idx)", "airQuality.noxIndex"),
    *_set("pm4 pm_?4_0 pm40", "concentrationMeasurement.pm4"),
    *_set("voc tvoc total_volatile_organic_compounds", "concentrationMeasurement.tvocByVolume"),
    *_set("eco2 eco2_ppm equivalent_co2", "concentrationMeasurement.equivalentCarbonDioxide"),
    *_set("co2_(?:offset|calibration|correction)", "concentrationMeasurement.carbonDioxideOffset"),
    *_set("pm25_(?:offset|calibration|correction)", "concentrationMeasurement.pm25Offset"),
    *_set("high_(?:co2_)?gas high_co2 co2_(?:alarm_(?:value|threshold)|hazardous_threshold|(?:high|max)_threshold)",
          "concentrationMeasurement.carbonDioxideHighThreshold", within="co2"),
    *_set("low_(?:co2_)?gas low_co2 co2_(?:low|min)_threshold",
          "concentrationMeasurement.carbonDioxideLowThreshold", within="co2"),
    *_set("enable_(?:co2_)?gas enable_co2", "concentrationMeasurement.carbonDioxideThresholdControl", within="co2"),
    *_set("automatic_(?:self_)?calibrations? automatic_scal auto_calibration self_calibration "
          "co2_auto(?:matic)?_(?:self_)?calibration",
          "concentrationMeasurement.carbonDioxideSelfCalibration", within="co2"),
    *_set("manual_forced_recalibration", "concentrationMeasurement.carbonDioxideReference"),
    *_set("high_pm25 pm25_(?:alarm_(?:value|threshold)|(?:high|max)_threshold)",
          "concentrationMeasurement.pm25HighThreshold"),
    *_set("low_pm25 pm25_(?:low|min)_threshold", "concentrationMeasurement.pm25LowThreshold"),
    *_set("enable_pm25", "concentrationMeasurement.pm25ThresholdControl"),
    # Presence.
    *_set("(?:set_)?detection_(?:distance|range)(?:_max)? (?:max|maximum|far|farthest|furthest|largest)_"
          "(?:range|distance|detection(?:_distance)?) (?:radar|presence|motion)_(?:range|distance)",
          "occupancySensing.detectionRange", IDENTITY, amounts("m"), within="presence"),
    *_set("(?:min|minimum|near|nearest|closest|shield)_(?:range|distance|detection(?:_distance)?) "
          "detection_(?:distance|range)_min", "occupancySensing.minimumRange", within="presence"),
    *_set("(?:static|still|breath|breathing|small|small_detection|small_motion_detection|micro_motion)_sensitivity "
          "(?:presence|static)_(?:detection|detect)_sensitivity(?:_level)?",
          "occupancySensing.stillSensitivity", IDENTITY, SHARE, within="presence"),
    *_set("(?:radar|motion|pir|move|moving|occupancy|presence|detection|motion_detection|large_motion_detection|"
          "human_presence|entry|sensor|motion_detect|presence_sensor)_sensitivity(?:_level)? sensitivity(?:_level)?",
          "occupancySensing.sensitivity", IDENTITY, SHARE, within="presence"),
    *_set("(?:radar|motion|pir|move|moving|occupancy|presence|detection|motion_detection|"
          "sensor)_sensitivity(?:_level)? "
          "sensitivity(?:_level)?", "occupancySensing.sensitivityLevel", LEVEL, within="presence"),
    *_set("(?:pir|ultrasonic)?_?(?:o2u|occupied_to_unoccupied)_delay keep_time(?:_\\w+)? occupancy_timeout",
          "occupancySensing.holdTime", IDENTITY, amounts("s"), unit="s", within="presence"),
    *_set("fading_time fade_time "
          "(?:presence|motion|occupancy|no_motion)_(?:timeout|hold_time|keep_time|hold_delay|"
          "clear_delay) "
          "hold(?:ing)?_time "
          "(?:departure|absence|leave|vacancy|unoccupied|nobody|none)_(?:delay|time|delay_time|"
          "timeout) "
          "(?:occupancy|presence)_(?:off|clear)_(?:delay|time) unmanned_duration",
          "occupancySensing.holdTime", IDENTITY, amounts("s"), within="presence"),
    *_set("(?:pir|ultrasonic)?_?(?:u2o|unoccupied_to_occupied)_delay", "occupancySensing.detectionDelay", unit="s",
          within="presence"),
    *_set("detection_delay (?:entry|trigger|occupancy|presence)_(?:filter_time|confirm(?:ation)?_time)",
          "occupancySensing.detectionDelay", within="presence"),
    *_set("(?:human_)?(?:motion|presence)_(?:state|status) presence_event "
          "(?:move|movement|motion|moving|target)_direction",
          "occupancySensing.movement", MOTION, within="presence"),
    *_set("(?:people|target|person|occupant)_count(?:ing)?", "occupancySensing.occupantCount", within="presence"),
    *_set("radar_switch induction_switch (?:presence|motion|occupancy)_detection",
          "occupancySensing.detectionEnabled",
          within="presence"),
    *_set("(?:breath(?:ing)?|respiratory|respiration)_rate", "vitalSigns.respiratoryRate"),
    *_set("heart_rate", "vitalSigns.heartRate"),
    *_set("(?:vibration_|shock_|detection_)?sensitivity(?:_level)?",
          "soundAndVibration.sensitivityLevel", THREE, within="vibration"),
    *_set("(?:vibration_|shock_|detection_)?sensitivity(?:_level)?",
          "soundAndVibration.sensitivity", IDENTITY, SHARE, within="vibration"),
    *_set("(?:smoke_)?sensitivity(?:_level)?", "smokeCoAlarm.sensitivityLevel", SMOKE_LEVEL, within="smoke"),
    # Its own panel.
    *_set("child_lock keypad_lockout button_lock key_lock panel_lock", "userInterface.keypadLockout",
          IDENTITY, vocabulary(unlock=False, unlocked=False, lock1=True, lock2=True, lock=True, locked=True)),
    *_set("indicator_(?:mode|status) indicator(?:_light)? led_(?:mode|state|indicator)|backlight_mode|light_mode "
          "switch_(?:indicator|led)_mode", "userInterface.indicatorMode", INDICATOR, within="-light"),
    *_set("led_(?:enable|indication|indicator|light|state|status|switch) indicator(?:_led|_light)? light_indicator "
          "network_indicator trigger_indicator heartbeat_indicator led_if_on led_in_dark "
          "status_(?:led|indication|light) backlight(?:_mode|_switch|_led) switch_backlight",
          "userInterface.indicatorLight", IDENTITY, ENABLED),
    *_set("backlight", "userInterface.indicatorLight", IDENTITY, ENABLED, within="-display"),
    *_set("(?:led|indicator|led_indicator|indicator_light|led_moving|button_led)_(?:brightness|intensity|level) "
          "light_indicator_level backlight_(?:brightness|level|intensity)",
          "userInterface.indicatorBrightness", IDENTITY, SHARE),
    *_set("(?:display|screen|lcd|oled)_brightness brightness_display",
          "userInterface.displayBrightness", IDENTITY, SHARE),
    *_set("backlight(?:_mode|_level|_brightness)? indicator_(?:brightness|level)",
          "userInterface.indicatorLevel", DIM),
    *_set("auto_brightness automatic_brightness", "userInterface.automaticBrightness"),
    *_set("rotate(?:_display|_screen)? (?:display|screen)_rotat(?:e|ion)",
          "userInterface.displayRotation", amounts("deg"),
          unit="deg"),
    *_set("invert(?:_color|_display)? display_invert", "userInterface.displayInverted", INVERTED),
    *_set("(?:screen|display|lcd|backlight)_(?:off_time|timeout|time|duration|on_time)",
          "userInterface.displayTimeout",
          IDENTITY, amounts("s")),
    *_set("(?:display|screen|lcd)_?(?:on|onoff|enable|switch)", "userInterface.displayOn"),
    *_set("night_mode night_onoff_backlight led_disabled_night", "userInterface.nightMode"),
    *_set("night_on_backlight night_mode_start", "userInterface.nightModeStart"),
    *_set("night_off_backlight night_mode_end", "userInterface.nightModeEnd"),
    *_set("buzzer buzzer_feedback beep(?:_sound)?(?:_enabled?)? (?:key|button)_(?:sound|tone|beep) sound_enable",
          "userInterface.buzzer"),
    *_set("buzzer_mute mute_buzzer", "userInterface.buzzer", INVERT_BOOLEAN, within="-smoke"),
    *_set("temperature_(?:display_)?(?:unit|mode|scale) temperature_display_unit temperature_unit_convert "
          "display_(?:temperature_)?unit (?:degree|temp)_unit unit_of_temperature",
          "userInterface.temperatureDisplayUnit", TEMPERATURE_SCALE),
    # Switching.
    *_set("power_on_behaviou?r power_outage_memory power_on_state relay_(?:status|power_on_behavior) "
          "power_failure_memory "
          "restore_(?:state|mode) initial_state power_?on_status start_?up_(?:state|behaviou?r|on_off)",
          "onOff.startUpOnOff", START_UP),
    *_set("power_outage_memory power_failure_memory", "onOff.startUpOnOff", switch("previous", "off")),
    *_set("do_not_disturb", "onOff.startUpOnOff", switch("off", "on"), within="light"),
    *_set("do_not_disturb", "userInterface.doNotDisturb", within="-light"),
    *_set("(?:external_)?(?:switch|input|button)_type external_trigger_mode", "onOff.switchType", SWITCH_TYPE),
    *_set("(?:switch|operation|operating|relay|work|working|button|decoupled)_mode", "onOff.decoupled", DECOUPLED),
    *_set("decoupled(?:_mode)? detached(?:_mode)? detach_relay_mode", "onOff.decoupled"),
    *_set("auto_off(?:_enabled?)? inching(?:_control|_mode)?", "onOff.autoOff", IDENTITY, ENABLED, within="-cover"),
    *_set("auto_off_(?:time|timer|delay|timeout) inching_(?:time|duration|delay) timer_seconds", "onOff.autoOffDelay",
          IDENTITY, amounts("s")),
    *_set("countdown(?:_time|_timer|_set)?", "timerControl.countdown"),
    *_set("countdown_(?:left|remaining) remaining_time time_(?:left|remaining)", "timerControl.remainingTime"),
    *_set("countdown_(?:to_turn_)?off off_countdown countdown_time_on_to_off", "timerControl.offCountdown"),
    *_set("countdown_(?:to_turn_)?on on_countdown countdown_time_off_to_on", "timerControl.onCountdown"),
    # Lights.
    *_set("color_power_on_behavior", "colorControl.startUpColor", START_UP_COLOUR),
    *_set("effect", "colorControl.effect", within="light"),
    *_set("dimming_mode dimmer_mode (?:mode_)?phase_control(?:_mode)?", "levelControl.dimmingMode", PHASE),
    *_set("execute_if_off", "levelControl.executeIfOff"),
    # Heating and cooling.
    *_set("programming_operation_mode", "thermostat.programMode", PROGRAMMING),
    *_set("temperature_setpoint_hold_duration", "thermostat.setpointHoldDuration", unit="min"),
    *_set("temperature_setpoint_hold", "thermostat.setpointHold", IDENTITY, ENABLED),
    *_set("setpoint_change_source", "thermostat.setpointChangeSource", CHANGED_BY),
    *_set("min_heat_setpoint_limit min_temperature(?:_limit|_setpoint)? "
          "temperature_(?:min|lower)(?:_limit)? min_temp(?:_limit)?",
          "thermostat.minHeatingSetpoint", within="thermostat"),
    *_set("max_heat_setpoint_limit max_temperature(?:_limit|_setpoint)? "
          "temperature_(?:max|upper)(?:_limit)? max_temp(?:_limit)?",
          "thermostat.maxHeatingSetpoint", within="thermostat"),
    *_set("min_cool_setpoint_limit", "thermostat.minCoolingSetpoint"),
    *_set("max_cool_setpoint_limit", "thermostat.maxCoolingSetpoint"),
    *_set("(?:eco|energy_saving)_temp(?:erature)?", "thermostat.ecoHeatingSetpoint", within="thermostat"),
    *_set("comfort_temp(?:erature)?", "thermostat.comfortHeatingSetpoint", within="thermostat"),
    *_set("(?:away|holiday|vacation|leave)(?:_preset|_mode)?_temp(?:erature)?",
          "thermostat.unoccupiedHeatingSetpoint", within="thermostat"),
    *_set("(?:anti_?|de)?(?:frost|freeze)(?:_protection)?_temp(?:erature)?",
          "thermostat.frostProtectionSetpoint", within="thermostat"),
    *_set("frost_(?:protection|protect|guard|lock) anti_?(?:frost|freeze)(?:_mode)?",
          "thermostat.frostProtection", IDENTITY, ENABLED),
    *_set("boost(?:_mode|_heating)?", "comfortOptions.boostMode", IDENTITY, ENABLED, within="thermostat"),
    *_set("boost(?:_heating)?_(?:time|duration|countdown|timeset_countdown|countdown_time_set)",
          "thermostat.boostDuration",
          within="thermostat"),
    *_set("(?:away|holiday|vacation)_mode", "thermostat.away", IDENTITY, ENABLED, within="thermostat"),
    *_set("(?:open_)?window_(?:open_)?(?:detection|detect|check)(?:_enabled?)? open_window_(?:function|switch)",
          "thermostat.windowDetection", IDENTITY, ENABLED),
    *_set("window(?:_open|_state|_status)? open_window(?:_state|_status)? window_opened",
          "thermostat.windowOpen", IDENTITY, WINDOW,
          within="thermostat"),
    *_set("(?:open_)?window(?:_open|_detection)?_temp(?:erature)?",
          "thermostat.windowOpenTemperature", within="thermostat"),
    *_set("(?:open_)?window(?:_open|_detection|_detect)?_(?:time|duration|timeout)",
          "thermostat.windowOpenDuration", within="thermostat"),
    *_set("(?:open_)?window(?:_detection)?_(?:sensitivity|drop|delta)",
          "thermostat.windowDetectionDrop", difference=True,
          within="thermostat"),
    *_set("(?:temperature_|temp_)?hyster(?:er)?sis dead_?(?:zone|band)(?:_temperature)? "
          "temperature_(?:delta|deadband|difference|sensitivity) "
          "switch_(?:difference|deviation)(?:_temp(?:erature)?)?",
          "thermostat.hysteresis", difference=True, within="thermostat"),
    *_set("(?:temperature_)?sensor(?:_mode|_choose|_selection|_select|_type)? control_sensor "
          "sensor_to_use temperature_sensor_select",
          "thermostat.sensorSelection", SENSOR, within="thermostat"),
    *_set("floor_temp(?:erature)?(?:_sensor)? local_temperature_floor floor_sensor_temperature",
          "thermostat.floorTemperature",
          within="thermostat"),
    *_set("(?:max|upper)_floor_temp(?:erature)? floor_max_heat_setpoint "
          "floor_temp(?:erature)?_(?:max|limit|upper_limit)(?:_limit)? floor_max_temp(?:erature)?",
          "thermostat.maxFloorTemperature", within="thermostat"),
    *_set("(?:min|lower)_floor_temp(?:erature)? floor_min_heat_setpoint "
          "floor_temp(?:erature)?_min(?:_limit)? floor_min_temp(?:erature)?",
          "thermostat.minFloorTemperature", within="thermostat"),
    *_set("external_temperature(?:_input)? remote_temperature external_sensor_temperature",
          "thermostat.externalTemperature",
          within="thermostat"),
    *_set("outdoor_temperature outside_temperature", "thermostat.outdoorTemperature", within="thermostat"),
    *_set("pi_heating_demand heating_demand", "thermostat.heatingDemand", unit="%"),
    *_set("eco_mode", "comfortOptions.ecoMode", IDENTITY, ENABLED, within="air"),
    *_set("boost(?:_mode)?", "comfortOptions.boostMode", within="air -thermostat"),
    *_set("quiet_(?:fan|mode)", "comfortOptions.quietMode", within="air"),
    *_set("sleep_mode", "comfortOptions.sleepMode", within="air"),
    *_set("ionizer anion", "comfortOptions.ionizer", within="air"),
    *_set("(?:scale_protection|anti_scal(?:e|ing))",
          "thermostat.scaleProtection", IDENTITY, ENABLED, within="thermostat"),
    *_set("valve_(?:position|opening(?:_percentage)?|opening_level|level) valve_opening_degree",
          "valveControl.targetLevel", unit="%"),
    *_set("valve_(?:position|opening(?:_percentage)?|opening_level|level)",
          "valveControl.currentLevel", unit="%"),
    *_set("valve_(?:state|status)", "valveControl.currentState", VALVE, switch("open", "closed")),
    *(
        one
        for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
        for one in _set(f"(?:weekly_)?schedule_{day} {day}_schedule", f"thermostat.{day}Schedule",
        within="thermostat")
    ),
    # Weather and water.
    *_set("gust_speed wind_gust(?:_speed)?", "weatherMeasurement.gustSpeed"),
    *_set("rain_status raining is_raining", "liquidDetection.rainDetected"),
    *_set("precipitation rain(?:fall)?_total total_rain(?:fall)?", "weatherMeasurement.precipitationTotal"),
    *_set("(?:rain|rainfall|precipitation)_(?:rate|intensity)", "weatherMeasurement.precipitationIntensity"),
    *_set("dry soil_dry", "waterAndSoilQuality.dry"),
    *_set("leak_detect(?:ed)? water_leak_detected leakage_detected", "liquidDetection.leakDetected"),
    *_set("water_meter", "utilityMeter.volumeTotal"),
    # Fans, filters, water.
    *_set("filter_age", "consumableMonitoring.timeUsed"),
    *_set("filter_(?:life|remaining|life_left|life_remaining|level)", "consumableMonitoring.condition"),
    *_set("(?:open|valve|irrigation|watering)_duration", "valveControl.openDuration", within="valve"),
    *_set("soil_(?:moisture|humidity)", "waterAndSoilQuality.soilMoisture"),
    *_set("water_(?:consumed|consumption|total|used) total_water(?:_consumption|_used)?", "utilityMeter.volumeTotal"),
    # Covers.
    *_set("(?:motor_)?calibrat(?:ion|e|ing) calibration_mode",
          "windowCovering.calibrationMode", IDENTITY, ENABLED, within="cover"),
    *_set("(?:calibration_time_(?:up|open|opening)|(?:up|open|opening)_time|motor_(?:up|open)_time)",
          "windowCovering.openingTime", within="cover"),
    *_set("(?:calibration_time_(?:down|close|closing)|(?:down|close|closing)_time|motor_(?:down|close)_time)",
          "windowCovering.closingTime", within="cover"),
    *_set("(?:motor_)?calibration_time travel_time(?:_full)? movement_time",
          "windowCovering.movementTime", within="cover"),
    *_set("(?:favou?rite|best|my)_position", "windowCovering.favoritePosition", unit="%", within="cover"),
    *_set("(?:motor_)?speed", "windowCovering.motorSpeed", IDENTITY, SHARE, within="cover"),
    *_set("motor_speed speed", "windowCovering.motorSpeedLevel", THREE, within="cover"),
    *_set("(?:motor_)?(?:working_)?mode", "windowCovering.motorMode", MOTOR_MODE, within="cover"),
    *_set("(?:motor_)?(?:direction|reversal|reversed?|steering) reverse_direction invert_cover "
          "motor_direction_reversed "
          "motor_reversal", "windowCovering.motorReversed", IDENTITY, MOTOR_REVERSED, within="cover"),
    *_set("(?:obstruction|obstacle)(?:_detected)?", "windowCovering.obstacleDetected", within="cover"),
    # Alarms.
    *_set("alarm_(?:switch|enabled?)", "warningDevice.alarmEnabled", IDENTITY, ENABLED, within="-siren"),
    *_set("(?:alarm|siren)(?:_switch|_active)?", "warningDevice.alarmActive", within="siren"),
    *_set("(?:alarm_|siren_|max_)?duration alarm_time", "warningDevice.duration", within="siren"),
    *_set("(?:alarm_|siren_)?volume", "warningDevice.soundVolume", LOUDNESS, within="siren"),
    *_set("melody ringtone tone siren_(?:melody|ringtone|tone)", "warningDevice.tone", within="siren"),
    *_set("alarm_(?:melody|ringtone|tone)", "warningDevice.tone"),
    *_set("smoke_density smoke_concentration smoke_value", "smokeCoAlarm.smokeDensity"),
    *_set("preheat(?:ing)?", "gasLeakAlarm.preheating", within="gas"),
    *_set("gas(?:_value|_concentration)?", "gasLeakAlarm.gasConcentration"),
    *_set("set_max_gas_alarm gas_(?:high|max)_threshold", "gasLeakAlarm.highThreshold"),
    *_set("set_max_co_alarm co_(?:high|max)_threshold", "smokeCoAlarm.coHighThreshold"),
    *_set("smoke_(?:state|status|alarm_state)", "smokeCoAlarm.smokeState", ALARM_STATE),
    *_set("co_(?:state|status|alarm_state)", "smokeCoAlarm.coState", ALARM_STATE),
    *_set("gas_(?:sensor_)?(?:state|status|alarm_state)", "gasLeakAlarm.alarmState", ALARM_STATE),
    *_set("(?:self_?test|test)(?:_in_progress)?", "smokeCoAlarm.testInProgress", within="smoke"),
    *_set("(?:alarm_)?silence mute(?:d|_buzzer)? buzzer_mute",
          "smokeCoAlarm.deviceMuted", switch("muted", "notMuted"), within="smoke"),
    *_set("end_of_life lifecycle", "smokeCoAlarm.endOfServiceAlert", switch("expired", "normal"), within="smoke"),
    # Electricity.
    *_set("voltage (?:mains|rms|line|grid)_voltage", "electricalPowerMeasurement.voltage", within="-battery"),
    *_set("leakage_current residual_current", "electricalPowerMeasurement.leakageCurrent"),
    *_set("angle_x tilt_x", "soundAndVibration.tiltX"),
    *_set("angle_y tilt_y", "soundAndVibration.tiltY"),
    *_set("angle_z tilt_z", "soundAndVibration.tiltZ"),
    *_set("tilt", "soundAndVibration.tiltDetected"),
    *_set("energy_flow(?:_direction)? power_(?:direction|flow)", "electricalPowerMeasurement.powerFlow", FLOW),
    *_set("overload_protection overload_limit", "electricalProtection.overPowerThreshold"),
    *_set("neutral_current current_neutral", "electricalPowerMeasurement.neutralCurrent"),
    *_set("(?:power_total|total(?:_active)?_power)", "electricalPowerMeasurement.activePower"),
    *_set("(?:energy_total|total(?:_active)?_energy|total_forward_energy|forward_energy)",
          "electricalEnergyMeasurement.cumulativeEnergyImported"),
    *_set("(?:total_)?reverse_energy energy_reverse", "electricalEnergyMeasurement.cumulativeEnergyExported"),
    *_set("(?:total_)?reactive_energy(?:_imported)? energy_reactive",
          "electricalEnergyMeasurement.reactiveEnergyImported"),
    *_set("(?:total_)?apparent_energy energy_apparent", "electricalEnergyMeasurement.apparentEnergyImported"),
    *(
        one
        for tier in range(1, 7)
        for one in _set(
            f"energy_(?:tier|t|tariff)_?{tier} (?:tier|tariff)_?{tier}_energy current_tier_?{tier}_summ_delivered",
            f"electricalEnergyMeasurement.tier{tier}EnergyImported",
        )
    ),
    *(
        one
        for ours, words, bare in (
            ("overVoltage", "(?:over_?voltage|high_voltage)", "(?:voltage_(?:max|upper|high)|max_voltage)"),
            ("underVoltage", "(?:under_?voltage|low_voltage)", "(?:voltage_(?:min|lower|low)|min_voltage)"),
            ("overCurrent", "over_?current", "(?:current|max_current|current_max)"),
            ("overPower", "(?:over_?power|overload)", "(?:power|max_power|power_max)"),
            ("leakageCurrent", "leakage(?:_current)?", "leakage"),
            ("overTemperature", "over_?temperature", "(?:high_temperature|temperature)"),
        )
        for one in (
            *_set(f"{words}_(?:threshold|limit|protection_value)", f"electricalProtection.{ours}Threshold"),
            *_set(f"{bare}_(?:threshold|limit|protection_value)", f"electricalProtection.{ours}Threshold",
                  within="breaker"),
            *_set(f"(?:{words}|{bare})_(?:setting|breaker|protection|protect)", f"electricalProtection.{ours}Reaction",
                  REACTION, BREAKER, within="breaker"),
        )
    ),
    *_set("auto_reclos(?:ing|e)", "electricalProtection.autoReclosing"),
    *_set("(?:last_)?event", "electricalProtection.lastEvent", breaker_event(), within="breaker"),
    # Car chargers.
    *_set("(?:charge|charging)_(?:current_)?limit setpoint_charging_current (?:max_)?charging_current(?:_setpoint)?",
          "energyEvse.userMaximumChargeCurrent", within="charger"),
    *_set("(?:last_)?session_energy", "energyEvse.sessionEnergyCharged", within="charger"),
    *_set("charging_duration session_(?:duration|time)", "energyEvse.sessionDuration", within="charger"),
    *_set("auto_charge", "energyEvse.autoCharge", within="charger"),
    *_set("cable_locked?", "energyEvse.cableLocked", within="charger"),
    *_set("single_phase", "energyEvse.singlePhase", within="charger"),
    *_set("derated", "energyEvse.derated", within="charger"),
    # Locks.
    *_set("auto_(?:re)?lock_time", "doorLock.autoRelockTime", unit="s", within="lock"),
    *_set("sound_volume volume", "doorLock.soundVolume", LOUDNESS, within="lock"),
)  # fmt: skip


PRESSES: Final = tuple(
    (re.compile(names), within, capability, command)
    for names, within, capability, command in (
        ("identify", "", "deviceInformation", "identify"),
        ("factory_reset|restore_(?:default|factory)", "", "deviceHealth", "factoryReset"),
        ("restart|reboot(?:_device)?", "", "deviceHealth", "restart"),
        ("forced_recalibration|co2_(?:forced_)?(?:re)?calibration", "co2",
         "concentrationMeasurement", "calibrateCarbonDioxide"),
        ("factory_reset_co2", "", "concentrationMeasurement", "resetCarbonDioxideCalibration"),
        ("(?:reset|clear)_(?:total_)?(?:energy|metering|meter|electricity|consumption)(?:_meters?)?|energy_reset", "",
         "electricalEnergyMeasurement", "resetEnergy"),
        ("(?:reset|replace)_filter|filter_reset", "", "consumableMonitoring", "resetCondition"),
        ("self_?test|self_checking|test", "smoke", "smokeCoAlarm", "selfTestRequest"),
        ("self_?test|self_checking|test", "gas", "gasLeakAlarm", "selfTest"),
        ("(?:motor_)?calibrate", "cover", "windowCovering", "calibrate"),
        ("charging_start", "", "energyEvse", "enableCharging"),
        ("charging_(?:stop|pause)", "", "energyEvse", "disable"),
    )
)  # fmt: skip
"""What is pressed rather than set: names, the kind of device, our command. An enum of one word or a writable truth."""


def pressed(name: str, kinds: Collection[str]) -> tuple[str, str] | None:
    """Give the capability and command that a button of this name stands for, on a device of these kinds."""
    for names, within, capability, command in PRESSES:
        if (not within or within in kinds) and names.fullmatch(name):
            return capability, command
    return None


@cache
def _tables() -> tuple[dict[str, list[Setting]], list[tuple[re.Pattern[str], Setting]]]:
    """Whole names to look up, and families to try in turn; made at need, for compiling them takes 10 ms of a start."""
    exact: dict[str, list[Setting]] = {}
    families: list[tuple[re.Pattern[str], Setting]] = []
    for one in SETTINGS:
        for name in one.names:
            if _PLAIN.fullmatch(name):
                exact.setdefault(name, []).append(one)
            else:
                families.append((re.compile(name), one))
    return exact, families


def prepare() -> Iterator[None]:
    """Compile the families some at a time, for who cannot wait for all at once; nothing where that is done."""
    if not _tables.cache_info().currsize:
        families = [name for one in SETTINGS for name in one.names if not _PLAIN.fullmatch(name)]
        for at in range(0, len(families), PORTION):
            for name in families[at : at + PORTION]:
                re.compile(name)  # `re` keeps it for `_tables`
            yield
        _tables()


@lru_cache(maxsize=1024)
def _claims(name: str) -> tuple[Setting, ...]:
    exact, families = _tables()
    found = [*exact.get(name, ()), *(one for pattern, one in families if pattern.fullmatch(name))]
    return tuple({id(one): one for one in found}.values())


def claims(name: str, kinds: Collection[str]) -> Iterator[Row[str]]:
    """Give the rows that a name may mean on a device of these kinds, the most telling first."""
    return (one.row for one in _claims(name) if one.holds(kinds))


def is_only_read(access: str, spec: Spec) -> bool:
    """Whether a source is a reading where ours is a setting or a target, which a vendor would let somebody write.

    A sensor called max_temperature tells the highest of the day, not a limit that somebody set.
    """
    wished = "w" in spec.access and ("n" not in spec.access or spec.name.startswith("target"))
    return "w" not in access and wished


def is_known(name: str) -> bool:
    """Whether any device calls one of its properties that."""
    return bool(_claims(name))
