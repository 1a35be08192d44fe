"""What one legal entity may have over all its contracts together: a contract split in two is still one."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final

from privacy.compiled import Compiled, CompiledOutput
from privacy.contract import Recipient
from privacy.errors import Finding
from privacy.profile import Profile
from schemas.vocabulary import Sensitivity

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
    """Two grids or two strides over the same input are together finer than each."""
    outputs = [output for one in contracts for output in one.outputs]
    for one, other in combinations(outputs, 2):
        if _key(one) != _key(other):
            continue
        short, long = sorted((one.window.seconds, other.window.seconds))
        if long % short:
            yield _no("outputs", "stride", f"windows of {short} and {long} s{beside} cut each other", "nest them")
        elif short == long and one.window.measure is other.window.measure and _grid(one) != _grid(other):
            yield _no("outputs", "grid", f"{one.name} and {other.name}{beside} round one value twice", "keep one")


def _key(output: CompiledOutput) -> tuple[str, str, str, str]:
    return (output.spec.capability, output.spec.name, output.input.device_type, output.input.alias)


def _grid(output: CompiledOutput) -> object:
    return (output.window.state, output.steps, output.form)
