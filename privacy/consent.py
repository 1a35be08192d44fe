"""Consent, given and withdrawn: a record after ISO/IEC TS 27560 in the DPV profile, exported as JSON-LD.

Agreement to hand data to another handler (PIPL art. 23), to sensitive classes (28) and to leaving the mainland (39)
is separate each time: a name in `separate`, never part of the whole.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final, Literal

from privacy.compiled import Compiled
from privacy.contract import Contract
from schemas.vocabulary import Sensitivity

MAINLAND: Final = "CN"
Separate = Literal["sensitive", "handler", "abroad"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """One resident's agreement to one contract. `id` is 128 random bits in hexadecimal, so none can be given twice."""

    id: str
    contract: str  # hash
    key_id: str  # of the resident's approval key
    given_at_ms: int
    separate: tuple[Separate, ...] = ()
    until: str = ""  # a day from whose start it no longer holds; the contract's expiry where empty
    guardian_of_minor: bool = False
    profile: str = ""  # the profile of the home when it was given


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """The end of one consent, or of all that were given to a contract up to this moment."""

    contract: str
    at_ms: int
    consent: str = ""  # id; all where empty
    key_id: str = ""  # who withdrew; any adult may


def ends(withdrawal: Withdrawal, consent: Consent) -> bool:
    """Whether a withdrawal ends a consent; the same consent can never come back."""
    if withdrawal.contract != consent.contract:
        return False
    return withdrawal.consent == consent.id or (not withdrawal.consent and consent.given_at_ms <= withdrawal.at_ms)


def day_start_ms(day: str) -> int:
    """Give the first millisecond of a day in UTC; 0, long past, for what is no day."""
    try:
        start = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(), dt.UTC)
    except ValueError:
        return 0
    return int(start.timestamp()) * 1000


def goes_abroad(contract: Contract) -> bool:
    """Whether anything is sent to, kept in or handed on to somewhere outside the mainland."""
    recipient = contract.recipient
    countries = {recipient.country_of_sink, *recipient.countries_of_storage, *(one.country for one in recipient.onward)}
    return countries != {MAINLAND}


def separate_needed(compiled: Compiled) -> frozenset[Separate]:
    """Name the separate consents that a contract needs."""
    recipient = compiled.contract.recipient
    needed: set[Separate] = set()
    if compiled.sensitivity >= Sensitivity.SPECIAL:
        needed.add("sensitive")
    if recipient.role == "handler" or recipient.onward:
        needed.add("handler")
    if goes_abroad(compiled.contract):
        needed.add("abroad")
    return frozenset(needed)


def _moment(at_ms: int) -> str:
    return dt.datetime.fromtimestamp(at_ms / 1000, dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def json_ld(consent: Consent, contract: Contract, withdrawals: tuple[Withdrawal, ...] = ()) -> dict[str, Any]:
    """Export a consent as a record that other software can read."""
    ended = next((one for one in withdrawals if ends(one, consent)), None)
    events = [{"@type": "dpv:ConsentGiven", "dct:date": _moment(consent.given_at_ms)}]
    if ended:
        events.append({"@type": "dpv:ConsentWithdrawn", "dct:date": _moment(ended.at_ms)})
    recipient = contract.recipient
    return {
        "@context": {"dpv": "https://w3id.org/dpv#", "dct": "http://purl.org/dc/terms/"},
        "@type": "dpv:ConsentRecord",
        "dct:identifier": f"urn:hutong:consent:{consent.id}",
        "dct:conformsTo": "https://w3id.org/dpv/guides/consent-27560",
        "dpv:hasNotice": f"urn:sha256:{consent.contract}",
        "dpv:hasDataSubject": f"urn:hutong:key:{consent.key_id}",
        "dpv:hasConsentStatus": events[-1]["@type"],
        "dpv:hasActivity": events,
        "dpv:hasPurpose": f"dpv:{contract.purpose}",
        "dpv:hasLegalBasis": "dpv:Consent",
        "dpv:hasRecipient": {
            "@type": "dpv:DataProcessor" if recipient.role == "processor" else "dpv:DataController",
            "dpv:hasName": recipient.legal_name,
            "dpv:hasContact": recipient.contact,
        },
        "dpv:hasLocation": sorted({recipient.country_of_sink, *recipient.countries_of_storage}),
        "dpv:hasStorageCondition": {"dpv:hasDuration": f"P{contract.retention.recipient_days}D"},
        "dpv:hasRight": {"dpv:hasContact": contract.rights.access, "dpv:isExercisedAt": contract.rights.deletion},
        "dct:valid": consent.until or contract.expires,
        "hutong:separate": list(consent.separate),
    }
