"""Cancelling an attempt at pairing through the API, with a bulb that says nothing."""

import asyncio
from pathlib import Path

import pytest

from gateway.core.pairing import Attempt, PairedStore
from schemas.pairing import Paired
from tests.adapters.sdk.bulb import bulb
from tests.gateway.northbound.test_pairing import attempt, home, until

pytestmark = pytest.mark.network

ANSWERS = {"answers": {"host": "127.0.0.1", "token": "c0de"}}


async def test_an_attempt_that_is_cancelled_has_failed_and_leaves_the_adapter_free(tmp_path: Path) -> None:
    async with bulb() as device, home(tmp_path, device.port) as (it, token):
        device.mute = True
        begun = await it.ask("POST", "/adapters/bulbs/pairings", token, json=ANSWERS)
        path = f"/adapters/bulbs/pairings/{begun.body['id']}"
        assert (await it.ask("GET", f"{path}?after=2&wait_s=5", token)).body["state"] == "running"
        assert (await it.ask("DELETE", path, token)).status == 204
        told = (await it.ask("GET", path, token)).body
        assert told["state"] == "failed"
        last = told["told"][-1]
        assert (last["step"], last["code"], last["reason"]) == ("token", "cancelled", "it was cancelled")
        again = await it.ask("DELETE", path, token)
        assert (again.status, again.code) == (409, "ended")
        device.mute = False
        assert (await attempt(it, token, host="127.0.0.1", token="c0de"))["state"] == "done"


async def test_an_attempt_that_is_not_there_is_not_cancelled(tmp_path: Path) -> None:
    async with bulb() as device, home(tmp_path, device.port) as (it, token):
        absent = await it.ask("DELETE", "/adapters/bulbs/pairings/p_0123456789abcdef", token)
        assert (absent.status, absent.code) == (404, "not-found")
        device.mute = True
        begun = await it.ask("POST", "/adapters/bulbs/pairings", token, json=ANSWERS)
        elsewhere = await it.ask("DELETE", f"/adapters/lamps/pairings/{begun.body['id']}", token)
        assert (elsewhere.status, elsewhere.code) == (404, "not-found")


async def test_what_was_kept_before_stays_and_is_taken_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keeping, go = asyncio.Event(), asyncio.Event()
    cancelled = asyncio.Event()
    keep, cancel = PairedStore.keep, Attempt.cancel

    async def slowly(self: PairedStore, adapter: str, paired: Paired) -> None:
        keeping.set()
        await go.wait()
        await keep(self, adapter, paired)

    def noted(self: Attempt) -> None:
        cancel(self)
        cancelled.set()

    monkeypatch.setattr(PairedStore, "keep", slowly)
    monkeypatch.setattr(Attempt, "cancel", noted)
    async with bulb() as device, home(tmp_path, device.port) as (it, token), asyncio.TaskGroup() as group:
        begun = await it.ask("POST", "/adapters/bulbs/pairings", token, json=ANSWERS)
        path = f"/adapters/bulbs/pairings/{begun.body['id']}"
        await asyncio.wait_for(keeping.wait(), 5)
        cancelling = group.create_task(it.ask("DELETE", path, token))
        await asyncio.wait_for(cancelled.wait(), 5)
        go.set()
        assert (await cancelling).status == 204
        kept = (await it.ask("GET", "/adapters/bulbs/pairing", token)).body["paired"]
        assert [one["key"] for one in kept] == ["B1"]
        await until(it, token, "/devices", lambda body: body["devices"] and body["devices"][0]["available"])
