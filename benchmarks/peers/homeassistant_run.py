"""The comparison: the same messages by turns through all sides, each part with a broker of its own."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.callback import longest
from benchmarks.command import measure_commands
from benchmarks.flash import flash
from benchmarks.home import SensorHome
from benchmarks.measure import percentile
from benchmarks.mqtt import MqttClient
from benchmarks.peers.homeassistant_command import peer_commands
from benchmarks.peers.homeassistant_stage import HomeAssistant, Ready, settle_peer, written
from benchmarks.peers.homeassistant_stream import PeerReader, peer_home
from benchmarks.peers.homeassistant_table import OURS, PEERS, RECORDED, Results
from benchmarks.process import memory_mb
from benchmarks.stage import Core, settle, start_broker
from benchmarks.stream import SilenceError
from benchmarks.traffic import Cost, Way, pace
from gateway.demo.process import StartError

PACE: Final = 500.0
LATENCY_PACE: Final = 200.0
WATCHED_PACE: Final = 3000.0
DAY_S: Final = 86400


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much is measured."""

    turns: int
    chunks: int  # of a burst
    steady_s: float  # of a turn
    latency_s: float  # of a turn
    commands: int  # of a turn, an even number
    starts: int
    settle_s: float  # between loading and reading the memory
    sizes: tuple[int, ...]  # devices of the homes whose memory is read
    watched_s: float
    recorded_s: float
    flash_per_s: int
    limit_s: float


QUICK: Final = Effort(
    turns=2,
    chunks=4,
    steady_s=3,
    latency_s=4,
    commands=50,
    starts=2,
    settle_s=5,
    sizes=(200,),
    watched_s=10,
    recorded_s=15,
    flash_per_s=50,
    limit_s=600,
)
FULL: Final = Effort(
    turns=3,
    chunks=8,
    steady_s=6,
    latency_s=8,
    commands=200,
    starts=5,
    settle_s=60,
    sizes=(200, 1000),
    watched_s=60,
    recorded_s=60,
    flash_per_s=500,
    limit_s=3000,
)


@dataclass(slots=True, kw_only=True)
class Seen:
    """What one side showed."""

    bursts: list[Cost] = field(default_factory=list)
    steady: list[Cost] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)
    command_ms: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """One Home Assistant, loaded, with its reader."""

    process: HomeAssistant
    reader: PeerReader
    way: Way


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """All that run at the same time on one broker, loaded."""

    port: int
    core: Core
    ours: Way
    peers: dict[str, Peer]

    @property
    def ways(self) -> dict[str, Way]:
        """The way through each side."""
        return {OURS: self.ours} | {name: peer.way for name, peer in self.peers.items()}

    @property
    def pids(self) -> dict[str, int]:
        """The process of each side."""
        return {name: way.pid for name, way in self.ways.items()}


