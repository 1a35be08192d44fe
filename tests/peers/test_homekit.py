"""HomeKit against HAP-python: a bridge with nine accessories behind it, and a lamp by itself."""

import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.adapters.bad_input import Bad, shows
from tests.peers.environment import HERE, Environment
from tests.peers.house import Adapter, DeviceSeen, House, house, steps_of
from tests.peers.process import Peer, peer

pytestmark = [pytest.mark.peer, pytest.mark.usefixtures("alone")]

RUN: Final = HERE / "homekit" / "run.py"
CODE: Final = {"bridge": "123-45-678", "lamp": "87654321"}
ID: Final = {"bridge": "AA:BB:CC:00:00:01", "lamp": "AA:BB:CC:00:00:02"}
BEHIND: Final = ("Light", "Cool", "Thermostat", "Curtain", "Lock", "Climate", "Button", "Gangs", "Window")
STEPS: Final = ["find", "setup-code", "accessories", "read"]
SETTINGS: Final = {"interfaces": ["home0"], "poll_s": 0.5, "answer_s": 1.0}
WATTS: Final = "1/vendor/homekit.E863F10D-079E-48FF-8F27-9C2605A29F52"


@asynccontextmanager
async def accessories(folder: Path, *names: str, address: str = "10.77.0.2") -> AsyncIterator[Peer]:
    """Run what can be paired; pairings are kept in the folder."""
    python = Environment("homekit").interpreter
    async with peer(python, str(RUN), address, str(folder), *names, ready="ready") as running:
        yield running


def home(folder: Path) -> AbstractAsyncContextManager[House]:
    return house(folder, Adapter("homekit", SETTINGS))


async def pair(one: House, name: str) -> list[str]:
    """Pair; once more where the code is refused: one pairing in about 128 fails between the two libraries.

    Of a number that begins with a zero byte one of them hashes the whole, and the other the rest.
    """
    answers = {"device": ID[name], "setup_code": CODE[name]}
    attempt = await one.pairing("homekit", **answers)
    if attempt["told"][-1]["code"] == "wrong-setup-code":
        attempt = await one.pairing("homekit", **answers)
    return steps_of(attempt)


async def put(peers: Peer, accessory: str, characteristic: str, value: object) -> None:
    """Do something at the device itself."""
    await peers.say(f"set {accessory} {characteristic} {json.dumps(value)}")


async def refused(one: DeviceSeen, path: str, value: object) -> str:
    """Want something that cannot be, and give why."""
    reply = await one.house.ask("PUT", f"/devices/{one.id}/properties/{path}", {"value": value})
    return str(reply.body["code"])


async def test_a_lamp_from_search_to_farewell(tmp_path: Path) -> None:
    async with accessories(tmp_path, "lamp") as peers, home(tmp_path) as one:
        (found,) = await one.search("homekit")
        assert (found["key"], found["address"], found["paired"]) == (ID["lamp"], "10.77.0.2", False)
        assert found["answers"] == {"device": ID["lamp"]}
        assert found["note"] == ""
        assert await pair(one, "lamp") == STEPS
        lamp = await one.device("Desk Lamp")
        shown = await lamp.shown()
        assert (shown["manufacturer"], shown["model"], shown["serial"]) == ("Hutong", "DeskLamp", "S-0001")
        await one.until("the lamp to be taken", lambda: offered(one, paired=True, note="paired"), 60.0)

        # every value is read, and every one that can be written is, and said back by the lamp itself
        for path, value in READ_OF_LAMP.items():
            await lamp.until(path, value)
        for path, value in WRITES_OF_LAMP:
            await lamp.write(path, value)
            assert await lamp.value(path) == value
        await peers.until("told Desk Lamp Watts 12.5")
        assert await refused(lamp, "1/levelControl/currentLevel", 101) == "out-of-range"
        await lamp.invoke("1/deviceInformation/identify", outcome="unconfirmed")

        # somebody turns it at the wall, and it says so by itself
        await put(peers, "DeskLamp", "On", value=False)
        await lamp.until("1/onOff/onOff", wanted=False)

        # it is given up, and can be paired anew: by us or by somebody else
        await one.ask("POST", "/adapters/homekit/unpair", {"key": ID["lamp"]})
        await one.until("the lamp to be gone", lambda: gone(one, "Desk Lamp"))
        await one.until("the lamp to be free", lambda: offered(one, paired=False, note=""), 60.0)
        assert await pair(one, "lamp") == STEPS
        await one.device("Desk Lamp")


async def offered(one: House, *, paired: bool, note: str) -> bool:
    found = await one.search("homekit", 1.5)
    return [(c["paired"], c["note"].partition(" ")[0]) for c in found] == [(paired, note)]


