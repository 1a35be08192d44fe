import asyncio
import io
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from simulators.broker import Broker, free_port
from simulators.home.catalogue import entries
from simulators.home.fault import Fault
from simulators.home.home import Home
from simulators.home.link import BrokerAddress
from simulators.home.performance import Pace, Performance
from simulators.home.truth import Truth

pytestmark = [pytest.mark.broker, pytest.mark.timeout(60)]

START = datetime(2026, 11, 25, 12, 30)  # noqa: DTZ001 - nobody at home, little stirs
LOCK = "zigbee2mqtt/door_lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    home: Home
    performance: Performance
    record: io.StringIO

    def truth(self, event: str) -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in self.record.getvalue().splitlines()]
        return [line for line in lines if line["event"] == event]

    def topic(self, device: str, tail: str) -> str:
        listed = {one["name"]: one["address"]["id"] for one in self.performance.directory()}
        return f"lane/{listed[device]}/{tail}"


@asynccontextmanager
async def performing(port: int, *faults: Fault, speed: float = 60, rate_limit: float = 0) -> AsyncIterator[Stage]:
    home = Home(entries(38), seed=7, start=START)
    record = io.StringIO()
    address = BrokerAddress(host="127.0.0.1", port=port)
    performance = Performance(home, address, Pace(speed=speed, rate_limit=rate_limit), Truth(record))
    async with asyncio.TaskGroup() as group:
        playing = group.create_task(performance.run(faults))
        async with asyncio.timeout(40):
            await performance.connected()
        yield Stage(home=home, performance=performance, record=record)
        playing.cancel()


async def test_everything_is_announced_to_a_late_listener(mosquitto: Broker, listen: Any) -> None:
    async with performing(mosquitto.settings.port), listen(mosquitto.settings.port) as spy:
        documents = await spy.until(lambda m: m.topic == "zigbee2mqtt/bridge/devices" and m.retained)
        assert len(documents.json) == 20
        await spy.until(lambda m: m.topic.startswith("homeassistant/device/") and m.retained)
        await spy.until(lambda m: m.topic == "lane/hub/status" and m.payload == b"online")
        await spy.until(lambda m: m.topic == "zigbee2mqtt/door_lock/availability" and m.json == {"state": "online"})


async def test_a_zigbee_lock_is_opened_and_says_so(mosquitto: Broker, listen: Any) -> None:
    async with performing(mosquitto.settings.port) as stage, listen(mosquitto.settings.port) as spy:
        since = spy.say(f"{LOCK}/set", '{"state":"UNLOCK"}')
        await spy.until(lambda m: m.topic == LOCK and m.json["lock_state"] == "not_fully_locked", since)
        await spy.until(lambda m: m.topic == LOCK and m.json["lock_state"] == "unlocked", since)
        (order,) = stage.truth("ordered")
    assert (order["device"], order["order"], order["value"], order["taken"]) == ("door_lock", "locked", False, True)


async def test_a_self_described_curtain_moves_over_time(mosquitto: Broker, listen: Any) -> None:
    async with performing(mosquitto.settings.port) as stage, listen(mosquitto.settings.port) as spy:
        state, position = stage.topic("bedroom_curtain", "state"), stage.topic("bedroom_curtain", "position")
        since = spy.say(stage.topic("bedroom_curtain", "position/set"), "60")
        await spy.until(lambda m: m.topic == state and m.payload == b"opening", since)
        await spy.until(lambda m: m.topic == position and 0 < m.json["position"] < 60, since)
        await spy.until(lambda m: m.topic == position and m.json["position"] == 60, since)
        await spy.until(lambda m: m.topic == state and m.payload == b"open", since)


async def test_a_get_is_answered_and_out_of_range_is_ignored(mosquitto: Broker, listen: Any) -> None:
    lamp = "zigbee2mqtt/bedroom_lamp"
    async with performing(mosquitto.settings.port, speed=1) as stage, listen(mosquitto.settings.port) as spy:
        since = spy.say(f"{lamp}/get", '{"state":""}')
        before = await spy.until(lambda m: m.topic == lamp, since)
        since = spy.say(f"{lamp}/set", '{"brightness":999}')
        after = await spy.until(lambda m: m.topic == lamp, since)
        await spy.until(lambda m: m.topic == "zigbee2mqtt/bridge/logging" and m.json["level"] == "error", since)
    assert after.json["brightness"] == before.json["brightness"]
    assert stage.performance.summary()["ignored"] == 1


