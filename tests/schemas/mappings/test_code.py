"""Conversions of listed numbers: one to one, lesser claims, sets, masks, and what nobody knows."""

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.conversion import Conversion, ConversionError
from schemas.mappings.code import bits, codes, flag, sets

FAN: Final = codes({"off": 0, "auto": 2}, also={1: "off"}, near={"smart": 2})
YES: Final = flag(0x41, 0x42, also_true=(0x43,), also_false=(0x44,))
SWING: Final = sets({0: (), 1: ("left",), 3: ("left", "up")}, any_as=3)
FAULTS: Final = bits(leak=1, frost=2)
ALL: Final = (FAN, YES, SWING, FAULTS)


@pytest.mark.parametrize(("number", "word"), [(0, "off"), (1, "off"), (2, "auto"), (7, "vendor:7"), (None, None)])
def test_numbers_are_words(number: Any, word: Any) -> None:
    assert FAN.decode(number) == word


@pytest.mark.parametrize(("word", "number"), [("off", 0), ("auto", 2), ("smart", 2), ("vendor:7", 7), (None, None)])
def test_words_are_numbers(word: Any, number: Any) -> None:
    assert FAN.encode(word) == number


def test_a_member_is_claimed_once() -> None:
    with pytest.raises(ValueError, match="repeats"):
        codes({"off": 0}, also={0: "auto"})
    with pytest.raises(ValueError, match="repeats"):
        codes({"off": 0}, near={"off": 1})
    with pytest.raises(ValueError, match="same number"):
        codes({"off": 0, "auto": 0})


def test_true_and_false_have_a_number_of_their_own() -> None:
    assert [YES.decode(number) for number in (0x41, 0x43, 0x42, 0x44, None)] == [True, True, False, False, None]
    assert [YES.encode(value) for value in (True, False, None)] == [0x41, 0x42, None]


@given(number=st.integers(0, 255))
def test_masks_keep_every_bit(number: int) -> None:
    assert FAULTS.encode(FAULTS.decode(number)) == number


def test_sets_and_masks() -> None:
    assert [SWING.decode(number) for number in (0, 1, 3)] == [[], ["left"], ["left", "up"]]
    wanted: tuple[Any, ...] = ([], ["left"], ["up", "left"], ["up"])
    assert [SWING.encode(value) for value in wanted] == [0, 1, 3, 3]
    assert FAULTS.decode(0b1010) == ["leak", "vendor:3"]
    assert FAULTS.encode(["frost", "frost", "vendor:0"]) == 0b101


@pytest.mark.parametrize("convert", ALL, ids=lambda convert: convert.name)
def test_what_is_no_number_is_refused(convert: Conversion) -> None:
    strange: tuple[Any, ...] = (True, 1.0, "1", [1], {})
    for value in strange:
        with pytest.raises(ConversionError):
            convert.decode(value)


@pytest.mark.parametrize("convert", ALL, ids=lambda convert: convert.name)
def test_what_is_no_value_of_ours_is_refused(convert: Conversion) -> None:
    strange: tuple[Any, ...] = (1, "nonsense", {}, "vendor:")
    for value in strange:
        with pytest.raises(ConversionError):
            convert.encode(value)


def test_a_set_without_a_number_is_refused() -> None:
    with pytest.raises(ConversionError, match="a set that has a number"):
        sets({0: (), 1: ("left",)}).encode(["up"])
    with pytest.raises(ConversionError):
        FAULTS.encode(["nonsense"])
    with pytest.raises(ConversionError, match="a mask"):
        FAULTS.decode(-1)
