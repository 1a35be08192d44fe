"""A byte stream that is recorded on its way to and from a protocol."""

import asyncio

from simulators.recipient.recorder import Recorder

_CHUNK = 64 * 1024


class UnacceptableError(Exception):
    """The peer broke the protocol; the connection is closed and the reason recorded."""


class Tapped:
    """Records bytes as they arrive, before any protocol has looked at them: a broken message is on record too."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, recorder: Recorder, connection: int
    ) -> None:
        self.recorder = recorder
        self._reader = reader
        self._writer = writer
        self._connection = connection
        self._buffer = bytearray()

    async def read_until(self, mark: bytes, limit: int) -> bytes:
        """All up to and with `mark` (an empty mark: `limit` bytes); empty at a clean close."""
        while not (size := self._find(mark, limit)):
            if len(self._buffer) > limit:
                raise UnacceptableError("head too long")
            if not await self._more():
                if self._buffer:
                    raise UnacceptableError("closed in the middle of a message")
                return b""
        return self._cut(size)

    async def read_exactly(self, size: int) -> bytes:
        """`size` bytes."""
        while len(self._buffer) < size:
            if not await self._more():
                raise UnacceptableError("closed in the middle of a message")
        return self._cut(size)

    async def write(self, data: bytes) -> None:
        """Reply, recorded; nothing is sent for no bytes."""
        if not data:
            return
        self.recorder.passed(self._connection, "out", data)
        self._writer.write(data)
        await self._writer.drain()

    async def drain_rest(self) -> None:
        """Record what still arrives after a protocol gave up."""
        while await self._more():
            self._buffer.clear()

    def _find(self, mark: bytes, limit: int) -> int:
        if not mark:
            return limit if len(self._buffer) >= limit else 0
        place = self._buffer.find(mark)
        return place + len(mark) if place >= 0 else 0

    def _cut(self, size: int) -> bytes:
        head = bytes(self._buffer[:size])
        del self._buffer[:size]
        return head

    async def _more(self) -> bool:
        data = await self._reader.read(_CHUNK)
        if data:
            self.recorder.passed(self._connection, "in", data)
            self._buffer += data
        return bool(data)
