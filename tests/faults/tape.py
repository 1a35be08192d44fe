"""The tape: what a process did to its files, operation by operation, on a time line that all processes share."""

import os
import struct
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HEAD: Final = struct.Struct(">QHHQI")  # time, length of the name of the operation, of the path, offset, length of data
BOX: Final = "box"  # the operation that is no operation: something was answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One operation. `what`: write, truncate, sync, synced, delete, rename, whole, folder, or box with a note.

    `at` is the offset of a write and the length of a truncation; `data` is what was written, the new name of a rename.
    """

    at_ns: int
    what: str
    path: str
    at: int = 0
    data: bytes = b""

    def packed(self) -> bytes:
        what, path = self.what.encode(), self.path.encode()
        return HEAD.pack(self.at_ns, len(what), len(path), self.at, len(self.data)) + what + path + self.data


class Tape:
    """Appends to a file; a record is one write(2), so that a kill leaves whole ones."""

    def __init__(self, path: Path) -> None:
        self._fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        self._write = os.write  # the real one

    def note(self, what: str, path: str, at: int = 0, data: bytes = b"") -> None:
        operation = Operation(at_ns=time.monotonic_ns(), what=what, path=path, at=at, data=data)
        self._write(self._fd, operation.packed())


def played(path: Path) -> Iterator[Operation]:
    """Read a tape; a record that is not whole ends it."""
    data, at = path.read_bytes(), 0
    while at + HEAD.size <= len(data):
        at_ns, what, name, offset, size = HEAD.unpack_from(data, at)
        at += HEAD.size
        end = at + what + name + size
        if end > len(data):
            return
        yield Operation(
            at_ns=at_ns,
            what=data[at : at + what].decode(),
            path=data[at + what : at + what + name].decode(),
            at=offset,
            data=data[at + what + name : end],
        )
        at = end


def merged(tapes: Iterable[Path]) -> list[Operation]:
    """All operations of one box, in the order they were done."""
    return sorted((one for tape in tapes for one in played(tape)), key=lambda one: one.at_ns)
