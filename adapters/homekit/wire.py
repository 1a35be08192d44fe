"""One TCP link to an accessory: HTTP messages, in plain until the keys of the session are agreed upon, then sealed."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from adapters.homekit.protocol import Message, Opener, Reader, Sealer, request
from adapters.sdk.errors import ProtocolError, UnreachableError
from adapters.sdk.network import open_stream

_PIECE: Final = 65_536


class Wire:
    """Asks and hears; what comes in is bounded by the reader of messages."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str) -> None:
        """Made by `wire`."""
        self._in = reader
        self._out = writer
        self._host = host
        self._reader = Reader()
        self._heard: deque[Message] = deque()
        self._sealer: Sealer | None = None
        self._opener: Opener | None = None

    def secure(self, ours: bytes, theirs: bytes) -> None:
        """Seal with our key and open with theirs from now on. ProtocolError where something waits that was not."""
        if self._heard or not self._reader.is_between:
            raise ProtocolError("it said something in plain that nobody asked for")
        self._sealer, self._opener = Sealer(ours), Opener(theirs)

    async def send(self, method: str, path: str, body: bytes = b"", kind: str = "application/hap+json") -> None:
        """Send a request. UnreachableError."""
        data = request(method, path, self._host, body, kind)
        try:
            self._out.write(data if self._sealer is None else self._sealer.seal(data))
            await self._out.drain()
        except OSError as error:
            raise UnreachableError(f"the link broke: {error.strerror or error}") from error

    async def receive(self) -> Message:
        """Give the next message. UnreachableError where the far end hung up, ProtocolError where it is none."""
        while not self._heard:
            data = await self._piece()
            self._heard += self._reader.feed(data if self._opener is None else self._opener.feed(data))
        return self._heard.popleft()

    async def _piece(self) -> bytes:
        try:
            data = await self._in.read(_PIECE)
        except OSError as error:
            raise UnreachableError(f"the link broke: {error.strerror or error}") from error
        if not data:
            raise UnreachableError("it hung up")
        return data

    async def ask(self, path: str, body: bytes, kind: str, *, timeout_s: float) -> Message:
        """Post and wait for the response: for what is said before the session is secure."""
        try:
            async with asyncio.timeout(timeout_s):
                await self.send("POST", path, body, kind)
                while (message := await self.receive()).is_event:
                    pass
                return message
        except TimeoutError:
            raise UnreachableError(f"no answer to {path} in {timeout_s:g} s", code="no-answer") from None


@asynccontextmanager
async def wire(host: str, port: int) -> AsyncIterator[Wire]:
    """Connect to an address that is checked to be on-link, for the time of a block. LinkError."""
    reader, writer = await open_stream(host, port)
    try:
        yield Wire(reader, writer, f"[{host}]" if ":" in host else host)
    finally:
        writer.transport.abort()
        with suppress(OSError):
            await writer.wait_closed()
