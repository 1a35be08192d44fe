"""A whole adapter around one far end in memory, its time jumping."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from adapters.miot.channel import MiioChannel
from adapters.miot.pairing import Family
from adapters.miot.protocol import Conversation, MiotProtocolError
from adapters.miot.session import MiotSession
from adapters.sdk.contract import AdapterContext
from adapters.sdk.session import SessionAdapter
from schemas.commands import Command, InvokeCommand, ReadProperties, SetProperties
from schemas.device import DeviceDescription
from schemas.outcomes import Answer
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
from tests.adapters.miot.device import DEVICE, TOKEN
from tests.adapters.miot.far import Far, now_ns, now_s

REGISTRY = Registry.load()
INSTANCES = Path(__file__).parents[2] / "peers" / "miot"
KEY = str(DEVICE)
POLL_S = 5.0


def instance(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((INSTANCES / f"{name}.json").read_text("utf-8"))
    return found


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

    async def until_value(self, path: str, value: Value, key: str = KEY) -> None:
        await self.until(lambda: self.values.get((key, path)) == value)

    def faults(self) -> list[str]:
        return [one.code for one in self.updates if isinstance(one, FaultReported)]

    def events(self) -> list[EventOccurred]:
        return [one for one in self.updates if isinstance(one, EventOccurred)]

    def index(self, path: str, key: str = KEY) -> int:
        return [one.path for one in self.devices[key].properties].index(path)

    async def write(self, path: str, value: Value, key: str = KEY) -> Answer:
        return await self.does(SetProperties(id="c", device=key, changes=((self.index(path, key), value),)))

    async def read(self, path: str, key: str = KEY) -> Answer:
        return await self.does(ReadProperties(id="c", device=key, properties=(self.index(path, key),)))

    async def invoke(self, path: str, key: str = KEY, **arguments: Value) -> Answer:
        endpoint, capability, name = path.split("/")
        return await self.does(
            InvokeCommand(
                id="c",
                device=key,
                endpoint=int(endpoint),
                capability=capability,
                command=name,
                arguments=tuple(arguments.items()),
            )
        )

    async def does(self, command: Command) -> Answer:
        return await self.adapter.execute(command)


def session(far: Far, kept: Mapping[str, Any], context: AdapterContext, *, poll_s: float = POLL_S) -> MiotSession:
    @asynccontextmanager
    async def connect(
        *, trusted: bool = False, odd: Callable[[MiotProtocolError], None] = lambda _: None
    ) -> AsyncIterator[MiioChannel]:
        talk = Conversation(TOKEN, device_id=DEVICE)
        yield MiioChannel(far, talk, now_s, answer_s=1.5, trusted=trusted, odd=odd)

    return MiotSession(
        KEY,
        connect,
        Family(KEY, kept, None, REGISTRY),
        REGISTRY,
        poll_s=poll_s,
        now_ns=now_ns,
        tap=context.tap,
    )


@asynccontextmanager
async def stage(
    far: Far, document: Mapping[str, Any] | None = None, *, children: Any = (), poll_s: float = POLL_S
) -> AsyncIterator[Home]:
    """Run an adapter with one device, described as a light where nothing else is given."""
    context = AdapterContext(name="miot", state_dir=Path(), monotonic_ns=now_ns)
    spec = instance("light") if document is None else document
    kept = {"spec": json.dumps(spec) if spec else "", "children": json.dumps(list(children))}
    one = session(far, kept, context, poll_s=poll_s)
    async with SessionAdapter(context, sessions=[one]) as adapter:
        home = Home(adapter)
        task = asyncio.create_task(home.listen(), name="the home")
        try:
            yield home
        finally:
            task.cancel()
            await asyncio.wait({task})
