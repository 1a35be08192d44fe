"""One run: how much is measured, what is known so far, and where its processes live."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.stage import start_broker

if TYPE_CHECKING:
    from benchmarks.measure import Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much is measured."""

    turns: int  # by which core and raw limits are measured beside each other
    chunks: int  # of a burst
    steady_s: float  # of one turn
    latency_s: float  # of one turn
    commands: int
    starts: int
    settle_s: float  # between loading and reading the memory
    sizes: tuple[int, ...]  # devices of the homes whose memory is read
    watched_s: float  # how long callbacks are watched at 3,000 a second
    slots: int  # of a hundred releases
    flash_per_s: int  # updates a second in the hour that is written
    grown: tuple[int, ...]  # devices of the homes of the growth table
    crowds: tuple[int, ...]  # WebSocket clients at once
    mixed_s: float  # how long 500 devices are served
    large_mb: int  # of the message that MQTT clients are sent
    limit_s: float  # of the whole run


QUICK: Final = Effort(
    turns=3,
    chunks=6,
    steady_s=1,
    latency_s=2,
    commands=150,
    starts=3,
    settle_s=5,
    sizes=(200,),
    watched_s=20,
    slots=60,
    flash_per_s=50,
    grown=(20, 200),
    crowds=(1, 5),
    mixed_s=20,
    large_mb=10,
    limit_s=300,
)
FULL: Final = Effort(
    turns=5,
    chunks=24,
    steady_s=4,
    latency_s=8,
    commands=1000,
    starts=5,
    settle_s=60,
    sizes=(200, 1000),
    watched_s=600,
    slots=300,
    flash_per_s=500,
    grown=(20, 200, 1000, 4000),
    crowds=(1, 5, 20),
    mixed_s=60,
    large_mb=50,
    limit_s=2700,
)


class Run:
    """What is known so far: `results` by measure, `tables` of what is no single figure, and `notes` for a reader."""

    def __init__(self, effort: Effort, folder: Path) -> None:
        self.effort = effort
        self.folder = folder
        self.results: Measured = {}
        self.tables: dict[str, Any] = {}
        self.notes: list[str] = []

    async def all(self, parts: Sequence["Part"]) -> None:
        """Measure the parts one after another; TimeoutError when it takes too long."""
        async with asyncio.timeout(self.effort.limit_s):
            for part in parts:
                tell(f"{part.name}: {part.about}")
                await part.run(self)

    def note(self, text: str) -> None:
        """Keep something worth knowing that is no figure, and show it now."""
        self.notes.append(text)
        tell(text)

    @asynccontextmanager
    async def place(self, name: str) -> AsyncIterator[tuple[Path, int]]:
        """Make a folder and a broker for one part, so that no part meets what another left; gives both."""
        folder = self.folder / name
        folder.mkdir()
        async with AsyncExitStack() as stack:
            yield folder, await start_broker(stack, folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is measured together, and may be asked for by name or by one of its measures."""

    name: str
    about: str
    measures: tuple[str, ...] = ()
    quick: bool = True  # whether a quick run has it
    run: Callable[[Run], Coroutine[Any, Any, None]]


BEGAN_S: Final = time.monotonic()


def tell(what: str) -> None:
    """Show progress."""
    sys.stderr.write(f"{time.monotonic() - BEGAN_S:4.0f} s  {what}\n")
    sys.stderr.flush()
