"""The arrays against a model: a plain dict that takes what it is told."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gateway.core.state import Binding, DeviceEntry, HomeState, same
from schemas.device import DeviceDescription, PropertyDescription
from schemas.registry import Registry
from schemas.value import Value
from schemas.vocabulary import Hazard, Kind, Sensitivity
from tests.gateway.core.stage import LEVEL, LOCK_STATE, ON_OFF, TEMPERATURE, device, prop, report, vendor

if TYPE_CHECKING:
    from schemas.updates import FaultReported

OBJECT = vendor("object", Kind.OBJECT)
LIST = vendor("list", Kind.LIST)
TEXT = vendor("text", Kind.STRING)
ALL = (ON_OFF, LEVEL, TEMPERATURE, LOCK_STATE, OBJECT, LIST, TEXT)


class Bench:
    """A state with one device, and all it told."""

    def __init__(self, *properties: PropertyDescription) -> None:
        self.told: list[dict[str, Value]] = []
        self.faults: list[FaultReported] = []
        self.state = HomeState(Registry.load(), self._changed, lambda _entry, fault: self.faults.append(fault))
        one = device("d", *properties)
        self.entry = DeviceEntry(id="d_x", adapter="a", description=one, name="d")
        self.binding = Binding(entry=self.entry, handle_of={})
        self.describe(one)

    def _changed(self, _entry: DeviceEntry, handles: list[int], values: list[Value], _at_ms: int) -> None:
        self.told.append({self.state.paths[h]: value for h, value in zip(handles, values, strict=True)})

    def describe(self, one: DeviceDescription) -> None:
        self.state.bind(self.binding, one)

    def take(self, *changes: tuple[int, Value], at_ms: int = 1) -> None:
        self.state.apply(self.binding, report("d", *changes), at_ms)

    def values(self) -> dict[str, Value]:
        return {path: self.state.values[h] for path, h in self.entry.by_path.items()}


JSON: st.SearchStrategy[Value] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-3, 120), st.floats(), st.text(max_size=3)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=2), inner, max_size=3)),
    max_leaves=5,
)
LIKELY = st.one_of(JSON, st.sampled_from([True, False, 0, 1, 1.0, 40, 40.0, "locked", "unlocked", [], [True], [1], {}]))
BATCHES = st.lists(st.lists(st.tuples(st.integers(-1, 8), LIKELY), max_size=5), max_size=12)


@given(BATCHES)
@example([[(0, True)], [(0, 1)]])
@example([[(1, 1)], [(1, 1.0)], [(1, True)]])
@example([[(5, [True])], [(5, [1])]])
def test_apply_is_the_model(batches: list[list[tuple[int, Value]]]) -> None:
    bench = Bench(*ALL)
    paths = [one.path for one in ALL]
    checks = [bench.state.checks[bench.entry.by_path[path]] for path in paths]
    model: dict[str, Value] = dict.fromkeys(paths)
    for batch in batches:
        bench.told.clear()
        bench.faults.clear()
        before = dict(model)
        faults = 0
        for index, value in batch:
            if not 0 <= index < len(paths) or (not same(value, model[paths[index]]) and checks[index](value)):
                faults += 1
            else:
                model[paths[index]] = value
        bench.take(*batch)
        assert len(bench.faults) == faults
        assert all(same(value, model[path]) for path, value in bench.values().items())
        assert len(bench.told) <= 1  # one batch, one call
        told = bench.told[0] if bench.told else {}
        assert all(same(value, model[path]) for path, value in told.items())
        assert {path for path in paths if not same(before[path], model[path])} <= told.keys()


@given(st.lists(st.lists(st.sampled_from(ALL), unique=True, min_size=1), max_size=8))
def test_handles_stay_while_their_path_does(descriptions: list[list[PropertyDescription]]) -> None:
    bench = Bench(*ALL)
    bench.take((0, True), (1, 40), (2, 20.5))
    first = bench.values()
    for properties in descriptions:
        before = dict(bench.entry.by_path)
        bench.describe(device("d", *properties))
        after = bench.entry.by_path
        assert list(after) == [one.path for one in properties]
        assert bench.entry.handles == tuple(after.values())
        for path, handle in after.items():
            assert handle == before.get(path, handle)
            assert same(bench.state.values[handle], first.get(path) if path != ON_OFF.path else True)
            assert bench.state.paths[handle] == path
            assert bench.state.device_of[handle] is bench.entry
        assert len(bench.state.values) <= len(ALL)  # free handles are used again
        for index, one in enumerate(properties):
            if one is ON_OFF:
                bench.take((index, False), (index, True))
                assert bench.values()[one.path] is True


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        (1, True, False),
        (1, 1.0, False),
        (1.0, 1.0, True),
        ("1", 1, False),
        ([1], [True], False),
        ([1, {"a": 2}], [1, {"a": 2}], True),
        ([1, {"a": 2}], [1, {"a": 2.0}], False),
        ([1], [1, 2], False),
        ({"a": 1}, {"b": 1}, False),
        (None, None, True),
    ],
)
def test_same_means_same_to_a_reader_of_json(new: Value, old: Value, *, expected: bool) -> None:
    assert same(new, old) is expected


def deep() -> Value:
    value: Value = []
    for _ in range(100_000):
        value = [value]
    return value


def test_a_deep_value_is_refused() -> None:
    bench = Bench(LIST)
    bench.take((0, deep()))
    bench.take((0, [1]))
    bench.take((0, deep()))
    assert [fault.code for fault in bench.faults] == ["refused-value", "refused-value"]
    assert bench.values() == {"1/vendor/acme.list": [1]}


def test_a_report_cut_by_nonsense_tells_what_came_before() -> None:
    def changes() -> Iterator[tuple[int, Value]]:
        yield 0, True
        raise ValueError("half a message")

    bench = Bench(*ALL)
    bench.state.apply(bench.binding, replace(report("d"), changes=changes()), 1)  # type: ignore[arg-type]
    assert bench.told == [{"1/onOff/onOff": True}]
    assert [fault.code for fault in bench.faults] == ["malformed-report"]


def test_what_the_schema_says_is_beside_the_value() -> None:
    bench = Bench(LOCK_STATE, TEXT, prop("doorLock", "operatingMode"))
    state, (lock_state, text, mode) = bench.state, bench.entry.handles
    assert state.sensitivity[lock_state] is Sensitivity.BEHAVIOUR
    assert state.sensitivity[text] is Sensitivity.UNLABELLED
    assert state.hazards[lock_state] == frozenset()  # it cannot be written
    assert Hazard.SECURITY in state.hazards[text] & state.hazards[mode]
    assert state.specs[text] is None
    spec = state.specs[mode]
    assert spec is not None
    assert spec.name == "operatingMode"


def test_a_description_may_only_narrow() -> None:
    bench = Bench(prop("levelControl", "currentLevel", maximum=200))
    assert [fault.code for fault in bench.faults] == ["description-widens"]
    bench.take((0, 150))
    assert bench.faults[-1].code == "refused-value"
    bench = Bench(prop("levelControl", "currentLevel", minimum=10, maximum=90))
    bench.take((0, 95))
    assert [fault.code for fault in bench.faults] == ["refused-value"]


def test_what_is_narrowed_away_is_forgotten() -> None:
    bench = Bench(LEVEL)
    bench.take((0, 95))
    bench.describe(device("d", prop("levelControl", "currentLevel", maximum=90)))
    assert bench.values() == {"1/levelControl/currentLevel": None}


def test_a_path_used_twice_is_a_fault() -> None:
    bench = Bench(ON_OFF, ON_OFF, LEVEL)
    assert [fault.code for fault in bench.faults] == ["property-unplaced"]
    bench.take((1, True), (2, 40))
    assert bench.values() == {"1/onOff/onOff": None, "1/levelControl/currentLevel": 40}


@pytest.mark.parametrize(
    "changes", [{"minimum": "low", "maximum": 5}, {"values": ["a"]}, {"values": 5}, {"unit": ["x"]}]
)
def test_a_malformed_property_hurts_no_other(changes: dict[str, Any]) -> None:
    bench = Bench(ON_OFF, LEVEL)
    bench.faults.clear()
    bench.describe(device("d", prop("temperatureMeasurement", "measuredValue", **changes), ON_OFF))
    bench.take((1, True))
    assert bench.values()["1/onOff/onOff"] is True
    assert len(bench.faults) == 1
    bench.describe(device("d", ON_OFF, LEVEL))
    assert len(bench.state.values) <= 3
    assert all(bench.state.device_of[handle] is bench.entry for handle in bench.entry.handles)


def test_equal_properties_share_their_check() -> None:
    bench = Bench(*(prop("levelControl", "currentLevel", endpoint, minimum=5) for endpoint in (1, 2, 3)))
    assert len({id(bench.state.checks[handle]) for handle in bench.entry.handles}) == 1
    assert len({id(bench.state.specs[handle]) for handle in bench.entry.handles}) == 1


def test_an_unknown_property_of_the_catalogue_is_carried_unlabelled() -> None:
    odd = PropertyDescription(endpoint=1, capability="onOff", name="sparkle", address="x", kind=Kind.NUMBER)
    bench = Bench(odd)
    bench.take((0, 5))
    assert [fault.code for fault in bench.faults] == ["unknown-property"]
    assert bench.values() == {"1/onOff/sparkle": 5}
    assert bench.state.sensitivity[0] is Sensitivity.UNLABELLED
