"""Five devices of python-miio's miot simulator, from the first search to the last farewell."""

import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from schemas.device import PropertyDescription
from schemas.value import Value
from schemas.vocabulary import Kind
from tests.adapters.bad_input import Bad, shows
from tests.adapters.miot.test_mapping import UNITS
from tests.peers.environment import HERE, Environment
from tests.peers.house import Adapter, DeviceSeen, House, house
from tests.peers.process import Peer, peer

pytestmark = [pytest.mark.peer, pytest.mark.usefixtures("alone")]

MIOT: Final = HERE / "miot"
TOKEN: Final = "0" * 32
"""The only one that the simulator has."""
KINDS: Final = {
    "light": ("10.77.0.2", "hutong.light.lamp1"),
    "air-conditioner": ("10.77.0.3", "hutong.aircondition.cool1"),
    "curtain": ("10.77.0.4", "hutong.curtain.veil1"),
    "heater": ("10.77.0.5", "hutong.heater.warm1"),
    "vacuum": ("10.77.0.6", "hutong.vacuum.sweep1"),
}
SETTINGS: Final = {"interfaces": ["home0"], "poll_s": 0.3, "answer_s": 0.2}


@asynccontextmanager
async def devices(*kinds: str) -> AsyncIterator[Peer]:
    """Run simulators of these kinds."""
    python = Environment("miot").interpreter
    arguments = ["=".join((*KINDS[kind], str(MIOT / f"{kind}.json"))) for kind in kinds]
    async with peer(python, str(MIOT / "run.py"), *arguments, ready="ready") as running:
        yield running


def spec(kind: str) -> str:
    return (MIOT / f"{kind}.json").read_text("utf-8")


def home(folder: Path) -> AbstractAsyncContextManager[House]:
    return house(folder, Adapter("miot", SETTINGS))


async def pair(home: House, kind: str) -> list[str]:
    return await home.pair("miot", host=KINDS[kind][0], token=TOKEN, spec=spec(kind))


async def put(peers: Peer, kind: str, place: str, value: object) -> None:
    """Do something at the device itself."""
    await peers.say(f"set {KINDS[kind][0]} {place} {json.dumps(value)}")


async def refused(one: DeviceSeen, path: str, value: object) -> str:
    """Want something that cannot be, and give why."""
    reply = await one.house.ask("PUT", f"/devices/{one.id}/properties/{path}", {"value": value})
    return str(reply.body["code"])


@shows(Bad.OUT_OF_SPEC, "unexpected-value or refused-value; the value before it stays")
async def test_a_light_from_search_to_farewell(tmp_path: Path) -> None:
    async with devices("light", "heater") as peers, home(tmp_path) as one:
        found = await one.search("miot")
        assert {(c["address"], c["answers"]["host"], c["paired"]) for c in found} == {
            ("10.77.0.2", "10.77.0.2", False),
            ("10.77.0.5", "10.77.0.5", False),
        }
        assert await pair(one, "light") == ["connect", "token", "describe", "read"]
        lamp = await one.device("Light")
        shown = await lamp.shown()
        assert (shown["manufacturer"], shown["model"]) == ("hutong", "hutong.light.lamp1")
        assert [c["paired"] for c in await one.search("miot") if c["address"] == "10.77.0.2"] == [True]

        # every value is read, and every one that can be written is, and said back by the light itself
        for path, is_as_described in READ_OF_LIGHT.items():
            await lamp.until(path, is_as_described)
        for path, value in WRITES_OF_LIGHT:
            await lamp.write(path, value)
            assert await lamp.value(path) == value
        assert await refused(lamp, "1/levelControl/currentLevel", 0) == "out-of-range"
        await lamp.write("1/onOff/onOff", value=True)
        await lamp.invoke("1/onOff/toggle")
        await lamp.until("1/onOff/onOff", wanted=False)

        # somebody turns it at the wall
        await put(peers, "light", "2.1", value=True)
        await lamp.until("1/onOff/onOff", wanted=True)
        # a light that says what its description does not have loses nothing
        await put(peers, "light", "2.2", "bright")
        assert await one.until("the fault", lambda: codes(one, "unexpected-value"))
        await put(peers, "light", "2.2", 250)
        assert await one.until("the fault", lambda: codes(one, "refused-value"))
        assert await lamp.value("1/levelControl/currentLevel") == 40
        await put(peers, "light", "2.2", 41)
        await lamp.until("1/levelControl/currentLevel", 41)

        await one.ask("POST", "/adapters/miot/unpair", {"key": found_key(found, "10.77.0.2")})
        await one.until("the light to be gone", lambda: gone(one, "Light"))


