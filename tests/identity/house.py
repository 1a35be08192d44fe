"""A house as those see it who keep its ids: the API, the stream, tokens, the certificate, the name on the network."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gateway.core.clock import ManualClock
from gateway.northbound.scope import Scope
from schemas.device import DeviceDescription
from schemas.updates import AdapterStateChanged, DeviceDescribed, DeviceRemoved
from tests.gateway.core.stage import LEVEL, NOON_MS, ON_OFF, FakeAdapter, Stage, device, plan, report, stage
from tests.gateway.northbound.running import Running, running

FIRST, SECOND = "fake", "second"  # names of adapters in the configuration
LAMP, BLIND, PLUG = "lamp", "blind", "plug"  # keys that vendors gave


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """All by which anybody outside knows a thing of this house."""

    ids: dict[tuple[str, str], str]  # of a device, by adapter and vendor key
    names: dict[str, tuple[str, str]]  # name and room, by id, as the API tells
    stream: dict[str, tuple[str, str]]  # likewise, as the stream's snapshot tells
    paths: dict[str, tuple[str, ...]]  # of properties
    allowed: frozenset[str]  # what a token sees that was given for one device
    in_room: frozenset[str]  # what a token sees that was given for one room
    instance: str
    public_key: str


@dataclass(slots=True)
class House:
    """Two adapters with a lamp, a blind and, of the other maker, a plug whose key is that of the lamp."""

    folder: Path
    clock: ManualClock = field(default_factory=lambda: ManualClock(wall=NOON_MS))
    admin: str = ""
    one_device: str = ""
    one_room: str = ""
    second: str = SECOND  # under which name the other maker's adapter stands in the configuration
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    _stage: Stage | None = None
    _api: Running | None = None
    _second: FakeAdapter = field(default_factory=FakeAdapter)

    @property
    def it(self) -> Stage:
        assert self._stage is not None
        return self._stage

    @property
    def api(self) -> Running:
        assert self._api is not None
        return self._api

    async def open(self, *adapters: str) -> None:
        """Start the gateway with these adapters; none has told anything yet."""
        self._second = FakeAdapter()
        second = plan(lambda: self._second, name=self.second)
        plans = (second,) if self.second in (adapters or (self.second,)) else ()
        self._stage = await self._stack.enter_async_context(stage(self.folder, clock=self.clock, plans=plans))
        self._api = await self._stack.enter_async_context(
            running(self.folder, home=self._stage.home, wall=self.clock.wall or NOON_MS)
        )

    async def close(self, *, kill: bool = False) -> None:
        """Stop in order, or without any last words."""
        if kill:
            self.it.home._keeper._commit = _nothing  # type: ignore[method-assign]
        await self._stack.aclose()

    async def restart(self, *adapters: str, kill: bool = False, away_s: int = 60) -> None:
        await self.close(kill=kill)
        assert self.clock.wall is not None
        self.clock.wall += away_s * 1000
        await self.open(*adapters)

    async def furnish(self) -> None:
        """Pair everything, name it, and give out tokens."""
        await self.describe()
        lamp = self.id(LAMP)
        await self.it.home.rename(lamp, "Reading lamp")
        await self.it.home.place(lamp, "书房")
        self.admin = await self.api.token(Scope.ADMIN, Scope.READ)
        self.one_device = await self.api.token(Scope.READ, devices=[lamp])
        self.one_room = await self.api.token(Scope.READ, rooms=["书房"])

    async def describe(self, *keys: str, changed: DeviceDescription | None = None) -> None:
        """Let the adapters tell what they have: all, or these."""
        keys = keys or (LAMP, BLIND, PLUG)
        mine = [changed if changed is not None and changed.key == key else device(key) for key in keys if key != PLUG]
        await self.it.tell(AdapterStateChanged(state="connected"), *(DeviceDescribed(device=one) for one in mine))
        if LAMP in keys:
            await self.it.tell(report(LAMP, (0, True), (1, 40)))
        if PLUG in keys:
            self._second.tell(AdapterStateChanged(state="connected"), DeviceDescribed(device=device(LAMP, ON_OFF)))
            await self._settle()

    async def _settle(self) -> None:
        async with asyncio.timeout(60):
            while not self._second.batches.empty():
                await asyncio.sleep(0.001)
        await self.it.settle()

    async def remove(self, key: str) -> None:
        await self.it.tell(DeviceRemoved(device=key))

    def id(self, key: str, adapter: str = FIRST) -> str:
        return self.ids()[adapter, key]

    def ids(self) -> dict[tuple[str, str], str]:
        return {(one.adapter, one.description.key): one.id for one in self.it.home.devices()}

    async def seen(self) -> Seen:
        devices = await self._devices(self.admin)
        return Seen(
            ids=self.ids(),
            names={one["id"]: (one["name"], one["room"]) for one in devices},
            stream=await self._snapshot(),
            paths={one["id"]: await self._paths(one["id"]) for one in devices},
            allowed=frozenset(one["id"] for one in await self._devices(self.one_device)),
            in_room=frozenset(one["id"] for one in await self._devices(self.one_room)),
            instance=self.api.access.instance,
            public_key=self.api.api.certificate.public_key,
        )

    async def _devices(self, token: str) -> list[dict[str, Any]]:
        reply = await self.api.ask("GET", "/devices", token)
        assert reply.status == 200, reply.body
        found: list[dict[str, Any]] = reply.body["devices"]
        return found

    async def _paths(self, device_id: str) -> tuple[str, ...]:
        body = (await self.api.ask("GET", f"/devices/{device_id}", self.admin)).body
        return tuple(sorted(one["path"] for one in body["properties"]))

    async def _snapshot(self) -> dict[str, tuple[str, str]]:
        async with self.api.stream(self.admin) as socket:
            message = await socket.receive_json(timeout=10)
            while message["type"] != "snapshot":
                message = await socket.receive_json(timeout=10)
        return {one["id"]: (one["name"], one["room"]) for one in message["devices"]}


@asynccontextmanager
async def house(folder: Path) -> AsyncIterator[House]:
    """A furnished house, running."""
    found = House(folder)
    await found.open()
    try:
        await found.furnish()
        yield found
    finally:
        await found.close()


def copied(source: Path, target: Path) -> Path:
    """What a backup does: every file of the state folder, while nothing runs."""
    shutil.copytree(source, target)
    return target


def grown(key: str = LAMP) -> DeviceDescription:
    """The same device after an update of its firmware: another name, a version, and one ability more."""
    extra = device(key, ON_OFF, LEVEL, name="Lamp Pro")
    return DeviceDescription(
        key=key, name="Lamp Pro", firmware="2.0", endpoints=extra.endpoints, properties=extra.properties
    )


async def _nothing(*, final: bool) -> None:
    del final
