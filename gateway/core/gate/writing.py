"""One change of the books: its steps are gathered, and done on SQLite's thread as one transaction."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Final

from gateway.core.gate.ledger import SUBJECT, append
from gateway.core.vault import DataKey
from privacy import reading
from privacy.binding import Binding
from privacy.consent import Consent, Withdrawal
from privacy.entry import Entry
from privacy.errors import Finding
from privacy.lease import Lease
from privacy.ledger import ConsentWithdrawn, LedgerEntry
from privacy.reading import Facts
from privacy.wire import SlotSent
from schemas import codec

SLOTS_KEPT: Final = 20_000  # rows of `slot` a contract; the ledger keeps all


class Writing:
    """Everything that is said here becomes durable together, or not at all. For `Books.writing`, which opens one."""

    def __init__(self, key: DataKey, month: str) -> None:
        self._key = key
        self._month = month
        self._steps: list[Callable[[sqlite3.Connection], object]] = []
        self._leaves: list[LedgerEntry] = []

    def run(self, db: sqlite3.Connection) -> None:
        """Do all of it, in order, within the caller's transaction; the leaves last."""
        for step in self._steps:
            step(db)
        if self._leaves:
            append(db, self._leaves, key=self._key, month=self._month)

    def _do(self, sql: str, *parameters: object) -> None:
        self._steps.append(lambda db: db.execute(sql, parameters))

    def record(self, entry: LedgerEntry) -> None:
        """Append a leaf."""
        self._leaves.append(entry)

    # contracts, and what residents said

    def add_contract(self, contract: str, document: bytes, at_ms: int | None) -> None:
        """Keep a contract; one that is there stays as it is."""
        self._do("INSERT OR IGNORE INTO contract VALUES (?, ?, ?)", contract, document, at_ms)
        self._do("INSERT OR IGNORE INTO course VALUES (?, -1)", contract)

    def set_binding(self, binding: Binding) -> None:
        """Put the sources of a contract in the place of the old ones."""
        rows = [(binding.contract, b.input, s.device, s.path) for b in binding.inputs for s in b.sources]
        self._do("DELETE FROM binding WHERE contract = ?", binding.contract)
        self._steps.append(lambda db: db.executemany("INSERT INTO binding VALUES (?, ?, ?, ?)", rows))

    def put_consent(self, consent: Consent, *, approved: bool) -> None:
        """Keep a consent, or note that egress confirmed it."""
        self._do(
            "INSERT OR REPLACE INTO consent VALUES (?, ?, ?, ?)",
            consent.id, consent.contract, codec.encode(consent), int(approved),
        )  # fmt: skip

    def withdraw(self, withdrawal: Withdrawal) -> None:
        """Keep a withdrawal, purge what waits and record it; one that is there already changes nothing."""
        self._steps.append(lambda db: self._withdraw(db, withdrawal))

    def _withdraw(self, db: sqlite3.Connection, withdrawal: Withdrawal) -> None:
        known = "SELECT 1 FROM withdrawal WHERE contract = ? AND record = ?"
        if db.execute(known, (withdrawal.contract, codec.encode(withdrawal))).fetchone() is not None:
            return
        own = Writing(self._key, self._month)
        own.put_withdrawal(withdrawal)
        own.purge(withdrawal.contract)
        own.end_suspension(withdrawal.contract)
        own.record(ConsentWithdrawn(at_ms=withdrawal.at_ms, withdrawal=withdrawal))
        own.run(db)

    def put_withdrawal(self, withdrawal: Withdrawal) -> None:
        """Keep a withdrawal, of which egress does not know."""
        self._do(
            "INSERT INTO withdrawal (contract, record, relayed) VALUES (?, ?, 0)",
            withdrawal.contract, codec.encode(withdrawal),
        )  # fmt: skip

    def relayed(self, number: int) -> None:
        """Egress has a withdrawal."""
        self._do("UPDATE withdrawal SET relayed = 1 WHERE number = ?", number)

    def put_reading(self, contract: str, facts: Facts) -> None:
        """Write down what the schema says of a contract's inputs."""
        self._do("INSERT OR REPLACE INTO reading VALUES (?, ?)", contract, reading.to_text(facts))

    def suspend(self, contract: str, findings: Iterable[Finding]) -> None:
        """Note why a contract is suspended."""
        rows = json.dumps([asdict(one) for one in findings])
        self._do("INSERT OR REPLACE INTO suspension VALUES (?, ?)", contract, rows)

    def end_suspension(self, contract: str) -> None:
        """Residents have said anew what they want."""
        self._do("DELETE FROM suspension WHERE contract = ?", contract)

    # slots and the outbox

    def put_entries(self, contract: str, slot: int, entries: tuple[Entry, ...]) -> None:
        """Note a slot as computed, and put its entries into the outbox."""
        self._do("UPDATE course SET evaluated = ? WHERE contract = ?", slot, contract)
        self._steps.append(lambda db: self._insert(db, contract, entries))

    def _insert(self, db: sqlite3.Connection, contract: str, entries: tuple[Entry, ...]) -> None:
        sealed = self._key.seal_all([(codec.encode(one), place(contract, one.window)) for one in entries])
        rows = [(contract, one.window, SUBJECT, self._month, entry) for one, entry in zip(entries, sealed, strict=True)]
        db.executemany("INSERT OR IGNORE INTO outbox VALUES (?, ?, ?, ?, ?)", rows)

    def remove(self, contract: str, first: int, last: int) -> None:
        """Take entries out of the outbox."""
        self._do("DELETE FROM outbox WHERE contract = ? AND window BETWEEN ? AND ?", contract, first, last)

    def purge(self, contract: str) -> None:
        """Forget what waits to leave."""
        self._do("DELETE FROM outbox WHERE contract = ?", contract)

    def put_slot(self, contract: str, slot: int, sha256: str, entries: tuple[Entry, ...]) -> None:
        """Note what was decided for a slot."""
        first, last = (entries[0].window, entries[-1].window) if entries else (None, None)
        self._do(
            "INSERT OR REPLACE INTO slot VALUES (?, ?, ?, ?, ?, ?, NULL, NULL, NULL, NULL)",
            contract, slot, sha256, first, last, len(entries),
        )  # fmt: skip
        self._do("DELETE FROM slot WHERE contract = ? AND slot < ?", contract, slot - SLOTS_KEPT)

    def end_slot(self, sent: SlotSent) -> None:
        """Note what became of a slot."""
        self._do(
            "INSERT OR IGNORE INTO slot VALUES (?, ?, '', NULL, NULL, 0, NULL, NULL, NULL, NULL)",
            sent.contract, sent.slot,
        )  # fmt: skip
        self._do(
            "UPDATE slot SET sent_sha256 = ?, sent_bytes = ?, kind = ?, result = ? WHERE contract = ? AND slot = ?",
            sent.sha256, sent.bytes, sent.kind, sent.result, sent.contract, sent.slot,
        )  # fmt: skip

    def put_lease(self, lease: Lease, *, accepted: bool) -> None:
        """Note a lease before it is granted, and egress's answer."""
        self._do(
            "INSERT OR REPLACE INTO lease VALUES (?, ?, ?, ?, ?)",
            lease.contract, lease.first, lease.last, lease.pseudonym, int(accepted),
        )  # fmt: skip

    def set_mark(self, number: int) -> None:
        """Move the mark of the last journal record in the ledger."""
        self._do("INSERT OR REPLACE INTO journal_mark VALUES (1, ?)", number)


def place(contract: str, window: int) -> bytes:
    """Name the place of an entry in the outbox, to which it is sealed."""
    return f"outbox/{contract}/{window}".encode()
