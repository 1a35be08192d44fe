"""Slots on a real TLS wire: envelopes and dummies of one size, once each, and silence where nothing was agreed."""

import json
import logging
import os
import threading
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from gateway.egress import folder
from gateway.egress.admin import Done, QueryStatus, SetCredential, ask_admin
from gateway.egress.errors import FolderError
from privacy.contract import Contract
from privacy.envelope import contract_hash
from privacy.frames import bytes_a_slot
from privacy.wire import ContractEnded, RelayApproval, RelayWithdrawal
from schemas import codec
from tests.gateway.egress.recipient import Recipient, make_certificate
from tests.gateway.egress.stage import (
    SLOT_S,
    START_MS,
    JumpingClock,
    Protocol,
    Stage,
    ended_window,
    entry,
    make_contract,
    stage,
    until,
)

pytestmark = pytest.mark.network
MIDNIGHT_MS = START_MS + 16 * 3_600_000  # 2027-01-16T00:00Z


def agreed(tmp_path: Path, protocol: Protocol = "https") -> tuple[Recipient, str]:
    certificate, pem = make_certificate(tmp_path, "127.0.0.1")
    return Recipient(certificate=certificate, protocol=protocol), pem


def body_of(dialogue: bytes, contract: Contract) -> dict[str, object]:
    start = dialogue.index(b'{"form"')
    found: dict[str, object] = json.loads(dialogue[start : start + contract.cadence.envelope_bytes])
    return found


async def begin(s: Stage, contract: Contract, slots: int = 4) -> int:
    """Approve and lease; gives the first slot."""
    assert (await s.approve(contract)).accepted
    first = await s.next_slot(contract)
    assert (await s.lease(contract, first, first + slots - 1)).accepted
    return first


@pytest.mark.parametrize("protocol", ["https", "mqtt"])
async def test_envelope_then_dummy_the_same_on_the_wire(tmp_path: Path, protocol: Protocol) -> None:
    recipient, pem = agreed(tmp_path, protocol)
    async with recipient, stage(tmp_path) as s:
        contract = make_contract(recipient.port, pem, protocol)
        first = await begin(s, contract)
        offered = await s.offer(contract, first, (entry(first - 2), entry(first - 1)))
        assert offered.accepted, offered
        envelope = await s.pass_slot(contract, first)
        dummy = await s.pass_slot(contract, first + 1)
        assert (envelope.kind, envelope.result, dummy.kind, dummy.result) == (
            "envelope",
            "delivered",
            "dummy",
            "delivered",
        )
        assert envelope.bytes == dummy.bytes == len(recipient.dialogues[0]) == len(recipient.dialogues[1])
        state = await s.state(contract)
        assert envelope.bytes == bytes_a_slot(contract, state.pseudonym)
        real, empty = (body_of(bytes(d), contract) for d in recipient.dialogues)
        assert [e["values"] for e in real["entries"]] == [{"warmth": 20, "level": "high"}] * 2  # type: ignore[attr-defined]
        assert empty["entries"] == []
        assert recipient.resumed == 0


async def test_nothing_at_all_without_contract_or_lease(tmp_path: Path) -> None:
    recipient, pem = agreed(tmp_path)
    async with recipient, stage(tmp_path) as s:
        contract = make_contract(recipient.port, pem)
        await s.clock.advance(2 * SLOT_S)
        assert (await s.approve(contract)).accepted
        await s.clock.advance(2 * SLOT_S)
        assert recipient.dialogues == []


async def test_dummies_go_on_when_the_core_is_gone_until_the_lease_ends(tmp_path: Path) -> None:
    recipient, pem = agreed(tmp_path)
    async with recipient, stage(tmp_path) as s:
        contract = make_contract(recipient.port, pem)
        first = await begin(s, contract, slots=3)
        due = [await s.due_ms(contract, first + n) for n in range(5)]
        await s.core.close()
        for number, at_ms in enumerate(due):
            await s.move_to(at_ms)
            await s.clock.advance(1)
            if number < 3:
                await until(partial(reached, s, number))
        s.core = await s.connect()
        assert [len(d) for d in recipient.dialogues] == [len(recipient.dialogues[0])] * 3


def reached(s: Stage, number: int) -> bool:
    return len(s.egress.journal.entries(0, 100)) > number


