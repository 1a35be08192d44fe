"""The errors of SQLite that are the disk's, translated at one place."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from gateway.core.errors import DiskFailed

OF_THE_DISK: Final = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}
)
_PRIMARY: Final = 0xFF  # the low byte of an extended result code (sqlite.org/rescode.html)


def is_of_the_disk(error: sqlite3.Error) -> bool:
    """Whether the disk is the reason: full, read-only or broken."""
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY in OF_THE_DISK


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Raise DiskFailed where a statement fails because of the disk."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if is_of_the_disk(error):
            raise DiskFailed(path.name, str(error)) from error
        raise
