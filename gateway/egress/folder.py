"""What egress holds to be true, in its own folder: pinned keys, contracts, standings, credentials.

Each file is written whole beside the old one and put in its place, so that a power cut leaves one or the other.
"""

import asyncio
import os
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from gateway.egress.errors import FolderError
from privacy.canonical import digest
from privacy.consent import Consent
from privacy.lease import Lease
from schemas import codec

MAX_CONTRACTS: Final = 64
MAX_PINS: Final = 16
MAX_SPENT: Final = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """The public approval key of one resident (Ed25519, hexadecimal), pinned over the admin socket."""

    key: str
    name: str
    at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one contract stands here. Withdrawn ones stay, so that nothing old revives them."""

    contract: str
    pseudonym: str
    pseudonym_until: int
    consents: tuple[Consent, ...] = ()  # those in force
    withdrawn_ms: int = -1  # no consent given up to here counts again
    leases: tuple[Lease, ...] = ()

    @property
    def active(self) -> bool:
        """Whether anybody agrees."""
        return bool(self.consents)

    @property
    def lease_last(self) -> int:
        """The last slot of the newest lease; 0 for none."""
        return self.leases[-1].last if self.leases else 0

    def lease_for(self, slot: int) -> Lease | None:
        """The lease that covers a slot."""
        return next((lease for lease in self.leases if lease.covers(slot)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """What a sink asks for; never told to the core."""

    contract: str
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All of the folder but contracts and journal."""

    pins: tuple[Pin, ...] = ()
    standings: tuple[Standing, ...] = ()
    credentials: tuple[Credential, ...] = ()
    spent: tuple[str, ...] = ()  # ids of consents that were used: none counts twice
    last_ms: int = 0  # the newest wall time seen


class Folder:
    """The egress folder, 0700. Reads at entry, then answers from memory; every change is durable before it returns."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = asyncio.Lock()
        self._state = State()
        self._documents: dict[str, bytes] = {}

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(self._load)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return

    @property
    def pins(self) -> tuple[Pin, ...]:
        """The keys that may approve."""
        return self._state.pins

    @property
    def standings(self) -> tuple[Standing, ...]:
        """Every contract ever approved here."""
        return self._state.standings

    @property
    def last_ms(self) -> int:
        """The newest wall time that was written down; an earlier clock is not set."""
        return self._state.last_ms

    def standing(self, contract: str) -> Standing | None:
        """How a contract stands."""
        return next((s for s in self._state.standings if s.contract == contract), None)

    def document(self, contract: str) -> bytes | None:
        """The canonical bytes of an approved contract."""
        return self._documents.get(contract)

    def token(self, contract: str) -> str:
        """The credential of a contract's sink; empty for none."""
        return next((c.token for c in self._state.credentials if c.contract == contract), "")

    def is_spent(self, consent: str) -> bool:
        """Whether a consent was used before."""
        return consent in self._state.spent

    async def pin(self, pin: Pin) -> None:
        """Add a resident's key."""
        if len(self.pins) >= MAX_PINS:
            raise FolderError(f"{MAX_PINS} keys are pinned already")
        async with self._lock:
            await self._save(replace(self._state, pins=(*self.pins, pin)))

    async def approve(self, standing: Standing, document: bytes) -> None:
        """Keep a contract and its standing; its consents are spent with it."""
        if digest(document) != standing.contract:
            raise FolderError("the document is not that contract")
        others = tuple(s for s in self.standings if s.contract != standing.contract)
        if len(others) >= MAX_CONTRACTS or len(self._state.spent) >= MAX_SPENT:
            raise FolderError(f"more than {MAX_CONTRACTS} contracts, or {MAX_SPENT} approvals")
        async with self._lock:
            await asyncio.to_thread(_write, self._contract_path(standing.contract), document)
            self._documents[standing.contract] = document
            fresh = (c.id for c in standing.consents if c.id not in self._state.spent)
            spent = (*self._state.spent, *fresh)
            await self._save(replace(self._state, standings=(*others, standing), spent=spent))

    async def amend(self, contract: str, **changes: Any) -> Standing:
        """Change fields of a standing; KeyError when there is none."""
        async with self._lock:
            found = self.standing(contract)
            if found is None:
                raise KeyError(contract)
            changed = replace(found, **changes)
            others = tuple(s for s in self.standings if s.contract != contract)
            await self._save(replace(self._state, standings=(*others, changed)))
            return changed

    async def set_token(self, credential: Credential) -> None:
        """Keep the credential of a sink; an empty one forgets it."""
        async with self._lock:
            others = tuple(c for c in self._state.credentials if c.contract != credential.contract)
            kept = (*others, credential) if credential.token else others
            await self._save(replace(self._state, credentials=kept))

    async def note_time(self, wall_ms: int) -> None:
        """Write the wall time down, so that a clock set back later is known."""
        async with self._lock:
            await self._save(replace(self._state, last_ms=max(wall_ms, self.last_ms)))

    async def _save(self, state: State) -> None:
        await asyncio.to_thread(_write, self._path / "state.json", codec.encode(state))
        self._state = state

    def _contract_path(self, contract: str) -> Path:
        return self._path / "contracts" / f"{contract}.json"

    def _load(self) -> None:
        (self._path / "contracts").mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path.chmod(0o700)
        path = self._path / "state.json"
        if not path.exists():
            return
        try:
            self._state = codec.decode(path.read_bytes(), State)
        except ValueError as error:
            raise FolderError(f"{path.name} is not what was written: {error}") from error
        for standing in self._state.standings:
            self._load_contract(standing)

    def _load_contract(self, standing: Standing) -> None:
        path = self._contract_path(standing.contract)
        document = path.read_bytes() if path.exists() else b""
        if digest(document) == standing.contract:
            self._documents[standing.contract] = document


def _write(path: Path, data: bytes) -> None:
    new = path.with_suffix(".new")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise FolderError(f"{path.name} cannot be written: {error.strerror}") from error
