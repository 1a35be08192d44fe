"""The street of simulated devices: what it counts, and who lives where."""

import pytest

from benchmarks.far_ends import ECHONET_OBJECT, PERIOD_S, PORTS, Count, Node, host, node_id
from benchmarks.mixed import NUMBER, PROTOCOLS
from benchmarks.mixed_home import everybody, paired


def test_a_question_is_late_by_what_passed_beyond_the_period(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("benchmarks.far_ends.time.monotonic", lambda: now)
    count = Count()
    count.note("one", 10)
    now += PERIOD_S + 0.25
    count.note("one", 10)
    count.note("two", 10)
    now += 1
    assert count.told() == {"devices": 2, "asked": 3, "octets": 30, "late_s": 0.25, "late_p99_s": 0.25}


def test_one_that_is_not_asked_any_more_counts_as_late(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr("benchmarks.far_ends.time.monotonic", lambda: now)
    count = Count()
    count.note("one", 10)
    count.reset()
    now += PERIOD_S + 3
    assert count.told()["late_s"] == pytest.approx(3)
    assert count.told()["asked"] == 0


def test_everybody_has_a_key_and_an_address_of_its_own() -> None:
    found = list(everybody(5))
    assert len(found) == 5 * len(PORTS)
    assert len({(protocol, one.key) for protocol, one in found}) == len(found)
    assert {str(one.kept["host"]) for _, one in found} == {host(name, number) for name in PORTS for number in range(5)}
    assert "token" not in repr(paired("miot", 0))


def test_it_is_500_of_all_protocols() -> None:
    assert len(PORTS) == PROTOCOLS
    assert NUMBER * PROTOCOLS == 500


def test_a_node_tells_another_temperature_every_time_and_says_who_it_is() -> None:
    node = Node(7)
    question = bytes.fromhex("1081 0001 05ff01 013001 62 01 bb 00")
    first, second = node.hears(question), node.hears(question)
    assert first is not None
    assert second is not None
    assert first[:-1] == bytes.fromhex("1081 0001 013001 05ff01 72 01 bb 01")
    assert first != second
    who = node.hears(bytes.fromhex("1081 0002 05ff01 0ef001 62 01 83 00"))
    assert who is not None
    assert who.endswith(bytes.fromhex(node_id(7)))
    assert paired("echonet", 7).kept["devices"] == [f"{node_id(7)}-{ECHONET_OBJECT}"]
