import json
from pathlib import Path

import pytest

from gateway.northbound.scope import EVERY_READ, Scope
from tests.gateway.northbound.fake_gate import CONTRACT, FakeGate, entry
from tests.gateway.northbound.running import running

pytestmark = pytest.mark.network

UNKNOWN = "cd" * 32
FULL = (Scope.ADMIN, *EVERY_READ)


async def test_a_contract_from_offer_to_withdrawal(tmp_path: Path) -> None:
    gate = FakeGate(known={})
    async with running(tmp_path, gate=gate) as it:
        admin = await it.token(*FULL)
        bad = await it.ask("POST", "/contracts", admin, json={"document": {}})
        assert (bad.status, bad.code, bad.body["place"]) == (422, "contract-invalid", "/recipient")
        assert bad.body["fix"] == "Name the recipient"
        made = await it.ask("POST", "/contracts", admin, json={"document": {"recipient": "R"}})
        assert (made.status, made.body) == (201, {"hash": CONTRACT})
        told = await it.ask("GET", f"/contracts/{CONTRACT}/explanation?language=zh", admin)
        assert told.body["text"].startswith("不会外传")
        assert (await it.ask("GET", f"/contracts/{CONTRACT}/preview", admin)).body["preview"]["slots"] == []
        relay = await it.ask("POST", f"/contracts/{CONTRACT}/approval", admin, json={"approval": "c2lnbmVk"})
        assert relay.body == {"result": {"accepted": True}}
        assert (await it.ask("POST", f"/contracts/{CONTRACT}/withdrawal", admin, json={})).status == 200
        assert gate.relayed == [(CONTRACT, "c2lnbmVk"), (CONTRACT, "")]


async def test_any_reader_sees_contracts_and_only_full_readers_see_what_left(tmp_path: Path) -> None:
    gate = FakeGate(entries=[entry(n, values=[n]) for n in range(5)])
    async with running(tmp_path, gate=gate) as it:
        reader = await it.token(Scope.READ)
        assert (await it.ask("GET", "/contracts", reader)).body["contracts"][0]["hash"] == CONTRACT
        assert (await it.ask("GET", "/ledger/verification", reader)).body["verification"]["verified"] is True
        for lacking in (Scope.ADMIN, *sorted(EVERY_READ - {Scope.READ})):
            token = await it.token(*(scope for scope in FULL if scope is not lacking))
            for path in (f"/contracts/{CONTRACT}/preview", "/ledger/entries", "/ledger/export"):
                assert (await it.ask("GET", path, token)).status == 403


async def test_the_ledger_is_listed_and_exported(tmp_path: Path) -> None:
    gate = FakeGate(entries=[entry(n) for n in range(5)])
    async with running(tmp_path, gate=gate) as it:
        full = await it.token(*FULL)
        listed = await it.ask("GET", "/ledger/entries?after=1&limit=2", full)
        assert [one["index"] for one in listed.body["entries"]] == [2, 3]
        export = await it.ask("GET", "/ledger/export", full)
        assert export.status == 200
        assert [json.loads(line)["index"] for line in export.body.splitlines()] == list(range(5))
        assert (
            'hutong_gate_total{kind="slots_sent"} 3.0'
            in (await it.ask("GET", "//metrics", await it.token(Scope.METRICS))).body
        )


async def test_an_unknown_contract_is_not_found(tmp_path: Path) -> None:
    async with running(tmp_path, gate=FakeGate()) as it:
        full = await it.token(*FULL)
        for path in ("", "/explanation", "/preview"):
            assert (await it.ask("GET", f"/contracts/{UNKNOWN}{path}", full)).status == 404


async def test_without_egress_an_approval_waits(tmp_path: Path) -> None:
    async with running(tmp_path, gate=FakeGate(is_alone=True)) as it:
        wish = {"approval": "c2lnbmVk"}
        reply = await it.ask("POST", f"/contracts/{CONTRACT}/approval", await it.token(*FULL), json=wish)
        assert (reply.status, reply.code) == (503, "egress-away")


async def test_a_withdrawal_that_the_disk_does_not_take_says_that_sending_has_stopped(tmp_path: Path) -> None:
    gate = FakeGate(is_full=True)
    async with running(tmp_path, gate=gate) as it:
        admin = await it.token(*FULL)
        told = await it.ask("POST", f"/contracts/{CONTRACT}/withdrawal", admin, json={})
        assert (told.status, told.code) == (507, "stopped-not-written")
        assert "nothing more is sent" in told.body["detail"]
        assert "database or disk is full" in told.body["detail"]
        assert told.body["titles"]["zh"].startswith("已停止发送")
        assert (await it.ask("GET", "/status", admin)).body["unwritten_withdrawals"] == [CONTRACT[:4]]