READ_OF_LAMP: Final = {
    "1/onOff/onOff": False,
    "1/levelControl/currentLevel": 0,
    "1/colorControl/colorTemperature": 7143,
    "1/deviceInformation/vendorName": "Hutong",
    "1/deviceInformation/softwareVersion": "1.2.3",
    WATTS: 0,
}
WRITES_OF_LAMP: Final = (
    ("1/onOff/onOff", True),
    ("1/levelControl/currentLevel", 40),
    ("1/colorControl/colorTemperature", 4000),
    (WATTS, 12.5),
)


async def gone(one: House, name: str) -> bool:
    return name not in await one.devices()


async def test_a_bridge_and_what_is_behind_it(tmp_path: Path) -> None:
    async with accessories(tmp_path, "bridge") as peers:
        async with home(tmp_path) as one:
            assert await pair(one, "bridge") == STEPS
            bridge = await one.device("Test Bridge")
            for aid, name in enumerate(BEHIND, 2):
                behind = await (await one.device(name)).shown()
                assert (behind["via"], behind["serial"]) == (bridge.id, f"S-{aid:04}")
            await scene(one)
            await the_rest(one, peers)
            await at_the_devices(one, peers)
        # what was paired stays paired
        async with home(tmp_path) as one:
            for name in BEHIND:
                await one.device(name)
            await (await one.device("Light")).write("1/onOff/onOff", value=True)


async def scene(one: House) -> None:
    """Lights off, 26 °C, curtain closed."""
    light, cool, curtain = [await one.device(name) for name in ("Light", "Cool", "Curtain")]
    for path, value in (("onOff/onOff", True), ("levelControl/currentLevel", 30), ("colorControl/hue", 240)):
        await light.write(f"1/{path}", value)
    await light.write("1/colorControl/saturation", 80)
    await light.write("1/onOff/onOff", value=False)
    await cool.write("1/onOff/onOff", value=True)
    await cool.write("1/thermostat/systemMode", "cool")
    await cool.write("1/thermostat/coolingSetpoint", 26)
    await cool.write("1/thermostat/heatingSetpoint", 20)
    await cool.write("1/fanControl/percentSetting", 60)
    await cool.write("1/comfortOptions/verticalSwing", value=True)
    await cool.write("1/userInterface/keypadLockout", value=True)
    await curtain.write("1/windowCovering/targetPosition", 60)
    await curtain.until("1/windowCovering/currentPosition", 60)
    await curtain.invoke("1/windowCovering/close")
    await curtain.until("1/windowCovering/currentPosition", 0)
    await curtain.invoke("1/windowCovering/open")
    await curtain.invoke("1/windowCovering/stop", outcome="unconfirmed")


async def the_rest(one: House, peers: Peer) -> None:
    lock, thermostat, gangs, window = [await one.device(name) for name in ("Lock", "Thermostat", "Gangs", "Window")]
    await lock.invoke("1/doorLock/lockDoor")
    await lock.until("1/doorLock/lockState", "locked")
    await lock.invoke("1/doorLock/unlockDoor")
    await lock.until("1/doorLock/lockState", "unlocked")
    # one number is the heating or the cooling temperature, by what the thermostat does
    await thermostat.write("1/thermostat/systemMode", "heat")
    await thermostat.write("1/thermostat/heatingSetpoint", 21.5)
    await thermostat.write("1/thermostat/systemMode", "cool")
    await thermostat.until("1/thermostat/coolingSetpoint", 21.5)
    await thermostat.write("1/thermostat/coolingSetpoint", 25)
    await thermostat.until("1/thermostat/runningMode", "cool")
    await peers.until("told Thermostat TargetTemperature 25")
    # two gangs are two endpoints
    first, second = [e["id"] for e in (await gangs.shown())["endpoints"]]
    assert first == 1
    await gangs.write(f"{second}/onOff/onOff", value=True)
    assert await gangs.value("1/onOff/onOff") is False
    # a window says its position in one place and takes it in another
    await window.write("1/closureControl/position", 35)
    await peers.until("told Window TargetPosition 35")


