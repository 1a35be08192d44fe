import asyncio
import ctypes
import ctypes.util
import sqlite3
import threading
from pathlib import Path

import aiosqlite
import pytest

from gateway.core.errors import DiskFailed
from gateway.core.storage import Database, database, migrate
from gateway.core.storage.migrate import Migration, MigrationError

ONE = Migration(number=1, name="one", sql="CREATE TABLE t (x INTEGER UNIQUE);")
TWO = Migration(number=2, name="two", sql="ALTER TABLE t ADD COLUMN y TEXT DEFAULT 'new';")
BROKEN = Migration(number=2, name="broken", sql="CREATE TABLE u (x); INSERT INTO nowhere VALUES (1);")


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[Migration]:
    found = [ONE]
    monkeypatch.setattr(migrate, "load_migrations", lambda _name: tuple(found))
    return found


def opened(tmp_path: Path) -> Database:
    return Database(tmp_path / "t.db", migrations="test", synchronous="FULL")


async def insert_twice(db: Database) -> None:
    async with db.transaction():
        await db.execute("INSERT INTO t VALUES (1)")
        await db.execute("INSERT INTO t VALUES (1)")


async def test_a_transaction_is_all_or_nothing(tmp_path: Path, steps: list[Migration]) -> None:
    assert steps
    async with opened(tmp_path) as db:
        with pytest.raises(aiosqlite.IntegrityError):
            await insert_twice(db)
        assert await db.fetch_all("SELECT * FROM t") == []
        async with db.transaction():
            await db.executemany("INSERT INTO t VALUES (?)", [(1,), (2,)])
        assert await db.fetch_all("SELECT x FROM t ORDER BY x") == [(1,), (2,)]


async def test_a_statement_of_another_task_waits_for_the_transaction(tmp_path: Path, steps: list[Migration]) -> None:
    assert steps
    async with opened(tmp_path) as db:
        inside, done = asyncio.Event(), asyncio.Event()

        async def group() -> None:
            async with db.transaction():
                await db.execute("INSERT INTO t VALUES (1)")
                inside.set()
                await done.wait()

        async def single() -> None:
            await inside.wait()
            await db.execute("INSERT INTO t VALUES (2)")

        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(group())
            second = tasks.create_task(single())
            await inside.wait()
            await asyncio.sleep(0)
            assert not second.done()
            done.set()
        assert await db.fetch_all("SELECT count(*) FROM t") == [(2,)]


async def test_a_newer_version_migrates_and_keeps_a_copy(tmp_path: Path, steps: list[Migration]) -> None:
    async with opened(tmp_path) as db:
        await db.execute("INSERT INTO t VALUES (7)")
    steps.append(TWO)
    async with opened(tmp_path) as db:
        assert await db.fetch_all("SELECT * FROM t") == [(7, "new")]
    async with aiosqlite.connect(tmp_path / "t.before-v2.db") as copy, copy.execute("SELECT * FROM t") as rows:
        assert [tuple(r) for r in await rows.fetchall()] == [(7,)]


async def test_a_failing_step_changes_nothing(tmp_path: Path, steps: list[Migration]) -> None:
    async with opened(tmp_path) as db:
        await db.execute("INSERT INTO t VALUES (7)")
    steps.append(BROKEN)
    with pytest.raises(MigrationError, match="migration 2 \\(broken\\)"):
        async with opened(tmp_path):
            pass
    steps.pop()
    async with opened(tmp_path) as db:
        assert await db.fetch_all("SELECT name FROM sqlite_master WHERE name = 'u'") == []


async def test_a_file_of_a_newer_program_is_left_alone(tmp_path: Path, steps: list[Migration]) -> None:
    steps.append(TWO)
    async with opened(tmp_path):
        pass
    steps.pop()
    with pytest.raises(MigrationError, match="install the newer version"):
        async with opened(tmp_path):
            pass


