"""Nodes of echonet-lite (npm), from the first search to the last farewell."""

import asyncio
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

LIVING: Final = ("10.77.0.2", "00000200000000000000000001")
ENERGY: Final = ("10.77.0.3", "00000200000000000000000002")
ENERGY_KINDS: Final = (
    "water-heater",
    "instant-water-heater",
    "floor-heating",
    "solar",
    "battery",
    "smart-meter",
    "distribution-board",
    "light",
    "plain-light",
)
SETTINGS: Final = {"interfaces": ["10.77.0.1"], "poll_s": 0.3, "answer_s": 0.3, "pause_s": 0.0}


@asynccontextmanager
async def node(who: tuple[str, str], *kinds: str, address: str = "") -> AsyncIterator[Peer]:
    """Run a node with objects of these kinds."""
    library = Environment("echonet").program("node_modules", "echonet-lite")
    arguments = (library, address or who[0], who[1], *kinds)
    async with peer("node", str(HERE / "echonet" / "run.cjs"), *arguments, ready="ready") as running:
        yield running


def home(folder: Path) -> AbstractAsyncContextManager[House]:
    return house(folder, Adapter("echonet", SETTINGS))


def key(who: tuple[str, str]) -> str:
    return f"fe000077{who[1]}"


async def test_an_air_conditioner_from_search_to_farewell(tmp_path: Path) -> None:
    async with node(LIVING, "air-conditioner") as peers, home(tmp_path) as one:
        (found,) = await one.search("echonet")
        assert (found["address"], found["key"], found["paired"]) == ("10.77.0.2", key(LIVING), False)
        assert found["answers"] == {"host": "10.77.0.2"}
        assert await one.pair("echonet", **found["answers"]) == ["find", "identify", "maps", "read"]
        cool = await one.device("Air conditioner")
        shown = await cool.shown()
        assert (shown["manufacturer"], shown["model"], shown["serial"]) == ("0x000077", "KT-AC1", "A0001")
        assert [c["paired"] for c in await one.search("echonet")] == [True]
        await cool.until("1/onOff/onOff", wanted=True)

        # every value is read, and every one that can be written is, and read back from the air conditioner itself
        for path, value in READ_OF_COOLER.items():
            await cool.until(path, value)
        for path, value in WRITES_OF_COOLER:
            await cool.write(path, value)
            assert await cool.value(path) == value
        assert "told 013001 61 b3=16" in peers.lines
        # there is one target, that of the present mode
        await cool.write("1/thermostat/systemMode", "heat")
        await cool.until("1/thermostat/heatingSetpoint", 22)
        assert await cool.value("1/thermostat/coolingSetpoint") is None
        assert await refused(cool, "1/thermostat/coolingSetpoint", 25) == "not-now"
        assert await refused(cool, "1/thermostat/heatingSetpoint", 51) == "out-of-range"

        # somebody uses its remote control: it tells by itself; what it does not tell is asked for
        await peers.say("set 013001 b0 42")
        await cool.until("1/thermostat/systemMode", "cool")
        await peers.say("set 013001 b2 42")
        await cool.until("1/comfortOptions/boostMode", wanted=True)
        # what is outside its own specification loses nothing
        await peers.say("set 013001 80 3f")
        assert await one.until("the fault", lambda: places(one, "unexpected-value")) == ["0x80"]
        assert await cool.value("1/onOff/onOff") is False
        await peers.say("set 013001 80 30")
        await cool.until("1/onOff/onOff", wanted=True)
        # what it does not give any more is not known, and not taken
        await peers.say("refuse 013001 a3")
        await cool.until("1/fanControl/rockSetting", None)
        assert await refused(cool, "1/fanControl/rockSetting", []) == "device-refused"
        await cool.write("1/onOff/onOff", value=False)

        await one.ask("POST", "/adapters/echonet/unpair", {"key": key(LIVING)})
        await one.until("the air conditioner to be gone", lambda: gone(one, "Air conditioner"))


READ_OF_COOLER: Final = {
    "1/onOff/onOff": True,
    "1/comfortOptions/ecoMode": False,
    "1/fanControl/fanMode": "auto",
    "1/fanControl/speedSetting": None,
    "1/fanControl/rockSetting": [],
    "1/thermostat/systemMode": "cool",
    "1/thermostat/coolingSetpoint": 26,
    "1/thermostat/localTemperature": 27,
    "1/thermostat/outdoorTemperature": -5,
    "1/relativeHumidityMeasurement/measuredValue": 50,
    "1/electricalPowerMeasurement/activePower": 500,
    "1/electricalPowerMeasurement/activeCurrent": 2.3,
    "1/electricalEnergyMeasurement/cumulativeEnergyImported": 50,
    "1/deviceHealth/faultSeverity": "none",
    "1/deviceInformation/specificationVersion": "R.1",
    "1/deviceInformation/productId": "KT-AC1",
    "1/vendor/echonet.0x81": "0x08",
    "1/vendor/echonet.0xF0": "0x0102",
}
WRITES_OF_COOLER: Final = (
    ("1/comfortOptions/ecoMode", True),
    ("1/fanControl/speedSetting", 5),
    ("1/fanControl/fanMode", "manual"),
    ("1/fanControl/fanMode", "auto"),
    ("1/fanControl/rockSetting", ["rockUpDown"]),
    ("1/comfortOptions/quietMode", True),
    ("1/comfortOptions/boostMode", False),
    ("1/thermostat/coolingSetpoint", 22),
    ("1/vendor/echonet.0x81", "0x09"),
    ("1/onOff/onOff", False),
)


