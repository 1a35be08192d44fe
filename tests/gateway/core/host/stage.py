"""One hosted adapter on its own, with a real process at the other end."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from adapters.sdk.contract import AdapterContext, Budget
from adapters.sdk.host.warden import below
from gateway.core.clock import Clock, SystemClock
from gateway.core.errors import AdapterBroke
from gateway.core.host.host import Host
from gateway.core.host.hosted import HostedAdapter
from gateway.core.host.order import Patience
from schemas.pairing import Paired
from schemas.updates import Update

GUESTS = "tests.gateway.core.host.guests"
PATIENCE_S = 30.0


def host(what: str, clock: Clock | None = None, window_s: int = 60, silence_s: float = 5.0, **budget: int) -> Host:
    """Host one of the guests, or whatever "module:NAME" names."""
    return Host(
        name="guest",
        entry=what if ":" in what else f"{GUESTS}:{what}",
        budget=Budget(**budget),
        clock=clock or SystemClock(),
        patience=Patience(window_s=window_s, silence_s=silence_s),
    )


@dataclass(kw_only=True)
class Stage:
    """A hosted adapter and what it told so far."""

    adapter: HostedAdapter
    host: Host
    folder: Path
    told: list[Update] = field(default_factory=list)
    broke: str = ""

    async def read(self) -> None:
        """Read until it breaks."""
        try:
            async for batch in self.adapter.updates():
                self.told += batch
        except AdapterBroke as broke:
            self.broke = broke.reason

    async def until(self, true: Callable[[], bool]) -> None:
        await until(true)


@asynccontextmanager
async def hosted(
    folder: Path, what: str | Host, *, read: bool = True, paired: tuple[Paired, ...] = (), **settings: Any
) -> AsyncIterator[Stage]:
    """Enter one; it is read in the background until it is left."""
    one = what if isinstance(what, Host) else host(what)
    context = AdapterContext(name="guest", state_dir=folder, monotonic_ns=time.monotonic_ns, paired=paired)
    adapter = one.manifest("guest").create(settings, context)
    assert isinstance(adapter, HostedAdapter)
    async with adapter:
        stage = Stage(adapter=adapter, host=one, folder=folder)
        reading = asyncio.create_task(stage.read(), name="reading") if read else None
        try:
            yield stage
        finally:
            if reading is not None:
                reading.cancel()
                await asyncio.wait({reading})


async def until(true: Callable[[], bool]) -> None:
    """Wait for what another process does."""
    async with asyncio.timeout(PATIENCE_S):
        while not true():
            await asyncio.sleep(0.005)


async def reason(folder: Path, what: str | Host, **settings: Any) -> str:
    """Run one until it breaks, and give why it did."""
    async with hosted(folder, what, **settings) as it:
        await until(lambda: bool(it.broke))
        return it.broke


def lives(pid: int) -> bool:
    """Whether a process is there and is no zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return False
    return fields[0] != "Z"


async def children() -> set[int]:
    """Our own child processes, and theirs."""
    return {one.pid for one in await asyncio.to_thread(below, os.getpid())}
