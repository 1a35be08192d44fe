"""Port 3610 of our interfaces, shared by all nodes: each hears what comes from its own address.

Nodes answer and announce to port 3610, whatever port was asked from, so there can be one such socket an address. It is
bound to the interface's own address; a second one, bound to the group, hears what is announced to all there. Whoever
asks us is answered here. Answers may come from any port of a node.

Source: ECHONET Lite Specification 1.12, part 2, §1.2 (UDP, port 3610), §4.2.1 (who answers whom).
"""

import asyncio
import ipaddress
import socket
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Final

from adapters.echonet.own import answer
from adapters.echonet.protocol import GROUP, INSTANCE_NOTICE, NODE, PORT, Eoj, Service
from adapters.sdk.errors import UnreachableError
from adapters.sdk.network import WAITING, Interface, checked, interfaces
from adapters.sdk.onlink import Target

Own = dict[Eoj, dict[int, bytes]]
_ALL: Final = ""
_NOBODY: Final = "-"
_INFORMED: Final = frozenset({Service.INFORM, Service.INFORM_C})


class Call:
    """A channel to one address; the newest datagrams wait for their reader, and the oldest give way."""

    def __init__(self, post: "_Post", host: str) -> None:
        """Made by the switchboard; without a host it hears all."""
        self.host = host
        self._post = post
        self._waiting: deque[tuple[str, bytes]] = deque(maxlen=WAITING)
        self._news = asyncio.Event()

    def put(self, sender: str, data: bytes) -> None:
        """Take one datagram."""
        self._waiting.append((sender, data))
        self._news.set()

    def end(self) -> None:
        """Wake who waits: the socket is gone."""
        self._news.set()

    async def send(self, message: bytes) -> None:
        """Send one frame."""
        self._post.send(message, self.host)

    async def receive(self) -> bytes:
        """Give the next frame of the node."""
        return (await self.heard())[1]

    async def heard(self) -> tuple[str, bytes]:
        """Give who sent what next. UnreachableError where the socket is gone."""
        while not self._waiting:
            if self._post.is_closed:
                raise UnreachableError(f"port {self._post.port} of {self._post.where.name} was closed")
            self._news.clear()
            await self._news.wait()
        return self._waiting.popleft()


class _Post(asyncio.DatagramProtocol):
    """The two sockets of one interface."""

    def __init__(self, where: Interface, port: int, own: Own, begun: Callable[[str], None]) -> None:
        self.where = where
        self.port = port
        self.calls: dict[str, list[Call]] = {}
        self.is_closed = False
        self.gone = asyncio.Event()
        self._own = own
        self._begun = begun
        self._address = str(where.address.ip)
        self._transports: list[asyncio.DatagramTransport] = []
        self._left = 0

    async def open(self) -> None:
        try:
            for bound in (self._address, GROUP):
                self._transports.append(await self._listen(bound))
        except OSError as error:
            self.close()
            taken = "another program has it" if error.errno == 98 else error.strerror or str(error)  # EADDRINUSE
            raise UnreachableError(
                f"port {self.port} of {self._address}: {taken}",
                "stop the other ECHONET Lite program, or name another interface",
                code="no-port",
            ) from error

    async def _listen(self, bound: str) -> asyncio.DatagramTransport:
        plain = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            plain.setblocking(False)  # noqa: FBT003
            here = self.where.address.ip.packed
            if bound == GROUP:
                plain.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                plain.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(GROUP) + here)
            plain.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, here)
            plain.bind((bound, self.port))
        except OSError:
            plain.close()
            raise
        transport, _ = await asyncio.get_running_loop().create_datagram_endpoint(lambda: self, sock=plain)
        return transport

    def close(self) -> None:
        self.is_closed = True
        for one in self._transports:
            one.abort()
        for calls in self.calls.values():
            for call in calls:
                call.end()

    def send(self, data: bytes, host: str) -> None:
        if not self.is_closed:
            self._transports[0].sendto(data, (host, self.port))

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        sender = addr[0]
        if sender == self._address or ipaddress.IPv4Address(sender) not in self.where.address.network:
            return
        reply = answer(data, self._own)
        if reply is not None:
            self.send(reply, sender)
            return
        if _begins(data):
            self._begun(sender)
        for call in (*self.calls.get(sender, ()), *self.calls.get(_ALL, ())):
            call.put(sender, data)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002
        self._left += 1
        if not self.is_closed:
            self.close()
        if self.is_gone:
            self.gone.set()

    @property
    def is_gone(self) -> bool:
        """Whether the port is free again."""
        return self.is_closed and self._left == len(self._transports)


