"""The egress process: the only one with a way out, and it believes nobody.

Folder, journal, the core's socket, the admin socket, and one sender a contract, in one task group.
"""

import asyncio
import logging
import secrets
from collections import Counter
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self, cast

from gateway.core.clock import Clock
from gateway.egress.admin import AdminDesk, own_uids
from gateway.egress.contract import Served
from gateway.egress.desk import Desk
from gateway.egress.errors import FolderError
from gateway.egress.folder import Folder
from gateway.egress.journal import Journal, SlotEntry
from gateway.egress.listener import Listener
from gateway.egress.sender import Outlet, Sender
from gateway.egress.sink import SLOT_TIMEOUT_S
from gateway.egress.transport import Network, Resolve, SinkPolicy, resolve
from privacy.wire import ContractEnded
from schemas import codec

NOTE_TIME_S: Final = 300.0  # at most this much of wall time is forgotten by a power cut

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class EgressConfig:
    """All that the process is told. Sinks may lie on public addresses and in `sink_networks`."""

    state_dir: Path  # its own, 0700
    core_socket: Path
    admin_socket: Path
    core_uids: frozenset[int]
    clock: Clock
    sink_networks: tuple[Network, ...] = ()
    public_sinks: bool = True
    resolve_host: Resolve = field(default=resolve)
    slot_timeout_s: float = SLOT_TIMEOUT_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Whether the process can do its work; `well` feeds the watchdog."""

    well: bool
    reason: str
    core_connected: bool
    contracts: int


class Egress:
    """One run of the process. `async with`; a fault of one contract, message or sink ends in silence for it alone."""

    def __init__(self, config: EgressConfig) -> None:
        self.counts: Counter[str] = Counter()
        self.boot = secrets.token_hex(8)
        self._config = config
        self._clock = config.clock
        self.folder = Folder(config.state_dir)
        self.journal = Journal(config.state_dir / "journal", now_ms=config.clock.wall_ms)
        self._senders: dict[str, Sender] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._group = asyncio.TaskGroup()
        self._stack = AsyncExitStack()
        self._timer: asyncio.Task[None] | None = None
        self._outlet = Outlet(
            policy=SinkPolicy(networks=config.sink_networks, public=config.public_sinks),
            resolve_host=config.resolve_host,
            timeout_s=config.slot_timeout_s,
        )
        self._desk = Desk(
            folder=self.folder,
            journal=self.journal,
            clock=config.clock,
            senders=self,
            counts=self.counts,
            boot=self.boot,
        )
        self._admin = AdminDesk(folder=self.folder, clock=config.clock, counts=self.counts, boot=self.boot)
        self._core = Listener(config.core_socket, uids=config.core_uids, handle=self._desk.handle, refused=self.counts)
        self._admin_listener = Listener(
            config.admin_socket, uids=own_uids(), handle=self._admin.handle, refused=self.counts
        )

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self.folder)
            await stack.enter_async_context(self.journal)
            self._admin.torn_bytes = self.journal.torn_bytes
            self._admin.unknown_at_start = self.journal.uncertain
            await stack.enter_async_context(self._group)
            stack.callback(self._stop_all)
            for standing in self.folder.standings:
                if standing.active:
                    self.start(standing.contract)
            self._timer = self._group.create_task(self._note_time(), name="egress time")
            await stack.enter_async_context(self._core)
            await stack.enter_async_context(self._admin_listener)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    def health(self) -> Health:
        """Tell how it goes; the caller feeds systemd from it."""
        dead = [c[:12] for c, task in self._tasks.items() if task.done()]
        failing = self.counts["slot-journal"] > 0 and self.counts["slot-delivered"] == 0
        reason = f"contract {dead[0]} is not served" if dead else "the journal cannot be written" if failing else ""
        return Health(well=not reason, reason=reason, core_connected=self._core.connected, contracts=len(self._senders))

    def get(self, contract: str) -> Sender | None:
        """Give the sender of an active contract."""
        return self._senders.get(contract)

    def start(self, contract: str) -> None:
        """Serve an approved contract; one whose document is not whole stays silent."""
        if contract in self._senders:
            return
        try:
            served = Served.read(self.folder.document(contract) or b"")
        except FolderError:
            self.counts["contract-unreadable"] += 1
            log.exception("contract %s cannot be served; approve it anew", contract[:12])
            return
        sender = Sender(
            served, folder=self.folder, journal=self.journal, clock=self._clock, outlet=self._outlet, counts=self.counts
        )
        sender.told = self._tell
        sender.ended = lambda reason: self._end(contract, reason)
        self._senders[contract] = sender
        self._tasks[contract] = self._group.create_task(self._run(sender), name=f"slots {contract[:12]}")

    def stop(self, contract: str) -> None:
        """Stop before the next byte, and forget what was held."""
        sender, task = self._senders.pop(contract, None), self._tasks.pop(contract, None)
        if sender is not None:
            sender.purge()
        if task is not None:
            task.cancel()

    async def _run(self, sender: Sender) -> None:
        try:
            await sender.run()
        except Exception:
            self.counts["sender-fault"] += 1
            log.exception("contract %s is silent until a restart", sender.served.hash[:12])

    def _stop_all(self) -> None:
        for contract in list(self._senders):
            self.stop(contract)
        if self._timer is not None:
            self._timer.cancel()

    def _tell(self, entry: SlotEntry) -> None:
        self._core.send(codec.encode(entry.told()))

    def _end(self, contract: str, reason: str) -> None:
        self._core.send(codec.encode(ContractEnded(contract=contract, reason=cast("Literal['expired']", reason))))
        self.stop(contract)

    async def _note_time(self) -> None:
        while True:
            await self._clock.sleep(NOTE_TIME_S)
            wall_ms = self._clock.wall_ms()
            if wall_ms is not None and wall_ms > self.folder.last_ms:
                try:
                    await self.folder.note_time(wall_ms)
                except FolderError:
                    self.counts["folder"] += 1


async def run_egress(
    config: EgressConfig, *, stop: asyncio.Event, ready: Callable[[Egress], None] = lambda _: None
) -> None:
    """Run until `stop`; `ready` is called once the sockets are open."""
    async with Egress(config) as egress:
        ready(egress)
        await stop.wait()
