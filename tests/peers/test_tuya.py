"""Devices of tuyamock, one of each version of the protocol, from the first beacon to the last farewell."""

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

FILE: Final = HERE / "tuya" / "devices.json"
LAMP, CURTAIN, COOLER, PLUG = (
    "bf0000000000000000lamp",
    "bf000000000000curtain1",
    "bf0000000000aircond001",
    "bf00000000000000plug01",
)
NAMES: Final = ("Lamp", "Curtain", "Air conditioner", "Plug")
VERSIONS: Final = {LAMP: "3.5", CURTAIN: "3.4", COOLER: "3.3", PLUG: "3.1"}
SETTINGS: Final = {"interfaces": ["home0"], "heart_beat_s": 1.0, "refresh_s": 1.0}
STEPS: Final = ["read", "connect", "key", "query"]


@asynccontextmanager
async def devices() -> AsyncIterator[Peer]:
    """Run the four mocks."""
    python = Environment("tuya").interpreter
    async with peer(python, str(HERE / "tuya" / "run.py"), str(FILE), ready="ready") as running:
        yield running


def home(folder: Path) -> AbstractAsyncContextManager[House]:
    return house(folder, Adapter("tuya", SETTINGS))


def entry(device: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in json.loads(FILE.read_text("utf-8")) if one["id"] == device)
    return found


def listed(*ids: str, without: tuple[str, ...] = (), **changes: Any) -> str:
    """Give the file, or a part of it, as the wizard would write it."""
    entries = [{**entry(one), **changes} for one in ids or VERSIONS]
    return json.dumps([{k: v for k, v in one.items() if k not in without} for one in entries], indent=4)


async def codes(one: House, code: str) -> list[str]:
    return [fault["place"] for fault in await one.faults() if fault["code"] == code]


async def gone(one: House, name: str) -> bool:
    return name not in await one.devices()


async def has(device: DeviceSeen, path: str) -> bool:
    return (await device.house.ask("GET", f"/devices/{device.id}/properties/{path}")).status == 200


async def told(mocks: Peer, device: str, values: dict[str, Any]) -> None:
    """Wait until a device was told this."""
    await mocks.until(f"told {device} {json.dumps(values)}")


async def test_all_devices_of_a_file(tmp_path: Path) -> None:
    async with devices() as mocks:
        async with home(tmp_path) as one:
            found = await one.search("tuya")
            assert {c["key"]: c["answers"]["version"] for c in found} == VERSIONS
            assert {c["address"] for c in found} == {f"10.77.0.{number}" for number in (2, 3, 4, 5)}
            assert await one.pair("tuya", file=listed()) == STEPS
            assert all(c["paired"] for c in await one.search("tuya", 0.5))
            await the_lamp(one, mocks)
            await the_curtain(one, mocks)
            await the_air_conditioner(one, mocks)
            await the_plug(one, mocks)
        # what was paired stays paired
        async with home(tmp_path) as one:
            for name in NAMES:
                await one.device(name)
            await (await one.device("Lamp")).write("1/onOff/onOff", value=False)
            await one.ask("POST", "/adapters/tuya/unpair", {"key": LAMP})
            await one.until("the lamp to be gone", lambda: gone(one, "Lamp"))


