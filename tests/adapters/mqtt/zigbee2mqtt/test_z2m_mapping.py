"""The table against definitions of real devices, and each mapped value there and back."""

import gzip
import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.mqtt.coverage import BadLineError, map_lines
from adapters.mqtt.zigbee2mqtt.blueprint import Slot, drawing
from adapters.mqtt.zigbee2mqtt.expose import Leaf
from adapters.mqtt.zigbee2mqtt.leaf import is_secret
from adapters.mqtt.zigbee2mqtt.mapping import ROWS
from schemas.conversion import ConversionError
from schemas.validate import Widened, effective
from schemas.vocabulary import Kind
from tests.adapters.mqtt.zigbee2mqtt.network import REGISTRY, Json, binary, enum, group, numeric

CORPUS = Path(__file__).parents[3] / "corpora" / "zigbee2mqtt-exposes.jsonl.gz"
LEAST_CORE = 0.81


@cache
def lines() -> list[str]:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as file:
        return list(file)


@cache
def pairs() -> list[tuple[Leaf, Slot]]:
    found: list[tuple[Leaf, Slot]] = []
    for line in lines():
        entry = json.loads(line)
        drawn = drawing(entry["exposes"], REGISTRY, entry["description"])[1]
        found += [(one.leaf, one.slot) for one in drawn]
    return found


def only(*exposes: Json, text: str = "") -> str:
    """Give where the last leaf went."""
    return drawing(list(exposes), REGISTRY, text)[1][-1].to


def test_the_corpus_keeps_its_share_and_loses_nothing() -> None:
    report = map_lines(lines())
    assert (report.devices, report.source_properties, report.lost) == (692, 5268, 0)
    assert report.core + report.vendor == report.source_properties == len(report.rows)
    assert report.core / report.source_properties >= LEAST_CORE


def test_makers_that_nobody_had_in_view_fare_like_the_others() -> None:
    halves: dict[bool, list[str]] = {True: [], False: []}
    for line in lines():
        vendor = str(json.loads(line).get("vendor", ""))
        halves[sha256(vendor.encode()).digest()[-1] % 2 == 0].append(line)
    shares = [map_lines(half).core_share for half in halves.values()]
    assert min(shares) >= LEAST_CORE - 0.01
    assert max(shares) - min(shares) < 0.03


def test_every_row_names_a_property_of_the_catalogue() -> None:
    for row in ROWS:
        assert (row.capability, row.name) in REGISTRY.specs


def test_every_description_stays_within_the_schema_and_paths_are_unique() -> None:
    for line in lines():
        entry = json.loads(line)
        blueprint, _ = drawing(entry["exposes"], REGISTRY, entry["description"])
        paths = [one.path for one in blueprint.properties]
        assert len(set(paths)) == len(paths)
        for one in blueprint.properties:
            spec = REGISTRY.specs.get((one.capability, one.name))
            assert one.is_vendor == (spec is None)
            assert spec is None or not isinstance(effective(spec, one), Widened)
            assert not one.is_vendor or (one.reason and one.address)


def test_every_writable_value_of_the_corpus_survives_the_way_there_and_back() -> None:
    checked = 0
    for leaf, slot in pairs():
        there = slot.description
        if "w" not in there.access or there.kind is Kind.SECRET:
            continue
        amounts = there.kind in {Kind.NUMBER, Kind.INTEGER} and leaf.type == "enum"
        for value in map(slot.decode, leaf.values) if amounts else samples(slot):
            back = slot.decode(slot.encode(value))
            checked += 1
            if isinstance(value, float | int) and not isinstance(value, bool):
                assert isinstance(back, float | int)
                assert abs(back - value) <= tolerance(slot, value), (leaf.address, value, back)
            else:
                assert back == value, (leaf.address, value, back)
    assert checked > 5000


def test_every_value_that_the_corpus_announces_is_taken() -> None:
    for leaf, slot in pairs():
        for raw in announced(leaf):
            assert slot.check(slot.decode(raw)) is None, (leaf.address, raw, slot.description.path)


def announced(leaf: Leaf) -> list[Any]:
    if is_secret(leaf):
        return []
    low, high = leaf.minimum, leaf.maximum
    is_range = leaf.type == "numeric" and low is not None and high is not None and low <= high
    both = [leaf.value_on, leaf.value_off] if leaf.type == "binary" else []
    return [None, *leaf.values, *both, *([low, high] if is_range else [])]


def samples(slot: Slot) -> list[Any]:
    there = slot.description
    match there.kind:
        case Kind.BOOLEAN:
            return [True, False]
        case Kind.ENUM:
            return list(there.values or ())
        case Kind.NUMBER | Kind.INTEGER if there.minimum is not None and there.maximum is not None:
            middle = (there.minimum + there.maximum) / 2
            ends = [there.minimum, middle, there.maximum]
            return [round(one) for one in ends] if there.kind is Kind.INTEGER else ends
        case _:
            return []


