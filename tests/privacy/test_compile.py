from collections.abc import Callable
from dataclasses import replace
from math import log2
from typing import Any

import pytest

from privacy.compile import compile_contract, is_meter
from privacy.contract import (
    Bin,
    Choice,
    Clamp,
    Contract,
    Count,
    Form,
    Input,
    Measure,
    Number,
    Operator,
    Output,
    Purpose,
    Round,
    TimeFloor,
    Window,
)
from privacy.errors import ContractRefused
from privacy.lowering import LOWERINGS
from privacy.profile import CARE, CHILD, DEMO, LOCAL_ONLY, MANUFACTURER, NEVER, PROFILES, SERVICE, Profile
from privacy.union import COMBINATIONS, check_union, same_entity
from schemas.registry import Registry
from schemas.vocabulary import Sensitivity
from tests.privacy.samples import DEMO_CONTRACT, REGISTRY, WEEKLY, compiled, with_output, with_recipient

DAY = 86_400
WEEK = 7 * DAY
ENERGY, FAULT = WEEKLY.outputs


def codes(contract: Contract, profile: Profile, *, demonstration: bool = False) -> set[str]:
    try:
        compile_contract(contract, REGISTRY, profile, demonstration=demonstration)
    except ContractRefused as refused:
        return {finding.code for finding in refused.findings if finding.fix and finding.reason}
    return set()


def one(capability: str, name: str, window: Window, form: Form, *steps: Operator, device_type: str = "") -> Contract:
    """A weekly contract with one output."""
    source = Input(name="in", capability=capability, property=name, device_type=device_type)
    output = Output(name="out", input="in", steps=(window, *steps), form=form)
    return replace(WEEKLY, inputs=(source,), outputs=(output,))


def week(measure: Measure, seconds: int = WEEK, state: str = "") -> Window:
    return Window(seconds=seconds, measure=measure, coverage_percent=90, state=state)


def energy(**changes: Any) -> Contract:
    return with_output(WEEKLY, 0, replace(ENERGY, **changes))


def test_the_samples_compile_under_their_profile() -> None:
    weekly, demo = compiled(WEEKLY, MANUFACTURER), compiled()
    assert weekly.bits_a_week == pytest.approx(log2(202) + 7 * log2(7))
    assert weekly.bits_a_week <= 256
    assert weekly.sensitivity is Sensitivity.BEHAVIOUR
    assert demo.bits_a_slot == pytest.approx(log2(102) + log2(7))
    assert demo.base_s == 900


def test_the_samples_compile_against_the_real_schema() -> None:
    registry = Registry.load()
    compile_contract(WEEKLY, registry, MANUFACTURER)
    compile_contract(DEMO_CONTRACT, registry, DEMO, demonstration=True)


@pytest.mark.parametrize("profile", [LOCAL_ONLY, CHILD])
def test_where_nothing_leaves_nothing_compiles(profile: Profile) -> None:
    assert codes(WEEKLY, profile) == {"profile"}


def test_the_demo_profile_is_refused_outside_the_demonstration() -> None:
    assert codes(DEMO_CONTRACT, DEMO) == {"demonstration"}
    assert codes(DEMO_CONTRACT, DEMO, demonstration=True) == set()


def test_the_demo_contract_is_refused_by_every_other_profile() -> None:
    for profile in (SERVICE, MANUFACTURER, CARE):
        assert "grain" in codes(DEMO_CONTRACT, profile, demonstration=True)


def test_no_shipped_profile_lets_marketing_through() -> None:
    for purpose in NEVER:
        for profile in PROFILES.values():
            assert codes(replace(WEEKLY, purpose=purpose), profile) & {"purpose", "profile", "demonstration"}


def test_no_profile_lets_personal_or_special_data_through() -> None:
    for profile in PROFILES.values():
        assert not {Sensitivity.PERSONAL, Sensitivity.SPECIAL, Sensitivity.UNLABELLED} & set(profile.finest_window_s)


HALVED = replace(
    ENERGY,
    name="again",
    steps=(ENERGY.steps[0], Round(step=1.5), Clamp(minimum=0, maximum=300)),
    form=Number(minimum=0, maximum=300, step=1.5, unit="kW.h"),
)

