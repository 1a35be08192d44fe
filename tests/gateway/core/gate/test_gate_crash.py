"""The core stops dead at each commit and at each question to egress: no window is lost, none arrives twice unmarked."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from gateway.core.errors import DiskFailed
from gateway.core.gate.books import Books
from gateway.core.gate.link import EgressLink
from gateway.core.gate.writing import Writing
from privacy.consent import Withdrawal
from privacy.envelope import contract_hash
from privacy.ledger import ConsentWithdrawn
from tests.gateway.core.gate.stage import Scene, power_contract, scene
from tests.gateway.egress.stage import make_consent, until

pytestmark = pytest.mark.network


class Stop:
    """Stops the core at the n-th point: whoever reaches it waits for ever, as a dead process would."""

    def __init__(self, at: int) -> None:
        self.left = at
        self.reached = asyncio.Event()

    async def point(self) -> None:
        self.left -= 1
        if self.left == 0:
            self.reached.set()
            await asyncio.Event().wait()


def plant(monkeypatch: pytest.MonkeyPatch, stop: Stop) -> None:
    """Points before and after each commit, before and after each answer of egress."""
    writing, ask = Books.writing, EgressLink.ask

    @asynccontextmanager
    async def stopping(self: Books) -> AsyncIterator[Writing]:
        async with writing(self) as open_:
            yield open_
            await stop.point()
        await stop.point()

    async def asking(self: EgressLink, message: Any, kind: type[Any]) -> Any:
        await stop.point()
        answer = await ask(self, message, kind)
        await stop.point()
        return answer

    monkeypatch.setattr(Books, "writing", stopping)
    monkeypatch.setattr(EgressLink, "ask", asking)


@pytest.mark.parametrize("at", range(1, 11))
async def test_stopped_at_each_point_of_a_slot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        first = s.slot + 1
        await s.pass_slot(contract, first)
        await s.due_to_work(first + 1)
        stop = Stop(at)
        with monkeypatch.context() as patched:
            plant(patched, stop)
            await s.move_to((first + 1) * 900_000 + 18_750)
            await until(lambda: stop.reached.is_set() or s.is_due_to_work(first + 2))
            await s.move_to(s.due_ms(contract, first + 1))
            await until(lambda: len(s.far.dialogues) == 2)
            await until(stop.reached.is_set)
            await s.gate.__aexit__(None, None, None)
        await s.start_core()
        await s.pass_slot(contract, first + 2)
        await s.pass_slot(contract, first + 3)
        await holds(s, first)


@pytest.mark.parametrize("at", range(1, 7))
async def test_stopped_at_each_point_of_a_withdrawal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """Whatever egress knows of it, the books say so in the end; and a consent that is given anew counts."""
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        stop = Stop(at)
        with monkeypatch.context() as patched:
            plant(patched, stop)
            async with asyncio.TaskGroup() as group:
                withdrawing = group.create_task(s.gate.withdraw(contract_hash(contract)))
                await until(lambda: stop.reached.is_set() or withdrawing.done())
                withdrawing.cancel()
            await s.gate.__aexit__(None, None, None)
        await s.start_core()
        standing = s.egress.folder.standing(contract_hash(contract)) if s.egress else None
        is_active = (await s.gate.contract(contract_hash(contract)))["state"] == "active"
        assert standing is not None
        assert is_active == standing.active == (at == 1)
        assert (await s.kinds()).count("ConsentWithdrawn") == (at > 1)
        assert (await s.gate.ledger_verify())["verified"] is True
        await s.clock.advance(1)
        consent = make_consent(contract, s.key, profile="demo", given_at_ms=s.now_ms)
        again = base64.b64encode(s.key.approve(consent, contract)).decode()
        assert (await s.gate.relay_approval(contract_hash(contract), again))["accepted"]
        assert (await s.gate.contract(contract_hash(contract)))["state"] == "active"


async def holds(s: Scene, first: int) -> None:
    moments = [entry["from"] for entries in s.sent_entries() for entry in entries]
    assert len(moments) == len(set(moments)), "a window arrived twice although each slot was acknowledged"
    assert len(moments) == 4, "a window was lost"
    assert moments == sorted(moments)
    kinds = await s.kinds()
    assert kinds.count("SlotEnded") == 4
    assert (await s.gate.ledger_verify())["verified"] is True
    ended = {e["record"]["slot"] for e in await s.entries() if e["type"] == "SlotEnded"}
    assert ended == set(range(first, first + 4))


async def test_a_changed_or_dropped_leaf_is_found(tmp_path: Path) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        await s.pass_slot(contract, s.slot + 1)
        assert (await s.gate.ledger_verify())["verified"] is True
        await s.trust.execute("UPDATE ledger SET entry = zeroblob(80) WHERE number = 2")
        found = await s.gate.ledger_verify()
        assert (found["verified"], found["index"]) == (False, 2)


async def test_a_dropped_tail_is_found(tmp_path: Path) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        await s.trust.execute("DELETE FROM ledger WHERE number = 2")
        assert (await s.gate.ledger_verify())["verified"] is False


async def test_an_erased_key_empties_leaves_and_the_tree_still_verifies(tmp_path: Path) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        await s.trust.execute("DELETE FROM data_key")
        found = await s.gate.ledger_verify()
        assert found["verified"] is True
        assert found["erased"] == found["entries"] > 0
        assert all(line["entry"] is None for line in await s.gate.ledger_entries(-1, 100))


async def test_values_are_not_readable_on_disk(tmp_path: Path) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        s.far.reply = b"HTTP/1.1 500 No\r\n\r\n"
        await s.pass_slot(contract, s.slot + 1)
        (row,) = await s.trust.fetch_all("SELECT entry FROM outbox")
        assert b"values" not in row[0]
        (leaf,) = await s.trust.fetch_all("SELECT entry FROM ledger WHERE number = 0")
        assert b"Consent" not in leaf[0]


async def test_verifying_while_leaves_are_written_raises_no_false_alarm(tmp_path: Path) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        books, entry = s.gate.books, ConsentWithdrawn(at_ms=1, withdrawal=Withdrawal(contract="c" * 64, at_ms=1))

        async def write() -> None:
            for _ in range(30):
                async with books.writing() as writing:
                    writing.record(entry)

        async with asyncio.TaskGroup() as group:
            writing = group.create_task(write())
            while not writing.done():
                assert (await s.gate.ledger_verify())["verified"] is True


async def test_a_slot_whose_end_could_not_be_written_is_in_the_ledger_with_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        first = s.slot + 1
        await s.work_out(contract, first)
        with monkeypatch.context() as full:
            full.setattr(Writing, "end_slot", _full)
            await s.move_to(s.due_ms(contract, first))
            await until(lambda: s.gate.counters().get("faults"))
        await s.pass_slot(contract, first + 1)
        ended = [e["record"]["slot"] for e in await s.entries() if e["type"] == "SlotEnded"]
        assert ended == [first, first + 1]
        assert await s.gate.books.depth(contract_hash(contract)) == 0


def _full(_writing: Writing, _sent: object) -> None:
    raise DiskFailed("trust.db", "database or disk is full")
