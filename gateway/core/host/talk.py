"""Pairing through an adapter that is in another process, and recording it."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from gateway.core.errors import AdapterBroke
from schemas.host import Cancel, Ended, Found, Next, Pair, PairingTold, Record, Recorded, Search, Unpair, Wanted
from schemas.pairing import Candidate, Pairing, Stepped

Heard = Found | PairingTold | Recorded | Ended
WAITING: Final = 16


class Talk:
    """What the stand-in of a hosted adapter says and hears about pairing and recording. Raises AdapterBroke."""

    def __init__(self, name: str, say: Callable[[Wanted], bool], number: Callable[[], int]) -> None:
        self._name = name
        self._say = say
        self._number = number
        self._calls: dict[int, asyncio.Queue[Heard]] = {}

    def heard(self, message: Heard) -> None:
        """Take an answer; one that nobody waits for is passed over."""
        queue = self._calls.get(message.call)
        if queue is not None and not queue.full():
            queue.put_nowait(message)

    def gone(self, reason: str) -> None:
        """Its process has ended: so has everything that was under way."""
        for call, queue in self._calls.items():
            if not queue.full():
                queue.put_nowait(Ended(call=call, reason=reason))

    async def discover(self, seconds: float) -> tuple[Candidate, ...]:
        """Search there."""
        with self._call() as (call, queue):
            self._tell(Search(call=call, seconds=seconds))
            answer = await queue.get()
        if isinstance(answer, Found):
            return answer.candidates
        raise AdapterBroke(self._name, answer.reason if isinstance(answer, Ended) else "it answered something else")

    async def pair(self, answers: Mapping[str, str]) -> AsyncIterator[Pairing]:
        """Pair there; it goes on when what was told has been taken."""
        with self._call() as (call, queue):
            over = False
            try:
                self._tell(Pair(call=call, answers=dict(answers)))
                while isinstance(answer := await queue.get(), PairingTold):
                    yield answer.told
                    self._tell(Next(call=call))
                over = True
            finally:
                if not over:
                    self._say(Cancel(call=call))
        if isinstance(answer, Ended) and answer.reason:
            raise AdapterBroke(self._name, answer.reason)

    async def unpair(self, key: str) -> Stepped | None:
        """Part there."""
        left: Stepped | None = None
        with self._call() as (call, queue):
            self._tell(Unpair(call=call, key=key))
            while isinstance(answer := await queue.get(), PairingTold):
                left = answer.told if isinstance(answer.told, Stepped) else left
        if isinstance(answer, Ended) and answer.reason:
            raise AdapterBroke(self._name, answer.reason)
        return left

    async def record(self, seconds: float) -> AsyncGenerator[tuple[str, ...], None]:
        """Record there: some lines at a time, the next when these were taken. RuntimeError where it cannot begin."""
        begun = over = False
        with self._call() as (call, queue):
            try:
                while isinstance(answer := await self._lines(call, queue, seconds, begun=begun), Recorded):
                    begun = True
                    yield answer.lines
                over = True
            except AdapterBroke as error:
                answer = Ended(call=call, reason=error.reason)
            finally:
                if not over:
                    self._say(Cancel(call=call))
        if not begun:
            raise RuntimeError(answer.reason if isinstance(answer, Ended) else "it answered something else")

    async def _lines(self, call: int, queue: "asyncio.Queue[Heard]", seconds: float, *, begun: bool) -> Heard:
        self._tell(Next(call=call) if begun else Record(call=call, seconds=seconds))
        return await queue.get()

    def _tell(self, message: Wanted) -> None:
        if not self._say(message):
            raise AdapterBroke(self._name, "its process does not read what it is told")

    @contextmanager
    def _call(self) -> Iterator[tuple[int, asyncio.Queue[Heard]]]:
        number = self._number()
        queue = self._calls[number] = asyncio.Queue(WAITING)
        try:
            yield number, queue
        finally:
            del self._calls[number]
