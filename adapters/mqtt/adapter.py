"""The MQTT adapter: one link, the dialects spoken over it, and the buffer between them and the home."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from time import perf_counter
from types import TracebackType
from typing import Any, Final, Protocol, Self, runtime_checkable

from adapters.mqtt.buffer import Buffer
from adapters.mqtt.dialect import Dialect, Encoded, Message, Output, Publish, Subscribe, Unsubscribe
from adapters.mqtt.errors import BrokerRefusedError, LinkError
from adapters.mqtt.framing import LongMessage, RefusedMessage
from adapters.mqtt.transport import Link, Transport
from adapters.mqtt.twin import NATIVE, Twins
from schemas.commands import Command
from schemas.outcomes import Answer, Failed, Refused, Sent
from schemas.updates import AdapterStateChanged, FaultReported, Update

SLICE_S: Final = 0.004
"""Longest that a long message is worked on before the loop gets a turn."""
_NATIVE_FIRST_S: Final = 1.0
"""How long Home Assistant's discovery waits, so that zigbee2mqtt's own list comes first."""


@runtime_checkable
class LongReader(Protocol):
    """A dialect that reads messages of more than 256 KiB piece by piece."""

    def feed_long(self, message: LongMessage) -> Iterable[Output | None] | None: ...


class MqttAdapter:
    """Fulfils the adapter contract. Also the transport's sink: what it calls runs in the loop and never waits."""

    def __init__(
        self,
        link: Link,
        dialects: Sequence[Dialect],
        monotonic_ns: Callable[[], int],
        twins: Twins | None = None,
        transport: Callable[[Link, Any], Transport] = Transport,
    ) -> None:
        """Only assigns; `dialects` in the order in which they speak for a device."""
        self._dialects = tuple(dialects)
        self._monotonic_ns = monotonic_ns
        self._twins = twins or Twins()
        self._buffer = Buffer()
        self._transport = transport(link, self)
        self._group = asyncio.TaskGroup()
        self._tasks: list[asyncio.Task[None]] = []
        self._work: list[tuple[Dialect, Iterator[Output | None]]] = []
        self._work_there = asyncio.Event()
        self._later: asyncio.TimerHandle | None = None
        self._paused_for: set[str] = set()
        self._closed = False

    async def __aenter__(self) -> Self:
        await self._group.__aenter__()
        self._buffer.put(AdapterStateChanged(state="connecting"))
        self._tasks = [
            self._group.create_task(self._transport.run(), name="mqtt link"),
            self._group.create_task(self._run_work(), name="mqtt long messages"),
        ]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed = True
        if self._later is not None:
            self._later.cancel()
        for task in self._tasks:
            task.cancel()
        try:
            await self._group.__aexit__(kind, error, trace)
        finally:
            self._buffer.close()

    async def updates(self) -> AsyncIterator[tuple[Update, ...]]:
        """Yield what waits, as long as the adapter is open."""
        while not self._closed:
            batch = await self._buffer.take()
            self._go_on("reader")
            if batch:
                yield batch

    async def execute(self, command: Command) -> Answer:
        """Publish what the device's dialect makes of a command."""
        found = self._encoded(command)
        if found is None:
            return Refused(command=command.id, code="unknown-device", reason="no device of that key is known here")
        if isinstance(found, Refused):
            return found
        try:
            for one in found.messages:
                self._transport.publish(one.topic, one.payload, qos=one.qos, retain=one.retain)
        except LinkError as error:
            return Failed(command=command.id, code=error.code, reason=error.reason, retry=error.retry)
        return Sent(command=command.id, confirmable=found.confirmable)

    def _encoded(self, command: Command) -> Encoded | Refused | None:
        if self._twins.is_hidden(command.device):
            return None
        for dialect in self._dialects:
            found = dialect.encode(command)
            if found is not None:
                return found
        return None

    # What the transport calls.

    def link_up(self, session_present: bool) -> None:
        """Start the dialects, zigbee2mqtt's own first."""
        del session_present  # what is retained comes anyway, for every subscription is renewed
        self._buffer.put(AdapterStateChanged(state="connected"))
        first = [one for one in self._dialects if one.name == NATIVE]
        rest = [one for one in self._dialects if one.name != NATIVE]
        self._start(first or rest)
        if first and rest:
            self._later = asyncio.get_running_loop().call_later(_NATIVE_FIRST_S, self._start, rest)

    def _start(self, dialects: Sequence[Dialect]) -> None:
        for dialect in dialects:
            for output in dialect.start():
                self._handle(dialect, output)

    def link_down(self, error: LinkError, retry_s: float) -> None:
        """Say why, and that it is being tried again."""
        if self._later is not None:
            self._later.cancel()
        state = "degraded" if isinstance(error, BrokerRefusedError) else "connecting"
        again = f"tried again in {retry_s:.1f} s"
        self._buffer.put(AdapterStateChanged(state=state, reason=f"{error.reason}; {again}"))
        self._buffer.put(FaultReported(device="", code=error.code, place="broker", reason=error.reason, fix=error.fix))

    def message(self, topic: str, payload: bytes, retained: bool) -> None:
        """Let each dialect look at a message."""
        message = Message(topic, payload, retained, self._monotonic_ns())
        taken = False
        for dialect in self._dialects:
            outputs = dialect.feed(message)
            if outputs is not None:
                taken = True
                self._take(dialect, iter(outputs))
        if not taken:
            self._unknown(topic)
        if self._buffer.full:
            self._hold("reader")

    def long_message(self, message: LongMessage | RefusedMessage) -> None:
        """Let the dialect that reads in pieces have a long message; report it where there is none."""
        if isinstance(message, RefusedMessage):
            reason = f"a message of {message.size} bytes was refused: {message.reason}"
            fix = "raise max_message_mb if this device is trusted"
            self._buffer.put(FaultReported(device="", code="too-long", place=message.topic, reason=reason, fix=fix))
            return
        for dialect in self._dialects:
            outputs = dialect.feed_long(message) if isinstance(dialect, LongReader) else None
            if outputs is not None:
                self._take(dialect, iter(outputs))
                return
        reason = f"a message of {message.size} bytes is too long for its topic"
        self._buffer.put(FaultReported(device="", code="too-long", place=message.topic, reason=reason))

    def subscription_refused(self, reason: str) -> None:
        """Report what the broker does not let us hear."""
        fix = "let this user read the topics in the broker's access list"
        self._buffer.put(FaultReported(device="", code="subscription-refused", place="broker", reason=reason, fix=fix))

    # Outputs of dialects.

    def _take(self, dialect: Dialect, outputs: Iterator[Output | None]) -> None:
        """Handle what a message gave; where it gives None there is more work, which goes on beside the loop."""
        if self._work:
            self._later_work(dialect, outputs)
            return
        for output in outputs:
            if output is None:
                self._later_work(dialect, outputs)
                return
            self._handle(dialect, output)

    def _later_work(self, dialect: Dialect, outputs: Iterator[Output | None]) -> None:
        self._work.append((dialect, outputs))
        self._work_there.set()
        self._hold("work")

    async def _run_work(self) -> None:
        """Read long messages to their end, in slices; nothing else is read from the broker meanwhile."""
        while True:
            await self._work_there.wait()
            self._work_there.clear()
            while self._work:
                await self._finish(*self._work[0])
                del self._work[0]
            self._go_on("work")

    async def _finish(self, dialect: Dialect, outputs: Iterator[Output | None]) -> None:
        began = perf_counter()
        for output in outputs:
            if output is not None:
                self._handle(dialect, output)
            elif perf_counter() - began > SLICE_S:
                await self._turn()
                began = perf_counter()

    async def _turn(self) -> None:
        """Give the loop a turn, and the reader time where it has fallen behind."""
        await asyncio.sleep(0)
        while self._buffer.full:
            await self._buffer.drained()

    def _handle(self, dialect: Dialect, output: Output) -> None:
        match output:
            case Subscribe():
                self._transport.subscribe(output.filters)
            case Unsubscribe():
                self._transport.unsubscribe(output.filters)
            case Publish():
                with suppress(LinkError):  # a dialect repeats at the next start what it still wants
                    self._transport.publish(output.topic, output.payload, qos=output.qos, retain=output.retain)
            case _:
                for update in self._twins.sift(dialect.name, output):
                    self._buffer.put(update)

    def _unknown(self, topic: str) -> None:
        reason = "no dialect knows the topic, or no device is described for it"
        self._buffer.put(FaultReported(device="", code="unknown-topic", place=topic[:256], reason=reason))

    # Back-pressure.

    def _hold(self, why: str) -> None:
        self._paused_for.add(why)
        self._transport.pause()

    def _go_on(self, why: str) -> None:
        if why in self._paused_for:
            self._paused_for.discard(why)
            if not self._paused_for:
                self._transport.resume()
