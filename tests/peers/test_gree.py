"""Eight units and gateways of greeclimate's gree_emulator, as many firmwares, from the first search to the farewell."""

import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from tests.adapters.bad_input import Bad, shows
from tests.peers.environment import HERE, Environment
from tests.peers.house import Adapter, DeviceSeen, House, house
from tests.peers.process import Peer, peer

pytestmark = [pytest.mark.peer, pytest.mark.usefixtures("alone")]

SETTINGS: Final = {"interfaces": ["home0"], "poll_s": 0.3, "answer_s": 0.25, "pause_s": 0}


def unit(name: str, profile: str, mid: str, mac: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "profile": profile, "mid": mid, "mac": mac, **more}


UNITS: Final[dict[str, list[dict[str, Any]]]] = {
    # ECB; the sensor starts at 0
    "10.77.0.2": [unit("Study", "sim-w04n-v17", "10001", "020000000002", room_c=24, ambient_c=24)],
    # GCM; the sensor starts at 40
    "10.77.0.3": [unit("Bedroom", "sim-wb05rt13-v1.64", "10001", "020000000003", room_c=28, ambient_c=28)],
    # ECB; silent where it does not know a column, and where it is asked for thirty
    "10.77.0.4": [unit("Hall", "sim-w04h-v3.55", "10001", "020000000004", room_c=21, ambient_c=21)],
    # ECB; few columns and no sensor
    "10.77.0.5": [unit("Attic", "sim-w04hb-v1.20", "302b", "020000000005")],
    # ECB; of the commercial line
    "10.77.0.6": [unit("Cellar", "sim-wb04brt13-v1.50-4005", "4005", "020000000006")],
    # a gateway in front of six; pages of five, the sensor in another column
    "10.77.0.7": [
        unit("Roof", "sim-w06av-v30", "60", "020000000007"),
        *(
            unit(f"Office-{number}", "sim-w06av-v30-ac", "6049", f"0200000000070{number}", parent="Roof", room_c=23)
            for number in range(1, 7)
        ),
    ],
    # a gateway that tells "" for what it does not have
    "10.77.0.8": [
        unit("Shop", "sim-wb05br-v1.38", "60", "020000000008"),
        unit("Till", "sim-wb05br-v1.38-ac", "608f", "02000000000801", parent="Shop"),
    ],
    # an air-to-water heat pump
    "10.77.0.9": [unit("Boiler", "sim-w06a-p3-v6.04-9302", "9302", "020000000009", room_c=31.5, ambient_c=31.5)],
}


@asynccontextmanager
async def units(*addresses: str, seed: str = "one") -> AsyncIterator[Peer]:
    """Run the emulator for these addresses."""
    python = Environment("gree").interpreter
    chosen = [f"{one}={json.dumps(UNITS[one])}" for one in addresses]
    async with peer(python, str(HERE / "gree" / "run.py"), seed, *chosen, ready="ready") as running:
        yield running


def home(folder: Path) -> AbstractAsyncContextManager[House]:
    return house(folder, Adapter("gree", SETTINGS))


async def told(peers: Peer, name: str, **columns: int) -> None:
    """Wait until a unit was seen to have these values in its columns."""
    address = next(one for one, listed in UNITS.items() if any(unit["id"] == name for unit in listed))
    for column, value in columns.items():
        await peers.until(f"state {address} {name} {column} {value}")


WRITES: Final = (
    ("1/onOff/onOff", True, {"Pow": 1}),
    ("1/thermostat/systemMode", "cool", {"Mod": 1}),
    ("1/thermostat/coolingSetpoint", 26, {"SetTem": 26}),
    ("1/thermostat/heatingSetpoint", 21, {"SetTem": 21}),
    ("1/fanControl/fanMode", "high", {"WdSpd": 5}),
    ("1/fanControl/speedSetting", 2, {"WdSpd": 2}),
    ("1/comfortOptions/freshAir", True, {"Air": 1}),
    ("1/comfortOptions/dryer", True, {"Blo": 1}),
    ("1/comfortOptions/ionizer", True, {"Health": 1}),
    ("1/comfortOptions/sleepMode", True, {"SwhSlp": 1, "SlpMod": 1}),
    ("1/vendor/gree.SlpMod", 3, {"SlpMod": 3}),
    ("1/userInterface/displayOn", False, {"Lig": 0}),
    ("1/comfortOptions/verticalSwing", True, {"SwUpDn": 1}),
    ("1/vendor/gree.SwUpDn", 9, {"SwUpDn": 9}),
    ("1/comfortOptions/horizontalSwing", True, {"SwingLfRig": 1}),
    ("1/vendor/gree.SwingLfRig", 4, {"SwingLfRig": 4}),
    ("1/comfortOptions/quietMode", True, {"Quiet": 1}),
    ("1/vendor/gree.Quiet", 2, {"Quiet": 2}),
    ("1/comfortOptions/boostMode", True, {"Tur": 1}),
    ("1/thermostat/frostProtection", True, {"StHt": 1}),
    ("1/comfortOptions/ecoMode", True, {"SvSt": 1}),
    ("1/vendor/gree.Buzzer_ON_OFF", 1, {"Buzzer_ON_OFF": 1}),
    ("1/userInterface/temperatureDisplayUnit", "fahrenheit", {"TemUn": 1}),
)


