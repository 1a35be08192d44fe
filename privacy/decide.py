"""Whether a contract may send now: pure and total. Default deny; a forbid overrides every permit."""

from dataclasses import dataclass
from typing import Literal

from privacy.compiled import Compiled
from privacy.consent import Consent, Withdrawal, day_start_ms, ends, separate_needed

Reason = Literal[
    "clock-unset",
    "expired",
    "vetoed",
    "no-consent",
    "withdrawn",
    "consent-ended",
    "unapproved",
    "consent-from-the-future",
    "separate-consent-missing",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Veto:
    """An adult's no to a contract about the household; it stands until that adult takes it back."""

    contract: str
    key_id: str
    at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """All that residents said. `approved` holds the ids of the consents whose signature egress confirmed."""

    consents: tuple[Consent, ...] = ()
    approved: frozenset[str] = frozenset()
    withdrawals: tuple[Withdrawal, ...] = ()
    vetoes: tuple[Veto, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Permitted, by which consents; or not, and every reason why not."""

    permitted: bool
    reasons: tuple[Reason, ...] = ()
    consents: tuple[str, ...] = ()


def decide(compiled: Compiled, standing: Standing, now_ms: int | None) -> Decision:
    """Decide for this moment; `now_ms` is None while the wall clock is unset."""
    if now_ms is None:
        return Decision(permitted=False, reasons=("clock-unset",))
    forbids = _forbids(compiled, standing, now_ms)
    good: list[Consent] = []
    faults: list[Reason] = []
    for consent in standing.consents:
        if consent.contract == compiled.hash:
            fault = _fault(consent, standing, now_ms)
            faults.extend([fault] if fault else [])
            good.extend([] if fault else [consent])
    missing = _missing(compiled, good, faults)
    if forbids or missing:
        return Decision(permitted=False, reasons=(*forbids, *missing))
    return Decision(permitted=True, consents=tuple(consent.id for consent in good))


def _forbids(compiled: Compiled, standing: Standing, now_ms: int) -> tuple[Reason, ...]:
    found: list[Reason] = []
    if now_ms >= day_start_ms(compiled.contract.expires):
        found.append("expired")
    if any(veto.contract == compiled.hash for veto in standing.vetoes):
        found.append("vetoed")
    return tuple(found)


def _fault(consent: Consent, standing: Standing, now_ms: int) -> Reason | None:
    """Say why one consent does not count."""
    if any(ends(one, consent) for one in standing.withdrawals):
        return "withdrawn"
    if consent.id not in standing.approved:
        return "unapproved"
    if consent.given_at_ms > now_ms:
        return "consent-from-the-future"
    if consent.until and now_ms >= day_start_ms(consent.until):
        return "consent-ended"
    return None


def _missing(compiled: Compiled, good: list[Consent], faults: list[Reason]) -> tuple[Reason, ...]:
    if not good:
        return tuple(dict.fromkeys(faults)) or ("no-consent",)
    given = {name for consent in good for name in consent.separate}
    return () if separate_needed(compiled) <= given else ("separate-consent-missing",)
