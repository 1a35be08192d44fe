"""One node and the objects that it has, from the home's side."""

import asyncio

import pytest

from schemas.outcomes import Failed, Refused, Sent
from tests.adapters.bad_input import Bad, shows
from tests.adapters.echonet.far import COOLER, METER, NODE, NUMBER, Far, Thing, cooler, frame, meter
from tests.adapters.echonet.stage import COOLER_KEY, METER_KEY, stage
from tests.adapters.sdk.home import Home
from tests.adapters.sdk.travel import now_s, travels

ON, MODE, COOL, HEAT = (
    "1/onOff/onOff",
    "1/thermostat/systemMode",
    "1/thermostat/coolingSetpoint",
    "1/thermostat/heatingSetpoint",
)
SPEED, FAN, WARM = "1/fanControl/speedSetting", "1/fanControl/fanMode", "1/thermostat/localTemperature"
PLACE = "1/vendor/echonet.0x81"


async def settled(home: Home) -> None:
    await home.until_value(WARM, 27, COOLER_KEY)


@travels
async def test_an_object_alone_is_its_node() -> None:
    far = Far({COOLER: cooler()})
    async with stage(far) as home:
        await settled(home)
        (described,) = home.devices.values()
        assert (described.key, described.name, described.via) == (COOLER_KEY, "Air conditioner", "")
        assert (described.manufacturer, described.model) == ("0x000077", "KT-AC1")
        assert home.values[COOLER_KEY, PLACE] == "0x08"
        assert home.values[COOLER_KEY, HEAT] is None
        assert home.reasons[COOLER_KEY] == ""
        assert home.faults() == []


@travels
async def test_of_several_each_is_a_device_behind_the_node() -> None:
    far = Far({COOLER: cooler(), METER: meter(), "028802": meter()})
    async with stage(far) as home:
        await home.until_value("1/electricalEnergyMeasurement/cumulativeEnergyImported", 1000, METER_KEY)
        assert {key: (one.name, one.via) for key, one in home.devices.items()} == {
            NUMBER: ("ECHONET Lite node", ""),
            COOLER_KEY: ("Air conditioner", NUMBER),
            METER_KEY: ("Electricity meter, breaker", NUMBER),
            f"{NUMBER}-028802": ("Electricity meter, breaker 2", NUMBER),
        }


@travels
async def test_states_are_asked_for_often_and_what_is_announced_seldom() -> None:
    far = Far({COOLER: cooler()})
    async with stage(far) as home:
        await settled(home)
        far.asked.clear()
        thing = far.objects[COOLER]
        thing.values |= {0xB2: b"\x41", 0x80: b"\x31"}
        began = now_s()
        await home.until_value("1/comfortOptions/quietMode", value=False, key=COOLER_KEY)
        assert now_s() - began == pytest.approx(5.0, abs=0.1)
        assert [set(codes) for codes in far.gets(COOLER)] == [{0x88, 0xA0, 0xB2, 0xB3}]
        await home.until_value(ON, value=False, key=COOLER_KEY)
        assert 20.0 < now_s() - began <= 30.0


@travels
async def test_one_question_at_a_time_however_many_wish() -> None:
    far = Far({COOLER: cooler()})
    async with stage(far) as home:
        await settled(home)
        async with asyncio.TaskGroup() as wishes:
            for degrees in range(20, 25):
                wishes.create_task(home.write(COOL, degrees, COOLER_KEY))
        await home.until_value(COOL, 24, COOLER_KEY)
        assert far.most_in_flight == 1


@pytest.mark.parametrize("beyond", ["refuse", "silent"])
@pytest.mark.parametrize("bears", [1, 3])
@travels
async def test_a_node_that_bears_few_at_once_is_asked_for_few(bears: int, beyond: str) -> None:
    far = Far({COOLER: cooler()}, bears=bears, beyond=beyond)
    async with stage(far) as home:
        await settled(home)
        await home.until(lambda: (COOLER_KEY, PLACE) in home.values)
        far.asked.clear()
        assert isinstance(await home.write(COOL, 21, COOLER_KEY), Sent)
        await home.until_value(COOL, 21, COOLER_KEY)
        far.objects[COOLER].values[0xBB] = b"\x1c"
        await home.until_value(WARM, 28, COOLER_KEY)
        assert max(len(codes) for codes in far.gets(COOLER)) <= 8 if bears == 3 else 1
        assert home.faults() == []


