"""Units behind a gateway: read in groups, written and read back, silent, refusing, odd and gone."""

from typing import Any, Final

import pytest

from adapters.sdk.errors import RejectedError
from schemas.commands import InvokeCommand
from schemas.outcomes import Failed, Refused, Sent
from schemas.pairing import Paired, Stepped
from schemas.value import Value
from tests.adapters.bad_input import Bad, shows
from tests.adapters.modbus.far import Far, Unit
from tests.adapters.modbus.stage import Home, stage
from tests.adapters.sdk.travel import travels

HOST: Final = "192.168.7.20"
KEY: Final = f"{HOST}:502/1"
FLOW: Final = "1/heatSource/flowTemperature"
MODE: Final = "1/heatSource/mode"


def pump() -> Unit:
    """A heat pump by the table that comes with the adapter."""
    unit = Unit().put("holding", 0, 1, 350, 480, 60).put("coil", 0, 0, 0, 0).put("discrete", 0, 1, 0, 0)
    unit.put("input", 0, 352, 301, -45, 485, 423, 162, 0, 1850, 0, 6100, 0, 12345, 0, 45678, 330, 0, 4711, 0, 0, 0)
    return unit.put("input", 20, 0x4850, 0x2032, 0x2E31, 0)


def settings(*units: int, **more: Any) -> dict[str, Any]:
    devices = [{"host": HOST, "unit": unit, "profile": "heat-pump", "name": f"Pump {unit}"} for unit in units or (1,)]
    return {"devices": devices, "pause_s": 0, **more}


async def ready(home: Home, key: str = KEY) -> None:
    await home.until(lambda: (key, FLOW) in home.values)


@travels
async def test_neighbours_are_read_at_once() -> None:
    far = Far({1: pump()})
    async with stage(far.connect, settings()) as home:
        await ready(home)
        assert home.values[KEY, FLOW] == 35.2
        assert home.values[KEY, "2/waterHeater/waterTemperature"] == 48.5
        assert home.values[KEY, "1/heatSource/sourceType"] == "airSourceHeatPump"
        # input 0 to 17; 20 to 23, read once; four settings; three coils; three discrete inputs
        assert [far.count(1, function) for function in (4, 3, 1, 2)] == [2, 1, 1, 1]
        far.units[1].put("input", 0, 400)
        await home.until_value(KEY, FLOW, 40)
        assert far.count(1, 4) == 3
        assert far.most_at_once == 1


@pytest.mark.parametrize(("path", "value", "words"), [(MODE, "auto", 6), ("1/heatSource/flowSetpoint", 41.5, 415)])
def test_a_wish_is_written_and_read_back(path: str, value: Value, words: int) -> None:
    @travels
    async def run() -> None:
        far = Far({1: pump()})
        async with stage(far.connect, settings()) as home:
            await ready(home)
            assert isinstance(await home.write(KEY, path, value), Sent)
            await home.until_value(KEY, path, value)
            assert far.units[1].words["holding", 0 if path == MODE else 1] == words

    run()


@travels
async def test_a_coil_is_written() -> None:
    far = Far({1: pump()})
    async with stage(far.connect, settings()) as home:
        await ready(home)
        assert isinstance(await home.write(KEY, "1/heatSource/quietMode", value=True), Sent)
        assert far.units[1].words["coil", 0] == 1


@travels
async def test_a_slow_device_is_read_until_it_shows_what_was_wished() -> None:
    far = Far({1: pump()})
    far.units[1].late_s = 3.0
    async with stage(far.connect, settings(poll_s=60)) as home:
        await ready(home)
        await home.write(KEY, MODE, "cooling")
        assert home.values[KEY, MODE] == "heating"
        before = far.count(1, 3)
        await home.until_value(KEY, MODE, "cooling")
        assert 4 <= far.count(1, 3) - before <= 8  # twice a second for three seconds


@travels
async def test_a_device_that_has_only_function_16_is_written_with_it() -> None:
    far = Far({1: pump()})
    far.units[1].unknown = {6}
    async with stage(far.connect, settings()) as home:
        await ready(home)
        assert isinstance(await home.write(KEY, MODE, "off"), Sent)
        assert far.count(1, 16) == 1
        assert far.units[1].words["holding", 0] == 0


@pytest.mark.parametrize(
    ("number", "code", "retry"),
    [
        (1, "illegal-function", False),
        (2, "illegal-address", False),
        (3, "illegal-value", False),
        (4, "device-failure", True),
        (5, "still-working", True),
        (6, "device-busy", True),
        (10, "gateway-path", True),
        (11, "gateway-silence", True),
        (99, "exception-99", False),
    ],
)
def test_exceptions_are_outcomes(number: int, code: str, retry: bool) -> None:
    @travels
    async def run() -> None:
        far = Far({1: pump()})
        async with stage(far.connect, settings()) as home:
            await ready(home)
            far.units[1].exception = number
            answer = await home.write(KEY, MODE, "off")
            assert isinstance(answer, Failed)
            assert (answer.code, answer.retry) == (code, retry)

    run()


