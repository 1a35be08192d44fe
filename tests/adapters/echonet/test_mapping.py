"""Property maps of any class become devices, and bytes become values and back."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from adapters.echonet.mapping import MAIN, NUMBER, Identity, Maps, Place, Unit, text_of, unit
from adapters.echonet.protocol import NODE, Eoj
from adapters.sdk.errors import CannotError
from schemas.commands import InvokeCommand
from schemas.conversion import ConversionError
from schemas.mappings.echonet import COMMANDS, ROWS, SUPER_CLASS
from schemas.registry import Registry
from schemas.vocabulary import VENDOR, Hazard

if TYPE_CHECKING:
    from schemas.value import Value

REGISTRY = Registry.load()
WHO = Identity(key="n-1", name="It")
CLASSES = sorted({row.source.eoj for row in ROWS} - {SUPER_CLASS})
UNITS = {0xE1: b"\x01", 0xE2: b"\x01", 0xC2: b"\x01", 0xD4: b"\x01", 0xD3: b"\0\0\0\x01"}
ALL = frozenset(range(0x80, 0x100))
EVERYTHING = Maps(announced=ALL, settable=ALL, readable=ALL)
codes = st.frozensets(st.integers(0x80, 0xFF))
maps = st.builds(Maps, announced=codes, settable=codes, readable=codes)


def made(code: int, has: Maps = EVERYTHING) -> Unit:
    return unit(WHO, Eoj(code), has, UNITS, REGISTRY)


@given(st.sampled_from([*CLASSES, 0x05FF, 0x0999, NODE.code]), maps)
def test_nothing_that_an_object_has_is_left_out(code: int, has: Maps) -> None:
    one = made(code, has)
    described = one.thing.description
    told = {place.epc for place in one.places}
    by_command = {row.key.epc for row in COMMANDS if row.key.eoj == code and row.key.epc in has.settable}
    lists = {0xD5, 0xD6, 0xD7} if code == NODE.code else set()
    assert told | by_command >= set(has.codes) - lists
    paths = [prop.path for prop in described.properties]
    assert len(paths) == len(set(paths))
    for place, prop in zip(one.places, described.properties, strict=True):
        assert prop.access
        assert set(prop.access) <= set(has.access(place.epc))
        assert prop.reason if prop.is_vendor else not prop.reason
    readable = {place.epc for place in one.places if "r" in place.bound.description.access}
    assert readable >= has.readable - {0x9D, 0x9E, 0x9F} - lists


def test_what_means_something_in_one_place_and_nothing_in_another_is_known() -> None:
    one = made(0x0130)
    changes, odd = one.heard({0xA0: b"\x00"})  # a mode of the fan that is its maker's, and no speed
    assert [value for _, value in changes] == ["vendor:0"]
    assert [epc for epc, _ in odd] == [0xA0]
    assert one.values[0xA0] == b"\x00"


@given(st.sampled_from(CLASSES), st.data())
def test_what_is_read_can_be_written_back(code: int, data: st.DataObject) -> None:
    one = made(code)
    index = data.draw(st.sampled_from([at for at, place in enumerate(one.places) if _is_both_ways(place)]))
    place = one.places[index]
    size = (place.fit.edt.whole or place.fit.edt.size) if place.fit else 0
    raw = data.draw(st.binary(min_size=size or 1, max_size=size or 255))
    changes, _ = one.heard({place.epc: raw})
    value = dict(changes).get(index)
    assume(value is not None)
    one.values.pop(place.epc)
    if place.fit and place.fit.edt.whole:
        one.values[place.epc] = raw
    try:
        written = one.writes([(index, value)])
    except ConversionError:
        assert place.fit is not None  # what is read and never written: it comes back as it was, or not at all
        one.values[place.epc] = raw
        written = one.writes([(index, value)])
    again, _ = one.heard(written)
    assert dict(again)[index] == value


def _is_both_ways(place: Place) -> bool:
    return {"r", "w"} <= set(place.bound.description.access)


@given(st.sampled_from(CLASSES), st.dictionaries(st.integers(0x80, 0xFF), st.binary(max_size=20), max_size=40))
def test_any_bytes_are_values_or_odd(code: int, values: dict[int, bytes]) -> None:
    one = made(code)
    changes, odd = one.heard(values)
    assert {one.places[index].epc for index, _ in changes} | {epc for epc, _ in odd} <= {
        *values,
        *one.dependent(values),
    }
    for epc, error in odd:
        assert epc in values
        assert isinstance(error, ConversionError)


@given(st.sampled_from(CLASSES), st.data())
def test_any_wish_is_bytes_or_refused(code: int, data: st.DataObject) -> None:
    one = made(code)
    index = data.draw(st.integers(0, len(one.places) - 1))
    wished: st.SearchStrategy[Any] = (
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=600) | st.lists(st.text())
    )
    value: Value = data.draw(wished)
    try:
        written = one.writes([(index, value)])
    except (ConversionError, CannotError):
        return
    assert all(len(edt) <= 255 for edt in written.values())


def test_a_mode_and_its_target_are_set_together() -> None:
    one = made(0x0130)
    one.heard({0xB0: b"\x42", 0xB3: b"\x1a"})
    path = {prop.path: at for at, prop in enumerate(one.thing.description.properties)}
    heat, mode = path["1/thermostat/heatingSetpoint"], path["1/thermostat/systemMode"]
    with pytest.raises(CannotError):
        one.writes([(heat, 21)])
    assert list(one.writes([(heat, 21), (mode, "heat")]).items()) == [(0xB0, b"\x43"), (0xB3, b"\x15")]


def test_what_the_schema_only_reads_can_be_set_by_its_digits() -> None:
    one = made(0x0279)
    extra = next(prop for prop in one.thing.description.properties if prop.name.endswith("#2"))
    assert (extra.capability, extra.access) == (VENDOR, "w")
    index = one.thing.description.properties.index(extra)
    assert one.writes([(index, "0x01FF")]) == {int(extra.address, 16): b"\x01\xff"}
    with pytest.raises(ConversionError):
        one.writes([(index, "0x" + "00" * 256)])
    with pytest.raises(ConversionError):
        one.writes([(index, "on")])


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: f"{row.key}-{row.name}")
def test_every_command_of_the_table(row: object) -> None:
    found = next(one for one in COMMANDS if one is row)
    one = made(found.key.eoj)
    offered = {(each.capability, each.name): each for each in one.thing.description.commands}
    described = offered[found.capability, found.name]
    assert described.hazards == REGISTRY.command(found.capability, found.name).hazards
    wish = InvokeCommand(
        id="c",
        device="n-1",
        endpoint=MAIN,
        capability=found.capability,
        command=found.name,
        arguments=tuple(found.arguments.items()),
    )
    assert one.call(wish) == (found.key.epc, found.data)
    with pytest.raises(CannotError):
        one.call(replace(wish, endpoint=2))
    raw = [prop for prop in one.thing.description.properties if prop.address == text_of(found.key.epc)]
    assert not any("w" in prop.access and prop.is_vendor for prop in raw)


def test_a_lock_is_opened_by_its_command_alone() -> None:
    one = made(0x026F)
    assert Hazard.SECURITY in next(each.hazards for each in one.thing.description.commands if each.name == "unlockDoor")
    assert not [prop for prop in one.thing.description.properties if prop.address == "0xE0" and "w" in prop.access]


def test_a_node_has_only_what_means_the_same_there() -> None:
    one = made(NODE.code)
    core = {place.epc for place in one.places if place.fit}
    assert NUMBER in core
    assert 0x80 not in core
    assert 0x82 not in core
