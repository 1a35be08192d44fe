"""The ledger: what was allowed, asked and sent, as salted leaves of a Merkle tree.

A leaf commits to SHA-256(salt ‖ canonical entry) with 128 random bits the caller draws and keeps: once salt and
entry are erased the leaf tells nothing, and the tree still verifies.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import rfc8785

from privacy.canonical import plain
from privacy.consent import Consent, Withdrawal
from privacy.errors import PrivacyError
from privacy.lease import Lease
from privacy.merkle import Frontier, leaf_hash
from privacy.wire import SlotSent
from schemas.codec import decode

SALT_BYTES: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaseGranted:
    """Written before egress is told of a lease."""

    at_ms: int
    lease: Lease


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotDecided:
    """Written before the content of a slot is handed over, one a slot whatever it holds.

    `content` says what the core held: an envelope, or nothing (a dummy). `entries` is how many were in it.
    """

    at_ms: int
    contract: str
    slot: int
    content: Literal["envelope", "dummy"]
    envelope_sha256: str
    entries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotEnded:
    """What egress's journal says became of a slot."""

    record: SlotSent


@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesDropped:
    """Entries that waited longer than the contract's outbox keeps them."""

    at_ms: int
    contract: str
    first_window: int
    last_window: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRecorded:
    """A resident agreed."""

    at_ms: int
    consent: Consent


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWithdrawn:
    """A resident withdrew."""

    at_ms: int
    withdrawal: Withdrawal


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalRelayed:
    """A signed approval went to egress, and its answer."""

    at_ms: int
    contract: str
    consent: str
    document_sha256: str
    accepted: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRefused:
    """Something was asked for and not let through. Never says by which value."""

    at_ms: int
    contract: str
    slot: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractSuspended:
    """The schema changed under a contract: nothing is sent until residents approve it anew."""

    at_ms: int
    contract: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InputsRenamed:
    """A contract calls properties by former names; each line has both."""

    at_ms: int
    contract: str
    names: tuple[str, ...]


LedgerEntry: TypeAlias = (
    LeaseGranted
    | SlotDecided
    | SlotEnded
    | EntriesDropped
    | ConsentRecorded
    | ConsentWithdrawn
    | ApprovalRelayed
    | ReleaseRefused
    | ContractSuspended
    | InputsRenamed
)


class LedgerBroken(PrivacyError):  # noqa: N818
    """The ledger does not verify. `index` is the first leaf that is wrong; -1 where only the root is."""

    def __init__(self, index: int, reason: str) -> None:
        """Say where and why."""
        super().__init__(f"leaf {index}: {reason}" if index >= 0 else reason)
        self.index = index


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the ledger as it is stored. `salt` and `entry` are empty once they were erased."""

    index: int
    leaf: bytes  # the leaf hash, 32 bytes
    salt: bytes
    entry: bytes


def encode_entry(entry: LedgerEntry) -> bytes:
    """Give the canonical bytes of an entry, with its class name as `type`."""
    return rfc8785.dumps(plain(entry, tagged=True))


def decode_entry(data: bytes) -> LedgerEntry:
    """Read an entry; raises schemas.codec.CodecError."""
    entry: LedgerEntry = decode(data, LedgerEntry)
    return entry


def commit(salt: bytes, entry: bytes) -> bytes:
    """Give the leaf hash of a salted entry; ValueError where the salt has not 128 bits."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes")
    return leaf_hash(hashlib.sha256(salt + entry).digest())


def row(frontier: Frontier, salt: bytes, entry: LedgerEntry) -> tuple[Row, Frontier]:
    """Make the next row and the frontier after it; the caller stores both in one transaction."""
    data = encode_entry(entry)
    leaf = commit(salt, data)
    return Row(index=frontier.size, leaf=leaf, salt=salt, entry=data), frontier.appended(leaf)


def verify(rows: Iterable[Row], root: bytes | None = None) -> Frontier:
    """Check rows from the first on: order, commitments, and the root where one is given. Raises LedgerBroken."""
    frontier = Frontier()
    for one in rows:
        if one.index != frontier.size:
            raise LedgerBroken(frontier.size, f"row {one.index} stands where row {frontier.size} belongs")
        erased = not one.salt and not one.entry
        if not erased and (len(one.salt) != SALT_BYTES or commit(one.salt, one.entry) != one.leaf):
            raise LedgerBroken(one.index, "entry and salt are not what the leaf commits to")
        frontier = frontier.appended(one.leaf)
    if root is not None and frontier.root != root:
        raise LedgerBroken(-1, f"the root over {frontier.size} leaves is not the one recorded")
    return frontier
