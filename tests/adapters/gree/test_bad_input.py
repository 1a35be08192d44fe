"""A unit that does wrong, or somebody in its place, beside one that is well: what the home sees of both."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

import adapters.gree
from adapters.gree.protocol import MAX_DATAGRAM, Form
from adapters.gree.session import AWAY_S
from schemas.outcomes import Failed, Sent
from schemas.validate import check_of
from tests.adapters.bad_input import Bad, shows
from tests.adapters.gree.far import MAC, Unit
from tests.adapters.gree.street import FAN, POLL_S, POWER, REGISTRY, ROOM, TARGET, street
from tests.adapters.sdk.travel import now_s, travels

SILENT = "it does not answer any more, though it was asked several times"
both = pytest.mark.parametrize("form", list(Form))


# ---- keys, and the clock


@shows(Bad.WRONG_KEY, "it does not answer any more; one answer under another key changes nothing")
@both
@travels
async def test_answers_under_another_key(form: Form) -> None:
    async with street(form) as one:
        stranger = Unit(form, key=b"another key 1234")
        false = stranger.says({"t": "dat", "mac": MAC, "cols": ["SetTem"], "dat": [30]})
        one.air.instead = lambda answer: (false, answer)
        one.far.state["Pow"] = 1
        await one.home.until_value(POWER, value=True)
        assert (one.home.values[MAC, TARGET], set(one.home.faults())) == (24, {"key-rejected"})
        one.air.instead = lambda _: (false,)
        await one.away(SILENT)
        one.air.instead = lambda answer: (answer,)
        await one.back()


@shows(Bad.CLOCK, "nothing: messages have no times, and the wall clock is not read")
def test_nothing_in_the_adapter_reads_the_wall_clock() -> None:
    (folder,) = adapters.gree.__path__
    code = "".join(file.read_text("utf-8") for file in Path(folder).rglob("*.py"))
    assert not re.search(r"^\s*(import|from) (time|datetime)\b", code, re.MULTILINE)


# ---- frames


def cut(datagram: bytes) -> bytes:
    return datagram[:-20]


def half(datagram: bytes) -> bytes:
    return datagram[: len(datagram) // 2]


def less(datagram: bytes) -> bytes:
    return re.sub(rb'("pack": ")(.{64})', rb"\1", datagram)


def huge(datagram: bytes) -> bytes:
    return datagram + b" " * MAX_DATAGRAM


@shows(Bad.TRUNCATED, "it does not answer any more; one such answer changes nothing")
@shows(Bad.OVERSIZED, "it does not answer any more; one such answer changes nothing")
@pytest.mark.parametrize(
    ("spoil", "code"), [(cut, "not-gree"), (half, "not-gree"), (less, "key-rejected"), (huge, "oversized")]
)
@both
@travels
async def test_frames_of_the_wrong_length(form: Form, spoil: Callable[[bytes], bytes], code: str) -> None:
    async with street(form) as one:
        spoiled = iter([True])
        one.air.instead = lambda answer: (spoil(answer) if next(spoiled, False) else answer,)
        one.far.state["Pow"] = 1
        await one.home.until_value(POWER, value=True)
        assert (one.home.faults(), one.home.reasons[MAC]) == ([code], "")
        one.air.instead = lambda answer: (spoil(answer),)
        await one.away(SILENT)
        one.air.instead = lambda answer: (answer,)
        await one.back()


@shows(Bad.REPLAYED, "nothing, where nobody waits; messages have no numbers, so else until the next reading")
@both
@travels
async def test_an_answer_of_before_comes_again(form: Form) -> None:
    async with street(form) as one:
        old = one.far.unit.says({"t": "dat", "mac": MAC, "cols": ["Pow", "SetTem"], "dat": [0, 29]})
        one.air.arrives(*[old] * 70)  # between two questions
        one.far.state["Pow"] = 1
        await one.home.until_value(POWER, value=True)
        assert not one.ever(TARGET, 29)
        one.air.instead = lambda answer: (old, answer)  # before the answer to a question
        await one.home.until_value(TARGET, 29)
        one.air.instead = lambda answer: (answer,)
        await one.home.until_value(TARGET, 24)
        await one.others_are_well()
        assert (one.home.faults(), one.home.reasons[MAC]) == ([], "")


@shows(Bad.REORDERED, "nothing: an answer that comes twice or late is not taken for the next")
@both
@travels
async def test_every_answer_comes_twice(form: Form) -> None:
    async with street(form) as one:
        one.air.instead = lambda answer: (answer, answer)
        for number in range(70):
            one.far.state["TemSen"] = 50 + number % 2
            await one.home.read(ROOM)
            await one.home.until_value(ROOM, 10 + number % 2)
        assert isinstance(await one.home.write(TARGET, 20), Sent)
        began = now_s()
        await one.home.until_value(TARGET, 20)
        assert now_s() - began < POLL_S  # no answer of before stands in the way of the last
        await one.others_are_well()
        assert (one.home.faults(), one.home.reasons[MAC]) == ([], "")


# ---- silence, and answers to nobody


@shows(Bad.SILENT, "it does not answer any more, though it was asked several times")
@travels
async def test_it_accepts_and_never_answers() -> None:
    async with street() as one:
        one.far.deaf = {"status", "cmd"}
        answer = await one.home.write(POWER, value=True)
        assert isinstance(answer, Failed)
        assert (answer.code, answer.retry) == ("no-answer", True)
        await one.away(SILENT)
        one.far.deaf = set()
        await one.back()
        assert one.home.values[MAC, POWER] is False


@shows(Bad.SILENT, "it does not answer behind its gateway; all others there go on")
@travels
async def test_most_of_those_behind_a_gateway_are_silent() -> None:
    there = [f"{MAC}0{number}" for number in range(8)]
    async with street(children={mac: {"Pow": 0, "SetTem": 24} for mac in there}) as one:
        first, *rest = there
        await one.home.until(lambda: all(one.home.reasons.get(mac) == "" for mac in there))
        one.far.away = set(rest)
        await one.home.until(lambda: all("behind its gateway" in one.home.reasons[mac] for mac in rest))
        await one.home.until(lambda: one.home.reasons[MAC] == "")
        one.far.asked.clear()
        began = now_s()
        for number in range(30):
            one.far.children[first]["SetTem"] = 18 + number % 2
            await one.home.until_value(TARGET, 18 + number % 2, first)
        passed_s = now_s() - began
        assert passed_s / 30 < 2 * POLL_S  # those that are away do not keep it waiting
        assert len([1 for told in one.far.kinds("status") if told["mac"] == rest[0]]) < 3 * (passed_s / AWAY_S + 4)
        assert one.home.values[rest[0], TARGET] == 24
        assert isinstance(await one.home.write(POWER, value=True, key=rest[0]), Failed)
        one.far.away = set()
        await one.home.until(lambda: all(one.home.reasons[mac] == "" for mac in there))
        await one.others_are_well()


@shows(Bad.UNASKED, "nothing: it is passed over")
@both
@travels
async def test_answers_to_nobodys_question(form: Form) -> None:
    async with street(form) as one:
        unit = one.far.unit
        nobody = (
            unit.says({"t": "res", "mac": MAC, "r": 200, "opt": ["SetTem"], "p": [30]}),
            unit.says({"t": "dat", "mac": "aabbccddeeff", "cols": ["SetTem"], "dat": [30]}),
            unit.says({"t": "dat", "mac": MAC, "cols": ["Unknown"], "dat": [30]}),
            unit.says({"t": "hello", "mac": MAC}),
            Unit(form, key=b"a stranger's key").binds(),
        )
        one.air.instead = lambda answer: (*nobody, answer)
        one.far.state["Pow"] = 1
        await one.home.until_value(POWER, value=True)
        assert one.home.values[MAC, TARGET] == 24
        assert one.home.reasons[MAC] == ""
        await one.others_are_well()


@shows(Bad.UNASKED, "another unit answers: passed over as foreign")
@travels
async def test_another_unit_answers_in_its_place() -> None:
    async with street() as one:
        foreign = Unit(Form.ECB, mac="aabbccddeeff").says({"t": "dat", "cols": ["SetTem"], "dat": [30]})
        one.air.instead = lambda answer: (foreign, answer)
        one.far.state["Pow"] = 1
        await one.home.until_value(POWER, value=True)
        assert (one.home.values[MAC, TARGET], set(one.home.faults())) == (24, {"foreign-device"})


@travels
async def test_a_gateway_that_lists_itself_is_no_unit_behind_itself() -> None:
    async with street(children={MAC: {"Pow": 1}, f"{MAC}01": {"Pow": 1}}) as one:
        await one.home.until_value(POWER, value=True, key=f"{MAC}01")
        assert [e.device_type for e in one.home.devices[MAC].endpoints] == ["gateway"]
        assert [key for key, about in one.home.devices.items() if about.via] == [f"{MAC}01"]


# ---- values


HUGE = 10**400


@shows(Bad.OUT_OF_SPEC, "unexpected-value; the value before it stays, and the rest is taken")
@pytest.mark.parametrize(
    ("column", "value"),
    [("Pow", "x"), ("Pow", 9), ("Mod", "x"), ("Mod", True), ("TemUn", 7.5), ("TemSen", "x"), ("SwhSlp", HUGE)],
    ids=lambda value: "huge" if value == HUGE else str(value),
)
@travels
async def test_values_that_no_unit_has(column: str, value: Any) -> None:
    async with street() as one:
        before = dict(one.home.values)
        one.far.state |= {column: value, "WdSpd": 5}
        await one.home.until_value(FAN, "high")
        paths = [p.path for p in one.home.devices[MAC].properties if p.address == column]
        assert paths
        assert all(one.home.values[MAC, path] == before[MAC, path] for path in paths)
        assert set(one.home.faults()) == {"unexpected-value"}
        assert one.home.reasons[MAC] == ""
        await one.others_are_well()


@pytest.mark.parametrize(("column", "path"), [("SetTem", TARGET), ("TemSen", ROOM)])
@pytest.mark.parametrize("value", [HUGE, -HUGE], ids=["huge", "deep"])
@travels
async def test_a_number_beyond_all_size_is_no_end_of_the_conversation(column: str, path: str, value: int) -> None:
    async with street() as one:
        one.far.state |= {column: value, "WdSpd": 5}
        await one.home.until_value(FAN, "high")
        _, capability, name = path.split("/")
        assert check_of(REGISTRY.spec(capability, name))(one.home.values[MAC, path])  # so the core keeps the one before
        assert one.home.reasons[MAC] == ""
        await one.others_are_well()


@shows(Bad.OUT_OF_SPEC, "a number without a meaning is shown as the unit's own word, which never leaves the home")
@travels
async def test_a_mode_that_nobody_knows() -> None:
    async with street() as one:
        one.far.state["Mod"] = 99
        await one.home.until_value("1/thermostat/systemMode", "vendor:99")
        assert one.home.reasons[MAC] == ""
        await one.others_are_well()


@shows(Bad.OUT_OF_SPEC, "columns that are no list, or do not pair, are passed over")
@pytest.mark.parametrize(
    "told",
    [
        {"cols": ["Pow"], "dat": []},
        {"cols": "Pow", "dat": [1]},
        {"cols": [1], "dat": [1]},
        {"dat": [1]},
        {"cols": None},
    ],
)
@both
@travels
async def test_answers_whose_form_is_wrong(form: Form, told: dict[str, Any]) -> None:
    async with street(form) as one:
        wrong = one.far.unit.says({"t": "dat", "mac": MAC, **told})

        def instead(answer: bytes) -> Iterable[bytes]:
            return (wrong, one.far.unit.says(b'{"t":"dat","cols":["Pow"],"dat":[NaN]}'), answer)

        one.air.instead = instead
        one.far.state["WdSpd"] = 5
        await one.home.until_value(FAN, "high")
        assert one.home.values[MAC, POWER] is False
        assert set(one.home.faults()) == {"bad-payload", "key-rejected"}
        await one.others_are_well()
        assert one.home.reasons[MAC] == ""
