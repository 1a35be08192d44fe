"""The whole run: what is measured, in which order, and how long each part may take."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import aiohttp

from benchmarks import micro
from benchmarks.callback import longest
from benchmarks.command import Times, measure_commands
from benchmarks.flash import flash
from benchmarks.home import RAW_PREFIX, Load, SensorHome
from benchmarks.load import loads
from benchmarks.measure import Measured, percentile
from benchmarks.mqtt import MqttClient
from benchmarks.outbox import releases
from benchmarks.rest import QUIET_S, core_memory_mb, egress_memory_mb, start_s
from benchmarks.stage import HOST, Core, pid_of, program, settle, start_broker, started
from benchmarks.stream import StreamReader
from benchmarks.traffic import CHUNK, Cost, Way, pace, typical_burst
from benchmarks.zigbee import BASE, ZigbeeHome
from gateway.demo.process import port_open
from simulators.broker import free_port

PACE: Final = 500.0
LATENCY_PACE: Final = 200.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much is measured."""

    chunks: int  # of a burst
    bursts: int
    steady_s: float
    latency_s: float
    commands: int
    starts: int
    settle_s: float  # between loading and reading the memory
    sizes: tuple[int, ...]  # devices of the homes whose memory is read
    watched_s: float  # how long callbacks are watched at 3,000 a second
    slots: int  # of a hundred releases
    flash_per_s: int  # updates a second in the hour that is written
    limit_s: float  # of the whole run


