import json
from typing import Any

import pytest

from adapters.mqtt.dialect import Message, Subscribe, Unsubscribe
from adapters.mqtt.homeassistant import HomeAssistantDialect
from adapters.mqtt.homeassistant.abbreviation import DEVICE_KEYS, KEYS, expand
from adapters.mqtt.homeassistant.discovery import matches
from schemas.commands import ReadProperties
from schemas.outcomes import Refused
from schemas.updates import AvailabilityChanged, DeviceDescribed, DeviceRemoved, FaultReported, PropertiesReported
from tests.adapters.mqtt.homeassistant.discovered import REGISTRY, Discovered

DEVICE = {"identifiers": ["dev-1"], "name": "Thing"}


def test_short_keys_and_base_topic() -> None:
    short = {
        "~": "home/lamp",
        "uniq_id": "x",
        "stat_t": "~/state",
        "cmd_t": "set/~",
        "avty": {"t": "~/up", "pl_avail": "1", "pl_not_avail": "0"},
        "dev": {"ids": "abc", "mf": "M", "mdl": "L1", "sw": "1.2", "hw": 3, "sn": "S9", "via_device": "bridge"},
    }
    home = Discovered()
    outputs = home.feed("homeassistant/switch/lamp/config", short)
    device = home.device
    assert (device.key, device.manufacturer, device.model, device.firmware, device.hardware, device.serial) == (
        "abc",
        "M",
        "L1",
        "1.2",
        "3",
        "S9",
    )
    assert device.via == "bridge"
    assert Subscribe(("home/lamp/state", "home/lamp/up")) in outputs
    assert "set/home/lamp" not in {topic for one in outputs if isinstance(one, Subscribe) for topic in one.filters}
    assert home.set(onOff__onOff=True) == [("set/home/lamp", "ON")]


def test_every_short_key_stands_for_another_key() -> None:
    assert all(short != full for short, full in {**KEYS, **DEVICE_KEYS}.items())
    assert expand({"stat_t": "a", "state_topic": "b"}) == {"state_topic": "b"}
    assert len(KEYS) > 250


def test_one_message_for_a_whole_device() -> None:
    message = {
        "dev": {"ids": ["dev-1"], "name": "Thing"},
        "o": {"name": "maker"},
        "state_topic": "s",
        "~": "base",
        "cmps": {
            "t": {
                "p": "sensor",
                "device_class": "temperature",
                "unit_of_measurement": "°C",
                "value_template": "{{ value_json.t }}",
                "unique_id": "t",
            },
            "relay 1": {"p": "switch", "command_topic": "~/set", "unique_id": "r"},
            "gone": {"p": "sensor"},
            "bad": {"unique_id": "z"},
            "worse": 5,
        },
    }
    home = Discovered()
    outputs = home.feed("homeassistant/device/dev-1/config", message)
    assert sorted(home.paths) == ["1/onOff/onOff", "1/temperatureMeasurement/measuredValue"]
    assert [one.code for one in outputs if isinstance(one, FaultReported)] == ["wrong-type", "wrong-type"]
    assert home.set(onOff__onOff=False) == [("base/set", "OFF")]
    message["cmps"] = {"t": message["cmps"]["t"]}  # type: ignore[index]
    home.feed("homeassistant/device/dev-1/config", message)
    assert home.paths == ["1/temperatureMeasurement/measuredValue"]
    assert DeviceRemoved in {type(one) for one in home.feed("homeassistant/device/dev-1/config", b"")}


def test_a_long_message_lets_others_have_a_turn() -> None:
    parts = {f"c{n}": {"p": "sensor", "unique_id": f"u{n}", "state_topic": "s"} for n in range(200)}
    payload = json.dumps({"device": DEVICE, "components": parts}).encode()
    dialect = HomeAssistantDialect(REGISTRY)
    outputs = list(dialect.feed(Message("homeassistant/device/d/config", payload, retained=True, arrived_ns=0)) or ())
    assert outputs.count(None) >= 400  # one for each component when it is read, one when it is described
    assert len([one for one in outputs if isinstance(one, DeviceDescribed)]) == 1


