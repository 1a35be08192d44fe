"""Who is asked for their state after a connection, and how fast."""

import json

from adapters.mqtt.dialect import Publish
from adapters.mqtt.zigbee2mqtt.question import PACE_NS, SETTLE_NS
from tests.adapters.mqtt.zigbee2mqtt.network import LIGHT, SENSOR, STATE, Network, entry, group, numeric

SECOND = 1_000_000_000
BATTERY = numeric("battery", "%", 0, 100, access=5)
KEYS = [f"0x00158d000000000{n}" for n in range(1, 5)]


def asked(network: Network, now_ns: int) -> list[tuple[str, list[str]]]:
    found = [one for one in network.dialect.due(now_ns) if isinstance(one, Publish)]
    return [(one.topic, sorted(json.loads(one.payload))) for one in found]


def test_a_silent_lamp_is_asked_once_after_the_retained_states_had_their_time() -> None:
    network = Network(entry(LIGHT))
    assert network.dialect.next_due_ns == 0
    assert asked(network, 5 * SECOND) == []
    assert network.dialect.next_due_ns == 5 * SECOND + SETTLE_NS
    assert asked(network, 5 * SECOND + SETTLE_NS) == [
        ("zigbee2mqtt/lamp/get", ["brightness", "color", "color_temp", "state"])
    ]
    assert network.dialect.next_due_ns is None


def test_who_told_its_state_is_not_asked() -> None:
    network = Network(entry(LIGHT))
    network.feed("lamp", {"state": "ON"}, retained=True)
    asked(network, 0)
    assert asked(network, SETTLE_NS) == []


def test_who_runs_on_a_battery_or_answers_no_get_is_left_alone() -> None:
    network = Network(entry(LIGHT, BATTERY, key=KEYS[0], name="sleeper"), entry(SENSOR, key=KEYS[1], name="sensor"))
    asked(network, 0)
    assert asked(network, SETTLE_NS) == asked(network, SETTLE_NS + PACE_NS) == []
    assert network.dialect.next_due_ns is None


def test_one_is_asked_at_a_time_and_again_after_a_reconnection() -> None:
    lamps = [entry(group("switch", STATE), key=key, name=f"lamp{n}") for n, key in enumerate(KEYS)]
    network = Network(*lamps)
    asked(network, 0)
    for n in range(4):
        assert asked(network, SETTLE_NS + n * PACE_NS) == [(f"zigbee2mqtt/lamp{n}/get", ["state"])]
        assert asked(network, SETTLE_NS + n * PACE_NS + 1) == []
    list(network.dialect.start())
    assert network.dialect.next_due_ns is None
    network.announce(*lamps)
    asked(network, 60 * SECOND)
    assert asked(network, 60 * SECOND + SETTLE_NS) == [("zigbee2mqtt/lamp0/get", ["state"])]
