"""One task beside a block: a listener for the time of a conversation."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any


@asynccontextmanager
async def beside(work: Coroutine[Any, Any, None], name: str) -> AsyncIterator[None]:
    """Run work for the time of a block. Whatever ends either comes out alone, not in a group.

    A task group passes a cancellation from outside over where its task failed at the same moment; here it counts.
    """
    try:
        async with asyncio.TaskGroup() as group:
            task = group.create_task(work, name=name)
            try:
                yield
            finally:
                task.cancel()
    except BaseExceptionGroup as found:
        if (ours := asyncio.current_task()) is not None and ours.cancelling():
            raise asyncio.CancelledError from None
        raise found.exceptions[0] from None
