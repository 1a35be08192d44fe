"""Nodes on loopback addresses, each with the same port, around one shared socket of ours."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from adapters.echonet.adapter import create
from adapters.echonet.own import properties
from adapters.echonet.protocol import GROUP
from adapters.echonet.reach import Whereabouts
from adapters.echonet.switchboard import Switchboard
from adapters.sdk.contract import AdapterContext
from adapters.sdk.errors import LinkError
from adapters.sdk.session import SessionAdapter
from schemas.outcomes import Sent
from schemas.pairing import Paired, Pairing, Stepped
from tests.adapters.bad_input import Bad, shows
from tests.adapters.echonet.far import COOLER, METER, NODE, NUMBER, Far, Thing, cooler, frame, meter, opened
from tests.adapters.echonet.stage import COOLER_KEY
from tests.adapters.sdk.home import Home, living

pytestmark = pytest.mark.network

US = "127.0.0.1"
OTHER = NUMBER[:-1] + "2"
SETTINGS = {"interfaces": [US], "poll_s": 0.3, "answer_s": 0.2, "pause_s": 0}


@pytest.fixture
def port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as plain:
        plain.bind((US, 0))
        return int(plain.getsockname()[1])


class Wire(asyncio.DatagramProtocol):
    """Hands datagrams to a node, and its answers back to the port that they belong to."""

    def __init__(self, far: Far, port: int, replies: asyncio.DatagramTransport | None = None) -> None:
        self.far = far
        self.port = port
        self.replies = replies

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if self.replies is None:
            self.replies = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        answer = self.far.hears(data)
        if answer is not None and self.replies is not None:
            self.replies.sendto(answer, (addr[0], self.port))


@dataclass
class Node:
    """A node at an address."""

    transport: asyncio.DatagramTransport
    port: int
    far: Far

    def informs(self, source: str, *properties: tuple[int, bytes], to: str = GROUP) -> None:
        self.transport.sendto(frame(0, source, NODE, 0x73, properties), (to, self.port))


@asynccontextmanager
async def node(address: str, port: int, far: Far) -> AsyncIterator[Node]:
    loop = asyncio.get_running_loop()
    own = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    own.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(address))
    own.bind((address, port))
    group = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    group.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    member = socket.inet_aton(GROUP) + socket.inet_aton(US)
    group.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
    group.bind((GROUP, port))
    unicast, _ = await loop.create_datagram_endpoint(lambda: Wire(far, port), sock=own)
    multicast, _ = await loop.create_datagram_endpoint(lambda: Wire(far, port, unicast), sock=group)
    try:
        yield Node(unicast, port, far)
    finally:
        unicast.close()
        multicast.close()
        await asyncio.sleep(0)


def numbered(number: str, objects: dict[str, Thing]) -> Far:
    return Far({NODE: Thing(values={0x83: bytes.fromhex(number), 0x8A: b"\0\0\x77"})} | objects)


def context(folder: Path, *paired: Paired) -> AdapterContext:
    return AdapterContext(name="echonet", state_dir=folder, monotonic_ns=time.monotonic_ns, paired=paired)


def kept(host: str) -> Paired:
    return Paired(key=NUMBER, name="It", kept={"host": host, "id": NUMBER, "devices": [COOLER_KEY]})


async def told(adapter: SessionAdapter, host: str) -> list[Pairing]:
    return [one async for one in adapter.pair({"host": host})]


async def test_two_nodes_are_found_paired_and_told_apart(tmp_path: Path, port: int) -> None:
    first, second = numbered(NUMBER, {COOLER: cooler()}), numbered(OTHER, {COOLER: cooler()})
    second.objects[COOLER].values[0xBB] = b"\x10"
    async with (
        node("127.0.0.2", port, first) as one,
        node("127.0.0.3", port, second),
        living(create(SETTINGS, context(tmp_path), port=port), Home) as home,
    ):
        found = await home.adapter.discover(0.3)
        assert {(one.key, one.address) for one in found} == {(NUMBER, "127.0.0.2"), (OTHER, "127.0.0.3")}
        for host in ("127.0.0.2", "127.0.0.3"):
            steps = await told(home.adapter, host)
            assert [one.step for one in steps if isinstance(one, Stepped) and one.state == "done"] == [
                "find",
                "identify",
                "maps",
                "read",
            ]
        await home.until_value("1/thermostat/localTemperature", 27, COOLER_KEY)
        await home.until_value("1/thermostat/localTemperature", 16, f"{OTHER}-013001")
        one.informs(COOLER, (0x80, b"\x31"))
        await home.until_value("1/onOff/onOff", value=False, key=COOLER_KEY)
        assert home.values[f"{OTHER}-013001", "1/onOff/onOff"] is True
        assert isinstance(await home.write("1/thermostat/coolingSetpoint", 20, f"{OTHER}-013001"), Sent)
        await home.until_value("1/thermostat/coolingSetpoint", 20, f"{OTHER}-013001")
        assert first.objects[COOLER].values[0xB3] == b"\x1a"
        assert home.faults() == []


@shows(Bad.MOVED, "it is found by its identification number, wherever it is")
async def test_a_node_is_found_wherever_it_is(tmp_path: Path, port: int) -> None:
    adapter = create(SETTINGS, context(tmp_path, kept("127.0.0.2")), port=port)
    async with living(adapter, Home) as home:
        async with node("127.0.0.2", port, numbered(OTHER, {METER: meter()})):
            await home.until(lambda: "another node answers" in home.reasons.get(COOLER_KEY, ""))
        async with node("127.0.0.4", port, numbered(NUMBER, {COOLER: cooler()})) as there:
            there.informs(NODE, (0xD5, there.far.instances))
            await home.until(lambda: home.reasons.get(COOLER_KEY) == "")
            await home.until_value("1/thermostat/localTemperature", 27, COOLER_KEY)


async def test_a_search_finds_one_that_says_nothing_by_itself(port: int) -> None:
    one = Whereabouts(board(port), answer_s=0.2, seconds=0.2)
    async with node("127.0.0.2", port, numbered(OTHER, {})), node("127.0.0.4", port, numbered(NUMBER, {})):
        assert await one.find(NUMBER) == "127.0.0.4"
        assert await one.find(OTHER) == "127.0.0.2"
        assert await one.find("fe") is None


async def test_a_sleep_ends_when_a_node_begins(port: int) -> None:
    one = Whereabouts(board(port), answer_s=0.2, seconds=0.2)
    async with node("127.0.0.2", port, numbered(NUMBER, {COOLER: cooler()})) as there, asyncio.TaskGroup() as tasks:
        nap = tasks.create_task(one.nap(3600))
        while not nap.done():
            there.informs(COOLER, (0x80, b"\x31"))  # no beginning
            there.informs(NODE, (0xD5, there.far.instances))
            await asyncio.wait({nap}, timeout=0.05)


async def test_a_sleep_without_a_port_is_a_sleep(port: int) -> None:
    began = time.monotonic()
    await Whereabouts(board(port, "nowhere0"), answer_s=0.2).nap(0.05)
    assert time.monotonic() - began >= 0.05


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({0x83: bytes.fromhex("fe000077") + bytes(13), 0x8A: b"\0\0\x77", 0x8D: b"S-1\0"}, "000077-S-1"),
        ({0x80: b"\x30"}, "at-127.0.0.2"),
    ],
)
async def test_a_node_without_a_number(tmp_path: Path, port: int, values: dict[int, bytes], key: str) -> None:
    far = Far({NODE: Thing(values=values), COOLER: cooler()})
    async with node("127.0.0.2", port, far), living(create(SETTINGS, context(tmp_path), port=port), Home) as home:
        (found,) = await home.adapter.discover(0.3)
        assert (found.key, bool(found.note)) == (key, key.startswith("at-"))
        assert isinstance((await told(home.adapter, "127.0.0.2"))[-2], Paired)
        await home.until_value("1/onOff/onOff", value=True, key=f"{key}-013001")


@asynccontextmanager
async def asking(port: int) -> AsyncIterator[tuple[asyncio.DatagramTransport, asyncio.Queue[bytes]]]:
    """Another controller on the network."""

    class Ear(asyncio.DatagramProtocol):
        def datagram_received(self, data: bytes, _addr: tuple[str, int]) -> None:
            heard.put_nowait(data)

    heard: asyncio.Queue[bytes] = asyncio.Queue()
    plain = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    plain.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton("127.0.0.5"))
    plain.bind(("127.0.0.5", port))
    transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(Ear, sock=plain)
    try:
        yield transport, heard
    finally:
        transport.close()
        await asyncio.sleep(0)


def board(port: int, *wanted: str) -> Switchboard:
    return Switchboard(wanted or (US,), lambda: properties(bytes(17)), port=port)


@pytest.mark.parametrize("to", [US, GROUP])
async def test_others_may_ask_who_we_are(port: int, to: str) -> None:
    async with board(port).open(), asking(port) as (transport, heard):
        transport.sendto(frame(9, NODE, NODE, 0x62, [(0xD6, b"")]), (to, port))
        async with asyncio.timeout(5):
            assert opened(await heard.get())[3:] == (0x72, [(0xD6, b"\x01\x05\xff\x01")])


async def test_a_port_that_another_program_has(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as plain:
        plain.bind((US, port))
        with pytest.raises(LinkError, match="another program has it") as caught:
            async with board(port).call("127.0.0.2"):
                pass
        assert caught.value.code == "no-port"
    async with board(port).call("127.0.0.2"):  # and free again
        pass


async def test_addresses_that_are_not_ours_to_ask(port: int) -> None:
    for host, wanted, code in (
        ("203.0.113.7", US, "off-link"),
        ("224.0.23.0", US, "off-link"),
        ("127.0.0.2", "nowhere0", "no-interface"),
    ):
        with pytest.raises(LinkError) as caught:
            async with board(port, wanted).call(host):
                pass
        assert caught.value.code == code


async def test_the_port_is_opened_and_closed_by_turns(port: int) -> None:
    one = board(port)
    for _ in range(20):
        async with asyncio.TaskGroup() as group:
            for host in ("127.0.0.2", "127.0.0.3", "127.0.0.2"):
                group.create_task(_call(one, host))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as plain:
        plain.bind((US, port))


async def _call(one: Switchboard, host: str) -> None:
    async with one.call(host):
        await asyncio.sleep(0)
    async with one.call(host) as call:
        await call.send(b"\x10\x81")
