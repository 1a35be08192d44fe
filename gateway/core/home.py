"""The home as everything northbound sees it: devices, values, events and commands.

Northbound interfaces and the composition root use this module, the events and DeviceEntry; nothing else of the core.
"""

import asyncio
import logging
import secrets
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing, suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from adapters.sdk.recording import Recording
from gateway.core.clock import Clock
from gateway.core.commands import CommandRouter
from gateway.core.event import HomeEvent
from gateway.core.feed import Feed
from gateway.core.history import History
from gateway.core.keeper import Keeper
from gateway.core.name import Names
from gateway.core.pairing import PairedStore, PairingDesk
from gateway.core.permission import Permission
from gateway.core.pipeline import Pipeline
from gateway.core.policy import DEFAULT_POLICY, Policy
from gateway.core.recording import Batches, elsewhere, lines_of
from gateway.core.registry import DeviceRegistry
from gateway.core.state import DeviceEntry, HomeState
from gateway.core.storage.database import Database
from gateway.core.storage.form_store import Forms
from gateway.core.storage.state_store import StateStore
from gateway.core.supervisor import AdapterPlan, AdapterStatus, Supervisor
from gateway.core.vault import Vault
from schemas.outcomes import Outcome
from schemas.pairing import PairingPlan
from schemas.registry import Registry
from schemas.value import Value
from schemas.vocabulary import Confirmation

NAME_LENGTH: Final = 64  # letters of a name or a room that a resident gives

_log = logging.getLogger(__name__)


