"""The MQTT adapter: one link, the dialects spoken over it, and the buffer between them and the home."""

import asyncio
import gc
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from time import perf_counter
from types import TracebackType
from typing import Any, Final, Protocol, Self, runtime_checkable

from adapters.mqtt.dialect import Dialect, Encoded, Message, Output, Publish, Subscribe, Unsubscribe
from adapters.mqtt.errors import BrokerRefusedError, LinkError
from adapters.mqtt.framing import LongMessage, RefusedMessage
from adapters.mqtt.transport import Link, Transport
from adapters.mqtt.twin import NATIVE, Twins
from adapters.sdk.buffer import Buffer
from schemas.commands import Command
from schemas.outcomes import Answer, Failed, Refused, Sent
from schemas.updates import AdapterStateChanged, FaultReported, Update

SLICE_S: Final = 0.002
"""Longest that messages are worked on before the loop gets a turn."""
PRESSED_NS: Final = 5_000_000_000
"""A socket that did not run empty for so long brings more than can be told one by one: states are folded then."""
HOLD_S: Final = 0.2
"""How long updates are then held back at a time, so that newer values take the place of older ones."""
INBOX: Final = 16_384
INBOX_BYTES: Final = 32 << 20
"""What may be laid aside before the broker has to wait; one message may be longer."""
_NATIVE_FIRST_S: Final = 1.0
"""How long Home Assistant's discovery waits at most, so that zigbee2mqtt's own list comes first."""


@runtime_checkable
class LongReader(Protocol):
    """A dialect that reads messages of more than 256 KiB piece by piece."""

    def feed_long(self, message: LongMessage) -> Iterable[Output | None] | None: ...


@runtime_checkable
class Timed(Dialect, Protocol):
    """A dialect in which something happens when nothing is heard."""

    @property
    def next_due_ns(self) -> int | None: ...

    def due(self, now_ns: int) -> Iterable[Output]: ...