@travels
async def test_what_is_no_wish_is_refused() -> None:
    far = Far({1: pump()})
    async with stage(far.connect, settings()) as home:
        await ready(home)
        for path, value, code in ((MODE, "nonsense", "out-of-range"), (FLOW, 20, "not-writable")):
            answer = await home.write(KEY, path, value)
            assert isinstance(answer, Refused)
            assert answer.code == code
        command = InvokeCommand(
            id="c", device=KEY, endpoint=1, capability="heatSource", command="startDefrost", arguments=()
        )
        answer = await home.does(command)
        assert isinstance(answer, Refused)
        assert answer.code == "unknown-command"
        assert far.count(1, 6) == 0


@travels
async def test_somebody_asks() -> None:
    far = Far({1: pump()})
    async with stage(far.connect, settings(poll_s=300)) as home:
        await ready(home)
        far.units[1].put("input", 0, 410)
        assert isinstance(await home.read(KEY, FLOW), Sent)
        await home.until_value(KEY, FLOW, 41)
        assert far.count(1, 4) == 3


@travels
async def test_what_a_device_has_not_got_is_left_out_and_told() -> None:
    far = Far({1: pump()})
    for address in (4, 5):
        del far.units[1].words["input", address]
    async with stage(far.connect, settings()) as home:
        await ready(home)
        await home.until(lambda: len(home.faults()) >= 2)
        assert set(home.faults()) == {("illegal-address", "read input/4"), ("illegal-address", "read input/5")}
        assert home.values[KEY, "1/electricalPowerMeasurement/activePower"] == 1850
        asked = len(far.asked)
        far.units[1].put("input", 0, 400)
        await home.until_value(KEY, FLOW, 40)
        again = {message[2:] for message in far.asked[asked:] if message[1] == 4}
        assert bytes((0, 0, 0, 4)) in again  # up to the gap
        assert len(again) <= 3  # and what is after it, no longer than what was answered before
        assert len(home.faults()) == 2


@travels
async def test_a_profile_of_another_device_is_told_as_one_state() -> None:
    far = Far({1: Unit().put("holding", 9000, 1)})
    async with stage(far.connect, settings()) as home:
        await home.until(lambda: KEY in home.reasons)
        assert "none of the registers of its profile" in home.reasons[KEY]


@travels
async def test_values_outside_their_range_lose_nothing() -> None:
    far = Far({1: pump()})
    async with stage(far.connect, settings()) as home:
        await ready(home)
        far.units[1].put("input", 0, 0x8000, 310)
        await home.until_value(KEY, FLOW, None)
        assert home.values[KEY, "1/heatSource/returnTemperature"] == 31


@travels
async def test_one_lost_answer_is_asked_for_again() -> None:
    far = Far({1: pump()})
    async with stage(far.connect, settings()) as home:
        await ready(home)
        far.units[1].mute = 1
        far.units[1].put("input", 0, 400)
        await home.until_value(KEY, FLOW, 40)
        assert home.reasons[KEY] == ""
        assert far.connects == 1


@travels
async def test_it_is_silent_and_comes_back() -> None:
    far = Far({1: pump()})
    async with stage(far.connect, settings()) as home:
        await ready(home)
        far.units[1].deaf = True
        await home.until(lambda: home.reasons[KEY] == "no answer")
        far.units[1].deaf = False
        far.units[1].put("input", 0, 400)
        await home.until_value(KEY, FLOW, 40)
        assert far.open == 1


@travels
async def test_it_hangs_up_takes_nobody_and_comes_back() -> None:
    far = Far({1: pump()})
    async with stage(far.connect, settings()) as home:
        await ready(home)
        far.ended, far.refused = True, True
        await home.until(lambda: "hung up" in home.reasons[KEY])
        await home.until(lambda: "takes no connection" in home.reasons[KEY])
        answer = await home.write(KEY, MODE, "off")
        assert isinstance(answer, Refused)
        assert answer.code == "not-connected"
        far.refused = False
        await home.until(lambda: home.reasons[KEY] == "")
        assert far.open == 1
    assert far.open == 0


@shows(Bad.SILENT, "no answer; tried again every 60 s at most, other units behind the same gateway go on")
@travels
async def test_a_silent_unit_hinders_no_other() -> None:
    far = Far({1: pump(), 2: pump(), 3: pump()})
    second = f"{HOST}:502/2"
    async with stage(far.connect, settings(1, 2, 3, 7)) as home:
        for unit in (1, 2, 3):
            await ready(home, f"{HOST}:502/{unit}")
        gateway = f"{HOST}:502"
        assert home.devices[gateway].endpoints[0].device_type == "bridge"
        assert {home.devices[f"{HOST}:502/{unit}"].via for unit in (1, 2, 3)} == {gateway}
        await home.until(lambda: "does not answer its gateway" in home.reasons.get(f"{HOST}:502/7", ""))
        far.units[2].deaf = True
        await home.until(lambda: home.reasons[second] != "")
        for unit in (1, 3):
            far.units[unit].put("input", 0, 390)
            await home.until_value(f"{HOST}:502/{unit}", FLOW, 39)
        assert [home.reasons[key] for key in (gateway, KEY, f"{HOST}:502/3")] == ["", "", ""]
        assert far.connects == 1
        assert far.most_at_once == 1


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        (lambda answer: b"\x09" + answer[1:], "another answered"),
        (lambda answer: answer[:-1], "none to what was asked"),
        (lambda answer: answer[:1] + bytes((answer[1] ^ 1,)) + answer[2:], "none to what was asked"),
        (lambda answer: answer[:1], "none to what was asked"),
    ],
)
def test_answers_to_nobodys_question_are_one_state(odd: Any, reason: str) -> None:
    @travels
    async def run() -> None:
        far = Far({1: pump()})
        async with stage(far.connect, settings()) as home:
            await ready(home)
            far.odd = odd
            await home.until(lambda: reason in home.reasons[KEY])
            far.odd = lambda answer: answer
            far.units[1].put("input", 0, 400)
            await home.until_value(KEY, FLOW, 40)

    run()


