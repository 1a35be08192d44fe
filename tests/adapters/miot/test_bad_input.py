"""A light that does wrong, or somebody in its place, beside one that is well: what the home sees of both."""

import re
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

import adapters.miot
from adapters.miot.channel import TRIES
from adapters.miot.poll import REST_S
from adapters.sdk.session import HOPELESS_S
from schemas.outcomes import Failed, Refused, Sent
from schemas.updates import PropertiesReported
from tests.adapters.bad_input import Bad, shows
from tests.adapters.miot.device import DEVICE, Device
from tests.adapters.miot.far import Far
from tests.adapters.miot.stage import KEY, OTHER, stage
from tests.adapters.miot.test_session import LEVEL, LIGHT, MODE, ON, child, light
from tests.adapters.sdk.home import Home
from tests.adapters.sdk.travel import now_s, travels

DAY_S = 86_400
GREETED = "it answers greetings, and did not answer the question"


class Street:
    """A home with the light that the test is about, and its neighbour."""

    def __init__(self, home: Home, far: Far, other: Far) -> None:
        self.home = home
        self.far = far
        self.other = other

    async def others_are_well(self) -> None:
        """See that the neighbour is read and written, and was never away."""
        self.other.values["", 2, 2] = self.other.values["", 2, 2] % 90 + 1
        await self.home.until_value(LEVEL, self.other.values["", 2, 2], OTHER)
        assert isinstance(await self.home.write(MODE, "reading", OTHER), Sent)
        await self.home.until_value(MODE, "reading", OTHER)
        assert self.home.reasons[OTHER] == ""
        assert self.other.count("miIO.info") == 1

    async def away(self, reason: str) -> None:
        """Wait until the light is away for this reason; what was confirmed stays, and no write is claimed."""
        await self.home.until(lambda: reason in self.home.reasons.get(KEY, ""))
        if KEY in self.home.devices:
            assert self.home.values[KEY, LEVEL] == 30
            assert isinstance(await self.home.write(ON, value=True), Refused | Failed)
        await self.others_are_well()


@asynccontextmanager
async def street(far: Far, *, known: bool = True, **more: Any) -> AsyncIterator[Street]:
    """Run both; `known`: the light is well at first."""
    other = light(device=Device(number=DEVICE + 1))
    async with stage(far, other=other, **more) as home:
        await home.until_value(LEVEL, 30, OTHER)
        if known:
            await home.until_value(LEVEL, 30)
        yield Street(home, far, other)


def ever(home: Home, path: str, value: object) -> bool:
    """Whether the light ever told this value."""
    at = (home.index(path), value)
    return any(at in one.changes for one in home.updates if isinstance(one, PropertiesReported) and one.device == KEY)


# ---- keys and versions


@shows(Bad.WRONG_KEY, "the token is another; tried again every 5 minutes")
@travels
async def test_a_token_of_another_device() -> None:
    async with street(light(deaf=True), known=False) as one:
        await one.away("it answers greetings and no question: the token is another")
        one.far.deaf = False
        began = now_s()
        await one.home.until_value(LEVEL, 30)
        assert now_s() - began <= HOPELESS_S


@shows(Bad.WRONG_KEY, "damaged answers are no other token while it answered before")
@travels
async def test_what_is_damaged_on_its_way_is_no_other_token() -> None:
    async with street(light()) as one:
        one.far.instead = lambda _: [Device(token=bytes(16)).says(b"{}", one.far.stamp())]
        await one.away(GREETED)
        one.far.instead = None
        await one.home.until(lambda: one.home.reasons[KEY] == "")


@shows(Bad.WRONG_VERSION, "MIoT expected: it speaks an older form of miIO, which has no properties")
@travels
async def test_a_model_that_is_older_than_miot() -> None:
    far = light(error=lambda method, _: -32601 if method == "get_properties" else None)
    async with street(far, known=False) as one:
        await one.home.until(lambda: "MIoT expected" in one.home.reasons.get(KEY, ""))
        assert "older-form" in one.home.faults()
        assert (KEY, LEVEL) not in one.home.values
        await one.others_are_well()


# ---- who and when


@shows(Bad.MOVED, "another device answers in its place, and is not taken for it")
@travels
async def test_another_device_has_its_address() -> None:
    async with street(light()) as one:
        one.far.device = Device(number=99)
        one.far.deaf = True
        await one.away(f"device 99 answers where {KEY} was")


@shows(Bad.CLOCK, "nothing: the device is greeted anew and asked again")
@pytest.mark.parametrize("jump_s", [DAY_S, -DAY_S, 11, -11])
@travels
async def test_its_clock_jumps_and_it_takes_nothing_that_is_stamped_otherwise(jump_s: int) -> None:
    async with street(light(strict=True, clock_s=2 * DAY_S)) as one:
        one.far.clock_s += jump_s
        one.far.values["", 2, 2] = 31
        await one.home.until_value(LEVEL, 31)
        one.far.clock_s += jump_s
        assert isinstance(await one.home.write(LEVEL, 32), Sent)
        await one.home.until_value(LEVEL, 32)
        assert one.home.reasons[KEY] == ""
        assert one.far.count("miIO.info") == 1
        await one.others_are_well()