class Run:
    """One run. `results` holds what is known so far, `troubles` what could not be measured."""

    def __init__(self, effort: Effort, folder: Path, python: Path) -> None:
        self.effort = effort
        self.results: Results = {}
        self.troubles: list[str] = []
        self._folder = folder
        self._python = python

    async def all(self) -> None:
        """Measure everything, each part whatever became of the others; TimeoutError when it takes too long."""
        memories = [partial(self._memory, devices) for devices in self.effort.sizes]
        parts: list[Callable[[], Awaitable[None]]] = [self._traffic, *memories, self._stalls, self._flash]
        async with asyncio.timeout(self.effort.limit_s):
            for part in parts:
                try:
                    await part()
                except (SilenceError, StartError, TimeoutError) as error:
                    self.troubles.append(str(error) or "a part took too long")

    @asynccontextmanager
    async def _broker(self, part: str) -> AsyncIterator[tuple[Path, int]]:
        folder = self._folder / part
        folder.mkdir()
        async with AsyncExitStack() as stack:
            yield folder, await start_broker(stack, folder)

    @asynccontextmanager
    async def _peer(self, folder: Path, port: int, name: str, devices: int = 200) -> AsyncIterator[Peer]:
        """Start one Home Assistant and load its home."""
        home = peer_home(devices, name)
        process = HomeAssistant(folder / name, port, self._python, home, recorder=name == RECORDED)
        async with process, MqttClient(port) as mqtt, process.stream() as reader:
            await settle_peer(process, mqtt, reader)
            way = Way(pid=process.pid, home=home, mqtt=mqtt, reader=reader)
            yield Peer(process=process, reader=reader, way=way)

    @asynccontextmanager
    async def _sides(self, part: str, devices: int = 200) -> AsyncIterator[Sides]:
        """Start all on one broker and load the home into each."""
        async with AsyncExitStack() as stack:
            folder, port = await stack.enter_async_context(self._broker(part))
            core = await stack.enter_async_context(Core(folder / "core", port))
            mqtt = await stack.enter_async_context(MqttClient(port))
            reader = await stack.enter_async_context(core.stream())
            ours = Way(pid=core.pid, home=SensorHome(devices=devices), mqtt=mqtt, reader=reader)
            await settle(ours.home, mqtt, reader)
            peers = {name: await stack.enter_async_context(self._peer(folder, port, name, devices)) for name in PEERS}
            yield Sides(port=port, core=core, ours=ours, peers=peers)

    async def _traffic(self) -> None:
        tell("all sides with 200 devices")
        async with self._sides("traffic") as sides:
            seen = {name: Seen() for name in sides.ways}
            for way in sides.ways.values():
                await way.burst(2)
            for number in range(self.effort.turns):
                tell(f"bursts, an even pace, latency, commands: turn {number + 1} of {self.effort.turns}")
                for name, way in sides.ways.items():
                    await self._turn(way, seen[name])
                await self._commands(sides, seen)
            self._compare(seen)
            tell("starts")
            await self._starts(sides)

    async def _turn(self, way: Way, seen: Seen) -> None:
        seen.bursts.append(await way.burst(self.effort.chunks))
        seen.steady.append(await way.steady(PACE, self.effort.steady_s))
        seen.ms += await way.latencies_ms(LATENCY_PACE, self.effort.latency_s)

    async def _commands(self, sides: Sides, seen: dict[str, Seen]) -> None:
        count = self.effort.commands
        times = await measure_commands(sides.core, sides.port, sides.ours.reader, count)
        seen[OURS].command_ms += times.published
        for name, peer in sides.peers.items():
            switch = peer.process.home.switch_topic
            found = seen[name].command_ms
            found += await peer_commands(sides.port, peer.reader, switch, range(len(found), len(found) + count))

    def _compare(self, seen: dict[str, Seen]) -> None:
        for name, one in seen.items():
            self._put("update_cpu_us_burst", name, _middle(cost.cpu_us for cost in one.bursts))
            self._put("update_cpu_us_500", name, _middle(cost.cpu_us for cost in one.steady))
            self._put("updates_per_s", name, _middle(cost.per_s for cost in one.bursts))
            for share in (50, 99):
                self._put(f"publish_to_websocket_p{share}_ms_200", name, percentile(one.ms, share / 100))
                self._put(f"command_p{share}_ms", name, percentile(one.command_ms, share / 100))

    def _put(self, measure: str, side: str, value: float) -> None:
        self.results.setdefault(measure, {})[side] = value

    async def _starts(self, sides: Sides) -> None:
        """Start each again and again; their readers end with that."""
        ours: list[float] = []
        theirs: dict[str, list[Ready]] = {name: [] for name in sides.peers}
        for _ in range(self.effort.starts):
            ours.append(await sides.core.restart_s())
            for name, peer in sides.peers.items():
                theirs[name].append(await peer.process.restart())
        for measure in ("start_to_api_s", "start_to_running_s"):
            self._put(measure, OURS, median(ours))
        for name, ready in theirs.items():
            self._put("start_to_api_s", name, _middle(one.answered_s for one in ready))
            self._put("start_to_running_s", name, _middle(one.running_s for one in ready))

    async def _memory(self, devices: int) -> None:
        properties = SensorHome(devices=devices).properties
        tell(f"memory with {properties} properties, after {self.effort.settle_s:g} s")
        async with self._sides(f"memory{devices}", devices) as sides:
            await asyncio.sleep(self.effort.settle_s)
            for name, pid in sides.pids.items():
                self._put(f"memory_mb_{properties}", name, memory_mb(pid))

    async def _stalls(self) -> None:
        tell(f"longest callback of {self.effort.watched_s:g} s at 3,000 a second, one side after the other")
        async with self._broker("stalls") as (folder, port):
            ours, _ = await longest(folder / "core", SensorHome(), port, self.effort.watched_s)
            self._put("max_callback_cpu_ms_3000", OURS, ours["max_callback_cpu_ms_3000"][0])
            self._put("max_stall_ms_3000", OURS, ours["max_stall_ms_3000"][0])
            for name in PEERS:
                theirs = await self._longest(folder, port, name)
                self._put("max_callback_cpu_ms_3000", name, theirs["cpu_ms"])
                self._put("max_stall_ms_3000", name, theirs["stall_ms"])

    async def _longest(self, folder: Path, port: int, name: str) -> dict[str, Any]:
        async with self._peer(folder, port, name) as peer:
            peer.process.watch()
            await _send(peer.way, WATCHED_PACE, self.effort.watched_s)  # it may fall behind
            return await peer.process.watched()

    async def _flash(self) -> None:
        tell("bytes written with history on")
        ours = await asyncio.to_thread(flash, self._folder / "flash", self.effort.flash_per_s)
        self._put("flash_mb_per_day_1000", OURS, ours["flash_mb_per_day_1000"][0])
        async with self._broker("recorder") as (folder, port), self._peer(folder, port, RECORDED) as peer:
            await _send(peer.way, PACE, self.effort.recorded_s / 2)
            before = written(peer.way.pid)
            await _send(peer.way, PACE, self.effort.recorded_s)
            day_mb = (written(peer.way.pid) - before) / self.effort.recorded_s * DAY_S / 1e6
            self._put("flash_mb_per_day_1000", RECORDED, day_mb)


def _middle(values: Iterable[float]) -> float:
    return median(list(values))


async def _send(way: Way, rate: float, seconds: float) -> None:
    await pace(way.mqtt, map(way.home.message, range(int(rate * seconds))), rate)


BEGAN_S: Final = time.monotonic()


def tell(what: str) -> None:
    """Say on standard error how far it is."""
    sys.stderr.write(f"{time.monotonic() - BEGAN_S:4.0f} s  {what}\n")
    sys.stderr.flush()