async def at_the_devices(one: House, peers: Peer) -> None:
    climate, curtain, button = [await one.device(name) for name in ("Climate", "Curtain", "Button")]
    await put(peers, "Climate", "CurrentTemperature", 23.4)
    await put(peers, "Climate", "CurrentRelativeHumidity", 61)
    await put(peers, "Climate", "BatteryLevel", 12)
    await put(peers, "Curtain", "CurrentPosition", 17)
    await climate.until("1/temperatureMeasurement/measuredValue", 23.4)
    await climate.until("1/relativeHumidityMeasurement/measuredValue", 61)
    await climate.until("1/powerSource/batteryLevel", 12)
    await curtain.until("1/windowCovering/currentPosition", 17)
    # a button has no value, only what happens
    twice, long = ("multiPressComplete", {"count": 2, "position": 1}), ("longPress", {"position": 1})
    await peers.say("press Button 1")
    await one.until("two presses", lambda: heard(one, button, twice))
    await peers.say("press Button 2")
    await one.until("a long press", lambda: heard(one, button, twice, long))
    # one behind the bridge is out of reach, and nobody else
    await peers.say("off Lock")
    lock = await one.device("Lock")
    assert "behind its bridge" in await lock.until_unreachable()
    await climate.until_reachable()
    await peers.say("on Lock")
    await lock.until_reachable()
    # a plug more
    await peers.say("config")
    late = await one.device("Late")
    await late.write("1/onOff/onOff", value=True)


async def heard(one: House, device: DeviceSeen, *wanted: tuple[str, dict[str, int]]) -> bool:
    events = (await one.ask("GET", "/events")).body["events"]
    return [(e["event"], e["fields"]) for e in events if e["device"] == device.id] == [*wanted]


async def written(device: DeviceSeen, *, value: bool) -> bool:
    reply = await device.house.ask("PUT", f"/devices/{device.id}/properties/1/onOff/onOff", {"value": value})
    return bool(reply.body.get("outcome") == "confirmed")


@shows(Bad.MOVED, "it is found by what it announces, and nothing else changes")
async def test_it_is_lost_and_comes_back_wherever_it_is(tmp_path: Path) -> None:
    async with home(tmp_path) as one:
        async with accessories(tmp_path, "lamp", "bridge") as peers:
            await pair(one, "lamp")
            await pair(one, "bridge")
            lamp, light = await one.device("Desk Lamp"), await one.device("Light")
            # it gets another address and port
            await peers.say("move lamp 10.77.0.5 51999")
            await peers.until("done move")
            await one.until("the lamp at its new address", lambda: written(lamp, value=True))
            # both are there, and answer nothing
            peers.stop()
            assert "no answer" in await lamp.until_unreachable()
            await light.until_unreachable()
            assert await refused(lamp, "1/onOff/onOff", value=False) == "unavailable"
            peers.go_on()
            await lamp.until_reachable()
            await light.until_reachable()
            # killed, and started again somewhere else
            await peers.kill()
            await lamp.until_unreachable()
            await light.until_unreachable()
        async with accessories(tmp_path, "lamp", "bridge", address="10.77.0.4"):
            await lamp.until_reachable()
            await light.until_reachable()
            await lamp.write("1/onOff/onOff", value=False)


async def test_what_pairing_refuses(tmp_path: Path) -> None:
    theirs, ours = tmp_path / "theirs", tmp_path / "ours"
    for folder in (theirs, ours):
        folder.mkdir()
    async with accessories(tmp_path, "lamp"), home(theirs) as other, home(ours) as one:
        for answers, step, code in (
            ({"device": "00:11:22:33:44:55", "setup_code": CODE["lamp"]}, "find", "not-found"),
            ({"device": ID["lamp"], "setup_code": "111-22-333"}, "setup-code", "wrong-setup-code"),
        ):
            attempt = await one.pairing("homekit", **answers)
            assert attempt["state"] == "failed"
            assert (attempt["told"][-1]["step"], attempt["told"][-1]["code"]) == (step, code)
            assert attempt["told"][-1]["reason"]
        # somebody else has it
        assert await pair(other, "lamp") == STEPS
        again = await other.pairing("homekit", device=ID["lamp"], setup_code=CODE["lamp"])
        assert again["told"][-1]["code"] == "already-ours"
        attempt = await one.pairing("homekit", device=ID["lamp"], setup_code=CODE["lamp"])
        assert attempt["told"][-1]["code"] == "already-paired"  # its announcement says so, or it itself
        assert await one.devices() == {}


@shows(Bad.WRONG_KEY, "the accessory does not accept the setup code or pairing; nobody else minds")
async def test_an_accessory_that_was_reset_says_so_once(tmp_path: Path) -> None:
    async with home(tmp_path) as one:
        async with accessories(tmp_path, "lamp"):
            await pair(one, "lamp")
            lamp = await one.device("Desk Lamp")
        await lamp.until_unreachable()
        (tmp_path / "lamp.state").unlink()
        async with accessories(tmp_path, "lamp"):
            await one.until("the reason", lambda: codes(one))
            assert "does not accept" in (await one.devices())["Desk Lamp"]
            await pair(one, "lamp")
            await lamp.until_reachable()


async def codes(one: House) -> list[str]:
    return [fault["place"] for fault in await one.faults() if fault["code"] in {"not-proven", "pairing-rejected"}]
