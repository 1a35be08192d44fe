from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy import alphabet
from privacy.block import Block
from privacy.compiled import CompiledOutput
from privacy.contract import Bin, Choice, Clamp, Contract, Count, Form, Input, Measure, Number, Operator, Round, Window
from privacy.operators import output_index
from tests.privacy.samples import DEMO_CONTRACT, LEVELS, SPECS, meter_blocks, state_blocks

MINUTES = 15


def output(
    capability: str, name: str, measure: Measure, form: Form, *steps: Operator, state: str = "", coverage: int = 90
) -> CompiledOutput:
    """An output as compile makes it, without its ceilings: operators must be right at any grain."""
    from privacy.compile import _compiled  # noqa: PLC0415

    window = Window(seconds=MINUTES * 60, measure=measure, coverage_percent=coverage, state=state)
    shape = replace(DEMO_CONTRACT.outputs[0], steps=(window, *steps), form=form)
    spec = next(one for one in SPECS if (one.capability, one.name) == (capability, name))
    return _compiled(shape, Input(name="meter", capability=capability, property=name), spec, window)


def stepped(low: float, high: float, step: float, unit: str) -> tuple[Number, Round, Clamp]:
    return Number(minimum=low, maximum=high, step=step, unit=unit), Round(step=step), Clamp(minimum=low, maximum=high)


def told(one: CompiledOutput, *sources: Sequence[Block]) -> str:
    return alphabet.text(one.form, output_index(one, sources, 0, MINUTES))


ENERGY = output("electricalEnergyMeasurement", "cumulativeEnergyImported", Measure.SUM, *stepped(0, 5, 0.05, "kW.h"))
POWER = output("electricalPowerMeasurement", "activePower", Measure.SUM, *stepped(0, 5, 0.05, "kW.h"))
WARMTH = output("temperatureMeasurement", "measuredValue", Measure.MEAN, *stepped(-10, 40, 1, "Cel"))
CLASS = output(
    "temperatureMeasurement",
    "measuredValue",
    Measure.MEAN,
    Choice(values=("cold", "mild", "hot")),
    Bin(edges=(10, 25), labels=("cold", "mild", "hot")),
)
DUTY = output("onOff", "onOff", Measure.DUTY, *stepped(0, 100, 5, "%"), state="true")
COUNT = output("onOff", "onOff", Measure.COUNT, Count(maximum=10))
WORST = output("deviceHealth", "faultSeverity", Measure.MAX, Choice(values=(*LEVELS, "other")))
BEST = output("deviceHealth", "faultSeverity", Measure.MIN, Choice(values=(*LEVELS, "other")))
LAST = output("temperatureMeasurement", "measuredValue", Measure.LAST, *stepped(-10, 40, 1, "Cel"))
HIGHEST = output("temperatureMeasurement", "measuredValue", Measure.MAX, *stepped(-10, 40, 1, "Cel"))
LOWEST = output("temperatureMeasurement", "measuredValue", Measure.MIN, *stepped(-10, 40, 1, "Cel"))


def number(minute: int, mean: float, covered: int = 60_000) -> Block:
    return Block(minute=minute, count=1, minimum=mean - 1, maximum=mean + 1, mean=mean, last=mean, covered_ms=covered)


def test_a_meter_tells_its_growth_from_the_reading_before_the_window() -> None:
    before = Block(minute=-30, last=100.0, covered_ms=60_000)
    inside = meter_blocks(0, MINUTES, start=101.0, each=0.1)
    assert told(ENERGY, inside) == "1.4"
    assert told(ENERGY, [before, *inside]) == "2.5"


def test_a_meter_that_was_reset_goes_on_counting() -> None:
    blocks = [*meter_blocks(0, 8, start=900.0, each=0.1), *meter_blocks(8, 7, start=0.0, each=0.1)]
    assert told(ENERGY, blocks) == "1.3"


def test_the_growth_of_several_meters_adds_up_and_is_top_coded() -> None:
    series = meter_blocks(0, MINUTES, each=0.1)
    assert told(ENERGY, series, series) == "2.8"
    assert told(ENERGY, *[series] * 4) == "5"


def test_power_becomes_energy() -> None:
    assert told(POWER, [number(minute, 2000.0) for minute in range(MINUTES)]) == "0.5"


def test_a_mean_is_weighted_by_time() -> None:
    blocks = [number(minute, 10.0) for minute in range(14)] + [number(14, 100.0, covered=30_000)]
    assert told(WARMTH, blocks) == "13"


def test_points() -> None:
    blocks = [number(minute, float(minute)) for minute in range(MINUTES)]
    assert (told(LAST, blocks), told(HIGHEST, blocks), told(LOWEST, blocks)) == ("14", "15", "-1")


def test_the_last_of_two_sources_is_nobodys() -> None:
    blocks = [number(minute, 5.0) for minute in range(MINUTES)]
    assert told(LAST, blocks, blocks) == "null"


@pytest.mark.parametrize(("mean", "member"), [(9.99, '"cold"'), (10.0, '"mild"'), (25.0, '"hot"'), (-1e9, '"cold"')])
def test_bins_take_their_lower_edge(mean: float, member: str) -> None:
    assert told(CLASS, [number(minute, mean) for minute in range(MINUTES)]) == member