# pairing


async def paired(home: Home, **answers: str) -> tuple[list[str], Paired | None, Stepped | None]:
    done: list[str] = []
    kept: Paired | None = None
    failed: Stepped | None = None
    async for told in home.adapter.pair({"host": HOST} | answers):
        if isinstance(told, Paired):
            kept = told
        elif told.state == "done":
            done.append(told.step)
        elif told.state == "failed":
            failed = told
    return done, kept, failed


@travels
async def test_a_unit_is_paired_kept_and_given_up() -> None:
    far = Far({1: pump(), 2: pump()})
    async with stage(far.connect, {"pause_s": 0}) as home:
        assert await home.adapter.discover(1) == ()
        steps, kept, _ = await paired(home, profile="heat-pump", name="Cellar")
        assert steps == ["connect", "identify", "read"]
        assert kept is not None
        assert (kept.key, kept.name) == (KEY, "Cellar")
        await ready(home)
        assert home.devices[KEY].via == ""
        # a second unit makes a gateway of the host, which the first then names too
        second = (await paired(home, profile="heat-pump", unit="2"))[1]
        await home.until(lambda: home.devices[KEY].via == f"{HOST}:502")
        assert {one.key for one in await home.adapter.discover(1) if one.paired} == {KEY, f"{HOST}:502/2"}
        await home.adapter.unpair(f"{HOST}:502/2")
        await home.until(lambda: f"{HOST}:502" not in home.devices and home.devices[KEY].via == "")
    assert second is not None
    async with stage(far.connect, {"pause_s": 0}, kept, second) as home:
        await ready(home)
        await home.until(lambda: home.devices[KEY].via == f"{HOST}:502" and f"{HOST}:502" in home.devices)
        assert home.devices[KEY].name == "Cellar"


@pytest.mark.parametrize(
    ("answers", "step", "code"),
    [
        ({"unit": "300"}, "", "bad-answer"),
        ({"port": "70000"}, "", "bad-answer"),
        ({"unit": "9"}, "identify", "gateway-silence"),
        ({}, "identify", "no-sunspec"),
        ({"profile": "acme"}, "identify", "no-profile"),
        ({"unit": "2", "profile": "heat-pump"}, "read", "nothing-readable"),
    ],
)
def test_what_pairing_refuses(answers: dict[str, str], step: str, code: str) -> None:
    @travels
    async def run() -> None:
        far = Far({1: pump(), 2: Unit().put("holding", 9000, 1)})
        async with stage(far.connect, {"pause_s": 0}) as home:
            _, kept, failed = await paired(home, **answers)
            assert kept is None
            assert failed is not None
            assert (failed.step, failed.code) == (step, code)
            assert failed.reason
        assert far.open == 0

    run()


@travels
async def test_an_address_off_the_link_is_refused_for_good() -> None:
    class Off:
        tries = 0

        def connect(self, host: str, port: int) -> Any:
            del port
            self.tries += 1
            raise RejectedError(f"{host} is not on this network", code="off-link")

    off = Off()
    async with stage(off.connect, settings()) as home:
        await home.until(lambda: KEY in home.reasons)
        assert "not on this network" in home.reasons[KEY]
        assert off.tries == 1


@travels
async def test_one_silent_unit_does_not_end_the_connection_of_others() -> None:
    far = Far({1: pump(), 2: pump()})
    second = f"{HOST}:502/2"
    async with stage(far.connect, settings(1, 2, poll_s=300)) as home:
        await ready(home)
        await ready(home, second)
        far.units[2].deaf = True
        await home.read(second, FLOW)
        await home.until(lambda: far.count(2, 4) >= 12)  # tried again and again, while the other is not asked
        assert (far.connects, home.reasons[KEY], home.reasons[f"{HOST}:502"]) == (1, "", "")
        # when the other does not answer either, the connection is dead
        far.units[1].deaf = True
        await home.read(KEY, FLOW)
        await home.until(lambda: far.connects > 1)
        for unit in far.units.values():
            unit.deaf = False
        await home.until(lambda: not any(home.reasons.values()))
        assert far.open == 1
