"""The socket to the core: read and written in turns while both introduce themselves, then as the loop has it."""

import asyncio
import socket
from collections import deque
from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

from schemas.codec import decode, decoder, encode
from schemas.errors import CodecError
from schemas.host import (
    FRAME_MAX,
    WINDOW,
    Cancel,
    Execute,
    Frames,
    Grant,
    Leave,
    Next,
    Pair,
    Record,
    Said,
    Search,
    Unpair,
    framed,
)

T = TypeVar("T")

INTRODUCTION_S: Final = 30.0  # for each frame of it
_in_order: Final = decoder(
    Grant | Execute | Cancel | Search | Pair | Next | Unpair | Record | Leave, max_bytes=FRAME_MAX
)


class Introduction:
    """Frames in turns, on a blocking socket. EOFError when the core hangs up, TimeoutError when it says nothing."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._frames = Frames()
        self._waiting: deque[bytes] = deque()
        sock.settimeout(INTRODUCTION_S)

    def read(self, expected: type[T]) -> T:
        """Wait for one message of this type."""
        while not self._waiting:
            data = self._sock.recv(64 * 1024)
            if not data:
                raise EOFError("the core hung up")
            self._waiting.extend(self._frames.feed(data))
        return decode(self._waiting.popleft(), expected, max_bytes=FRAME_MAX)

    def write(self, message: Said) -> None:
        """Send one message."""
        self._sock.sendall(framed(encode(message)))


class Link(asyncio.Protocol):
    """One life's way to the core. What comes is handed to `heard`, in the loop; its end is `ended`."""

    def __init__(self, heard: Callable[[Any], None], ended: Callable[[], None]) -> None:
        self._heard = heard
        self._ended = ended
        self._frames = Frames()
        self._transport: asyncio.Transport | None = None
        self._credit = WINDOW
        self._granted = asyncio.Event()
        self._closed = asyncio.Event()
        self._granted.set()

    # what asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        try:
            for frame in self._frames.feed(data):
                self._take(_in_order(frame))
        except CodecError:  # a core of another version: there is nothing left to say to it
            self._ended()

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self._closed.set()
        self._granted.set()
        self._ended()

    def _take(self, message: Any) -> None:
        if message.__class__ is Grant:
            self._credit += message.bytes
            if self._credit > 0:
                self._granted.set()
        else:
            self._heard(message)

    # what the adapter's side calls

    def say(self, message: Said) -> None:
        """Send a message that needs no grant."""
        self.write(encode(message))

    def write(self, body: bytes) -> None:
        """Send the JSON of such a message."""
        if self._transport is not None and not self._closed.is_set():
            self._transport.write(framed(body))

    async def tell(self, body: bytes) -> None:
        """Send the JSON of Told once the core has taken enough of what went before."""
        if self._credit <= 0:
            self._granted.clear()
            await self._granted.wait()
        self._credit -= len(body)
        self.write(body)

    async def close(self) -> None:
        """Hang up once everything is sent."""
        if self._transport is not None:
            self._transport.close()
            await self._closed.wait()
