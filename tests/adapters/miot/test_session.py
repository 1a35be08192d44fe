"""One device, or a gateway with those behind it, from the home's side."""

import asyncio
from typing import Any

import pytest

from schemas.outcomes import Failed, Refused, Sent
from schemas.vocabulary import VENDOR
from tests.adapters.miot.device import Device
from tests.adapters.miot.far import Far
from tests.adapters.miot.stage import KEY, instance, stage
from tests.adapters.sdk.travel import now_s, travels

LIGHT: dict[tuple[str, int, int], Any] = {
    ("", 1, 1): "hutong",
    ("", 1, 2): "lamp1",
    ("", 1, 3): "A1",
    ("", 1, 4): "2.1",
    ("", 2, 1): False,
    ("", 2, 2): 30,
    ("", 2, 3): 4000,
    ("", 2, 4): 0,
    ("", 3, 1): 0,
}
ON, LEVEL, MODE = "1/onOff/onOff", "1/levelControl/currentLevel", "1/colorControl/lightMode"


def light(**more: Any) -> Far:
    return Far(values=dict(LIGHT), **more)


def vacuum() -> Far:
    values = {("", 2, 1): 2, ("", 2, 2): 0, ("", 2, 3): 2, ("", 3, 1): 80, ("", 3, 2): 1, ("", 4, 1): 7}
    return Far(values=dict(values), model="hutong.vacuum.sweep1")


@travels
async def test_a_light_is_described_and_read() -> None:
    far = light()
    async with stage(far) as home:
        await home.until_value(LEVEL, 30)
        described = home.devices[KEY]
        assert (described.name, described.model, described.firmware) == ("Light", "hutong.light.lamp1", "2.1")
        assert home.values[KEY, ON] is False
        assert home.values[KEY, MODE] == "default"
        assert home.reasons[KEY] == ""
        assert [method for method, _ in far.asked] == ["hello", "miIO.info", "get_properties"]
        assert home.faults() == []


@travels
async def test_states_are_asked_for_often_and_the_rest_seldom() -> None:
    far = light()
    async with stage(far) as home:
        await home.until_value(LEVEL, 30)
        far.asked.clear()
        far.values["", 2, 1] = True
        began = now_s()
        await home.until_value(ON, value=True)
        assert now_s() - began == pytest.approx(5.0, abs=0.1)
        ((_, params),) = far.asked
        assert {(one["siid"], one["piid"]) for one in params} == {(2, 1), (2, 2), (2, 3), (2, 4)}


@travels
async def test_never_more_than_fifteen_at_once_and_one_request_in_flight() -> None:
    document = instance("light")
    template = document["services"][1]["properties"][1]
    document["services"][1]["properties"] += [
        template | {"iid": piid, "type": f"urn:miot-spec-v2:property:level-{piid}:0000000D:hutong-lamp1:1"}
        for piid in range(10, 50)
    ]
    values = LIGHT | {("", 2, piid): piid for piid in range(10, 50)}
    far = Far(values=values)
    async with stage(far, document) as home:
        await home.until(lambda: len(home.values) == len(values))
        async with asyncio.TaskGroup() as wishes:
            for number in range(5):
                wishes.create_task(home.write(ON, bool(number % 2)))
        await home.until(lambda: far.count("get_properties") > 9)
        assert far.most_at_once == 1
        sizes = [len(params) for method, params in far.asked if method == "get_properties"]
        assert max(sizes) == 15


@travels
async def test_what_is_written_is_read_back_at_once() -> None:
    far = light()
    async with stage(far) as home:
        await home.until_value(LEVEL, 30)
        began = now_s()
        assert isinstance(await home.write(LEVEL, 55), Sent)
        await home.until_value(LEVEL, 55)
        assert now_s() - began < 0.1
        assert far.values["", 2, 2] == 55


@travels
async def test_a_slow_device_is_asked_until_it_is_so() -> None:
    far = light(slow_s=3.0)
    async with stage(far, poll_s=60) as home:
        await home.until_value(LEVEL, 30)
        began = now_s()
        await home.write(MODE, "reading")
        await home.until_value(MODE, "reading")
        assert now_s() - began == pytest.approx(3.0, abs=0.6)


@pytest.mark.parametrize("answer", [0, "ok", [], [{"code": 0}]])
@travels
async def test_whatever_a_device_answers_to_a_write_reading_back_decides(answer: Any) -> None:
    far = light(set_answer=answer)
    async with stage(far) as home:
        await home.until_value(LEVEL, 30)
        assert isinstance(await home.write(ON, value=True), Sent)
        await home.until_value(ON, value=True)


