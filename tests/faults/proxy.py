"""A wire that can be cut, held or slowed: a TCP relay between two addresses of loopback."""

import asyncio
import socket
import struct
from contextlib import suppress
from types import TracebackType
from typing import Self

CHUNK = 64 * 1024
SENT = 1200  # bytes after which a TLS connection has carried more than its handshake


class Proxy:
    """Relays from `near` to `far`. `async with`; the test sets `delay_s`, calls `hold`, `cut` and `mend`."""

    def __init__(self, near: tuple[str, int], far: tuple[str, int]) -> None:
        self.delay_s = 0.0
        self.deaf = False  # what was sent arrives, and the answer does not
        self.connections = 0
        self._near = near
        self._far = far
        self._open = True  # new connections are taken
        self._flows = asyncio.Event()
        self._flows.set()
        self._server: asyncio.Server | None = None
        self._writers: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._relay, *self._near)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        self.mend()
        self._drop()
        with suppress(TimeoutError):
            async with asyncio.timeout(2):
                while self._writers:
                    await asyncio.sleep(0.01)

    def hold(self) -> None:
        """No byte goes on; nobody is told."""
        self._flows.clear()

    def cut(self) -> None:
        """Reset what is open and refuse what is new."""
        self._open = False
        self._drop()

    def mend(self) -> None:
        self._open = True
        self.delay_s = 0.0
        self.deaf = False
        self._flows.set()

    def _drop(self) -> None:
        for writer in self._writers:
            sock: socket.socket | None = writer.get_extra_info("socket")
            if sock is not None:
                with suppress(OSError):
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset, no FIN
            writer.transport.abort()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.add(writer)
        there: asyncio.StreamWriter | None = None
        try:
            if not self._open:
                return
            back, there = await asyncio.open_connection(*self._far)
            self._writers.add(there)
            async with asyncio.TaskGroup() as group:
                sent = [0]
                group.create_task(self._pump(reader, there, sent), name="out")
                group.create_task(self._answer(back, writer, sent), name="in")
        except* OSError:
            pass  # either side left
        finally:
            for one in (writer, there):
                if one is not None:
                    self._writers.discard(one)
                    one.transport.abort()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sent: list[int]) -> None:
        while data := await reader.read(CHUNK):
            await self._pass(data, writer)
            sent[0] += len(data)
        with suppress(OSError):
            writer.write_eof()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sent: list[int]) -> None:
        while data := await reader.read(CHUNK):
            if self.deaf and sent[0] > SENT:
                raise ConnectionResetError
            await self._pass(data, writer)
        with suppress(OSError):
            writer.write_eof()

    async def _pass(self, data: bytes, writer: asyncio.StreamWriter) -> None:
        await self._flows.wait()
        if self.delay_s:
            await asyncio.sleep(self.delay_s)
        writer.write(data)
        await writer.drain()
