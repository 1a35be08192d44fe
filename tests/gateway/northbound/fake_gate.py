"""A gate that answers what the test sets."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gateway.core.errors import DiskFailed
from gateway.core.gate.errors import Refused, Unreachable, Unwritten
from gateway.core.gate.gate import Gate as CoreGate
from gateway.northbound.gate import Document, Gate, Language

CONTRACT = "ab" * 32


def fits(gate: CoreGate) -> Gate:
    """Let the type checker see that the real gate is what the API wants."""
    return gate


@dataclass(slots=True)
class FakeGate:
    connected = True

    known: dict[str, Document] = field(default_factory=lambda: {CONTRACT: {"hash": CONTRACT, "state": "offered"}})
    entries: list[Document] = field(default_factory=list)
    relayed: list[tuple[str, str]] = field(default_factory=list)

    is_alone: bool = False
    is_full: bool = False
    not_on_disk: list[str] = field(default_factory=list)

    async def contracts(self) -> Sequence[Document]:
        return list(self.known.values())

    async def contract(self, contract: str) -> Document:
        return self.known[contract]

    async def suspended(self) -> Sequence[str]:
        return [f"{one['hash'][:4]}: inputs" for one in self.known.values() if one["state"] == "suspended"]

    async def unwritten(self) -> Sequence[str]:
        return self.not_on_disk

    async def add(self, document: Document) -> str:
        if "recipient" not in document:
            raise Refused("contract-invalid", "recipient is missing", place="/recipient", fix="Name the recipient")
        self.known[CONTRACT] = {"hash": CONTRACT, "state": "offered", **document}
        return CONTRACT

    async def explain(self, contract: str, language: Language) -> str:
        return {"en": "Nothing leaves.", "zh": "不会外传任何数据。"}[language] + str(self.known[contract]["state"])

    async def preview(self, contract: str) -> Document:
        return {"contract": self.known[contract]["hash"], "slots": []}

    async def relay_approval(self, contract: str, approval: str) -> Document:
        if self.is_alone:
            raise Unreachable("egress-away", "egress does not answer")
        self.relayed.append((self.known[contract]["hash"], approval))
        return {"accepted": True}

    async def withdraw(self, contract: str, withdrawal: str) -> Document:
        self.relayed.append((self.known[contract]["hash"], withdrawal))
        if self.is_full:
            self.not_on_disk.append(contract[:4])
            raise Unwritten.because(DiskFailed("trust.db", "database or disk is full"))
        return {"accepted": True}

    async def ledger_entries(self, after: int, limit: int) -> Sequence[Document]:
        return [entry for entry in self.entries if entry["index"] > after][:limit]

    async def ledger_verify(self) -> Document:
        return {"entries": len(self.entries), "verified": True}

    async def ledger_export(self) -> AsyncIterator[Document]:
        for entry in self.entries:
            yield entry

    def counters(self) -> Mapping[str, int]:
        return {"slots_sent": 3}


def entry(index: int, **more: Any) -> Document:
    return {"index": index, **more}
