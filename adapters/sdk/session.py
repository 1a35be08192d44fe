"""An adapter that keeps one conversation with each device, bridge or hub: connects, listens, and connects again.

A protocol writes a `Session`; everything else about an adapter is here: one task a session, so that one that fails or
hangs is alone with it; reconnection with jitter; who is available; and the bounded buffer to the home.
"""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import PurePath
from types import TracebackType
from typing import TYPE_CHECKING, Final, Protocol, Self

from adapters.sdk.buffer import Buffer
from adapters.sdk.channel import ReplayError
from adapters.sdk.contract import AdapterContext
from adapters.sdk.errors import CannotError, LinkError, UnreachableError
from adapters.sdk.network import LOOK_S, absent_interfaces
from adapters.sdk.reconnect import Backoff
from adapters.sdk.tap import Tap
from adapters.sdk.thing import Thing
from schemas.commands import Command, SetProperties
from schemas.conversion import ConversionError
from schemas.outcomes import Answer, Failed, Refused
from schemas.pairing import STILL_PAIRED, Candidate, Paired, Pairing, Stepped
from schemas.updates import (
    AdapterStateChanged,
    AvailabilityChanged,
    DeviceDescribed,
    DeviceRemoved,
    EventOccurred,
    FaultReported,
    PropertiesReported,
    Update,
)
from schemas.value import Value
from schemas.vocabulary import Kind

if TYPE_CHECKING:
    from schemas.device import DeviceDescription

DEFECT: Final = "adapter-defect"
FRAMES: Final = 8
"""So many calls on the way to a defect are logged, the innermost ones."""
_log = logging.getLogger("adapters.sdk.session")
HOPELESS_S: Final = 300.0
"""How long a session waits that only a person can help: wrong key, wrong version."""


class Session(Protocol):
    """One conversation. `name` is unique in the adapter: the key of what was paired, or an address.

    `run` connects, describes what is there through the outlet, and tells what happens until the link ends: it raises
    LinkError (OSError and TimeoutError count as unreachable) or returns when the far end hung up. It is run again.
    `execute` may be called while `run` runs, and answers or raises: LinkError for what failed, ConversionError and
    CannotError for what is refused and was not begun. It does not try again what may be done.
    """

    @property
    def name(self) -> str: ...

    async def run(self, outlet: "Outlet") -> None: ...

    async def execute(self, command: Command) -> Answer: ...


class Outlet:
    """What one session tells the home. Everything is repeated when a session begins anew; what is the same is not."""

    def __init__(
        self,
        name: str,
        buffer: Buffer,
        monotonic_ns: Callable[[], int],
        changed: Callable[[], None],
        tap: Tap | None = None,
    ) -> None:
        """Begin with no device. `changed` is called when it begins to live; `tap` hears what names a device."""
        self.name = name
        self.lives = False  # whether something was described since the session began
        self.reason = "it has not answered yet"
        self._buffer = buffer
        self._monotonic_ns = monotonic_ns
        self._changed = changed
        self._tap = tap or Tap()
        self._things: dict[str, DeviceDescription] = {}
        self._available: dict[str, str] = {}  # why not; empty where it is

    @property
    def devices(self) -> Iterable[str]:
        """The keys of the devices that it has described."""
        return self._things.keys()

    @property
    def descriptions(self) -> Iterable["DeviceDescription"]:
        """What it has described."""
        return self._things.values()

    def secrets(self, command: Command) -> dict[str, Value]:
        """Give the secrets that a command writes, each under a name that says so."""
        described = self._things.get(command.device)
        if described is None or not isinstance(command, SetProperties):
            return {}
        changes = ((described.properties[index], value) for index, value in command.changes)
        return {f"secret {one.path}": value for one, value in changes if one.kind is Kind.SECRET}

    def describe(self, thing: Thing, *, answers: bool = True) -> None:
        """Tell what a device is; it counts as available from then on, or where not `answers` once it is told to be."""
        if self._things.get(thing.key) != thing.description:
            self._things[thing.key] = thing.description
            self._tap.described((thing.description,))
            self._buffer.put(DeviceDescribed(device=thing.description))
        if answers:
            self.available(thing.key)
        elif thing.key not in self._available:
            self.unavailable(thing.key, "it has not answered yet")
        if not self.lives:
            self.lives = True
            self._changed()

    def heard(self, thing: Thing, raw: Mapping[str, Value], *, device_time_ms: int | None = None) -> None:
        """Report values by address, in the vendor's form."""
        for update in thing.report(raw, self._monotonic_ns(), device_time_ms=device_time_ms):
            self._buffer.put(update)

    def report(self, key: str, changes: Iterable[tuple[int, Value]]) -> None:
        """Report values by index, in the schema's form, for what no conversion of the description yields."""
        self._buffer.put(PropertiesReported(device=key, arrived_ns=self._monotonic_ns(), changes=tuple(changes)))

    def occurred(
        self, key: str, endpoint: int, capability: str, event: str, fields: Iterable[tuple[str, Value]] = ()
    ) -> None:
        """Tell an event."""
        self._buffer.put(
            EventOccurred(
                device=key,
                endpoint=endpoint,
                capability=capability,
                event=event,
                arrived_ns=self._monotonic_ns(),
                fields=tuple(fields),
            )
        )

    def available(self, key: str) -> None:
        """Tell that a device answers, where that is new."""
        if self._available.get(key) != "":
            self._available[key] = ""
            self._buffer.put(AvailabilityChanged(device=key, available=True))

    def unavailable(self, key: str, reason: str) -> None:
        """Tell that one device behind the session does not answer, where that or the reason is new."""
        if self._available.get(key) != reason:
            self._available[key] = reason
            self._buffer.put(AvailabilityChanged(device=key, available=False, reason=reason))

    def remove(self, key: str, reason: str) -> None:
        """Tell that a device is gone for good; one that the home does not know is passed over there."""
        self._things.pop(key, None)
        self._available.pop(key, None)
        self._buffer.put(DeviceRemoved(device=key, reason=reason))

    def fault(self, error: LinkError, *, key: str = "", place: str = "") -> None:
        """Tell bad input that was met and contained."""
        self._buffer.put(
            FaultReported(device=key, code=error.code, place=place or self.name, reason=error.reason, fix=error.fix)
        )

    def lost(self, error: LinkError) -> None:
        """Tell that the link ended: every device behind it says why, also one that this session has not seen yet."""
        self.lives, self.reason = False, error.reason
        for key in {self.name: None, **self._things}:
            self.unavailable(key, error.reason)
        self.fault(error, key=self.name if self.name in self._things else "")


