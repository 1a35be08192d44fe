"""Rows of the history: what is kept of a property, one row a busy minute or one for a run of quiet ones.

A run is the usual case: the value held for whole minutes and nothing was reported. It costs one row an hour.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from privacy.block import MINUTE_MS, Block
from schemas.value import Scalar

HOUR: Final = 60  # minutes


class Row(NamedTuple):
    """One minute with a detail, or `span` whole minutes in which `value` held."""

    path: str
    minute: int  # first minute, since 1970
    span: int
    live: bool  # the value was still known when the last minute ended
    value: Scalar | None  # at the end, as the device told it
    detail: Block | None = None

    @property
    def end(self) -> int:
        """The minute after the last one."""
        return self.minute + self.span

    @property
    def hour(self) -> int:
        """Hours since 1970; a row is never in two of them."""
        return self.minute // HOUR


def state_text(value: Scalar) -> str:
    """Name a state as blocks do: booleans are "true" and "false"."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def is_number(value: object) -> bool:
    """Whether blocks hold it as a number; a boolean is a state."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def runs(path: str, first: int, end: int, value: Scalar) -> Iterator[Row]:
    """Give the rows of a run of whole minutes from `first` up to `end`, split at hours."""
    while first < end:
        stop = min(end, (first // HOUR + 1) * HOUR)
        yield Row(path, first, stop - first, live=True, value=value)
        first = stop


def held(minute: int, value: Scalar, covered_ms: int = MINUTE_MS) -> Block:
    """Give the block of a minute in which one value held."""
    if is_number(value):
        number = float(value)
        return Block(minute=minute, minimum=number, maximum=number, mean=number, last=number, covered_ms=covered_ms)
    return Block(minute=minute, states=((state_text(value), covered_ms),), covered_ms=covered_ms)


def blocks_of(rows: Iterable[Row], first: int, end: int) -> list[Block]:
    """Give the blocks of one property from minute `first` up to `end`, oldest first, one a minute."""
    found: dict[int, Block] = {}
    for row in rows:
        for minute in range(max(row.minute, first), min(row.end, end)):
            block = row.detail or (None if row.value is None else held(minute, row.value))
            if block is not None:
                found[minute] = merged(found[minute], block) if minute in found else block
    return [found[minute] for minute in sorted(found)]


def merged(a: Block, b: Block) -> Block:
    """Join two parts of one minute, `a` the earlier: the gateway was restarted within it."""
    covered_ms = a.covered_ms + b.covered_ms
    states = dict(a.states)
    for state, ms in b.states:
        states[state] = states.get(state, 0) + ms
    return Block(
        minute=a.minute,
        count=a.count + b.count,
        minimum=_pick(min, a.minimum, b.minimum),
        maximum=_pick(max, a.maximum, b.maximum),
        mean=_mean(a, b),
        last=a.last if b.last is None else b.last,
        states=tuple(states.items()),
        transitions=a.transitions + b.transitions,
        covered_ms=min(covered_ms, MINUTE_MS),
    )


def _pick(better: Any, a: float | None, b: float | None) -> float | None:
    known = [one for one in (a, b) if one is not None]
    return better(known) if known else None


def _mean(a: Block, b: Block) -> float | None:
    if a.mean is None or b.mean is None:
        return b.mean if a.mean is None else a.mean
    whole = a.covered_ms + b.covered_ms
    return (a.mean * a.covered_ms + b.mean * b.covered_ms) / whole if whole else b.mean


def settled(rows: Iterable[Row]) -> list[Row]:
    """Settle the rows of one run of the gateway: of a minute written twice, the later row is the whole one."""
    newest: dict[tuple[str, int], Row] = {}
    for row in rows:
        newest.pop((row.path, row.minute), None)
        newest[row.path, row.minute] = row
    return list(newest.values())