def test_entities_of_one_device_become_one_device_in_whatever_order() -> None:
    configs: list[tuple[str, dict[str, Any]]] = [
        ("switch", {"object_id": f"relay_{n}", "unique_id": f"r{n}", "state_topic": f"s{n}", "command_topic": "c"})
        for n in (1, 2, 3)
    ]
    configs.append(("sensor", {"object_id": "linkquality", "unique_id": "l", "state_topic": "s"}))
    forwards, backwards = Discovered(*configs), Discovered(*reversed(configs))
    assert forwards.device == backwards.device
    assert [one for one in forwards.paths if "onOff" in one] == ["1/onOff/onOff", "2/onOff/onOff", "3/onOff/onOff"]
    assert [one.device_type for one in forwards.device.endpoints] == ["wallSwitch"] * 3


def test_several_of_a_kind_without_numbers_become_several_endpoints() -> None:
    home = Discovered(
        *(
            (
                "sensor",
                {"object_id": name, "device_class": "temperature", "unit_of_measurement": "°C", "state_topic": "s"},
            )
            for name in ("inside", "outside")
        )
    )
    assert home.paths == [f"{n}/temperatureMeasurement/measuredValue" for n in (1, 2)]
    assert home.state("s", "4") == dict.fromkeys(home.paths, 4)


def test_the_same_property_of_another_kind_of_entity_is_told_once() -> None:
    light = {"schema": "json", "state_topic": "s", "command_topic": "c", "effect": True, "effect_list": ["a"]}
    select = {"object_id": "effect", "state_topic": "s2", "command_topic": "c2", "options": ["a"]}
    home = Discovered(("select", select), ("light", light))
    assert "1/colorControl/effect" in home.paths
    assert "light has it already" in home.property("1/vendor/homeassistant.effect").reason


def test_devices_are_joined_by_any_identity_they_share() -> None:
    home = Discovered(
        ("sensor", {"state_topic": "s", "device": {"identifiers": ["b", "a"], "connections": [["mac", "AA:BB"]]}}),
        ("sensor", {"state_topic": "s", "object_id": "y", "device": {"cns": [["mac", "aa:bb"]]}}),
    )
    assert home.device.key == "a"
    assert len(home.device.properties) == 2


def test_saying_the_same_again_changes_nothing() -> None:
    config = {"unique_id": "id-0", "device": DEVICE, "state_topic": "s"}
    home = Discovered(("sensor", config))
    assert home.feed("homeassistant/sensor/dev-1/sensor/config", config) == []


def test_a_withdrawn_description_and_the_last_of_a_device() -> None:
    home = Discovered(("sensor", {"state_topic": "a"}), ("switch", {"state_topic": "b", "command_topic": "c"}))
    outputs = home.feed("homeassistant/sensor/dev-1/sensor/config", b"")
    assert [type(one) for one in outputs] == [DeviceDescribed, Unsubscribe]
    outputs = home.feed("homeassistant/switch/dev-1/switch/config", b"")
    assert DeviceRemoved(device="dev-1", reason="its discovery message was withdrawn") in outputs
    assert home.dialect.feed(Message("b", b"ON", retained=False, arrived_ns=0)) is None


def test_a_component_moves_to_a_device_message_when_it_is_let_go() -> None:
    home = Discovered(("switch", {"unique_id": "u", "state_topic": "s", "command_topic": "c"}))
    old, new = "homeassistant/switch/dev-1/switch/config", "homeassistant/device/dev-1/config"
    part = {"p": "switch", "unique_id": "u", "state_topic": "s", "command_topic": "c2"}
    message = {"device": DEVICE, "components": {"switch": part}}
    assert [one.code for one in home.feed(new, message) if isinstance(one, FaultReported)] == ["duplicate-id"]
    assert home.feed(old, {"migrate_discovery": True}) == []
    assert not [one for one in home.feed(new, message) if isinstance(one, FaultReported)]
    assert home.set(onOff__onOff=True) == [("c2", "ON")]
    assert home.feed(old, b"") == []
    assert home.set(onOff__onOff=True) == [("c2", "ON")]


