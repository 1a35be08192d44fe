"""The test whether a HomeKit row holds for one accessory, and what is compiled where it does."""

from dataclasses import replace
from typing import Final

from schemas.conversion import NUMERIC
from schemas.mapping import Fit, Misfit, Source, fits
from schemas.mappings.homekit.characteristic import UNITS
from schemas.mappings.homekit.key import HomeKitRow
from schemas.registry import Spec
from schemas.vocabulary import Kind

_MEMBERS: Final = frozenset({Kind.ENUM, Kind.ENUMSET})


def claim(
    one: HomeKitRow,
    spec: Spec,
    *,
    least: float | None = None,
    most: float | None = None,
    step: float | None = None,
    numbers: tuple[int, ...] | None = None,
) -> Fit | Misfit:
    """Test a row and compile it. The limits and valid values of the accessory come before those of HAP."""
    of = one.characteristic
    told = least is not None or most is not None
    ends = (least, most) if told else (of.minimum, of.maximum)
    source = Source(
        kind=Kind.ENUMSET if spec.kind is Kind.ENUMSET else of.kind,
        unit="" if one.row.convert.rescales else UNITS[of.unit],
        minimum=None if one.one_ended else ends[0],
        maximum=None if one.one_ended else ends[1],
        step=of.step if step is None else step,
        values=_values(one, spec, numbers),
        access=one.access,
    )
    fit = fits(one.row, spec, source)
    if isinstance(fit, Misfit) and one.wide and not told:
        fit = _common(fits(one.row, spec, replace(source, minimum=None, maximum=None)), source)
    return _exact(fit, one, spec)


def _values(one: HomeKitRow, spec: Spec, numbers: tuple[int, ...] | None) -> tuple[int, ...] | None:
    """Give the numbers that count; a number that means "not known" is none of them."""
    if spec.kind is Kind.ENUMSET:
        return None
    null = one.row.convert.null
    told = numbers or one.characteristic.numbers
    return tuple(number for number in told if null is None or number != null) or None


def _common(fit: Fit | Misfit, source: Source) -> Fit | Misfit:
    """Keep what our range and HAP's have in common, so that nothing is offered that cannot be sent."""
    if isinstance(fit, Misfit) or fit.spec.kind not in NUMERIC:
        return fit
    ends = [fit.decode(end) for end in (source.minimum, source.maximum) if end is not None]
    known = sorted(end for end in ends if isinstance(end, int | float))
    if len(known) < 2 or fit.minimum is None or fit.maximum is None:
        return fit
    return replace(fit, minimum=max(fit.minimum, known[0]), maximum=min(fit.maximum, known[1]))


def _exact(fit: Fit | Misfit, one: HomeKitRow, spec: Spec) -> Fit | Misfit:
    """Use the row's own functions for members, for they know numbers, and a text for each word does not."""
    if isinstance(fit, Misfit) or spec.kind not in _MEMBERS:
        return fit
    return replace(fit, decode=one.row.convert.decode, encode=one.row.convert.encode)
