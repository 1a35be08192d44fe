"""What a Tuya device may do wrong, in its own bytes: what the home sees of it, and that nobody else does."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from adapters.sdk.errors import LinkError
from adapters.sdk.tap import Tap
from adapters.tuya import link
from adapters.tuya.finder import Finder
from adapters.tuya.pairing import TuyaPairer
from adapters.tuya.protocol import Version
from adapters.tuya.route import Route
from schemas.outcomes import Refused, Sent
from schemas.updates import PropertiesReported
from tests.adapters.bad_input import Bad, shows
from tests.adapters.sdk.travel import travels
from tests.adapters.tuya.device import Device
from tests.adapters.tuya.far import Far
from tests.adapters.tuya.stage import KEY, Home, household, listed, stage, staged
from tests.adapters.tuya.test_tuya_link import mock
from tests.adapters.tuya.test_tuya_session import GATEWAY, RELAY
from tests.adapters.tuya.wired import Wired

LEVEL, ON = "1/levelControl/currentLevel", "1/onOff/onOff"
PLUG = listed("plug01").id
OTHER_KEY = b"another key 0123"
DAY_S = 86_400.0


@asynccontextmanager
async def beside_a_plug(lamp: Wired) -> AsyncIterator[Home]:
    """Run a lamp, and a plug that minds nothing of what the lamp does."""
    plug = Wired({"1": True})
    lamps, plugs = household(listed("lamp")), household(listed("plug01"))
    async with staged(lamp.connect, lamps, beside=[(plug.connect, plugs)]) as home:
        await home.until_here(PLUG)
        yield home
        plug.pushes({"1": False})
        await home.until_value(ON, value=False, key=PLUG)
        assert await home.write(ON, value=True, key=PLUG) == Sent(command="c")
        assert (home.reasons[PLUG], plug.connects) == ("", 1)


def codes(home: Home) -> list[str]:
    return [one.code for one in home.faults()]


def reports(home: Home) -> list[PropertiesReported]:
    return [one for one in home.updates if isinstance(one, PropertiesReported) and one.device == KEY]


# ---- keys and versions


@shows(Bad.WRONG_KEY, "local key rejected, or nothing that fits our key and protocol version; tried again")
@pytest.mark.parametrize("version", ["3.3", "3.4", "3.5"])
def test_its_key_was_changed(version: str) -> None:
    @travels
    async def run() -> None:
        lamp = Wired(version=version)
        async with beside_a_plug(lamp) as home:
            await home.until_value(LEVEL, 50)
            lamp.key = OTHER_KEY
            lamp.hangs_up()
            wanted = "the device said nothing that fits our key and protocol version"
            await home.until(lambda: home.reasons[KEY] == wanted)
            assert isinstance(await home.write(LEVEL, 10), Refused)
            # one that speaks under its key before it is asked shows what is wrong
            lamp.first = Device(version, OTHER_KEY).tells(1, 8, {"dps": {"22": 100}})
            await home.until(lambda: home.reasons[KEY] == "local key rejected: the device has another one")
            assert home.values[KEY, LEVEL] == 50
            lamp.key, lamp.first = Wired().key, b""
            await home.until_here()

    run()


@shows(Bad.WRONG_VERSION, "protocol 3.4 expected; 3.3 is configured")
@travels
async def test_it_speaks_another_version_since_its_update() -> None:
    lamp = Wired(version="3.3")
    async with beside_a_plug(lamp) as home:
        await home.until_value(LEVEL, 50)
        lamp.version = "3.4"
        lamp.first = Device("3.4").tells(1, 8, {"dps": {"22": 100}})
        lamp.hangs_up()
        await home.until(lambda: home.reasons[KEY] == "protocol 3.4 expected; 3.3 is configured")
        assert home.faults()[-1].fix == "pair it anew with --version 3.4"
        assert home.values[KEY, LEVEL] == 50


# ---- addresses


def beacon(version: str) -> bytes:
    told = {"gwId": KEY, "ip": "10.0.0.1", "version": version}
    return Device("3.1").says(0, 0x13, json.dumps(told).encode())


def kept_at(host: str, version: str = "3.4") -> Any:
    return replace(household(listed("lamp")), host=host, version=Version(version))


@shows(Bad.MOVED, "unreachable, or what whoever has its address now says, until it broadcasts its own")
@pytest.mark.network
async def test_another_device_has_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    refuses = Device("3.4", OTHER_KEY).says(1, 4, bytes(48))
    finder, plug = Finder(), Wired({"1": True})
    async with (
        mock(monkeypatch, "3.4", before=refuses, key=OTHER_KEY) as other,
        mock(monkeypatch, "3.4", at="127.77.0.1", port=other.port) as moved,
    ):
        lamp = kept_at("127.0.0.1")
        route = Route(lamp, finder, Tap())
        async with staged(route.connected, lamp, beside=[(plug.connect, household(listed("plug01")))]) as home:
            assert await home.until_gone() == "local key rejected: the device has another one"
            finder.heard("127.77.0.1", beacon("3.4"))
            await home.until_value(LEVEL, 50)
            assert await home.write(ON, value=False) == Sent(command="c")
            assert moved.heard[-1][1]["data"]["dps"] == {"20": False}
            assert home.reasons[KEY] == home.reasons[PLUG] == ""


@pytest.mark.network
async def test_a_refusal_where_it_says_that_it_is_is_the_last_word(monkeypatch: pytest.MonkeyPatch) -> None:
    refuses = Device("3.4", OTHER_KEY).says(1, 4, bytes(48))
    finder = Finder()
    route = Route(kept_at("127.0.0.1"), finder, Tap())
    async with mock(monkeypatch, "3.4", before=refuses, key=OTHER_KEY):
        assert await failure(route) == ("key-rejected", True)
        async with asyncio.TaskGroup() as group:
            trying = group.create_task(failure(route))
            await asyncio.sleep(0)
            finder.heard("127.0.0.1", beacon("3.4"))
        assert trying.result() == ("key-rejected", False)


@pytest.mark.network
async def test_one_that_answers_nothing_tells_its_version_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    finder = Finder()
    finder.heard("127.0.0.1", beacon("3.5"))
    route = Route(kept_at("127.0.0.1"), finder, Tap())
    async with mock(monkeypatch, "3.5", hangs_up=True):
        assert await failure(route) == ("version-rejected", True)


@pytest.mark.network
async def test_one_that_is_paired_in_another_version_than_it_tells_is_told_which(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    finder = Finder()
    finder.heard("127.0.0.1", beacon("3.5"))
    kept = kept_at("127.0.0.1")
    answers = {"id": kept.head.id, "local-key": "0123456789abcdef", "host": "127.0.0.1", "version": "3.4"}
    async with mock(monkeypatch, "3.5", hangs_up=True):
        with pytest.raises(LinkError, match=r"protocol 3\.5 expected; 3\.4 is configured") as caught:
            [step async for step in TuyaPairer(finder, Tap()).pair(answers)]
    assert caught.value.fix == "pair it anew with --version 3.5"


async def failure(route: Route) -> tuple[str, bool]:
    try:
        async with route.connected() as line:
            raise AssertionError(await line.channel.receive())
    except LinkError as error:
        return error.code, error.retry


# ---- time


@shows(Bad.CLOCK, "nothing changes: only the time in our requests is the new one")
def test_the_clock_jumps(monkeypatch: pytest.MonkeyPatch) -> None:
    wall = [1_700_000_000.0]
    monkeypatch.setattr(link, "time", SimpleNamespace(time=lambda: wall[0]))

    @travels
    async def run() -> None:
        lamp = Wired()
        async with beside_a_plug(lamp) as home:
            await home.until_value(LEVEL, 50)
            for now_s in (wall[0] + DAY_S, wall[0] - DAY_S, 0.0):
                wall[0] = now_s
                lamp.asked.clear()
                await asyncio.sleep(105)
                assert [command for command, _ in lamp.asked][:10] == [9] * 10
                assert len(lamp.asked) <= 11
                assert await home.write(ON, value=False) == Sent(command="c")
                assert lamp.asked[-1][1]["t"] == now_s
            # its own clock is its own affair
            for number, time_s in enumerate((10**30, -5, "99999999999", True, None)):
                lamp.pushes({"22": 100 * number}, t=time_s)
                await home.until_value(LEVEL, 10 * number)
            assert [one.device_time_ms for one in reports(home)[-5:]] == [None, None, 99_999_999_999_000, None, None]
            assert (lamp.connects, home.reasons[KEY], codes(home)) == (1, "", [])

    run()


# ---- frames


@shows(Bad.TRUNCATED, "that frame is lost, and told as a fault; one that stays cut is a connection made anew")
@pytest.mark.parametrize("version", ["3.1", "3.3", "3.4", "3.5"])
def test_frames_are_cut(version: str) -> None:
    @travels
    async def run() -> None:
        lamp = Wired(version=version)
        async with beside_a_plug(lamp) as home:
            await home.until_value(LEVEL, 50)
            lamp.says_raw(lamp.push({"22": 100})[:-7] + lamp.push({"20": False}))
            await home.until_value(ON, value=False)
            assert (codes(home), home.values[KEY, LEVEL], lamp.connects) == (["damaged"], 50, 1)
            lamp.says_raw(lamp.push({"22": 100})[:-7])
            lamp.hangs_up()
            assert await home.until_gone() == "it closed the connection"
            await home.until_here()
            assert home.values[KEY, LEVEL] == 50

    run()


@shows(Bad.OVERSIZED, "that frame is passed over, and told as a fault")
@pytest.mark.parametrize("version", ["3.3", "3.5"])
def test_a_frame_says_that_it_is_two_gigabytes_long(version: str) -> None:
    start = "000055aa" if version == "3.3" else "000066990000"

    @travels
    async def run() -> None:
        lamp = Wired(version=version)
        async with beside_a_plug(lamp) as home:
            await home.until_value(LEVEL, 50)
            lamp.says_raw(bytes.fromhex(start) + bytes(8) + b"\x7f\xff\xff\xff" + b"x" * 200_000)
            lamp.pushes({"20": False})
            await home.until_value(ON, value=False)
            assert (codes(home), home.values[KEY, LEVEL], lamp.connects) == (["oversized"], 50, 1)

    run()


@shows(Bad.REPLAYED, "3.5: taken once, and told as a fault; older versions mark no frame, and take it as said again")
@pytest.mark.parametrize(("version", "level", "faults"), [("3.5", 90, ["replayed"]), ("3.4", 10, []), ("3.3", 10, [])])
def test_a_frame_comes_again(version: str, level: int, faults: list[str]) -> None:
    @travels
    async def run() -> None:
        lamp = Wired(version=version)
        async with beside_a_plug(lamp) as home:
            early = lamp.push({"22": 100})
            lamp.says_raw(early)
            await home.until_value(LEVEL, 10)
            lamp.pushes({"22": 900})
            await home.until_value(LEVEL, 90)
            lamp.says_raw(early)
            lamp.pushes({"20": False})
            await home.until_value(ON, value=False)
            assert (codes(home), home.values[KEY, LEVEL]) == (faults, level)

    run()


@shows(Bad.REPLAYED, "nothing of an earlier connection is taken (3.4, 3.5): it is told as a fault")
@pytest.mark.parametrize("version", ["3.4", "3.5"])
def test_a_frame_of_an_earlier_connection_comes(version: str) -> None:
    @travels
    async def run() -> None:
        lamp = Wired(version=version)
        async with beside_a_plug(lamp) as home:
            await home.until_value(LEVEL, 50)
            early = lamp.push({"22": 100})
            lamp.hangs_up()
            await home.until_gone()
            await home.until_here()
            lamp.says_raw(early)
            lamp.pushes({"20": False})
            await home.until_value(ON, value=False)
            assert home.values[KEY, LEVEL] == 50

    run()


@shows(Bad.REORDERED, "before there is a key: passed over, and told as a fault; after that what is said last holds")
@travels
async def test_frames_come_in_another_order() -> None:
    lamp = Wired()
    lamp.first = Device("3.5").tells(1, 8, {"dps": {"22": 700}})
    async with beside_a_plug(lamp) as home:
        await home.until_value(LEVEL, 50)
        assert codes(home) == ["out-of-turn"]
        one, two = lamp.push({"22": 100}), lamp.push({"22": 200})
        lamp.says_raw(two + one)
        await home.until_value(LEVEL, 10)
        assert (codes(home), lamp.connects) == (["out-of-turn"], 1)


# ---- answers


@shows(Bad.SILENT, "no answer to 3 heart beats; then, nothing that fits our key and protocol version")
@pytest.mark.parametrize(
    "says", [b"", Device("3.5", OTHER_KEY).tells(1, 8, {"dps": {"22": 100}})], ids=["nothing", "noise"]
)
def test_it_accepts_and_answers_nothing(says: bytes) -> None:
    @travels
    async def run() -> None:
        lamp = Wired()
        async with beside_a_plug(lamp) as home:
            await home.until_value(LEVEL, 50)
            lamp.mute = True
            assert await home.write(LEVEL, 10) == Sent(command="c")  # which the home does not see confirmed
            while not home.reasons[KEY]:
                lamp.says_raw(says)
                await asyncio.sleep(5)
            assert home.reasons[KEY] == "no answer to 3 heart beats"
            assert isinstance(await home.write(LEVEL, 10), Refused)
            await home.until(lambda: "fits our key" in home.reasons[KEY])
            assert home.values[KEY, LEVEL] == 50
            lamp.mute = False
            await home.until_here()

    run()


@shows(Bad.UNASKED, "values are taken, as devices tell them by themselves; all else is a fault or nothing")
@travels
async def test_it_answers_what_nobody_asked() -> None:
    lamp = Wired()
    async with beside_a_plug(lamp) as home:
        await home.until_value(LEVEL, 50)
        says, tells = lamp.device.says, lamp.device.tells
        lamp.says_raw(says(9, 0x0D, b"") + says(9, 0x0D, b"no way", code=1) + says(9, 0x10, b"no", code=1))
        lamp.says_raw(tells(9, 0x40, {"data": {"online": ["c1", 5], "offline": {}}}) + says(9, 4, bytes(48)))
        lamp.pushes({"20": False})
        await home.until_value(ON, value=False)
        assert codes(home) == ["device-refused", "out-of-turn"]
        assert (home.values[KEY, LEVEL], home.reasons[KEY], lamp.connects) == (50, "", 1)


@shows(Bad.UNASKED, "values of a device that is not in the file: a fault, and nobody else's values")
@pytest.mark.parametrize("behind", [(), (RELAY,)])
def test_a_gateway_tells_of_somebody_else(behind: tuple[Any, ...]) -> None:
    @travels
    async def run() -> None:
        far = Far(state={"": {}, "c2": {"1": False}})
        async with stage(far, GATEWAY, *behind) as home:
            await home.until_here("gw")
            far.pushes({"1": True}, "c9")
            await home.until(lambda: codes(home) == ["unknown-device"])
            assert home.values.get(("relay", ON), False) is False
            assert [one.path for one in home.devices["gw"].properties] == []

    run()


@shows(Bad.OUT_OF_SPEC, "a fault for that value; the value before it stays")
@pytest.mark.parametrize("odd", ["bright", None, True, [500], {"a": 1}, 10**400, 1e300, float(5000)])
def test_values_are_none_of_theirs(odd: object) -> None:
    @travels
    async def run() -> None:
        lamp = Wired()
        async with beside_a_plug(lamp) as home:
            await home.until_value(LEVEL, 50)
            lamp.pushes({"22": odd, "24": odd, "0": odd, "x": odd, "20": False})
            await home.until_value(ON, value=False)
            limits = home.devices[KEY].properties[home.index(LEVEL)]
            level = home.values[KEY, LEVEL]
            # a number beyond its limits is told as it came, and the home, which knows them, refuses it
            assert level in {50, None} or level > (limits.maximum or 0)  # type: ignore[operator]
            assert set(codes(home)) <= {"unexpected-value"}
            assert (home.reasons[KEY], lamp.connects) == ("", 1)

    run()
