"""A Unix socket for one peer at a time, known by its user id; four-byte lengths, JSON bodies, nothing trusted."""

import asyncio
import logging
import os
import socket
import struct
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from gateway.egress.errors import FolderError

LENGTH: Final = struct.Struct(">I")
MAX_FRAME: Final = 256 * 1024
OUTGOING: Final = 256  # messages waiting for a slow peer; beyond it the peer is cut off and asks the journal later
IDLE_BODY_S: Final = 10.0  # a frame once begun arrives within this
_PEERCRED: Final = struct.Struct("3i")  # pid, uid, gid

Handle = Callable[[bytes], Awaitable[tuple[bytes, bool]]]
"""Takes one message; gives the answer and whether the connection goes on."""

log = logging.getLogger(__name__)


class Listener:
    """Serves one Unix socket. `async with`; every refusal is counted by reason, and none raises.

    Frames of a peer are handled in order, one at a time. `send` queues a frame for the peer that is there; without
    one, or when its queue is full, the frame is dropped.
    """

    def __init__(self, path: Path, *, uids: frozenset[int], handle: Handle, refused: Counter[str]) -> None:
        self._path = path
        self._uids = uids
        self._handle = handle
        self._refused = refused
        self._socket: socket.socket | None = None
        self._group = asyncio.TaskGroup()
        self._outgoing: asyncio.Queue[bytes | None] | None = None
        self._peer: asyncio.Task[None] | None = None
        self._accepting: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._socket = await asyncio.to_thread(self._bind)
        await self._group.__aenter__()
        self._accepting = self._group.create_task(self._accept(self._socket), name=f"accept {self._path.name}")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in (self._accepting, self._peer):
            if task is not None:
                task.cancel()
        await self._group.__aexit__(None, None, None)
        if self._socket is not None:
            self._socket.close()
        await asyncio.to_thread(self._path.unlink, missing_ok=True)

    @property
    def connected(self) -> bool:
        """Whether a peer is there."""
        return self._peer is not None

    def send(self, frame: bytes) -> bool:
        """Queue one message for the peer; False when there is none or it is too slow, which cuts it off."""
        if self._outgoing is None or self._peer is None:
            return False
        try:
            self._outgoing.put_nowait(frame)
        except asyncio.QueueFull:
            self._refuse("slow-peer")
            if self._peer is not None:
                self._peer.cancel()
            return False
        return True

    def _bind(self) -> socket.socket:
        self._path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        self._path.unlink(missing_ok=True)
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        before = os.umask(0o177 if self._uids <= {0, os.geteuid()} else 0o117)
        try:
            listening.bind(str(self._path))
        finally:
            os.umask(before)
        listening.listen(4)
        listening.settimeout(0)
        return listening

    async def _accept(self, listening: socket.socket) -> None:
        loop = asyncio.get_running_loop()
        while True:
            connection, _ = await loop.sock_accept(listening)
            uid = peer_uid(connection)
            if uid not in self._uids:
                self._refuse("peer-uid")
            elif self._peer is not None:
                self._refuse("second-peer")
            else:
                self._outgoing = asyncio.Queue(OUTGOING)
                self._peer = self._group.create_task(self._serve(connection), name=f"peer {self._path.name}")
                continue
            connection.close()

    async def _serve(self, connection: socket.socket) -> None:
        queue = self._outgoing
        assert queue is not None  # noqa: S101 - set by _accept one line before
        reader, writer = await asyncio.open_connection(sock=connection, limit=MAX_FRAME)
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(_write_out(queue, writer), name=f"write {self._path.name}")
                await self._read_all(reader, queue)
                await queue.put(None)
        except* (OSError, EOFError, TimeoutError):
            pass  # the peer left
        finally:
            self._outgoing = self._peer = None
            writer.transport.abort()
            with suppress(OSError):
                await writer.wait_closed()

    async def _read_all(self, reader: asyncio.StreamReader, queue: asyncio.Queue[bytes | None]) -> None:
        while header := await reader.read(1):
            async with asyncio.timeout(IDLE_BODY_S):
                header += await reader.readexactly(LENGTH.size - 1)
                (length,) = LENGTH.unpack(header)
                if length > MAX_FRAME:
                    self._refuse("oversized")
                    return
                body = await reader.readexactly(length)
            answer, goes_on = await self._guarded(body)
            await queue.put(answer)
            if not goes_on:
                return

    async def _guarded(self, body: bytes) -> tuple[bytes, bool]:
        try:
            return await self._handle(body)
        except FolderError as error:  # the disk, which needs no traceback
            self._refused["folder"] += 1
            if self._refused["folder"] == 1:
                log.error("a message could not be handled: %s", error)  # noqa: TRY400
            return b"", False
        except Exception:
            self._refuse("fault")
            log.exception("a message could not be handled; nothing was sent for it")
            return b"", False

    def _refuse(self, reason: str) -> None:
        self._refused[reason] += 1
        if self._refused[reason] == 1:
            log.warning("%s: refused (%s)", self._path.name, reason)


async def _write_out(queue: asyncio.Queue[bytes | None], writer: asyncio.StreamWriter) -> None:
    while (frame := await queue.get()) is not None:
        writer.write(LENGTH.pack(len(frame)) + frame)
        await writer.drain()


def peer_uid(connection: socket.socket) -> int:
    """The user behind a Unix connection, as the kernel knows it (unix(7), SO_PEERCRED)."""
    data = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _PEERCRED.size)
    return int(_PEERCRED.unpack(data)[1])
