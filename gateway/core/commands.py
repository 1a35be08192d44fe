"""Takes what people and systems want of a device, and tells what came of it.

Refuse what cannot or may not be, send the rest, and wait until the device itself reports it. One retry rule: a
write that was not confirmed in time is sent once more, unless something could go wrong with it; a command is not.
"""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from gateway.core.clock import Clock
from gateway.core.deadline import within
from gateway.core.effect import EFFECTS, REACHED
from gateway.core.permission import Permission
from gateway.core.pipeline import Pipeline, Watcher
from gateway.core.state import DeviceEntry
from gateway.core.wish import argument_rule, reads_back, within_step, write_rule
from schemas.commands import Command, InvokeCommand, ReadProperties, SetProperties
from schemas.outcomes import Answer, Confirmed, Failed, Outcome, Refused, Sent, TimedOut, Unconfirmed, Waiting
from schemas.updates import PropertiesReported
from schemas.value import Value
from schemas.vocabulary import VENDOR, Confirmation

MOST_PENDING: Final = 16  # commands of one device that wait at a time
MOST_CHANGES: Final = 256  # in one command

_log = logging.getLogger(__name__)


class Hands(Protocol):
    """What carries a command out; the supervisor."""

    async def execute(self, name: str, command: Command) -> Answer:
        """Hand it to an adapter; there is an answer in time, whatever happens."""
        ...

    def timeout_s(self, name: str) -> float:
        """How long the devices of an adapter may take to report back."""
        ...


Failure = tuple[str, str]
"""Stable code and reason."""
SUPERSEDED: Final[Failure] = ("superseded", "a newer wish for the same property took its place")
GONE: Final[Failure] = ("gone", "the device, or the property, was removed meanwhile")


@dataclass(slots=True, eq=False)
class Wait:
    """What a command waits for: `tests` by handle; each is struck off when a value passes it."""

    tests: dict[int, Callable[[Value], bool]]
    result: asyncio.Future[bool]  # true when all were seen, false when that can no longer be
    lost: Failure = SUPERSEDED  # why it can no longer be

    def see(self, handle: int, value: Value) -> None:
        """Take a reported value."""
        test = self.tests.get(handle)
        if test is not None and test(value):
            del self.tests[handle]
        if not self.tests and not self.result.done():
            self.result.set_result(True)

    def give_up(self, why: Failure) -> None:
        """Stop waiting."""
        if not self.result.done():
            self.lost = why
            self.result.set_result(False)


