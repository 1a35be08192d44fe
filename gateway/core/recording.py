"""Recording what an adapter says to its devices and hears from them, wherever it runs, while somebody waits for it."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Protocol, runtime_checkable

Batches = AsyncGenerator[tuple[str, ...], None]


@runtime_checkable
class Records(Protocol):
    """A stand-in for an adapter that is recorded where it runs. RuntimeError where it cannot be now."""

    def record(self, seconds: float) -> Batches: ...


def elsewhere(running: object, seconds: float) -> Batches:
    """Record an adapter that runs in a process of its own. RuntimeError where none does."""
    if isinstance(running, Records):
        return running.record(seconds)
    raise RuntimeError("its process is not running")


async def lines_of(batches: Batches) -> AsyncGenerator[str, None]:
    """Give the lines of a recording one by one."""
    async with aclosing(batches):
        async for lines in batches:
            for line in lines:
                yield line
