"""Finding and connecting: announcements of any sense, checked addresses, and links that say nothing or too much."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.homekit.browse import Seen, Whereabouts, seen
from adapters.homekit.pairing import RESET_FIX, HomeKitPairer
from adapters.homekit.reach import Reach
from adapters.homekit.wire import wire
from adapters.sdk.errors import LinkError, ProtocolError, RejectedError, UnreachableError
from schemas.pairing import Paired
from schemas.registry import Registry
from tests.adapters.homekit.stage import KEY
from tests.adapters.homekit.test_keys import KEPT

HERE = "127.0.0.1"
PLACES = [("10.0.0.2", 5000)]
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def txt(**told: object) -> bytes:
    texts = [f"{name}={value}".encode() for name, value in told.items()]
    return b"".join(bytes([len(one)]) + one for one in texts)


def test_an_announcement_is_read() -> None:
    text = txt(id="aa:bb:cc:dd:ee:ff", md="Lamp 3", sf=1, ff=1) + txt(**{"c#": 7})
    assert seen("Desk", text, PLACES) == Seen(
        id=KEY, name="Desk", model="Lamp 3", places=(("10.0.0.2", 5000),), config=7, is_free=True, with_auth=True
    )
    assert seen("Desk", txt(md="Lamp"), PLACES) is None
    assert seen("Desk", text, []) is None


@given(st.binary(max_size=400))
def test_any_text_is_an_announcement_or_none(text: bytes) -> None:
    found = seen("x", text, PLACES)
    assert found is None or found.config >= 0


class Known(Whereabouts):
    """Gives what a test knows."""

    def __init__(self, *places: tuple[str, int]) -> None:
        super().__init__([])
        self.seen = Seen(id=KEY, name="It", model="", places=places) if places else None

    async def find(self, wanted: str, seconds: float, *, anew: bool = False) -> Seen | None:
        del wanted, seconds, anew
        return self.seen


def reach(*places: tuple[str, int], host: str = "203.0.113.9", port: int = 80) -> Reach:
    kept = {"device": KEY, "host": host, "port": port, "pairing": KEPT}
    return Reach(kept, Known(*places), answer_s=0.2)


async def opened(way: Reach) -> None:
    async with way.channel():
        pass


@asynccontextmanager
async def served(serve: Serve) -> AsyncIterator[int]:
    server = await asyncio.start_server(serve, HERE, 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


@pytest.mark.parametrize("places", [(), (("198.51.100.7", 80),)])
async def test_an_address_that_is_not_on_link_is_refused(places: tuple[Any, ...]) -> None:
    with pytest.raises(RejectedError) as caught:
        await opened(reach(*places))
    assert caught.value.code == "off-link"


@pytest.mark.network
async def test_who_accepts_and_says_nothing_is_left_after_a_while() -> None:
    held: list[asyncio.StreamWriter] = []

    async def hold(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.append(writer)
        await _reader.read()
        writer.close()

    async with served(hold) as port:
        with pytest.raises(UnreachableError, match="no answer to /pair-verify in"):
            await opened(reach((HERE, port)))
    assert len(held) == 1


@pytest.mark.network
async def test_every_place_that_is_announced_is_tried() -> None:
    tried: list[int] = []

    def saying(data: bytes) -> Serve:
        async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            tried.append(writer.get_extra_info("sockname")[1])
            await reader.readuntil(b"\r\n\r\n")
            writer.write(data)
            writer.close()

        return say

    async with served(saying(b"nonsense\r\n\r\n")) as first, served(saying(b"HTTP/1.1 470 X\r\n\r\n")) as second:
        with pytest.raises(RejectedError) as caught:
            await opened(reach((HERE, first), (HERE, second)))
        assert (tried, caught.value.code) == ([first, second], "pairing-rejected")
        with pytest.raises(ProtocolError, match="does not speak HTTP"):
            await opened(reach((HERE, second), (HERE, first)))


@pytest.mark.network
async def test_an_accessory_that_cannot_be_told_must_be_reset_and_one_that_forgot_us_need_not() -> None:
    async def away(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async def forgetful(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 470 X\r\n\r\n")
        writer.close()

    async def forget(port: int) -> None:
        pairer = HomeKitPairer(Known(), Registry.load(), lambda _kept: reach((HERE, port)), answer_s=0.2)
        await pairer.forget(Paired(key=KEY, name="It", kept={}))

    async with served(away) as first, served(forgetful) as second:
        with pytest.raises(LinkError) as caught:
            await forget(first)
        assert caught.value.fix == RESET_FIX
        await forget(second)


@pytest.mark.network
async def test_what_is_said_in_plain_before_the_keys_is_no_part_of_the_session() -> None:
    async def chatter(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\n")
        await reader.read()
        writer.close()

    async with served(chatter) as port, wire(HERE, port) as link:
        await link.ask("/pair-verify", b"x", "x/y", timeout_s=1)
        with pytest.raises(ProtocolError, match="nobody asked for"):
            link.secure(bytes(32), bytes(32))
