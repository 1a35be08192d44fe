"""The local API as one thing that is entered and left."""

import asyncio
import logging
import ssl
from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import ifaddr
from aiohttp import web, web_response
from aiohttp.web_protocol import RequestHandler

from gateway.core.clock import Clock
from gateway.core.home import Home
from gateway.northbound import dispatch, listener
from gateway.northbound.access import AccessStore
from gateway.northbound.announce import Announcer
from gateway.northbound.certificate import Certificate, ensure_certificate
from gateway.northbound.context import Api
from gateway.northbound.gate import Gate
from gateway.northbound.guard import SECURITY_HEADERS, Guard
from gateway.northbound.health import Health
from gateway.northbound.hub import Hub
from gateway.northbound.listener import Doorkeeper, LanAddress, OnLinkSocket
from gateway.northbound.metric import Metrics
from gateway.northbound.resources import ROUTES
from gateway.northbound.route import PREFIX
from gateway.northbound.settings import ApiSettings
from gateway.northbound.stream import Stream
from gateway.northbound.sweep import Sweep
from gateway.northbound.throttle import Throttle

log = logging.getLogger(__name__)
http_log = logging.getLogger(f"{__name__}.http")
http_log.setLevel(logging.CRITICAL)  # malformed requests are answered; a peer must not be able to fill the log

HANDSHAKE_S: Final = 10.0
SHUTDOWN_S: Final = 2.0
RENEWAL_CHECK_S: Final = 3600.0


