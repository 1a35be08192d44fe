import json
from datetime import datetime
from typing import Any

import jinja2
import pytest

from simulators.home.catalogue import DEFAULT_SIZE, entries
from simulators.home.dialects.dialect import Asked, Reply
from simulators.home.dialects.homeassistant.abbreviation import SHORT, SHORT_DEVICE, SHORT_ORIGIN
from simulators.home.dialects.homeassistant.front import Nodes
from simulators.home.home import Home

START = datetime(2026, 11, 23, 6)  # noqa: DTZ001 - the home's own local time
# What each platform cannot do without (home-assistant.io, integrations/<platform>.mqtt).
REQUIRED = {
    "alarm_control_panel": {"command_topic", "state_topic"},
    "binary_sensor": {"state_topic"},
    "button": {"command_topic"},
    "climate": {"temperature_command_topic", "mode_command_topic"},
    "cover": {"command_topic"},
    "event": {"state_topic", "event_types"},
    "fan": {"command_topic"},
    "humidifier": {"command_topic", "target_humidity_command_topic"},
    "light": {"command_topic"},
    "lock": {"command_topic"},
    "number": {"command_topic"},
    "select": {"command_topic", "options"},
    "sensor": {"state_topic"},
    "siren": {"command_topic"},
    "switch": {"command_topic"},
    "text": {"command_topic"},
    "valve": {"command_topic"},
    "water_heater": {"mode_command_topic"},
}
# Some of the public abbreviations, written down apart from the table under test.
KNOWN = {
    "avty": "availability",
    "bri_scl": "brightness_scale",
    "cmd_t": "command_topic",
    "cmps": "components",
    "curr_hum_t": "current_humidity_topic",
    "dev_cla": "device_class",
    "hum_cmd_t": "target_humidity_command_topic",
    "json_attr_t": "json_attributes_topic",
    "max_mirs": "max_mireds",
    "p": "platform",
    "pos_t": "position_topic",
    "stat_cla": "state_class",
    "stat_t": "state_topic",
    "t": "topic",
    "uniq_id": "unique_id",
    "unit_of_meas": "unit_of_measurement",
    "val_tpl": "value_template",
}
LONG = {short: long for long, short in SHORT.items()}
LONG_DEVICE = {short: long for long, short in SHORT_DEVICE.items()}


@pytest.fixture
def nodes() -> Nodes:
    home = Home(entries(DEFAULT_SIZE), seed=7, start=START)
    pairs = zip(home.entries, home.devices, strict=True)
    return Nodes([pair for pair in pairs if pair[0].dialect == "homeassistant"], 7)


def expanded(config: dict[str, Any]) -> dict[str, Any]:
    full = {LONG.get(key, key): value for key, value in config.items()}
    full["availability"] = [{LONG.get(k, k): v for k, v in entry.items()} for entry in full.get("availability", [])]
    full["device"] = {LONG_DEVICE.get(key, key): value for key, value in full.get("device", {}).items()}
    return full


def based(config: dict[str, Any]) -> dict[str, Any]:
    """Resolve `~` as the reader of the real thing does: only in keys that end in `topic`."""
    base = config.pop("~", None)
    for holder in (config, *config["availability"]):
        for key, value in holder.items():
            if key.endswith("topic") and value.startswith("~"):
                assert base is not None
                holder[key] = base + value[1:]
    return config


def components(nodes: Nodes) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for message in nodes.announce():
        if not message.topic.startswith("homeassistant/"):
            continue
        config = expanded(json.loads(message.payload))
        if message.topic.startswith("homeassistant/device/"):
            assert config["origin"]
            for component in config["components"].values():
                entity = expanded(component)
                entity["availability"], entity["device"] = [dict(a) for a in config["availability"]], config["device"]
                found.append((entity.pop("platform"), based(entity)))
        else:
            found.append((message.topic.split("/")[1], based(config)))
    return found


def told(nodes: Nodes) -> dict[str, str]:
    reports = [message for device in nodes.devices.values() for message in nodes.report(device, set(device.state))]
    return {message.topic: str(message.payload) for message in (*nodes.announce(), *reports)}


def test_abbreviations_are_the_public_ones() -> None:
    assert {short: LONG[short] for short in KNOWN} == KNOWN
    for table in (SHORT, SHORT_DEVICE, SHORT_ORIGIN):
        assert len(set(table.values())) == len(table)


def test_all_platforms_of_this_home_are_complete(nodes: Nodes) -> None:
    found = components(nodes)
    assert {platform for platform, _ in found} == REQUIRED.keys()
    for platform, config in found:
        assert REQUIRED[platform] <= config.keys()
        assert {"unique_id", "device", "availability"} <= config.keys()
        assert config["device"]["identifiers"]


def test_unique_ids_are_unique(nodes: Nodes) -> None:
    unique = [config["unique_id"] for _, config in components(nodes)]
    assert len(set(unique)) == len(unique)


def test_both_forms_and_both_spellings_occur(nodes: Nodes) -> None:
    configs = [m for m in nodes.announce() if m.topic.startswith("homeassistant/")]
    assert all(message.retain for message in configs)
    forms = {(m.topic.split("/")[1] == "device", '"dev":' in str(m.payload), '"~":' in str(m.payload)) for m in configs}
    assert {(True, True, True), (True, False, True), (False, True, True), (False, False, False)} <= forms


