"""A campaign: fault after fault under load, and after each the question whether anything is gone."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from gateway.cli.output import CliError
from privacy.envelope import contract_hash
from tests.faults.blow import BLOWS, HOSTED, SWEEP, Striker
from tests.faults.ground import Ground, until
from tests.faults.resident import Resident
from tests.faults.waiting import Waiting
from tests.faults.witness import Witness

RECOVER_S: Final = 40.0  # after which it does not count as recovered
LIMIT_S: Final = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordeal:
    """One fault and what it took. Times are from the moment a hand was done; None: not within RECOVER_S.

    For `waited_s` of it core, egress or adapter could have run, but other programs of the machine had the processors.
    """

    kind: str
    note: str
    has_missed: bool
    ready_s: float | None
    well_s: float | None
    send_s: float | None
    waited_s: float
    ails: str  # what was not well at the end, where it did not recover
    losses: tuple[str, ...]
    disagreements: tuple[str, ...]

    def recovery_s(self) -> float | None:
        """Until everything was as before and the next envelope had gone out."""
        times = (self.ready_s, self.well_s, self.send_s)
        return None if None in times else max(one for one in times if one is not None)

    def unhindered_s(self) -> float | None:
        """The same as it had been on a machine with nothing else to do."""
        took_s = self.recovery_s()
        return None if took_s is None else max(took_s - self.waited_s, 0.0)

    def is_late(self) -> bool:
        """Whether it took longer than it may, and not because other programs had the processors."""
        took_s = self.unhindered_s()
        return took_s is None or took_s > LIMIT_S


@dataclass(slots=True)
class Outcome:
    """All ordeals of a campaign and what the end of it showed."""

    seed: int
    ordeals: list[Ordeal] = field(default_factory=list)
    marked: int = 0
    unmarked: tuple[str, ...] = ()
    at_end: tuple[str, ...] = ()
    envelopes: int = 0
    leaves: int = 0
    told: int = 0
    untold: int = 0

    @property
    def losses(self) -> list[str]:
        return [one for ordeal in self.ordeals for one in ordeal.losses] + list(self.at_end)

    def well(self) -> bool:
        """Whether nothing was lost, nothing came twice unmarked, and everything came back in time."""
        wrong = self.losses or self.unmarked or any(one.disagreements for one in self.ordeals)
        return not wrong and not self.late()

    def late(self) -> list[Ordeal]:
        """Those that took longer than they may."""
        return [one for one in self.ordeals if one.is_late()]


class Campaign:
    """Strikes a ground `faults` times; the seed gives the kinds and the instants."""

    def __init__(self, ground: Ground, seed: int, say: Callable[[str], None] = lambda _: None) -> None:
        self.outcome = Outcome(seed=seed)
        self._ground = ground
        self._chance = Random(seed)  # noqa: S311  the same seed gives the same faults
        self._say = say
        self._resident = Resident(ground, Random(seed + 1))  # noqa: S311
        self._striker = Striker(ground, self._chance)
        self._witness = Witness(ground)
        self._ids: frozenset[str] = frozenset()
        self._missing: set[str] = set()

    async def run(self, faults: int, only: tuple[str, ...] = ()) -> Outcome:
        self._ids = await self._resident.settle_in()
        await self._send_since(time.time())
        kinds = self._kinds(faults, only)
        for number, kind in enumerate(kinds, 1):
            self._say(f"{number}/{len(kinds)} {_line(await self._ordeal(kind))}")
        await self._end()
        return self.outcome

    async def sweep(self) -> Outcome:
        """Kill at the first sync, at the second, and so on: at every one that comes by."""
        self._ids = await self._resident.settle_in()
        await self._send_since(time.time())
        for kind, most in SWEEP.items():
            for at in range(1, most + 1):
                ordeal = await self._ordeal(kind, at)
                self._say(_line(ordeal))
                if ordeal.has_missed:
                    break
        await self._end()
        return self.outcome

    def _kinds(self, faults: int, only: tuple[str, ...]) -> list[str]:
        """All kinds in turn, shuffled, as often as it takes."""
        can_host = bool(self._ground.hosted())
        known = [one for one in BLOWS if (can_host or one not in HOSTED) and (not only or one in only)]
        kinds: list[str] = []
        while len(kinds) < faults:
            self._chance.shuffle(known)
            kinds += known
        return kinds[:faults]

    async def _ordeal(self, kind: str, at: int | None = None) -> Ordeal:
        waiting = Waiting(self._ground)
        async with _beside(waiting.watch()):
            return await self._struck(kind, at, waiting)

    async def _struck(self, kind: str, at: int | None, waiting: Waiting) -> Ordeal:
        async with _beside(self._resident.live()):
            await self._striker.strike(kind, at)
        began, wall = self._striker.restored_at, time.time() - (time.monotonic() - self._striker.restored_at)
        ready = await self._within(began, self._ground.is_ready)
        well = await self._within(began, self._is_whole)
        ails = "" if well is not None else await self._ground.ails() or "ids are not what they were"
        send = await self._send_s(began, wall)
        waited = waiting.since(began)
        losses = await self._losses()
        await self._accounted()
        ordeal = Ordeal(
            kind=kind,
            note=self._striker.note,
            has_missed=self._striker.has_missed,
            ready_s=ready,
            well_s=well,
            send_s=send,
            waited_s=waited,
            ails=ails,
            losses=(*losses, *self._unledgered()),
            disagreements=tuple(self._witness.disagreements()),
        )
        self.outcome.ordeals.append(ordeal)
        return ordeal

    def _unledgered(self) -> list[str]:
        """What arrived and is in no ledger, each told once."""
        found = [f"slot {one.slot} of {one.contract[:8]} is in no ledger" for one in self._witness.unaccounted()]
        new = [one for one in found if one not in self._missing]
        self._missing.update(new)
        return new

    async def _within(self, began: float, claim: Any) -> float | None:
        try:
            await until(claim, RECOVER_S)
        except TimeoutError:
            return None
        return time.monotonic() - began

    async def _is_whole(self) -> bool:
        if not await self._ground.is_well():
            return False
        devices = (await self._ground.client.call("GET", "/devices"))["devices"]
        return {one["id"] for one in devices} == self._ids

    async def _send_s(self, began: float, wall: float) -> float | None:
        """Give when the next envelope went out whole; time that may be no slot's does not count."""
        try:
            await self._send_since(wall + self._striker.silent_s)
        except TimeoutError:
            return None
        return max(time.monotonic() - began - self._striker.silent_s, 0.0)

    async def _send_since(self, wall: float) -> None:
        async def sent() -> bool:
            self._witness.read_capture()
            return any(one.at_s > wall for one in self._witness.received[-8:])

        await until(sent, RECOVER_S)

    async def _losses(self) -> list[str]:
        try:
            found = await self._resident.missing()
            verdict = (await self._ground.client.call("GET", "/ledger/verification"))["verification"]
        except CliError as error:
            return [f"cannot be asked: {error}"]
        held = await asyncio.to_thread(self._witness.agreed)
        for contract in (self._resident.lasting, self._resident.changing):
            if await self._resident.state_of(contract) == "active" and contract_hash(contract) not in held:
                found.append(f"{contract.recipient.legal_name}: active in the books, and egress knows nothing of it")
        broken = [] if verdict["verified"] else [f"the ledger: {verdict}"]
        return [*found, *broken, *await asyncio.to_thread(self._witness.on_disk)]

    async def _accounted(self) -> None:
        """Let the ledger take in what has been sent."""

        async def all_known() -> bool:
            await self._witness.read_ledger()
            return not self._witness.unaccounted()

        self._witness.begin()
        with suppress(TimeoutError, CliError):
            await until(all_known, 5.0)
        self._witness.read_capture()  # what the ledger calls delivered must have arrived by now

    async def _end(self) -> None:
        """Let it run on for two slots, and count."""
        if True in self._resident.is_active:
            await self._resident.withdraw(self._resident.changing)
        await asyncio.sleep(2 * 300 / self._ground.speed)
        await self._accounted()
        outcome, witness = self.outcome, self._witness
        outcome.marked, bad = witness.repeats()
        outcome.unmarked = tuple(bad)
        missing = self._unledgered()
        lost = witness.lost_windows(contract_hash(self._resident.lasting))
        outcome.at_end = (*missing, *(f"window {one} is nowhere" for one in lost))
        outcome.envelopes = sum(bool(one.entries) for one in witness.received)
        outcome.leaves, outcome.told, outcome.untold = len(witness.leaves), self._resident.told, self._resident.untold


@asynccontextmanager
async def _beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Have something done that does not end by itself, for the time of a block."""
    task = asyncio.create_task(work, name="beside")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def _line(ordeal: Ordeal) -> str:
    times = " ".join(
        f"{name} {'NEVER' if value is None else f'{value:.2f} s'}"
        for name, value in (("ready", ordeal.ready_s), ("well", ordeal.well_s), ("sends", ordeal.send_s))
    )
    times += f" (waited {ordeal.waited_s:.2f} s)" if ordeal.is_late() or (ordeal.recovery_s() or 0.0) > LIMIT_S else ""
    ails = [f"not well: {ordeal.ails}"] if ordeal.ails else []
    wrong = "".join(f"\n    {one}" for one in (*ails, *ordeal.losses, *ordeal.disagreements))
    return f"{ordeal.kind} ({ordeal.note}): {times}{wrong}" if ordeal.note else f"{ordeal.kind}: {times}{wrong}"
