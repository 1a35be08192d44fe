"""Compiled checks and narrowing: nothing coerced, nothing widened."""

from dataclasses import replace

import pytest

from schemas.device import PropertyDescription
from schemas.registry import Spec
from schemas.validate import (
    DEPTH_LIMIT,
    MEMBER_LIMIT,
    TEXT_LIMIT,
    Place,
    SchemaError,
    Widened,
    check_of,
    compile_check,
    effective,
)
from schemas.value import Value
from schemas.vocabulary import Kind

NAN, INF = float("nan"), float("inf")


MIXED: Value = [1, "a", {"b": None}]


def deep(levels: int) -> Value:
    value: Value = 1
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("kind", "good"),
    [
        (Kind.BOOLEAN, [True, False, None]),
        (Kind.NUMBER, [0, 0.5, 10, 10.0, None]),
        (Kind.INTEGER, [0, 10, None]),
        (Kind.TIMESTAMP, [0, 10]),
        (Kind.STRING, ["", "灯", "x" * 64, None]),
        (Kind.SECRET, ["1234"]),
        (Kind.ENUM, ["off", "heat", "vendor:turbo", None]),
        (Kind.ENUMSET, [[], ["off"], ["off", "vendor:turbo"], None]),
        (Kind.LIST, [[], MIXED, deep(DEPTH_LIMIT - 1), None]),
        (Kind.OBJECT, [{}, {"a": [1]}, None]),
    ],
)
def test_what_is_right_passes(kind: Kind, good: list[Value]) -> None:
    check = compile_check(kind=kind, minimum=0, maximum=10, values=("off", "heat"), max_length=64)
    assert [check(value) for value in good] == [None] * len(good)


@pytest.mark.parametrize(
    ("kind", "bad"),
    [
        (Kind.BOOLEAN, [0, 1, "true", "ON", []]),
        (Kind.NUMBER, [True, "5", -1, 11, NAN, INF, -INF, 10**400, [5]]),
        (Kind.INTEGER, [True, 5.0, "5", -1, 11, 10**400, NAN]),
        (Kind.TIMESTAMP, ["2026-01-01", 5.0, True]),
        (Kind.STRING, [5, True, "x" * 65, ["x"], "\ud800"]),
        (Kind.ENUM, ["Heat", "HEAT", "dry", "vendor:", "vendor:\ud800", f"vendor:{'x' * MEMBER_LIMIT}", 1, True]),
        (Kind.ENUMSET, ["off", ["Off"], ["off", "off"], [None], [1], ["off", ["off"]]]),
        (Kind.LIST, ["a", {}, [NAN], [["x" * (TEXT_LIMIT + 1)]], deep(DEPTH_LIMIT + 1), list(range(65)), ["\ud800"]]),
        (Kind.OBJECT, [[], {"a": INF}, {"x" * 200: 1}, {"\ud800": 1}, {str(n): n for n in range(65)}]),
    ],
)
def test_what_is_wrong_breaks_a_rule(kind: Kind, bad: list[Value]) -> None:
    check = compile_check(kind=kind, minimum=0, maximum=10, values=("off", "heat"), max_length=64)
    assert [value for value in bad if check(value) is None] == []


@pytest.mark.parametrize("value", [NAN, INF, -INF, 10**400])
def test_a_number_without_limits_is_still_finite(value: Value) -> None:
    assert compile_check(kind=Kind.NUMBER)(value) == "must be a finite number"


def test_a_structure_of_many_parts_is_refused() -> None:
    check = compile_check(kind=Kind.LIST)
    assert check([[0] * 100 for _ in range(100)]) == "must have at most 4096 parts"


def test_a_value_to_be_written_is_not_null() -> None:
    check = compile_check(kind=Kind.NUMBER, nullable=False)
    assert check(None) == "must be a value, not null"
    assert check(3) is None


@pytest.mark.parametrize(
    ("minimum", "maximum", "value", "rule"),
    [
        (0.0, 10.0, 11, "must be between 0 and 10"),
        (None, 10.0, 11, "must be at most 10"),
        (0.0, None, -1, "must be at least 0"),
    ],
)
def test_the_rule_names_the_limits(minimum: float | None, maximum: float | None, value: Value, rule: str) -> None:
    assert compile_check(kind=Kind.NUMBER, minimum=minimum, maximum=maximum)(value) == rule


def test_wrong_case_is_refused_with_the_right_word() -> None:
    rule = compile_check(kind=Kind.ENUM, values=("off", "heat"))("Heat")
    assert rule == "must be one of off, heat (did you mean heat?)"