class _Collector:
    """Python's cycle collector, which looks at the whole process and so can take longer than all else.

    Reading a long list makes many objects that last and no cycles: meanwhile it would only look in vain.
    """

    def __init__(self) -> None:
        self._paused = False

    def pause(self, wanted: bool) -> None:
        """Pause it, or let it go on; nothing happens where somebody else has switched it off."""
        if wanted and not self._paused and gc.isenabled():
            gc.disable()
            self._paused = True
        elif self._paused and not wanted:
            gc.enable()
            self._paused = False


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
        self._link: asyncio.Task[None] | None = None
        self._inbox: deque[tuple[Message | LongMessage, int]] = deque()
        self._inbox_bytes = 0
        self._pressed_ns = 0  # since when the socket has not run empty
        self._unfinished: deque[tuple[Dialect, str, Iterator[Output | None]]] = deque()
        self._soon: asyncio.Handle | None = None
        self._timed = [one for one in self._dialects if isinstance(one, Timed)]
        self._alarm: asyncio.TimerHandle | None = None
        self._alarm_ns = 0
        self._holding = False
        self._collector = _Collector()
        self._later: asyncio.TimerHandle | None = None
        self._second: list[Dialect] = []  # those that start once the first have what was retained for them
        self._closed = False

    async def __aenter__(self) -> Self:
        await self._group.__aenter__()
        self._buffer.put(AdapterStateChanged(state="connecting"))
        self._link = self._group.create_task(self._transport.run(), name="mqtt link")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closed = True
        self._collector.pause(False)  # noqa: FBT003
        if self._later is not None:
            self._later.cancel()
        for handle in (self._soon, self._alarm):
            if handle is not None:
                handle.cancel()
        if self._link is not None:
            self._link.cancel()
        cancelled = kind is not None and issubclass(kind, asyncio.CancelledError)
        try:
            # The group hears of a cancellation, which may be its own; other errors of the body stay as they are.
            await self._group.__aexit__(*((kind, error, trace) if cancelled else (None, None, None)))
        finally:
            self._buffer.close()

    @property
    def waiting(self) -> int:
        """Messages and updates that are not taken yet."""
        return len(self._inbox) + len(self._buffer)

    @property
    def folded(self) -> int:
        """Reports that were merged with a newer one."""
        return self._buffer.folded

    async def updates(self) -> AsyncIterator[tuple[Update, ...]]:
        """Yield what waits, as long as the adapter is open."""
        while not self._closed:
            await self._hold()
            batch = await self._buffer.take()
            if self._inbox or self._unfinished:
                self._process_soon()
            if batch:
                yield batch

    async def _hold(self) -> None:
        """Let what is read be folded for a moment, where more comes than the core can take."""
        now_s = asyncio.get_running_loop().time
        end_s = now_s() + HOLD_S
        while self._is_pressed() and not self._buffer.full and now_s() < end_s:
            self._process_soon()
            await asyncio.sleep(0)

    def _is_pressed(self) -> bool:
        return self._pressed_ns != 0 and self._monotonic_ns() - self._pressed_ns > PRESSED_NS

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
            self._second = rest
            self._transport.ask_for_sign()
            self._later = asyncio.get_running_loop().call_later(_NATIVE_FIRST_S, self.sign)

    def sign(self) -> None:
        """Start the others: what is retained for the first stands before all that they will be sent."""
        second, self._second = self._second, []
        self._start(second)

    def _start(self, dialects: Sequence[Dialect]) -> None:
        for dialect in dialects:
            for output in dialect.start():
                self._handle(dialect, output)

    def link_down(self, error: LinkError, retry_s: float) -> None:
        """Say why, and that it is being tried again."""
        self._pressed_ns = 0
        self._second = []
        if self._later is not None:
            self._later.cancel()
        state = "degraded" if isinstance(error, BrokerRefusedError) else "connecting"
        again = f"tried again in {retry_s:.1f} s"
        self._buffer.put(AdapterStateChanged(state=state, reason=f"{error.reason}; {again}"))
        self._buffer.put(FaultReported(device="", code=error.code, place="broker", reason=error.reason, fix=error.fix))

    def message(self, topic: str, payload: bytes, retained: bool) -> None:
        """Lay a message aside."""
        now_ns = self._monotonic_ns()
        self._pressed_ns = self._pressed_ns or now_ns
        self._receive(Message(topic, payload, retained, now_ns), len(payload))

    def long_message(self, message: LongMessage | RefusedMessage) -> None:
        """Let the dialect that reads in pieces have a long message; report it where there is none."""
        if isinstance(message, RefusedMessage):
            reason = f"a message of {message.size} bytes was refused: {message.reason}"
            fix = "raise max_message_mb if this device is trusted"
            self._buffer.put(FaultReported(device="", code="too-long", place=message.topic, reason=reason, fix=fix))
            return
        self._receive(message, message.size)

    def subscription_refused(self, reason: str) -> None:
        """Report what the broker does not let us hear."""
        fix = "let this user read the topics in the broker's access list"
        self._buffer.put(FaultReported(device="", code="subscription-refused", place="broker", reason=reason, fix=fix))

    # Work on what was received.

    def drained(self) -> None:
        """Work on the inbox, for nothing more waits in the socket."""
        self._pressed_ns = 0
        if self._soon is None:
            self._process()

    def _receive(self, message: Message | LongMessage, size: int) -> None:
        self._inbox.append((message, size))
        self._inbox_bytes += size
        if self._inbox_bytes >= INBOX_BYTES or len(self._inbox) >= INBOX:
            self._holding = True
            self._transport.pause()
            self._process_soon()

    def _process_soon(self) -> None:
        if self._soon is None and not self._closed:
            self._soon = asyncio.get_running_loop().call_soon(self._process)

    def _process(self) -> None:
        """Work for some milliseconds; then give the loop a turn. A full buffer waits for its reader."""
        self._soon = None
        self._collector.pause(bool(self._unfinished))
        deadline = perf_counter() + SLICE_S
        while not self._buffer.full:
            if self._unfinished:
                self._go_on_with(*self._unfinished.popleft(), deadline)
            elif self._inbox:
                self._begin(*self._inbox.popleft())
            else:
                break
            if perf_counter() >= deadline:
                self._process_soon()
                break
        self._collector.pause(bool(self._unfinished) and not self._buffer.full)
        if self._holding and len(self._inbox) < INBOX // 2 and self._inbox_bytes < INBOX_BYTES // 2:
            self._holding = False
            self._transport.resume()
        self._set_alarm()

    def _set_alarm(self) -> None:
        """Have one timer run, for whatever is due first."""
        due_ns = min((due for one in self._timed if (due := one.next_due_ns) is not None), default=None)
        if due_ns is None or (self._alarm is not None and self._alarm_ns <= due_ns):
            return
        if self._alarm is not None:
            self._alarm.cancel()
        delay_s = max((due_ns - self._monotonic_ns()) / 1e9, 0.0)
        self._alarm_ns, self._alarm = due_ns, asyncio.get_running_loop().call_later(delay_s, self._ring)

    def _ring(self) -> None:
        self._alarm = None
        now_ns = self._monotonic_ns()
        for dialect in self._timed:
            for output in dialect.due(now_ns):
                self._handle(dialect, output)
        self._set_alarm()

    def _begin(self, message: Message | LongMessage, size: int) -> None:
        """Let each dialect look at a message."""
        self._inbox_bytes -= size
        self._collector.pause(isinstance(message, LongMessage))
        taken = False
        for dialect in self._dialects:
            try:
                outputs = self._fed(dialect, message)
            except Exception as error:  # noqa: BLE001 - one bad message must not end the stream of the others
                self._defect(dialect, message.topic, error)
                taken = True
                continue
            if outputs is not None:
                taken = True
                self._go_on_with(dialect, message.topic, iter(outputs), 0.0)
        if not taken:
            self._unknown(message)

    def _fed(self, dialect: Dialect, message: Message | LongMessage) -> Iterable[Output | None] | None:
        if isinstance(message, Message):
            return dialect.feed(message)
        return dialect.feed_long(message) if isinstance(dialect, LongReader) else None

    def _go_on_with(self, dialect: Dialect, topic: str, outputs: Iterator[Output | None], deadline: float) -> None:
        """Handle what a message gives, up to a pause after the deadline; the rest stays first in line."""
        try:
            for output in outputs:
                if output is not None:
                    self._handle(dialect, output)
                elif perf_counter() >= deadline or self._buffer.full:
                    self._unfinished.append((dialect, topic, outputs))
                    return
        except Exception as error:  # noqa: BLE001 - as above
            self._defect(dialect, topic, error)

    def _defect(self, dialect: Dialect, topic: str, error: Exception) -> None:
        reason = f"the {dialect.name} dialect failed on a message: {type(error).__name__}"
        fix = "this is a defect of Hutong; please report it"
        self._buffer.put(FaultReported(device="", code="adapter-defect", place=topic[:256], reason=reason, fix=fix))

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

    def _unknown(self, message: Message | LongMessage) -> None:
        if isinstance(message, Message):
            code, reason = "unknown-topic", "no dialect knows the topic, or no device is described for it"
        else:
            code, reason = "too-long", f"a message of {message.size} bytes is too long for its topic"
        self._buffer.put(FaultReported(device="", code=code, place=message.topic[:256], reason=reason))
