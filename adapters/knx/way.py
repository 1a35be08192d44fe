"""How the bus is reached: through one interface by address, or by the group of routers; checked at every connect."""

import asyncio
import ipaddress
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from adapters.knx.link import Address, Bus, Heard, Odd, Routing, Tunnel, beside
from adapters.knx.mapping import LINK
from adapters.knx.multicast import multicast
from adapters.knx.protocol.frame import GROUP, PORT, Connected, Described, anonymous
from adapters.sdk.channel import Channel
from adapters.sdk.errors import RejectedError
from adapters.sdk.network import Datagrams, Interface, checked, interfaces
from adapters.sdk.tap import Tap


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


class Tapped:
    """A channel that tells the tap what passes, without what names a home: frames of octets hide that from others."""

    def __init__(self, channel: Channel, tap: Tap) -> None:
        """Take what is listened to."""
        self._channel = channel
        self._tap = tap

    async def send(self, message: bytes) -> None:
        """Tell, then send."""
        self._tap.said(LINK, anonymous(message))
        await self._channel.send(message)

    async def receive(self) -> bytes:
        """Receive, then tell."""
        message = await self._channel.receive()
        self._tap.heard(LINK, anonymous(message))
        return message


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Interfaced:
    """Through one KNXnet/IP interface or router, by tunnelling over UDP."""

    host: str
    port: int = PORT
    individual_address: int = 0
    interfaces: Sequence[str] = ()
    pace: Pace = Pace()
    tap: Tap

    @asynccontextmanager
    async def __call__(self, heard: Heard, odd: Odd) -> AsyncIterator[Open]:
        """Check the address, connect, and keep the tunnel for the time of a block."""
        source = await self.source()
        async with await Datagrams.open(self.host, self.port, source=source) as link:
            channel = Tapped(SpeaksUdp(link), self.tap)
            async with tunnelled(
                channel, link.own, link.peer, heard, odd, pace=self.pace, wanted=self.individual_address
            ) as found:
                yield found

    async def source(self) -> str | None:
        """Give our address on the configured interface that the host is on; None where any will do."""
        if not self.interfaces:
            return None
        target = (await checked(self.host, self.port))[0].address[0]
        places = await asyncio.to_thread(interfaces, tuple(self.interfaces))
        place = next((one for one in places if ipaddress.ip_address(target) in one.address.network), None)
        if place is None:
            names = ", ".join(self.interfaces)
            raise RejectedError(f"{target} is not on {names}", "name the interface that it is on", code="off-link")
        return str(place.address.ip)


@asynccontextmanager
async def tunnelled(
    channel: Channel, own: Address, peer: Address, heard: Heard, odd: Odd, *, pace: Pace, wanted: int = 0
) -> AsyncIterator[Open]:
    """Ask who is there, open a tunnel, keep it for the time of a block, and end it."""
    tunnel = Tunnel(channel, own, heard, odd, answer_s=pace.answer_s, pause_s=pace.pause_s)
    async with beside(tunnel.listen(), tunnel.lost()):
        server = await tunnel.describe()
        granted = await tunnel.connect(peer, wanted)
        try:
            async with beside(tunnel.beat(pace.beat_s)):
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
            channel = Tapped(link, self.tap)
            bus = Routing(channel, self.individual_address, heard, odd, pause_s=self.pace.pause_s)
            async with beside(bus.listen()):
                yield Open(bus=bus)


async def places(wanted: Sequence[str]) -> tuple[Interface, ...]:
    """Give the interfaces to search on, each once: a group is asked through an interface, whatever its addresses."""
    found = await asyncio.to_thread(interfaces, tuple(wanted))
    return tuple({one.name: one for one in reversed(found)}.values())