def test_a_schema_error_names_the_place_the_value_and_the_rule() -> None:
    place = Place(device="lamp", endpoint=2, capability="levelControl", name="currentLevel")
    text = str(SchemaError(place, 254, "must be between 0 and 100"))
    assert text == "device 'lamp', endpoint 2, levelControl/currentLevel: must be between 0 and 100, got 254"


def test_a_schema_error_keeps_a_secret_and_shortens_the_rest() -> None:
    place = Place(device="lock", endpoint=1, capability="doorLock", name="pinCode", secret=True)
    assert "2580" not in str(SchemaError(place, "2580", "must be text"))
    assert len(str(SchemaError(replace(place, secret=False), "x" * 999, "must be text"))) < 200


SPEC = Spec(capability="thermostat", name="heatingSetpoint", kind=Kind.NUMBER, unit="Cel", minimum=5, maximum=35)
SAID = PropertyDescription(
    endpoint=1, capability="thermostat", name="heatingSetpoint", address="a", kind=Kind.NUMBER, unit="Cel"
)


def test_a_description_narrows() -> None:
    narrow = effective(SPEC, replace(SAID, minimum=7, maximum=28, step=0.5, access="r"))
    assert isinstance(narrow, Spec)
    assert (narrow.minimum, narrow.maximum, narrow.step, narrow.access) == (7, 28, 0.5, "r")
    assert check_of(narrow)(30) == "must be between 7 and 28"


def test_a_description_that_says_nothing_changes_nothing() -> None:
    assert effective(SPEC, SAID) == SPEC


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (replace(SAID, minimum=4), "minimum 4 is below 5"),
        (replace(SAID, maximum=36), "maximum 36 is above 35"),
        (replace(SAID, minimum=30, maximum=10), "minimum 30 is above maximum 10"),
        (replace(SAID, maximum=INF), "not a finite number"),
        (replace(SAID, unit="[degF]"), "unit [degF] is not Cel"),
        (replace(SAID, kind=Kind.INTEGER), "kind integer is not number"),
        (replace(SAID, access="rwn"), "access w is not given"),
        (replace(SAID, name="other"), "another property"),
    ],
)
def test_a_description_that_widens_is_refused(said: PropertyDescription, reason: str) -> None:
    result = effective(SPEC, said)
    assert isinstance(result, Widened)
    assert reason in result.reason
    assert said.path in result.reason


def test_a_foreign_member_must_carry_its_mark() -> None:
    spec = Spec(capability="m", name="m", kind=Kind.ENUM, values=("off", "heat"))
    said = PropertyDescription(
        endpoint=1, capability="m", name="m", address="", kind=Kind.ENUM, values=("off", "turbo")
    )
    refused = effective(spec, said)
    assert isinstance(refused, Widened)
    assert "vendor:turbo" in refused.reason
    narrowed = effective(spec, replace(said, values=("off", "vendor:turbo")))
    assert isinstance(narrowed, Spec)
    assert narrowed.values == ("off", "vendor:turbo")


ENTRY = Spec(
    capability="",
    name="",
    kind=Kind.OBJECT,
    fields=(
        Spec(capability="", name="time", kind=Kind.INTEGER, minimum=0, maximum=1439),
        Spec(capability="", name="note", kind=Kind.STRING, max_length=3),
    ),
    required=("time",),
)
PLAN = Spec(capability="thermostat", name="schedule", kind=Kind.LIST, item=ENTRY, max_length=2)


@pytest.mark.parametrize("value", [None, [], [{"time": 0}], [{"time": 1439, "note": None}, {"time": 1, "note": "abc"}]])
def test_entries_that_are_as_described_pass(value: Value) -> None:
    assert check_of(PLAN)(value) is None


@pytest.mark.parametrize(
    ("value", "rule"),
    [
        ({}, "must be a list"),
        ([{"time": 0}] * 3, "must have at most 2 entries"),
        ([{"time": 0}, {}], "entry 1 must have time"),
        ([{"time": 1440}], "entry 0 time must be between 0 and 1439"),
        ([{"time": True}], "entry 0 time must be a whole number"),
        ([{"time": None}], "entry 0 time must be a value, not null"),
        ([{"time": 1, "note": "long"}], "entry 0 note must be at most 3 letters"),
        ([{"time": 1, "tune": 1}], "entry 0 must not have 'tune'; it has time, note"),
        ([7], "entry 0 must be an object"),
        ([None], "entry 0 must be a value, not null"),
    ],
)
def test_entries_that_are_not_name_the_part(value: Value, rule: str) -> None:
    assert check_of(PLAN)(value) == rule
    assert check_of(PLAN, nullable=False)(value) == rule
