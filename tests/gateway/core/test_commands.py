"""What is wanted of devices, and what comes of it."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from gateway.core.state import ASSUMED
from schemas.commands import InvokeCommand, ReadProperties, SetProperties
from schemas.device import DeviceDescription
from schemas.outcomes import Confirmed, Failed, Outcome, Refused, Sent, TimedOut, Unconfirmed
from schemas.updates import AvailabilityChanged, DeviceDescribed, DeviceRemoved
from schemas.value import Value
from schemas.vocabulary import Confirmation, Hazard, Kind
from tests.gateway.core.stage import LEVEL, ON_OFF, Stage, command, device, lock, prop, report, stage, vendor

ON, BRIGHT = "1/onOff/onOff", "1/levelControl/currentLevel"

PERSON = Confirmation.PERSON


def write(it: Stage, changes: Mapping[str, Value], key: str = "lamp", **more: Any) -> "asyncio.Task[Outcome]":
    return asyncio.create_task(it.home.set_properties(it.entry(key).id, changes, **more))


def code(outcome: Outcome) -> str:
    assert isinstance(outcome, Refused | Failed), outcome
    return outcome.code


async def with_device(it: Stage, described: DeviceDescription | None = None) -> None:
    await it.tell(DeviceDescribed(device=described or device()))


async def test_a_write_is_confirmed_by_the_device(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await with_device(it)
        wish = write(it, {ON: True, BRIGHT: 40})
        await it.clock.advance(0)
        (sent,) = it.adapter.commands
        assert isinstance(sent, SetProperties)
        assert (sent.device, sent.changes) == ("lamp", ((0, True), (1, 40)))
        await it.tell(report("lamp", (0, True)))
        assert not wish.done()
        await it.tell(report("lamp", (1, 40.3)))  # within one step of 0.4
        assert isinstance(await wish, Confirmed)


async def test_what_is_so_already_is_sent_and_confirmed(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await with_device(it)
        await it.tell(report("lamp", (0, True)))
        assert isinstance(await write(it, {ON: True}), Confirmed)
        assert len(it.adapter.commands) == 1


async def test_a_report_before_the_answer_counts(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await with_device(it)

        async def answer(one: Any) -> Sent:
            it.adapter.tell(report("lamp", (0, True)))
            it.adapter.tell(report("lamp", (0, False)))
            await it.clock.sleep(1)
            return Sent(command=one.id)

        it.adapter.answer = answer
        wish = write(it, {ON: True})
        await it.clock.advance(1)
        assert isinstance(await wish, Confirmed)


async def test_an_unconfirmed_write_is_sent_once_more_and_then_times_out(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await with_device(it)
        wish = write(it, {ON: True})
        await it.clock.advance(4.9)
        assert len(it.adapter.commands) == 1
        await it.clock.advance(0.2)
        assert len(it.adapter.commands) == 2
        assert it.adapter.commands[0] == it.adapter.commands[1]
        await it.clock.advance(5)
        outcome = await wish
        assert outcome == TimedOut(command=it.adapter.commands[0].id, after_s=10.0)


async def test_a_confirmed_hazard_is_sent_only_once(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await with_device(it, lock())
        wish = write(it, {"1/vendor/acme.autoLock": True}, "door", confirmation=PERSON)
        await it.clock.advance(5.1)
        assert isinstance(await wish, TimedOut)
        assert len(it.adapter.commands) == 1


async def test_a_newer_wish_takes_the_place_of_an_older(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await with_device(it)
        older = write(it, {BRIGHT: 10})
        await it.clock.advance(0)
        newer = write(it, {BRIGHT: 90})
        await it.clock.advance(0)
        assert code(await older) == "superseded"
        await it.tell(report("lamp", (1, 90)))
        assert isinstance(await newer, Confirmed)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "nothing-wanted"),
        ({"1/onOff/nothing": 1}, "unknown-property"),
        ({ON: 1}, "wrong-type"),
        ({ON: None}, "wrong-type"),
        ({BRIGHT: 101}, "out-of-range"),
        ({BRIGHT: "40"}, "wrong-type"),
        ({BRIGHT: float("nan")}, "out-of-range"),
        ({"1/temperatureMeasurement/measuredValue": 20.0}, "not-writable"),
        ({"1/vendor/acme.mode": "turbo"}, "out-of-range"),
    ],
)
async def test_what_cannot_be_is_refused_and_nothing_is_sent(
    tmp_path: Path, changes: dict[str, Value], expected: str
) -> None:
    mode = vendor("mode", Kind.ENUM, values=("eco", "full"))
    async with stage(tmp_path) as it:
        await with_device(it, device("lamp", ON_OFF, LEVEL, prop("temperatureMeasurement", "measuredValue"), mode))
        assert code(await write(it, changes)) == expected
        assert it.adapter.commands == []


async def test_a_device_narrows_what_may_be_written(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        narrow = prop("levelControl", "currentLevel", minimum=10, maximum=90)
        await with_device(it, device("lamp", narrow))
        assert code(await write(it, {BRIGHT: 5})) == "out-of-range"


async def test_what_cannot_be_reached_is_refused(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await with_device(it)
        await it.tell(AvailabilityChanged(device="lamp", available=False, reason="no answer"))
        outcome = await write(it, {ON: True})
        assert isinstance(outcome, Refused)
        assert (outcome.code, outcome.reason, outcome.retry) == ("unavailable", "no answer", True)


async def test_too_many_at_once_are_refused(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await with_device(it, device("lamp", *(vendor(f"p{n}") for n in range(20))))
        wishes = [write(it, {f"1/vendor/acme.p{n}": 1}) for n in range(17)]
        await it.clock.advance(0)
        assert code(await wishes[16]) == "busy"
        await it.tell(report("lamp", *((n, 1) for n in range(16))))
        assert {type(await wish) for wish in wishes[:16]} == {Confirmed}
        assert it.home._router._pending == {}
        assert it.home._router._waits == {}
        assert it.home._router._writes == {}


async def test_what_is_never_reported_is_taken_as_state_and_flagged(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await with_device(it, device("lamp", prop("onOff", "onOff", optimistic=True), LEVEL))
        assert isinstance(await write(it, {ON: True}), Unconfirmed)
        handle = it.entry("lamp").by_path[ON]
        assert (it.home.state.values[handle], it.home.state.flags[handle]) == (True, ASSUMED)
        wish = write(it, {ON: False, BRIGHT: 20})
        await it.clock.advance(0)
        await it.tell(report("lamp", (1, 20)))
        assert isinstance(await wish, Confirmed)
        assert (it.home.state.values[handle], it.home.state.flags[handle]) == (False, ASSUMED)
        await it.tell(report("lamp", (0, False)))
        assert it.home.state.flags[handle] == 0


async def test_an_adapter_that_cannot_confirm_makes_it_unconfirmed(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await with_device(it)
        it.adapter.answer = lambda one: Sent(command=one.id, confirmable=False)
        assert isinstance(await write(it, {ON: True}), Unconfirmed)
        assert it.value("lamp", ON) is True


async def test_a_secret_is_written_and_not_kept(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await with_device(it, device("cam", vendor("password", Kind.SECRET, access="w")))
        assert isinstance(await write(it, {"1/vendor/acme.password": "hunter2"}, "cam"), Unconfirmed)
        assert "hunter2" in str(it.adapter.commands[0])
        assert it.value("cam", "1/vendor/acme.password") is None


async def test_locks_refuse_what_nobody_confirmed(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await with_device(it, lock())
        door = it.entry("door").id
        for confirmation in (Confirmation.NONE, Confirmation.PERSON_AWAY):
            outcome = await it.home.invoke(door, 1, "doorLock", "unlockDoor", {}, confirmation=confirmation)
            assert isinstance(outcome, Refused)
            assert (outcome.code, "person" in outcome.fix) == ("confirmation-required", True)
        assert code(await write(it, {"1/vendor/acme.autoLock": True}, "door")) == "confirmation-required"
        assert it.adapter.commands == []

        wish = asyncio.create_task(it.home.invoke(door, 1, "doorLock", "unlockDoor", {}, confirmation=PERSON))
        await it.clock.advance(0)
        (sent,) = it.adapter.commands
        assert isinstance(sent, InvokeCommand)
        assert sent.confirmation is PERSON
        await it.tell(report("door", (0, "locked")))
        assert not wish.done()  # that is not what was wanted
        await it.tell(report("door", (0, "unlocked")))
        assert isinstance(await wish, Confirmed)


async def test_a_command_is_never_sent_twice(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await with_device(it, lock())
        door = it.entry("door").id
        wish = asyncio.create_task(it.home.invoke(door, 1, "doorLock", "lockDoor", {}, confirmation=PERSON))
        await it.clock.advance(30)
        assert isinstance(await wish, TimedOut)
        assert len(it.adapter.commands) == 1


async def test_a_command_without_a_known_effect_is_confirmed_by_any_change(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await with_device(it, device("lamp", ON_OFF, LEVEL, commands=(command("onOff", "toggle"),)))
        lamp = it.entry("lamp").id
        wish = asyncio.create_task(it.home.invoke(lamp, 1, "onOff", "toggle", {}))
        await it.clock.advance(0)
        await it.tell(report("lamp", (1, 40)))
        assert not wish.done()
        await it.tell(report("lamp", (0, True)))
        assert isinstance(await wish, Confirmed)
        wish = asyncio.create_task(it.home.invoke(lamp, 1, "onOff", "toggle", {}))
        await it.clock.advance(6)
        assert isinstance(await wish, Unconfirmed)


@pytest.mark.parametrize(
    ("capability", "name", "arguments", "expected"),
    [
        ("onOff", "on", {}, "unknown-command"),
        ("levelControl", "moveToLevel", {}, "missing-argument"),
        ("levelControl", "moveToLevel", {"level": "high"}, "wrong-type"),
        ("levelControl", "moveToLevel", {"level": 200}, "out-of-range"),
        ("levelControl", "moveToLevel", {"level": 20, "speed": 1}, "unknown-argument"),
        ("vendor", "acme.dance", {"step": float("inf")}, "wrong-type"),
    ],
)
async def test_bad_commands_are_refused(
    tmp_path: Path, capability: str, name: str, arguments: dict[str, Value], expected: str
) -> None:
    commands = (command("levelControl", "moveToLevel"), command("vendor", "acme.dance"))
    async with stage(tmp_path) as it:
        await with_device(it, device("lamp", commands=commands))
        outcome = await it.home.invoke(it.entry("lamp").id, 1, capability, name, arguments)
        assert code(outcome) == expected
        assert it.adapter.commands == []


async def test_what_an_adapter_calls_dangerous_is(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        commands = (command("vendor", "acme.boil", (Hazard.HEAT,)), command("vendor", "acme.sing"))
        await with_device(it, device("pot", ON_OFF, commands=commands))
        for name in ("acme.boil", "acme.sing"):  # of a dangerous device, whatever the schema does not know
            assert code(await it.home.invoke(it.entry("pot").id, 1, "vendor", name, {})) == "confirmation-required"


async def test_read_waits_for_the_report_even_of_the_same_value(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await with_device(it)
        await it.tell(report("lamp", (0, True), (1, 40)))
        lamp = it.entry("lamp").id
        wish = asyncio.create_task(it.home.read(lamp, [BRIGHT, ON, ON]))
        await it.clock.advance(0)
        (sent,) = it.adapter.commands
        assert isinstance(sent, ReadProperties)
        assert sent.properties == (1, 0)
        await it.tell(report("lamp", (0, True)))
        assert not wish.done()
        await it.tell(report("lamp", (1, 40)))
        assert isinstance(await wish, Confirmed)
        wish = asyncio.create_task(it.home.read(lamp, [ON]))
        await it.clock.advance(5)
        assert isinstance(await wish, TimedOut)
        assert code(await it.home.read(lamp, ["9/x/y"])) == "unknown-property"
        assert code(await it.home.read(lamp, [])) == "unknown-property"
        assert it.home._pipeline.watchers == {}


async def test_a_wish_that_is_cancelled_leaves_nothing(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await with_device(it)
        wish = write(it, {ON: True})
        await it.clock.advance(1)
        wish.cancel()
        await it.clock.advance(1)
        assert wish.cancelled()
        assert it.home._router._waits == {}
        assert it.home._router._pending == {}


async def test_what_goes_meanwhile_is_told_as_gone(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        await with_device(it)
        wish = write(it, {BRIGHT: 20})
        await it.clock.advance(0)
        await it.tell(DeviceDescribed(device=device("lamp", ON_OFF)))
        assert code(await wish) == "gone"

        async def leave(one: Any) -> Sent:
            await it.clock.sleep(1)
            return Sent(command=one.id, confirmable=False)

        it.adapter.answer = leave
        wish = write(it, {ON: True})
        await it.clock.advance(0)
        await it.tell(DeviceRemoved(device="lamp"))
        await it.clock.advance(1)
        assert code(await wish) == "gone"


async def test_nobody_waits_for_an_unknown_device(tmp_path: Path) -> None:
    async with stage(tmp_path) as it:
        with pytest.raises(KeyError):
            await it.home.set_properties("d_none", {ON: True})


async def test_a_cover_that_is_where_it_is_to_go_is_not_waited_for(tmp_path: Path) -> None:
    position = prop("windowCovering", "currentPosition")
    ways = (command("windowCovering", "open"), command("windowCovering", "close"))
    async with stage(tmp_path) as it:
        await with_device(it, device("lamp", position, commands=ways, kind="curtain"))
        curtain = it.entry("lamp").id
        await it.tell(report("lamp", (0, 0)))
        assert isinstance(await it.home.invoke(curtain, 1, "windowCovering", "close", {}), Confirmed)
        assert len(it.adapter.commands) == 1  # it was told all the same
        wish = asyncio.create_task(it.home.invoke(curtain, 1, "windowCovering", "open", {}))
        await it.clock.advance(0)
        assert not wish.done()
        await it.tell(report("lamp", (0, 30)))
        assert isinstance(await wish, Confirmed)
