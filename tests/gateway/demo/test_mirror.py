"""The mirror follows what the stream says, in its own words."""

from typing import Any

from gateway.cli.client import Access, Client
from gateway.demo.mirror import Mirror


def mirror() -> Mirror:
    return Mirror(Client(Access(url="https://127.0.0.1:1", fingerprint="00" * 32)))


def device(id_: str, **values: Any) -> dict[str, Any]:
    return {"id": id_, "name": id_.upper(), "room": "", "available": True, "values": values}


def test_a_snapshot_then_changes() -> None:
    it = mirror()
    it._take({"type": "snapshot", "devices": [device("a", on=False), device("b", level=3)]})
    it._take({"type": "changes", "changes": [{"device": "a", "values": {"on": True}, "about": {"room": "hall"}}]})
    assert it.devices["a"].values == {"on": True}
    assert it.devices["a"].about["room"] == "hall"
    assert (it.changes, it.devices["a"].changes, it.devices["b"].changes) == (1, 1, 0)


def test_devices_come_go_and_are_described_anew() -> None:
    it = mirror()
    it._take({"type": "snapshot", "devices": [device("a")]})
    it._take({"type": "changes", "changes": [{"device": "b", "whole": device("b", on=True)}]})
    it._take({"type": "changes", "changes": [{"device": "a", "gone": True}, {"device": "c", "values": {"on": True}}]})
    assert list(it.devices) == ["b"]  # of c nothing is known: a change before its description is nobody's
    it._take({"type": "snapshot", "devices": []})
    assert it.devices == {}


def test_an_answer_that_nobody_waits_for_is_dropped() -> None:
    mirror()._take({"type": "outcome", "id": "7", "outcome": "confirmed"})


async def test_without_a_connection_a_command_has_no_outcome() -> None:
    assert await mirror().command({"type": "set", "id": "1", "device": "a", "properties": {}}) == {}
