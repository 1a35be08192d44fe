"""Sockets of adapters: to checked addresses only, each pinned to one interface of this machine, and bounded.

Nothing here waits for ever, and nothing holds more than a few datagrams.
"""

import asyncio
import ipaddress
import os
import socket
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self, TypeVar

import ifaddr

from adapters.sdk.errors import RejectedError, UnreachableError
from adapters.sdk.onlink import Network, OffLinkError, Target, on_link

CONNECT_S: Final = 10.0
LOOK_S: Final = 10.0
"""Between two looks at the interfaces that are there: on a hub that boots they come up later."""
WAITING: Final = 64
"""Datagrams that wait for their reader; the oldest gives way."""
LONGEST: Final = 65_535
STREAM_LIMIT: Final = 65_536

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """One IPv4 address of this machine, with the name of its interface."""

    name: str
    address: ipaddress.IPv4Interface

    @property
    def broadcast(self) -> str:
        """The directed broadcast address of its network, which no router passes on."""
        return str(self.address.network.broadcast_address)


def interfaces(wanted: Sequence[str] = ()) -> tuple[Interface, ...]:
    """Give the interfaces of these names or addresses; without any, all private ones but loopback.

    Raises UnreachableError for one that is not there. Blocks for a moment.
    """
    found = tuple(_here())
    if not wanted:
        return tuple(one for one in found if one.address.ip.is_private and not one.address.ip.is_loopback)
    chosen = tuple(one for one in found if one.name in wanted or str(one.address.ip) in wanted)
    absent = [name for name in wanted if not any(name in {one.name, str(one.address.ip)} for one in chosen)]
    if absent:
        there = ", ".join(sorted({one.name for one in found}))
        reason = f"there is no interface {' or '.join(absent)} with an IPv4 address"
        raise UnreachableError(reason, f"name one of {there}", code="no-interface")
    return chosen


def absent_interfaces(wanted: Sequence[str]) -> str:
    """Say which interfaces of these names or addresses are not there, and what to name; "" where all are.

    Blocks for a moment.
    """
    try:
        interfaces(wanted)
    except UnreachableError as error:
        return f"{error.reason}; {error.fix or 'see the log of the system'}"
    return ""


def _here() -> Iterable[Interface]:
    try:
        adapters = ifaddr.get_adapters()
    except OSError as error:
        raise UnreachableError(f"the interfaces cannot be read: {error.strerror or error}") from error
    for adapter in adapters:
        for ip in adapter.ips:
            if isinstance(ip.ip, str):
                yield Interface(name=adapter.name, address=ipaddress.IPv4Interface(f"{ip.ip}/{ip.network_prefix}"))


async def checked(host: str, port: int, forbidden: Iterable[Network] = ()) -> list[Target]:
    """Resolve a host and give the addresses that may be connected to, as LinkErrors where there is none."""
    try:
        async with asyncio.timeout(CONNECT_S):
            return await on_link(host, port, forbidden=forbidden)
    except OffLinkError as error:
        raise RejectedError(str(error), "give an address on the local network", code=error.code) from error
    except TimeoutError as error:
        raise UnreachableError(f"{host} does not resolve in {CONNECT_S:g} s") from error
    except OSError as error:
        raise UnreachableError(f"{host} does not resolve: {error.strerror or error}") from error


