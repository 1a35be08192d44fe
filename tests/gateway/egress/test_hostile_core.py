"""A core that lies: whatever it says beyond the contract is refused with a reason, counted, and not on the wire."""

import base64
import struct
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gateway.egress.admin import Denied, PinKey, SetCredential, ask_admin
from privacy.approval import ApprovalKey, SignedApproval
from privacy.canonical import canonical
from privacy.contract import Contract
from privacy.entry import Entry
from privacy.envelope import contract_hash
from privacy.frames import lease_of
from privacy.lease import Lease
from privacy.wire import (
    ApprovalResult,
    GrantLease,
    JournalRecords,
    LeaseResult,
    Malformed,
    OfferSlot,
    QueryJournal,
    RelayApproval,
)
from schemas import codec
from tests.gateway.egress.recipient import Recipient, make_certificate
from tests.gateway.egress.stage import START_MS, Stage, entry, make_consent, make_contract, stage, until

pytestmark = pytest.mark.network


@pytest.fixture
def recipient(tmp_path: Path) -> tuple[Recipient, str]:
    certificate, pem = make_certificate(tmp_path, "127.0.0.1")
    return Recipient(certificate=certificate), pem


async def silent(s: Stage, far: Recipient, contract: Contract, slots: int = 3) -> None:
    """Let the next slots pass: nothing but dummies, or nothing at all."""
    first = (
        await s.next_slot(contract) if contract_hash(contract) in {c.contract for c in s.egress.folder.standings} else 0
    )
    for slot in range(first, first + slots) if first else ():
        await s.move_to(await s.due_ms(contract, slot))
        await s.clock.advance(1)
    await s.clock.advance(1)
    assert all(e.opened.kind == "dummy" for e in s.egress.journal.entries(0, 100))
    assert all(b'"entries":[]' in d for d in far.dialogues)


OFFERS: dict[str, tuple[str, Callable[[int], tuple[int, tuple[Entry, ...]]]]] = {
    "undeclared value": ("entries", lambda n: (n, (Entry(window=n - 1, values=(1, 2, 3)),))),
    "beyond the range": ("entries", lambda n: (n, (entry(n - 1, warmth=81),))),
    "below the range": ("entries", lambda n: (n, (entry(n - 1, warmth=-1),))),
    "no member": ("entries", lambda n: (n, (entry(n - 1, level=3),))),
    "a truth for a number": ("malformed", lambda n: (n, (Entry(window=n - 1, values=(True, 1)),))),
    "too many entries": ("entries", lambda n: (n, tuple(entry(n - 5 + i) for i in range(5)))),
    "a window twice": ("entries", lambda n: (n, (entry(n - 1), entry(n - 1)))),
    "windows backwards": ("entries", lambda n: (n, (entry(n - 1), entry(n - 2)))),
    "a window that has not ended": ("entries", lambda n: (n, (entry(n),))),
    "a window too old": ("entries", lambda n: (n, (entry(n - 200),))),
    "nothing": ("empty", lambda n: (n, ())),
    "a slot later": ("early", lambda n: (n + 1, (entry(n - 1),))),
    "a slot gone": ("no-lease", lambda n: (n - 1, (entry(n - 2),))),
    "a slot beyond the lease": ("no-lease", lambda n: (n + 50, (entry(n - 1),))),
    "a slot before time": ("no-lease", lambda n: (-5, (entry(n - 1),))),
}


@pytest.mark.parametrize("trick", OFFERS)
async def test_offer_is_refused(tmp_path: Path, recipient: tuple[Recipient, str], trick: str) -> None:
    far, pem = recipient
    reason, make = OFFERS[trick]
    async with far, stage(tmp_path) as s:
        contract = make_contract(far.port, pem)
        await s.approve(contract)
        first = await s.next_slot(contract)
        assert (await s.lease(contract, first, first + 4)).accepted
        slot, entries = make(first)
        offer = OfferSlot(contract=contract_hash(contract), slot=slot, entries=entries, envelope_sha256="0" * 64)
        answer = await s.core.ask(offer)
        if reason == "malformed":
            assert isinstance(answer, Malformed)
            s.core = await s.reconnect()
        else:
            assert answer.accepted is False  # type: ignore[union-attr]
            assert answer.reason == reason  # type: ignore[union-attr]
        assert s.egress.counts.total() > 0
        await silent(s, far, contract)


