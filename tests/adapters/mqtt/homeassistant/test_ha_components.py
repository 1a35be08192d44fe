from typing import Any

import pytest

from adapters.mqtt.homeassistant.component import COMPONENTS
from schemas.vocabulary import Hazard, Kind
from tests.adapters.mqtt.homeassistant.discovered import Discovered


def test_sensor_converts_its_unit() -> None:
    home = Discovered(
        (
            "sensor",
            {
                "device_class": "temperature",
                "unit_of_measurement": "°F",
                "state_topic": "s",
                "value_template": "{{ value_json.t }}",
            },
        )
    )
    assert home.paths == ["1/temperatureMeasurement/measuredValue"]
    assert home.property(home.paths[0]).unit == "Cel"
    assert home.state("s", '{"t": 212}') == {home.paths[0]: pytest.approx(100)}
    assert home.state("s", '{"t": "32.0"}') == {home.paths[0]: pytest.approx(0, abs=1e-9)}
    assert home.state("s", '{"t": null}') == {home.paths[0]: None}
    assert home.state("s", '{"other": 1}') == {}
    assert home.faults("s", '{"t": "warm"}')[0].code == "bad-value"


def test_a_sensor_of_another_unit_than_ours_is_carried_as_the_vendors() -> None:
    home = Discovered(("sensor", {"device_class": "temperature", "unit_of_measurement": "lx", "state_topic": "s"}))
    (one,) = home.device.properties
    assert one.is_vendor
    assert "lx" in one.reason
    assert home.state("s", "300") == {one.path: 300}


@pytest.mark.parametrize("name", ["dew_point", "wind_chill", "target_temperature", "last_temperature"])
def test_a_class_alone_does_not_make_a_measurement(name: str) -> None:
    config = {"device_class": "temperature", "unit_of_measurement": "°C", "state_topic": "s", "object_id": name}
    assert Discovered(("sensor", config)).device.properties[0].is_vendor


def test_phases_of_a_meter_are_endpoints() -> None:
    several = [
        ("sensor", {"device_class": kind, "unit_of_measurement": unit, "state_topic": "s", "object_id": name})
        for kind, unit in (("power", "W"), ("current", "A"))
        for name in (kind, f"{kind}_phase_b", f"{kind}_phase_c")
    ]
    endpoints = [path.split("/")[0] for path in Discovered(*several).paths]
    assert sorted(endpoints) == ["1", "1", "2", "2", "3", "3"]


def test_sensor_without_class_or_unit_is_a_text() -> None:
    home = Discovered(("sensor", {"state_topic": "s", "object_id": "note"}))
    assert home.state("s", "hello") == {"1/vendor/homeassistant.note": "hello"}
    assert home.state("s", "21.50") == {"1/vendor/homeassistant.note": "21.50"}


def test_sensor_of_a_list_of_options_takes_only_those() -> None:
    home = Discovered(
        ("sensor", {"device_class": "enum", "options": ["a", "b"], "state_topic": "s", "object_id": "phase"})
    )
    assert home.state("s", "b") == {"1/vendor/homeassistant.phase": "b"}
    assert home.faults("s", "c")[0].place == "1/vendor/homeassistant.phase"


def test_timestamp_needs_its_zone() -> None:
    home = Discovered(("sensor", {"device_class": "timestamp", "state_topic": "s"}))
    (one,) = home.device.properties
    assert one.kind is Kind.TIMESTAMP
    assert home.state("s", "2026-01-01T00:00:00+08:00") == {one.path: 1_767_196_800_000}
    assert home.faults("s", "2026-01-01T00:00:00")


@pytest.mark.parametrize(
    ("device_class", "path", "on", "off"),
    [
        ("door", "contactState/open", True, False),
        ("moisture", "liquidDetection/leakDetected", True, False),
        ("smoke", "smokeCoAlarm/smokeState", "critical", "normal"),
        ("battery", "powerSource/batteryChargeLevel", "warning", "ok"),
        ("lock", "doorLock/lockState", "unlocked", "locked"),
    ],
)
def test_binary_sensor(device_class: str, path: str, on: Any, off: Any) -> None:
    config = {"device_class": device_class, "state_topic": "s", "value_template": "{{ value_json.v }}"}
    home = Discovered(("binary_sensor", {**config, "payload_on": True, "payload_off": False}))
    assert home.state("s", '{"v": true}') == {f"1/{path}": on}
    assert home.state("s", '{"v": false}') == {f"1/{path}": off}
    assert home.faults("s", '{"v": "perhaps"}')