async def test_dummies_go_on_after_a_restart_of_egress(tmp_path: Path) -> None:
    recipient, pem = agreed(tmp_path)
    async with recipient:
        async with stage(tmp_path) as s:
            contract = make_contract(recipient.port, pem)
            first = await begin(s, contract)
            await s.pass_slot(contract, first)
            clock = s.clock
        async with stage(tmp_path, clock=clock) as s:
            assert (await s.pass_slot(contract, first + 1)).kind == "dummy"
            assert (await s.state(contract)).lease_last == first + 3
        assert len(recipient.dialogues) == 2


async def test_withdrawal_ends_it_before_the_next_byte(tmp_path: Path) -> None:
    recipient, pem = agreed(tmp_path)
    async with recipient, stage(tmp_path) as s:
        contract = make_contract(recipient.port, pem)
        first = await begin(s, contract)
        assert (await s.offer(contract, first, (entry(first - 1),))).accepted
        assert (await s.withdraw(contract)).accepted
        for slot in range(first, first + 4):
            await s.move_to(await s.due_ms(contract, slot))
        assert recipient.dialogues == []
        assert not (await s.lease(contract, first + 5, first + 6)).accepted


async def test_withdrawal_in_the_middle_of_a_slot_cuts_it_off(tmp_path: Path) -> None:
    """An MQTT sink that does not answer CONNECT has not seen the envelope, and never will."""
    recipient, pem = agreed(tmp_path, "mqtt")
    recipient.acknowledge = False
    async with recipient, stage(tmp_path) as s:
        contract = make_contract(recipient.port, pem, "mqtt")
        first = await begin(s, contract)
        assert (await s.offer(contract, first, (entry(first - 1),))).accepted
        await s.move_to(await s.due_ms(contract, first))
        await recipient.arrived.wait()
        shown = recipient.received
        assert (await s.withdraw(contract)).accepted
        sent = await s.told(contract, first)
        assert (sent.result, recipient.received) == ("failed", shown)
        assert b"entries" not in recipient.dialogues[0]


async def test_withdrawal_while_a_slot_is_being_closed_keeps_nothing_from_the_core(tmp_path: Path) -> None:
    recipient, pem = agreed(tmp_path)
    closing, go = threading.Event(), threading.Event()
    async with recipient, stage(tmp_path) as s:
        contract = make_contract(recipient.port, pem)
        first, journal = await begin(s, contract), s.egress.journal

        def slow(fd: int) -> None:
            if journal.is_open(contract_hash(contract)):
                closing.set()
                go.wait(30)
            os.fsync(fd)

        journal._fsync = slow
        await s.move_to(await s.due_ms(contract, first))
        await until(closing.is_set)
        s.egress.stop(contract_hash(contract))
        go.set()
        assert (await s.told(contract, first)).result == "delivered"


async def test_a_disk_that_fails_does_not_keep_a_slot_from_being_cut_off(tmp_path: Path) -> None:
    recipient, pem = agreed(tmp_path, "mqtt")
    recipient.acknowledge = False

    def broken(_fd: int) -> None:
        raise OSError(5, "Input/output error")

    async with recipient, stage(tmp_path) as s:
        contract = make_contract(recipient.port, pem, "mqtt")
        first = await begin(s, contract)
        await s.move_to(await s.due_ms(contract, first))
        await recipient.arrived.wait()
        sending = s.egress._tasks[contract_hash(contract)]
        s.egress.journal._fsync = broken
        s.egress.stop(contract_hash(contract))
        await until(sending.done)
        assert sending.cancelled()
        assert s.egress.counts["slot-journal"] == 1


