"""An inverter, a meter, a battery and a heat pump of pymodbus's simulator, and a site of dertwin."""

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

MODBUS: Final = HERE / "modbus"
HOST: Final = "10.77.0.2"
PUMP: Final = "10.77.0.3"
SETTINGS: Final = {"poll_s": 0.2, "answer_s": 0.2, "pause_s": 0.002}
STEPS: Final = ["connect", "identify", "read"]
ALL: Final = ("1=inverter", "2=meter", "3=battery")


@asynccontextmanager
async def site(*units: str, host: str = HOST) -> AsyncIterator[Peer]:
    """Run a simulator with these units, "1=inverter"."""
    python = Environment("modbus").interpreter
    command = (python, str(MODBUS / "run.py"), str(MODBUS / "site.json"), f"{host}:502", *units)
    async with peer(*command, ready="ready") as running:
        yield running


def home(folder: Path, **more: Any) -> AbstractAsyncContextManager[House]:
    return house(folder, Adapter("modbus", {**SETTINGS, **more}))


async def test_three_sunspec_devices_behind_one_gateway(tmp_path: Path) -> None:
    async with site(*ALL) as peers, home(tmp_path) as one:
        # nothing can be searched for, so the address is given
        assert await one.search("modbus", 0.5) == []
        for unit in "123":
            assert await one.pair("modbus", host=HOST, unit=unit) == STEPS
        assert {c["answers"]["unit"] for c in await one.search("modbus", 0.5) if c["paired"]} == {"1", "2", "3"}

        # each says itself what it is and has
        sun, meter, cell = [await one.device(name) for name in ("Acme Sol 5", "Acme Meter 3", "Acme Cell 10")]
        shown = await sun.shown()
        assert (shown["manufacturer"], shown["model"], shown["firmware"]) == ("Acme", "Sol 5", "1.2")
        for device, values in ((sun, INVERTER), (meter, METER), (cell, BATTERY)):
            for path, value in values.items():
                await device.until(path, value)
        await one.until("the gateway", lambda: behind(one, "Modbus 10.77.0.2", {sun.id, meter.id, cell.id}))

        # the sun comes out, the battery fills up
        await peers.say("set 1 holding 40084 3150")
        await sun.until("1/solarGeneration/generationPower", 3150)
        assert await sun.value("1/electricalPowerMeasurement/activePower") == -3150
        await peers.say("set 3 holding 40086 5")
        await cell.until("1/batteryStorage/chargeState", "full")
        # a value that was not there comes to be
        await peers.say("set 1 holding 40088 2755")
        await peers.say("set 1 holding 40089 0")
        await one.until("the apparent power", lambda: holds(sun, "1/electricalPowerMeasurement/apparentPower", 2755))

        # what can be written is, and read back
        for path, value in WRITES_OF_INVERTER:
            await sun.write(path, value)
            assert await sun.value(path) == value
        await peers.until("wrote 1 6 40155 60")
        await cell.write("1/batteryStorage/backupReserve", 30)
        await peers.until("wrote 3 6 40080 300")

        await one.ask("POST", "/adapters/modbus/unpair", {"key": "sunspec-Acme-AM0002"})
        await one.until("the meter to be gone", lambda: gone(one, "Acme Meter 3"))
        await sun.write("1/vendor/sunspec.123.WMaxLimPct", 70)


INVERTER: Final = {
    "1/deviceInformation/serialNumber": "AC0001",
    "1/electricalPowerMeasurement/activePower": -2700,
    "1/electricalPowerMeasurement/activeCurrent": 12.3,
    "1/electricalPowerMeasurement/frequency": 50.01,
    "1/solarGeneration/generationPower": 2700,
    "1/solarGeneration/generationTotal": 1234.567,
    "1/solarGeneration/stringVoltage": 612,
    "1/solarGeneration/inverterTemperature": 41.2,
    "1/solarGeneration/inverterState": "generating",
    "1/solarGeneration/ratedPower": 5000,
    "1/solarGeneration/faults": [],
    "2/electricalPowerMeasurement/voltage": 230.1,
    "4/electricalPowerMeasurement/activeCurrent": 4.1,
    "5/solarGeneration/stringCurrent": 2.2,
    "5/vendor/sunspec.160.1.IDStr": "East",
    "6/solarGeneration/stringPower": 1450,
}
METER: Final = {
    "1/electricalPowerMeasurement/activePower": -1520,
    "1/electricalPowerMeasurement/voltage": 230.2,
    "1/electricalEnergyMeasurement/cumulativeEnergyExported": 8000,
    "1/electricalEnergyMeasurement/cumulativeEnergyImported": 2500,
    "3/electricalPowerMeasurement/activePower": -500,
}
BATTERY: Final = {
    "1/batteryStorage/stateOfCharge": 65.5,
    "1/batteryStorage/stateOfHealth": 98,
    "1/batteryStorage/capacity": 10.24,
    "1/batteryStorage/storedEnergy": 6.7,
    "1/batteryStorage/power": 1100,
    "1/batteryStorage/chargeState": "charging",
    "1/batteryStorage/backupReserve": 20,
    "1/batteryStorage/cycleCount": 321,
    "1/electricalPowerMeasurement/voltage": 51.2,
}
WRITES_OF_INVERTER: Final = (
    ("1/vendor/sunspec.123.WMaxLimPct", 60),
    ("1/vendor/sunspec.123.WMaxLim_Ena", "enabled"),
    ("1/vendor/sunspec.123.Conn", "connect"),
)


