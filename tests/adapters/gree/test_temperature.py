from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.gree.temperature import HIGHEST, LOWEST, SetPoint, Thermometer, of_celsius, of_fahrenheit, set_point


@pytest.mark.parametrize(
    ("fahrenheit", "degrees", "upper"),
    [(61, 16, 1), (68, 20, 0), (69, 21, 0), (70, 21, 1), (77, 25, 0), (78, 26, 0), (79, 26, 1), (86, 30, 0)],
)
def test_two_degrees_fahrenheit_share_one_of_celsius_and_a_bit_tells_them_apart(
    fahrenheit: int, degrees: int, upper: int
) -> None:
    assert of_fahrenheit(fahrenheit) == SetPoint(degrees=degrees, upper=upper)
    told = set_point({"SetTem": degrees, "TemRec": upper, "TemUn": 1})
    assert told == round((fahrenheit - 32) / 1.8, 1)


@pytest.mark.parametrize(
    ("columns", "celsius"),
    [
        ({"SetTem": 24}, 24),
        ({"SetTem": 24, "Add0.5": 1}, 24.5),
        ({"SetTem": 24, "TemUn": 0, "TemRec": 1}, 24),  # the bit counts in Fahrenheit only
        ({"SetTem": 77, "TemUn": 1}, 25),  # firmware that writes Fahrenheit itself
        ({"SetTem": 20, "TemRec": 1, "TemUn": 1}, 20),  # 68 °F, as some write it
        ({"SetTem": 25, "TemRec": 1, "TemUn": 1}, 25),  # 77 °F
        ({"SetTem": 0}, None),
        ({"SetTem": "24"}, "24"),
        ({"SetTem": True}, True),
        ({}, None),
    ],
)
def test_set_points_are_read_in_celsius(columns: dict[str, Any], celsius: Any) -> None:
    assert set_point(columns) == celsius


@given(st.floats(LOWEST, HIGHEST), st.booleans(), st.booleans())
def test_a_set_point_comes_back_as_nearly_as_the_unit_can_hold_it(
    celsius: float, fahrenheit: bool, halves: bool
) -> None:
    point = of_celsius(celsius, fahrenheit=fahrenheit, halves=halves)
    assert LOWEST <= point.degrees <= HIGHEST
    columns = {"SetTem": point.degrees, "TemRec": point.upper, "Add0.5": point.half, "TemUn": int(fahrenheit)}
    step = 5 / 9 if fahrenheit else 0.5 if halves else 1
    assert abs(set_point(columns) - celsius) <= step / 2 + 0.05


@pytest.mark.parametrize(
    ("first", "celsius", "later", "then"),
    [
        (65, 25, 39, -1),  # it starts at 40, and there is frost later
        (25, 25, 41, 41),  # it starts at 0, and there is a heat wave later
        (40, 0, 40, 0),
        (39, 39, 0, None),
        (0, None, 66, 26),  # no sensor yet
        (118, None, 66, 26),  # none, told in another way
        ("x", "x", 66, 26),
    ],
)
def test_the_first_value_tells_where_a_sensor_starts(first: Any, celsius: Any, later: Any, then: Any) -> None:
    one = Thermometer()
    assert one.celsius(first) == celsius
    assert one.celsius(later) == then


@pytest.mark.parametrize("absurd", [-3, 256, 5000])
def test_a_first_value_that_no_sensor_tells_decides_nothing(absurd: int) -> None:
    for value, celsius in ((64, 24), (24, 24)):
        one = Thermometer()
        assert one.celsius(absurd) is None
        assert one.celsius(value) == celsius
