"""Which values to ask for next, and whose turn it is to ask: one request at a time, people's wishes first."""

import asyncio
import heapq
from collections import deque
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager


class Schedule:
    """When each address is due. Asks for many at once when many are due within a period's quarter, oldest first."""

    def __init__(self, periods_s: Mapping[str, float]) -> None:
        """Take the period of each address; all are due at once."""
        self._periods_ns = {address: round(period * 1e9) for address, period in periods_s.items()}
        self._due = [(0, address) for address in self._periods_ns]
        heapq.heapify(self._due)

    @property
    def next_ns(self) -> int | None:
        """When the next one is due; None where there is nothing to ask for."""
        return self._due[0][0] if self._due else None

    def take(self, now_ns: int, most: int) -> list[str]:
        """Give at most `most` addresses to ask for now, and count their periods from now."""
        taken: list[str] = []
        while self._due and len(taken) < most and self._is_due(now_ns, first=not taken):
            _, address = heapq.heappop(self._due)
            taken.append(address)
        for address in taken:
            heapq.heappush(self._due, (now_ns + self._periods_ns[address], address))
        return taken

    def _is_due(self, now_ns: int, *, first: bool) -> bool:
        due_ns, address = self._due[0]
        return due_ns <= now_ns + (0 if first else self._periods_ns[address] // 4)

    def hasten(self, addresses: Iterable[str]) -> None:
        """Make addresses due at once: they were written, or somebody asks."""
        wanted = set(addresses)
        self._due = [(0 if address in wanted else due, address) for due, address in self._due]
        heapq.heapify(self._due)


class Nap:
    """Waits until the earliest of some times of the monotonic clock, or until somebody has news."""

    def __init__(self) -> None:
        """Nobody has news yet."""
        self._news = asyncio.Event()

    def wake(self) -> None:
        """End the wait that is on."""
        self._news.set()

    async def until(self, now_ns: int, times_ns: Iterable[int | None]) -> None:
        """Wait; without any time, for news alone. News that came before this call are over."""
        times = [one for one in times_ns if one is not None]
        seconds = max(min(times) - now_ns, 0) / 1e9 if times else None
        self._news.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            return


class Lane:
    """Lets one request at a time through to a device that bears no more, and keeps a pause after each."""

    def __init__(self, pause_s: float = 0.0) -> None:
        """Take the pause; it is kept by whoever comes next."""
        self._pause_s = pause_s
        self._free_at = 0.0
        self._taken = False
        self._urgent: deque[asyncio.Future[None]] = deque()
        self._usual: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def turn(self, *, urgent: bool = False) -> AsyncIterator[None]:
        """Wait for the turn and hold it. What a person wants (`urgent`) goes before what is only read again."""
        await self._take(self._urgent if urgent else self._usual)
        loop = asyncio.get_running_loop()
        try:
            if (wait_s := self._free_at - loop.time()) > 0:
                await asyncio.sleep(wait_s)
            yield
        finally:
            self._free_at = loop.time() + self._pause_s
            self._pass_on()

    async def _take(self, queue: "deque[asyncio.Future[None]]") -> None:
        if not self._taken:
            self._taken = True
            return
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(waiting)
        try:
            await waiting
        except asyncio.CancelledError:
            if waiting.done() and not waiting.cancelled():
                self._pass_on()
            raise

    def _pass_on(self) -> None:
        for queue in (self._urgent, self._usual):
            while queue:
                waiting = queue.popleft()
                if not waiting.done():
                    waiting.set_result(None)
                    return
        self._taken = False
