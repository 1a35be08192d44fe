"""Withdrawals hold from the moment they are said; what the disk does not take is written as soon as it does."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Final

from gateway.core.clock import Clock
from gateway.core.errors import DiskFailed
from gateway.core.gate.books import Books
from gateway.core.gate.errors import Unwritten
from privacy.consent import Withdrawal

RETRY_S: Final = 10.0

log = logging.getLogger(__name__)


class Withdrawals:
    """Takes them, in order. `run` until cancelled; `written` is awaited after it wrote what had to wait."""

    def __init__(self, books: Books, clock: Clock, *, written: Callable[[], Awaitable[None]]) -> None:
        self._books = books
        self._clock = clock
        self._written = written
        self._waiting = asyncio.Event()
        self._settling = asyncio.Lock()

    async def take(self, record: Withdrawal) -> None:
        """Let it count from now on, and write it; Unwritten where it counts and is not on disk yet."""
        self._books.unwritten.append(record)
        self._waiting.set()
        try:
            await self.settle()
        except DiskFailed as error:
            raise Unwritten.because(error) from error

    async def settle(self) -> None:
        """Write all that are not; DiskFailed where that cannot be."""
        async with self._settling:
            while self._books.unwritten:
                async with self._books.writing() as writing:
                    writing.withdraw(self._books.unwritten[0])
                del self._books.unwritten[0]
            self._waiting.clear()

    async def run(self) -> None:
        """Try again for as long as any is not written."""
        while True:
            await self._waiting.wait()
            await self._clock.sleep(RETRY_S)
            if self._books.unwritten:
                await self._try()

    async def _try(self) -> None:
        try:
            await self.settle()
            await self._written()
        except DiskFailed:
            return  # it is known that the disk takes nothing
        except Exception:
            log.exception("a withdrawal counts, and could not be written; it is tried again")
