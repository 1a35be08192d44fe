"""Questions and answers over a link that is a list: repetition, late answers, what is not taken, pages."""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.gree.channel import TRIES, GreeChannel
from adapters.gree.line import LETTERS, MOST, Line, SilentError, portions
from adapters.gree.protocol import MAX_DATAGRAM, Conversation, Form
from adapters.sdk.errors import DeviceError, UnreachableError
from adapters.sdk.polling import Lane
from tests.adapters.gree.far import KEY, MAC, Far, Unit


class Wire:
    """A link to a unit; `loses` counts what goes astray, `before` comes before each answer, `late` before the next."""

    def __init__(self, far: Far, *, loses: int = 0, before: Iterable[bytes] = ()) -> None:
        self.far = far
        self.loses = loses
        self.before = tuple(before)
        self.late: list[bytes] = []
        self.coming: deque[bytes] = deque()
        self.sent = 0

    def send(self, data: bytes) -> None:
        self.sent += 1
        if self.loses:
            self.loses -= 1
            return
        answer = self.far.answer(json.loads(data))
        if answer is not None:
            self.coming += (*self.before, *self.late, answer)
            self.late.clear()

    async def receive(self) -> bytes:
        if not self.coming:
            await asyncio.Event().wait()
        return self.coming.popleft()

    def forget(self) -> None:
        self.coming.clear()


@pytest.fixture(params=list(Form))
def far(request: pytest.FixtureRequest) -> Far:
    return Far(Unit(request.param))


def line(wire: Wire, odd: Callable[[Any], None] = lambda _: None) -> Line:
    talk = Conversation(MAC, key=KEY, form=wire.far.unit.form)
    return Line(GreeChannel(wire, talk, answer_s=0.001, odd=odd), Lane())


async def test_a_question_is_repeated_and_answered_once(far: Far) -> None:
    wire = Wire(far, loses=TRIES - 1)
    one = line(wire)
    assert await one.status(["Pow", "Nothing"]) == {"Pow": 0}
    assert wire.sent == TRIES
    await one.set({"Pow": 1})
    assert far.state["Pow"] == 1


async def test_one_that_is_silent(far: Far) -> None:
    with pytest.raises(SilentError, match="does not answer"):
        await line(Wire(far, loses=TRIES)).status(["Pow"])
    assert SilentError.retry
    assert issubclass(SilentError, UnreachableError)


async def test_one_that_says_no(far: Far) -> None:
    far.code = 403
    with pytest.raises(DeviceError, match="403"):
        await line(Wire(far)).set({"Pow": 1})


async def test_what_is_not_taken_hinders_nothing(far: Far) -> None:
    old = far.unit.says({"t": "dat", "mac": MAC, "cols": ["Pow"], "dat": [1]})  # replayed, of a question before
    others = Unit(far.unit.form, key=b"another key 1234").says({"t": "dat", "mac": MAC, "cols": ["Pow"], "dat": [1]})
    foreign = Unit(far.unit.form, mac="aabbccddeeff").says({"t": "dat", "cols": ["Pow"], "dat": [1]})
    cut = far.unit.says({"t": "dat", "mac": MAC, "cols": ["Pow"], "dat": [1]})[:-20]
    unpaired = far.unit.says({"t": "dat", "mac": MAC, "cols": ["Pow"], "dat": []})
    wrong = (b"", b"\xff", cut, bytes(MAX_DATAGRAM + 1), others, foreign, unpaired)
    codes: list[str] = []
    wire = Wire(far, before=wrong)
    one = line(wire, lambda error: codes.append(error.code))
    assert await one.status(["Mod"]) == {"Mod": 1}
    assert codes == ["not-gree", "not-gree", "not-gree", "oversized", "key-rejected", "foreign-device", "bad-payload"]
    # an answer to nobody's question, and one that was answered before, are passed over without a word
    codes.clear()
    wire.before = ()
    wire.late += (old, old)
    await one.set({"Mod": 4})
    assert codes == []
    assert await one.status(["Mod"]) == {"Mod": 4}


async def test_a_late_answer_to_a_question_before_is_not_taken_for_this_one(far: Far) -> None:
    wire = Wire(far)
    wire.late.append(far.unit.says({"t": "dat", "mac": MAC, "cols": ["Lig"], "dat": [1]}))
    assert await line(wire).status(["Pow"]) == {"Pow": 0}


async def test_indoor_units_come_in_pages_and_each_is_asked_by_its_mac(far: Far) -> None:
    far.children = {f"0{number}": {"Pow": number} for number in range(5)}
    one = line(Wire(far))
    assert await one.units() == [(f"0{number}", "6049") for number in range(5)]
    assert [told["i"] for told in far.kinds("subDev")] == [0, 2, 4]
    assert await one.status(["Pow"], "03") == {"Pow": 3}
    await one.set({"Pow": 7}, "03")
    assert (far.children["03"], far.children["02"]) == ({"Pow": 7}, {"Pow": 2})


async def test_a_gateway_that_lists_its_units_in_the_open_only(far: Far) -> None:
    far.children = {"01": {}}
    far.deaf = {"subDev"}
    assert await line(Wire(far)).units() == [("01", "6049")]


async def test_a_gateway_that_promises_more_than_it_has(far: Far) -> None:
    far.children = {"01": {}}
    wire = Wire(far)
    one = line(wire)
    wire.late.append(far.unit.says({"t": "subList", "c": 99, "i": 0, "r": 200, "list": [{"mac": "01", "mid": "6049"}]}))
    assert await one.units() == [("01", "6049")]
    assert [told["i"] for told in far.kinds("subDev")] == [0, 1]


async def test_one_question_at_a_time_and_wishes_first(far: Far) -> None:
    wire = Wire(far, loses=TRIES)  # the first question waits
    one = line(wire)
    told = await asyncio.gather(one.status(["Pow"]), one.status(["Mod"]), one.set({"Lig": 1}), return_exceptions=True)
    assert isinstance(told[0], SilentError)
    assert told[1] == {"Mod": 1}
    assert [told["t"] for told in far.asked] == ["cmd", "status"]


@given(st.lists(st.text("abc", min_size=1, max_size=15), max_size=80))
def test_portions_lose_nothing_and_are_never_too_much(names: list[str]) -> None:
    shared = list(portions(names))
    assert [name for some in shared for name in some] == names
    assert all(0 < len(some) <= MOST and sum(len(name) + 3 for name in some) <= LETTERS for some in shared)