async def test_another_envelope_than_the_one_ledgered_is_refused(
    tmp_path: Path, recipient: tuple[Recipient, str]
) -> None:
    far, pem = recipient
    async with far, stage(tmp_path) as s:
        contract = make_contract(far.port, pem)
        await s.approve(contract)
        first = await s.next_slot(contract)
        assert (await s.lease(contract, first, first + 4)).accepted
        assert (await s.offer(contract, first, (entry(first - 1),), sha256="ab" * 32)).reason == "hash"
        assert (await s.offer(contract, first, (entry(first - 1),))).accepted
        assert (await s.offer(contract, first, (entry(first - 1),))).accepted, "the same again is the same"
        assert (await s.offer(contract, first, (entry(first - 1, warmth=1),))).reason == "repeated"
        assert (await s.pass_slot(contract, first)).result == "delivered"
        assert (await s.offer(contract, first, (entry(first - 1, warmth=1),))).reason == "late"
        assert (await s.offer(contract, first + 1, (entry(first - 1),))).reason == "entries", "a window replayed"
        assert s.egress.counts["refused-offer-hash"] == 1
        assert len(far.dialogues) == 1


LEASES: dict[str, tuple[str, Callable[[Lease], Lease]]] = {
    "longer than a day": ("form", lambda le: replace(le, last=le.first + 96)),
    "a day from tomorrow": ("too-far", lambda le: replace(le, first=le.first + 50, last=le.last + 140)),
    "backwards": ("order", lambda le: replace(le, last=le.first - 1)),
    "in the past": ("past", lambda le: replace(le, first=le.first - 20, last=le.first - 10)),
    "more bytes": ("form", lambda le: replace(le, bytes_a_slot=le.bytes_a_slot + 1)),
    "other frames": ("frames", lambda le: replace(le, frames=(replace(le.frames[0], sha256="0" * 64),))),
    "larger envelopes": (
        "frames",
        lambda le: replace(le, bytes_a_slot=le.bytes_a_slot + 1, envelope_bytes=le.envelope_bytes + 1),
    ),
    "another pseudonym": ("frames", lambda le: replace(le, pseudonym="0" * 32)),
    "shorter slots": ("form", lambda le: replace(le, slot_s=60)),
    "another contract": ("not-approved", lambda le: replace(le, contract="0" * 64)),
}


@pytest.mark.parametrize("trick", LEASES)
async def test_lease_is_refused(tmp_path: Path, recipient: tuple[Recipient, str], trick: str) -> None:
    far, pem = recipient
    reason, change = LEASES[trick]
    async with far, stage(tmp_path) as s:
        contract = make_contract(far.port, pem)
        await s.approve(contract)
        first = await s.next_slot(contract)
        state = await s.state(contract)
        good = lease_of(contract, state.contract, state.pseudonym, first, first + 4)
        answer = await s.core.ask(GrantLease(lease=change(good)))
        assert isinstance(answer, LeaseResult)
        assert (answer.accepted, answer.reason) == (False, reason)
        assert s.egress.counts[f"refused-lease-{reason}"] == 1
        await s.clock.advance(3 * 900)
        assert far.dialogues == []


async def test_a_second_lease_over_the_same_slots_is_refused(tmp_path: Path, recipient: tuple[Recipient, str]) -> None:
    far, pem = recipient
    async with far, stage(tmp_path) as s:
        contract = make_contract(far.port, pem)
        await s.approve(contract)
        first = await s.next_slot(contract)
        assert (await s.lease(contract, first, first + 4)).accepted
        assert (await s.lease(contract, first + 4, first + 6)).reason == "overlap"
        assert (await s.lease(contract, first + 5, first + 6)).accepted


def forged(contract: Contract, key: ApprovalKey) -> dict[str, bytes]:
    stranger = ApprovalKey.from_seed(b"stranger" * 4)
    good = key.approve(make_consent(contract, key), contract)
    signed = codec.decode(good, SignedApproval)
    wider = replace(contract, cadence=replace(contract.cadence, envelope_bytes=2048))
    return {
        "another key": stranger.approve(make_consent(contract, stranger), contract),
        "another contract": canonical(replace(signed, contract=wider)),
        "another contract, named": canonical(
            replace(signed, contract=wider, consent=replace(signed.consent, contract=contract_hash(wider)))
        ),
        "more separate consents": canonical(replace(signed, consent=replace(signed.consent, separate=("abroad",)))),
        "no signature": canonical(replace(signed, signature="")),
        "from the future": key.approve(make_consent(contract, key, given_at_ms=START_MS + 1), contract),
        "ended": key.approve(make_consent(contract, key, until="2027-01-15"), contract),
        "no document": b"{}",
        "binary": bytes(range(256)),
    }


