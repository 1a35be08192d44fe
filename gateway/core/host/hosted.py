"""An adapter in a process of its own, with the face of any adapter: the supervisor cannot tell them apart."""

import asyncio
import hmac
import logging
import os
import secrets
import signal
import socket
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Any, Final, Self

from adapters.sdk.contract import AdapterContext, Budget
from gateway.core.errors import AdapterBroke
from gateway.core.host import child as warden
from gateway.core.host.channel import Channel, first_frame
from gateway.core.host.child import Child, Gone, Measured, Report, Spawned, Stopped, Warned
from gateway.core.host.order import Order
from gateway.core.host.talk import Talk
from gateway.core.host.voice import Voice
from schemas.codec import CodecError, decode, encode
from schemas.commands import Command
from schemas.host import (
    FRAME_MAX,
    VERSION,
    Answered,
    Broke,
    Cancel,
    Ended,
    Execute,
    Found,
    Introduce,
    Introduced,
    Leave,
    PairingTold,
    Recorded,
    Start,
    Started,
    framed,
)
from schemas.outcomes import Answer, Failed, Refused
from schemas.pairing import Candidate, Pairing, Stepped
from schemas.updates import AdapterStateChanged, Update

CALLS: Final = 256
LAST_WORDS_S: Final = 1.0
STALL_S: Final = 2.0  # a core that was itself held up this long has heard nobody
TICK_S: Final = 1.0
SLOW_S: Final = 10.0  # after so long without a start it is told, so that nobody waits for it

_log = logging.getLogger("gateway.core.host")


