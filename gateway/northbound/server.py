"""The local API as one thing that is entered and left."""

import asyncio
import logging
import ssl
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from aiohttp import web, web_response
from aiohttp.web_protocol import RequestHandler

from gateway.core.clock import Clock
from gateway.core.home import Home
from gateway.northbound import dispatch
from gateway.northbound.access import AccessStore
from gateway.northbound.certificate import Certificate, CertificateError, ensure_certificate
from gateway.northbound.context import Api, Facts
from gateway.northbound.doors import Doors
from gateway.northbound.gate import Gate
from gateway.northbound.guard import SECURITY_HEADERS, Guard
from gateway.northbound.health import Health
from gateway.northbound.hub import Hub
from gateway.northbound.listener import Doorkeeper, LanAddress
from gateway.northbound.metric import Metrics
from gateway.northbound.resources import ROUTES
from gateway.northbound.route import PREFIX
from gateway.northbound.settings import ApiSettings
from gateway.northbound.stream import Stream
from gateway.northbound.sweep import Sweep
from gateway.northbound.throttle import Throttle

if TYPE_CHECKING:
    from gateway.northbound.announce import Announcer

log = logging.getLogger(__name__)
http_log = logging.getLogger(f"{__name__}.http")
http_log.setLevel(logging.CRITICAL)  # malformed requests are answered; a peer must not be able to fill the log

SHUTDOWN_S: Final = 2.0
UPKEEP_S: Final = 30.0


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
        facts: Facts | None = None,
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
            facts=facts or Facts(),
        )
        self.hub = Hub(self._api)
        self._doorkeeper = Doorkeeper(settings.max_connections, settings.max_connections_per_peer)
        self._doors = Doors(settings, self._doorkeeper)
        self._sweep = Sweep(clock, self._connections)
        self._stack = AsyncExitStack()
        self._announced = AsyncExitStack()
        self._guard = Guard.of((), (), 0)
        self._certificate: Certificate | None = None
        self._server: web.Server | None = None

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
        return self._doors.port

    @property
    def urls(self) -> tuple[str, ...]:
        """Where the API is, one URL for each address, loopback first."""
        first = sorted(self._doors.addresses, key=lambda one: not one.network.is_loopback)
        return tuple(f"https://{one.host}:{self.port}{PREFIX}" for one in first)

    @property
    def certificate(self) -> Certificate:
        """The certificate in force."""
        if self._certificate is None:
            raise RuntimeError("the API is not started")
        return self._certificate

    async def _start(self, stack: AsyncExitStack) -> None:
        self._certificate = await self._ensured(await self._doors.wanted())
        context = await asyncio.to_thread(self._certificate.context)
        self._offer_figures()
        self.hub.start()
        stack.callback(self.hub.stop)
        server = await self._serve(stack)
        await self._doors.open(server, context)
        stack.callback(self._doors.close)
        stack.push_async_callback(self._fall_silent)
        await self._go_by(self._doors.addresses)
        upkeep = await stack.enter_async_context(asyncio.TaskGroup())
        stack.callback(upkeep.create_task(self._keep_up(server, context), name="api-upkeep").cancel)
        stack.callback(upkeep.create_task(self._sweep.run(), name="api-sweep").cancel)

    async def _serve(self, stack: AsyncExitStack) -> web.Server:
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
        stack.push_async_callback(runner.cleanup)
        stack.callback(self.hub.stop)  # before the runner's clean-up, so that streams end by themselves
        if runner.server is None:
            raise RuntimeError("the runner was not set up")
        self._server = runner.server
        return runner.server

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
        return [] if self._server is None else self._server.connections

    def _names(self, at: Sequence[LanAddress]) -> tuple[str, ...]:
        local = ("localhost",) if any(one.network.is_loopback for one in at) else ()
        return (*(one.address for one in at), f"{self._access.instance}.local", *local, *self._settings.names)

    async def _ensured(self, at: Sequence[LanAddress]) -> Certificate:
        return await asyncio.to_thread(ensure_certificate, self._tls_dir, self._names(at), self._clock.wall_ms())

    async def _go_by(self, at: Sequence[LanAddress]) -> None:
        """Answer to these addresses' names, and announce them."""
        self._guard = Guard.of(self._names(at), self._settings.origins, self.port)
        await self._fall_silent()
        if self._settings.mdns:
            announcer = await asyncio.to_thread(_announcer, self._access.instance, at, self.port)
            await self._announced.enter_async_context(announcer)

    async def _fall_silent(self) -> None:
        await self._announced.aclose()

    async def _keep_up(self, server: web.Server, context: ssl.SSLContext) -> None:
        """Follow the machine's addresses, and renew the certificate for them or in time."""
        while True:
            await self._clock.sleep(UPKEEP_S)
            if await self._doors.follow(server, context):
                await self._go_by(self._doors.addresses)
            try:
                certificate = await self._ensured(self._doors.addresses)
            except (OSError, CertificateError) as error:
                log.warning("the certificate cannot be renewed: %s", error)
                continue
            if certificate != self._certificate:
                await asyncio.to_thread(certificate.load_into, context)
                self._certificate = certificate

    def _offer_figures(self) -> None:
        adapters, offer = self._api.home.adapters, self.metrics
        offer.gauge("stream_clients", "Clients on the stream", lambda: self.hub.clients)
        offer.gauge("devices", "Devices of the home", lambda: len(self._api.home.devices()))
        offer.gauge("tasks", "Tasks of the core's loop", lambda: len(asyncio.all_tasks()))
        offer.levels("waiting", "What waits, by queue", self._waiting)
        offer.total("folded", "Reports merged with a newer one", lambda: sum(one.folded for one in adapters()))
        offer.total("updates", "Property values read from adapters", lambda: sum(one.updates for one in adapters()))
        offer.total("faults", "Bad input that was contained", lambda: sum(one.faults for one in adapters()))
        offer.total("history_dropped", "History the disk had no room for", lambda: self._api.home.history.dropped)
        offer.total("connections_refused", "Turned away at accept", lambda: self._doorkeeper.turned_away)
        offer.total("bytes_written", "Bytes this process had written to disk", self._api.facts.bytes_written)
        offer.group("gate", "What the privacy gate did", lambda: self.gate.counters() if self.gate else {})

    def _waiting(self) -> dict[str, int]:
        home = self._api.home
        adapters = sum(one.waiting for one in home.adapters())
        return {"adapters": adapters, "history": home.history.unwritten, **self.hub.waiting()}


def _announcer(instance: str, at: Sequence[LanAddress], port: int) -> "Announcer":
    """Make the announcer; without mDNS nothing of it is loaded, which saves 3 MB."""
    from gateway.northbound.announce import Announcer  # noqa: PLC0415

    return Announcer(instance, at, port)
