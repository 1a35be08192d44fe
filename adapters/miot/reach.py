"""Where devices are: greetings to one address, and to everybody on the configured interfaces."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager, suppress
from secrets import randbelow
from typing import Any, Final

from adapters.miot.channel import TRIES, MiioChannel
from adapters.miot.protocol import (
    HELLO,
    MAX_ID,
    PORT,
    Conversation,
    ForeignDeviceError,
    Greeting,
    MiotProtocolError,
    read_greeting,
)
from adapters.sdk.errors import LinkError, UnreachableError
from adapters.sdk.network import Datagrams, Interface, interfaces, search

SEARCH_S: Final = 2.0
FRESH_S: Final = 10.0
"""How long what a search found is good for others who look, so that a whole home that vanishes asks once."""

Found = Mapping[int, tuple[str, Greeting]]
"""Address and greeting by device id."""


async def greet(host: str, *, answer_s: float, device_id: int | None = None) -> Greeting:
    """Greet one address. UnreachableError, or ForeignDeviceError where another device than this one answers."""
    async with await Datagrams.open(host, PORT) as link:
        greeting = await link.ask(lambda: HELLO, _greeting, timeout_s=answer_s, tries=TRIES)
    if device_id is not None and greeting.device_id != device_id:
        raise ForeignDeviceError(f"device {greeting.device_id} answers at {host} in place of {device_id}")
    return greeting


def _greeting(data: bytes) -> Greeting | None:
    with suppress(MiotProtocolError):
        return read_greeting(data)
    return None


class Whereabouts:
    """Greets everybody; one search at a time, however many look for somebody."""

    def __init__(self, wanted: Sequence[str], *, seconds: float = SEARCH_S) -> None:
        """Take names or addresses of interfaces; all private ones where there is none."""
        self._wanted = tuple(wanted)
        self._seconds = seconds
        self._lock = asyncio.Lock()
        self._found: Found = {}
        self._until = 0.0

    async def everybody(self, seconds: float, wanted: int | None = None) -> Found:
        """Search all interfaces at once, and give who answered; ends early once the wanted device did."""
        found: dict[int, tuple[str, Greeting]] = {}
        places = await asyncio.to_thread(interfaces, self._wanted)
        with suppress(_EnoughError):
            await _together([_on(place, seconds, found, wanted) for place in places])
        return found

    async def find(self, device_id: int) -> str | None:
        """Give the address at which a device answers now; None where it does not."""
        async with self._lock:
            if asyncio.get_running_loop().time() >= self._until:
                self._found = await self.everybody(self._seconds, device_id)
                if device_id not in self._found:  # so the search was whole
                    self._until = asyncio.get_running_loop().time() + FRESH_S
        return self._found[device_id][0] if device_id in self._found else None


class _EnoughError(Exception):
    """The one that was wanted has answered."""


async def _together(searches: Iterable[Coroutine[Any, Any, None]]) -> None:
    try:
        async with asyncio.TaskGroup() as group:
            for one in searches:
                group.create_task(one, name="miio search")
    except BaseExceptionGroup as found:
        raise found.exceptions[0] from None


async def _on(place: Interface, seconds: float, found: dict[int, tuple[str, Greeting]], wanted: int | None) -> None:
    with suppress(LinkError):  # an interface that cannot broadcast hinders nobody else
        async with aclosing(search(place, PORT, HELLO, seconds=seconds)) as answers:
            async for sender, data in answers:
                if (greeting := _greeting(data)) is not None:
                    found.setdefault(greeting.device_id, (sender, greeting))
                if wanted in found:
                    raise _EnoughError


class Reach:
    """The way to one device, wherever it is now."""

    def __init__(
        self,
        host: str,
        token: bytes,
        device_id: int,
        *,
        whereabouts: Whereabouts,
        now_s: Callable[[], float],
        answer_s: float,
    ) -> None:
        """Begin with the address at which it was last."""
        self.host = host
        self._token = token
        self._device_id = device_id
        self._whereabouts = whereabouts
        self._now_s = now_s
        self._answer_s = answer_s

    @asynccontextmanager
    async def channel(
        self, *, trusted: bool = False, odd: Callable[[MiotProtocolError], None] = lambda _: None
    ) -> AsyncIterator[MiioChannel]:
        """Find it, and open a channel to it. UnreachableError, ForeignDeviceError."""
        await self.locate()
        async with await Datagrams.open(self.host, PORT) as link:
            first = randbelow(MAX_ID) + 1  # so that what was recorded of an earlier conversation answers nothing
            talk = Conversation(self._token, device_id=self._device_id, first_id=first)
            yield MiioChannel(link, talk, self._now_s, answer_s=self._answer_s, trusted=trusted, odd=odd)

    async def locate(self) -> None:
        """See that it is where it was, or find where it is. UnreachableError, ForeignDeviceError."""
        try:
            await greet(self.host, answer_s=self._answer_s, device_id=self._device_id)
        except (UnreachableError, ForeignDeviceError):
            with suppress(LinkError):
                found = await self._whereabouts.find(self._device_id)
                if found is not None and found != self.host:
                    self.host = found
                    return
            raise
