"""The slot journal: one durable record before each send, one after it; what a kill left open is known.

Append-only file of `length (4 bytes) · CRC-32 (4 bytes) · JSON body`. A record that the last write left unfinished is
cut off; damage anywhere else stops the process from sending at all.
"""

import asyncio
import os
import struct
import zlib
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from gateway.egress.errors import JournalError
from privacy.wire import SlotKind, SlotResult, SlotSent
from schemas import codec

HEADER: Final = struct.Struct(">II")
MAX_RECORD: Final = 64 * 1024
KEPT_SLOTS: Final = 4096  # slots that the core can still ask about; 40 days of one contract every 15 min
COMPACT_BYTES: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowMark:
    """An entry that went into an envelope: its window and the SHA-256 of its content."""

    window: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotOpened:
    """Durable before the first byte of a slot."""

    seq: int
    contract: str
    slot: int
    kind: SlotKind
    sha256: str
    size: int  # application bytes of the whole slot, frames included
    marks: tuple[WindowMark, ...]
    at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotClosed:
    """What came of a slot: the sink acknowledged (delivered), it did not take it (failed), nobody can say (unknown)."""

    seq: int
    contract: str
    slot: int
    result: SlotResult
    sent_bytes: int
    reason: str
    at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What compaction keeps of a contract: never again a slot or window up to here."""

    contract: str
    slot: int
    confirmed: int
    floor: int
    pending: tuple[WindowMark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotEntry:
    """A closed slot as the core learns of it. `seq` is the number of its closing record."""

    opened: SlotOpened
    closed: SlotClosed

    @property
    def seq(self) -> int:
        """The number to ask after."""
        return self.closed.seq

    def told(self) -> SlotSent:
        """The form in which the core learns of it."""
        return SlotSent(
            number=self.seq,
            contract=self.opened.contract,
            slot=self.opened.slot,
            kind=self.opened.kind,
            sha256=self.opened.sha256,
            bytes=self.closed.sent_bytes,
            at_ms=self.opened.at_ms,
            result=self.closed.result,
        )


@dataclass(slots=True)
class Progress:
    """How far one contract has come."""

    slot: int = -1  # the last slot opened
    confirmed: int = -1  # the newest window known to have arrived
    floor: int = -1  # no window below this may be offered
    pending: dict[int, str] = field(
        default_factory=dict
    )  # windows tried, not confirmed: may only be repeated as they were
    opened: SlotOpened | None = None

    def open(self, record: SlotOpened) -> None:
        """Note that a slot has begun."""
        self.slot = max(self.slot, record.slot)
        self.opened = record
        if record.marks:
            self.floor = max(self.floor, record.marks[0].window)
            self.pending = {w: s for w, s in self.pending.items() if w >= self.floor}
            self.pending.update({m.window: m.sha256 for m in record.marks})

    def close(self, result: SlotResult) -> SlotOpened | None:
        """Note the end of the slot that is open; returns its opening record."""
        opened, self.opened = self.opened, None
        if opened is not None and opened.marks and result == "delivered":
            self.confirmed = max(self.confirmed, opened.marks[-1].window)
            self.floor = max(self.floor, self.confirmed + 1)
            self.pending = {w: s for w, s in self.pending.items() if w >= self.floor}
        return opened


Record = SlotOpened | SlotClosed | Carried
T = TypeVar("T")


class Journal:
    """The one file that says which slots were begun. `async with`; one writer.

    `open_slot` returns only when its record is on disk, and raises JournalError when it cannot be: then the slot
    must not be sent. A slot once opened is never opened again, whatever happened to it.
    """

    def __init__(
        self, path: Path, *, now_ms: Callable[[], int | None], fsync: Callable[[int], None] = os.fsync
    ) -> None:
        self._path = path
        self._now_ms = now_ms
        self._fsync = fsync
        self._lock = asyncio.Lock()
        self._seq = 0
        self._fd = -1
        self._size = 0
        self._overhangs = False  # after a failed write that could not be cut off
        self._progress: dict[str, Progress] = {}
        self._entries: deque[SlotEntry] = deque(maxlen=KEPT_SLOTS)
        self.torn_bytes = 0
        self.uncertain = 0
        self.last_ms = 0

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self._open)
        for contract, progress in self._progress.items():
            if progress.opened is not None:
                self.uncertain += 1
                at_most = progress.opened.size
                await self.close_slot(contract, result="unknown", sent_bytes=at_most, reason="stopped-while-sending")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    @property
    def seq(self) -> int:
        """The number of the newest record."""
        return self._seq

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return self._size

    def progress(self, contract: str) -> Progress:
        """How far a contract has come; all -1 when it never sent."""
        return self._progress.get(contract) or Progress()

    def entries(self, after: int, limit: int) -> tuple[SlotEntry, ...]:
        """Closed slots with a number above `after`, oldest first."""
        return tuple(e for e in self._entries if e.seq > after)[:limit]

    async def open_slot(
        self, contract: str, slot: int, *, kind: SlotKind, sha256: str, size: int, marks: tuple[WindowMark, ...] = ()
    ) -> SlotOpened:
        """Make the intent to send durable. Raises JournalError when the slot was opened before, or the disk fails.

        Cancelled, it still ends its record: `is_open` then says whether there is a slot to close.
        """
        async with self._lock:
            progress = self._progress.setdefault(contract, Progress())
            if slot <= progress.slot or progress.opened is not None:
                raise JournalError(f"slot {slot} was opened before")
            progress.slot = slot  # also when the write fails: a slot is tried once
            record = SlotOpened(
                seq=self._seq + 1,
                contract=contract,
                slot=slot,
                kind=kind,
                sha256=sha256,
                size=size,
                marks=marks,
                at_ms=self._now(),
            )
            return await unbroken(self._append_opened(progress, record))

    async def close_slot(self, contract: str, *, result: SlotResult, sent_bytes: int, reason: str) -> SlotEntry:
        """Record what came of the slot that is open."""
        async with self._lock:
            progress = self._progress[contract]
            if progress.opened is None:
                raise JournalError("no slot is open")
            record = SlotClosed(
                seq=self._seq + 1,
                contract=contract,
                slot=progress.opened.slot,
                result=result,
                sent_bytes=sent_bytes,
                reason=reason,
                at_ms=self._now(),
            )
            return await unbroken(self._append_closed(progress, record))

    def is_open(self, contract: str) -> bool:
        """Whether a slot of the contract was begun and not ended."""
        return self.progress(contract).opened is not None

    async def _append_opened(self, progress: Progress, record: SlotOpened) -> SlotOpened:
        await asyncio.to_thread(self._write, _frame(record))
        self._seq = record.seq
        progress.open(record)
        return record

    async def _append_closed(self, progress: Progress, record: SlotClosed) -> SlotEntry:
        await asyncio.to_thread(self._write, _frame(record))
        self._seq = record.seq
        entry = self._apply_closed(progress, record)
        if self._size > COMPACT_BYTES:
            await asyncio.to_thread(self._compact)
        return entry

    def _now(self) -> int:
        self.last_ms = max(self.last_ms, self._now_ms() or 0)
        return self.last_ms

    def _apply_closed(self, progress: Progress, record: SlotClosed) -> SlotEntry:
        opened = progress.close(record.result)
        if opened is None:
            raise JournalError(f"record {record.seq} closes a slot that is not open")
        entry = SlotEntry(opened=opened, closed=record)
        self._entries.append(entry)
        return entry

    def _write(self, frame: bytes) -> None:
        if self._overhangs:
            self._cut(self._size)
        try:
            _write_all(self._fd, frame)
            self._fsync(self._fd)
        except OSError as error:
            self._cut(self._size)
            raise JournalError(f"journal cannot be written: {error.strerror}") from error
        self._size += len(frame)

    def _cut(self, size: int) -> None:
        self._overhangs = True
        try:
            os.ftruncate(self._fd, size)
            os.lseek(self._fd, size, os.SEEK_SET)
            os.fsync(self._fd)
        except OSError as error:
            raise JournalError("journal cannot be cut back; nothing is sent until it can") from error
        self._overhangs = False

    def _open(self) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._fd = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        data = _read_all(self._fd)
        records, self._size = parse(data)
        self.torn_bytes = len(data) - self._size
        self._cut(self._size)
        for record in records:
            self._replay(record)
        _fsync_folder(self._path.parent)
        if self._size > COMPACT_BYTES:
            self._compact()

    def _replay(self, record: Record) -> None:
        progress = self._progress.setdefault(record.contract, Progress())
        if isinstance(record, Carried):
            progress.slot, progress.confirmed, progress.floor = record.slot, record.confirmed, record.floor
            progress.pending = {m.window: m.sha256 for m in record.pending}
            return
        self._seq = max(self._seq, record.seq)
        self.last_ms = max(self.last_ms, record.at_ms)
        if isinstance(record, SlotOpened):
            progress.open(record)
        else:
            self._apply_closed(progress, record)

    def _compact(self) -> None:
        """Write the state and the newest half of the slots to a new file and put it in place of the old one."""
        kept = list(self._entries)[-KEPT_SLOTS // 2 :]
        frames = [_frame(r) for e in kept for r in (e.opened, e.closed)]
        frames += [_frame(_carried(c, p)) for c, p in self._progress.items()]
        frames += [_frame(p.opened) for p in self._progress.values() if p.opened is not None]
        new = self._path.with_suffix(".new")
        fd = os.open(new, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        body = b"".join(frames)
        try:
            _write_all(fd, body)
            self._fsync(fd)
            new.replace(self._path)
        except OSError as error:
            os.close(fd)
            raise JournalError(f"journal cannot be compacted: {error.strerror}") from error
        os.close(self._fd)
        self._fd, self._size = fd, len(body)
        self._entries = deque(kept, maxlen=KEPT_SLOTS)
        _fsync_folder(self._path.parent)


async def unbroken(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end even when cancelled: disk and memory must agree."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        task.exception()
        raise


def parse(data: bytes) -> tuple[list[Record], int]:
    """Read all whole records; returns them and the length of the sound part.

    Raises JournalError when a bad record is followed by more than an unfinished write can leave.
    """
    records: list[Record] = []
    at = 0
    while at < len(data):
        if len(data) - at < HEADER.size:
            break
        length, checksum = HEADER.unpack_from(data, at)
        end = at + HEADER.size + length
        if end > len(data) or not any(data[at:]):
            break
        body = data[at + HEADER.size : end]
        if not 0 < length <= MAX_RECORD or zlib.crc32(body) != checksum:
            if end == len(data) or _is_unfinished(data, at):
                break
            raise JournalError(f"journal is damaged at byte {at}; nothing is sent until it is looked at")
        records.append(_decode(body, at))
        at = end
    return records, at


def _is_unfinished(data: bytes, at: int) -> bool:
    """Whether what follows is one write that a power cut left in pieces: no record begins after it."""
    if len(data) - at > HEADER.size + MAX_RECORD:
        return False
    return not any(_is_sound(data, start) for start in range(at + 1, len(data) - HEADER.size))


def _is_sound(data: bytes, at: int) -> bool:
    length: int
    length, checksum = HEADER.unpack_from(data, at)
    end = at + HEADER.size + length
    return 0 < length <= MAX_RECORD and end <= len(data) and zlib.crc32(data[at + HEADER.size : end]) == checksum


def _decode(body: bytes, at: int) -> Record:
    try:
        record: Record = codec.decode(body, Record)
    except ValueError as error:
        raise JournalError(f"journal record at byte {at} is not one of ours: {error}") from error
    return record


def _frame(record: Record) -> bytes:
    body = codec.encode(record)
    if len(body) > MAX_RECORD:
        raise JournalError("a journal record is too long")
    return HEADER.pack(len(body), zlib.crc32(body)) + body


def _carried(contract: str, progress: Progress) -> Carried:
    opened = progress.opened
    return Carried(
        contract=contract,
        slot=progress.slot if opened is None else opened.slot - 1,
        confirmed=progress.confirmed,
        floor=progress.floor,
        pending=tuple(WindowMark(window=w, sha256=s) for w, s in sorted(progress.pending.items())),
    )


def _write_all(fd: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def _read_all(fd: int) -> bytes:
    chunks = []
    while chunk := os.read(fd, 1 << 20):
        chunks.append(chunk)
    return b"".join(chunks)


def _fsync_folder(folder: Path) -> None:
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
