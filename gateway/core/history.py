"""The home's memory of its last days: 1-minute blocks of every boolean, enum and number.

The hot path only touches the accumulators of what changed. Rows of minutes that ended wait here for the next commit
and live in the store afterwards. While the wall clock is unset nothing is remembered: a block under a false minute
is worse than none.
"""

from collections.abc import Iterable
from typing import Final, Protocol

from gateway.core.clock import JUMP_MS, Clock
from gateway.core.name import Names
from gateway.core.row import HOUR, Row, blocks_of, runs, settled
from gateway.core.track import Track
from privacy.block import MINUTE_MS, Block
from schemas.registry import Registry
from schemas.value import Value
from schemas.vocabulary import Kind

NUMBERS: Final = frozenset({Kind.INTEGER, Kind.NUMBER})
KINDS: Final = NUMBERS | {Kind.BOOLEAN, Kind.ENUM}
DAYS: Final = 8
RING_HOURS: Final = DAYS * 24


class Shelf(Protocol):
    """Where rows are kept; the state store."""

    async def rows(self, device: str, first_hour: int, last_hour: int) -> list[list[Row]]:
        """Give the rows of one device, one list for each run of the gateway; the last is this run's."""
        ...


class History:
    """Feeds on changes by handle; `shelf` holds what was committed before, `names` what it was called then."""

    def __init__(self, clock: Clock, shelf: Shelf, names: Names | None = None) -> None:
        self._clock = clock
        self._shelf = shelf
        self._names = names or Names(Registry.load())
        self._tracks: dict[int, Track] = {}
        self._by_name: dict[tuple[str, str], Track] = {}
        self._busy: list[Track] = []
        self._waiting: dict[str, list[Row]] = {}  # by device, of minutes that ended since the last commit
        self._taken: dict[str, list[Row]] = {}  # being committed
        self._minute: int | None = None  # the one being made; None while the wall clock is unset
        self._now_ms = 0
        self._offset_ms = 0
        self.jumps = 0
        self.false_from: int | None = None  # the wall clock went back: what the store has from this minute on is false

    @property
    def minute(self) -> int | None:
        """The minute being made, None while the wall clock is unset."""
        return self._minute

    @property
    def unwritten(self) -> int:
        """How much there is to commit: devices with minutes that ended, and properties with one being made."""
        return len(self._waiting) + len(self._busy)

    def follow(self, handle: int, device: str, path: str, kind: Kind) -> None:
        """Remember a property from now on; of kinds that have no blocks, do nothing."""
        if kind in KINDS:
            self._tracks[handle] = self._by_name[device, path] = Track(device, path, numeric=kind in NUMBERS)

    def forget(self, handle: int) -> None:
        """Follow a property no longer; what it did so far is kept."""
        self.lose(handle)
        track = self._tracks.pop(handle, None)
        if track is None:
            return
        self._by_name.pop((track.device, track.path), None)
        if track.opened:
            self._busy.remove(track)
            self._keep(track, [track.close()])

    def lose(self, handle: int) -> None:
        """Take a value for not known: its device cannot be reached."""
        track = self._tracks.get(handle)
        if track is not None and track.value is not None:
            self._change(track, None)

    def note(self, handle: int, value: Value) -> None:
        """Take a changed value, as of the last `advance`."""
        track = self._tracks.get(handle)
        if track is not None and not isinstance(value, list | dict):
            self._change(track, value)

    def _change(self, track: Track, value: bool | float | str | None) -> None:
        if self._minute is None:
            track.value = value
            return
        if value is None and track.value is None:
            return
        if not track.opened:
            self._keep(track, track.open(self._minute))
            self._busy.append(track)
        track.change(value, self._now_ms)

    def _keep(self, track: Track, rows: Iterable[Row]) -> None:
        new = list(rows)
        if new:
            self._waiting.setdefault(track.device, []).extend(new)

    def advance(self) -> None:
        """Move on to the present: end the minutes that are over. Called before changes are noted, and each minute."""
        wall_ms = self._clock.wall_ms()
        if wall_ms is None:
            if self._minute is not None:
                self._stop()
            return
        offset_ms = wall_ms - int(self._clock.monotonic_ns() / 1e6 * self._clock.rate)
        if self._minute is None:
            self._start(wall_ms)
        elif abs(offset_ms - self._offset_ms) > JUMP_MS * self._clock.rate:
            self._jump(wall_ms, offset_ms - self._offset_ms)
        else:
            self._move(max(wall_ms, self._now_ms))
        self._offset_ms = offset_ms

    def _start(self, wall_ms: int) -> None:
        """Begin at a time; values known now are known from here on, in a minute that is covered in part."""
        self._now_ms = wall_ms
        self._minute = wall_ms // MINUTE_MS
        for track in self._tracks.values():
            value, track.value, track.opened = track.value, None, False
            if value is not None:
                self._change(track, value)

    def _stop(self) -> None:
        """End all tracks where they are; their values stay known."""
        known = [(track, track.value) for track in self._tracks.values() if track.value is not None]
        for track, _ in known:
            self._change(track, None)
        self._close_busy()
        self._minute = None
        for track, value in known:
            track.value = value

    def _jump(self, wall_ms: int, by_ms: int) -> None:
        """End at the old time, begin at the new one; blocks of a future that is not are dropped."""
        self.jumps += 1
        self._move(max(wall_ms - by_ms, self._now_ms))
        self._stop()
        if by_ms < 0:
            minute = self.false_from = wall_ms // MINUTE_MS
            self._waiting = {name: [row for row in rows if row.end <= minute] for name, rows in self._waiting.items()}
        self._start(wall_ms)

    def _move(self, now_ms: int) -> None:
        minute = now_ms // MINUTE_MS
        if minute != self._minute:
            self._close_busy()
            self._minute = minute
        self._now_ms = now_ms

    def _close_busy(self) -> None:
        for track in self._busy:
            self._keep(track, [track.close()])
        self._busy.clear()

    def take(self) -> dict[str, list[Row]]:
        """Give the rows to commit now, by device; then comes `committed` or `give_back`.

        Minutes still being made are among them as they are so far, so that a kill loses no more than the time since
        the last commit; of such a minute a later row is the whole one.
        """
        self.give_back()  # what a commit that was cut off had
        self._taken, self._waiting = self._waiting, {}
        rows = {device: list(mine) for device, mine in self._taken.items()}
        for track in self._busy:
            rows.setdefault(track.device, []).append(track.row(self._now_ms))
        return rows

    def committed(self) -> None:
        """Let go of what was taken: it is on disk."""
        self._taken = {}

    def give_back(self) -> None:
        """Hold again what was taken and could not be written."""
        for device, rows in self._taken.items():
            self._waiting[device] = [*rows, *self._waiting.get(device, ())]
        self._taken = {}

    def flush(self, before_minute: int) -> None:
        """Write down the quiet runs up to a minute, for an hour that is to be closed."""
        for track in self._tracks.values():
            if track.value is not None and not track.opened and track.run_from < before_minute:
                self._keep(track, runs(track.path, track.run_from, before_minute, track.value))
                track.run_from = before_minute

    def end(self) -> None:
        """Stop for good: all that is known is written down up to now."""
        self.advance()
        if self._minute is not None:
            self._stop()

    async def blocks(self, device: str, path: str, from_minute: int, to_minute: int) -> list[Block]:
        """Give the blocks of one property from a minute up to, not with, another; of minutes that have ended.

        Minutes in which the value was not known have none. Merges what is here with what is on disk; empty while
        the wall clock is unset.
        """
        self.advance()
        if self._minute is None:
            return []
        end = min(to_minute, self._minute)
        first = max(from_minute, self._minute - RING_HOURS * HOUR)
        if first >= end:
            return []
        path = self._called(device, path)
        paths = {path, *(was for was in self._names.former(path) if (device, was) not in self._by_name)}
        here = self._here(device, path, end)
        *before, ours = await self._shelf.rows(device, first // HOUR, (end - 1) // HOUR)
        lives = [*before, [*ours, *here]]
        mine = (row for life in lives for row in settled(row for row in life if row.path in paths))
        return blocks_of(mine, first, end)

    def _called(self, device: str, path: str) -> str:
        """Give today's name of a property, unless the device still has it under its former one."""
        return path if (device, path) in self._by_name else self._names.today(path)

    def _here(self, device: str, path: str, end: int) -> list[Row]:
        """Give what the store does not have yet; rows being committed may come from both."""
        track = self._by_name.get((device, path))
        rows = [*self._taken.get(device, ()), *self._waiting.get(device, ())]
        if track is not None and track.value is not None and not track.opened:
            rows += runs(path, track.run_from, end, track.value)
        return rows
