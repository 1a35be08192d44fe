"""The adapter contract: frozen records both ways, and nothing that needs a shared process."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self, runtime_checkable

from adapters.sdk.tap import Tap
from schemas.commands import Command
from schemas.coverage import MapReport, MapRow
from schemas.outcomes import Answer
from schemas.pairing import Candidate, Paired, Pairing, PairingPlan, Stepped
from schemas.updates import Update

__all__ = ["Adapter", "AdapterContext", "Budget", "Loaded", "Manifest", "MapReport", "MapRow", "Pairs"]


class Adapter(Protocol):
    """One instance of a vendor protocol. Entered once, left once, never reused.

    `__aenter__` starts the link and returns without waiting for the network; reconnecting is the adapter's own work.
    `__aexit__` ends every task and socket within 2 s.
    """

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def updates(self) -> AsyncIterator[tuple[Update, ...]]:
        """Yield what happened, oldest first, many at a time when many wait.

        A device is described before its first report. The adapter's own buffer is bounded: when the reader is slow
        it folds repeated values of a property into the newest and never drops a description or a fault. An event is
        dropped where thousands wait, and a fault counts those that were.
        """
        ...

    async def execute(self, command: Command) -> Answer:
        """Hand one command to the device's network.

        Ends within the manifest's `execute_timeout_s`. Bad input is an answer (Refused), never an exception.
        Cancellation leaves the link usable; whether the command was sent is then unknown.
        """
        ...


@runtime_checkable
class Loaded(Protocol):
    """What an adapter may tell besides: how far behind its reader is. Read often, so it only gives what it counts."""

    @property
    def waiting(self) -> int: ...  # messages, updates or batches not taken yet

    @property
    def folded(self) -> int: ...  # updates that a newer one took the place of, since it was entered


@runtime_checkable
class Pairs(Protocol):
    """An adapter whose devices are taken into the home here, not by a vendor's hub. Its manifest has the plan."""

    async def discover(self, seconds: float) -> tuple[Candidate, ...]:
        """Search on the configured interfaces for so long, and give what can be paired, and what is already."""
        ...

    def pair(self, answers: Mapping[str, str]) -> AsyncIterator[Pairing]:
        """Take the steps of the plan, telling each, and give what is to be kept; its devices are described then.

        Bad answers and refusals are a failed step, never an exception. Pairing anew replaces what was kept.
        """
        ...

    async def unpair(self, key: str) -> Stepped | None:
        """Part from what was paired under this key, and tell it so where the protocol can; an unknown key is fine.

        It is parted from in any case. Where the device could not be told and still has its side of the pairing, a
        failed step tells why, and how a person resets it.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AdapterContext:
    """What the host gives an adapter; all of it can cross a process boundary."""

    name: str  # the instance's name in the configuration, [adapters.<name>]
    state_dir: Path  # the only folder the adapter may write, 0700
    monotonic_ns: Callable[[], int]
    paired: tuple[Paired, ...] = field(default=(), repr=False)  # what it has told to keep so far
    tap: Tap = field(default_factory=Tap, repr=False)  # what it is told, somebody may record


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What an adapter in a process of its own may use, with all that it starts. Beyond it, it is ended and told why."""

    memory_mb: int = 256  # resident, shared pages counted once
    cpu_percent: int = 80  # of one processor, over a minute; told then, ended after another
    files: int = 256  # open at once
    processes: int = 16
    nice: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an adapter is, found by the entry point group `hutong.adapters`. Core and command line read only this."""

    id: str
    version: str
    protocol: str
    sdk: str  # contract version it was written against, "1"
    zh: str
    en: str
    config_schema: Callable[[], Mapping[str, Any]]  # JSON Schema of [adapters.<name>]
    check: Callable[[Mapping[str, Any]], tuple[str, ...]]  # faults of a configuration: "key: reason; fix"
    create: Callable[[Mapping[str, Any], AdapterContext], Adapter]
    map_file: Callable[[Iterable[str]], MapReport] | None = None  # lines of a vendor description file
    map_path: Callable[[Path], MapReport] | None = None  # the file itself, where it may be no text; goes first
    recognises: Callable[[str], bool] | None = None  # whether a file that starts with this line is one for map_file
    pairing: PairingPlan | None = None  # none where the vendor's own hub pairs, or nothing does
    peers: tuple[str, ...] = ()  # programs of others that the tests hold conversations with
    execute_timeout_s: float = 5.0
    budget: Budget = Budget()  # the configuration has the last word
