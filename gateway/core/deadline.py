"""Deadlines for work that others wrote, by the home's clock."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

from gateway.core.clock import Clock

T = TypeVar("T")

GRACE_TURNS: Final = 20  # turns of the loop that cancelled work has to end
_abandoned: set[asyncio.Task[Any]] = set()


async def within(clock: Clock, seconds: float, work: Coroutine[Any, Any, T], name: str) -> T:
    """Give the result of `work`, or raise TimeoutError after `seconds` whatever the work does.

    The work is cancelled then; when it swallows that, it is left behind. That is why it is no task of a group, which
    would wait for it for ever.
    """
    task = asyncio.create_task(work, name=name)
    timer = asyncio.create_task(clock.sleep(seconds), name=f"{name}: deadline")
    try:
        await asyncio.wait({task, timer}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        raise TimeoutError(f"{name} took longer than {seconds:g} s")
    finally:
        timer.cancel()
        await cut(task)
        await asyncio.wait({timer})


async def cut(task: asyncio.Task[Any]) -> bool:
    """Cancel a task and give it some turns to end; false when it went on regardless and was left behind."""
    if not task.done():
        task.cancel()
    for _ in range(GRACE_TURNS):
        if task.done():
            heard(task)
            return True
        await asyncio.sleep(0)
    _abandoned.add(task)
    task.add_done_callback(_abandoned.discard)
    task.add_done_callback(heard)
    return False


def ending() -> bool:
    """Whether the current task was asked to end, whatever became of the CancelledError that told it so.

    Not for a task that holds a task group: one of Python 3.11 that fails leaves its own request behind (count of 1).
    """
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def heard(task: asyncio.Task[Any]) -> None:
    """Look at the exception, so that the loop does not complain that nobody did."""
    if not task.cancelled():
        task.exception()