@shows(Bad.CLOCK, "an action that met the jump is not claimed, nor done twice")
@travels
async def test_its_clock_jumps_while_an_action_is_on_its_way() -> None:
    async with street(light(strict=True), poll_s=300) as one:
        one.far.clock_s += DAY_S
        answer = await one.home.invoke("1/onOff/toggle")
        assert isinstance(answer, Failed)
        assert answer.code == "no-answer"
        assert one.far.count("action") == 0
        assert isinstance(await one.home.invoke("1/onOff/toggle"), Sent)
        assert one.far.count("action") == 1
        await one.others_are_well()


def test_nothing_in_the_adapter_reads_the_wall_clock() -> None:
    (folder,) = adapters.miot.__path__
    code = "".join(file.read_text("utf-8") for file in Path(folder).rglob("*.py"))
    assert not re.search(r"^\s*(import|from) (time|datetime)\b", code, re.MULTILINE)


# ---- frames


def cut(packet: bytes) -> bytes:
    return packet[:-1]


def head(packet: bytes) -> bytes:
    return packet[:20]


def longer(packet: bytes) -> bytes:
    return packet + b"\0"


def huge(packet: bytes) -> bytes:
    return packet[:2] + b"\xff\xff" + bytes(60_000)


@pytest.mark.parametrize(
    ("spoil", "code", "reason"),
    [
        (cut, "truncated", "what it sends is cut short"),
        (head, "truncated", "what it sends is cut short"),
        (longer, "oversized", "what it sends is too long"),
        (huge, "oversized", "what it sends is too long"),
    ],
)
@shows(Bad.TRUNCATED, "what it sends is cut short; one such answer changes nothing")
@shows(Bad.OVERSIZED, "what it sends is too long; one such answer changes nothing")
@travels
async def test_frames_of_the_wrong_length(spoil: Callable[[bytes], bytes], code: str, reason: str) -> None:
    async with street(light()) as one:
        far = one.far
        spoiled = iter([True])
        far.instead = lambda told: [spoil(far.packet(told)) if next(spoiled, False) else far.packet(told)]
        far.values["", 2, 2] = 31
        await one.home.until_value(LEVEL, 31)
        assert (one.home.faults(), one.home.reasons[KEY]) == ([code], "")
        far.values["", 2, 2] = 30
        await one.home.until_value(LEVEL, 30)
        far.instead = lambda told: [spoil(far.packet(told))]
        await one.away(reason)
        far.instead = None
        await one.home.until(lambda: one.home.reasons[KEY] == "")


@shows(Bad.REPLAYED, "nothing: an old answer is not taken, also where its number fits")
@travels
async def test_an_old_answer_with_the_number_of_a_new_question() -> None:
    async with street(light(clock_s=5000)) as one:
        far, false = one.far, {"siid": 2, "piid": 2, "code": 0, "value": 99}
        far.instead = lambda told: [
            *[far.packet(told | {"result": [false]}, stamp=100)] * 3,
            far.packet(told),
        ]
        far.values["", 2, 1] = True
        await one.home.until_value(ON, value=True)
        assert one.home.values[KEY, LEVEL] == 30
        assert set(one.home.faults()) == {"replayed"}
        assert isinstance(await one.home.write(MODE, "reading"), Sent)
        await one.others_are_well()
        assert one.home.reasons[KEY] == ""
        assert not ever(one.home, LEVEL, 99)


@shows(Bad.REPLAYED, "nothing: what it told by itself once is not taken again")
@travels
async def test_what_it_told_by_itself_comes_again_and_again() -> None:
    async with street(light(clock_s=5000), poll_s=60) as one:
        far, changed = one.far, {"did": KEY, "siid": 2, "piid": 2, "value": 99}
        old = far.packet({"id": 7, "method": "properties_changed", "params": [changed]}, stamp=100)
        for _ in range(3):
            far.arrives(old)
        await one.others_are_well()
        assert one.home.values[KEY, LEVEL] == 30
        await one.home.read(LEVEL)
        await one.home.until(lambda: far.count("hello") == 2)  # for it might have been its clock
        far.says({"id": 8, "method": "properties_changed", "params": [changed | {"value": 31}]})
        await one.home.until_value(LEVEL, 31)
        assert not ever(one.home, LEVEL, 99)


@shows(Bad.REORDERED, "nothing: the answer that comes late is not taken")
@travels
async def test_an_answer_comes_after_the_one_to_the_question_after_it() -> None:
    async with street(light()) as one:
        far, held = one.far, list[bytes]()

        def instead(told: dict[str, Any]) -> Iterable[bytes]:
            if not held:
                held.append(far.packet(told))
                far.values["", 2, 2] = 31
                return ()
            return (far.packet(told), *held)

        far.instead = instead
        await one.home.until_value(LEVEL, 31)
        await one.others_are_well()
        assert one.home.values[KEY, LEVEL] == 31
        assert one.home.reasons[KEY] == ""
        assert set(one.home.faults()) == {"replayed"}


