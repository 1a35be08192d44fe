"""The forms in which ECHONET Lite writes values: bytes there and back, sizes, codes that tell nothing."""

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.conversion import ConversionError
from schemas.mappings.echonet.edt import (
    COLOR,
    DATE,
    OPERATED,
    RELEASE,
    Edt,
    clock,
    digits,
    level,
    mask,
    number,
    part,
    state,
    text,
)

NUMBERS: Final = [number(size, signed=signed) for size in (1, 2, 4) for signed in (False, True)]


@given(data=st.data())
@pytest.mark.parametrize("form", NUMBERS, ids=lambda form: form.name)
def test_numbers_go_there_and_back(form: Edt, data: st.DataObject) -> None:
    value = data.draw(st.integers(form.least, form.most))
    assert form.read(form.write(value)) == value
    assert len(form.write(value)) == form.size


@pytest.mark.parametrize(
    ("form", "least", "most"),
    [
        (number(1), 0, 253),
        (number(2), 0, 65533),
        (number(4), 0, 4294967293),
        (number(1, signed=True, none=(0x7E,)), -127, 125),
        (number(2, signed=True), -32767, 32766),
        (number(1, least=1, most=255), 1, 255),
    ],
)
def test_limits_leave_out_the_codes_at_the_ends(form: Edt, least: int, most: int) -> None:
    assert (form.least, form.most) == (least, most)
    assert form.read(form.write(most)) == most


@pytest.mark.parametrize(
    ("form", "written", "value"),
    [
        (number(2, signed=True), "00FA", 250),
        (number(2, signed=True), "FF9C", -100),
        (number(2, signed=True), "7FFF", None),
        (number(2, signed=True), "8000", None),
        (number(4, signed=True, none=(0x7FFFFFFE,)), "7FFFFFFE", None),
        (number(1), "FF", None),
        (number(4, most=99_999_999), "FFFFFFFE", None),
        (level(none=(0x41,)), "31", 1),
        (level(none=(0x41,)), "38", 8),
        (level(none=(0x41,)), "41", None),
        (state(none=(0xFF,)), "FF", None),
        (state(2), "0102", 0x0102),
        (mask(), "06", 6),
        (clock(), "0A1E", 630),
        (clock(none=(b"\xff\xff",)), "FFFF", None),
        (text(12), "41422D31000000000000000000"[:24], "AB-1"),
        (digits(3), "00000B", "0x00000B"),
        (DATE, "07E80A1F", "2024-10-31"),
        (RELEASE, "00005201", "R.1"),
        (OPERATED, "4400000002", 48),
        (OPERATED, "4100000E10", 1),
        (COLOR, "FF8000", "#FF8000"),
    ],
)
def test_what_bytes_mean(form: Edt, written: str, value: Any) -> None:
    assert form.read(bytes.fromhex(written)) == value


@pytest.mark.parametrize(
    ("form", "written"),
    [
        (number(2), "01"),
        (number(1, most=100), "65"),
        (level(), "39"),
        (level(), "00"),
        (clock(), "183B"),
        (clock(), "003C"),
        (text(2), "FF00"),
        (DATE, "07E80D01"),
        (RELEASE, "01005200"),
        (RELEASE, "00000000"),
        (OPERATED, "4500000001"),
        (digits(), ""),
    ],
)
def test_bytes_that_are_none_are_refused(form: Edt, written: str) -> None:
    with pytest.raises(ConversionError):
        form.read(bytes.fromhex(written))


@pytest.mark.parametrize(
    ("form", "value"),
    [
        (number(1), 254),
        (number(1), -1),
        (number(1), True),
        (number(1), "5"),
        (number(1), None),
        (level(), 9),
        (clock(), 1440),
        (text(2), "abc"),
        (text(2), "é"),
        (text(2), 3),
        (digits(3), "0x12"),
        (digits(3), "none"),
        (DATE, "31.10.2024"),
        (DATE, 20241031),
        (RELEASE, "R"),
        (RELEASE, "R.256"),
        (OPERATED, -1),
        (OPERATED, "1"),
        (COLOR, "FF8000"),
        (COLOR, "#FF80"),
    ],
)
def test_values_that_have_no_bytes_are_refused(form: Edt, value: Any) -> None:
    with pytest.raises(ConversionError):
        form.write(value)


@given(minutes=st.integers(0, 255 * 60 + 59))
def test_hours_and_minutes(minutes: int) -> None:
    assert clock(255).read(clock(255).write(minutes)) == minutes


@given(written=st.binary(min_size=3, max_size=3))
def test_colors_and_codes_keep_every_byte(written: bytes) -> None:
    assert COLOR.write(COLOR.read(written)) == written
    assert digits(3).write(digits(3).read(written)) == written


@given(day=st.dates())
def test_days(day: Any) -> None:
    assert DATE.read(DATE.write(day.isoformat())) == day.isoformat()


@given(before=st.binary(min_size=8, max_size=8), value=st.integers(0, 65533))
def test_a_part_leaves_the_rest_alone(before: bytes, value: int) -> None:
    form = part(number(2), 4, 8)
    after = form.write(value, before)
    assert form.read(after) == value
    assert (after[:4], after[6:]) == (before[:4], before[6:])


def test_a_part_needs_the_bytes_of_now() -> None:
    with pytest.raises(ConversionError, match="the 8 bytes of now"):
        part(number(2), 4, 8).write(1)
