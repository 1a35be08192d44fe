"""Which approvals count here: signed by a pinned key, over this very contract, new, and enough of them."""

from dataclasses import dataclass

from gateway.egress.contract import Served
from gateway.egress.folder import Folder
from privacy.approval import ApprovalInvalid, key_id, verify
from privacy.canonical import canonical
from privacy.consent import Consent, day_start_ms, goes_abroad
from privacy.contract import Contract


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """An approval that passed: the consent, and the contract with its canonical bytes."""

    served: Served
    document: bytes
    consent: Consent
    known: bool  # it is in force already


def admit(document: bytes, folder: Folder, *, now_ms: int | None) -> Approved:
    """Check a relayed approval; raises ApprovalInvalid."""
    keys = {key_id(bytes.fromhex(pin.key)): bytes.fromhex(pin.key) for pin in folder.pins}
    approval = verify(document, keys)
    consent, served = approval.consent, Served(hash=approval.consent.contract, contract=approval.contract)
    standing = folder.standing(served.hash)
    known = standing is not None and consent in standing.consents
    if now_ms is None:
        raise ApprovalInvalid("clock-unset", "the clock is not set; approve when it is")
    if consent.given_at_ms > now_ms:
        raise ApprovalInvalid("future", "the approval is dated in the future")
    if not known and folder.is_spent(consent.id):
        raise ApprovalInvalid("spent", "this approval was used before; approve anew")
    if standing is not None and consent.given_at_ms <= standing.withdrawn_ms:
        raise ApprovalInvalid("withdrawn", "the contract was withdrawn after this approval; approve anew")
    if now_ms >= served.ends_ms or not holds(consent, now_ms):
        raise ApprovalInvalid("expired", "the contract or the consent has expired")
    return Approved(served=served, document=canonical(approval.contract), consent=consent, known=known)


def holds(consent: Consent, now_ms: int) -> bool:
    """Whether a consent counts at this moment."""
    return consent.given_at_ms <= now_ms and (not consent.until or now_ms < day_start_ms(consent.until))


def separate_fault(contract: Contract, consents: tuple[Consent, ...]) -> str:
    """Say which separate consent is missing, of those that show in the contract itself (PIPL arts. 23, 39)."""
    given = {name for consent in consents for name in consent.separate}
    if (contract.recipient.role == "handler" or contract.recipient.onward) and "handler" not in given:
        return "separate-handler"
    return "separate-abroad" if goes_abroad(contract) and "abroad" not in given else ""
