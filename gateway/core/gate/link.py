"""The core's end of the socket to egress: one question at a time, news in between, and a new try when it breaks."""

import asyncio
import logging
import struct
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeAlias, TypeVar

from gateway.core.clock import Clock
from gateway.core.errors import DiskFailed
from privacy.wire import (
    MAX_MESSAGE,
    VERSION,
    ContractEnded,
    FromCore,
    FromEgress,
    Hello,
    HelloAck,
    Malformed,
    SlotSent,
)
from schemas import codec

LENGTH: Final = struct.Struct(">I")
ANSWER_S: Final = 10.0
FIRST_DELAY_S: Final = 0.2
LONGEST_DELAY_S: Final = 1.0  # it is on this machine: to look for it costs nothing
NEWS: Final = 1024  # beyond it the link is cut, and the journal tells the rest

News: TypeAlias = SlotSent | ContractEnded
T = TypeVar("T")

log = logging.getLogger(__name__)


class EgressGone(Exception):  # noqa: N818
    """Egress is not there, or went away before it answered: whether it acted is unknown."""


class EgressLink:
    """Keeps a connection to egress. `run` until cancelled; `ask` at any time.

    `greeted` is awaited after each hello, before any news; `told` for each piece of news, in order.
    """

    def __init__(
        self,
        path: Path,
        *,
        clock: Clock,
        greeted: Callable[[HelloAck], Awaitable[None]],
        told: Callable[[News], Awaitable[None]],
    ) -> None:
        self._path = path
        self._clock = clock
        self._greeted = greeted
        self._told = told
        self._lock = asyncio.Lock()
        self._ending = False
        self._writer: asyncio.StreamWriter | None = None
        self._asked: deque[asyncio.Future[FromEgress]] = deque()  # in the order of their answers
        self.connected = False

    async def ask(self, message: FromCore, kind: type[T]) -> T:
        """Send one message and wait for its answer; EgressGone where there is none of that kind."""
        async with self._lock:
            if self._writer is None:
                raise EgressGone("egress is not connected")
            body = codec.encode(message)
            waiting: asyncio.Future[FromEgress] = asyncio.get_running_loop().create_future()
            try:
                self._writer.write(LENGTH.pack(len(body)) + body)
                self._asked.append(waiting)  # it stays when this is cancelled: its answer is not the next one's
                async with asyncio.timeout(ANSWER_S):
                    answer = await waiting
            except (OSError, TimeoutError) as error:
                self._cut()
                raise EgressGone("egress does not answer") from error
        if not isinstance(answer, kind):
            self._cut()
            reason = answer.reason if isinstance(answer, Malformed) else type(answer).__name__
            raise EgressGone(f"egress answered otherwise: {reason}")
        return answer

    def end(self) -> None:
        """Connect no more: what is open goes with the cancellation of `run`, which the caller sends next."""
        self._ending = True

    async def run(self) -> None:
        """Connect, serve, and connect again, with a growing delay."""
        delay_s = FIRST_DELAY_S
        while not self._ending:
            try:
                reader, writer = await asyncio.open_unix_connection(self._path)
            except OSError:
                await self._clock.sleep(delay_s)
                delay_s = min(delay_s * 2, LONGEST_DELAY_S)
                continue
            was_greeted = await self._serve(reader, writer)
            delay_s = FIRST_DELAY_S if was_greeted else min(delay_s * 2, LONGEST_DELAY_S)
            if not self._ending:  # a cancellation that meets a failing task group is lost in it
                await self._clock.sleep(delay_s)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Serve until it breaks; whether all that comes with a greeting was done before."""
        news: asyncio.Queue[News] = asyncio.Queue(NEWS)
        self._writer = writer
        try:
            async with asyncio.TaskGroup() as group:
                reading = group.create_task(self._read(reader, news), name="egress answers")
                speaking = group.create_task(self._speak(news), name="egress news")
                reading.add_done_callback(lambda _: speaking.cancel())
        except* (OSError, EOFError, EgressGone, ValueError, asyncio.QueueFull) as lost:
            log.warning("egress is not connected: %s", lost.exceptions[0])
        except* DiskFailed:  # told by the books, once
            log.debug("egress was met, and what it tells cannot be written")
        except* Exception:
            log.exception("the link to egress is made anew")
        finally:
            was_greeted, self.connected = self.connected, False
            self._writer = None
            self._fail_asked()
            writer.transport.abort()
            with suppress(OSError):
                await writer.wait_closed()
        return was_greeted

    async def _read(self, reader: asyncio.StreamReader, news: asyncio.Queue[News]) -> None:
        while True:
            (length,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
            if length > 4 * MAX_MESSAGE:
                raise EgressGone("a message too long")
            message = codec.decode(await reader.readexactly(length), FromEgress)
            if isinstance(message, SlotSent | ContractEnded):
                news.put_nowait(message)
            elif self._asked and not (waiting := self._asked.popleft()).done():
                waiting.set_result(message)

    async def _speak(self, news: asyncio.Queue[News]) -> None:
        hello = await self.ask(Hello(version=VERSION), HelloAck)
        await self._greeted(hello)
        self.connected = True
        while True:
            await self._told(await news.get())

    def _cut(self) -> None:
        if self._writer is not None:
            self._writer.transport.abort()

    def _fail_asked(self) -> None:
        while self._asked:
            if not (waiting := self._asked.popleft()).done():
                waiting.set_exception(EgressGone("egress went away"))