class Home:
    """The facade, used from the one event loop only. Open it, then let `run` run until it is cancelled.

    Opening brings back devices and values from before the start, under today's names and in today's units; adapters
    start with `run`, and none is waited for. Raises MigrationError where a newer program wrote what this cannot read.
    """

    def __init__(  # noqa: PLR0913 - what the composition root joins
        self,
        *,
        clock: Clock,
        state_db: Database,
        vault: Vault,
        state_dir: Path,
        plans: tuple[AdapterPlan, ...] = (),
        registry: Registry | None = None,
        policy: Policy = DEFAULT_POLICY,
        paired: PairedStore | None = None,
    ) -> None:
        self.epoch = secrets.token_hex(8)  # new at each start
        self.registry = registry or Registry.load()
        self._clock = clock
        self._store = StateStore(state_db, vault, Forms(state_db, self.registry))
        self._feed = Feed()
        self._identities = DeviceRegistry(self._store)
        self.history = History(clock, self._store, Names(self.registry))
        self._pipeline = Pipeline(clock, self.registry, self._identities, self._feed, self.history)
        self.state: HomeState = self._pipeline.state
        self._keeper = Keeper(clock, state_db, self._store, self._pipeline, self.history)
        self._supervisor = Supervisor(
            clock, self._pipeline, state_dir, plans, remembers=paired.load if paired else None
        )
        self.pairing = PairingDesk(clock, paired, self._pairing_of) if paired else None
        self.permission = Permission(self.state, policy)
        self._router = CommandRouter(clock, self._pipeline, self._supervisor, self.permission)

    async def __aenter__(self) -> Self:
        self._pipeline.observe, self._pipeline.drop = self._router.observe, self._router.drop
        await self._store.forms.begin()
        identities = await self._store.load_identities()
        self._identities.load(identities)
        descriptions = await self._store.load_descriptions()
        for identity in identities:
            source = self._pipeline.sources.get(identity.adapter)  # one that is configured
            if source is not None and not identity.removed and identity.id in descriptions:
                self._pipeline.restore(source, identity, descriptions[identity.id])
        await self._keeper.restore([identity.id for identity in identities])
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.history.end()
        await self._keeper.commit(final=True)

    async def run(self) -> None:
        """Run the adapters and commit what changes, until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._supervisor.run(), name="adapters")
            group.create_task(self._keeper.run(), name="keeper")
            if self.pairing is not None:
                group.create_task(self.pairing.run(), name="pairing")

    @property
    def seq(self) -> int:
        """Number of the last event."""
        return self._feed.seq

    def devices(self) -> tuple[DeviceEntry, ...]:
        """Give all devices, oldest first."""
        return tuple(self._pipeline.entries.values())

    def device(self, device_id: str) -> DeviceEntry:
        """Give one device; KeyError when there is none of this id."""
        return self._pipeline.entries[device_id]

    def via(self, device: DeviceEntry) -> str:
        """Give the id of the device that one is reached through; empty where there is none, or it is not there."""
        source = self._pipeline.sources.get(device.adapter)
        through = source.bindings.get(device.description.via) if source and device.description.via else None
        return through.entry.id if through else ""

    def path(self, device: DeviceEntry, path: str) -> str:
        """Give today's path of a property that may be asked for by a former name; any other path as it is."""
        return self.state.names.present(path, device.by_path)

    def subscribe(self, listener: Callable[[HomeEvent], None]) -> Callable[[], None]:
        """Call `listener` at every event until the returned function is called.

        It is called in the loop, in order, and must neither block nor wait. What it raises is logged and contained.
        """
        return self._feed.subscribe(listener)

    def events_since(self, seq: int) -> tuple[HomeEvent, ...] | None:
        """Give the events after `seq`, or None when they are no longer kept: take a snapshot."""
        return self._feed.since(seq)

    async def set_properties(
        self,
        device_id: str,
        changes: Mapping[str, Value],
        *,
        confirmation: Confirmation = Confirmation.NONE,
        origin: str = "",
    ) -> Outcome:
        """Write properties by path and wait until the device reports them. KeyError for an unknown device.

        `confirmation` tells whether a person confirmed it on purpose. `origin` goes to the log only.
        Bad paths and values are an answer (Refused), never an exception.
        """
        entry = self.device(device_id)
        outcome = await self._router.set_properties(entry, changes, confirmation)
        _log.debug("write", extra={"device": device_id, "origin": origin, "outcome": type(outcome).__name__})
        return outcome

    async def invoke(
        self,
        device_id: str,
        endpoint: int,
        capability: str,
        command: str,
        arguments: Mapping[str, Value],
        *,
        confirmation: Confirmation = Confirmation.NONE,
        origin: str = "",
    ) -> Outcome:
        """Invoke a command of one endpoint. KeyError for an unknown device.

        Confirmed when the device reports the effect. Unconfirmed where the effect is not known: something else that
        the device reports, or nothing, proves nothing.
        """
        entry = self.device(device_id)
        outcome = await self._router.invoke(entry, endpoint, capability, command, arguments, confirmation)
        _log.debug("invoke", extra={"device": device_id, "origin": origin, "outcome": type(outcome).__name__})
        return outcome

    async def read(self, device_id: str, paths: Sequence[str]) -> Outcome:
        """Ask the device to report these properties; Confirmed when all have been reported."""
        return await self._router.read(self.device(device_id), paths)

    async def rename(self, device_id: str, name: str) -> DeviceEntry:
        """Give a device the resident's own name, at most 64 letters; "" gives back the vendor's.

        KeyError for an unknown device, ValueError for a name that is too long.
        """
        entry = self.device(device_id)
        await self._identities.rename(device_id, _short(name))
        entry.name = _short(name) or entry.description.name
        return self._told(entry)

    async def place(self, device_id: str, room: str) -> DeviceEntry:
        """Put a device in a room; "" takes it out. KeyError and ValueError as for `rename`."""
        entry = self.device(device_id)
        await self._identities.place(device_id, _short(room))
        entry.room = _short(room)
        return self._told(entry)

    async def forget(self, device_id: str) -> None:
        """Let go of a device that its adapter no longer has; should it come back, it has the same id.

        KeyError for an unknown device, ValueError where its adapter still has it, DiskFailed.
        """
        await self._pipeline.forget(self.device(device_id))

    def _told(self, entry: DeviceEntry) -> DeviceEntry:
        with suppress(KeyError):  # it may have gone meanwhile
            self._pipeline.tell_changed(self.device(entry.id))
        return entry

    def adapters(self) -> tuple[AdapterStatus, ...]:
        """Give the status of each adapter instance, in the order of the configuration."""
        return self._supervisor.statuses()

    def restart_adapter(self, name: str) -> None:
        """Let an adapter leave and start again; its devices stay. KeyError when there is none of this name."""
        self._supervisor.restart(name)

    async def record(self, adapter: str, seconds: float) -> AsyncGenerator[str, None]:
        """Give the lines of a recording of an adapter's conversations, redacted, as they come.

        KeyError when there is none of this name; RuntimeError where it cannot be recorded now.
        """
        async with aclosing(lines_of(await self._recorded(adapter, seconds))) as lines:
            async for line in lines:
                yield line

    async def _recorded(self, adapter: str, seconds: float) -> Batches:
        plan, running = self._supervisor.running(adapter)
        if plan.host is not None:
            return elsewhere(running, seconds)
        made = Recording(
            (plan.type, plan.manifest.version),
            self._clock.monotonic_ns,
            paired=await self.pairing.paired(adapter) if self.pairing else (),
            plan=plan.manifest.pairing,
            settings=plan.settings,
        )
        return made.told(self._supervisor.tap(adapter), seconds)

    def _pairing_of(self, adapter: str) -> tuple[PairingPlan | None, object]:
        plan, running = self._supervisor.running(adapter)
        if plan.host is None:
            return plan.manifest.pairing, running
        vitals = plan.host.vitals
        return vitals.pairing, running if vitals.started else None

    async def commit(self) -> None:
        """Write what changed now, without waiting for the next turn."""
        await self._keeper.commit()


def _short(text: str) -> str:
    found = " ".join(text.split())
    if len(found) > NAME_LENGTH:
        raise ValueError(f"a name has at most {NAME_LENGTH} letters")
    return found
