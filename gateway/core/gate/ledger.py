"""The ledger on disk: leaves in trust.db, appended inside the transaction whose effect they record."""

import asyncio
import secrets
from dataclasses import dataclass
from typing import Any, Final

from gateway.core.storage.database import Database
from gateway.core.vault import DataKey, Vault, VaultError
from privacy.ledger import SALT_BYTES, LedgerEntry, Row, decode_entry, row, verify
from privacy.merkle import Frontier

HASH_BYTES: Final = 32
SUBJECT: Final = "home"


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
    """Reads and appends leaves. Appending is for `Books.writing` alone, which holds the transaction."""

    def __init__(self, trust: Database, vault: Vault) -> None:
        self._trust = trust
        self._vault = vault

    async def append(self, entry: LedgerEntry, *, key: DataKey, month: str) -> int:
        """Append one leaf within the caller's transaction; returns its number."""
        new, frontier = row(await self.frontier(), secrets.token_bytes(SALT_BYTES), entry)
        await self._trust.execute(
            "INSERT INTO ledger VALUES (?, ?, ?, ?, ?, ?)",
            (
                new.index,
                new.leaf,
                SUBJECT,
                month,
                key.seal(new.salt, _context(new.index, "salt")),
                key.seal(new.entry, _context(new.index, "entry")),
            ),
        )
        await self._trust.execute(
            "INSERT OR REPLACE INTO ledger_head VALUES (1, ?, ?)", (frontier.size, b"".join(frontier.peaks))
        )
        return new.index

    async def frontier(self) -> Frontier:
        """The tree as it is."""
        head = await self._trust.fetch_one("SELECT size, peaks FROM ledger_head")
        if head is None:
            return Frontier()
        peaks = head[1]
        return Frontier(size=head[0], peaks=tuple(peaks[i : i + HASH_BYTES] for i in range(0, len(peaks), HASH_BYTES)))

    async def lines(self, after: int, limit: int) -> tuple[LedgerLine, ...]:
        """Leaves with a number above `after` (-1 for all), in order."""
        return tuple(
            LedgerLine(number=one.index, leaf=one.leaf.hex(), entry=decode_entry(one.entry) if one.entry else None)
            for one in await self.rows(after, limit)
        )

    async def verify(self) -> LedgerVerdict:
        """Check every leaf against its entry and the tree against its head; raises LedgerBroken."""
        async with self._trust.transaction():  # a leaf that is being written is there before its head
            head = await self.frontier()
            stored = await self._stored(-1, head.size + 1)
        rows = [await self._opened(one) for one in stored]
        frontier = await asyncio.to_thread(verify, rows, head.root)
        return LedgerVerdict(entries=frontier.size, erased=sum(not one.entry for one in rows), root=frontier.root.hex())

    async def rows(self, after: int, limit: int) -> list[Row]:
        """Stored rows with a number above `after`, opened; what was erased is empty."""
        return [await self._opened(one) for one in await self._stored(after, limit)]

    async def _stored(self, after: int, limit: int) -> list[tuple[Any, ...]]:
        return await self._trust.fetch_all(
            "SELECT number, leaf, subject, month, salt, entry FROM ledger WHERE number > ? ORDER BY number LIMIT ?",
            (after, limit),
        )

    async def _opened(self, stored: tuple[Any, ...]) -> Row:
        number, leaf, subject, month, salt, entry = stored
        if not await self._trust.fetch_one("SELECT 1 FROM data_key WHERE subject = ? AND month = ?", (subject, month)):
            return Row(index=number, leaf=leaf, salt=b"", entry=b"")
        key = await self._vault.key(subject, month)
        try:
            return Row(
                index=number,
                leaf=leaf,
                salt=key.open(salt, _context(number, "salt")),
                entry=key.open(entry, _context(number, "entry")),
            )
        except VaultError:  # changed on disk: whatever it says is not what the leaf commits to
            return Row(index=number, leaf=leaf, salt=bytes(SALT_BYTES), entry=b"changed")


def _context(number: int, column: str) -> bytes:
    return f"ledger/{number}/{column}".encode()
