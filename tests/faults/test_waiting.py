"""The stopwatch of those that wait: it must count nobody twice."""

import asyncio
from pathlib import Path

import pytest

from tests.faults import waiting
from tests.faults.ground import Ground
from tests.faults.waiting import Waiting


async def test_of_each_interval_the_longest_wait_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ground, end = Ground(tmp_path), asyncio.Event()
    told = iter([{9: 5.0}, {9: 5.9, 1: 0.3, 2: 0.2}, {9: 5.9, 1: 0.3, 2: 0.6}, {2: 0.6, 3: 9.0}])
    times = iter([100.0, 101.0, 102.0, 103.0])

    def waits() -> dict[int, float]:
        found = next(told, None)
        if found is None:
            end.set()
            return {}
        return found

    monkeypatch.setattr(ground, "waits", waits)
    monkeypatch.setattr(waiting, "EVERY_S", 0.0)
    watch = Waiting(ground, lambda: next(times, 104.0))
    task = asyncio.create_task(watch.watch())
    await end.wait()
    task.cancel()
    await asyncio.wait({task})
    assert watch.since(100.0) == pytest.approx(0.3 + 0.4 + 1.0), "a process of an interval waited no longer than it"
    assert watch.since(101.5) == pytest.approx(0.4 + 1.0)