@pytest.mark.parametrize(
    ("code", "word", "retry"),
    [
        (-4002, "not-writable", False),
        (-4005, "bad-value", False),
        (-9999, "no-answer-inside", True),
        (-123, "device-refused", False),
    ],
)
@travels
async def test_a_write_that_the_device_refuses(code: int, word: str, retry: bool) -> None:
    far = light()
    async with stage(far) as home:
        await home.until_value(LEVEL, 30)
        far.codes["", 2, 2] = code
        answer = await home.write(LEVEL, 55)
        assert isinstance(answer, Failed)
        assert (answer.code, answer.retry) == (word, retry)
        assert "2.2" in answer.reason
        far.error = lambda method, _: code if method == "set_properties" else None
        answer = await home.write(ON, value=True)
        assert isinstance(answer, Failed)
        assert answer.code == word


@travels
async def test_a_write_out_of_what_the_device_has() -> None:
    far = light()
    async with stage(far) as home:
        await home.until_value(LEVEL, 30)
        answer = await home.write(MODE, "party")
        assert isinstance(answer, Refused)
        assert answer.code == "out-of-range"
        assert far.count("set_properties") == 0


@travels
async def test_a_lost_write_is_repeated_and_a_lost_action_is_not() -> None:
    losses = {"set_properties": 2, "action": 1}

    def lose(method: str) -> bool:
        losses[method] = losses.get(method, 0) - 1
        return losses[method] >= 0

    far = light(lose=lose)
    async with stage(far) as home:
        await home.until_value(LEVEL, 30)
        assert isinstance(await home.write(ON, value=True), Sent)
        assert far.count("set_properties") == 3
        answer = await home.invoke("1/onOff/toggle")
        assert isinstance(answer, Failed)
        assert (answer.code, far.count("action")) == ("no-answer", 1)
        assert isinstance(await home.invoke("1/onOff/toggle"), Sent)
        assert home.reasons[KEY] == ""


@travels
async def test_a_read_is_asked_next() -> None:
    far = light()
    async with stage(far, poll_s=300) as home:
        await home.until_value(LEVEL, 30)
        far.values["", 2, 2] = 31
        assert isinstance(await home.read(LEVEL), Sent)
        await home.until_value(LEVEL, 31)
        assert now_s() < 1


@travels
async def test_what_it_does_not_have_is_told_once_and_left_out() -> None:
    far = light()
    del far.values["", 2, 4]
    far.codes["", 2, 3] = -4004
    async with stage(far) as home:
        await home.until(lambda: far.count("get_properties") == 5)
        asked = [{(p["siid"], p["piid"]) for p in params} for method, params in far.asked if method == "get_properties"]
        assert (2, 4) in asked[0]
        assert not any((2, 4) in one for one in asked[1:])
        assert all((2, 3) in one for one in asked)  # what failed inside may work next time
        assert home.faults().count("not-there") == 1
        assert home.faults().count("internal") == 1


@travels
async def test_a_device_that_bears_fewer_questions_gets_fewer() -> None:
    far = light(error=lambda method, params: -9999 if method == "get_properties" and len(params) > 4 else None)
    async with stage(far) as home:
        await home.until(lambda: len(home.values) == len(LIGHT))
        sizes = [len(params) for method, params in far.asked if method == "get_properties"]
        assert sizes[:4] == [9, 4, 4, 1]


@travels
async def test_a_value_beyond_its_description_is_a_fault_and_the_one_before_it_stays() -> None:
    far = light()
    async with stage(far) as home:
        await home.until_value(LEVEL, 30)
        far.values["", 2, 2] = "bright"
        await home.until(lambda: "unexpected-value" in home.faults())
        far.values["", 2, 1] = True
        await home.until_value(ON, value=True)
        assert home.values[KEY, LEVEL] == 30


@travels
async def test_it_is_lost_and_comes_back() -> None:
    far = light()
    async with stage(far) as home:
        await home.until_value(LEVEL, 30)
        far.mute = True
        await home.until(lambda: home.reasons[KEY] != "")
        assert "greetings" in home.reasons[KEY]
        answer = await home.write(ON, value=True)
        assert isinstance(answer, Refused)
        assert answer.code == "not-connected"
        far.mute = False
        await home.until(lambda: home.reasons[KEY] == "")
        assert isinstance(await home.write(ON, value=True), Sent)


