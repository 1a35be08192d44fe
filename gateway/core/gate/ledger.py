"""The ledger on disk: leaves in trust.db, appended inside the transaction whose effect they record."""

import asyncio
import secrets
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from gateway.core.storage.database import Database
from gateway.core.vault import DataKey, Vault, VaultError
from privacy.ledger import SALT_BYTES, LedgerEntry, Row, decode_entry, row, verify
from privacy.merkle import Frontier

HASH_BYTES: Final = 32
SUBJECT: Final = "home"
BREATH: Final = 100  # leaves opened in one turn of the loop


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One leaf as it is shown; `entry` is None once its key was destroyed."""

    number: int
    leaf: str
    entry: LedgerEntry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerVerdict:
    """What `verify` found; raises LedgerBroken instead where anything is wrong."""

    entries: int
    erased: int
    root: str


class LedgerStore:
    """Reads leaves."""

    def __init__(self, trust: Database, vault: Vault) -> None:
        self._trust = trust
        self._vault = vault

    async def frontier(self) -> Frontier:
        """The tree as it is."""
        return await self._trust.read(_frontier)

    async def lines(self, after: int, limit: int) -> tuple[LedgerLine, ...]:
        """Leaves with a number above `after` (-1 for all), in order."""
        return tuple(
            LedgerLine(number=one.index, leaf=one.leaf.hex(), entry=decode_entry(one.entry) if one.entry else None)
            for one in await self.rows(after, limit)
        )

    async def verify(self) -> LedgerVerdict:
        """Check every leaf against its entry and the tree against its head; raises LedgerBroken."""
        head, stored = await self._trust.read(lambda db: (_frontier(db), _stored(db, -1, -1)))
        rows = await self._opened(stored)
        frontier = await asyncio.to_thread(verify, rows, head.root)
        return LedgerVerdict(entries=frontier.size, erased=sum(not one.entry for one in rows), root=frontier.root.hex())

    async def rows(self, after: int, limit: int) -> list[Row]:
        """Stored rows with a number above `after`, opened; what was erased is empty."""
        return await self._opened(await self._trust.read(lambda db: _stored(db, after, limit)))

    async def _opened(self, stored: Iterable[tuple[Any, ...]]) -> list[Row]:
        rows = list[Row]()
        for one in stored:
            rows.append(await self._row(*one))
            if len(rows) % BREATH == 0:  # a key that is known does not wait, and there may be thousands of leaves
                await asyncio.sleep(0)
        return rows

    async def _row(
        self, number: int, leaf: bytes, subject: str, month: str, salt: bytes, entry: bytes, has_key: int
    ) -> Row:
        if not has_key:
            return Row(index=number, leaf=leaf, salt=b"", entry=b"")
        key = await self._vault.key(subject, month)
        try:
            return Row(
                index=number,
                leaf=leaf,
                salt=key.open(salt, _place(number, "salt")),
                entry=key.open(entry, _place(number, "entry")),
            )
        except VaultError:  # changed on disk: whatever it says is not what the leaf commits to
            return Row(index=number, leaf=leaf, salt=bytes(SALT_BYTES), entry=b"changed")


def append(db: sqlite3.Connection, entries: Iterable[LedgerEntry], *, key: DataKey, month: str) -> None:
    """Append leaves, in order, within the transaction of the caller."""
    frontier, stored = _frontier(db), []
    for entry in entries:
        one, frontier = row(frontier, secrets.token_bytes(SALT_BYTES), entry)
        salt, sealed = key.seal(one.salt, _place(one.index, "salt")), key.seal(one.entry, _place(one.index, "entry"))
        stored.append((one.index, one.leaf, SUBJECT, month, salt, sealed))
    db.executemany("INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?)", stored)
    db.execute("INSERT OR REPLACE INTO ledger_head VALUES (1, ?, ?)", (frontier.size, b"".join(frontier.peaks)))


def _frontier(db: sqlite3.Connection) -> Frontier:
    head = db.execute("SELECT size, peaks FROM ledger_head").fetchone()
    if head is None:
        return Frontier()
    size, peaks = head
    return Frontier(size=size, peaks=tuple(peaks[i : i + HASH_BYTES] for i in range(0, len(peaks), HASH_BYTES)))


def _stored(db: sqlite3.Connection, after: int, limit: int) -> list[tuple[Any, ...]]:
    """Rows above a number, at most `limit` (-1: all), and whether the key of each is there."""
    return db.execute(
        "SELECT number, leaf, ledger.subject, ledger.month, salt, entry, data_key.subject IS NOT NULL"
        " FROM ledger LEFT JOIN data_key ON data_key.subject = ledger.subject AND data_key.month = ledger.month"
        " WHERE number > ? ORDER BY number LIMIT ?",
        (after, limit),
    ).fetchall()


def _place(number: int, column: str) -> bytes:
    return f"ledger/{number}/{column}".encode()
