"""mDNS (RFC 6762) on the configured interfaces alone."""

import asyncio
from collections.abc import Sequence

from zeroconf import IPVersion
from zeroconf.asyncio import AsyncZeroconf

from adapters.sdk.errors import UnreachableError
from adapters.sdk.network import interfaces


async def mdns(wanted: Sequence[str]) -> AsyncZeroconf:
    """Begin to listen on interfaces of these names or addresses, all private ones without any. UnreachableError.

    Whoever asked closes it.
    """
    places = await asyncio.to_thread(interfaces, tuple(wanted))
    if not places:
        raise UnreachableError("there is no interface to search on", code="no-interface")
    try:
        return AsyncZeroconf(interfaces=[str(one.address.ip) for one in places], ip_version=IPVersion.V4Only)
    except OSError as error:
        raise UnreachableError(f"mDNS: {error.strerror or error}", code="no-interface") from error