async def the_lamp(one: House, mocks: Peer) -> None:
    """3.5: white, warm, coloured, and switched by somebody else."""
    lamp = await one.device("Lamp")
    for path, value in (
        ("1/onOff/onOff", True),
        ("1/levelControl/currentLevel", 50),
        ("1/colorControl/colorTemperature", 2700),
        ("1/colorControl/colorMode", "colorTemperatureMireds"),
        ("1/colorControl/saturation", 100),
        ("1/timerControl/countdown", 0),
        ("1/vendor/tuya.scene_data_v2", "000e0d0000000000000000c803e8"),
    ):
        await lamp.until(path, value)
    await lamp.write("1/onOff/onOff", value=False)
    await lamp.write("1/levelControl/currentLevel", 30)
    await told(mocks, LAMP, {"22": 300})
    await lamp.write("1/colorControl/hue", 120)
    await told(mocks, LAMP, {"24": "007803e803e8", "21": "colour"})
    await lamp.write("1/levelControl/currentLevel", 60)
    await told(mocks, LAMP, {"24": "007803e80258"})
    await lamp.write("1/colorControl/saturation", 50)
    await lamp.write("1/colorControl/colorTemperature", 6500)
    await told(mocks, LAMP, {"23": 1000, "21": "white"})
    await lamp.write("1/timerControl/countdown", 600)
    await lamp.write("1/onOff/startUpOnOff", "off")
    await told(mocks, LAMP, {"34": True})
    await lamp.write("1/vendor/tuya.scene_data_v2", "00")
    await mocks.say(f'push {LAMP} {{"20": true, "22": 1000}}')
    await lamp.until("1/levelControl/currentLevel", 100)
    await lamp.until("1/onOff/onOff", wanted=True)
    # what its description does not have is not lost; what is no value of its kind is told, and the former stays
    await mocks.say(f'push {LAMP} {{"22": "bright", "109": 7}}')
    await one.until("the new point", lambda: has(lamp, "1/vendor/tuya.dp_109"))
    await lamp.until("1/vendor/tuya.dp_109", 7)
    assert await one.until("the fault", lambda: codes(one, "unexpected-value"))
    await mocks.say(f'push {LAMP} {{"22": 5000}}')
    assert await one.until("the fault", lambda: codes(one, "refused-value"))
    assert await lamp.value("1/levelControl/currentLevel") == 100


async def the_curtain(one: House, mocks: Peer) -> None:
    """3.4: it counts how far it is closed."""
    curtain = await one.device("Curtain")
    await curtain.until("1/windowCovering/currentPosition", 0)
    await curtain.write("1/windowCovering/targetPosition", 70)
    await told(mocks, CURTAIN, {"2": 30})
    await curtain.until("1/windowCovering/currentPosition", 70)
    await curtain.until("1/windowCovering/operationalStatus", "opening")
    await curtain.invoke("1/windowCovering/close")
    await curtain.until("1/windowCovering/currentPosition", 0)
    await curtain.invoke("1/windowCovering/open")
    await curtain.until("1/windowCovering/targetPosition", 100)
    # a motor that runs backwards counts the other way
    await curtain.write("1/windowCovering/motorReversed", value=True)
    await curtain.until("1/windowCovering/currentPosition", 0)


async def the_air_conditioner(one: House, mocks: Peer) -> None:
    """3.3, of the kind that must be asked for points by number; tenths of degrees."""
    cooler = await one.device("Air conditioner")
    await cooler.until("1/thermostat/localTemperature", 27.3)
    await cooler.write("1/onOff/onOff", value=True)
    await cooler.write("1/thermostat/coolingSetpoint", 26)
    await told(mocks, COOLER, {"2": 260})
    for path, value in (
        ("1/thermostat/systemMode", "dry"),
        ("1/fanControl/fanMode", "high"),
        ("1/comfortOptions/ecoMode", True),
        ("1/comfortOptions/ionizer", True),
        ("1/comfortOptions/verticalSwing", True),
        ("1/userInterface/displayOn", False),
        ("1/vendor/tuya.jet_profile", "storm"),
    ):
        await cooler.write(path, value)
    await told(mocks, COOLER, {"4": "wet"})
    await mocks.say(f'push {COOLER} {{"3": 265, "4": "auto"}}')
    await cooler.until("1/thermostat/localTemperature", 26.5)
    await cooler.until("1/thermostat/systemMode", "auto")


async def the_plug(one: House, mocks: Peer) -> None:
    """3.1: it measures, and tells that when it is asked."""
    plug = await one.device("Plug")
    for path, value in (
        ("1/electricalPowerMeasurement/activePower", 51.2),
        ("1/electricalPowerMeasurement/voltage", 230.1),
        ("1/electricalPowerMeasurement/activeCurrent", 0.217),
        ("1/electricalEnergyMeasurement/periodicEnergyImported", 0.1),
        ("1/deviceHealth/faultCode", "0"),
    ):
        await plug.until(path, value)
    await plug.write("1/onOff/onOff", value=False)
    await plug.write("1/onOff/startUpOnOff", "on")
    await told(mocks, PLUG, {"38": "power_on"})
    await plug.write("1/userInterface/keypadLockout", value=True)
    await plug.write("1/timerControl/countdown", 60)
    await mocks.say(f'set {PLUG} {{"19": 0, "18": 0}}')
    await plug.until("1/electricalPowerMeasurement/activePower", 0)
    await mocks.say(f'push {PLUG} {{"1": true}}')
    await plug.until("1/onOff/onOff", wanted=True)