@travels
async def test_another_token_is_one_clear_reason() -> None:
    far = light(deaf=True)
    async with stage(far) as home:
        await home.until(lambda: KEY in home.reasons)
        assert "the token is another" in home.reasons[KEY]
        assert home.faults() == ["token-rejected"]
        assert home.devices == {}


@travels
async def test_a_token_that_was_changed_is_noticed_after_some_patience() -> None:
    far = light()
    async with stage(far) as home:
        await home.until_value(LEVEL, 30)
        far.deaf = True
        await home.until(lambda: home.reasons[KEY] != "")
        assert "token" not in home.reasons[KEY]
        await home.until(lambda: "token" in home.reasons[KEY])
        assert home.faults()[-1] == "token-rejected"


@travels
async def test_another_device_at_the_address_is_not_taken_for_it() -> None:
    far = light(device=Device(number=99))
    async with stage(far) as home:
        await home.until(lambda: KEY in home.reasons)
        assert "device 99 answers" in home.reasons[KEY]
        assert home.devices == {}


@travels
async def test_a_clock_that_is_set_back_loses_nothing() -> None:
    far = light(clock_s=80_000)
    async with stage(far) as home:
        await home.until_value(LEVEL, 30)
        far.clock_s = 3
        far.values["", 2, 2] = 31
        await home.until_value(LEVEL, 31)
        assert isinstance(await home.write(LEVEL, 32), Sent)
        assert home.reasons[KEY] == ""
        assert home.faults() == ["replayed"]


# ---- actions and events


@travels
async def test_actions_of_a_vacuum() -> None:
    far = vacuum()
    async with stage(far, instance("vacuum")) as home:
        await home.until_value("1/powerSource/batteryLevel", 80)
        names = {(one.capability, one.name): one for one in home.devices[KEY].commands}
        assert ("robotVacuum", "start") in names
        assert names[VENDOR, "miot.dust-station.empty-bin"].address == "4.a1"
        far.asked.clear()
        assert isinstance(await home.invoke("1/robotVacuum/start"), Sent)
        method, params = far.asked[0]
        assert (method, params["siid"], params["aiid"], params["in"]) == ("action", 2, 1, [])
        assert isinstance(await home.invoke("1/vendor/miot.dust-station.empty-bin"), Sent)
        assert isinstance(await home.write("1/vendor/miot.vacuum.room-ids", "3,4"), Sent)
        actions = [params for method, params in far.asked if method == "action"]
        assert [(one["siid"], one["aiid"], one["in"]) for one in actions[1:]] == [(4, 1, []), (2, 3, ["3,4"])]
        far.codes["", 2, -2] = -4004
        answer = await home.invoke("1/robotVacuum/stop")
        assert isinstance(answer, Failed)
        assert answer.code == "internal"


@travels
async def test_what_follows_an_action_is_watched() -> None:
    far = vacuum()
    async with stage(far, instance("vacuum"), poll_s=5) as home:
        await home.until_value("1/powerSource/batteryLevel", 80)
        await home.invoke("1/robotVacuum/start")
        far.values["", 3, 1] = 79
        began = now_s()
        await home.until_value("1/powerSource/batteryLevel", 79)
        assert now_s() - began <= 5.1


@travels
async def test_commands_that_nobody_has() -> None:
    async with stage(vacuum(), instance("vacuum")) as home:
        await home.until_value("1/powerSource/batteryLevel", 80)
        for path in ("1/robotVacuum/fly", "1/vendor/miot.vacuum.fly", "9/onOff/on"):
            answer = await home.invoke(path)
            assert isinstance(answer, Refused)
            assert answer.code == "unknown-command"
        answer = await home.invoke("1/serviceArea/selectAreas", areas=[3, 4])
        assert isinstance(answer, Refused)
        assert answer.code == "wrong-type"


