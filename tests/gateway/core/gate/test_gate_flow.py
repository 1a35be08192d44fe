"""The gate from history to the recipient: what leaves, what waits, what the ledger says, and what never leaves."""

import base64
import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
import rfc8785

from gateway.core.gate import Refused, Unreachable
from privacy.canonical import plain
from privacy.consent import Withdrawal
from privacy.contract import Contract
from privacy.envelope import contract_hash
from privacy.ledger import Row, verify
from tests.gateway.core.gate.stage import SLOT_S, Scene, power_contract, scene
from tests.gateway.egress.stage import START_MS, make_consent, until

pytestmark = pytest.mark.network


def expected_power(window: int) -> float:
    return 100 * (window % 4 + 1)


async def test_an_approved_contract_lets_out_what_it_says_and_the_ledger_has_it(tmp_path: Path) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        first = s.slot + 2
        await s.pass_slot(contract, first - 1)  # the window of the approval itself was not wholly agreed to
        s.far.dialogues.clear()
        rows = [await s.pass_slot(contract, slot) for slot in (first, first + 1)]
        assert [(row.kind, row.result) for row in rows] == [("envelope", "delivered")] * 2
        values = [entry["values"]["power"] for envelope in s.sent_entries() for entry in envelope]
        assert values == [expected_power(first - 1), expected_power(first)]
        assert await s.gate.books.depth(contract_hash(contract)) == 0
        kinds = await s.kinds()
        assert kinds[:3] == ["ConsentRecorded", "ApprovalRelayed", "LeaseGranted"]
        assert kinds[3:] == ["SlotDecided", "SlotEnded"] * 3, "a constant number of leaves a slot"
        assert (await s.gate.ledger_verify())["verified"] is True
        (sums,) = await s.gate.sums()
        assert (sums.released, sums.slots) == (3, 3)


async def test_the_export_verifies_apart_and_explains_every_byte(tmp_path: Path) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        for slot in range(s.slot + 1, s.slot + 4):
            await s.pass_slot(contract, slot)
        lines = [json.loads(json.dumps(line)) async for line in s.gate.ledger_export()]
        rows = [
            Row(
                index=line["index"],
                leaf=bytes.fromhex(line["leaf"]),
                salt=bytes.fromhex(line["salt"]),
                entry=rfc8785.dumps(line["entry"]),
            )
            for line in lines
        ]
        assert verify(rows).root.hex() == (await s.gate.ledger_verify())["root"]
        (lease,) = [line["entry"]["lease"] for line in lines if line["entry"]["type"] == "LeaseGranted"]
        slots = [line for line in lines if line["entry"]["type"] == "SlotEnded"]
        assert s.far.received == lease["bytes_a_slot"] * len(slots)


async def test_nothing_leaves_before_approval_nor_without_egress_pinning(tmp_path: Path) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        hash_ = await s.gate.add(plain(contract))
        await s.clock.advance(3 * SLOT_S)
        stranger = type(s.key).from_seed(b"stranger" * 4)
        signed = stranger.approve(make_consent(contract, stranger, profile="demo"), contract)
        with pytest.raises(Refused, match="no resident"):
            await s.gate.relay_approval(hash_, base64.b64encode(signed).decode())
        await s.clock.advance(3 * SLOT_S)
        assert s.far.dialogues == []
        assert (await s.gate.contract(hash_))["state"] == "unapproved"
        assert s.home.asked == []


async def test_a_profile_that_forbids_it_refuses_the_approval(tmp_path: Path) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        with pytest.raises(Refused):
            await s.approve(contract, profile="local-only")
        with pytest.raises(Refused):
            await s.approve(contract, profile="manufacturer")
        await s.clock.advance(3 * SLOT_S)
        assert s.far.dialogues == []


async def test_withdrawal_purges_and_ends_it(tmp_path: Path) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        first = s.slot + 1
        await s.work_out(contract, first)
        answer = await s.gate.withdraw(contract_hash(contract))
        assert answer["egress"] is True
        assert await s.gate.books.depth(contract_hash(contract)) == 0
        await s.clock.advance(4 * SLOT_S)
        assert s.far.dialogues == []
        assert (await s.gate.contract(contract_hash(contract)))["state"] == "withdrawn"
        assert "ConsentWithdrawn" in await s.kinds()
        await s.approve(contract, given_at_ms=s.now_ms)
        again = s.slot + 1
        assert [(await s.pass_slot(contract, slot)).result for slot in (again, again + 1)] == ["delivered"] * 2


