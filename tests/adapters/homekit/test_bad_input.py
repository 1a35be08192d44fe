"""What an accessory may do wrong, in the bytes of its protocol: what the home sees of it, and that nobody else does."""

import ast
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from zeroconf import current_time_millis

from adapters import homekit
from adapters.homekit.protocol.http import LARGEST_BODY
from adapters.homekit.reach import Reach
from schemas.outcomes import Failed, Refused, Sent
from schemas.updates import AvailabilityChanged, PropertiesReported
from tests.adapters.bad_input import Bad, shows
from tests.adapters.homekit.far import characteristic, lamp, service
from tests.adapters.homekit.stage import KEY, Home, at_home, session, staged
from tests.adapters.homekit.test_keys import KEPT
from tests.adapters.homekit.test_reach import HERE, Known, served
from tests.adapters.homekit.wired import Wired

NEVER: Final = {Bad.CLOCK: "nothing in it reads the wall clock, and HomeKit's messages hold no time"}
LEVEL, ON = "1/levelControl/currentLevel", "1/onOff/onOff"
OTHER = "far 1"
BAD_FRAME = "a frame does not open: it was changed, repeated or lost on its way"


@asynccontextmanager
async def beside_another(far: Wired, answer_s: float = 5) -> AsyncIterator[Home]:
    """Run a lamp that shows 50 %, and another that minds nothing of what it does."""
    other = Wired(lamp(name="Other"))
    async with at_home(session(far.connect, answer_s=answer_s), session(other.connect, OTHER, answer_s=5)) as home:
        await home.until(lambda: all(one.asked and "?id=" in one.asked[-1][1] for one in (far, other)))
        yield home
        await as_ever(home, other)


async def as_ever(home: Home, other: Wired) -> None:
    other.tell(1, 11, 70)
    await home.until(lambda: home.value(LEVEL, OTHER) == 70)
    assert await home.write(LEVEL, 20, OTHER) == Sent(command="c")
    await home.until(lambda: home.value(LEVEL, OTHER) == 20)
    assert (home.reasons[OTHER], other.opened) == ("", 1)


async def until_back(home: Home, far: Wired, reason: str) -> None:
    """Wait until a lamp was lost for a reason, and is there again; it shows what it showed before."""
    await home.until(lambda: reason in reasons(home))
    await home.until(lambda: far.opened > 1 and home.reasons[KEY] == "")
    assert home.value(LEVEL) == 50
    assert await home.write(LEVEL, 30) == Sent(command="c")


def reasons(home: Home) -> list[str]:
    return [getattr(one, "reason", "") for one in home.updates if getattr(one, "device", "") == KEY]


# ---- who it is, and what it speaks


def reach(known: Known, far: Wired) -> Reach:
    """Go the whole way: connect, prove, and be sure that it is the one that was paired."""
    key = far.lasting.public_key().public_bytes_raw().hex()
    return Reach({"device": KEY, "pairing": KEPT | {"AccessoryLTPK": key}}, known, answer_s=5)


@shows(Bad.WRONG_KEY, "the accessory cannot prove that it is the one that was paired; tried again every 5 min")
@pytest.mark.network
async def test_it_has_another_key() -> None:
    far, other = Wired(lamp()), Wired(lamp(name="Other"))
    async with served(far.serve) as port:
        way = reach(Known((HERE, port)), far)
        async with at_home(session(way.channel, answer_s=5), session(other.connect, OTHER, answer_s=5)) as home:
            await home.until(lambda: home.value(LEVEL) == 50 and home.value(LEVEL, OTHER) == 50)
            assert await home.write(ON, value=True) == Sent(command="c")
            far.lasting = Ed25519PrivateKey.generate()
            far.hang_up()
            wanted = "the accessory cannot prove that it is the one that was paired"
            await home.until(lambda: home.reasons[KEY] == wanted)
            assert isinstance(await home.write(LEVEL, 10), Refused)
            assert (home.value(LEVEL), home.value(ON), far.opened) == (50, True, 1)
            await as_ever(home, other)


