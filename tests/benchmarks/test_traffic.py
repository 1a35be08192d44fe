"""The way through a process, here one that does nothing: what comes is what was sent."""

import json
import os
from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.home import SensorHome
from benchmarks.traffic import CHUNK, Way, typical_burst


class Loopback:
    """Broker, gateway and stream in one: drops every n-th value where `keep` says so."""

    def __init__(self, keep: Callable[[int], bool] = lambda _number: True) -> None:
        self.changed = 0
        self.mark = 0.0
        self.on_value: Callable[[float], None] | None = None
        self.seen = 0
        self.waited: list[float] = []
        self._keep = keep

    def publish(self, topic: str, payload: bytes) -> None:
        value = json.loads(payload)["value"]
        if topic.endswith("/marker"):
            self.mark = value
            return
        self.seen += 1
        if self._keep(self.seen):
            self.changed += 1
            if self.on_value is not None:
                self.on_value(value)

    async def write(self, packets: bytes) -> None:
        while packets:
            length, shift, at = 0, 0, 1
            while True:
                digit = packets[at]
                length, shift, at = length | (digit & 127) << shift, shift + 7, at + 1
                if digit < 128:
                    break
            body, packets = packets[at : at + length], packets[at + length :]
            end = 2 + int.from_bytes(body[:2], "big")
            self.publish(body[2:end].decode(), body[end:])

    async def until_marked(self, value: float) -> None:
        assert self.mark >= value
        self.waited.append(value)


def way(loop: Any) -> Way:
    return Way(pid=os.getpid(), home=SensorHome(), mqtt=loop, reader=loop)


async def test_a_burst_counts_what_arrived() -> None:
    loop = Loopback()
    cost = await way(loop).burst(3)
    assert loop.seen == 3 * CHUNK
    assert cost.lost == 0
    assert cost.cpu_us > 0
    assert len(loop.waited) == 2  # for the first chunk before the third, and for the last


async def test_values_that_newer_ones_took_the_place_of_are_told() -> None:
    cost = await way(Loopback(lambda number: number % 4 != 0)).burst(2)
    assert cost.lost == pytest.approx(0.25)


async def test_a_steady_pace_sends_the_whole_count() -> None:
    loop = Loopback()
    cost = await way(loop).steady(1e6, 0.002)
    assert loop.seen == 2000
    assert cost.lost == 0


async def test_latencies_are_of_the_values_that_arrived() -> None:
    loop = Loopback(lambda number: number % 2 == 0)
    found = await way(loop).latencies_ms(1e6, 0.001)
    assert len(found) == 500
    assert all(0 <= one < 1000 for one in found)
    assert loop.on_value is None


async def test_the_typical_burst_is_the_middle_one_of_all_but_the_first() -> None:
    loop = Loopback()
    cost = await typical_burst(way(loop), 3, 1)
    assert loop.seen == 4 * CHUNK
    assert cost.lost == 0
