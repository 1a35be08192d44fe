"""A lease: leave to use the sink once a slot, ledgered before it is granted."""

from dataclasses import dataclass
from typing import Final

DAY_S: Final = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Bytes around an envelope that never change within a lease.

    `sha256` is taken with the credential replaced by as many asterisks, for the core does not know it.
    """

    name: str  # "request", "connect", "publish", "disconnect"
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """In each of the slots `first` to `last` (both included, within 24 h) exactly these bytes go to the sink.

    An envelope when one is held, else a dummy of the same size; nothing tells which.
    """

    contract: str  # hash
    pseudonym: str
    first: int
    last: int
    slot_s: int
    bytes_a_slot: int  # frames and envelope; TLS and TCP come on top
    envelope_bytes: int
    frames: tuple[Frame, ...]

    def covers(self, slot: int) -> bool:
        """Whether the slot lies in this lease."""
        return self.first <= slot <= self.last


def fault(lease: Lease) -> str:
    """Say why a lease is not well formed; empty when it is."""
    if lease.last < lease.first:
        return "the last slot lies before the first"
    if (lease.last - lease.first + 1) * lease.slot_s > DAY_S:
        return "a lease spans at most 24 h"
    if lease.bytes_a_slot != lease.envelope_bytes + sum(frame.size for frame in lease.frames):
        return "bytes a slot are not the envelope and the frames"
    return ""
