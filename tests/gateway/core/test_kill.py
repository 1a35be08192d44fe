"""A gateway that is killed for good: a process of its own, and SIGKILL."""

import asyncio
import subprocess
import sys
from pathlib import Path

from gateway.core.clock import ManualClock
from privacy.block import MINUTE_MS
from tests.gateway.core.stage import NOON_MS, stage

VICTIM = """
import asyncio, sys
from pathlib import Path
from schemas.updates import DeviceDescribed
from tests.gateway.core.stage import device, report, stage

async def main() -> None:
    async with stage(Path(sys.argv[1])) as it:
        await it.tell(DeviceDescribed(device=device()), report("lamp", (0, True), (1, 40)))
        await it.home.rename(it.entry("lamp").id, "Lamp")
        await it.advance(200)
        await it.tell(report("lamp", (0, False)))
        await it.advance(31)
        await it.tell(report("lamp", (1, 99)))  # not committed any more
        print(it.entry("lamp").id, it.clock.wall, flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""
ON, LEVEL = "1/onOff/onOff", "1/levelControl/currentLevel"


def killed(folder: Path) -> tuple[str, int]:
    """Run the victim and kill it; gives the id it gave and the time of its death."""
    with subprocess.Popen([sys.executable, "-c", VICTIM, str(folder)], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            device_id, wall = process.stdout.readline().split()
        finally:
            process.kill()
    return device_id, int(wall)


def test_kill_9_loses_at_most_one_interval(tmp_path: Path) -> None:
    device_id, wall = killed(tmp_path)

    async def look() -> None:
        async with stage(tmp_path, clock=ManualClock(wall=wall + 120_000)) as it:
            entry = it.home.device(device_id)
            assert (entry.name, it.value("lamp", ON), it.value("lamp", LEVEL)) == ("Lamp", False, 40)
            noon = NOON_MS // MINUTE_MS
            found = await it.home.history.blocks(device_id, ON, noon, noon + 60)
            assert [(block.minute - noon, block.covered_ms) for block in found[:3]] == [
                (n, MINUTE_MS) for n in range(3)
            ]
            assert sum(block.covered_ms for block in found) >= wall - NOON_MS - 31_000
            assert sum(block.transitions for block in found) == 1

    asyncio.run(look())
