"""Boards on loopback, byte by byte, in plain text and sealed: the frames are written apart from the library.

Plain: 0, length and type as varints, the message. Sealed: 1, two bytes of length, a message of Noise
(NNpsk0_25519_ChaChaPoly_SHA256), in which type and length take two bytes each. The messages are those of ESPHome's
api.proto, 2026.10.
"""

import asyncio
import base64
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import aioesphomeapi._frame_helper.noise  # noqa: F401  which the library imports when first needed, and so blocks
from aioesphomeapi import api_pb2
from cryptography.exceptions import InvalidTag
from noise.connection import NoiseConnection  # type: ignore[import-untyped]

pb: Any = api_pb2
GREETED: Final = 1
LEAVING: Final = 5
PING: Final = 7
WHO: Final = 9
WHAT: Final = 11
LISTENING: Final = 20
SWITCH: Final = 33
"""What a board is asked."""
MAC: Final = "02:00:00:00:00:01"
KEY: Final = base64.b64encode(bytes(range(32))).decode()
NUMBERS: Final[dict[Any, int]] = {
    pb.HelloResponse: 2,
    pb.AuthenticationResponse: 4,
    pb.DisconnectRequest: 5,
    pb.DisconnectResponse: 6,
    pb.PingResponse: 8,
    pb.DeviceInfoResponse: 10,
    pb.ListEntitiesBinarySensorResponse: 12,
    pb.ListEntitiesClimateResponse: 46,
    pb.ListEntitiesCoverResponse: 13,
    pb.ListEntitiesLightResponse: 15,
    pb.ListEntitiesSensorResponse: 16,
    pb.ListEntitiesSwitchResponse: 17,
    pb.ListEntitiesDoneResponse: 19,
    pb.BinarySensorStateResponse: 21,
    pb.CoverStateResponse: 22,
    pb.LightStateResponse: 24,
    pb.SensorStateResponse: 25,
    pb.SwitchStateResponse: 26,
    pb.ClimateStateResponse: 47,
}


