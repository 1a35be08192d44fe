"""A contract, a resident, and a core that speaks the socket by hand; time stands still unless it is moved."""

import asyncio
import base64
import ipaddress
import secrets
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from gateway.core.clock import ManualClock
from gateway.egress.admin import Done, PinKey, ask_admin, own_uids
from gateway.egress.process import Egress, EgressConfig
from privacy.approval import ApprovalKey
from privacy.canonical import digest
from privacy.consent import Consent
from privacy.contract import (
    Cadence,
    Choice,
    Contract,
    Https,
    Input,
    LawfulBasis,
    Measure,
    Mqtt,
    Number,
    Output,
    Purpose,
    Recipient,
    Retention,
    Rights,
    Tls,
    Window,
    Words,
)
from privacy.entry import Entry
from privacy.envelope import contract_hash, envelope
from privacy.frames import lease_of
from privacy.slot import phase_ms, send_at_ms, slot_at
from privacy.structure import der_sha256
from privacy.wire import (
    ApprovalResult,
    ContractEnded,
    Contracts,
    ContractState,
    FromEgress,
    GrantLease,
    Hello,
    HelloAck,
    LeaseResult,
    Malformed,
    OfferResult,
    OfferSlot,
    QueryContracts,
    RelayApproval,
    RelayWithdrawal,
    SlotSent,
)
from schemas import codec

START_MS = 1_800_000_000_000  # 2027-01-15T08:00Z, the start of a slot of 900 s
SLOT_S = 900
PATIENCE_S = 60.0  # real seconds a test waits for real sockets; only a defect takes that long


def make_contract(port: int, pem: str, protocol: str = "https", **changes: Any) -> Contract:
    """One stepped number and one enum a quarter of an hour."""
    tls = Tls(ca_sha256=der_sha256(pem), ca_pem=pem)
    sink = (
        Https(host="127.0.0.1", port=port, path="/in", tls=tls)
        if protocol == "https"
        else Mqtt(host="127.0.0.1", port=port, topic="homes/in", tls=tls)
    )
    window = Window(seconds=SLOT_S, measure=Measure.MEAN, coverage_percent=50)
    contract = Contract(
        form="hutong-contract/1",
        name="test",
        recipient=Recipient(
            legal_name="Example Works",
            contact="privacy@example.org",
            country_of_sink="CN",
            countries_of_storage=("CN",),
            role="processor",
        ),
        purpose=Purpose.REQUESTED_SERVICE_PROVISION,
        lawful_basis=LawfulBasis.CONSENT,
        necessity="to test",
        words=Words(zh="测试", en="test"),
        inputs=(Input(name="room", capability="temperatureSensor", property="value"),),
        outputs=(
            Output(name="warmth", input="room", steps=(window,), form=Number(minimum=0, maximum=40, step=0.5)),
            Output(name="level", input="room", steps=(window,), form=Choice(values=("low", "high", "other"))),
        ),
        cadence=Cadence(slot_s=SLOT_S, envelope_bytes=1024, entries=4),
        retention=Retention(recipient_days=30, outbox_s=86_400),
        rights=Rights(access="https://example.org/a", deletion="https://example.org/d"),
        expires="2027-11-22",
        sink=sink,
    )
    return replace(contract, **changes)


class JumpingClock(ManualClock):
    """Looks at the wall clock every second, as the real one does, so that a jump is noticed."""

    async def sleep_until_wall(self, at_ms: int) -> None:
        while self.wall is None or self.wall < at_ms:
            left_ms = 1000 if self.wall is None else min(at_ms - self.wall, 1000)
            await self.sleep(left_ms / 1000)


async def until(claim: Callable[[], object]) -> None:
    """Wait for real I/O to make a claim true."""
    async with asyncio.timeout(PATIENCE_S):
        while not claim():
            await asyncio.sleep(0.001)


