"""The home's memory of its last days: 1-minute blocks of every boolean, enum and number.

The hot path only touches the accumulators of what changed. A minute that is over is ended property by property: when
the property next changes, is asked for or committed, or in small portions meanwhile (`settle`), never all at once.
Rows of minutes that ended wait here for the next commit and live in the store afterwards; while the disk takes nothing,
the oldest of a device go when it has more than its share. While the wall clock is unset nothing is remembered: a block
under a false minute is worse than none.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final, Protocol

from gateway.core.clock import JUMP_MS, Clock
from gateway.core.name import Names
from gateway.core.row import HOUR, Row, blocks_of, runs, settled
from gateway.core.track import Kept, Track, row_of
from privacy.block import MINUTE_MS, Block
from schemas.registry import Registry
from schemas.value import Value
from schemas.vocabulary import Kind

NUMBERS: Final = frozenset({Kind.INTEGER, Kind.NUMBER})
KINDS: Final = NUMBERS | {Kind.BOOLEAN, Kind.ENUM}
DAYS: Final = 8
RING_HOURS: Final = DAYS * 24
PORTION: Final = 128  # minutes of properties that are ended in one go: about a millisecond
MOST_WAITING: Final = 60_000  # rows, shared by all properties: an hour of 1,000 that change each minute
LEAST_SHARE: Final = 15  # rows a property, of however large a home: more minutes than there are between two commits


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
        self._named: dict[str, dict[str, Track]] = {}  # by device and path
        self._busy: set[Track] = set()  # something happened in this minute
        self._ended: set[Track] = set()  # something happened in one before, which is over and not ended yet
        self._waiting: dict[str, list[Kept]] = {}  # by device, of minutes that ended since the last commit
        self._taken: dict[str, list[Kept]] = {}  # being committed
        self._partly: set[Track] = set()  # of the minute being made when the commit began: written as it is so far
        self._shed: Counter[str] = Counter()  # rows by device that had no room, since the last look
        self._minute: int | None = None  # the one being made; None while the wall clock is unset
        self._now_ms = 0
        self._offset_ms = 0
        self.jumps = 0
        self.dropped = 0  # rows that had no room
        self.false_from: int | None = None  # the wall clock went back: what the store has from this minute on is false

    @property
    def minute(self) -> int | None:
        """The minute being made, None while the wall clock is unset."""
        return self._minute

    @property
    def unwritten(self) -> int:
        """How much there is to commit: devices with minutes that ended, and properties with one being made."""
        return len(self._waiting) + len(self._busy) + len(self._ended)

    def follow(self, handle: int, device: str, path: str, kind: Kind) -> None:
        """Remember a property from now on; of kinds that have no blocks, do nothing."""
        if kind in KINDS:
            track = self._tracks[handle] = Track(device, path, numeric=kind in NUMBERS)
            self._named.setdefault(device, {})[path] = track

    def forget(self, handle: int) -> None:
        """Follow a property no longer; what it did so far is kept."""
        self.lose(handle)
        track = self._tracks.pop(handle, None)
        if track is None:
            return
        named = self._named.get(track.device, {})
        named.pop(track.path, None)
        if not named:
            self._named.pop(track.device, None)
        if track.opened:
            self._close(track)

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
        minute = self._minute
        if minute is None:
            track.value = value
            return
        if value is None and track.value is None:
            return
        if track.minute != minute or not track.opened:
            self._open(track, minute)
        track.change(value, self._now_ms)

    def _open(self, track: Track, minute: int) -> None:
        if track.opened:
            self._close(track)
        self._keep(track, track.open(minute))
        self._busy.add(track)

    def _close(self, track: Track) -> None:
        self._busy.discard(track)
        self._ended.discard(track)
        self._keep(track, [track.close()])

    def _keep(self, track: Track, rows: list[Kept]) -> None:
        if not rows:
            return
        waiting = self._waiting.setdefault(track.device, [])
        waiting += rows
        if len(waiting) > LEAST_SHARE:
            self._bound(track.device, waiting)

    def _bound(self, device: str, waiting: list[Kept]) -> None:
        """Drop the oldest rows of a device that has more than its share; some at once, so that it is seldom done."""
        share = max(LEAST_SHARE, MOST_WAITING // max(len(self._tracks), 1)) * max(len(self._named.get(device, ())), 1)
        if len(waiting) > share:
            gone = len(waiting) - share + share // 16
            del waiting[:gone]
            self._shed[device] += gone
            self.dropped += gone

    def shed(self) -> Counter[str]:
        """Tell how many rows had no room since the last look, by device."""
        shed, self._shed = self._shed, Counter()
        return shed

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
        for track in (*self._ended, *self._busy):
            self._close(track)
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
            self._waiting, self._taken = _before(minute, self._waiting), _before(minute, self._taken)
        self._start(wall_ms)

    def _move(self, now_ms: int) -> None:
        minute = now_ms // MINUTE_MS
        if minute != self._minute:
            self._ended, self._busy = self._ended | self._busy if self._ended else self._busy, set()
            self._minute = minute
        self._now_ms = now_ms

    def settle(self) -> Iterator[None]:
        """End the minutes that are over, some between two steps; others may do so too meanwhile."""
        while self._ended:
            for _ in range(min(PORTION, len(self._ended))):
                self._close(self._ended.pop())
            yield

    # commits

    def begin(self, flush_before: int = 0) -> set[str]:
        """Give the devices with something to commit; then come `take` for each, and `committed` or `give_back`.

        With `flush_before`, all: their quiet runs up to that minute are written too, for an hour that is packed.
        """
        self.give_back()  # what a commit that was cut off had
        self._partly = self._busy.copy()
        if flush_before:
            return {*self._waiting, *self._named}
        return {*self._waiting, *(track.device for track in self._busy), *(track.device for track in self._ended)}

    def take(self, device: str, flush_before: int = 0) -> list[Row]:
        """Give the rows of a device to commit now.

        Minutes being made when the commit began are among them as they are so far, so that a kill loses no more than
        the time since then; of such a minute a later row is the whole one.
        """
        tracks = self._named.get(device, {}).values()
        for track in tracks:
            if track.opened and track.minute != self._minute:
                self._close(track)
            if not track.opened:
                self._keep(track, track.quiet(flush_before))
        taken = self._taken[device] = self._waiting.pop(device, [])
        parts = (track.row(self._now_ms) for track in tracks if track.opened and track in self._partly)
        return [row_of(one) for one in (*taken, *parts)]

    def committed(self) -> Iterator[None]:
        """Let go of what was taken: it is on disk. Iterate to do so in portions: of much, even that takes long."""
        taken, self._taken, self._partly = self._taken, {}, set()
        return _let_go(taken)

    def give_back(self) -> None:
        """Hold again what was taken and could not be written."""
        for device, rows in self._taken.items():
            waiting = self._waiting[device] = [*rows, *self._waiting.get(device, ())]
            self._bound(device, waiting)
        self._taken = {}

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
        mine = self._named.get(device, {})
        paths = {path, *(was for was in self._names.former(path) if was not in mine)}
        here = self._here(device, paths, mine.get(path), end)
        *before, ours = await self._shelf.rows(device, first // HOUR, (end - 1) // HOUR)
        lives = [*before, [*ours, *here]]
        rows = (row for life in lives for row in settled(row for row in life if row.path in paths))
        return blocks_of(rows, first, end)

    def _called(self, device: str, path: str) -> str:
        """Give today's name of a property, unless the device still has it under its former one."""
        return path if path in self._named.get(device, ()) else self._names.today(path)

    def _here(self, device: str, paths: set[str], track: Track | None, end: int) -> list[Row]:
        """Give what the store does not have yet; rows being committed may come from both."""
        if track in self._ended:
            self._close(track)
        waiting = (*self._taken.get(device, ()), *self._waiting.get(device, ()))
        rows = [row_of(one) for one in waiting if one[0] in paths]
        if track is not None and track.value is not None and not track.opened:
            rows += runs(track.path, track.run_from, end, track.value)
        return rows


def _let_go(taken: dict[str, list[Kept]]) -> Iterator[None]:
    while taken:
        for _ in range(min(PORTION, len(taken))):
            taken.popitem()
        yield


def _before(minute: int, rows: dict[str, list[Kept]]) -> dict[str, list[Kept]]:
    return {name: [one for one in mine if row_of(one).end <= minute] for name, mine in rows.items()}
