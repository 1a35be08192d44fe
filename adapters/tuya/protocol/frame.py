"""Frames of Tuya's LAN protocol: where they start and end in a stream, however it is cut. Nothing is decrypted here.

Big-endian, two forms:

    000055AA · sequence 4 · command 4 · length 4 · [return code 4] payload · check · 0000AA55
    00006699 · unknown 2 · sequence 4 · command 4 · length 4 · nonce 12 · cipher text · tag 16 · 00009966

In the first, `length` counts all that follows it, the end included, and the check is CRC-32 (4 bytes, up to 3.3) or
HMAC-SHA256 (32 bytes, 3.4) of all before it. In the second it counts nonce to tag, and the 14 bytes from `unknown` to
`length` are authenticated with the cipher text (3.5).

Source: tinytuya PROTOCOL.md, "Packet Format" of each version.
"""

import re
from dataclasses import dataclass, field
from enum import IntEnum
from struct import Struct
from typing import Final

from adapters.tuya.protocol.error import DamagedError, NotTuyaError, OversizedError, TruncatedError, TuyaProtocolError

MAX_FRAME: Final = 65_536
"""Bytes of one frame; no longer one is taken."""

OLD_START: Final = b"\x00\x00\x55\xaa"
OLD_END: Final = b"\x00\x00\xaa\x55"
NEW_START: Final = b"\x00\x00\x66\x99"
NEW_END: Final = b"\x00\x00\x99\x66"

MAX_FALSE_STARTS: Final = 64
"""Starts that turned out to be none, with no frame between them, before a stream is no longer searched."""

_STARTS: Final = re.compile(re.escape(OLD_START) + b"|" + re.escape(NEW_START))
_OLD: Final = Struct(">4sIII")
_NEW: Final = Struct(">4sHIII")
_OLD_LEAST: Final = 8  # a CRC and the end
_NEW_LEAST: Final = 28  # a nonce and a tag


