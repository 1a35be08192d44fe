"""Transcripts: what zigbee2mqtt says, and what the home hears."""

import json
from collections import deque
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.mqtt.dialect import Subscribe
from adapters.mqtt.framing import LongMessage
from schemas.commands import ReadProperties, SetProperties
from schemas.updates import (
    AvailabilityChanged,
    DeviceDescribed,
    DeviceRemoved,
    EventOccurred,
    FaultReported,
    PropertiesReported,
)
from tests.adapters.mqtt.zigbee2mqtt.network import (
    KEY,
    LIGHT,
    SENSOR,
    STATE,
    Json,
    Network,
    binary,
    entry,
    enum,
    faults,
    group,
    invocation,
    numeric,
    sent,
)

OTHER = "0x00158d0000000002"


def test_a_device_is_described_before_its_state_is_asked_for() -> None:
    network = Network(entry(LIGHT))
    assert [type(one) for one in network.all] == [DeviceDescribed, Subscribe]
    described = network.described()
    assert (described.key, described.name, described.manufacturer, described.model) == (KEY, "lamp", "Maker", "M1")
    assert described.endpoints[0].device_type == "extendedColorLight"
    assert {one.path for one in described.properties} == {
        "1/onOff/onOff",
        "1/levelControl/currentLevel",
        "1/colorControl/colorTemperature",
        "1/colorControl/colorX",
        "1/colorControl/colorY",
        "1/colorControl/colorMode",
    }


def test_a_state_message_is_one_batch_in_our_units() -> None:
    network = Network(entry(LIGHT))
    state = {"state": "ON", "brightness": 127, "color_temp": 250, "color": {"x": 0.3, "y": 0.4}, "color_mode": "xy"}
    assert network.state(state) == {
        "1/onOff/onOff": True,
        "1/levelControl/currentLevel": 50.0,
        "1/colorControl/colorTemperature": 4000,
        "1/colorControl/colorX": 0.3,
        "1/colorControl/colorY": 0.4,
        "1/colorControl/colorMode": "currentXAndCurrentY",
    }
    assert sum(isinstance(one, PropertiesReported) for one in network.all) == 1


def test_commands_go_to_the_set_topic_in_the_vendors_units() -> None:
    network = Network(entry(LIGHT))
    assert network.set(onOff_onOff=False) == ("zigbee2mqtt/lamp/set", {"state": "OFF"})
    assert network.set(levelControl_currentLevel=50, colorControl_colorTemperature=4000) == (
        "zigbee2mqtt/lamp/set",
        {"brightness": 127, "color_temp": 250},
    )
    assert network.invoke("onOff", "toggle") == ("zigbee2mqtt/lamp/set", {"state": "TOGGLE"})
    assert network.invoke("levelControl", "moveToLevel", level=100, transitionTime=2) == (
        "zigbee2mqtt/lamp/set",
        {"brightness": 254, "transition": 2},
    )


def test_one_half_of_a_colour_is_completed_with_the_other() -> None:
    network = Network(entry(LIGHT))
    network.state({"color": {"x": 0.3, "y": 0.4}})
    assert network.set(colorControl_colorX=0.2)[1] == {"color": {"x": 0.2, "y": 0.4}}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"levelControl_currentLevel": 101}, "out-of-range"),
        ({"levelControl_currentLevel": "50"}, "out-of-range"),
        ({"onOff_onOff": None}, "out-of-range"),
        ({"colorControl_colorMode": "currentXAndCurrentY"}, "not-writable"),
    ],
)
def test_a_bad_write_is_refused_and_nothing_is_sent(values: dict[str, Any], code: str) -> None:
    assert Network(entry(LIGHT)).set(**values) == code


