"""Between the socket and paho: reads in large pieces, and takes PUBLISH packets of QoS 0 out of the stream.

paho reads a packet in three system calls and copies its payload twice. Here the socket is read 256 KiB at a time,
and paho gets from memory what is its own: every packet but PUBLISH of QoS 0. Those are delivered from here, long
ones as a list of pieces that was never joined, so that 50 MB cost 50 MB. What is beyond the limit is read past
without being kept: the connection lives on, and the refusal is reported.

MQTT 3.1.1 §2.2 (fixed header), §3.3 (PUBLISH); MQTT 5.0 §2.2.2 (properties), §3.3.
"""

import ssl
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

PIECE: Final = 1 << 18
"""Bytes asked of the socket at once."""
HEAD: Final = 1 << 17
"""The first bytes of a long packet, kept in one piece because topic and properties are in it."""
TURN: Final = 1 << 19
"""Bytes of a long packet read before the loop gets a turn."""
LONG: Final = 1 << 18
"""A packet of more bytes than this is delivered in pieces."""
PUBLISH_QOS_0: Final = frozenset({0x30, 0x31, 0x38, 0x39})
"""First bytes of a PUBLISH of QoS 0: with and without RETAIN, and DUP, which has no meaning there."""


class RawSocket(Protocol):
    """What is needed of socket.socket and ssl.SSLSocket."""

    def recv(self, buflen: int, /) -> bytes: ...
    def send(self, data: bytes, /) -> int: ...
    def close(self) -> None: ...
    def fileno(self) -> int: ...
    def setblocking(self, flag: bool, /) -> None: ...


@dataclass(frozen=True, slots=True)
class LongMessage:
    """A PUBLISH of more than 256 KiB. Whoever reads `pieces` takes them out, so that memory is given back."""

    topic: str
    pieces: deque[bytes]
    size: int
    retained: bool


@dataclass(frozen=True, slots=True)
class RefusedMessage:
    """A PUBLISH that was read past, not kept. `topic` is empty where it could not be read."""

    topic: str
    size: int
    reason: str


class MalformedStreamError(OSError):
    """Bytes that are not MQTT. The connection ends."""


Short = Callable[[str, bytes, bool], None]
Long = Callable[[LongMessage | RefusedMessage], None]


class _Closed(Exception):  # noqa: N818
    """The other side closed the stream."""


class _LongPacket:
    """A long PUBLISH while its bytes arrive."""

    __slots__ = ("first", "got", "head", "keep", "pieces", "size")

    def __init__(self, first: int, size: int, keep: bool) -> None:
        self.first = first
        self.size = size
        self.keep = keep
        self.got = 0
        self.head = bytearray()
        self.pieces: deque[bytes] = deque()

    def add(self, data: bytes) -> None:
        self.got += len(data)
        room = HEAD - len(self.head)
        if room > 0:
            self.head += data[:room]
            data = data[room:]
        if data and self.keep:
            self._append(data)

    def _append(self, data: bytes) -> None:
        """Join what is small, so that a slow sender does not make a million pieces."""
        if self.pieces and len(self.pieces[-1]) < PIECE // 4:
            self.pieces[-1] += data
        else:
            self.pieces.append(data)


