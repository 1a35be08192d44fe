"""A whole adapter around units in memory, its time jumping."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from adapters.modbus.adapter import create
from adapters.modbus.line import Connect
from adapters.sdk.contract import AdapterContext
from schemas.commands import Command, ReadProperties, SetProperties
from schemas.outcomes import Answer
from schemas.pairing import Paired
from schemas.registry import Registry
from schemas.updates import AvailabilityChanged, FaultReported
from schemas.value import Value
from tests.adapters.sdk.home import Told, living
from tests.adapters.sdk.travel import now_ns

REGISTRY = Registry.load()  # as the core has before any adapter


class Home(Told):
    """What the adapter told, and what is wanted of its devices."""

    async def until_value(self, key: str, path: str, value: Value) -> None:
        await self.until(lambda: self.values.get((key, path)) == value)

    def faults(self) -> list[tuple[str, str]]:
        return [(one.code, one.place) for one in self.updates if isinstance(one, FaultReported)]

    def lost(self, key: str) -> list[str]:
        """Give the reasons that a unit was unavailable for, in order."""
        changes = (one for one in self.updates if isinstance(one, AvailabilityChanged) and one.device == key)
        return [one.reason for one in changes if not one.available]

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
    connect: Connect | None, settings: Mapping[str, Any], *paired: Paired, context: AdapterContext | None = None
) -> AsyncIterator[Home]:
    """Run an adapter with these settings; over TCP without `connect`."""
    own = context or AdapterContext(name="modbus", state_dir=Path(), monotonic_ns=now_ns, paired=paired)
    async with living(create(settings, own, connect), Home) as home:
        yield home