def test_unknown_indexes_commands_arguments_and_devices_are_refused() -> None:
    dialect = Network(entry(LIGHT)).dialect
    assert sent(dialect.encode(SetProperties(id="c", device=KEY, changes=((99, 1),)))) == "not-writable"
    assert sent(dialect.encode(SetProperties(id="c", device=KEY, changes=((-1, 1),)))) == "not-writable"
    assert sent(dialect.encode(invocation("doorLock", "lockDoor"))) == "unknown-command"
    assert sent(dialect.encode(invocation("onOff", "toggle", level=1))) == "unknown-argument"
    assert sent(dialect.encode(invocation("levelControl", "moveToLevel"))) == "bad-argument"
    assert sent(dialect.encode(invocation("levelControl", "moveToLevel", level="x"))) == "bad-argument"
    assert dialect.encode(SetProperties(id="c", device=OTHER, changes=())) is None


def test_values_can_be_asked_for_where_the_device_answers() -> None:
    network = Network(entry(LIGHT, SENSOR))
    index = network.index("1/onOff/onOff")
    assert sent(network.dialect.encode(ReadProperties(id="c", device=KEY, properties=(index,)))) == (
        "zigbee2mqtt/lamp/get",
        {"state": ""},
    )
    silent = network.index("1/temperatureMeasurement/measuredValue")
    assert sent(network.dialect.encode(ReadProperties(id="c", device=KEY, properties=(silent,)))) == "not-readable"


def test_gangs_are_endpoints() -> None:
    gangs = [
        group("switch", STATE | {"property": f"state_{side}", "endpoint": side}, endpoint=side)
        for side in ("left", "right")
    ]
    network = Network(entry(*gangs))
    assert [(one.id, one.label) for one in network.described().endpoints] == [(1, ""), (2, "left"), (3, "right")]
    assert network.state({"state_left": "ON", "state_right": "OFF"}) == {"2/onOff/onOff": True, "3/onOff/onOff": False}
    changes = ((network.index("3/onOff/onOff"), True),)
    answer = network.dialect.encode(SetProperties(id="c", device=KEY, changes=changes))
    assert sent(answer) == ("zigbee2mqtt/lamp/set", {"state_right": "ON"})


def test_a_rename_keeps_the_key_and_moves_the_topics() -> None:
    network = Network(entry(LIGHT))
    network.announce(entry(LIGHT, name="kitchen/lamp"))
    assert network.described().name == "kitchen/lamp"
    assert network.state({"state": "ON"}, "kitchen/lamp") == {"1/onOff/onOff": True}
    assert not network.knows("zigbee2mqtt/lamp")
    assert network.set(onOff_onOff=True)[0] == "zigbee2mqtt/kitchen/lamp/set"
    assert not any(isinstance(one, DeviceRemoved) for one in network.all)


def test_the_same_list_again_says_nothing_new() -> None:
    network = Network(entry(LIGHT))
    assert [type(one) for one in network.announce(entry(LIGHT))] == [Subscribe]


def test_who_is_missing_from_a_whole_list_is_gone() -> None:
    network = Network(entry(LIGHT), entry(SENSOR, key=OTHER, name="sensor"))
    assert DeviceRemoved(device=OTHER, reason="it left the Zigbee network") in network.announce(entry(LIGHT))
    assert not network.knows("zigbee2mqtt/sensor")


def test_a_list_that_breaks_off_removes_nobody() -> None:
    network = Network(entry(LIGHT), entry(SENSOR, key=OTHER, name="sensor"))
    text = json.dumps([entry(LIGHT), entry(SENSOR, key=OTHER, name="sensor")]).encode()
    outputs = network.feed("bridge/devices", text[:-40])
    assert faults(outputs) == [("", "malformed-json")]
    assert not any(isinstance(one, DeviceRemoved) for one in outputs)
    assert network.state({"state": "ON"}) == {"1/onOff/onOff": True}


@pytest.mark.parametrize("broken", [7, {"ieee_address": "?"}, {"ieee_address": OTHER, "friendly_name": "#"}])
def test_a_list_with_an_entry_that_cannot_be_read_removes_nobody(broken: object) -> None:
    network = Network(entry(LIGHT), entry(SENSOR, key=OTHER, name="sensor"))
    outputs = network.feed("bridge/devices", [entry(LIGHT), broken])
    assert [code for _, code in faults(outputs)] == ["wrong-value"]
    assert not any(isinstance(one, DeviceRemoved) for one in outputs)
    assert network.knows("zigbee2mqtt/sensor")