class Northbound:
    """Serves the local API while entered.

    `gate` may be None, or be set later: what needs it answers 503 until then. `tls_dir` keeps the key and the
    certificate. Raises ListenError or CertificateError on entering, with nothing left open.
    """

    def __init__(
        self,
        home: Home,
        access: AccessStore,
        gate: Gate | None,
        clock: Clock,
        settings: ApiSettings,
        *,
        tls_dir: Path,
    ) -> None:
        self.gate = gate
        self.metrics = Metrics()
        self._tls_dir = tls_dir
        self._settings = settings
        self._clock = clock
        self._access = access
        self._api = Api(
            home=home,
            access=access,
            clock=clock,
            settings=settings,
            metrics=self.metrics,
            throttle=Throttle(clock),
            find_gate=lambda: self.gate,
        )
        self.hub = Hub(self._api)
        self._stack = AsyncExitStack()
        self._addresses: tuple[LanAddress, ...] = ()
        self._guard = Guard.of((), (), 0)
        self._port = 0
        self._certificate: Certificate | None = None
        self._doorkeeper = Doorkeeper(settings.max_connections, settings.max_connections_per_peer)
        self._sweep = Sweep(clock, self._connections)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            await self._start(stack)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    @property
    def port(self) -> int:
        """The port in use."""
        return self._port

    @property
    def urls(self) -> tuple[str, ...]:
        """Where the API is, one URL for each address, loopback first."""
        first = sorted(self._addresses, key=lambda one: not one.network.is_loopback)
        return tuple(f"https://{one.host}:{self._port}{PREFIX}" for one in first)

    @property
    def certificate(self) -> Certificate:
        """The certificate in force."""
        if self._certificate is None:
            raise RuntimeError("the API is not started")
        return self._certificate

    async def _start(self, stack: AsyncExitStack) -> None:
        present = await asyncio.to_thread(lambda: listener.addresses_of(ifaddr.get_adapters()))
        self._addresses = listener.choose(self._settings.listen, present)
        certificate = await self._ensured()
        context = await asyncio.to_thread(certificate.context)
        self._offer_figures()
        self.hub.start()
        stack.callback(self.hub.stop)
        await self._serve(stack, context)
        self._guard = Guard.of(self._names(), self._settings.origins, self._port)
        upkeep = await stack.enter_async_context(asyncio.TaskGroup())
        stack.callback(upkeep.create_task(self._keep_certificate(context), name="api-certificate").cancel)
        stack.callback(upkeep.create_task(self._sweep.run(), name="api-sweep").cancel)
        if self._settings.mdns:
            await stack.enter_async_context(Announcer(self._access.instance, self._addresses, self._port))

    async def _serve(self, stack: AsyncExitStack, context: ssl.SSLContext) -> None:
        # What never reaches a route is answered by aiohttp itself, which would name its version and Python's.
        vars(web_response)["SERVER_SOFTWARE"] = SECURITY_HEADERS["Server"]
        runner = web.AppRunner(
            self._application(),
            access_log=None,
            logger=http_log,
            handle_signals=False,
            shutdown_timeout=SHUTDOWN_S,
            max_line_size=8190,
        )
        await runner.setup()
        self._runner = runner
        stack.push_async_callback(runner.cleanup)
        stack.callback(self.hub.stop)  # before the runner's clean-up, so that streams end by themselves
        for at in self._addresses:
            opened = listener.listen(at, self._port or self._settings.port, self._doorkeeper)
            self._port = opened.getsockname()[1]
            await self._accept(stack, runner, opened, context)

    async def _accept(
        self, stack: AsyncExitStack, runner: web.AppRunner, opened: OnLinkSocket, context: ssl.SSLContext
    ) -> None:
        if runner.server is None:
            raise RuntimeError("the runner was not set up")
        server = await asyncio.get_running_loop().create_server(
            runner.server, sock=opened, ssl=context, backlog=listener.BACKLOG, ssl_handshake_timeout=HANDSHAKE_S
        )
        stack.callback(server.close)

    def _application(self) -> web.Application:
        app = web.Application(
            middlewares=[dispatch.middleware(self._api, lambda: self._guard, self._sweep.asked)],
            client_max_size=self._settings.max_body_kib * 1024,
        )
        for route in ROUTES:
            app.router.add_route(route.method, PREFIX + route.path, dispatch.serve(self._api, route))
        for path, handler in Health(self._api).handlers().items():
            app.router.add_route("GET", path, handler)
        app.router.add_route("GET", f"{PREFIX}/stream", Stream(self._api, self.hub).handle)
        return app

    def _connections(self) -> list[RequestHandler]:
        return [] if self._runner is None or self._runner.server is None else self._runner.server.connections

    def _names(self) -> tuple[str, ...]:
        local = ("localhost",) if any(one.network.is_loopback for one in self._addresses) else ()
        addresses = tuple(one.address for one in self._addresses)
        return (*addresses, f"{self._access.instance}.local", *local, *self._settings.names)

    async def _ensured(self) -> Certificate:
        self._certificate = await asyncio.to_thread(
            ensure_certificate, self._tls_dir, self._names(), self._clock.wall_ms()
        )
        return self._certificate

    async def _keep_certificate(self, context: ssl.SSLContext) -> None:
        """Renew in time; connections made from then on see the new certificate."""
        while True:
            await self._clock.sleep(RENEWAL_CHECK_S)
            before = self.certificate
            try:
                certificate = await self._ensured()
            except OSError as error:
                log.warning("the certificate cannot be renewed: %s", error)
                continue
            if certificate.fingerprint != before.fingerprint:
                await asyncio.to_thread(certificate.load_into, context)

    def _offer_figures(self) -> None:
        self.metrics.gauge("stream_clients", "Clients on the stream", lambda: self.hub.clients)
        self.metrics.gauge("devices", "Devices of the home", lambda: len(self._api.home.devices()))
        self.metrics.total(
            "updates", "Property values read from adapters", lambda: sum(a.updates for a in self._api.home.adapters())
        )
        self.metrics.total(
            "faults", "Bad input that was contained", lambda: sum(a.faults for a in self._api.home.adapters())
        )
        self.metrics.total(
            "connections_refused", "Connections turned away at accept", lambda: self._doorkeeper.turned_away
        )
        self.metrics.group("gate", "What the privacy gate did", lambda: self.gate.counters() if self.gate else {})