@shows(Bad.WRONG_VERSION, "it does not speak HTTP/1.1, as accessories do")
@pytest.mark.network
@pytest.mark.parametrize("said", [b"RTSP/1.0 200 OK", b"HTTP/2 200", b"SSH-2.0-It"])
async def test_it_speaks_something_else(said: bytes) -> None:
    async def serve(reader: Any, writer: Any) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(said + b"\r\n\r\n")
        writer.close()

    far, other = Wired(lamp()), Wired(lamp(name="Other"))
    async with served(serve) as port:
        way = reach(Known((HERE, port)), far)
        async with at_home(session(way.channel, answer_s=5), session(other.connect, OTHER, answer_s=5)) as home:
            await home.until(lambda: home.reasons.get(KEY) == "it does not speak HTTP/1.1, as accessories do")
            await home.until(lambda: home.value(LEVEL, OTHER) == 50)
            await as_ever(home, other)


@shows(Bad.MOVED, "another accessory answers at its address, or nobody; then it is found where it announces itself")
@pytest.mark.network
async def test_another_accessory_has_its_address() -> None:
    far, stranger, other = Wired(lamp()), Wired(lamp(), name="00:11:22:33:44:55"), Wired(lamp(name="Other"))
    async with served(far.serve) as first, served(stranger.serve) as its, served(far.serve) as later:
        known = Known((HERE, first))
        way = reach(known, far)
        async with at_home(session(way.channel, answer_s=5), session(other.connect, OTHER, answer_s=5)) as home:
            await home.until(lambda: home.value(LEVEL) == 50 and home.value(LEVEL, OTHER) == 50)
            known.seen = Known((HERE, its)).seen
            far.hang_up()
            await home.until(lambda: home.reasons[KEY] == "another accessory answers at its address")
            assert (stranger.asked, home.value(LEVEL)) == ([], 50)
            known.seen = Known((HERE, later)).seen
            await home.until(lambda: home.reasons[KEY] == "")
            assert await home.write(LEVEL, 30) == Sent(command="c")
            await as_ever(home, other)


def test_nothing_reads_the_wall_clock() -> None:
    for path in Path(homekit.__path__[0]).rglob("*.py"):
        names = {one for node in ast.walk(ast.parse(path.read_text("utf-8"))) for one in imported(node)}
        assert not names & {"time", "datetime"}, path.name
    before_ms = time.monotonic() * 1000
    assert before_ms - 1 <= current_time_millis() <= time.monotonic() * 1000 + 1


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [(node.module or "").partition(".")[0]]
    return [one.name.partition(".")[0] for one in node.names] if isinstance(node, ast.Import) else []


# ---- frames


@shows(Bad.TRUNCATED, "the frame does not open, or it hung up; the link is made anew, and everything read again")
async def test_frames_are_cut() -> None:
    far = Wired(lamp())
    async with beside_another(far) as home:
        far.say_raw(far.event(11, 10)[:-5])
        assert isinstance(await home.read(LEVEL), Failed)
        await until_back(home, far, BAD_FRAME)


async def test_a_frame_is_cut_and_nothing_follows() -> None:
    far = Wired(lamp())
    async with beside_another(far) as home:
        far.say_raw(far.event(11, 10)[:-5])
        far.hang_up()
        await until_back(home, far, "it hung up")


@shows(Bad.REPLAYED, "the frame does not open; the link is made anew, and everything read again")
async def test_a_frame_comes_again() -> None:
    far = Wired(lamp())
    async with beside_another(far) as home:
        early = far.event(11, 10)
        far.say_raw(early)
        await home.until(lambda: home.value(LEVEL) == 10)
        far.tell(1, 11, 50)
        await home.until(lambda: home.value(LEVEL) == 50)
        far.say_raw(early)
        await until_back(home, far, BAD_FRAME)


@shows(Bad.REORDERED, "the frame does not open; the link is made anew, and everything read again")
async def test_frames_come_in_another_order() -> None:
    far = Wired(lamp())
    async with beside_another(far) as home:
        one, two = far.event(11, 10), far.event(11, 20)
        far.say_raw(two + one)
        await until_back(home, far, BAD_FRAME)


@shows(Bad.OVERSIZED, "a message is longer than 4 MiB, or its head than 16 KiB; the link is made anew")
@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (f"HTTP/1.1 200 OK\r\nContent-Length: {LARGEST_BODY + 1}\r\n\r\n", "a message is longer than 4194304 bytes"),
        ("HTTP/1.1 200 OK\r\n" + "X: y\r\n" * 5000, "the head of a message is longer than 16384 bytes"),
    ],
    ids=["body", "head"],
)
async def test_a_message_is_too_long(said: str, reason: str) -> None:
    far = Wired(lamp())
    async with beside_another(far) as home:
        far.say_raw(far.sealed(said.encode()))
        await until_back(home, far, reason)


