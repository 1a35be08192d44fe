"""A recording in memory: what waits is bounded, what is missing is told, and who is recorded does not suffer by it."""

import asyncio
import json
from contextlib import aclosing
from typing import Any

import pytest

from adapters.sdk import recording
from adapters.sdk.host.recording import fitting
from adapters.sdk.record import read
from adapters.sdk.recording import Recording
from adapters.sdk.tap import Tap
from schemas.host import FRAME_MAX, Recorded


def made() -> Recording:
    return Recording(("any", "1"), lambda: 0)


async def test_what_does_not_fit_is_told_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recording, "LINES", 2)
    tap = Tap()
    async with aclosing(made().told(tap, 60.0)) as lines:
        found = [*(await anext(lines))]
        for number in range(5):
            tap.said("a", b"%d" % number)
        found += await anext(lines)
        found += await anext(lines)
        tap.said("a", b"after")
        found += await anext(lines)
    assert [one.message for one in read(found)] == [b"0", b"1", b"after"]
    assert json.loads(found[3]) == {"dropped": 3}


async def test_a_message_that_cannot_be_redacted_is_missing_and_breaks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any) -> bytes:
        raise RecursionError

    monkeypatch.setattr("adapters.sdk.redact.Redactor.message", fails)
    tap = Tap()
    async with aclosing(made().told(tap, 0.01)) as lines:
        head = await anext(lines)
        tap.said("a", b"x")
        found = [line async for more in lines for line in more]
    assert [json.loads(one) for one in found] == [{"dropped": 1}]
    assert read([*head, *found]) == []


async def test_it_ends_at_its_time_however_much_is_said() -> None:
    tap = Tap()

    async def talk() -> None:
        while True:
            tap.said("a", b"again")
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        talking = group.create_task(talk())
        found = [line async for lines in made().told(tap, 0.02) for line in lines]
        talking.cancel()
    assert len(read(found)) > 1


async def test_nobody_listens_once_it_is_left() -> None:
    tap = Tap()
    async with aclosing(made().told(tap, 60.0)) as lines:
        await anext(lines)
        with pytest.raises(RuntimeError, match="listens already"):
            await anext(made().told(tap, 60.0))
    with tap.listened(lambda *_: None):
        pass


def test_lines_that_no_frame_carries_are_told_as_missing() -> None:
    small = Recorded(call=1, lines=("a", "b"))
    assert fitting(small) is small
    (line,) = fitting(Recorded(call=1, lines=("x" * FRAME_MAX,))).lines
    assert json.loads(line) == {"dropped": 1}
