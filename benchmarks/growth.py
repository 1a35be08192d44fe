"""How cost, latency, memory and start grow with the home, and with the clients that look at it."""

from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.home import PROPERTIES, SensorHome
from benchmarks.measure import percentile, rounded
from benchmarks.mqtt import MqttClient
from benchmarks.process import memory_mb
from benchmarks.rest import start_s
from benchmarks.run import Run, tell
from benchmarks.spine import LATENCY_PACE, collector_at_rest
from benchmarks.stage import Core, program, settle, started
from benchmarks.traffic import Way, typical_burst
from gateway.cli.client import save_access
from gateway.demo.process import Program

BURSTS: Final = 3
CHUNKS: Final = 4
LATENCY_S: Final = 8.0
STARTS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """What a home of one size costs; memory a few seconds after the load."""

    devices: int
    properties: int
    cpu_us: float  # a changed value, burst
    p50_ms: float  # publish → WebSocket at 200 a second
    p99_ms: float
    memory_mb: float
    start_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Clients:
    """What so many clients cost."""

    clients: int
    cpu_us: float  # of the core for a changed value, all clients together
    updates_per_s: float  # until the last client has them
    p50_ms: float  # publish → WebSocket at 200 a second, of the client that came last
    p99_ms: float


async def sizes(run: Run) -> None:
    """Measure homes of growing size, each with a broker of its own."""
    rows = run.tables.setdefault("growth_properties", [])
    for devices in run.effort.grown:
        tell(f"a home of {devices * PROPERTIES:,} properties")
        rows.append(_figures(await _size(run, devices)))


async def _size(run: Run, devices: int) -> Size:
    home = SensorHome(devices=devices)
    async with run.place(f"size{devices}") as (folder, port), Core(folder / "home", port) as core:
        async with MqttClient(port) as mqtt, core.stream() as reader:
            await settle(home, mqtt, reader)
            way = Way(pid=core.pid, home=home, mqtt=mqtt, reader=reader)
            with collector_at_rest():
                burst = await typical_burst(way, BURSTS, CHUNKS)
                ms = await way.latencies_ms(LATENCY_PACE, LATENCY_S)
        resident_mb = memory_mb(core.pid)
        ready_s, _ = await start_s(core, home.properties, STARTS)
    return Size(
        devices=devices,
        properties=home.properties,
        cpu_us=burst.cpu_us,
        p50_ms=percentile(ms, 0.5),
        p99_ms=percentile(ms, 0.99),
        memory_mb=resident_mb,
        start_s=ready_s,
    )


async def clients(run: Run) -> None:
    """Measure a home with growing numbers of clients."""
    rows = run.tables.setdefault("growth_clients", [])
    home = SensorHome()
    async with run.place("clients") as (folder, port), Core(folder / "home", port) as core, MqttClient(port) as mqtt:
        async with core.stream() as reader:
            await settle(home, mqtt, reader)
            way = CrowdedWay(pid=core.pid, home=home, mqtt=mqtt, reader=reader)
        for count in run.effort.crowds:
            tell(f"{count} clients")
            rows.append(_figures(await _clients(folder, core, way, count)))


async def _clients(folder: Path, core: Core, way: "CrowdedWay", count: int) -> Clients:
    """Let all but one be others, that do not parse; the one that came last takes the times."""
    async with AsyncExitStack() as stack:
        way.crowd = await _crowd(stack, folder, core, count - 1) if count > 1 else None
        way.heard, way.reader = 0.0, await stack.enter_async_context(core.stream())
        await way.reader.until(lambda: way.reader.marker != "", "the marker's device")
        with collector_at_rest():
            burst = await typical_burst(way, BURSTS, CHUNKS)
            ms = await way.latencies_ms(LATENCY_PACE, LATENCY_S)
    return Clients(
        clients=count,
        cpu_us=burst.cpu_us,
        updates_per_s=burst.per_s,
        p50_ms=percentile(ms, 0.5),
        p99_ms=percentile(ms, 0.99),
    )


@dataclass(slots=True, kw_only=True)
class CrowdedWay(Way):
    """A way at whose end others read too."""

    crowd: Program | None = None
    heard: float = 0.0

    async def arrived(self, value: float) -> None:
        """Wait for the reader and for the crowd."""
        await Way.arrived(self, value)
        while self.crowd is not None and self.heard < value:
            self.heard = (await self.crowd.read_json())["mark"]


async def _crowd(stack: AsyncExitStack, folder: Path, core: Core, count: int) -> Program:
    access = folder / "access.toml"
    save_access(access, core.access)
    crowd = program(folder, "crowd", "benchmarks.crowd", "--access", access, "--count", count)
    await started(stack, crowd)
    await crowd.read_json()
    return crowd


def _figures(row: Size | Clients) -> dict[str, Any]:
    return {name: rounded(value) if isinstance(value, float) else value for name, value in asdict(row).items()}
