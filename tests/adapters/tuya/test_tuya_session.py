"""One session against a device in memory: values, wishes, silence, and devices behind a gateway that sleep."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from adapters.sdk.contract import AdapterContext
from adapters.sdk.errors import ProtocolError, RejectedError
from adapters.tuya.devicefile import Listed, read
from adapters.tuya.session import Pace, TuyaSession
from schemas.commands import ReadProperties
from schemas.outcomes import Failed, Refused, Sent
from schemas.updates import DeviceRemoved
from tests.adapters.sdk.travel import now_ns, travels
from tests.adapters.tuya.far import QUERY, REFRESH, Far
from tests.adapters.tuya.stage import KEY, REGISTRY, child, household, listed, stage

LEVEL = "1/levelControl/currentLevel"
ON = "1/onOff/onOff"
GATEWAY = read([{"id": "gw", "name": "Gateway", "category": "wg2", "key": "0123456789abcdef"}])[0]
VALVE = child(
    "valve",
    "c1",
    dp_2=("temp_set", "Integer", {"min": 50, "max": 350, "scale": 1, "step": 5}),
    dp_5=("battery_percentage", "Integer", {"unit": "%", "min": 0, "max": 100}),
)
SETPOINT = "1/thermostat/heatingSetpoint"
RELAY = child("relay", "c2", dp_1=("switch_1", "Boolean", {}))


def gateway(**more: Any) -> Far:
    return Far(state={"": {}, "c1": {"2": 200, "5": 80}, "c2": {"1": False}}, **more)


@travels
async def test_first_values_pushes_and_wishes() -> None:
    far = Far()
    async with stage(far) as home:
        await home.until_value(LEVEL, 50)
        assert home.devices[KEY].endpoints[0].device_type == "extendedColorLight"
        assert far.asked[0] == {"ask": "query", "cid": "", "points": []}
        far.pushes({"20": False})
        await home.until_value(ON, value=False)
        assert await home.write(LEVEL, 80) == Sent(command="c")
        assert far.wishes() == [("", {"22": 800})]
        await home.until_value(LEVEL, 80)
        asked = far.count("query")
        assert await home.read() == Sent(command="c")
        assert far.count("query") == asked + 1


@travels
async def test_a_device_that_must_be_asked_for_points() -> None:
    far = Far(wants_points=True)
    async with stage(far) as home:
        await home.until_value(LEVEL, 50)
        assert far.asked[1]["points"] == [one.id for one in listed("lamp").points]
        far.state[""]["22"] = 700
        assert await home.read() == Sent(command="c")
        await home.until_value(LEVEL, 70)


@travels
async def test_what_a_device_refuses_is_told_and_the_link_is_as_good_as_before() -> None:
    far = Far(refusal="no way")
    async with stage(far) as home:
        await home.until_here()
        answer = await home.write(ON, value=False)
        assert isinstance(answer, Failed)
        assert (answer.code, answer.reason, answer.retry) == ("device-refused", "the device refused: no way", False)
        far.refusal = ""
        assert isinstance(await home.write(ON, value=False), Sent)
        assert far.connects == 1


@travels
async def test_a_wish_that_is_not_answered_is_sent_all_the_same() -> None:
    far = Far()
    async with stage(far) as home:
        await home.until_here()
        far.deaf = True
        assert await home.write(ON, value=False) == Sent(command="c")


@travels
async def test_a_wish_that_has_no_value_is_refused() -> None:
    far = Far()
    async with stage(far) as home:
        await home.until_here()
        answer = await home.write(LEVEL, "bright")
        assert isinstance(answer, Refused)
        assert answer.code == "out-of-range"
        assert not far.wishes()


@travels
async def test_silence_is_noticed_after_three_heart_beats_and_ends_with_a_word() -> None:
    far = Far()
    async with stage(far) as home:
        await home.until_here()
        await far.until_asked("heart-beat", 5)
        assert home.reasons[KEY] == ""
        far.mute = True
        beats = far.count("heart-beat")
        assert await home.until_gone() == "no answer to 3 heart beats"
        assert far.count("heart-beat") == beats + 3
        far.mute = False
        await home.until_here()
        assert far.connects > 1


@travels
async def test_who_answers_nothing_that_needs_our_key_is_not_there() -> None:
    ended = ProtocolError("the device said nothing that fits our key", code="session-ended")
    far = Far(deaf=True, ended=ended)
    async with stage(far) as home:
        assert await home.until_gone() == "the device said nothing that fits our key"
        assert not home.devices
        # a word that anybody could say proves nothing
        far.says(told="other", data={})
        far.says(told="done", command=QUERY)
        far.ended = None
        far.deaf = False
        await home.until_here()


@travels
async def test_a_rejected_key_is_shown() -> None:
    far = Far()
    async with stage(far) as home:
        await home.until_here()
        far.hangs_up(RejectedError("a frame is not under our key", code="key-rejected"))
        assert await home.until_gone() == "a frame is not under our key"
        assert [one.code for one in home.faults()] == ["key-rejected"]


@travels
async def test_faults_of_single_frames_and_values_cost_these_alone() -> None:
    far = Far()
    async with stage(far) as home:
        await home.until_here()
        far.says(told="fault", code="damaged", reason="the checksum of a frame does not fit")
        far.pushes({"22": "bright", "24": "zz", "20": False})
        await home.until_value(ON, value=False)
        assert [(one.code, one.place) for one in home.faults()] == [
            ("damaged", KEY),
            ("unexpected-value", "22"),
            ("unexpected-value", "24"),
        ]
        assert home.values[KEY, LEVEL] == 50
        assert far.connects == 1


@travels
async def test_what_the_file_does_not_have_is_learnt_within_bounds() -> None:
    far = Far()
    async with stage(far) as home:
        await home.until_here()
        far.pushes({"101": 5, "102": "text", "103": True, "104": None, "x": 1, "0": 1})
        await home.until_value("1/vendor/tuya.dp_102", "text")
        paths = [one.path for one in home.devices[KEY].properties]
        assert [path for path in paths if "dp_" in path] == [f"1/vendor/tuya.dp_{n}" for n in (101, 102, 103)]
        assert isinstance(await home.write("1/vendor/tuya.dp_101", 6), Sent)
        assert far.wishes()[-1] == ("", {"101": 6})
        far.pushes({str(number): 1 for number in range(200, 600)})
        await home.until(lambda: any(one.code == "too-many-points" for one in home.faults()))
        # what is lost of such a flood is nothing that was known before
        far.pushes({"20": False})
        await home.until_value(ON, value=False)


@travels
async def test_a_meter_is_asked_until_it_refuses() -> None:
    far = Far(state={"": {"1": True, "18": 217, "19": 512, "20": 2301}})
    async with stage(far, listed("plug01"), pace=Pace(refresh_s=5)) as home:
        await far.until_asked("refresh", 3)
        far.state[""]["19"] = 600
        await home.until_value("1/electricalPowerMeasurement/activePower", 60, listed("plug01").id)
        far.says(told="refused", command=REFRESH, code=1, text="")
        beats = far.count("heart-beat")
        await far.until_asked("heart-beat", beats + 2)
        asked = far.count("refresh")
        await far.until_asked("heart-beat", beats + 6)
        assert far.count("refresh") == asked


# ---- behind a gateway


@travels
async def test_devices_behind_a_gateway_are_devices_of_their_own() -> None:
    far = gateway(online=["c1", "c2"])
    async with stage(far, GATEWAY, VALVE, RELAY) as home:
        await home.until_value(SETPOINT, 20, "valve")
        await home.until_value(ON, value=False, key="relay")
        assert {key: one.via for key, one in home.devices.items()} == {"gw": "", "valve": "gw", "relay": "gw"}
        assert home.devices["gw"].endpoints[0].device_type == "gateway"
        assert await home.write(ON, value=True, key="relay") == Sent(command="c")
        assert far.wishes() == [("c2", {"1": True})]
        far.tells({"1": 1}, "c9")
        await home.until(lambda: [one.code for one in home.faults()] == ["unknown-device"])


@travels
async def test_a_gateway_that_is_paired_anew_without_one(tmp_path: Path) -> None:
    far = gateway()
    async with stage(far, GATEWAY, VALVE, RELAY) as home:
        await home.until_value(ON, value=False, key="relay")
        context = AdapterContext(name="tuya", state_dir=tmp_path, monotonic_ns=now_ns)
        fewer = TuyaSession(household(GATEWAY, VALVE), context, far.connect, registry=REGISTRY)
        assert isinstance(await fewer.execute(ReadProperties(id="c", device="relay", properties=(0,))), Refused)
        home.adapter.adopt(fewer)
        await home.until(lambda: any(isinstance(one, DeviceRemoved) for one in home.updates))
        (gone,) = [one for one in home.updates if isinstance(one, DeviceRemoved)]
        assert gone == DeviceRemoved(device="relay", reason="its gateway was paired anew without it")
        assert home.reasons["valve"] == ""


@travels
async def test_one_that_its_gateway_does_not_hear_is_unreachable_unless_it_sleeps() -> None:
    far = gateway(online=["c1", "c2"])
    async with stage(far, GATEWAY, VALVE, RELAY) as home:
        await home.until_value(ON, value=False, key="relay")
        far.online = []
        assert await home.until_gone("relay") == "its gateway does not hear it"
        assert home.reasons["valve"] == home.reasons["gw"] == ""
        # its gateway may answer for it; what it tells by itself shows that it is there
        far.tells({"1": True}, "c2")
        await home.until_value(ON, value=True, key="relay")
        assert home.reasons["relay"]
        far.pushes({"1": False}, "c2")
        await home.until_here("relay")
        await home.until_gone("relay")
        far.online = ["c2"]
        far.state["c2"]["1"] = True
        await home.until_here("relay")
        await home.until_value(ON, value=True, key="relay")


@travels
async def test_wishes_for_a_sleeper_wait_until_it_wakes() -> None:
    far = gateway()
    async with stage(far, GATEWAY, VALVE, RELAY, pace=Pace(queue_s=600)) as home:
        await home.until_value(SETPOINT, 20, "valve")
        for setpoint in (21, 22):
            assert await home.write(SETPOINT, setpoint, "valve") == Sent(command="c", within_s=600)
        assert not far.wishes()
        far.pushes({"5": 79}, "c1")
        await home.until_value(SETPOINT, 22, "valve")
        assert far.wishes() == [("c1", {"2": 220})]
        # it listens for a moment more
        assert await home.write(SETPOINT, 18, "valve") == Sent(command="c")


@travels
async def test_a_wish_that_nobody_wakes_for_is_dropped_and_told() -> None:
    far = gateway()
    async with stage(far, GATEWAY, VALVE, pace=Pace(queue_s=60)) as home:
        await home.until_value(SETPOINT, 20, "valve")
        await home.write(SETPOINT, 21, "valve")
        await home.until(lambda: [one.code for one in home.faults()] == ["expired"])
        assert home.faults()[0].device == "valve"
        far.pushes({"5": 79}, "c1")
        await home.until_value("1/powerSource/batteryLevel", 79, "valve")
        assert not far.wishes()


@travels
async def test_a_wish_that_expired_while_the_gateway_was_away_is_told_too_and_not_sent() -> None:
    far = gateway()
    async with stage(far, GATEWAY, VALVE, pace=Pace(queue_s=60)) as home:
        await home.until_value(SETPOINT, 20, "valve")
        await home.write(SETPOINT, 21, "valve")
        far.away = True
        far.hangs_up()
        await asyncio.sleep(61)
        far.away = False
        await home.until_here("valve")
        far.pushes({"5": 79}, "c1")
        await home.until_value("1/powerSource/batteryLevel", 79, "valve")
        assert not far.wishes()
        assert [(one.code, one.device) for one in home.faults() if one.code == "expired"] == [("expired", "valve")]


@travels
async def test_a_wish_waits_on_where_the_link_breaks_as_it_is_told() -> None:
    far = gateway(breaks=True)
    async with stage(far, GATEWAY, VALVE) as home:
        await home.until_value(SETPOINT, 20, "valve")
        assert isinstance(await home.write(SETPOINT, 21, "valve"), Sent)
        far.pushes({"5": 79}, "c1")
        await home.until_gone("valve")
        far.breaks = False
        await home.until_here("valve")
        far.pushes({"5": 78}, "c1")
        await home.until_value(SETPOINT, 21, "valve")
        assert far.wishes() == [("c1", {"2": 210})] * 2  # the first of which nobody heard


@travels
async def test_a_wish_that_is_refused_on_waking_is_told() -> None:
    far = gateway(refusal="no way")
    async with stage(far, GATEWAY, VALVE) as home:
        await home.until_value(SETPOINT, 20, "valve")
        assert isinstance(await home.write(SETPOINT, 21, "valve"), Sent)
        far.pushes({"5": 79}, "c1")
        await home.until(lambda: [one.reason for one in home.faults()] == ["the device refused: no way"])
        assert home.values["valve", SETPOINT] == 20


@travels
async def test_a_sleeper_that_its_gateway_hears_is_told_at_once() -> None:
    far = gateway(online=[])
    async with stage(far, GATEWAY, VALVE) as home:
        await home.until_value(SETPOINT, 20, "valve")
        assert isinstance(await home.write(SETPOINT, 21, "valve"), Sent)
        assert not far.wishes()
        far.online = ["c1"]
        await home.until_value(SETPOINT, 21, "valve")
        assert far.wishes() == [("c1", {"2": 210})]


@travels
async def test_a_gateway_that_tells_nothing_of_itself_is_there_once_somebody_behind_it_is() -> None:
    far = gateway(ended=ProtocolError("nothing that fits our key", code="session-ended"))
    far.state.pop("")
    async with stage(far, GATEWAY, VALVE) as home:
        await home.until_value(SETPOINT, 20, "valve")
        assert home.reasons["gw"] == ""


@pytest.mark.parametrize(("command", "value"), [("open", "open"), ("close", "close"), ("stop", "stop")])
def test_a_curtain_takes_commands(command: str, value: str) -> None:
    @travels
    async def run() -> None:
        curtain: Listed = listed("curtain1")
        far = Far(state={"": {"1": "stop", "2": 100, "3": 100}})
        async with stage(far, curtain) as home:
            await home.until_value("1/windowCovering/currentPosition", 0, curtain.id)
            assert await home.invoke(f"1/windowCovering/{command}", curtain.id) == Sent(command="c")
            assert far.wishes() == [("", {"1": value})]
            assert isinstance(await home.invoke("1/windowCovering/calibrate", curtain.id), Refused)

    run()
