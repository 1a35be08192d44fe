"""A whole adapter around boards on loopback, its time jumping."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Final

from adapters.esphome.adapter import create
from adapters.sdk.contract import AdapterContext
from adapters.sdk.session import SessionAdapter
from schemas.outcomes import Sent
from schemas.pairing import Paired, Stepped
from schemas.registry import Registry
from schemas.updates import AvailabilityChanged
from schemas.value import Value
from tests.adapters.esphome.far import MAC, Far, there
from tests.adapters.sdk.home import Home as Base
from tests.adapters.sdk.home import living
from tests.adapters.sdk.travel import now_ns

REGISTRY: Final = Registry.load()  # as the core has before any adapter
SECOND: Final = "02:00:00:00:00:02"
PLUG: Final = "2/onOff/onOff"


def kept(far: Far, key: str | None = None) -> Paired:
    """Give what pairing would have kept of a board."""
    answers = {"host": "127.0.0.1", "port": str(far.port), "key": far.key if key is None else key}
    return Paired(key=far.mac, name="Board", kept={name: value for name, value in answers.items() if value})


class Home(Base):
    """What the adapter told, and what is wanted of its boards."""

    usual = MAC

    async def ready(self, key: str = MAC) -> None:
        await self.until(lambda: (key, PLUG) in self.values)

    def lost(self, key: str = MAC) -> list[str]:
        """Give the reasons that a board was unavailable for, in order."""
        changes = (one for one in self.updates if isinstance(one, AvailabilityChanged) and one.device == key)
        return [one.reason for one in changes if not one.available]

    async def until_lost(self, reason: str) -> None:
        """Wait until the board is lost, for this reason and no other; its neighbour does not notice."""
        await self.until(lambda: reason in self.lost())
        assert self.lost() == [reason]
        await self.unhurt()

    async def unhurt(self) -> None:
        """See that the neighbour does what it is told, and never was lost."""
        await self.ready(SECOND)
        await self.switch(SECOND)
        assert self.lost(SECOND) == []

    def named(self, name: str) -> Value:
        """Give the value of the board's one property of this name."""
        (found,) = [value for (key, path), value in self.values.items() if key == MAC and path.endswith(f"/{name}")]
        return found

    async def until_asked(self, far: Far, number: int, times: int) -> None:
        """Wait until a board was asked something so often."""
        while far.count(number) < times:
            far.heard.clear()
            await far.heard.wait()

    async def back(self) -> None:
        """Wait until the board is there again, and does what it is told."""
        await self.until(lambda: self.reasons[MAC] == "")
        await self.switch()

    async def switch(self, key: str = MAC) -> None:
        """Turn the plug, and wait until the board says that it did."""
        wanted = not self.values[key, PLUG]
        assert await self.write(PLUG, wanted, key) == Sent(command="c")
        await self.until_value(PLUG, wanted, key)

    async def paired(self, far: Far, **more: str) -> Paired | Stepped | None:
        """Pair a board: what is kept, or the step that failed."""
        found: Paired | Stepped | None = None
        answers = {"host": "127.0.0.1", "port": str(far.port)} | more
        async for told in self.adapter.pair(answers):
            if isinstance(told, Paired) or told.state == "failed":
                found = told
        return found


@asynccontextmanager
async def stage(*paired: Paired, **settings: float) -> AsyncIterator[Home]:
    """Run the adapter with boards that were paired."""
    context = AdapterContext(name="esphome", state_dir=Path(), monotonic_ns=now_ns, paired=paired)
    adapter = create(settings, context)
    assert isinstance(adapter, SessionAdapter)
    async with living(adapter, partial(Home, usual=MAC)) as home:
        yield home


@asynccontextmanager
async def neighbours(first: Far) -> AsyncIterator[tuple[Far, Far]]:
    """Let two boards be there: the one that a test is about, and another that must not notice."""
    async with there(first), there(Far(mac=SECOND)) as second:
        yield first, second
