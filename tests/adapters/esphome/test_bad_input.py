"""What a board, or whoever answers in its place, may do wrong: frames on loopback, the whole adapter before them."""

import itertools
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any, Final

import pytest

from schemas.outcomes import Failed, Refused, Sent
from schemas.pairing import Paired, Stepped
from schemas.updates import FaultReported, PropertiesReported
from tests.adapters.bad_input import Bad, shows
from tests.adapters.esphome.far import KEY, MAC, PING, WHAT, WHO, Far, frame, pb, switched, there, varint
from tests.adapters.esphome.stage import PLUG, SECOND, Home, kept, neighbours, stage
from tests.adapters.sdk.travel import travels_on_loopback

pytestmark = pytest.mark.network

OTHER: Final = "A" * 43 + "="
DAY_S: Final = 86_400
HUNG_UP: Final = "the device hung up"
SILENT: Final = "the device does not answer"
DAMAGED: Final = "the device sent what is no message of its protocol"
SEALED_BADLY: Final = "what the device sent cannot be decrypted"
NEW_VERSION: Final = "the device speaks a version of its protocol that is unknown here"


async def refused(home: Home) -> None:
    """See that a wish for the lost board is refused, and that what it said before stays."""
    before = home.values[MAC, PLUG]
    answer = await home.write(PLUG, not before)
    assert isinstance(answer, Refused)
    assert (answer.code, answer.reason) == ("not-connected", home.reasons[MAC])
    assert home.values[MAC, PLUG] is before


@shows(Bad.WRONG_KEY, "key rejected, key needed or key not wanted; tried again every 300 s, or at once with another")
@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        (KEY, OTHER, "the device does not accept the encryption key"),
        ("", KEY, "the device wants an encryption key"),
        (KEY, "", "the device speaks without encryption"),
    ],
)
def test_a_board_has_another_key_than_it_had(before: str, after: str, reason: str) -> None:
    @travels_on_loopback
    async def run() -> None:
        async with neighbours(Far(key=before)) as (far, second), stage(kept(far), kept(second)) as home:
            await home.ready()
            await home.switch()
            far.key = after
            far.hang_up()
            await home.until(lambda: home.lost() == [HUNG_UP, reason])
            await home.unhurt()
            await refused(home)
            # with the key of before its pairing fails, and with the new one it is the board that it was
            failed = await home.paired(far, key=before)
            assert isinstance(failed, Stepped)
            assert (failed.step, failed.reason) == ("connect", reason)
            assert isinstance(await home.paired(far, key=after), Paired)
            await home.back()

    run()


@shows(Bad.WRONG_VERSION, "wrong version of the protocol; tried again every 300 s")
@pytest.mark.parametrize("new", [{"version": 3}, {"key": KEY, "greeting": 2}])
def test_a_board_speaks_a_version_that_nobody_knows(new: dict[str, Any]) -> None:
    @travels_on_loopback
    async def run() -> None:
        async with neighbours(Far(key=new.get("key", ""))) as (far, second), stage(kept(far), kept(second)) as home:
            await home.ready()
            for name, value in new.items():
                setattr(far, name, value)
            far.hang_up()
            await home.until(lambda: home.lost() == [HUNG_UP, NEW_VERSION])
            await home.unhurt()
            await refused(home)
            tries = far.connects
            far.version = far.greeting = 1
            await home.back()
            assert far.connects == tries + 1

    run()


@shows(Bad.MOVED, "another device answers at its address, nothing of it is taken; paired again, it is what it was")
@travels_on_loopback
async def test_a_board_moves_and_a_stranger_has_its_address() -> None:
    far = Far(on=True)
    async with there(Far(mac=SECOND)) as second, AsyncExitStack() as before:
        await before.enter_async_context(there(far))
        async with stage(kept(far), kept(second)) as home:
            await home.ready()
            await before.aclose()
            async with there(Far(mac="02:00:00:00:00:03"), port=far.port), there(far):
                await home.until(lambda: home.reasons[MAC] == "another device answers at its address")
                await home.unhurt()
                await refused(home)
                assert {*home.devices} == {MAC, SECOND}
                assert isinstance(await home.paired(far), Paired)
                await home.back()


