"""Plots as SVG, drawn by hand: small files that read well on light and on dark ground, with captions zh and en."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import Final

WIDTH: Final = 720
HEIGHT: Final = 360
LEFT: Final = 64
RIGHT: Final = 696
TOP: Final = 76
BOTTOM: Final = 308
STYLE: Final = """
text { font: 12px system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', sans-serif; fill: #57606a; }
.title { font-size: 15px; font-weight: 600; fill: #1f2328; }
.number { font-variant-numeric: tabular-nums; }
.grid { stroke: #d0d7de; stroke-width: 1; }
.axis { stroke: #8c959f; stroke-width: 1; }
.s0 { stroke: #0969da; fill: #0969da; }
.s1 { stroke: #bc4c00; fill: #bc4c00; }
.s2 { stroke: #8250df; fill: #8250df; }
.limit { stroke: #cf222e; fill: #cf222e; stroke-width: 1.5; stroke-dasharray: 5 4; }
@media (prefers-color-scheme: dark) {
  text { fill: #9198a1; }
  .title { fill: #f0f6fc; }
  .grid { stroke: #30363d; }
  .axis { stroke: #656c76; }
  .s0 { stroke: #4493f8; fill: #4493f8; }
  .s1 { stroke: #f0883e; fill: #f0883e; }
  .s2 { stroke: #ab7df8; fill: #ab7df8; }
  .limit { stroke: #f85149; fill: #f85149; }
}
.line { fill: none; stroke-width: 2; stroke-linejoin: round; }
.area { stroke: none; fill-opacity: 0.18; }
text.limit { stroke: none; }
"""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One direction: its caption, its range, and where lines of the grid stand."""

    caption: str
    low: float
    high: float
    ticks: tuple[float, ...]
    logarithmic: bool = False

    def share(self, value: float) -> float:
        """Return how far a value lies between both ends, 0 to 1; what lies beyond is at the end."""
        low, high, at = self.low, self.high, min(max(value, self.low), self.high)
        if self.logarithmic:
            low, high, at = math.log(low), math.log(high), math.log(at)
        return (at - low) / (high - low)


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Points that belong together; `stepped` for counts of bins, whose points are their left edges."""

    name: str
    points: tuple[Point, ...]
    stepped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A limit: a line across at `y`, upright at `x`, or a short one where both are given."""

    caption: str
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Everything that is drawn. Titles in English and Chinese."""

    title_en: str
    title_zh: str
    x: Axis
    y: Axis
    series: tuple[Series, ...]
    marks: tuple[Mark, ...] = field(default=())

    def svg(self) -> str:
        """Return the file's text."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        label = escape(f"{self.title_en} · {self.title_zh}", quote=True)
        yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">'
        yield f"<style>{STYLE}</style>"
        yield _text(LEFT, 24, self.title_en, kind="title", anchor="start")
        yield _text(LEFT, 43, self.title_zh, anchor="start")
        yield from self._grid()
        yield from self._legend()
        for number, series in enumerate(self.series):
            yield from self._series(series, f"s{number}")
        for mark in self.marks:
            yield from self._mark(mark)
        yield "</svg>"

    def _grid(self) -> Iterator[str]:
        for tick in self.y.ticks:
            y = self._at_y(tick)
            yield _line(LEFT, y, RIGHT, y, "grid")
            yield _text(LEFT - 8, y + 4, _number(tick), kind="number", anchor="end")
        for tick in self.x.ticks:
            x = self._at_x(tick)
            yield _line(x, BOTTOM, x, BOTTOM + 5, "axis")
            yield _text(x, BOTTOM + 20, _number(tick), kind="number")
        yield _line(LEFT, BOTTOM, RIGHT, BOTTOM, "axis")
        yield _text(RIGHT, BOTTOM + 40, self.x.caption, anchor="end")
        yield _text(LEFT, TOP - 12, self.y.caption, anchor="start")

    def _legend(self) -> Iterator[str]:
        x = float(RIGHT)
        for number, series in reversed(tuple(enumerate(self.series))):
            yield _text(x, TOP - 12, series.name, anchor="end")
            x -= _wide(series.name) + 8
            yield f'<rect class="s{number}" x="{x - 10:.1f}" y="{TOP - 21}" width="10" height="10" rx="2"/>'
            x -= 26

    def _series(self, series: Series, kind: str) -> Iterator[str]:
        points = [
            (self._at_x(x), self._at_y(y)) for x, y in (_steps(series.points) if series.stepped else series.points)
        ]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        if series.stepped:
            first, last = points[0][0], points[-1][0]
            yield f'<polygon class="{kind} area" points="{first:.1f},{BOTTOM} {path} {last:.1f},{BOTTOM}"/>'
        yield f'<polyline class="{kind} line" points="{path}"/>'
        if not series.stepped:
            for x, y in points:
                yield f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>'

    def _mark(self, mark: Mark) -> Iterator[str]:
        if mark.y is None:
            x = self._at_x(mark.x or 0)
            yield _line(x, TOP, x, BOTTOM, "limit")
            yield _text(x + 6, TOP + 12, mark.caption, kind="limit", anchor="start")
            return
        y = self._at_y(mark.y)
        left, right = (LEFT, RIGHT) if mark.x is None else (self._at_x(mark.x) - 24, self._at_x(mark.x) + 24)
        yield _line(left, y, right, y, "limit")
        yield _text(right, y + 16, mark.caption, kind="limit", anchor="end")

    def _at_x(self, value: float) -> float:
        return LEFT + self.x.share(value) * (RIGHT - LEFT)

    def _at_y(self, value: float) -> float:
        return BOTTOM - self.y.share(value) * (BOTTOM - TOP)


def rising(caption: str, highest: float) -> Axis:
    """Return an axis from nothing to a round number at or above the highest value."""
    size = 10.0 ** math.floor(math.log10(highest)) if highest > 0 else 1.0
    step = next(size * part for part in (0.2, 0.25, 0.5, 1.0, 2.0) if size * part * 5 >= highest)
    count = math.ceil(highest / step - 1e-9) or 1
    return Axis(caption=caption, low=0, high=step * count, ticks=tuple(step * one for one in range(count + 1)))


def growing(caption: str, values: Sequence[float]) -> Axis:
    """Return a logarithmic axis with a tick at each of the values."""
    return Axis(caption=caption, low=min(values) / 1.25, high=max(values) * 1.25, ticks=tuple(values), logarithmic=True)


def _steps(points: Sequence[Point]) -> Iterator[Point]:
    """Make a stair of the left edges of bins."""
    for (x, y), (following, _) in pairwise(points):
        yield x, y
        yield following, y


def _text(x: float, y: float, text: str, *, kind: str = "", anchor: str = "middle") -> str:
    of_kind = f' class="{kind}"' if kind else ""
    return f'<text{of_kind} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def _wide(text: str) -> float:
    """Guess how wide a text of 12 px is; Chinese letters are square."""
    return sum(12.0 if ord(one) > 0x2E80 else 6.6 for one in text)


def _number(value: float) -> str:
    return f"{value:,.6g}" if value < 1000 else f"{value:,.0f}"
