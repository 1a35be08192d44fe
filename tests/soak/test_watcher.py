"""The load's count and the watcher's are made apart; here they are held together."""

import asyncio
from itertools import islice

from benchmarks.home import MARKER_NAME
from tests.soak.load import descriptions, first_values, messages
from tests.soak.sample import figures
from tests.soak.watcher import Watcher

NAMES = {"a": "Sensor 1", "b": "Sensor 2", "c": "Bell", "d": "Meter", "e": MARKER_NAME}


def watcher() -> Watcher:
    it = Watcher()
    devices = [
        {"id": name, "name": known, "adapter": "own" if name == "b" else "home", "values": {"p": None}}
        for name, known in NAMES.items()
    ]
    it.take({"type": "snapshot", "devices": devices})
    return it


def ring(it: Watcher, number: int) -> None:
    event = {"fields": {"event_type": "rung", "number": number}}
    it.take({"type": "changes", "seq": 1, "changes": [{"device": "c", "event": event}]})


def test_values_are_counted_by_kind() -> None:
    it = watcher()
    for device in NAMES:
        it.take({"type": "changes", "seq": 1, "changes": [{"device": device, "values": {"p": 1, "q": 2}}]})
    assert (it.counts["sensors"], it.counts["zigbee"], it.counts["meter"], it.counts["marker"]) == (4, 2, 2, 2)


def test_an_event_that_is_missing_is_out_of_order() -> None:
    it = watcher()
    for number in (1, 2, 4, 5):
        ring(it, number)
    assert (it.counts["events"], it.counts["events out of order"]) == (4, 1)


def test_a_message_that_is_no_change_is_counted_by_its_type() -> None:
    it = watcher()
    it.take({"type": "folded", "values": 3})
    assert it.messages == {"folded": 1}


def test_every_message_changes_something() -> None:
    last = dict(first_values())
    for _, topic, payload in islice(messages(), 20_000):
        assert last.get(topic) != payload
        last[topic] = payload


def test_what_is_sent_is_described() -> None:
    described = b"".join(payload for _, payload in descriptions())
    for kind, topic, _ in islice(messages(), 5000):
        assert kind == "zigbee" or topic.encode() in described


def test_figures_are_read_with_their_kinds() -> None:
    text = '# HELP hutong_tasks x\nhutong_tasks 30.0\nhutong_waiting{kind="adapters"} 2.0\nhutong_other 1.0\n'
    assert figures(text) == {"tasks": 30.0, "waiting.adapters": 2.0}


async def test_an_outcome_for_which_nobody_waits_any_more_is_one_of_the_other_messages() -> None:
    it = watcher()
    it._outcome = asyncio.get_running_loop().create_future()
    it._outcome.cancel()  # the load has ended meanwhile
    it.take({"type": "outcome", "outcome": "confirmed"})
    assert it.messages["outcome"] == 1
