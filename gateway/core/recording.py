"""Recording what an adapter says to its devices and hears from them, while somebody waits for it."""

import asyncio
from collections.abc import AsyncGenerator, Iterator, Mapping
from typing import Final

from adapters.sdk.record import Recorder, Redactor
from adapters.sdk.tap import Tap, Way
from gateway.core.clock import Clock
from schemas.pairing import Paired

LONGEST_S: Final = 600.0
WAITING: Final = 10_000
"""Messages that may wait for who reads the recording; beyond it the recording ends."""


async def recording(
    clock: Clock, tap: Tap, adapter: tuple[str, str], paired: tuple[Paired, ...], seconds: float
) -> AsyncGenerator[str, None]:
    """Give the lines of a recording as they come, for so long. `adapter` is its type and version.

    Raises RuntimeError where somebody records this adapter already.
    """
    recorder = Recorder(*adapter, Redactor(tuple(_secrets(paired))))
    queue: asyncio.Queue[str] = asyncio.Queue(WAITING)
    began_ns = clock.monotonic_ns()

    def listen(link: str, way: Way, message: bytes) -> None:
        line = recorder.line((clock.monotonic_ns() - began_ns) // 1_000_000, link, way, message)
        if line and not queue.full():
            queue.put_nowait(line)

    with tap.listened(listen):
        yield recorder.head
        loop = asyncio.get_running_loop()
        end = loop.time() + min(seconds, LONGEST_S)
        while True:
            try:
                async with asyncio.timeout_at(end):
                    line = await queue.get()
            except TimeoutError:
                return
            yield line


def _secrets(paired: tuple[Paired, ...]) -> Iterator[str]:
    """Give everything that is known of paired devices and could name or open one."""
    for one in paired:
        yield one.key
        yield one.name
        yield from _texts(one.kept)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