class Pairer(Protocol):
    """How a protocol finds devices and takes them in. Everything else about pairing is in SessionAdapter."""

    async def discover(self, seconds: float) -> tuple[Candidate, ...]: ...

    def pair(self, answers: Mapping[str, str]) -> AsyncIterator[str | Paired]:
        """Give the id of each step of the plan as it begins, and what is to be kept. LinkError: that step failed.

        `answers` are complete and match their patterns.
        """
        ...

    async def forget(self, paired: Paired) -> None:
        """Tell a device that it is given up, where the protocol has that. LinkError: it has its side of it still."""
        ...


class SessionAdapter:
    """Fulfils the adapter contract, pairing included, with sessions.

    `make` gives the session of what was paired; `sessions` are those that need no pairing, from the configuration.
    Without one of the `interfaces` that the configuration names it is degraded, until it is there.
    """

    def __init__(
        self,
        context: AdapterContext,
        *,
        sessions: Iterable[Session] = (),
        make: Callable[[Paired], Session] | None = None,
        pairer: Pairer | None = None,
        interfaces: Iterable[str] = (),
        backoff: Callable[[], Backoff] = Backoff,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Only assigns."""
        self._first = tuple(sessions)
        self._monotonic_ns = context.monotonic_ns
        self._tap = context.tap
        self._name = context.name
        self._paired = {one.key: one for one in context.paired}
        self._make = make
        self._pairer = pairer
        self._backoff = backoff
        self._sleep = sleep
        self._buffer = Buffer()
        self._group = asyncio.TaskGroup()
        self._kept: dict[str, tuple[Session, Outlet, asyncio.Task[None]]] = {}
        self._ending: set[asyncio.Task[None]] = set()
        self._interfaces = tuple(interfaces)
        self._absent = None if self._interfaces else ""  # what is not there, once that was looked at
        self._watch: asyncio.Task[None] | None = None
        self._state: AdapterStateChanged | None = None
        self._closed = False
        self._asking = context.tap.asking(self._described)

    async def __aenter__(self) -> Self:
        await self._group.__aenter__()
        self._asking.__enter__()
        for session in self._first:
            self.adopt(session)
        for paired in self._paired.values():
            self._take_up(paired)
        if self._interfaces:
            self._watch = self._group.create_task(self._watch_interfaces(), name="interfaces")
        self._tell_state()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed = True
        for _, _, task in self._kept.values():
            self._end(task)
        if self._watch is not None:
            self._watch.cancel()
        cancelled = kind is not None and issubclass(kind, asyncio.CancelledError)
        try:
            await self._group.__aexit__(*((kind, error, trace) if cancelled else (None, None, None)))
        finally:
            self._asking.__exit__(None, None, None)
            self._buffer.close()

    def _described(self) -> Iterable["DeviceDescription"]:
        return [one for _, outlet, _ in self._kept.values() for one in outlet.descriptions]

    @property
    def waiting(self) -> int:
        """Updates that the home has not taken yet."""
        return len(self._buffer)

    @property
    def folded(self) -> int:
        """Values that a newer one took the place of while they waited."""
        return self._buffer.folded

    async def updates(self) -> AsyncIterator[tuple[Update, ...]]:
        """Yield what waits, as long as the adapter is open."""
        while not self._closed:
            if batch := await self._buffer.take():
                yield batch

    async def execute(self, command: Command) -> Answer:
        """Hand a command to the session that has the device."""
        found = self._owner(command.device)
        if found is None:
            return Refused(command=command.id, code="unknown-device", reason="no device of that key is known here")
        session, outlet = found
        if not outlet.lives:
            return Refused(command=command.id, code="not-connected", reason=outlet.reason, retry=True)
        if secrets := outlet.secrets(command):  # so that none is in a recording
            self._tap.learned(Paired(key="", name="", kept=secrets))
        try:
            return await session.execute(command)
        except (LinkError, OSError, ConversionError, CannotError) as error:
            return _answer_of(error, command.id)

    def _owner(self, device: str) -> tuple[Session, Outlet] | None:
        for session, outlet, _ in self._kept.values():
            if device in outlet.devices:
                return session, outlet
        return None

    def adopt(self, session: Session) -> None:
        """Keep one more session; it takes the place of one of the same name, whose devices stay."""
        if (former := self._kept.pop(session.name, None)) is not None:
            self._end(former[2])
        outlet = former[1] if former else self._outlet(session.name)
        task = self._group.create_task(self._keep(session, outlet), name=f"session {session.name}")
        self._kept[session.name] = (session, outlet, task)

    def _outlet(self, name: str) -> Outlet:
        return Outlet(name, self._buffer, self._monotonic_ns, self._tell_state, self._tap)

    def dismiss(self, name: str, reason: str) -> bool:
        """End a session for good; its devices are gone. False where there is none."""
        if (former := self._kept.pop(name, None)) is None:
            return False
        _, outlet, task = former
        self._end(task)
        for key in {name: None, **dict.fromkeys(outlet.devices)}:
            outlet.remove(key, reason)
        self._tell_state()
        return True

    # pairing

    async def discover(self, seconds: float) -> tuple[Candidate, ...]:
        """Search, and mark what is paired already."""
        if self._pairer is None:
            return ()
        found = await self._pairer.discover(seconds)
        return tuple(replace(one, paired=one.paired or one.key in self._paired) for one in found)

    async def pair(self, answers: Mapping[str, str]) -> AsyncIterator[Pairing]:
        """Take the steps, and take up what came of them."""
        if self._pairer is None:
            return
        step = ""
        self._tap.learned(Paired(key="", name="", kept=dict(answers)))
        try:
            async for said in self._pairer.pair(answers):
                if isinstance(said, Paired):
                    self._tap.learned(said)
                    yield said
                    self._paired[said.key] = said
                    self._take_up(said)
                    continue
                if step:
                    yield Stepped(step=step, state="done")
                step = said
                yield Stepped(step=step, state="running")
        except LinkError as error:
            yield Stepped(step=step, state="failed", code=error.code, reason=error.reason, fix=error.fix)
        except OSError as error:
            yield Stepped(step=step, state="failed", code=UnreachableError.code, reason=_told(error))
        else:
            yield Stepped(step=step, state="done")

    def _take_up(self, paired: Paired) -> None:
        if self._make is None:
            return
        try:
            self.adopt(self._make(paired))
        except (KeyError, TypeError, ValueError, LinkError) as error:
            reason = f"what was kept of {paired.name} cannot be used: {type(error).__name__}"
            self.fault(LinkError(reason, "pair it anew", code="unusable-pairing"), place=paired.key)

    def fault(self, error: LinkError, *, place: str) -> None:
        """Tell what is wrong with a setting or a pairing, before there is a device of it."""
        self._buffer.put(FaultReported(device="", code=error.code, place=place, reason=error.reason, fix=error.fix))

    async def unpair(self, key: str) -> Stepped | None:
        """Part from a device and all that are behind it; tell where it could not be told."""
        paired = self._paired.pop(key, None)
        if paired is None:
            return None  # what the configuration names is not parted from
        self.dismiss(key, "it was given up")
        try:
            if self._pairer is not None:
                await self._pairer.forget(paired)
        except (LinkError, OSError) as error:
            reason, fix = (error.reason, error.fix) if isinstance(error, LinkError) else (_told(error), "")
            return Stepped(step="unpair", state="failed", code=STILL_PAIRED, reason=reason, fix=fix)
        return None

    # lives

    def _end(self, task: "asyncio.Task[None]") -> None:
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)
        task.cancel()

    async def _keep(self, session: Session, outlet: Outlet) -> None:
        """Run a session again and again. Whatever it raises is its own affair."""
        backoff = self._backoff()
        while True:
            error = await self._one_run(session, outlet)
            if outlet.lives and error.code != DEFECT:  # it fails at the same place again
                backoff.succeeded()
            outlet.lost(error)
            self._tell_state()
            pause_s = backoff.next_s()
            await self._sleep(pause_s if error.retry else max(pause_s, HOPELESS_S))

    async def _one_run(self, session: Session, outlet: Outlet) -> LinkError:
        """Run it once, and give why it ended.

        On Python 3.11 a task group that ends with errors may keep quiet about a cancellation from outside, and one
        whose task failed may leave its own cancellation counted: the first is put right here, the second wiped.
        """
        error = await self._outcome(session, outlet)
        ours = asyncio.current_task()
        if ours in self._ending:
            raise asyncio.CancelledError
        while ours is not None and ours.cancelling():
            ours.uncancel()
        return error

    async def _outcome(self, session: Session, outlet: Outlet) -> LinkError:
        try:
            await session.run(outlet)
        except ReplayError:
            raise  # only a test replays, and it is to see what differs
        except Exception as raised:  # noqa: BLE001 - a defect in one session must not end the others
            error = _first(raised)
            if isinstance(error, LinkError):
                return error
            if isinstance(error, OSError):  # TimeoutError is one
                return UnreachableError(_told(error))
            return self._defect(error, outlet)
        return UnreachableError("it hung up")

    def _defect(self, error: Exception, outlet: Outlet) -> LinkError:
        """Tell what was raised and where, but not its text, which may hold a key. The log has the way there, once."""
        way = [f"{'/'.join(PurePath(one.filename).parts[-2:])}:{one.lineno}" for one in _frames(error)]
        reason = f"the conversation failed: {type(error).__name__} at {way[-1]}"
        if reason != outlet.reason:
            _log.error("adapter %s: by way of %s: %s", self._name, ", ".join(way[:-1]), reason)
        return LinkError(reason, "this is a defect of the adapter; report it with the lines of the log", code=DEFECT)

    async def _watch_interfaces(self) -> None:
        """Look again and again: they may come up after us, or go."""
        while True:
            absent = await asyncio.to_thread(absent_interfaces, self._interfaces)
            if absent != (self._absent or ""):
                _log.warning("adapter %s: %s", self._name, absent or "all its interfaces are there now")
            self._absent = absent
            self._tell_state()
            await asyncio.sleep(LOOK_S)

    def _tell_state(self) -> None:
        """Tell which interface is missing and how many answer, when that changed."""
        if self._absent is None:
            return
        living = sum(outlet.lives for _, outlet, _ in self._kept.values())
        silent = "" if living == len(self._kept) else f"{living} of {len(self._kept)} devices or bridges answer"
        reason = "; ".join(one for one in (self._absent, silent) if one)
        state = AdapterStateChanged(state="degraded" if self._absent else "connected", reason=reason)
        if state != self._state:
            self._state = state
            self._buffer.put(state)


def _answer_of(error: LinkError | OSError | ConversionError | CannotError, command: str) -> Answer:
    match error:
        case LinkError():
            return Failed(command=command, code=error.code, reason=error.reason, retry=error.retry)
        case OSError():  # TimeoutError is one
            return Failed(command=command, code=UnreachableError.code, reason=_told(error))
        case CannotError():
            return Refused(command=command, code=error.code, reason=error.reason)
        case ConversionError():
            return Refused(command=command, code="out-of-range", reason=str(error))


def _first(error: Exception) -> Exception:
    """Give the first of a group: what a session's own tasks raise comes in one."""
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    return error


def _frames(error: Exception) -> traceback.StackSummary:
    return traceback.extract_tb(error.__traceback__, limit=-FRAMES)


def _told(error: OSError) -> str:
    if isinstance(error, TimeoutError):
        return str(error) or "no answer in time"
    return error.strerror or str(error)
