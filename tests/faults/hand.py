"""A hand on the disk and the clock of a process: watches, kills at a chosen instant, lets the disk fail, moves time.

It lives in the process under test, put there by `starter` before any code of the gateway runs.
"""

import errno
import json
import mmap
import os
import signal
import stat
import struct
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

from tests.faults.tape import Tape
from tests.faults.vfs import Vfs

OFFSET: Final = struct.Struct("=q")  # nanoseconds added to the wall clock
ERRORS: Final = {"full": (13, errno.ENOSPC), "readonly": (8, errno.EROFS), "broken": (10, errno.EIO)}
"""SQLite's code (sqlite.org/rescode.html) and the system's."""
CHANGES: Final = frozenset({"write", "truncate", "delete", "rename", "create"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to happen. `kind`: kill, full, readonly or broken; a kill comes at the `at`-th (from 1) of `what`."""

    kind: str
    what: str = "sync"  # "": at any operation
    at: int = 1


class Hand:
    """One a process. `folder` holds its order (`NAME.order`; `NAME.done` names the file at which it died), the clock's
    offset (`clock`) and its tape. `folder` and `disk` are absolute."""

    def __init__(self, folder: Path, name: str, disk: Path, *, taping: bool) -> None:
        self._order_path = str(folder / f"{name}.order")
        self._disk = f"{disk}/"
        self._tape = Tape(folder / f"{name}.{os.getpid()}.tape") if taping else None
        self._clock = _shared(folder / "clock")
        self._exists = os.path.exists
        self._left: tuple[str, int] | None = None  # the order being counted down
        self._lock = threading.Lock()
        self._real_fsync, self._real_write, self._real_time = os.fsync, os.write, time.time_ns
        self._vfs = Vfs(self._told)

    def lay_on(self) -> None:
        """Take hold. Raises RuntimeError where SQLite cannot be watched."""
        if not self._vfs.install():
            raise RuntimeError("SQLite is no shared library here")
        time.time_ns = self._time_ns
        os.fsync = self._fsync  # type: ignore[assignment]  # by number is how it is called here
        os.write = self._write
        os.ftruncate = self._truncating(os.ftruncate)
        os.replace = self._renaming(os.replace)
        os.open = self._creating(os.open)

    def _time_ns(self) -> int:
        return self._real_time() + int(OFFSET.unpack_from(self._clock)[0])

    # what SQLite does

    def _told(self, what: str, path: str, at: int, data: bytes) -> int:
        if not path.startswith(self._disk):
            return 0
        error = self._point(what, path)
        if error is None and self._tape is not None:
            self._tape.note(what, path, at, data)
        return 0 if error is None else error[0]

    # what Python does

    def _fsync(self, fd: int) -> None:
        path = _path_of(fd)
        if not path.startswith(self._disk.rstrip("/")):
            return self._real_fsync(fd)
        self._fail(self._point("sync", path), path)
        if self._tape is not None:
            self._note_sync(fd, path)
        self._real_fsync(fd)
        if self._tape is not None:
            self._tape.note("synced", path)
        self._fail(self._point("synced", path), path)
        return None

    def _note_sync(self, fd: int, path: str) -> None:
        assert self._tape is not None
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            self._tape.note("folder", path)
            return
        if not path.endswith("journal"):  # its writes are noted one by one
            self._tape.note("whole", path, 0, Path(path).read_bytes())
        self._tape.note("sync", path)

    def _write(self, fd: int, data: Any) -> int:
        path = _path_of(fd)
        if path.startswith(self._disk):
            self._fail(self._point("write", path), path)
            if self._tape is not None:
                self._tape.note("write", path, os.lseek(fd, 0, os.SEEK_CUR), bytes(data))
        return self._real_write(fd, data)

    def _truncating(self, real: Callable[[int, int], None]) -> Callable[[int, int], None]:
        def truncate(fd: int, length: int) -> None:
            path = _path_of(fd)
            if path.startswith(self._disk):
                self._fail(self._point("truncate", path), path)
                if self._tape is not None:
                    self._tape.note("truncate", path, length)
            real(fd, length)

        return truncate

    def _renaming(self, real: Callable[..., None]) -> Callable[..., None]:
        def replace(source: Any, target: Any, **places: Any) -> None:
            old, new = os.fspath(source), os.fspath(target)
            if str(new).startswith(self._disk):
                self._fail(self._point("rename", str(new)), str(new))
                if self._tape is not None:
                    self._tape.note("rename", str(old), 0, str(new).encode())
            real(source, target, **places)

        return replace

    def _creating(self, real: Callable[..., int]) -> Callable[..., int]:
        def open_(path: Any, flags: int, *arguments: Any, **named: Any) -> int:
            if flags & os.O_CREAT and str(path).startswith(self._disk):
                self._fail(self._point("create", str(path)), str(path))
            return real(path, flags, *arguments, **named)

        return open_

    # orders

    def _point(self, what: str, path: str) -> tuple[int, int] | None:
        """Obey the order that lies there, if any."""
        order = self._order()
        if order is None:
            self._left = None
            return None
        if order.kind in ERRORS:
            return ERRORS[order.kind] if what in CHANGES else None
        with self._lock:
            if order.what in ("", what):
                left = self._left[1] if self._left is not None and self._left[0] == order.what else order.at
                self._left = (order.what, left - 1)
                if left <= 1:
                    self._die(path)
        return None

    def _order(self) -> Order | None:
        if not self._exists(self._order_path):
            return None
        try:
            return Order(**json.loads(Path(self._order_path).read_text("utf-8")))
        except FileNotFoundError:  # taken back meanwhile
            return None

    def _die(self, path: str) -> NoReturn:
        """Leave word of the file instead of the order, and be gone."""
        Path(self._order_path).with_suffix(".done").write_text(Path(path).name, "utf-8")
        Path(self._order_path).unlink()
        os.kill(os.getpid(), signal.SIGKILL)
        while True:
            time.sleep(1)

    @staticmethod
    def _fail(error: tuple[int, int] | None, path: str) -> None:
        if error is not None:
            raise OSError(error[1], os.strerror(error[1]), path)


def _path_of(fd: int) -> str:
    try:
        return str(Path(f"/proc/self/fd/{fd}").readlink())
    except OSError:
        return ""


def _shared(path: Path) -> mmap.mmap:
    fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    os.ftruncate(fd, OFFSET.size)
    try:
        return mmap.mmap(fd, OFFSET.size)
    finally:
        os.close(fd)
