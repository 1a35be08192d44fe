"""Adapters that raise, hang, flood and fall silent, beside one that does its work."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from gateway.core import supervisor
from gateway.core.deadline import _abandoned
from schemas.outcomes import Failed, Refused
from schemas.updates import AdapterStateChanged, DeviceDescribed
from tests.gateway.core.stage import FakeAdapter, Stage, device, plan, report, stage, until

WORKS = device("works")


async def still_works(it: Stage) -> bool:
    """Whether the adapter beside the bad one is served."""
    it.adapter.describe(WORKS)
    it.adapter.tell(report("works", (0, True)))
    it.adapter.tell(report("works", (0, False)))
    await it.settle()
    return it.value("works", "1/onOff/onOff") is False


async def forever() -> None:
    await asyncio.Event().wait()


async def stubborn() -> None:
    """Ignore a cancellation, once."""
    try:
        await forever()
    except asyncio.CancelledError:
        await asyncio.sleep(0)


async def test_one_that_raises_is_started_again_and_its_devices_are_unavailable(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    lives: list[FakeAdapter] = []

    def create() -> FakeAdapter:
        lives.append(FakeAdapter())
        return lives[-1]

    async with stage(tmp_path, plans=(plan(create, "bad"),)) as it:
        await until(lambda: len(lives) == 1)
        lives[0].describe(device())
        await it.settle()
        assert it.entry("lamp").available
        lives[0].batches.put_nowait(RuntimeError("socket\nlost"))
        await until(lambda: it.home.adapters()[1].state == "broken")
        entry = it.entry("lamp")
        assert (entry.available, entry.reason) == (False, "RuntimeError: socket")
        assert lives[0].left
        status = it.home.adapters()[1]
        assert (status.state, status.reason, status.restarts) == ("broken", "RuntimeError: socket", 0)
        assert await still_works(it)

        await it.clock.advance(0.5)  # the first pause is at most so long
        await until(lambda: len(lives) == 2)
        assert (entry.reason, it.home.adapters()[1].state) == ("RuntimeError: socket", "starting"), "it still says why"
        lives[1].describe(device())
        await it.settle()
        assert (entry.available, it.home.adapters()[1].state, it.home.adapters()[1].restarts) == (True, "connected", 1)

        lives[1].batches.put_nowait(RuntimeError("socket"))
        await until(lambda: it.home.adapters()[1].state == "broken")
        await it.clock.advance(4)
        await until(lambda: len(lives) == 3 and lives[2].entered)
        lives[2].batches.put_nowait(RuntimeError("something else"))
        await until(lambda: it.home.adapters()[1].state == "broken")
    broke = [record.getMessage() for record in caplog.records if "adapter bad" in record.getMessage()]
    assert broke == [
        "adapter bad broke: RuntimeError: socket; it is started again",
        "adapter bad broke: RuntimeError: something else; it is started again",
    ], "each reason once, while it is not well again"


async def test_recovery_is_logged_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "gateway.core.supervisor")
    lives: list[FakeAdapter] = []

    def create() -> FakeAdapter:
        lives.append(FakeAdapter())
        return lives[-1]

    async with stage(tmp_path, plans=(plan(create, "bad"),)) as it:
        for number in range(3):
            await until(lambda number=number: len(lives) == number + 1)  # type: ignore[misc]
            if number < 2:
                lives[number].batches.put_nowait(OSError("gone"))
                await until(lambda: it.home.adapters()[1].state == "broken")
                await it.clock.advance(4)  # its pause, and no more: entering it has a deadline, and needs a thread
        await until(lambda: lives[2].entered)
        for on in (True, False, True):
            lives[2].tell(DeviceDescribed(device=device()), report("lamp", (0, on)))
            await it.settle()
            await it.clock.advance(30)
    assert [record.getMessage() for record in caplog.records if record.name == "gateway.core.supervisor"] == [
        "adapter bad broke: OSError: gone; it is started again",
        "adapter bad recovered",
    ]


@pytest.mark.parametrize("where", ["create", "enter", "updates", "end"])
async def test_it_does_not_matter_where_it_breaks(tmp_path: Path, where: str) -> None:
    class Ends(FakeAdapter):
        async def updates(self) -> AsyncIterator[Any]:
            if where == "updates":
                raise KeyError("x")
            batches: tuple[Any, ...] = ()
            for batch in batches:
                yield batch

    async def broken() -> None:
        raise ExceptionGroup("several", [ValueError("first"), OSError("second")])

    def create() -> FakeAdapter:
        if where == "create":
            raise TypeError("bad settings")
        return Ends(on_enter=broken if where == "enter" else None)

    async with stage(tmp_path, plans=(plan(create, "bad"),)) as it:
        await until(lambda: it.home.adapters()[1].state == "broken")
        expected = {
            "create": "TypeError: bad settings",
            "enter": "ValueError: first",
            "updates": "KeyError: 'x'",
            "end": "it ended by itself",
        }
        assert it.home.adapters()[1].reason == expected[where]
        assert await still_works(it)


@pytest.mark.parametrize("hang", [forever, stubborn])
async def test_one_that_hangs_on_enter_is_cut(tmp_path: Path, hang: Any) -> None:
    async with stage(tmp_path, plans=(plan(lambda: FakeAdapter(on_enter=hang), "bad"),)) as it:
        assert await still_works(it)  # nobody waited for it
        assert it.home.adapters()[1].state == "starting"
        await it.clock.advance(10)
        await until(lambda: it.home.adapters()[1].state == "broken")
        assert it.home.adapters()[1].reason == "entering it took longer than 10 s"


async def test_one_that_hangs_on_exit_is_cut(tmp_path: Path) -> None:
    bad = FakeAdapter(on_exit=forever)
    async with stage(tmp_path, plans=(plan(lambda: bad, "bad"),)) as it:
        await until(lambda: it.home._supervisor._runners["bad"]._adapter is not None)
        bad.batches.put_nowait(RuntimeError("x"))
        await until(lambda: bad.leaving)
        await it.clock.advance(5)
        await until(lambda: it.home.adapters()[1].state == "broken")
        assert it.home.adapters()[1].reason == "leaving it took longer than 5 s"
        assert await still_works(it)


async def test_one_that_ignores_its_cancellation_is_left_behind(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    release = asyncio.Event()

    async def immortal() -> None:
        while not release.is_set():
            try:
                await release.wait()
            except asyncio.CancelledError:
                continue

    bad = FakeAdapter(on_enter=immortal)
    async with stage(tmp_path, plans=(plan(lambda: bad, "bad"),)) as it:
        await until(lambda: bad.entered)
        await it.clock.advance(10)
        await it.clock.advance(5)
        await until(lambda: it.home.adapters()[1].state == "broken")
        assert await still_works(it)
    assert "adapter bad ignores its cancellation; it is left behind" in caplog.text
    release.set()
    await until(lambda: not _abandoned)


async def test_a_flood_leaves_the_others_their_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "TURN_S", 0.0)  # the shortest turn there is: one slice

    class Flood(FakeAdapter):
        """Never waits for anything."""

        async def updates(self) -> AsyncIterator[Any]:
            yield (DeviceDescribed(device=device("flood")),)
            on = False
            while True:
                on = not on
                yield tuple(report("flood", (0, on)) for _ in range(500))

    async with stage(tmp_path, plans=(plan(Flood, "bad"),)) as it:
        await until(lambda: it.home.adapters()[1].updates > 5000)
        assert it.home.adapters()[1].updates < 5000 + 20 * 64  # this test had its turns, too
        it.adapter.describe(WORKS)
        await until(lambda: it.home.adapters()[0].devices == 1)
        it.adapter.tell(report("works", (0, True)))
        before = it.home.adapters()[1].updates
        await until(lambda: it.home.adapters()[0].updates == 1)
        assert it.home.adapters()[1].updates - before < 20 * 64  # it had some turns, and so had the other
        assert it.value("works", "1/onOff/onOff") is True


async def test_silence_is_no_fault(tmp_path: Path) -> None:
    quiet = FakeAdapter()
    async with stage(tmp_path, plans=(plan(lambda: quiet, "quiet"),)) as it:
        await until(lambda: it.home._supervisor._runners["quiet"]._adapter is not None)
        await it.advance(600)
        quiet.tell(AdapterStateChanged(state="degraded", reason="slow"))
        await it.settle()
        status = it.home.adapters()[1]
        assert (status.state, status.reason, status.restarts) == ("degraded", "slow", 0)


async def test_commands_of_a_bad_adapter_get_an_answer(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await it.tell(DeviceDescribed(device=device()))
        lamp = it.entry("lamp").id
        it.adapter.answer = lambda _command: ValueError("no")
        outcome = await it.home.set_properties(lamp, {"1/onOff/onOff": True})
        assert isinstance(outcome, Failed)
        assert (outcome.code, outcome.reason) == ("adapter-raised", "ValueError: no")
        it.adapter.answer = lambda _command: "done"
        outcome = await it.home.set_properties(lamp, {"1/onOff/onOff": True})
        assert isinstance(outcome, Failed)
        assert outcome.code == "adapter-answer"
        it.adapter.answer = lambda _command: forever()
        waiting = asyncio.create_task(it.home.set_properties(lamp, {"1/onOff/onOff": True}))
        await it.clock.advance(6)
        outcome = await waiting
        assert isinstance(outcome, Failed)
        assert outcome.code == "adapter-timeout"
        it.adapter.batches.put_nowait(OSError("gone"))
        await it.settle()
        outcome = await it.home.set_properties(lamp, {"1/onOff/onOff": True})
        assert isinstance(outcome, Refused)
        assert (outcome.code, outcome.retry) == ("unavailable", True)


async def test_one_that_was_well_for_a_while_starts_again_at_once(tmp_path: Path) -> None:
    lives: list[FakeAdapter] = []

    def create() -> FakeAdapter:
        lives.append(FakeAdapter())
        return lives[-1]

    async with stage(tmp_path, plans=(plan(create, "bad"),)) as it:
        await until(lambda: len(lives) == 1)
        lives[0].describe(device())
        await it.settle()
        await it.clock.advance(30)
        lives[0].batches.put_nowait(OSError("gone"))
        await until(lambda: len(lives) == 2)  # no time was moved


async def test_one_that_is_asked_to_leaves_in_order_and_starts_again(tmp_path: Path) -> None:
    lives: list[FakeAdapter] = []

    def create() -> FakeAdapter:
        lives.append(FakeAdapter())
        return lives[-1]

    async with stage(tmp_path, plans=(plan(create, "asked"),)) as it:
        await until(lambda: len(lives) == 1)
        lives[0].describe(device())
        await until(lambda: it.home.adapters()[1].devices == 1)
        first = it.entry("lamp").id
        it.home.restart_adapter("asked")
        await until(lambda: it.entry("lamp").reason == "it was asked to start again")
        assert lives[0].left
        await until(lambda: len(lives) == 2)  # no time was moved
        lives[1].describe(device())
        await until(lambda: it.home.adapters()[1].state == "connected")
        await it.settle()
        assert (it.entry("lamp").id, it.entry("lamp").available) == (first, True)
        assert await still_works(it)
        with pytest.raises(KeyError):
            it.home.restart_adapter("nobody")


async def test_an_end_that_meets_the_end_of_a_life_is_the_end(tmp_path: Path) -> None:
    asked = FakeAdapter()
    async with stage(tmp_path, plans=(plan(lambda: asked, "asked"),)) as it:
        await until(lambda: it.home._supervisor._runners["asked"]._adapter is not None)
        running = next(task for task in asyncio.all_tasks() if task.get_name() == "adapter asked")
        it.home.restart_adapter("asked")
        running.cancel()
        await until(running.done)
        assert running.cancelled()
        assert it.home.adapters()[1].state == "stopped"
