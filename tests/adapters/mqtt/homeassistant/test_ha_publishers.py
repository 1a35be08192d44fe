"""What programs other than Zigbee2MQTT announce: what their configurations must and must not become."""

from typing import Any

import pytest

from schemas.codec import encode
from schemas.updates import FaultReported
from tests.adapters.mqtt.homeassistant.discovered import Discovered


def sensor(name: str, device_class: str, unit: str, **more: Any) -> tuple[str, dict[str, Any]]:
    slug = name.lower().replace(" ", "_")
    config = {"name": name, "state_topic": f"s/{slug}", "unit_of_measurement": unit, "object_id": slug}
    return "sensor", {**config, "device_class": device_class, **more}


def paths_of(*configs: tuple[str, dict[str, Any]]) -> list[str]:
    return [path.partition("/")[2] for path in Discovered(*configs).paths]


@pytest.mark.parametrize(
    ("name", "device_class", "unit", "more", "expected"),
    [
        ("Grid import", "energy", "Wh", {}, "electricalEnergyMeasurement/cumulativeEnergyImported"),
        ("Grid export", "energy", "Wh", {}, "electricalEnergyMeasurement/cumulativeEnergyExported"),
        ("Yield total", "energy", "kWh", {}, "electricalEnergyMeasurement/cumulativeEnergyExported"),
        ("CPU temperature", "temperature", "°C", {}, "deviceHealth/deviceTemperature"),
        ("Board", "temperature", "°C", {"entity_category": "diagnostic"}, "deviceHealth/deviceTemperature"),
        ("Outside", "temperature", "°C", {}, "temperatureMeasurement/measuredValue"),
        ("wind_avg_km_h", "wind_speed", "km/h", {}, "weatherMeasurement/windSpeed"),
        ("wind_gust_km_h", "wind_speed", "km/h", {}, "weatherMeasurement/gustSpeed"),
    ],
)
def test_a_name_narrows_what_a_class_says(
    name: str, device_class: str, unit: str, more: dict[str, Any], expected: str
) -> None:
    assert paths_of(sensor(name, device_class, unit, **more)) == [expected]


@pytest.mark.parametrize(
    ("name", "device_class", "unit"),
    [
        ("Spool", "weight", "g"),
        ("Beehive weight", "weight", "kg"),
        ("Yield today", "energy", "kWh"),
        ("Session energy", "energy", "Wh"),
        ("Dew point", "temperature", "°C"),
    ],
)
def test_a_value_that_is_something_else_stays_the_vendors(name: str, device_class: str, unit: str) -> None:
    home = Discovered(sensor(name, device_class, unit, value_template="{{ value_json.value }}"))
    assert home.device.properties[0].is_vendor


def test_an_unknown_unit_is_kept_as_an_annotation() -> None:
    home = Discovered(sensor("Tariff", "monetary", "EUR/kWh"), sensor("Frames", "", "frames {per} s"))
    assert [one.unit for one in home.device.properties] == ["{EUR/kWh}", "{framespers}"]


SETTING = ("switch", {"name": "Detect", "object_id": "detect", "state_topic": "d", "command_topic": "d/set"})


def test_a_setting_of_a_camera_is_not_its_power() -> None:
    camera = ("camera", {"name": "Last", "topic": "c"})
    assert "onOff/onOff" not in paths_of(camera, SETTING)
    assert "onOff/onOff" in paths_of(camera, ("switch", {**SETTING[1], "name": "Power"}))
    assert paths_of(SETTING) == ["onOff/onOff"]


def test_actors_of_one_device_are_endpoints() -> None:
    home = Discovered(
        ("fan", {"command_topic": "f/c", "state_topic": "f"}),
        (
            "light",
            {"command_topic": "l/c", "state_topic": "l", "schema": "json", "supported_color_modes": ["brightness"]},
        ),
        ("switch", {"command_topic": "r/c", "state_topic": "r", "object_id": "relay", "name": "Relay"}),
    )
    onoffs = [path for path in home.paths if path.endswith("onOff/onOff")]
    assert onoffs == ["1/onOff/onOff", "2/onOff/onOff", "3/onOff/onOff"]
    assert "2/levelControl/currentLevel" in home.paths
    assert [one.device_type for one in home.device.endpoints] == ["fan", "dimmableLight", "wallSwitch"]


