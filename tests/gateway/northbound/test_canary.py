"""Values above a token's label are in nothing it can get: answers, problems, stream, figures."""

import dataclasses
import json
from pathlib import Path

import pytest

from gateway.northbound.resources import ROUTES
from gateway.northbound.scope import Scope
from schemas.outcomes import Confirmed
from schemas.updates import FaultReported
from schemas.vocabulary import VENDOR, Kind
from tests.gateway.northbound.fake_gate import CONTRACT, FakeGate, entry
from tests.gateway.northbound.fake_home import DESCRIPTIONS, LAMP, NOW_MS, SENSOR, FakeHome, prop
from tests.gateway.northbound.running import Running, running

pytestmark = pytest.mark.network

CANARIES = {
    Scope.READ_BEHAVIOUR: "4.8617",
    Scope.READ_PERSONAL: "CANARY-PERSON",
    Scope.READ_SPECIAL: "39.3377",
    Scope.READ_UNLABELLED: "CANARY-RAW",
}
EVENTS = {Scope.READ_PERSONAL: "lockOperation", Scope.READ_UNLABELLED: "CANARY-EVENT"}
FAULT = "CANARY-FAULT"
LEDGER = "CANARY-LEDGER"
FILLED = {
    "device": SENSOR,
    "endpoint": "1",
    "capability": "occupancySensing",
    "property": "targetDistance",
    "command": "toggle",
    "adapter": "nobody",
    "pairing": "p_0123456789abcdef",
    "room": "Study",
    "token": "t_aaaaaaaaaaaaaaaa",
    "contract": CONTRACT,
}


async def planted() -> FakeHome:
    home = FakeHome()
    properties = (
        prop("concentrationMeasurement", "radon", Kind.NUMBER, unit="Bq/m3"),
        prop("occupancySensing", "targetDistance", Kind.NUMBER, unit="m"),
        prop("deviceInformation", "nodeLabel", Kind.STRING),
        prop("vitalSigns", "bodyTemperature", Kind.NUMBER, unit="Cel"),
        prop(VENDOR, "z2m.raw", Kind.STRING),
    )
    home.redescribe(SENSOR, dataclasses.replace(DESCRIPTIONS[SENSOR], properties=properties))
    plant(home, 0.0)
    return home


def plant(home: FakeHome, radon: float) -> None:
    """Change every value, twice where it has to differ from before."""
    home.report(SENSOR, (1, 1.0), (2, "-"), (3, 30.0), (4, "-"))
    home.report(SENSOR, (0, radon), (1, 4.8617), (2, "CANARY-PERSON"), (3, 39.3377), (4, "CANARY-RAW"))
    home.occur(SENSOR, "doorLock", "lockOperation")
    home.occur(SENSOR, "nobody", "CANARY-EVENT", field="CANARY-EVENT")
    fault = FaultReported(device="0x02", code="refused-value", place=FAULT, reason=FAULT, fix=FAULT)
    home._fault(home.entries[SENSOR], fault)


async def gathered(it: Running, token: str) -> str:
    """Everything that a token can get, as one text."""
    seen = []
    for route in ROUTES:
        if route.path == "/claim/codes" or route.method == "DELETE":
            continue
        body = {"json": {"value": 1, "name": "Study", "properties": {"x": 1}}} if route.body else {}
        reply = await it.ask(route.method, route.path.format(**FILLED), token, **body)
        seen.append(f"{route.method} {route.path} {json.dumps(reply.body, ensure_ascii=False)} {reply.headers}")
    others = ("//metrics", "//readyz", "//healthz", f"/devices/{SENSOR}/properties/1/occupancySensing/none")
    seen += [str((await it.ask("GET", path, token)).body) for path in others]
    for query in ("", f"?epoch=e1&seq={it.home.seq}", f"?epoch=e1&seq={it.home.seq - 3}"):
        async with it.stream(token, query) as socket:
            seen += [await socket.receive_str(timeout=5), await socket.receive_str(timeout=5)]
            plant(it.home, len(seen) / 10)
            wish = {"type": "set", "id": "a", "device": SENSOR, "properties": {"1/occupancySensing/targetDistance": 1}}
            await socket.send_json(wish)
            while '"id":"a"' not in seen[-1]:
                seen.append(await socket.receive_str(timeout=5))
    return "\n".join(seen)


@pytest.mark.parametrize("lacking", [*CANARIES, None])
async def test_a_token_sees_exactly_what_its_scopes_open(tmp_path: Path, lacking: Scope | None) -> None:
    gate = FakeGate(entries=[entry(1, value=LEDGER)])
    async with running(tmp_path, home=await planted(), gate=gate) as it:
        it.home.outcome = Confirmed(command="c")
        seen = await gathered(it, await it.token(*(scope for scope in Scope if scope is not lacking)))
    for scope, canary in CANARIES.items():
        assert (canary in seen) is (scope is not lacking)
    for scope, event in EVENTS.items():
        assert (f'"{event}"' in seen) is (scope is not lacking)
    assert (FAULT in seen) is (lacking is not Scope.READ_UNLABELLED)
    assert (LEDGER in seen) is (lacking is None)


async def test_the_time_of_a_value_is_withheld_like_the_value(tmp_path: Path) -> None:
    async with running(tmp_path, home=await planted()) as it:
        token = await it.token(Scope.READ)
        device = (await it.ask("GET", f"/devices/{SENSOR}", token)).body
        shown = {one["name"]: one for one in device["properties"]}
        assert shown["radon"]["updated_ms"] == NOW_MS
        for name in ("targetDistance", "nodeLabel", "bodyTemperature", "z2m.raw"):
            assert [shown[name][key] for key in ("value", "updated_ms", "age_s", "stale")] == [None] * 4
            assert shown[name]["withheld"].startswith("read:")
        assert device["last_seen_ms"] is None
        assert device["serial"] is None


async def test_a_restricted_token_cannot_tell_other_devices_from_none(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        token = await it.token(Scope.READ, Scope.CONTROL, devices=[LAMP])
        listed = (await it.ask("GET", "/devices", token)).body["devices"]
        assert [device["id"] for device in listed] == [LAMP]
        other = await it.ask("GET", f"/devices/{SENSOR}", token)
        none = await it.ask("GET", "/devices/d_zzzzzzzzzzzzzzzz", token)
        assert (other.status, other.body) == (none.status, none.body)
        wish = {"properties": {"1/onOff/onOff": True}}
        assert (await it.ask("PATCH", f"/devices/{SENSOR}/properties", token, json=wish)).status == 404
        assert (await it.ask("GET", "/faults", token)).body == {"faults": []}
        it.home.occur(SENSOR, "smokeCoAlarm", "smokeAlarm")
        assert (await it.ask("GET", "/events", token)).body["events"] == []
        assert it.home.asked == []


async def test_control_alone_gives_no_sight(tmp_path: Path) -> None:
    async with running(tmp_path, home=await planted()) as it, it.stream(await it.token(Scope.CONTROL)) as socket:
        await socket.receive_str(timeout=5)
        assert (await socket.receive_json(timeout=5))["devices"] == []
        plant(it.home, 7.0)
        await socket.send_json({"type": "set", "id": "a", "device": LAMP, "properties": {"1/onOff/onOff": True}})
        assert (await socket.receive_json(timeout=5))["type"] == "outcome"
