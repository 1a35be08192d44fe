"""Tasks beside a block: listeners for the time of a conversation."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any


@asynccontextmanager
async def beside(*works: Coroutine[Any, Any, None], name: str) -> AsyncIterator[None]:
    """Run works for the time of a block. The first error ends all, and comes out alone, not in a group.

    A task group passes a cancellation from outside over where its task failed at the same moment; here it counts.
    """
    ours = asyncio.current_task()
    before = ours.cancelling() if ours else 0  # an earlier group may have left its own counted
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work, name=name) for work in works]
            try:
                yield
            finally:
                for task in tasks:
                    task.cancel()
    except BaseExceptionGroup as found:
        if ours is not None and ours.cancelling() > before:
            raise asyncio.CancelledError from None
        raise found.exceptions[0] from None