@travels
async def test_what_is_set_is_asked_for_until_it_is_so() -> None:
    far = Far({COOLER: cooler()}, slow_s=3.0)
    async with stage(far) as home:
        await settled(home)
        began = now_s()
        assert isinstance(await home.write(COOL, 22, COOLER_KEY), Sent)
        await home.until_value(COOL, 22, COOLER_KEY)
        assert 3.0 <= now_s() - began < 4.0


@travels
async def test_wishes_that_cannot_be() -> None:
    far = Far({COOLER: cooler()}, refuses={0x80})
    async with stage(far) as home:
        await settled(home)
        refused = await home.write(HEAT, 20, COOLER_KEY)
        assert isinstance(refused, Refused)
        assert refused.code == "not-now"
        far_out = await home.write(COOL, 51, COOLER_KEY)
        assert isinstance(far_out, Refused)
        assert far_out.code == "out-of-range"
        assert isinstance(await home.write(WARM, 20, COOLER_KEY), Refused)
        assert isinstance(await home.invoke("1/doorLock/unlockDoor", COOLER_KEY), Refused)
        assert 0x61 not in {esv for _, esv, _ in far.asked}
        failed = await home.write(ON, value=False, key=COOLER_KEY)
        assert isinstance(failed, Failed)
        assert (failed.code, failed.retry) == ("device-refused", False)
        assert "0x80" in failed.reason


@travels
async def test_what_means_the_same_already_is_not_turned() -> None:
    far = Far({COOLER: cooler()})
    async with stage(far) as home:
        await settled(home)
        await home.write("1/comfortOptions/boostMode", value=False, key=COOLER_KEY)  # it is quiet, which is no boost
        await home.write(FAN, "manual", key=COOLER_KEY)  # it is, at step 3
        await home.until(lambda: len([esv for _, esv, _ in far.asked if esv == 0x61]) == 2)
        assert far.objects[COOLER].values[0xB2] == b"\x43"
        assert far.objects[COOLER].values[0xA0] == b"\x33"
        await home.write(SPEED, 5, key=COOLER_KEY)
        await home.until_value(SPEED, 5, COOLER_KEY)


@travels
async def test_announcements() -> None:
    far = Far({COOLER: cooler()})
    async with stage(far) as home:
        await settled(home)
        far.informs(COOLER, (0x80, b"\x31"))
        await home.until_value(ON, value=False, key=COOLER_KEY)
        # the target speaks of another mode now, so it is asked for at once
        far.asked.clear()
        far.objects[COOLER].values |= {0xB0: b"\x43", 0xB3: b"\x16"}
        far.informs(COOLER, (0xB0, b"\x43"))
        await home.until_value(HEAT, 22, COOLER_KEY)
        assert home.values[COOLER_KEY, COOL] is None
        assert far.gets(COOLER) == [[0xB3]]
        # one that wants an answer gets it
        far.informs(COOLER, (0x80, b"\x30"), esv=0x74)
        await home.until_value(ON, value=True, key=COOLER_KEY)
        assert far.replies == [frame(0, "05ff01", COOLER, 0x7A, [(0x80, b"")])]
        # what is none of its objects is passed over
        far.informs("013002", (0x80, b"\x31"))
        far.informs(COOLER, (0xB0, b"\x42"))
        await home.until_value(MODE, "cool", COOLER_KEY)
        assert home.values[COOLER_KEY, ON] is True


@travels
async def test_a_node_gets_another_object_and_loses_one() -> None:
    far = Far({COOLER: cooler()})
    async with stage(far) as home:
        await settled(home)
        far.objects[METER] = meter()
        far.informs(NODE, (0xD5, far.instances), target=NODE)
        await home.until(lambda: METER_KEY in home.devices)
        await home.until_value("1/electricalPowerMeasurement/activePower", -500, METER_KEY)
        assert home.devices[COOLER_KEY].via == NUMBER
        del far.objects[COOLER]
        far.informs(NODE, (0xD5, far.instances), target=NODE)
        await home.until(lambda: home.reasons[COOLER_KEY] == "the node does not list it any more")
        assert home.reasons[METER_KEY] == ""