async def behind(one: House, gateway: str, wanted: set[str]) -> bool:
    """Whether a gateway is there, and these devices are."""
    listed = (await one.ask("GET", "/devices")).body["devices"]
    return any(d["name"] == gateway and d["available"] for d in listed) and wanted <= {d["id"] for d in listed}


async def holds(device: DeviceSeen, path: str, value: object) -> bool:
    """Whether a property that may not be there yet has a value."""
    reply = await device.house.ask("GET", f"/devices/{device.id}/properties/{path}")
    return bool(reply.body.get("value") == value)


async def gone(one: House, name: str) -> bool:
    return name not in await one.devices()


@shows(Bad.OUT_OF_SPEC, "unexpected value, told as a fault; the value before it stays")
async def test_a_heat_pump_by_its_table(tmp_path: Path) -> None:
    devices = [{"host": PUMP, "unit": 4, "profile": "heat-pump", "name": "Pump", "id": "pump"}]
    async with site("4=heat-pump", host=PUMP) as peers, home(tmp_path, devices=devices) as one:
        pump = await one.device("Pump")
        again = await one.pairing("modbus", host=PUMP, unit="4", profile="heat-pump")
        assert again["told"][-1]["code"] == "configured"
        for path, value in READ_OF_PUMP.items():
            await pump.until(path, value)
        for path, value in WRITES_OF_PUMP:
            await pump.write(path, value)
            assert await pump.value(path) == value
        await peers.until("wrote 4 6 2 525")
        await peers.until("wrote 4 5 0 1")
        assert await refused(pump, "1/heatSource/flowSetpoint", 70) == "out-of-range"

        # it does something by itself; a sensor breaks
        await peers.say("set 4 discrete 1 1")
        await pump.until("1/heatSource/defrosting", wanted=True)
        await peers.say("set 4 input 17 0x0005")
        await pump.until("1/heatSource/faults", ["noFlow", "sensor"])
        await peers.say("set 4 input 2 0x8000")
        await pump.until("1/heatSource/outdoorTemperature", None)
        # a number outside its own range is told, and nothing is lost
        await peers.say("set 4 input 0 9999")
        await one.until("the fault", lambda: faulty(one))
        await peers.say("set 4 input 0 355")
        await pump.until("1/heatSource/flowTemperature", 35.5)


READ_OF_PUMP: Final = {
    "1/heatSource/sourceType": "airSourceHeatPump",
    "1/heatSource/flowTemperature": 35.2,
    "1/heatSource/returnTemperature": 30.1,
    "1/heatSource/outdoorTemperature": -4.5,
    "1/heatSource/waterPressure": 1.62,
    "1/heatSource/mode": "heating",
    "1/heatSource/coefficientOfPerformance": 3.3,
    "1/heatSource/thermalPower": 6100,
    "1/heatSource/defrosting": False,
    "1/electricalPowerMeasurement/activePower": 1850,
    "1/electricalEnergyMeasurement/cumulativeEnergyImported": 1234.5,
    "2/waterHeater/waterTemperature": 48.5,
    "2/waterHeater/targetTemperature": 48,
    "1/vendor/heat-pump.software-version": "HP 2.1",
    "1/vendor/heat-pump.compressor-on": True,
}
WRITES_OF_PUMP: Final = (
    ("1/heatSource/mode", "heatingAndHotWater"),
    ("1/heatSource/flowSetpoint", 37.5),
    ("1/heatSource/heatingCurve", 0.85),
    ("1/heatSource/quietMode", True),
    ("1/heatSource/summerMode", True),
    ("2/waterHeater/targetTemperature", 52.5),
    ("2/waterHeater/sterilization", True),
)