def test_a_clashing_unique_id_is_a_fault_and_the_first_stays() -> None:
    home = Discovered(("sensor", {"unique_id": "u", "state_topic": "s"}))
    outputs = home.feed("homeassistant/sensor/other/config", {"unique_id": "u", "state_topic": "t", "device": DEVICE})
    (fault,) = [one for one in outputs if isinstance(one, FaultReported)]
    assert (fault.code, fault.place) == ("duplicate-id", "homeassistant/sensor/other/config")
    assert home.state("s", "x")


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        (b"{", "malformed-json"),
        (b"[1]", "wrong-type"),
        (b'"x"', "wrong-type"),
        (b"\xff\xfe\x00", "not-utf8"),
        (b"[" * 200_000, "malformed-json"),
        (b'{"a":' * 50_000, "malformed-json"),
        (b" " * 1_048_577 + b"{}", "too-large"),
        (b'{"device": 5, "state_topic": "s"}', "wrong-type"),
        (b'{"device": {}, "state_topic": "s"}', "wrong-type"),
        (b'{"unique_id": ["a"], "state_topic": "s"}', "wrong-type"),
        (b'{"state_topic": 5.5e1, "qos": 7}', "bad-config"),
        (b'{"state_topic": {"a": 1}}', "bad-config"),
        (b'{"state_topic": "s", "options": [{}]}', "bad-config"),
        (b'{"state_topic": "s", "availability": [{}]}', "bad-config"),
        (b'{"state_topic": "s", "availability_mode": "some", "availability_topic": "a"}', "bad-config"),
        (b'{"state_topic": "s", "device_class": ["x"]}', "bad-config"),
    ],
)
def test_bad_descriptions_are_faults_with_a_place_and_a_fix(payload: bytes, code: str) -> None:
    home = Discovered()
    topic = "homeassistant/sensor/node/object/config"
    faults = [one for one in home.feed(topic, payload) if isinstance(one, FaultReported)]
    if code == "bad-config" and b"qos" in payload:
        faults = [
            one
            for one in home.feed(topic.replace("sensor", "switch"), payload.replace(b"{", b'{"command_topic":"c",'))
            if isinstance(one, FaultReported)
        ]
    assert [one.code for one in faults] == [code]
    assert faults[0].place.startswith("homeassistant/")
    assert faults[0].reason
    assert faults[0].fix


@pytest.mark.parametrize(
    "topic", ["homeassistant/sensor/config", "homeassistant/a/b/c/d/config", "homeassistant/sensor/ü/config"]
)
def test_a_topic_of_another_form_is_a_fault(topic: str) -> None:
    (fault,) = Discovered().feed(topic, {"state_topic": "s"})
    assert isinstance(fault, FaultReported)
    assert fault.code == "topic-mismatch"


def test_other_topics_are_not_ours() -> None:
    dialect = HomeAssistantDialect(REGISTRY)
    assert dialect.feed(Message("zigbee2mqtt/x", b"{}", retained=False, arrived_ns=0)) is None
    assert dialect.feed(Message("homeassistant/status", b"online", retained=False, arrived_ns=0)) is None
    assert dialect.encode(ReadProperties(id="c", device="nobody", properties=())) is None


def test_a_bad_new_description_leaves_the_old_one_in_force() -> None:
    home = Discovered(("sensor", {"state_topic": "s"}))
    bad = {"unique_id": "id-0", "device": DEVICE, "state_topic": {"x": 1}}
    (fault,) = home.feed("homeassistant/sensor/dev-1/sensor/config", bad)
    assert isinstance(fault, FaultReported)
    assert fault.device == "dev-1"
    assert home.state("s", "x")


def test_bad_states_are_faults_on_the_device() -> None:
    config = {"state_topic": "s", "unit_of_measurement": "W", "device_class": "power"}
    home = Discovered(("sensor", config))
    for payload in (b"\xff\xfe", b"1" * 2_000_000, b"on", b"[1]", b"inf", b"1e400"):
        (fault,) = home.feed("s", payload)
        assert isinstance(fault, FaultReported)
        assert fault.device == "dev-1"
    assert home.state("s", "NaN") in ({}, {"1/electricalPowerMeasurement/activePower": None})


def test_not_a_number_in_json_is_not_known() -> None:
    home = Discovered(
        (
            "sensor",
            {
                "state_topic": "s",
                "value_template": "{{ value_json.p }}",
                "unit_of_measurement": "W",
                "device_class": "power",
            },
        )
    )
    assert home.state("s", '{"p": NaN}') == {"1/electricalPowerMeasurement/activePower": None}


def test_one_message_is_one_atomic_report() -> None:
    parts = [
        ("sensor", {"object_id": key, "state_topic": "s", "value_template": f"{{{{ value_json.{key} }}}}"})
        for key in ("a", "b", "c")
    ]
    home = Discovered(*parts)
    (report,) = home.feed("s", {"a": "1", "b": "2"}, retained=True)
    assert isinstance(report, PropertiesReported)
    assert (report.retained, report.arrived_ns, len(report.changes)) == (True, 7, 2)