@pytest.mark.parametrize("payload", [{"state": "offline"}, b"offline"])
def test_availability_in_both_forms(payload: object) -> None:
    network = Network(entry(LIGHT))
    (change,) = network.feed("lamp/availability", payload)
    assert change == AvailabilityChanged(device=KEY, available=False, reason="zigbee2mqtt cannot reach it")


def test_a_bridge_that_stops_takes_its_devices_along() -> None:
    network = Network(entry(LIGHT), entry(SENSOR, key=OTHER, name="sensor"))
    network.feed("sensor/availability", {"state": "offline"})
    gone = network.feed("bridge/state", {"state": "offline"})
    assert [(one.device, one.available) for one in gone if isinstance(one, AvailabilityChanged)] == [
        (KEY, False),
        (OTHER, False),
    ]
    back = network.feed("bridge/state", {"state": "online"})
    assert [(one.device, one.available) for one in back if isinstance(one, AvailabilityChanged)] == [
        (KEY, True),
        (OTHER, False),
    ]


def test_groups_are_known_and_passed_over() -> None:
    network = Network(entry(LIGHT))
    network.feed("bridge/groups", [{"id": 1, "friendly_name": "all lamps", "members": []}])
    assert network.feed("all lamps", {"state": "ON"}) == []
    assert network.feed("all lamps/availability", {"state": "online"}) == []
    assert not network.knows("zigbee2mqtt/nobody")


@pytest.mark.parametrize("topic", ["bridge/info", "bridge/logging", "bridge/event", "bridge/response/device/rename"])
def test_other_topics_of_the_bridge_are_no_fault(topic: str) -> None:
    assert Network(entry(LIGHT)).feed(topic, {}) == []


def test_a_button_press_is_an_event_each_time() -> None:
    network = Network(entry(enum("action", "single", "double", "hold", access=1)))
    for _ in range(2):
        (event,) = [one for one in network.feed("lamp", {"action": "double"}) if isinstance(one, EventOccurred)]
        assert (event.capability, event.event) == ("genericSwitch", "multiPressComplete")
        assert dict(event.fields) == {"count": 2, "action": "double"}


def test_a_retained_action_is_no_new_press() -> None:
    network = Network(entry(enum("action", "single", access=1)))
    outputs = network.feed("lamp", {"action": "single"}, retained=True)
    assert not any(isinstance(one, EventOccurred) for one in outputs)


def test_what_was_not_announced_becomes_a_vendor_property() -> None:
    network = Network(entry(SENSOR))
    values = network.state({"temperature": 21.5, "linkquality": 80, "update": {"state": "idle"}})
    assert values == {
        "1/temperatureMeasurement/measuredValue": 21.5,
        "1/vendor/zigbee2mqtt.linkquality": 80,
        "1/vendor/zigbee2mqtt.update.state": "idle",
    }
    assert [type(one) for one in network.all][-2:] == [DeviceDescribed, PropertiesReported]
    assert len(network.feed("lamp", {"linkquality": 81})) == 1


def test_a_flood_of_new_keys_is_bounded_and_reported() -> None:
    network = Network(entry(SENSOR))
    outputs = network.feed("lamp", {f"key {number}": 1 for number in range(500)})
    assert len(network.described().properties) == 1 + 64
    assert (KEY, "too-many-properties") in faults(outputs)


def test_secrets_are_written_but_never_read() -> None:
    wifi = group("composite", numeric("pin_code", access=3), name="wifi", property="wifi")
    network = Network(entry(wifi, SENSOR))
    described = network.described().properties[0]
    assert (described.kind, described.access) == ("secret", "w")
    outputs = network.feed("lamp", {"wifi": {"pin_code": 1234}, "network_key": "abc", "users": [{"pin_code": 77}]})
    assert "1234" not in repr(outputs)
    assert "abc" not in repr(outputs)
    assert "77" not in repr([one for one in outputs if not isinstance(one, DeviceDescribed)]).replace(KEY, "")


