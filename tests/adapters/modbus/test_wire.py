"""The wire on loopback: what a far end may do to it, byte by byte, and that it never connects by itself."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from adapters.modbus.line import Lines
from adapters.modbus.protocol.register import Space
from adapters.modbus.session import Asker
from adapters.modbus.wire import wire
from adapters.sdk.errors import LinkError, ProtocolError, RejectedError, UnreachableError
from adapters.sdk.tap import Tap

pytestmark = pytest.mark.network

Reply = Callable[[bytes], list[bytes]]
"""Makes of a request what is sent, one piece after another; an empty piece hangs up."""


@dataclass
class Server:
    reply: Reply
    port: int = 0
    connects: int = 0
    asked: list[bytes] = field(default_factory=list)
    talks: list[asyncio.Task[None]] = field(default_factory=list)

    def begin(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.talks.append(asyncio.create_task(self.serve(reader, writer), name="far end"))

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connects += 1
        try:
            while head := await reader.read(7):
                rest = await reader.readexactly(int.from_bytes(head[4:6], "big") - 1)
                self.asked.append(head + rest)
                for piece in self.reply(head + rest):
                    if not piece:
                        return
                    writer.write(piece)
                    await writer.drain()
                    await asyncio.sleep(0)
        finally:
            writer.close()


@asynccontextmanager
async def server(reply: Reply) -> AsyncIterator[Server]:
    one = Server(reply)
    listening = await asyncio.start_server(one.begin, "127.0.0.1", 0)
    one.port = listening.sockets[0].getsockname()[1]
    async with listening:
        yield one
    for talk in one.talks:
        talk.cancel()
    await asyncio.gather(*one.talks, return_exceptions=True)


def right(request: bytes) -> bytes:
    """Answer a read of one holding register with 7."""
    return request[:4] + b"\0\5" + request[6:7] + b"\3\2\0\7"


async def read(far: Server, *, answer_s: float = 0.2, times: int = 1) -> list[tuple[int, ...] | LinkError]:
    lines = Lines(lambda host, port: wire(host, port, answer_s=answer_s), tap=Tap(), pause_s=0)
    found: list[tuple[int, ...] | LinkError] = []
    async with lines.use("127.0.0.1", far.port) as line:
        for _ in range(times):
            try:
                found.append(await Asker(line, 1).read(Space.HOLDING, 0, 1))
            except LinkError as error:
                found.append(error)
    return found


@pytest.mark.parametrize(
    "reply",
    [
        lambda request: [right(request)],
        lambda request: [right(request)[:3], right(request)[3:8], right(request)[8:]],
        lambda request: [b"\xff\xff" + right(request)[2:], right(request)],  # somebody else's question first
        lambda request: [right(request), right(request)],  # twice
    ],
)
async def test_answers_come_whole_in_pieces_late_and_twice(reply: Reply) -> None:
    async with server(reply) as far:
        assert await read(far, answer_s=2, times=3) == [(7,)] * 3
        assert far.connects == 1
        assert far.asked[0][2:] == bytes.fromhex("0000 0006 01 03 0000 0001".replace(" ", ""))


@pytest.mark.parametrize(
    ("reply", "kind", "code"),
    [
        (lambda _: [], UnreachableError, "no-answer"),
        (lambda request: [right(request)[:9]], UnreachableError, "no-answer"),  # truncated
        (lambda request: [b"\xff\xff" + right(request)[2:]], UnreachableError, "no-answer"),  # replayed
        (lambda request: [request[:6] + b"\2\3\2\0\7"], UnreachableError, "no-answer"),  # another unit
        (lambda _: [b""], UnreachableError, "unreachable"),
        (lambda request: [right(request)[:5], b""], UnreachableError, "unreachable"),
        (lambda _: [b"HTTP/1.0 400 Bad Request\r\n"], ProtocolError, "malformed-message"),
        (lambda _: [bytes(70_000)], UnreachableError, "no-answer"),
        (lambda request: [request[:4] + b"\xff\xff" + bytes(300)], UnreachableError, "no-answer"),  # oversized
        (lambda request: [request[:4] + b"\xff\xff" + bytes(30)], ProtocolError, "malformed-message"),
        (lambda request: [request[:4] + b"\0\5\1\3\4\0\7"], ProtocolError, "malformed-message"),
        (lambda request: [request[:4] + b"\0\3\1\x63\1"], ProtocolError, "malformed-message"),
        (
            lambda request: [request[:4] + b"\0\7\1\3\4\0\7\0\7"],
            ProtocolError,
            "malformed-message",
        ),  # two words for one
    ],
)
async def test_what_a_far_end_may_do(reply: Reply, kind: type[LinkError], code: str) -> None:
    async with server(reply) as far:
        (found,) = await read(far)
        assert isinstance(found, kind), found
        assert found.code == code
        assert far.connects == 1


async def test_it_never_connects_by_itself() -> None:
    async with server(lambda _: [b""]) as far:
        found = await read(far, times=3)
        assert [one.code for one in found if isinstance(one, LinkError)] == ["unreachable"] * 3
        assert far.connects == 1


async def test_an_answer_that_comes_too_late_is_nobodys() -> None:
    late: list[bytes] = []

    def reply(request: bytes) -> list[bytes]:
        late.append(request)
        return [] if len(late) == 1 else [right(late[0])[:10] + b"\x09", right(request)]

    async with server(reply) as far:
        assert await read(far, answer_s=0.1) == [(7,)]


async def test_nobody_is_there() -> None:
    async with server(lambda _: []) as far:
        port = far.port
    with pytest.raises(UnreachableError, match="takes no connection"):
        async with wire("127.0.0.1", port, answer_s=0.2):
            pass


async def test_an_address_off_the_link_is_never_connected_to() -> None:
    with pytest.raises(RejectedError) as caught:
        async with wire("203.0.113.1", 502, answer_s=0.2):
            pass
    assert caught.value.code == "off-link"
