"""Conversations with a far end in memory: what the home is told, and what goes wrong."""

import asyncio
from typing import Any

import pytest

from adapters.homekit.session import GONE
from adapters.sdk.errors import RejectedError
from schemas.outcomes import Failed, Refused, Sent
from schemas.updates import PropertiesReported
from tests.adapters.homekit.far import Far, accessory, bridge, characteristic, lamp, service
from tests.adapters.homekit.stage import KEY, staged

LEVEL, ON = "1/levelControl/currentLevel", "1/onOff/onOff"


async def test_a_lamp_is_described_read_and_heard() -> None:
    far = Far(lamp())
    async with staged(far) as home:
        await home.until(lambda: home.value(LEVEL) == 50)
        described = home.devices[KEY]
        assert (described.name, described.manufacturer, described.serial, described.via) == (
            "Lamp",
            "Maker",
            "SN-1",
            "",
        )
        await home.until(lambda: far.told == {(1, 10), (1, 11)})
        far.tell(1, 10, value=1)  # some say 1 for true
        await home.until(lambda: home.value(ON) is True)
        assert home.faults() == []


async def test_who_is_behind_a_bridge_is_a_device_of_its_own() -> None:
    far = Far(*bridge(lamp(2, "One"), lamp(7, "Two")))
    async with staged(far) as home:
        await home.until(lambda: home.value(LEVEL, f"{KEY}/7") == 50)
        assert {key: (one.name, one.via) for key, one in home.devices.items()} == {
            KEY: ("Bridge", ""),
            f"{KEY}/2": ("One", KEY),
            f"{KEY}/7": ("Two", KEY),
        }
        far.tell(2, 11, 80)
        await home.until(lambda: home.value(LEVEL, f"{KEY}/2") == 80)
        assert home.value(LEVEL, f"{KEY}/7") == 50
        assert await home.invoke("1/deviceInformation/identify") == Sent(command="c", confirmable=False)


async def test_a_wish_is_written_and_read_back() -> None:
    far = Far(lamp())
    async with staged(far) as home:
        await home.until(lambda: home.value(LEVEL) == 50)
        assert await home.write(LEVEL, 30) == Sent(command="c")
        assert ("PUT", "/characteristics", {"characteristics": [{"aid": 1, "iid": 11, "value": 30}]}) in far.asked
        await home.until(lambda: home.value(LEVEL) == 30)
        assert await home.invoke("1/deviceInformation/identify") == Sent(command="c", confirmable=False)
        assert await home.invoke("1/onOff/toggle") == Refused(
            command="c", code="unknown-command", reason="the accessory has no such command"
        )


async def test_what_demands_it_is_written_in_two_steps() -> None:
    bolt = characteristic(10, "1E", "uint8", "rwnt", 0)
    far = Far(accessory(1, "Lock", service(9, "45", bolt, characteristic(11, "1D", "uint8", "rn", 0))))
    async with staged(far) as home:
        await home.until(lambda: home.value("1/doorLock/lockState") == "unlocked")
        assert await home.invoke("1/doorLock/lockDoor") == Sent(command="c")
        prepared, written = [body for _, path, body in far.asked if path in {"/prepare", "/characteristics"}][-2:]
        assert written["pid"] == prepared["pid"]
        assert written["characteristics"] == [{"aid": 1, "iid": 10, "value": 1}]


@pytest.mark.parametrize(
    ("status", "code", "retry"),
    [
        (-70404, "not-writable", False),
        (70410, "bad-value", False),
        (-70403, "busy", True),
        (-1, "device-refused", False),
    ],
)
async def test_a_code_of_the_accessory_is_an_outcome(status: int, code: str, retry: bool) -> None:
    far = Far(lamp())
    async with staged(far) as home:
        await home.until(lambda: home.value(LEVEL) == 50)
        far.statuses[1, 11] = status
        answer = await home.write(LEVEL, 30)
        assert isinstance(answer, Failed)
        assert (answer.code, answer.retry) == (code, retry)
        far.statuses.clear()
        assert await home.write(LEVEL, 30) == Sent(command="c")


