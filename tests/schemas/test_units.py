"""Units: the table, the spellings, and that every conversion has a way back."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.registry import Registry
from schemas.units import MIRED, UNITS, UnitError, coefficients, convert, convertible, normalise

PAIRS = [(a, b) for a, b in permutations(UNITS, 2) if convertible(a, b)]


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        (68, "[degF]", "Cel", 20.0),
        (20, "Cel", "[degF]", 68.0),
        (21.5, "Cel", "K", 294.65),
        (1500, "W.h", "kW.h", 1.5),
        (3.6, "MJ", "kW.h", 1.0),
        (3012, "mV", "V", 3.012),
        (2, "min", "s", 120),
        (1.5, "h", "s", 5400),
        (0.03, "mg/m3", "ug/m3", 30),
        (1, "m3/h", "L/min", 1000 / 60),
        (14.5037737730, "[psi]", "bar", 1.0),
        (1013.25, "mbar", "kPa", 101.325),
        (760, "mm[Hg]", "hPa", 1013.25),
        (250, "[ppb]", "[ppm]", 0.25),
        (1, "%", "[ppm]", 10_000),
        (1, "[mi_i]/h", "km/h", 1.609344),
        (4, "pCi/L", "Bq/m3", 148),
        (12, "mo", "a", 1.0),
    ],
)
def test_known_conversions(value: float, source: str, target: str, expected: float) -> None:
    assert convert(value, source, target) == pytest.approx(expected, rel=1e-6)


def test_a_whole_number_of_small_units_becomes_the_nearest_float() -> None:
    assert [convert(n, "mV", "V") for n in (1100, 1009, 2999)] == [1.1, 1.009, 2.999]


def test_the_difference_of_two_temperatures_has_no_offset() -> None:
    scale, offset = coefficients("[degF]", "Cel", difference=True)
    assert float(scale) == pytest.approx(5 / 9)
    assert offset == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *((text, "Cel") for text in ("°C", "C", "℃", "ºC", "celsius", " °C ")),
        *((text, "[degF]") for text in ("°F", "F", "℉")),
        *((text, "s") for text in ("s", "sec", "sec.", "Seconds", "SECONDS")),
        *((text, "h") for text in ("h", "Hr", "hours", "Hours")),
        *((text, "min") for text in ("min", "min.", "minutes")),
        *((text, "m3") for text in ("m³", "m3", "m^3")),
        *((text, "m3/h") for text in ("m³/h", "m3/h")),
        *((text, "lx") for text in ("lx", "Lx", "lux")),
        *((text, "ug/m3") for text in ("\u00b5g/m\u00b3", "\u03bcg/m\u00b3", "ug/m3")),  # micro sign and Greek mu
        *((text, "V.A{reactive}") for text in ("var", "VAr", "VAR")),
        ("kWh", "kW.h"),
        ("Wh", "W.h"),
        ("kVArh", "kV.A{reactive}.h"),
        ("VA", "V.A"),
        ("w", "W"),
        ("mW", "mW"),
        ("MW", "MW"),
        ("%", "%"),
        ("%RH", "%"),
        ("dBm", "{dBm}"),
        ("Day", "d"),
        ("month", "mo"),
        ("mired", MIRED),
        ("lqi", "{lqi}"),
        ("°", "deg"),
        ("kW.h", "kW.h"),
        ("", ""),
    ],
)
def test_spellings_of_the_wild(text: str, code: str) -> None:
    assert normalise(text) == code


@pytest.mark.parametrize("text", ["raw unit", "adc", "#/cm³", "PM2.5 Index", "MWH", "level"])
def test_what_is_no_unit_is_said_to_be_none(text: str) -> None:
    assert normalise(text) is None


@pytest.mark.parametrize("other", ["K", "W", "%", "{count}", ""])
def test_mired_and_kelvin_do_not_convert(other: str) -> None:
    assert not convertible(MIRED, other)
    with pytest.raises(UnitError, match="does not convert"):
        convert(370, MIRED, other)


def test_counts_indices_and_scores_convert_to_nothing_else() -> None:
    kinds = ["{count}", "{index}", "{score}", "{steps}", "1"]
    assert not any(convertible(a, b) for a, b in permutations(kinds, 2))


@given(st.sampled_from(PAIRS), st.floats(-1e6, 1e6))
def test_every_conversion_inverts(pair: tuple[str, str], value: float) -> None:
    source, target = pair
    back = convert(convert(value, source, target), target, source)
    assert back == pytest.approx(value, rel=1e-9, abs=1e-6)


def test_every_unit_of_the_schema_is_in_the_table() -> None:
    assert {spec.unit for spec in Registry.load().specs.values()} - {""} <= UNITS.keys()


def test_every_unit_has_both_names() -> None:
    assert all(unit.zh and unit.en for unit in UNITS.values())


def test_no_spelling_means_two_units() -> None:
    spellings = [text for unit in UNITS.values() for text in {unit.code, *unit.spellings}]
    assert sorted(spellings) == sorted(set(spellings))
