"""A KNX installation behind knxd, with devices that xknx plays on its bus: from first search to last farewell."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import pytest

from adapters.knx.way import Interfaced, Pace, everybody
from adapters.sdk.tap import Tap
from tests.adapters.bad_input import Bad, shows
from tests.peers.environment import HERE, Environment
from tests.peers.house import Adapter, House, house
from tests.peers.process import Peer, peer

pytestmark = [pytest.mark.peer, pytest.mark.usefixtures("alone")]

KNXD: Final = "/usr/bin/knxd"
HOST: Final = "10.77.0.1"
"""knxd binds all addresses, and answers with the first."""
BUS: Final = (
    ("1/0/2", "1.001", False),
    ("1/0/4", "5.001", 20),
    ("1/0/7", "7.600", 3000),
    ("1/0/9", "232.600", {"red": 255, "green": 0, "blue": 0}),
    ("1/1/2", "1.001", True),
    ("2/0/4", "5.001", 0),
    ("2/0/6", "5.001", 50),
    ("3/0/1", "9.001", 19.5),
    ("3/0/3", "9.001", 21),
    ("3/0/5", "20.102", "comfort"),
    ("3/0/6", "5.001", 40),
    ("3/0/8", "20.105", "heat"),
    ("4/0/1", "9.001", 4.5),
    ("4/0/2", "9.007", 55.5),
    ("4/0/3", "9.004", 1000),
    ("4/0/4", "1.018", False),
    ("5/0/1", "13.010", 1_234_000),
    ("5/0/2", "14.056", 812.5),
)
DEVICES: Final = [
    {
        "name": "Ceiling light",
        "type": "light",
        "addresses": {
            "switch": "1/0/1",
            "switch_state": "1/0/2",
            "brightness": "1/0/3",
            "brightness_state": "1/0/4",
            "color_temperature": "1/0/6",
            "color_temperature_state": "1/0/7",
            "rgb": "1/0/8",
            "rgb_state": "1/0/9",
            "dim": "1/0/10",
        },
    },
    {"name": "Garden light", "type": "light", "addresses": {"switch": "1/0/5"}},
    {"name": "All lights", "type": "light", "addresses": {"switch": "1/1/1", "switch_state": "1/1/2"}},
    {
        "name": "Blind",
        "type": "blind",
        "addresses": {
            "move": "2/0/1",
            "stop": "2/0/2",
            "position": "2/0/3",
            "position_state": "2/0/4",
            "tilt": "2/0/5",
            "tilt_state": "2/0/6",
        },
    },
    {
        "name": "Thermostat",
        "type": "thermostat",
        "addresses": {
            "temperature": "3/0/1",
            "setpoint": "3/0/2",
            "setpoint_state": "3/0/3",
            "mode": "3/0/4",
            "mode_state": "3/0/5",
            "valve": "3/0/6",
            "control_mode": "3/0/7",
            "control_mode_state": "3/0/8",
        },
    },
    {
        "name": "Weather",
        "type": "sensor",
        "addresses": {"temperature": "4/0/1", "humidity": "4/0/2", "illuminance": "4/0/3", "presence": "4/0/4"},
    },
    {"name": "Meter", "type": "meter", "addresses": {"energy": "5/0/1", "power": "5/0/2"}},
    {"name": "Scenes", "type": "scene", "addresses": {"scene": "6/0/1"}},
]
SETTINGS: Final[dict[str, Any]] = {
    "interfaces": ["home0"],
    "devices": DEVICES,
    "telegrams_per_s": 20,
    "answer_s": 0.5,
    "heartbeat_s": 0.3,
}


def near(wanted: float, within: float) -> Callable[[Any], bool]:
    """Accept what two octets can say of a number."""
    return lambda value: value is not None and abs(value - wanted) < within


READ: Final[dict[str, dict[str, Any]]] = {
    "Ceiling light": {
        "1/onOff/onOff": False,
        "1/levelControl/currentLevel": 20,
        "1/colorControl/colorTemperature": 3000,
        "1/colorControl/rgb": "#ff0000",
    },
    "All lights": {"1/onOff/onOff": True},
    "Blind": {"1/windowCovering/currentPosition": 100, "1/windowCovering/currentTilt": near(50, 1)},
    "Thermostat": {
        "1/thermostat/localTemperature": 19.5,
        "1/thermostat/heatingSetpoint": 21,
        "1/thermostat/preset": "comfort",
        "1/thermostat/heatingDemand": 40,
        "1/thermostat/systemMode": "heat",
    },
    "Weather": {
        "1/temperatureMeasurement/measuredValue": 4.5,
        "1/relativeHumidityMeasurement/measuredValue": near(55.5, 0.1),
        "1/illuminanceMeasurement/measuredValue": near(1000, 1),
        "1/occupancySensing/occupied": False,
    },
    "Meter": {
        "1/electricalEnergyMeasurement/cumulativeEnergyImported": 1234,
        "1/electricalPowerMeasurement/activePower": 812.5,
    },
}
WRITES: Final = (
    ("Ceiling light", "1/onOff/onOff", True, "told 1/0/1 =1"),
    ("Ceiling light", "1/levelControl/currentLevel", 40, "told 1/0/3 66"),
    ("Ceiling light", "1/colorControl/colorTemperature", 4000, "told 1/0/6 0fa0"),
    ("Ceiling light", "1/colorControl/rgb", "#00ff80", "told 1/0/8 00ff80"),
    ("Thermostat", "1/thermostat/heatingSetpoint", 22.5, "told 3/0/2 0c65"),
    ("Thermostat", "1/thermostat/preset", "eco", "told 3/0/4 03"),
    ("Thermostat", "1/thermostat/systemMode", "off", "told 3/0/7 06"),
)


@asynccontextmanager
async def interface(environ: dict[str, str] | None = None) -> AsyncIterator[Peer]:
    """Run knxd with a bus that has nothing on it."""
    Environment("knx").interpreter  # noqa: B018 - skips where it is not installed
    names = ("-e", "1.0.1", "-E", "1.0.10:8", "-n", "house", "-D", "-T", "-R", "-S", "-b", "dummy:")
    async with peer(KNXD, *names, environ=environ) as running:
        yield running


@asynccontextmanager
async def devices() -> AsyncIterator[Peer]:
    """Put devices on the bus."""
    python = Environment("knx").interpreter
    async with peer(python, str(HERE / "knx" / "run.py"), HOST, HOST, json.dumps(BUS), ready="ready") as running:
        yield running


async def read_all(one: House) -> None:
    for name, values in READ.items():
        device = await one.device(name)
        for path, value in values.items():
            await device.until(path, value)


async def test_an_installation_from_search_to_farewell(tmp_path: Path) -> None:
    async with interface(), devices() as bus:
        async with house(tmp_path, Adapter("knx", SETTINGS)) as one:
            (found,) = await one.search("knx")
            assert (found["name"], found["answers"], found["paired"]) == ("house", {"host": HOST}, False)
            assert await one.pair("knx", host=HOST) == ["connect", "describe", "tunnel", "addresses"]
            await (await one.device("house")).until("1/deviceInformation/ipAddress", HOST)

            # every state is read, and what can be written is, and told back by the actuators
            await read_all(one)
            for name, path, value, telegram in WRITES:
                await (await one.device(name)).write(path, value)
                await bus.until(telegram)
            await at_the_devices(one, bus)
            await scene(one, bus)
        # what was paired stays paired
        async with house(tmp_path, Adapter("knx", SETTINGS)) as one:
            await (await one.device("All lights")).write("1/onOff/onOff", value=True)
            assert [c["paired"] for c in await one.search("knx")] == [True]
            await one.ask("POST", "/adapters/knx/unpair", {"key": "knx"})
            assert await one.until("all to be gone", lambda: nobody(one)) is True


async def nobody(one: House) -> bool:
    return await one.devices() == {}


async def at_the_devices(one: House, bus: Peer) -> None:
    """Somebody does something in the house, and one device says what it may not."""
    await bus.say("set 4/0/1 9.001 -3.5")
    await bus.say("set 4/0/4 1.018 true")
    await bus.say("set 1/0/5 1.001 true")
    weather = await one.device("Weather")
    await weather.until("1/temperatureMeasurement/measuredValue", -3.5)
    await weather.until("1/occupancySensing/occupied", wanted=True)
    await (await one.device("Garden light")).until("1/onOff/onOff", wanted=True)
    await bus.say("say 4/0/1 0102030405")
    assert await one.until("the fault", lambda: codes(one, "unexpected-value"))
    assert await weather.value("1/temperatureMeasurement/measuredValue") == -3.5


async def codes(one: House, code: str) -> list[str]:
    return [fault["place"] for fault in await one.faults() if fault["code"] == code]


async def scene(one: House, bus: Peer) -> None:
    """All lights off, blinds closed; where nobody tells back, that is said."""
    await (await one.device("All lights")).write("1/onOff/onOff", value=False)
    await (await one.device("Garden light")).write("1/onOff/onOff", value=False, outcome="unconfirmed")
    await bus.until("told 1/0/5 =0")
    blind = await one.device("Blind")
    await blind.write("1/windowCovering/targetPosition", 60, outcome="unconfirmed")
    await blind.until("1/windowCovering/currentPosition", 60)
    await blind.invoke("1/windowCovering/close")
    await blind.until("1/windowCovering/currentPosition", 0)
    await blind.invoke("1/windowCovering/stop", outcome="unconfirmed")
    await blind.invoke("1/windowCovering/goToTilt", tilt=0)
    await (await one.device("Scenes")).write("1/vendor/knx.scene", 5, outcome="unconfirmed")
    for telegram in ("told 2/0/1 =1", "told 2/0/2 =1", "told 2/0/5 ff", "told 6/0/1 04"):
        await bus.until(telegram)


async def test_it_is_lost_and_comes_back(tmp_path: Path) -> None:
    settings = {**SETTINGS, "host": HOST}
    async with house(tmp_path, Adapter("knx", settings)) as one:
        assert (await one.pairing("knx", host=HOST))["told"][-1]["code"] == "configured"
        async with interface() as knxd, devices():
            light = await one.device("All lights")
            blind = await one.device("Blind")
            await light.until("1/onOff/onOff", wanted=True)
            # it is there, and answers nothing
            knxd.stop()
            assert "no answer" in await light.until_unreachable()
            assert "no answer" in await blind.until_unreachable()
            path = f"/devices/{light.id}/properties/1/onOff/onOff"
            assert (await one.ask("PUT", path, {"value": False})).body["code"] == "unavailable"
            knxd.go_on()
            await light.until_reachable()
            # killed, with everything behind it
            await knxd.kill()
            await light.until_unreachable()
        async with interface(), devices():
            await light.until_reachable()
            await light.write("1/onOff/onOff", value=False)
    # the same home, opened again
    async with interface(), devices(), house(tmp_path, Adapter("knx", settings)) as one:
        await (await one.device("All lights")).write("1/onOff/onOff", value=False)


async def test_what_pairing_refuses(tmp_path: Path) -> None:
    async with interface(), house(tmp_path, Adapter("knx", {**SETTINGS, "devices": []})) as one:
        for answers, step, code in (
            ({"host": "192.0.2.1"}, "connect", "off-link"),
            ({"host": "10.77.0.77"}, "describe", "no-answer"),
            ({"host": HOST, "addresses": "nothing"}, "addresses", "bad-project"),
            ({"host": HOST, "individual_address": "1.1.900"}, "connect", "bad-address"),
        ):
            attempt = await one.pairing("knx", **answers)
            assert attempt["state"] == "failed"
            assert (attempt["told"][-1]["step"], attempt["told"][-1]["code"]) == (step, code)
            assert attempt["told"][-1]["reason"]
        assert await one.devices() == {}

        # with addresses from ETS and no grouping, nothing is lost
        export = '"Group name"\t"Address"\t"DatapointType"\nLamp\t1/1/1\tDPST-1-1\n'
        await one.pair("knx", host=HOST, addresses=export)
        device = await one.device("KNX 1/1")
        await device.write("1/vendor/knx.1-1-1", value=True, outcome="unconfirmed")


async def test_routers_are_heard_without_a_tunnel(tmp_path: Path) -> None:
    # knxd takes what comes from its own address for its own
    settings = {**SETTINGS, "routing": "10.77.0.5", "individual_address": "1.0.200"}
    async with interface(), devices() as bus, house(tmp_path, Adapter("knx", settings)) as one:
        light = await one.device("All lights")
        await light.until("1/onOff/onOff", wanted=True)
        await light.write("1/onOff/onOff", value=False)
        await bus.until("told 1/1/1 =0")


@shows(Bad.MOVED, "an interface that was paired is found by its hardware address")
async def test_an_interface_that_has_another_address_is_found_by_what_it_is() -> None:
    async with interface():
        (server,) = (await everybody(["home0"], 1.0)).values()
        way = Interfaced(host="10.77.0.9", mac=server.mac, interfaces=["home0"], pace=Pace(answer_s=0.3), tap=Tap())
        async with way(lambda _: None, lambda _: None) as found:
            assert found.host == HOST
