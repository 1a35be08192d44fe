"""The way to one device: where it was heard last, else where it was when it was paired, else where it is heard next."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from adapters.sdk.channel import Tapped
from adapters.sdk.errors import LinkError, UnreachableError
from adapters.sdk.tap import Tap
from adapters.tuya.finder import Finder
from adapters.tuya.household import Household
from adapters.tuya.link import Line, connected

FIND_S: Final = 20.0
"""How long to wait for a beacon; devices send one every 5 to 8 s."""


class Route:
    """Addresses of one device, tried in turn: one that led nowhere is not tried again before it is told again."""

    def __init__(self, household: Household, finder: Finder, tap: Tap) -> None:
        """Take what was kept, and who listens."""
        self._household = household
        self._finder = finder
        self._tap = tap
        self._tried = ""
        self._failure: LinkError | None = None

    async def host(self, timeout_s: float = FIND_S) -> str:
        """Give the address to try now. UnreachableError where none is known and none is told."""
        place = self._finder.place(self._household.head.id)
        for host in (place.host if place else "", self._household.host):
            if host and host != self._tried:
                return host
        self._tried, failure = "", self._failure
        try:
            return (await self._finder.find(self._household.head.id, timeout_s)).host
        except UnreachableError as error:
            raise failure or error from None

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[Line]:
        """Connect, and tell the tap what is said."""
        home = self._household
        host = await self.host()
        try:
            async with connected(host, home.version, home.key, home.head.id) as line:
                yield Line(channel=Tapped(line.channel, self._tap, home.head.id), ended=line.ended)
        except LinkError as error:  # also a refusal: somebody else may have this address now
            self._tried, self._failure = host, error
            raise
