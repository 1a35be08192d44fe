"""A home without any way out: claimed, commanded, stopped, killed and started again, with every part a real process."""

import os
import signal
import socket
import time
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from gateway.cli.client import Client
from gateway.demo.process import Program
from tests.flows.house import furnished, has_devices, named, values
from tests.flows.stage import until, until_async

pytestmark = [pytest.mark.network, pytest.mark.broker]

LEVEL = "1/levelControl/currentLevel"


async def test_commands_over_rest_and_stream_are_confirmed_by_the_device(tmp_path: Path) -> None:
    async with furnished(tmp_path) as (_, client):
        lamp = await named(client, "living_ceiling")
        wish = {"properties": {"1/onOff/onOff": True, LEVEL: 30}}
        assert await client.call("PATCH", f"/devices/{lamp['id']}/properties", wish) == _confirmed()
        assert (await values(client, lamp["id"]))[LEVEL] == pytest.approx(30, abs=0.5)

        async with client.session.ws_connect(client.url("/stream"), ssl=client.pin) as stream:
            assert (await stream.receive_json())["type"] == "hello"
            snapshot = await stream.receive_json()
            assert {one["id"] for one in snapshot["devices"]} >= {lamp["id"]}
            message = {"type": "set", "id": "1", "device": lamp["id"], "properties": {LEVEL: 90}}
            await stream.send_json(message)
            told, outcome = await _until_answer(stream, "1")
        assert outcome["outcome"] == "confirmed"
        assert told[lamp["id"]][LEVEL] == pytest.approx(90, abs=0.5)  # the change came before the outcome


async def test_a_lock_opens_only_with_a_confirmation(tmp_path: Path) -> None:
    async with furnished(tmp_path) as (_, client):
        lock = (await named(client, "door_lock"))["id"]
        unlock = f"/devices/{lock}/commands/1/doorLock/unlockDoor"
        async with client.session.post(client.url(unlock), json={"arguments": {}}, ssl=client.pin) as response:
            assert (response.status, (await response.json())["code"]) == (403, "confirmation-required")
        assert (await values(client, lock))["1/doorLock/lockState"] != "unlocked"
        done = await client.call("POST", unlock, {"arguments": {}, "confirmation": "person"})
        assert done == _confirmed()
        assert (await values(client, lock))["1/doorLock/lockState"] == "unlocked"


async def test_sigterm_ends_both_at_once_and_the_home_is_as_it_was(tmp_path: Path) -> None:
    async with furnished(tmp_path) as (house, client):
        before = await _known(client)
        lamp = (await named(client, "living_ceiling"))["id"]
        await client.call("PATCH", f"/devices/{lamp}/properties", {"properties": {LEVEL: 41}})
        await client.call("PATCH", f"/devices/{lamp}", {"name": "Sun", "room": "Parlour"})
        level = (await values(client, lamp))[LEVEL]

        began = time.monotonic()
        for program in (house.core, house.egress):
            os.kill(_pid(program), signal.SIGTERM)
        for program in (house.core, house.egress):
            await program.wait()
            assert _code(program) == 0
        assert time.monotonic() - began < 5
        await house.home.end()
        await house.broker.end()

        await house.start()  # nobody is there to tell: what it knows, it kept
        again = await named(client, "Sun")
        assert (again["id"], again["room"]) == (lamp, "Parlour")
        assert (await values(client, lamp))[LEVEL] == level
        assert {**await _known(client), "living_ceiling": lamp} == {**before, "Sun": lamp}
        assert not (tmp_path / "run" / "claim-code").exists()


async def test_a_killed_core_comes_back_with_the_same_devices_and_values(tmp_path: Path) -> None:
    async with furnished(tmp_path) as (house, client):
        before = await _known(client)
        lamp = (await named(client, "living_ceiling"))["id"]
        wish = {"properties": {"1/onOff/onOff": True, LEVEL: 41}}
        assert await client.call("PATCH", f"/devices/{lamp}/properties", wish) == _confirmed()
        os.kill(_pid(house.core), signal.SIGKILL)
        await house.core.wait()
        await house.start_core()
        await until_async(lambda: has_devices(client, 16))
        assert await _known(client) == before  # ids are on disk before anybody hears of them

        assert await client.call("PATCH", f"/devices/{lamp}/properties", wish) == _confirmed()
        level = (await values(client, lamp))[LEVEL]
        await house.core.end()  # saves all; between, values are saved every 30 s
        await house.start_core()
        os.kill(_pid(house.core), signal.SIGKILL)
        await house.core.wait()
        await house.home.end()
        await house.start_core()
        assert await _known(client) == before
        assert (await values(client, lamp))[LEVEL] == level


async def test_systemd_hears_ready_watchdog_and_stopping_of_both(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.settimeout(0)
        heard: list[str] = []

        def listen() -> bool:
            with_data = True
            while with_data:
                try:
                    heard.extend(systemd.recv(4096).decode().splitlines())
                except BlockingIOError:
                    with_data = False
            return True

        environ = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "200000"}
        async with furnished(tmp_path, environ) as (house, _):
            await until(lambda: listen() and heard.count("READY=1") == 2 and heard.count("WATCHDOG=1") >= 6)
            assert "STOPPING=1" not in heard
            await house.core.end()
            await house.egress.end()
            await until(lambda: listen() and heard.count("STOPPING=1") == 2)


async def test_nothing_is_written_but_in_the_state_and_runtime_folders(tmp_path: Path) -> None:
    places = {name: tmp_path / name.lower() for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")}
    for place in places.values():
        place.mkdir()
    async with furnished(tmp_path, {name: str(place) for name, place in places.items()}) as (house, client):
        lamp = (await named(client, "living_ceiling"))["id"]
        await client.call("PATCH", f"/devices/{lamp}/properties", {"properties": {LEVEL: 41}})
        await house.core.end()
        await house.egress.end()
        assert [list(place.rglob("*")) for place in (*places.values(), house.where)] == [[]] * 5
        ours = {"b", "broker.log", "home.log", "core.log", "egress.log", "hutong.toml", "where"}
        ours |= {place.name for place in places.values()}
        assert {path.name for path in tmp_path.iterdir()} - ours == {"state", "run", "egress", "egress-run"}
        modes = {name: (tmp_path / name).stat().st_mode & 0o777 for name in ("state", "run", "egress", "egress-run")}
        assert modes == {"state": 0o700, "run": 0o700, "egress": 0o700, "egress-run": 0o750}


def _confirmed() -> Any:
    class Confirmed:
        """Equal to any answer that says so."""

        def __eq__(self, other: object) -> bool:
            return isinstance(other, dict) and other["outcome"] == "confirmed"

        __hash__ = None  # type: ignore[assignment]

    return Confirmed()


async def _until_answer(
    stream: aiohttp.ClientWebSocketResponse, wanted: str
) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    told: dict[str, dict[str, Any]] = {}
    while True:
        message = await stream.receive_json(timeout=10)
        if message.get("id") == wanted:
            return told, message
        for change in message["changes"]:
            told.setdefault(change["device"], {}).update(change.get("values", {}))


async def _known(client: Client) -> dict[str, str]:
    return {one["name"]: one["id"] for one in (await client.call("GET", "/devices"))["devices"]}


def _pid(program: Program) -> int:
    assert program.process is not None
    return program.process.pid


def _code(program: Program) -> int | None:
    assert program.process is not None
    return program.process.returncode
