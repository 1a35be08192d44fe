"""What an accessory announces is believed until it says otherwise; an answer that comes late is not the last word."""

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Final, cast

import pytest
from zeroconf import ServiceStateChange

from adapters.homekit.browse import MOST, TCP, Whereabouts
from tests.adapters.homekit.stage import KEY
from tests.peers.network import private_network

pytestmark = [pytest.mark.peer, pytest.mark.usefixtures("alone")]

GROUP: Final = ("224.0.0.251", 5353)
THERE: Final = "10.77.0.2"
NAME: Final = ("Desk", "_hap", "_tcp", "local")
HOST: Final = ("desk", "local")
TXT, PTR, SRV, A = 16, 12, 33, 1
FLUSH: Final = 0x8001  # class IN, and what was known before is void (RFC 6762, 10.2)
ANSWER: Final = 0x8400


@pytest.fixture
def alone() -> Iterator[None]:
    with private_network():
        yield


def labels(name: tuple[str, ...]) -> bytes:
    return b"".join(bytes([len(part)]) + part.encode() for part in name) + b"\0"


def record(name: tuple[str, ...], kind: int, data: bytes, rclass: int = FLUSH) -> bytes:
    return labels(name) + struct.pack(">HHIH", kind, rclass, 4500, len(data)) + data


def keys(*, free: bool) -> bytes:
    told = (f"id={KEY}", "md=Lamp", "c#=1", f"sf={int(free)}")
    return record(NAME, TXT, b"".join(bytes([len(one)]) + one.encode() for one in told))


WHERE: Final = (
    record(NAME[1:], PTR, labels(NAME), 1),
    record(NAME, SRV, struct.pack(">HHH", 0, 0, 51827) + labels(HOST)),
    record(HOST, A, socket.inet_aton(THERE)),
)


class Far(asyncio.DatagramProtocol):
    """An accessory's mDNS, in bytes of its own. It answers questions about its keys where it is not deaf."""

    def __init__(self) -> None:
        self.is_free = True
        self.is_deaf = False
        self.asked = asyncio.Event()
        self.link: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.link = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, _addr: object) -> None:
        is_question = struct.unpack_from(">H", data, 2)[0] & 0x8000 == 0
        if is_question and labels(NAME)[:-1] in data and struct.pack(">HH", TXT, 1) in data:
            self.asked.set()
            if not self.is_deaf:
                self.tell(keys(free=self.is_free))

    def tell(self, *records: bytes) -> None:
        assert self.link is not None
        self.link.sendto(struct.pack(">HHHHHH", 0, ANSWER, 0, len(records), 0, 0) + b"".join(records), GROUP)


@asynccontextmanager
async def accessory() -> AsyncIterator[Far]:
    link = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    link.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    link.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    link.bind(GROUP)
    here = socket.inet_aton(THERE)
    link.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(GROUP[0]) + here)
    link.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, here)
    transport, far = await asyncio.get_running_loop().create_datagram_endpoint(Far, sock=link)
    try:
        yield far
    finally:
        transport.close()


async def until_free(whereabouts: Whereabouts, *, wanted: bool) -> None:
    async with asyncio.timeout(20):
        while (found := whereabouts.now(KEY)) is None or found.is_free is not wanted:
            await asyncio.sleep(0.02)


async def test_an_older_answer_behind_a_newer_one_is_not_the_last_word() -> None:
    async with accessory() as far, Whereabouts(["home0"]) as whereabouts:
        looking = asyncio.create_task(whereabouts.find(KEY, 20))
        while not looking.done():  # until it listens
            far.tell(*WHERE, keys(free=True))
            await asyncio.sleep(0.05)
        assert (await looking) is not None
        # it is paired and says so; an answer that was held back comes behind and says what was so before
        far.is_free = False
        far.tell(keys(free=False))
        far.tell(keys(free=True))
        await until_free(whereabouts, wanted=False)


async def test_a_search_asks_what_was_missed() -> None:
    async with accessory() as far, Whereabouts(["home0"]) as whereabouts:
        while not await whereabouts.everybody(0.2):
            far.tell(*WHERE, keys(free=True))
        far.is_free = False  # said, and lost on the air
        await whereabouts.everybody(0.2)
        await until_free(whereabouts, wanted=False)


async def test_who_wants_to_pair_asks_first_and_takes_what_is_known_where_nobody_answers() -> None:
    async with accessory() as far, Whereabouts(["home0"]) as whereabouts:
        while not await whereabouts.everybody(0.2):
            far.tell(*WHERE, keys(free=True))
        far.is_free = False
        found = await whereabouts.find(KEY, 20, anew=True)
        assert found is not None
        assert not found.is_free
        far.is_deaf = True
        far.asked.clear()
        assert await whereabouts.find(KEY, 0.2, anew=True) == found
        assert far.asked.is_set()


async def test_who_says_goodbye_is_forgotten_and_of_a_flood_the_oldest() -> None:
    here = Whereabouts(())
    for number in range(MOST):
        here._note(TCP, f"{number}", ServiceStateChange.Added)
    here._note(TCP, "0", ServiceStateChange.Added)  # told again, and so newer than the others
    here._note(TCP, "new", ServiceStateChange.Added)
    assert (len(here._names), "0" in here._names, "1" in here._names) == (MOST, True, False)
    here._note(TCP, "new", ServiceStateChange.Removed)
    assert "new" not in here._names