def varint(number: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    found = b""
    while number > 0x7F:
        found += bytes((number & 0x7F | 0x80,))
        number >>= 7
    return found + bytes((number,))


def frame(message: Any) -> bytes:
    """Write a message in plain text."""
    data: bytes = message.SerializeToString()
    return b"\0" + varint(len(data)) + varint(NUMBERS[type(message)]) + data


def switched(key: int, *, on: bool) -> Any:
    return pb.SwitchStateResponse(key=key, state=on)


class Plain:
    """The frames of one link in plain text."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def begin(self) -> None:
        """Greet: nothing is to be done."""

    def written(self, message: Any) -> bytes:
        return frame(message)

    async def read(self) -> tuple[int, bytes]:
        """Give type and message; IncompleteReadError at the end."""
        if (mark := (await self.reader.readexactly(1))[0]) != 0:
            raise _RefusedError(b"\0Bad indicator byte" if mark == 1 else b"")
        length, number = await self._varint(), await self._varint()
        return number, await self.reader.readexactly(length)

    async def _varint(self) -> int:
        number = place = 0
        while True:
            (one,) = await self.reader.readexactly(1)
            number |= (one & 0x7F) << place
            place += 7
            if one < 0x80:
                return number


class Sealed(Plain):
    """The frames of one link under a key."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, key: str, version: int) -> None:
        super().__init__(reader, writer)
        self._version = version
        self._noise = NoiseConnection.from_name(b"Noise_NNpsk0_25519_ChaChaPoly_SHA256")
        self._noise.set_as_responder()
        self._noise.set_psks(base64.b64decode(key))
        self._noise.set_prologue(b"NoiseAPIInit\x00\x00")
        self._noise.start_handshake()

    async def begin(self) -> None:
        """Greet; who has another key is told so."""
        await self._frame()
        greeting = await self._frame()
        self.writer.write(_sealed(bytes((self._version,)) + b"board\0020000000001\0"))
        try:
            self._noise.read_message(greeting[1:])
        except InvalidTag:
            raise _RefusedError(_sealed(b"\1Handshake MAC failure")) from None
        self.writer.write(_sealed(b"\0" + self._noise.write_message()))

    async def _frame(self) -> bytes:
        mark, *length = await self.reader.readexactly(3)
        if mark != 1:
            raise _RefusedError(_sealed(b"\1Bad indicator byte"))
        return await self.reader.readexactly(int.from_bytes(bytes(length), "big"))

    def written(self, message: Any) -> bytes:
        data = message.SerializeToString()
        head = NUMBERS[type(message)].to_bytes(2, "big") + len(data).to_bytes(2, "big")
        return _sealed(self._noise.encrypt(head + data))

    async def read(self) -> tuple[int, bytes]:
        message = self._noise.decrypt(await self._frame())
        return int.from_bytes(message[:2], "big"), message[4:]


def _sealed(data: bytes) -> bytes:
    return b"\1" + len(data).to_bytes(2, "big") + data


class _RefusedError(Exception):
    """The board does not go on with a link; what it says before it hangs up."""


@dataclass
class Far:
    """One board with a switch (key 1); it does what a board does, and whatever else a test makes it do."""

    mac: str = MAC
    key: str = ""
    port: int = 0
    version: int = 1  # of the API
    greeting: int = 1  # of the sealed greeting
    sleeps: bool = False
    on: bool = False
    silent: bool = False  # takes what is sent and answers nothing
    deaf: bool = False  # does not do what it is told
    others: list[Any] = field(default_factory=list)  # what it has besides
    first: list[Any] = field(default_factory=list)  # states that it tells to whoever listens
    odd: Callable[[int, list[bytes]], list[bytes]] = lambda _number, frames: frames  # what goes out for a question
    asked: list[int] = field(default_factory=list)
    links: list[Plain] = field(default_factory=list)
    connects: int = 0
    heard: asyncio.Event = field(default_factory=asyncio.Event)
    talks: list[asyncio.Task[None]] = field(default_factory=list)

    def tell(self, *messages: Any) -> None:
        """Say something to everybody who is connected."""
        for link in self.links:
            link.writer.write(b"".join(link.written(one) for one in messages))

    def send(self, data: bytes) -> None:
        """Send bytes to everybody who is connected."""
        for link in self.links:
            link.writer.write(data)

    def fall_silent(self) -> None:
        self.silent = True

    def go_on(self) -> None:
        """Answer as before."""

    async def left(self) -> None:
        """Wait until nobody is connected any more."""
        while self.links:
            await asyncio.sleep(0)

    def hang_up(self) -> None:
        for link in self.links:
            link.writer.close()

    def begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.talks.append(asyncio.create_task(self._serve(reader, writer), name="far end"))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connects += 1
        link = Sealed(reader, writer, self.key, self.greeting) if self.key else Plain(reader, writer)
        try:
            if self.silent:
                await reader.read()
            await link.begin()
            self.links.append(link)
            while True:
                self._hear(link, *await link.read())
        except _RefusedError as refused:
            writer.write(refused.args[0])
        except (asyncio.IncompleteReadError, ConnectionError, InvalidTag):
            pass
        finally:
            if link in self.links:
                self.links.remove(link)
            writer.close()

    def _hear(self, link: Plain, number: int, data: bytes) -> None:
        self.asked.append(number)
        self.heard.set()
        if not self.silent:
            frames = [link.written(one) for one in self._answers(number, data)]
            link.writer.write(b"".join(self.odd(number, frames)))

    def _answers(self, number: int, data: bytes) -> list[Any]:
        return self._done(data) if number == SWITCH else self._known().get(number, [])

    def _known(self) -> dict[int, list[Any]]:
        plug = pb.ListEntitiesSwitchResponse(object_id="plug", key=1, name="Plug", device_class="outlet")
        who = pb.DeviceInfoResponse(
            name="board", friendly_name="Board", mac_address=self.mac, has_deep_sleep=self.sleeps
        )
        return {
            GREETED: [pb.HelloResponse(api_version_major=self.version, api_version_minor=12, name="board")],
            LEAVING: [pb.DisconnectResponse()],
            PING: [pb.PingResponse()],
            WHO: [who],
            WHAT: [plug, *self.others, pb.ListEntitiesDoneResponse()],
            LISTENING: [switched(1, on=self.on), *self.first],
        }

    def _done(self, data: bytes) -> list[Any]:
        wish = pb.SwitchCommandRequest.FromString(data)
        if self.deaf or wish.key != 1:
            return []
        self.on = wish.state
        return [switched(1, on=self.on)]

    def count(self, number: int) -> int:
        return self.asked.count(number)


@asynccontextmanager
async def there(far: Far, address: str = "127.0.0.1", port: int = 0) -> AsyncIterator[Far]:
    """Let a board be at an address for the time of a block."""
    listening = await asyncio.start_server(far.begin, address, port)
    far.port = listening.sockets[0].getsockname()[1]
    try:
        yield far
    finally:
        listening.close()
        for talk in far.talks:
            talk.cancel()
        await asyncio.gather(*far.talks, return_exceptions=True)
        await listening.wait_closed()
