"""Stands between SQLite and its files: tells of each write, truncation, sync and deletion, and may let one fail.

SQLite's own seam (sqlite.org/c3ref/vfs.html, io_methods.html), reached with ctypes: the default VFS opens files as
before, and each opened file gets a table of methods in which ours come first.
"""

import ctypes
import ctypes.util
from collections.abc import Callable
from typing import Any, Final

SQLITE_OK: Final = 0

_File = ctypes.c_void_p
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, _File, ctypes.c_int)
_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, _File, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, _File, ctypes.c_int64)
_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, _File, ctypes.c_int, ctypes.POINTER(ctypes.c_int)
)
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("path_size", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
        ("delete", ctypes.c_void_p),
    )


class _Methods(ctypes.Structure):
    """Version 3: twelve methods of version 1, four of version 2, two of version 3."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("close", ctypes.c_void_p),
        ("read", ctypes.c_void_p),
        ("write", ctypes.c_void_p),
        ("truncate", ctypes.c_void_p),
        ("sync", ctypes.c_void_p),
        ("others", ctypes.c_void_p * 13),
    )


Told = Callable[[str, str, int, bytes], int]
"""Called with the operation (write, truncate, sync, synced, delete), the path, the offset or length, and the data,
before it is done (`synced`: after it). Returns 0, or SQLite's code of the error to fail with instead."""


class Vfs:
    """Put in place with `install`, for the rest of the process."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._paths: dict[int, str] = {}  # by the address of the sqlite3_file
        self._tables: dict[int, _Methods] = {}  # by the address of the table that was there
        self._kept: list[Any] = []  # what C points to

    def install(self) -> bool:
        """Take the place of the default VFS; False where SQLite is no shared library."""
        name = ctypes.util.find_library("sqlite3")
        if name is None:
            return False
        library = ctypes.CDLL(name)
        library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        library.sqlite3_vfs_find.argtypes = (ctypes.c_char_p,)
        library.sqlite3_initialize()
        vfs = library.sqlite3_vfs_find(None).contents
        opening, deleting = _OPEN(vfs.open), _DELETE(vfs.delete)

        def open_(this: int, path: int | None, file: int, flags: int, out: Any) -> int:
            code = int(opening(this, path, file, flags, out))
            if code == SQLITE_OK and path:
                self._cover(file, ctypes.string_at(path).decode())
            return code

        def delete(this: int, path: bytes, sync: int) -> int:
            return self._told("delete", path.decode(), sync, b"") or deleting(this, path, sync)

        vfs.open, vfs.delete = self._pointer(_OPEN(open_)), self._pointer(_DELETE(delete))
        return True

    def _pointer(self, function: Any) -> int:
        self._kept.append(function)
        found = ctypes.cast(function, ctypes.c_void_p).value
        assert found is not None
        return found

    def _cover(self, file: int, path: str) -> None:
        slot = ctypes.c_void_p.from_address(file)  # the table is a file's first field
        if not slot.value:
            return
        self._paths[file] = path
        if slot.value not in self._tables:
            self._tables[slot.value] = self._table(_Methods.from_address(slot.value))
        slot.value = ctypes.addressof(self._tables[slot.value])

    def _table(self, theirs: _Methods) -> _Methods:
        ours = _Methods.from_buffer_copy(theirs)
        writing, truncating, syncing = _WRITE(theirs.write), _TRUNCATE(theirs.truncate), _SYNC(theirs.sync)

        def write(file: int, data: int, size: int, at: int) -> int:
            code = self._told("write", self._paths[file], at, ctypes.string_at(data, size))
            return code or writing(file, data, size, at)

        def truncate(file: int, size: int) -> int:
            return self._told("truncate", self._paths[file], size, b"") or truncating(file, size)

        def sync(file: int, flags: int) -> int:
            code = self._told("sync", self._paths[file], 0, b"") or syncing(file, flags)
            return code or self._told("synced", self._paths[file], 0, b"")

        ours.write = self._pointer(_WRITE(write))
        ours.truncate = self._pointer(_TRUNCATE(truncate))
        ours.sync = self._pointer(_SYNC(sync))
        return ours
