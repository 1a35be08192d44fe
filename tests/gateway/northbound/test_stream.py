import dataclasses
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from gateway.northbound.scope import FarEnd, Scope
from schemas.outcomes import Refused, Unconfirmed
from schemas.vocabulary import Kind
from tests.gateway.northbound.fake_home import DESCRIPTIONS, LAMP, LOCK, NOW_MS, SENSOR, prop
from tests.gateway.northbound.running import running

pytestmark = pytest.mark.network

EVERYTHING = tuple(scope for scope in Scope if scope.startswith("read"))
TEMPERATURE, OCCUPIED = "1/temperatureMeasurement/measuredValue", "1/occupancySensing/occupied"


async def heard(socket: aiohttp.ClientWebSocketResponse) -> dict[str, Any]:
    return dict(await socket.receive_json(timeout=5))


async def opened(socket: aiohttp.ClientWebSocketResponse) -> tuple[dict[str, Any], dict[str, Any]]:
    return await heard(socket), await heard(socket)


async def test_hello_then_a_snapshot_then_changes(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        it.home.report(SENSOR, (0, 20.0))
        token = await it.token(*EVERYTHING)
        async with it.stream(token) as socket:
            hello, snapshot = await opened(socket)
            seq = it.home.seq
            version = it.home.registry.version
            assert hello == {"type": "hello", "schema": version, "epoch": "e1", "seq": seq, "resumed": False}
            assert (snapshot["type"], snapshot["seq"]) == ("snapshot", seq)
            sensor = next(device for device in snapshot["devices"] if device["id"] == SENSOR)
            assert sensor["values"] == {TEMPERATURE: 20.0, OCCUPIED: None}
            assert sensor["at_ms"] == {TEMPERATURE: NOW_MS, OCCUPIED: 0}
            it.home.report(SENSOR, (0, 20.5), (1, True))
            change = {"seq": seq + 1, "device": SENSOR, "at_ms": NOW_MS, "values": {TEMPERATURE: 20.5, OCCUPIED: True}}
            assert await heard(socket) == {"type": "changes", "seq": seq + 1, "changes": [change]}


async def test_changes_of_one_turn_share_a_frame(tmp_path: Path) -> None:
    async with running(tmp_path) as it, it.stream(await it.token(*EVERYTHING)) as socket:
        await opened(socket)
        for degrees in (21.0, 22.0, 23.0):
            it.home.report(SENSOR, (0, degrees))
        frame = await heard(socket)
        assert [change["values"][TEMPERATURE] for change in frame["changes"]] == [21.0, 22.0, 23.0]
        assert frame["seq"] == frame["changes"][-1]["seq"] == it.home.seq


async def test_devices_come_change_and_go(tmp_path: Path) -> None:
    async with running(tmp_path) as it, it.stream(await it.token(*EVERYTHING)) as socket:
        await opened(socket)
        await it.home.rename(LAMP, "Desk")
        assert (await heard(socket))["changes"][0]["about"]["name"] == "Desk"
        more = dataclasses.replace(
            DESCRIPTIONS[LAMP],
            properties=(*DESCRIPTIONS[LAMP].properties, prop("levelControl", "currentLevel", Kind.NUMBER, unit="%")),
        )
        it.home.redescribe(LAMP, more)
        assert "1/levelControl/currentLevel" in (await heard(socket))["changes"][0]["whole"]["values"]
        it.home.remove(LAMP)
        assert (await heard(socket))["changes"][0]["gone"] is True
        it.home.add(LAMP, DESCRIPTIONS[LAMP])
        assert (await heard(socket))["changes"][0]["whole"]["id"] == LAMP


async def test_events_are_told_and_listed(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        token = await it.token(*EVERYTHING)
        async with it.stream(token) as socket:
            await opened(socket)
            it.home.occur(SENSOR, "occupancySensing", "occupancyChanged", occupied=True)
            told = (await heard(socket))["changes"][0]["event"]
            assert (told["capability"], told["event"]) == ("occupancySensing", "occupancyChanged")
        listed = (await it.ask("GET", "/events", token)).body["events"]
        assert [event["event"] for event in listed] == ["occupancyChanged"]
        assert (await it.ask("GET", f"/events?after={it.home.seq}", token)).body["events"] == []


async def test_who_comes_back_gets_what_was_missed(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        token = await it.token(*EVERYTHING)
        it.home.report(SENSOR, (0, 1.0))
        seq = it.home.seq
        it.home.report(SENSOR, (0, 2.0))
        it.home.report(SENSOR, (0, 3.0))
        async with it.stream(token, f"?epoch=e1&seq={seq}") as socket:
            hello, missed = await opened(socket)
            assert hello["resumed"] is True
            assert [change["values"][TEMPERATURE] for change in missed["changes"]] == [2.0, 3.0]
            assert missed["seq"] == it.home.seq
            it.home.report(SENSOR, (0, 4.0))
            assert (await heard(socket))["changes"][0]["values"] == {TEMPERATURE: 4.0}


@pytest.mark.parametrize("query", ["?epoch=e0&seq=1", "?epoch=e1&seq=99999", "?epoch=e1&seq=0", ""])
async def test_who_cannot_resume_gets_a_snapshot(tmp_path: Path, query: str) -> None:
    async with running(tmp_path) as it:
        for degrees in range(70):  # more than the ring of the fake home keeps
            it.home.report(SENSOR, (0, float(degrees)))
        async with it.stream(await it.token(*EVERYTHING), query) as socket:
            hello, snapshot = await opened(socket)
            assert hello["resumed"] is False
            assert snapshot["type"] == "snapshot"


async def test_a_change_among_devices_in_between_means_a_snapshot(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        seq = it.home.seq
        it.home.remove(LOCK)
        async with it.stream(await it.token(*EVERYTHING), f"?epoch=e1&seq={seq}") as socket:
            _, snapshot = await opened(socket)
            assert {device["id"] for device in snapshot["devices"]} == {LAMP, SENSOR}


async def test_a_browser_authorises_by_its_first_message(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        token = await it.token(*EVERYTHING)
        async with it.stream() as socket:
            await socket.send_json({"type": "auth", "token": token, "epoch": "e1", "seq": it.home.seq})
            hello, missed = await opened(socket)
            assert hello["resumed"] is True
            assert missed["changes"] == []


@pytest.mark.parametrize(
    ("first", "reason"),
    [
        ('{"type":"auth","token":"hutong_wrong"}', "token-unknown"),
        ('{"type":"auth"}', "invalid-body"),
        ("[]", "invalid-body"),
        ("nonsense", "malformed-json"),
    ],
)
async def test_a_wrong_first_message_closes_the_stream(tmp_path: Path, first: str, reason: str) -> None:
    async with running(tmp_path) as it, it.stream() as socket:
        await socket.send_str(first)
        closed = await socket.receive(timeout=5)
        assert (closed.type, closed.data, closed.extra) == (aiohttp.WSMsgType.CLOSE, 4001, reason)


async def test_a_token_in_the_url_is_refused(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        token = await it.token(*EVERYTHING)
        with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
            async with it.stream(token, "?token=" + token):
                pass
        assert caught.value.status == 400


@pytest.mark.parametrize(("far_end", "scopes"), [(FarEnd.CLOUD_LINKED, ()), (FarEnd.PERSON, (Scope.ADMIN,))])
async def test_who_may_not_listen_is_told_at_once(tmp_path: Path, far_end: FarEnd, scopes: tuple[Scope, ...]) -> None:
    async with running(tmp_path) as it:
        token = await it.token(*scopes, far_end=far_end)
        with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
            async with it.stream(token):
                pass
        assert caught.value.status == 403


async def test_commands_have_ids_and_outcomes(tmp_path: Path) -> None:
    async with running(tmp_path) as it, it.stream(await it.token(*EVERYTHING, Scope.CONTROL)) as socket:
        await opened(socket)
        wish = {"type": "set", "id": "a", "device": LAMP, "properties": {"1/onOff/onOff": True}}
        await socket.send_json(wish)
        assert await heard(socket) == {
            "type": "outcome", "id": "a", "status": 200, "outcome": "confirmed", "command": "c1", "renamed": {},
                "within_s": None,
        }  # fmt: skip
        it.home.outcome = Unconfirmed(command="c2")
        invoke = {"type": "invoke", "id": "b", "device": LAMP, "endpoint": 1, "capability": "onOff", "command": "on"}
        await socket.send_json(invoke)
        assert (await heard(socket))["outcome"] == "unconfirmed"
        it.home.outcome = Refused(command="c3", code="confirmation-required", reason="no", fix="Confirm")
        await socket.send_json({**wish, "id": "c"})
        refused = await heard(socket)
        assert (refused["type"], refused["id"], refused["code"]) == ("problem", "c", "confirmation-required")
        assert (refused["status"], refused["fix"]) == (403, "Confirm")


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ('{"type":"set","id":"x","device":"d_no","properties":{"a":1}}', "not-found"),
        ('{"type":"set","id":"x","properties":{"a":1}}', "invalid-body"),
        ('{"type":"set","id":"x","device":"d","properties":{"a":1},"more":1}', "invalid-body"),
        ('{"type":"dance","id":"x"}', "invalid-body"),
        ('{"type":"set","id":"x","id":"x"}', "malformed-json"),
    ],
)
async def test_a_bad_message_is_answered_and_the_stream_goes_on(tmp_path: Path, message: str, code: str) -> None:
    async with running(tmp_path) as it, it.stream(await it.token(*EVERYTHING, Scope.CONTROL)) as socket:
        await opened(socket)
        await socket.send_str(message)
        told = await heard(socket)
        assert (told["type"], told["code"], told["id"]) == ("problem", code, "x")
        await socket.send_bytes(b"binary")
        assert (await heard(socket))["code"] == "malformed-json"
        it.home.report(SENSOR, (0, 5.0))
        assert (await heard(socket))["type"] == "changes"
        assert it.home.asked == []


async def test_a_reader_commands_nothing(tmp_path: Path) -> None:
    async with running(tmp_path) as it, it.stream(await it.token(Scope.READ)) as socket:
        await opened(socket)
        await socket.send_json({"type": "set", "id": "a", "device": LAMP, "properties": {"1/onOff/onOff": True}})
        assert (await heard(socket))["code"] == "scope-missing"
        assert it.home.asked == []


async def test_a_revoked_token_ends_its_streams_at_once(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        grant, secret = await it.access.create("x", FarEnd.PERSON, EVERYTHING)
        async with it.stream(secret) as socket, it.stream(await it.token(*EVERYTHING)) as other:
            await opened(socket)
            await opened(other)
            await it.access.revoke(grant.id)
            it.home.report(SENSOR, (0, 9.0))
            closed = await socket.receive(timeout=5)
            assert (closed.type, closed.data) == (aiohttp.WSMsgType.CLOSE, 4003)
            assert (await heard(other))["type"] == "changes"


async def test_when_the_gateway_stops_clients_are_told(tmp_path: Path) -> None:
    async with running(tmp_path) as it, it.stream(await it.token(*EVERYTHING)) as socket:
        await opened(socket)
        it.api.hub.stop()
        closed = await socket.receive(timeout=5)
        assert (closed.type, closed.data) == (aiohttp.WSMsgType.CLOSE, 1001)


async def test_a_room_bounds_what_is_streamed(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        await it.home.place(LAMP, "Study")
        token = await it.token(*EVERYTHING, rooms=["Study"])
        async with it.stream(token) as socket:
            _, snapshot = await opened(socket)
            assert [device["id"] for device in snapshot["devices"]] == [LAMP]
            it.home.report(SENSOR, (0, 9.0))
            it.home.report(LAMP, (0, True))
            assert [change["device"] for change in (await heard(socket))["changes"]] == [LAMP]
            await it.home.place(SENSOR, "Study")
            assert (await heard(socket))["changes"][0]["whole"]["values"][TEMPERATURE] == 9.0
            await it.home.place(LAMP, "Hall")
            assert (await heard(socket))["changes"] == [{"seq": it.home.seq, "device": LAMP, "gone": True}]
            it.home.report(LAMP, (0, False))
            it.home.report(SENSOR, (0, 10.0))
            assert [change["device"] for change in (await heard(socket))["changes"]] == [SENSOR]


async def test_equal_views_are_encoded_once(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        first, second = await it.token(*EVERYTHING), await it.token(*EVERYTHING)
        async with it.stream(first) as one, it.stream(second) as two:
            await opened(one)
            await opened(two)
            it.home.report(SENSOR, (0, 9.0))
            assert await heard(one) == await heard(two)
            assert it.api.metrics.counts.frames == 1
