"""What the API needs of the privacy gate. Documents cross as JSON objects: the gate owns their shape."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Literal, Protocol

Document = Mapping[str, Any]
Language = Literal["zh", "en"]


class Gate(Protocol):
    """Contracts and ledger, as residents see them. A contract is named by the SHA-256 of its canonical form, in hex.

    Raises LookupError for a contract that is not known, and GateError for what it refuses or cannot do now.
    """

    @property
    def connected(self) -> bool:
        """Whether the egress process is there."""
        ...

    async def contracts(self) -> Sequence[Document]:
        """All known contracts with their state, oldest first."""
        ...

    async def contract(self, contract: str) -> Document:
        """One contract with its state and text."""
        ...

    async def suspended(self) -> Sequence[str]:
        """One line for each contract that waits for a new approval because the schema changed."""
        ...

    async def unwritten(self) -> Sequence[str]:
        """The names of contracts that were withdrawn from, which is not on disk yet: they have stopped all the same."""
        ...

    async def add(self, document: Document) -> str:
        """Check and keep a contract, unapproved; returns its hash. Adding it again changes nothing."""
        ...

    async def explain(self, contract: str, language: Language) -> str:
        """What approving it means, generated from the compiled table."""
        ...

    async def preview(self, contract: str) -> Document:
        """What the contract would have released from recent history; nothing is sent or recorded."""
        ...

    async def relay_approval(self, contract: str, approval: str) -> Document:
        """Hand a signed approval (base64 of the document's bytes) to egress; returns what egress answered."""
        ...

    async def withdraw(self, contract: str, withdrawal: str) -> Document:
        """End a contract; `withdrawal` is a signed document in base64, or empty for the core's own stop."""
        ...

    async def ledger_entries(self, after: int, limit: int) -> Sequence[Document]:
        """Entries with an index greater than `after`, oldest first."""
        ...

    async def ledger_verify(self) -> Document:
        """Verify the whole ledger: entries, whether they hold together, the checkpoint."""
        ...

    def ledger_export(self) -> AsyncIterator[Document]:
        """Every entry, oldest first, with what is needed to verify it elsewhere."""
        ...

    def counters(self) -> Mapping[str, int]:
        """Totals since the start for /metrics: slots_sent, slots_dummy, refused; no names of contracts."""
        ...
