"""Brings egress's slot journal into the ledger, each record once, and lets go of what arrived."""

import logging
from collections import Counter
from collections.abc import Awaitable
from typing import Any

from gateway.core.errors import DiskFailed
from gateway.core.gate.books import Books, SlotRow
from gateway.core.gate.link import EgressGone, EgressLink
from privacy.ledger import SlotEnded
from privacy.wire import JournalRecords, QueryJournal, SlotSent

log = logging.getLogger(__name__)


class Reconciler:
    """Takes journal records in any order and as often as they come."""

    def __init__(self, books: Books, link: EgressLink, counts: Counter[str]) -> None:
        self._books = books
        self._link = link
        self._counts = counts
        self._is_behind = False  # news could not be taken: a later mark would pass over it

    async def told(self, sent: SlotSent) -> None:
        """Take news; after news that could not be taken, everything since the last one known is asked for again."""
        was_behind, self._is_behind = self._is_behind, True
        await (self.catch_up() if was_behind else self.ended(sent))
        self._is_behind = False

    async def catch_up(self) -> None:
        """Ask for every record since the last one known."""
        while True:
            answer = await self._link.ask(QueryJournal(after=await self._books.mark()), JournalRecords)
            for record in answer.records:
                await self.ended(record)
            if not answer.more or not answer.records:
                return

    async def ended(self, sent: SlotSent) -> None:
        """Ledger the end of one slot; an envelope that arrived as it was decided leaves the outbox."""
        known = await self._books.slot(sent.contract, sent.slot)
        if known is not None and known.result is not None:
            mark = max(sent.number, await self._books.mark())
            async with self._books.writing() as writing:
                writing.set_mark(mark)
            return
        is_ours = sent.contract in await self._books.contracts()
        async with self._books.writing() as writing:
            writing.record(SlotEnded(record=sent))
            if is_ours:
                writing.end_slot(sent)
            writing.set_mark(sent.number)
            if known is not None and _arrived(known, sent) and known.windows is not None:
                writing.remove(sent.contract, *known.windows)
        self._count(known, sent)

    def _count(self, known: SlotRow | None, sent: SlotSent) -> None:
        self._counts["slots_sent" if sent.kind == "envelope" else "slots_dummy"] += 1
        if sent.result != "delivered":
            self._counts["slots_not_delivered"] += 1
        if sent.kind == "envelope" and (known is None or known.sha256 != sent.sha256):
            self._counts["slots_not_decided_here"] += 1
            log.error("egress sent an envelope in slot %d that this ledger does not hold", sent.slot)

    async def guarded(self, work: Awaitable[Any]) -> None:
        """Await; a fault is counted and told, and ends nothing else."""
        try:
            await work
        except EgressGone as error:
            log.info("egress: %s", error)
        except DiskFailed as error:  # told by the books, once
            self._counts["faults"] += 1
            log.debug("the gate could not take this; the journal still has it: %s", error)
        except Exception:
            self._counts["faults"] += 1
            log.exception("the gate could not take this; the journal still has it")


def _arrived(known: SlotRow, sent: SlotSent) -> bool:
    return sent.kind == "envelope" and sent.result == "delivered" and sent.sha256 == known.sha256