async def test_a_withdrawal_while_egress_is_away_is_the_first_thing_it_hears(tmp_path: Path) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        await s.stop_egress()
        assert (await s.gate.withdraw(contract_hash(contract)))["egress"] is False
        await s.start_egress()
        await s.meet()
        await s.clock.advance(4 * SLOT_S)
        assert s.far.dialogues == []


async def test_a_withdrawal_that_waits_is_told_before_a_new_approval(tmp_path: Path) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        hash_ = contract_hash(contract)
        await s.approve(contract)
        async with s.gate.books.writing() as writing:
            writing.put_withdrawal(Withdrawal(contract=hash_, at_ms=s.now_ms))  # egress has not heard of it
        with pytest.raises(Refused):  # signed before egress heard of it
            await s.gate.relay_approval(hash_, signed_now(s, contract))
        await s.clock.advance(1)
        assert (await s.gate.relay_approval(hash_, signed_now(s, contract)))["accepted"]
        await s.restart_core()
        standing = s.egress.folder.standing(hash_) if s.egress else None
        assert standing is not None
        assert standing.active
        assert (await s.gate.contract(hash_))["state"] == "active"


def signed_now(s: Scene, contract: Contract) -> str:
    consent = make_consent(contract, s.key, profile="demo", given_at_ms=s.now_ms)
    return base64.b64encode(s.key.approve(consent, contract)).decode()


async def test_approval_without_egress_says_so(tmp_path: Path) -> None:
    async with scene(tmp_path, with_egress=False) as s:
        contract = power_contract(s.far.port, s.pem)
        with pytest.raises(Unreachable):
            await s.approve(contract)
        await s.clock.advance(3 * SLOT_S)
        assert s.home.asked == []


async def test_what_waited_offline_leaves_in_order_one_envelope_a_slot(tmp_path: Path) -> None:
    """Six slots without a sink: an envelope holds four entries, so it takes two slots to drain, and dummies follow."""
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        first = s.slot + 2
        await s.pass_slot(contract, first - 1)
        s.far.dialogues.clear()
        s.far.reply = b"HTTP/1.1 503 Away\r\n\r\n"
        for slot in range(first, first + 6):
            row = await s.pass_slot(contract, slot)
            assert row.result == "failed"
        assert await s.gate.books.depth(contract_hash(contract)) == 6
        s.far.dialogues.clear()
        s.far.reply = b"HTTP/1.1 204 Yes\r\n\r\n"
        for slot in range(first + 6, first + 9):
            assert (await s.pass_slot(contract, slot)).result == "delivered"
        sent = s.sent_entries()
        assert [len(entries) for entries in sent] == [4, 4, 1]
        values = [entry["values"]["power"] for entries in sent for entry in entries]
        assert values == [expected_power(slot - 1) for slot in range(first, first + 9)]


async def test_egress_cut_off_local_goes_on_and_what_was_queued_leaves_later(tmp_path: Path) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        first = s.slot + 2
        await s.pass_slot(contract, first - 1)
        await s.stop_egress()
        for slot in range(first, first + 3):
            await s.work_out(contract, slot)
        assert await s.gate.books.depth(contract_hash(contract)) == 3
        await s.start_egress()
        await s.meet()
        s.far.dialogues.clear()
        assert (await s.pass_slot(contract, first + 3)).kind == "envelope"
        assert [len(entries) for entries in s.sent_entries()] == [0, 4], "a dummy of the old lease, then the queue"


async def test_the_core_restarted_loses_no_window_and_sends_none_twice(tmp_path: Path) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        first = s.slot + 1
        await s.work_out(contract, first)
        await s.restart_core()  # between the offer and the send
        assert (await s.send(contract, first)).result == "delivered"
        await s.pass_slot(contract, first + 1)
        await s.gate.__aexit__(None, None, None)  # and gone for two slots: dummies, windows computed later
        for slot in (first + 2, first + 3):
            await s.move_to(s.due_ms(contract, slot))
            await until(partial(reached, s, slot))
        await s.start_core()
        await s.pass_slot(contract, first + 4)
        sent = s.sent_entries()
        assert [len(entries) for entries in sent] == [1, 1, 0, 0, 3]
        moments = [entry["from"] for entries in sent for entry in entries]
        assert moments == sorted(set(moments))
        assert len(moments) == 5
        kinds = await s.kinds()
        assert kinds.count("SlotEnded") == 5, "the journal was taken over on return, each slot once"
        assert (await s.gate.ledger_verify())["verified"] is True


