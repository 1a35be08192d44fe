"""All that the gate remembers, in trust.db; a change and its ledger leaf are one transaction, a `Writing`."""

import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from gateway.core.clock import Clock
from gateway.core.gate.ledger import SUBJECT, LedgerStore
from gateway.core.gate.outage import Outage
from gateway.core.gate.writing import Writing, place
from gateway.core.storage.database import Database
from gateway.core.vault import Vault, VaultError, month_of
from privacy import reading
from privacy.binding import Binding, BoundInput, Source
from privacy.consent import Consent, Withdrawal
from privacy.contract import Contract
from privacy.decide import Standing
from privacy.document import parse_contract
from privacy.entry import Entry
from privacy.errors import ContractInvalid, Finding
from privacy.reading import Facts
from schemas import codec

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotRow:
    """What is known of one slot."""

    contract: str
    slot: int
    sha256: str  # decided; empty where only egress knows
    windows: tuple[int, int] | None
    entries: int
    sent_sha256: str | None
    sent_bytes: int | None
    kind: str | None
    result: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What one contract has let out so far."""

    contract: str
    released: int  # entries whose arrival was confirmed
    slots: int
    bytes_out: int


class Books:
    """Reads and writes. Nothing is held in memory but withdrawals that the disk has not taken; they count."""

    def __init__(self, trust: Database, vault: Vault, clock: Clock) -> None:
        self.ledger = LedgerStore(trust, vault)
        self._trust = trust
        self._vault = vault
        self._clock = clock
        self._outage = Outage()
        self.unwritten: list[Withdrawal] = []

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Writing]:
        """Gather a change, and make it durable as a whole at the end; on any exception nothing of it is written.

        What is read within it is what was before.
        """
        month = month_of(self._clock.wall_ms())
        with self._outage.watched():
            writing = Writing(await self._vault.key(SUBJECT, month), month)
        yield writing
        with self._outage.watched():
            await self._trust.write(writing.run)
        self._outage.over()

    async def contracts(self) -> dict[str, Contract]:
        """All contracts by hash; nothing is sent under one that this version cannot read, and it is left out."""
        rows = await self._trust.fetch_all("SELECT hash, document FROM contract ORDER BY added_ms, hash")
        found = {}
        for hash_, document in rows:
            try:
                found[hash_] = parse_contract(document)
            except ContractInvalid as error:
                log.warning("contract %s cannot be read: %s", hash_[:12], error)
        return found

    async def binding(self, contract: str) -> Binding:
        """The sources behind a contract's inputs."""
        rows = await self._trust.fetch_all(
            "SELECT input, device, path FROM binding WHERE contract = ? ORDER BY input, device, path", (contract,)
        )
        sources: dict[str, list[Source]] = {}
        for name, device, path in rows:
            sources.setdefault(name, []).append(Source(device=device, path=path))
        inputs = tuple(BoundInput(input=name, sources=tuple(found)) for name, found in sources.items())
        return Binding(contract=contract, inputs=inputs)

    async def standing(self) -> Standing:
        """All that residents said."""
        consents = await self._trust.fetch_all("SELECT id, record, approved FROM consent ORDER BY id")
        withdrawals = await self._trust.fetch_all("SELECT record FROM withdrawal ORDER BY number")
        return Standing(
            consents=tuple(codec.decode(record, Consent) for _, record, _ in consents),
            approved=frozenset(id_ for id_, _, approved in consents if approved),
            withdrawals=(*(codec.decode(record, Withdrawal) for (record,) in withdrawals), *self.unwritten),
        )

    async def reading(self, contract: str) -> Facts | None:
        """What the schema said of its inputs when residents agreed; None where nobody wrote it down."""
        row = await self._trust.fetch_one("SELECT facts FROM reading WHERE contract = ?", (contract,))
        return None if row is None else reading.from_text(row[0])

    async def suspension(self, contract: str) -> tuple[Finding, ...]:
        """Why a contract is suspended; empty where it is not."""
        row = await self._trust.fetch_one("SELECT findings FROM suspension WHERE contract = ?", (contract,))
        return () if row is None else tuple(Finding(**one) for one in json.loads(row[0]))

    async def unrelayed(self) -> list[tuple[int, Withdrawal]]:
        """Withdrawals that egress does not know of."""
        rows = await self._trust.fetch_all("SELECT number, record FROM withdrawal WHERE relayed = 0 ORDER BY number")
        return [(number, codec.decode(record, Withdrawal)) for number, record in rows]

    async def evaluated(self, contract: str) -> int:
        """The last slot whose window was computed; -1 for none."""
        row = await self._trust.fetch_one("SELECT evaluated FROM course WHERE contract = ?", (contract,))
        return -1 if row is None else int(row[0])

    async def waiting(self, contract: str, limit: int) -> tuple[Entry, ...]:
        """The oldest entries of the outbox, in order; what cannot be opened any more is not told."""
        rows = await self._trust.fetch_all(
            "SELECT window, subject, month, entry FROM outbox WHERE contract = ? ORDER BY window LIMIT ?",
            (contract, limit),
        )
        found = []
        for window, subject, month, sealed in rows:
            key = await self._vault.key(subject, month)
            try:
                found.append(codec.decode(key.open(sealed, place(contract, window)), Entry))
            except VaultError:
                continue
        return tuple(found)

    async def depth(self, contract: str) -> int:
        """How many entries wait."""
        row = await self._trust.fetch_one("SELECT count(*) FROM outbox WHERE contract = ?", (contract,))
        return 0 if row is None else int(row[0])

    async def older(self, contract: str, window: int) -> tuple[int, int, int] | None:
        """First, last and number of the waiting entries below a window; None for none."""
        row = await self._trust.fetch_one(
            "SELECT min(window), max(window), count(*) FROM outbox WHERE contract = ? AND window < ?",
            (contract, window),
        )
        return None if row is None or not row[2] else (row[0], row[1], row[2])

    async def slot(self, contract: str, slot: int) -> SlotRow | None:
        """What is known of a slot."""
        row = await self._trust.fetch_one("SELECT * FROM slot WHERE contract = ? AND slot = ?", (contract, slot))
        return None if row is None else _slot_row(row)

    async def slots(self) -> tuple[SlotRow, ...]:
        """Every slot that was sent, or may have been."""
        rows = await self._trust.fetch_all("SELECT * FROM slot WHERE result IS NOT NULL ORDER BY slot")
        return tuple(_slot_row(row) for row in rows)

    async def leased(self, contract: str, slot: int, pseudonym: str) -> bool:
        """Whether a lease in the ledger covers a slot; whether egress took it, egress says."""
        found = await self._trust.fetch_one(
            "SELECT 1 FROM lease WHERE contract = ? AND ? BETWEEN first AND last AND pseudonym = ?",
            (contract, slot, pseudonym),
        )
        return found is not None

    async def pseudonyms(self) -> tuple[tuple[str, str], ...]:
        """Contract and pseudonym of every lease that was granted."""
        rows = await self._trust.fetch_all("SELECT DISTINCT contract, pseudonym FROM lease ORDER BY 1, 2")
        return tuple((contract, pseudonym) for contract, pseudonym in rows)

    async def mark(self) -> int:
        """The last journal record in the ledger."""
        row = await self._trust.fetch_one("SELECT number FROM journal_mark")
        return 0 if row is None else int(row[0])

    async def sums(self) -> tuple[Sum, ...]:
        """What went out, by contract."""
        rows = await self._trust.fetch_all(
            "SELECT contract, sum(CASE WHEN result = 'delivered' AND kind = 'envelope' THEN entries ELSE 0 END),"
            " count(*), sum(sent_bytes) FROM slot WHERE result IS NOT NULL GROUP BY contract ORDER BY contract"
        )
        return tuple(Sum(contract=c, released=r, slots=n, bytes_out=b or 0) for c, r, n, b in rows)


def _slot_row(row: tuple[object, ...]) -> SlotRow:
    contract, slot, sha256, first, last, entries, sent_sha256, sent_bytes, kind, result = row
    return SlotRow(
        contract=str(contract),
        slot=int(str(slot)),
        sha256=str(sha256),
        windows=None if first is None or last is None else (int(str(first)), int(str(last))),
        entries=int(str(entries)),
        sent_sha256=None if sent_sha256 is None else str(sent_sha256),
        sent_bytes=None if sent_bytes is None else int(str(sent_bytes)),
        kind=None if kind is None else str(kind),
        result=None if result is None else str(result),
    )
