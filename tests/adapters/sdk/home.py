"""What an adapter told, kept as the core would know it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from adapters.sdk.session import SessionAdapter
from schemas.commands import Command, InvokeCommand, ReadProperties, SetProperties
from schemas.device import DeviceDescription
from schemas.outcomes import Answer
from schemas.updates import (
    AvailabilityChanged,
    DeviceDescribed,
    DeviceRemoved,
    EventOccurred,
    FaultReported,
    PropertiesReported,
    Update,
)
from schemas.value import Value


@dataclass
class Told:
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

    async def until(self, what: Callable[[], object]) -> None:
        """Wait until something that was told is so."""
        async with asyncio.timeout(86_400):
            while not what():
                self.news.clear()
                await self.news.wait()


@dataclass
class Home(Told):
    """That, and what is wanted of its devices."""

    usual: str = ""  # the device that is meant where none is named

    async def until_value(self, path: str, value: Value, key: str = "") -> None:
        await self.until(lambda: self.values.get((key or self.usual, path)) == value)

    def faults(self) -> list[str]:
        return [one.code for one in self.updates if isinstance(one, FaultReported)]

    def events(self) -> list[EventOccurred]:
        return [one for one in self.updates if isinstance(one, EventOccurred)]

    def index(self, path: str, key: str = "") -> int:
        return [one.path for one in self.devices[key or self.usual].properties].index(path)

    async def write(self, path: str, value: Value, key: str = "") -> Answer:
        changes = ((self.index(path, key), value),)
        return await self.does(SetProperties(id="c", device=key or self.usual, changes=changes))

    async def read(self, path: str, key: str = "") -> Answer:
        return await self.does(ReadProperties(id="c", device=key or self.usual, properties=(self.index(path, key),)))

    async def invoke(self, path: str, key: str = "", **arguments: Value) -> Answer:
        endpoint, capability, name = path.split("/")
        return await self.does(
            InvokeCommand(
                id="c",
                device=key or self.usual,
                endpoint=int(endpoint),
                capability=capability,
                command=name,
                arguments=tuple(arguments.items()),
            )
        )

    async def does(self, command: Command) -> Answer:
        return await self.adapter.execute(command)


SomeHome = TypeVar("SomeHome", bound=Told)


@asynccontextmanager
async def living(adapter: SessionAdapter, make: Callable[[SessionAdapter], SomeHome]) -> AsyncIterator[SomeHome]:
    """Run an adapter, and a home that listens to it."""
    async with adapter:
        home = make(adapter)
        task = asyncio.create_task(home.listen(), name="the home")
        try:
            yield home
        finally:
            task.cancel()
            await asyncio.wait({task})
