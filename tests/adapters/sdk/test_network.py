"""Datagrams to and from one address, what is heard on several interfaces, and why a connection fails."""

import asyncio
import ipaddress
import socket
from contextlib import aclosing

import pytest

from adapters.sdk.errors import UnreachableError
from adapters.sdk.network import Datagrams, Interface, listen, open_stream
from tests.adapters.sdk.bulb import bulb

pytestmark = pytest.mark.network


async def test_what_was_not_read_can_be_dropped() -> None:
    async with bulb() as device, await Datagrams.open("127.0.0.1", device.port) as link:
        for number in range(3):
            device.transport.sendto(b"%d" % number, link.own)
        assert await link.receive() == b"0"
        while len(link._inbox.waiting) < 2:
            await asyncio.sleep(0)
        link.forget()
        device.transport.sendto(b"new", link.own)
        assert await link.receive() == b"new"


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as plain:
        plain.bind(("127.0.0.1", 0))
        return int(plain.getsockname()[1])


def say(data: bytes, source: str, to: tuple[str, int]) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as plain:
        plain.bind((source, 0))
        plain.sendto(data, to)


async def test_what_is_sent_to_us_alone_is_heard_on_each_of_several_interfaces() -> None:
    port = free_port()
    here = tuple(Interface(name="lo", address=ipaddress.IPv4Interface(f"127.0.{net}.1/24")) for net in (1, 2))
    async with aclosing(listen(here, port)) as words, asyncio.timeout(5):
        first = asyncio.ensure_future(anext(words))
        await asyncio.sleep(0)  # it is bound by then
        say(b"a stranger", "127.0.3.5", ("127.0.1.1", port))
        for net in (1, 2):
            say(b"here", f"127.0.{net}.5", (f"127.0.{net}.1", port))
        assert [await first, await anext(words)] == [("127.0.1.5", b"here"), ("127.0.2.5", b"here")]


async def test_a_refused_connection_names_its_address_once() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        port = taken.getsockname()[1]
        with pytest.raises(UnreachableError) as refused:
            await open_stream("127.0.0.1", port)
    assert refused.value.reason == f"127.0.0.1:{port}: Connection refused"
