"""Memory and start of the two processes, each beside a process that only imports."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median

from benchmarks.home import Load
from benchmarks.mqtt import MqttClient
from benchmarks.process import memory_mb
from benchmarks.stage import Core, pid_of, program, settle, started, wait_ready
from simulators.broker import free_port

QUIET_S = 2.0  # for a process without work to have done what it does at its start


async def core_memory_mb(folder: Path, home: Load, settle_s: float, broker_port: int) -> tuple[float, float]:
    """Load a home into a fresh core, wait, and return its memory and that of the raw process."""
    async with Core(folder, broker_port) as core, core.stream() as reader, MqttClient(broker_port) as mqtt:
        await settle(home, mqtt, reader)
        async with AsyncExitStack() as stack:
            raw = await raw_core(stack, core, home.properties)
            await asyncio.sleep(settle_s)
            return memory_mb(core.pid), memory_mb(raw[0])


async def raw_core(stack: AsyncExitStack, core: Core, properties: int) -> tuple[int, float]:
    """Start the process that only imports and serves; returns its pid and how long it took to answer."""
    port, tls = free_port(), core.folder / "state" / "tls"
    raw = program(
        core.folder,
        "raw",
        "benchmarks.raw_process",
        "core",
        "--port",
        port,
        "--properties",
        properties,
        "--certificate",
        tls / "api.crt",
        "--key",
        tls / "api.key",
    )
    began_s = asyncio.get_running_loop().time()
    await started(stack, raw)
    return pid_of(raw), await asyncio.to_thread(wait_ready, port) - began_s


async def start_s(core: Core, properties: int, times: int) -> tuple[float, float]:
    """Return the median time from exec to 200 from /readyz, of the core and of the raw process."""
    ours, raws = [], []
    for _ in range(times):
        ours.append(await core.restart_s())
        async with AsyncExitStack() as stack:
            raws.append((await raw_core(stack, core, properties))[1])
    return median(ours), median(raws)


async def egress_memory_mb(core: Core, settle_s: float) -> tuple[float, float]:
    """Return the memory of the egress process and of the raw one."""
    async with AsyncExitStack() as stack:
        egress = await started(stack, program(core.folder, "egress", "gateway.egress", "-c", core.config))
        raw = await started(stack, program(core.folder, "raw-egress", "benchmarks.raw_process", "egress"))
        admin = core.folder / "egress-run" / "admin.sock"
        await egress.wait_until(lambda: asyncio.to_thread(admin.exists))
        await raw.read_json()
        await asyncio.sleep(settle_s)
        return memory_mb(pid_of(egress)), memory_mb(pid_of(raw))