def test_switch_reads_and_writes_its_own_words() -> None:
    words = {"payload_on": "1", "payload_off": "0", "state_on": "yes", "state_off": "no"}
    home = Discovered(("switch", {**words, "state_topic": "s", "command_topic": "c", "retain": True, "qos": 1}))
    assert home.state("s", "yes") == {"1/onOff/onOff": True}
    assert home.set(onOff__onOff=False) == [("c", "0")]
    assert home.invoke("onOff", "on") == [("c", "1")]
    assert not home.property("1/onOff/onOff").optimistic


def test_a_setting_is_no_main_switch() -> None:
    config = {"state_topic": "s", "command_topic": "c", "value_template": "{{ value_json.factory_reset }}"}
    home = Discovered(("switch", {**config, "object_id": "factory_reset"}))
    assert home.paths == ["1/vendor/homeassistant.factory_reset"]
    categorised = Discovered(("switch", {"state_topic": "s", "command_topic": "c", "entity_category": "config"}))
    assert categorised.device.properties[0].is_vendor


def test_a_switch_without_state_is_optimistic() -> None:
    home = Discovered(("switch", {"command_topic": "c"}))
    one = home.property("1/onOff/onOff")
    assert (one.access, one.optimistic) == ("w", True)


def test_number_fits_only_inside_our_range() -> None:
    config = {"state_topic": "s", "command_topic": "c", "unit_of_measurement": "°C", "step": 0.5}
    fits = Discovered(("number", {**config, "min": -5, "max": 5, "object_id": "temperature_calibration"}))
    assert fits.paths == ["1/temperatureMeasurement/calibrationOffset"]
    assert fits.set(temperatureMeasurement__calibrationOffset=-1.5) == [("c", "-1.5")]
    wide = Discovered(("number", {**config, "min": -500, "max": 500, "object_id": "temperature_calibration"}))
    assert "reaches -500" in wide.device.properties[0].reason
    assert wide.property(wide.paths[0]).minimum == -500


def test_number_has_home_assistants_own_limits_and_can_be_reset() -> None:
    home = Discovered(("number", {"state_topic": "s", "command_topic": "c", "payload_reset": "unset"}))
    (one,) = home.device.properties
    assert (one.minimum, one.maximum, one.step) == (1, 100, 1)
    assert home.state("s", "unset") == {one.path: None}
    assert home.state("s", "42") == {one.path: 42}


def test_select_maps_its_options() -> None:
    options = ["on", "off", "restore"]
    config = {"state_topic": "s", "command_topic": "c", "options": options, "object_id": "power_outage_memory"}
    home = Discovered(("select", config))
    assert home.property("1/onOff/startUpOnOff").values == ("off", "on", "previous")
    assert home.state("s", "restore") == {"1/onOff/startUpOnOff": "previous"}
    assert home.set(onOff__startUpOnOff="previous") == [("c", "restore")]
    assert home.set(onOff__startUpOnOff="toggle") == "unknown-value"


def test_text_and_its_secret_mode() -> None:
    home = Discovered(("text", {"state_topic": "s", "command_topic": "c", "object_id": "greeting"}))
    assert home.state("s", "hi") == {"1/vendor/homeassistant.greeting": "hi"}
    assert home.set(vendor__homeassistant_greeting="ho") == [("c", "ho")]
    hidden = Discovered(("text", {"state_topic": "s", "command_topic": "c", "mode": "password", "object_id": "x"}))
    assert hidden.property("1/vendor/homeassistant.x").kind is Kind.SECRET
    assert hidden.feed("s", b"hunter2") == []