async def test_a_vanished_device_does_not_hear(mosquitto: Broker, listen: Any) -> None:
    lamp = "zigbee2mqtt/bedroom_lamp"
    fault = Fault(kind="vanish", device="door_lock", at_s=0.05)
    async with performing(mosquitto.settings.port, fault) as stage, listen(mosquitto.settings.port) as spy:
        await spy.until(lambda m: m.topic == f"{LOCK}/availability" and m.json == {"state": "offline"})
        since = spy.say(f"{LOCK}/set", '{"state":"UNLOCK"}')
        for level in range(10, 18):  # eight answers take longer than the longest latency of one
            at = spy.say(f"{lamp}/set", json.dumps({"brightness": level}))
            await spy.until(lambda m, level=level: m.topic == lamp and m.json["brightness"] == level, at)
        assert not any(message.topic == LOCK for message in spy.heard[since:])
        assert stage.home.device("door_lock").state["bolt"] == "locked"


async def test_a_vanished_device_is_mute(mosquitto: Broker, listen: Any) -> None:
    fault = Fault(kind="vanish", device="power_meter", at_s=0.05)
    async with performing(mosquitto.settings.port, fault, speed=600) as stage, listen(mosquitto.settings.port) as spy:
        gone = stage.topic("power_meter", "availability")
        await spy.until(lambda m: m.topic == gone and m.payload == b"offline")
        since = len(spy.heard)
        begin_s = stage.home.t_s
        fridge = "zigbee2mqtt/fridge_plug"
        while stage.home.t_s < begin_s + 900:
            await spy.until(lambda m: m.topic == fridge, len(spy.heard))
        assert not any(message.topic.endswith("/SENSOR") for message in spy.heard[since:])


async def test_a_broker_that_died_is_told_everything_again(mosquitto: Broker, listen: Any) -> None:
    async with performing(mosquitto.settings.port) as stage:
        os.kill(mosquitto.pid, signal.SIGKILL)
        await mosquitto.stop()
        await mosquitto.start()
        async with listen(mosquitto.settings.port) as spy:
            await spy.until(lambda m: m.topic == "zigbee2mqtt/bridge/devices")
            await spy.until(lambda m: m.topic.startswith("homeassistant/"))
        assert stage.performance.summary()["messages"] > 0


async def test_the_rate_limit_holds_and_nothing_is_forgotten(mosquitto: Broker, listen: Any) -> None:
    async with (
        performing(mosquitto.settings.port, speed=600, rate_limit=5) as stage,
        listen(mosquitto.settings.port) as spy,
    ):
        await spy.until(lambda m: m.topic.endswith("/SENSOR"))
        told = len(stage.truth("state"))
        assert told <= 5 + 5 * stage.performance.t_real_s


async def test_truth_begins_with_who_lives_there(mosquitto: Broker, listen: Any) -> None:
    async with performing(mosquitto.settings.port) as stage, listen(mosquitto.settings.port) as spy:
        await spy.until(lambda m: m.topic.endswith("/SENSOR"))
        (home,) = stage.truth("home")
    assert len(home["devices"]) == 38
    assert {"name", "zh", "room", "model", "dialect", "orders", "address"} == home["devices"][0].keys()


async def start(*arguments: str) -> asyncio.subprocess.Process:
    command = [sys.executable, "-m", "simulators.home", *arguments]
    return await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )


async def test_the_program_plays_and_ends_cleanly(mosquitto: Broker, listen: Any, tmp_path: Path) -> None:
    truth = tmp_path / "truth"
    process = await start("--port", str(mosquitto.settings.port), "--devices", "12", "--truth", str(truth))
    assert process.stdout is not None
    ready = json.loads(await process.stdout.readline())
    assert (ready["event"], ready["devices"]) == ("ready", 12)
    async with listen(mosquitto.settings.port) as spy:
        await spy.until(lambda m: m.topic == "zigbee2mqtt/bridge/state" and m.json == {"state": "online"})
        since = len(spy.heard)
        process.terminate()
        assert await process.wait() == 0
        await spy.until(lambda m: m.topic == "zigbee2mqtt/bridge/state" and m.json == {"state": "offline"}, since)
        summary = json.loads(await process.stdout.readline())
    assert summary["messages"] > 20
    assert json.loads(truth.read_text().splitlines()[0])["event"] == "home"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--fault", "sing"), "unknown fault 'sing'"),
        (("--fault", "vanish=toaster"), "no device 'toaster'"),
        (("--speed", "0"), "--speed must be above 0"),
    ],
)
async def test_a_wrong_argument_is_one_clear_line(arguments: tuple[str, ...], says: str) -> None:
    process = await start("--port", str(free_port()), *arguments)
    _, errors = await process.communicate()
    assert process.returncode == 2
    assert says in errors.decode()
    assert len(errors.decode().splitlines()) == 1
