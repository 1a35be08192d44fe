"""Keeps the home on disk: a commit at most every 30 s, more seldom while much changes, and one at the end.

Each writes what changed since the one before; all last values are written when an hour is packed, and at the end. It is
gathered device by device, so that the loop is never held for long: of each device there is what is known a moment after
the time of the commit, rows and values alike. And brings it back at the start.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Final

from gateway.core.clock import Clock
from gateway.core.errors import DiskFailed
from gateway.core.history import RING_HOURS, History
from gateway.core.pipeline import Pipeline
from gateway.core.row import HOUR, Row, held, runs, settled
from gateway.core.state import ASSUMED, DeviceEntry
from gateway.core.storage.database import Database
from gateway.core.storage.segment_store import SavedValue
from gateway.core.storage.state_store import Draft, Saved, StateStore
from privacy.block import MINUTE_MS

COMMIT_S: Final = 30.0
BUSY_COMMIT_S: Final = 300.0  # at most, while more than a few properties change: flash wears out by pages written
FEW: Final = 16  # devices and properties with something to write
MINUTE_S: Final = MINUTE_MS / 1000
LATE_MS: Final = 60_000  # a value may be stored so long after the time that it carries

Values = dict[str, SavedValue]
"""By path."""

_log = logging.getLogger(__name__)


class ClockSetBack(Exception):  # noqa: N818
    """While a commit was gathered, the time under which it was to be written turned out false."""


class Keeper:
    """Commits what changed. A commit that fails is logged once and tried again at the next turn; nothing is lost."""

    def __init__(self, clock: Clock, db: Database, store: StateStore, pipeline: Pipeline, history: History) -> None:
        self._clock = clock
        self._db = db
        self._store = store
        self._pipeline = pipeline
        self._history = history
        self._unfolded: set[str] = set()  # devices of which segments have newer values than last_value
        self._since_ms = 0  # the last commit
        self._closed_hour = 0
        self._failing = False
        self._shedding = False
        self._committing = asyncio.Lock()
        self.commits = 0

    async def run(self) -> None:
        """Commit for ever, and move the history on when minutes end."""
        last_ns, minute = self._clock.monotonic_ns(), self._history.minute
        while True:
            await self._clock.sleep(min(COMMIT_S, self._left_of_minute_s()))
            self._history.advance()
            for _ in self._history.settle():
                await asyncio.sleep(0)
            self._tell_shed(self._history.shed())
            passed_s = (self._clock.monotonic_ns() - last_ns) / 1e9
            has_ended, minute = minute is None or minute != self._history.minute, self._history.minute
            if passed_s >= COMMIT_S and (self._is_quiet() or (has_ended and passed_s > BUSY_COMMIT_S - MINUTE_S)):
                last_ns = self._clock.monotonic_ns()
                await self.commit()

    def _is_quiet(self) -> bool:
        """Whether there is little to write; much waits for the end of a minute, so that none is written in part."""
        return bool(self._pipeline.redescribed) or self._history.unwritten <= FEW

    def _left_of_minute_s(self) -> float:
        wall_ms = self._clock.wall_ms()
        if wall_ms is None:
            return 1.0
        return max((MINUTE_MS - wall_ms % MINUTE_MS) / 1000 / self._clock.rate, 0.05)

    async def commit(self, *, final: bool = False) -> None:
        """Write what changed since the last commit; `final` writes everything, whenever it was last written."""
        try:
            async with self._committing:
                while not await self._is_committed(final=final):
                    pass
                await self._db.shrink()
        except Exception as error:  # noqa: BLE001  a disk can fail in many ways; none may stop the home
            if not self._failing:
                known = isinstance(error, DiskFailed)
                _log.error("the home's state cannot be written; it is tried again: %s", error, exc_info=not known)
            self._failing = True
        else:
            if self._failing:
                _log.info("the home's state is written again")
            self._failing = self._shedding = False

    async def _is_committed(self, *, final: bool) -> bool:
        try:
            await self._commit(final=final)
        except ClockSetBack:
            return False
        return True

    async def _commit(self, *, final: bool) -> None:
        self._history.advance()
        wall_ms = self._clock.wall_ms()
        false_from, self._history.false_from = self._history.false_from, None
        self._forget_false(false_from)
        begun = self._begun_hour()
        described = self._of(self._pipeline.redescribed)
        self._pipeline.redescribed -= described.keys()
        changed: set[str] = set()
        try:
            async with self._db.transaction():
                if false_from is not None:
                    await self._store.drop_from(false_from // HOUR)
                if described:
                    await self._store.save_descriptions({name: one.description for name, one in described.items()})
                draft = Draft(wall_ms=wall_ms)
                await self._gather(draft, changed, flush_before=begun * HOUR, fold=final or begun > 0)
                await self._store.save(draft)
        except BaseException:
            self._take_back(changed, described.keys(), false_from)
            raise
        spent = self._history.committed()
        self._since_ms = wall_ms or 0
        self.commits += 1
        if final or begun:
            self._unfolded.clear()
        for _ in spent:
            await asyncio.sleep(0)
        if begun:
            await self._close_hours(begun)

    def _take_back(self, changed: set[str], described: AbstractSet[str], false_from: int | None) -> None:
        """Hold again what could not be written."""
        self._history.give_back()
        self._pipeline.dirty |= changed & self._pipeline.entries.keys()
        self._pipeline.redescribed |= described
        if false_from is not None:  # the clock may have been set back once more
            self._history.false_from = min(false_from, self._history.false_from or false_from)

    async def _gather(self, draft: Draft, changed: set[str], *, flush_before: int, fold: bool) -> None:
        """Take what there is to write, device by device; `changed` names those whose values were taken."""
        dirty, since_ms = self._pipeline.dirty, self._since_ms - LATE_MS
        for device in sorted(self._history.begin(flush_before) | dirty | (self._unfolded if fold else set())):
            await asyncio.sleep(0)  # there may be thousands
            if self._history.false_from is not None:
                raise ClockSetBack
            rows, entry = self._history.take(device, flush_before), self._pipeline.entries.get(device)
            values: list[SavedValue] = []
            if entry is not None and device in dirty:
                dirty.remove(device)
                changed.add(device)
                self._unfolded.add(device)
                values = self._values(entry, since_ms)
            whole = self._values(entry) if fold and entry is not None and device in self._unfolded else None
            await self._store.draft(draft, device, rows, values)
            if whole is not None:
                await asyncio.sleep(0)
                await self._store.draft_fold(draft, device, whole)

    def _of(self, names: Iterable[str]) -> dict[str, DeviceEntry]:
        entries = self._pipeline.entries
        return {name: entries[name] for name in names if name in entries}

    def _values(self, entry: DeviceEntry, since_ms: int = 0) -> list[SavedValue]:
        """Give the values with a time from then on, and those without one."""
        state = self._pipeline.state
        away = (
            (path, one.value, one.updated_ms, one.flags) for path, one in self._pipeline.binding(entry).attic.items()
        )
        here = ((path, state.values[h], state.updated_ms[h], state.flags[h]) for path, h in entry.by_path.items())
        return [
            SavedValue(path=path, value=value, updated_ms=ms, flags=flags & ASSUMED)
            for path, value, ms, flags in (*away, *here)
            if value is not None and (ms >= since_ms or not ms)
        ]

    # history

    def _forget_false(self, minute: int | None) -> None:
        """Have all that is dropped with the hours from a minute on written anew."""
        if minute is not None:
            self._pipeline.dirty |= self._unfolded & self._pipeline.entries.keys()
            self._closed_hour = self._since_ms = 0

    def _begun_hour(self) -> int:
        """Give the present hour, where those before it are to be packed; else 0."""
        minute = self._history.minute
        return minute // HOUR if minute is not None and minute // HOUR > self._closed_hour else 0

    async def _close_hours(self, begun: int) -> None:
        """Pack the hours before one. No part is written meanwhile: the caller commits one at a time."""
        for over in await self._store.open_hours(begun):
            await self._store.close_hour(over)
        await self._store.drop_before(begun - RING_HOURS)
        self._closed_hour = begun

    def _tell_shed(self, shed: Counter[str]) -> None:
        """Tell which devices lost minutes that could not be written for too long."""
        if shed and not self._shedding:
            _log.error("the home's history cannot be written for too long: its oldest minutes are dropped")
            self._shedding = True
        for device in shed.keys() & self._pipeline.entries.keys():
            reason = f"{shed[device]} entries had no room while the disk could not be written"
            self._pipeline.state.fault(self._pipeline.entries[device], "history-dropped", "", reason)

    # the start

    async def restore(self, ids: Iterable[str]) -> None:
        """Bring back the values from before this start, and end the history of a gateway that was killed.

        `ids` are all that were ever given: a device whose adapter is switched off has a history to end, too.
        """
        saved = await self._store.begin()
        ends, late = await self._recover(ids, saved)
        await self._restore_values(ends, await self._folded(late, saved))
        for line in (*map(str, self._store.damaged.values()), *self._store.forms.forgotten()):
            _log.warning("%s", line)

    async def _recover(self, ids: Iterable[str], saved: Saved) -> tuple[dict[str, list[Row]], dict[str, Values]]:
        """Extend what was known at the last commit up to it; gives the last rows of every device, and values."""
        ends: dict[str, list[Row]] = {}
        late: dict[str, Values] = {}
        async for device, lives, changed in self._store.newest(ids):
            ends[device] = _last_rows([row for one in lives for row in settled(one)])
            rows = [row for end in ends[device] for row in _until(end, saved.wall_ms)]
            if rows:
                await self._store.save_end({device: rows}, saved.life)
            if changed:
                late[device] = {one.path: one for one in changed}
        return ends, late

    async def _folded(self, late: dict[str, Values], saved: Saved) -> dict[str, Values]:
        """Give the last values of every device; those that a killed gateway had not folded are folded now."""
        values = {device: _newest(found) for device, found in (await self._store.load_values()).items()}
        for device, changed in late.items():
            values.setdefault(device, {}).update(changed)
        if late:
            async with self._db.transaction():
                await self._store.fold({name: list(values[name].values()) for name in late}, saved.wall_ms or None)
        return values

    async def _restore_values(self, ends: dict[str, list[Row]], values: dict[str, Values]) -> None:
        for device, entry in self._pipeline.entries.items():
            binding = self._pipeline.binding(entry)
            newest = values.get(device, {})
            for row in ends.get(device, ()):
                one = newest.get(row.path)
                if row.value is not None and (one is None or one.updated_ms < row.minute * MINUTE_MS):
                    newest[row.path] = SavedValue(
                        path=row.path, value=row.value, updated_ms=row.minute * MINUTE_MS, flags=0
                    )
            for one in sorted(newest.values(), key=lambda one: -one.updated_ms):  # under two names the newest counts
                self._pipeline.state.restore(binding, one.path, one.value, one.updated_ms, one.flags)


def _newest(values: Iterable[SavedValue]) -> Values:
    """Give the newest value of each path; under two names of one property there may be two."""
    newest: Values = {}
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
