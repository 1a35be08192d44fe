"""Making the connection without blocking the loop: address check, TCP, TLS. No MQTT here."""

import asyncio
import socket
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from adapters.mqtt.errors import ConnectFailedError
from adapters.sdk.onlink import Network, OffLinkError, Target, on_link

TIMEOUT_S: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TlsSettings:
    """Certificates as files. The broker's name is always checked; there is no way to switch that off."""

    ca_file: Path | None = None  # None: the system's own authorities
    certificate_file: Path | None = None
    key_file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where the broker is, and how it is reached."""

    host: str
    port: int
    tls: TlsSettings | None = None
    forbidden: tuple[Network, ...] = ()


async def connect(endpoint: Endpoint) -> socket.socket:
    """Give a connected, non-blocking socket; ConnectFailedError with the reason where none of the addresses works."""
    try:
        async with asyncio.timeout(TIMEOUT_S):
            targets = await on_link(endpoint.host, endpoint.port, forbidden=endpoint.forbidden)
            plain = await _first_that_answers(targets)
            return plain if endpoint.tls is None else await _secured(plain, endpoint.host, endpoint.tls)
    except OffLinkError as error:
        raise ConnectFailedError(
            f"the address is not on this home's network: {error}", "name a broker on the local network"
        ) from error
    except TimeoutError as error:
        raise ConnectFailedError(f"no answer from {endpoint.host}:{endpoint.port} in {TIMEOUT_S:g} s") from error
    except ssl.SSLError as error:
        reason = f"TLS with {endpoint.host} failed: {_tls_reason(error)}"
        raise ConnectFailedError(reason, "check tls.ca_file") from error
    except OSError as error:
        raise ConnectFailedError(f"{endpoint.host}:{endpoint.port}: {error.strerror or error}") from error


async def _first_that_answers(targets: list[Target]) -> socket.socket:
    last: OSError = OSError("no address")
    for target in targets:
        try:
            return await _open(target)
        except OSError as error:
            last = error
    raise last


async def _open(target: Target) -> socket.socket:
    plain = socket.socket(target.family, socket.SOCK_STREAM)
    try:
        plain.setblocking(False)  # noqa: FBT003
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await asyncio.get_running_loop().sock_connect(plain, target.address)
    except BaseException:
        plain.close()
        raise
    return plain


async def _secured(plain: socket.socket, host: str, tls: TlsSettings) -> ssl.SSLSocket:
    """Shake hands; the name checked is the configured one, though the address was resolved before."""
    try:
        context = await asyncio.to_thread(_context, tls)
        secure = context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
    except BaseException:
        plain.close()
        raise
    try:
        await _handshake(secure)
    except BaseException:
        secure.close()
        raise
    return secure


def _context(tls: TlsSettings) -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=None if tls.ca_file is None else str(tls.ca_file))
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    # From Python 3.13 on the default wants extensions that authorities made at home seldom write (RFC 5280 §4.2.1.1).
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    if tls.certificate_file is not None:
        context.load_cert_chain(tls.certificate_file, tls.key_file)
    return context


async def _handshake(secure: ssl.SSLSocket) -> None:
    while True:
        try:
            secure.do_handshake()
        except ssl.SSLWantReadError:
            await _ready(secure, write=False)
        except ssl.SSLWantWriteError:
            await _ready(secure, write=True)
        else:
            return


async def _ready(sock: socket.socket, *, write: bool) -> None:
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()
    watch, forget = (loop.add_writer, loop.remove_writer) if write else (loop.add_reader, loop.remove_reader)

    def ready() -> None:
        if not done.done():
            done.set_result(None)

    watch(sock, ready)
    try:
        await done
    finally:
        forget(sock)


def _tls_reason(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    return error.reason or "the handshake failed"
