"""A whole adapter around one device in memory, its time jumping; and what the home would know of it."""

import json
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from adapters.sdk.contract import AdapterContext
from adapters.sdk.reconnect import Backoff
from adapters.sdk.session import SessionAdapter
from adapters.tuya.devicefile import Listed, read
from adapters.tuya.household import Household, local_key
from adapters.tuya.protocol import Version
from adapters.tuya.session import Connect, Pace, TuyaSession
from schemas.commands import InvokeCommand, ReadProperties, SetProperties
from schemas.outcomes import Answer
from schemas.registry import Registry
from schemas.updates import FaultReported
from schemas.value import Value
from tests.adapters.sdk.home import Told, living
from tests.adapters.sdk.travel import now_ns
from tests.adapters.tuya.far import Far

REGISTRY = Registry.load()
FILE = Path(__file__).parents[2] / "peers" / "tuya" / "devices.json"
KEY = "bf0000000000000000lamp"


def listed(device: str) -> Listed:
    """Give a device of the file by the last letters of its id."""
    return next(one for one in read(json.loads(FILE.read_text("utf-8"))) if one.id.endswith(device))


def child(name: str, cid: str, **points: tuple[str, str, Mapping[str, Any]]) -> Listed:
    """Make a device behind a gateway; points are given as dp_1=(code, type, values)."""
    mapping = {
        number.removeprefix("dp_"): {"code": code, "type": type_, "values": values}
        for number, (code, type_, values) in points.items()
    }
    told = {"id": name, "name": name, "sub": True, "node_id": cid, "parent": "gw", "mapping": mapping}
    return read([told])[0]


def household(head: Listed, *children: Listed) -> Household:
    return Household(
        head=head, version=Version.V34, key=local_key("0123456789abcdef"), host="127.0.0.1", children=children
    )


class Home(Told):
    """What the adapter told, and what is wanted of its devices."""

    async def until_value(self, path: str, value: Value, key: str = KEY) -> None:
        await self.until(lambda: self.values.get((key, path)) == value)

    async def until_here(self, key: str = KEY) -> None:
        await self.until(lambda: self.reasons.get(key) == "")

    async def until_gone(self, key: str = KEY) -> str:
        await self.until(lambda: bool(self.reasons.get(key)))
        return self.reasons[key]

    def faults(self) -> list[FaultReported]:
        return [one for one in self.updates if isinstance(one, FaultReported)]

    def index(self, path: str, key: str = KEY) -> int:
        return [one.path for one in self.devices[key].properties].index(path)

    async def write(self, path: str, value: Value, key: str = KEY) -> Answer:
        changes = ((self.index(path, key), value),)
        return await self.adapter.execute(SetProperties(id="c", device=key, changes=changes))

    async def read(self, key: str = KEY) -> Answer:
        return await self.adapter.execute(ReadProperties(id="c", device=key, properties=(0,)))

    async def invoke(self, path: str, key: str = KEY, **arguments: Value) -> Answer:
        endpoint, capability, name = path.split("/")
        command = InvokeCommand(
            id="c",
            device=key,
            endpoint=int(endpoint),
            capability=capability,
            command=name,
            arguments=tuple(arguments.items()),
        )
        return await self.adapter.execute(command)


def soon() -> Backoff:
    """Let a test on sockets, whose time passes, wait for no more than a moment."""
    return Backoff(first_s=0.01, ceiling_s=0.02)


@asynccontextmanager
async def staged(
    connect: Connect, home: Household, pace: Pace | None = None, *, beside: Iterable[tuple[Connect, Household]] = ()
) -> AsyncIterator[Home]:
    """Run an adapter with one household, and others beside it."""
    context = AdapterContext(name="tuya", state_dir=Path(), monotonic_ns=now_ns)
    sessions = [TuyaSession(one, context, way, registry=REGISTRY, pace=pace) for way, one in ((connect, home), *beside)]
    async with living(SessionAdapter(context, sessions=sessions, backoff=soon), Home) as found:
        yield found


@asynccontextmanager
async def stage(
    far: Far, head: Listed | None = None, *children: Listed, pace: Pace | None = None
) -> AsyncIterator[Home]:
    """Run an adapter with one device, the lamp of the file where nothing else is given."""
    async with staged(far.connect, household(head or listed("lamp"), *children), pace) as home:
        yield home
