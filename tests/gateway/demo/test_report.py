"""What the demonstration says at its end, from the ledger and the recipient's record alone."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from gateway.cli.demo import FASTEST, SPEED, speed_for
from gateway.demo.outside import LOOPBACK_SIDE, Outside, free_wire, stray_bytes, trapped_bytes
from gateway.demo.report import _open_slots, explain_bytes, records, summary
from gateway.demo.script import Times
from gateway.demo.stage import Ports, free_ports

HOST = "198.51.100.2"
OUTSIDE = Outside(host=HOST, network=f"{HOST}/32", interface="hto1")


def entry(kind: str, **fields: Any) -> dict[str, Any]:
    return {"index": 0, "entry": {"type": kind, **fields}}


def ended(slot: int, kind: str = "envelope", contract: str = "c") -> dict[str, Any]:
    record = {"contract": contract, "slot": slot, "kind": kind, "sha256": f"{slot:064x}", "result": "delivered"}
    return entry("SlotEnded", record=record)


def test_a_slot_is_open_from_its_decision_to_its_end_or_the_withdrawal() -> None:
    decided = [entry("SlotDecided", contract=c, slot=s) for c, s in (("c", 1), ("c", 2), ("d", 1))]
    assert _open_slots(decided) == {("c", 1), ("c", 2), ("d", 1)}
    assert _open_slots([*decided, ended(1)]) == {("c", 2), ("d", 1)}
    gone = entry("ConsentWithdrawn", withdrawal={"contract": "c"})
    assert _open_slots([*decided, ended(1), gone]) == {("d", 1)}


def test_only_what_was_sent_may_stand_on_the_wire() -> None:
    entries = [ended(1), ended(2, "dummy"), ended(3, "missed"), entry("SlotDecided", contract="c", slot=4)]
    found = explain_bytes(entries, None)
    assert [send["slot"] for send in found["sends"]] == [1, 2]
    assert found["leases"] == []  # without a contract nothing is explained
    assert len(records(entries)) == 3


def write(path: Path, *lines: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def flow(**changes: Any) -> dict[str, Any]:
    usual = {"protocol": "tcp", "source": "198.51.100.1", "destination": HOST, "destination_port": 8443, "bytes": 100}
    return usual | changes


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({}, 0),
        ({"destination_port": 80}, 100),
        ({"protocol": "udp"}, 100),
        ({"destination": "198.51.100.9"}, 100),
        ({"destination": "224.0.0.251", "protocol": "udp", "destination_port": 5353}, 100),
        ({"source": HOST, "destination": "198.51.100.1", "destination_port": 50000}, 0),
        ({"protocol": "arp"}, 0),
    ],
)
def test_what_goes_anywhere_but_to_the_recipient_is_stray(
    tmp_path: Path, changes: dict[str, Any], counted: int
) -> None:
    assert stray_bytes(write(tmp_path / "flows", flow(), flow(**changes)), OUTSIDE, 8443) == counted


def test_what_falls_into_a_trap_weighs_at_least_its_headers(tmp_path: Path) -> None:
    capture = write(
        tmp_path / "capture",
        {"event": "opened", "connection": 1},
        {"event": "stray", "transport": "tcp", "port": 1, "size": 0},
        {"event": "stray", "transport": "udp", "port": 53, "size": 30},
    )
    assert trapped_bytes(capture) == 40 + 58
    assert trapped_bytes(write(tmp_path / "empty")) == 0


def test_the_last_line_says_all_of_it() -> None:
    report = {
        "devices": 30,
        "updates": 900,
        "commands_ok": 2,
        "released": 3,
        "dummies": 4,
        "bytes_out": 8000,
        "unexplained_bytes": 0,
        "ledger": {"entries": 9, "verified": True},
    }
    told = summary(report, Counter(confirmed=2, refused=1))
    assert "2 commands confirmed of 3; 3 envelopes and 4 dummies left, 8000 bytes, of which 0 unexplained" in told
    assert told.endswith("9 entries, verified")
    assert "NOT VERIFIED" in summary(report | {"ledger": {"entries": 9, "verified": False}}, Counter())


@pytest.mark.parametrize(("seconds", "speed"), [(None, SPEED), (600, SPEED), (90, SPEED), (45, 120), (10, FASTEST)])
def test_a_short_demonstration_runs_faster(seconds: float | None, speed: float) -> None:
    assert speed_for(seconds) == speed


def test_the_doors_share_the_time() -> None:
    assert Times.of(None) == Times(approve_s=15, withdraw_s=None)
    assert Times.of(20) == Times(approve_s=5, withdraw_s=18)
    assert Times.of(600) == Times(approve_s=15, withdraw_s=540)


@pytest.mark.network
def test_ports_are_free_and_all_different() -> None:
    found = free_ports()
    assert len({getattr(found, name) for name in Ports.__slots__}) == len(Ports.__slots__)


def test_a_wire_is_a_network_of_two_that_no_interface_uses() -> None:
    wire = free_wire()
    assert wire.prefixlen == 30
    assert not wire.is_global
    assert LOOPBACK_SIDE not in map(str, wire.hosts())
