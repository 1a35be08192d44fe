"""The recipient: two TLS endpoints, traps, one record."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from simulators.recipient.certificates import Certificates, ensure_certificates
from simulators.recipient.http import serve_http
from simulators.recipient.mqtt import Credentials, serve_mqtt
from simulators.recipient.recorder import Recorder
from simulators.recipient.stream import Tapped, UnacceptableError
from simulators.recipient.trap import open_tcp_trap, open_udp_trap

PRIVILEGED_TRAPS = (53, 123)  # name and time servers: what a home asks first when it should not
_LINGER_S = 1.0

Protocol = Callable[[Tapped], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientSettings:
    """Where to listen and what to demand. Port 0 takes a free one; see `Recipient.ports`."""

    host: str
    https_port: int
    mqtts_port: int
    cert_dir: Path
    credentials: Credentials | None = None
    demand_client_certificate: bool = False
    tcp_traps: Sequence[int] = ()
    udp_traps: Sequence[int] = ()


def tls_context(certificates: Certificates, *, demand_client_certificate: bool) -> ssl.SSLContext:
    """TLS 1.2 or later, without session tickets: a ticket would link one connection to the next."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificates.server, certificates.server_key)
    context.num_tickets = 0
    context.options |= ssl.OP_NO_TICKET
    if demand_client_certificate:
        context.load_verify_locations(certificates.ca)
        context.verify_mode = ssl.CERT_REQUIRED
    return context


class Recipient:
    """Listens for the time of an `async with`; everything that arrives goes to the recorder."""

    def __init__(self, settings: RecipientSettings, recorder: Recorder) -> None:
        self.ports: dict[str, int] = {}
        self.skipped_traps: list[int] = []
        self._settings = settings
        self._recorder = recorder
        self._stack = AsyncExitStack()
        self._open: set[asyncio.StreamWriter] = set()
        self._quiet = asyncio.Event()

    async def __aenter__(self) -> Self:
        settings = self._settings
        certificates = ensure_certificates(settings.cert_dir, [settings.host, "localhost"])
        context = tls_context(certificates, demand_client_certificate=settings.demand_client_certificate)
        await self._listen("https", settings.https_port, context, serve_http)
        await self._listen("mqtts", settings.mqtts_port, context, partial(serve_mqtt, wanted=settings.credentials))
        await self._set_traps()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()
        for writer in list(self._open):
            writer.transport.abort()
        if self._open:
            await self._quiet.wait()

    async def _listen(self, endpoint: str, port: int, context: ssl.SSLContext, protocol: Protocol) -> None:
        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self._open.add(writer)
            self._quiet.clear()
            try:
                await self._serve(endpoint, context, protocol, reader, writer)
            finally:
                self._open.discard(writer)
                if not self._open:
                    self._quiet.set()

        server = await asyncio.start_server(connected, self._settings.host, port)
        self._stack.callback(server.close)
        self.ports[endpoint] = server.sockets[0].getsockname()[1]

    async def _set_traps(self) -> None:
        host = self._settings.host
        for port in self._settings.tcp_traps:
            await open_tcp_trap(self._stack, host, port, self._recorder)
        for port in self._settings.udp_traps:
            await open_udp_trap(self._stack, host, port, self._recorder)
        for port in PRIVILEGED_TRAPS:
            try:
                await open_udp_trap(self._stack, host, port, self._recorder)
            except OSError:
                self.skipped_traps.append(port)

    async def _serve(
        self,
        endpoint: str,
        context: ssl.SSLContext,
        protocol: Protocol,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        host, port = writer.get_extra_info("peername")[:2]
        connection = self._recorder.opened(endpoint, f"{host}:{port}")
        try:
            await writer.start_tls(context)
            self._recorder.handshaken(connection, writer.get_extra_info("cipher")[0])
            await self._converse(Tapped(reader, writer, self._recorder, connection), protocol)
        except (OSError, UnacceptableError) as error:
            self._recorder.failed(connection, f"{type(error).__name__}: {error}")
        finally:
            self._recorder.closed(connection)
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()

    async def _converse(self, stream: Tapped, protocol: Protocol) -> None:
        try:
            await protocol(stream)
        finally:
            with suppress(TimeoutError, OSError):
                await asyncio.wait_for(stream.drain_rest(), _LINGER_S)