@dataclass
class Core:
    """The other end of the core's socket."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    unasked: list[SlotSent | ContractEnded] = field(default_factory=list)

    async def ask(self, message: Any) -> FromEgress:
        """Send one message and give its answer."""
        await self.send_raw(codec.encode(message))
        return await self.answer()

    async def send_raw(self, body: bytes) -> None:
        self.writer.write(struct.pack(">I", len(body)) + body)
        await self.writer.drain()

    async def answer(self) -> FromEgress:
        """The next message that is an answer."""
        while True:
            message = await self.read()
            if not isinstance(message, SlotSent | ContractEnded):
                return message
            self.unasked.append(message)

    async def read(self) -> FromEgress:
        async with asyncio.timeout(PATIENCE_S):
            (length,) = struct.unpack(">I", await self.reader.readexactly(4))
            message: FromEgress = codec.decode(await self.reader.readexactly(length), FromEgress)
            return message

    async def close(self) -> None:
        self.writer.transport.abort()
        with suppress(OSError):
            await self.writer.wait_closed()

    async def is_closed(self) -> bool:
        async with asyncio.timeout(PATIENCE_S):
            return await self.reader.read(1) == b""


@dataclass
class Stage:
    """One egress process with one resident, and what a test does with it."""

    folder: Path
    clock: ManualClock
    egress: Egress
    key: ApprovalKey
    core: Core

    async def approve(self, contract: Contract, **consent: Any) -> ApprovalResult:
        document = self.document(contract, **consent)
        answer = await self.core.ask(RelayApproval(document=document))
        assert isinstance(answer, ApprovalResult)
        return answer

    def document(self, contract: Contract, **consent: Any) -> str:
        signed = self.key.approve(make_consent(contract, self.key, **consent), contract)
        return base64.b64encode(signed).decode()

    async def withdraw(self, contract: Contract) -> ApprovalResult:
        answer = await self.core.ask(RelayWithdrawal(contract=contract_hash(contract)))
        assert isinstance(answer, ApprovalResult)
        return answer

    async def state(self, contract: Contract) -> ContractState:
        answer = await self.core.ask(QueryContracts())
        assert isinstance(answer, Contracts)
        return next(s for s in answer.contracts if s.contract == contract_hash(contract))

    async def lease(self, contract: Contract, first: int, last: int) -> LeaseResult:
        state = await self.state(contract)
        lease = lease_of(contract, contract_hash(contract), state.pseudonym, first, last)
        answer = await self.core.ask(GrantLease(lease=lease))
        assert isinstance(answer, LeaseResult)
        return answer

    async def offer(self, contract: Contract, slot: int, entries: tuple[Entry, ...], sha256: str = "") -> OfferResult:
        state = await self.state(contract)
        try:
            built = digest(envelope(contract, slot, entries, state.pseudonym))
        except ValueError:
            built = "0" * 64
        answer = await self.core.ask(
            OfferSlot(contract=contract_hash(contract), slot=slot, entries=entries, envelope_sha256=sha256 or built)
        )
        assert isinstance(answer, OfferResult)
        return answer

    async def next_slot(self, contract: Contract) -> int:
        """The first slot whose time lies ahead."""
        now = self.now_ms
        slot = slot_at(now, SLOT_S)
        return slot if await self.due_ms(contract, slot) > now else slot + 1

    async def due_ms(self, contract: Contract, slot: int) -> int:
        state = await self.state(contract)
        return send_at_ms(slot, SLOT_S, phase_ms(contract_hash(contract), state.pseudonym, SLOT_S))

    async def pass_slot(self, contract: Contract, slot: int) -> SlotSent:
        """Move time to a slot and wait until its end is told."""
        await self.move_to(await self.due_ms(contract, slot))
        return await self.told(contract, slot)

    async def told(self, contract: Contract, slot: int) -> SlotSent:
        while True:
            for message in self.core.unasked:
                if (
                    isinstance(message, SlotSent)
                    and message.slot == slot
                    and message.contract == contract_hash(contract)
                ):
                    return message
            message_ = await self.core.read()
            assert isinstance(message_, SlotSent | ContractEnded)
            self.core.unasked.append(message_)

    async def move_to(self, at_ms: int) -> None:
        await self.clock.advance((at_ms - self.now_ms) / 1000)

    @property
    def now_ms(self) -> int:
        assert self.clock.wall is not None
        return self.clock.wall

    async def connect(self) -> Core:
        return await connect(self.folder)

    async def reconnect(self) -> Core:
        """Let the old connection end, and say hello again."""
        await self.core.close()
        await until(lambda: not self.egress.health().core_connected)
        core = await connect(self.folder)
        assert isinstance(await core.ask(Hello(version=1)), HelloAck)
        return core


def make_consent(contract: Contract, key: ApprovalKey, **changes: Any) -> Consent:
    values: dict[str, Any] = {
        "id": secrets.token_hex(16),
        "contract": contract_hash(contract),
        "key_id": key.key_id,
        "given_at_ms": START_MS,
    }
    return Consent(**(values | changes))


def make_config(folder: Path, clock: ManualClock, **changes: Any) -> EgressConfig:
    values: dict[str, Any] = {
        "state_dir": folder / "state",
        "core_socket": folder / "core.sock",
        "admin_socket": folder / "admin.sock",
        "core_uids": own_uids(),
        "clock": clock,
        "sink_networks": (ipaddress.ip_network("127.0.0.0/8"),),
        "public_sinks": False,
    }
    return EgressConfig(**(values | changes))


async def connect(folder: Path) -> Core:
    reader, writer = await asyncio.open_unix_connection(folder / "core.sock")
    return Core(reader, writer)


@asynccontextmanager
async def stage(
    folder: Path, *, clock: ManualClock | None = None, pin: bool = True, **config: Any
) -> AsyncIterator[Stage]:
    """Start egress, pin a resident's key, say hello."""
    clock = clock or ManualClock(wall=START_MS)
    key = ApprovalKey.from_seed(b"resident" * 4)
    async with Egress(make_config(folder, clock, **config)) as egress:
        if pin:
            assert await ask_admin(folder / "admin.sock", PinKey(key=key.public.hex(), name="A")) == Done()
        on_stage = Stage(folder, clock, egress, key, await connect(folder))
        try:
            assert isinstance(await on_stage.core.ask(Hello(version=1)), HelloAck)
            yield on_stage
        finally:
            await on_stage.core.close()


def entry(window: int, warmth: int | None = 40, level: int | None = 1) -> Entry:
    return Entry(window=window, values=(warmth, level))


def ended_window(slot: int) -> int:
    """The newest window that a slot may carry: with windows as long as slots, the one before."""
    return slot - 1


Protocol = Literal["https", "mqtt"]
__all__ = ["Malformed", "Stage", "entry", "make_contract", "stage", "until"]