MUTATIONS: dict[str, Callable[[], Contract]] = {
    "round dropped": lambda: energy(steps=(ENERGY.steps[0], ENERGY.steps[2])),
    "clamp dropped": lambda: energy(steps=ENERGY.steps[:2]),
    "window finer": lambda: energy(steps=(week(Measure.SUM, DAY), *ENERGY.steps[1:])),
    "step finer": lambda: energy(
        steps=(ENERGY.steps[0], Round(step=0.1), ENERGY.steps[2]),
        form=Number(minimum=0, maximum=200, step=0.1, unit="kW.h"),
    ),
    "step finer in another unit": lambda: energy(
        steps=(ENERGY.steps[0], Round(step=100), Clamp(minimum=0, maximum=200_000)),
        form=Number(minimum=0, maximum=200_000, step=100, unit="W.h"),
    ),
    "round to another grid": lambda: energy(steps=(ENERGY.steps[0], Round(step=0.5), ENERGY.steps[2])),
    "clamp beyond the form": lambda: energy(steps=(*ENERGY.steps[:2], Clamp(minimum=0, maximum=300))),
    "last of a meter": lambda: energy(steps=(week(Measure.LAST), *ENERGY.steps[1:])),
    "mean of a meter": lambda: energy(steps=(week(Measure.MEAN), *ENERGY.steps[1:])),
    "max of a meter": lambda: energy(steps=(week(Measure.MAX), *ENERGY.steps[1:])),
    "the same value on two grids": lambda: replace(WEEKLY, outputs=(*WEEKLY.outputs, HALVED)),
    "classes finer than the step": lambda: energy(
        steps=(ENERGY.steps[0], Bin(edges=(0.1, 0.2), labels=("a", "b", "c"))), form=Choice(values=("a", "b", "c"))
    ),
    "the same value through another word": lambda: replace(
        WEEKLY,
        inputs=(*WEEKLY.inputs, replace(WEEKLY.inputs[0], name="second", alias="washer")),
        outputs=(*WEEKLY.outputs, replace(HALVED, input="second")),
    ),
    "the same energy from power": lambda: replace(
        WEEKLY,
        inputs=(
            *WEEKLY.inputs,
            Input(name="second", capability="electricalPowerMeasurement", property="activePower"),
        ),
        outputs=(*WEEKLY.outputs, replace(HALVED, input="second")),
    ),
    "the same energy from the mean of power": lambda: replace(
        WEEKLY,
        inputs=(
            *WEEKLY.inputs,
            Input(name="second", capability="electricalPowerMeasurement", property="activePower"),
        ),
        outputs=(
            *WEEKLY.outputs,
            Output(
                name="again",
                input="second",
                steps=(week(Measure.MEAN), Round(step=100), Clamp(minimum=0, maximum=3000)),
                form=Number(minimum=0, maximum=3000, step=100, unit="W"),
            ),
        ),
    ),
    "two strides by two measures": lambda: replace(
        WEEKLY,
        outputs=(
            *WEEKLY.outputs,
            replace(FAULT, name="again", steps=(replace(week(Measure.MAX, 2 * DAY), coverage_percent=50),)),
            Output(name="third", input="health", steps=(week(Measure.COUNT, 3 * DAY),), form=Count(maximum=9)),
        ),
    ),
    "the same value by two strides": lambda: replace(
        WEEKLY,
        outputs=(
            *WEEKLY.outputs,
            replace(FAULT, name="again", steps=(replace(week(Measure.MAX, 2 * DAY), coverage_percent=50),)),
            replace(FAULT, name="third", steps=(replace(week(Measure.MAX, 3 * DAY), coverage_percent=50),)),
        ),
    ),
}


