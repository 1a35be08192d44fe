"""A disk that loses its power: what was not synced may be there, or not, or in part, sector by sector, in any order.

The model is stricter than most file systems: a name given by rename(2) is sure only once its folder is synced.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from tests.faults.tape import Operation

SECTOR: Final = 512  # what a disk writes whole or not at all


@dataclass(slots=True)
class File:
    """The sure content, and what was done since the last sync."""

    sure: bytearray = field(default_factory=bytearray)
    pending: list[Operation] = field(default_factory=list)

    def settle(self) -> None:
        """All that is pending is on the disk."""
        for one in self.pending:
            _do(self.sure, one)
        self.pending.clear()


@dataclass(slots=True)
class Disk:
    """Fed with operations in order; `torn` gives one of the states that a cut may leave at this moment."""

    files: dict[str, File] = field(default_factory=dict)
    moves: list[Operation] = field(default_factory=list)  # renames and deletions whose folder is not synced yet

    def do(self, one: Operation) -> None:
        match one.what:
            case "write" | "truncate" | "whole":
                self._file(one.path).pending.append(one)
            case "synced":
                self._synced(one.path)
            case "folder":
                self._settle_moves(one.path)
            case "rename" | "delete":
                self._move(one)
            case _:
                pass  # a sync that is only beginning

    def _file(self, path: str) -> File:
        return self.files.setdefault(path, File())

    def _synced(self, path: str) -> None:
        if path in self.files:
            self.files[path].settle()
        if path.endswith(("-wal", "-journal")):  # SQLite syncs the folder of these (os_unix.c, UNIXFILE_DIRSYNC)
            self._settle_moves(str(Path(path).parent))

    def _move(self, one: Operation) -> None:
        self.moves.append(one)
        if one.what == "delete" and one.at:  # asked to be sure
            self.files.pop(one.path, None)
            self.moves.pop()

    def _settle_moves(self, folder: str) -> None:
        mine = [one for one in self.moves if str(Path(one.path).parent) == folder]
        self.moves = [one for one in self.moves if one not in mine]
        _apply_moves(self.files, mine)

    def torn(self, chance: Random) -> dict[str, bytes]:
        """Give the files as the next start may find them."""
        found = {path: _torn(file, chance) for path, file in self.files.items()}
        done = self.moves[: chance.randint(0, len(self.moves))]
        _apply_moves(found, done)
        return {path: bytes(data) for path, data in found.items() if data or self.files.get(path, File()).sure}


def _apply_moves(files: dict[str, File] | dict[str, bytearray], moves: list[Operation]) -> None:
    for one in moves:
        file = files.pop(one.path, None)
        if one.what == "rename" and file is not None:
            files[one.data.decode()] = file  # type: ignore[assignment]  # the values are of one kind


def _do(data: bytearray, one: Operation) -> None:
    if one.what == "truncate":
        del data[one.at :]
        data.extend(bytes(one.at - len(data)))
        return
    if one.what == "whole":
        data.clear()
    data.extend(bytes(max(0, one.at - len(data))))
    data[one.at : one.at + len(one.data)] = one.data


def _torn(file: File, chance: Random) -> bytearray:
    data = bytearray(file.sure)
    for one in chance.choice(WAYS)(file.pending, chance):
        _do(data, one)
    return data


# which of the pending operations are there


def _none(_pending: list[Operation], _chance: Random) -> Iterator[Operation]:
    return iter(())


def _all(pending: list[Operation], _chance: Random) -> Iterator[Operation]:
    return iter(pending)


def _first(pending: list[Operation], chance: Random) -> Iterator[Operation]:
    """The first ones, and of the next a piece that ends anywhere."""
    if not pending:
        return
    many = chance.randrange(len(pending))
    yield from pending[:many]
    last = pending[many]
    if last.what == "write":
        yield _piece(last, 0, chance.randint(0, len(last.data)))


def _some(pending: list[Operation], chance: Random) -> Iterator[Operation]:
    """Every sector by itself."""
    for one in pending:
        if one.what != "write":
            if chance.random() < 0.5:
                yield one
            continue
        for begin, end in _sectors(one):
            if chance.random() < 0.5:
                yield _piece(one, begin, end)


def _sectors(one: Operation) -> Iterator[tuple[int, int]]:
    begin = 0
    while begin < len(one.data):
        end = min(len(one.data), begin + SECTOR - (one.at + begin) % SECTOR)
        yield begin, end
        begin = end


def _piece(one: Operation, begin: int, end: int) -> Operation:
    return Operation(at_ns=one.at_ns, what="write", path=one.path, at=one.at + begin, data=one.data[begin:end])


WAYS: Final[tuple[Callable[[list[Operation], Random], Iterator[Operation]], ...]] = (_none, _all, _first, _some, _some)
