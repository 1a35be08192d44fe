"""Conversions that only Matter needs refuse what they cannot take."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.conversion import Conversion, ConversionError, numbered
from schemas.mappings.matter import conversion as matter
from schemas.mappings.matter.given import INPUTS, MONEY, PRESETS, REMAINING, SPIN_SPEEDS, STORED, between
from schemas.mappings.matter.path import found, merged, placed
from schemas.mappings.matter.row import Given
from schemas.mappings.matter.structure import AREAS, FORECAST, Part, record

ALL: Final[list[Conversion]] = [
    matter.ILLUMINANCE, matter.HAS_ANY, matter.OCTETS, matter.PLAIN, matter.HEX, matter.CURRENCY, matter.only_one(),
    matter.bit(3), matter.bits(2, 2, numbered(a=0, b=1)), matter.set_of_bits(numbered(a=0, b=1)), matter.search(16),
    matter.null_is("none", numbered(a=0)), matter.truth(true=(1, 2), false=0), matter.semantic(0x4B, fall=1),
    matter.context(0x4B, fall=1), matter.signed_step(matter.LEVEL, mode="m", size="s"), AREAS, FORECAST,
]  # fmt: skip

ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.just(10**400),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@given(st.sampled_from(ALL), ANYTHING)
def test_nothing_but_a_conversion_error_comes_of_any_value(convert: Conversion, value: Any) -> None:
    for function in (convert.decode, convert.encode):
        with suppress(ConversionError):
            function(value)


GIVEN: Final[list[Given]] = [INPUTS, MONEY, PRESETS, REMAINING, SPIN_SPEEDS, STORED]


@given(st.sampled_from(GIVEN), ANYTHING)
def test_an_attribute_that_tells_nothing_is_a_conversion_error(needed: Given, value: Any) -> None:
    with suppress(ConversionError):
        needed.build(value)


def test_a_range_that_is_none_is_refused() -> None:
    with pytest.raises(ConversionError, match="a least and a greatest"):
        between(1, "Min", 2, "Max").build(9, 9)


@pytest.mark.parametrize("convert", [matter.OCTETS.decode, matter.OCTETS.encode, matter.PLAIN.encode])
def test_an_error_never_quotes_a_pin_code(convert: Callable[[Any], Any]) -> None:
    for value in ("zz4711", 4711, ["4711"]):
        try:
            convert(value)
        except ConversionError as error:
            assert "4711" not in str(error)  # noqa: PT017  some of these are no error


@given(st.text(max_size=12))
def test_a_text_is_the_octets_of_it(text: str) -> None:
    assert matter.OCTETS.decode(matter.OCTETS.encode(text)) == text


@given(st.integers(0, 999))
def test_a_currency_comes_back(number: int) -> None:
    assert matter.CURRENCY.encode(matter.CURRENCY.decode(number)) == number


@given(st.sets(st.integers(0, 31)))
def test_a_bitmap_comes_back_with_the_bits_that_nobody_knows(bits: set[int]) -> None:
    convert = matter.set_of_bits(numbered(first=0, third=2))
    mask = sum(1 << bit for bit in bits)
    assert convert.encode(convert.decode(mask)) == mask


def test_several_numbers_may_mean_yes() -> None:
    convert = matter.truth(true=(1, 2), false=0)
    assert [convert.decode(number) for number in (0, 1, 2)] == [False, True, True]
    assert [convert.encode(value) for value in (True, False)] == [1, 0]


def test_rooms_much_the_same_are_one_and_others_keep_their_number() -> None:
    def area(tag: int) -> list[Any]:
        return [{"areaId": 1, "mapId": None, "areaInfo": {"locationInfo": {"areaType": tag}, "landmarkInfo": None}}]

    assert AREAS.decode(area(7)) == [{"id": 1, "areaType": "bedroom"}]
    assert AREAS.decode(area(69)) == [{"id": 1, "areaType": "bedroom"}]
    assert AREAS.decode(area(75)) == [{"id": 1, "areaType": "vendor:75"}]
    assert AREAS.encode([{"id": 1, "areaType": "study"}]) == [
        {"areaId": 1, "areaInfo": {"locationInfo": {"areaType": 88}}}
    ]


def test_a_record_takes_a_struct_apart_and_puts_it_together() -> None:
    convert = record(Part("a", "x.y"), Part("b", "x.z", matter.MILLI), also={"w": 1})
    assert convert.decode({"x": {"y": "t", "z": 1500}, "more": 1}) == {"a": "t", "b": 1.5}
    assert convert.encode({"a": "t", "b": 1.5}) == {"w": 1, "x": {"y": "t", "z": 1500}}


def test_paths() -> None:
    assert found("a.b", {"a": {"b": 2}}) == 2
    assert found("a.b", {"a": 5}) is None
    assert found("", {"a": 5}) == {"a": 5}
    assert placed("a.b", 1) == {"a": {"b": 1}}
    assert merged({"a": {"b": 1}, "l": [1]}, {"a": {"c": 2}, "l": [2]}) == {"a": {"b": 1, "c": 2}, "l": [1, 2]}
