"""One event loop that serves 500 simulated devices of mixed protocols at one poll every 5 s each.

The devices are in a process of their own (benchmarks.far_ends), the home in another (benchmarks.mixed_home).
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.measure import Measured
from benchmarks.process import cpu_s

NUMBER: Final = 100
"""Devices of each of the five protocols."""
PROTOCOLS: Final = 5
READY_S: Final = 180.0
SETTLE_S: Final = 7.0
"""A poll of everybody, after which only what is asked regularly is asked."""


@dataclass
class Told:
    """A process that is spoken with by lines."""

    process: asyncio.subprocess.Process

    async def line(self) -> str:
        assert self.process.stdout is not None
        line = await self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"process {self.process.pid} ended with {await self.process.wait()}")
        return line.decode().strip()

    async def ask(self, word: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        self.process.stdin.write(word.encode() + b"\n")
        return await self.figures()

    async def figures(self) -> dict[str, Any]:
        """Read a line of figures."""
        found: dict[str, Any] = json.loads(await self.line())
        return found

    async def end(self) -> dict[str, Any]:
        """Close its standard input, and read what it says last."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        return await self.figures()


@asynccontextmanager
async def told(module: str, *arguments: object) -> AsyncIterator[Told]:
    """Run a module in a process of its own, from when it is ready."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-P", "-m", module, *map(str, arguments)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        one = Told(process)
        async with asyncio.timeout(READY_S):
            assert await one.line() == "ready"
        yield one
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def mixed(folder: Path, seconds: float) -> tuple[Measured, str]:
    """Give what share of a core the home takes and how late the latest poll was, beside a bare loop; and a note."""
    async with told("benchmarks.far_ends", NUMBER) as far:
        async with told("benchmarks.mixed_home", NUMBER, folder) as home:
            await asyncio.sleep(SETTLE_S)
            await far.ask("reset")
            ours = await _core_percent(home, seconds)
            seen = await far.ask("tell")
            changes = (await home.end())["changes"]
        assert seen["devices"] == NUMBER * PROTOCOLS, seen
        async with told("benchmarks.mixed_home", "raw", seen["asked"] / seconds) as raw:
            bare = await _core_percent(raw, seconds / 4)
            bare_late_s = (await raw.end())["late_s"]
    found = {"mixed_500_core_percent": (ours, bare), "mixed_500_late_s": (seen["late_s"], bare_late_s)}
    note = (
        f"{seen['devices']} devices were asked {seen['asked'] / seconds:.0f} times a second, "
        f"{seen['late_p99_s'] * 1000:.0f} ms late at p99; {changes} changes were told since the first"
    )
    return found, note


async def _core_percent(one: Told, seconds: float) -> float:
    before = cpu_s(one.process.pid)
    await asyncio.sleep(seconds)
    return (cpu_s(one.process.pid) - before) / seconds * 100
