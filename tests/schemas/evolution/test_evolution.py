"""Every change is named and weighed; what breaks must be declared."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.evolution import Change, Effect, changes, undeclared
from schemas.registry import CapabilitySpec, CommandSpec, DeviceType, EventSpec, Registry, Spec
from schemas.vocabulary import Hazard, Kind, Sensitivity

MODE = Spec(
    capability="oven",
    name="mode",
    kind=Kind.ENUM,
    values=("off", "bake", "grill"),
    texts=(("Off", "关"), ("Bake", "烘"), ("Grill", "烤")),
    access="rwn",
    sensitivity=Sensitivity.BEHAVIOUR,
    category="device-state",
    hazards=(Hazard.HEAT,),
    actuates=True,
    zh="模式",
    en="Mode",
)
HEAT = replace(
    MODE, name="heat", kind=Kind.NUMBER, values=None, texts=(), unit="Cel", minimum=30.0, maximum=250.0, step=1.0
)
TIMES = replace(HEAT, name="minutes", unit="min", hazards=(), access="w")
START = CommandSpec(
    capability="oven", name="start", zh="开始", en="Start", arguments=(TIMES, MODE), required=("minutes",),
    hazards=(Hazard.HEAT,), actuates=True,
)  # fmt: skip
DONE = EventSpec(
    capability="oven", name="done", zh="完成", en="Done", sensitivity=Sensitivity.BEHAVIOUR, category="device-state",
    fields=(TIMES,),
)  # fmt: skip
TYPE = DeviceType(id="oven", zh="烤箱", en="Oven", required=("oven",), optional=("light",), hazards=(Hazard.HEAT,))


def registry(
    *properties: Spec,
    command: CommandSpec = START,
    event: EventSpec = DONE,
    kind: DeviceType = TYPE,
    version: str = "1.0",
) -> Registry:
    own = CapabilitySpec(
        id="oven",
        version=version,
        group="kitchen",
        zh="烤箱",
        en="Oven",
        properties={one.name: one for one in properties or (MODE, HEAT)},
        commands={command.name: command},
        events={event.name: event},
    )
    return Registry.of("1.0", [own], [kind])


OLD = registry()


def only(new: Registry) -> Change:
    (found,) = changes(OLD, new)
    return found


@pytest.mark.parametrize(
    ("change", "effect", "what"),
    [
        ({"kind": Kind.INTEGER}, "breaking", "kind number became integer"),
        ({"unit": "K"}, "breaking", "unit Cel became K"),
        ({"minimum": 40.0}, "breaking", "minimum 30 became 40"),
        ({"minimum": 20.0}, "additive", "minimum 30 became 20"),
        ({"maximum": 200.0}, "breaking", "maximum 250 became 200"),
        ({"maximum": None}, "additive", "maximum 250 became none"),
        ({"step": 5.0}, "breaking", "step 1 became 5"),
        ({"step": 0.5}, "additive", "step 1 became 0.5"),
        ({"access": "rn"}, "breaking", "access w is gone"),
        ({"sensitivity": Sensitivity.HOUSEHOLD}, "breaking", "sensitivity behaviour became household"),
        ({"sensitivity": Sensitivity.SPECIAL}, "additive", "sensitivity behaviour became special"),
        ({"category": "health"}, "additive", "category device-state became health"),
        ({"why": ("a", "b")}, "text", "the reason of its label changed"),
        ({"hazards": ()}, "breaking", "hazard heat is gone"),
        ({"hazards": (Hazard.HEAT, Hazard.COST)}, "additive", "hazard cost is new"),
        ({"actuates": False}, "breaking", "it no longer takes the hazards of its device type"),
        ({"fresh_s": 60}, "additive", "fresh for 60 s, was 0 s"),
        ({"en": "Warmth"}, "text", "its texts changed"),
    ],
)
def test_a_change_of_a_property_is_named_and_weighed(change: dict[str, Any], effect: str, what: str) -> None:
    found = only(registry(MODE, replace(HEAT, **change)))
    assert (found.place, str(found.effect), found.what) == ("oven/heat", effect, what)
    assert found.privacy == bool({"sensitivity", "category", "why"} & change.keys())


@pytest.mark.parametrize(
    ("new", "effect", "place", "what"),
    [
        (
            registry(replace(MODE, values=("off", "bake"), texts=MODE.texts[:2]), HEAT),
            "breaking",
            "oven/mode",
            "value grill is gone",
        ),
        (
            registry(replace(MODE, values=("off", "bake", "grill", "eco")), HEAT),
            "additive",
            "oven/mode",
            "value eco is new",
        ),
        (
            registry(replace(MODE, texts=(("x", "y"), ("x", "y"), ("x", "y"))), HEAT),
            "text",
            "oven/mode",
            "the texts of its values changed",
        ),
        (registry(MODE), "breaking", "oven/heat", "is gone"),
        (registry(MODE, HEAT, TIMES), "additive", "oven/minutes", "is new"),
        (registry(command=replace(START, name="go")), "breaking", "oven/start()", "is gone"),
        (registry(command=replace(START, hazards=())), "breaking", "oven/start()", "hazard heat is gone"),
        (registry(command=replace(START, actuates=False)), "breaking", "oven/start()", "it no longer takes"),
        (
            registry(command=replace(START, required=("minutes", "mode"))),
            "breaking",
            "oven/start()",
            "mode is required now",
        ),
        (registry(command=replace(START, required=())), "additive", "oven/start()", "minutes may lack now"),
        (registry(command=replace(START, arguments=(TIMES,))), "breaking", "oven/start()", "mode is gone"),
        (registry(command=replace(START, arguments=(TIMES, MODE, HEAT))), "additive", "oven/start()", "heat is new"),
        (registry(event=replace(DONE, fields=())), "breaking", "oven/done!", "minutes is gone"),
        (registry(event=replace(DONE, sensitivity=Sensitivity.PUBLIC)), "breaking", "oven/done!", "became public"),
        (registry(kind=replace(TYPE, hazards=())), "breaking", "device type oven", "hazard heat is gone"),
        (registry(kind=replace(TYPE, optional=())), "breaking", "device type oven", "light is gone"),
        (registry(kind=replace(TYPE, optional=("light", "fan"))), "additive", "device type oven", "fan is new"),
        (
            registry(kind=replace(TYPE, required=("oven", "light"), optional=())),
            "breaking",
            "device type oven",
            "light is required now",
        ),
    ],
)
def test_a_change_of_anything_else_too(new: Registry, effect: str, place: str, what: str) -> None:
    found = changes(OLD, new)
    assert len(found) >= 1
    gravest = max(found, key=lambda one: list(Effect).index(one.effect))
    assert (gravest.place, str(gravest.effect)) == (place, effect)
    assert what in gravest.what


def test_a_property_that_is_still_read_under_its_old_name_is_not_lost() -> None:
    renamed = replace(HEAT, name="target", aliases=("oven/heat",))
    found = changes(OLD, registry(MODE, renamed))
    assert [(one.place, str(one.effect), one.what) for one in found] == [
        ("oven/target", "additive", "is new"),
        ("oven/target", "additive", "was oven/heat, which is still read"),
    ]
    assert registry(MODE, renamed).today("oven", "heat") == ("oven", "target")


def parts(item: Spec | None) -> Registry:
    return registry(MODE, replace(HEAT, kind=Kind.LIST, unit="", minimum=None, maximum=None, step=None, item=item))


@pytest.mark.parametrize(
    ("change", "effect"),
    [
        (lambda one: replace(one, required=("minutes",)), "breaking"),
        (lambda one: replace(one, fields=(*one.fields, HEAT)), "additive"),
        (lambda one: replace(one, fields=()), "breaking"),
        (lambda one: replace(one, fields=(replace(TIMES, maximum=10.0),)), "breaking"),
    ],
)
def test_entries_of_a_list_are_compared_part_by_part(change: Callable[[Spec], Spec], effect: str) -> None:
    entry = Spec(capability="", name="", kind=Kind.OBJECT, fields=(TIMES,))
    (found,) = changes(parts(entry), parts(change(entry)))
    assert str(found.effect) == effect
    assert found.place.startswith("oven/heat[]")


@pytest.mark.parametrize(
    ("version", "new", "line"),
    [
        ("1.0", (MODE,), "oven must be version 2.0 or later: oven/heat is gone (breaking)"),
        ("1.9", (MODE,), "oven must be version 2.0 or later: oven/heat is gone (breaking)"),
        ("2.0", (MODE,), None),
        ("1.0", (MODE, HEAT, TIMES), "oven must be version 1.1 or later: oven/minutes is new (additive)"),
        ("1.1", (MODE, HEAT, TIMES), None),
        ("1.0", (MODE, replace(HEAT, en="Warmth")), None),
    ],
)
def test_a_change_must_be_declared_by_the_version(version: str, new: tuple[Spec, ...], line: str | None) -> None:
    later = registry(*new, version=version)
    assert list(undeclared(OLD, later, changes(OLD, later))) == ([] if line is None else [line])


def test_the_schema_s_own_version_declares_device_types() -> None:
    later = registry(kind=replace(TYPE, hazards=()))
    assert list(undeclared(OLD, later, changes(OLD, later))) == [
        "the schema must be version 2.0 or later: device type oven hazard heat is gone (breaking)"
    ]


@given(st.sampled_from(sorted(Registry.load().capabilities)))
def test_what_is_taken_away_breaks_and_what_comes_back_adds(name: str) -> None:
    whole = Registry.load()
    less = Registry.of(
        whole.version, [one for one in whole.capabilities.values() if one.id != name], whole.device_types.values()
    )
    assert [(str(c.effect), c.place) for c in changes(whole, less)] == [("breaking", name)]
    assert [(str(c.effect), c.place) for c in changes(less, whole)] == [("additive", name)]
    assert changes(whole, whole) == ()
