"""A recording as it is made: redacted lines that wait for their reader, bounded. Who records never waits.

What does not fit is dropped, and a line says how many messages were.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Final

from adapters.sdk.record import Recorder, Redactor, gap
from adapters.sdk.secret import known
from adapters.sdk.tap import Tap, Way
from schemas.pairing import Paired, PairingPlan

LINES: Final = 10_000
LETTERS: Final = 2 << 20
"""Of lines that wait."""
LONGEST_S: Final = 600.0


class Recording:
    """Listens to one tap. `take` gives what waits."""

    def __init__(
        self,
        adapter: tuple[str, str],
        monotonic_ns: Callable[[], int],
        *,
        paired: Iterable[Paired] = (),
        plan: PairingPlan | None = None,
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        """`adapter` is its type and version; what is known of its devices and settings is hidden."""
        found = known(paired, plan, settings)
        self._redactor = Redactor(found.secrets, found.names)
        self._recorder = Recorder(*adapter, self._redactor)
        self._head = self._recorder.head
        self._plan = plan
        self._monotonic_ns = monotonic_ns
        self._began_ns = monotonic_ns()
        self._news = asyncio.Event()
        self._lines: deque[str] = deque()
        self._letters = 0
        self._dropped = 0

    @contextmanager
    def _listening(self, tap: Tap) -> Iterator[None]:
        """Record for the time of a block. RuntimeError where somebody does already."""
        with tap.listened(self._listen, self.learn):
            yield

    def learn(self, paired: Paired) -> None:
        """Hide what is known of one more device."""
        found = known([paired], self._plan)
        self._redactor.know(found.secrets, found.names)

    def _listen(self, link: str, way: Way, message: bytes) -> None:
        full = len(self._lines) >= LINES or self._letters + len(message) > LETTERS
        line = "" if full else self._line(link, way, message)
        if not line:
            self._dropped += 1
            return
        self._tell_gap()
        self._put(line)

    def _line(self, link: str, way: Way, message: bytes) -> str:
        at_ms = (self._monotonic_ns() - self._began_ns) // 1_000_000
        try:
            return self._recorder.line(at_ms, link, way, message)
        except Exception:  # noqa: BLE001  who is recorded must not suffer by it, and nothing goes out unredacted
            return ""

    def _put(self, line: str) -> None:
        self._lines.append(line)
        self._letters += len(line)
        self._news.set()

    def _tell_gap(self) -> None:
        if self._dropped:
            self._put(gap(self._dropped))
            self._dropped = 0

    def take(self, letters: int = LETTERS) -> tuple[str, ...]:
        """Give the oldest lines, about so many letters of them and one at least; nothing where none waits."""
        taken: list[str] = []
        if not self._lines:
            self._tell_gap()
        while self._lines and (not taken or letters >= len(self._lines[0])):
            line = self._lines.popleft()
            self._letters -= len(line)
            letters -= len(line)
            taken.append(line)
        if not self._lines:
            self._news.clear()
            self._tell_gap()
        return tuple(taken)

    async def told(self, tap: Tap, seconds: float, letters: int = LETTERS) -> AsyncGenerator[tuple[str, ...], None]:
        """Record for so long, and give the lines as they come, the head first, some together.

        RuntimeError where somebody records there already.
        """
        with self._listening(tap):
            yield (self._head,)
            loop = asyncio.get_running_loop()
            end = loop.time() + min(seconds, LONGEST_S)
            while loop.time() < end:
                with suppress(TimeoutError):
                    async with asyncio.timeout_at(end):
                        await self._news.wait()
                if lines := self.take(letters):
                    yield lines
        while lines := self.take(letters):
            yield lines
