import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from simulators.home.catalogue import entries
from simulators.home.dialects.dialect import Asked, ReadOut, Reply
from simulators.home.dialects.zigbee2mqtt.bridge import Bridge
from simulators.home.home import Home

START = datetime(2026, 11, 23, 6)  # noqa: DTZ001 - the home's own local time
# The words of guide/usage/exposes.
GENERIC = {"binary", "numeric", "enum", "text", "composite", "list"}
SPECIFIC = {"light", "switch", "fan", "cover", "lock", "climate"}


@pytest.fixture
def bridge() -> Bridge:
    home = Home(entries(38), seed=7, start=START)
    pairs = zip(home.entries, home.devices, strict=True)
    return Bridge([pair for pair in pairs if pair[0].dialect == "zigbee2mqtt"], 7)


def announced(bridge: Bridge) -> dict[str, Any]:
    return {message.topic: json.loads(message.payload) for message in bridge.announce()}


def leaves(exposes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for expose in exposes:
        if expose["type"] in SPECIFIC:
            yield from leaves(expose["features"])
        else:
            yield expose


def asked(bridge: Bridge, topic: str, payload: str) -> list[tuple[str, Any]]:
    (received,) = bridge.receive(topic, payload.encode())
    assert isinstance(received, Asked)
    return list(received.orders)


def test_the_bridge_documents_are_there_and_retained(bridge: Bridge) -> None:
    messages = {message.topic: message for message in bridge.announce()}
    for name in ("state", "info", "devices", "groups"):
        assert messages[f"zigbee2mqtt/bridge/{name}"].retain
    assert json.loads(messages["zigbee2mqtt/bridge/state"].payload) == {"state": "online"}
    assert bridge.will.topic == "zigbee2mqtt/bridge/state"


def test_the_coordinator_comes_first_and_addresses_are_unique(bridge: Bridge) -> None:
    documents = announced(bridge)["zigbee2mqtt/bridge/devices"]
    assert documents[0]["type"] == "Coordinator"
    addresses = [document["ieee_address"] for document in documents]
    assert len(set(addresses)) == len(addresses)
    assert all(len(address) == 18 for address in addresses)


def test_every_leaf_is_a_valid_exposes_entry(bridge: Bridge) -> None:
    for document in announced(bridge)["zigbee2mqtt/bridge/devices"][1:]:
        for leaf in leaves(document["definition"]["exposes"]):
            assert leaf["type"] in GENERIC
            assert 1 <= leaf["access"] <= 7
            assert {"name", "label", "property"} <= leaf.keys()
            assert (leaf["type"] == "enum") == ("values" in leaf)
            assert (leaf["type"] == "binary") == ("value_on" in leaf)
            if "value_min" in leaf:
                assert leaf["value_min"] < leaf["value_max"]


def test_states_hold_what_the_exposes_promise_and_nothing_else(bridge: Bridge) -> None:
    definitions = {d["friendly_name"]: d["definition"] for d in announced(bridge)["zigbee2mqtt/bridge/devices"][1:]}
    for name, device in bridge.devices.items():
        (message,) = bridge.report(device, set(device.state))
        state = json.loads(message.payload)
        published = {leaf["property"]: leaf for leaf in leaves(definitions[name]["exposes"]) if leaf["access"] & 1}
        assert state.keys() | {"action"} == published.keys() | {"action"}
        for key, value in state.items():
            assert_fits(published[key], value)


def assert_fits(leaf: dict[str, Any], value: Any) -> None:
    if leaf["type"] == "numeric":
        assert leaf.get("value_min", -1e9) <= value <= leaf.get("value_max", 1e9)
    elif leaf["type"] == "enum":
        assert value in leaf["values"]
    elif leaf["type"] == "binary":
        assert value in (leaf["value_on"], leaf["value_off"])


def test_contact_is_true_when_closed(bridge: Bridge) -> None:
    device = bridge.devices["front_door"]
    device.state["open"] = True
    (message,) = bridge.report(device, {"open"})
    assert json.loads(message.payload)["contact"] is False


def test_a_set_names_properties(bridge: Bridge) -> None:
    payload = '{"state":"ON","brightness":100,"transition":2}'
    assert asked(bridge, "zigbee2mqtt/living_ceiling/set", payload) == [("on", True), ("level", 100)]


@pytest.mark.parametrize(
    ("topic", "payload", "orders"),
    [
        ("living_ceiling/set", "OFF", [("on", False)]),
        ("living_ceiling/set/brightness", "7", [("level", 7)]),
        ("living_ceiling/set", '{"state":"TOGGLE"}', [("on", True)]),
        ("kitchen_switch/left/set", '{"state":"ON"}', [("on_left", True)]),
        ("kitchen_switch/set", '{"state_right":"ON"}', [("on_right", True)]),
        ("living_curtain/set", '{"state":"STOP"}', [("move", "stop")]),
        ("living_curtain/set", '{"position":40}', [("position_pct", 40)]),
        ("door_lock/set", '{"state":"UNLOCK"}', [("locked", False)]),
        ("bedroom_lamp/set", '{"color":{"r":0,"g":0,"b":255}}', [("hue", 240), ("saturation", 100)]),
        ("bedroom_lamp/set", '{"color":{"hex":"#ff0000"}}', [("hue", 0), ("saturation", 100)]),
        ("bedroom_lamp/set", '{"color":{"x":0.64,"y":0.33}}', [("hue", 0), ("saturation", 100)]),
        ("bedroom_lamp/set", '{"color":{"hue":10,"saturation":20}}', [("hue", 10), ("saturation", 20)]),
        ("bedroom_radiator/set", '{"occupied_heating_setpoint":21.5}', [("target_c", 21.5)]),
        ("fridge_plug/set", '{"nonsense":1}', [("nonsense", 1)]),
        ("bedroom_lamp/set", '{"color":{"hex":"zz"}}', [("color", {"hex": "zz"})]),
    ],
)
def test_the_many_forms_of_a_set(bridge: Bridge, topic: str, payload: str, orders: list[tuple[str, Any]]) -> None:
    assert asked(bridge, f"zigbee2mqtt/{topic}", payload) == orders


def test_a_setting_is_kept_by_the_bridge(bridge: Bridge) -> None:
    assert asked(bridge, "zigbee2mqtt/fridge_plug/set", '{"power_outage_memory":"on"}') == []
    assert asked(bridge, "zigbee2mqtt/fridge_plug/set", '{"power_outage_memory":"zebra"}') == []
    (message,) = bridge.report(bridge.devices["fridge_plug"], {"on"})
    assert json.loads(message.payload)["power_outage_memory"] == "on"


def test_a_get_reads_out(bridge: Bridge) -> None:
    assert list(bridge.receive("zigbee2mqtt/fridge_plug/get", b'{"state":""}')) == [ReadOut(device="fridge_plug")]


def test_strangers_and_rubbish_are_passed_over(bridge: Bridge) -> None:
    assert list(bridge.receive("zigbee2mqtt/nobody/set", b"{}")) == []
    assert asked(bridge, "zigbee2mqtt/fridge_plug/set", "\x00\xff{") == [("on", "\x00\xff{")]
    (reply,) = bridge.receive("zigbee2mqtt/bridge/request/sing", b"")
    assert isinstance(reply, Reply)
    assert json.loads(reply.messages[0].payload)["status"] == "error"


def test_an_action_is_published_and_never_retained(bridge: Bridge) -> None:
    (message,) = bridge.happened(bridge.devices["bedside_button"], "single")
    assert json.loads(message.payload)["action"] == "single"
    assert not message.retain