class HostedAdapter:
    """One life. Fulfils the adapter contract, with an adapter that is elsewhere.

    The process is started and not waited for. Whatever ends it ends `updates` with AdapterBroke and the reason.
    Commands are answered once: `busy` or `adapter-not-running` where they cannot be handed over, `adapter-gone` where
    the process ended before its answer.
    """

    def __init__(self, order: Order, settings: Mapping[str, Any], context: AdapterContext) -> None:
        self._order = order
        self._settings = settings
        self._context = context
        clock = order.clock
        self._channel = Channel(self._heard, clock.monotonic_ns)
        voice = Voice(order.name, settings, clock.monotonic_ns)
        self._child = Child(order, context.state_dir, voice, self._reported)
        self._stack = AsyncExitStack()
        self._spawned: asyncio.Future[int]
        self._started = self._slow = False
        self._calls: dict[int, tuple[Command, asyncio.Future[Answer]]] = {}
        self._last_call = 0
        self._talk = Talk(order.name, self._channel.say, self._next_call)
        self._own: deque[AdapterStateChanged] = deque(maxlen=16)  # what this end has to tell
        self._state = AdapterStateChanged(state="connected")  # the last that the adapter told
        self._verdict = ""  # of this end, which ended it
        self._stopped = ""  # of the warden
        self._broke = ""  # of the adapter's process itself
        self._code: int | None = None

    async def __aenter__(self) -> Self:
        self._spawned = asyncio.get_running_loop().create_future()
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self._child)
            group = await stack.enter_async_context(asyncio.TaskGroup())
            watch = group.create_task(self._watch(), name=f"adapter {self._order.name}: heartbeat")
            stack.callback(watch.cancel)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._channel.say(Leave()):
            self._child.end()
        vitals = self._order.vitals
        vitals.pid = vitals.memory_mb = vitals.cpu_percent = None
        self._gone("it is stopped")
        await self._stack.aclose()
        self._channel.close()
        await asyncio.sleep(0)  # its transport closes with the next turn

    @property
    def waiting(self) -> int:
        """Batches that the core has not taken yet."""
        return self._channel.waiting

    @property
    def folded(self) -> int:
        """The process itself folds; it does not say how much."""
        return 0

    # what comes of it

    async def updates(self) -> AsyncIterator[tuple[Update, ...]]:
        """Yield what the process tells, batch by batch, as long as it lives."""
        try:
            await self._introduced()
            async for batch in self._batches():
                yield batch
        except (CodecError, EOFError, OSError) as error:
            self._over(_strange(error))
        raise AdapterBroke(self._order.name, await self._why())

    async def _batches(self) -> AsyncIterator[tuple[Update, ...]]:
        channel, own = self._channel, self._own
        while True:
            channel.news.clear()
            while (batch := channel.take()) is not None:
                self._note(batch)
                yield batch
            while own:
                yield (own.popleft(),)
            if channel.closed:
                return
            await channel.news.wait()

    def _note(self, batch: tuple[Update, ...]) -> None:
        for update in batch:
            if isinstance(update, AdapterStateChanged):
                self._state = update

    async def _introduced(self) -> None:
        """Make sure who is at the other end, and only then say what to run, for it holds secrets."""
        order, sock, loop = self._order, self._child.socket, asyncio.get_running_loop()
        secret = secrets.token_urlsafe(24)
        await loop.sock_sendall(sock, framed(encode(Introduce(secret=secret, version=VERSION))))
        pid = await asyncio.shield(self._spawned)
        said = decode(await first_frame(sock, pid, os.getuid()), Introduced, max_bytes=FRAME_MAX)
        if not hmac.compare_digest(said.secret, secret):
            raise PermissionError
        if said.version != VERSION:
            self._over(f"its process speaks version {said.version}, this is {VERSION}")
            return
        start = Start(
            name=order.name,
            entry=order.entry,
            settings=dict(self._settings),
            state_dir=str(self._context.state_dir),
            paired=self._context.paired,
            memory_mb=order.budget.memory_mb,
        )
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 0)
        await loop.create_unix_connection(lambda: self._channel, sock=sock)
        self._channel.say(start)

    def _heard(self, message: Started | Answered | Broke | Found | PairingTold | Recorded | Ended) -> None:
        match message:
            case Found() | PairingTold() | Recorded() | Ended():
                self._talk.heard(message)
            case Answered():
                self._answered(message)
            case Started():
                self._started = True
                if self._slow:
                    self._tell(self._state)
                self._order.vitals.execute_timeout_s = message.execute_timeout_s
                self._order.vitals.pairing = message.pairing
                self._order.vitals.started = True
                if message.memory_mb > max(may_mb := self._order.budget.memory_mb, Budget().memory_mb):
                    wish = "adapter %s asks for %d MB and may use %d; see budget.memory_mb"
                    _log.warning(wish, self._order.name, message.memory_mb, may_mb)
            case Broke():
                self._broke = message.reason[:300]

    def _answered(self, message: Answered) -> None:
        command, call = self._calls.get(message.call, (None, None))
        if command is None or call is None or call.done():
            return  # nobody asked, or nobody waits any more
        if message.answer.command == command.id:
            call.set_result(message.answer)
        else:
            call.set_result(Failed(command=command.id, code="adapter-answer", reason="it answered another command"))

    def _reported(self, report: Report) -> None:
        vitals = self._order.vitals
        match report:
            case Spawned():
                vitals.pid = report.pid
                if not self._spawned.done():
                    self._spawned.set_result(report.pid)
            case Measured():
                vitals.memory_mb, vitals.cpu_percent = report.memory_mb, report.cpu_percent
            case Warned():
                self._warned(report.reason)
            case Stopped():
                self._stopped = report.reason
            case warden.Ended():
                self._code = report.code
            case Gone():
                if not self._spawned.done():
                    self._spawned.set_result(0)  # nobody

    def _warned(self, reason: str) -> None:
        if reason:
            _log.warning("adapter %s: %s", self._order.name, reason)
        self._tell(AdapterStateChanged(state="degraded", reason=reason) if reason else self._state)

    def _tell(self, state: AdapterStateChanged) -> None:
        self._own.append(state)
        self._channel.news.set()

    # its end

    async def _watch(self) -> None:
        """End a process that does not start or falls silent; one that is still there a second later is killed."""
        clock, channel = self._order.clock, self._channel
        began_ns = last_ns = clock.monotonic_ns()
        verdict = ""
        while not self._child.gone.is_set():
            await clock.sleep(TICK_S)
            if verdict:
                self._child.kill()
            now_ns = clock.monotonic_ns()
            if now_ns - last_ns > (TICK_S + STALL_S) * 1e9:
                channel.heard_ns = now_ns
            last_ns = now_ns
            if not self._started and not self._slow and now_ns - began_ns > SLOW_S * 1e9:
                self._slow = True
                self._tell(AdapterStateChanged(state="degraded", reason=f"it has not started after {SLOW_S:g} s"))
            if verdict := channel.wrong or self._late(now_ns, began_ns):
                self._over(verdict)

    def _late(self, now_ns: int, began_ns: int) -> str:
        patience = self._order.patience
        if self._started and now_ns - self._channel.heard_ns > patience.silence_s * 1e9:
            return f"no heartbeat for {patience.silence_s:g} s"
        if not self._started and now_ns - began_ns > patience.start_s * 1e9:
            return f"it did not start within {patience.start_s:g} s"
        return ""

    def _over(self, verdict: str) -> None:
        """End the process; the first verdict counts."""
        self._verdict = self._verdict or verdict
        self._child.end()
        self._channel.close()

    async def _why(self) -> str:
        """Say why it ended, in the words of whoever knows best."""
        child = self._child
        if self._verdict or self._channel.wrong or not await child.ends(LAST_WORDS_S):
            self._over(self._channel.wrong)
            await child.ends(LAST_WORDS_S)
        await child.drained(LAST_WORDS_S)
        reason = self._stopped or self._verdict or self._broke or _exit(self._code, child.voice.last)
        self._gone(reason)
        return reason

    def _gone(self, reason: str) -> None:
        self._talk.gone(reason)
        for command, call in self._calls.values():
            if not call.done():
                call.set_result(Failed(command=command.id, code="adapter-gone", reason=reason))

    # commands

    async def execute(self, command: Command) -> Answer:
        """Hand it over and wait for the answer; whoever waits has the deadline."""
        if not self._started or self._channel.closed:
            reason = "its process has ended" if self._channel.closed else "its process has not started yet"
            return _refused(command, "adapter-not-running", reason)
        if len(self._calls) >= CALLS:
            return _refused(command, "busy", f"{CALLS} commands are under way")
        number = self._next_call()
        if not self._channel.say(Execute(call=number, command=command)):
            return _refused(command, "busy", "its process does not read its commands")
        call: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._calls[number] = (command, call)
        try:
            return await call
        except asyncio.CancelledError:
            self._channel.say(Cancel(call=number))
            raise
        finally:
            del self._calls[number]

    def _next_call(self) -> int:
        self._last_call += 1
        return self._last_call

    # pairing

    async def discover(self, seconds: float) -> tuple[Candidate, ...]:
        """Search there."""
        return await self._talk.discover(seconds)

    def pair(self, answers: Mapping[str, str]) -> AsyncIterator[Pairing]:
        """Pair there."""
        return self._talk.pair(answers)

    async def unpair(self, key: str) -> Stepped | None:
        """Part there."""
        return await self._talk.unpair(key)

    # recording

    def record(self, seconds: float) -> AsyncGenerator[tuple[str, ...], None]:
        """Record there."""
        return self._talk.record(seconds)


def _refused(command: Command, code: str, reason: str) -> Refused:
    return Refused(command=command.id, code=code, reason=reason, retry=True)


def _strange(error: Exception) -> str:
    if isinstance(error, CodecError):
        return f"it sent what is no message: {error}"
    if isinstance(error, PermissionError):
        return "somebody else than its process answered"
    return ""  # it hung up; why, others know


def _exit(code: int | None, last_line: str) -> str:
    if code is None:
        return "its process hung up"
    if code < 0:
        return f"its process ended by {signal.Signals(-code).name}"
    return f"exit code {code}: {last_line}" if last_line else f"exit code {code}"