class CommandRouter:
    """Commands of all devices. Those of one device may run side by side; of one property the newest wish counts."""

    def __init__(self, clock: Clock, pipeline: Pipeline, hands: Hands, permission: Permission) -> None:
        self._clock = clock
        self._permission = permission
        self._pipeline = pipeline
        self._state = pipeline.state
        self._hands = hands
        self._waits: dict[int, list[Wait]] = {}  # by handle
        self._writes: dict[int, Wait] = {}  # the newest write of each handle that waits
        self._pending: dict[str, int] = {}  # by device

    def observe(self, handles: Sequence[int], values: Sequence[Value]) -> None:
        """Take changes of state; called by the pipeline."""
        if not self._waits:
            return
        for handle, value in zip(handles, values, strict=True):
            for wait in tuple(self._waits.get(handle, ())):
                wait.see(handle, value)

    def drop(self, handles: Sequence[int]) -> None:
        """Give up what waits for handles that are free now; called by the pipeline."""
        for handle in handles:
            for wait in tuple(self._waits.get(handle, ())):
                wait.give_up(GONE)

    # write

    async def set_properties(
        self, entry: DeviceEntry, changes: Mapping[str, Value], confirmation: Confirmation
    ) -> Outcome:
        """Write properties by path, a former one too."""
        command_id = _new_id()
        wished, changes = changes, {self._state.names.present(p, entry.by_path): v for p, v in changes.items()}
        if len(changes) < len(wished):
            return _refused(command_id, "named-twice", "a property is named twice, by a former name too")
        refused = self._refuse_write(command_id, entry, changes, confirmation) or self._refuse_device(command_id, entry)
        if refused is not None:
            return refused
        wanted = {entry.by_path[path]: value for path, value in changes.items()}
        index_of = {path: index for index, path in enumerate(p.path for p in entry.description.properties)}
        command = SetProperties(
            id=command_id,
            device=entry.description.key,
            changes=tuple((index_of[path], value) for path, value in changes.items()),
            confirmation=confirmation,
        )
        return await self._counted(entry, self._write(entry, command, wanted))

    def _refuse_write(
        self, command_id: str, entry: DeviceEntry, changes: Mapping[str, Value], confirmation: Confirmation
    ) -> Refused | None:
        if not 0 < len(changes) <= MOST_CHANGES:
            return _refused(command_id, "nothing-wanted", f"a command has 1 to {MOST_CHANGES} changes")
        for path, value in changes.items():
            handle = entry.by_path.get(path)
            if handle is None:
                return _refused(command_id, "unknown-property", f"the device has no property {path[:100]}")
            broken = write_rule(self._state, handle, value)
            if broken is not None:
                return _refused(command_id, broken[0], f"{path}: {broken[1]}")
        hazards = self._permission.hazards_of_writing({entry.by_path[path]: value for path, value in changes.items()})
        return self._permission.refusal(command_id, hazards, confirmation)

    async def _write(self, entry: DeviceEntry, command: SetProperties, wanted: dict[int, Value]) -> Outcome:
        told_back = {h: v for h, v in wanted.items() if reads_back(self._state, h)}
        wait = self._wait({handle: self._equals(handle, value) for handle, value in told_back.items()})
        for handle in wanted:
            older = self._writes.get(handle)
            if older is not None:
                older.give_up(SUPERSEDED)
            self._writes[handle] = wait
        try:
            answer = await self._hands.execute(entry.adapter, command)
            if not isinstance(answer, Sent):
                return answer
            if answer.within_s is not None:
                return Waiting(command=command.id, within_s=answer.within_s)
            if wait.result.done() and not wait.result.result():
                return _lost(command, wait)
            self._assume(
                entry, wanted if not answer.confirmable else {h: wanted[h] for h in wanted if h not in told_back}
            )
            if not answer.confirmable or not told_back:
                return Unconfirmed(command=command.id)
            hazards = self._permission.hazards_of_writing(wanted)
            return await self._confirmed(entry, command, wait, retry=not self._permission.asks(hazards))
        finally:
            self._forget(wait)
            for handle in wanted:
                if self._writes.get(handle) is wait:
                    del self._writes[handle]

    def _equals(self, handle: int, wanted: Value) -> Callable[[Value], bool]:
        return within_step(self._state, handle, wanted)

    def _assume(self, entry: DeviceEntry, wanted: Mapping[int, Value]) -> None:
        """Take as state what will not be reported; a secret stays unknown."""
        if entry.id not in self._pipeline.entries:
            return
        binding = self._pipeline.binding(entry)
        for handle, value in wanted.items():
            if not self._state.checks[handle](value):
                self._state.assume(binding, handle, value, self._clock.wall_ms() or 0)

    async def _confirmed(self, entry: DeviceEntry, command: SetProperties, wait: Wait, *, retry: bool) -> Outcome:
        limit_s = self._hands.timeout_s(entry.adapter)
        seen = await self._seen(wait, limit_s)
        if seen is None and retry:
            answer = await self._hands.execute(entry.adapter, command)
            if not isinstance(answer, Sent):
                return answer
            seen = await self._seen(wait, limit_s)
            limit_s *= 2
        return _told(command, wait, seen, limit_s)

    async def _seen(self, wait: Wait, limit_s: float) -> bool | None:
        """Wait for the device; None when it did not report in time."""
        for handle in tuple(wait.tests):
            if not self._state.flags[handle]:
                wait.see(handle, self._state.values[handle])
        try:
            return await within(self._clock, limit_s, _future(wait.result), "confirmation")
        except TimeoutError:
            return None

    # invoke

    async def invoke(
        self,
        entry: DeviceEntry,
        endpoint: int,
        capability: str,
        command: str,
        arguments: Mapping[str, Value],
        confirmation: Confirmation,
    ) -> Outcome:
        """Invoke a command of one endpoint. Never sent twice."""
        wanted = InvokeCommand(
            id=_new_id(),
            device=entry.description.key,
            endpoint=endpoint,
            capability=capability,
            command=command,
            arguments=tuple(arguments.items()),
            confirmation=confirmation,
        )
        refused = self._refuse_invoke(entry, wanted) or self._refuse_device(wanted.id, entry)
        return refused or await self._counted(entry, self._invoke(entry, wanted))

    def _refuse_invoke(self, entry: DeviceEntry, wanted: InvokeCommand) -> Refused | None:
        device, where = entry.description, (wanted.endpoint, wanted.capability, wanted.command)
        if not any((one.endpoint, one.capability, one.name) == where for one in device.commands):
            return _refused(
                wanted.id, "unknown-command", f"the device has no command {'/'.join(map(str, where))[:100]}"
            )
        rule = argument_rule(self._pipeline.state.registry, wanted)
        if rule is not None:
            return _refused(wanted.id, *rule)
        hazards = self._permission.hazards_of_invoking(device, *where)
        return self._permission.refusal(wanted.id, hazards, wanted.confirmation)

    async def _invoke(self, entry: DeviceEntry, command: InvokeCommand) -> Outcome:
        wait, sure = self._wait_for_effect(entry, command)
        try:
            answer = await self._hands.execute(entry.adapter, command)
            if not isinstance(answer, Sent):
                return answer
            if answer.within_s is not None:
                return Waiting(command=command.id, within_s=answer.within_s)
            if not answer.confirmable or not (wait.tests or wait.result.done()):
                return Unconfirmed(command=command.id)
            limit_s = self._hands.timeout_s(entry.adapter)
            if sure:
                return _told(command, wait, await self._seen(wait, limit_s), limit_s)
            if self._is_there(entry, command):
                return Confirmed(command=command.id)
            return await self._moved(wait, command, limit_s)
        finally:
            self._forget(wait)

    def _is_there(self, entry: DeviceEntry, command: InvokeCommand) -> bool:
        """Whether the device stood before where it is to go, so that nothing of it will change."""
        place, wanted = REACHED.get((command.capability, command.command), ("", None))
        handle = entry.by_path.get(f"{command.endpoint}/{command.capability}/{place}")
        return handle is not None and not self._state.flags[handle] and self._state.values[handle] == wanted

    async def _moved(self, wait: Wait, command: InvokeCommand, limit_s: float) -> Outcome:
        """Take any change of the capability for the effect; none proves nothing, so that is no time-out."""
        try:
            seen = await within(self._clock, limit_s, _future(wait.result), "effect")
        except TimeoutError:
            return Unconfirmed(command=command.id)
        return _told(command, wait, seen, limit_s)

    def _wait_for_effect(self, entry: DeviceEntry, command: InvokeCommand) -> tuple[Wait, bool]:
        """Give what to wait for, and whether its absence means failure."""
        effect = EFFECTS.get((command.capability, command.command))
        if effect is not None:
            handle = entry.by_path.get(f"{command.endpoint}/{command.capability}/{effect[0]}")
            if handle is not None:
                return self._wait({handle: lambda value: value in effect[1]}), True
        prefix = f"{command.endpoint}/{command.capability}/"
        handles = [] if command.capability == VENDOR else [h for p, h in entry.by_path.items() if p.startswith(prefix)]
        wait = self._wait(dict.fromkeys(handles, _anything))
        for handle in handles:
            wait.tests[handle] = _first_of(wait)
        return wait, False

    # read

    async def read(self, entry: DeviceEntry, paths: Sequence[str]) -> Outcome:
        """Ask for present values; Confirmed when the device has reported each of them."""
        index_of = {one.path: index for index, one in enumerate(entry.description.properties)}
        paths = [self._state.names.present(path, entry.by_path) for path in paths]
        command_id = _new_id()
        missing = [path for path in paths if path not in entry.by_path]
        if missing or not 0 < len(paths) <= MOST_CHANGES:
            return _refused(command_id, "unknown-property", f"the device has no property {missing[:1] or ''}")
        indexes = tuple(index_of[path] for path in dict.fromkeys(paths))
        command = ReadProperties(id=command_id, device=entry.description.key, properties=indexes)
        return self._refuse_device(command_id, entry) or await self._counted(entry, self._read(entry, command))

    async def _read(self, entry: DeviceEntry, command: ReadProperties) -> Outcome:
        missing = set(command.properties)
        done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

        def watch(report: PropertiesReported) -> None:
            missing.difference_update(index for index, _ in report.changes)
            if not missing and not done.done():
                done.set_result(True)

        with _Watched(self._pipeline, entry.id, watch):
            answer = await self._hands.execute(entry.adapter, command)
            if not isinstance(answer, Sent):
                return answer
            limit_s = self._hands.timeout_s(entry.adapter)
            try:
                await within(self._clock, limit_s, _future(done), "read")
            except TimeoutError:
                return TimedOut(command=command.id, after_s=limit_s)
            return Confirmed(command=command.id)

    # all of them

    def _refuse_device(self, command_id: str, entry: DeviceEntry) -> Refused | None:
        if not entry.available:
            return _refused(command_id, "unavailable", entry.reason, retry=True)
        if self._pending.get(entry.id, 0) >= MOST_PENDING:
            return _refused(command_id, "busy", f"{MOST_PENDING} commands of this device wait already", retry=True)
        return None

    async def _counted(self, entry: DeviceEntry, work: Awaitable[Outcome]) -> Outcome:
        self._pending[entry.id] = self._pending.get(entry.id, 0) + 1
        try:
            return await work
        finally:
            self._pending[entry.id] -= 1
            if not self._pending[entry.id]:
                del self._pending[entry.id]

    def _wait(self, tests: dict[int, Callable[[Value], bool]]) -> Wait:
        wait = Wait(tests, asyncio.get_running_loop().create_future())
        for handle in tests:
            self._waits.setdefault(handle, []).append(wait)
        return wait

    def _forget(self, wait: Wait) -> None:
        for handle, waits in tuple(self._waits.items()):
            if wait in waits:
                waits.remove(wait)
            if not waits:
                del self._waits[handle]


