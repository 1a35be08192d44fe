"""A gate and an egress process joined by their socket, a home of one thermometer, and a real recipient."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gateway.core.clock import ManualClock
from gateway.core.gate import Gate
from gateway.core.gate.books import SlotRow
from gateway.core.storage.database import Database
from gateway.core.vault import RootKey, Vault
from gateway.egress.admin import PinKey, ask_admin
from gateway.egress.process import Egress
from privacy.approval import ApprovalKey
from privacy.block import Block
from privacy.canonical import plain
from privacy.contract import Clamp, Contract, Input, Measure, Number, Output, Purpose, Round, Window
from privacy.envelope import contract_hash
from privacy.slot import phase_ms, send_at_ms, slot_at
from schemas.device import DeviceDescription, EndpointDescription, PropertyDescription
from schemas.registry import Registry
from schemas.vocabulary import Kind
from tests.gateway.egress.recipient import Recipient, make_certificate
from tests.gateway.egress.stage import PATIENCE_S, START_MS, make_config, make_consent, make_contract, until

PATH = "1/electricalPowerMeasurement/activePower"
SLOT_S = 900
MARGIN_MS = 18_750
REGISTRY = Registry.load()


@dataclass(frozen=True)
class Device:
    id: str
    description: DeviceDescription


@dataclass
class Home:
    """A home whose power is a function of the minute, so that every release can be worked out apart."""

    registry: Registry = REGISTRY
    asked: list[tuple[int, int]] = field(default_factory=list)
    broken: bool = False

    @property
    def history(self) -> "Home":
        return self

    def devices(self) -> Sequence[Device]:
        power = PropertyDescription(
            endpoint=1,
            capability="electricalPowerMeasurement",
            name="activePower",
            address="power",
            kind=Kind.NUMBER,
            unit="W",
        )
        description = DeviceDescription(
            key="k", name="plug", endpoints=(EndpointDescription(id=1, device_type="onOffPlug"),), properties=(power,)
        )
        return (Device("d_plug", description),)

    async def blocks(self, device: str, path: str, from_minute: int, to_minute: int) -> list[Block]:
        if self.broken:
            raise RuntimeError("the history cannot be read")
        assert (device, path) == ("d_plug", PATH)
        self.asked.append((from_minute, to_minute))
        return [block(minute) for minute in range(from_minute, to_minute)]


def block(minute: int) -> Block:
    """100 W in the first window of an hour, 200 W in the second, and so on."""
    power = 100.0 * (minute // 15 % 4 + 1)
    return Block(minute=minute, count=1, minimum=power, maximum=power, mean=power, last=power, covered_ms=60_000)


def power_contract(port: int, pem: str, protocol: str = "https", **changes: Any) -> Contract:
    """Mean power a quarter of an hour in steps of 100 W: allowed by the profile of the demonstration alone."""
    window = Window(seconds=SLOT_S, measure=Measure.MEAN, coverage_percent=50)
    return make_contract(
        port,
        pem,
        protocol,
        purpose=Purpose.IMPROVE_EXISTING_PRODUCTS_AND_SERVICES,
        inputs=(Input(name="power", capability="electricalPowerMeasurement", property="activePower"),),
        outputs=(
            Output(
                name="power",
                input="power",
                steps=(window, Round(step=100), Clamp(minimum=0, maximum=1000)),
                form=Number(minimum=0, maximum=1000, step=100, unit="W"),
            ),
        ),
        **changes,
    )


@dataclass
class Scene:
    folder: Path
    clock: ManualClock
    home: Home
    far: Recipient
    pem: str
    key: ApprovalKey
    trust: Database
    gate: Gate = field(init=False)
    egress: Egress | None = None
    _egress_stack: AsyncExitStack | None = None

    async def start_egress(self) -> None:
        self._egress_stack = AsyncExitStack()
        self.egress = await self._egress_stack.enter_async_context(Egress(make_config(self.folder, self.clock)))
        await ask_admin(self.folder / "admin.sock", PinKey(key=self.key.public.hex()))

    async def stop_egress(self) -> None:
        assert self._egress_stack is not None
        await self._egress_stack.aclose()
        self.egress = self._egress_stack = None
        await until(lambda: not self.gate.connected)

    async def meet(self) -> None:
        """Let the gate find egress."""
        async with asyncio.timeout(PATIENCE_S):
            while not self.gate.connected:
                if any(at_ns <= self.clock.now_ns + 10_000_000_000 for at_ns, _ in self.clock._sleepers):
                    await self.clock.advance(0.1)
                await asyncio.sleep(0.001)

    async def restart_core(self) -> None:
        """The core ends and starts on the same files."""
        await self.gate.__aexit__(None, None, None)
        await self.start_core()

    async def start_core(self) -> None:
        self.gate = make_gate(self)
        await self.gate.__aenter__()
        await self.meet()

    async def approve(self, contract: Contract, **consent: Any) -> None:
        hash_ = await self.gate.add(plain(contract))
        values = {"profile": "demo", "given_at_ms": self.clock.wall or START_MS} | consent
        signed = self.key.approve(make_consent(contract, self.key, **values), contract)
        await self.gate.relay_approval(hash_, base64.b64encode(signed).decode())
        await until(lambda: self.lease_last(contract) > 0)
        if self.now_ms < self.slot * SLOT_S * 1000 + MARGIN_MS:
            await self.due_to_work(self.slot)
            await self.move_to(self.slot * SLOT_S * 1000 + MARGIN_MS)
        await self.due_to_work(self.slot + 1)

    def lease_last(self, contract: Contract) -> int:
        assert self.egress is not None
        standing = self.egress.folder.standing(contract_hash(contract))
        return standing.lease_last if standing else 0

    def due_ms(self, contract: Contract, slot: int) -> int:
        assert self.egress is not None
        standing = self.egress.folder.standing(contract_hash(contract))
        assert standing is not None
        return send_at_ms(slot, SLOT_S, phase_ms(contract_hash(contract), standing.pseudonym, SLOT_S))

    async def work_out(self, contract: Contract, slot: int) -> None:
        """Move to the moment when the core works a slot out, and wait until it has."""
        await self.due_to_work(slot)
        await self.move_to(slot * SLOT_S * 1000 + MARGIN_MS)
        hash_ = contract_hash(contract)
        async with asyncio.timeout(PATIENCE_S):
            while await self.gate.books.evaluated(hash_) < slot:
                await asyncio.sleep(0.001)
            while self.egress is not None and await self.gate.books.slot(hash_, slot) is None:
                await asyncio.sleep(0.001)
            while self.egress is not None and not await self._is_offered(hash_, slot):
                await asyncio.sleep(0.001)
        await self.committed()

    async def committed(self) -> None:
        """Wait for the end of a transaction that is open: readers see its beginning, for there is one connection."""
        async with self.trust.transaction():
            pass

    async def _is_offered(self, hash_: str, slot: int) -> bool:
        row, sender = await self.gate.books.slot(hash_, slot), self.egress.get(hash_) if self.egress else None
        return row is None or not row.entries or (sender is not None and sender.held_slot == slot)

    async def due_to_work(self, slot: int) -> None:
        """Wait until the core sleeps up to the moment of a slot: time does not run ahead of it."""
        await until(lambda: self.is_due_to_work(slot))

    def is_due_to_work(self, slot: int) -> bool:
        left_ms = slot * SLOT_S * 1000 + MARGIN_MS - self.now_ms
        wake_ns = self.clock.now_ns + left_ms * 1_000_000
        return any(at_ns == wake_ns for at_ns, _ in self.clock._sleepers)

    async def send(self, contract: Contract, slot: int) -> SlotRow:
        """Move to the send of a slot and wait until the ledger knows its end."""
        await self.move_to(self.due_ms(contract, slot))
        async with asyncio.timeout(PATIENCE_S):
            while True:
                row = await self.gate.books.slot(contract_hash(contract), slot)
                if row is not None and row.result is not None:
                    await self.committed()
                    return row
                await asyncio.sleep(0.001)

    async def pass_slot(self, contract: Contract, slot: int) -> SlotRow:
        await self.work_out(contract, slot)
        return await self.send(contract, slot)

    async def move_to(self, at_ms: int) -> None:
        await self.clock.advance((at_ms - self.now_ms) / 1000)

    async def entries(self) -> list[dict[str, Any]]:
        return [dict(line["entry"]) for line in await self.gate.ledger_entries(-1, 10_000)]

    async def kinds(self) -> list[str]:
        return [str(entry["type"]) for entry in await self.entries()]

    def sent_entries(self) -> list[list[dict[str, Any]]]:
        """The entries of each envelope that arrived, in order."""
        found = []
        for dialogue in self.far.dialogues:
            start = dialogue.index(b'{"form"')
            found.append(json.loads(bytes(dialogue[start : start + 1024]))["entries"])
        return found

    @property
    def slot(self) -> int:
        return slot_at(self.now_ms, SLOT_S)

    @property
    def now_ms(self) -> int:
        assert self.clock.wall is not None
        return self.clock.wall


def make_gate(scene: Scene) -> Gate:
    vault = Vault(scene.trust, RootKey(kind="file", key=b"k" * 32))
    return Gate(
        home=scene.home,
        trust=scene.trust,
        vault=vault,
        clock=scene.clock,
        socket=scene.folder / "core.sock",
        demonstration=True,
    )


@asynccontextmanager
async def scene(folder: Path, *, wall: int | None = START_MS, with_egress: bool = True) -> AsyncIterator[Scene]:
    certificate, pem = make_certificate(folder, "127.0.0.1")
    async with AsyncExitStack() as stack:
        far = await stack.enter_async_context(Recipient(certificate=certificate))
        trust = await stack.enter_async_context(Database(folder / "trust.db", migrations="trust", synchronous="FULL"))
        s = Scene(folder, ManualClock(wall=wall), Home(), far, pem, ApprovalKey.from_seed(b"resident" * 4), trust)
        s.gate = make_gate(s)
        await s.gate.__aenter__()
        try:
            if with_egress:
                await s.start_egress()
                await s.meet()
            yield s
        finally:
            await s.gate.__aexit__(None, None, None)
            if s.egress is not None:
                await s.stop_egress()
