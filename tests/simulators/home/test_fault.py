import json
from datetime import datetime

import pytest

from simulators.home.catalogue import entries
from simulators.home.dialects.dialect import Dialect, Message
from simulators.home.dialects.homeassistant.front import Nodes
from simulators.home.dialects.zigbee2mqtt.bridge import Bridge
from simulators.home.fault import KINDS, Fault, messages, parse_fault
from simulators.home.home import Home

START = datetime(2026, 11, 23, 6)  # noqa: DTZ001 - the home's own local time
DEVICES = {"zigbee2mqtt": "door_lock", "homeassistant": "study_ac"}


def dialect(name: str) -> Dialect:
    home = Home(entries(30), seed=7, start=START)
    pairs = [pair for pair in zip(home.entries, home.devices, strict=True) if pair[0].dialect == name]
    return Bridge(pairs, 7) if name == "zigbee2mqtt" else Nodes(pairs, 7)


def committed(kind: str, name: str = "zigbee2mqtt", device: str | None = None, argument: str = "") -> list[Message]:
    front = dialect(name)
    return list(messages(Fault(kind=kind, argument=argument), front, front.devices[device or DEVICES[name]]))


def test_a_fault_is_read_from_one_word() -> None:
    assert parse_fault("malformed") == Fault(kind="malformed")
    assert parse_fault("vanish=door_lock@12.5") == Fault(kind="vanish", device="door_lock", at_s=12.5)
    assert parse_fault("flood=power_meter:5000") == Fault(kind="flood", device="power_meter", argument="5000")


@pytest.mark.parametrize(("text", "fix"), [("sing", "one of: binary"), ("deep@noon", "as a number")])
def test_a_wrong_fault_names_the_fix(text: str, fix: str) -> None:
    with pytest.raises(ValueError, match=fix):
        parse_fault(text)


@pytest.mark.parametrize("name", DEVICES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_fault_puts_something_on_the_wire(kind: str, name: str) -> None:
    argument = {"huge": "1", "huge-description": "1", "flood": "10"}.get(kind, "")
    assert committed(kind, name, argument=argument)


def test_malformed_is_no_json_and_deep_is_too_deep() -> None:
    with pytest.raises(json.JSONDecodeError):
        json.loads(committed("malformed")[0].payload)
    with pytest.raises(RecursionError):
        json.loads(committed("deep")[0].payload)


def test_wrong_types_keep_the_keys() -> None:
    spoilt = json.loads(committed("wrong-type")[0].payload)
    true = json.loads(committed("flood", argument="1")[0].payload)
    assert spoilt.keys() == true.keys()
    assert all(type(spoilt[key]) is not type(true[key]) for key in true)


def test_a_lie_is_retained_and_the_opposite_of_the_truth() -> None:
    (lie,) = committed("retained-lie")
    assert lie.retain
    assert json.loads(lie.payload)["state"] == "UNLOCK"


def test_a_stranger_has_the_same_id() -> None:
    documents = json.loads(committed("duplicate-id")[0].payload)
    ids = [document["ieee_address"] for document in documents]
    assert len(ids) == len(set(ids)) + 1
    (strange,) = committed("duplicate-id", "homeassistant")
    assert "ffffffffffff" in strange.topic
    assert "ffffffffffff" not in str(strange.payload)


def test_sizes_are_as_asked() -> None:
    assert len(committed("huge", argument="3")[0].payload) > 3_000_000
    assert len(committed("flood", argument="17")) == 17
    (crowd,) = committed("huge-description", argument="2")
    documents = json.loads(crowd.payload)
    assert 2_000_000 < len(crowd.payload) < 3_500_000
    assert len({document["ieee_address"] for document in documents}) == len(documents)


def test_the_lie_about_a_plain_state_is_another_word() -> None:
    (lie,) = committed("retained-lie", "homeassistant")
    assert (lie.retain, lie.payload) == (True, "cool")
