"""One approved contract as this process reads it: everything that follows from its bytes alone."""

import datetime as dt
from dataclasses import dataclass

from gateway.egress.errors import FolderError
from gateway.egress.sink import Dialogue, Piece, say_https, say_mqtt
from gateway.egress.transport import Target
from privacy.contract import Contract, Https
from privacy.document import contract_hash, parse_contract
from privacy.errors import ContractInvalid
from privacy.frames import MASK, frames
from privacy.slot import phase_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A contract with its hash."""

    hash: str
    contract: Contract

    @classmethod
    def read(cls, document: bytes) -> "Served":
        """Read the canonical document; raises FolderError when it is none."""
        try:
            contract = parse_contract(document)
        except ContractInvalid as error:
            raise FolderError(f"not a contract: {error}") from error
        return cls(hash=contract_hash(contract), contract=contract)

    @property
    def slot_s(self) -> int:
        """Seconds from slot to slot."""
        return self.contract.cadence.slot_s

    @property
    def target(self) -> Target:
        """Where the sink is."""
        sink = self.contract.sink
        tls = sink.tls
        return Target(
            host=sink.host, port=sink.port, server_name=tls.server_name, ca_sha256=tls.ca_sha256, ca_pem=tls.ca_pem
        )

    @property
    def say(self) -> Dialogue:
        """The protocol of the sink."""
        return say_https if isinstance(self.contract.sink, Https) else say_mqtt

    @property
    def needs_token(self) -> bool:
        """Whether the sink asks for a credential."""
        return self.contract.sink.authentication == "token"

    @property
    def ends_ms(self) -> int:
        """From here on nothing is sent."""
        day = dt.datetime.strptime(self.contract.expires, "%Y-%m-%d").replace(tzinfo=dt.UTC)
        return int(day.timestamp() * 1000)

    def phase(self, pseudonym: str) -> int:
        """Milliseconds from the start of a slot to its send."""
        return phase_ms(self.hash, pseudonym, self.slot_s)

    def piece(self, envelope: bytes, pseudonym: str, token: str) -> Piece:
        """All bytes of one slot, in order."""
        fixed = frames(self.contract, pseudonym, token or MASK)
        before = [f.data for f in fixed if f.before]
        return Piece(
            opening=b"".join(before[:-1]),
            head=before[-1],
            envelope=envelope,
            closing=b"".join(f.data for f in fixed if not f.before),
        )
