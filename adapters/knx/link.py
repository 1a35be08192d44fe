"""Ways to the bus: a tunnel through an interface (KNX Standard v2.1, 3/8/4), or the telegrams of routers (3/8/5)."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Protocol, TypeAlias, TypeVar

from adapters.knx.protocol import frame
from adapters.knx.protocol.frame import (
    Acknowledged,
    Connected,
    Described,
    Disconnected,
    FrameError,
    Message,
    Routed,
    Secured,
    Stated,
    Telegram,
    Tunnelled,
    VersionError,
)
from adapters.sdk.channel import Channel
from adapters.sdk.errors import DeviceError, LinkError, ProtocolError, RejectedError, UnreachableError
from adapters.sdk.polling import Lane

ACKNOWLEDGED_S: Final = 1.0
"""How long a tunnelled frame may stay without acknowledgement; then it is sent once more (3/8/4 §2.6)."""
ON_BUS_S: Final = 3.0
"""How long an interface may take to say that a telegram was on the bus."""
TRIES: Final = 2
MOST_AHEAD: Final = 4
"""Frames of the interface that may be ahead of the count; it sends none before the last was acknowledged."""
BUS_SILENT: Final = "bus-silent"
_SECURED: Final = RejectedError(
    "this is KNX IP Secure, which is not supported here", "let the interface speak without it in ETS", code="secured"
)

_M = TypeVar("_M", bound=Message)
Address: TypeAlias = tuple[str, int]
Heard: TypeAlias = Callable[[Telegram], None]
Odd: TypeAlias = Callable[[LinkError], None]


class Bus(Protocol):
    """Where telegrams go."""

    async def send(self, telegram: Telegram, *, urgent: bool = False) -> None:
        """Give one telegram to the bus, in turn. DeviceError where nobody there took it; other LinkErrors: the link."""
        ...


class Tunnel:
    """One tunnel over a channel. `listen` must run meanwhile."""

    def __init__(
        self, channel: Channel, own: Address, heard: Heard, odd: Odd, *, answer_s: float, pause_s: float
    ) -> None:
        """`own` is our address as the server sees it; `pause_s` lies between two telegrams of ours."""
        self._channel = channel
        self._own = own
        self._heard = heard
        self._odd = odd
        self._answer_s = answer_s
        self._lane = Lane(pause_s)
        self._id: int | None = None
        self._next_out = 0
        self._next_in = 0
        self._ahead = 0
        self._wrong: LinkError | None = None  # what came in place of an answer
        self._waiting: dict[type[object], tuple[Callable[[Message], bool], asyncio.Future[Message]]] = {}
        self._lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    # -- what is asked

    async def describe(self) -> Described:
        """Ask the server what it is. UnreachableError."""
        return await self._ask(Described, frame.description_request(*self._own), "a description")

    async def connect(self, peer: Address, wanted: int = 0) -> Connected:
        """Open the tunnel. RejectedError where the server refuses; ProtocolError where it would send us elsewhere."""
        found = await self._ask(Connected, frame.connect_request(*self._own, wanted), "the request for a tunnel")
        if found.status:
            raise _refusal(found.status)
        self._id, self._next_in, self._next_out, self._ahead = found.channel, 0, 0, 0
        if found.host and (found.host, found.port) != peer:
            await self.disconnect()
            raise ProtocolError(
                f"it wants telegrams at {found.host}:{found.port}, and not where it was asked",
                "give the address that it names, if that is its own",
                code="data-endpoint-elsewhere",
            )
        return found

    async def disconnect(self) -> None:
        """End the tunnel, without waiting for more than one answer."""
        if self._id is None:
            return
        channel, self._id = self._id, None
        with suppress(LinkError):
            await self._channel.send(frame.disconnect_request(channel, *self._own))

    async def beat(self, every_s: float) -> None:
        """Ask again and again whether the tunnel stands, until it does not (3/8/2 §5.4)."""
        while self._id is not None:
            await asyncio.sleep(every_s)
            request = frame.state_request(self._id, *self._own)
            stated = await self._ask(Stated, request, "whether the tunnel stands", self._is_ours)
            if stated.status:
                raise UnreachableError(f"the interface lost the tunnel: {stated.status}", code="tunnel-lost")

    async def send(self, telegram: Telegram, *, urgent: bool = False) -> None:
        """Tunnel a telegram, and wait until it was on the bus."""
        async with self._lane.turn(urgent=urgent):
            if self._id is None:
                raise UnreachableError("there is no tunnel", code="tunnel-lost")
            on_bus = self._expect(Tunnelled, lambda one: _confirms(one, telegram))
            try:
                await self._tunnel(telegram, self._id)
                await self._on_bus(on_bus)
            finally:
                self._waiting.pop(Tunnelled, None)

    async def _tunnel(self, telegram: Telegram, channel: int) -> None:
        sequence = self._next_out
        try:
            acknowledged = await self._ask(
                Acknowledged,
                frame.tunnelled(channel, sequence, telegram),
                "a telegram",
                lambda one: isinstance(one, Acknowledged) and (one.channel, one.sequence) == (channel, sequence),
                within_s=ACKNOWLEDGED_S,
            )
        except LinkError as error:
            self._lose(error)
            raise
        self._next_out = sequence + 1 & 255
        if acknowledged.status:
            raise self._lose(UnreachableError(f"the interface refused a telegram: {acknowledged.status}"))

    async def _on_bus(self, waiting: "asyncio.Future[Message]") -> None:
        try:
            async with asyncio.timeout(ON_BUS_S):
                told = await waiting
        except TimeoutError:
            reason = "the interface took the telegram and did not say whether it was on the bus"
            raise DeviceError(reason, "see whether the bus is connected", code=BUS_SILENT) from None
        if isinstance(told, Tunnelled) and told.failed:
            raise DeviceError("nobody on the bus acknowledged the telegram", code="not-acknowledged")

    def _lose(self, error: LinkError) -> LinkError:
        if not self._lost.done():
            self._lost.set_exception(error)
            self._lost.exception()  # somebody has seen it, even where nobody waits
        return error

    def _is_ours(self, message: Message) -> bool:
        return isinstance(message, Stated) and message.channel == self._id

    async def _ask(
        self,
        kind: type[_M],
        request: bytes,
        what: str,
        accept: Callable[[Message], bool] = lambda _: True,
        *,
        within_s: float = 0.0,
    ) -> _M:
        wait_s = within_s or self._answer_s
        self._wrong = None
        for _ in range(TRIES):
            waiting = self._expect(kind, accept)
            try:
                await self._channel.send(request)
                async with asyncio.timeout(wait_s):
                    found = await waiting
                if isinstance(found, kind):
                    return found
            except TimeoutError:
                continue
            finally:
                self._waiting.pop(kind, None)
        raise self._unanswered(what, TRIES * wait_s)

    def _unanswered(self, what: str, waited_s: float) -> LinkError:
        return self._wrong or UnreachableError(f"no answer to {what} in {waited_s:g} s", code="no-answer")

    def _expect(self, kind: type[object], accept: Callable[[Message], bool]) -> "asyncio.Future[Message]":
        waiting: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        self._waiting[kind] = accept, waiting
        return waiting

    # -- what comes

    async def listen(self) -> None:
        """Hear what comes until the link ends. LinkError."""
        while True:
            message = _read(await self._channel.receive())
            if isinstance(message, LinkError):
                self._wrong = message
                self._odd(message)
            else:
                await self._take(message)

    async def lost(self) -> None:
        """Wait until sending showed that the link is gone, and raise why."""
        await self._lost

    async def _take(self, message: Message) -> None:
        if isinstance(message, Tunnelled):
            await self._arrived(message)
        elif isinstance(message, Disconnected):
            await self._ended(message)
        elif not self._answered(message) and isinstance(message, Connected):
            await self._give_back(message)

    def _answered(self, message: Message) -> bool:
        accept, waiting = self._waiting.get(type(message), (None, None))
        if accept is None or waiting is None or waiting.done() or not accept(message):
            return False
        waiting.set_result(message)
        return True

    async def _give_back(self, late: Connected) -> None:
        """End a tunnel that was granted again for a request that was repeated: interfaces have few."""
        if not late.status and late.channel != self._id:
            await self._channel.send(frame.disconnect_request(late.channel, *self._own))

    async def _arrived(self, message: Tunnelled) -> None:
        """Acknowledge what is due, and what came a second time; take only what is due (3/8/4 §2.6)."""
        behind = self._next_in - message.sequence & 255
        if message.channel != self._id or behind > 1:
            self._count_ahead(message, behind)
            return
        self._ahead = 0
        await self._channel.send(frame.acknowledgement(message.channel, message.sequence))
        if behind:
            return
        self._next_in = self._next_in + 1 & 255
        if message.confirms:
            self._answered(message)
        elif message.telegram is not None:
            self._heard(message.telegram)

    def _count_ahead(self, message: Tunnelled, behind: int) -> None:
        """Give a tunnel up that counts otherwise than we do: nothing would be heard through it any more."""
        if message.channel == self._id and behind > 127:
            self._ahead += 1
        if self._ahead >= MOST_AHEAD:
            raise UnreachableError("frames of the interface were lost; the tunnel is opened anew", code="tunnel-lost")

    async def _ended(self, message: Disconnected) -> None:
        if message.asked and message.channel == self._id:
            self._id = None
            await self._channel.send(frame.disconnect_response(message.channel))
            raise UnreachableError("the interface ended the tunnel", code="tunnel-lost")


def _confirms(message: Message, telegram: Telegram) -> bool:
    """Whether it is about this telegram, and not about an earlier one to the same address."""
    told = message.telegram if isinstance(message, Tunnelled) else None
    wanted = (telegram.group, telegram.service, telegram.payload)
    return told is not None and (told.group, told.service, told.payload) == wanted


def _read(data: bytes) -> Message | LinkError:
    """Read a datagram, or say why it cannot be."""
    try:
        message = frame.parse(data)
    except VersionError as error:
        fix = "see whether the interface has newer firmware, and whether the address is its own"
        return RejectedError(f"its answer cannot be read: {error}", fix, code="wrong-version")
    except FrameError as error:
        return ProtocolError(f"its answer cannot be read: {error}")
    return _SECURED if isinstance(message, Secured) else message


def _refusal(status: str) -> LinkError:
    if "no more" in status:
        return UnreachableError(
            f"the interface has no free tunnel ({status})", "end another client of it", code="no-free-tunnel"
        )
    return RejectedError(
        f"the interface refuses a tunnel: {status}",
        "check individual_address; KNX Secure is not supported, so its tunnels must be open ones",
        code="tunnel-refused",
    )


class Routing:
    """Telegrams of routers, on a multicast group. Nobody confirms any."""

    def __init__(self, channel: Channel, source: int, heard: Heard, odd: Odd, *, pause_s: float) -> None:
        """`source` is our individual address, which no other device may have."""
        self._channel = channel
        self._source = source
        self._heard = heard
        self._odd = odd
        self._lane = Lane(pause_s)

    async def send(self, telegram: Telegram, *, urgent: bool = False) -> None:
        """Give one telegram to all routers."""
        own = Telegram(group=telegram.group, service=telegram.service, payload=telegram.payload, source=self._source)
        async with self._lane.turn(urgent=urgent):
            await self._channel.send(frame.routed(own))

    async def listen(self) -> None:
        """Hear others until the link ends."""
        while True:
            message = _read(await self._channel.receive())
            if isinstance(message, LinkError):
                self._odd(message)
                continue
            telegram = message.telegram if isinstance(message, Routed) else None
            if telegram is not None and telegram.source != self._source:
                self._heard(telegram)
