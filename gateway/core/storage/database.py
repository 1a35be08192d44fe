"""One SQLite file: one connection, one writer, WAL, commits that are durable when `transaction()` ends."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, Self, TypeVar, cast

import aiosqlite

from gateway.core.storage.disk import told
from gateway.core.storage.migrate import copy, migrate

Row = tuple[Any, ...]
T = TypeVar("T")
Synchronous = Literal["NORMAL", "FULL"]
CACHE_KIB: Final = 512
"""Of pages in memory. Little is read twice; SQLite's usual 2 MB a file would fill over the first hour, and stay."""
FETCHED: Final = 64  # rows a turn, where a cursor is read bit by bit
CHECKPOINT_PAGES: Final[Mapping[Synchronous, int]] = {"NORMAL": 4000, "FULL": 1000}
"""16 MB of log: what is written again before it is copied into the file is copied once. With FULL 4 MB: a log that is
begun anew does not grow, and a commit into it is on disk in half the time."""


class _Connection(aiosqlite.Connection):
    """Takes whole pieces of work: a turn to SQLite's thread and back costs more than most statements do."""

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run a function on SQLite's thread; nothing of another task comes between its statements."""
        return cast("T", await self._execute(work, self._conn))  # type: ignore[no-untyped-call]


class Database:
    """An open SQLite file.

    `write` and `read` run a function on SQLite's thread, as a whole and in one turn: the way for anything with more
    than one statement. Statements outside of them and of `transaction()` are transactions of their own. Writers queue
    on one lock, in order. With synchronous=FULL a commit is on disk before it returns; with NORMAL a power cut may
    lose the last commits, never the file. A disk that is full or fails raises DiskFailed, and changes nothing. There
    is one connection, so a query outside of `read` may see what an open `transaction()` of another task has written.
    """

    def __init__(self, path: Path, *, migrations: str, synchronous: Synchronous) -> None:
        self.path = path
        self._migrations = migrations
        self._synchronous = synchronous
        self._lock = asyncio.Lock()
        self._owner: asyncio.Task[Any] | None = None  # the task inside transaction()
        self._connection: _Connection | None = None

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self._make_private_file)
        connection = _Connection(partial(sqlite3.connect, self.path, isolation_level=None), FETCHED)
        await connection
        self._connection = connection
        try:
            with told(self.path):
                await self._db.run(self._set_up)
                await migrate(self._db, self.path, self._migrations)
        except BaseException:
            await connection.close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._db.close()
        self._connection = None

    def _set_up(self, db: sqlite3.Connection) -> None:
        # Keys are overwritten when they go; what they sealed only where it costs no further write.
        secure_delete = "ON" if self._synchronous == "FULL" else "FAST"
        for setting in (
            "journal_mode=WAL",
            f"synchronous={self._synchronous}",
            "foreign_keys=ON",
            f"secure_delete={secure_delete}",
            f"wal_autocheckpoint={CHECKPOINT_PAGES[self._synchronous]}",
            f"cache_size=-{CACHE_KIB}",
        ):
            db.execute(f"PRAGMA {setting}").close()

    def _make_private_file(self) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.touch(mode=0o600)
        self.path.chmod(0o600)

    @property
    def _db(self) -> _Connection:
        if self._connection is None:
            raise RuntimeError(f"{self.path.name} is not open")
        return self._connection

    @property
    def is_open(self) -> bool:
        """Whether statements can be run."""
        return self._connection is not None

    async def write(self, work: Callable[[sqlite3.Connection], T], *, durable: bool = False) -> T:
        """Run a function as one transaction: committed when this returns, undone whole when it or the commit raises.

        Within `transaction()` it is a part of that. Cancelled, it is written as a whole or not at all. `durable`: on
        disk when this returns, and all before it, with synchronous=NORMAL too. `work` runs on SQLite's thread.
        """
        if not self._holds_lock():
            work = partial(_whole, work, self._synchronous if durable else None)
        async with self._writer():
            with told(self.path):
                return await self._db.run(work)

    async def shrink(self) -> None:
        """Give back the memory of pages that were read, which else is kept for the next commit, minutes later."""
        await self.read(lambda db: db.execute("PRAGMA shrink_memory").close())

    async def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run a function that only reads: it sees what is committed, and nothing changes meanwhile."""
        async with self._writer():
            with told(self.path):
                return await self._db.run(work)

    async def execute(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Run one writing statement; returns the number of rows it touched."""
        async with self._writer():
            with told(self.path):
                return await self._db.run(lambda db: db.execute(sql, parameters).rowcount)

    async def executemany(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one writing statement for many rows, all of them or none."""
        await self.write(lambda db: db.executemany(sql, rows).close())

    async def fetch_all(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """All rows of a query."""
        with told(self.path):
            return await self._db.run(lambda db: db.execute(sql, parameters).fetchall())

    async def fetch_one(self, sql: str, parameters: Sequence[object] = ()) -> Row | None:
        """The first row of a query that gives few, if any."""
        return next(iter(await self.fetch_all(sql, parameters)), None)

    @asynccontextmanager
    async def transaction(self, *, durable: bool = False) -> AsyncIterator[None]:
        """Group statements: committed together at the end, rolled back together on any exception. Not nestable.

        `durable`: on disk when it ends, and all before it, with synchronous=NORMAL too.
        """
        async with self._lock:
            self._owner = asyncio.current_task()
            try:
                if durable:
                    await self._db.execute("PRAGMA synchronous=FULL")
                with told(self.path):
                    await self._db.execute("BEGIN IMMEDIATE")
                    yield
                    await self._db.execute("COMMIT")
            except BaseException:
                await asyncio.shield(self._roll_back())
                raise
            finally:
                self._owner = None
                if durable:
                    await asyncio.shield(self._relax())

    async def _relax(self) -> None:
        await self._db.execute(f"PRAGMA synchronous={self._synchronous}")

    async def _roll_back(self) -> None:
        """End the transaction if there is one: a cancelled BEGIN has yet to run, before this, and a COMMIT too."""
        with suppress(sqlite3.OperationalError):
            await self._db.execute("ROLLBACK")

    async def copy(self, target: Path) -> None:
        """Write a whole copy of the file, which takes the place of an older one."""
        await copy(self._db, target)

    def _holds_lock(self) -> bool:
        return self._owner is not None and self._owner is asyncio.current_task()

    @asynccontextmanager
    async def _writer(self) -> AsyncIterator[None]:
        if self._holds_lock():
            yield
            return
        async with self._lock:
            yield


def _whole(work: Callable[[sqlite3.Connection], T], relaxed: Synchronous | None, db: sqlite3.Connection) -> T:
    """Run on SQLite's thread as one transaction; durable where `relaxed` says what the file is set to otherwise."""
    if relaxed:
        db.execute("PRAGMA synchronous=FULL").close()
    try:
        db.execute("BEGIN IMMEDIATE")
        found = work(db)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:  # a disk that failed may have ended it
            db.execute("ROLLBACK")
        raise
    finally:
        if relaxed:
            db.execute(f"PRAGMA synchronous={relaxed}").close()
    return found