@shows(Bad.OUT_OF_SPEC, "unexpected-value or refused-value; the value before it stays")
async def test_a_unit_from_search_to_farewell(tmp_path: Path) -> None:
    async with units("10.77.0.2", "10.77.0.3") as peers, home(tmp_path) as one:
        found = await one.search("gree")
        assert {(c["name"], c["address"], c["answers"]["host"], c["paired"]) for c in found} == {
            ("Study", "10.77.0.2", "10.77.0.2", False),
            ("Bedroom", "10.77.0.3", "10.77.0.3", False),
        }
        assert await one.pair("gree", host="10.77.0.3") == ["scan", "bind", "read"]
        bedroom = await one.device("Bedroom")
        shown = await bedroom.shown()
        assert (shown["manufacturer"], shown["model"]) == ("gree", "10001")
        assert [c["paired"] for c in await one.search("gree") if c["name"] == "Bedroom"] == [True]
        assert await bedroom.until("1/thermostat/localTemperature", 28) == 28
        assert await bedroom.value("1/thermostat/coolingSetpoint") == 24
        assert await bedroom.value("1/fanControl/speedSetting") is None  # automatic

        # everything that can be set is, and said back by the unit itself
        for path, value, columns in WRITES:
            await bedroom.write(path, value)
            assert await bedroom.value(path) == value
            await told(peers, "Bedroom", **columns)
        # it runs now, and the room grows cooler by itself
        await bedroom.until("1/thermostat/localTemperature", lambda value: value < 28)
        await at_the_unit(bedroom, peers)

        await one.ask("POST", "/adapters/gree/unpair", {"key": "020000000003"})
        await one.until("the unit to be gone", lambda: gone(one, "Bedroom"))


async def refused(device: DeviceSeen, path: str, value: object) -> str:
    """Write what is refused, and give the code."""
    body = {"value": value, "confirmation": "person"}
    reply = await device.house.ask("PUT", f"/devices/{device.id}/properties/{path}", body)
    return str(reply.body["code"])


async def gone(one: House, name: str) -> bool:
    return name not in await one.devices()


SETPOINTS: Final = {"1/thermostat/coolingSetpoint", "1/thermostat/heatingSetpoint"}


async def at_the_unit(bedroom: DeviceSeen, peers: Peer) -> None:
    # it shows Fahrenheit now: 70 of them are 21.1 °C, and a bit tells them from 69
    await bedroom.write("1/thermostat/coolingSetpoint", 21.1)
    await told(peers, "Bedroom", SetTem=21, TemRec=1)
    assert await refused(bedroom, "1/thermostat/coolingSetpoint", 15) == "out-of-range"
    assert await refused(bedroom, "1/fanControl/speedSetting", 6) == "out-of-range"
    # somebody takes the remote control, and the sun comes out
    await peers.say("set 10.77.0.3 Bedroom Mod 4")
    await bedroom.until("1/thermostat/systemMode", "heat")
    await peers.say("room 10.77.0.3 Bedroom 31.5")
    await bedroom.until("1/thermostat/localTemperature", 31)
    # it says what no unit should, and nothing else is lost
    await peers.say("set 10.77.0.3 Bedroom Tur 7")
    await peers.say("set 10.77.0.3 Bedroom SetTem 99")
    await peers.say("set 10.77.0.3 Bedroom Pow 0")
    await bedroom.until("1/onOff/onOff", wanted=False)
    faults = await bedroom.house.faults()
    assert [fault["place"] for fault in faults if fault["code"] == "unexpected-value"] == ["Tur"]
    assert {fault["place"] for fault in faults if fault["code"] == "refused-value"} == SETPOINTS
    assert await bedroom.value("1/comfortOptions/boostMode") is True
    assert await bedroom.value("1/thermostat/coolingSetpoint") == 21.1


async def test_a_house_of_many_firmwares(tmp_path: Path) -> None:
    async with units(*UNITS) as peers:
        async with home(tmp_path) as one:
            found = {c["address"]: c for c in await one.search("gree")}
            assert set(found) == set(UNITS)
            assert found["10.77.0.7"]["note"] == "a gateway of 6 units"
            for address, candidate in found.items():
                await one.pair("gree", host=address, mac=candidate["key"])
            await all_cool(one, peers)
            await behind_the_gateways(one, peers)
        # what was paired stays paired
        async with home(tmp_path) as one:
            for name in ("Study", "Bedroom", "Hall", "Attic", "Cellar", "Roof 6", "Shop 1", "Boiler"):
                await (await one.device(name)).write("1/onOff/onOff", value=False)