def test_devices_of_another_dialect_are_left_to_it() -> None:
    config = {"state_topic": "s", "origin": {"name": "Zigbee2MQTT"}}
    assert Discovered(("sensor", config), origins=frozenset({"zigbee2mqtt"})).outputs == []


def test_a_component_without_a_device_stands_alone() -> None:
    home = Discovered()
    home.feed("homeassistant/sensor/lonely/config", {"state_topic": "s", "name": "Lonely"})
    assert (home.device.key, home.device.name) == ("homeassistant/sensor/lonely/config", "Lonely")


def test_asking_is_not_supported_and_says_so() -> None:
    home = Discovered(("sensor", {"state_topic": "s"}))
    answer = home.dialect.encode(ReadProperties(id="c", device="dev-1", properties=(0,)))
    assert isinstance(answer, Refused)
    assert answer.code == "not-supported"


def test_after_a_new_connection_everything_is_asked_for_again() -> None:
    home = Discovered(("sensor", {"state_topic": "s"}))
    (wanted,) = home.dialect.start()
    assert isinstance(wanted, Subscribe)
    assert wanted.filters == ("homeassistant/+/+/config", "homeassistant/+/+/+/config", "s")


def test_wildcards_in_state_topics() -> None:
    home = Discovered(("sensor", {"state_topic": "rooms/+/t", "object_id": "t"}))
    assert home.state("rooms/kitchen/t", "x") == {"1/vendor/homeassistant.t": "x"}
    assert home.dialect.feed(Message("rooms/kitchen/h", b"x", retained=False, arrived_ns=0)) is None
    assert matches("a/#", "a/b/c")
    assert matches("a/+/c", "a/b/c")
    assert not matches("a/+", "a/b/c")
    assert not matches("a/b/c", "a/b")


def heard(home: Discovered, topic: str, payload: str) -> list[bool]:
    outputs = home.feed(topic, payload.encode())
    return [one.available for one in outputs if isinstance(one, AvailabilityChanged)]


def test_availability_of_one_topic() -> None:
    home = Discovered(("sensor", {"state_topic": "s", "availability_topic": "up"}))
    assert heard(home, "up", "online") == [True]
    assert heard(home, "up", "online") == []
    assert heard(home, "up", "what") == []
    assert heard(home, "up", "offline") == [False]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [("all", [[], [True], [False], []]), ("any", [[True], [], [], [False]]), ("latest", [[True], [], [False], []])],
)
def test_availability_of_several_topics(mode: str, expected: list[list[bool]]) -> None:
    several = [
        {"topic": "a", "value_template": "{{ value_json.state }}"},
        {"topic": "b", "payload_available": "1", "payload_not_available": "0"},
    ]
    home = Discovered(("sensor", {"state_topic": "s", "availability": several, "availability_mode": mode}))
    said = [
        heard(home, *one) for one in (("a", '{"state":"online"}'), ("b", "1"), ("b", "0"), ("a", '{"state":"offline"}'))
    ]
    if mode == "all":  # with one of two unheard it cannot be said to be available
        assert said[0] in ([], [False])
        said[0] = []
    assert said == expected


def test_a_device_is_there_while_one_of_its_components_is() -> None:
    home = Discovered(
        ("sensor", {"state_topic": "s", "availability_topic": "a"}),
        ("switch", {"state_topic": "s", "command_topic": "c", "availability_topic": "b"}),
    )
    assert heard(home, "a", "online") == [True]
    assert heard(home, "b", "offline") == []
    assert heard(home, "a", "offline") == [False]


def test_a_new_description_keeps_what_was_heard() -> None:
    home = Discovered(("sensor", {"state_topic": "s", "availability_topic": "up"}))
    heard(home, "up", "online")
    config = {"unique_id": "more", "device": DEVICE, "state_topic": "t", "availability_topic": "up"}
    home.feed("homeassistant/sensor/dev-1/more/config", config)
    assert heard(home, "up", "online") == []


def test_descriptions_are_plain_records() -> None:
    home = Discovered(("switch", {"state_topic": "s", "command_topic": "c"}))
    assert json.dumps([one.path for one in home.device.properties])
    (described,) = [one for one in home.outputs if isinstance(one, DeviceDescribed)]
    assert described.device == home.device