@pytest.mark.parametrize(
    ("slug", "endpoint"),
    [("shelly25", 1), ("esp32", 1), ("model25", 1), ("relay12", 12), ("power_3", 3), ("total1", 1)],
)
def test_a_number_in_a_products_name_is_no_gang(slug: str, endpoint: int) -> None:
    (path,) = Discovered(("switch", {"object_id": slug, "state_topic": "s", "command_topic": "c"})).paths
    assert path == f"{endpoint}/onOff/onOff"


def test_alarm_panel_disarms_through_its_template() -> None:
    home = Discovered(
        (
            "alarm_control_panel",
            {
                "state_topic": "a",
                "command_topic": "a/set",
                "command_template": '{"action":"{{ action }}","code":"{{ code }}"}',
                "code": "REMOTE_CODE_TEXT",
            },
        )
    )
    sent = [
        home.invoke("securitySystem", "arm", mode="armedAway", code="12"),
        home.invoke("securitySystem", "disarm", code="12"),
        home.invoke("securitySystem", "trigger", code="12"),
    ]
    payloads = [f'{{"action":"{word}","code":"12"}}' for word in ("ARM_AWAY", "DISARM", "TRIGGER")]
    assert sent == [[("a/set", payload)] for payload in payloads]


def test_a_template_light_has_one_colour_both_ways() -> None:
    colour = "{% if red is defined %},{{ red }}-{{ green }}-{{ blue }}{% endif %}"
    config = {
        "schema": "template",
        "state_topic": "l",
        "command_topic": "l/set",
        "command_on_template": "{{ state }}" + colour,
        "command_off_template": "off",
        "state_template": "{{ value_json.on }}",
        "red_template": "{{ value_json.rgb[0] }}",
        "green_template": "{{ value_json.rgb[1] }}",
        "blue_template": "{{ value_json.rgb[2] }}",
    }
    home = Discovered(("light", config))
    assert home.state("l", '{"on":"on","rgb":[1,2,255]}') == {"1/onOff/onOff": True, "1/colorControl/rgb": "#0102FF"}
    assert home.state("l", '{"on":"off"}') == {"1/onOff/onOff": False}
    assert home.set(colorControl__rgb="#FF8000") == [("l/set", "on,255-128-0")]
    assert home.faults("l", '{"rgb":[1,2,256]}')[0].code == "bad-value"


def test_a_cover_may_tell_its_position_on_the_topic_of_its_state() -> None:
    both = {"state_topic": "c", "position_topic": "c", "value_template": "{{ value_json.v }}", "command_topic": "c/set"}
    home = Discovered(("cover", both))
    assert home.state("c", '{"v":40}') == {"1/windowCovering/currentPosition": 40}


def test_the_template_of_a_covers_state_is_not_that_of_its_position() -> None:
    config = {"state_topic": "c", "value_template": "{{ value_json.s }}", "position_topic": "p", "command_topic": "x"}
    home = Discovered(("cover", config))
    assert home.state("p", "40") == {"1/windowCovering/currentPosition": 40}
    assert home.state("c", '{"s":"opening"}') == {"1/windowCovering/operationalStatus": "opening"}


def test_an_update_without_templates_takes_the_whole_object() -> None:
    home = Discovered(("update", {"state_topic": "u"}))
    shown = home.state("u", '{"installed_version":"1","latest_version":"2","in_progress":true,"update_percentage":40}')
    assert shown == {
        "1/deviceInformation/softwareVersion": "1",
        "1/softwareUpdate/availableVersion": "2",
        "1/softwareUpdate/updateState": "applying",
        "1/softwareUpdate/updateProgress": 40,
    }
    assert home.state("u", "1.1") == {"1/deviceInformation/softwareVersion": "1.1"}


