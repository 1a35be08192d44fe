"""One contract's way through its slots: evaluate, decide, ledger, offer; and what egress says became of it."""

import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from gateway.core.clock import Clock
from gateway.core.errors import DiskFailed
from gateway.core.gate.books import Books
from gateway.core.gate.link import EgressGone, EgressLink
from privacy.binding import Source
from privacy.block import MINUTE_MS, Block
from privacy.canonical import digest
from privacy.compiled import Compiled
from privacy.consent import day_start_ms
from privacy.decide import Standing, decide
from privacy.entry import Entry
from privacy.envelope import dummy, envelope
from privacy.frames import lease_of
from privacy.ledger import EntriesDropped, LeaseGranted, ReleaseRefused, SlotDecided
from privacy.release import due_window, evaluate, span
from privacy.released import Released, release
from privacy.slot import SETTLE_S, first_kept, next_slot, phase_ms, send_at_ms, slot_at
from privacy.wire import Contracts, ContractState, GrantLease, LeaseResult, OfferResult, OfferSlot, QueryContracts

HISTORY_S: Final = 8 * 86_400  # blocks are kept this long
LEASE_S: Final = 12 * 3600  # leases are renewed when half of this is left; never beyond 24 h

log = logging.getLogger(__name__)


class BlockSource(Protocol):
    """Where the 1-minute blocks come from; the home's history."""

    async def blocks(self, device: str, path: str, from_minute: int, to_minute: int) -> list[Block]:
        """Give the ended minutes of one property from a minute up to, not with, another."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What every course works with."""

    books: Books
    link: EgressLink
    clock: Clock
    blocks: BlockSource
    counts: Counter[str]
    lease_s: int = LEASE_S


