"""The loads: what is announced is what changes, and every message changes something."""

import json

import pytest

from benchmarks.home import PROPERTIES, STEPS, Load, SensorHome, degrees
from benchmarks.zigbee import ZigbeeHome


def test_every_property_is_announced_once() -> None:
    configs = [(topic, json.loads(payload)) for topic, payload in SensorHome(devices=7).announcements()]
    topics = {config["state_topic"] for _, config in configs}
    assert len(topics) == len(configs) == 7 * PROPERTIES + 2  # and the marker with its switch
    assert len({config["unique_id"] for _, config in configs}) == len(configs)
    assert {SensorHome(devices=7).message(n)[0] for n in range(7 * PROPERTIES)} < topics


def test_zigbee_devices_are_announced_in_one_list() -> None:
    messages = dict(ZigbeeHome(devices=7).announcements())
    names = [device["friendly_name"] for device in json.loads(messages["zigbee2mqtt/bridge/devices"])]
    assert names == [*(f"Sensor {n}" for n in range(7)), "Marker"]
    assert {ZigbeeHome(devices=7).message(n)[0] for n in range(7)} == {f"zigbee2mqtt/{name}" for name in names[:7]}


@pytest.mark.parametrize("home", [SensorHome(), SensorHome(devices=1000), ZigbeeHome()], ids=repr)
def test_each_message_has_another_value_than_the_last_of_its_topic(home: Load) -> None:
    last: dict[str, bytes] = {}
    for number in range(-home.properties, 3 * home.properties):
        topic, payload = home.message(number)
        assert last.get(topic) != payload
        last[topic] = payload


def test_a_full_state_changes_one_value_of_five() -> None:
    first, second = (json.loads(ZigbeeHome().message(n)[1]) for n in (0, 200))
    assert [key for key in first if first[key] != second[key]] == ["temperature"]
    assert len(first) >= PROPERTIES


def test_payloads_are_about_150_bytes() -> None:
    assert all(120 <= len(home.message(1)[1]) <= 160 for home in (SensorHome(), ZigbeeHome()))


def test_messages_in_a_row_are_told_apart_by_their_value_and_marks_grow() -> None:
    values = [degrees(number) for number in range(STEPS)]
    assert values == sorted(set(values))
    assert values[-1] == 89.99
    assert json.loads(SensorHome().mark(77)[1])["value"] == degrees(77)
