"""ESPHome's own firmware on its host platform: a board with one of each common kind of entity."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from adapters.esphome import link
from tests.peers.environment import Environment
from tests.peers.house import Adapter, DeviceSeen, house
from tests.peers.process import Peer, peer

pytestmark = [pytest.mark.peer, pytest.mark.usefixtures("alone")]

HOST = "10.77.0.2"
ESPHOME = Adapter("esphome", {"interfaces": ["home0"]})


@asynccontextmanager
async def board(folder: Path) -> AsyncIterator[Peer]:
    """Run the board; what it keeps is in the folder."""
    program = Environment("esphome").program("board")
    async with peer(program, environ={"HOME": str(folder)}, folder=str(folder)) as one:
        await answers()
        yield one


async def answers() -> None:
    """Wait until its port takes connections."""
    async with asyncio.timeout(20):
        while True:
            try:
                _, writer = await asyncio.open_connection(HOST, 6053)
            except OSError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                await writer.wait_closed()
                return


async def paths(device: DeviceSeen) -> dict[str, str]:
    """Give the paths of its properties, by endpoint label and name."""
    shown = await device.shown()
    labels = {one["id"]: one["label"] for one in shown["endpoints"]}
    return {f"{labels[one['endpoint']]}.{one['path'].split('/', 1)[1]}": one["path"] for one in shown["properties"]}


async def written(device: DeviceSeen, path: str, *values: Any) -> None:
    """Write values one after the other; each is confirmed by the board's own report."""
    for value in values:
        await device.write(path, value)
        await device.until(path, value)


async def test_a_board_is_paired_read_written_lost_and_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link, "KEEPALIVE_S", 1.0)  # so that its silence is noticed sooner
    async with board(tmp_path) as one, house(tmp_path, ESPHOME) as home:
        assert await home.pair("esphome", host=HOST) == ["connect", "entities"]
        device = await home.device("Board")
        at = await paths(device)

        # read all
        await device.until(at["Lamp.onOff/onOff"], False)
        await device.until(at["Tune.vendor/esphome.select.tune.state"], "soft")
        await device.until(at["Threshold.vendor/esphome.number.threshold.state"], 10)
        await device.until(at["Note.vendor/esphome.text.note.state"], "hello")

        # write each writable property
        await written(device, at["Lamp.onOff/onOff"], True)
        await written(device, at["Lamp.levelControl/currentLevel"], 40)
        await written(device, at["Plug.onOff/onOff"], True, False)
        await written(device, at["Tune.vendor/esphome.select.tune.state"], "loud")
        await written(device, at["Note.vendor/esphome.text.note.state"], "你好")
        await written(device, at["Blower.onOff/onOff"], True)
        await written(device, at["Blower.fanControl/percentSetting"], 50)
        await device.write(at["Curtain.windowCovering/targetPosition"], 0, "unconfirmed")
        await device.until(at["Curtain.windowCovering/currentPosition"], 0)
        await written(device, at["Climate.thermostat/heatingSetpoint"], 19)
        await written(device, at["Climate.thermostat/systemMode"], "heat")

        # commands
        gate = at["Gate.doorLock/lockState"].split("/", 1)[0]
        await device.invoke(f"{gate}/doorLock/lockDoor")
        await device.until(at["Gate.doorLock/lockState"], "locked")
        curtain = at["Curtain.windowCovering/currentPosition"].split("/", 1)[0]
        await device.invoke(f"{curtain}/windowCovering/open")
        await device.until(at["Curtain.windowCovering/currentPosition"], 100)

        # what the board tells by itself: its number drives its sensors
        await device.write(at["Threshold.vendor/esphome.number.threshold.state"], 21.5)
        await device.until(at["Warmth.temperatureMeasurement/measuredValue"], 21.5)
        await device.until(at["Door.contactState/open"], True)

        # out of its range: refused before anything is sent
        path = f"/devices/{device.id}/properties/{at['Lamp.levelControl/currentLevel']}"
        refused = await home.ask("PUT", path, {"value": 140})
        assert (refused.status, refused.code) == (422, "out-of-range")

        # lost and found
        await one.kill()
        assert await device.until_unreachable()
        async with board(tmp_path):
            await device.until_reachable()
            await device.until(at["Tune.vendor/esphome.select.tune.state"], "soft")

    # a restart of the home needs no pairing anew; then it is given up
    async with board(tmp_path) as one, house(tmp_path, ESPHOME) as home:
        device = await home.device("Board")
        one.stop()
        assert await device.until_unreachable(40) == "the device does not answer"
        one.go_on()
        await device.until_reachable(40)
        (kept,) = (await home.ask("GET", "/adapters/esphome/pairing")).body["paired"]
        assert (await home.ask("POST", "/adapters/esphome/unpair", {"key": kept["key"]})).status == 204
        await home.until("no device", lambda: none_left(home))


async def none_left(home: Any) -> bool:
    return not await home.devices()


async def test_a_key_that_the_board_does_not_have_is_told(tmp_path: Path) -> None:
    async with board(tmp_path), house(tmp_path, ESPHOME) as home:
        attempt = await home.pairing("esphome", host=HOST, key="A" * 43 + "=")
        assert (attempt["state"], attempt["told"][-1]["code"]) == ("failed", "key-not-wanted")
        assert attempt["told"][-1]["fix"] == "pair it anew without a key"
        nobody = await home.pairing("esphome", host=HOST, port="6999")
        assert nobody["told"][-1]["code"] == "unreachable"
        outside = await home.pairing("esphome", host="198.51.100.7")
        assert outside["told"][-1]["code"] == "off-link"