READ_OF_LIGHT: Final = {
    "1/onOff/onOff": lambda value: isinstance(value, bool),
    "1/levelControl/currentLevel": lambda value: 1 <= value <= 100,
    "1/colorControl/colorTemperature": lambda value: 2700 <= value <= 6500,
    "1/colorControl/lightMode": lambda value: value in {"default", "day", "night", "reading", "warmth"},
    "1/vendor/miot.night-light-plan.dim-minutes": lambda value: 0 <= value <= 240,
    "1/deviceInformation/vendorName": lambda value: value == "piid 1",  # what the simulator has for any text
}
WRITES_OF_LIGHT: Final = (
    ("1/onOff/onOff", True),
    ("1/levelControl/currentLevel", 40),
    ("1/colorControl/colorTemperature", 4000),
    ("1/colorControl/lightMode", "reading"),
    ("1/vendor/miot.night-light-plan.dim-minutes", 15),
)


async def codes(one: House, code: str) -> list[str]:
    return [fault["place"] for fault in await one.faults() if fault["code"] == code]


async def gone(one: House, name: str) -> bool:
    return name not in await one.devices()


def found_key(found: list[dict[str, Any]], address: str) -> str:
    return next(str(c["key"]) for c in found if c["address"] == address)


async def test_a_home_of_five(tmp_path: Path) -> None:
    async with devices(*KINDS) as peers:
        async with home(tmp_path) as one:
            for kind in KINDS:
                await pair(one, kind)
            await put(peers, "vacuum", "2.1", 2)
            for kind in KINDS:
                await every_write(one, kind)
            await scene(one)
            await at_the_devices(one, peers)
        # what was paired stays paired
        async with home(tmp_path) as one:
            for name in ("Light", "Air Conditioner", "Curtain", "Heater", "Robot Cleaner"):
                await one.device(name)
            await (await one.device("Light")).write("1/onOff/onOff", value=True)


async def every_write(one: House, kind: str) -> None:
    """Write the ends of everything that can be written and read back; each is confirmed by the device."""
    device = await one.device(json.loads(spec(kind))["description"])
    for about in UNITS[kind].thing.description.properties:
        if set("rw") <= set(about.access):
            for value in ends(about):
                await device.write(about.path, value)


def ends(about: PropertyDescription) -> tuple[Value, ...]:
    match about.kind:
        case Kind.BOOLEAN:
            return True, False
        case Kind.ENUM:
            return about.values or ()
        case _:
            return about.minimum or 0, about.maximum or 0


async def scene(one: House) -> None:
    """Lights off, 26 °C, curtain closed; and the rest of what the five can do."""
    await (await one.device("Light")).write("1/onOff/onOff", value=False)
    cool = await one.device("Air Conditioner")
    await cool.write("1/onOff/onOff", value=True)
    await cool.write("1/thermostat/systemMode", "cool")
    await cool.write("1/thermostat/coolingSetpoint", 26)
    await cool.write("1/fanControl/speedSetting", 3)
    await cool.write("1/comfortOptions/verticalSwing", value=True)
    curtain = await one.device("Curtain")
    await curtain.write("1/windowCovering/targetPosition", 60)
    await curtain.until("1/windowCovering/currentPosition", 60)
    await curtain.invoke("1/windowCovering/close")
    await curtain.until("1/windowCovering/currentPosition", 0)
    heater = await one.device("Heater")
    await heater.write("1/thermostat/heatingSetpoint", 21)
    await heater.write("1/timerControl/countdown", 3600)
    vacuum = await one.device("Robot Cleaner")
    await vacuum.until("1/robotVacuum/operationalState", "stopped")
    await vacuum.invoke("1/robotVacuum/start")
    await vacuum.invoke("1/robotVacuum/goHome")
    await vacuum.invoke("1/vendor/miot.dust-station.empty-bin", outcome="unconfirmed")
    await vacuum.write("1/vendor/miot.vacuum.room-ids", "3,4", outcome="unconfirmed")