def _begins(data: bytes) -> bool:
    """Whether a node tells all which objects it has, as each does when it begins (part 2, §4.3.1)."""
    is_node = len(data) > 12 and data[4:6] == NODE.code.to_bytes(2)
    return is_node and data[10] in _INFORMED and data[12] == INSTANCE_NOTICE


class Switchboard:
    """Opens an interface's port with its first call, and closes it with the last."""

    def __init__(self, wanted: Sequence[str], own: Callable[[], Own], *, port: int = PORT) -> None:
        """Take names or addresses of interfaces, and what we tell of ourselves; that is asked for in a thread."""
        self._wanted = tuple(wanted)
        self._make_own = own
        self._own: Own | None = None
        self._port = port
        self._posts: dict[str, _Post] = {}
        self.begun: Callable[[str], None] = lambda _: None  # called with the address of a node that begins
        self._lock = asyncio.Lock()

    async def places(self) -> tuple[Interface, ...]:
        """Give the interfaces, one for each network. UnreachableError for one that is not there."""
        found: dict[ipaddress.IPv4Network, Interface] = {}
        for one in await asyncio.to_thread(interfaces, self._wanted):
            found.setdefault(one.address.network, one)
        return tuple(found.values())

    @asynccontextmanager
    async def call(self, host: str) -> AsyncIterator[Call]:
        """Open a channel to a host, which is resolved and checked now. LinkError."""
        address = _address((await checked(host, self._port))[0])
        where = next((one for one in await self.places() if address in one.address.network), None)
        if where is None:
            raise UnreachableError(
                f"{host} is in no network of the interfaces that are used here",
                "name its interface under `interfaces`",
                code="no-interface",
            )
        async with self._joined(where, str(address)) as call:
            yield call

    async def shout(self, where: Interface, data: bytes, *, seconds: float) -> AsyncGenerator[tuple[str, bytes], None]:
        """Ask all nodes of one interface, twice, and give who said what for some seconds. Use it in aclosing."""
        async with self._joined(where, _ALL) as call:
            loop = asyncio.get_running_loop()
            end = loop.time() + seconds
            for until in (loop.time() + seconds / 2, end):
                self._posts[str(where.address)].send(data, GROUP)
                with suppress(TimeoutError):
                    while True:
                        async with asyncio.timeout_at(until):
                            heard = await call.heard()
                        yield heard

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Hear, for the time of a block, which nodes begin. LinkError."""
        async with AsyncExitStack() as stack:
            for place in await self.places():
                await stack.enter_async_context(self._joined(place, _NOBODY))
            yield

    @asynccontextmanager
    async def _joined(self, where: Interface, host: str) -> AsyncIterator[Call]:
        post = await self._post(where)
        call = Call(post, host)
        post.calls.setdefault(host, []).append(call)
        try:
            yield call
        finally:
            post.calls[host].remove(call)
            if not post.calls[host]:
                del post.calls[host]
            if not post.calls:
                post.close()
                await asyncio.sleep(0)  # it closes with the next turn

    async def _post(self, where: Interface) -> _Post:
        async with self._lock:
            post = self._posts.get(str(where.address))
            if post is None or post.is_closed:
                if post is not None and not post.is_gone:
                    await post.gone.wait()
                if self._own is None:
                    self._own = await asyncio.to_thread(self._make_own)
                post = _Post(where, self._port, self._own, self.begun)
                await post.open()
                self._posts[str(where.address)] = post
            return post


def _address(target: Target) -> ipaddress.IPv4Address:
    try:
        return ipaddress.IPv4Address(target.address[0])
    except ValueError:
        raise UnreachableError("it has no IPv4 address", "give its IPv4 address", code="no-interface") from None