@travels
async def test_a_node_that_began_anew_is_read_at_once() -> None:
    far = Far({COOLER: cooler()})
    async with stage(far) as home:
        await settled(home)
        far.objects[COOLER].values |= {0x80: b"\x31", 0x81: b"\x10"}
        began = now_s()
        far.informs(NODE, (0xD5, far.instances), target=NODE)
        await home.until_value(PLACE, "0x10", COOLER_KEY)
        assert now_s() == began
        far.informs(NODE, (0xD5, b"\x05\x01"), target=NODE)
        await home.until(lambda: "bad-property" in home.faults())


@travels
async def test_lost_frames_are_asked_for_again() -> None:
    far = Far({COOLER: cooler()}, lose=lambda count: count % 2 == 1)
    async with stage(far) as home:
        await settled(home)
        assert isinstance(await home.write(COOL, 25, COOLER_KEY), Sent)
        await home.until_value(COOL, 25, COOLER_KEY)
        assert home.faults() == []


@travels
async def test_one_that_never_answers() -> None:
    far = Far({COOLER: cooler()}, mute=True)
    async with stage(far) as home:
        await home.until(lambda: COOLER_KEY in home.reasons)
        assert home.reasons[COOLER_KEY] == "no answer to 2 questions in 4 s"
        far.mute = False
        await settled(home)
        far.mute = True
        await home.until(lambda: home.reasons[COOLER_KEY] != "")
        answer = await home.write(COOL, 25, COOLER_KEY)
        assert isinstance(answer, Refused)
        assert answer.code == "not-connected"
        far.mute = False
        await home.until(lambda: home.reasons[COOLER_KEY] == "")


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda data: data[:-1], "truncated"),
        (lambda data: data + b"\0", "oversized"),
        (lambda data: data + bytes(9000), "oversized"),
        (lambda data: data[:10] + b"\x0b" + data[11:], "unknown-service"),
        (lambda data: b"\x10\x82" + data[2:], "not-echonet"),
    ],
)
def test_answers_that_are_none(spoil: object, code: str) -> None:
    @travels
    async def run() -> None:
        far = Far({COOLER: cooler()}, spoil=spoil)  # type: ignore[arg-type]
        async with stage(far) as home:
            await home.until(lambda: COOLER_KEY in home.reasons)
            assert set(home.faults()) == {code}
            assert "no answer" not in home.reasons[COOLER_KEY]
            far.spoil = lambda data: data
            await settled(home)

    run()


@travels
async def test_answers_to_nobody_and_old_ones_change_nothing() -> None:
    far = Far({COOLER: cooler()})
    async with stage(far) as home:
        await settled(home)
        far.arrives(frame(0x7FFF, COOLER, "05ff01", 0x72, [(0xBB, b"\x30")]))
        await home.until(lambda: home.faults() == ["unasked"])
        far.arrives(frame(1, COOLER, "05ff01", 0x72, [(0xBB, b"\x30")]))  # a question that was answered
        far.informs(COOLER, (0x80, b"\x31"))
        await home.until_value(ON, value=False, key=COOLER_KEY)
        assert home.values[COOLER_KEY, WARM] == 27
        assert home.faults() == ["unasked"]


@shows(Bad.OUT_OF_SPEC, "the value before it stays; a fault names the property")
@travels
async def test_values_outside_its_own_specification() -> None:
    far = Far({COOLER: cooler()})
    async with stage(far) as home:
        await settled(home)
        far.informs(COOLER, (0x80, b"\x3f"), (0xB3, b"\x1a\x1a"), (0xBB, b"\x1c"))
        await home.until_value(WARM, 28, COOLER_KEY)
        await home.until(lambda: home.faults() == ["unexpected-value"] * 2)
        assert home.values[COOLER_KEY, ON] is True
        assert home.values[COOLER_KEY, COOL] == 26


@travels
async def test_what_is_not_given_any_more_is_not_known_and_asked_for_later() -> None:
    far = Far({COOLER: cooler()})
    async with stage(far) as home:
        await settled(home)
        data = far.objects[COOLER].values.pop(0xA0)
        far.objects[COOLER].maps[0x9F] = b""
        await home.until_value(SPEED, None, COOLER_KEY)
        far.objects[COOLER].values[0xA0] = data
        began = now_s()
        await home.until_value(SPEED, 3, COOLER_KEY)
        assert 250 < now_s() - began < 350
        assert home.faults() == []


@travels
async def test_what_the_map_has_and_is_never_given_is_told_once() -> None:
    thing = cooler()
    thing.maps[0x9F] = bytes([6, 0x80, 0xBB, 0xF3, 0x9D, 0x9E, 0x9F])
    async with stage(Far({COOLER: thing})) as home:
        await settled(home)
        await home.until(lambda: home.faults() == ["not-readable"])
        assert home.reasons[COOLER_KEY] == ""


