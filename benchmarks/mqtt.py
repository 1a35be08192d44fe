"""The bench's own MQTT 3.1.1 client: as little work as possible, so that the load costs less than what it measures."""

import asyncio
import contextlib
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Final, Self

CONNACK: Final = 2
PUBLISH: Final = 3
SUBACK: Final = 9

Receiver = Callable[[str, bytes], None]


def packet(kind: int, body: bytes) -> bytes:
    """Frame a packet: first byte, remaining length (§2.2.3), the rest."""
    length, size = len(body), bytearray()
    while True:
        length, digit = divmod(length, 128)
        size.append(digit | 128 if length else digit)
        if not length:
            return bytes((kind,)) + bytes(size) + body


def publication(topic: str, payload: bytes, *, retain: bool = False) -> bytes:
    """Write a PUBLISH of QoS 0 (§3.3)."""
    return packet(PUBLISH << 4 | retain, _text(topic) + payload)


def _text(text: str) -> bytes:
    raw = text.encode()
    return len(raw).to_bytes(2, "big") + raw


class MqttClient:
    """One connection for the time of an `async with`; `receive` is called for each message of the filters."""

    def __init__(self, port: int, filters: tuple[str, ...] = (), receive: Receiver = lambda _t, _p: None) -> None:
        self._port = port
        self._filters = filters
        self._receive = receive
        self._writer: asyncio.StreamWriter | None = None
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        self._writer.write(packet(0x10, _text("MQTT") + bytes((4, 2, 0, 0)) + _text("")))  # §3.1, no keep-alive
        await _expect(reader, CONNACK)
        if self._filters:
            wanted = b"".join(_text(one) + b"\0" for one in self._filters)
            self._writer.write(packet(0x82, b"\0\1" + wanted))  # §3.8
            await _expect(reader, SUBACK)
        self._task = asyncio.create_task(self._read(reader), name="bench mqtt")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._task is not None
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError, asyncio.IncompleteReadError, ConnectionError):
            await self._task
        self.writer.close()

    @property
    def writer(self) -> asyncio.StreamWriter:
        """The open connection."""
        assert self._writer is not None, "the client is not open"
        return self._writer

    def publish(self, topic: str, payload: bytes, *, retain: bool = False) -> None:
        """Send one message without waiting."""
        self.writer.write(publication(topic, payload, retain=retain))

    async def send(self, messages: Iterable[tuple[str, bytes]], *, retain: bool = False) -> None:
        """Send messages as fast as the broker takes them."""
        for topic, payload in messages:
            self.publish(topic, payload, retain=retain)
            await self.writer.drain()

    async def write(self, packets: bytes) -> None:
        """Send packets that were written before."""
        self.writer.write(packets)
        await self.writer.drain()

    async def _read(self, reader: asyncio.StreamReader) -> None:
        while True:
            kind, body = await _packet(reader)
            if kind == PUBLISH:
                end = 2 + int.from_bytes(body[:2], "big")
                self._receive(body[2:end].decode(), body[end:])


async def _expect(reader: asyncio.StreamReader, kind: int) -> None:
    found, body = await _packet(reader)
    if found != kind or (kind == CONNACK and body[1]):
        raise ConnectionError(f"the broker sent packet {found} {body!r} for {kind}")


async def _packet(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    kind, length, shift = (await reader.readexactly(1))[0] >> 4, 0, 0
    while True:
        digit = (await reader.readexactly(1))[0]
        length |= (digit & 127) << shift
        shift += 7
        if not digit & 128:
            return kind, await reader.readexactly(length)