@pytest.mark.parametrize("name", ["state", "trust"])
async def test_the_shipped_migrations_apply(tmp_path: Path, name: str) -> None:
    async with database.Database(tmp_path / "x.db", migrations=name, synchronous="NORMAL") as db:
        row = await db.fetch_one("PRAGMA user_version")
        assert row is not None
        assert row[0] == len(await asyncio.to_thread(migrate.load_migrations, name))
    assert (tmp_path / "x.db").stat().st_mode & 0o777 == 0o600


async def test_a_cancellation_at_its_first_moment_leaves_no_transaction_open(
    tmp_path: Path, steps: list[Migration]
) -> None:
    assert steps
    async with opened(tmp_path) as db:
        writing = asyncio.create_task(insert_twice(db))
        while not db._lock.locked():
            await asyncio.sleep(0)
        writing.cancel()  # while BEGIN is on its way to the thread
        with pytest.raises(asyncio.CancelledError):
            await writing
        async with db.transaction():
            await db.execute("INSERT INTO t VALUES (3)")
        assert await db.fetch_all("SELECT x FROM t") == [(3,)]


async def test_a_commit_that_fails_leaves_no_transaction_open(tmp_path: Path, steps: list[Migration]) -> None:
    steps.append(
        Migration(number=2, name="two", sql="CREATE TABLE u (x REFERENCES t (x) DEFERRABLE INITIALLY DEFERRED);")
    )
    async with opened(tmp_path) as db:
        with pytest.raises(aiosqlite.IntegrityError):
            async with db.transaction():
                await db.execute("INSERT INTO u VALUES (1)")  # what it refers to is asked for at COMMIT
        await db.execute("INSERT INTO t VALUES (3)")
        assert await db.fetch_all("SELECT x FROM u") == []


async def test_a_durable_transaction_is_synced_and_the_next_is_as_before(
    tmp_path: Path, steps: list[Migration]
) -> None:
    assert steps
    async with Database(tmp_path / "t.db", migrations="test", synchronous="NORMAL") as db:
        async with db.transaction(durable=True):
            assert await db.fetch_one("PRAGMA synchronous") == (2,)
            await db.execute("INSERT INTO t VALUES (1)")
        assert await db.fetch_one("PRAGMA synchronous") == (1,)
        with pytest.raises(aiosqlite.IntegrityError):
            async with db.transaction(durable=True):
                await db.execute("INSERT INTO t VALUES (1)")
        assert await db.fetch_one("PRAGMA synchronous") == (1,)


async def test_a_piece_of_work_is_one_transaction_and_gives_what_it_found(
    tmp_path: Path, steps: list[Migration]
) -> None:
    assert steps

    def twice(db: sqlite3.Connection) -> None:
        db.execute("INSERT INTO t VALUES (1)")
        db.execute("INSERT INTO t VALUES (1)")

    async with opened(tmp_path) as db:
        with pytest.raises(sqlite3.IntegrityError):
            await db.write(twice)
        assert await db.write(lambda c: c.execute("INSERT INTO t VALUES (2)").lastrowid) == 1
        assert await db.read(lambda c: c.execute("SELECT x FROM t").fetchall()) == [(2,)]


async def test_a_piece_of_work_within_a_transaction_is_a_part_of_it(tmp_path: Path, steps: list[Migration]) -> None:
    assert steps

    async def write_and_fail(db: Database) -> None:
        async with db.transaction():
            await db.write(lambda c: c.execute("INSERT INTO t VALUES (1)").close())
            assert await db.read(lambda c: c.execute("SELECT x FROM t").fetchall()) == [(1,)]
            raise RuntimeError

    async with opened(tmp_path) as db:
        with pytest.raises(RuntimeError):
            await write_and_fail(db)
        assert await db.fetch_all("SELECT x FROM t") == []