async def all_cool(one: House, peers: Peer) -> None:
    for name in ("Study", "Bedroom", "Hall", "Attic", "Cellar"):
        device = await one.device(name)
        await device.write("1/thermostat/coolingSetpoint", 18)
        await device.write("1/onOff/onOff", value=True)
        await device.write("1/thermostat/systemMode", "cool")
    await told(peers, "Cellar", Pow=1, SetTem=18, Mod=1)
    # rooms are as warm as they are told to be, whatever the sensor starts at
    for name, celsius in (("Study", 24), ("Bedroom", 28), ("Hall", 21)):
        await (await one.device(name)).until("1/thermostat/localTemperature", lambda v, c=celsius: c - 1 <= v <= c)
    paths = {p["path"] for p in (await (await one.device("Attic")).shown())["properties"]}
    assert "1/vendor/gree.HeatCoolType" not in paths
    assert "1/thermostat/localTemperature" not in paths


async def behind_the_gateways(one: House, peers: Peer) -> None:
    office, till = await one.device("Roof 6"), await one.device("Shop 1")
    assert [e["device_type"] for e in (await (await one.device("Roof")).shown())["endpoints"]] == ["gateway"]
    assert (await office.shown())["model"] == "6049"
    await office.until("1/thermostat/localTemperature", 23)
    for device, name in ((office, "Office-6"), (till, "Till")):
        await device.write("1/thermostat/systemMode", "heat")
        await device.write("1/onOff/onOff", value=True)
        await told(peers, name, Pow=1, Mod=4)
    assert await (await one.device("Roof 5")).value("1/onOff/onOff") is False
    await peers.say("room 10.77.0.2 Study 12")
    await (await one.device("Study")).until("1/thermostat/localTemperature", 12)


async def test_a_heat_pump(tmp_path: Path) -> None:
    async with units("10.77.0.9") as peers, home(tmp_path) as one:
        await one.pair("gree", host="10.77.0.9")
        boiler = await one.device("Boiler")
        assert [e["device_type"] for e in (await boiler.shown())["endpoints"]] == ["heatPump"]
        for path in ("1/heatSource/flowTemperature", "1/heatSource/returnTemperature"):
            await boiler.until(path, 31.5)
        for path, value, columns in (
            ("1/heatSource/mode", "heatingAndHotWater", {"Mod": 4}),
            ("1/heatSource/flowSetpoint", 45, {"HeWatOutTemSet": 45}),
            ("1/waterHeater/targetTemperature", 55, {"WatBoxTemSet": 55}),
            ("1/thermostat/heatingSetpoint", 21, {"HeHomTemSet": 21}),
            ("1/thermostat/coolingSetpoint", 27, {"CoHomTemSet": 27}),
            ("1/vendor/gree.CoWatOutTemSet", 12, {"CoWatOutTemSet": 12}),
            ("1/onOff/onOff", True, {"Pow": 1}),
        ):
            await boiler.write(path, value)
            await told(peers, "Boiler", **columns)
        await peers.say("room 10.77.0.9 Boiler 33.7")
        await boiler.until("1/heatSource/flowTemperature", lambda value: value >= 33.7)


@shows(Bad.MOVED, "it does not answer any more, until it is found by its MAC address; then it goes on there")
@shows(Bad.SILENT, "no answer, also from one that is there and stands still")
async def test_it_is_lost_and_comes_back_wherever_it_is(tmp_path: Path) -> None:
    async with home(tmp_path) as one:
        async with units("10.77.0.3", "10.77.0.7") as peers:
            await one.pair("gree", host="10.77.0.3")
            await one.pair("gree", host="10.77.0.7")
            bedroom, roof, office = await one.device("Bedroom"), await one.device("Roof"), await one.device("Roof 1")
            # it gets another address
            await peers.say("move 10.77.0.3 10.77.0.9")
            await bedroom.until_unreachable()
            await office.write("1/onOff/onOff", value=True)
            await bedroom.until_reachable()
            await bedroom.write("1/onOff/onOff", value=True)
            # both are there, and answer nothing
            peers.stop()
            assert "not answer" in await bedroom.until_unreachable()
            await office.until_unreachable()
            assert await refused(bedroom, "1/onOff/onOff", value=False) == "unavailable"
            peers.go_on()
            for device in (bedroom, roof, office):
                await device.until_reachable()
            # killed, and started again where it was before, with another key
            await peers.kill()
            await bedroom.until_unreachable()
        async with units("10.77.0.3", "10.77.0.7", seed="another"):
            await bedroom.until_reachable()
            await bedroom.write("1/onOff/onOff", value=True)


async def test_what_pairing_refuses(tmp_path: Path) -> None:
    async with units("10.77.0.2"), home(tmp_path) as one:
        for answers, step, code in (
            ({"host": "10.77.0.9"}, "scan", "unreachable"),
            ({"host": "10.77.0.2", "mac": "020000000003"}, "scan", "foreign-device"),
            ({"host": "10.77.0.9", "mac": "020000000003"}, "bind", "no-key"),
            ({"host": "198.51.100.7"}, "scan", "off-link"),
        ):
            attempt = await one.pairing("gree", **answers)
            assert attempt["state"] == "failed"
            assert (attempt["told"][-1]["step"], attempt["told"][-1]["code"]) == (step, code)
            assert attempt["told"][-1]["reason"]
        assert await one.devices() == {}
