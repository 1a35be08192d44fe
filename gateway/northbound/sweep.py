"""Ends connections that are held open without ever asking for anything."""

from collections.abc import Callable, Iterable
from typing import Final

from aiohttp.web_protocol import RequestHandler

from gateway.core.clock import Clock

FIRST_REQUEST_S: Final = 15.0
EVERY_S: Final = 5.0


class Sweep:
    """Cuts off who has not sent a whole request head in time; later idle times are the server's keep-alive limit."""

    def __init__(self, clock: Clock, connections: Callable[[], Iterable[RequestHandler]]) -> None:
        self._clock = clock
        self._connections = connections
        self._since_s: dict[RequestHandler, float] = {}
        self._asked: set[RequestHandler] = set()

    def asked(self, connection: RequestHandler) -> None:
        """Note that a request arrived on this connection."""
        self._asked.add(connection)

    async def run(self) -> None:
        """Sweep until cancelled."""
        while True:
            await self._clock.sleep(EVERY_S)
            self.sweep()

    def sweep(self) -> None:
        """Cut off whoever is overdue now."""
        now_s = self._clock.monotonic_ns() / 1e9
        present = set(self._connections())
        self._asked &= present
        self._since_s = {one: self._since_s.get(one, now_s) for one in present - self._asked}
        for connection, since_s in self._since_s.items():
            if now_s - since_s >= FIRST_REQUEST_S and connection.transport is not None:
                connection.transport.abort()