async def refused(device: DeviceSeen, path: str, value: object) -> str:
    """Write what is refused, and give the code."""
    body = {"value": value, "confirmation": "person"}
    reply = await device.house.ask("PUT", f"/devices/{device.id}/properties/{path}", body)
    assert reply.status >= 400, reply.body
    return str(reply.body["code"])


async def faulty(one: House) -> bool:
    return any("flowTemperature" in str(fault) or "flow-temperature" in str(fault) for fault in await one.faults())


async def test_it_is_lost_and_comes_back(tmp_path: Path) -> None:
    async with home(tmp_path) as one:
        async with site(*ALL[:2]) as peers:
            for unit in "12":
                await one.pair("modbus", host=HOST, unit=unit)
            sun, meter = await one.device("Acme Sol 5"), await one.device("Acme Meter 3")
            # it takes what is sent and answers nothing
            peers.stop()
            assert "no answer" in await sun.until_unreachable()
            await meter.until_unreachable()
            assert await refused(sun, "1/vendor/sunspec.123.WMaxLimPct", 50) == "unavailable"
            peers.go_on()
            await sun.until_reachable()
            await meter.until_reachable()
            await peers.kill()
            await sun.until_unreachable()
        async with site(*ALL[:2]):
            await sun.until_reachable()
            await sun.write("1/vendor/sunspec.123.WMaxLimPct", 50)
        # another device at its address is not it
        async with site("1=battery", "2=meter"):
            assert "another device" in await one.until("the reason", lambda: reason(one, "Acme Sol 5", "another"))
            await meter.until_reachable()
    # what was paired stays paired
    async with site(*ALL[:2]), home(tmp_path) as one:
        sun = await one.device("Acme Sol 5")
        await sun.write("1/vendor/sunspec.123.WMaxLimPct", 40)
        await one.device("Acme Meter 3")


async def reason(one: House, name: str, text: str) -> str:
    told = (await one.devices()).get(name, "")
    return told if text in told else ""


async def test_what_pairing_refuses(tmp_path: Path) -> None:
    async with site("1=inverter", "4=heat-pump"), home(tmp_path) as one:
        for answers, step, code in (
            ({"host": "10.77.0.9"}, "connect", "unreachable"),
            ({"host": "192.0.2.7"}, "connect", "off-link"),
            ({"host": HOST, "unit": "7"}, "identify", "gateway-silence"),
            ({"host": HOST, "unit": "4"}, "identify", "no-sunspec"),
            ({"host": HOST, "unit": "4", "profile": "acme"}, "identify", "no-profile"),
            ({"host": HOST, "unit": "1", "profile": "heat-pump"}, "read", "nothing-readable"),
        ):
            attempt = await one.pairing("modbus", **answers)
            assert attempt["state"] == "failed"
            assert (attempt["told"][-1]["step"], attempt["told"][-1]["code"]) == (step, code)
            assert attempt["told"][-1]["reason"]
        assert await one.devices() == {}


TWIN: Final = HERE / "dertwin"


async def test_a_site_of_dertwin_by_profiles_of_files(tmp_path: Path) -> None:
    python = Environment("dertwin").interpreter
    command = (python, "-m", "dertwin.main", "-c", str(TWIN / "site.json"))
    devices = [
        {"host": "10.77.0.4", "profile": "twin-battery", "name": "Cell"},
        {"host": "10.77.0.5", "profile": "twin-inverter", "name": "Roof"},
    ]
    settings = {"devices": devices, "profiles": str(TWIN / "profiles")}
    async with peer(*command, ready="Simulation engine started"), home(tmp_path, **settings) as one:
        roof, cell = await one.device("Roof"), await one.device("Cell")
        await cell.until("1/batteryStorage/stateOfHealth", lambda value: 0 < value <= 100)
        assert await cell.value("1/electricalPowerMeasurement/frequency") == pytest.approx(50, abs=1)

        # the battery is told to charge, and does
        await cell.write("1/vendor/twin-battery.run", "run")
        await cell.write("1/vendor/twin-battery.setpoint", 5)
        await cell.until("1/batteryStorage/power", lambda value: 4500 < value < 5500)
        await cell.until("1/batteryStorage/energyCharged", lambda value: value > 0)

        # the inverter at noon is held back
        await roof.write("1/vendor/twin-inverter.on", value=True)
        await roof.write("1/solarGeneration/exportLimit", 100)
        await roof.until("1/solarGeneration/generationPower", lambda value: value > 2000)
        await roof.write("1/solarGeneration/exportLimit", 20)
        await roof.until("1/solarGeneration/generationPower", lambda value: 0 < value <= 1300)
