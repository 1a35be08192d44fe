"""A client of the stream that reads slowly, over real sockets: what it is told, and what it never misses."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from gateway.northbound.scope import Scope
from tests.gateway.northbound.fake_home import DESCRIPTIONS, LAMP, NOW_MS, SENSOR
from tests.gateway.northbound.running import Running, running

pytestmark = pytest.mark.network

EVERYTHING = tuple(scope for scope in Scope if scope.startswith("read"))
EFFECT, TEMPERATURE = "1/vendor/z2m.effect", "1/temperatureMeasurement/measuredValue"
LONG = "x" * 1000

Frame = dict[str, Any]
Socket = aiohttp.ClientWebSocketResponse


async def heard(socket: Socket) -> Frame:
    return dict(await socket.receive_json(timeout=60))


@asynccontextmanager
async def reader(it: Running, *more: Scope) -> AsyncIterator[Socket]:
    async with it.stream(await it.token(*EVERYTHING, *more)) as socket:
        assert (await heard(socket))["type"] == "hello"
        assert (await heard(socket))["type"] == "snapshot"
        yield socket


@contextmanager
def stalled(socket: Socket) -> Iterator[None]:
    """Let nothing be read from the socket meanwhile, so that its connection fills up."""
    transport = socket._response.connection.transport  # type: ignore[union-attr]
    assert transport is not None
    transport.pause_reading()
    yield
    transport.resume_reading()


async def flood(it: Running, quick: Socket | None = None) -> int:
    """Change one property until a client has fallen behind; gives how often."""
    sent = 0
    while it.api.metrics.counts.fell_behind == 0:
        for _ in range(200):
            sent += 1
            it.home.report(LAMP, (2, f"{LONG}{sent}"))
        if quick is None:
            await asyncio.sleep(0)
        else:
            assert len((await heard(quick))["changes"]) == 200
    return sent


async def until_folded(socket: Socket) -> tuple[list[Frame], Frame, Frame]:
    """Read up to the word that values were folded; gives what came before, that word, and the frame behind it."""
    before: list[Frame] = []
    while (frame := await heard(socket))["type"] != "folded":
        before.append(frame)
    return before, frame, await heard(socket)


async def test_it_is_told_how_much_was_folded_and_is_up_to_date_then(tmp_path: Path) -> None:
    async with running(tmp_path, stream_queue_frames=8) as it, reader(it) as quick, reader(it) as slow:
        with stalled(slow):
            sent = await flood(it, quick)
            for number in range(50):
                it.home.report(LAMP, (2, f"late {number}"))
                it.home.report(SENSOR, (0, float(number)))
            assert len((await heard(quick))["changes"]) == 100
            waiting = it.api.hub.waiting()
            assert (waiting["stream_behind"], waiting["stream_frames"]) == (1, 8)
        before, folded, after = await until_folded(slow)
        come = sum(len(frame["changes"]) for frame in before)
        assert folded == {
            "type": "folded",
            "seq": it.home.seq,
            "since_seq": before[-1]["seq"],
            "for_ms": folded["for_ms"],
            "values": sent + 100 - come - 2,
            "events": 0,
        }
        assert [(one["device"], one["values"]) for one in after["changes"]] == [
            (LAMP, {EFFECT: "late 49"}),
            (SENSOR, {TEMPERATURE: 49.0}),
        ]
        assert after["seq"] == it.home.seq
        it.home.report(LAMP, (2, "now"))
        for socket in (quick, slow):
            assert (await heard(socket))["changes"][0]["values"] == {EFFECT: "now"}
        assert it.api.hub.waiting()["stream_behind"] == 0
        assert it.api.metrics.counts.folded == folded["values"]


async def test_it_misses_no_event_and_hears_them_in_order(tmp_path: Path) -> None:
    async with running(tmp_path, stream_queue_frames=4) as it, reader(it) as slow:
        rung: list[int] = []
        with stalled(slow):
            number = 0
            while it.api.metrics.counts.fell_behind == 0 or number % 3000:
                it.home.report(LAMP, (2, f"{LONG}{number}"))
                if number % 10 == 0:
                    it.home.occur(LAMP, "genericSwitch", "initialPress", newPosition=number)
                    await asyncio.sleep(0)
                number += 1
        before, folded, after = await until_folded(slow)
        seqs: list[int] = []
        for change in (change for frame in (*before, after) for change in frame["changes"]):
            seqs.append(change["seq"])
            if "event" in change:
                rung.append(change["event"]["fields"]["newPosition"])
        assert rung == list(range(0, number, 10))
        assert seqs == sorted(seqs)
        assert folded["values"] > 0
        assert folded["events"] > 0


async def test_a_command_is_answered_behind_what_was_folded(tmp_path: Path) -> None:
    async with running(tmp_path, stream_queue_frames=4) as it, reader(it, Scope.CONTROL) as slow:
        wish = {"type": "set", "id": "a", "device": LAMP, "properties": {"1/onOff/onOff": True}}
        with stalled(slow):
            await flood(it)
            await slow.send_json(wish)
            while not it.home.asked:
                await asyncio.sleep(0)
        _, _, after = await until_folded(slow)
        assert after["type"] == "changes"
        assert (await heard(slow))["type"] == "outcome"


async def test_what_devices_are_is_folded_too(tmp_path: Path) -> None:
    async with running(tmp_path, stream_queue_frames=4) as it, reader(it) as slow:
        with stalled(slow):
            await flood(it)
            for number in range(100):
                await it.home.rename(SENSOR, f"Sensor {number}")
                it.home.remove(LAMP)
                it.home.add(LAMP, DESCRIPTIONS[LAMP])
                it.home.report(LAMP, (2, f"new {number}"))
        _, _, after = await until_folded(slow)
        sensor, lamp, values = after["changes"]
        assert sensor["about"]["name"] == "Sensor 99"
        assert lamp["whole"]["values"][EFFECT] == "new 99"
        assert values["values"] == {EFFECT: "new 99"}


async def test_a_device_that_went_meanwhile_is_gone(tmp_path: Path) -> None:
    async with running(tmp_path, stream_queue_frames=4) as it, reader(it) as slow:
        with stalled(slow):
            await flood(it)
            it.home.remove(LAMP)
        _, folded, after = await until_folded(slow)
        assert after["changes"] == [{"seq": it.home.seq, "device": LAMP, "gone": True}]
        assert folded["seq"] == it.home.seq


async def test_what_waits_for_it_is_bounded_however_long_it_takes(tmp_path: Path) -> None:
    async with running(tmp_path, stream_queue_kib=64) as it, reader(it) as slow:
        with stalled(slow):
            await flood(it)
            most = it.api.hub.waiting()["stream_bytes"]
            for number in range(20_000):
                it.home.report(LAMP, (2, f"{LONG}{number}"))
            assert it.api.hub.waiting()["stream_bytes"] == most
        assert (await until_folded(slow))[1]["values"] >= 19_999


async def test_when_even_its_events_are_too_many_it_is_dropped_and_resumes_with_every_one(tmp_path: Path) -> None:
    async with running(tmp_path, stream_queue_frames=4, stream_queue_kib=64) as it:
        token = await it.token(*EVERYTHING)
        rung: list[int] = []
        async with it.stream(token) as slow:
            await heard(slow)
            last = (await heard(slow))["seq"]
            with stalled(slow):
                await flood(it)
                number = 0
                while it.api.metrics.counts.dropped_clients == 0:
                    it.home.occur(LAMP, "genericSwitch", "initialPress", newPosition=number)
                    number += 1
            while (message := await slow.receive(timeout=60)).type is aiohttp.WSMsgType.TEXT:
                last = json.loads(message.data)["seq"]
        assert (message.type, message.data) == (aiohttp.WSMsgType.CLOSE, 4002)
        told = json.loads(message.extra or "")
        assert told == {"code": "slow-client", "epoch": "e1", "seq": last}
        async with it.stream(token, f"?epoch=e1&seq={last}") as again:
            hello, snapshot, missed = await heard(again), await heard(again), await heard(again)
            assert (hello["resumed"], hello["events"], snapshot["type"]) == (False, "kept", "snapshot")
            rung = [change["event"]["fields"]["newPosition"] for change in missed["changes"]]
        assert rung == list(range(number))


async def test_events_that_are_no_longer_kept_are_said_to_be_lost(tmp_path: Path) -> None:
    async with running(tmp_path) as it:
        seq = it.home.seq
        for number in range(5000):
            it.home.occur(LAMP, "genericSwitch", "initialPress", newPosition=number)
        async with it.stream(await it.token(*EVERYTHING), f"?epoch=e1&seq={seq}") as again:
            assert (await heard(again))["events"] == "lost"
        async with it.stream(await it.token(*EVERYTHING), f"?epoch=e0&seq={it.home.seq}") as again:
            assert (await heard(again))["events"] == "lost"


async def test_one_that_answers_no_ping_is_cut_off(tmp_path: Path) -> None:
    async with running(tmp_path, stream_queue_frames=2, stream_ping_s=0.2) as it, reader(it) as slow:
        with stalled(slow):
            await flood(it)
            async with asyncio.timeout(60):
                while it.api.hub.clients:
                    await asyncio.sleep(0.01)


async def test_bad_messages_without_end_from_one_that_reads_nothing_are_bounded(tmp_path: Path) -> None:
    async with running(tmp_path, stream_queue_frames=2, stream_queue_kib=16) as it, reader(it) as slow:
        with stalled(slow):
            await flood(it)
            async with asyncio.timeout(60):
                while it.api.metrics.counts.dropped_clients == 0:
                    await slow.send_str("no message")
        assert it.home.asked == []


async def test_the_others_do_not_wait(tmp_path: Path) -> None:
    async with running(tmp_path, stream_queue_frames=4) as it, reader(it) as quick, reader(it) as slow:
        with stalled(slow):
            await flood(it, quick)
            it.home.report(SENSOR, (0, 1.0))
            change = {"seq": it.home.seq, "device": SENSOR, "at_ms": NOW_MS, "values": {TEMPERATURE: 1.0}}
            assert (await heard(quick))["changes"] == [change]
            assert (await it.ask("GET", "//healthz")).status == 200