class _Watched:
    """Watches the reports of a device for the time of a block."""

    def __init__(self, pipeline: Pipeline, device: str, watcher: Watcher) -> None:
        self._watchers = pipeline.watchers
        self._device = device
        self._watcher = watcher

    def __enter__(self) -> None:
        self._watchers.setdefault(self._device, []).append(self._watcher)

    def __exit__(self, *_: object) -> None:
        self._watchers[self._device].remove(self._watcher)
        if not self._watchers[self._device]:
            del self._watchers[self._device]


def _new_id() -> str:
    return "c_" + secrets.token_hex(8)


async def _future(future: asyncio.Future[bool]) -> bool:
    """Wait without cancelling: the same wait may be asked for again."""
    return await asyncio.shield(future)


def _anything(_value: Value) -> bool:
    return True


def _first_of(wait: Wait) -> Callable[[Value], bool]:
    def seen(_value: Value) -> bool:
        if not wait.result.done():
            wait.result.set_result(True)
        return True

    return seen


def _refused(command_id: str, code: str, reason: str, *, retry: bool = False) -> Refused:
    return Refused(command=command_id, code=code, reason=reason, retry=retry)


def _told(command: Command, wait: Wait, seen: bool | None, limit_s: float) -> Outcome:
    """Make the outcome of a wait: seen, lost, or (None) neither in time."""
    if seen is None:
        return TimedOut(command=command.id, after_s=limit_s)
    return Confirmed(command=command.id) if seen else _lost(command, wait)


def _lost(command: Command, wait: Wait) -> Failed:
    return Failed(command=command.id, code=wait.lost[0], reason=wait.lost[1], retry=False)
