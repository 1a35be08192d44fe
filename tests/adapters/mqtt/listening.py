"""An adapter in a test: opened with a section of configuration, read until something was heard."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from adapters.mqtt.create import create
from adapters.sdk.contract import AdapterContext
from schemas.registry import Registry
from schemas.updates import (
    AdapterStateChanged,
    DeviceDescribed,
    EventOccurred,
    FaultReported,
    PropertiesReported,
    Update,
)
from schemas.value import Value

PATIENCE_S = 60.0
Registry.load()  # as the gateway has done before it makes an adapter


class Listener:
    """Reads all updates of an adapter and keeps them."""

    def __init__(self, settings: dict[str, Any]) -> None:
        context = AdapterContext(name="mqtt", state_dir=Path("unused"), monotonic_ns=time.monotonic_ns)
        self.adapter = create({"host": "127.0.0.1", **settings}, context)
        self.heard: list[Update] = []
        self.events: list[EventOccurred] = []
        self.batches = 0
        self._news = asyncio.Event()
        self._may_read = asyncio.Event()
        self._may_read.set()
        self._devices: dict[str, DeviceDescribed] = {}
        self._values: dict[str, dict[str, Value]] = {}

    async def read(self) -> None:
        async for batch in self.adapter.updates():
            self.heard += batch
            for one in batch:
                self._keep(one)
            self.batches += 1
            self._news.set()
            await self._may_read.wait()

    def hold(self) -> None:
        """Take one more batch, then none until `go_on`."""
        self._may_read.clear()

    def go_on(self) -> None:
        """Take all that waits, and what comes."""
        self._may_read.set()

    async def until(self, holds: Callable[["Listener"], bool]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not holds(self):
                self._news.clear()
                await self._news.wait()

    async def state(self, *wanted: str) -> None:
        """Wait until the last words about the link are these."""
        await self.until(lambda one: one.states()[-len(wanted) :] == list(wanted))

    def states(self) -> list[str]:
        return [one.state for one in self.heard if isinstance(one, AdapterStateChanged)]

    def faults(self) -> list[FaultReported]:
        return [one for one in self.heard if isinstance(one, FaultReported)]

    def _keep(self, one: Update) -> None:
        if isinstance(one, EventOccurred):
            self.events.append(one)
        elif isinstance(one, DeviceDescribed):
            self._devices[one.device.key] = one
        elif isinstance(one, PropertiesReported):
            properties = self._devices[one.device].device.properties
            values = self._values.setdefault(one.device, {})
            values.update((properties[index].path, value) for index, value in one.changes)

    def devices(self) -> dict[str, DeviceDescribed]:
        return self._devices

    def values(self, key: str) -> dict[str, Value]:
        """Give the newest value of each path of a device."""
        return self._values.get(key, {})


@asynccontextmanager
async def listening(**settings: Any) -> AsyncIterator[Listener]:
    """Open an adapter and read it beside the test."""
    listener = Listener(settings)
    async with listener.adapter:
        task = asyncio.create_task(listener.read())
        try:
            yield listener
        finally:
            task.cancel()
            await asyncio.wait({task})
