"""What one legal entity may have over all its contracts together: a contract split in two is still one."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from privacy.compiled import Compiled, CompiledOutput
from privacy.contract import Bin, Measure, Number, Recipient
from privacy.errors import Finding
from privacy.profile import Profile
from schemas.units import convertible
from schemas.vocabulary import Sensitivity

POWER: Final = "W"
ENERGY: Final = "W.h"
COMBINATIONS: Final[tuple[tuple[frozenset[str], Sensitivity, str], ...]] = (
    (frozenset({"occupancySensing", "contactState", "onOff"}), Sensitivity.PERSONAL, "whereabouts"),
    (frozenset({"occupancySensing", "doorLock"}), Sensitivity.PERSONAL, "comings and goings"),
)
"""Capabilities that together tell more than each alone, and what they then count as."""


def names(recipient: Recipient) -> frozenset[str]:
    """Give all names under which a recipient counts."""
    return frozenset(" ".join(name.split()).casefold() for name in (recipient.legal_name, *recipient.affiliates))


def same_entity(new: Compiled, active: Iterable[Compiled]) -> list[Compiled]:
    """Find the active contracts of the same legal entity, its affiliates and theirs."""
    found: list[Compiled] = []
    rest, known = list(active), names(new.contract.recipient)
    while hit := [one for one in rest if names(one.contract.recipient) & known]:
        found += hit
        rest = [one for one in rest if one not in hit]
        known = known.union(*(names(one.contract.recipient) for one in hit))
    return found


def check_union(new: Compiled, active: Iterable[Compiled], profile: Profile) -> tuple[Finding, ...]:
    """List what breaks a ceiling once the new contract joins those active; the findings name the others."""
    others = [one for one in same_entity(new, active) if one.hash != new.hash]
    return union_findings([new, *others], profile)


def union_findings(contracts: Sequence[Compiled], profile: Profile) -> tuple[Finding, ...]:
    """List what breaks a ceiling in the union of one entity's contracts."""
    told = ", ".join(one.contract.name for one in contracts[1:])
    beside = f" together with {told}" if told else ""
    return (*_capacity(contracts, profile, beside), *_together(contracts, profile, beside), *_grids(contracts, beside))


def _no(path: str, code: str, reason: str, fix: str) -> Finding:
    return Finding(path=path, code=code, reason=reason, fix=fix)


def _capacity(contracts: Sequence[Compiled], profile: Profile, beside: str) -> Iterator[Finding]:
    bits = sum(one.bits_a_week for one in contracts)
    if bits > profile.bits_a_week:
        reason = f"{bits:.0f} bits a week{beside}, {profile.id} lets {profile.bits_a_week:.0f} through"
        yield _no("outputs", "capacity", reason, "fewer outputs, longer windows or wider steps")


def _together(contracts: Sequence[Compiled], profile: Profile, beside: str) -> Iterator[Finding]:
    read = {output.spec.capability for one in contracts for output in one.outputs}
    for group, sensitivity, tells in COMBINATIONS:
        if group <= read and sensitivity not in profile.finest_window_s:
            reason = f"{', '.join(sorted(group))}{beside} tell {tells}"
            yield _no("inputs", "combination", reason, "leave one of them out")


def _grids(contracts: Sequence[Compiled], beside: str) -> Iterator[Finding]:
    """Two grids or two strides over one quantity are together finer than each.

    Which devices an input chooses makes no difference: two words may be bound to the same one.
    """
    outputs = [output for one in contracts for output in one.outputs]
    for one, other in combinations(outputs, 2):
        if _quantity(one) != _quantity(other):
            continue
        alike = _measure(one) == _measure(other)
        short, long = sorted((one.window.seconds, other.window.seconds))
        if long % short:
            yield _no("outputs", "stride", f"windows of {short} and {long} s{beside} cut each other", "nest them")
        elif alike and short == long and _grid(one) != _grid(other):
            yield _no("outputs", "grid", f"{one.name} and {other.name}{beside} round one value twice", "use one grid")


def _quantity(output: CompiledOutput) -> tuple[str, ...]:
    """Name what is measured; power and energy of any property are one."""
    unit = output.spec.unit or "1"
    if convertible(unit, POWER) or convertible(unit, ENERGY):
        return ("energy",)
    return (output.spec.capability, output.spec.name)


def _measure(output: CompiledOutput) -> tuple[str, str]:
    """Name how it is measured; a mean is a total by another name."""
    measure = output.window.measure
    return ("total" if measure in {Measure.SUM, Measure.MEAN} else measure, output.window.state)


def _grid(output: CompiledOutput) -> object:
    """Give the places at which a value is cut, in the unit of its form; where the range ends makes no difference."""
    bins = [step.edges for step in output.steps if isinstance(step, Bin)]
    return (output.unit, output.form.step if isinstance(output.form, Number) else bins)
