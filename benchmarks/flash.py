"""How much is written to flash a day: an hour of the home's life at 500 updates a second, with time moved by hand.

The home is the core's own: pipeline, history, keeper and state.db, with 1,000 properties on 200 devices. Counted is
every byte that this process hands to the kernel (wchar, proc(5)): SQLite's log and the pages that are copied from it
into the file, whether or not the kernel would have joined two writes of one page. What the first minutes write once is
left out.
Beside it: the last values of each device packed into one row every 300 s, by SQLite alone.
"""

import asyncio
import json
import random
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.measure import Measured
from gateway.core.clock import BUILD_MS, ManualClock
from gateway.core.home import Home
from gateway.core.storage import Database
from gateway.core.vault import RootKey, Vault
from schemas.device import DeviceDescription, EndpointDescription, PropertyDescription
from schemas.updates import AdapterStateChanged, DeviceDescribed, PropertiesReported
from schemas.vocabulary import Kind

if TYPE_CHECKING:
    from gateway.core.pipeline import Source

DEVICES: Final = 200
EACH: Final = 5
HOUR_S: Final = 3600
WARM_S: Final = 600
DAY_HOURS: Final = 24
LEAST_COMMITS: Final = 4
RAW_EVERY_S: Final = 300


def written() -> int:
    """Bytes that this process has handed to the kernel so far."""
    lines = Path("/proc/self/io").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("wchar:"))


def _device(number: int) -> DeviceDescription:
    properties = tuple(
        PropertyDescription(
            endpoint=endpoint,
            capability="temperatureMeasurement",
            name="measuredValue",
            address=f"t/{number}/{endpoint}",
            kind=Kind.NUMBER,
            unit="Cel",
        )
        for endpoint in range(1, EACH + 1)
    )
    endpoints = tuple(EndpointDescription(id=one, device_type="temperatureSensor") for one in range(1, EACH + 1))
    return DeviceDescription(key=f"d{number}", name=f"Sensor {number}", endpoints=endpoints, properties=properties)


class Life:
    """The home's hours; each property walks up and down in steps of a tenth, as temperatures do."""

    def __init__(self, home: Home, clock: ManualClock, per_s: int) -> None:
        self._clock = clock
        self._per_s = per_s
        self._degrees = [20.0] * (DEVICES * EACH)
        self._next = 0
        self._chance = random.Random(1)  # noqa: S311  the same each time
        self._home = home
        self._pipeline = home._pipeline  # noqa: SLF001  as an adapter's supervisor uses it
        self._source: Source = self._pipeline.source("bench")

    async def begin(self) -> None:
        """Describe all devices."""
        described = [DeviceDescribed(device=_device(number)) for number in range(DEVICES)]
        await self._pipeline.take(self._source, [AdapterStateChanged(state="connected"), *described])

    async def live(self, seconds: int) -> None:
        """Let time pass; the home commits when it thinks fit, and moved time waits for it as time on a wall would."""
        for _ in range(seconds):
            await self._clock.advance(1)
            await self._pipeline.take(self._source, self._reports())
            async with self._home._keeper._committing:  # noqa: SLF001
                pass

    def _reports(self) -> Iterator[PropertiesReported]:
        now_ns = self._clock.monotonic_ns()
        for _ in range(self._per_s):
            place = self._next = (self._next + 1) % len(self._degrees)
            degrees = self._degrees[place] = round(self._degrees[place] + self._chance.choice((-0.1, 0.1)), 1)
            yield PropertiesReported(
                device=f"d{place // EACH}", arrived_ns=now_ns, changes=((place % EACH, degrees),), retained=False
            )


def _copied(path: Path) -> None:
    """Have the log copied into the file, as far as nobody uses it."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()


async def _ours(folder: Path, per_s: int) -> float:
    root = RootKey(kind="file", key=bytes(32))
    clock = ManualClock(wall=BUILD_MS - BUILD_MS % (HOUR_S * 1000) + HOUR_S * 1000)
    async with (
        Database(folder / "trust.db", migrations="trust", synchronous="FULL") as trust,
        Database(folder / "state.db", migrations="state", synchronous="NORMAL") as state,
        Home(clock=clock, state_db=state, vault=Vault(trust, root), state_dir=folder) as home,
    ):
        running = asyncio.create_task(home.run(), name="home")
        life = Life(home, clock, per_s)
        await life.begin()
        await life.live(WARM_S)
        await asyncio.to_thread(_copied, state.path)
        before = written()
        await life.live(HOUR_S)  # an hour ends in it, and is packed
        await asyncio.to_thread(_copied, state.path)  # what the log still holds has to go the same way
        found = (written() - before) * DAY_HOURS / 1e6
        if home._keeper.commits < LEAST_COMMITS:  # noqa: SLF001
            raise RuntimeError("the home was not written, so there is nothing to count")
        running.cancel()
        await asyncio.wait((running,))
    return found


def _raw(folder: Path) -> float:
    values = [json.dumps([[f"1/temperatureMeasurement/{one}", 20.1, BUILD_MS, 0] for one in range(EACH)]).encode()]
    with closing(sqlite3.connect(folder / "raw.db", isolation_level=None)) as db:
        db.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; CREATE TABLE v (d INTEGER PRIMARY KEY, b BLOB)"
        )
        before = written()
        for _ in range(HOUR_S // RAW_EVERY_S):
            db.execute("BEGIN IMMEDIATE")
            rows = [(device, zlib.compress(values[0], 1) + bytes(28)) for device in range(DEVICES)]
            db.executemany("INSERT OR REPLACE INTO v VALUES (?, ?)", rows)
            db.execute("COMMIT")
    return (written() - before) * DAY_HOURS / 1e6


def flash(folder: Path, per_s: int) -> Measured:
    """Measure in a folder of its own; `per_s` updates a second."""
    folder.mkdir()
    return {"flash_mb_per_day_1000": (asyncio.run(_ours(folder, per_s)), _raw(folder))}