@shows(Bad.CLOCK, "nothing changes: times are the monotonic clock's")
@travels_on_loopback
async def test_the_wall_clock_jumps_a_day_to_and_fro(monkeypatch: pytest.MonkeyPatch) -> None:
    wall = itertools.cycle((time.time() + DAY_S, time.time() - DAY_S))
    async with neighbours(Far(key=KEY)) as (far, second), stage(kept(far), kept(second)) as home:
        await home.ready()
        monkeypatch.setattr(time, "time", lambda: next(wall))
        await home.switch()
        pings = far.count(PING)
        await home.until_asked(far, PING, pings + 3)
        await home.switch()
        await home.unhurt()
        assert home.lost() == []
        reports = [one for one in home.updates if isinstance(one, PropertiesReported)]
        assert [one.arrived_ns for one in reports] == sorted(one.arrived_ns for one in reports)
        assert {one.device_time_ms for one in reports} == {None}


@shows(Bad.TRUNCATED, "hung up, does not answer, or sends what is no message; made anew at once, values stay")
@pytest.mark.parametrize(
    ("data", "then", "reason"),
    [
        (frame(switched(1, on=True))[:-1], Far.hang_up, HUNG_UP),
        (frame(switched(1, on=True))[:-1], Far.fall_silent, SILENT),
        (frame(switched(1, on=True))[:-3] + frame(switched(1, on=True)), Far.go_on, DAMAGED),
        (b"\0\1\x1a\x0d", Far.go_on, DAMAGED),  # four bytes of a number were to follow
    ],
)
def test_a_message_is_cut_short(data: bytes, then: Callable[[Far], None], reason: str) -> None:
    @travels_on_loopback
    async def run() -> None:
        async with neighbours(Far()) as (far, second), stage(kept(far), kept(second)) as home:
            await home.ready()
            far.send(data)
            then(far)
            await home.until_lost(reason)
            assert home.values[MAC, PLUG] is False
            far.silent = False
            await home.back()

    run()


@shows(Bad.REPLAYED, "encrypted: the link is made anew, nothing of it is taken; in plain text: the same value again")
@travels_on_loopback
async def test_a_message_is_sent_twice() -> None:
    async with neighbours(Far(key=KEY)) as (far, second), stage(kept(far), kept(second)) as home:
        await home.ready()
        (link,) = far.links
        told = link.written(switched(1, on=True))
        far.send(told)
        await home.until_value(PLUG, value=True)
        await home.switch()
        far.send(told)
        await home.until_lost(SEALED_BADLY)
        assert home.values[MAC, PLUG] is False
        await home.back()


@shows(Bad.REORDERED, "encrypted: the link is made anew, nothing of it is taken; answers may come in any order")
@travels_on_loopback
async def test_messages_change_places() -> None:
    async with neighbours(Far(key=KEY)) as (far, second), stage(kept(far), kept(second)) as home:
        await home.ready()
        (link,) = far.links
        first, then = (link.written(switched(1, on=on)) for on in (False, True))
        far.send(then + first)
        await home.until_lost(SEALED_BADLY)
        assert home.values[MAC, PLUG] is False
        await home.back()


@travels_on_loopback
async def test_a_board_lists_what_it_has_before_it_says_who_it_is() -> None:
    held: list[bytes] = []

    def swapped(number: int, frames: list[bytes]) -> list[bytes]:
        if number == WHO:
            held.extend(frames)
            return []
        return [*frames, *held] if number == WHAT else frames

    async with there(Far(odd=swapped)) as far, stage(kept(far)) as home:
        await home.ready()
        await home.switch()
        assert home.lost() == []


@shows(Bad.OVERSIZED, "sends what is no message of its protocol; made anew at once, values stay")
@pytest.mark.parametrize("head", [b"\0" + varint(65_536), b"\0\xff\xff\xff\xff\xff", b"\xff" * 9])
def test_a_message_is_longer_than_any_may_be(head: bytes) -> None:
    @travels_on_loopback
    async def run() -> None:
        async with neighbours(Far()) as (far, second), stage(kept(far), kept(second)) as home:
            await home.ready()
            await home.switch()
            far.send(head + bytes(70_000))
            await home.until_lost(DAMAGED)
            await home.back()

    run()


@shows(Bad.SILENT, "does not answer; tried again every 60 s at most")
@travels_on_loopback
async def test_a_board_takes_what_is_sent_and_never_answers() -> None:
    async with neighbours(Far(silent=True)) as (far, second), stage(kept(far), kept(second)) as home:
        await home.until_lost(SILENT)
        failed = await home.paired(far)
        assert isinstance(failed, Stepped)
        assert (failed.step, failed.code) == ("connect", "no-answer")
        far.silent = False
        await home.ready()
        await home.switch()


