"""Finding boards by mDNS (_esphomelib._tcp), and taking them in."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Final

from zeroconf import IPVersion, ServiceStateChange
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from adapters.esphome.describe import key_of
from adapters.esphome.link import closed, listed, opened
from adapters.sdk.errors import ProtocolError
from adapters.sdk.mdns import mdns
from schemas.pairing import Candidate, Paired

SERVICE: Final = "_esphomelib._tcp.local."
ASK_MS: Final = 1000
MOST: Final = 256
"""Boards that one search asks who they are."""


class EsphomePairer:
    """Finds boards and takes them in."""

    def __init__(self, names: Sequence[str]) -> None:
        """Take the interfaces to search on."""
        self._names = names

    async def discover(self, seconds: float) -> tuple[Candidate, ...]:
        """Listen for boards on each interface, pinned to its address."""
        zeroconf = await mdns(self._names)
        found: dict[str, None] = {}

        def changed(zeroconf: Any, service_type: str, name: str, state_change: ServiceStateChange) -> None:
            del zeroconf, service_type
            if state_change is not ServiceStateChange.Removed and len(found) < MOST:
                found[name] = None

        browser = AsyncServiceBrowser(zeroconf.zeroconf, [SERVICE], handlers=[changed])
        try:
            await asyncio.sleep(seconds)
            async with asyncio.TaskGroup() as group:  # each may take ASK_MS, and the search as a whole no longer
                asked = [group.create_task(_candidate(zeroconf, one), name=f"esphome search {one}") for one in found]
        finally:
            await browser.async_cancel()
            await zeroconf.async_close()
        return tuple(one for task in asked if (one := task.result()) is not None)

    async def pair(self, answers: Mapping[str, str]) -> AsyncIterator[str | Paired]:
        """Connect with the answers, and keep them under the board's own address."""
        yield "connect"
        client = await opened(answers, asyncio.get_running_loop().create_future())
        try:
            yield "entities"
            device, _ = await listed(client)
        finally:
            await closed(client)
        if not device.mac_address:
            raise ProtocolError("the device does not say which it is: it has no hardware address")
        name = device.friendly_name or device.name
        yield Paired(key=key_of(device), name=name, kept={key: answers[key] for key in answers if answers[key]})

    async def forget(self, paired: Paired) -> None:
        """A board knows nothing of who listens to it."""


async def _candidate(zeroconf: AsyncZeroconf, name: str) -> Candidate | None:
    info = AsyncServiceInfo(SERVICE, name)
    if not await info.async_request(zeroconf.zeroconf, ASK_MS):
        return None
    told = {
        key.decode(errors="replace"): (value or b"").decode(errors="replace") for key, value in info.properties.items()
    }
    address = next(iter(info.parsed_addresses(IPVersion.V4Only)), "")
    mac = told.get("mac", "").upper()
    if not address or len(mac) != 12:
        return None
    return Candidate(
        key=":".join(mac[place : place + 2] for place in range(0, 12, 2)),
        name=told.get("friendly_name") or name.removesuffix(f".{SERVICE}"),
        address=address,
        model=told.get("project_name") or told.get("board", ""),
        answers=(("host", address), ("port", str(info.port or ""))),
        note="needs its encryption key" if "api_encryption" in told else "",
    )
