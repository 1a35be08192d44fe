"""The command line against a running gateway: what a person or a script sees."""

import asyncio
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from gateway.cli.client import Access, save_access
from tests.flows.house import House, furnished
from tests.gateway.cli.running import Ran, is_one_line, run, spawn

pytestmark = [pytest.mark.network, pytest.mark.broker]


class Shell:
    """Somebody's terminal. Commands run in this process, which is quicker; `spawn` runs one in its own."""

    def __init__(self, client_file: Path, **environ: str) -> None:
        self._environ = {"HUTONG_CLIENT": str(client_file), "COLUMNS": "200", **environ}

    async def run(self, *arguments: object) -> Ran:
        return await asyncio.to_thread(run, *arguments, **self._environ)

    async def spawn(self, *arguments: object) -> Ran:
        return await asyncio.to_thread(spawn, *arguments, **self._environ)

    async def json(self, *arguments: object) -> Any:
        ran = await self.run(*arguments, "--json")
        assert ran.code == 0, ran.err
        return json.loads(ran.out)

    async def refused(self, *arguments: object) -> str:
        """Run what cannot work; gives the one line and checks the code."""
        ran = await self.run(*arguments)
        assert ran.code in (1, 2), ran.out
        assert is_one_line(ran.err), ran.err
        return ran.err


async def test_a_day_at_the_terminal(tmp_path: Path) -> None:
    async with furnished(tmp_path, speed=2) as (house, client):
        shell = Shell(tmp_path / "client.toml", HUTONG_PASSPHRASE="correct horse battery")
        assert "run `hutong claim URL CODE` first" in await shell.refused("devices")
        code = (await client.call("POST", "/claim/codes", {}))["code"]
        assert "not the one you named" in await shell.refused("claim", house.url, code, "--fingerprint", "00" * 32)
        claimed = await shell.spawn("claim", house.url, code)
        assert claimed.code == 0, claimed.err
        assert (tmp_path / "client.toml").stat().st_mode & 0o777 == 0o600

        await _devices(shell)
        await _commands(shell)
        status = await shell.json("status")
        assert status["ready"]
        assert [one["state"] for one in status["adapters"]] == ["connected"]
        assert (await shell.spawn("status", "--check")).code == 0
        await _contracts(shell, house)
        await _ledger(shell, tmp_path)

        await house.core.end()
        assert "is the gateway running?" in await shell.refused("status", "--check")


async def _devices(shell: Shell) -> None:
    listed = (await shell.json("devices"))["devices"]
    assert len(listed) == 16
    assert "living_ceiling" in (await shell.run("devices")).out
    one = await shell.json("devices", "living_ceiling")
    assert one["id"] in {device["id"] for device in listed}
    assert "1/onOff/onOff" in (await shell.run("devices", one["id"])).out
    assert "there is no such device" in await shell.refused("devices", "nope")


async def _commands(shell: Shell) -> None:
    assert (await shell.run("set", "living_ceiling", "onOff.onOff=true")).out == "confirmed\n"
    wish = ("set", "living_ceiling", "levelControl.currentLevel=30", "1/onOff/onOff=true")
    assert (await shell.json(*wish))["outcome"] == "confirmed"
    assert "write it as name=value" in await shell.refused("set", "living_ceiling", "onOff.onOff")
    assert "no such property or command" in await shell.refused("set", "living_ceiling", "onOff.off=true")
    assert "levelControl" in await shell.refused("set", "living_ceiling", "levelControl.currentLevel=9000")
    assert "confirm" in await shell.refused("invoke", "door_lock", "doorLock.unlockDoor")
    assert (await shell.run("invoke", "door_lock", "doorLock.unlockDoor", "--confirm")).out == "confirmed\n"


async def _contracts(shell: Shell, house: House) -> None:
    contract = house.folder / "contract.json"
    contract.write_text((files("privacy") / "contracts" / "demo-manufacturer.json").read_text("utf-8"))
    checked = await shell.json("contracts", "check", contract, "--profile", "demo")
    assert checked["ok"]
    assert "there is no such profile" in await shell.refused("contracts", "check", contract, "--profile", "x")
    assert (await shell.run("contracts", "explain", contract, "--profile", "demo")).code == 0
    added = await shell.run("contracts", "add", contract)
    assert added.out.strip() == checked["hash"], added
    assert [(one["hash"], one["state"]) for one in await shell.json("contracts", "list")] == [
        (checked["hash"], "no-consent")
    ]
    key = house.folder / "resident.pem"
    assert (await shell.run("contracts", "key", "new", key)).code == 0
    assert key.stat().st_mode & 0o777 == 0o600
    assert "exists already" in await shell.refused("contracts", "key", "new", key)
    approve = ("contracts", "approve", contract, "--key", key, "--profile", "demo")
    assert "no resident of this home has this key" in await shell.refused(*approve)
    assert (await shell.run("contracts", "key", "pin", key, "--name", "A", "-c", house.config)).out == "pinned\n"
    accepted = await shell.run(*approve)
    assert json.loads(accepted.out)["accepted"], accepted
    assert (await shell.run("contracts", "preview", checked["hash"][:10])).code == 0
    withdrawn = await shell.run("contracts", "withdraw", checked["hash"][:10])
    assert json.loads(withdrawn.out)["accepted"], withdrawn
    assert "no such contract" in await shell.refused("contracts", "withdraw", "ffff")


async def _ledger(shell: Shell, folder: Path) -> None:
    found = await shell.json("ledger", "verify")
    assert found["verified"]
    assert found["entries"] >= 2
    assert len(await shell.json("ledger", "show")) == found["entries"]
    assert (await shell.run("ledger", "export", folder / "ledger.jsonl")).code == 0
    assert len((folder / "ledger.jsonl").read_text().splitlines()) == found["entries"]


async def test_a_gateway_that_is_another_is_not_spoken_to(tmp_path: Path) -> None:
    async with furnished(tmp_path) as (house, _):
        await asyncio.to_thread(
            save_access, tmp_path / "client.toml", Access(url=house.url, fingerprint="ab" * 32, token="secret-token")
        )
        told = await Shell(tmp_path / "client.toml").spawn("devices")
        assert (told.code, is_one_line(told.err)) == (1, True)
        assert "shows another certificate than the one that was claimed" in told.err
        assert "secret-token" not in told.err
