"""One SQLite file: one connection, one writer, WAL, commits that are durable when `transaction()` ends."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import aiosqlite

from gateway.core.storage.disk import told
from gateway.core.storage.migrate import copy, migrate

Row = tuple[Any, ...]
Synchronous = Literal["NORMAL", "FULL"]
CHECKPOINT_PAGES = 4000
"""16 MB of log: what is written again before it is copied into the file is copied once."""


class Database:
    """An open SQLite file.

    Statements outside `transaction()` are transactions of their own. Writers queue on one lock, in order. With
    synchronous=FULL a commit is on disk before it returns; with NORMAL a power cut may lose the last commits, never
    the file. A disk that is full or fails raises DiskFailed, and changes nothing. There is one connection, so a query
    may see what an open transaction of another task has written.
    """

    def __init__(self, path: Path, *, migrations: str, synchronous: Synchronous) -> None:
        self.path = path
        self._migrations = migrations
        self._synchronous = synchronous
        self._lock = asyncio.Lock()
        self._owner: asyncio.Task[Any] | None = None  # the task inside transaction()
        self._connection: aiosqlite.Connection | None = None

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self._make_private_file)
        self._connection = await aiosqlite.connect(self.path, isolation_level=None)
        try:
            with told(self.path):
                await self._db.execute("PRAGMA journal_mode=WAL")
                await self._db.execute(f"PRAGMA synchronous={self._synchronous}")
                await self._db.execute("PRAGMA foreign_keys=ON")
                # Keys are overwritten when they go; what they sealed only where it costs no further write.
                await self._db.execute(f"PRAGMA secure_delete={'ON' if self._synchronous == 'FULL' else 'FAST'}")
                await self._db.execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}")
                await migrate(self._db, self.path, self._migrations)
        except BaseException:
            await self._connection.close()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._db.close()
        self._connection = None

    def _make_private_file(self) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path.touch(mode=0o600)
        self.path.chmod(0o600)

    @property
    def _db(self) -> aiosqlite.Connection:
        if self._connection is None:
            raise RuntimeError(f"{self.path.name} is not open")
        return self._connection

    @property
    def is_open(self) -> bool:
        """Whether statements can be run."""
        return self._connection is not None

    async def execute(self, sql: str, parameters: Sequence[object] = ()) -> int:
        """Run one writing statement; returns the number of rows it touched."""
        async with self._writer():
            with told(self.path):
                return (await self._db.execute(sql, parameters)).rowcount

    async def executemany(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run one writing statement for many rows, all of them or none."""
        if self._holds_lock():
            with told(self.path):
                await self._db.executemany(sql, rows)
            return
        async with self.transaction():
            await self._db.executemany(sql, rows)

    async def fetch_all(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """All rows of a query."""
        return [tuple(row) for row in await self._db.execute_fetchall(sql, parameters)]

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
