"""The house and the private network themselves, with a bulb of ours."""

import asyncio
import ipaddress
import socket
from contextlib import aclosing
from pathlib import Path

import pytest

from adapters.sdk.network import Interface, interfaces, listen, search
from tests.adapters.sdk.bulb import Bulb, bulb, manifest
from tests.peers.house import Adapter, house

pytestmark = [pytest.mark.peer, pytest.mark.usefixtures("alone")]

ANY = "0.0.0.0"  # noqa: S104 - as devices do
HOME = Interface(name="home0", address=ipaddress.IPv4Interface("10.77.0.1/24"))


async def test_a_bulb_is_paired_written_lost_and_found(tmp_path: Path) -> None:
    async with bulb() as device:
        port = device.port
        async with house(tmp_path, Adapter("bulb", manifest=manifest(port))) as home:
            assert await home.pair("bulb", host="127.0.0.1", token="c0de") == ["connect", "token"]
            lamp = await home.device("Bulb")
            await lamp.write("1/onOff/onOff", value=True)
            assert device.state["power"] is True
            await lamp.until("1/levelControl/currentLevel", 20)
        async with house(tmp_path, Adapter("bulb", manifest=manifest(port))) as home:
            await home.device("Bulb")


async def test_nothing_leaves_the_private_network() -> None:
    assert {one.name for one in interfaces(["home0"])} == {"home0"}
    plain = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with plain, pytest.raises(OSError, match="unreachable"):
        plain.sendto(b"out", ("192.0.2.1", 9))


async def test_a_search_hears_who_is_bound_to_all_addresses() -> None:
    loop = asyncio.get_running_loop()
    device = Bulb()
    transport, _ = await loop.create_datagram_endpoint(lambda: device, local_addr=(ANY, 0))
    try:
        asking = b'{"id": 1, "ask": "who", "token": "c0de"}'
        found = [sender async for sender, _ in search(HOME, device.port, asking, seconds=0.2)]
    finally:
        transport.close()
        await asyncio.sleep(0)
    assert set(found) == {"10.77.0.1"}


@pytest.mark.parametrize("group", ["", "224.0.23.0"])
async def test_a_listener_hears_broadcasts_and_groups(group: str) -> None:
    async with aclosing(listen((HOME,), 33610, group=group)) as words, asyncio.TaskGroup() as tasks:
        calling = tasks.create_task(call(group or "10.77.0.255"))
        assert await anext(words) == ("10.77.0.2", b"hello")
        calling.cancel()


async def call(to: str) -> None:
    plain = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with plain:
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        plain.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton("10.77.0.1"))
        plain.bind(("10.77.0.2", 0))
        while True:
            plain.sendto(b"hello", (to, 33610))
            await asyncio.sleep(0.01)
