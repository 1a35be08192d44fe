"""Plots are well-formed SVG whose shapes stand where the values say."""

import math
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.plot import BOTTOM, LEFT, RIGHT, TOP, Axis, Mark, Plot, Series, growing, rising

SVG = "{http://www.w3.org/2000/svg}"


def drawn(*series: Series, marks: tuple[Mark, ...] = (), x: Axis | None = None) -> ET.Element:
    plot = Plot(
        title_en="Cost & more",
        title_zh="成本 <每次>",
        x=x or rising("devices", 10),
        y=rising("µs", 100),
        series=series,
        marks=marks,
    )
    return ET.fromstring(plot.svg())  # noqa: S314 - our own


def texts(root: ET.Element) -> list[str | None]:
    return [one.text for one in root.iter(f"{SVG}text")]


def points(root: ET.Element, tag: str = "polyline") -> list[list[float]]:
    [found] = root.iter(f"{SVG}{tag}")
    return [[float(part) for part in one.split(",")] for one in found.attrib["points"].split()]


def test_titles_and_captions_stand_in_both_languages() -> None:
    root = drawn(Series(name="core 核心", points=((0, 0), (10, 100))))
    assert {"Cost & more", "成本 <每次>", "core 核心", "devices", "µs"} <= set(texts(root))
    assert root.attrib["aria-label"] == "Cost & more · 成本 <每次>"
    [style] = root.iter(f"{SVG}style")
    assert "prefers-color-scheme: dark" in str(style.text)


def test_points_stand_where_their_values_say() -> None:
    root = drawn(Series(name="core", points=((0, 0), (5, 50), (10, 100))))
    middle = [(LEFT + RIGHT) / 2, (TOP + BOTTOM) / 2]
    assert points(root) == [[LEFT, BOTTOM], middle, [RIGHT, TOP]]


def test_bins_are_steps_on_the_ground() -> None:
    root = drawn(Series(name="core", points=((0, 20), (5, 100), (10, 0)), stepped=True))
    assert [y for _, y in points(root)] == [points(root)[0][1]] * 2 + [TOP] * 2
    area = points(root, "polygon")
    assert area[0][1] == area[-1][1] == BOTTOM


def test_limits_are_lines_with_captions() -> None:
    marks = (Mark(caption="p50", x=5), Mark(caption="at most", y=50), Mark(caption="here", x=5, y=100))
    root = drawn(Series(name="core", points=((0, 0),)), marks=marks)
    upright, across, short = (one.attrib for one in root.iter(f"{SVG}line") if one.attrib["class"] == "limit")
    assert upright["x1"] == upright["x2"]
    assert (float(across["x1"]), float(across["x2"])) == (LEFT, RIGHT)
    assert across["y1"] == across["y2"]
    assert float(short["x1"]) < float(upright["x1"]) < float(short["x2"])
    assert {"p50", "at most", "here"} <= set(texts(root))


def test_a_growing_axis_gives_equal_factors_equal_room() -> None:
    axis = growing("properties", [100, 1000, 10_000])
    first, second, third = (axis.share(tick) for tick in axis.ticks)
    assert second - first == pytest.approx(third - second)
    assert 0 < first < third < 1


@given(st.floats(1e-3, 1e6))
def test_a_rising_axis_ends_at_a_round_number_above_the_highest(highest: float) -> None:
    axis = rising("µs", highest)
    assert highest <= axis.high * (1 + 1e-9)
    assert axis.high <= highest * 2
    assert 2 <= len(axis.ticks) <= 7
    steps = [after - before for before, after in zip(axis.ticks, axis.ticks[1:], strict=False)]
    assert all(math.isclose(step, steps[0], rel_tol=1e-6) for step in steps)


def test_what_lies_beyond_an_axis_is_drawn_at_its_end() -> None:
    assert rising("µs", 10).share(50) == 1