def tolerance(slot: Slot, value: float) -> float:
    """One step of ours, or of the source in ours: a mired at 6500 K is 42 K wide."""
    if slot.description.name.lower().endswith("colortemperature"):
        return value * value / 1e6
    return max(slot.description.step or 0, 0.5, abs(value) * 1e-6)


@given(st.data())
def test_any_reading_of_the_source_range_is_taken_and_comes_back_within_a_step(data: st.DataObject) -> None:
    numbers = [(leaf, slot) for leaf, slot in pairs() if leaf.minimum is not None and leaf.maximum is not None]
    leaf, slot = data.draw(st.sampled_from(numbers))
    if slot.description.kind not in {Kind.NUMBER, Kind.INTEGER} or leaf.minimum is None or leaf.maximum is None:
        return
    if leaf.minimum > leaf.maximum:
        return
    raw = data.draw(st.integers(int(leaf.minimum) + 1, max(int(leaf.maximum), int(leaf.minimum) + 1)))
    if raw > leaf.maximum:
        return
    ours = slot.decode(raw)
    assert slot.check(ours) is None
    if "w" in slot.description.access:
        back = slot.encode(ours)
        assert isinstance(back, int | float)
        assert abs(back - raw) <= max(leaf.step or 0, 1)


@pytest.mark.parametrize(
    ("leaf", "to"),
    [
        (numeric("temperature", "°F"), "temperatureMeasurement.measuredValue"),
        (numeric("temperature", "%"), "vendor.zigbee2mqtt.temperature"),
        (binary("temperature"), "vendor.zigbee2mqtt.temperature"),
        (numeric("humidity", "%", 0, 200), "vendor.zigbee2mqtt.humidity"),
        (numeric("illuminance"), "vendor.zigbee2mqtt.illuminance"),
        (numeric("linkquality", "lqi", 0, 255), "deviceHealth.linkQuality"),
        (numeric("linkquality", "%", 0, 100), "deviceHealth.signalQuality"),
        (numeric("linkquality", "dB", 0, 100), "vendor.zigbee2mqtt.linkquality"),
        (numeric("alarm_temperature_max", "°C", -20, 60), "temperatureMeasurement.highThreshold"),
        (numeric("alarm_temperature_max", "", 0, 5), "vendor.zigbee2mqtt.alarm_temperature_max"),
        (numeric("min_humidity_alarm", "%", 0, 100), "relativeHumidityMeasurement.lowThreshold"),
        (numeric("sensitivity", "", 1, 3), "vendor.zigbee2mqtt.sensitivity"),
        (enum("identify", "identify") | {"access": 2}, "deviceInformation.identify"),
        (enum("identify", "blink", "breathe") | {"access": 2}, "vendor.zigbee2mqtt.identify"),
        (enum("action", "single", "double"), "genericSwitch.shortRelease"),
        (enum("action", "disarm", "arm_all_zones"), "vendor.zigbee2mqtt.action"),
        (enum("tx_radio_power", "4dbm", "19dbm"), "deviceHealth.transmitPower"),
        (enum("tx_radio_power", "weak", "strong"), "vendor.zigbee2mqtt.tx_radio_power"),
        (group("cover", enum("state", "OPEN", "CLOSE", "STOP")), "windowCovering.open"),
        (group("cover", enum("state", "OPEN", "A", "B", "C")), "vendor.zigbee2mqtt.state"),
        (enum("power_on_behavior", "a", "b", "c"), "vendor.zigbee2mqtt.power_on_behavior"),
        (enum("power_on_behavior", "on", "off", "last one"), "onOff.startUpOnOff"),
        (numeric("air_quality", "", 0, 5), "vendor.zigbee2mqtt.air_quality"),
        (numeric("voltage", "mV") | {"access": 1}, "powerSource.batteryVoltage"),
        (group("light", numeric("brightness", "", 0, 1000)), "levelControl.currentLevel"),
        (group("light", numeric("brightness", "", 0, 200)), "vendor.zigbee2mqtt.brightness"),
        (group("switch", binary("state", "ON", "OFF") | {"property": "child_lock"}), "userInterface.keypadLockout"),
        (
            group("switch", binary("state", "ON", "OFF") | {"property": "window_detection"}),
            "vendor.zigbee2mqtt.window_detection",
        ),
        (
            group("switch", binary("state", "ON", "OFF", 7) | {"property": "window_detection"}),
            "thermostat.windowDetection",
        ),
        (
            group("climate", numeric("current_heating_setpoint", "°C", 0, 200)),
            "vendor.zigbee2mqtt.current_heating_setpoint",
        ),
    ],
)
def test_no_row_holds_by_name_alone(leaf: Json, to: str) -> None:
    assert only(leaf) == to