def reached(s: Scene, slot: int) -> bool:
    """Whether egress has sent a slot."""
    assert s.egress is not None
    return any(e.opened.slot == slot for e in s.egress.journal.entries(0, 1000))


async def test_nothing_is_released_while_the_clock_is_unset(tmp_path: Path) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        s.clock.wall = None
        await s.clock.advance(4 * SLOT_S)
        assert s.far.dialogues == []
        assert s.home.asked == []
        with pytest.raises(Refused):
            await s.approve(replace(contract, name="other"), given_at_ms=START_MS)


async def test_a_history_that_fails_makes_dummies_not_gaps(tmp_path: Path) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        s.home.broken = True
        first = s.slot + 1
        await s.move_to(first * SLOT_S * 1000 + 20_000)
        await until(lambda: s.gate.counters().get("faults"))
        assert (await s.send(contract, first)).kind == "dummy"
        s.home.broken = False
        assert (await s.pass_slot(contract, first + 1)).entries == 2


async def test_what_is_too_old_is_dropped_and_ledgered(tmp_path: Path) -> None:
    async with scene(tmp_path) as s:
        plain_contract = power_contract(s.far.port, s.pem)
        contract = replace(plain_contract, retention=replace(plain_contract.retention, outbox_s=2 * SLOT_S))
        await s.approve(contract)
        first = s.slot + 1
        await s.stop_egress()
        for slot in range(first, first + 5):
            await s.work_out(contract, slot)
        await s.start_egress()
        await s.meet()
        row = await s.pass_slot(contract, first + 5)
        dropped = [entry for entry in await s.entries() if entry["type"] == "EntriesDropped"]
        assert sum(entry["count"] for entry in dropped) + row.entries == 6
        assert row.entries == 3


async def test_a_lease_is_renewed_before_it_ends(tmp_path: Path) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        before = s.lease_last(contract)
        for slot in range(s.slot + 1, s.slot + 30):
            await s.pass_slot(contract, slot)
        assert s.lease_last(contract) > before
        assert (await s.kinds()).count("LeaseGranted") == 2


async def test_preview_shows_what_would_leave_and_sends_nothing(tmp_path: Path) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        hash_ = await s.gate.add(plain(contract))
        preview = await s.gate.preview(hash_)
        assert len(preview["envelope"]["entries"]) == 4
        assert preview["bytes"] == 1024
        assert s.far.dialogues == []
        assert await s.kinds() == []
        assert "Example Works" in await s.gate.explain(hash_, "en")


async def test_an_unknown_contract_is_a_key_error(tmp_path: Path) -> None:
    async with scene(tmp_path, with_egress=False) as s:
        for call in (s.gate.contract, s.gate.preview, s.gate.withdraw):
            with pytest.raises(KeyError):
                await call("0" * 64)


async def test_egress_killed_between_send_and_acknowledgement_is_marked_in_the_ledger(tmp_path: Path) -> None:
    """The recipient has the envelope, nobody knows: the slot is marked unknown, its window comes again, unchanged."""
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        first = s.slot + 1
        await s.pass_slot(contract, first)
        s.far.acknowledge = False
        s.far.arrived.clear()
        await s.work_out(contract, first + 1)
        await s.move_to(s.due_ms(contract, first + 1))
        await s.far.arrived.wait()
        await s.stop_egress()
        s.far.acknowledge = True
        await s.start_egress()
        await s.meet()
        await s.pass_slot(contract, first + 2)
        results = {e["record"]["slot"]: e["record"]["result"] for e in await s.entries() if e["type"] == "SlotEnded"}
        assert results == {first: "delivered", first + 1: "unknown", first + 2: "delivered"}
        sent = s.sent_entries()
        assert [len(entries) for entries in sent] == [1, 1, 2]
        assert sent[2][0] == sent[1][0]