async def open_stream(
    host: str, port: int, *, forbidden: Iterable[Network] = (), limit: int = STREAM_LIMIT
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Connect over TCP to a checked address; LinkError with the reason where none of them answers."""
    last: OSError = OSError("no address")
    for target in await checked(host, port, forbidden):
        try:
            async with asyncio.timeout(CONNECT_S):
                reader, writer = await asyncio.open_connection(*target.address[:2], limit=limit)
        except OSError as error:  # TimeoutError is one
            last = error
        else:
            writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return reader, writer
    raise UnreachableError(f"{host}:{port}: {_said(last)}")


def _said(error: OSError) -> str:
    """Say it in the system's words: the event loop puts the address into its own."""
    return os.strerror(error.errno) if error.errno else str(error) or "no answer"


def reason_of(error: OSError) -> str:
    """Say why a connection failed. The words of asyncio name the address once more."""
    if error.errno is not None and (error.strerror or "").startswith("Connect call failed"):
        return os.strerror(error.errno)
    return error.strerror or str(error) or "no answer"


class _Inbox(asyncio.DatagramProtocol):
    """Keeps the newest datagrams for one reader."""

    def __init__(self) -> None:
        self.waiting: deque[tuple[bytes, tuple[str, int]]] = deque(maxlen=WAITING)
        self.news = asyncio.Event()
        self.error: Exception | None = None

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.waiting.append((data, addr))
        self.news.set()

    def error_received(self, exc: Exception) -> None:
        self.error = exc
        self.news.set()

    def connection_lost(self, exc: Exception | None) -> None:
        self.error = exc or ConnectionResetError("the socket is closed")
        self.news.set()


class Datagrams:
    """A datagram socket connected to one checked address: what anybody else sends does not come through."""

    def __init__(self, transport: asyncio.DatagramTransport, inbox: _Inbox, host: str) -> None:
        """Made by `open`."""
        self._transport = transport
        self._inbox = inbox
        self._host = host

    @classmethod
    async def open(
        cls, host: str, port: int, *, forbidden: Iterable[Network] = (), source: str | None = None
    ) -> "Datagrams":
        """Check the address and bind a socket to it; `source` is the address of ours to send from."""
        target = (await checked(host, port, forbidden))[0]
        loop = asyncio.get_running_loop()
        try:
            transport, inbox = await loop.create_datagram_endpoint(
                _Inbox, remote_addr=target.address[:2], local_addr=None if source is None else (source, 0)
            )
        except OSError as error:
            raise UnreachableError(f"{host}:{port}: {error.strerror or error}") from error
        return cls(transport, inbox, f"{host}:{port}")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._transport.abort()
        await asyncio.sleep(0)  # it closes with the next turn

    @property
    def own(self) -> tuple[str, int]:
        """Our own address and port, for protocols that tell them to the far end."""
        host, port, *_ = self._transport.get_extra_info("sockname")
        return str(host), int(port)

    @property
    def peer(self) -> tuple[str, int]:
        """The address and port that was checked."""
        host, port, *_ = self._transport.get_extra_info("peername")
        return str(host), int(port)

    def send(self, data: bytes) -> None:
        """Send one datagram, or none where the system has no room: datagrams may be lost anyway."""
        self._transport.sendto(data)

    async def receive(self) -> bytes:
        """Give the next datagram; UnreachableError where the far end said that nobody listens."""
        inbox = self._inbox
        while not inbox.waiting:
            if inbox.error is not None:
                error, inbox.error = inbox.error, None
                raise UnreachableError(f"{self._host}: {getattr(error, 'strerror', None) or error}")
            inbox.news.clear()
            await inbox.news.wait()
        return inbox.waiting.popleft()[0]

    def forget(self) -> None:
        """Drop what came and was not read: where answers have no numbers, a late one would pass for the next."""
        self._inbox.waiting.clear()

    async def ask(
        self, make: Callable[[], bytes], accept: Callable[[bytes], _T | None], *, timeout_s: float, tries: int = 3
    ) -> _T:
        """Send what `make` gives until an answer is accepted; what `accept` gives None for is somebody else's answer.

        `accept` may raise: a LinkError that it raises ends the asking.
        """
        for _ in range(tries):
            self.send(make())
            try:
                async with asyncio.timeout(timeout_s):
                    while (found := accept(await self.receive())) is None:
                        pass
                    return found
            except TimeoutError:
                continue
        raise UnreachableError(
            f"{self._host}: no answer to {tries} requests in {tries * timeout_s:g} s", code="no-answer"
        )


@asynccontextmanager
async def _bound(
    address: tuple[str, int], prepare: Callable[[socket.socket], None]
) -> AsyncIterator[tuple[asyncio.DatagramTransport, _Inbox]]:
    plain = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        plain.setblocking(False)  # noqa: FBT003
        prepare(plain)
        plain.bind(address)
    except OSError as error:
        plain.close()
        raise UnreachableError(f"{address[0]}:{address[1]}: {error.strerror or error}", code="no-interface") from error
    transport, inbox = await asyncio.get_running_loop().create_datagram_endpoint(_Inbox, sock=plain)
    try:
        yield transport, inbox
    finally:
        transport.abort()
        await asyncio.sleep(0)


async def search(
    where: Interface, port: int, data: bytes, *, seconds: float, to: Iterable[str] = ()
) -> AsyncGenerator[tuple[str, bytes], None]:
    """Ask everybody on one interface, and give who answered and what, for some seconds. Asks twice. Use it in aclosing.

    The socket is bound to the interface's own address. `to` are addresses to ask as well, or instead where the
    interface has no broadcast; each must lie in its network.
    """
    targets = [
        one for one in dict.fromkeys((where.broadcast, *to)) if ipaddress.IPv4Address(one) in where.address.network
    ]

    def prepare(plain: socket.socket) -> None:
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)

    async with _bound((str(where.address.ip), 0), prepare) as (transport, inbox):
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        for until in (loop.time() + seconds / 2, end):
            for target in targets:
                transport.sendto(data, (target, port))
            while (heard := await _next(inbox, until)) is not None:
                yield heard


async def listen(where: Sequence[Interface], port: int, *, group: str = "") -> AsyncGenerator[tuple[str, bytes], None]:
    """Give who sent what to a port: broadcasts, or a multicast group joined on these interfaces alone.

    It never ends, so use it in aclosing. The port is bound for all addresses, as broadcasts need; what did not come
    from a network of these interfaces is dropped. One socket hears them all: where several have one port, what is sent
    to this machine alone reaches only one of them.
    """

    def prepare(plain: socket.socket) -> None:
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if group:
            for one in {one.name: one for one in where}.values():  # a second address of one would join it again
                member = socket.inet_aton(group) + one.address.ip.packed
                plain.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)

    networks = {one.address.network for one in where}
    async with _bound((group or "", port), prepare) as (_, inbox):
        while True:
            heard = await _next(inbox, None)
            if heard is not None and any(ipaddress.IPv4Address(heard[0]) in network for network in networks):
                yield heard


async def _next(inbox: _Inbox, until: float | None) -> tuple[str, bytes] | None:
    """Give who sent what, or None at a time of the loop's clock; errors of single sends are no matter."""
    while not inbox.waiting:
        inbox.news.clear()
        try:
            async with asyncio.timeout_at(until):
                await inbox.news.wait()
        except TimeoutError:
            return None
    data, (sender, *_) = inbox.waiting.popleft()
    return sender, data


async def within(what: str, timeout_s: float, work: "asyncio.Future[_T] | asyncio.Task[_T]") -> _T:
    """Wait for a step of a conversation; UnreachableError names it where it takes too long."""
    try:
        async with asyncio.timeout(timeout_s):
            return await work
    except TimeoutError as error:
        raise UnreachableError(f"no answer to {what} in {timeout_s:g} s", code="no-answer") from error