def test_states() -> None:
    on = [
        Block(minute=m, states=(("true", 15_000), ("false", 45_000)), transitions=2, covered_ms=60_000)
        for m in range(15)
    ]
    assert told(DUTY, on) == "25"
    assert told(COUNT, on[:1] + state_blocks(1, ["true"] * 14)) == "2"
    assert told(COUNT, on) == "10"
    levels = state_blocks(0, ["info"] * 7 + ["error"] + ["info"] * 7)
    assert (told(WORST, levels), told(BEST, levels)) == ('"error"', '"info"')


def test_a_state_the_schema_does_not_know_is_other() -> None:
    assert told(WORST, state_blocks(0, ["Mr Wang is ill"] * 15)) == '"other"'


@pytest.mark.parametrize("one", [ENERGY, POWER, WARMTH, CLASS, DUTY, COUNT, WORST, LAST])
def test_nothing_known_is_no_value(one: CompiledOutput) -> None:
    assert told(one) == "null"
    assert told(one, []) == "null"
    assert told(one, [Block(minute=minute) for minute in range(MINUTES)]) == "null"


def test_too_little_known_is_no_value() -> None:
    enough = [number(minute, 20.0) for minute in range(MINUTES)][:-1]
    assert told(WARMTH, enough) == "20"
    assert told(WARMTH, enough[1:]) == "null"
    assert told(WARMTH, enough, enough[1:]) == "null"


def test_coverage_is_reached_at_exactly_the_declared_share() -> None:
    exact = [*(number(minute, 20.0) for minute in range(13)), number(13, 20.0, covered=30_000)]
    assert told(WARMTH, exact) == "20"
    assert told(WARMTH, [*exact[:13], number(13, 20.0, covered=29_999)]) == "null"


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
def test_a_number_that_is_none_is_no_value(bad: float) -> None:
    blocks = [number(minute, bad) for minute in range(MINUTES)]
    assert [told(one, blocks) for one in (WARMTH, CLASS, LAST, HIGHEST, LOWEST)] == ["null"] * 5


def test_a_number_beyond_all_bounds_is_coded() -> None:
    blocks = [number(minute, 1e308) for minute in range(MINUTES)]
    assert told(LAST, blocks) == "40"


minute_numbers = st.lists(
    st.tuples(st.integers(-(10**6), 10**6).map(lambda n: n / 1000), st.integers(0, 60_000)), min_size=15, max_size=15
)


@given(st.lists(minute_numbers, min_size=1, max_size=3))
def test_the_mean_equals_exact_arithmetic(homes: list[list[tuple[float, int]]]) -> None:
    one = replace(WARMTH, window=replace(WARMTH.window, coverage_percent=1))
    sources = [[number(m, v, covered) for m, (v, covered) in enumerate(series)] for series in homes]
    pairs = [(Fraction(str(v)), covered) for series in homes for v, covered in series]
    total = sum(covered for _, covered in pairs)
    if any(sum(c for _, c in series) * 100 < 15 * 60_000 for series in homes):
        assert output_index(one, sources, 0, MINUTES) is None
        return
    exact = sum((v * c for v, c in pairs), Fraction(0)) / total
    if abs((exact - Fraction(1, 2)) % 1) < Fraction(1, 10**9):
        return  # a tie, where floating point may fall to either side
    expected = min(max(round(exact), -10), 40)
    index = output_index(one, sources, 0, MINUTES)
    assert index is not None
    assert index - 10 == expected


@given(st.lists(st.integers(0, 500), min_size=16, max_size=16))
def test_growth_equals_exact_arithmetic_whatever_the_order_of_the_sources(rises: list[int]) -> None:
    readings = [Decimal(1_000_000 + sum(rises[: i + 1])) / 1000 for i in range(16)]
    blocks = [Block(minute=i - 1, last=float(r), covered_ms=60_000) for i, r in enumerate(readings)]
    growth = readings[-1] - readings[0]
    exact = (growth / Decimal("0.05")).to_integral_value(ROUND_HALF_EVEN)
    if growth % Decimal("0.05") == Decimal("0.025"):
        return  # a tie
    other = meter_blocks(0, MINUTES, each=0)
    assert output_index(ENERGY, [blocks, other], 0, MINUTES) == min(int(exact), 100)
    assert output_index(ENERGY, [other, blocks], 0, MINUTES) == min(int(exact), 100)


weird = st.none() | st.floats()
blocks = st.builds(
    Block,
    minute=st.integers(-5, 20),
    count=st.integers(0, 5),
    minimum=weird,
    maximum=weird,
    mean=weird,
    last=weird,
    states=st.lists(st.tuples(st.text(max_size=5) | st.sampled_from(LEVELS), st.integers(0, 60_000)), max_size=3).map(
        tuple
    ),
    transitions=st.integers(0, 10**6),
    covered_ms=st.integers(0, 60_000),
)


@given(
    st.sampled_from([ENERGY, POWER, WARMTH, CLASS, DUTY, COUNT, WORST, BEST, LAST, HIGHEST, LOWEST]),
    st.lists(st.lists(blocks, max_size=20), max_size=3),
)
def test_operators_are_total_and_stay_in_the_alphabet(one: CompiledOutput, sources: list[list[Block]]) -> None:
    one = replace(one, window=replace(one.window, coverage_percent=1))
    index = output_index(one, sources, 0, MINUTES)
    assert index is None or 0 <= index < alphabet.size(one.form)


def test_the_sample_contract_is_what_these_outputs_are() -> None:
    contract: Contract = DEMO_CONTRACT
    assert contract.outputs[0].steps[1:] == ENERGY.output.steps[1:]
