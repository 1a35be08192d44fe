"""Where devices are: greetings to one address, and to everybody on the configured interfaces."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from secrets import randbelow

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
from adapters.sdk import whereabouts
from adapters.sdk.errors import LinkError, UnreachableError
from adapters.sdk.network import Datagrams


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


class Whereabouts(whereabouts.Whereabouts[int, Greeting]):
    """Greets everybody."""

    def __init__(self, wanted: Sequence[str]) -> None:
        """Take names or addresses of interfaces; all private ones where there is none."""
        super().__init__(wanted, PORT, HELLO, _met)


def _met(data: bytes) -> tuple[int, Greeting] | None:
    greeting = _greeting(data)
    return None if greeting is None else (greeting.device_id, greeting)


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
