"""Whether a series of samples grows: least squares with a confidence interval, and what is made of it. Pure."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

WARM_UP_S: Final = 4500.0
"""What is bounded must be full, and an hour have been packed once, for which memory is taken that is used again."""
MEMORY_LIMIT_MB_H: Final = 1.0
NORMAL_95: Final = 1.96
LEAST_H: Final = 0.5
"""Of memory, less than this says nothing: what was started still settles."""
HOUR_S: Final = 3600.0

Kind = Literal["memory", "count"]
Series = Sequence[tuple[float, float]]
"""Seconds and value, in the order of time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A straight line through a series. Slopes are per hour; `low` and `high` hold the true one with 95 %."""

    count: int
    mean: float
    maximum: float
    slope: float
    low: float
    high: float
    hours: float

    @property
    def growth(self) -> float:
        """What the line rises from the first sample to the last."""
        return self.slope * self.hours


def trend(series: Series) -> Trend:
    """Fit a line; samples that follow each other are alike, so they count for fewer than they are (lag 1)."""
    if len(series) < 3:
        raise ValueError(f"{len(series)} samples make no trend")
    times = [at_s / HOUR_S for at_s, _ in series]
    values = [value for _, value in series]
    count, mid_t, mid_v = len(series), math.fsum(times) / len(series), math.fsum(values) / len(series)
    spread = math.fsum((t - mid_t) ** 2 for t in times)
    slope = math.fsum((t - mid_t) * (v - mid_v) for t, v in zip(times, values, strict=True)) / spread
    rest = [v - mid_v - slope * (t - mid_t) for t, v in zip(times, values, strict=True)]
    error = math.sqrt(math.fsum(one * one for one in rest) / max(_worth(rest) - 2, 1.0) / spread)
    return Trend(
        count=count,
        mean=mid_v,
        maximum=max(values),
        slope=slope,
        low=slope - NORMAL_95 * error,
        high=slope + NORMAL_95 * error,
        hours=times[-1] - times[0],
    )


def _worth(rest: Sequence[float]) -> float:
    """Tell how many independent samples so many alike ones are worth."""
    power = math.fsum(one * one for one in rest)
    if power == 0:
        return float(len(rest))
    alike = math.fsum(a * b for a, b in pairwise(rest)) / power
    alike = min(max(alike, 0.0), 0.99)
    return max(len(rest) * (1 - alike) / (1 + alike), 3.0)


def warm_up_s(seconds: float) -> float:
    """Give how much of a soak is its warm-up: 75 minutes of 135, and as much of a shorter one."""
    return min(WARM_UP_S, seconds * 5 / 9)


def settled(series: Series, warm_up_s: float = WARM_UP_S) -> list[tuple[float, float]]:
    """Leave out what came before the end of the warm-up."""
    return [(at_s, value) for at_s, value in series if at_s >= warm_up_s]


def fault(kind: Kind, found: Trend) -> str:
    """Say what is wrong with a trend; empty where nothing is."""
    if kind == "memory":
        grows = found.slope > MEMORY_LIMIT_MB_H and found.hours >= LEAST_H
        return f"grows by {found.slope:.2f} MB an hour, at most {MEMORY_LIMIT_MB_H:g}" if grows else ""
    # A count that steps by less than one is noise; one whose line surely rises by more has no end.
    if found.low > 0 and found.growth >= 1:
        return f"grows: {found.growth:+.1f} from {found.count} samples"
    return ""


def losses(offered: Mapping[str, int], delivered: Mapping[str, int]) -> Iterable[str]:
    """Name what was offered and did not come, or came too often."""
    for name, count in sorted(offered.items()):
        if delivered.get(name, 0) != count:
            yield f"{name}: {count} offered, {delivered.get(name, 0)} delivered"