class Course:
    """Runs one contract that residents agreed to, until cancelled. Everything it did is durable at each step.

    What a kill leaves undone is done at the next slot: a release is a pure function of blocks, contract and slot, and
    an entry leaves the outbox only when egress's journal says that it arrived.
    """

    def __init__(self, compiled: Compiled, tools: Tools) -> None:
        self.compiled = compiled
        self._tools = tools
        self._denied: tuple[str, ...] = ()

    @property
    def contract(self) -> str:
        """The hash."""
        return self.compiled.hash

    @property
    def _slot_ms(self) -> int:
        return self.compiled.slot_s * 1000

    @property
    def _margin_ms(self) -> int:
        """How long after its start a slot is worked out: well before the earliest time that one is sent."""
        return min(SETTLE_S, self.compiled.slot_s // 4) * 250

    async def run(self) -> None:
        """Work out slot after slot."""
        clock, done = self._tools.clock, -1
        while True:
            await clock.sleep_until_wall(0)  # while the wall clock is unset, nothing is released
            now_ms = clock.wall_ms() or 0
            slot = -((self._margin_ms - now_ms) // self._slot_ms)
            if slot == done:
                slot += 1
            await clock.sleep_until_wall(slot * self._slot_ms + self._margin_ms)
            if slot_at(clock.wall_ms() or 0, self.compiled.slot_s) == slot:
                await self.step(slot)
            done = slot

    async def step(self, slot: int) -> None:
        """Work out one slot; a fault leaves it silent, and the next is tried."""
        try:
            await self._evaluate_up_to(slot)
            if self._tools.link.connected:
                state = await self.renew_lease(slot)
                await self._decide(slot, state)
        except EgressGone as error:
            log.info("slot %d of %s: %s", slot, self.contract[:12], error)
        except DiskFailed as error:  # told by the books, once
            self._tools.counts["faults"] += 1
            log.debug("slot %d of %s stays silent: %s", slot, self.contract[:12], error)
        except Exception:
            self._tools.counts["faults"] += 1
            log.exception("slot %d of %s stays silent", slot, self.contract[:12])

    async def _evaluate_up_to(self, slot: int) -> None:
        standing = await self._tools.books.standing()
        since_ms = agreed_since_ms(self.compiled, standing, self._tools.clock.wall_ms())
        if since_ms is None:
            return
        done = await self._tools.books.evaluated(self.contract)
        oldest = slot - min(self.compiled.contract.retention.outbox_s, HISTORY_S) // self.compiled.slot_s
        for missed in range(max(done + 1, oldest, since_ms // self._slot_ms + 1), slot + 1):
            if missed != slot and due_window(self.compiled, missed) is None:
                continue
            entries = await self.evaluate(missed, since_ms // MINUTE_MS)
            async with self._tools.books.writing() as writing:
                writing.put_entries(self.contract, missed, entries)

    async def evaluate(self, slot: int, since_minute: int) -> tuple[Entry, ...]:
        """What becomes due in a slot, of nothing before `since_minute`: minutes before the consent are not read."""
        needed = span(self.compiled, slot)
        if needed is None:
            return ()
        binding = await self._tools.books.binding(self.contract)
        blocks = await self._blocks(binding.all_sources(), max(needed[0], since_minute), needed[1])
        return evaluate(self.compiled, binding, blocks, slot)

    async def _blocks(self, sources: frozenset[Source], first: int, end: int) -> dict[Source, Sequence[Block]]:
        read = self._tools.blocks.blocks
        return {source: await read(source.device, source.path, first, end) for source in sources}

    async def state(self) -> ContractState | None:
        """How egress holds the contract."""
        answer = await self._tools.link.ask(QueryContracts(), Contracts)
        return next((s for s in answer.contracts if s.contract == self.contract), None)

    async def renew_lease(self, slot: int | None = None) -> ContractState | None:
        """Ledger and grant the next lease when half of the last one is used; gives egress's state.

        It begins with the slot that is being worked out, else with the next: every leased slot is a decided one.
        """
        state, now_ms = await self.state(), self._tools.clock.wall_ms()
        if state is None or not state.active or now_ms is None or not await self._permitted():
            return None
        phase = phase_ms(self.contract, state.pseudonym, self.compiled.slot_s)
        wanted = slot_at(now_ms, self.compiled.slot_s) + 1 if slot is None else slot
        upcoming = max(next_slot(now_ms, self.compiled.slot_s, phase), wanted)
        many = max(self._tools.lease_s // self.compiled.slot_s, 1)
        if state.lease_last - upcoming >= many // 2:
            return state
        first = max(upcoming, state.lease_last + 1, state.last_slot + 1)
        end_ms = day_start_ms(self.compiled.contract.expires)
        last = min(upcoming + many - 1, state.pseudonym_until, end_ms // self._slot_ms - 1)
        if first > last:
            return state
        return await self._grant(state, first, last, now_ms)

    async def _grant(self, state: ContractState, first: int, last: int, now_ms: int) -> ContractState | None:
        lease = lease_of(self.compiled.contract, self.contract, state.pseudonym, first, last)
        books = self._tools.books
        async with books.writing() as writing:
            writing.record(LeaseGranted(at_ms=now_ms, lease=lease))
            writing.put_lease(lease, accepted=False)
        answer = await self._tools.link.ask(GrantLease(lease=lease), LeaseResult)
        if not answer.accepted:
            self._tools.counts["leases_refused"] += 1
            log.warning("egress refused a lease of %s: %s", self.contract[:12], answer.reason)
            return state
        async with books.writing() as writing:
            writing.put_lease(lease, accepted=True)
        return await self.state()

    async def _decide(self, slot: int, state: ContractState | None) -> None:
        now_ms = self._tools.clock.wall_ms()
        if state is None or now_ms is None or slot > state.lease_last or slot <= state.last_slot:
            return
        if not await self._tools.books.leased(self.contract, slot, state.pseudonym):
            return
        due_ms = send_at_ms(slot, self.compiled.slot_s, phase_ms(self.contract, state.pseudonym, self.compiled.slot_s))
        if now_ms >= due_ms or await self._tools.books.slot(self.contract, slot) is not None:
            return
        await self._drop_old(slot, state, now_ms)
        released = await self._released(slot, now_ms)
        entries = released.entries if released else ()
        body = await self._recorded(slot, entries, state, now_ms)
        if released and entries:
            await self._offer(released, digest(body))

    async def _drop_old(self, slot: int, state: ContractState, now_ms: int) -> None:
        """Let go of what is too old, and of what egress says it passed."""
        books, kept = self._tools.books, self.compiled.contract.retention.outbox_s
        oldest = first_kept(slot, self.compiled.slot_s, kept, self.compiled.base_s)
        found = await books.older(self.contract, max(oldest, state.last_window + 1))
        if found is None:
            return
        first, last, count = found
        async with books.writing() as writing:
            writing.record(
                EntriesDropped(at_ms=now_ms, contract=self.contract, first_window=first, last_window=last, count=count)
            )
            writing.remove(self.contract, first, last)
        self._tools.counts["entries_dropped"] += count

    async def _released(self, slot: int, now_ms: int) -> Released | None:
        books = self._tools.books
        entries = await books.waiting(self.contract, self.compiled.contract.cadence.entries)
        answer = release(self.compiled, await books.standing(), now_ms, slot, entries)
        if isinstance(answer, Released):
            self._denied = ()
            return answer
        if answer.reasons != self._denied:
            self._denied = answer.reasons
            async with books.writing() as writing:
                writing.record(
                    ReleaseRefused(at_ms=now_ms, contract=self.contract, slot=slot, reasons=tuple(answer.reasons))
                )
        return None

    async def _recorded(self, slot: int, entries: tuple[Entry, ...], state: ContractState, now_ms: int) -> bytes:
        """Make the decision durable before anybody hears of it."""
        contract = self.compiled.contract
        body = envelope(contract, slot, entries, state.pseudonym) if entries else dummy(contract, slot, state.pseudonym)
        decided = SlotDecided(
            at_ms=now_ms,
            contract=self.contract,
            slot=slot,
            content="envelope" if entries else "dummy",
            envelope_sha256=digest(body),
            entries=len(entries),
        )
        async with self._tools.books.writing() as writing:
            writing.record(decided)
            writing.put_slot(self.contract, slot, digest(body), entries)
        return body

    async def _offer(self, released: Released, sha256: str) -> None:
        offer = OfferSlot(
            contract=released.contract, slot=released.slot, entries=released.entries, envelope_sha256=sha256
        )
        answer = await self._tools.link.ask(offer, OfferResult)
        self._tools.counts["offers" if answer.accepted else "offers_refused"] += 1
        if not answer.accepted:
            log.warning("egress refused slot %d of %s: %s", released.slot, self.contract[:12], answer.reason)

    async def _permitted(self) -> bool:
        return decide(self.compiled, await self._tools.books.standing(), self._tools.clock.wall_ms()).permitted


def agreed_since_ms(compiled: Compiled, standing: Standing, now_ms: int | None) -> int | None:
    """When the oldest consent that counts was given; None when none counts."""
    good = set(decide(compiled, standing, now_ms).consents)
    return min((c.given_at_ms for c in standing.consents if c.id in good), default=None)
