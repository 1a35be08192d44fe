"""The watch names callbacks that hold the loop, and the rounds of the collector in them."""

import asyncio
import gc
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from benchmarks.watch import NOTED_S, SHOWN, Watch


def spin(seconds: float) -> None:
    """Use processor time."""
    until_s = time.thread_time() + seconds
    while time.thread_time() < until_s:
        pass


async def deeper(event: asyncio.Event) -> None:
    await event.wait()


async def busy(event: asyncio.Event) -> None:
    spin(4 * NOTED_S)
    await deeper(event)


@pytest.fixture
async def watch(tmp_path: Path) -> AsyncIterator[Watch]:
    found = Watch(tmp_path / "seen.json")
    found.begin()
    yield found
    if found._collected in gc.callbacks:
        found.stop()


async def test_a_task_is_named_with_the_place_where_it_waits(watch: Watch) -> None:
    event = asyncio.Event()
    task = asyncio.create_task(busy(event), name="worker")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    event.set()
    await task
    [name] = [one for one in watch.by_name if one.startswith("worker")]
    assert name == "worker: busy → deeper → Event.wait"
    assert watch.by_name[name][0] >= 4 * NOTED_S
    assert watch.cpu_s >= 4 * NOTED_S
    assert watch.stall_s >= 4 * NOTED_S


async def test_a_plain_callback_is_named_by_its_function(watch: Watch) -> None:
    for _ in range(2):
        asyncio.get_running_loop().call_soon(spin, 4 * NOTED_S)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert watch.by_name["spin"][1] == 2


async def test_rounds_of_the_collector_are_told_apart(watch: Watch) -> None:
    gc.collect(1)
    assert any(name.startswith("garbage collector, generation 1 in MainThread") for name in watch.by_name)


async def test_the_file_has_the_slowest_first(watch: Watch, tmp_path: Path) -> None:
    watch.by_name.clear()
    watch.cpu_s = 0.0
    for number in range(SHOWN + 5):
        watch.note(f"callback {number}", number / 1000)
    watch.end()
    seen = json.loads((tmp_path / "seen.json").read_text("utf-8"))
    assert seen["callback"] == seen["slowest"][0]["name"] == f"callback {SHOWN + 4}"
    assert len(seen["slowest"]) == SHOWN
    assert seen["slowest"][0]["cpu_ms"] == pytest.approx(SHOWN + 4)


async def test_after_the_end_nothing_is_timed(watch: Watch) -> None:
    watch.end()
    watch.by_name.clear()
    asyncio.get_running_loop().call_soon(spin, 4 * NOTED_S)
    await asyncio.sleep(0)
    gc.collect(0)
    assert not [name for name in watch.by_name if name == "spin" or name.startswith("garbage")]
