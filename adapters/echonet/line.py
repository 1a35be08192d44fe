"""One node to talk with: one question at a time, people's wishes first, and what it announces by itself.

A node need not bear many properties in one question: it refuses those beyond, or answers nothing. Then less is asked
for at once from there on, down to one.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from adapters.echonet.protocol import (
    INSTANCES,
    NODE,
    Announced,
    Answered,
    Conversation,
    EchonetProtocolError,
    Eoj,
    Request,
    UnaskedError,
    decode,
)
from adapters.sdk.beside import beside
from adapters.sdk.channel import Channel
from adapters.sdk.errors import LinkError, ProtocolError, UnreachableError
from adapters.sdk.polling import Lane

MOST: Final = 16
"""Properties asked for at once, at first."""
TRIES: Final = 2
_REMEMBERED: Final = 16


class SilentObjectError(UnreachableError):
    """One object of a node does not answer, and the node does."""

    code = "object-silent"


@dataclass(slots=True, kw_only=True)
class Read:
    """What was read, and what the node does not give."""

    values: dict[int, bytes] = field(default_factory=dict)
    refused: set[int] = field(default_factory=set)


class Line:
    """Questions to one node over a channel; `listen` must run meanwhile. `told` and `odd` are called as it hears."""

    def __init__(
        self,
        channel: Channel,
        *,
        answer_s: float,
        first_tid: int,
        pause_s: float = 0.0,
        told: Callable[[Announced], None] = lambda _: None,
        odd: Callable[[EchonetProtocolError], None] = lambda _: None,
    ) -> None:
        """Begin a conversation; `pause_s` is kept between questions."""
        self._channel = channel
        self._answer_s = answer_s
        self._told = told
        self._odd = odd
        self._conversation = Conversation(first_tid=first_tid)
        self._lane = Lane(pause_s)
        self._waiting: tuple[Request, asyncio.Future[Answered]] | None = None
        self._wrong: EchonetProtocolError | None = None  # what came in place of an answer
        self._asked: deque[int] = deque(maxlen=_REMEMBERED)  # so that a second answer to one is no surprise
        self.most = MOST

    # -- hearing

    async def listen(self) -> None:
        """Hear answers until the link ends; who waits for one is told why."""
        try:
            while True:
                await self._hear(await self._channel.receive())
        except LinkError as error:
            self._fail(error)
            raise
        finally:
            self._fail(UnreachableError("the link ended", code="no-answer"))

    async def _hear(self, data: bytes) -> None:
        try:
            heard = self._conversation.receive(data)
        except EchonetProtocolError as error:
            self._pass(error, data)
            return
        if isinstance(heard, Announced):
            if heard.reply:
                await self._channel.send(heard.reply)
            self._told(heard)
        elif isinstance(heard, Answered):
            self._answer(heard)

    def _answer(self, heard: Answered) -> None:
        if self._waiting is not None and heard.request is self._waiting[0] and not self._waiting[1].done():
            self._waiting[1].set_result(heard)

    def _pass(self, error: EchonetProtocolError, data: bytes) -> None:
        if isinstance(error, UnaskedError):
            if decode(data).tid in self._asked:
                return
        else:
            self._wrong = error
        self._odd(error)

    def _fail(self, error: LinkError) -> None:
        if self._waiting is not None and not self._waiting[1].done():
            self._waiting[1].set_exception(error)

    # -- asking

    async def get(self, target: Eoj, codes: Sequence[int], *, urgent: bool = False) -> Answered:
        """Read properties in one question. UnreachableError, or the ProtocolError that came in place of an answer."""
        return await self._exchange(partial(self._conversation.get, target, codes), urgent=urgent)

    async def set(self, target: Eoj, values: Mapping[int, bytes]) -> frozenset[int]:
        """Set properties, as many questions as it takes, and give those that the node refused."""
        refused: set[int] = set()
        for some in _pieces(list(values), self.most):
            part = {epc: values[epc] for epc in some}
            refused |= (await self._exchange(partial(self._conversation.set, target, part), urgent=True)).refused
        return frozenset(refused)

    async def _exchange(self, make: Callable[[], Request], *, urgent: bool) -> Answered:
        async with self._lane.turn(urgent=urgent):
            request = make()
            future: asyncio.Future[Answered] = asyncio.get_running_loop().create_future()
            self._begin(request, future)
            try:
                for _ in range(TRIES):
                    await self._channel.send(request.data)
                    await asyncio.wait({future}, timeout=self._answer_s)
                    if future.done():
                        return await future
            finally:
                self._waiting = None
                self._conversation.forget(request)
                future.cancel()
            raise self._unanswered()

    def _unanswered(self) -> LinkError:
        if self._wrong is not None:
            fix = "see whether it has newer firmware, and whether it is an ECHONET Lite device"
            return ProtocolError(f"its answer cannot be read: {self._wrong.reason}", fix, code=self._wrong.code)
        return UnreachableError(f"no answer to {TRIES} questions in {TRIES * self._answer_s:g} s", code="no-answer")

    def _begin(self, request: Request, future: asyncio.Future[Answered]) -> None:
        self._waiting, self._wrong = (request, future), None
        self._asked.append(request.tid)

    async def read(self, target: Eoj, codes: Iterable[int], *, urgent: bool = False) -> Read:
        """Read properties, as many questions as it takes. What is refused alone is refused. SilentObjectError."""
        found = Read()
        doubted: dict[int, int] = {}  # refused among so many
        pieces = deque(_pieces(list(dict.fromkeys(codes)), self.most))
        while pieces:
            piece = pieces.popleft()
            answered = await self._borne(target, piece, pieces, urgent=urgent)
            found.values |= answered.values
            self._learn(doubted, answered.values, len(piece))
            refused = [epc for epc in piece if epc in answered.request.read and epc not in answered.values]
            if len(answered.request.read) == 1:
                found.refused.update(refused)
            elif refused:
                doubted |= dict.fromkeys(refused, len(piece))
                pieces.extend(_pieces(refused, max(len(piece) // 2, 1)))
        return found

    async def _borne(self, target: Eoj, piece: list[int], pieces: deque[list[int]], *, urgent: bool) -> Answered:
        """Ask for some; where a node says nothing to many, ask for one, and for the others later, fewer at once."""
        try:
            return await self.get(target, piece, urgent=urgent)
        except LinkError as error:
            await self._see_node(target, error, urgent=urgent)
            first, rest = piece[:1], piece[1:]
            answered = await self._alone(target, first, None if rest else error, urgent=urgent)
            self.most = max(len(piece) // 2, 1)
            pieces.extend(_pieces(rest, self.most))
            return answered

    async def _see_node(self, target: Eoj, error: LinkError, *, urgent: bool) -> None:
        """Raise the error of an object again where the node itself does not answer either."""
        if target == NODE:
            return
        try:
            await self.get(NODE, (INSTANCES,), urgent=urgent)
        except LinkError:
            raise error from None

    async def _alone(self, target: Eoj, one: list[int], failed: LinkError | None, *, urgent: bool) -> Answered:
        """Ask for one property, unless that has `failed` already."""
        try:
            if failed is None:
                return await self.get(target, one, urgent=urgent)
            raise failed
        except LinkError as error:
            if target == NODE:
                raise
            raise SilentObjectError(f"{error.reason}; its node answers") from error

    def _learn(self, doubted: Mapping[int, int], given: Mapping[int, bytes], count: int) -> None:
        if any(doubted.get(epc, 0) > count for epc in given):
            self.most = min(self.most, count)


def _pieces(codes: list[int], most: int) -> list[list[int]]:
    return [codes[start : start + most] for start in range(0, len(codes), most)]


@asynccontextmanager
async def listening(line: Line) -> AsyncIterator[Line]:
    """Hear for the time of a block."""
    async with beside(line.listen(), name="echonet listener"):
        yield line