@shows(Bad.MOVED, "it is found by what it broadcasts, and nothing else changes")
async def test_they_are_lost_and_come_back_wherever_they_are(tmp_path: Path) -> None:
    async with home(tmp_path) as one:
        async with devices() as mocks:
            # one is away while the file is read; it is known all the same, and found when it is back
            await mocks.say(f"off {PLUG}")
            await mocks.until("done off")
            assert await one.pair("tuya", file=listed()) == STEPS
            assert "Plug" not in await one.devices()
            await mocks.say(f"on {PLUG}")
            seen = [await one.device(name) for name in NAMES]
            lamp = seen[0]
            # one gets another address, which it tells by itself; the others know nothing of that
            await mocks.say(f"move {LAMP} 10.77.0.7")
            await lamp.until_unreachable()
            await lamp.until_reachable()
            await lamp.write("1/onOff/onOff", value=True)
            assert [reason for reason in (await one.devices()).values() if reason] == []
            # all are there, and answer nothing
            mocks.stop()
            assert await lamp.until_unreachable() == "no answer to 3 heart beats"
            for other in seen:
                await other.until_unreachable()
            mocks.go_on()
            for other in seen:
                await other.until_reachable()
            # killed, and started again
            await mocks.kill()
            for other in seen:
                await other.until_unreachable()
        async with devices():
            for other in seen:
                await other.until_reachable()
            await lamp.write("1/onOff/onOff", value=False)


@shows(Bad.WRONG_KEY, "local key rejected; while it is paired, that it was not paired, and why")
@shows(Bad.WRONG_VERSION, "protocol 3.5 expected; 3.3 is configured")
async def test_what_pairing_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("link", "pairing"):
        monkeypatch.setattr(f"adapters.tuya.{place}.ANSWER_S", 1.0)  # these answer at once or never
    async with devices() as mocks, home(tmp_path) as one:
        for file, code, reason in (
            (listed(key="another key 0123"), "key-rejected", "Lamp (key-rejected), Curtain (session-ended)"),
            (listed(LAMP, version="3.3"), "version-rejected", "protocol 3.5 expected; 3.3 is configured"),
            (listed(LAMP, key="short"), "bad-key", "has not 16 characters"),
            ("[]", "bad-file", "no list of devices"),
            ("", "missing-answer", "it needs a file"),
        ):
            attempt = await one.pairing("tuya", **({"file": file} if file else {}))
            last = attempt["told"][-1]
            assert (attempt["state"], last["code"]) == ("failed", code), last
            assert reason in last["reason"]
        assert await one.devices() == {}

        # by hand, without a description: where it is and what it speaks, its beacon says; what it has, its values
        assert await one.pair("tuya", id=LAMP, local_key=entry(LAMP)["key"], name="Bare") == STEPS
        bare = await one.device("Bare")
        await one.until("what it has", lambda: has(bare, "1/vendor/tuya.dp_22"))
        await bare.until("1/vendor/tuya.dp_22", 500)
        await bare.write("1/vendor/tuya.dp_20", value=False)
        # and with the file, of which only one is wanted, it is a lamp
        whole = listed(without=("ip", "version"))
        assert await one.pair("tuya", file=whole, device=LAMP) == STEPS
        lamp = await one.device("Lamp")
        await lamp.until("1/onOff/onOff", wanted=False)
        assert list(await one.devices()) == ["Lamp"]

        # its key is changed, as Tuya's app does
        await mocks.say(f"key {LAMP} a new key 012345")
        await one.until("the reason", lambda: codes(one, "key-rejected"))
        assert "local key rejected" in await lamp.until_unreachable()
