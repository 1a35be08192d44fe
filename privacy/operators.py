"""The operators: from one-minute blocks to the index of a member. Pure and total; what cannot be told is None.

Families after ISO/IEC 20889: aggregation (window), rounding, top and bottom coding, binning, time generalisation.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN
from itertools import pairwise
from math import fsum, isfinite
from typing import Final, TypeAlias

from privacy import alphabet
from privacy.block import MINUTE_MS, Block
from privacy.compile import STATES, is_meter, members
from privacy.compiled import CompiledOutput
from privacy.contract import Bin, Clamp, Measure, Operator, Round, TimeFloor, Window

HOUR_MS: Final = 3_600_000
Result: TypeAlias = float | str | None
Series: TypeAlias = Sequence[Block]
"""The blocks of one source in order of time, at most one a minute."""


def output_index(output: CompiledOutput, sources: Sequence[Series], first: int, end: int) -> int | None:
    """Compute one output over the minutes `first` up to `end`, which is not included.

    A series may reach back before `first`: a counter's growth is counted from its last reading before the window.
    """
    inside = [[block for block in series if first <= block.minute < end] for series in sources]
    if not _is_covered(output.window, inside, end - first):
        return None
    try:
        result = _measured(output, sources, inside, first)
        return alphabet.index_of(output.form, _generalised(output, result) if isinstance(result, float) else result)
    except (ArithmeticError, ValueError):
        return None


def _is_covered(window: Window, inside: Sequence[Series], minutes: int) -> bool:
    """Every source must have been known for the declared share of the window."""
    needed = minutes * MINUTE_MS * window.coverage_percent
    return bool(inside) and all(sum(block.covered_ms for block in series) * 100 >= needed for series in inside)


def _measured(  # noqa: PLR0911  one return a measure
    output: CompiledOutput, sources: Sequence[Series], inside: Sequence[Series], first: int
) -> Result:
    pooled = [block for series in inside for block in series]
    match output.window.measure:
        case Measure.SUM if is_meter(output.spec):
            return fsum(_growth(series, kept, first) for series, kept in zip(sources, inside, strict=True))
        case Measure.SUM:
            return fsum(block.mean * block.covered_ms for block in pooled if block.mean is not None) / HOUR_MS
        case Measure.MEAN:
            return _mean(pooled)
        case Measure.COUNT:
            return float(sum(block.transitions for block in pooled))
        case Measure.DUTY:
            return _duty(pooled, output.window.state)
        case Measure.LAST:
            return _last(inside)
        case Measure.MIN | Measure.MAX:
            return _held(output, pooled) if output.spec.kind in STATES else _extreme(output.window.measure, pooled)


def _growth(series: Series, inside: Series, first: int) -> float:
    """Sum the rises of a counter; where it falls it was reset, and counting goes on from there."""
    before = [block.last for block in series if block.minute < first and block.last is not None]
    readings = before[-1:] + [block.last for block in inside if block.last is not None]
    return fsum(max(new - old, 0.0) for old, new in pairwise(readings))


def _mean(blocks: Series) -> float | None:
    known = [(block.mean, block.covered_ms) for block in blocks if block.mean is not None]
    total = sum(covered for _, covered in known)
    return fsum(mean * covered for mean, covered in known) / total if total else None


def _duty(blocks: Series, state: str) -> float | None:
    spans = [span for block in blocks for span in block.states]
    total = sum(ms for _, ms in spans)
    return sum(ms for name, ms in spans if name == state) / total if total else None


def _last(inside: Sequence[Series]) -> float | None:
    """Give the last reading of the only source; of several there is none."""
    readings = [block.last for series in inside for block in series if block.last is not None]
    return float(readings[-1]) if len(inside) == 1 and readings else None


def _held(output: CompiledOutput, blocks: Series) -> str | None:
    """Find the lowest or highest state held, in the order of the schema; a state it does not know comes after all."""
    order = members(output.spec)
    held = {name for block in blocks for name, ms in block.states if ms > 0}
    known = [name for name in order if name in held]
    unknown = sorted(held.difference(order))
    ranked = [*known, *unknown[:1]]
    if not ranked:
        return None
    return ranked[0] if output.window.measure is Measure.MIN else ranked[-1]


def _extreme(measure: Measure, blocks: Series) -> float | None:
    if measure is Measure.MIN:
        return min((float(block.minimum) for block in blocks if block.minimum is not None), default=None)
    return max((float(block.maximum) for block in blocks if block.maximum is not None), default=None)


def _generalised(output: CompiledOutput, number: float) -> Result:
    if not isfinite(number):
        return None
    value: float | str = output.convert(number)
    for step in output.steps:
        value = _applied(value, step)
    return value


def _applied(value: float | str, step: Operator) -> float | str:
    if isinstance(value, str):
        return value
    match step:
        case Round():
            return _rounded(value, step.step)
        case Clamp():
            return min(max(value, step.minimum), step.maximum)
        case Bin():
            return step.labels[sum(value >= edge for edge in step.edges)]
        case TimeFloor():
            return float(value // step.seconds * step.seconds)
        case Window():
            return value


def _rounded(value: float, step: float) -> float:
    grain = alphabet.decimal(step)
    return float((alphabet.decimal(value) / grain).to_integral_value(ROUND_HALF_EVEN) * grain)
