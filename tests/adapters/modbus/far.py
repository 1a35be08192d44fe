"""Units behind one connection, in memory: they read requests by their own rules, written apart from the codec."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from adapters.sdk.errors import UnreachableError

SPACE = {1: "coil", 2: "discrete", 3: "holding", 4: "input", 5: "coil", 6: "holding", 16: "holding"}


@dataclass
class Unit:
    """One unit: what it holds, by space and address; what is not there is answered with exception 2."""

    words: dict[tuple[str, int], int] = field(default_factory=dict)
    fixed: set[tuple[str, int]] = field(default_factory=set)  # refused with exception 3
    unknown: set[int] = field(default_factory=set)  # functions answered with exception 1
    exception: int = 0  # to everything
    mute: int = 0  # so many requests are not answered
    deaf: bool = False  # none is
    late_s: float = 0.0  # until what was written is held

    def put(self, space: str, address: int, *words: int) -> "Unit":
        self.words |= {(space, address + place): word & 0xFFFF for place, word in enumerate(words)}
        return self

    def answer(self, pdu: bytes) -> bytes:
        function = pdu[0]
        space, address, last = SPACE[function], pdu[1] << 8 | pdu[2], pdu[3] << 8 | pdu[4]
        if self.exception or function in self.unknown:
            return bytes((function | 0x80, self.exception or 1))
        if function <= 4:
            return self.read(function, space, range(address, address + last))
        return self.write(pdu, space, address, last)

    def read(self, function: int, space: str, places: range) -> bytes:
        if any((space, place) not in self.words for place in places):
            return bytes((function | 0x80, 2))
        held = [self.words[space, place] for place in places]
        if function <= 2:
            packed = sum(bit << place for place, bit in enumerate(held)).to_bytes((len(held) + 7) // 8, "little")
        else:
            packed = b"".join(word.to_bytes(2, "big") for word in held)
        return bytes((function, len(packed))) + packed

    def write(self, pdu: bytes, space: str, address: int, last: int) -> bytes:
        function = pdu[0]
        words = [last]
        if function == 5:
            words = [1 if last == 0xFF00 else 0]
        elif function == 16:
            body = pdu[6:]
            assert len(body) == pdu[5] == 2 * last
            words = [body[at] << 8 | body[at + 1] for at in range(0, len(body), 2)]
        places = [(space, address + place) for place in range(len(words))]
        if any(place not in self.words for place in places):
            return bytes((function | 0x80, 2))
        if self.fixed & {*places}:
            return bytes((function | 0x80, 3))
        loop = asyncio.get_running_loop()
        for place, word in zip(places, words, strict=True):
            if self.late_s:
                loop.call_later(self.late_s, self.words.__setitem__, place, word)
            else:
                self.words[place] = word
        return pdu[:5]


@dataclass
class Far:
    """A gateway, seen as a channel: a message is the unit's number and a PDU."""

    units: dict[int, Unit] = field(default_factory=dict)
    answer_s: float = 1.0
    refused: bool = False  # takes no connection
    ended: bool = False  # hung up
    odd: Callable[[bytes], bytes] = lambda answer: answer  # what comes instead of an answer
    asked: list[bytes] = field(default_factory=list)
    connects: int = 0
    open: int = 0
    most_at_once: int = 0
    _waiting: list[bytes] = field(default_factory=list)

    @asynccontextmanager
    async def connect(self, host: str, port: int) -> AsyncIterator["Far"]:
        self.connects += 1
        if self.refused:
            raise UnreachableError(f"{host}:{port} takes no connection")
        self.ended = False
        self.open += 1
        try:
            yield self
        finally:
            self.open -= 1

    async def send(self, message: bytes) -> None:
        self.asked.append(message)
        self._waiting.append(message)
        self.most_at_once = max(self.most_at_once, len(self._waiting))

    async def receive(self) -> bytes:
        message = self._waiting[-1]
        try:
            return await self._answer(message)
        finally:
            self._waiting.remove(message)

    async def _answer(self, message: bytes) -> bytes:
        await asyncio.sleep(0.001)
        if self.ended:
            raise UnreachableError("it hung up")
        unit = self.units.get(message[0])
        if unit is None:
            return self.odd(bytes((message[0], message[1] | 0x80, 11)))
        if unit.deaf or unit.mute:
            unit.mute = max(unit.mute - 1, 0)
            await asyncio.sleep(self.answer_s)
            raise UnreachableError("no answer", code="no-answer")
        return self.odd(message[:1] + unit.answer(message[1:]))

    def count(self, unit: int, function: int) -> int:
        return sum(message[:2] == bytes((unit, function)) for message in self.asked)
