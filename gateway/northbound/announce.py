"""Announces the gateway on the LAN by mDNS, under a random name and with nothing that identifies the home."""

import ipaddress
import logging
from collections.abc import Awaitable, Sequence
from types import TracebackType
from typing import Final, Self

from zeroconf import Error as ZeroconfError
from zeroconf import IPVersion, ServiceInfo
from zeroconf.asyncio import AsyncZeroconf

from gateway.northbound.listener import LanAddress
from gateway.northbound.route import PREFIX

log = logging.getLogger(__name__)

SERVICE: Final = "_hutong._tcp.local."


def service(instance: str, at: Sequence[LanAddress], port: int) -> ServiceInfo:
    """Describe the service (RFC 6763 §6): the random name, addresses, port, and the path of the API; no more."""
    return ServiceInfo(
        SERVICE,
        f"{instance}.{SERVICE}",
        addresses=[ipaddress.ip_address(one.address).packed for one in at],
        port=port,
        properties={"path": PREFIX},
        server=f"{instance}.local.",
    )


class Announcer:
    """Announces while entered, on the given addresses' interfaces only. Without multicast it logs and goes on."""

    def __init__(self, instance: str, at: Sequence[LanAddress], port: int) -> None:
        self._at = at
        self._service = service(instance, at, port)
        self._zeroconf: AsyncZeroconf | None = None
        self._told: Awaitable[None] | None = None  # the announcements, which take a second

    async def __aenter__(self) -> Self:
        at = [one for one in self._at if one.address != "::1"]  # it has no multicast
        if not at:
            return self
        version = IPVersion.All if any(":" in one.address for one in at) else IPVersion.V4Only
        interfaces: list[str | int] = [one.index if ":" in one.address else one.address for one in at]
        try:
            self._zeroconf = AsyncZeroconf(interfaces=interfaces, ip_version=version)
            # A random name needs no probing for another of the same, which would hold up the start by a second.
            self._told = await self._zeroconf.async_register_service(self._service, cooperating_responders=True)
        except (OSError, ZeroconfError) as error:
            log.warning("no mDNS: %s; the gateway is reached by its address", error)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._zeroconf is None:
            return
        try:
            if self._told is not None:
                await self._told
            await self._zeroconf.async_unregister_all_services()
        except (OSError, ZeroconfError) as failure:
            log.warning("mDNS could not say goodbye: %s", failure)
        finally:
            await self._zeroconf.async_close()
