"""The messages between core and egress on their Unix socket; `schemas.codec` carries them.

Framing: four bytes of big-endian length, then one message of at most MAX_MESSAGE bytes. The core asks, egress
answers in order; SlotSent and ContractEnded come by themselves. Neither side believes the other: what the core
sends is checked against what egress approved itself. No message has room for free text from the core but the
approval document, which the resident's key signed.
"""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from privacy.entry import Entry
from privacy.lease import Lease

VERSION: Final = 1
MAX_MESSAGE: Final = 256 * 1024

SlotKind = Literal["envelope", "dummy", "missed"]
SlotResult = Literal["delivered", "failed", "unknown", "not-sent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hello:
    """Opens the connection; answered by HelloAck."""

    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayApproval:
    """A resident's signed approval, as it came; answered by ApprovalResult."""

    document: str  # base64 of the signed bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayWithdrawal:
    """A withdrawal; answered by ApprovalResult. It needs no signature: to send less is always allowed."""

    contract: str
    consent: str = ""  # one consent; all of the contract where empty


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryContracts:
    """Ask for the contracts that egress holds; answered by Contracts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantLease:
    """Leave to send, already in the ledger; answered by LeaseResult. It replaces the rest of an older lease."""

    lease: Lease


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferSlot:
    """The content of one slot, already in the ledger; answered by OfferResult."""

    contract: str
    slot: int
    entries: tuple[Entry, ...]  # oldest first
    envelope_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryJournal:
    """Ask for the slots sent after a record; answered by JournalRecords."""

    after: int  # number of the last record the core has; 0 for all
    limit: int = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractState:
    """One contract as egress holds it. The pseudonym is egress's own choice, so the core cannot speak through it."""

    contract: str
    active: bool
    pseudonym: str
    pseudonym_until: int  # the last slot it serves
    lease_last: int = 0  # the last slot of the lease it holds; 0 for none
    last_slot: int = 0  # the last slot that was sent or missed
    last_window: int = 0  # the newest window offered; later entries must be newer


@dataclass(frozen=True, slots=True, kw_only=True)
class HelloAck:
    """Answers Hello; `boot` is new at each start of egress."""

    version: int
    boot: str
    contracts: tuple[ContractState, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contracts:
    """Answers QueryContracts."""

    contracts: tuple[ContractState, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalResult:
    """Answers RelayApproval and RelayWithdrawal."""

    accepted: bool
    contract: str = ""
    reason: str = ""
    state: ContractState | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseResult:
    """Answers GrantLease."""

    accepted: bool
    contract: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferResult:
    """Answers OfferSlot."""

    accepted: bool
    contract: str
    slot: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotSent:
    """One record of the slot journal: written with result "unknown" before the send, then told with its end."""

    number: int  # of the record in the journal, from 1
    contract: str
    slot: int
    kind: SlotKind
    sha256: str  # of the envelope
    bytes: int  # application bytes handed to TLS
    at_ms: int
    result: SlotResult


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalRecords:
    """Answers QueryJournal; `more` when the limit cut it."""

    records: tuple[SlotSent, ...]
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractEnded:
    """Egress stopped serving a contract by itself."""

    contract: str
    reason: Literal["expired", "withdrawn", "pseudonym-rotated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Malformed:
    """Answers whatever could not be read; the connection closes after it."""

    reason: str


FromCore: TypeAlias = Hello | RelayApproval | RelayWithdrawal | QueryContracts | GrantLease | OfferSlot | QueryJournal
FromEgress: TypeAlias = (
    HelloAck
    | Contracts
    | ApprovalResult
    | LeaseResult
    | OfferResult
    | SlotSent
    | JournalRecords
    | ContractEnded
    | Malformed
)