async def test_what_reads_sees_nothing_of_an_open_transaction(tmp_path: Path, steps: list[Migration]) -> None:
    assert steps
    async with opened(tmp_path) as db, asyncio.TaskGroup() as tasks:
        async with db.transaction():
            await db.execute("INSERT INTO t VALUES (1)")
            reading = tasks.create_task(db.read(lambda c: c.execute("SELECT count(*) FROM t").fetchone()))
            await db.fetch_all("SELECT 1")
            assert not reading.done()
            await db.execute("DELETE FROM t")
        assert await reading == (0,)


async def test_a_cancelled_piece_of_work_is_whole_and_leaves_no_transaction_open(
    tmp_path: Path, steps: list[Migration]
) -> None:
    assert steps
    began, go_on = threading.Event(), threading.Event()

    def slow(db: sqlite3.Connection) -> None:
        db.execute("INSERT INTO t VALUES (1)")
        began.set()
        go_on.wait(10)
        db.execute("INSERT INTO t VALUES (2)")

    async with opened(tmp_path) as db:
        writing = asyncio.create_task(db.write(slow))
        assert await asyncio.to_thread(began.wait, 10)
        writing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await writing
        after = asyncio.create_task(db.write(lambda c: c.execute("INSERT INTO t VALUES (3)").close()))
        go_on.set()
        await after
        assert await db.fetch_all("SELECT x FROM t ORDER BY x") == [(1,), (2,), (3,)]


async def test_a_durable_piece_of_work_is_synced_and_the_next_is_as_before(
    tmp_path: Path, steps: list[Migration]
) -> None:
    assert steps

    def level(db: sqlite3.Connection) -> object:
        return db.execute("PRAGMA synchronous").fetchone()

    def failing(_db: sqlite3.Connection) -> None:
        raise RuntimeError

    async with Database(tmp_path / "t.db", migrations="test", synchronous="NORMAL") as db:
        assert await db.write(level, durable=True) == (2,)
        assert await db.write(level) == (1,)
        with pytest.raises(RuntimeError):
            await db.write(failing, durable=True)
        assert await db.write(level) == (1,)


async def test_a_full_disk_is_told_as_that_and_nothing_is_changed(tmp_path: Path, steps: list[Migration]) -> None:
    assert steps
    async with opened(tmp_path) as db:
        await fill(db)
        with pytest.raises(DiskFailed, match=r"t\.db: database or disk is full"):
            await db.executemany("INSERT INTO t VALUES (?)", [(number,) for number in range(10_000)])
        with pytest.raises(DiskFailed) as failed:
            await db.execute(BULK)
        assert failed.value.retry
        assert await db.fetch_all("SELECT * FROM t") == []


async def test_a_migration_for_which_there_is_no_room_may_be_tried_again(
    tmp_path: Path, steps: list[Migration]
) -> None:
    async with opened(tmp_path) as db:
        assert db.is_open
    steps.append(Migration(number=2, name="big", sql=f"PRAGMA max_page_count=1; CREATE TABLE u (x INTEGER); {BULK};"))
    with pytest.raises(DiskFailed):
        await opened(tmp_path).__aenter__()


BULK = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) INSERT INTO t SELECT i FROM n"


async def fill(db: Database) -> None:
    """Let the file grow no more: to SQLite that is a full disk (sqlite.org/pragma.html#pragma_max_page_count)."""
    await db.fetch_all("PRAGMA max_page_count=1")


async def test_pages_that_were_read_are_given_back(tmp_path: Path, steps: list[Migration]) -> None:
    assert steps
    found = ctypes.util.find_library("sqlite3")
    if found is None:
        pytest.skip("SQLite is no shared library here")
    used = ctypes.CDLL(found).sqlite3_memory_used
    used.restype = ctypes.c_int64
    async with opened(tmp_path) as db:
        await db.executemany("INSERT INTO t VALUES (?)", [(number,) for number in range(20_000)])
        await db.fetch_all("SELECT x FROM t")
        before = used()
        await db.shrink()
        assert used() < before - 100_000
