"""How long a recovery waited for a processor that other programs of the machine had."""

import asyncio
import time
from collections.abc import Callable
from typing import Final

from tests.faults.ground import Ground

EVERY_S: Final = 0.02


class Waiting:
    """Samples what starts while it is watched, of core, egress and adapters; of an interval the longest wait counts.

    They start one after the other, so that the sum over intervals is what the last of them was kept by. Those that ran
    before do not count: they may be waiting for a time to come, and have a processor taken from them meanwhile.
    """

    def __init__(self, ground: Ground, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        self._ground = ground
        self._monotonic_s = monotonic_s
        self._samples: list[tuple[float, float]] = []  # time, all waits until then

    async def watch(self) -> None:
        """Sample until cancelled."""
        total_s, last_s, old = 0.0, self._monotonic_s(), self._ground.waits().keys()
        before: dict[int, float] = {}
        while True:
            await asyncio.sleep(EVERY_S)
            now_s = self._monotonic_s()
            waits = {pid: waited_s for pid, waited_s in self._ground.waits().items() if pid not in old}
            longest_s = max((waited_s - before.get(pid, 0.0) for pid, waited_s in waits.items()), default=0.0)
            total_s += min(longest_s, now_s - last_s)
            self._samples.append((now_s, total_s))
            last_s, before = now_s, waits

    def since(self, at_s: float) -> float:
        """Give the waits after a moment."""
        if not self._samples:
            return 0.0
        before_s = max((total_s for when_s, total_s in self._samples if when_s <= at_s), default=0.0)
        return self._samples[-1][1] - before_s