@travels_on_loopback
async def test_a_board_falls_silent() -> None:
    async with neighbours(Far()) as (far, second), stage(kept(far), kept(second)) as home:
        await home.ready()
        far.silent = True
        # what it said before is not told as new, and a wish is not taken for done
        told = len(home.updates)
        read = await home.read(PLUG)
        assert isinstance(read, Failed)
        assert (read.code, read.reason) == ("no-answer", SILENT)
        assert await home.write(PLUG, value=True) == Sent(command="c")
        assert not [one for one in home.updates[told:] if isinstance(one, PropertiesReported) and one.device == MAC]
        await home.until_lost(SILENT)
        assert home.values[MAC, PLUG] is False
        far.silent = False
        await home.back()


@shows(Bad.UNASKED, "nothing changes")
@pytest.mark.parametrize(
    "data",
    [
        frame(switched(77, on=True)),  # of something that it has not
        frame(pb.BinarySensorStateResponse(key=1, state=True)),  # of another kind under the same number
        frame(pb.SwitchStateResponse(key=1, state=True, device_id=9)),  # of a device that it did not name
        frame(pb.PingResponse()) * 3,
        frame(pb.HelloResponse(api_version_major=9, name="other")),
        frame(pb.DeviceInfoResponse(name="other", mac_address="02:00:00:00:00:09")),
        frame(pb.ListEntitiesDoneResponse()),
        b"\0\2" + varint(999) + b"hi",  # no message that anybody knows
        b"\0\0\0",
    ],
)
def test_a_board_says_what_nobody_asked(data: bytes) -> None:
    @travels_on_loopback
    async def run() -> None:
        async with neighbours(Far()) as (far, second), stage(kept(far), kept(second)) as home:
            await home.ready()
            told = len(home.updates)
            far.send(data)
            far.tell(switched(1, on=False))  # behind it
            await home.until(lambda: len(home.updates) > told)
            assert [one for one in home.updates[told:] if getattr(one, "changes", ((0, False),)) != ((0, False),)] == []
            await home.switch()
            await home.unhurt()
            assert home.lost() == home.faults() == []

    run()


@travels_on_loopback
async def test_a_board_that_does_not_say_which_it_is_is_not_taken_in() -> None:
    async with there(Far(mac="")) as far, stage() as home:
        failed = await home.paired(far)
        assert isinstance(failed, Stepped)
        assert (failed.step, failed.code) == ("entities", "malformed-message")
        assert home.devices == {}


@shows(Bad.OUT_OF_SPEC, "unexpected value, the value before it stays; nan is not known; the rest is taken")
@travels_on_loopback
async def test_a_board_says_what_its_kind_has_no_room_for() -> None:
    async with neighbours(Far(others=OTHERS, first=RIGHT)) as (far, second), stage(kept(far), kept(second)) as home:
        await home.ready()
        await home.until(lambda: home.named("currentPosition") == 25)
        assert (home.named("systemMode"), home.named("measuredValue")) == ("cool", 21.5)
        far.tell(*ODD)
        await home.until(lambda: home.named("currentPosition") == 75)
        places = {one.place for one in home.updates if isinstance(one, FaultReported)}
        assert places == {"climate.air/mode", "cover.blind/state"}
        assert {*home.faults()} == {"unexpected-value"}
        assert home.named("systemMode") == "cool"
        assert home.named("heatingSetpoint") is None
        assert home.named("measuredValue") is None
        assert home.lost() == []
        await home.unhurt()


OTHERS: Final = [
    pb.ListEntitiesClimateResponse(object_id="air", key=2, name="Air", supported_modes=[0, 2, 3]),
    pb.ListEntitiesCoverResponse(object_id="blind", key=3, name="Blind", supports_position=True),
    pb.ListEntitiesSensorResponse(
        object_id="warmth", key=4, name="Warmth", device_class="temperature", unit_of_measurement="°C"
    ),
]
RIGHT: Final = [
    pb.ClimateStateResponse(key=2, mode=2, target_temperature=21),
    pb.CoverStateResponse(key=3, position=0.25),
    pb.SensorStateResponse(key=4, state=21.5),
]
ODD: Final = [
    pb.ClimateStateResponse(key=2, mode=99, target_temperature=float("nan")),
    pb.SensorStateResponse(key=4, state=float("inf")),
    pb.CoverStateResponse(key=3, position=0.75, current_operation=9),
]
