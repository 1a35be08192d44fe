"""Datagrams to and from a multicast group, on one interface and no further than its links."""

import asyncio
import socket
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from adapters.sdk.errors import UnreachableError
from adapters.sdk.network import WAITING, Interface

HOPS: Final = 1
"""Where the standard has 16 (3/8/5 §2.5): what is meant for the home stays on its own link."""


class Multicast(asyncio.DatagramProtocol):
    """One socket, and the group that it speaks to."""

    def __init__(self, group: str, port: int) -> None:
        """`port` is the group's own."""
        self._group = group
        self._port = port
        self._waiting: deque[tuple[bytes, str]] = deque(maxlen=WAITING)
        self._news = asyncio.Event()
        self._error: Exception | None = None
        self.transport: asyncio.DatagramTransport | None = None  # set once it is open

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        """Keep what came."""
        self._waiting.append((data, addr[0]))
        self._news.set()

    def error_received(self, exc: Exception) -> None:
        """Keep why sending failed: the interface may be gone."""
        self._error = exc
        self._news.set()

    @property
    def own(self) -> tuple[str, int]:
        """Our own address and port."""
        host, port = self.transport.get_extra_info("sockname")[:2] if self.transport else ("", 0)
        return str(host), int(port)

    async def send(self, message: bytes) -> None:
        """Send to the group, as a channel does."""
        if self.transport is not None:
            self.transport.sendto(message, (self._group, self._port))

    async def receive(self) -> bytes:
        """Give the next message, as a channel does. UnreachableError."""
        return (await self.heard())[0]

    async def heard(self) -> tuple[bytes, str]:
        """Give the next message and who sent it. UnreachableError."""
        while not self._waiting:
            if self._error is not None:
                raise UnreachableError(f"{self._group}: {getattr(self._error, 'strerror', None) or self._error}")
            self._news.clear()
            await self._news.wait()
        return self._waiting.popleft()


@asynccontextmanager
async def multicast(where: Interface, group: str, port: int, *, member: bool) -> AsyncIterator[Multicast]:
    """Open a socket on one interface. A `member` hears the group; else only what is sent to its own address."""
    plain = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    own = where.address.ip.packed
    try:
        plain.setblocking(False)  # noqa: FBT003
        plain.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, own)
        plain.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, HOPS)
        if member:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            plain.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(group) + own)
        plain.bind((group, port) if member else (str(where.address.ip), 0))
    except OSError as error:
        plain.close()
        raise UnreachableError(f"{where.name}: {error.strerror or error}", code="no-interface") from error
    loop = asyncio.get_running_loop()
    transport, found = await loop.create_datagram_endpoint(lambda: Multicast(group, port), sock=plain)
    found.transport = transport
    try:
        yield found
    finally:
        transport.abort()
        await asyncio.sleep(0)