class PacketSocket:
    """The socket that paho sees. Not connected to any event loop; `recv` raises BlockingIOError when nothing is there.

    `starved` tells that the last read found the system's buffer empty; while it is false there may be more.
    At most `burst` messages are delivered in one call, none while `paused`; `blocked` tells that one waits for the
    pause to end.
    """

    def __init__(self, raw: RawSocket, *, properties: bool, limit: int, short: Short, long: Long) -> None:
        """Take a connected, non-blocking socket. `properties` is true for MQTT 5."""
        self._raw = raw
        self._properties = properties
        self._limit = limit
        self._short = short
        self._long = long
        self._data = b""
        self._at = 0
        self._left = 0  # bytes of the packet that paho is reading
        self._packet: _LongPacket | None = None
        self.starved = False
        self.paused = False  # set by whoever cannot take more messages now
        self.blocked = False
        self.burst = 8  # messages delivered in one call

    def recv(self, size: int) -> bytes:
        """Give paho bytes of its own packets; b"" where the stream ended."""
        try:
            if not self._left:
                self._left = self._next_for_paho()
            if self._at == len(self._data):
                self._fill()
        except _Closed:
            return b""
        end = min(self._at + min(size, self._left), len(self._data))
        part = self._data[self._at : end]
        self._left -= len(part)
        self._at = end
        return part

    def _next_for_paho(self) -> int:
        """Deliver messages until a packet of paho's own is next; give its length."""
        delivered = 0
        while True:
            if self._packet is not None:
                self._stop_if(self.paused)
                self._read_long(self._packet)
            first, start, size = self._header()
            if first not in PUBLISH_QOS_0:
                if size > self._limit:
                    raise MalformedStreamError(f"a packet of {size} bytes is beyond the limit")
                return start - self._at + size
            self._stop_if(self.paused or delivered >= self.burst)
            if size > LONG or size > self._limit:
                self._at = start
                self._packet = _LongPacket(first, size, size <= self._limit)
            else:
                self._deliver(first, start, size)
                delivered += 1

    def _stop_if(self, full: bool) -> None:
        """Leave the next message where it is; paho's own packets before it went through."""
        if full:
            self.starved = False
            self.blocked = self.paused
            raise BlockingIOError

    def _header(self) -> tuple[int, int, int]:
        """Give first byte, where the body starts, and its length; reads until the whole fixed header is there."""
        while True:
            data, at = self._data, self._at
            size = shift = 0
            for place in range(at + 1, min(at + 5, len(data))):
                byte = data[place]
                size |= (byte & 127) << shift
                if byte < 128:
                    return data[at], place + 1, size
                shift += 7
            if len(data) - at >= 5:
                raise MalformedStreamError("a remaining length of more than four bytes")
            self._fill()

    def _deliver(self, first: int, start: int, size: int) -> None:
        end = start + size
        while len(self._data) < end:
            kept = self._at
            self._fill()
            start, end = start - kept, end - kept
        body = self._data[start:end]
        self._at = end
        topic, payload = _publish(body, self._properties)
        self._short(topic, body[payload:], bool(first & 1))

    def _read_long(self, packet: _LongPacket) -> None:
        """Move on with a long packet; BlockingIOError where the loop is to have a turn."""
        turn = 0
        while packet.got < packet.size:
            if turn >= TURN:
                self.starved = False
                raise BlockingIOError
            if self._at == len(self._data):
                self._fill()
            data = self._data[self._at : self._at + packet.size - packet.got]
            self._at += len(data)
            packet.add(data)
            turn += len(data)
        self._packet = None
        self._long(_long_message(packet, self._properties))

    def _fill(self) -> None:
        """Read once. What was not yet used moves to the front, so positions shift by the old `_at`."""
        try:
            data = self._raw.recv(PIECE)
        except (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError):
            self.starved = True
            raise BlockingIOError from None
        if not data:
            raise _Closed
        self.starved = False
        self._data = self._data[self._at :] + data if self._at < len(self._data) else data
        self._at = 0

    def send(self, data: bytes | bytearray) -> int:
        """Write what the system takes; BlockingIOError where it takes nothing."""
        try:
            return self._raw.send(data if isinstance(data, bytes) else bytes(data))
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
            raise BlockingIOError from None

    def close(self) -> None:
        """Close the socket below."""
        self._raw.close()

    def fileno(self) -> int:
        """Give the descriptor that the loop watches."""
        return self._raw.fileno()

    def setblocking(self, flag: bool) -> None:
        """Stay non-blocking, whatever paho wants."""


def _publish(body: bytes | bytearray, properties: bool) -> tuple[str, int]:
    """Give topic and the place where the payload starts."""
    end = 2 + int.from_bytes(body[:2], "big")
    if len(body) < end:
        raise MalformedStreamError("a PUBLISH that ends within its topic")
    try:
        topic = body[2:end].decode()
    except UnicodeDecodeError:
        raise MalformedStreamError("a topic that is not UTF-8") from None
    return topic, _past_properties(body, end) if properties else end


def _past_properties(body: bytes | bytearray, at: int) -> int:
    size = shift = 0
    for place in range(at, min(at + 4, len(body))):
        byte = body[place]
        size |= (byte & 127) << shift
        if byte < 128:
            if place + 1 + size > len(body):
                break
            return place + 1 + size
        shift += 7
    raise MalformedStreamError("a PUBLISH that ends within its properties")


def _long_message(packet: _LongPacket, properties: bool) -> LongMessage | RefusedMessage:
    try:
        topic, start = _publish(packet.head, properties)
    except MalformedStreamError as error:
        return RefusedMessage("", packet.size, str(error))
    if not packet.keep:
        return RefusedMessage(topic, packet.size, "beyond max_message_mb")
    packet.pieces.appendleft(bytes(packet.head[start:]))
    return LongMessage(topic, packet.pieces, packet.size - start, bool(packet.first & 1))