@pytest.mark.parametrize("name", ["pin_code", "wifi_password", "admin_code", "user_pin", "wifi_ssid", "api_key"])
@pytest.mark.parametrize("component", ["text", "sensor"])
def test_what_is_called_a_secret_is_never_read(component: str, name: str) -> None:
    config = {"state_topic": "s", "value_template": f"{{{{ value_json.{name} }}}}", "object_id": name}
    home = Discovered((component, {**config, "command_topic": "c"}))
    (one,) = home.device.properties
    assert one.kind is Kind.SECRET
    assert "r" not in one.access
    assert home.state("s", f'{{"{name}": "1234"}}') == {}


@pytest.mark.parametrize(
    ("component", "config"),
    [
        ("lock", {"object_id": "secret_door"}),
        ("sensor", {"object_id": "token_rate", "unit_of_measurement": "/min"}),
        ("select", {"object_id": "gpio_pin", "options": ["1"]}),
        ("sensor", {"object_id": "spinning"}),
    ],
)
def test_what_only_sounds_like_a_secret_is_read(component: str, config: dict[str, Any]) -> None:
    home = Discovered((component, {"state_topic": "s", "command_topic": "c", **config}))
    assert "r" in home.device.properties[0].access


def test_dates() -> None:
    home = Discovered(("datetime", {"state_topic": "s", "command_topic": "c", "object_id": "alarm"}))
    path = "1/vendor/homeassistant.alarm"
    assert home.state("s", "2026-01-01T00:00:00Z") == {path: 1_767_225_600_000}
    assert home.set(vendor__homeassistant_alarm=1_767_225_600_000) == [("c", "2026-01-01T00:00:00+00:00")]
    for component in ("date", "time"):
        plain = Discovered((component, {"state_topic": "s", "command_topic": "c"}))
        assert plain.property(plain.paths[0]).kind is Kind.STRING


def test_button_and_scene_are_commands() -> None:
    home = Discovered(("button", {"command_topic": "c", "device_class": "restart", "payload_press": "go"}))
    (command,) = home.device.commands
    assert (command.capability, command.name, command.hazards) == (
        "deviceHealth",
        "restart",
        (Hazard.SERVICE_INTERRUPTION,),
    )
    assert home.invoke("deviceHealth", "restart") == [("c", "go")]
    scene = Discovered(("scene", {"command_topic": "c", "object_id": "evening"}))
    assert scene.invoke("vendor", "homeassistant.evening_activate") == [("c", "ON")]


def test_notify_speaks() -> None:
    home = Discovered(("notify", {"command_topic": "c", "command_template": '{"m": "{{ value }}"}'}))
    assert home.invoke("announcement", "announce", text="dinner") == [("c", '{"m": "dinner"}')]


def test_light_basic() -> None:
    config = {
        "state_topic": "s",
        "command_topic": "c",
        "brightness_state_topic": "b",
        "brightness_command_topic": "bc",
        "brightness_scale": 200,
        "color_temp_state_topic": "t",
        "color_temp_command_topic": "tc",
        "rgb_state_topic": "r",
        "rgb_command_topic": "rc",
        "rgb_command_template": "{{ red }};{{ green }};{{ blue }}",
        "hs_state_topic": "h",
        "hs_command_topic": "hc",
    }
    home = Discovered(("light", config))
    assert home.state("s", "ON") == {"1/onOff/onOff": True}
    assert home.state("b", "50") == {"1/levelControl/currentLevel": 25}
    assert home.set(levelControl__currentLevel=75) == [("bc", "150")]
    assert home.state("t", "250") == {"1/colorControl/colorTemperature": 4000}
    assert home.set(colorControl__colorTemperature=4000) == [("tc", "250")]
    assert home.state("r", "255,0,128") == {"1/colorControl/rgb": "#FF0080"}
    assert home.set(colorControl__rgb="#FF0080") == [("rc", "255;0;128")]
    assert home.state("h", "120,50") == {"1/colorControl/hue": 120, "1/colorControl/saturation": 50}
    assert home.set(colorControl__hue=120, colorControl__saturation=50) == [("hc", "120,50")]
    assert home.set(colorControl__hue=120) == "incomplete"
    assert home.faults("r", "256,0,0")


