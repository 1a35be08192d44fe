"""A session with a far end, and the home that it tells."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from adapters.homekit.database import read
from adapters.homekit.mapping import Unit, units
from adapters.homekit.session import HomeKitSession
from adapters.sdk.contract import AdapterContext
from adapters.sdk.reconnect import Backoff
from adapters.sdk.session import SessionAdapter
from schemas.commands import InvokeCommand, SetProperties
from schemas.device import DeviceDescription
from schemas.outcomes import Answer
from schemas.pairing import Paired
from schemas.registry import Registry
from schemas.updates import (
    AvailabilityChanged,
    DeviceDescribed,
    EventOccurred,
    FaultReported,
    PropertiesReported,
    Update,
)
from schemas.value import Value
from tests.adapters.homekit.far import Far

REGISTRY = Registry.load()
KEY = "AA:BB:CC:DD:EE:FF"
PATIENCE_S = 5.0


def unit(accessory: dict[str, Any]) -> Unit:
    """Make a device of one accessory."""
    (made,) = units(read({"accessories": [accessory]}), REGISTRY, key=KEY, name="It")
    return made


@dataclass
class Home:
    """What the home was told."""

    adapter: SessionAdapter
    updates: list[Update] = field(default_factory=list)
    devices: dict[str, DeviceDescription] = field(default_factory=dict)
    values: dict[tuple[str, str], Value] = field(default_factory=dict)
    available: dict[str, str] = field(default_factory=dict)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def listen(self) -> None:
        async for batch in self.adapter.updates():
            for update in batch:
                self._take(update)
            self.news.set()

    def _take(self, update: Update) -> None:
        self.updates.append(update)
        match update:
            case DeviceDescribed():
                self.devices[update.device.key] = update.device
            case PropertiesReported():
                for index, value in update.changes:
                    self.values[update.device, self.devices[update.device].properties[index].path] = value
            case AvailabilityChanged():
                self.available[update.device] = "" if update.available else update.reason
            case _:
                pass

    async def until(self, what: Callable[[], Any]) -> None:
        """Wait until something that was told is so."""
        async with asyncio.timeout(PATIENCE_S):
            while not what():
                self.news.clear()
                await self.news.wait()

    def faults(self) -> list[tuple[str, str]]:
        return [(one.code, one.place) for one in self.updates if isinstance(one, FaultReported)]

    def events(self) -> list[EventOccurred]:
        return [one for one in self.updates if isinstance(one, EventOccurred)]

    def value(self, path: str, key: str = KEY) -> Value:
        return self.values.get((key, path))

    async def write(self, path: str, value: Value, key: str = KEY) -> Answer:
        listed = [one.path for one in self.devices[key].properties]
        return await self.adapter.execute(SetProperties(id="c1", device=key, changes=((listed.index(path), value),)))

    async def invoke(self, path: str, key: str = KEY, **arguments: Value) -> Answer:
        endpoint, capability, name = path.split("/")
        return await self.adapter.execute(
            InvokeCommand(
                id="c2",
                device=key,
                endpoint=int(endpoint),
                capability=capability,
                command=name,
                arguments=tuple(arguments.items()),
            )
        )


@asynccontextmanager
async def staged(
    *fars: Far, poll_s: float = 300, answer_s: float = 0.2, config: Callable[[], int | None] = lambda: None
) -> AsyncIterator[Home]:
    """Run an adapter with a session for each far end; the first has the key KEY, the others "far 1" and so on."""
    context = AdapterContext(name="homekit", state_dir=Path(), monotonic_ns=time.monotonic_ns)
    sessions = [
        HomeKitSession(
            Paired(key=KEY if number == 0 else f"far {number}", name="It", kept={}),
            far.connect,
            REGISTRY,
            poll_s=poll_s,
            answer_s=answer_s,
            tap=context.tap,
            config=config,
        )
        for number, far in enumerate(fars)
    ]

    def quick() -> Backoff:
        return Backoff(first_s=0.01, ceiling_s=0.02)

    async with SessionAdapter(context, sessions=sessions, backoff=quick) as adapter:
        home = Home(adapter)
        task = asyncio.create_task(home.listen(), name="the home")
        try:
            yield home
        finally:
            task.cancel()
            await asyncio.wait({task})
