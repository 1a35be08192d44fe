"""The way from MQTT to the WebSocket: core, bare loop and paho alone by turns, so that each sees the same machine."""

import gc
import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Final

import aiohttp

from benchmarks.command import Times, measure_commands
from benchmarks.home import RAW_PREFIX, SensorHome
from benchmarks.measure import Measured, percentile, rounded
from benchmarks.mqtt import MqttClient
from benchmarks.run import Run, tell
from benchmarks.stage import HOST, Core, pid_of, program, settle, started
from benchmarks.stream import StreamReader
from benchmarks.traffic import CHUNK, Cost, Way, pace, typical
from gateway.demo.process import Program, port_open
from simulators.broker import free_port

ROOT: Final = Path(__file__).parents[1]
PACE: Final = 500.0
LATENCY_PACE: Final = 200.0
BIN_MS: Final = 0.05  # of the histogram
MOST_MS: Final = 5.0  # what took longer is in its last bin


@dataclass(slots=True, kw_only=True)
class Traffic:
    """What went through one process, turn by turn."""

    bursts: list[Cost] = field(default_factory=list)
    paced: list[Cost] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)

    async def add(self, run: Run, way: Way) -> None:
        """Let one turn of traffic through."""
        effort = run.effort
        self.bursts.append(await way.burst(effort.chunks))
        self.paced.append(await way.steady(PACE, effort.steady_s))
        self.ms += await way.latencies_ms(LATENCY_PACE, effort.latency_s)


async def spine(run: Run) -> None:
    """Measure bursts, an even pace, latency and commands."""
    async with (
        run.place("spine") as (folder, port),
        Core(folder / "home", port) as core,
        MqttClient(port) as mqtt,
        core.stream() as reader,
        bare_loop(folder, port, mqtt) as raw,
    ):
        home = SensorHome()
        await settle(home, mqtt, reader)
        way = Way(pid=core.pid, home=home, mqtt=mqtt, reader=reader)
        with collector_at_rest():
            await _traffic(run, way, raw, Receiver(folder=folder, port=port))
            tell("commands")
            run.results |= _commands(await measure_commands(core, port, reader, run.effort.commands))


async def _traffic(run: Run, way: Way, raw: Way, receiver: "Receiver") -> None:
    ours, bare = Traffic(), Traffic()
    burst_us, paced_us = list[float](), list[float]()
    await way.burst(1)  # only warms up
    await raw.burst(1)
    for turn in range(run.effort.turns):
        tell(f"turn {turn + 1} of {run.effort.turns}: through the core")
        await ours.add(run, way)
        tell("through the bare loop, and to paho alone")
        await bare.add(run, raw)
        burst_us.append(await receiver.cost_us(run.effort.chunks * CHUNK))
        paced_us.append(await receiver.cost_us(int(PACE * run.effort.steady_s), PACE))
    run.results |= _compared(ours, bare, median(burst_us), median(paced_us))
    run.tables["latency"] = {
        "bin_ms": BIN_MS,
        "core": histogram(ours.ms),
        "bare_loop": histogram(bare.ms),
        **{f"{name}_ms": _shares(ms) for name, ms in (("core", ours.ms), ("bare_loop", bare.ms))},
    }


def _compared(ours: Traffic, bare: Traffic, burst_us: float, paced_us: float) -> Measured:
    burst, loop = typical(ours.bursts), typical(bare.bursts)
    steady_us, loop_us = typical(ours.paced).cpu_us, typical(bare.paced).cpu_us
    return {
        "update_cpu_us_burst": (burst.cpu_us, burst_us),
        "update_cpu_ratio_to_paho_receive": (burst.cpu_us / burst_us, 1.0),
        "update_cpu_ratio_to_bare_loop": (burst.cpu_us / loop.cpu_us, 1.0),
        "update_cpu_us_500": (steady_us, loop_us),
        "update_cpu_us_500_ratio_to_paho_receive": (steady_us / paced_us, 1.0),
        "updates_per_s": (burst.per_s, loop.per_s),
        "updates_coalesced_percent": (burst.lost * 100, loop.lost * 100),
        "publish_to_websocket_p50_ms_200": (percentile(ours.ms, 0.5), percentile(bare.ms, 0.5)),
        "publish_to_websocket_p99_ms_200": (percentile(ours.ms, 0.99), percentile(bare.ms, 0.99)),
    }


def _commands(times: Times) -> Measured:
    hop_p50, hop_p99 = percentile(times.hop, 0.5), percentile(times.hop, 0.99)
    return {
        "command_p50_ms": (percentile(times.published, 0.5), hop_p50),
        "command_p99_ms": (percentile(times.published, 0.99), hop_p99),
        "command_confirmed_p50_ms": (percentile(times.confirmed, 0.5), 2 * hop_p50),
    }


def histogram(values_ms: list[float]) -> list[int]:
    """Count milliseconds in bins of BIN_MS; the last bin has all that is beyond MOST_MS."""
    counts = [0] * (round(MOST_MS / BIN_MS) + 1)
    for value in values_ms:
        counts[min(int(value / BIN_MS), len(counts) - 1)] += 1
    return counts


def _shares(values_ms: list[float]) -> dict[str, float]:
    """Return the percentiles that a reader of a tail wants."""
    return {f"p{share * 100:g}": rounded(percentile(values_ms, share)) for share in (0.5, 0.9, 0.99, 0.999, 1.0)}


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep the bench's own garbage collector out of the times it takes."""
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.unfreeze()


@asynccontextmanager
async def bare_loop(folder: Path, port: int, mqtt: MqttClient) -> AsyncIterator[Way]:
    """Start the loop that is the raw limit of the whole way."""
    listen = free_port()
    loop = program(folder, "loop", "benchmarks.raw_loop", "--port", port, "--listen", listen)
    async with AsyncExitStack() as stack:
        await started(stack, loop)
        await loop.wait_until(lambda: port_open(HOST, listen))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        reader = StreamReader(lambda: session.ws_connect(f"http://{HOST}:{listen}/stream", max_msg_size=0))
        await stack.enter_async_context(reader)
        yield Way(pid=pid_of(loop), home=SensorHome(prefix=RAW_PREFIX), mqtt=mqtt, reader=reader)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Processes that only receive, one a measurement: paho-mqtt, unless another is named."""

    folder: Path
    port: int
    message: Callable[[int], tuple[str, bytes]] = SensorHome(prefix=RAW_PREFIX).message
    arguments: tuple[str, ...] = ("benchmarks.raw_receive",)
    python: Path = Path(sys.executable)

    async def cost_us(self, count: int, rate: float = 0) -> float:
        """Return what one message cost such a process, in microseconds of CPU; as fast as it can without a rate."""
        found: float = (await self.receive(count, rate))["cpu_us"]
        return found

    async def receive(self, count: int, rate: float = 0) -> dict[str, float]:
        """Let such a process receive so many messages; gives what it prints at its end."""
        messages = [self.message(number) for number in range(count)]
        async with AsyncExitStack() as stack:
            mqtt = await stack.enter_async_context(MqttClient(self.port))
            raw = await started(stack, self._program(count))
            await raw.read_json()
            await (pace(mqtt, iter(messages), rate) if rate else mqtt.send(messages))
            return await raw.read_json()

    def _program(self, count: int) -> Program:
        command = (str(self.python), "-P", "-m", *self.arguments, "--port", str(self.port), "--count", str(count))
        return Program("receiver", command, self.folder / "receiver.log", os.environ | {"PYTHONPATH": str(ROOT)})