def test_light_json_merges_what_belongs_to_one_message() -> None:
    config = {
        "schema": "json",
        "state_topic": "s",
        "command_topic": "c",
        "brightness": True,
        "brightness_scale": 254,
        "supported_color_modes": ["xy", "color_temp"],
        "min_mireds": 153,
        "max_mireds": 500,
        "effect": True,
        "effect_list": ["blink"],
    }
    home = Discovered(("light", config))
    message = '{"state": "ON", "brightness": 127, "color_mode": "xy", "color": {"x": 0.3, "y": 0.4}}'
    assert home.state("s", message) == {
        "1/onOff/onOff": True,
        "1/levelControl/currentLevel": 50,
        "1/colorControl/colorX": 0.3,
        "1/colorControl/colorY": 0.4,
        "1/colorControl/colorMode": "currentXAndCurrentY",
    }
    assert home.set(onOff__onOff=True, levelControl__currentLevel=100) == [("c", '{"state":"ON","brightness":254}')]
    assert home.set(onOff__onOff=False) == [("c", '{"state":"OFF"}')]
    both = home.set(colorControl__colorX=0.1, colorControl__colorY=0.2)
    assert both == [("c", '{"state":"ON","color":{"x":0.1,"y":0.2}}')]
    limits = home.property("1/colorControl/colorTemperature")
    assert (limits.minimum, limits.maximum) == (2000, 6536)
    assert home.device.endpoints[0].device_type == "extendedColorLight"


def test_light_json_in_kelvin_and_rgb() -> None:
    config = {"schema": "json", "state_topic": "s", "command_topic": "c", "color_temp_kelvin": True}
    home = Discovered(("light", {**config, "supported_color_modes": ["color_temp", "rgb", "rgbw"]}))
    assert home.state("s", '{"color_temp": 3000}')["1/colorControl/colorTemperature"] == 3000
    assert home.state("s", '{"color": {"r": 1, "g": 2, "b": 255}}')["1/colorControl/rgb"] == "#0102FF"
    assert home.set(colorControl__rgb="#0102FF") == [("c", '{"state":"ON","color":{"r":1,"g":2,"b":255}}')]
    assert home.set(colorControl__rgb="red") == "bad-value"


def test_light_template() -> None:
    config = {
        "schema": "template",
        "state_topic": "s",
        "command_topic": "c",
        "state_template": "{{ value.split(',')[0] }}",
        "brightness_template": "{{ value.split(',')[1] }}",
        "command_on_template": "on{% if brightness is defined %},{{ brightness }}{% endif %}",
        "command_off_template": "off",
    }
    home = Discovered(("light", config))
    assert home.state("s", "on,51") == {"1/onOff/onOff": True, "1/levelControl/currentLevel": 20}
    assert home.set(onOff__onOff=True) == [("c", "on")]
    assert home.set(onOff__onOff=False) == [("c", "off")]
    assert home.set(levelControl__currentLevel=20) == [("c", "on,51")]


def test_climate() -> None:
    config = {
        "modes": ["off", "heat", "cool", "fan_only"],
        "mode_state_topic": "m",
        "mode_command_topic": "mc",
        "temperature_state_topic": "t",
        "temperature_command_topic": "tc",
        "temperature_unit": "F",
        "min_temp": "50",
        "max_temp": 86,
        "temp_step": 1,
        "current_temperature_topic": "cur",
        "current_humidity_topic": "hum",
        "action_topic": "a",
        "fan_modes": ["low", "high"],
        "fan_mode_state_topic": "f",
        "fan_mode_command_topic": "fc",
        "preset_modes": ["eco", "away"],
        "preset_mode_state_topic": "p",
        "preset_mode_command_topic": "pc",
        "swing_mode_state_topic": "sw",
        "swing_mode_command_topic": "swc",
        "power_command_topic": "pow",
    }
    home = Discovered(("climate", config))
    assert home.state("m", "fan_only") == {"1/thermostat/systemMode": "fanOnly"}
    assert home.set(thermostat__systemMode="fanOnly") == [("mc", "fan_only")]
    setpoint = home.property("1/thermostat/heatingSetpoint")
    assert setpoint.unit == "Cel"
    assert setpoint.minimum == pytest.approx(10)
    assert setpoint.maximum == pytest.approx(30)
    assert home.state("t", "68") == {"1/thermostat/heatingSetpoint": pytest.approx(20)}
    assert home.set(thermostat__heatingSetpoint=20) == [("tc", "68")]
    assert home.state("a", "heating") == {"1/thermostat/runningState": ["heat"]}
    assert home.state("a", "idle") == {"1/thermostat/runningState": []}
    assert home.state("f", "high") == {"1/fanControl/fanMode": "high"}
    assert home.state("p", "eco") == {"1/thermostat/preset": "eco"}
    assert home.state("hum", "40") == {"1/relativeHumidityMeasurement/measuredValue": 40}
    assert home.set(comfortOptions__verticalSwing=True) == [("swc", "on")]
    assert home.set(onOff__onOff=False) == [("pow", "OFF")]