CODES = {
    "round dropped": "round",
    "clamp dropped": "clamp",
    "window finer": "grain",
    "step finer": "step",
    "step finer in another unit": "step",
    "round to another grid": "round",
    "clamp beyond the form": "clamp",
    "last of a meter": "meter",
    "mean of a meter": "meter",
    "max of a meter": "meter",
    "the same value on two grids": "grid",
    "classes finer than the step": "step",
    "the same value through another word": "grid",
    "the same energy from power": "grid",
    "the same energy from the mean of power": "grid",
    "two strides by two measures": "stride",
    "the same value by two strides": "stride",
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutated_contract_is_refused(name: str) -> None:
    assert codes(WEEKLY, MANUFACTURER) == set()
    assert codes(MUTATIONS[name](), MANUFACTURER) == {CODES[name]}


@pytest.mark.parametrize(
    ("contract", "code"),
    [
        (one("vendor", "tuya.x", week(Measure.MEAN), Count(maximum=3)), "vendor"),
        (one("onOff", "missing", week(Measure.MEAN), Count(maximum=3)), "unknown-property"),
        (one("unlabelled", "value", week(Measure.MEAN), Count(maximum=3)), "unlabelled"),
        (one("deviceHealth", "faultCode", week(Measure.MAX), Choice(values=("a", "other"))), "kind"),
        (one("vitalSigns", "heartRate", week(Measure.MEAN), Choice(values=("low", "high")),
             Bin(edges=(60,), labels=("low", "high"))), "sensitivity"),
        (one("occupancySensing", "occupied", week(Measure.MAX), Choice(values=("false", "true"))), "grain"),
        (one("deviceHealth", "faultSeverity", week(Measure.MAX), Choice(values=("none", "info"))), "other"),
        (one("modeSelect", "mode", week(Measure.MAX), Choice(values=("low", "high"))), "grain"),
        (one("laundryControl", "phase", week(Measure.MAX), Choice(values=("idle", "spin"))), "grain"),
        (one("deviceHealth", "faultSeverity", week(Measure.MIN), Choice(values=("none", "other"))), "grain"),
        (one("deviceHealth", "faultSeverity", week(Measure.LAST), Choice(values=("none", "other"))), "measure"),
        (one("deviceHealth", "faultSeverity", week(Measure.MEAN), Count(maximum=2)), "measure"),
        (one("temperatureMeasurement", "measuredValue", week(Measure.SUM), Count(maximum=2)), "measure"),
        (one("temperatureMeasurement", "measuredValue", week(Measure.MEAN),
             Number(minimum=0, maximum=40, step=1, unit="W"), Round(step=1), Clamp(minimum=0, maximum=40)), "unit"),
        (one("temperatureMeasurement", "measuredValue", week(Measure.MAX),
             Number(minimum=0, maximum=40, step=1, unit="Cel"), Round(step=1), Clamp(minimum=0, maximum=40)), "grain"),
        (one("onOff", "onOff", week(Measure.DUTY, state="up"), Count(maximum=2)), "state"),
        (one("onOff", "onOff", week(Measure.DUTY, state="true"), Number(minimum=0, maximum=100, step=1, unit="%"),
             Round(step=1), Clamp(minimum=0, maximum=100)), "step"),
        (one("onOff", "onOff", week(Measure.COUNT), Count(maximum=1000)), "members"),
        (one("onOff", "onOff", week(Measure.COUNT), Count(maximum=10), Round(step=1)), "operator"),
        (one("onOff", "onOff", week(Measure.COUNT), Choice(values=("a",))), "form"),
        (one("onOff", "onOff", week(Measure.COUNT), Count(maximum=10), device_type="kettle"), "device-type"),
        (one("deviceHealth", "lastService", week(Measure.LAST), Number(minimum=0, maximum=86400, step=60, unit="s"),
             Round(step=60), Clamp(minimum=0, maximum=86400)), "time-floor"),
        (one("deviceHealth", "lastService", week(Measure.LAST),
             Number(minimum=0, maximum=86400, step=60, unit="s"),
             TimeFloor(seconds=60), Clamp(minimum=0, maximum=86400)), "grain"),
        (one("deviceHealth", "faultSeverity", week(Measure.MAX, 2 * WEEK), Choice(values=("none", "other"))),
         "history"),
    ],
)  # fmt: skip
def test_what_does_not_leave_says_why(contract: Contract, code: str) -> None:
    assert code in codes(contract, MANUFACTURER)


@pytest.mark.parametrize(
    "contract",
    [
        one("onOff", "onOff", week(Measure.COUNT), Count(maximum=20), device_type="plug"),
        one("onOff", "onOff", week(Measure.DUTY, state="true"), Number(minimum=0, maximum=100, step=5, unit="%"),
            Round(step=5), Clamp(minimum=0, maximum=100)),
        one("electricalPowerMeasurement", "activePower", week(Measure.SUM),
            Number(minimum=0, maximum=50, step=1, unit="kW.h"), Round(step=1), Clamp(minimum=0, maximum=50)),
        one("temperatureMeasurement", "measuredValue", week(Measure.MEAN, DAY), Choice(values=("cold", "warm")),
            Bin(edges=(18,), labels=("cold", "warm"))),
        one("deviceHealth", "lastService", week(Measure.LAST),
            Number(minimum=0, maximum=86400 * 40000, step=86400, unit="s"), TimeFloor(seconds=86400),
            Clamp(minimum=0, maximum=86400 * 40000)),
    ],
)  # fmt: skip
def test_what_is_coarse_enough_leaves(contract: Contract) -> None:
    assert codes(contract, MANUFACTURER) == set()


def test_only_the_registered_argument_lets_the_worst_level_count_as_its_window() -> None:
    table = compiled(WEEKLY, MANUFACTURER)
    assert [output.lowered_by for output in table.outputs] == ["", "worst-level"]
    assert [output.grain_s for output in table.outputs] == [WEEK, DAY]
    assert all(one.zh and one.en for one in LOWERINGS)


def named(name: str, **recipient: Any) -> Contract:
    return replace(with_recipient(WEEKLY, **recipient), name=name)


def tight(bits: float) -> Profile:
    return replace(MANUFACTURER, bits_a_week=bits)


def test_a_contract_split_in_two_is_still_one() -> None:
    split = [replace(named(f"part{i}"), inputs=(WEEKLY.inputs[i],), outputs=(WEEKLY.outputs[i],)) for i in (0, 1)]
    parts = [compiled(part, MANUFACTURER) for part in split]
    profile = tight(20)
    assert "capacity" in codes(WEEKLY, profile)
    assert not codes(split[0], profile)
    findings = check_union(parts[0], [parts[1]], profile)
    assert [finding.code for finding in findings] == ["capacity"]
    assert "part1" in findings[0].reason


@pytest.mark.parametrize(
    "other",
    [
        {"legal_name": "example  appliances co., LTD."},
        {"legal_name": "Front Ltd", "affiliates": ("Example Appliances Co., Ltd.",)},
    ],
)
def test_a_respelt_name_or_an_affiliate_is_the_same_entity(other: dict[str, Any]) -> None:
    new, active = compiled(named("again", **other), MANUFACTURER), compiled(WEEKLY, MANUFACTURER)
    assert same_entity(new, [active]) == [active]
    assert check_union(new, [active], tight(30))
    stranger = compiled(named("again", legal_name="Another Ltd"), MANUFACTURER)
    assert not check_union(stranger, [active], tight(30))


def test_affiliates_of_affiliates_count_too() -> None:
    middle = compiled(named("m", legal_name="Middle", affiliates=("Far",)), MANUFACTURER)
    far = compiled(named("f", legal_name="Far"), MANUFACTURER)
    new = compiled(named("n", affiliates=("Middle",)), MANUFACTURER)
    assert same_entity(new, [far, middle]) == [middle, far]


def test_presence_with_doors_and_switches_is_whereabouts() -> None:
    parts = [
        compiled(replace(one(cap, prop, week(Measure.COUNT), Count(maximum=9)), name=cap), MANUFACTURER)
        for cap, prop in (("occupancySensing", "occupied"), ("contactState", "open"), ("onOff", "onOff"))
    ]
    assert not check_union(parts[0], parts[1:2], MANUFACTURER)
    assert [finding.code for finding in check_union(parts[0], parts[1:], MANUFACTURER)] == ["combination"]


def test_two_grids_in_two_contracts_are_found() -> None:
    coarse = with_output(WEEKLY, 0, HALVED)
    findings = check_union(compiled(coarse, MANUFACTURER), [compiled(WEEKLY, MANUFACTURER)], MANUFACTURER)
    assert [finding.code for finding in findings] == ["grid"]


def test_the_same_grid_twice_is_no_finer() -> None:
    narrow = energy(
        steps=(*ENERGY.steps[:2], Clamp(minimum=0, maximum=100)),
        form=Number(minimum=0, maximum=100, step=1, unit="kW.h"),
    )
    assert not check_union(compiled(narrow, MANUFACTURER), [compiled(WEEKLY, MANUFACTURER)], MANUFACTURER)


def test_every_counter_of_the_schema_is_known_as_one() -> None:
    specs = Registry.load().specs.values()
    named_so = {s.name for s in specs if s.name.endswith("Total") or s.name.startswith("cumulative")}
    assert named_so
    assert named_so <= {s.name for s in specs if is_meter(s)}


def test_combinations_name_capabilities_of_the_schema() -> None:
    known = set(Registry.load().capabilities)
    assert all(group <= known for group, _, _ in COMBINATIONS)


def test_a_service_may_see_a_day_and_a_manufacturer_a_week() -> None:
    daily = energy(steps=(week(Measure.SUM, DAY), *ENERGY.steps[1:]))
    daily = replace(daily, purpose=Purpose.REQUESTED_SERVICE_PROVISION)
    assert codes(daily, SERVICE) == set()
    assert codes(daily, MANUFACTURER) == {"grain"}