def test_voltage_beside_power_is_the_mains() -> None:
    assert only(numeric("power", "W"), numeric("voltage", "V")) == "electricalPowerMeasurement.voltage"


def test_phases_are_endpoints_of_their_own() -> None:
    names = ("power", "power_phase_b", "power_c", "channel_1_power", "power_factory")
    drawn = drawing([numeric(name, "W") for name in names], REGISTRY)[1]
    assert [one.slot.description.path for one in drawn] == [
        "1/electricalPowerMeasurement/activePower",
        "4/electricalPowerMeasurement/activePower",
        "2/electricalPowerMeasurement/activePower",
        "3/electricalPowerMeasurement/activePower",
        "1/vendor/zigbee2mqtt.power_factory",
    ]


def test_a_button_is_pressed_by_its_command_and_written_by_nothing_else() -> None:
    made = drawing([enum("identify", "identify") | {"access": 2}, binary("factory_reset", access=3)], REGISTRY)[0]
    assert [one.path for one in made.properties] == ["1/vendor/zigbee2mqtt.factory_reset"]
    assert made.properties[0].access == "r"
    assert made.encoders[1, "deviceInformation", "identify"]({}) == {"identify": "identify"}
    assert made.encoders[1, "deviceHealth", "factoryReset"]({}) == {"factory_reset": True}


def test_a_warning_is_started_whole_and_stopped() -> None:
    parts = (
        enum("mode", "stop", "burglar", "emergency", "police_panic", access=2),
        enum("level", "low", "very_high", access=2),
        binary("strobe", access=2),
        numeric("duration", "s", access=2),
    )
    made, drawn = drawing([group("composite", *parts, name="warning", property="warning")], REGISTRY)
    assert {one.to for one in drawn} == {"warningDevice.start"}
    start = made.encoders[1, "warningDevice", "start"]
    assert start({"mode": "policePanic", "duration": 5, "volume": "veryHigh", "strobe": True}) == {
        "warning": {"mode": "police_panic", "duration": 5, "level": "very_high", "strobe": True}
    }
    assert start({}) == {"warning": {"mode": "emergency"}}
    assert made.encoders[1, "warningDevice", "stop"]({}) == {"warning": {"mode": "stop"}}
    with pytest.raises(ValueError, match="mode must be one of"):
        start({"mode": "chirp"})


def test_steps_of_a_radar_are_a_share_of_its_greatest() -> None:
    made = drawing([binary("presence"), numeric("radar_sensitivity", "", 1, 5)], REGISTRY)[1][1]
    assert made.to == "occupancySensing.sensitivity"
    assert [made.slot.decode(step) for step in (1, 3, 5)] == [20, 60, 100]
    assert [made.slot.encode(share) for share in (20, 60, 100)] == [1, 3, 5]
    assert (made.slot.description.minimum, made.slot.description.maximum) == (20, 100)


def test_amounts_in_words_go_back_as_the_words() -> None:
    made = drawing([binary("presence"), enum("nobody_time", "none", "30s", "1min", "1 hour")], REGISTRY)[1][1]
    assert made.to == "occupancySensing.holdTime"
    assert [made.slot.decode(word) for word in ("none", "30s", "1min", "1 hour")] == [0, 30, 60, 3600]
    assert made.slot.encode(60) == "1min"
    with pytest.raises(ConversionError):
        made.slot.encode(61)


def test_the_second_of_two_stays_visible() -> None:
    assert only(binary("battery_low"), enum("battery_state", "low", "high")) == "vendor.zigbee2mqtt.battery_state"


def test_contact_is_the_other_way_round() -> None:
    slot = drawing([binary("contact", on=False, off=True)], REGISTRY)[1][0].slot
    assert (slot.description.name, slot.decode(False), slot.decode(True)) == ("open", True, False)  # noqa: FBT003


def test_a_device_gets_its_own_word_back() -> None:
    slot = drawing([enum("power_outage_memory", "on", "off", "restore")], REGISTRY)[1][0].slot
    assert (slot.decode("restore"), slot.encode("previous")) == ("previous", "restore")


@pytest.mark.parametrize(
    ("line", "text"),
    [("{", "line 1: it is not JSON"), ("[]", "line 1: it is no description"), ('{"topic": 1}', "line 1: it is no")],
)
def test_a_bad_line_is_named(line: str, text: str) -> None:
    with pytest.raises(BadLineError, match=text):
        map_lines([line])


def test_definitions_and_messages_may_stand_in_one_file() -> None:
    message = {"topic": "homeassistant/switch/a/config", "payload": {"command_topic": "a/set", "unique_id": "a"}}
    report = map_lines([json.dumps({"exposes": [numeric("temperature", "°C")]}), "", json.dumps(message)])
    assert (report.devices, report.lost) == (2, 0)
    assert report.rows[0].to == "temperatureMeasurement.measuredValue"