def test_every_topic_told_of_is_told_on(nodes: Nodes) -> None:
    published = told(nodes)
    rings = {message.topic for device in nodes.devices.values() for message in nodes.happened(device, "press")}
    for _, config in components(nodes):
        topics = [value for key, value in config.items() if key.endswith("topic") and "command" not in key]
        topics = [topic for topic in topics if "set_position" not in topic and not topic.endswith("/set")]
        assert set(topics) <= published.keys() | rings
        assert {entry["topic"] for entry in config["availability"]} <= published.keys()


def topic_key(template_key: str) -> str:
    if template_key in ("value_template", "state_value_template"):
        return "state_topic"
    if template_key.endswith("_value_template"):
        return template_key.replace("_value_template", "_state_topic")
    return template_key.replace("_template", "_topic")


def test_every_template_makes_sense_of_what_is_published(nodes: Nodes) -> None:
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True)
    published, rendered = told(nodes), 0
    for _, config in components(nodes):
        for key, template in config.items():
            if not key.endswith("template") or key == "command_template":
                continue
            topic = config[topic_key(key)]
            payload = published[topic]
            value_json = json.loads(payload) if payload.startswith("{") else None
            shown = environment.from_string(template).render(value=payload, value_json=value_json)
            assert shown
            rendered += 1
    assert rendered > 30


def test_every_command_topic_is_listened_to(nodes: Nodes) -> None:
    for _, config in components(nodes):
        for key, topic in config.items():
            if key.endswith("command_topic") or key == "set_position_topic":
                (received,) = nodes.receive(topic, b"rubbish")
                assert isinstance(received, Asked)


def config_of(nodes: Nodes, device: str, platform: str) -> dict[str, Any]:
    node_id = nodes.address(nodes.devices[device])["id"]
    return next(c for p, c in components(nodes) if p == platform and c["unique_id"].startswith(node_id))


@pytest.mark.parametrize(
    ("device", "platform", "key", "payload", "orders"),
    [
        ("desk_lamp", "light", "command_topic", "ON", [("on", True)]),
        ("desk_lamp", "light", "brightness_command_topic", "127", [("level", 127)]),
        ("tv_strip", "light", "command_topic", '{"state":"ON","brightness":255}', [("level", 254), ("on", True)]),
        (
            "tv_strip",
            "light",
            "command_topic",
            '{"state":"ON","color":{"h":9,"s":8}}',
            [("hue", 9), ("saturation", 8), ("on", True)],
        ),
        ("study_ac", "climate", "temperature_command_topic", "25.5", [("target_c", 25.5)]),
        ("bedroom_curtain", "cover", "set_position_topic", "40", [("position_pct", 40)]),
        ("gas_valve", "valve", "command_topic", "CLOSE", [("open", False)]),
        ("alarm_panel", "alarm_control_panel", "command_topic", "ARM_AWAY", [("arm", "arm_away")]),
        ("intercom", "number", "command_topic", '{"volume": 30 }', [("volume_pct", 30)]),
        ("intercom", "button", "command_topic", "CHIME", [("chime", True)]),
        (
            "hall_siren",
            "siren",
            "command_topic",
            '{"state":"ON","tone":"fire","duration":9}',
            [("tone", "fire"), ("duration_s", 9), ("on", True)],
        ),
        ("living_fan", "fan", "oscillation_command_topic", "oscillate_on", [("oscillating", True)]),
        ("back_lock", "lock", "command_topic", "LOCK", [("locked", True)]),
    ],
)
def test_commands_are_understood(
    nodes: Nodes, device: str, platform: str, key: str, payload: str, orders: list[tuple[str, Any]]
) -> None:
    (received,) = nodes.receive(config_of(nodes, device, platform)[key], payload.encode())
    assert received == Asked(device=device, orders=orders)
    assert all(nodes.devices[device].order(name, value) for name, value in orders)


@pytest.mark.parametrize("payload", [b"", b"\xff\xfe", b"{", b"[" * 100_000, b"null", b'{"state": 7}'])
def test_rubbish_reaches_the_device_as_an_order_it_refuses(nodes: Nodes, payload: bytes) -> None:
    for _, config in components(nodes):
        for key, topic in config.items():
            if not key.endswith("command_topic") or config["unique_id"].endswith("_message"):
                continue
            for received in nodes.receive(topic, payload):
                assert isinstance(received, Asked)
                device = nodes.devices[received.device]
                assert not any(device.order(name, value) for name, value in received.orders)


def test_a_birth_brings_all_descriptions_again(nodes: Nodes) -> None:
    (reply,) = nodes.receive("homeassistant/status", b"online")
    assert isinstance(reply, Reply)
    assert list(reply.messages) == list(nodes.announce())
    assert list(nodes.receive("homeassistant/status", b"offline")) == []


def test_optimistic_devices_say_nothing(nodes: Nodes) -> None:
    siren = nodes.devices["hall_siren"]
    assert list(nodes.report(siren, set(siren.state))) == []
    assert nodes.carried(siren, {"on"}) == {"on"}