def test_locks_are_moved_by_commands_only() -> None:
    lock = group("lock", binary("state", "LOCK", "UNLOCK", 7), enum("lock_state", "locked", "unlocked", access=1))
    network = Network(entry(lock))
    assert network.state({"state": "LOCK", "lock_state": "locked"})["1/doorLock/lockState"] == "locked"
    assert all("w" not in one.access for one in network.described().properties)
    assert network.invoke("doorLock", "unlockDoor") == ("zigbee2mqtt/lamp/set", {"state": "UNLOCK"})
    hazards = {one.name: one.hazards for one in network.described().commands}
    assert hazards == {"lockDoor": ("security",), "unlockDoor": ("security",)}


def test_a_switch_that_opens_a_pipe_is_a_valve() -> None:
    network = Network(entry(group("switch", STATE), text="Smart water valve"))
    assert network.state({"state": "ON"}) == {"1/valveControl/currentState": "open"}
    assert network.invoke("valveControl", "close") == ("zigbee2mqtt/lamp/set", {"state": "OFF"})
    assert all("w" not in one.access for one in network.described().properties)


def test_a_cover_reports_where_it_is_and_takes_where_to_go() -> None:
    cover = group("cover", enum("state", "OPEN", "CLOSE", "STOP"), numeric("position", "%", 0, 100))
    network = Network(entry(cover))
    values = network.state({"position": 30, "state": "OPEN"})
    assert values["1/windowCovering/currentPosition"] == values["1/windowCovering/targetPosition"] == 30
    assert network.set(windowCovering_targetPosition=55)[1] == {"position": 55}
    assert network.invoke("windowCovering", "stop")[1] == {"state": "STOP"}


def test_a_thermostat_says_what_it_does() -> None:
    climate = group(
        "climate",
        numeric("occupied_heating_setpoint", "°C", 7, 30),
        numeric("local_temperature", "°C", access=5),
        enum("system_mode", "off", "heat", "auto"),
        enum("running_state", "idle", "heat", access=5),
    )
    network = Network(entry(climate))
    state = {"occupied_heating_setpoint": 21, "local_temperature": 19.5, "system_mode": "heat", "running_state": "heat"}
    assert network.state(state) == {
        "1/thermostat/heatingSetpoint": 21,
        "1/thermostat/localTemperature": 19.5,
        "1/thermostat/systemMode": "heat",
        "1/thermostat/runningState": ["heat"],
    }
    assert network.state({"running_state": "idle"}) == {"1/thermostat/runningState": []}
    assert network.set(thermostat_heatingSetpoint=22.5)[1] == {"occupied_heating_setpoint": 22.5}


BAD_STATES: list[tuple[bytes, str]] = [
    (b"{", "malformed-json"),
    (b"\xff\xfe", "malformed-json"),
    (b'{"temperature": NaN}', "malformed-json"),
    (b"[" * 100_000, "malformed-json"),
    (b'{"a":' * 100_000, "malformed-json"),
    (b"[]", "wrong-value"),
    (b'{"temperature": "21.5"}', "wrong-value"),
    (b'{"temperature": true}', "wrong-value"),
    (b'{"temperature": 1e999}', "wrong-value"),
    (b'{"temperature": -400}', "out-of-range"),
    (b'{"state": "PERHAPS"}', "wrong-value"),
    (b'{"color": 7}', "wrong-value"),
    (b'{"temperature": ' + b"9" * 5000 + b"}", "malformed-json"),
]


@pytest.mark.parametrize(("payload", "code"), BAD_STATES, ids=[str(number) for number in range(len(BAD_STATES))])
def test_bad_state_is_a_fault_of_the_device_and_the_rest_goes_on(payload: bytes, code: str) -> None:
    network = Network(entry(LIGHT, SENSOR))
    found = faults(network.feed("lamp", payload))
    assert found == [(KEY, code)]
    assert network.state({"temperature": 20})["1/temperatureMeasurement/measuredValue"] == 20


