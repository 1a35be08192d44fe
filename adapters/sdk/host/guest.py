"""The life of one adapter in a process of its own: entered, read, given commands, left."""

import asyncio
import signal
import socket
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any, Final

from adapters.sdk.contract import Adapter, AdapterContext, Manifest
from adapters.sdk.host.batch import bodies
from adapters.sdk.host.link import Link
from adapters.sdk.host.recording import RecordingTalk
from adapters.sdk.host.talk import PairingTalk
from adapters.sdk.recording import Recording
from schemas.host import (
    ALIVE_S,
    Alive,
    Answered,
    Broke,
    Cancel,
    Ended,
    Execute,
    Leave,
    Next,
    Pair,
    Record,
    Search,
    Start,
    Started,
    Unpair,
)
from schemas.outcomes import Answer, Failed, Refused, Sent
from schemas.pairing import Paired

COMMANDS: Final = 256
"""Commands that may be under way."""


class Guest:
    """Runs an adapter on behalf of a core that is another process. Gives its exit code."""

    def __init__(self, sock: socket.socket, manifest: Manifest, start: Start, context: AdapterContext) -> None:
        self._sock = sock
        self._manifest = manifest
        self._start = start
        self._context = context
        self._link = Link(self._heard, self._asked_to_leave)
        self._talk = PairingTalk(self._link.say, lambda error: told(error, start.memory_mb), self._learned)
        self._recordings = RecordingTalk(self._link.say, context.tap, self._recording)
        self._paired = list(start.paired)
        self._calls: dict[int, asyncio.Task[None]] = {}
        self._adapter: Adapter | None = None
        self._group: asyncio.TaskGroup | None = None
        self._life: asyncio.Task[None] | None = None
        self._left = False

    async def run(self) -> int:
        """Live until the core wants an end, hangs up, or the adapter breaks."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, self._asked_to_leave)
        self._sock.setblocking(False)  # noqa: FBT003
        await loop.create_unix_connection(lambda: self._link, sock=self._sock)
        self._life = asyncio.create_task(self._live(), name=f"adapter {self._start.name}")
        if self._left:
            self._life.cancel()
        try:
            await asyncio.wait({self._life})
            return self._ended(self._life)
        finally:
            await self._link.close()

    def _ended(self, life: "asyncio.Task[None]") -> int:
        error = None if life.cancelled() else life.exception()
        if error is None and self._left:
            return 0
        reason = "it cancelled itself" if life.cancelled() else "it ended by itself"
        self._link.say(Broke(reason=told(error, self._start.memory_mb) if error else reason))
        return 1

    async def _live(self) -> None:
        async with self._manifest.create(self._start.settings, self._context) as adapter, asyncio.TaskGroup() as group:
            self._adapter, self._group = adapter, group
            self._link.say(
                Started(
                    version=str(self._manifest.version),
                    execute_timeout_s=float(self._manifest.execute_timeout_s),
                    memory_mb=self._manifest.budget.memory_mb,
                    pairing=self._manifest.pairing,
                )
            )
            beat = group.create_task(self._beat(), name="heartbeat")
            try:
                async for batch in adapter.updates():
                    for body in bodies(batch):
                        await self._link.tell(body)
            finally:
                self._adapter = None
                beat.cancel()
                for call in self._calls.values():
                    call.cancel()

    async def _beat(self) -> None:
        while True:
            self._link.say(Alive())
            await asyncio.sleep(ALIVE_S)

    # what the core wants

    def _heard(self, message: Any) -> None:
        match message:
            case Execute():
                self._execute(message)
            case Cancel():
                if not self._talk.cancel(message.call) and (call := self._calls.get(message.call)) is not None:
                    call.cancel()
            case Search() | Pair() | Unpair():
                self._begin(message.call, self._talk.serve(self._adapter, message))
            case Record():
                self._begin(message.call, self._recordings.serve(message))
            case Next():
                self._talk.go_on(message.call)
                self._recordings.go_on(message.call)
            case Leave():
                self._asked_to_leave()
            case _:  # it is of the protocol's own
                pass

    def _learned(self, paired: Paired) -> None:
        self._context.tap.learned(paired)
        if paired.key:
            self._paired.append(paired)

    def _recording(self) -> Recording:
        return Recording(
            (self._manifest.id, str(self._manifest.version)),
            self._context.monotonic_ns,
            paired=self._paired,
            plan=self._manifest.pairing,
            settings=self._start.settings,
        )

    def _asked_to_leave(self) -> None:
        self._left = True
        if self._life is not None:
            self._life.cancel()

    def _execute(self, wanted: Execute) -> None:
        adapter, group = self._adapter, self._group
        if adapter is None or group is None or len(self._calls) >= COMMANDS:
            code = "busy" if adapter else "adapter-not-running"
            answer = Refused(command=wanted.command.id, code=code, reason="it takes no command now", retry=True)
            self._link.say(Answered(call=wanted.call, answer=answer))
            return
        self._begin(wanted.call, self._answer(adapter, wanted))

    def _begin(self, number: int, work: Coroutine[Any, Any, None]) -> None:
        if self._group is None or self._adapter is None:
            work.close()
            self._link.say(Ended(call=number, reason="it is not running"))
            return
        call = self._calls[number] = self._group.create_task(work, name=f"call {number}")
        call.add_done_callback(lambda _done: self._calls.pop(number, None))

    async def _answer(self, adapter: Adapter, wanted: Execute) -> None:
        try:
            answer: Any = await adapter.execute(wanted.command)
        except Exception as error:  # noqa: BLE001  translated here, once
            reason = told(error, self._start.memory_mb)
            answer = Failed(command=wanted.command.id, code="adapter-raised", reason=reason)
        self._link.say(Answered(call=wanted.call, answer=_sound(answer, wanted)))


def _sound(answer: Any, wanted: Execute) -> Answer:
    if isinstance(answer, Sent | Refused | Failed):
        return answer
    reason = "the adapter gave no answer of the contract"
    return Failed(command=wanted.command.id, code="adapter-answer", reason=reason)


def told(error: BaseException, memory_mb: int) -> str:
    """Name an error in one line; of a group, its first."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    if isinstance(error, MemoryError):
        return f"it used more than {memory_mb} MB"
    text = ""
    with suppress(Exception):  # whatever an author's __str__ does
        text = str(error).strip().partition("\n")[0][:200]
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
