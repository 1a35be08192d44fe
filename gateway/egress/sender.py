"""The slots of one contract: at each its envelope or a dummy of the same size, once, and then the next."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from gateway.core.clock import Clock
from gateway.egress.check import Held, check_offer, due_ms, next_slot, standing_fault, window_fault
from gateway.egress.contract import Served
from gateway.egress.errors import JournalError
from gateway.egress.folder import Folder, Standing
from gateway.egress.journal import Journal, SlotEntry, unbroken
from gateway.egress.sink import SLOT_TIMEOUT_S, Delivery, Piece, deliver
from gateway.egress.transport import Resolve, SinkPolicy, Tally, resolve
from privacy.canonical import digest
from privacy.envelope import dummy
from privacy.wire import OfferSlot

GRACE_MS: Final = 5_000  # a slot that cannot begin within this of its time is missed

Ended = Callable[[str], None]
Told = Callable[[SlotEntry], None]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """How this process reaches the network; the same for all contracts."""

    policy: SinkPolicy
    resolve_host: Resolve = resolve
    timeout_s: float = SLOT_TIMEOUT_S


class Sender:
    """Runs until cancelled. What it holds is lost with it, and then dummies go: the core offers again.

    A slot's record is durable before its first byte; a slot is tried once. After a forward jump of the clock at most
    one slot is open, and two sends are never closer than half a slot of real time.
    """

    def __init__(
        self, served: Served, *, folder: Folder, journal: Journal, clock: Clock, outlet: Outlet, counts: Counter[str]
    ) -> None:
        self.served = served
        self.ended: Ended = lambda _: None
        self.told: Told = lambda _: None
        self._folder = folder
        self._journal = journal
        self._clock = clock
        self._outlet = outlet
        self._counts = counts
        self._held: Held | None = None
        self._changed = asyncio.Event()
        self._past = -1  # the last slot that was looked at
        self._last_send_ns: int | None = None
        self._trouble = ""  # of the journal, as it was told

    @property
    def standing(self) -> Standing:
        """How the contract stands now."""
        found = self._folder.standing(self.served.hash)
        if found is None:
            raise KeyError(self.served.hash)
        return found

    @property
    def held_slot(self) -> int | None:
        """The slot for which an envelope is held."""
        return self._held.slot if self._held else None

    def wake(self) -> None:
        """Look again: a lease was granted."""
        self._changed.set()

    def purge(self) -> None:
        """Forget what is held."""
        self._held = None

    def offer(self, offer: OfferSlot, now_ms: int) -> str:
        """Hold the envelope of the next slot, or say why not. The same offer again is accepted."""
        checked = check_offer(
            self.served, self.standing, self._journal.progress(self.served.hash), offer, now_ms=now_ms
        )
        if isinstance(checked, str):
            return checked
        if self._held is not None and self._held.slot == checked.slot and self._held != checked:
            return "repeated"
        self._held = checked
        return ""

    async def run(self) -> None:
        """Send slot after slot."""
        while True:
            self._changed.clear()
            await self._clock.sleep_until_wall(max(self._folder.last_ms, self._journal.last_ms))
            slot = self._next(self._clock.wall_ms() or 0)
            if slot is None:
                self._held = None
                await self._changed.wait()
                continue
            await self._clock.sleep_until_wall(due_ms(self.served, self.standing, slot))
            if slot == self._next(self._clock.wall_ms() or 0):
                await self._slot(slot)

    def _next(self, now_ms: int) -> int | None:
        grace_ms = int(min(GRACE_MS * self._clock.rate, self.served.slot_s * 250))
        last_slot = max(self._journal.progress(self.served.hash).slot, self._past)
        return next_slot(self.served, self.standing, last_slot=last_slot, now_ms=now_ms - grace_ms)

    async def _slot(self, slot: int) -> None:
        held = self._take(slot)
        self._past = slot
        if reason := self._hindrance():
            self._count(reason)
            if reason == "expired":
                self.ended(reason)
            return
        try:
            await self._close_leftover()
            await self._send(slot, held)
            self._journal_works()
        except JournalError as error:
            self._journal_failed(f"slot {slot} is not sent", error)

    async def _send(self, slot: int, held: Held | None) -> None:
        body = held.envelope if held else dummy(self.served.contract, slot, self.standing.pseudonym)
        piece = self.served.piece(body, self.standing.pseudonym, self._folder.token(self.served.hash))
        tally = Tally()
        self._last_send_ns = self._clock.monotonic_ns()
        try:
            await self._journal.open_slot(
                self.served.hash,
                slot,
                kind="envelope" if held else "dummy",
                sha256=digest(body),
                size=piece.size,
                marks=held.marks if held else (),
            )
            delivery = await self._deliver(piece, tally)
        except asyncio.CancelledError:
            await self._close_at_end(_cut_off(tally, "cut-off"))
            raise
        await self._close(delivery)

    async def _close_at_end(self, delivery: Delivery) -> None:
        """Close a slot that was cut off; a disk that fails must not stand in the way of the end."""
        try:
            await self._close(delivery)
        except JournalError as error:
            self._journal_failed(f"a slot ({delivery.reason}) is not closed", error)

    def _journal_failed(self, what: str, error: JournalError) -> None:
        """Tell of a trouble once, not slot after slot."""
        self._count("journal")
        if self._trouble != str(error):
            self._trouble = str(error)
            log.error("%s, nor any other until this is over: %s", what, error)

    def _journal_works(self) -> None:
        if self._trouble:
            self._trouble = ""
            log.warning("the journal is written again, and slots are sent")

    async def _deliver(self, piece: Piece, tally: Tally) -> Delivery:
        try:
            return await deliver(
                self.served.target,
                self.served.say,
                piece,
                tally,
                policy=self._outlet.policy,
                resolve_host=self._outlet.resolve_host,
                timeout_s=self._outlet.timeout_s,
            )
        except Exception:
            log.exception("a slot broke off")
            return _cut_off(tally, "fault")

    def _hindrance(self) -> str:
        """Say why this slot stays silent."""
        if reason := standing_fault(self.served, self.standing, self._clock.wall_ms()):
            return reason
        if self.served.needs_token and not self._folder.token(self.served.hash):
            return "no-credential"
        return "too-soon" if self._too_soon() else ""

    def _too_soon(self) -> bool:
        """Whether the wall clock ran ahead of real time since the last send."""
        if self._last_send_ns is None:
            return False
        since_s = (self._clock.monotonic_ns() - self._last_send_ns) / 1e9 * self._clock.rate
        return since_s < self.served.slot_s / 2

    def _take(self, slot: int) -> Held | None:
        held, self._held = self._held, None
        if held is None or held.slot != slot:
            return None
        fault = window_fault(self._journal.progress(self.served.hash), held.marks)
        return None if fault else held

    async def _close_leftover(self) -> None:
        if self._journal.is_open(self.served.hash):
            await self._close(Delivery(result="unknown", sent_bytes=0, reason="journal"))

    async def _close(self, delivery: Delivery) -> None:
        """Record the end of a slot and tell it: cancelled in between, the core would not learn of it."""
        if self._journal.is_open(self.served.hash):
            self._count(delivery.result)
            await unbroken(self._close_and_tell(delivery))

    async def _close_and_tell(self, delivery: Delivery) -> None:
        entry = await self._journal.close_slot(
            self.served.hash, result=delivery.result, sent_bytes=delivery.sent_bytes, reason=delivery.reason
        )
        self.told(entry)

    def _count(self, reason: str) -> None:
        self._counts[f"slot-{reason}"] += 1


def _cut_off(tally: Tally, reason: str) -> Delivery:
    return Delivery(result="unknown" if tally.shown else "failed", sent_bytes=tally.sent_bytes, reason=reason)
