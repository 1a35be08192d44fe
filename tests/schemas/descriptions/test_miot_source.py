"""What one MIoT property holds, and what its numbers on the wire mean."""

from typing import Any

import pytest

from schemas.conversion import ConversionError
from schemas.descriptions.miot_source import source_of, text_of
from schemas.vocabulary import Kind
from tests.schemas.descriptions.instance import words


def body(form: str, **more: Any) -> dict[str, Any]:
    return {"format": form} | {key.replace("_", "-"): value for key, value in more.items()}


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("bool", Kind.BOOLEAN),
        ("uint8", Kind.INTEGER),
        ("int64", Kind.INTEGER),
        ("float", Kind.NUMBER),
        ("string", Kind.STRING),
        ("hex", Kind.STRING),
    ],
)
def test_a_format_is_a_kind(form: str, kind: Kind) -> None:
    source, raw = source_of(body(form), "rn")
    assert (source.kind, source.access, raw.name) == (kind, "rn", "identity")


def test_limits_and_units_come_along() -> None:
    source, _ = source_of(body("float", unit="celsius", value_range=[16, 31, 0.5]), "rwn")
    assert (source.unit, source.minimum, source.maximum, source.step) == ("celsius", 16, 31, 0.5)


@pytest.mark.parametrize(("told", "unit"), [("none", ""), ("rgb", ""), ("pascal", "Pa"), ("mmhg", "mm[Hg]"), (7, "")])
def test_units_of_miot_that_are_none_of_ucum(told: object, unit: str) -> None:
    assert source_of(body("uint8", unit=told), "r")[0].unit == unit


@pytest.mark.parametrize("told", [[0, 65535, 1], [-32768, 32767, 1], [0, 2147483647, 1], [0, 4294967295, 1]])
def test_ends_of_the_format_say_nothing_of_the_value(told: list[int]) -> None:
    source, _ = source_of(body("int32", value_range=told), "r")
    assert source.maximum is None


@pytest.mark.parametrize("told", [[5, 1, 1], [0], "0-100", [0, "9", 1], [0, float("nan"), 1], [True, False], None])
def test_a_range_that_is_none_is_left_out(told: object) -> None:
    source, _ = source_of(body("uint8", value_range=told), "r")
    assert (source.minimum, source.maximum, source.step) == (None, None, None)


def test_zero_to_one_is_a_truth_value() -> None:
    source, raw = source_of(body("uint8", value_range=[0, 1, 1]), "rw")
    assert source.kind is Kind.BOOLEAN
    assert [raw.encode(raw.decode(wire)) for wire in (0, 1)] == [0, 1]
    assert raw.decode(1) is True


def test_a_list_of_words_is_an_enumeration() -> None:
    source, raw = source_of(body("uint8", value_list=words("Auto", "Cool")), "rw")
    assert (source.kind, source.values) == (Kind.ENUM, ("Auto", "Cool"))
    assert (raw.decode(1), raw.encode("Auto")) == ("Cool", 0)
    assert (raw.decode(None), raw.encode(None)) == (None, None)


@pytest.mark.parametrize("told", [True, 1.5, [], {}])
def test_what_is_no_number_of_a_list_is_refused(told: Any) -> None:
    _, raw = source_of(body("uint8", value_list=words("Auto", "Cool")), "rw")
    with pytest.raises(ConversionError):
        raw.decode(told)
    with pytest.raises(ConversionError):
        raw.encode(told)


@pytest.mark.parametrize("told", [("Level 1", "Level 2"), ("gear1", "gear2"), ("1档", "2档"), ("1", "2")])
def test_words_that_only_count_are_numbers(told: tuple[str, str]) -> None:
    source, raw = source_of(body("uint8", value_list=words("Level0", *told)), "rw")
    assert (source.kind, source.minimum, source.maximum) == (Kind.INTEGER, 0, 2)
    assert raw.name == "identity"


def test_long_words_are_cut_and_stay_apart() -> None:
    source, raw = source_of(body("uint8", value_list=words("x" * 200, "x" * 201)), "rw")
    assert source.values == ("x" * 48, "x" * 48 + "#1")
    assert raw.encode("x" * 48 + "#1") == 1


def test_numbers_under_other_numbers_are_translated() -> None:
    source, raw = source_of(body("uint8", unit="arcdegrees", value_list=words("30°", "60°", "90°")), "rw")
    assert (source.kind, source.unit, source.minimum, source.maximum) == (Kind.INTEGER, "arcdegrees", 30, 90)
    assert (raw.decode(2), raw.encode(60)) == (90, 1)


def test_numbers_without_words_name_themselves() -> None:
    source, _ = source_of(body("uint8", value_list=words("", "", "")), "rw")
    assert (source.kind, source.maximum) == (Kind.INTEGER, 2)
    assert source_of(body("uint8", value_list=words("", "")), "rw")[0].kind is Kind.BOOLEAN


def test_more_levels_than_three_beside_auto_are_numbers_and_auto_is_no_set_level() -> None:
    told = words("Auto", "Level1", "Level2", "Level3", "Level4")
    source, raw = source_of(body("uint8", value_list=told), "rw")
    assert (source.kind, source.minimum, source.maximum) == (Kind.INTEGER, 1, 4)
    assert [raw.decode(number) for number in (0, 4)] == [None, 4]
    assert raw.encode(None) == 0
    assert source_of(body("uint8", value_list=told[:4]), "rw")[0].kind is Kind.ENUM


def test_a_text_is_cut_and_what_is_none_is_empty() -> None:
    assert text_of("x" * 500) == "x" * 128
    assert text_of(7) == ""