async def refused(one: DeviceSeen, path: str, value: object) -> str:
    """Write what is not taken, and give the code of the refusal."""
    body = {"value": value, "confirmation": "person"}
    reply = await one.house.ask("PUT", f"/devices/{one.id}/properties/{path}", body)
    assert reply.status >= 400, reply.body
    return str(reply.body["code"])


async def places(one: House, code: str) -> list[str]:
    return [fault["place"] for fault in await one.faults() if fault["code"] == code]


async def says(one: House, name: str, words: str) -> bool:
    return words in (await one.devices())[name]


async def gone(one: House, name: str) -> bool:
    return name not in await one.devices()


async def test_a_node_of_nine(tmp_path: Path) -> None:
    async with node(ENERGY, *ENERGY_KINDS) as peers:
        async with home(tmp_path) as one:
            await one.pair("echonet", host="10.77.0.3")
            seen = {}
            for name, values in READ_OF_NINE.items():
                seen[name] = await one.device(name)
                for path, value in values.items():
                    await seen[name].until(path, value)
            hub = await one.device("ECHONET Lite node")
            await hub.until("1/deviceInformation/uniqueId", f"0x{key(ENERGY).upper()}")
            for name, path, value in WRITES_OF_NINE:
                await seen[name].write(path, value)
            await fill_the_bath(seen["Heat pump water heater"], peers)
            # what somebody does at the devices: announced the one, asked for the other
            await peers.say("set 029101 b0 0a")
            await seen["Dimmable light 2"].until("1/levelControl/currentLevel", 10)
            await peers.say("set 027d01 e4 3d")
            battery = seen["Home storage battery"]
            asked = {"paths": ["1/batteryStorage/stateOfCharge"]}
            await one.ask("POST", f"/devices/{battery.id}/read", asked)
            await battery.until("1/batteryStorage/stateOfCharge", 61)
        # what was paired stays paired, and is known by the same names
        async with home(tmp_path) as one:
            await (await one.device("Dimmable light")).write("1/levelControl/currentLevel", 30)
            # it has fewer objects from now on
            await peers.say("instances solar battery")
            await (await one.device("Dimmable light")).until_unreachable()
            await (await one.device("Home storage battery")).until("1/batteryStorage/stateOfCharge", 60)


