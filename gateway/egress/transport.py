"""One TLS connection a slot: resolved at the slot, checked, opened once, closed; nothing is kept for the next."""

import asyncio
import hashlib
import ipaddress
import logging
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from gateway.egress.errors import SinkError

READ_LIMIT: Final = 4096  # of a reply only its status is used
CLOSE_S: Final = 2.0

log = logging.getLogger(__name__)

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolve = Callable[[str, int], Awaitable[tuple[str, ...]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SinkPolicy:
    """Which addresses a sink may resolve to: public ones, and the networks named here (a relay at home, a demo)."""

    networks: tuple[Network, ...] = ()
    public: bool = True

    def allows(self, address: Address) -> bool:
        """Whether a connection may be opened."""
        if any(address.version == n.version and address in n for n in self.networks):
            return True
        return self.public and address.is_global and not address.is_multicast


async def resolve(host: str, port: int) -> tuple[str, ...]:
    """Ask the system's resolver; IPv4 first, as homes without IPv6 are common."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise SinkError("dns") from error
    return tuple(str(row[4][0]) for row in sorted(found, key=lambda row: row[0] != socket.AF_INET))


def tls_context(ca_sha256: str, ca_pem: str) -> ssl.SSLContext:
    """TLS 1.3 only, the one authority that the contract names, and no session to resume: it is used once.

    Raises SinkError when that authority is neither in the contract nor known to the system.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.options |= ssl.OP_NO_TICKET
    context.load_verify_locations(cadata=_authority(ca_sha256, ca_pem))
    return context


def _authority(ca_sha256: str, ca_pem: str) -> bytes:
    try:
        known = (ssl.PEM_cert_to_DER_cert(ca_pem),) if ca_pem else _system_authorities()
    except ValueError as error:
        raise SinkError("authority") from error
    for certificate in known:
        if hashlib.sha256(certificate).hexdigest() == ca_sha256:
            return certificate
    raise SinkError("authority")


def _system_authorities() -> tuple[bytes, ...]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    return tuple(context.get_ca_certs(binary_form=True))


@dataclass(slots=True)
class Tally:
    """What a slot has put on the wire so far."""

    sent_bytes: int = 0
    shown: bool = False  # an envelope's byte may have left


@dataclass(slots=True)
class Wire:
    """A connection that counts what it was given to send."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    tally: Tally

    async def send(self, data: bytes, *, shows: bool = False) -> None:
        """Hand bytes to TLS and wait until they are taken. `shows`: an envelope is among them."""
        self.tally.shown |= shows
        self.tally.sent_bytes += len(data)
        self.writer.write(data)
        await self.writer.drain()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a sink is, all of it from the contract."""

    host: str
    port: int
    server_name: str
    ca_sha256: str
    ca_pem: str


@asynccontextmanager
async def open_wire(
    target: Target, tally: Tally, *, policy: SinkPolicy, resolve_host: Resolve = resolve
) -> AsyncIterator[Wire]:
    """Open one connection to the first address of the host; raises SinkError when it does not stand or breaks."""
    address = await _address(target.host, target.port, policy, resolve_host)
    context = await asyncio.to_thread(tls_context, target.ca_sha256, target.ca_pem)
    try:
        reader, writer = await asyncio.open_connection(
            address, target.port, ssl=context, server_hostname=target.server_name or target.host, limit=READ_LIMIT
        )
    except ssl.SSLError as error:
        log.info("%s port %d: %s", target.host, target.port, error)
        raise SinkError("tls") from error
    except OSError as error:
        log.info("%s port %d: %s", target.host, target.port, error)
        raise SinkError("connect") from error
    try:
        yield Wire(reader, writer, tally)
    except (OSError, EOFError, asyncio.LimitOverrunError) as error:
        raise SinkError("broken") from error
    except asyncio.CancelledError:
        writer.transport.abort()  # withdrawn or too late: not one byte more
        raise
    finally:
        await _close(writer)


async def _address(host: str, port: int, policy: SinkPolicy, resolve_host: Resolve) -> str:
    found = await resolve_host(host, port)
    if not found:
        raise SinkError("dns")
    if not policy.allows(ipaddress.ip_address(found[0].partition("%")[0])):
        raise SinkError("address")
    return found[0]


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    try:
        async with asyncio.timeout(CLOSE_S):
            await writer.wait_closed()
    except (OSError, TimeoutError):
        writer.transport.abort()
