"""The reader at the other end counts what changed, and nothing else."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from benchmarks.home import MARKER_NAME
from benchmarks.stream import SilenceError, StreamReader

LEVEL = "1/temperatureMeasurement/measuredValue"


class Message:
    def __init__(self, frame: dict[str, Any]) -> None:
        self.data = json.dumps(frame)


class Socket:
    """Says its frames and closes."""

    close_code = 4002

    def __init__(self, *frames: dict[str, Any]) -> None:
        self.frames = frames

    async def __aiter__(self) -> AsyncIterator[Message]:
        for frame in self.frames:
            yield Message(frame)


def reading(*frames: dict[str, Any]) -> StreamReader:
    @asynccontextmanager
    async def opened() -> AsyncIterator[Any]:
        yield Socket(*frames)

    return StreamReader(opened)


def known(device: str, name: str) -> dict[str, Any]:
    return {"id": device, "name": name, "values": {LEVEL: None, "1/onOff/onOff": None}}


SNAPSHOT = {"type": "snapshot", "seq": 0, "devices": [known("d_1", "Sensor 1"), known("d_m", MARKER_NAME)]}


def changes(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"type": "changes", "seq": 1, "changes": list(entries)}


async def test_values_are_counted_one_by_one_and_markers_are_not() -> None:
    heard: list[float] = []
    frame = changes(
        {"device": "d_1", "values": {LEVEL: 1.5, "1/onOff/onOff": True}},
        {"device": "d_m", "values": {LEVEL: 10.5, "1/onOff/onOff": True}},
        {"device": "d_1", "about": {}},
        {"device": "d_2", "whole": known("d_2", "Sensor 2")},
        {"device": "d_2", "values": {LEVEL: 2.5}},
    )
    reader = reading(SNAPSHOT, frame)
    reader.on_value = heard.append
    async with reader:
        await reader.until_marked(10.5)
        assert reader.changed == 3
        assert heard == [1.5, True, 2.5]
        assert reader.mark == 10.5
        assert reader.sizes == {"d_1": 2, "d_m": 2, "d_2": 2}
        assert reader.id_of("Sensor 2") == "d_2"


async def test_a_later_mark_stands_for_an_earlier_one_that_it_took_the_place_of() -> None:
    async with reading(SNAPSHOT, changes({"device": "d_m", "values": {LEVEL: 12.0}})) as reader:
        await reader.until_marked(11.0)


async def test_an_outcome_is_kept_with_its_time() -> None:
    async with reading({"type": "outcome", "id": "7", "status": 200}) as reader:
        await reader.until(lambda: "7" in reader.outcomes, "outcome")
        assert reader.outcomes["7"]["status"] == 200
        assert reader.outcomes["7"]["at_s"] > 0


async def test_a_stream_that_ends_says_so_instead_of_waiting() -> None:
    async with reading(SNAPSHOT) as reader:
        with pytest.raises(SilenceError, match=r"the marker 11\.0 did not come over the stream: closed with code 4002"):
            await reader.until_marked(11.0)
