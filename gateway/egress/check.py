"""What this process believes of the core: nothing that it has not checked here. Pure; each answers with a reason."""

from dataclasses import dataclass

from gateway.egress.approval import holds, separate_fault
from gateway.egress.contract import Served
from gateway.egress.folder import Standing
from gateway.egress.journal import Progress, WindowMark
from privacy.canonical import canonical, digest
from privacy.entry import Entry
from privacy.envelope import EnvelopeRefused, entries_fault, envelope
from privacy.frames import lease_of
from privacy.lease import DAY_S, Lease, fault
from privacy.slot import send_at_ms, slot_at
from privacy.wire import OfferSlot


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An offer that passed: the envelope as it was built here."""

    slot: int
    envelope: bytes
    sha256: str
    marks: tuple[WindowMark, ...]


def standing_fault(served: Served, standing: Standing, now_ms: int | None) -> str:
    """Say why nothing may be sent under a contract at all."""
    if not standing.active:
        return "not-approved"
    if now_ms is None:
        return "clock-unset"
    good = tuple(consent for consent in standing.consents if holds(consent, now_ms))
    if now_ms >= served.ends_ms or not good:
        return "expired"
    return separate_fault(served.contract, good)


def lease_fault(served: Served, standing: Standing, lease: Lease, *, last_slot: int, now_ms: int) -> str:
    """Say why a lease is refused. Leases follow each other, within 24 h from now, and say exactly what is sent."""
    slot_s, end_s = served.slot_s, (lease.last + 1) * lease.slot_s
    expected = lease_of(served.contract, served.hash, standing.pseudonym, lease.first, lease.last)
    rules = (
        ("order", not 0 <= lease.first <= lease.last),
        ("form", lease.slot_s != slot_s or bool(fault(lease))),
        ("overlap", lease.first <= max(standing.lease_last, last_slot)),
        ("too-far", end_s > now_ms // 1000 + DAY_S + slot_s),
        ("past", lease.last < slot_at(now_ms, slot_s)),
        ("pseudonym-ends", lease.last > standing.pseudonym_until),
        ("expired", end_s * 1000 > served.ends_ms),
        ("frames", lease != expected),
    )
    return next((reason for reason, broken in rules if broken), "")


def next_slot(served: Served, standing: Standing, *, last_slot: int, now_ms: int, grace_ms: int = 0) -> int | None:
    """Give the next slot of the leases whose send time is not gone; None when no lease has one."""
    phase = served.phase(standing.pseudonym)
    for lease in standing.leases:
        first = max(lease.first, last_slot + 1, -((phase + grace_ms - now_ms) // (served.slot_s * 1000)))
        if first <= lease.last:
            return first
    return None


def due_ms(served: Served, standing: Standing, slot: int) -> int:
    """When a slot is sent."""
    return send_at_ms(slot, served.slot_s, served.phase(standing.pseudonym))


def check_offer(served: Served, standing: Standing, progress: Progress, offer: OfferSlot, *, now_ms: int) -> Held | str:
    """Build the envelope of an offer, or say why it is refused."""
    if reason := _moment_fault(served, standing, offer.slot, last_slot=progress.slot, now_ms=now_ms):
        return reason
    if reason := _entries_fault(served, progress, offer):
        return reason
    try:
        built = envelope(served.contract, offer.slot, offer.entries, standing.pseudonym)
    except EnvelopeRefused:
        return "entries"
    sha256 = digest(built)
    if sha256 != offer.envelope_sha256:
        return "hash"
    return Held(slot=offer.slot, envelope=built, sha256=sha256, marks=tuple(mark(entry) for entry in offer.entries))


def _moment_fault(served: Served, standing: Standing, slot: int, *, last_slot: int, now_ms: int) -> str:
    wanted = next_slot(served, standing, last_slot=last_slot, now_ms=now_ms)
    if wanted is None or standing.lease_for(slot) is None:
        return "no-lease"
    if slot > wanted:
        return "early"
    return "late" if slot < wanted or due_ms(served, standing, slot) <= now_ms else ""


def _entries_fault(served: Served, progress: Progress, offer: OfferSlot) -> str:
    if not offer.entries:
        return "empty"
    if entries_fault(served.contract, offer.slot, offer.entries, after=max(progress.floor - 1, -1)):
        return "entries"
    return window_fault(progress, tuple(mark(entry) for entry in offer.entries))


def mark(entry: Entry) -> WindowMark:
    """Name an entry by its window and content."""
    return WindowMark(window=entry.window, sha256=digest(canonical(entry)))


def window_fault(progress: Progress, marks: tuple[WindowMark, ...]) -> str:
    """Say why these windows may not follow what was tried.

    A window that was tried and not confirmed may be tried again as it was; none is passed over and then sent after
    all, none is told twice with other values, and none again that arrived, be it after the offer.
    """
    first, last = marks[0].window, marks[-1].window
    if first < progress.floor:
        return "window-passed"
    offered = {m.window: m.sha256 for m in marks}
    newest = max(progress.pending, default=-1)
    for window, sha256 in offered.items():
        known = progress.pending.get(window)
        if known is None and window < newest:
            return "window-order"
        if known not in (None, sha256):
            return "window-changed"
    if any(first < window < last and window not in offered for window in progress.pending):
        return "window-order"
    return ""
