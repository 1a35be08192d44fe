"""Values of an earlier form are converted by declared steps, taken where they mean the same, else forgotten."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.conversion import enum_map, linear, scale
from schemas.evolution.form import first, form_of, from_text, is_downgrade, to_text, version_of
from schemas.evolution.former import Former
from schemas.evolution.migrations import STEPS
from schemas.evolution.step import Step
from schemas.registry import Registry
from schemas.units import coefficients
from schemas.value import Value
from schemas.vocabulary import Kind
from tests.schemas.evolution.oven import AFTER, BEFORE, schema, spec

FAHRENHEIT = linear("fahrenheit", *coefficients("Cel", "[degF]"))
OVEN_STEPS = (
    Step(capability="oven", property="temperature", since="2.0", was=Kind.NUMBER, was_unit="Cel", convert=FAHRENHEIT),
    Step(
        capability="oven",
        property="door",
        since="2.0",
        was=Kind.BOOLEAN,
        convert=enum_map({True: "open", False: "closed"}),
    ),
)
OLD = form_of(BEFORE)
FORMER = Former(AFTER, OVEN_STEPS)


def carried(name: str, value: Value) -> tuple[str, Value] | None:
    way = FORMER.way(OLD, "oven", name)
    found = None if way is None else way.value(value)
    return None if way is None or found is None else (f"{way.capability}/{way.name}", found)


@pytest.mark.parametrize(
    ("name", "value", "becomes"),
    [
        ("heat", 100.0, ("oven/temperature", 212.0)),  # renamed and converted
        ("heat", "hot", None),  # no step takes it
        ("level", 5, None),  # whole numbers became per cent, and no step says how
        ("mode", "bake", ("oven/mode", "bake")),
        ("mode", "grill", None),  # no longer a member
        ("mode", "vendor:pizza", ("oven/mode", "vendor:pizza")),
        ("door", True, ("oven/door", "open")),
        ("colour", "red", None),  # the property is gone
        ("nothing", 7, ("oven/nothing", 7)),  # neither form knows it: it is what the device says
    ],
)
def test_a_value_is_carried_or_forgotten(name: str, value: Value, becomes: tuple[str, Value] | None) -> None:
    assert carried(name, value) == becomes


def test_states_follow_the_steps() -> None:
    way = FORMER.way(OLD, "oven", "door")
    assert way is not None
    assert [way.state(text) for text in ("true", "false")] == ["open", "closed"]
    assert way.linear is None, "a mean cannot follow a map of words"


@given(st.floats(min_value=0, max_value=300))
def test_steps_join_to_one_affine_function(value: float) -> None:
    way = FORMER.way(OLD, "oven", "heat")
    assert way is not None
    assert way.linear is not None
    factor, offset = way.linear
    assert way.value(value) == pytest.approx(value * float(factor) + float(offset))


def test_several_steps_run_in_order() -> None:
    new = schema(spec("oven", "heat", unit="mCel", minimum=0, maximum=1e6), versions={"oven": "3.0"})
    steps = (
        Step(capability="oven", property="heat", since="2.0", was=Kind.NUMBER, was_unit="Cel", convert=scale(10)),
        Step(capability="oven", property="heat", since="3.0", was=Kind.NUMBER, was_unit="dCel", convert=scale(100)),
    )
    way = Former(new, steps).way(OLD, "oven", "heat")
    assert way is not None
    assert way.value(20.0) == 20_000
    later = replace(OLD, versions={"oven": "2.1"}, signatures={("oven", "heat"): "number dCel"})
    again = Former(new, steps).way(later, "oven", "heat")
    assert again is not None
    assert again.value(200.0) == 20_000


def test_what_a_newer_minor_version_wrote_is_left_alone() -> None:
    newer = schema(spec("oven", "mode", Kind.ENUM, values=("off", "steam")), versions={"oven": "2.1"})
    way = FORMER.way(form_of(newer), "oven", "mode")
    assert way is not None
    assert way.value("steam") == "steam"
    assert is_downgrade(form_of(newer), FORMER.today) == {}
    assert is_downgrade(FORMER.today, OLD) == {"oven": ("2.0", "1.4")}


def test_extensions_that_are_gone_may_come_back() -> None:
    form = replace(OLD, versions={"acme.oven": "1.0"}, signatures={("acme.oven", "heat"): "number Cel"})
    way = FORMER.way(form, "acme.oven", "heat")
    assert way is not None
    assert way.value(5) == 5


def test_a_form_reads_what_it_writes() -> None:
    text = to_text(FORMER.today)
    assert to_text(from_text(text)) == text
    assert to_text(from_text(to_text(first()))) == to_text(first())


def test_what_changed_since_the_first_form_is_known() -> None:
    """The real change of the schema: all that does not carry over stands here."""
    former, start = Former(Registry.load()), first()
    lost = {name for name in start.signatures if former.way(start, *name) is None}
    assert lost == {("gasLeakAlarm", "gasConcentration")}


def faults(steps: tuple[Step, ...], registry: Registry) -> list[str]:
    """Name the steps that lead nowhere: to no property, to a version that is to come, or out of order."""
    found = []
    for n, one in enumerate(steps):
        key = (one.capability, one.property)
        earlier = [version_of(s.since) for s in steps[:n] if (s.capability, s.property) == key]
        to_come = version_of(one.since) > form_of(registry).version(one.capability)
        if key not in registry.specs or to_come or any(version >= version_of(one.since) for version in earlier):
            found.append(f"{one.capability}/{one.property} {one.since}")
    return found


def test_every_shipped_step_leads_somewhere() -> None:
    assert faults(STEPS, Registry.load()) == []
    assert faults(OVEN_STEPS, AFTER) == []
    assert faults((*OVEN_STEPS, OVEN_STEPS[0], replace(OVEN_STEPS[1], since="2.1")), AFTER) == [
        "oven/temperature 2.0",
        "oven/door 2.1",
    ]
