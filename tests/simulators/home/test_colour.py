from hypothesis import given
from hypothesis import strategies as st

from simulators.home.colour import hs_of_rgb, hs_of_xy, xy_of


@given(st.integers(0, 359), st.integers(20, 100))
def test_there_and_back_again(hue: int, saturation: int) -> None:
    back_hue, back_saturation = hs_of_xy(*xy_of(hue, saturation))
    assert min(abs(back_hue - hue), 360 - abs(back_hue - hue)) <= 4
    assert abs(back_saturation - saturation) <= 4


def test_known_colours() -> None:
    assert hs_of_rgb(255, 0, 0) == (0, 100)
    assert hs_of_rgb(0, 0, 255) == (240, 100)
    assert xy_of(0, 100) == (0.6401, 0.33)  # the sRGB red primary
    assert xy_of(0, 0) == (0.3127, 0.329)  # D65


@given(st.floats(0, 1), st.floats(0, 1))
def test_any_chromaticity_becomes_some_colour(x: float, y: float) -> None:
    hue, saturation = hs_of_xy(x, y)
    assert 0 <= hue < 360
    assert 0 <= saturation <= 100
