"""How the bus is reached: through one interface by address, or by the group of routers; checked at every connect."""

import asyncio
import ipaddress
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Final, Protocol

from adapters.knx.link import Address, Bus, Heard, Odd, Routing, Tunnel
from adapters.knx.mapping import LINK
from adapters.knx.multicast import multicast
from adapters.knx.protocol.frame import (
    GROUP,
    PORT,
    Connected,
    Described,
    FrameError,
    anonymous,
    description_request,
    parse,
    search_request,
)
from adapters.sdk.beside import beside
from adapters.sdk.channel import Channel, Tapped
from adapters.sdk.errors import LinkError, RejectedError
from adapters.sdk.network import Datagrams, Interface, checked, interfaces
from adapters.sdk.tap import Discreet, Tap

SEARCH_S: Final = 2.0
"""How long an interface that is not where it was is searched for."""
MOST: Final = 256
"""Interfaces and routers that one search keeps, whoever answers."""


class OtherInterfaceError(RejectedError):
    """Another interface has the address now; its bus may be that of others."""

    code = "other-interface"
    retry = True

    def __init__(self, host: str) -> None:
        """Name the address."""
        super().__init__(f"another interface answers at {host}", "pair it anew if it was exchanged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A way that stands: the bus, and who lets us on it; routers are many, and say nothing of themselves."""

    bus: Bus
    server: Described | None = None
    tunnel: Connected | None = None
    host: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Times of a way. `telegrams_per_s` is what we put on a bus that bears about fifty of them."""

    answer_s: float = 3.0
    beat_s: float = 30.0
    telegrams_per_s: float = 15.0

    @property
    def pause_s(self) -> float:
        """How long after one telegram of ours the next may follow."""
        return 1 / self.telegrams_per_s


class Way(Protocol):
    """Opens the bus. Raises LinkError, also within the block when the link ends."""

    def __call__(self, heard: Heard, odd: Odd) -> AbstractAsyncContextManager[Open]: ...


class SpeaksUdp:
    """Datagrams as a channel."""

    def __init__(self, link: Datagrams) -> None:
        """Take an open socket."""
        self._link = link

    async def send(self, message: bytes) -> None:
        """Send one frame."""
        self._link.send(message)

    async def receive(self) -> bytes:
        """Give the next frame."""
        return await self._link.receive()


def _tapped(channel: Channel, tap: Tap) -> Tapped:
    """Tell a tap what passes, without what names a home: frames of octets hide that from others."""
    return Tapped(channel, Discreet(tap, anonymous), LINK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interfaced:
    """Through one KNXnet/IP interface or router, by tunnelling over UDP."""

    host: str
    port: int = PORT
    mac: str = ""  # of the interface, where it is known: it may get another address
    individual_address: int = 0
    interfaces: Sequence[str] = ()
    pace: Pace = Pace()
    tap: Tap

    @asynccontextmanager
    async def __call__(self, heard: Heard, odd: Odd) -> AsyncIterator[Open]:
        """Check the address, connect, and keep the tunnel for the time of a block."""
        host = await self._located() if self.mac else self.host
        source = await self.source(host)
        async with await Datagrams.open(host, self.port, source=source) as link:
            channel = _tapped(SpeaksUdp(link), self.tap)
            async with tunnelled(
                channel, link.own, link.peer, heard, odd, pace=self.pace, wanted=self.individual_address
            ) as found:
                yield found

    async def _located(self) -> str:
        """Give the address at which the very interface answers: where it was, else where a search finds it."""
        server: Described | None = None
        with suppress(LinkError):
            async with await Datagrams.open(self.host, self.port, source=await self.source(self.host)) as link:
                request = description_request(*link.own)
                server = await link.ask(lambda: request, _description, timeout_s=self.pace.answer_s, tries=2)
            if server.mac == self.mac:
                return self.host
        found = await everybody(self.interfaces, SEARCH_S, self.mac)
        there = next((host for host, one in found.items() if one.mac == self.mac), None)
        if there is None and server is not None:
            raise OtherInterfaceError(self.host)
        return there or self.host

    async def source(self, host: str) -> str | None:
        """Give our address on the configured interface that the host is on; None where any will do."""
        if not self.interfaces:
            return None
        target = (await checked(host, self.port))[0].address[0]
        places = await asyncio.to_thread(interfaces, tuple(self.interfaces))
        place = next((one for one in places if ipaddress.ip_address(target) in one.address.network), None)
        if place is None:
            names = ", ".join(self.interfaces)
            raise RejectedError(f"{target} is not on {names}", "name the interface that it is on", code="off-link")
        return str(place.address.ip)


def _description(data: bytes) -> Described | None:
    with suppress(FrameError):
        message = parse(data)
        return message if isinstance(message, Described) else None
    return None


@asynccontextmanager
async def tunnelled(
    channel: Channel, own: Address, peer: Address, heard: Heard, odd: Odd, *, pace: Pace, wanted: int = 0
) -> AsyncIterator[Open]:
    """Ask who is there, open a tunnel, keep it for the time of a block, and end it."""
    tunnel = Tunnel(channel, own, heard, odd, answer_s=pace.answer_s, pause_s=pace.pause_s)
    async with beside(tunnel.listen(), tunnel.lost(), name="knx listener"):
        server = await tunnel.describe()
        granted = await tunnel.connect(peer, wanted)
        try:
            async with beside(tunnel.beat(pace.beat_s), name="knx heartbeat"):
                yield Open(bus=tunnel, server=server, tunnel=granted, host=peer[0])
        finally:
            await tunnel.disconnect()


@dataclass(frozen=True, slots=True, kw_only=True)
class Routed:
    """Through the group of all routers, on one interface."""

    interface: str
    individual_address: int
    group: str = GROUP
    pace: Pace = Pace()
    tap: Tap

    @asynccontextmanager
    async def __call__(self, heard: Heard, odd: Odd) -> AsyncIterator[Open]:
        """Join the group for the time of a block."""
        (place, *_) = await asyncio.to_thread(interfaces, (self.interface,))
        async with multicast(place, self.group, PORT, member=True) as link:
            channel = _tapped(link, self.tap)
            bus = Routing(channel, self.individual_address, heard, odd, pause_s=self.pace.pause_s)
            async with beside(bus.listen(), name="knx listener"):
                yield Open(bus=bus)


async def everybody(wanted: Sequence[str], seconds: float, mac: str = "") -> dict[str, Described]:
    """Search all interfaces at once, and give who answered, by address; ends early once the one with `mac` did."""
    found: dict[str, Described] = {}
    enough = asyncio.Event()
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            searches = [_search(one, seconds, found, mac, enough) for one in await _places(wanted)]
            async with beside(*searches, name="knx search"):
                await enough.wait()
    return found


async def _places(wanted: Sequence[str]) -> tuple[Interface, ...]:
    """Give the interfaces to search on, each once: a group is asked through an interface, whatever its addresses."""
    found = await asyncio.to_thread(interfaces, tuple(wanted))
    return tuple({one.name: one for one in reversed(found)}.values())


async def _search(
    place: Interface, seconds: float, found: dict[str, Described], mac: str, enough: asyncio.Event
) -> None:
    """Ask who is there, twice (3/8/2 §7.6.1), and keep who answers from the interface's network."""
    with suppress(LinkError):  # an interface without multicast hinders nobody else
        async with multicast(place, GROUP, PORT, member=False) as link:
            for _ in range(2):
                await link.send(search_request(*link.own))
                with suppress(TimeoutError):
                    async with asyncio.timeout(seconds / 2):
                        while True:
                            _take(place, *await link.heard(), found)
                            if mac and any(one.mac == mac for one in found.values()):
                                enough.set()


def _take(place: Interface, data: bytes, sender: str, found: dict[str, Described]) -> None:
    with suppress(FrameError):
        message = parse(data)
        is_here = ipaddress.IPv4Address(sender) in place.address.network
        if isinstance(message, Described) and is_here and len(found) < MOST:
            found.setdefault(sender, message)
