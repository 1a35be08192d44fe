"""What a node, or whoever answers in its place, may do wrong; the one beside it goes on, nothing confirmed is lost."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

import pytest

from adapters.echonet.poll import AWAY_S
from schemas.outcomes import Failed, Refused, Sent
from schemas.updates import PropertiesReported, Update
from tests.adapters.bad_input import Bad, shows
from tests.adapters.echonet.far import COOLER, METER, NODE, Far, cooler, frame, meter, opened
from tests.adapters.echonet.stage import COOLER_KEY, METER_KEY, OTHER, OTHER_KEY, POLL_S, neighbour, stage
from tests.adapters.sdk.home import Home
from tests.adapters.sdk.travel import now_s, travels

NEVER: Final = {Bad.WRONG_KEY: "ECHONET Lite has no keys: whoever reaches a node may use it"}

ON, MODE, WARM = "1/onOff/onOff", "1/thermostat/systemMode", "1/thermostat/localTemperature"
COOL = "1/thermostat/coolingSetpoint"
POWER = "1/electricalPowerMeasurement/activePower"
US: Final = "05ff01"


@asynccontextmanager
async def two(far: Far, other: Far) -> AsyncIterator[Home]:
    """Two nodes that are well."""
    async with stage(far, other) as home:
        for key in (COOLER_KEY, OTHER_KEY):
            await home.until_value(WARM, 27, key)
            await home.until_value(COOL, 26, key)
        yield home


async def goes_on(home: Home, other: Far) -> None:
    """The other node is read and set as ever."""
    thing = other.objects[COOLER]
    warmer, target = thing.values[0xBB][0] + 1, thing.values[0xB3][0] - 1
    thing.values[0xBB] = bytes([warmer])
    await home.until_value(WARM, warmer, OTHER_KEY)
    assert isinstance(await home.write(COOL, target, OTHER_KEY), Sent)
    await home.until_value(COOL, target, OTHER_KEY)
    assert home.reasons[OTHER_KEY] == ""


def kept(home: Home) -> bool:
    """What was confirmed of the node that does wrong."""
    return (home.values[COOLER_KEY, ON], home.values[COOLER_KEY, COOL]) == (True, 26)


def told_of(updates: list[Update], key: str, index: int) -> set[object]:
    """All values of one property that were told."""
    said = [one for one in updates if isinstance(one, PropertiesReported) and one.device == key]
    return {value for one in said for at, value in one.changes if at == index}


def keeping(said: list[bytes], end: int | None = None) -> Callable[[bytes], bytes]:
    """Keep what is said, and let it through up to here."""

    def spoil(data: bytes) -> bytes:
        said.append(data)
        return data[:end]

    return spoil


@shows(Bad.WRONG_VERSION, "its answer cannot be read: this is ECHONET, the older protocol; ECHONET Lite is expected")
@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (b"\x82\x81", "this is ECHONET, the older protocol; ECHONET Lite is expected"),
        (b"\x10\x82", "this is ECHONET Lite of an arbitrary format; the specified format is expected"),
        (b"GE", "this is not ECHONET Lite"),
    ],
)
@travels
async def test_another_protocol(head: bytes, reason: str) -> None:
    far, other = Far({COOLER: cooler()}), neighbour()
    async with two(far, other) as home:
        far.spoil = lambda data: head + data[2:]
        failed = await home.write(COOL, 20, COOLER_KEY)
        assert isinstance(failed, Failed)
        assert reason in failed.reason
        await home.until(lambda: home.reasons[COOLER_KEY] != "")
        assert home.reasons[COOLER_KEY] == f"its answer cannot be read: {reason}"
        await goes_on(home, other)
        assert kept(home)
        far.spoil = lambda data: data
        await home.until_value(COOL, 20, COOLER_KEY)  # it had heard the wish
        assert home.reasons[COOLER_KEY] == ""


@shows(Bad.MOVED, "another node answers at its address; nothing of that one is taken, and nothing is set there")
@travels
async def test_its_address_becomes_another_nodes() -> None:
    far, other = Far({COOLER: cooler()}), neighbour()
    async with two(far, other) as home:
        # the lease of the address is another's now, which begins, and has an air conditioner too
        former, far.objects = far.objects, Far({NODE: neighbour().objects[NODE], COOLER: cooler()}).objects
        far.objects[COOLER].values |= {0x80: b"\x31", 0xB3: b"\x10"}
        far.informs(NODE, (0xD5, far.instances), target=NODE)
        far.informs(COOLER, (0x80, b"\x31"))
        await asyncio.sleep(0)
        failed = await home.write(COOL, 20, COOLER_KEY)
        assert isinstance(failed, Failed | Refused)
        await home.until(lambda: home.reasons[COOLER_KEY] == "another node answers at its address")
        assert far.objects[COOLER].values[0xB3] == b"\x10"
        await goes_on(home, other)
        assert kept(home)
        far.objects = former
        await home.until(lambda: home.reasons[COOLER_KEY] == "")


@travels
async def test_one_that_begins_in_silence_is_found_out_within_a_minute() -> None:
    far = Far({COOLER: cooler()})
    async with two(far, neighbour()) as home:
        began = now_s()
        far.objects[NODE].values[0x83] = bytes.fromhex(OTHER)
        await home.until(lambda: "another node" in home.reasons[COOLER_KEY])
        assert now_s() - began <= 60 + POLL_S


@shows(Bad.CLOCK, "nothing changes: nothing here reads the wall clock")
@pytest.mark.parametrize("jump_s", [86_400, -86_400])
@travels
async def test_the_clock_jumps_by_a_day(jump_s: float, monkeypatch: pytest.MonkeyPatch) -> None:
    far, other = Far({COOLER: cooler()}), neighbour()
    async with two(far, other) as home:
        there, there_ns = time.time, time.time_ns
        monkeypatch.setattr(time, "time", lambda: there() + jump_s)
        monkeypatch.setattr(time, "time_ns", lambda: there_ns() + round(jump_s * 1e9))
        told, began = len(home.updates), now_s()
        far.objects[COOLER].values[0xB2] = b"\x41"
        await home.until_value("1/comfortOptions/quietMode", value=False, key=COOLER_KEY)
        assert now_s() - began <= POLL_S
        await goes_on(home, other)
        assert {type(one).__name__ for one in home.updates[told:]} == {"PropertiesReported"}


CUT: Final = (2, 11, 12, 13, -1)


@shows(Bad.TRUNCATED, "its answer cannot be read: a frame ends within its properties")
@pytest.mark.parametrize("end", CUT)
@travels
async def test_frames_are_cut(end: int) -> None:
    far, other = Far({COOLER: cooler()}), neighbour()
    async with two(far, other) as home:
        far.informs(COOLER, (0x80, b"\x31"))
        cut = frame(0, COOLER, US, 0x73, [(0x80, b"\x30"), (0xB3, b"\x10")])[:end]
        far.arrives(cut)
        await home.until_value(ON, value=False, key=COOLER_KEY)
        await home.until(lambda: home.faults() == ["truncated"])
        far.informs(COOLER, (0x80, b"\x30"))
        await home.until_value(ON, value=True, key=COOLER_KEY)
        far.spoil = lambda data: data[:end]
        await home.until(lambda: home.reasons[COOLER_KEY] != "")
        assert home.reasons[COOLER_KEY].startswith("its answer cannot be read: a frame ends within its ")
        await goes_on(home, other)
        assert kept(home)
        far.spoil = lambda data: data
        await home.until(lambda: home.reasons[COOLER_KEY] == "")


@shows(Bad.OVERSIZED, "its answer cannot be read: a frame goes on behind its properties, or is longer than is taken")
@pytest.mark.parametrize("more", [b"\0", bytes(1500), bytes(9000)])
@travels
async def test_frames_are_too_long(more: bytes) -> None:
    far, other = Far({COOLER: cooler()}), neighbour()
    async with two(far, other) as home:
        far.arrives(frame(0, COOLER, US, 0x73, [(0x80, b"\x31")]) + more)
        await home.until(lambda: home.faults() == ["oversized"])
        far.spoil = lambda data: data + more
        await home.until(lambda: home.reasons[COOLER_KEY] != "")
        assert home.reasons[COOLER_KEY].startswith("its answer cannot be read: a frame ")
        await goes_on(home, other)
        assert kept(home)
        far.spoil = lambda data: data
        await home.until(lambda: home.reasons[COOLER_KEY] == "")


@travels
async def test_the_largest_frame_of_what_it_does_not_have() -> None:
    far, other = Far({COOLER: cooler()}), neighbour()
    async with two(far, other) as home:
        stuffed = [(epc, bytes(28)) for epc in range(0x01, 0x80)] + [(0xB3, bytes(255)), (0x80, b"\x31")]
        far.informs(COOLER, *stuffed)
        await home.until_value(ON, value=False, key=COOLER_KEY)
        assert home.values[COOLER_KEY, COOL] == 26
        assert home.faults() == ["unexpected-value"]
        await goes_on(home, other)


@shows(Bad.REPLAYED, "an old answer changes nothing; an old announcement counts until the next poll")
@travels
async def test_frames_are_said_again() -> None:
    far, other = Far({COOLER: cooler()}), neighbour()
    said: list[bytes] = []
    far.spoil = keeping(said)
    async with two(far, other) as home:
        assert isinstance(await home.write(COOL, 24, COOLER_KEY), Sent)
        await home.until_value(COOL, 24, COOLER_KEY)
        old, far.spoil = list(said), lambda data: data
        far.mute = True  # only the recording speaks
        for data in old:
            far.arrives(data)
        failed = await home.write(COOL, 20, COOLER_KEY)
        assert isinstance(failed, Failed)
        assert failed.code == "no-answer"
        assert home.values[COOLER_KEY, COOL] == 24
        far.mute = False
        await goes_on(home, other)
        await home.until(lambda: home.reasons[COOLER_KEY] == "")
        # nobody can tell an announcement from its recording; what is asked for puts it right
        far.informs(COOLER, (0x80, b"\x31"))
        await home.until_value(ON, value=False, key=COOLER_KEY)
        await home.until_value(ON, value=True, key=COOLER_KEY)


@shows(Bad.REORDERED, "nothing changes: a late answer is told from one to the present question")
@travels
async def test_late_answers_come_before_those_to_the_present_question() -> None:
    far, other = Far({COOLER: cooler()}), neighbour()
    said: list[bytes] = []
    far.spoil = keeping(said)
    async with two(far, other) as home:
        late = said[-4:]

        def late_ones_first(data: bytes) -> bytes:
            for one in reversed(late):
                far.arrives(one)
            return data

        far.spoil = late_ones_first
        far.objects[COOLER].values[0xBB] = b"\x1d"
        told = len(home.updates)
        await home.until_value(WARM, 29, COOLER_KEY)
        await asyncio.sleep(300)
        assert 27 not in told_of(home.updates[told:], COOLER_KEY, home.index(WARM, COOLER_KEY))
        await goes_on(home, other)
        assert kept(home)


@shows(Bad.SILENT, "no answer to 2 questions in 4 s")
@travels
async def test_a_node_hears_and_never_answers() -> None:
    far, other = Far({COOLER: cooler()}), neighbour()
    async with two(far, other) as home:
        far.mute = True
        failed = await home.write(COOL, 20, COOLER_KEY)
        assert isinstance(failed, Failed)
        assert failed.code == "no-answer"
        await home.until(lambda: home.reasons[COOLER_KEY] == "no answer to 2 questions in 4 s")
        await goes_on(home, other)
        assert kept(home)
        far.mute = False
        await home.until(lambda: home.reasons[COOLER_KEY] == "")


@shows(Bad.SILENT, "no answer to 2 questions in 4 s; its node answers")
@travels
async def test_one_object_of_a_node_never_answers() -> None:
    far = Far({COOLER: cooler(), METER: meter()})
    async with stage(far) as home:
        await home.until_value(WARM, 27, COOLER_KEY)
        await home.until_value(POWER, -500, METER_KEY)
        far.asleep.add(COOLER)
        await home.until(lambda: home.reasons[COOLER_KEY] == "no answer to 2 questions in 4 s; its node answers")
        # what is beside it in the same node goes on, and is not held up more than once a minute
        far.asked.clear()
        began = now_s()
        for power in (b"\0\0\0\1", b"\0\0\0\2", b"\0\0\0\3"):
            far.objects[METER].values[0xE7] = power
            await home.until_value(POWER, power[3], METER_KEY)
        assert len(far.gets(COOLER)) <= 4 * (1 + (now_s() - began) / AWAY_S)
        assert home.reasons[METER_KEY] == ""
        far.asleep.clear()
        await home.until(lambda: home.reasons[COOLER_KEY] == "")
        assert home.values[COOLER_KEY, ON] is True


@travels
async def test_one_object_never_answers_from_the_start() -> None:
    far = Far({COOLER: cooler(), METER: meter()}, asleep={COOLER})
    async with stage(far) as home:
        await home.until_value(POWER, -500, METER_KEY)
        assert home.reasons[COOLER_KEY] == "no answer to 2 questions in 4 s; its node answers"
        assert isinstance(await home.write(ON, value=True, key=METER_KEY), Refused)
        far.asleep.clear()
        await home.until_value(WARM, 27, COOLER_KEY)
        assert home.reasons[COOLER_KEY] == ""


@travels
async def test_the_only_object_never_answers() -> None:
    far = Far({COOLER: cooler()}, asleep={COOLER})
    async with stage(far, neighbour()) as home:
        await home.until(lambda: "its node answers" in home.reasons.get(COOLER_KEY, ""))
        await home.until_value(WARM, 27, OTHER_KEY)
        far.asleep.clear()
        await home.until_value(WARM, 27, COOLER_KEY)


@shows(Bad.UNASKED, "nothing changes; a fault names who answered")
@travels
async def test_answers_to_nobody() -> None:
    far, other = Far({COOLER: cooler()}), neighbour()
    async with two(far, other) as home:
        for service in (0x71, 0x72, 0x52, 0x7A, 0x7E):
            second = b"\0" if service == 0x7E else b""
            far.arrives(frame(0x7FFF, COOLER, US, service, [(0xB3, b"\x10")]) + second)
        await home.until(lambda: home.faults() == ["unasked"])
        # of an object that was not asked, with the number of the question
        far.spoil = lambda data: frame(opened(data)[0], METER, US, 0x72, [(0xBB, b"\x10")])
        await home.until(lambda: home.reasons[COOLER_KEY] != "")
        assert home.reasons[COOLER_KEY] == "no answer to 2 questions in 4 s"
        await goes_on(home, other)
        assert kept(home)
        assert home.values[COOLER_KEY, WARM] == 27


@shows(Bad.OUT_OF_SPEC, "what hangs on a value stays as well")
@travels
async def test_a_mode_that_is_none() -> None:
    far, other = Far({COOLER: cooler()}), neighbour()
    async with two(far, other) as home:
        far.informs(COOLER, (0xB0, b"\x43\x43"), (0xB3, b"\xf0"), (0x80, b""))
        await home.until(lambda: home.faults() == ["unexpected-value"] * 2)
        assert kept(home)
        await goes_on(home, other)
        assert home.values[COOLER_KEY, MODE] == "cool"
        assert kept(home)
        assert isinstance(await home.write(COOL, 20, COOLER_KEY), Sent)
        await home.until_value(COOL, 20, COOLER_KEY)
