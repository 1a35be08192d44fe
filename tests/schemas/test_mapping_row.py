"""The fit test: a row counts only where kind, unit and range fit."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.conversion import (
    IDENTITY,
    INVERT_PERCENT,
    ISO_TIMESTAMP,
    MIRED_TO_KELVIN,
    UNIX_SECONDS,
    Conversion,
    ConversionError,
    enum_map,
    null_as,
    scale,
)
from schemas.mapping import Fit, Misfit, Row, Source, fits
from schemas.registry import Registry, Spec
from schemas.vocabulary import Kind

TEMPERATURE = Spec(capability="t", name="t", kind=Kind.NUMBER, unit="Cel", minimum=-50, maximum=100, step=0.1)
LEVEL = Spec(capability="l", name="l", kind=Kind.NUMBER, unit="%", minimum=0, maximum=100, step=0.5, access="rwn")
KELVIN = Spec(capability="c", name="c", kind=Kind.INTEGER, unit="K", minimum=1000, maximum=20000, step=1)
SECONDS = Spec(capability="s", name="s", kind=Kind.INTEGER, unit="s", minimum=0, maximum=86400, step=1)
MODE = Spec(capability="m", name="m", kind=Kind.ENUM, values=("off", "auto", "cool", "heat"))
WHEN = Spec(capability="w", name="w", kind=Kind.TIMESTAMP)
SWITCH = Spec(capability="o", name="o", kind=Kind.BOOLEAN, access="rwn")


def row(convert: Conversion = IDENTITY, unit: str = "", *, whole: bool = False) -> Row[str]:
    return Row(source="x", capability="", name="", convert=convert, unit=unit, whole=whole)


def number(unit: str = "", minimum: float | None = None, maximum: float | None = None) -> Source:
    return Source(kind=Kind.NUMBER, unit=unit, minimum=minimum, maximum=maximum)


def fitted(one: Row[str], spec: Spec, source: Source) -> Fit:
    result = fits(one, spec, source)
    assert isinstance(result, Fit), result
    return result


def reason(one: Row[str], spec: Spec, source: Source) -> str:
    result = fits(one, spec, source)
    assert isinstance(result, Misfit)
    return result.reason


def test_the_same_unit_passes_values_untouched() -> None:
    fit = fitted(row(), TEMPERATURE, number("°C", -10, 60))
    assert fit.decode is IDENTITY.decode
    assert (fit.minimum, fit.maximum) == (-10, 60)


def test_another_unit_of_the_same_dimension_converts_values_and_limits() -> None:
    fit = fitted(row(), TEMPERATURE, number("°F", 14, 212))
    assert (fit.decode(68), fit.encode(20)) == (20, 68)
    assert (fit.minimum, fit.maximum) == (-10, 100)


def test_a_change_of_temperature_converts_without_the_offset() -> None:
    fit = fitted(replace(row(), difference=True), TEMPERATURE, number("°F", -9, 9))
    assert (fit.minimum, fit.maximum, fit.decode(9)) == (-5, 5, 5)


def test_minutes_become_whole_seconds() -> None:
    fit = fitted(row(), SECONDS, number("min", 0, 60))
    assert fit.decode(1.5) == 90
    assert type(fit.decode(1.5)) is int


def test_a_raw_level_becomes_per_cent_and_goes_back_as_a_whole_number() -> None:
    fit = fitted(row(scale(100, 254), whole=True), LEVEL, number("", 0, 254))
    assert fit.decode(127) == 50
    assert fit.encode(33.3) == 85
    assert type(fit.encode(33.3)) is int


def test_mireds_become_kelvins_and_the_limits_change_places() -> None:
    fit = fitted(row(MIRED_TO_KELVIN, "/MK", whole=True), KELVIN, number("mired", 153, 500))
    assert (fit.minimum, fit.maximum, fit.decode(370), fit.encode(2703)) == (2000, 6536, 2703, 370)


def test_closing_becomes_opening() -> None:
    fit = fitted(row(INVERT_PERCENT), LEVEL, number("%", 0, 100))
    assert (fit.decode(30), fit.encode(70), fit.minimum, fit.maximum) == (70, 30, 0, 100)


def test_words_become_members_and_the_rest_is_kept_as_the_vendors() -> None:
    fit = fitted(row(enum_map({"cooling": "cool"})), MODE, Source(kind=Kind.ENUM, values=("off", "cooling", "eco")))
    assert fit.values == ("off", "cool", "vendor:eco")
    assert [fit.decode(word) for word in ("off", "cooling", "eco", None)] == ["off", "cool", "vendor:eco", None]
    assert [fit.encode(word) for word in ("off", "cool", "vendor:eco")] == ["off", "cooling", "eco"]


def test_words_become_truth() -> None:
    fit = fitted(row(enum_map({"ON": True, "OFF": False})), SWITCH, Source(kind=Kind.ENUM, values=("ON", "OFF")))
    assert (fit.decode("ON"), fit.encode(False)) == (True, "OFF")  # noqa: FBT003


def test_a_set_of_words_maps_one_by_one() -> None:
    spec = replace(MODE, kind=Kind.ENUMSET)
    fit = fitted(row(enum_map({"cooling": "cool"})), spec, Source(kind=Kind.ENUMSET, values=("off", "cooling")))
    assert fit.decode(["cooling", "odd"]) == ["cool", "vendor:odd"]
    assert fit.encode(["cool", "vendor:odd"]) == ["cooling", "odd"]


def test_a_single_word_becomes_a_set_of_one() -> None:
    spec = replace(MODE, kind=Kind.ENUMSET)
    one = row(enum_map({"cooling": "cool", "idle": ""}))
    fit = fitted(one, spec, Source(kind=Kind.ENUM, values=("cooling", "idle")))
    assert [fit.decode(word) for word in ("cooling", "idle", "odd", None)] == [["cool"], [], ["vendor:odd"], None]
    assert fit.encode(["cool"]) == "cooling"
    assert fit.encode([]) == "idle"
    assert fit.encode(None) is None
    assert fit.values == ("cool",)
    with pytest.raises(ConversionError, match="at most one member"):
        fit.encode(["cool", "heat"])


def test_seconds_since_1970_become_milliseconds() -> None:
    spec = Spec(capability="a", name="a", kind=Kind.TIMESTAMP)
    assert fitted(row(UNIX_SECONDS), spec, number()).decode(1.5) == 1500


def test_a_marker_is_a_raw_value_even_where_the_unit_differs() -> None:
    fit = fitted(row(null_as(-1)), SECONDS, number("min", -1, 60))
    assert (fit.decode(-1), fit.decode(2)) == (None, 120)


@pytest.mark.parametrize(
    ("one", "spec", "source", "expected"),
    [
        (row(), TEMPERATURE, Source(kind=Kind.STRING), "kind string"),
        (row(), TEMPERATURE, Source(kind=Kind.BOOLEAN), "kind boolean"),
        (row(), SWITCH, Source(kind=Kind.INTEGER), "kind integer"),
        (row(), MODE, number(), "kind number"),
        (row(), TEMPERATURE, number("lx"), "unit lx"),
        (row(), TEMPERATURE, number(""), "unit none"),
        (row(), TEMPERATURE, number("bananas"), "not known"),
        (row(), KELVIN, number("mired"), "unit /MK"),
        (row(MIRED_TO_KELVIN, "/MK"), KELVIN, number("K"), "unit K"),
        (row(scale(100, 254)), LEVEL, number("lx"), "unit lx"),
        (row(), TEMPERATURE, number("°C", -273, 50), "starts at -50"),
        (row(), TEMPERATURE, number("°F", 0, 500), "ends at 100"),
        (row(), LEVEL, number("%", 0, 254), "ends at 100"),
        (row(MIRED_TO_KELVIN, "/MK"), KELVIN, number("mired", 0, 500), "does not convert"),
        (row(), MODE, Source(kind=Kind.ENUM, values=("a", "b", "off")), "only 1 of its 3"),
        (
            row(enum_map({"ON": True, "OFF": False})),
            SWITCH,
            Source(kind=Kind.ENUM, values=("ON", "OFF", "BLINK")),
            "'BLINK'",
        ),
    ],
)
def test_what_does_not_fit_says_why(one: Row[str], spec: Spec, source: Source, expected: str) -> None:
    assert expected in reason(one, spec, source)


def test_a_source_writes_no_more_than_the_schema_lets_it() -> None:
    fit = fitted(row(), TEMPERATURE, Source(kind=Kind.NUMBER, unit="°C", access="rwn"))
    assert fit.access == "rn"


def test_a_fit_describes_the_property() -> None:
    fit = fitted(row(scale(100, 254)), LEVEL, Source(kind=Kind.NUMBER, minimum=0, maximum=254, step=1, access="rwn"))
    described = fit.description(endpoint=2, address="zigbee2mqtt/lamp#brightness", label="Brightness")
    assert described.path == "2/l/l"
    assert (described.unit, described.maximum, described.access) == ("%", 100, "rwn")
    assert described.step == pytest.approx(100 / 254)


NUMERIC = [spec for spec in Registry.load().specs.values() if spec.kind in {Kind.NUMBER, Kind.INTEGER}]


@given(st.sampled_from(NUMERIC), st.floats(0, 1))
def test_the_identity_row_fits_every_number_of_the_schema_and_inverts(spec: Spec, share: float) -> None:
    fit = fitted(row(), spec, Source(kind=spec.kind, unit=spec.unit, minimum=spec.minimum, maximum=spec.maximum))
    low = spec.minimum or 0
    value = low + ((spec.maximum or low) - low) * share
    exact = round(value) if spec.kind is Kind.INTEGER else value
    assert fit.encode(fit.decode(exact)) == exact
    assert (fit.minimum, fit.maximum) == (spec.minimum, spec.maximum)


ANY_VALUE: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just(10**400),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
SOURCES = st.builds(
    Source,
    kind=st.sampled_from(Kind),
    unit=st.sampled_from(["", "°C", "°F", "%", "min", "mired", "K", "W", "bananas"]),
    minimum=st.none() | st.integers() | st.floats() | st.just(10**400),
    maximum=st.none() | st.integers() | st.floats(),
    step=st.none() | st.floats(0, 10),
    values=st.none() | st.lists(st.text(max_size=5) | st.booleans() | st.integers(), max_size=3).map(tuple),
    access=st.sampled_from(["r", "rn", "rwn"]),
)
ROWS = st.sampled_from(
    [
        row(),
        row(scale(100, 254), whole=True),
        row(MIRED_TO_KELVIN, "/MK", whole=True),
        row(INVERT_PERCENT),
        row(enum_map({"ON": True, "OFF": False})),
        row(enum_map({"cooling": "cool", "off": "off"})),
        row(null_as(-1)),
        row(ISO_TIMESTAMP),
        row(UNIX_SECONDS),
    ]
)


@given(ROWS, st.sampled_from([TEMPERATURE, LEVEL, KELVIN, SECONDS, MODE, SWITCH, WHEN]), SOURCES, ANY_VALUE)
def test_whatever_a_vendor_says_nothing_but_a_conversion_error_comes_of_it(
    one: Row[str], spec: Spec, source: Source, value: Any
) -> None:
    result = fits(one, spec, source)
    if isinstance(result, Misfit):
        assert result.reason
        return
    for convert in (result.decode, result.encode):
        with suppress(ConversionError):
            convert(value)
