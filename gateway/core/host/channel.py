"""The core's end of the socket to an adapter's process."""

import asyncio
import socket
import struct
from collections import deque
from collections.abc import Callable
from typing import Any, Final, cast

from schemas.codec import CodecError, decoder, encode, from_tree, parse
from schemas.host import (
    FRAME_MAX,
    WINDOW,
    Alive,
    Answered,
    Broke,
    Ended,
    Found,
    Frames,
    Grant,
    PairingTold,
    Recorded,
    Started,
    Told,
    Wanted,
    framed,
)
from schemas.updates import FaultReported, Update

GRANT: Final = WINDOW // 4  # what is taken before it is granted again, so that few frames are for that alone
UNWRITTEN: Final = 1024 * 1024  # bytes that may wait for a process that does not read
_CREDENTIALS: Final = struct.Struct("iII")  # pid, uid, gid: struct ucred, unix(7)
_IS_TOLD: Final = b'{"type":"Told"'
_said: Final = decoder(
    Started | Told | Answered | Found | PairingTold | Recorded | Ended | Alive | Broke, max_bytes=FRAME_MAX
)


class Channel(asyncio.Protocol):
    """Sorts what is said: batches wait for the reader, all else is `heard` at once. Its end is told by `news` too.

    What waits is bounded: WINDOW and one frame. A process that sends more than it was granted is `wrong`, as is one
    whose frames are no messages.
    """

    def __init__(self, heard: Callable[[Started | Answered | Broke], None], monotonic_ns: Callable[[], int]) -> None:
        self.news = asyncio.Event()
        self.closed = False
        self.wrong = ""
        self.heard_ns = monotonic_ns()
        self._heard = heard
        self._monotonic_ns = monotonic_ns
        self._frames = Frames()
        self._waiting: deque[bytes] = deque()
        self._waiting_bytes = 0
        self._taken = 0
        self._transport: asyncio.Transport | None = None

    @property
    def waiting(self) -> int:
        """Batches not taken yet."""
        return len(self._waiting)

    # what asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self.heard_ns = self._monotonic_ns()
        try:
            for frame in self._frames.feed(data):
                self._sort(frame)
        except CodecError as error:
            self._refuse(f"it sent what is no message: {error}")

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self.closed = True
        self.news.set()

    def _sort(self, frame: bytes) -> None:
        if frame.startswith(_IS_TOLD):
            self._lay_aside(frame)
            return
        message = _said(frame)
        match message:
            case Told():  # its keys stand in another order
                self._lay_aside(frame)
            case Alive():
                pass
            case _:
                self._heard(message)

    def _lay_aside(self, frame: bytes) -> None:
        if self._waiting_bytes >= WINDOW:
            self._refuse("it sent more than it was granted")
            return
        self._waiting.append(frame)
        self._waiting_bytes += len(frame)
        self.news.set()

    def _refuse(self, reason: str) -> None:
        self.wrong = self.wrong or reason
        self.close()

    # what the adapter's stand-in calls

    def say(self, message: Wanted) -> bool:
        """Send a message; false where so much waits already that it would only be one more."""
        transport = self._transport
        if transport is None or self.closed or transport.get_write_buffer_size() > UNWRITTEN:
            return False
        transport.write(framed(encode(message)))
        return True

    def take(self) -> tuple[Update, ...] | None:
        """Give the oldest batch that waits, if any; CodecError where it is none."""
        if not self._waiting:
            return None
        frame = self._waiting.popleft()
        self._waiting_bytes -= len(frame)
        self._taken += len(frame)
        if self._taken >= GRANT:
            self.say(Grant(bytes=self._taken))
            self._taken = 0
        try:
            return cast("tuple[Update, ...]", _said(frame).updates)
        except CodecError:
            return tuple(map(_one, _listed(frame)))

    def close(self) -> None:
        """Hang up at once; what waits to be read can still be taken."""
        if self._transport is not None:
            self._transport.abort()


def _listed(frame: bytes) -> list[Any]:
    """Give the updates of a batch in which something is wrong, one by one."""
    tree = parse(frame, max_bytes=FRAME_MAX)
    if tree.keys() != {"type", "updates"} or not isinstance(tree["updates"], list):
        raise CodecError("a batch without updates", "send {type, updates}")
    return tree["updates"]


def _one(tree: Any) -> Update:
    try:
        return cast("Update", from_tree(tree, Update))
    except CodecError as error:
        kind, device = (tree.get("type"), tree.get("device")) if isinstance(tree, dict) else ("", "")
        return FaultReported(
            device=device if isinstance(device, str) else "",
            code="malformed-record",
            place=kind if isinstance(kind, str) else "",
            reason=f"{error.path.lstrip('.')}: {error.problem}"[:300],
        )


async def first_frame(sock: socket.socket, pid: int, uid: int) -> bytes:
    """Read the first frame, and make sure who sent it: the kernel tells process and user with it (SCM_CREDENTIALS).

    SO_PEERCRED would name whoever made the pair of sockets, which is this process. PermissionError for another
    sender, EOFError for none, CodecError for a frame that is none.
    """
    frames = Frames()
    while True:
        await _readable(sock)
        data, ancillary, *_ = sock.recvmsg(4096, socket.CMSG_SPACE(_CREDENTIALS.size))
        if not data:
            raise EOFError
        senders = [
            _CREDENTIALS.unpack(raw[: _CREDENTIALS.size])[:2]
            for level, kind, raw in ancillary
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_CREDENTIALS)
        ]
        if senders != [(pid, uid)]:
            raise PermissionError
        if found := list(frames.feed(data)):
            return found[0]


def _set(ready: "asyncio.Future[None]") -> None:
    if not ready.done():
        ready.set_result(None)


async def _readable(sock: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    ready: asyncio.Future[None] = loop.create_future()
    loop.add_reader(sock, _set, ready)
    try:
        await ready
    finally:
        loop.remove_reader(sock)
