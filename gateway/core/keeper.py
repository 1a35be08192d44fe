"""Keeps the home on disk: a commit at most every 30 s, every 300 s while much changes, and one at the end.

And brings it back at the start.
"""

import asyncio
import logging
from collections.abc import Iterable
from typing import Final

from gateway.core.clock import Clock
from gateway.core.history import RING_HOURS, History
from gateway.core.pipeline import Pipeline
from gateway.core.row import HOUR, Row, held, runs, settled
from gateway.core.state import ASSUMED, DeviceEntry, HomeState
from gateway.core.storage.database import Database
from gateway.core.storage.state_store import Saved, SavedValue, StateStore
from privacy.block import MINUTE_MS

COMMIT_S: Final = 30.0
BUSY_COMMIT_S: Final = 300.0  # while more than a few properties change: flash wears out by pages written
FEW: Final = 16  # devices and properties with something to write
VALUES_S: Final = (
    295.0  # the last values of one device are written at most this often, that is with a busy home's commit
)
_log = logging.getLogger(__name__)


class Keeper:
    """Commits what changed. A commit that fails is logged once and tried again at the next turn; nothing is lost."""

    def __init__(self, clock: Clock, db: Database, store: StateStore, pipeline: Pipeline, history: History) -> None:
        self._clock = clock
        self._db = db
        self._store = store
        self._pipeline = pipeline
        self._history = history
        self._written_ns: dict[str, int] = {}  # when the values of a device were last written
        self._closed_hour = 0
        self._failing = False
        self._committing = asyncio.Lock()
        self.commits = 0

    async def run(self) -> None:
        """Commit for ever, and move the history on when minutes end."""
        last_ns = self._clock.monotonic_ns()
        while True:
            await self._clock.sleep(min(COMMIT_S, self._left_of_minute_s()))
            self._history.advance()
            pause_s = COMMIT_S if self._pipeline.redescribed or self._history.unwritten <= FEW else BUSY_COMMIT_S
            if self._clock.monotonic_ns() - last_ns >= pause_s * 1e9:
                last_ns = self._clock.monotonic_ns()
                await self.commit()

    def _left_of_minute_s(self) -> float:
        wall_ms = self._clock.wall_ms()
        if wall_ms is None:
            return 1.0
        return max((MINUTE_MS - wall_ms % MINUTE_MS) / 1000 / self._clock.rate, 0.05)

    async def commit(self, *, final: bool = False) -> None:
        """Write what changed since the last commit; `final` writes everything, whenever it was last written."""
        try:
            async with self._committing:
                await self._commit(final=final)
        except Exception:  # noqa: BLE001  a disk can fail in many ways; none may stop the home
            if not self._failing:
                _log.exception("the home's state cannot be written; it is tried again")
            self._failing = True
        else:
            if self._failing:
                _log.info("the home's state is written again")
            self._failing = False

    async def _commit(self, *, final: bool) -> None:
        await self._drop_false()
        self._history.advance()
        wall_ms = self._clock.wall_ms()
        self._flush_hour()
        rows = self._history.take()
        described = {
            name: self._pipeline.entries[name].description
            for name in tuple(self._pipeline.redescribed)
            if name in self._pipeline.entries
        }
        due = self._due(final=final)
        values = {entry.id: self._values(entry) for entry in due}
        self._pipeline.dirty -= values.keys()
        self._pipeline.redescribed -= described.keys()
        try:
            async with self._db.transaction():
                if described:
                    await self._store.save_descriptions(described)
                for device, saved in values.items():
                    await self._store.save_values(device, saved, wall_ms)
                if rows:
                    await self._store.save_rows(rows)
                if wall_ms is not None:
                    await self._store.save_time(wall_ms)
        except BaseException:
            self._pipeline.dirty |= values.keys()
            self._pipeline.redescribed |= described.keys()
            raise
        self._history.committed()
        self.commits += 1
        now_ns = self._clock.monotonic_ns()
        self._written_ns.update(dict.fromkeys(values, now_ns))
        await self._close_hours()

    def _due(self, *, final: bool) -> list[DeviceEntry]:
        """Give the devices whose values are to be written now."""
        entries = self._pipeline.entries
        now_ns = self._clock.monotonic_ns()
        return [
            entries[name]
            for name in tuple(self._pipeline.dirty)
            if name in entries
            and (final or name not in self._written_ns or now_ns - self._written_ns[name] >= VALUES_S * 1e9)
        ]

    def _values(self, entry: DeviceEntry) -> list[SavedValue]:
        state = self._pipeline.state
        away = self._pipeline.binding(entry).attic.items()
        return [
            *(
                SavedValue(path=path, value=k.value, updated_ms=k.updated_ms, flags=k.flags & ASSUMED)
                for path, k in away
            ),
            *self._present(entry, state),
        ]

    def _present(self, entry: DeviceEntry, state: HomeState) -> list[SavedValue]:
        return [
            SavedValue(path=path, value=state.values[h], updated_ms=state.updated_ms[h], flags=state.flags[h] & ASSUMED)
            for path, h in entry.by_path.items()
            if state.values[h] is not None
        ]

    # history

    async def _drop_false(self) -> None:
        minute = self._history.false_from
        if minute is None:
            return
        await self._store.drop_from(minute // HOUR)
        self._closed_hour = 0
        self._history.false_from = None

    def _flush_hour(self) -> None:
        minute = self._history.minute
        if minute is not None and minute // HOUR > self._closed_hour:
            self._history.flush(minute // HOUR * HOUR)

    async def _close_hours(self) -> None:
        """Pack the hours that are over. No part is written meanwhile: the caller commits one at a time."""
        minute = self._history.minute
        if minute is None or minute // HOUR <= self._closed_hour:
            return
        hour = minute // HOUR
        for over in await self._store.open_hours(hour):
            await self._store.close_hour(over)
        await self._store.drop_before(hour - RING_HOURS)
        self._closed_hour = hour

    # the start

    async def restore(self, ids: Iterable[str]) -> None:
        """Bring back the values from before this start, and end the history of a gateway that was killed.

        `ids` are all that were ever given: a device whose adapter is switched off has a history to end, too.
        """
        saved = await self._store.begin()
        ends = await self._recover(ids, saved)
        await self._restore_values(ends)
        for line in (*map(str, self._store.damaged.values()), *self._store.forms.forgotten()):
            _log.warning("%s", line)

    async def _recover(self, ids: Iterable[str], saved: Saved) -> dict[str, list[Row]]:
        """Extend what was known at the last commit up to it; gives the last rows of every device."""
        ends: dict[str, list[Row]] = {}
        async for device, lives in self._store.newest(ids):
            ends[device] = _last_rows([row for one in lives for row in settled(one)])
            rows = [row for end in ends[device] for row in _until(end, saved.wall_ms)]
            if rows:
                await self._store.save_end({device: rows}, saved.life)
        return ends

    async def _restore_values(self, ends: dict[str, list[Row]]) -> None:
        values = await self._store.load_values()
        for device, entry in self._pipeline.entries.items():
            binding = self._pipeline.binding(entry)
            newest = _newest(values.get(device, ()))
            for row in ends.get(device, ()):
                one = newest.get(row.path)
                if row.value is not None and (one is None or one.updated_ms < row.minute * MINUTE_MS):
                    newest[row.path] = SavedValue(
                        path=row.path, value=row.value, updated_ms=row.minute * MINUTE_MS, flags=0
                    )
            for one in sorted(newest.values(), key=lambda one: -one.updated_ms):  # under two names the newest counts
                self._pipeline.state.restore(binding, one.path, one.value, one.updated_ms, one.flags)


def _newest(values: Iterable[SavedValue]) -> dict[str, SavedValue]:
    """Give the newest value of each path; under two names of one property there may be two."""
    newest: dict[str, SavedValue] = {}
    for one in values:
        if one.path not in newest or one.updated_ms >= newest[one.path].updated_ms:
            newest[one.path] = one
    return newest


def _last_rows(rows: list[Row]) -> list[Row]:
    newest: dict[str, Row] = {}
    for row in rows:
        if row.path not in newest or row.end >= newest[row.path].end:
            newest[row.path] = row
    return list(newest.values())


def _until(row: Row, saved_ms: int) -> list[Row]:
    """Give what a value that was known did from its last row until the last commit."""
    minute = saved_ms // MINUTE_MS
    if not row.live or row.value is None or row.end > minute:
        return []
    whole = list(runs(row.path, row.end, minute, row.value))
    rest_ms = saved_ms % MINUTE_MS
    if not rest_ms:
        return whole
    part = Row(row.path, minute, 1, live=False, value=row.value, detail=held(minute, row.value, rest_ms))
    return [*whole, part]