# ---- silence, and answers to nobody


@shows(Bad.SILENT, "no answer to 3 greetings; or it answers greetings and no question")
@pytest.mark.parametrize(("how", "reason"), [("mute", "no answer to 3 greetings"), ("deaf", GREETED)])
@travels
async def test_it_accepts_and_never_answers(how: str, reason: str) -> None:
    async with street(light()) as one:
        setattr(one.far, how, True)
        answer = await one.home.write(ON, value=True)
        assert isinstance(answer, Failed)
        assert (answer.code, answer.retry) == ("no-answer", True)
        await one.away(reason)
        setattr(one.far, how, False)
        await one.home.until(lambda: one.home.reasons[KEY] == "")
        assert one.home.values[KEY, ON] is False


@shows(Bad.SILENT, "its gateway gives no answer for it; the gateway and all others behind it go on")
@travels
async def test_a_gateway_is_silent_about_one_behind_it() -> None:
    values = LIGHT | {(did, siid, piid): v for did in ("blt.1", "blt.2") for (_, siid, piid), v in LIGHT.items()}
    async with street(Far(values=values), children=[child("blt.1"), child("blt.2")]) as one:
        home = one.home
        await home.until_value(LEVEL, 30, "blt.1")
        await home.until_value(LEVEL, 30, "blt.2")
        one.far.without = {"blt.1"}
        await home.until(lambda: home.reasons["blt.1"] == "its gateway gives no answer for it")
        one.far.asked.clear()
        began = now_s()
        for level in (41, 42, 43):
            one.far.values["", 2, 2] = one.far.values["blt.2", 2, 2] = level
            await home.until_value(LEVEL, level)
            await home.until_value(LEVEL, level, "blt.2")
        assert now_s() - began < REST_S / 2  # it is left alone, so that nobody waits for it
        assert not any("blt.1" in str(params) for _, params in one.far.asked)
        answer = await home.write(ON, value=True, key="blt.1")
        assert isinstance(answer, Failed)
        assert home.values["blt.1", LEVEL] == 30
        one.far.without = set()
        await home.until(lambda: home.reasons["blt.1"] == "")
        assert (home.reasons[KEY], home.reasons["blt.2"]) == ("", "")
        await one.others_are_well()


@shows(Bad.UNASKED, "nothing: greetings and answers that nobody asked for are passed over")
@travels
async def test_answers_to_nobodys_question_while_an_action_is_done() -> None:
    async with street(light(), poll_s=300) as one:
        far = one.far

        def instead(told: dict[str, Any]) -> Iterable[bytes]:
            hello = far.device.hello(far.stamp() + DAY_S)
            return *[hello] * 2 * TRIES, far.packet({"id": 4321, "result": []}), far.packet(told)

        far.instead = instead
        assert isinstance(await one.home.invoke("1/onOff/toggle"), Sent)
        assert isinstance(await one.home.write(LEVEL, 55), Sent)
        await one.home.until_value(LEVEL, 55)
        assert (far.count("action"), far.count("set_properties")) == (1, 1)
        assert set(one.home.faults()) == {"unasked"}
        assert one.home.reasons[KEY] == ""
        await one.others_are_well()


# ---- values


@shows(Bad.OUT_OF_SPEC, "unexpected-value or silent; the value before it stays, and the rest is taken")
@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("bright", "unexpected-value"),
        ([], "unexpected-value"),
        ({"a": [1]}, "unexpected-value"),
        (True, "unexpected-value"),
        (None, "silent"),
    ],
)
@travels
async def test_values_that_its_description_does_not_have(value: Any, code: str) -> None:
    async with street(light()) as one:
        one.far.values["", 2, 2] = value
        one.far.values["", 2, 1] = True
        await one.home.until_value(ON, value=True)
        assert one.home.values[KEY, LEVEL] == 30
        assert one.home.faults() == [code]
        one.far.says(
            {"id": 1, "method": "properties_changed", "params": [{"did": KEY, "siid": 2, "piid": 2} | {"value": value}]}
        )
        await one.others_are_well()
        assert one.home.values[KEY, LEVEL] == 30
        assert one.home.reasons[KEY] == ""


@shows(Bad.OUT_OF_SPEC, "what it sends is no JSON object")
@travels
async def test_a_text_that_is_no_message() -> None:
    async with street(light()) as one:
        for text in (b"[]", b'{"id":NaN}', b'{"result":1e999}', b"[" * 5000, b"\xff"):
            one.far.instead = lambda _, text=text: [one.far.device.says(text, one.far.stamp())]
            await one.away("what it sends is no JSON object")
            one.far.instead = None
            await one.home.until(lambda: one.home.reasons[KEY] == "")