def test_one_bad_value_does_not_take_the_others_along() -> None:
    network = Network(entry(LIGHT, SENSOR))
    outputs = network.feed("lamp", {"state": "ON", "temperature": "warm", "brightness": 254})
    assert faults(outputs) == [(KEY, "wrong-value")]
    (batch,) = [one for one in outputs if isinstance(one, PropertiesReported)]
    assert [value for _, value in batch.changes] == [True, 100.0]


def test_an_unknown_word_is_kept_as_the_vendors() -> None:
    network = Network(entry(group("climate", enum("system_mode", "off", "heat"))))
    assert network.state({"system_mode": "turbo"}) == {"1/thermostat/systemMode": "vendor:turbo"}


BAD_LISTS: list[tuple[Any, list[tuple[str, str]]]] = [
    ({}, [("", "malformed-json")]),
    ([7], [("", "wrong-value")]),
    ([entry(SENSOR) | {"ieee_address": 7}], [("", "wrong-value")]),
    ([entry(SENSOR) | {"friendly_name": "a/#"}], [("", "wrong-value")]),
    ([entry(SENSOR), entry(SENSOR)], [(KEY, "duplicate-device")]),
    ([entry(SENSOR), entry(SENSOR, key=OTHER)], [(OTHER, "clashing-name")]),
    ([entry(SENSOR) | {"definition": None}], [(KEY, "unsupported-device")]),
    ([entry(SENSOR, {"type": "numeric"})], [(KEY, "wrong-description")]),
    ([entry(SENSOR) | {"definition": {"exposes": "x"}}], [(KEY, "wrong-description")]),
]


@pytest.mark.parametrize(("devices", "expected"), BAD_LISTS, ids=[str(number) for number in range(len(BAD_LISTS))])
def test_a_bad_list_is_a_fault_with_its_place(devices: Any, expected: list[tuple[str, str]]) -> None:
    assert faults(Network().feed("bridge/devices", devices)) == expected


def test_a_coordinator_is_no_device() -> None:
    assert [type(one) for one in Network(entry() | {"type": "Coordinator"}).all] == [Subscribe]


def test_only_the_list_of_devices_may_be_long() -> None:
    network = Network(entry(LIGHT))
    (fault,) = list(network.dialect.feed_long(LongMessage("zigbee2mqtt/lamp", deque([b"x"]), 300_000, False)) or ())  # noqa: FBT003
    assert isinstance(fault, FaultReported)
    assert (fault.device, fault.code) == (KEY, "too-long")


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=20,
)
KEYS = st.sampled_from(["state", "brightness", "color_temp", "color", "temperature", "action", "last_seen", "update"])


@given(st.binary(max_size=300))
def test_arbitrary_bytes_on_any_topic_never_raise(payload: bytes) -> None:
    network = Network(entry(LIGHT, SENSOR))
    for topic in ("lamp", "lamp/availability", "bridge/devices", "bridge/groups", "bridge/state"):
        network.feed(topic, payload)


@given(st.dictionaries(KEYS, JSON, max_size=8))
def test_arbitrary_json_is_reported_or_a_fault_but_never_lost(state: Json) -> None:
    network = Network(entry(LIGHT, SENSOR))
    payload = json.dumps(state).encode()
    outputs = network.feed("lamp", payload)
    if faults(outputs) == [(KEY, "malformed-json")]:
        assert b"NaN" in payload or b"Infinity" in payload
        return
    told = sum(len(one.changes) for one in outputs if isinstance(one, PropertiesReported)) + len(faults(outputs))
    wanted = [key for key, value in state.items() if key in {"state", "brightness", "color_temp", "temperature"}]
    assert told >= len(wanted)


@given(st.lists(JSON, max_size=5), JSON)
def test_arbitrary_descriptions_never_raise(devices: list[Any], exposes: Any) -> None:
    Network(*devices, entry() | {"definition": {"exposes": [exposes]}})