async def test_a_full_disk_is_told_once_and_its_end_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    recipient, pem = agreed(tmp_path)

    def full(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    async with recipient, stage(tmp_path) as s:
        contract = make_contract(recipient.port, pem)
        first = await begin(s, contract)
        s.egress.journal._fsync = full
        for number in (1, 2):
            await s.move_to(await s.due_ms(contract, first + number - 1))
            await until(partial(has_failed, s, number))
        s.egress.journal._fsync = os.fsync
        assert recipient.dialogues == []
        assert (await s.pass_slot(contract, first + 2)).result == "delivered"
        told = [one for one in caplog.records if one.name == "gateway.egress.sender"]
        assert [one.levelname for one in told] == ["ERROR", "WARNING"]
        assert "No space left" in told[0].getMessage()
        assert not any(one.exc_info for one in told)


async def test_a_message_for_which_the_disk_has_no_room_is_told_once_without_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    recipient, pem = agreed(tmp_path)

    def full(_path: Path, _data: bytes) -> None:
        raise FolderError("state.json cannot be written: No space left on device")

    async with recipient, stage(tmp_path) as s:
        contract = make_contract(recipient.port, pem)
        first = await begin(s, contract)
        with monkeypatch.context() as patched:
            patched.setattr(folder, "_write", full)
            for _ in range(2):
                await s.core.send_raw(codec.encode(RelayWithdrawal(contract=contract_hash(contract))))
                assert await s.core.reader.readexactly(4) == bytes(4), "no answer, and the end"
                s.core = await s.reconnect()
            await s.move_to(await s.due_ms(contract, first))
            assert recipient.dialogues == [], "it holds here although it cannot be written"
        (told,) = (one for one in caplog.records if one.name == "gateway.egress.listener")
        assert "No space left" in told.getMessage()
        assert told.exc_info is None


def has_failed(s: Stage, times: int) -> bool:
    return s.egress.counts["slot-journal"] >= times


async def test_a_used_or_old_approval_never_revives_a_withdrawn_contract(tmp_path: Path) -> None:
    recipient, pem = agreed(tmp_path)
    async with recipient, stage(tmp_path) as s:
        contract = make_contract(recipient.port, pem)
        used, unused = s.document(contract), s.document(contract)
        assert (await s.core.ask(RelayApproval(document=used))).accepted  # type: ignore[union-attr]
        assert (await s.withdraw(contract)).accepted
        for document in (used, unused):
            assert not (await s.core.ask(RelayApproval(document=document))).accepted  # type: ignore[union-attr]
        await s.clock.advance(1)
        assert (await s.approve(contract, given_at_ms=s.now_ms)).accepted


async def test_a_forward_jump_opens_one_slot_and_a_backward_one_none(tmp_path: Path) -> None:
    recipient, pem = agreed(tmp_path)
    async with recipient, stage(tmp_path, clock=JumpingClock(wall=START_MS)) as s:
        contract = make_contract(recipient.port, pem)
        first = await begin(s, contract, slots=40)
        await s.pass_slot(contract, first)
        here = s.now_ms
        await s.clock.advance(SLOT_S / 2)
        s.clock.wall = await s.due_ms(contract, first + 10) - 1000  # the clock jumps
        await s.clock.advance(5)
        assert (await s.told(contract, first + 10)).result == "delivered"
        assert len(recipient.dialogues) == 2
        s.clock.wall = here - 5_000  # and back
        await s.clock.advance(4 * SLOT_S)
        assert len(recipient.dialogues) == 2


async def test_a_jump_right_after_a_send_opens_none_too_soon(tmp_path: Path) -> None:
    recipient, pem = agreed(tmp_path)
    async with recipient, stage(tmp_path, clock=JumpingClock(wall=START_MS)) as s:
        contract = make_contract(recipient.port, pem)
        first = await begin(s, contract, slots=40)
        await s.pass_slot(contract, first)
        s.clock.wall = await s.due_ms(contract, first + 10) - 1000
        await s.clock.advance(5)
        assert len(recipient.dialogues) == 1
        assert s.egress.counts["slot-too-soon"] == 1


async def test_an_unset_clock_sends_nothing(tmp_path: Path) -> None:
    recipient, pem = agreed(tmp_path)
    async with recipient, stage(tmp_path) as s:
        contract = make_contract(recipient.port, pem)
        await begin(s, contract)
        s.clock.wall = None
        await s.clock.advance(4 * SLOT_S)
        assert recipient.dialogues == []


@pytest.mark.parametrize(
    ("fault", "result"),
    [("refuses", "failed"), ("gone", "failed"), ("silent", "unknown"), ("wrong-authority", "failed")],
)
async def test_a_failing_sink_is_tried_once_a_slot(tmp_path: Path, fault: str, result: str) -> None:
    recipient, pem = agreed(tmp_path)
    async with recipient, stage(tmp_path, slot_timeout_s=0.3) as s:
        if fault == "wrong-authority":
            (tmp_path / "other").mkdir()
            pem = make_certificate(tmp_path / "other", "127.0.0.1")[1]
        contract = make_contract(1 if fault == "gone" else recipient.port, pem)
        recipient.reply = b"HTTP/1.1 503 No\r\n\r\n"
        recipient.acknowledge = fault != "silent"
        first = await begin(s, contract)
        assert (await s.offer(contract, first, (entry(first - 1),))).accepted
        sent = await s.pass_slot(contract, first)
        assert (sent.kind, sent.result) == ("envelope", result)
        assert len(recipient.dialogues) == (1 if fault in ("refuses", "silent") else 0)


async def test_a_window_that_failed_may_come_again_as_it_was_and_only_so(tmp_path: Path) -> None:
    recipient, pem = agreed(tmp_path)
    async with recipient, stage(tmp_path) as s:
        contract = make_contract(recipient.port, pem)
        recipient.reply = b"HTTP/1.1 500 No\r\n\r\n"
        first = await begin(s, contract)
        window = ended_window(first)
        assert (await s.offer(contract, first, (entry(window - 1), entry(window)))).accepted
        await s.pass_slot(contract, first)
        changed = await s.offer(contract, first + 1, (entry(window - 1, warmth=3), entry(window)))
        assert (changed.accepted, changed.reason) == (False, "window-changed")
        skipped = await s.offer(contract, first + 1, (entry(window - 1), entry(window + 1)))
        assert (skipped.accepted, skipped.reason) == (False, "window-order")
        recipient.reply = b"HTTP/1.1 200 Yes\r\n\r\n"
        assert (await s.offer(contract, first + 1, (entry(window - 1), entry(window), entry(window + 1)))).accepted
        assert (await s.pass_slot(contract, first + 1)).result == "delivered"
        again = await s.offer(contract, first + 2, (entry(window + 1),))
        assert (again.accepted, again.reason) == (False, "entries")


async def test_a_contract_ends_on_its_day(tmp_path: Path) -> None:
    recipient, pem = agreed(tmp_path)
    async with recipient, stage(tmp_path) as s:
        contract = make_contract(recipient.port, pem, expires="2027-01-16")
        first = await begin(s, contract, slots=2)
        last = (await s.lease(contract, first + 2, first + 80)).reason
        assert last == "expired"


async def test_a_consent_that_ends_within_a_lease_ends_the_sending(tmp_path: Path) -> None:
    recipient, pem = agreed(tmp_path)
    async with recipient, stage(tmp_path, clock=JumpingClock(wall=START_MS)) as s:
        contract = make_contract(recipient.port, pem)
        assert (await s.approve(contract, until="2027-01-16")).accepted
        first = await s.next_slot(contract)
        assert (await s.lease(contract, first, first + 80)).accepted
        s.clock.wall = MIDNIGHT_MS  # the day has come
        await s.clock.advance(SLOT_S + 1)
        assert isinstance(await s.core.read(), ContractEnded)
        await s.clock.advance(2 * SLOT_S)
        assert recipient.dialogues == []
        assert s.egress.counts["slot-expired"] == 1


async def test_a_sink_that_asks_for_a_token_gets_it_from_the_folder_or_nothing(tmp_path: Path) -> None:
    recipient, pem = agreed(tmp_path)
    async with recipient, stage(tmp_path) as s:
        plain = make_contract(recipient.port, pem)
        contract = replace(plain, sink=replace(plain.sink, authentication="token"))
        first = await begin(s, contract)
        await s.move_to(await s.due_ms(contract, first))
        await s.clock.advance(6)
        assert recipient.dialogues == []
        token = "t" * 43
        admin = s.folder / "admin.sock"
        assert await ask_admin(admin, SetCredential(contract=contract_hash(contract), token=token)) == Done()
        sent = await s.pass_slot(contract, first + 1)
        assert sent.result == "delivered"
        assert f"Authorization: Bearer {token}\r\n".encode() in recipient.dialogues[0]
        assert sent.bytes == bytes_a_slot(contract, (await s.state(contract)).pseudonym)
        assert token not in str(await ask_admin(admin, QueryStatus()))
