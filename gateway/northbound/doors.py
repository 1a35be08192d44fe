"""The listening sockets, one an address, kept in step with the addresses that the network gives the machine."""

import asyncio
import logging
import ssl
from collections.abc import Callable
from typing import Final

import ifaddr

from gateway.northbound import listener
from gateway.northbound.listener import Doorkeeper, LanAddress, ListenError
from gateway.northbound.settings import ApiSettings

log = logging.getLogger(__name__)

HANDSHAKE_S: Final = 10.0

Protocols = Callable[[], asyncio.Protocol]


class Doors:
    """Opens the API on every address that the settings name, and no other."""

    def __init__(self, settings: ApiSettings, doorkeeper: Doorkeeper) -> None:
        self.port = settings.port  # the one in use, once open
        self._names = settings.listen
        self._doorkeeper = doorkeeper
        self._servers: dict[LanAddress, asyncio.Server] = {}

    @property
    def addresses(self) -> tuple[LanAddress, ...]:
        """Where it is open."""
        return tuple(self._servers)

    async def wanted(self) -> tuple[LanAddress, ...]:
        """Give the addresses that the settings mean now. Raises ListenError where they mean none."""
        present = await asyncio.to_thread(lambda: listener.addresses_of(ifaddr.get_adapters()))
        return listener.choose(self._names, present)

    async def open(self, protocols: Protocols, context: ssl.SSLContext) -> None:
        """Open all; an address that is not usable yet may come later. Raises ListenError where none can be opened."""
        failures = await self._open_all(await self.wanted(), protocols, context)
        if not self._servers:
            raise failures[0]

    async def follow(self, protocols: Protocols, context: ssl.SSLContext) -> bool:
        """Close what is gone and open what is new; returns whether anything changed. Connections in use stay."""
        try:
            wanted = await self.wanted()
        except ListenError:
            return False  # the link is down for now: what is open waits for it
        before = set(self._servers)
        for gone in before - set(wanted):
            self._servers.pop(gone).close()
        await self._open_all([one for one in wanted if one not in before], protocols, context)
        return set(self._servers) != before

    async def _open_all(
        self, wanted: "tuple[LanAddress, ...] | list[LanAddress]", protocols: Protocols, context: ssl.SSLContext
    ) -> list[ListenError]:
        failures = []
        for at in wanted:
            try:
                await self._open(at, protocols, context)
            except ListenError as error:
                log.warning("%s", error)
                failures.append(error)
        return failures

    async def _open(self, at: LanAddress, protocols: Protocols, context: ssl.SSLContext) -> None:
        opened = listener.listen(at, self.port, self._doorkeeper)
        self.port = opened.getsockname()[1]
        self._servers[at] = await asyncio.get_running_loop().create_server(
            protocols, sock=opened, ssl=context, backlog=listener.BACKLOG, ssl_handshake_timeout=HANDSHAKE_S
        )

    def close(self) -> None:
        """Close all; connections in use stay."""
        for server in self._servers.values():
            server.close()
        self._servers.clear()
