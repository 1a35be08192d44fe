"""A home on a stage: fake adapters, a clock that is moved by hand, real databases."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from adapters.sdk.contract import AdapterContext, Manifest
from gateway.core.clock import BUILD_MS, ManualClock
from gateway.core.event import HomeEvent
from gateway.core.home import Home
from gateway.core.state import DeviceEntry
from gateway.core.storage.database import Database
from gateway.core.supervisor import AdapterPlan
from gateway.core.vault import KEY_BYTES, RootKey, Vault
from schemas.commands import Command
from schemas.device import CommandDescription, DeviceDescription, EndpointDescription, PropertyDescription
from schemas.outcomes import Answer, Sent
from schemas.registry import Registry
from schemas.updates import DeviceDescribed, PropertiesReported
from schemas.value import Value
from schemas.vocabulary import VENDOR, Hazard, Kind

NOON_MS = (BUILD_MS // 3_600_000 + 12) * 3_600_000
PATIENCE_S = 60.0  # real seconds for what other threads have to do; only a defect takes that long
ROOT = RootKey(kind="file", key=b"r" * KEY_BYTES)


def prop(capability: str, name: str, endpoint: int = 1, **changes: Any) -> PropertyDescription:
    """Describe a property as the catalogue has it."""
    spec = Registry.load().spec(capability, name)
    own: dict[str, Any] = {
        "kind": spec.kind,
        "unit": spec.unit,
        "access": spec.access,
        "address": f"{capability}.{name}",
    }
    return PropertyDescription(endpoint=endpoint, capability=capability, name=name, **(own | changes))


def vendor(name: str, kind: Kind = Kind.NUMBER, **changes: Any) -> PropertyDescription:
    return PropertyDescription(
        endpoint=1, capability=VENDOR, name=f"acme.{name}", address=name, kind=kind, **({"access": "rwn"} | changes)
    )


ON_OFF = prop("onOff", "onOff")
LEVEL = prop("levelControl", "currentLevel")
TEMPERATURE = prop("temperatureMeasurement", "measuredValue")
LOCK_STATE = prop("doorLock", "lockState")


def device(
    key: str = "lamp",
    *properties: PropertyDescription,
    commands: tuple[CommandDescription, ...] = (),
    kind: str = "dimmableLight",
    name: str = "",
) -> DeviceDescription:
    return DeviceDescription(
        key=key,
        name=name or key,
        endpoints=(EndpointDescription(id=1, device_type=kind),),
        properties=properties or (ON_OFF, LEVEL),
        commands=commands,
    )


def command(capability: str, name: str, hazards: tuple[Hazard, ...] = ()) -> CommandDescription:
    return CommandDescription(endpoint=1, capability=capability, name=name, address=name, hazards=hazards)


def lock(key: str = "door") -> DeviceDescription:
    commands = (command("doorLock", "lockDoor"), command("doorLock", "unlockDoor"))
    return device(key, LOCK_STATE, vendor("autoLock", Kind.BOOLEAN), commands=commands, kind="doorLock")


def report(key: str, *changes: tuple[int, Value], retained: bool = False, arrived_ns: int = 0) -> PropertiesReported:
    return PropertiesReported(device=key, arrived_ns=arrived_ns, changes=changes, retained=retained)


@dataclass
class FakeAdapter:
    """Does what its script says. A batch that is an exception is raised, one that is a coroutine function awaited."""

    batches: "asyncio.Queue[Any]" = field(default_factory=asyncio.Queue)
    commands: list[Command] = field(default_factory=list)
    answer: Callable[[Command], Any] = lambda command: Sent(command=command.id)
    on_enter: Callable[[], Awaitable[None]] | None = None
    on_exit: Callable[[], Awaitable[None]] | None = None
    entered: bool = False  # or about to be
    leaving: bool = False
    left: bool = False

    async def __aenter__(self) -> Self:
        self.entered = True
        if self.on_enter is not None:
            await self.on_enter()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.leaving = True
        if self.on_exit is not None:
            await self.on_exit()
        self.left = True

    async def updates(self) -> AsyncIterator[Any]:
        while True:
            batch = await self.batches.get()
            if isinstance(batch, BaseException):
                raise batch
            yield batch

    async def execute(self, command: Command) -> Answer:
        self.commands.append(command)
        answer = self.answer(command)
        if isinstance(answer, BaseException):
            raise answer
        if asyncio.iscoroutine(answer):
            answer = await answer
        return answer  # type: ignore[no-any-return]  # a fake may answer nonsense

    def tell(self, *updates: Any) -> None:
        """Report one batch."""
        self.batches.put_nowait(updates)

    def describe(self, *devices: DeviceDescription) -> None:
        self.tell(*(DeviceDescribed(device=one) for one in devices))


def plan(create: Callable[[], Any], name: str = "fake", execute_timeout_s: float = 5.0) -> AdapterPlan:
    """Plan an adapter instance whose every life `create` makes."""

    def made(_settings: Mapping[str, Any], _context: AdapterContext) -> Any:
        return create()

    manifest = Manifest(
        id="fake",
        version="1",
        protocol="none",
        sdk="1",
        zh="假",
        en="Fake",
        config_schema=dict,
        check=lambda _settings: (),
        create=made,
        execute_timeout_s=execute_timeout_s,
    )
    return AdapterPlan(name=name, type="fake", manifest=manifest)


@dataclass(kw_only=True)
class Stage:
    """A running home and what it told."""

    home: Home
    clock: ManualClock
    adapter: FakeAdapter
    state_db: Database
    events: list[HomeEvent]

    async def settle(self) -> None:
        """Let everything run that can."""
        await until(self.adapter.batches.empty)
        await self.clock.advance(0)
        await until_idle(self.state_db)
        await self.clock.advance(0)

    async def tell(self, *updates: Any) -> None:
        self.adapter.tell(*updates)
        await self.settle()

    async def advance(self, seconds: float) -> None:
        """Move time on in steps, so that commits can come between."""
        while seconds > 0:
            await self.clock.advance(min(seconds, 10.0))
            await until_idle(self.state_db)
            seconds -= 10.0

    def value(self, key: str, path: str) -> Value:
        entry = self.entry(key)
        return self.home.state.values[entry.by_path[path]]

    def entry(self, key: str) -> DeviceEntry:
        return next(one for one in self.home.devices() if one.description.key == key)


async def until(true: Callable[[], bool]) -> None:
    """Wait until something has become true; other threads may have to do with it."""
    async with asyncio.timeout(PATIENCE_S):
        turns = 0
        while not true():
            turns += 1
            await asyncio.sleep(0 if turns < 500 else 0.001)  # turning for ever would take their time from the threads


async def until_idle(db: Database) -> None:
    """Wait until nobody writes: a few turns in a row in which the writer is free."""
    for _ in range(5):
        if db.is_open:
            await db.fetch_one("SELECT 1")
        await until(lambda: not db._lock.locked())


@asynccontextmanager
async def databases(folder: Path) -> AsyncIterator[tuple[Database, Vault]]:
    async with (
        Database(folder / "state.db", migrations="state", synchronous="NORMAL") as state_db,
        Database(folder / "trust.db", migrations="trust", synchronous="FULL") as trust_db,
    ):
        yield state_db, Vault(trust_db, ROOT)


@asynccontextmanager
async def stage(
    folder: Path,
    *,
    clock: ManualClock | None = None,
    adapter: FakeAdapter | None = None,
    plans: tuple[AdapterPlan, ...] = (),
    kill: bool = False,
    execute_timeout_s: float = 5.0,
    registry: Registry | None = None,
) -> AsyncIterator[Stage]:
    """Run a home with one fake adapter, and others if given; `kill` ends it without any last words."""
    clock = clock or ManualClock(wall=NOON_MS)
    fake = adapter or FakeAdapter()
    async with databases(folder) as (state_db, vault):
        home = Home(
            clock=clock,
            state_db=state_db,
            vault=vault,
            state_dir=folder,
            plans=(plan(lambda: fake, execute_timeout_s=execute_timeout_s), *plans),
            registry=registry,
        )
        events: list[HomeEvent] = []
        home.subscribe(events.append)
        await home.__aenter__()
        running = asyncio.create_task(home.run())
        made = Stage(home=home, clock=clock, adapter=fake, state_db=state_db, events=events)
        try:
            await until(
                lambda: home.adapters()[0].state != "starting" or bool(home._supervisor._runners["fake"]._adapter)
            )
            yield made
        finally:
            if kill:
                home._keeper._commit = _nothing  # type: ignore[method-assign]
            running.cancel()
            await clock.advance(0)
            while not running.done():
                await clock.advance(1)
            with suppress(asyncio.CancelledError):
                await running
            await home.__aexit__(None, None, None)


async def _nothing(*, final: bool) -> None:
    del final
