"""What a release costs the gate: through the outbox and the ledger, a hundred a slot, each commit on disk.

A release is one entry that leaves the home. It is sealed into the outbox, its slot is decided in a leaf of the ledger
before anything is handed over, the slot's end is a second leaf, and with it the entry leaves the outbox: three commits,
SQLite with synchronous=FULL. Beside it the same three commits with the same rows, of bytes that were ready beforehand.
Both are measured as they run for long: when their logs were begun anew once, and do not grow any more. Where it is
allowed to, the thread runs ahead of other programs: what a release costs is asked, not how busy the machine is.
"""

import asyncio
import hashlib
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.measure import Measured
from gateway.core.clock import SystemClock
from gateway.core.gate.books import Books
from gateway.core.storage import Database
from gateway.core.vault import RootKey, Vault
from privacy.entry import Entry
from privacy.ledger import SlotDecided, SlotEnded
from privacy.wire import SlotSent

BATCH: Final = 100
WARM: Final = 100  # slots that are not measured
CONTRACT: Final = "c" * 64
SHA256: Final = hashlib.sha256(b"envelope").hexdigest()
AT_MS: Final = 1_795_000_000_000
SEALED: Final = b"x" * 80  # as long as a sealed entry is
LEAF: Final = b"x" * 300
RAW: Final = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
CREATE TABLE outbox (contract TEXT, window INTEGER, sealed BLOB, PRIMARY KEY (contract, window)) WITHOUT ROWID;
CREATE TABLE ledger (number INTEGER PRIMARY KEY, leaf BLOB, sealed BLOB);
"""


async def _slot(books: Books, slot: int) -> None:
    entries = tuple(Entry(window=slot * BATCH + one, values=(1, None, 7)) for one in range(BATCH))
    async with books.writing() as writing:
        writing.put_entries(CONTRACT, slot, entries)
    async with books.writing() as writing:
        writing.record(
            SlotDecided(
                at_ms=AT_MS, contract=CONTRACT, slot=slot, content="envelope", envelope_sha256=SHA256, entries=BATCH
            )
        )
        writing.put_slot(CONTRACT, slot, SHA256, entries)
    sent = SlotSent(
        number=slot + 1, contract=CONTRACT, slot=slot, kind="envelope", sha256=SHA256, bytes=4096, at_ms=AT_MS,
        result="delivered",
    )  # fmt: skip
    async with books.writing() as writing:
        writing.record(SlotEnded(record=sent))
        writing.end_slot(sent)
        writing.set_mark(sent.number)
        writing.remove(CONTRACT, entries[0].window, entries[-1].window)


def _raw_slot(db: sqlite3.Connection, slot: int) -> None:
    for statement, rows in _statements(slot):
        db.execute("BEGIN IMMEDIATE")
        db.executemany(statement, rows)
        db.execute("COMMIT")


def _statements(slot: int) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    windows = range(slot * BATCH, (slot + 1) * BATCH)
    yield "INSERT INTO outbox VALUES (?, ?, ?)", [(CONTRACT, window, SEALED) for window in windows]
    yield "INSERT INTO ledger VALUES (?, ?, ?)", [(2 * slot, SHA256, LEAF)]
    yield "DELETE FROM outbox WHERE contract = ? AND window BETWEEN ? AND ?", [(CONTRACT, windows[0], windows[-1])]


async def _both(folder: Path, slots: int) -> tuple[list[float], list[float]]:
    """Take turns, so that a busy disk is as busy for the one as for the other; gives the seconds of each slot."""
    ours, raws = list[float](), list[float]()
    async with Database(folder / "trust.db", migrations="trust", synchronous="FULL") as trust:
        books = Books(trust, Vault(trust, RootKey(kind="file", key=bytes(32))), SystemClock())
        async with books.writing() as writing:
            writing.add_contract(CONTRACT, b"{}", AT_MS)
        with closing(sqlite3.connect(folder / "raw.db", isolation_level=None)) as db:
            db.executescript(RAW)
            for slot in range(WARM + slots):
                began_s = time.perf_counter()
                await _slot(books, slot)
                between_s = time.perf_counter()
                _raw_slot(db, slot)
                ours.append(between_s - began_s)
                raws.append(time.perf_counter() - between_s)
    return ours[WARM:], raws[WARM:]


@contextmanager
def _ahead() -> Iterator[None]:
    """Let this thread, and those that it starts, go before all others (sched(7), SCHED_RR)."""
    with suppress(PermissionError):
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
    try:
        yield
    finally:
        os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))


def releases(folder: Path, slots: int) -> Measured:
    """Measure in a folder, which has to be on a disk; the median of the slots."""
    folder.mkdir()
    with _ahead():
        ours, raws = asyncio.run(_both(folder, slots))
    return {"outbox_us_per_release": (median(ours) * 1e6 / BATCH, median(raws) * 1e6 / BATCH)}
