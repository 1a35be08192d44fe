"""Named conversions: what they do, that they invert, and that they never coerce."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.conversion import (
    IDENTITY,
    INVERT_BOOLEAN,
    INVERT_PERCENT,
    ISO_TIMESTAMP,
    MIRED_TO_KELVIN,
    UNIX_SECONDS,
    Conversion,
    ConversionError,
    enum_map,
    null_as,
    numbered,
    offset,
    scale,
)
from schemas.value import Value

ON_OFF = enum_map({"ON": True, "OFF": False}, aliases={"on": True, "1": True})


@pytest.mark.parametrize(
    ("conversion", "source", "ours"),
    [
        (IDENTITY, 21.5, 21.5),
        (scale(1, 10), 215, 21.5),
        (scale(100, 254), 127, 50.0),
        (scale(1, 100), -4000, -40.0),
        (offset(-40), 60, 20),
        (INVERT_PERCENT, 30, 70),
        (INVERT_BOOLEAN, True, False),
        (MIRED_TO_KELVIN, 250, 4000.0),
        (ON_OFF, "ON", True),
        (enum_map({0: "off", 1: "heat"}), 1, "heat"),
        (enum_map({True: "locked", False: "unlocked"}), True, "locked"),
        (null_as(0xFFFF), 12, 12),
        (null_as(0xFFFF, scale(1, 10)), 125, 12.5),
        (UNIX_SECONDS, 1_700_000_000, 1_700_000_000_000),
        (ISO_TIMESTAMP, "2023-11-14T22:13:20.000+00:00", 1_700_000_000_000),
    ],
)
def test_there_and_back(conversion: Conversion, source: Value, ours: Value) -> None:
    assert conversion.decode(source) == ours
    assert conversion.encode(ours) == source
    assert type(conversion.decode(source)) is type(ours)


@pytest.mark.parametrize("conversion", [scale(2), INVERT_BOOLEAN, MIRED_TO_KELVIN, ON_OFF, ISO_TIMESTAMP, IDENTITY])
def test_not_known_stays_not_known(conversion: Conversion) -> None:
    assert conversion.decode(None) is None
    assert conversion.encode(None) is None


@pytest.mark.parametrize(
    ("conversion", "bad"),
    [
        (scale(2), "21.5"),
        (scale(2), True),
        (scale(2), [1]),
        (MIRED_TO_KELVIN, 0),
        (MIRED_TO_KELVIN, "250"),
        (INVERT_BOOLEAN, 1),
        (INVERT_BOOLEAN, "true"),
        (ON_OFF, 1),
        (ON_OFF, ["ON"]),
        (enum_map({0: "off", 1: "heat"}), True),
        (ISO_TIMESTAMP, "yesterday"),
        (ISO_TIMESTAMP, 5),
    ],
)
def test_a_wrong_kind_is_refused_and_never_coerced(conversion: Conversion, bad: Value) -> None:
    with pytest.raises(ConversionError, match="expected"):
        conversion.decode(bad)


def test_a_marker_means_not_known_and_is_sent_for_it() -> None:
    humidity = null_as(0xFFFF, scale(1, 100))
    assert humidity.decode(0xFFFF) is None
    assert humidity.encode(None) == 0xFFFF


def test_a_marker_of_one_is_not_the_truth() -> None:
    assert null_as(1).decode(True) is True  # noqa: FBT003


def test_aliases_are_understood_and_never_sent() -> None:
    assert ON_OFF.decode("on") is True
    assert ON_OFF.encode(True) == "ON"  # noqa: FBT003


def test_a_map_that_has_no_way_back_is_refused() -> None:
    with pytest.raises(ValueError, match="aliases"):
        enum_map({"low": "low", "min": "low"})


def test_a_text_that_the_map_does_not_name_passes_unchanged() -> None:
    assert enum_map({"cooling": "cool"}).decode("turbo") == "turbo"


def test_an_error_shows_little_of_a_long_value() -> None:
    with pytest.raises(ConversionError) as error:
        scale(2).decode("x" * 10_000)
    assert len(str(error.value)) < 80


@given(st.integers(1, 1000), st.integers(1, 1000), st.floats(-1e6, 1e6))
def test_every_scale_inverts(top: int, bottom: int, value: float) -> None:
    conversion = scale(top, bottom)
    assert conversion.encode(conversion.decode(value)) == pytest.approx(value)


@given(st.integers(50, 1000))
def test_whole_mireds_survive_rounding_to_whole_kelvins_within_a_step(mired: int) -> None:
    kelvin = MIRED_TO_KELVIN.decode(mired)
    assert isinstance(kelvin, float)
    assert MIRED_TO_KELVIN.encode(round(kelvin)) == pytest.approx(mired, abs=1)


def test_numbers_become_members_and_those_without_a_name_stay_the_vendors() -> None:
    convert = numbered(off=0, auto=1, cool=3)
    assert [convert.decode(number) for number in (0, 3, 9, None)] == ["off", "cool", "vendor:9", None]
    assert [convert.encode(word) for word in ("off", "cool", "vendor:9", None)] == [0, 3, 9, None]


@pytest.mark.parametrize("bad", ["heat", "vendor:", "vendor:x", "vendor:-1", "vendor:" + "9" * 40, 3, True, []])
def test_a_member_without_a_number_is_refused(bad: Value) -> None:
    with pytest.raises(ConversionError, match="a member that has a number"):
        numbered(off=0, auto=1).encode(bad)


def test_a_number_stands_for_one_member() -> None:
    with pytest.raises(ValueError, match="same number"):
        numbered(off=0, idle=0)