@pytest.mark.parametrize("trick", forged(make_contract(443, ""), ApprovalKey.from_seed(b"resident" * 4)))
async def test_forged_approval_is_refused(tmp_path: Path, recipient: tuple[Recipient, str], trick: str) -> None:
    far, pem = recipient
    async with far, stage(tmp_path) as s:
        contract = make_contract(far.port, pem)
        document = base64.b64encode(forged(contract, s.key)[trick]).decode()
        answer = await s.core.ask(RelayApproval(document=document))
        assert isinstance(answer, ApprovalResult)
        assert not answer.accepted
        assert answer.reason
        assert s.egress.counts["refused-approval"] == 1
        lease = lease_of(contract, contract_hash(contract), "0" * 32, START_MS // 900_000, START_MS // 900_000 + 4)
        granted = await s.core.ask(GrantLease(lease=lease))
        assert isinstance(granted, LeaseResult)
        assert granted.reason == "not-approved"
        await silent(s, far, contract)


async def test_without_a_pinned_key_nobody_approves(tmp_path: Path, recipient: tuple[Recipient, str]) -> None:
    far, pem = recipient
    async with far, stage(tmp_path, pin=False) as s:
        assert not (await s.approve(make_contract(far.port, pem))).accepted


async def test_a_handler_needs_the_separate_consent(tmp_path: Path, recipient: tuple[Recipient, str]) -> None:
    """The second gate counts the separate consents that show in the contract itself."""
    far, pem = recipient
    async with far, stage(tmp_path) as s:
        plain = make_contract(far.port, pem)
        contract = replace(plain, recipient=replace(plain.recipient, role="handler"))
        assert (await s.approve(contract)).accepted
        first = await s.next_slot(contract)
        assert (await s.lease(contract, first, first + 1)).reason == "separate-handler"
        assert (await s.approve(contract, separate=("handler",))).accepted
        assert (await s.lease(contract, first, first + 1)).accepted


GARBAGE = [b"", b"{", b"null", b"[]", b'{"type":"Hello"}', b'{"type":"Exec","cmd":"id"}', b"\xff" * 100, b"[" * 9000]


@pytest.mark.parametrize("body", GARBAGE, ids=range(len(GARBAGE)))
async def test_garbage_ends_the_connection_and_nothing_else(
    tmp_path: Path, recipient: tuple[Recipient, str], body: bytes
) -> None:
    far, pem = recipient
    async with far, stage(tmp_path) as s:
        contract = make_contract(far.port, pem)
        await s.approve(contract)
        first = await s.next_slot(contract)
        assert (await s.lease(contract, first, first + 4)).accepted
        await s.core.send_raw(body)
        assert isinstance(await s.core.answer(), Malformed)
        assert await s.core.is_closed()
        assert s.egress.counts["refused-malformed"] == 1
        s.core = await s.reconnect()
        assert (await s.pass_slot(contract, first)).kind == "dummy"


async def test_an_oversized_frame_is_not_even_read(tmp_path: Path) -> None:
    async with stage(tmp_path) as s:
        s.core.writer.write(struct.pack(">I", 0xFFFFFFFF) + b"x" * 1000)
        assert await s.core.is_closed()
        assert s.egress.counts["oversized"] == 1
        s.core = await s.reconnect()


async def test_one_core_at_a_time(tmp_path: Path) -> None:
    async with stage(tmp_path) as s:
        second = await s.connect()
        assert await second.is_closed()
        await second.close()
        assert s.egress.counts["second-peer"] == 1
        assert isinstance(await s.core.ask(QueryJournal(after=0)), JournalRecords)


async def test_another_user_is_turned_away(tmp_path: Path) -> None:
    async with stage(tmp_path) as s:
        s.egress._core._uids = frozenset({12345})
        await s.core.close()
        await until(lambda: not s.egress.health().core_connected)
        stranger = await s.connect()
        assert await stranger.is_closed()
        await stranger.close()
        assert s.egress.counts["peer-uid"] == 1


@pytest.mark.parametrize("message", [PinKey(key="zz"), PinKey(key="ab" * 31), SetCredential(contract="c", token="a b")])
async def test_the_admin_socket_refuses_what_is_no_key(tmp_path: Path, message: Any) -> None:
    async with stage(tmp_path) as s:
        assert isinstance(await ask_admin(s.folder / "admin.sock", message), Denied)
        assert (s.folder / "admin.sock").stat().st_mode & 0o777 == 0o600
        assert (s.folder / "state").stat().st_mode & 0o777 == 0o700


def test_the_process_loads_no_pydantic_no_catalogue_no_http_framework() -> None:
    code = "import sys, gateway.egress.__main__; print('\\n'.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert "gateway.egress.process" in loaded
    forbidden = ("pydantic", "aiohttp", "aiosqlite", "schemas.capabilities", "schemas.mappings", "adapters", "paho")
    assert [m for m in loaded if m.startswith(forbidden)] == []
    assert [m for m in loaded if m.startswith("gateway.core.")] == ["gateway.core.clock"]