class Command(IntEnum):
    """What a frame is for. Devices send others too, which stay numbers."""

    SESSION_START = 0x03
    SESSION_ANSWER = 0x04
    SESSION_FINISH = 0x05
    CONTROL = 0x07
    STATUS = 0x08
    HEART_BEAT = 0x09
    QUERY = 0x0A
    CONTROL_NEW = 0x0D
    QUERY_NEW = 0x10
    REFRESH = 0x12
    BEACON = 0x13
    BEACON_NEW = 0x23
    SOLICIT = 0x25
    EXTENDED = 0x40


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One frame as it came: `data` is all of it, `is_new` tells the 6699 form."""

    is_new: bool
    sequence: int
    command: int
    data: bytes = field(repr=False)


def old_frame(sequence: int, command: int, body_size: int) -> bytes:
    """Give the head of a 55AA frame; `body_size` counts payload, check and end."""
    return _OLD.pack(OLD_START, sequence, command, body_size)


def new_frame(sequence: int, command: int, body_size: int) -> bytes:
    """Give the head of a 6699 frame; `body_size` counts nonce, cipher text and tag."""
    return _NEW.pack(NEW_START, 0, sequence, command, body_size)


def _measured(data: bytes | bytearray, at: int) -> tuple[bool, int, int, int] | None:
    """Give form, sequence, command and whole size of the frame at `at`; None where its head is not all there."""
    if data.startswith(OLD_START, at):
        if len(data) - at < _OLD.size:
            return None
        _, sequence, command, length = _OLD.unpack_from(data, at)
        return False, sequence, command, _checked(length, _OLD_LEAST, _OLD.size)
    if len(data) - at < _NEW.size:
        return None
    _, _, sequence, command, length = _NEW.unpack_from(data, at)
    return True, sequence, command, _checked(length, _NEW_LEAST, _NEW.size + 4)


def _checked(length: int, least: int, around: int) -> int:
    if length < least:
        raise DamagedError(f"a frame says {length} bytes, fewer than it can have")
    if length + around > MAX_FRAME:
        raise OversizedError(f"a frame says {length} bytes, more than are taken")
    return length + around


def read_datagram(data: bytes) -> Frame:
    """Read a datagram that is one frame; TuyaProtocolError where it is none."""
    if not data.startswith((OLD_START, NEW_START)):
        raise NotTuyaError("a datagram does not start as a frame")
    head = _measured(data, 0)
    if head is None or head[3] > len(data):
        raise TruncatedError("a datagram ends within its frame")
    is_new, sequence, command, size = head
    if size != len(data) or not data.endswith(NEW_END if is_new else OLD_END):
        raise DamagedError("a datagram does not end as its frame does")
    return Frame(is_new=is_new, sequence=sequence, command=command, data=data)


class Decoder:
    """Takes a stream in any pieces and gives whole frames, in order, each once.

    What is no frame is passed over up to the next start, and told as one error; frames behind it are not lost, unless
    MAX_FALSE_STARTS came without a frame between them: then all that waits is thrown away. Keeps at most MAX_FRAME
    bytes between two calls.
    """

    __slots__ = ("_data", "_false_starts", "_in_garbage")

    def __init__(self) -> None:
        self._data = bytearray()
        self._false_starts = 0
        self._in_garbage = False

    @property
    def kept(self) -> int:
        """Bytes that wait for the rest of their frame."""
        return len(self._data)

    def feed(self, data: bytes) -> list[Frame | TuyaProtocolError]:
        """Take some bytes; give the frames that are whole now, and what was wrong between them."""
        self._data += data
        found: list[Frame | TuyaProtocolError] = []
        at = self._start(0, found)
        while True:
            try:
                frame = self._frame(at)
            except TuyaProtocolError as error:
                at = self._passed_over(at, error, found)
                continue
            if frame is None:
                break
            self._in_garbage, self._false_starts = False, 0
            found.append(frame)
            at = self._start(at + len(frame.data), found)
        del self._data[:at]
        return found

    def _start(self, at: int, found: list[Frame | TuyaProtocolError]) -> int:
        """Give where the next frame may start: at the next start, or in the last bytes that may become one."""
        data = self._data
        if data.startswith((OLD_START, NEW_START), at):
            return at
        start = _STARTS.search(data, at)
        next_start = start.start() if start else _tail(data, at)
        if next_start > at:
            self._fault(NotTuyaError("bytes came that are no frame"), found)
        return next_start

    def _passed_over(self, at: int, error: TuyaProtocolError, found: list[Frame | TuyaProtocolError]) -> int:
        """Give where to go on behind a start that was none."""
        self._fault(error, found)
        self._false_starts += 1
        if self._false_starts > MAX_FALSE_STARTS:
            return len(self._data)
        return self._start(at + 4, found)

    def _fault(self, error: TuyaProtocolError, found: list[Frame | TuyaProtocolError]) -> None:
        """Tell garbage once, however much of it there is."""
        if not self._in_garbage:
            found.append(error)
        self._in_garbage = True

    def _frame(self, start: int) -> Frame | None:
        """Give the frame at a start; None where it is not all there."""
        data = self._data
        head = _measured(data, start) if len(data) - start >= 4 else None
        if head is None or len(data) - start < head[3]:
            return None
        is_new, sequence, command, size = head
        end = start + size
        if not data.startswith(NEW_END if is_new else OLD_END, end - 4):
            raise DamagedError("a frame does not end as it should")
        return Frame(is_new=is_new, sequence=sequence, command=command, data=bytes(data[start:end]))


def _tail(data: bytearray, at: int) -> int:
    """Give where bytes begin that may be the start of a start: at most the last three."""
    for place in range(max(at, len(data) - 3), len(data)):
        rest = bytes(data[place:])
        if OLD_START.startswith(rest) or NEW_START.startswith(rest):
            return place
    return len(data)
