"""From what was kept of a pairing to a secure channel: find, connect, prove. An address is checked at every connect."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final

from adapters.homekit.browse import Seen, Whereabouts
from adapters.homekit.channel import SecureChannel
from adapters.homekit.keys import part, verify
from adapters.homekit.wire import Wire, wire
from adapters.sdk.errors import LinkError, UnreachableError

FIND_S: Final = 3.0
"""How long an accessory is looked for that has not announced itself yet."""


class Reach:
    """One accessory or bridge that was paired."""

    def __init__(self, kept: Mapping[str, Any], whereabouts: Whereabouts, *, answer_s: float) -> None:
        """`kept` is what pairing gave: keys, and where it was then."""
        self._kept = kept
        self._whereabouts = whereabouts
        self._answer_s = answer_s
        self.id = str(kept["device"])

    def config(self) -> int | None:
        """Give the number of its configuration that it announces; None where it announces nothing."""
        found = self._whereabouts.now(self.id)
        return None if found is None else found.config

    @asynccontextmanager
    async def channel(self) -> AsyncIterator[SecureChannel]:
        """Open a secure channel for the time of a block. LinkError."""
        async with self._wire() as link:
            yield SecureChannel(link)

    async def give_up(self) -> None:
        """Take our pairing away from it. LinkError."""
        async with self._wire() as link:
            await part(link, self._kept["pairing"], timeout_s=self._answer_s)

    @asynccontextmanager
    async def _wire(self) -> AsyncIterator[Wire]:
        """Connect where it says that it is, or to where it was; several addresses are tried in turn."""
        found = await self._whereabouts.find(self.id, FIND_S)
        last: LinkError = UnreachableError("it announces no address")
        async with AsyncExitStack() as stack:
            for host, port in self._places(found):
                try:
                    link = await self._proven(stack, host, port)
                except LinkError as error:
                    last = error
                else:
                    yield link
                    return
        raise last

    async def _proven(self, stack: AsyncExitStack, host: str, port: int) -> Wire:
        async with AsyncExitStack() as attempt:
            link = await attempt.enter_async_context(wire(host, port))
            await verify(link, self._kept["pairing"], timeout_s=self._answer_s)
            stack.push_async_callback(attempt.pop_all().aclose)
        return link

    def _places(self, found: Seen | None) -> tuple[tuple[str, int], ...]:
        return found.places if found else ((str(self._kept["host"]), int(self._kept["port"])),)
