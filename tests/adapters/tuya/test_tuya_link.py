"""One connection over loopback to a device whose side is written apart, of every version; and what it may do wrong."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

from adapters.sdk.channel import Channel
from adapters.sdk.errors import LinkError, UnreachableError
from adapters.sdk.tap import Tap
from adapters.tuya import link, talk
from adapters.tuya.finder import Finder
from adapters.tuya.household import Household
from adapters.tuya.link import connected
from adapters.tuya.protocol import Version
from adapters.tuya.route import Route
from schemas.outcomes import Sent
from tests.adapters.tuya.device import KEY, Device
from tests.adapters.tuya.stage import child, household, listed, staged

pytestmark = pytest.mark.network

VERSIONS = ("3.1", "3.3", "3.4", "3.5")
STATE = {"20": True, "22": 500}


@dataclass
class Mock:
    """A device on a port; `before` is what it sends before anything else, `twice` says every answer two times."""

    version: str
    key: bytes = KEY
    before: bytes = b""
    after: bytes = b""
    twice: bool = False
    silent: bool = False
    hangs_up: bool = False
    deaf: bool = False
    split: bool = False
    port: int = 0
    behind: dict[str, dict[str, Any]] = field(default_factory=dict)
    heard: list[tuple[int, Any]] = field(default_factory=list)
    writers: list[asyncio.StreamWriter] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writers.append(writer)
        device = Device(self.version, self.key)
        writer.write(self.before)
        if self.deaf:
            writer.transport.pause_reading()  # type: ignore[attr-defined]
            return
        try:
            while not self.hangs_up:
                frame = await self.frame(reader)
                if not self.silent:
                    await self.say(self.answer(device, frame), writer)
        except (asyncio.IncompleteReadError, AssertionError, ValueError, InvalidTag, OSError):
            pass
        finally:
            writer.close()

    async def frame(self, reader: asyncio.StreamReader) -> bytes:
        start = await reader.readexactly(16 if self.version != "3.5" else 18)
        size = int.from_bytes(start[-4:], "big")
        return start + await reader.readexactly(size if self.version != "3.5" else size + 4)

    def answer(self, device: Device, frame: bytes) -> bytes:
        if device.version in {"3.4", "3.5"} and device.key == device.local:
            if not device.theirs:
                return device.greets(frame)
            device.agrees(frame)
            return self.after
        sequence, command, said = device.hears(frame)
        self.heard.append((command, said))
        if command == 9:
            return device.says(sequence, command, b"")
        data = device.tells(sequence, command, self.told(command, said))
        return data * 2 if self.twice else data

    def told(self, command: int, said: dict[str, Any]) -> dict[str, Any]:
        """Give what is told of the device, or of the one behind it that is asked for (tinytuya PROTOCOL.md)."""
        if command == 0x40:
            return {"reqType": "subdev_online_stat_report", "data": {"online": ["c1"], "offline": ["c2"]}}
        inner = said.get("data", said)
        if "cid" not in inner:
            return {"dps": STATE}
        values = self.behind.setdefault(inner["cid"], {"1": False})
        values.update(inner.get("dps", {}))
        return {"protocol": 5, "t": 1_700_000_000, "data": {"cid": inner["cid"], "dps": values}}

    async def say(self, data: bytes, writer: asyncio.StreamWriter) -> None:
        for place in range(0, len(data), 3 if self.split else len(data) or 1):
            writer.write(data[place : place + (3 if self.split else len(data))])
            await asyncio.sleep(0)


@asynccontextmanager
async def mock(
    monkeypatch: pytest.MonkeyPatch, version: str, *, at: str = "127.0.0.1", **more: Any
) -> AsyncIterator[Mock]:
    one = Mock(version, **more)
    server = await asyncio.start_server(one.serve, at, one.port)
    one.port = server.sockets[0].getsockname()[1]
    monkeypatch.setattr(link, "PORT", one.port)
    monkeypatch.setattr(link, "ANSWER_S", 0.2)
    try:
        yield one
    finally:
        server.close()
        for writer in one.writers:
            writer.close()
        await server.wait_closed()
        await asyncio.sleep(0)


async def told(version: str, key: bytes = KEY, messages: int = 1) -> list[dict[str, Any]]:
    """Connect, ask for everything, and give so many messages."""
    async with connected("127.0.0.1", Version(version), key, "device") as line:
        await line.channel.send(talk.query())
        async with asyncio.timeout(5):
            return [json.loads(await line.channel.receive()) for _ in range(messages)]


@pytest.mark.parametrize("split", [False, True])
@pytest.mark.parametrize("version", VERSIONS)
async def test_every_version_talks(monkeypatch: pytest.MonkeyPatch, version: str, *, split: bool) -> None:
    async with mock(monkeypatch, version, split=split) as one:
        async with connected("127.0.0.1", Version(version), KEY, "device") as line:
            await line.channel.send(talk.query())
            first = json.loads(await line.channel.receive())
            assert (first["told"], first["values"], first["cid"]) == ("values", STATE, "")
            assert line.ended() is None
            await line.channel.send(talk.control({"20": False}))
            await line.channel.receive()
            await line.channel.send(talk.heart_beat())
            assert json.loads(await line.channel.receive())["told"] == "done"
        said = one.heard[1][1]
        assert said.get("dps", said.get("data", {}).get("dps")) == {"20": False}


@pytest.mark.parametrize("version", ["3.3", "3.4", "3.5"])
async def test_a_wrong_key_is_told_where_the_device_only_hangs_up(
    monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    async with mock(monkeypatch, version, key=b"fedcba9876543210"):
        with pytest.raises(LinkError) as caught:
            await told(version)
    assert caught.value.code == "session-ended"
    assert "local key" in caught.value.fix


async def test_protocol_3_1_tells_what_it_is_asked_in_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    async with mock(monkeypatch, "3.1", key=b"fedcba9876543210"):
        assert (await told("3.1"))[0]["values"] == STATE


async def test_another_version_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    early = Device("3.3").tells(1, 8, {"dps": STATE})
    async with mock(monkeypatch, "3.3", before=early):
        with pytest.raises(LinkError, match=r"protocol 3.3 expected; 3.5 is configured") as caught:
            await told("3.5")
    assert caught.value.fix == "pair it anew with --version 3.3"
    assert not caught.value.retry


@pytest.mark.parametrize("version", VERSIONS)
async def test_one_that_hangs_up_or_says_nothing(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    odd: tuple[dict[str, Any], ...] = ({"hangs_up": True}, {"silent": True})
    for more in odd:
        async with mock(monkeypatch, version, **more):
            with pytest.raises((LinkError, TimeoutError)):
                async with asyncio.timeout(0.3):
                    await told(version)


@pytest.mark.parametrize("version", ["3.4", "3.5"])
async def test_odd_bytes_cost_themselves_alone(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    big = bytes.fromhex("000055aa" if version == "3.4" else "000066990000") + bytes(8) + b"\x7f\xff\xff\xff"
    async with mock(monkeypatch, version, after=b"garbage" * 9 + big):
        found = await told(version, messages=2)
    assert sorted(one["told"] for one in found) == ["fault", "values"]
    assert "garbage" not in json.dumps(found)


async def test_one_that_takes_nothing_more_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    full = {str(number): "x" * 20_000 for number in range(3)}
    async with mock(monkeypatch, "3.3", deaf=True), connected("127.0.0.1", Version.V33, KEY, "device") as line:
        with pytest.raises(LinkError):
            await _flood(line.channel, talk.control(full))


async def _flood(channel: Channel, message: bytes) -> None:
    for _ in range(2000):
        await channel.send(message)


async def test_what_comes_twice_is_taken_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async with mock(monkeypatch, "3.5", twice=True):
        found = await told("3.5", messages=2)
    assert [(one["told"], one.get("code")) for one in found] == [("values", None), ("fault", "replayed")]


@pytest.mark.parametrize("version", ["3.3", "3.4", "3.5"])
async def test_devices_behind_a_gateway_on_the_wire(monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    point: dict[str, Any] = {"dp_1": ("switch_1", "Boolean", {})}
    children = (child("one", "c1", **point), child("two", "c2", **point))
    async with mock(monkeypatch, version) as one:
        family = household(listed("lamp"), *children)
        talking = partial(connected, "127.0.0.1", Version(version), KEY, "gw")
        async with staged(talking, family) as home:
            await home.until_value("1/onOff/onOff", value=False, key="one")
            assert isinstance(await home.write("1/onOff/onOff", value=True, key="one"), Sent)
            await home.until_value("1/onOff/onOff", value=True, key="one")
            assert await home.until_gone("two") == "its gateway does not hear it"
    assert one.behind["c1"] == {"1": True}


# ---- the way there


def home(host: str = "") -> Household:
    return Household(head=listed("lamp"), version=Version.V33, key=KEY, host=host)


async def test_where_it_was_heard_last_is_tried_first_and_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    finder = Finder()
    route = Route(home("127.0.0.9"), finder, Tap())
    assert await route.host() == "127.0.0.9"
    beacon = json.dumps({"gwId": listed("lamp").id, "ip": "10.0.0.1", "version": "3.3"}).encode()
    finder.heard("127.0.0.1", Device("3.1").says(0, 0x13, beacon))
    assert await route.host() == "127.0.0.1"
    async with mock(monkeypatch, "3.3", hangs_up=True):
        async with route.connected() as line:
            with pytest.raises(UnreachableError):
                raise await _end(line.channel.receive())
        with pytest.raises(UnreachableError):
            async with route.connected() as line:
                raise await _end(line.channel.receive())
    assert await route.host() == "127.0.0.9"
    route = Route(home(), Finder(), Tap())
    with pytest.raises(UnreachableError, match="has not told its address"):
        await route.host(0.01)


async def _end(receiving: Any) -> LinkError:
    try:
        await receiving
    except LinkError as error:
        return UnreachableError(error.reason)
    raise AssertionError("it said something")


async def test_beacons_are_remembered_within_bounds_and_wake_who_waits() -> None:
    finder = Finder()
    async with asyncio.TaskGroup() as group:
        waiting = group.create_task(finder.find("d1500", 5))
        await asyncio.sleep(0)
        for number in range(1501):
            beacon = json.dumps({"gwId": f"d{number}", "ip": "10.0.0.1", "version": "3.1"}).encode()
            finder.heard("127.0.0.1", Device("3.1").says(0, 0x13, beacon))
    assert waiting.result().host == "127.0.0.1"
    assert len(list(finder.places())) == 1024
    assert finder.place("d0") is None
    finder.heard("127.0.0.1", b"no beacon")
    assert len(list(finder.places())) == 1024


async def test_what_cannot_be_heard_is_told() -> None:
    async with Finder(("no-such-interface",)) as finder:
        with pytest.raises(LinkError, match="no interface"):
            await finder.find("d", 0.05)
        with pytest.raises(LinkError, match="no interface"):
            await finder.solicit(0.05)
