"""Where devices are that answer a datagram to everybody: looked for on the configured interfaces, all at once."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing, suppress
from typing import Final, Generic, TypeVar

from adapters.sdk.errors import LinkError
from adapters.sdk.network import Interface, interfaces, search

Key = TypeVar("Key")
Said = TypeVar("Said")

SEARCH_S: Final = 2.0
FRESH: Final = 5
"""How many searches' time what one found is good for others who look, so that a whole home that vanishes asks once."""
MOST: Final = 4096
"""Devices that one search keeps, whoever answers."""


class Whereabouts(Generic[Key, Said]):
    """Asks everybody; one search at a time, however many look for somebody."""

    def __init__(
        self,
        wanted: Sequence[str],
        port: int,
        question: bytes,
        read: Callable[[bytes], tuple[Key, Said] | None],
        *,
        seconds: float = SEARCH_S,
    ) -> None:
        """Take names or addresses of interfaces, all private ones where there is none; `read` tells who answers."""
        self._wanted = tuple(wanted)
        self._port = port
        self._question = question
        self._read = read
        self._seconds = seconds
        self._lock = asyncio.Lock()
        self._found: Mapping[Key, tuple[str, Said]] = {}
        self._until = 0.0

    async def everybody(self, seconds: float, wanted: Key | None = None) -> Mapping[Key, tuple[str, Said]]:
        """Give who answers, where, and what it says; ends early once the wanted device did. LinkError."""
        found: dict[Key, tuple[str, Said]] = {}
        places = await asyncio.to_thread(interfaces, self._wanted)
        with suppress(_EnoughError):
            try:
                async with asyncio.TaskGroup() as group:
                    for place in places:
                        group.create_task(self._on(place, seconds, found, wanted), name=f"search {place.name}")
            except BaseExceptionGroup as errors:
                raise errors.exceptions[0] from None
        return found

    async def _on(
        self, place: Interface, seconds: float, found: dict[Key, tuple[str, Said]], wanted: Key | None
    ) -> None:
        with suppress(LinkError):  # an interface that cannot broadcast hinders nobody else
            async with aclosing(search(place, self._port, self._question, seconds=seconds)) as answers:
                async for sender, data in answers:
                    one = self._read(data)
                    if one is not None and (len(found) < MOST or one[0] == wanted):
                        found.setdefault(one[0], (sender, one[1]))
                    if wanted in found:
                        raise _EnoughError

    async def find(self, key: Key) -> str | None:
        """Give the address at which a device answers now; None where it does not. LinkError."""
        loop = asyncio.get_running_loop()
        async with self._lock:
            if loop.time() >= self._until:
                self._found = await self.everybody(self._seconds, key)
                if key not in self._found:  # so the search was whole
                    self._until = loop.time() + FRESH * self._seconds
        return self._found[key][0] if key in self._found else None


class _EnoughError(Exception):
    """The one that was wanted has answered."""