QUICK: Final = Effort(
    chunks=6,
    bursts=3,
    steady_s=3,
    latency_s=4,
    commands=150,
    starts=3,
    settle_s=5,
    sizes=(200,),
    limit_s=200,
    watched_s=20,
    slots=60,
    flash_per_s=50,
)
FULL: Final = Effort(
    chunks=24,
    bursts=5,
    steady_s=15,
    latency_s=20,
    commands=1000,
    starts=5,
    settle_s=60,
    sizes=(200, 1000),
    limit_s=1500,
    watched_s=600,
    slots=300,
    flash_per_s=500,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """What went through one process."""

    burst: Cost
    steady: Cost
    ms: list[float]


class Run:
    """One run. `results` holds what is known so far."""

    def __init__(self, effort: Effort, folder: Path) -> None:
        self.effort = effort
        self.results: Measured = {}
        self._folder = folder
        self._port = 0
        self._home = SensorHome()
        self._raw_home = SensorHome(prefix=RAW_PREFIX)

    async def all(self) -> None:
        """Measure everything; TimeoutError when it takes too long."""
        async with asyncio.timeout(self.effort.limit_s), AsyncExitStack() as stack:
            _tell("single steps")
            self.results |= await asyncio.to_thread(micro.all_steps)
            _tell("loading the schema")
            self.results |= await asyncio.to_thread(loads, self._folder / "bytecode")
            _tell("outbox and ledger")
            self.results |= await asyncio.to_thread(releases, self._folder / "outbox", self.effort.slots)
            _tell("an hour of the home on disk")
            self.results |= await asyncio.to_thread(flash, self._folder / "flash", self.effort.flash_per_s)
            self._port = await start_broker(stack, self._folder)
            await self._home_assistant()
            await self._isolated()
            await self._zigbee2mqtt()
            await self._callbacks()
            await self._memory()

    async def _home_assistant(self) -> None:
        """Bring a home into a core and measure what goes through it; then the same through the bare loop."""
        _tell("a core with 200 devices")
        async with Core(self._folder / "home", self._port) as core, MqttClient(self._port) as mqtt:
            async with core.stream() as reader:
                await settle(self._home, mqtt, reader)
                ours = await self._traffic(Way(pid=core.pid, home=self._home, mqtt=mqtt, reader=reader), "the core")
                _tell("commands")
                self._commands(await measure_commands(core, self._port, reader, self.effort.commands))
            async with self._bare_loop(mqtt) as raw:
                self._compare(ours, await self._traffic(raw, "the bare loop"))
            await self._receive(ours, mqtt)
            _tell("starts")
            self.results["start_to_api_s"] = await start_s(core, self._home.properties, self.effort.starts)
            _tell("memory of egress")
            self.results["memory_egress_mb"] = await egress_memory_mb(core, QUIET_S)

    async def _traffic(self, way: Way, what: str) -> Traffic:
        _tell(f"bursts through {what}")
        burst = await typical_burst(way, self.effort.bursts, self.effort.chunks)
        _tell(f"{PACE:g} a second through {what}")
        steady = await way.steady(PACE, self.effort.steady_s)
        _tell(f"{LATENCY_PACE:g} a second through {what}")
        return Traffic(burst=burst, steady=steady, ms=await way.latencies_ms(LATENCY_PACE, self.effort.latency_s))

    @asynccontextmanager
    async def _bare_loop(self, mqtt: MqttClient) -> AsyncIterator[Way]:
        listen = free_port()
        loop = program(self._folder, "loop", "benchmarks.raw_loop", "--port", self._port, "--listen", listen)
        async with AsyncExitStack() as stack:
            await started(stack, loop)
            await loop.wait_until(lambda: port_open(HOST, listen))
            session = await stack.enter_async_context(aiohttp.ClientSession())
            reader = StreamReader(lambda: session.ws_connect(f"http://{HOST}:{listen}/stream", max_msg_size=0))
            await stack.enter_async_context(reader)
            yield Way(pid=pid_of(loop), home=self._raw_home, mqtt=mqtt, reader=reader)

    def _compare(self, ours: Traffic, raw: Traffic) -> None:
        self.results |= {
            "update_cpu_ratio_to_bare_loop": (ours.burst.cpu_us / raw.burst.cpu_us, 1.0),
            "update_cpu_us_500": (ours.steady.cpu_us, raw.steady.cpu_us),
            "updates_per_s": (ours.burst.per_s, raw.burst.per_s),
            "updates_coalesced_percent": (ours.burst.lost * 100, raw.burst.lost * 100),
            "publish_to_websocket_p50_ms_200": (percentile(ours.ms, 0.5), percentile(raw.ms, 0.5)),
            "publish_to_websocket_p99_ms_200": (percentile(ours.ms, 0.99), percentile(raw.ms, 0.99)),
        }

    async def _receive(self, ours: Traffic, mqtt: MqttClient) -> None:
        """Let paho receive the same messages, at both paces, and nothing else."""
        _tell("paho alone")
        count = self.effort.chunks * CHUNK
        burst_us = median([await self._received(mqtt, count, 0) for _ in range(self.effort.bursts)])
        paced_us = await self._received(mqtt, int(PACE * self.effort.steady_s), PACE)
        self.results |= {
            "update_cpu_us_burst": (ours.burst.cpu_us, burst_us),
            "update_cpu_ratio_to_paho_receive": (ours.burst.cpu_us / burst_us, 1.0),
            "update_cpu_us_500_ratio_to_paho_receive": (ours.steady.cpu_us / paced_us, 1.0),
        }

    async def _received(self, mqtt: MqttClient, count: int, rate: float, home: Load | None = None) -> float:
        """Return what one message cost a process that only receives, in microseconds of CPU."""
        messages = [(home or self._raw_home).message(number) for number in range(count)]
        async with AsyncExitStack() as stack:
            raw = program(self._folder, "paho", "benchmarks.raw_receive", "--port", self._port, "--count", count)
            await started(stack, raw)
            await raw.read_json()
            if rate:
                await pace(mqtt, iter(messages), rate)
            else:
                await mqtt.send(messages)
            cost_us: float = (await raw.read_json())["cpu_us"]
            return cost_us

    def _commands(self, times: Times) -> None:
        hop_p50, hop_p99 = percentile(times.hop, 0.5), percentile(times.hop, 0.99)
        self.results |= {
            "command_p50_ms": (percentile(times.published, 0.5), hop_p50),
            "command_p99_ms": (percentile(times.published, 0.99), hop_p99),
            "command_confirmed_p50_ms": (percentile(times.confirmed, 0.5), 2 * hop_p50),
        }

    async def _isolated(self) -> None:
        """The same burst through an adapter in a process of its own; its CPU and the core's together."""
        _tell("an adapter in its own process")
        home = SensorHome(prefix="isolated")
        async with (
            Core(self._folder / "isolated", self._port, process="own") as core,
            MqttClient(self._port) as mqtt,
            core.stream() as reader,
        ):
            await settle(home, mqtt, reader)
            way = Way(pid=core.pid, home=home, mqtt=mqtt, reader=reader)
            burst = await typical_burst(way, self.effort.bursts, self.effort.chunks)
            self.results["update_cpu_us_isolated"] = burst.cpu_us, self.results["update_cpu_us_burst"][0]

    async def _zigbee2mqtt(self) -> None:
        """Full states: five values a message, one of them new."""
        _tell("Zigbee2MQTT states")
        home = ZigbeeHome()
        async with (
            Core(self._folder / "zigbee", self._port, "zigbee2mqtt") as core,
            MqttClient(self._port) as mqtt,
            core.stream() as reader,
        ):
            await settle(home, mqtt, reader)
            way = Way(pid=core.pid, home=home, mqtt=mqtt, reader=reader)
            burst = await typical_burst(way, self.effort.bursts, self.effort.chunks)
            raw = ZigbeeHome(base=f"{RAW_PREFIX}/{BASE}")
            raw_us = await self._received(mqtt, self.effort.chunks * CHUNK, 0, raw)
            self.results["full_state_cpu_us_burst"] = burst.cpu_us * (1 - burst.lost), raw_us
            self.results["full_states_coalesced_percent"] = burst.lost * 100, 0.0

    async def _callbacks(self) -> None:
        _tell(f"longest callback of {self.effort.watched_s:g} s at 3,000 a second")
        home = SensorHome(prefix="watched")
        found, what = await longest(self._folder / "watched", home, self._port, self.effort.watched_s)
        self.results |= found
        _tell(f"it was {what}")

    async def _memory(self) -> None:
        for devices in self.effort.sizes:
            home = SensorHome(devices=devices, prefix=f"memory{devices}")
            _tell(f"memory with {home.properties} properties, after {self.effort.settle_s:g} s")
            folder = self._folder / f"memory{devices}"
            name = f"memory_core_mb_{home.properties}"
            self.results[name] = await core_memory_mb(folder, home, self.effort.settle_s, self._port)


BEGAN_S: Final = time.monotonic()


def _tell(what: str) -> None:
    sys.stderr.write(f"{time.monotonic() - BEGAN_S:4.0f} s  {what}\n")
    sys.stderr.flush()
