"""`python -m benchmarks.callback WHICH OUT …`: how long the event loop is held, by its longest single callback.

WHICH is `core`, which runs the core process with a watch on its loop, or `idle`, which runs a loop that only sleeps
5 ms again and again: what that one shows is the machine's doing. SIGUSR1 begins, SIGUSR2 writes what was seen to OUT.
Processor time is that of the loop's thread, so that other processes do not count; the stall is wall time, and they do.
"""

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Final

from benchmarks.measure import Measured, rounded
from benchmarks.mqtt import MqttClient
from benchmarks.stage import Core, pid_of, program, settle, started
from benchmarks.traffic import Way
from benchmarks.watch import Watch

RATE: Final = 3000.0
TICK_S: Final = 0.005
ASK_S: Final = 10.0


def core(watch: Watch) -> int:
    """Run the core with the watch on its loop; its arguments stand in sys.argv."""
    import gateway.first  # noqa: F401, PLC0415 - as the core's own process does
    from gateway import app  # noqa: PLC0415

    run_core: Callable[[Any], Awaitable[None]] = app.run_core

    async def watched(config: Any) -> None:
        watch.listen()
        await run_core(config)

    app.run_core = watched
    return app.main()


async def idle(watch: Watch) -> None:
    """Sleep until killed."""
    watch.listen()
    sys.stdout.write('{"ready": true}\n')
    sys.stdout.flush()
    while True:
        due_s = time.perf_counter() + TICK_S
        await asyncio.sleep(TICK_S)
        watch.late(time.perf_counter() - due_s)


class WatchedCore(Core):
    """The core process with a watch."""

    def __init__(self, folder: Path, broker_port: int) -> None:
        super().__init__(folder, broker_port)
        self.out = folder / "watch.json"
        self.program = program(folder, "core", "benchmarks.callback", "core", self.out, "-c", self.config)


async def longest(folder: Path, home: Any, broker_port: int, seconds: float) -> tuple[Measured, list[dict[str, Any]]]:
    """Send 3,000 messages a second through a core; gives the measures, and the slowest callbacks by name."""
    async with (
        WatchedCore(folder, broker_port) as watched,
        MqttClient(broker_port) as mqtt,
        watched.stream() as reader,
        asyncio.timeout(seconds * 2 + 60),
    ):
        await settle(home, mqtt, reader)
        async with _idle(folder) as control:
            for pid in (watched.pid, control):
                os.kill(pid, signal.SIGUSR1)
            await Way(pid=watched.pid, home=home, mqtt=mqtt, reader=reader).steady(RATE, seconds)
            ours, raw = await _told(watched.pid, watched.out), await _told(control, folder / "idle.json")
    return {
        "max_callback_cpu_ms_3000": (ours["cpu_ms"], raw["cpu_ms"]),
        "max_stall_ms_3000": (ours["stall_ms"], raw["stall_ms"]),
    }, [one | {"cpu_ms": rounded(one["cpu_ms"])} for one in ours["slowest"]]


@asynccontextmanager
async def _idle(folder: Path) -> AsyncIterator[int]:
    async with AsyncExitStack() as stack:
        one = program(folder, "idle", "benchmarks.callback", "idle", folder / "idle.json")
        await started(stack, one)
        await one.read_json()
        yield pid_of(one)


async def _told(pid: int, out: Path) -> dict[str, Any]:
    """Ask a watched process what it saw."""
    os.kill(pid, signal.SIGUSR2)
    return await asyncio.to_thread(_awaited, out)


def _awaited(out: Path) -> dict[str, Any]:
    deadline_s = time.perf_counter() + ASK_S
    while not out.exists():
        if time.perf_counter() > deadline_s:
            raise TimeoutError(f"{out.name} was not written within {ASK_S:g} s")
        time.sleep(0.05)
    found: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return found


def main() -> int:
    """Be one of the two."""
    which, watch = sys.argv[1], Watch(Path(sys.argv[2]))
    if which == "idle":
        asyncio.run(idle(watch))
        return 0
    sys.argv = ["gateway.app", *sys.argv[3:]]
    return core(watch)


if __name__ == "__main__":
    sys.exit(main())