def test_climate_that_only_heats_and_cools_by_itself() -> None:
    config = {"modes": ["off", "heat_cool"], "mode_state_topic": "m", "mode_command_topic": "mc"}
    home = Discovered(("climate", config))
    assert home.state("m", "heat_cool") == {"1/thermostat/systemMode": "auto"}
    assert home.set(thermostat__systemMode="auto") == [("mc", "heat_cool")]


def test_climate_that_only_cools_has_a_cooling_set_point() -> None:
    config = {"modes": ["off", "cool"], "temperature_command_topic": "t", "min_temp": 16, "max_temp": 30}
    assert "1/thermostat/coolingSetpoint" in Discovered(("climate", config)).paths


def test_water_heater() -> None:
    config = {
        "modes": ["off", "eco"],
        "mode_state_topic": "m",
        "mode_command_topic": "mc",
        "temperature_state_topic": "t",
        "temperature_command_topic": "tc",
        "current_temperature_topic": "cur",
    }
    home = Discovered(("water_heater", config))
    assert home.state("cur", "55") == {"1/waterHeater/waterTemperature": 55}
    assert home.set(waterHeater__targetTemperature=50) == [("tc", "50")]
    assert home.state("m", "eco") == {"1/waterHeater/mode": "eco"}


def test_humidifier() -> None:
    config = {
        "state_topic": "s",
        "command_topic": "c",
        "target_humidity_state_topic": "t",
        "target_humidity_command_topic": "tc",
        "min_humidity": 30,
        "max_humidity": 80,
        "modes": ["auto", "sleep"],
        "mode_state_topic": "m",
        "mode_command_topic": "mc",
        "action_topic": "a",
    }
    home = Discovered(("humidifier", config))
    assert home.state("a", "drying") == {"1/humidityControl/action": "drying"}
    assert home.state("a", "off") == {"1/humidityControl/action": "off"}
    assert home.set(humidityControl__targetHumidity=45) == [("tc", "45")]
    assert home.state("m", "sleep") == {"1/humidityControl/mode": "sleep"}


def test_fan_speed_is_a_share_of_its_range() -> None:
    config = {
        "state_topic": "s",
        "command_topic": "c",
        "percentage_state_topic": "p",
        "percentage_command_topic": "pc",
        "speed_range_min": 1,
        "speed_range_max": 4,
        "direction_state_topic": "d",
        "direction_command_topic": "dc",
        "oscillation_state_topic": "o",
        "oscillation_command_topic": "oc",
    }
    home = Discovered(("fan", config))
    assert home.state("p", "3") == {"1/fanControl/percentSetting": 75}
    assert home.state("p", "0") == {"1/fanControl/percentSetting": 0}
    assert home.set(fanControl__percentSetting=50) == [("pc", "2")]
    assert home.set(fanControl__airflowDirection="reverse") == [("dc", "reverse")]
    assert home.state("o", "oscillate_on") == {"1/comfortOptions/horizontalSwing": True}
    assert home.set(comfortOptions__horizontalSwing=False) == [("oc", "oscillate_off")]


def test_a_light_that_is_switched_on_by_its_level() -> None:
    config = {
        "command_topic": "c",
        "brightness_command_topic": "b",
        "brightness_scale": 100,
        "on_command_type": "brightness",
    }
    home = Discovered(("light", config))
    assert home.set(onOff__onOff=True) == [("b", "100")]
    assert home.set(onOff__onOff=False) == [("c", "OFF")]
    assert home.set(onOff__onOff=True, levelControl__currentLevel=30) == [("b", "30")]
    plain = Discovered(("light", config | {"on_command_type": "last"}))
    assert plain.set(onOff__onOff=True) == [("c", "ON")]


