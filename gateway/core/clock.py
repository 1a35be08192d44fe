"""The only place that reads a clock: monotonic for intervals, wall time for records and slots."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol

BUILD_MS: Final = 1_795_305_600_000  # 2026-11-22T00:00:00Z; no true wall time is earlier than the build
JUMP_MS: Final = 2_000  # a wall clock that moves this much against the monotonic one has jumped

JumpListener = Callable[[int], None]


class Clock(Protocol):
    """Time as the gateway knows it. A hub has no battery clock, so wall time may be unset."""

    rate: float

    def monotonic_ns(self) -> int:
        """Nanoseconds that never go back; for intervals."""
        ...

    def wall_ms(self) -> int | None:
        """Milliseconds since 1970 UTC, or None until later than the build date and the last saved time."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait for a real interval."""
        ...

    async def sleep_until_wall(self, at_ms: int) -> None:
        """Wait until wall time reaches `at_ms`; while it is unset, or set back, this keeps waiting."""
        ...


class SystemClock:
    """The clock of the machine.

    `rate` speeds up wall time for a demonstration, counted from `origin_ms`, which all processes of one
    demonstration share (0: from now); intervals stay real. `floor_ms` is the last saved time: an earlier wall clock
    counts as unset.
    """

    def __init__(self, floor_ms: int = 0, rate: float = 1.0, origin_ms: int = 0) -> None:
        self.rate = rate
        self._floor_ms = max(floor_ms, BUILD_MS)
        self._origin_ms = origin_ms or time.time_ns() // 1_000_000
        self._start_ns = time.monotonic_ns()

    def monotonic_ns(self) -> int:
        return time.monotonic_ns()

    def wall_ms(self) -> int | None:
        real_ms = time.time_ns() // 1_000_000
        wall_ms = real_ms if self.rate == 1.0 else self._origin_ms + int((real_ms - self._origin_ms) * self.rate)
        return wall_ms if wall_ms > self._floor_ms and real_ms > BUILD_MS else None

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def sleep_until_wall(self, at_ms: int) -> None:
        while (now_ms := self.wall_ms()) is None or now_ms < at_ms:
            left_s = 1.0 if now_ms is None else (at_ms - now_ms) / 1000 / self.rate
            await asyncio.sleep(min(max(left_s, 0.001), 1.0))


class JumpWatch:
    """Tells when wall time moved against the monotonic clock; call `check` every few seconds."""

    def __init__(self, clock: Clock, listener: JumpListener) -> None:
        self._clock = clock
        self._listener = listener
        self._offset_ms: int | None = None

    def check(self) -> None:
        """Compare both clocks once and report a jump in milliseconds, forward positive."""
        wall_ms = self._clock.wall_ms()
        if wall_ms is None:
            return
        offset_ms = wall_ms - int(self._clock.monotonic_ns() / 1_000_000 * self._clock.rate)
        if self._offset_ms is not None and abs(offset_ms - self._offset_ms) > JUMP_MS * self._clock.rate:
            self._listener(offset_ms - self._offset_ms)
        self._offset_ms = offset_ms


@dataclass(slots=True)
class ManualClock:
    """A clock that tests move by hand. Sleepers wake in order of their time."""

    wall: int | None = BUILD_MS + 1
    now_ns: int = 0
    rate: float = 1.0
    _sleepers: list[tuple[int, asyncio.Event]] = field(default_factory=list)

    def monotonic_ns(self) -> int:
        return self.now_ns

    def wall_ms(self) -> int | None:
        return self.wall

    async def sleep(self, seconds: float) -> None:
        await self._wait_until(self.now_ns + round(seconds * 1e9))

    async def sleep_until_wall(self, at_ms: int) -> None:
        while self.wall is None or self.wall < at_ms:
            left_ms = 1000 if self.wall is None else at_ms - self.wall
            await self._wait_until(self.now_ns + left_ms * 1_000_000)

    async def _wait_until(self, at_ns: int) -> None:
        if at_ns <= self.now_ns:
            await asyncio.sleep(0)
            return
        sleeper = (at_ns, asyncio.Event())
        self._sleepers.append(sleeper)
        try:
            await sleeper[1].wait()
        finally:
            if sleeper in self._sleepers:
                self._sleepers.remove(sleeper)

    async def advance(self, seconds: float) -> None:
        """Move both clocks on, waking each sleeper at its own time."""
        end_ns = self.now_ns + round(seconds * 1e9)
        await self._settle()
        while due := [s for s in self._sleepers if s[0] <= end_ns]:
            first = min(due, key=lambda s: s[0])
            self._move_to(first[0])
            self._sleepers.remove(first)
            first[1].set()
            await self._settle()
        self._move_to(end_ns)
        await self._settle()

    def _move_to(self, at_ns: int) -> None:
        if self.wall is not None:
            self.wall += at_ns // 1_000_000 - self.now_ns // 1_000_000  # no part of a millisecond is lost
        self.now_ns = at_ns

    @staticmethod
    async def _settle() -> None:
        for _ in range(20):  # enough turns for a chain of tasks to run to their next wait
            await asyncio.sleep(0)
