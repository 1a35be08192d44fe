"""Runs the adapters: one life at a time each, none of which can hurt another or keep the gateway waiting.

An adapter is entered, read and left within one task, as task groups inside it need. The supervisor watches that task
from outside: it cuts what hangs, starts again what broke, and leaves behind what even ignores its cancellation.
"""

import asyncio
import logging
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final, Literal

from adapters.sdk.contract import Adapter, AdapterContext, Loaded, Manifest
from adapters.sdk.reconnect import STEADY_S, Backoff
from adapters.sdk.tap import Tap
from gateway.core.clock import Clock
from gateway.core.deadline import cut, ending, heard, within
from gateway.core.errors import AdapterBroke
from gateway.core.pipeline import Pipeline, Source
from schemas.commands import Command
from schemas.outcomes import Answer, Failed, Refused, Sent
from schemas.pairing import Paired
from schemas.updates import FaultReported

if TYPE_CHECKING:  # a home without one does not load it
    from gateway.core.host.host import Host

ENTER_S: Final = 10.0  # the contract: does not wait for the network
EXIT_S: Final = 5.0  # the contract says 2 s
EXECUTE_MARGIN_S: Final = 1.0
SLICE: Final = 64  # updates taken before the time is looked at
TURN_S: Final = 0.002  # of work on updates before the others get their turn

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdapterPlan:
    """One adapter instance to run: [adapters.<name>] and the manifest its type stands for."""

    name: str
    type: str
    manifest: Manifest
    settings: Mapping[str, Any] = field(default_factory=dict)
    host: "Host | None" = None  # where it runs in a process of its own

    @property
    def execute_timeout_s(self) -> float:
        """The time that its commands take at most."""
        return self.manifest.execute_timeout_s if self.host is None else self.host.vitals.execute_timeout_s


@dataclass(frozen=True, slots=True, kw_only=True)
class AdapterStatus:
    """How one adapter instance is. `state`: starting, connecting, connected, degraded, broken, stopped."""

    name: str
    type: str
    state: str
    reason: str = ""
    devices: int = 0
    restarts: int = 0
    updates: int = 0  # property values read since the start
    faults: int = 0  # those no device can be named for, and those of its devices
    problems: tuple[FaultReported, ...] = ()  # those no device can be named for, folded
    process: Literal["core", "own"] = "core"
    pid: int | None = None  # of its own process, while there is one
    memory_mb: float | None = None  # of its own process, with all that it started
    waiting: int = 0  # messages, updates or batches that it holds back from a core that is busy
    folded: int = 0  # of them, those that a newer one took the place of, since it was started


Remembers = Callable[[str], Awaitable[tuple[Paired, ...]]]
"""Gives what the adapter of a name has paired."""


class Supervisor:
    """All adapter instances. `run` never ends by itself and never fails because of an adapter."""

    def __init__(
        self,
        clock: Clock,
        pipeline: Pipeline,
        state_dir: Path,
        plans: tuple[AdapterPlan, ...],
        chance: Callable[[], float] = random.random,
        remembers: Remembers | None = None,
    ) -> None:
        self._runners = {plan.name: Runner(clock, pipeline, state_dir, plan, chance, remembers) for plan in plans}

    async def run(self) -> None:
        """Run all adapters until cancelled."""
        async with asyncio.TaskGroup() as group:
            for name, runner in self._runners.items():
                group.create_task(runner.run(), name=f"adapter {name}")

    def statuses(self) -> tuple[AdapterStatus, ...]:
        """Give the status of each, in the order of the configuration."""
        return tuple(runner.status() for runner in self._runners.values())

    def restart(self, name: str) -> None:
        """Let an adapter leave and start again; KeyError when there is none of this name."""
        self._runners[name].restart()

    def tap(self, name: str) -> Tap:
        """Give where an adapter's conversations can be listened to; KeyError when there is none of this name."""
        return self._runners[name].tap

    def running(self, name: str) -> tuple[AdapterPlan, Adapter | None]:
        """Give an adapter's plan, and the adapter while it takes commands; KeyError when there is none of this name."""
        runner = self._runners[name]
        return runner.plan, runner.adapter

    def timeout_s(self, name: str) -> float:
        """Give the time that commands of an adapter take at most."""
        runner = self._runners.get(name)
        return 5.0 if runner is None else runner.plan.execute_timeout_s

    async def execute(self, name: str, command: Command) -> Answer:
        """Hand a command to an adapter; whatever it does, there is an answer in time."""
        runner = self._runners.get(name)
        if runner is None:
            return _not_running(command, "this adapter is not configured")
        return await runner.execute(command)


