from pathlib import Path

import pytest

from gateway.northbound.scope import Scope
from tests.gateway.northbound.fake_gate import CONTRACT, FakeGate
from tests.gateway.northbound.running import running

pytestmark = pytest.mark.network


async def test_status_tells_how_the_gateway_is_and_names_no_device(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        token = await it.token(Scope.READ)
        it.clock.now_ns += 65_000_000_000
        told = (await it.ask("GET", "/status", token)).body
        assert (told["ready"], told["reason"], told["uptime_s"]) == (True, "", 65)
        assert (told["wall_clock"], told["egress_connected"], told["demo_speed"]) == ("set", False, None)
        it.clock.wall = None
        assert (await it.ask("GET", "/status", token)).body["wall_clock"] == "unset"


async def test_status_needs_a_token_that_reads(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        assert (await it.ask("GET", "/status", await it.token(Scope.CONTROL))).status == 403


async def test_an_administrator_restarts_an_adapter(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        admin = await it.token(*Scope)
        name = it.home.adapters()[0].name
        assert (await it.ask("POST", f"/adapters/{name}/restart", await it.token(Scope.CONTROL))).status == 403
        assert (await it.ask("POST", f"/adapters/{name}/restart", admin)).status == 204
        assert it.home.restarted == [name]
        assert (await it.ask("POST", "/adapters/nobody/restart", admin)).status == 404


async def test_status_names_the_contracts_that_wait_for_a_new_approval(tmp_path: Path) -> None:
    gate = FakeGate()
    async with running(tmp_path, gate=gate) as it:
        token = await it.token(Scope.READ)
        assert (await it.ask("GET", "/status", token)).body["suspended_contracts"] == []
        gate.known[CONTRACT] = {"hash": CONTRACT, "state": "suspended"}
        assert (await it.ask("GET", "/status", token)).body["suspended_contracts"] == [f"{CONTRACT[:4]}: inputs"]
