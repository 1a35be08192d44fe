"""One TCP connection to one device: a channel of messages in clear, with the codec behind it."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Final

from adapters.sdk.channel import Channel
from adapters.sdk.errors import LinkError, UnreachableError
from adapters.sdk.jsontext import read_object
from adapters.sdk.network import open_stream
from adapters.tuya import talk
from adapters.tuya.protocol import PORT, KeyRejectedError, Session, State, TuyaProtocolError, Version, VersionError

ANSWER_S: Final = 5.0
_BYTES: Final = 16_384


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A channel to a device, and what it means that the device is silent or hung up; None where nothing is known."""

    channel: Channel
    ended: Callable[[], LinkError | None]


class Link:
    """Frames on one connection. Messages go both ways at once; one task reads."""

    def __init__(self, session: Session, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take an open connection that has not been used."""
        self._session = session
        self._reader = reader
        self._writer = writer
        self._waiting: deque[bytes] = deque()
        self._writing = asyncio.Lock()

    async def negotiate(self) -> None:
        """Agree on a key where the version wants that. Raises what is wrong with ours."""
        await self._write(self._session.start())
        try:
            async with asyncio.timeout(ANSWER_S):
                while self._session.state is not State.READY:
                    await self._read()
        except TimeoutError:
            raise self.ended() or UnreachableError("it did not answer our greeting", code="no-answer") from None

    async def send(self, message: bytes) -> None:
        """Encode and send one message."""
        outgoing = talk.encoded(self._session, read_object(message), int(time.time()))
        await self._write(outgoing.data)

    async def receive(self) -> bytes:
        """Give the next message; a cancelled call loses none."""
        while not self._waiting:
            await self._read()
        return self._waiting.popleft()

    async def _read(self) -> None:
        try:
            data = await self._reader.read(_BYTES)
        except OSError:  # some reset the connection instead of closing it
            data = b""
        if not data:
            raise self.ended() or UnreachableError("it closed the connection")
        step = self._session.receive(data)
        self._waiting.extend(talk.told(one) for one in step.messages)
        if self._session.failure is not None:
            raise with_fix(self._session.failure)
        self._waiting.extend(talk.fault(one) for one in step.faults)
        await self._write(step.send)

    def ended(self) -> LinkError | None:
        """Tell what an end or a silence means."""
        found = self._session.ended()
        return None if found is None else with_fix(found)

    async def _write(self, data: bytes) -> None:
        if not data:
            return
        async with self._writing:
            try:
                self._writer.write(data)
                async with asyncio.timeout(ANSWER_S):
                    await self._writer.drain()
            except OSError:  # also where it takes nothing more, for too long
                raise self.ended() or UnreachableError("it closed the connection") from None


def with_fix(error: TuyaProtocolError) -> TuyaProtocolError:
    """Say what a person can do about a key or version that is not accepted, and that a key is not in plain words."""
    if isinstance(error, KeyRejectedError):
        error.reason = "local key rejected: the device has another one"
    if isinstance(error, VersionError) and error.spoken:
        error.fix = f"pair it anew with --version {error.spoken}"
    else:
        error.fix = error.fix or "fetch the local key anew, which pairing with Tuya's app changes, and pair it again"
    return error


@asynccontextmanager
async def reached(host: str, version: Version, key: bytes, device_id: str) -> AsyncIterator[Link]:
    """Connect to a checked address; the key is not agreed upon yet."""
    reader, writer = await open_stream(host, PORT)
    try:
        yield Link(Session(version, key, device_id), reader, writer)
    finally:
        if writer.transport.get_write_buffer_size():
            writer.transport.abort()  # who takes nothing more would not let it close
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


@asynccontextmanager
async def connected(host: str, version: Version, key: bytes, device_id: str) -> AsyncIterator[Line]:
    """Connect to a checked address and agree on a key."""
    async with reached(host, version, key, device_id) as link:
        await link.negotiate()
        yield Line(channel=link, ended=link.ended)
