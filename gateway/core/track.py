"""One property's minute in the making: accumulators that a change adds to, and nothing else does."""

from typing import Any, TypeAlias

from gateway.core.row import Row, runs, state_text
from privacy.block import MINUTE_MS, Block
from schemas.value import Scalar

Kept: TypeAlias = tuple[Any, ...]
"""A row that waits: its fields, and those of its detail as a tuple or None.

Plain tuples of atoms, because tens of thousands wait for a commit: the cycle collector looks at each of them once and
never again, while it would walk through rows and blocks at every round.
"""


def row_of(kept: Kept) -> Row:
    """Give the row that was kept."""
    path, minute, span, live, value, detail = kept
    return Row(path, minute, span, live, value, None if detail is None else _block(detail))


def _block(detail: Kept) -> Block:
    minute, count, minimum, maximum, mean, last, states, transitions, covered_ms = detail
    return Block(
        minute=minute,
        count=count,
        minimum=minimum,
        maximum=maximum,
        mean=mean,
        last=last,
        states=states,
        transitions=transitions,
        covered_ms=covered_ms,
    )


class Track:
    """Follows one property. Times are wall milliseconds and never go back; `minute` is the one being made.

    A track is open while something happened in the present minute, and quiet otherwise: then `run_from` is the
    first whole minute in which its value held, and nothing is done for it.
    """

    __slots__ = (
        "count",
        "covered_ms",
        "device",
        "integral",
        "last",
        "maximum",
        "minimum",
        "minute",
        "numeric",
        "opened",
        "path",
        "run_from",
        "since_ms",
        "states",
        "transitions",
        "value",
    )

    def __init__(self, device: str, path: str, *, numeric: bool) -> None:
        self.device = device
        self.path = path
        self.numeric = numeric
        self.value: Scalar | None = None  # None: not known
        self.last: Scalar | None = None  # known last
        self.run_from = 0
        self.opened = False
        self.minute = 0
        self._clear()

    def _clear(self) -> None:
        self.count = self.transitions = self.covered_ms = 0
        self.integral = 0.0
        self.minimum: float | None = None
        self.maximum: float | None = None
        self.since_ms = 0
        self.states: dict[str, int] | None = None  # most are numbers, which have none

    def open(self, minute: int) -> list[Kept]:
        """Begin a busy minute; gives the run before it."""
        before = self.quiet(minute)
        self._clear()
        self.opened = True
        self.minute = minute
        self.since_ms = minute * MINUTE_MS
        return before

    def quiet(self, end: int) -> list[Kept]:
        """Give the run of a quiet track up to a minute; from there on is another."""
        if self.value is None or self.run_from >= end:
            return []
        found = [tuple(row) for row in runs(self.path, self.run_from, end, self.value)]
        self.run_from = end
        return found

    def change(self, value: Scalar | None, now_ms: int) -> None:
        """Take a new value of an open track; None for not known."""
        before = self.value
        self._spend(now_ms)
        self.value = value
        if value is None:
            return
        self.last = value
        self.count += 1
        if self.numeric:
            self._extend(value)  # type: ignore[arg-type]  # its kind says that it is a number
        elif before is not None and before != value:
            self.transitions += 1

    def _spend(self, now_ms: int) -> None:
        """Account for the time since the last change."""
        spent_ms = now_ms - self.since_ms
        if spent_ms < 0:
            spent_ms = 0
        else:
            self.since_ms = now_ms
        value = self.value
        if value is None:
            return
        self.covered_ms += spent_ms
        if self.numeric:
            self.integral += value * spent_ms  # type: ignore[operator]
            self._extend(value)  # type: ignore[arg-type]
        elif spent_ms:
            states = self.states = self.states or {}
            state = state_text(value)
            states[state] = states.get(state, 0) + spent_ms

    def _extend(self, number: float) -> None:
        if self.minimum is None or self.maximum is None:
            self.minimum = self.maximum = number
        elif number < self.minimum:
            self.minimum = number
        elif number > self.maximum:
            self.maximum = number

    def close(self) -> Kept:
        """End the busy minute; the track is quiet from the next one."""
        row = self.row((self.minute + 1) * MINUTE_MS)
        self.opened = False
        self.run_from = self.minute + 1
        return row

    def row(self, until_ms: int) -> Kept:
        """Give the row of the busy minute as it is at `until_ms`; the track goes on as if not asked."""
        kept = (
            self.covered_ms,
            self.integral,
            self.minimum,
            self.maximum,
            self.since_ms,
            self.states and dict(self.states),
        )
        self._spend(until_ms)
        row = (self.path, self.minute, 1, self.value is not None, self.last, self._detail())
        self.covered_ms, self.integral, self.minimum, self.maximum, self.since_ms, self.states = kept
        return row

    def _detail(self) -> Kept:
        return (
            self.minute,
            self.count,
            _float(self.minimum),
            _float(self.maximum),
            self._mean(),
            _float(self.last) if self.numeric else None,
            tuple(self.states.items()) if self.states else (),
            self.transitions,
            self.covered_ms,
        )

    def _mean(self) -> float | None:
        if self.minimum is None or self.maximum is None:
            return None
        if not self.covered_ms:  # known for less than a millisecond
            return _float(self.last)
        mean = float(f"{self.integral / self.covered_ms:.7g}")  # more would be noise, and most of what is stored
        return min(max(mean, float(self.minimum)), float(self.maximum))


def _float(number: Scalar | None) -> float | None:
    return None if number is None else float(number)
