from pathlib import Path
from typing import Any

import pytest

from gateway.core.supervisor import AdapterStatus
from gateway.northbound.scope import FarEnd, Scope
from schemas.outcomes import Confirmed, Failed, Outcome, Refused, TimedOut, Unconfirmed
from schemas.updates import FaultReported
from tests.gateway.northbound.fake_home import LAMP, LOCK, NOW_MS, SENSOR
from tests.gateway.northbound.running import running

pytestmark = pytest.mark.network

ALL = tuple(Scope)


async def test_a_property_has_value_age_unit_and_names(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        token = await it.token(Scope.READ, Scope.READ_BEHAVIOUR)
        it.home.report(SENSOR, (0, 21.5))
        it.clock.wall = NOW_MS + 7_000
        reply = await it.ask("GET", f"/devices/{SENSOR}/properties/1/temperatureMeasurement/measuredValue", token)
        assert reply.status == 200
        shown = reply.body
        assert (shown["value"], shown["unit"], shown["age_s"], shown["stale"]) == (21.5, "Cel", 7.0, False)
        assert shown["en"]
        assert shown["zh"]
        it.clock.wall = NOW_MS + 90_000_000
        reply = await it.ask("GET", f"/devices/{SENSOR}/properties/1/temperatureMeasurement/measuredValue", token)
        assert reply.body["stale"] is True


async def test_devices_are_listed_and_placed(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        admin = await it.token(*ALL)
        edited = await it.ask("PATCH", f"/devices/{LAMP}", admin, json={"name": "落地灯", "room": "Study"})
        assert (edited.body["name"], edited.body["room"]) == ("落地灯", "Study")
        listed = await it.ask("GET", "/devices?room=Study", admin)
        assert [device["id"] for device in listed.body["devices"]] == [LAMP]
        assert (await it.ask("GET", "/rooms", admin)).body == {"rooms": [{"name": "Study", "devices": 1}]}
        assert (await it.ask("PATCH", "/rooms/Study", admin, json={"name": "Den"})).status == 200
        assert it.home.entries[LAMP].room == "Den"
        assert (await it.ask("PATCH", "/rooms/Study", admin, json={"name": "Den"})).status == 404


async def test_a_device_that_is_gone_is_forgotten_by_who_administers(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        admin, reader = await it.token(*ALL), await it.token(Scope.READ)
        it.home.described = {LAMP}
        assert (await it.ask("DELETE", f"/devices/{SENSOR}", reader)).status == 403
        refused = await it.ask("DELETE", f"/devices/{LAMP}", admin)
        assert (refused.status, refused.body["code"]) == (409, "still-there")
        assert "hutong unpair" in refused.body["fix"]
        assert (await it.ask("DELETE", f"/devices/{SENSOR}", admin)).status == 204
        assert (await it.ask("GET", f"/devices/{SENSOR}", admin)).status == 404


@pytest.mark.parametrize(
    ("outcome", "status", "code"),
    [
        (Confirmed(command="c"), 200, "confirmed"),
        (Unconfirmed(command="c"), 202, "unconfirmed"),
        (Refused(command="c", code="confirmation-required", reason="a lock"), 403, "confirmation-required"),
        (Refused(command="c", code="unavailable", reason="offline", retry=True), 409, "unavailable"),
        (Refused(command="c", code="out-of-range", reason="too hot", fix="at most 30"), 422, "out-of-range"),
        (TimedOut(command="c", after_s=5.0), 504, "timed-out"),
        (Failed(command="c", code="broker-gone", reason="no link"), 502, "broker-gone"),
    ],
)
async def test_an_outcome_has_a_status(tmp_path: Path, outcome: Outcome, status: int, code: str) -> None:
    async with running(tmp_path) as it:
        it.home.outcome = outcome
        token = await it.token(Scope.CONTROL)
        body = {"value": True, "confirmation": "person"}
        reply = await it.ask("PUT", f"/devices/{LAMP}/properties/1/onOff/onOff", token, json=body)
        assert reply.status == status
        assert (reply.body.get("outcome") or reply.code) == code
        asked = it.home.asked[0]
        assert (asked.arguments, asked.confirmation) == ({"1/onOff/onOff": True}, "person")
        assert asked.origin.startswith("token:t_")


async def test_many_properties_commands_and_reads(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        token = await it.token(Scope.CONTROL, Scope.READ)
        wish = {"properties": {"1/onOff/onOff": True, "1/onOff/startUpOnOff": "on"}}
        assert (await it.ask("PATCH", f"/devices/{LAMP}/properties", token, json=wish)).status == 200
        assert (await it.ask("POST", f"/devices/{LAMP}/commands/1/onOff/toggle", token, json={})).status == 200
        assert (await it.ask("POST", f"/devices/{LAMP}/read", token, json={"paths": ["1/onOff/onOff"]})).status == 200
        assert [asked.what for asked in it.home.asked] == ["set", "1/onOff/toggle", "read"]


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        (b'{"value": 1, "more": 2}', 422, "invalid-body"),
        (b"{}", 422, "invalid-body"),
        (b'{"value": 1, "value": 2}', 400, "malformed-json"),
        (b'{"value": NaN}', 400, "malformed-json"),
        (b'{"value": ' + b"[" * 60_000 + b"]" * 60_000 + b"}", 400, "malformed-json"),
        (b"\xff", 400, "malformed-json"),
        (b'{"value": "' + b"x" * 300_000 + b'"}', 413, "too-large"),
        (b'{"value": 1, "confirmation": "robot"}', 422, "invalid-body"),
    ],
)
async def test_a_bad_body_is_told_and_does_nothing(tmp_path: Path, raw: bytes, status: int, code: str) -> None:
    async with running(tmp_path) as it:
        token = await it.token(Scope.CONTROL)
        headers = {"Content-Type": "application/json", "Accept-Language": "zh-CN"}
        path = f"/devices/{LAMP}/properties/1/onOff/onOff"
        reply = await it.ask("PUT", path, token, data=raw, headers=headers)
        assert (reply.status, reply.code) == (status, code)
        assert reply.headers["Content-Type"].startswith("application/problem+json")
        assert reply.body["title"] == reply.body["titles"]["zh"]
        assert it.home.asked == []


async def test_a_body_of_another_type_is_refused(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        token = await it.token(Scope.CONTROL)
        reply = await it.ask("PUT", f"/devices/{LAMP}/properties/1/onOff/onOff", token, data="value=1")
        assert (reply.status, reply.code) == (415, "not-json")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/devices/d_zzzzzzzzzzzzzzzz", 404),
        ("GET", "/devices/..%2f..%2fetc", 404),
        ("GET", f"/devices/{LAMP}/properties/1/onOff/nothing", 404),
        ("GET", "/nothing", 404),
        ("POST", "/devices", 405),
        ("GET", "/devices?rooom=x", 400),
        ("GET", "/events?limit=0", 400),
        ("GET", "/events?limit=1&limit=2", 400),
        ("GET", "/schema/capabilities/nothing", 404),
    ],
)
async def test_what_is_not_there_is_a_problem(tmp_path: Path, method: str, path: str, status: int) -> None:
    async with running(tmp_path) as it:
        reply = await it.ask(method, path, await it.token(Scope.READ))
        assert reply.status == status
        assert reply.code
        assert reply.body["titles"]["zh"]


async def test_the_schema_is_there(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        token = await it.token(Scope.READ)
        schema = (await it.ask("GET", "/schema", token)).body
        assert schema["version"] == it.home.registry.version
        one = (await it.ask("GET", "/schema/capabilities/onOff", token)).body
        assert {"onOff"} <= {prop["name"] for prop in one["properties"]}


async def test_health_needs_no_token_and_tells_no_more(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        assert (await it.ask("GET", "//healthz")).body == "alive\n"
        assert (await it.ask("GET", "//readyz")).status == 200
        it.home.statuses = (it.home.statuses[0].__class__(name="z2m", type="mqtt", state="starting"),)
        reply = await it.ask("GET", "//readyz")
        assert (reply.status, reply.body) == (503, "not ready: adapters\n")


async def test_metrics_need_their_scope_and_name_no_device(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        it.home.report(SENSOR, (0, 21.5), (1, True))
        assert (await it.ask("GET", "//metrics", await it.token(Scope.ADMIN))).status == 403
        text = (await it.ask("GET", "//metrics", await it.token(Scope.METRICS))).body
        assert "hutong_changes_total 2.0" in text
        assert "hutong_updates_total 7.0" in text
        assert not any(word in text for word in (SENSOR, "Sensor", "z2m", "occup"))


async def test_without_a_gate_contracts_wait(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        reply = await it.ask("GET", "/contracts", await it.token(Scope.READ))
        assert (reply.status, reply.code) == (503, "not-ready")


async def test_a_full_disk_is_said_to_be_one(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        admin = await it.token(*ALL)
        await it.database.fetch_all("PRAGMA max_page_count=1")  # to SQLite a disk without room
        told = [
            await it.ask("POST", "/tokens", admin, json={"name": "n" * 60, "far_end": "person", "scopes": ["read"]})
            for _ in range(100)
        ]
        assert {(one.status, one.code) for one in told if one.status >= 400} == {(507, "disk-failed")}


async def test_a_slow_answer_is_given_up(tmp_path: Path) -> None:
    async with running(tmp_path, request_timeout_s=0.01) as it:

        async def never(*_args: Any, **_more: Any) -> Any:
            await it.clock.sleep(1e6)

        it.home.__class__.set_properties, before = never, it.home.__class__.set_properties  # type: ignore[method-assign]
        try:
            token = await it.token(Scope.CONTROL)
            reply = await it.ask("PUT", f"/devices/{LAMP}/properties/1/onOff/onOff", token, json={"value": True})
        finally:
            it.home.__class__.set_properties = before  # type: ignore[method-assign]
        assert (reply.status, reply.code) == (503, "too-slow")


async def test_what_a_token_may_not(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        reader = await it.token(Scope.READ)
        for method, path in (("GET", "/tokens"), ("GET", "/ledger/entries"), ("GET", "//metrics")):
            reply = await it.ask(method, path, reader)
            assert (reply.status, reply.code) == (403, "scope-missing")
        wish = {"value": True}
        assert (await it.ask("PUT", f"/devices/{LOCK}/properties/1/onOff/onOff", reader, json=wish)).status == 403
        assert (await it.ask("GET", "/devices", await it.token(Scope.CONTROL))).status == 403


async def test_a_cloud_linked_system_gets_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        token = await it.token(far_end=FarEnd.CLOUD_LINKED)
        for path in ("/devices", "/home", "/schema", "/contracts", "//metrics"):
            reply = await it.ask("GET", path, token)
            assert (reply.status, reply.code) == (403, "recipient-gets-released-only")


async def test_only_a_person_confirms(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        system = await it.token(Scope.CONTROL, far_end=FarEnd.LOCAL_SYSTEM)
        path, wish = f"/devices/{LAMP}/properties/1/onOff/onOff", {"value": True}
        assert (await it.ask("PUT", path, system, json=wish)).status == 200
        reply = await it.ask("PUT", path, system, json={**wish, "confirmation": "person"})
        assert (reply.status, reply.code) == (403, "confirmation-by-person-only")
        async with it.stream(system) as socket:
            message = {"type": "set", "id": "a", "device": LAMP, "properties": {"1/onOff/onOff": True}}
            await socket.send_json({**message, "confirmation": "person"})
            await socket.receive_json(timeout=5)
            await socket.receive_json(timeout=5)
            assert (await socket.receive_json(timeout=5))["code"] == "confirmation-by-person-only"
        assert len(it.home.asked) == 1


async def test_faults_that_no_device_can_be_named_for_are_shown_to_who_sees_all(tmp_path: Path) -> None:
    problem = FaultReported(
        device="", code="malformed-json", place="homeassistant/x/config", reason="the payload is not JSON"
    )
    async with running(tmp_path) as it:
        it.home.statuses = (AdapterStatus(name="z2m", type="mqtt", state="connected", problems=(problem,)),)
        everything = await it.ask("GET", "/faults", await it.token(Scope.READ, Scope.READ_UNLABELLED))
        shown = next(one for one in everything.body["faults"] if one["code"] == "malformed-json")
        assert (shown["adapter"], shown["device"], shown["place"]) == ("z2m", "", "homeassistant/x/config")
        part = await it.ask("GET", "/faults", await it.token(Scope.READ, devices=[LAMP]))
        assert "malformed-json" not in str(part.body)