class Runner:
    """One adapter instance through all its lives."""

    def __init__(
        self,
        clock: Clock,
        pipeline: Pipeline,
        state_dir: Path,
        plan: AdapterPlan,
        chance: Callable[[], float],
        remembers: Remembers | None,
    ) -> None:
        self.plan = plan
        self._remembers = remembers
        self.tap = Tap()
        self._clock = clock
        self._pipeline = pipeline
        self._state_dir = state_dir
        self._backoff = Backoff(draw=chance)
        self._source: Source = pipeline.source(plan.name)
        self._adapter: Adapter | None = None  # while it can take commands
        self._life: asyncio.Task[None] | None = None  # the one that counts
        self._asked = False  # to start again
        self._ill = ""  # a break was logged, and no recovery yet
        self._why = ""  # the last life ended; told until the next has its first word
        self._up_ns: int | None = None  # when this life had its first word
        self._entered = asyncio.Event()
        self._leaving = asyncio.Event()
        self.restarts = 0

    @property
    def adapter(self) -> Adapter | None:
        """The adapter, while it takes commands."""
        return self._adapter

    def status(self) -> AdapterStatus:
        """Tell how it is."""
        source, host = self._source, self.plan.host
        adapter: object = self._adapter
        load = adapter if isinstance(adapter, Loaded) else None
        return AdapterStatus(
            name=self.plan.name,
            type=self.plan.type,
            state=source.state,
            reason=source.reason,
            devices=len(source.bindings),
            restarts=self.restarts,
            updates=source.updates,
            faults=source.fault_count,
            problems=tuple(source.faults),
            process="core" if host is None else "own",
            pid=None if host is None else host.vitals.pid,
            memory_mb=None if host is None else host.vitals.memory_mb,
            waiting=0 if load is None else load.waiting,
            folded=0 if load is None else load.folded,
        )

    async def run(self) -> None:
        """Live, break, pause, live again."""
        try:
            while True:
                self._broke(await self._one_life())
                await self._clock.sleep(0.0 if self._asked else self._backoff.after(self._life_s()))
                self.restarts += 1
        finally:
            self._pipeline.lose(self._source, "stopped", "the adapter is stopped")

    def _broke(self, reason: str) -> None:
        self._why = reason
        self._pipeline.lose(self._source, "broken", reason)
        if reason != self._ill:
            _log.error("adapter %s broke: %s; it is started again", self.plan.name, reason)
        self._ill = reason

    def restart(self) -> None:
        """End this life; another begins at once."""
        if self._life is not None:
            self._asked = True
            self._life.cancel()

    async def _one_life(self) -> str:
        """Run from enter to exit; gives why it ended."""
        self._asked = False
        self._up_ns = None
        self._entered.clear()
        self._leaving.clear()
        self._pipeline.lose(self._source, "starting", self._why)
        life = self._life = asyncio.create_task(self._live(), name=f"adapter {self.plan.name}: life")
        try:
            return await self._watch(life)
        finally:
            self._life = self._adapter = None
            await self._end(life)

    async def _watch(self, life: asyncio.Task[None]) -> str:
        try:
            await self._until(self._entered, life, ENTER_S, "entering it")
            await self._until(self._leaving, life, None, "")
            await self._until(None, life, EXIT_S, "leaving it")
            life.result()
        except AdapterBroke as broke:
            return broke.reason
        except asyncio.CancelledError:
            if life.cancelled() and not ending():
                return "it was asked to start again" if self._asked else "it cancelled itself"
            raise
        except BaseException as error:  # noqa: BLE001  an adapter's author may raise anything, in groups too
            return _told(error)
        return "it ended by itself"

    async def _until(
        self, event: asyncio.Event | None, life: asyncio.Task[None], limit_s: float | None, what: str
    ) -> None:
        """Wait for an event of a life, or for its end; what takes longer than its limit broke."""
        async with _waiting(event) as waits:
            pending = {life, *waits}
            timer = None if limit_s is None else asyncio.create_task(self._clock.sleep(limit_s), name="deadline")
            try:
                await asyncio.wait(pending | ({timer} if timer else set()), return_when=asyncio.FIRST_COMPLETED)
                if timer is not None and timer.done() and not any(one.done() for one in pending):
                    raise AdapterBroke(self.plan.name, f"{what} took longer than {limit_s:g} s")
            finally:
                if timer is not None:
                    await cut(timer)

    async def _end(self, life: asyncio.Task[None]) -> None:
        """Cancel a life and let it leave in order, for as long as leaving may take."""
        life.cancel()
        try:
            await within(self._clock, EXIT_S, _joined(life), f"adapter {self.plan.name}: leaving")
            heard(life)
        except TimeoutError:
            if not await cut(life):
                _log.error("adapter %s ignores its cancellation; it is left behind", self.plan.name)

    async def _live(self) -> None:
        try:
            async with await self._create() as adapter:
                self._still_wanted()
                self._adapter = adapter
                self._entered.set()
                await self._read(adapter)
        finally:
            if asyncio.current_task() is self._life:
                self._leaving.set()

    def _still_wanted(self) -> None:
        """End a life that was left behind and comes back: another may be running by now."""
        if asyncio.current_task() is not self._life:
            raise AdapterBroke(self.plan.name, "it was left behind")

    async def _create(self) -> Adapter:
        folder = self._state_dir / "adapters" / self.plan.name
        await asyncio.to_thread(folder.mkdir, mode=0o700, parents=True, exist_ok=True)
        paired = () if self._remembers is None else await self._remembers(self.plan.name)
        context = AdapterContext(
            name=self.plan.name,
            state_dir=folder,
            monotonic_ns=self._clock.monotonic_ns,
            paired=paired,
            tap=self.tap,
        )
        return self.plan.manifest.create(self.plan.settings, context)

    async def _read(self, adapter: Adapter) -> None:
        """Take batches in slices; after some milliseconds everybody else has a turn, however fast the adapter is.

        Only our own work is timed: most batches come one by one after a wait, in which the others have their turn.
        """
        worked_s = 0.0
        try:
            batches: AsyncIterator[Any] = adapter.updates()  # what it yields is only promised
            async for batch in batches:
                self._still_wanted()
                self._recovered()
                updates = batch if isinstance(batch, tuple) else (batch,)
                for first in range(0, len(updates) or 1, SLICE):
                    began_s = perf_counter()
                    await self._pipeline.take(self._source, updates[first : first + SLICE])
                    worked_s += perf_counter() - began_s
                    if worked_s >= TURN_S:
                        await asyncio.sleep(0)
                        worked_s = 0.0
        finally:
            if asyncio.current_task() is self._life:
                self._adapter = None
                self._leaving.set()

    def _recovered(self) -> None:
        if self._up_ns is None:
            self._up_ns, self._why = self._clock.monotonic_ns(), ""
        if self._source.state in {"starting", "broken"}:
            self._pipeline.link(self._source, "connected", "")
        if self._ill and self._life_s() >= STEADY_S:
            self._ill = ""
            _log.info("adapter %s recovered", self.plan.name)

    def _life_s(self) -> float:
        """How long this life has been up: not the time that starting took, which on a small board is long."""
        return 0.0 if self._up_ns is None else (self._clock.monotonic_ns() - self._up_ns) / 1e9

    async def execute(self, command: Command) -> Answer:
        """Hand over one command within the manifest's time-out."""
        adapter = self._adapter
        if adapter is None:
            return _not_running(command, self._source.reason or "the adapter is not running")
        limit_s = self.plan.execute_timeout_s + EXECUTE_MARGIN_S
        try:
            answer: Any = await within(
                self._clock, limit_s, adapter.execute(command), f"adapter {self.plan.name}: command"
            )
        except TimeoutError:
            return Failed(
                command=command.id, code="adapter-timeout", reason=f"the adapter took longer than {limit_s:g} s"
            )
        except Exception as error:  # noqa: BLE001  translated here, once
            return Failed(command=command.id, code="adapter-raised", reason=_told(error))
        if not isinstance(answer, Sent | Refused | Failed):
            return Failed(
                command=command.id, code="adapter-answer", reason="the adapter gave no answer of the contract"
            )
        return answer


class _waiting:  # noqa: N801  reads as a statement
    """A task that waits for an event, for the time of a block; nothing for no event."""

    def __init__(self, event: asyncio.Event | None) -> None:
        self._event = event
        self._task: asyncio.Task[Any] | None = None

    async def __aenter__(self) -> set[asyncio.Task[Any]]:
        if self._event is None:
            return set()
        self._task = asyncio.create_task(self._event.wait(), name="event")
        return {self._task}

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            await cut(self._task)


async def _joined(task: asyncio.Task[None]) -> None:
    await asyncio.wait({task})


def _not_running(command: Command, reason: str) -> Refused:
    return Refused(command=command.id, code="adapter-not-running", reason=reason, retry=True)


def _told(error: BaseException) -> str:
    """Name an error in one line; of a group, its first."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    text = str(error).splitlines()[0][:200] if str(error) else ""
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