@travels
async def test_what_it_tells_by_itself() -> None:
    far = vacuum()
    async with stage(far, instance("vacuum"), poll_s=300) as home:
        await home.until_value("1/powerSource/batteryLevel", 80)
        changed = [
            {"did": KEY, "siid": 2, "piid": 1, "value": 1},
            {"did": "other", "siid": 2, "piid": 1, "value": 3},
            7,
        ]
        far.says({"id": 1, "method": "properties_changed", "params": changed})
        await home.until_value("1/robotVacuum/operationalState", "running")
        event = {"did": KEY, "siid": 2, "eiid": 1, "arguments": [{"piid": 2, "value": 1}, "rubbish"]}
        far.says({"id": 2, "method": "event_occured", "params": event})
        await home.until(lambda: bool(home.events()))
        (one,) = home.events()
        assert (one.capability, one.event, one.endpoint) == ("robotVacuum", "operationalError", 1)
        for number, params in enumerate(({"did": KEY, "siid": [], "eiid": {}}, {"did": KEY}, "rubbish", None), 3):
            far.says({"id": number, "method": "event_occured", "params": params})
            far.says({"id": number + 50, "method": "properties_changed", "params": params})
        far.says({"id": 99, "method": "properties_changed", "params": changed[:1]})
        await home.until(lambda: len(far.replies) == 11)
        assert home.reasons[KEY] == ""
        assert set(home.faults()) == {"not-there"}  # of what this vacuum does not tell of itself


# ---- without a description, and behind a gateway


@travels
async def test_without_a_description_it_is_there_and_says_what_is_missing() -> None:
    far = light(model="hutong.light.other")
    async with stage(far, {}) as home:
        await home.until_value("1/deviceInformation/modelIdentifier", "hutong.light.other")
        assert home.faults() == ["no-description"]
        assert home.reasons[KEY] == ""
        assert far.count("get_properties") == 0


def child(did: str, **more: Any) -> dict[str, Any]:
    return {"did": did, "model": "hutong.light.lamp1", "name": f"Lamp {did}", "spec": instance("light")} | more


@travels
async def test_devices_behind_a_gateway_are_devices_of_their_own() -> None:
    values = LIGHT | {("blt.1", siid, piid): value for (_, siid, piid), value in LIGHT.items()}
    far = Far(values=values)
    far.values["blt.1", 2, 2] = 77
    far.codes |= {("blt.2", siid, piid): -704042011 for _, siid, piid in LIGHT}
    async with stage(far, children=[child("blt.1"), child("blt.2")]) as home:
        await home.until_value(LEVEL, 30)
        await home.until_value(LEVEL, 77, "blt.1")
        await home.until(lambda: "offline" in home.reasons["blt.2"])
        assert (home.devices["blt.1"].via, home.devices["blt.1"].name) == (KEY, "Lamp blt.1")
        assert home.reasons == {KEY: "", "blt.1": "", "blt.2": "the device is offline behind its gateway"}
        assert isinstance(await home.write(LEVEL, 78, "blt.1"), Sent)
        await home.until_value(LEVEL, 78, "blt.1")
        assert far.values["", 2, 2] == 30
        far.codes.clear()
        far.values |= {("blt.2", siid, piid): value for (_, siid, piid), value in LIGHT.items()}
        await home.until_value(LEVEL, 30, "blt.2")
        assert home.reasons["blt.2"] == ""
        await home.invoke("1/onOff/toggle", "blt.2")
        assert any(method == "action" and params["did"] == "blt.2" for method, params in far.asked)


@travels
async def test_a_child_without_a_description_is_there_too() -> None:
    far = light()
    async with stage(far, children=[{"did": "blt.9"}]) as home:
        await home.until_value(LEVEL, 30)
        assert home.devices["blt.9"].via == KEY
        assert home.faults() == ["no-description"]


@travels
async def test_one_behind_a_gateway_bears_fewer_questions_than_another() -> None:
    def error(method: str, params: Any) -> int | None:
        return -9999 if method == "get_properties" and len(params) > 4 and params[0]["did"] == "blt.1" else None

    values = LIGHT | {(did, siid, piid): v for did in ("blt.1", "blt.2") for (_, siid, piid), v in LIGHT.items()}
    far = Far(values=values, error=error)
    async with stage(far, children=[child("blt.1"), child("blt.2")]) as home:
        await home.until(lambda: len(home.values) == len(values))
        assert home.reasons == {KEY: "", "blt.1": "", "blt.2": ""}
        asked = [params for method, params in far.asked if method == "get_properties"]
        most = {one[0]["did"]: max(len(some) for some in asked if some[0]["did"] == one[0]["did"]) for one in asked}
        assert min(most[KEY], most["blt.2"]) > 4
        home.updates.clear()
        far.error = lambda method, params: -704042011 if "blt.1" in str(params) else error(method, params)
        await home.until(lambda: "offline" in home.reasons["blt.1"])
        assert home.faults() == []
        far.error = error
        await home.until(lambda: home.reasons["blt.1"] == "")