def test_buttons_are_commands_by_class_or_name() -> None:
    home = Discovered(
        ("button", {"command_topic": "c", "payload_press": "go", "object_id": "x", "name": "Reset energy"})
    )
    assert home.invoke("electricalEnergyMeasurement", "resetEnergy") == [("c", "go")]
    home = Discovered(("button", {"command_topic": "c", "device_class": "update"}))
    assert home.invoke("softwareUpdate", "install") == [("c", "PRESS")]


def test_settings_are_told_by_name_kind_and_company() -> None:
    radar = {"state_topic": "p", "device_class": "presence"}
    level = {"state_topic": "r", "command_topic": "rc", "min": 1, "max": 5, "object_id": "x_radar_sensitivity"}
    level["value_template"] = "{{ value_json.radar_sensitivity }}"
    home = Discovered(("binary_sensor", radar), ("number", level))
    assert home.state("r", '{"radar_sensitivity": 4}') == {"1/occupancySensing/sensitivity": 80}
    assert home.set(occupancySensing__sensitivity=60) == [("rc", "3")]


def test_the_highest_of_a_day_is_no_limit_that_somebody_set() -> None:
    config = {"state_topic": "s", "unit_of_measurement": "°C", "value_template": "{{ value_json.max_temperature }}"}
    home = Discovered(("sensor", config))
    assert home.device.properties[0].is_vendor
    limit = {"state_topic": "s", "command_topic": "c", "unit_of_measurement": "°C", "min": 0, "max": 40}
    limit["value_template"] = "{{ value_json.max_temperature }}"
    home = Discovered(("number", limit))
    assert home.state("s", '{"max_temperature": 30}') == {"1/temperatureMeasurement/highThreshold": 30}


def test_link_quality_keeps_its_own_scale() -> None:
    config = {"state_topic": "s", "unit_of_measurement": "lqi", "value_template": "{{ value_json.linkquality }}"}
    home = Discovered(("sensor", config))
    assert home.state("s", '{"linkquality": 255}') == {"1/deviceHealth/linkQuality": 255}


def test_update() -> None:
    template = (
        '{"installed_version": "{{ value_json.now }}", "latest_version": "{{ value_json.new }}",'
        ' "in_progress": {{ value_json.busy | lower }}, "update_percentage": {{ value_json.pct | tojson }}}'
    )
    home = Discovered(
        ("update", {"state_topic": "s", "command_topic": "c", "payload_install": "go", "value_template": template})
    )
    assert home.state("s", '{"now": "1.0", "new": "1.1", "busy": true, "pct": 40}') == {
        "1/deviceInformation/softwareVersion": "1.0",
        "1/softwareUpdate/availableVersion": "1.1",
        "1/softwareUpdate/updateState": "applying",
        "1/softwareUpdate/updateProgress": 40,
    }
    assert home.invoke("softwareUpdate", "install") == [("c", "go")]
    plain = Discovered(("update", {"state_topic": "s", "latest_version_topic": "l"}))
    assert plain.state("s", "2.0") == {"1/deviceInformation/softwareVersion": "2.0"}
    assert plain.state("l", "2.1") == {"1/softwareUpdate/availableVersion": "2.1"}


def test_device_tracker() -> None:
    home = Discovered(("device_tracker", {"state_topic": "s", "json_attributes_topic": "a"}))
    assert home.state("s", "not_home") == {"1/locationTracking/place": "away"}
    report = home.state("a", '{"latitude": 39.9, "longitude": 116.4, "gps_accuracy": 12}')
    assert report["1/locationTracking/latitude"] == 39.9
    assert report["1/locationTracking/accuracy"] == 12


