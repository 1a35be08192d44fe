"""Numbered SQL migrations, forward only, with a copy of the file made before the first of them."""

import asyncio
import re
import sqlite3
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import aiosqlite

from gateway.core.storage.disk import is_of_the_disk


class MigrationError(Exception):
    """The file cannot be brought to this version; nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One step: its number is the `user_version` that the file has afterwards."""

    number: int
    name: str
    sql: str


def load_migrations(database: str) -> tuple[Migration, ...]:
    """Return the migrations of one database, in order; numbers run from 1 without gaps."""
    folder = files("gateway.core.storage") / "migrations" / database
    found = sorted(
        (_read(entry.name, entry.read_text("utf-8")) for entry in folder.iterdir() if entry.name.endswith(".sql")),
        key=lambda m: m.number,
    )
    if [m.number for m in found] != list(range(1, len(found) + 1)):
        raise MigrationError(f"migrations of {database} are not numbered 1 to {len(found)}")
    return tuple(found)


def _read(file_name: str, sql: str) -> Migration:
    match = re.fullmatch(r"(\d{4})_(\w+)\.sql", file_name)
    if match is None:
        raise MigrationError(f"{file_name}: a migration is called NNNN_name.sql")
    return Migration(number=int(match[1]), name=match[2], sql=sql)


async def migrate(db: aiosqlite.Connection, path: Path, database: str) -> None:
    """Bring an open database to the newest version.

    Raises MigrationError when the file was written by a newer version, or when a step fails.
    """
    migrations = await asyncio.to_thread(load_migrations, database)
    async with db.execute("PRAGMA user_version") as cursor:
        row = await cursor.fetchone()
    version = 0 if row is None else int(row[0])
    if version > len(migrations):
        raise MigrationError(
            f"{path.name} has version {version}, this program knows {len(migrations)}: install the newer version"
        )
    if 0 < version < len(migrations):
        await copy(db, path.with_suffix(f".before-v{len(migrations)}.db"))
    for migration in migrations[version:]:
        await _apply(db, migration, path)


async def _apply(db: aiosqlite.Connection, migration: Migration, path: Path) -> None:
    try:
        await db.executescript(f"BEGIN;\n{migration.sql}\nPRAGMA user_version={migration.number};\nCOMMIT;")
    except sqlite3.Error as error:
        if db.in_transaction:
            await db.execute("ROLLBACK")
        if is_of_the_disk(error):  # it may work at the next start
            raise
        raise MigrationError(f"{path.name}: migration {migration.number} ({migration.name}) failed: {error}") from error


async def copy(db: aiosqlite.Connection, target: Path) -> None:
    """Write a whole copy of an open database; one that is there is replaced."""
    await asyncio.to_thread(target.unlink, missing_ok=True)
    await db.execute("VACUUM INTO ?", (str(target),))
    await asyncio.to_thread(target.chmod, 0o600)