READ_OF_NINE: Final[dict[str, dict[str, Any]]] = {
    "Heat pump water heater": {
        "1/waterHeater/mode": "auto",
        "1/waterHeater/heating": True,
        "1/waterHeater/targetTemperature": 55,
        "1/waterHeater/waterTemperature": 60,
        "1/waterHeater/faults": ["waterLeak"],
        "1/waterHeater/flowing": False,
        "1/waterHeater/hotWaterVolume": 300,
        "1/waterHeater/tankVolume": 370,
        "1/bathControl/bathTargetTemperature": 42,
    },
    "Gas water heater": {
        "1/waterHeater/heating": False,
        "1/waterHeater/targetTemperature": 40,
        "1/bathControl/bathTargetTemperature": 41,
    },
    "Floor heating": {
        "1/thermostat/heatingSetpoint": 28,
        "1/thermostat/localTemperature": 21,
        "1/thermostat/floorTemperature": 25,
        "1/electricalPowerMeasurement/ratedPower": 1500,
        "1/electricalPowerMeasurement/activePower": 600,
    },
    "PV inverter": {
        "1/solarGeneration/generationPower": 2847,
        "1/solarGeneration/generationTotal": 9999.999,
        "1/solarGeneration/ratedPower": 5000,
    },
    "Home storage battery": {
        "1/batteryStorage/chargeLimit": 90,
        "1/batteryStorage/maxChargePower": 2000,
        "1/batteryStorage/chargeState": "discharging",
        "1/batteryStorage/capacity": 10,
        "1/batteryStorage/power": -1000,
        "1/electricalPowerMeasurement/activeCurrent": -10,
        "1/electricalPowerMeasurement/voltage": 200,
        "1/batteryStorage/energyCharged": 1200,
        "1/batteryStorage/operatingMode": "auto",
        "1/batteryStorage/gridConnected": True,
        "1/batteryStorage/stateOfCharge": 60,
    },
    "Electricity meter, breaker": {
        "1/electricalEnergyMeasurement/cumulativeEnergyImported": 12345.6,
        "1/electricalEnergyMeasurement/cumulativeEnergyExported": 1234.5,
        "1/electricalPowerMeasurement/activePower": -500,
        "1/electricalPowerMeasurement/activeCurrent": 2.3,
        "1/vendor/echonet.0xEA": "0x07EA0B160930000001E240",
    },
    "Electricity meter, breaker 2": {
        "1/electricalPowerMeasurement/ratedCurrent": 60,
        "1/electricalEnergyMeasurement/cumulativeEnergyImported": 40.96,
        "1/electricalPowerMeasurement/activePower": 1000,
        "1/electricalPowerMeasurement/voltage": 100,
    },
    "Dimmable light": {
        "1/onOff/onOff": False,
        "1/levelControl/currentLevel": 50,
        "1/colorControl/lightMode": "color",
        "1/colorControl/rgb": "#FF8800",
    },
    "Dimmable light 2": {"1/onOff/onOff": True, "1/levelControl/currentLevel": 100},
}
WRITES_OF_NINE: Final[tuple[tuple[str, str, Any], ...]] = (
    ("Heat pump water heater", "1/onOff/onOff", False),
    ("Gas water heater", "1/onOff/onOff", False),
    ("Home storage battery", "1/onOff/onOff", False),
    ("Dimmable light 2", "1/onOff/onOff", False),
    ("Heat pump water heater", "1/waterHeater/mode", "manual"),
    ("Heat pump water heater", "1/waterHeater/targetTemperature", 50),
    ("Heat pump water heater", "1/bathControl/bathTargetTemperature", 40),
    ("Gas water heater", "1/waterHeater/targetTemperature", 45),
    ("Gas water heater", "1/bathControl/bathTargetTemperature", 39),
    ("Floor heating", "1/thermostat/heatingSetpoint", 25),
    ("Floor heating", "1/onOff/onOff", False),
    ("Home storage battery", "1/batteryStorage/chargeLimit", 80),
    ("Home storage battery", "1/batteryStorage/dischargeLimit", 25),
    ("Home storage battery", "1/batteryStorage/operatingMode", "standby"),
    ("Dimmable light", "1/onOff/onOff", True),
    ("Dimmable light", "1/levelControl/currentLevel", 70),
    ("Dimmable light", "1/colorControl/rgb", "#00FF00"),
    ("Dimmable light", "1/colorControl/lightMode", "night"),
    ("Dimmable light 2", "1/levelControl/currentLevel", 20),
)


async def fill_the_bath(heater: DeviceSeen, peers: Peer) -> None:
    """The node takes the command; that something of the bath moves meanwhile is its effect."""
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(heater.invoke("1/bathControl/fillBath"))
        await peers.until("told 026b01 61 e3=41")
        await peers.say("set 026b01 d3 29")


@shows(Bad.MOVED, "it is found by its identification number; another node at its address is told, and not taken for it")
async def test_it_is_lost_and_comes_back_wherever_it_is(tmp_path: Path) -> None:
    async with home(tmp_path) as one:
        async with node(LIVING, "air-conditioner") as cooler, node(ENERGY, "light", "solar") as energy:
            found = await one.search("echonet")
            assert {c["address"] for c in found} == {"10.77.0.2", "10.77.0.3"}
            await one.pair("echonet", host="10.77.0.2")
            await one.pair("echonet", host="10.77.0.3")
            cool, lamp = await one.device("Air conditioner"), await one.device("Dimmable light")
            # it is there, and answers nothing; the other one is well
            cooler.stop()
            assert "no answer to 2 questions" in await cool.until_unreachable()
            assert await refused(cool, "1/onOff/onOff", value=False) == "unavailable"
            await lamp.write("1/onOff/onOff", value=True)
            cooler.go_on()
            await cool.until_reachable()
            # killed, all that is behind it too
            await energy.kill()
            await lamp.until_unreachable()
            await (await one.device("Air conditioner")).write("1/onOff/onOff", value=True)
            await cooler.kill()
            await cool.until_unreachable()
        # they come back, one at another address, which the other one of them had
        async with node(LIVING, "air-conditioner", address=ENERGY[0]):
            await cool.until_reachable()
            await cool.write("1/thermostat/coolingSetpoint", 25)
            await one.until("the other node to be seen", lambda: says(one, "Dimmable light", "another node answers"))
            async with node(ENERGY, "light", "solar", address="10.77.0.4"):
                await lamp.until_reachable()
                await lamp.write("1/onOff/onOff", value=True)


async def test_what_pairing_refuses(tmp_path: Path) -> None:
    async with node(LIVING), home(tmp_path) as one:
        for host, step, code in (
            ("10.77.0.9", "find", "no-answer"),
            ("10.77.0.2", "find", "no-devices"),
            ("192.0.2.1", "find", "off-link"),
        ):
            attempt = await one.pairing("echonet", host=host)
            assert attempt["state"] == "failed", attempt
            assert (attempt["told"][-1]["step"], attempt["told"][-1]["code"]) == (step, code)
            assert attempt["told"][-1]["reason"]
        assert await one.devices() == {}
