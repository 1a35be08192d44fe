"""One connection and those who use it: every unit behind a gateway in turn, one request in flight, a pause between."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Final

from adapters.modbus.protocol import pdu
from adapters.modbus.protocol.outcome import refusal
from adapters.modbus.protocol.register import Space
from adapters.sdk.channel import Channel, Tapped
from adapters.sdk.errors import LinkError, ProtocolError, UnreachableError
from adapters.sdk.polling import Lane
from adapters.sdk.tap import Tap

SILENT: Final = 4
"""Requests without any answer that is one between them after which a connection counts as dead."""

Connect = Callable[[str, int], AbstractAsyncContextManager[Channel]]


class Line:
    """Asks units for registers over one channel."""

    def __init__(self, channel: Channel, *, pause_s: float = 0.0) -> None:
        """Take a channel of messages: the unit's number and a PDU each."""
        self._channel = channel
        self._lane = Lane(pause_s)
        self._silent: list[int] = []  # the units that gave no answer, or none that is one, since anybody did
        self._asked: set[int] = set()
        self.ended = asyncio.Event()  # nobody should use it any more
        self.users = 0

    async def read(self, unit: int, space: Space, address: int, count: int, *, urgent: bool = False) -> tuple[int, ...]:
        """Read words, or bits as 0 and 1. Asks again once where no answer comes. Raises LinkError."""
        request = pdu.read_request(space, address, count)
        try:
            answer = await self._ask(unit, request, urgent=urgent)
        except UnreachableError as error:
            if error.code != "no-answer" or self.ended.is_set():
                raise
            answer = await self._ask(unit, request, urgent=urgent)
        return pdu.read_answer(space, count, answer)

    async def write(
        self, unit: int, space: Space, address: int, words: Sequence[int], *, several: bool = False
    ) -> None:
        """Write words, once. Raises LinkError."""
        request = pdu.write_request(space, address, words, several=several)
        pdu.check_written(request, await self._ask(unit, request, urgent=True))

    async def _ask(self, unit: int, request: bytes, *, urgent: bool) -> bytes:
        async with self._lane.turn(urgent=urgent):
            answer = await self._exchange(bytes((unit,)) + request)
        if answer[:1] != bytes((unit,)):
            raise ProtocolError(f"unit {unit} was asked and another answered")
        number = pdu.exception(request, answer[1:])
        if number is not None:
            raise refusal(number, _what(request), unit)
        return answer[1:]

    async def _exchange(self, message: bytes) -> bytes:
        self._asked.add(message[0])
        try:
            await self._channel.send(message)
            answer = await self._channel.receive()
        except LinkError as error:
            self._silent.append(message[0])
            is_lost = isinstance(error, UnreachableError) and error.code != "no-answer"
            if is_lost or self._is_silent():
                self.ended.set()
            raise
        self._silent.clear()
        return answer

    def _is_silent(self) -> bool:
        """Whether nobody answers: one unit that does not is no proof where there are others."""
        return len(self._silent) >= SILENT and len({*self._silent}) >= min(2, len(self._asked))


def _what(request: bytes) -> str:
    space = {1: "coil", 2: "discrete", 3: "holding", 4: "input", 5: "coil"}.get(request[0], "holding")
    address = int.from_bytes(request[1:3], "big")
    return f"{'read' if request[0] <= 4 else 'write'} {space}/{address}"


class Lines:
    """Connections by host and port; the first who needs one opens it, the last closes it."""

    def __init__(self, connect: Connect, *, tap: Tap, pause_s: float) -> None:
        """`connect` opens a channel."""
        self._connect = connect
        self._tap = tap
        self._pause_s = pause_s
        self._open: dict[tuple[str, int], tuple[Line, AsyncExitStack]] = {}
        self._locks: dict[tuple[str, int], asyncio.Lock] = {}

    @asynccontextmanager
    async def use(self, host: str, port: int) -> AsyncIterator[Line]:
        """Give the line to a host, for the time of a block. Raises LinkError where it cannot be opened."""
        place = (host, port)
        async with self._locks.setdefault(place, asyncio.Lock()):
            line, stack = await self._living(place)
            line.users += 1
        try:
            yield line
        finally:
            line.users -= 1
            if line.users == 0:
                if self._open.get(place, (None,))[0] is line:
                    del self._open[place]
                await stack.aclose()

    async def _living(self, place: tuple[str, int]) -> tuple[Line, AsyncExitStack]:
        found = self._open.get(place)
        if found is not None and not found[0].ended.is_set():
            return found
        stack = AsyncExitStack()
        channel = await stack.enter_async_context(self._connect(*place))
        tapped = Tapped(channel, self._tap, f"{place[0]}:{place[1]}")
        self._open[place] = (Line(tapped, pause_s=self._pause_s), stack)
        return self._open[place]