async def test_one_that_its_bridge_does_not_reach_hinders_no_other() -> None:
    far = Far(*bridge(lamp(2, "One"), lamp(3, "Two")))
    async with staged(far, poll_s=0.2) as home:
        await home.until(lambda: home.reasons.get(f"{KEY}/3") == "")
        far.statuses |= {(2, 10): -70402, (2, 11): -70402}
        await home.until(lambda: "behind its bridge" in home.reasons[f"{KEY}/2"])
        assert home.reasons[f"{KEY}/3"] == ""
        far.statuses.clear()
        await home.until(lambda: home.reasons[f"{KEY}/2"] == "")


async def test_a_press_is_an_event_and_two_are_two() -> None:
    far = Far(accessory(1, "Button", service(9, "89", characteristic(10, "73", "uint8", "rn"))))
    async with staged(far) as home:
        await home.until(lambda: (1, 10) in far.told)
        for number in (0, 2):
            far.tell(1, 10, number)
        await home.until(lambda: len(home.events()) == 2)
        assert [(one.endpoint, one.event, dict(one.fields)) for one in home.events()] == [
            (1, "multiPressComplete", {"count": 1, "position": 1}),
            (1, "longPress", {"position": 1}),
        ]
        assert not any("1.10" in path for _, path, _ in far.asked if "?id=" in path)  # it has no value to read


async def test_a_thermostat_that_changes_its_mind_says_all_of_it_again() -> None:
    mode, wish = characteristic(10, "33", "uint8", "rwn", 1), characteristic(11, "35", "float", "rwn", 21.5)
    far = Far(accessory(1, "It", service(9, "4A", mode, wish)))
    async with staged(far) as home:
        await home.until(lambda: home.value("1/thermostat/heatingSetpoint") == 21.5)
        far.tell(1, 10, 2)
        await home.until(lambda: home.value("1/thermostat/coolingSetpoint") == 21.5)
        assert await home.write("1/thermostat/coolingSetpoint", 24) == Sent(command="c")
        assert far.find(1, 11) == {**wish, "value": 24}


async def test_what_comes_and_goes_behind_a_bridge() -> None:
    far, number = Far(*bridge(lamp(2, "One"))), [1]
    async with staged(far, poll_s=0.2, config=lambda: number[0]) as home:
        await home.until(lambda: home.value(LEVEL, f"{KEY}/2") == 50)
        far.accessories[1:] = [lamp(3, "Two")]
        number[0] = 2
        await home.until(lambda: home.value(LEVEL, f"{KEY}/3") == 50)
        await home.until(lambda: home.reasons[f"{KEY}/2"] == GONE)
        assert far.opened == 1


async def test_what_is_told_right_after_an_answer_is_newer_than_it() -> None:
    far = Far(lamp())
    plain = far.answer

    def answer(method: str, path: str, body: Any) -> Any:
        if "?id=" in path:
            far.say(plain(method, path, body))
            return {"event": {"characteristics": [{"aid": 1, "iid": 11, "value": 99}]}}
        return plain(method, path, body)

    far.answer = answer  # type: ignore[method-assign]
    async with staged(far) as home:
        await home.until(lambda: home.value(LEVEL) == 99)
        reports = [one for one in home.updates if isinstance(one, PropertiesReported)]
        assert 99 in [value for _, value in reports[-1].changes]


# ---- what goes wrong


async def test_who_never_answers_is_lost_and_others_are_not() -> None:
    far, other = Far(lamp()), Far(lamp(name="Other"))
    async with staged(far, other, poll_s=0.2, answer_s=0.2) as home:
        await home.until(lambda: {home.value(LEVEL), home.value(LEVEL, "far 1")} == {50})
        far.mute = True
        await home.until(lambda: "no answer" in home.reasons[KEY])
        other.tell(1, 11, 70)
        await home.until(lambda: home.value(LEVEL, "far 1") == 70)
        assert home.reasons["far 1"] == ""
        answer = await home.write(LEVEL, 1)
        assert isinstance(answer, Refused)
        far.mute = False
        await home.until(lambda: home.reasons[KEY] == "")
        assert home.value(LEVEL) == 50