def test_faults_of_a_description_are_on_its_device() -> None:
    home = Discovered()
    topic, device = "homeassistant/device/d/config", {"ids": ["d"], "name": "D"}
    parts = {"a": {"p": "sensor", "uniq_id": "a", "stat_t": "a"}, "b": 5, "c": {"p": "sensor", "stat_t": ["x"]}}
    faults = [one for one in home.feed(topic, {"dev": device, "cmps": parts}) if isinstance(one, FaultReported)]
    assert [(one.device, one.code) for one in faults] == [("d", "wrong-type"), ("d", "bad-config")]
    (broken,) = home.feed(topic, b"{")
    assert isinstance(broken, FaultReported)
    assert (broken.device, broken.code) == ("d", "malformed-json")


def test_a_clash_is_on_the_device_that_comes_short() -> None:
    home = Discovered()
    home.feed("homeassistant/sensor/a/config", {"uniq_id": "x", "stat_t": "a", "dev": {"ids": ["a"]}})
    home.feed("homeassistant/sensor/b/config", {"uniq_id": "y", "stat_t": "b", "dev": {"ids": ["b"]}})
    (clash,) = home.feed("homeassistant/sensor/c/config", {"uniq_id": "x", "stat_t": "c", "dev": {"ids": ["b"]}})
    assert isinstance(clash, FaultReported)
    assert (clash.device, clash.code) == ("b", "duplicate-id")


def test_a_whole_number_beyond_64_bits_is_told_as_a_float() -> None:
    home = Discovered(sensor("Counter", "", "steps"))
    (path,) = home.paths
    (shown,) = home.state("s/counter", str(2**64)).values()
    assert isinstance(shown, float)
    assert home.state("s/counter", str(2**63 - 1)) == {path: float(2**63)}
    assert home.faults("s/counter", "9" * 400)[0].code == "bad-value"


def test_half_a_surrogate_pair_hurts_nobody() -> None:
    home = Discovered()
    text = (
        rb'{"name":"\ud800x","uniq_id":"\udfff","stat_t":"t/\ud800","cmd_t":"c","options":["\ud800","b"],'
        rb'"cmd_tpl":"{{ value }}{{ \"\\ud800\" }}","dev":{"ids":["\udc00"],"name":"\ud83d\ude00\ud83d"}}'
    )
    home.feed("homeassistant/select/x/config", text)
    assert home.device.name == "\U0001f600\ufffd"
    assert home.device.properties[0].values == ("\ufffd", "b")
    encode(home.device)
    assert home.set(vendor__homeassistant_x="b") == "bad-value"
    assert home.state("t/\ufffd", r"b") == {home.paths[0]: "b"}


def test_half_a_surrogate_pair_in_a_state_is_replaced() -> None:
    home = Discovered(("sensor", {"state_topic": "s", "value_template": "{{ value_json.v }}"}))
    assert home.state("s", r'{"v":"a\ud800b"}') == {home.paths[0]: "a\ufffdb"}


@pytest.mark.parametrize("topic", ["a/#/b", "a#", "a+/b", "#/a", "a/b+"])
def test_a_filter_that_would_end_the_connection_is_refused(topic: str) -> None:
    home = Discovered()
    (fault,) = home.feed("homeassistant/sensor/x/config", {"stat_t": topic, "uniq_id": "x"})
    assert isinstance(fault, FaultReported)
    assert fault.code == "bad-config"


@pytest.mark.parametrize("topic", ["+/+/a", "a/#", "#", "+", "a//b", "/a/"])
def test_a_filter_with_whole_levels_is_taken(topic: str) -> None:
    assert Discovered(("sensor", {"state_topic": topic})).paths


def test_a_device_has_a_bounded_number_of_components(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("adapters.mqtt.homeassistant.discovery.COMPONENT_LIMIT", 2)
    home = Discovered(("sensor", {"state_topic": "a", "object_id": "a"}), ("sensor", {"state_topic": "b"}))
    one = {"stat_t": "c", "uniq_id": "id-9", "dev": {"ids": ["dev-1"]}}
    (fault,) = home.feed("homeassistant/sensor/c/config", one)
    assert isinstance(fault, FaultReported)
    assert (fault.device, fault.code) == ("dev-1", "too-many")
    assert len(home.paths) == 2
    home.feed("homeassistant/sensor/c/config", {**one, "uniq_id": "id-1"})  # another topic's: a clash, no third one
    assert len(home.paths) == 2
