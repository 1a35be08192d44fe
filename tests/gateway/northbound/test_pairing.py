"""Pairing through the API, with a bulb that speaks UDP: a transcript."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from gateway.core.clock import BUILD_MS, ManualClock
from gateway.core.home import Home
from gateway.core.pairing import PairedStore
from gateway.core.storage import Database
from gateway.core.supervisor import AdapterPlan
from gateway.core.vault import RootKey, Vault
from gateway.northbound.scope import Scope
from tests.adapters.sdk.bulb import Bulb, bulb, manifest
from tests.gateway.northbound.running import Running, running

pytestmark = pytest.mark.network


@asynccontextmanager
async def home(tmp_path: Path, port: int) -> AsyncIterator[tuple[Running, str]]:
    clock = ManualClock(wall=BUILD_MS + 1_000)
    root = await asyncio.to_thread(RootKey.load, tmp_path / "state", {})
    async with (
        Database(tmp_path / "vault.db", migrations="trust", synchronous="FULL") as trust,
        Database(tmp_path / "state.db", migrations="state", synchronous="NORMAL") as state,
        Home(
            clock=clock,
            state_db=state,
            vault=(vault := Vault(trust, root)),
            state_dir=tmp_path,
            plans=(AdapterPlan(name="bulbs", type="bulb", manifest=manifest(port)),),
            paired=PairedStore(trust, vault),
        ) as opened,
        running(tmp_path, home=opened) as it,
        asyncio.TaskGroup() as tasks,
    ):
        task = tasks.create_task(opened.run())
        token = await it.token(Scope.ADMIN, Scope.READ, Scope.CONTROL)
        await until(it, token, "/adapters", lambda body: body["adapters"][0]["state"] == "connected")
        yield it, token
        task.cancel()


async def until(it: Running, token: str, path: str, holds: Any) -> Any:
    async with asyncio.timeout(10):
        while not holds(body := (await it.ask("GET", path, token)).body):
            await asyncio.sleep(0.01)
    return body


async def attempt(it: Running, access: str, **answers: str) -> Any:
    begun = await it.ask("POST", "/adapters/bulbs/pairings", access, json={"answers": answers})
    if begun.status != 202:
        return begun.body
    path = f"/adapters/bulbs/pairings/{begun.body['id']}"
    return await until(it, access, f"{path}?wait_s=5&after=9", lambda body: body["state"] != "running")


async def paired(it: Running, access: str, **answers: str) -> Any:
    done = await attempt(it, access, host="127.0.0.1", **answers)
    assert done["state"] == "done", done
    return await until(it, access, "/devices", lambda body: body["devices"] and body["devices"][0]["available"])


async def test_search_pair_use_restart_and_part(tmp_path: Path) -> None:
    async with bulb() as device:
        async with home(tmp_path, device.port) as (it, token):
            plan = (await it.ask("GET", "/adapters/bulbs/pairing", token)).body
            assert [one["id"] for one in plan["asks"]] == ["host", "token"]
            found = await it.ask("POST", "/adapters/bulbs/search", token, json={"seconds": 0.5})
            assert found.body["candidates"][0]["answers"] == {"host": "127.0.0.1"}
            done = await attempt(it, token, host="127.0.0.1", token="c0de")
            assert [(one["step"], one["state"]) for one in done["told"]] == [
                ("connect", "running"),
                ("connect", "done"),
                ("token", "running"),
                ("token", "done"),
            ]
            await switched(it, token, device)
        assert b"c0de" not in b"".join(path.read_bytes() for path in tmp_path.glob("*.db*"))
        async with home(tmp_path, device.port) as (it, token):
            await until(it, token, "/devices", lambda body: body["devices"] and body["devices"][0]["available"])
            gone = await it.ask("POST", "/adapters/bulbs/unpair", token, json={"key": "B1"})
            assert gone.status == 204
            assert device.asked[-1] == "forget"
            await until(it, token, "/devices", lambda body: body["devices"] == [])
            again = await it.ask("POST", "/adapters/bulbs/unpair", token, json={"key": "B1"})
            assert (again.status, again.code) == (404, "not-found")
        async with home(tmp_path, device.port) as (it, token):
            assert (await it.ask("GET", "/adapters/bulbs/pairing", token)).body["paired"] == []


async def test_a_device_that_cannot_be_told_is_let_go_of_and_that_is_said(tmp_path: Path) -> None:
    async with bulb() as device, home(tmp_path, device.port) as (it, token):
        await paired(it, token, token="c0de")
        device.mute = True
        parted = await it.ask("POST", "/adapters/bulbs/unpair", token, json={"key": "B1"})
        assert (parted.status, parted.body["code"]) == (200, "still-paired")
        assert parted.body["reason"]
        await until(it, token, "/devices", lambda body: body["devices"] == [])
        assert (await it.ask("GET", "/adapters/bulbs/pairing", token)).body["paired"] == []


async def switched(it: Running, token: str, device: Bulb) -> None:
    body = await until(it, token, "/devices", lambda body: body["devices"] and body["devices"][0]["available"])
    (shown,) = body["devices"]
    path = f"/devices/{shown['id']}/properties/1/onOff/onOff"
    done = await it.ask("PUT", path, token, json={"value": True})
    assert (done.status, done.body["outcome"]) == (200, "confirmed")
    assert device.state["power"] is True


@pytest.mark.parametrize(
    ("answers", "status", "code", "place"),
    [
        ({"host": "127.0.0.1"}, 422, "answer-missing", "/answers/token"),
        ({"host": "127.0.0.1", "token": "spade"}, 422, "answer-malformed", "/answers/token"),
        ({"host": "127.0.0.1", "token": "c0de", "colour": "red"}, 422, "unknown-answer", "/answers/colour"),
    ],
)
async def test_a_bad_answer_begins_nothing(
    tmp_path: Path, answers: dict[str, str], status: int, code: str, place: str
) -> None:
    async with bulb() as device, home(tmp_path, device.port) as (it, token):
        refused = await it.ask("POST", "/adapters/bulbs/pairings", token, json={"answers": answers})
        assert (refused.status, refused.code, refused.body["place"]) == (status, code, place)
        assert "spade" not in str(refused.body)
        assert device.asked == []


async def test_a_wrong_token_and_a_silent_device_are_failed_steps(tmp_path: Path) -> None:
    async with bulb() as device, home(tmp_path, device.port) as (it, token):
        refused = await attempt(it, token, host="127.0.0.1", token="dead")
        assert refused["state"] == "failed"
        assert (refused["told"][-1]["step"], refused["told"][-1]["code"]) == ("token", "token-rejected")
        device.mute = True
        silent = await attempt(it, token, host="127.0.0.1", token="c0de")
        assert silent["told"][-1]["code"] == "no-answer"
        outside = await attempt(it, token, host="8.8.8.8", token="c0de")
        assert outside["told"][-1]["code"] == "off-link"
        assert (await it.ask("GET", "/devices", token)).body["devices"] == []


async def test_a_token_that_no_longer_holds_is_the_state_of_the_device(tmp_path: Path) -> None:
    async with bulb() as device:
        async with home(tmp_path, device.port) as (it, token):
            await paired(it, token, token="c0de")
        device.token = "beef"
        async with home(tmp_path, device.port) as (it, token):
            reason = "the bulb does not accept the token"
            await until(it, token, "/devices", lambda body: body["devices"][0]["reason"] == reason)
            await paired(it, token, token="beef")