@pytest.mark.parametrize(
    ("message", "code"),
    [
        (b'{"status": 204, "body": {}}', "unasked-answer"),
        (b"[1, 2", "malformed-json"),
        (b'{"status": 200, "body": {"characteristics": [{"aid": 1}]}}', "unasked-answer"),
    ],
)
async def test_a_far_end_out_of_step_is_connected_anew(message: bytes, code: str) -> None:
    far = Far(lamp())
    async with staged(far) as home:
        await home.until(lambda: far.told == {(1, 10), (1, 11)} and len(far.asked) >= 3)
        far.say_raw(message)
        await home.until(lambda: code in home.faults())
        await home.until(lambda: far.opened == 2 and home.reasons[KEY] == "")


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"aid": 1, "iid": 99, "value": 1}, "unknown-characteristic"),
        ({"aid": 9, "iid": 11, "value": 1}, "unknown-characteristic"),
        ({"aid": 1, "iid": 12, "value": "up"}, "unexpected-value"),
    ],
)
async def test_what_makes_no_sense_is_a_fault_and_the_value_stays(told: dict[str, Any], code: str) -> None:
    far = Far(lamp())
    far.accessories[0]["services"].append(service(20, "8C", characteristic(12, "72", "uint8", "rn", 2)))
    async with staged(far) as home:
        await home.until(lambda: far.asked and "?id=" in far.asked[-1][1])
        far.say({"event": {"characteristics": [told, None, {"aid": "1"}, {"aid": 1, "iid": 10, "value": True}]}})
        await home.until(lambda: home.value(ON) is True)
        assert home.faults() == [code]
        assert home.value(LEVEL) == 50
        assert far.opened == 1


@pytest.mark.parametrize(
    "body", [{}, {"accessories": []}, {"accessories": [{"aid": 0}]}, {"accessories": [lamp()] * 151}]
)
async def test_a_database_of_no_sense_is_one_clear_reason(body: dict[str, Any]) -> None:
    far = Far(lamp())
    far.answer = lambda *_: {"status": 200, "body": body}  # type: ignore[method-assign]
    async with staged(far) as home:
        await home.until(lambda: home.reasons.get(KEY))
        assert home.reasons[KEY].startswith("it")
        assert home.faults()[0] in {"bad-database", "too-many-devices"}


@pytest.mark.parametrize("turns", range(20))
async def test_it_ends_at_any_moment(turns: int) -> None:
    far = Far(lamp())
    async with asyncio.timeout(5):
        async with staged(far, poll_s=0.2):
            for _ in range(turns):
                await asyncio.sleep(0)
            far.say_raw(b"[")


async def test_a_wish_that_was_given_up_leaves_the_link_usable() -> None:
    far = Far(lamp())
    async with staged(far, answer_s=5) as home:
        await home.until(lambda: far.asked and "?id=" in far.asked[-1][1] and home.value(LEVEL) == 50)
        far.mute = True
        async with asyncio.TaskGroup() as tasks:
            wish = tasks.create_task(home.write(LEVEL, 30))
            while far.asked[-1][0] != "PUT" or "ev" in str(far.asked[-1][2]):
                await asyncio.sleep(0)
            wish.cancel()
        far.mute = False
        far.say({"status": 204, "body": {}})  # the answer to what nobody waits for any more
        assert await home.write(LEVEL, 20) == Sent(command="c")
        assert far.opened == 1


async def test_a_pairing_that_is_not_known_any_more_says_so() -> None:
    far = Far(lamp())
    far.answer = lambda *_: {"status": 470, "body": {}}  # type: ignore[method-assign]
    async with staged(far) as home:
        await home.until(lambda: home.reasons.get(KEY))
        assert home.reasons[KEY] == "the accessory does not know this pairing any more"
        assert far.opened == 1  # only a person can help


async def test_a_wrong_key_is_one_reason_on_the_device_and_is_not_tried_again_soon() -> None:
    far, other = Far(lamp()), Far(lamp(name="Other"))
    far.refuses = RejectedError("the accessory cannot prove that it is the one that was paired", code="not-proven")
    async with staged(far, other) as home:
        await home.until(lambda: home.value(LEVEL, "far 1") == 50 and home.reasons.get(KEY))
        assert home.reasons[KEY] == far.refuses.reason
        assert home.faults() == ["not-proven"]