# ---- answers


@shows(Bad.SILENT, "no answer to a question in 10 s (answer_s); the link is made anew")
async def test_it_accepts_and_answers_nothing() -> None:
    far = Wired(lamp())
    async with beside_another(far, answer_s=0.5) as home:
        far.mute = True
        answer = await home.write(LEVEL, 10)
        assert isinstance(answer, Failed)
        assert answer.code == "no-answer"
        await home.until(lambda: home.reasons[KEY] == "no answer to /accessories in 0.5 s")
        assert home.value(LEVEL) == 50
        far.mute = False
        await until_back(home, far, "no answer to /characteristics in 0.5 s")


@shows(Bad.UNASKED, "it answered what nobody asked; the link is made anew, for no answer is sure any more")
async def test_it_answers_what_nobody_asked() -> None:
    far = Wired(lamp())
    async with beside_another(far) as home:
        await home.until(lambda: far.asked and "?id=" in far.asked[-1][1])
        far.say({"status": 200, "body": {"characteristics": [{"aid": 1, "iid": 11, "value": 10}]}})
        await until_back(home, far, "it answered what nobody asked")


@shows(Bad.OUT_OF_SPEC, "a fault for that value; the value before it stays")
@pytest.mark.parametrize("odd", ["bright", [50], {"a": 1}, 10**400, 1e300, 0.5])
async def test_values_are_none_of_theirs(odd: Any) -> None:
    far = Wired(lamp())
    mode, wish = characteristic(31, "33", "uint8", "rwn", 1), characteristic(32, "35", "float", "rwn", 21.5)
    far.accessories[0]["services"].append(service(30, "4A", mode, wish))
    async with beside_another(far) as home:
        before = home.devices[KEY]
        listed = [{"aid": 1, "iid": iid, "value": odd} for iid in (10, 11, 31, 32)]
        wanted = 3 if odd == 0.5 else 4  # a float may be one half
        far.say({"event": {"characteristics": [*listed, {"aid": 1, "iid": 10, "value": True}]}})
        await home.until(lambda: home.value(ON) is True)
        assert home.faults() == ["unexpected-value"] * wanted
        assert (home.value(LEVEL), far.opened, home.reasons[KEY]) == (50, 1, "")
        assert home.devices[KEY] == before


async def test_a_number_beyond_its_limits_is_told_as_it_came_and_what_it_may_be_is_described() -> None:
    far = Wired(lamp())
    async with beside_another(far) as home:
        far.tell(1, 11, 5000)
        await home.until(lambda: home.value(LEVEL) == 5000)
        assert home.devices[KEY].properties[home.index(LEVEL)].maximum == 100  # by which the home refuses it


async def test_what_a_database_leaves_out_stays_as_it_was() -> None:
    far = Wired(lamp())
    async with beside_another(far) as home:
        del far.accessories[0]["services"][1]["characteristics"][1]["value"]
        far.hang_up()
        await home.until(lambda: far.opened == 2 and home.reasons[KEY] == "")
        told = [one for one in home.updates if getattr(one, "device", "") == KEY]
        back = max(place for place, one in enumerate(told) if isinstance(one, AvailabilityChanged))
        first = told[back + 1]
        assert isinstance(first, PropertiesReported)
        assert home.index(ON) in dict(first.changes)
        assert home.index(LEVEL) not in dict(first.changes)


async def test_what_the_database_does_not_have_is_looked_for_once() -> None:
    far = Wired(lamp())
    async with staged(far) as home:
        await home.until(lambda: (1, 11) in far.told)
        far.accessories[0]["services"].append(service(20, "82", characteristic(21, "10", "float", "rn", 40)))
        far.tell(1, 21, 41)
        await home.until(lambda: home.value("1/relativeHumidityMeasurement/measuredValue") == 41)
        for _ in range(5):
            far.tell(1, 99, 1)
            far.tell(1, 10, value=True)
            assert await home.read(LEVEL) == Sent(command="c")
            await home.until(lambda: (1, 21) in far.told)
        assert [path for _, path, _ in far.asked].count("/accessories") == 3
