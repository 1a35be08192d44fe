import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.soak.verdict import MEMORY_LIMIT_MB_H, Series, fault, losses, settled, trend

SAMPLES = 300
EVERY_S = 10.0
CHANCE = random.Random(1)  # noqa: S311
HOURS = (SAMPLES - 1) * EVERY_S / 3600

levels = st.floats(0, 1e4)
seeds = st.integers(0, 2**32)


def series(level: float, an_hour: float, noise: float, seed: int = 0) -> Series:
    chance = random.Random(seed)  # noqa: S311
    return [
        (4500 + n * EVERY_S, level + an_hour * n * EVERY_S / 3600 + chance.uniform(-noise, noise))
        for n in range(SAMPLES)
    ]


@given(levels, st.floats(-1e3, 1e3))
def test_a_line_is_found_as_it_is(level: float, an_hour: float) -> None:
    found = trend(series(level, an_hour, 0))
    assert math.isclose(found.slope, an_hour, rel_tol=1e-6, abs_tol=1e-6)
    assert math.isclose(found.growth, an_hour * HOURS, rel_tol=1e-6, abs_tol=1e-6)
    assert found.low <= found.slope <= found.high


@given(st.floats(1.5, 100), st.floats(0, 1), seeds)
def test_memory_that_grows_by_more_than_the_limit_fails(factor: float, noise: float, seed: int) -> None:
    assert "MB an hour" in fault("memory", trend(series(80, MEMORY_LIMIT_MB_H * factor, noise, seed)))


@given(st.floats(-100, 0.5), st.floats(0, 1), seeds)
def test_memory_that_stays_passes(an_hour: float, noise: float, seed: int) -> None:
    assert fault("memory", trend(series(80, an_hour, noise, seed))) == ""


@given(levels, st.floats(1.3, 1000), seeds)
def test_a_count_that_grows_by_more_than_its_noise_fails(level: float, an_hour: float, seed: int) -> None:
    assert fault("count", trend(series(level, an_hour, an_hour / 10, seed))).startswith("grows")


@given(st.integers(0, 1000), st.integers(1, 20))
def test_a_count_that_climbs_a_step_each_so_many_minutes_fails(level: int, minutes: int) -> None:
    leak = [(at_s, float(level + int(at_s / 60 / minutes))) for at_s, _ in series(0, 0, 0)]
    assert fault("count", trend(leak)).startswith("grows")


@given(levels)
def test_a_count_that_stands_still_passes(level: float) -> None:
    assert fault("count", trend(series(level, 0, 0))) == ""


@given(levels, st.floats(0, 100), st.floats(0, 1))
def test_a_queue_that_fills_and_empties_again_and_again_passes(level: float, height: float, phase: float) -> None:
    saw = [(at_s, level + height * ((at_s / 300 + phase) % 1.0)) for at_s, _ in series(0, 0, 0)]
    assert fault("count", trend(saw)) == ""


def test_noise_that_is_alike_from_sample_to_sample_widens_the_interval() -> None:
    alike = [(at_s, math.sin(at_s / 400)) for at_s, _ in series(0, 0, 0)]
    mixed = [(at_s, value) for (at_s, _), (_, value) in zip(alike, CHANCE.sample(alike, SAMPLES), strict=True)]
    wide, narrow = trend(alike), trend(mixed)
    assert wide.high - wide.low > 3 * (narrow.high - narrow.low)


def test_two_samples_make_no_trend() -> None:
    with pytest.raises(ValueError, match="2 samples"):
        trend([(0, 1), (1, 2)])


def test_the_warm_up_is_left_out() -> None:
    assert settled([(0, 1), (4499, 2), (4500, 3), (4590, 4)]) == [(4500, 3), (4590, 4)]


def test_memory_of_a_few_minutes_is_not_judged() -> None:
    assert fault("memory", trend([(0, 80), (60, 90), (120, 100)])) == ""


def test_what_did_not_come_is_a_loss_and_so_is_what_came_twice() -> None:
    assert list(losses({"events": 3}, {"events": 3, "more": 1})) == []
    assert list(losses({"events": 3}, {"events": 2})) == ["events: 3 offered, 2 delivered"]
    assert list(losses({"events": 3}, {"events": 4})) == ["events: 3 offered, 4 delivered"]
    assert list(losses({"events": 3}, {})) == ["events: 3 offered, 0 delivered"]
