"""A home with a bad adapter in a process of its own, beside one in the core that does its work: it does not notice."""

import asyncio
import gc
import os
import signal
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from adapters.sdk.reconnect import Backoff
from gateway.core import supervisor
from gateway.core.clock import SystemClock
from gateway.core.home import Home
from gateway.core.host.host import Host
from gateway.core.state import DeviceEntry
from gateway.core.supervisor import AdapterPlan, AdapterStatus
from gateway.northbound.scope import Scope
from schemas.outcomes import Confirmed
from tests.gateway.core.host.stage import host, lives, until
from tests.gateway.core.stage import FakeAdapter, databases, device, plan, report
from tests.gateway.northbound.running import Running, running

pytestmark = pytest.mark.network

HELD_S = 0.2
"""Time of the processor that the loop may spend between two turns of a sleeper; other programs do not count in it."""
LATE_S = 5.0
"""How late a value may be, by the clock, on a machine with much other work."""


@dataclass
class House:
    """A home, its good adapter, and for how long its loop was held at most."""

    home: Home
    works: FakeAdapter
    held_s: float = 0.0
    told: int = 0
    took_s: list[float] = field(default_factory=list)

    @property
    def bad(self) -> AdapterStatus:
        return self.home.adapters()[1]

    def device(self, key: str) -> DeviceEntry:
        return next(one for one in self.home.devices() if one.description.key == key)

    def knows(self, key: str) -> bool:
        return any(one.description.key == key and one.available for one in self.home.devices())

    async def watch(self) -> None:
        """Tell a value every 10 ms, wait until the home has it, and note what was late."""
        self.works.describe(device("works"))
        await until(lambda: self.knows("works"))
        (handle,) = (one for path, one in self.device("works").by_path.items() if path == "1/levelControl/currentLevel")
        while True:
            before_s = time.thread_time()
            await asyncio.sleep(0.01)
            self.held_s = max(self.held_s, time.thread_time() - before_s)
            value = float(self.told % 100)
            self.works.tell(report("works", (1, value)))
            self.told += 1
            sent_s = time.perf_counter()
            await until(lambda value=value: self.home.state.values[handle] == value)  # type: ignore[misc]
            self.took_s.append(time.perf_counter() - sent_s)


@asynccontextmanager
async def house(folder: Path, bad: Host, **settings: Any) -> AsyncIterator[House]:
    works = FakeAdapter()
    hosted = AdapterPlan(name="guest", type="guest", manifest=bad.manifest("guest"), settings=settings, host=bad)
    async with databases(folder) as (state_db, vault):
        plans = (plan(lambda: works), hosted)
        async with Home(clock=SystemClock(), state_db=state_db, vault=vault, state_dir=folder, plans=plans) as home:
            it = House(home=home, works=works)
            tasks = [asyncio.create_task(home.run()), asyncio.create_task(it.watch())]
            try:
                yield it
                now = it.told
                await until(lambda: it.told > now + 5)
                assert it.home.adapters()[0].state == "connected"
                assert it.held_s < HELD_S
                assert max(it.took_s) < LATE_S
            finally:
                for task in tasks:
                    task.cancel()
                    with suppress(asyncio.CancelledError):
                        await task


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    """Keep what other tests left in memory out of the collector's way, as the core does after its start."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start again soon."""
    monkeypatch.setattr(supervisor, "Backoff", partial(Backoff, first_s=0.05))


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("EATS", "it used more than 256 MB"),
        ("SEGFAULT", "its process ended by SIGSEGV"),
        ("EXITS", "exit code 3: no more paper"),
        ("RAISES", "OSError: socket"),
        ("FORKS", "it started more than 16 processes"),
        ("BUSY", "no heartbeat for 2 s"),
    ],
)
async def test_a_bad_one_is_alone_in_its_misery(tmp_path: Path, what: str, why: str) -> None:
    more: dict[str, Any] = {"children": 20, "pids": str(tmp_path / "pids")} if what == "FORKS" else {}
    async with house(tmp_path, host(what, silence_s=2), **more) as it, running(tmp_path, home=it.home) as api:
        token = await api.token(Scope.READ)
        await until(lambda: it.bad.state == "broken" and it.bad.reason == why and it.bad.devices == 1)
        while (why, why) != await told(api, token, it.device("lamp").id):
            await asyncio.sleep(0.005)
        entry = it.device("lamp")
        assert (entry.available, entry.reason) == (False, why)
        assert (it.bad.process, it.bad.pid) == ("own", None)
        if what not in {"BUSY", "FORKS"}:  # those take seconds
            await until(lambda: it.bad.restarts >= 2)


async def told(api: Running, token: str, device: str) -> tuple[str, str]:
    """What the API tells of the device and of its adapter."""
    one = (await api.ask("GET", f"/devices/{device}", token)).body
    adapters = (await api.ask("GET", "/adapters", token)).body["adapters"]
    return one["reason"], next(adapter["reason"] for adapter in adapters if adapter["name"] == "guest")


async def test_one_that_is_killed_comes_back_with_its_devices(tmp_path: Path) -> None:
    async with house(tmp_path, host("WORKS")) as it:
        await until(lambda: it.knows("lamp"))
        first = it.device("lamp").id
        path = {"1/onOff/onOff": True}
        assert isinstance(await it.home.set_properties(first, path), Confirmed)
        pid = it.bad.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        await until(lambda: it.bad.state == "broken")
        assert it.device("lamp").reason == "its process ended by SIGKILL"
        await until(lambda: it.knows("lamp"))
        assert (it.device("lamp").id, it.bad.restarts, it.bad.pid != pid) == (first, 1, True)
        assert isinstance(await it.home.set_properties(first, {"1/onOff/onOff": False}), Confirmed)
        last = it.bad.pid
    assert last is not None
    assert not lives(last)


async def test_one_that_falls_silent_comes_back_with_its_devices(tmp_path: Path) -> None:
    async with house(tmp_path, host("WORKS", silence_s=2)) as it:
        await until(lambda: it.knows("lamp"))
        pid, entry = it.bad.pid, it.device("lamp")
        assert pid is not None
        os.kill(pid, signal.SIGSTOP)
        await until(lambda: not entry.available)
        assert entry.reason == "no heartbeat for 2 s"
        await until(lambda: it.knows("lamp"))
        assert (it.device("lamp").id, it.bad.restarts) == (entry.id, 1)
        assert not lives(pid)


@pytest.mark.parametrize("seconds", [0.3, pytest.param(2.0, marks=pytest.mark.long)])
async def test_a_flood_is_held_back(tmp_path: Path, seconds: float) -> None:
    async with house(tmp_path, host("FLOODS"), seconds=seconds) as it:
        await until(lambda: it.knows("lamp"))
        handle = it.device("lamp").by_path["1/vendor/x.n"]
        await until(lambda: it.home.state.values[handle] == -1)
        assert it.bad.state == "connected"
        assert it.bad.updates > 1000


async def test_a_start_waits_for_nobody(tmp_path: Path) -> None:
    async with house(tmp_path, host("tests.gateway.core.host.asleep:M")) as it:
        await until(lambda: it.told > 10)
        assert it.bad.state == "starting"


async def test_its_own_time_limit_counts(tmp_path: Path) -> None:
    async with house(tmp_path, host("WORKS")) as it:
        await until(lambda: it.knows("lamp"))
        assert it.home._supervisor.timeout_s("guest") == 7.0