@pytest.mark.parametrize("wrong", [b"\x20", b"\x02\x80", b""])
def test_maps_that_are_none(wrong: bytes) -> None:
    @travels
    async def run() -> None:
        odd = cooler(maps={0x9F: wrong})
        async with stage(Far({COOLER: odd, METER: meter()})) as home:
            await home.until_value("1/onOff/onOff", value=True, key=METER_KEY)
            assert COOLER_KEY not in home.devices
            assert home.faults() == ["no-description"]
        async with stage(Far({COOLER: odd})) as home:
            await home.until(lambda: home.reasons.get(COOLER_KEY) == "none of its objects tells what it has")

    run()


@travels
async def test_a_meter_without_its_unit_keeps_its_digits() -> None:
    thing = meter()
    del thing.values[0xE1]
    async with stage(Far({METER: thing})) as home:
        await home.until_value("1/vendor/echonet.0xE0", "0x000003E8", METER_KEY)
        (reason,) = [one.reason for one in home.devices[METER_KEY].properties if one.address == "0xE0"]
        assert "without its unit, property 0xE1" in reason


@travels
async def test_a_meter_that_counts_in_another_unit_is_described_anew() -> None:
    thing = meter()
    path = "1/electricalEnergyMeasurement/cumulativeEnergyImported"
    async with stage(Far({METER: thing})) as home:
        await home.until_value(path, 1000, METER_KEY)
        thing.values[0xE1] = b"\x02"
        await home.until_value(path, 100, METER_KEY)
        assert home.faults() == []


@travels
async def test_a_part_is_written_into_what_is_there() -> None:
    stove = Thing(values={0x80: b"\x30", 0xB1: b"\x41\x40\x40\xff", 0xE3: b"\x64\x78\x8c"}, settable={0xE3, 0xB3})
    key = f"{NUMBER}-03b901"
    far = Far({"03b901": stove})
    async with stage(far) as home:
        await home.until_value("3/cookSurface/targetTemperature", 120, key)
        assert [(one.id, one.label) for one in home.devices[key].endpoints][1:] == [
            (2, "left"),
            (3, "right"),
            (4, "far"),
            (5, "grill"),
        ]
        assert isinstance(await home.write("3/cookSurface/targetTemperature", 90, key), Sent)
        await home.until_value("3/cookSurface/targetTemperature", 90, key)
        assert stove.values[0xE3] == b"\x64\x5a\x8c"
        assert isinstance(await home.invoke("1/cookSurface/off", key), Sent)
        await home.until(lambda: stove.values.get(0xB3) == b"\x40")


@travels
async def test_commands_with_an_argument() -> None:
    gate = Thing(values={0x80: b"\x30", 0xE0: b"\x43", 0xEA: b"\x42"}, settable={0xE0})
    key = f"{NUMBER}-026401"
    async with stage(Far({"026401": gate})) as home:
        await home.until_value("1/closureControl/currentPosition", "fullyClosed", key)
        assert isinstance(await home.invoke("1/closureControl/moveTo", key, preset="fullyOpened"), Sent)
        await home.until(lambda: gate.values[0xE0] == b"\x41")
        assert isinstance(await home.invoke("1/closureControl/moveTo", key, preset="ventilation"), Refused)
        (raw,) = [one for one in home.devices[key].properties if one.address == "0xE0"]
        assert raw.access == "r"  # setting it by its digits would pass by what a gate's command demands


@travels
async def test_reads_that_somebody_asks_for() -> None:
    far = Far({COOLER: cooler()})
    async with stage(far) as home:
        await settled(home)
        far.objects[COOLER].values[0xBB] = b"\x1e"
        began = now_s()
        assert isinstance(await home.read(WARM, COOLER_KEY), Sent)
        await home.until_value(WARM, 30, COOLER_KEY)
        assert now_s() == began


@travels
async def test_an_end_while_the_link_breaks_is_an_end() -> None:
    far = Far({COOLER: cooler()})
    async with stage(far) as home:
        await settled(home)
        (_, _, task) = home.adapter._kept[NUMBER]
        far.breaks = True
        home.adapter._end(task)
        async with asyncio.timeout(1):
            await asyncio.wait({task})
        assert task.cancelled()
