"""A whole adapter around units in memory, its time jumping."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from adapters.modbus.adapter import create
from adapters.modbus.line import Connect
from adapters.sdk.contract import AdapterContext
from adapters.sdk.session import SessionAdapter
from schemas.commands import Command, ReadProperties, SetProperties
from schemas.device import DeviceDescription
from schemas.outcomes import Answer
from schemas.pairing import Paired
from schemas.registry import Registry
from schemas.updates import (
    AvailabilityChanged,
    DeviceDescribed,
    DeviceRemoved,
    FaultReported,
    PropertiesReported,
    Update,
)
from schemas.value import Value
from tests.adapters.sdk.travel import now_ns

REGISTRY = Registry.load()  # as the core has before any adapter


@dataclass
class Home:
    """What the adapter told, as the core would know it."""

    adapter: SessionAdapter
    updates: list[Update] = field(default_factory=list)
    devices: dict[str, DeviceDescription] = field(default_factory=dict)
    values: dict[tuple[str, str], Value] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)  # why a device cannot be reached; empty where it can
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def listen(self) -> None:
        async for batch in self.adapter.updates():
            for update in batch:
                self.take(update)

    def take(self, update: Update) -> None:
        self.updates.append(update)
        match update:
            case DeviceDescribed():
                self.devices[update.device.key] = update.device
            case DeviceRemoved():
                self.devices.pop(update.device, None)
            case AvailabilityChanged():
                self.reasons[update.device] = update.reason
            case PropertiesReported():
                described = self.devices[update.device]
                for index, value in update.changes:
                    self.values[update.device, described.properties[index].path] = value
            case _:
                pass
        self.news.set()

    async def until(self, what: Callable[[], bool]) -> None:
        async with asyncio.timeout(3600):
            while not what():
                self.news.clear()
                await self.news.wait()

    async def until_value(self, key: str, path: str, value: Value) -> None:
        await self.until(lambda: self.values.get((key, path)) == value)

    def faults(self) -> list[tuple[str, str]]:
        return [(one.code, one.place) for one in self.updates if isinstance(one, FaultReported)]

    def index(self, key: str, path: str) -> int:
        return [one.path for one in self.devices[key].properties].index(path)

    async def write(self, key: str, path: str, value: Value) -> Answer:
        return await self.does(SetProperties(id="c", device=key, changes=((self.index(key, path), value),)))

    async def read(self, key: str, path: str) -> Answer:
        return await self.does(ReadProperties(id="c", device=key, properties=(self.index(key, path),)))

    async def does(self, command: Command) -> Answer:
        return await self.adapter.execute(command)


@asynccontextmanager
async def stage(
    connect: Connect, settings: Mapping[str, Any], *paired: Paired, context: AdapterContext | None = None
) -> AsyncIterator[Home]:
    """Run an adapter with these settings."""
    own = context or AdapterContext(name="modbus", state_dir=Path(), monotonic_ns=now_ns, paired=paired)
    async with create(settings, own, connect) as adapter:
        home = Home(adapter)
        task = asyncio.create_task(home.listen(), name="the home")
        try:
            yield home
        finally:
            task.cancel()
            await asyncio.wait({task})
