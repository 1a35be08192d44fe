"""Messages through a gateway: bursts, a steady pace, and how long one of them takes."""

import asyncio
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from benchmarks.home import Load, degrees
from benchmarks.mqtt import MqttClient, publication
from benchmarks.process import family_cpu_s
from benchmarks.stage import MARKS
from benchmarks.stream import StreamReader

CHUNK: Final = 2500  # messages between two markers of a burst
AHEAD: Final = 2  # chunks that may be under way: brokers drop what waits too long


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What some messages cost the process they went through."""

    cpu_us: float  # a changed value
    per_s: float  # changed values
    lost: float  # share of the values that did not come, for newer ones took their place


@dataclass(slots=True, kw_only=True)
class Way:
    """From a publisher through one process to a reader of its WebSocket."""

    pid: int
    home: Load
    mqtt: MqttClient
    reader: StreamReader
    sent: int = 0  # messages so far; each has another value than the one before
    marks: int = MARKS

    def _messages(self, count: int) -> Iterator[tuple[str, bytes]]:
        first, self.sent = self.sent, self.sent + count
        return map(self.home.message, range(first, first + count))

    def _mark(self) -> tuple[float, bytes]:
        self.marks += 1
        return degrees(self.marks), publication(*self.home.mark(self.marks))

    def _chunk(self) -> tuple[float, bytes]:
        value, mark = self._mark()
        return value, b"".join([publication(*message) for message in self._messages(CHUNK)]) + mark

    async def burst(self, chunks: int) -> Cost:
        """Publish as fast as the reader gets it."""
        prepared = [self._chunk() for _ in range(chunks)]
        cpu_before_s, changed, began_s = family_cpu_s(self.pid), self.reader.changed, time.perf_counter()
        for number, (_, packets) in enumerate(prepared):
            if number >= AHEAD:
                await self.arrived(prepared[number - AHEAD][0])
            await self.mqtt.write(packets)
        await self.arrived(prepared[-1][0])
        return self._cost(chunks * CHUNK, cpu_before_s, changed, began_s)

    async def arrived(self, value: float) -> None:
        """Wait until a marker is at the end of the way, and so all that was published before it."""
        await self.reader.until_marked(value)

    async def steady(self, rate: float, seconds: float) -> Cost:
        """Publish one message at a time, evenly."""
        cpu_before_s, changed, began_s = family_cpu_s(self.pid), self.reader.changed, time.perf_counter()
        count = int(rate * seconds)
        await pace(self.mqtt, self._messages(count), rate)
        await self._flush()
        return self._cost(count, cpu_before_s, changed, began_s)

    async def latencies_ms(self, rate: float, seconds: float) -> list[float]:
        """Publish evenly and return how long each value took to the reader; what was lost is not in it."""
        sent_s: dict[float, float] = {}
        found: list[float] = []

        def arrived(value: float) -> None:
            if (at_s := sent_s.pop(value, None)) is not None:
                found.append((time.perf_counter() - at_s) * 1000)

        first = self.sent

        def sending(number: int) -> None:
            sent_s[degrees(first + number)] = time.perf_counter()

        self.reader.on_value = arrived
        try:
            await pace(self.mqtt, self._messages(int(rate * seconds)), rate, sending)
            await self._flush()
        finally:
            self.reader.on_value = None
        return found

    async def _flush(self) -> None:
        value, mark = self._mark()
        await self.mqtt.write(mark)
        await self.arrived(value)

    def _cost(self, count: int, cpu_before_s: float, changed_before: int, began_s: float) -> Cost:
        took_s = time.perf_counter() - began_s
        changed = self.reader.changed - changed_before
        cpu_us = (family_cpu_s(self.pid) - cpu_before_s) * 1e6 / changed
        return Cost(cpu_us=cpu_us, per_s=changed / took_s, lost=1 - changed / count)


async def pace(
    mqtt: MqttClient,
    messages: Iterator[tuple[str, bytes]],
    rate: float,
    sending: Callable[[int], None] = lambda _number: None,
) -> None:
    """Publish one message at a time, evenly; late ones follow at once. `sending` is told of each just before."""
    began_s = time.perf_counter()
    for number, (topic, payload) in enumerate(messages):
        if (ahead_s := began_s + number / rate - time.perf_counter()) > 0:
            await asyncio.sleep(ahead_s)
        sending(number)
        mqtt.publish(topic, payload)


async def typical_burst(way: Way, repeats: int, chunks: int) -> Cost:
    """Return the median burst by CPU, after one that only warms up."""
    await way.burst(1)
    return typical([await way.burst(chunks) for _ in range(repeats)])


def typical(costs: Sequence[Cost]) -> Cost:
    """Return the one that is the median by CPU."""
    middle = median([cost.cpu_us for cost in costs])
    return min(costs, key=lambda cost: abs(cost.cpu_us - middle))