async def at_the_devices(one: House, peers: Peer) -> None:
    await peers.until("told 10.77.0.5 set_properties")
    assert any('"siid": 3, "piid": 1, "value": 60' in line for line in peers.lines)  # an hour is sixty minutes
    for action in ('"siid": 2, "aiid": 3, "in": ["3,4"]', '"siid": 4, "aiid": 1, "in": []'):
        await peers.until(action)
    await put(peers, "air-conditioner", "4.1", 31)
    await put(peers, "vacuum", "2.1", 6)
    await put(peers, "heater", "2.2", 2)
    await (await one.device("Air Conditioner")).until("1/temperatureMeasurement/measuredValue", 31)
    await (await one.device("Robot Cleaner")).until("1/robotVacuum/operationalState", "charging")
    await (await one.device("Heater")).until("1/deviceHealth/faultCode", "Tipped Over")


@shows(Bad.MOVED, "no answer to 3 greetings, until it is found by its number; then it goes on there")
@shows(Bad.SILENT, "no answer to 3 greetings, also from one that is there and stands still")
async def test_it_is_lost_and_comes_back_wherever_it_is(tmp_path: Path) -> None:
    async with home(tmp_path) as one:
        async with devices("light", "curtain") as peers:
            await pair(one, "light")
            await pair(one, "curtain")
            lamp, curtain = await one.device("Light"), await one.device("Curtain")
            # it gets another address
            await peers.say("move 10.77.0.2 10.77.0.7")
            await lamp.until_unreachable()
            await curtain.write("1/windowCovering/targetPosition", 30)
            await lamp.until_reachable()
            await lamp.write("1/onOff/onOff", value=True)
            # both are there, and answer nothing
            peers.stop()
            assert "greetings" in await lamp.until_unreachable()
            await curtain.until_unreachable()
            assert await refused(lamp, "1/onOff/onOff", value=False) == "unavailable"
            peers.go_on()
            await lamp.until_reachable()
            await curtain.until_reachable()
            # killed, and started again where it was before
            await peers.kill()
            await lamp.until_unreachable()
        async with devices("light", "curtain"):
            await lamp.until_reachable(60.0)  # it is looked for again in a pause that is drawn by lot
            await lamp.write("1/onOff/onOff", value=True)


async def test_what_pairing_refuses(tmp_path: Path) -> None:
    async with devices("light", "heater") as peers, home(tmp_path) as one:
        for answers, step, code in (
            ({"host": "10.77.0.9", "token": TOKEN}, "connect", "unreachable"),
            ({"host": "10.77.0.2", "token": "1" * 32}, "token", "token-rejected"),
            ({"host": "10.77.0.2", "token": TOKEN, "spec": spec("heater")}, "describe", "other-model"),
            ({"host": "10.77.0.2", "token": TOKEN, "spec": "{}"}, "describe", "bad-description"),
        ):
            attempt = await one.pairing("miot", **answers)
            assert attempt["state"] == "failed"
            assert (attempt["told"][-1]["step"], attempt["told"][-1]["code"]) == (step, code)
            assert attempt["told"][-1]["reason"]
        assert await one.devices() == {}

        # without a description it is there, and says what is missing
        await one.pair("miot", host="10.77.0.5", token=TOKEN)
        heater = await one.device("hutong.heater.warm1")
        await heater.until("1/deviceInformation/modelIdentifier", "hutong.heater.warm1")
        (fault,) = [fault for fault in await one.faults() if fault["code"] == "no-description"]
        assert fault["reason"] == "there is no description of model hutong.heater.warm1"
        assert "--spec-file" in fault["fix"]
        # and with one it is a heater, here with another behind it, which this simulator does not tell from it
        behind = [
            {"did": "blt.3.1abc", "model": KINDS["heater"][1], "name": "Far heater", "spec": json.loads(spec("heater"))}
        ]
        await one.pair("miot", host=KINDS["heater"][0], token=TOKEN, spec=spec("heater"), children=json.dumps(behind))
        await one.device("Heater")
        far = await one.device("Far heater")
        await far.write("1/thermostat/heatingSetpoint", 23)
        await peers.until('"did": "blt.3.1abc", "siid": 2, "piid": 3, "value": 23')