def test_events_triggers_and_tags_are_never_taken_from_the_past() -> None:
    home = Discovered(
        ("event", {"state_topic": "e", "event_types": ["press", "double"], "device_class": "button"}),
        (
            "device_automation",
            {"automation_type": "trigger", "type": "button_long_press", "subtype": "b1", "topic": "t"},
        ),
        ("tag", {"topic": "g", "value_template": "{{ value_json.UID }}"}),
    )
    (press,) = home.events("e", '{"event_type": "press", "strength": 3}')
    assert (press.capability, press.event, press.arrived_ns) == ("genericSwitch", "shortRelease", 7)
    (double,) = home.events("e", '{"event_type": "double"}')
    assert (double.event, double.fields) == ("multiPressComplete", (("count", 2),))
    assert home.events("t", "anything")[0].event == "longPress"
    (tag,) = home.events("g", '{"UID": "04A2"}')
    assert (tag.capability, ("tag", "04A2") in tag.fields) == ("vendor", True)
    assert home.events("e", '{"event_type": "press"}', retained=True) == []
    assert home.faults("e", '{"type": "press"}')[0].code == "bad-event"


def test_pictures_are_named_and_not_carried() -> None:
    for component, config in (("camera", {"topic": "pic"}), ("image", {"image_topic": "pic"})):
        home = Discovered((component, config))
        (one,) = home.device.properties
        assert one.address.startswith("pic")
        assert home.dialect.feed is not None
        assert home.feed("pic", b"\xff\xd8\xff") == []
    linked = Discovered(("image", {"url_topic": "u", "object_id": "map"}))
    assert linked.state("u", "http://x/y.png") == {"1/vendor/homeassistant.map_url": "http://x/y.png"}


def test_infrared() -> None:
    home = Discovered(
        ("infrared", {"schema": "receiver", "state_topic": "s", "object_id": "in"}),
        ("infrared", {"schema": "emitter", "command_topic": "c", "object_id": "out"}),
    )
    assert home.state("s", '{"timings": [1, 2]}') == {"1/vendor/homeassistant.in_signal": {"timings": [1, 2]}}
    assert home.invoke("irRemote", "sendCode", code='{"timings":[1]}') == [("c", '{"timings":[1]}')]


def test_a_kind_not_known_yet_is_carried_as_text() -> None:
    home = Discovered(("hologram", {"state_topic": "s", "command_topic": "c"}))
    assert home.state("s", "x") == {"1/vendor/homeassistant.hologram": "x"}
    assert home.set(vendor__homeassistant_hologram="y") == [("c", "y")]


def test_json_attributes_become_an_object() -> None:
    home = Discovered(("sensor", {"state_topic": "s", "json_attributes_topic": "a", "object_id": "x"}))
    assert home.state("a", '{"k": [1]}') == {"1/vendor/homeassistant.x_attributes": {"k": [1]}}


@pytest.mark.parametrize("component", sorted(COMPONENTS))
def test_a_template_that_is_not_compiled_loses_nothing(component: str) -> None:
    keys = (
        "value_template",
        "state_template",
        "mode_state_template",
        "activity_value_template",
        "url_template",
        "state_value_template",
    )
    topics = ("state_topic", "topic", "image_topic", "url_topic", "mode_state_topic", "activity_state_topic")
    config: dict[str, Any] = dict.fromkeys(topics, "s") | dict.fromkeys(keys, "{{ now() }}")
    home = Discovered((component, {**config, "command_topic": "c", "schema": _SCHEMAS.get(component, "basic")}))
    outputs = home.feed("s", b"raw")
    assert home.device.properties or home.device.commands
    assert not [one for one in outputs if one.__class__.__name__ == "EventOccurred"]
    with_reason = [one for one in home.device.properties if "now" in one.reason]
    assert with_reason or component in {"button", "scene", "notify", "camera", "vacuum"}


def test_a_command_template_that_is_not_compiled_leaves_the_reading_whole() -> None:
    home = Discovered(("switch", {"state_topic": "s", "command_topic": "c", "command_template": "{{ now() }}"}))
    assert home.state("s", "ON") == {"1/onOff/onOff": True}
    assert home.property("1/onOff/onOff").access == "rn"
    assert "now" in home.property("1/vendor/homeassistant.switch_state_command").reason


_SCHEMAS = {"infrared": "receiver", "light": "template"}
