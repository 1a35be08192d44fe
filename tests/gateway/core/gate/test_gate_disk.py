"""A disk that takes nothing: nothing is sent that is not in the books, a withdrawal holds, and the log stays short."""

import base64
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from gateway.core.errors import DiskFailed
from gateway.core.gate.errors import Refused, Unwritten
from gateway.core.gate.withdrawal import RETRY_S
from gateway.core.storage import Database
from privacy.contract import Contract
from privacy.envelope import contract_hash
from tests.gateway.core.gate.stage import SLOT_S, Scene, power_contract, scene
from tests.gateway.egress.stage import make_consent, until

pytestmark = pytest.mark.network


@contextmanager
def full(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Refuse every write of the core, while what is there can be read."""

    async def refuse(*_: object, **__: object) -> Any:
        raise DiskFailed("trust.db", "database or disk is full")

    with monkeypatch.context() as patched:
        for name in ("write", "execute", "executemany"):
            patched.setattr(Database, name, refuse)
        yield


async def withdrawn_on_a_full_disk(s: Scene, contract: Contract) -> None:
    with pytest.raises(Unwritten, match=r"nothing more is sent.*database or disk is full") as told:
        await s.gate.withdraw(contract_hash(contract))
    assert told.value.code == "stopped-not-written"


async def state(s: Scene, contract: Contract) -> str:
    return str((await s.gate.contract(contract_hash(contract)))["state"])


def is_active_in_egress(s: Scene, contract: Contract) -> bool:
    standing = s.egress.folder.standing(contract_hash(contract)) if s.egress else None
    assert standing is not None
    return standing.active


async def test_a_withdrawal_holds_that_cannot_be_written_and_is_written_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        await s.work_out(contract, s.slot + 1)
        with full(monkeypatch):
            await withdrawn_on_a_full_disk(s, contract)
            await s.clock.advance(3 * SLOT_S)
            assert s.far.dialogues == []
            assert await state(s, contract) == "withdrawn"
            assert await s.gate.unwritten() == [contract.name]
        assert await s.gate.books.depth(contract_hash(contract)) > 0
        await s.clock.advance(RETRY_S)
        await until(lambda: not s.gate.books.unwritten)
        assert await s.gate.unwritten() == []
        assert await s.gate.books.depth(contract_hash(contract)) == 0
        assert (await s.kinds()).count("ConsentWithdrawn") == 1
        await s.restart_core()
        await s.clock.advance(3 * SLOT_S)
        assert await state(s, contract) == "withdrawn"
        assert s.far.dialogues == []
        assert (await s.gate.ledger_verify())["verified"] is True


async def test_egress_that_was_away_hears_of_it_before_the_disk_has_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        await s.stop_egress()
        with full(monkeypatch):
            await withdrawn_on_a_full_disk(s, contract)
            await s.start_egress()
            assert is_active_in_egress(s, contract)
            await s.meet()
            assert not is_active_in_egress(s, contract)


async def test_it_is_written_at_the_end_where_there_is_room_by_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        with full(monkeypatch):
            await withdrawn_on_a_full_disk(s, contract)
        await s.restart_core()
        assert await state(s, contract) == "withdrawn"
        assert (await s.kinds()).count("ConsentWithdrawn") == 1


async def test_it_is_written_before_a_newer_approval(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        with full(monkeypatch):
            await withdrawn_on_a_full_disk(s, contract)
            await s.clock.advance(1)
            with pytest.raises(DiskFailed):
                await s.gate.relay_approval(contract_hash(contract), signed_now(s, contract))
            assert not is_active_in_egress(s, contract)
        with pytest.raises(Refused):  # signed before egress was told of what is written now
            await s.gate.relay_approval(contract_hash(contract), signed_now(s, contract))
        await s.clock.advance(1)
        assert (await s.gate.relay_approval(contract_hash(contract), signed_now(s, contract)))["accepted"]
        assert (await s.kinds()).count("ConsentWithdrawn") == 1
        assert is_active_in_egress(s, contract)
        assert await state(s, contract) == "active"


async def test_a_full_disk_is_one_line_when_it_begins_and_one_when_it_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    async with scene(tmp_path) as s:
        contract = power_contract(s.far.port, s.pem)
        await s.approve(contract)
        first = s.slot + 1
        caplog.clear()
        with full(monkeypatch):
            for slot in range(first, first + 3):
                await s.move_to(slot * SLOT_S * 1000 + 20_000)
                await until(at_least(s, slot - first + 1))
                await s.move_to(s.due_ms(contract, slot))
        await s.pass_slot(contract, first + 3)
        told = [one for one in caplog.records if one.name.startswith("gateway.core") and one.levelno >= logging.INFO]
        assert [one.levelname for one in told] == ["ERROR", "WARNING"]
        assert "nothing is sent until it can be written" in told[0].getMessage()
        assert "written again" in told[1].getMessage()
        assert not any(one.exc_info for one in told)


def signed_now(s: Scene, contract: Contract) -> str:
    consent = make_consent(contract, s.key, profile="demo", given_at_ms=s.now_ms)
    return base64.b64encode(s.key.approve(consent, contract)).decode()


def at_least(s: Scene, faults: int) -> Callable[[], bool]:
    return lambda: s.gate.counters().get("faults", 0) >= faults
