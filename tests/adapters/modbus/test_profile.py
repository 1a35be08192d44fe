"""Profiles: those that come with the adapter, and files, whose faults are told by file and key."""

import json
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.modbus import MANIFEST
from adapters.modbus.describe import of_profile
from adapters.modbus.part import bound_of
from adapters.modbus.profile_file import ProfileFileError, parse, read_folder
from adapters.modbus.profiles import BUILT_IN
from adapters.modbus.protocol.block import blocks
from adapters.modbus.protocol.register import Register, Space, Type, WordOrder
from adapters.sdk.contract import AdapterContext, Pairs
from tests.adapters.modbus.stage import REGISTRY
from tests.adapters.sdk.travel import now_ns

HEAD: Final = 'modbus = 1\nid = "acme"\nen = "Acme"\nzh = "Acme 热泵"\nsource = "manual 2.3"\n'
ONE: Final = '[registers.flow]\nspace = "input"\naddress = 10\ntype = "int16"\n'


def test_a_file_is_a_profile() -> None:
    text = HEAD + (
        'endpoints = { 1 = "heatPump" }\n'
        '[registers.flow]\nspace = "input"\naddress = 10\ntype = "int16"\nscale = 0.1\nunit = "°C"\nabsent = [32768]\n'
        'to = "heatSource.flowTemperature"\n'
        '[registers.mode]\nspace = "holding"\naddress = 3\ntype = "enum"\naccess = "rw"\nto = "heatSource.mode"\n'
        'values = { 0 = "off", 1 = "heating", 9 = "vendor:party" }\n'
        '[registers.total]\nspace = "input"\naddress = 12\ntype = "uint32"\norder = "little"\n'
        'scale_by = "power-of-ten"\n'
        '[registers.power-of-ten]\nspace = "input"\naddress = 14\ntype = "int16"\nshown = false\n'
    )
    profile = parse(text, "acme.toml")
    assert (profile.id, profile.source) == ("acme", "manual 2.3")
    flow, mode, total, _ = profile.registers
    assert (flow.space, flow.address, flow.scale) == (Space.INPUT, 10, Fraction(1, 10))
    assert flow.absent == frozenset({32768})
    assert mode.values == {0: "off", 1: "heating", 9: "vendor:party"}
    assert (total.order, total.words, total.scale_by) == (WordOrder.LITTLE, 2, "power-of-ten")
    paths = [bound.description.path for bound in bound_of(of_profile(profile, "k"), frozenset(), REGISTRY)]
    assert paths == ["1/heatSource/flowTemperature", "1/heatSource/mode", "1/vendor/acme.total"]


def test_the_same_in_json() -> None:
    tree = {
        "modbus": 1,
        "id": "acme",
        "en": "A",
        "zh": "甲",
        "source": "s",
        "registers": {"on": {"space": "coil", "address": 0, "type": "bool"}},
    }
    assert parse(json.dumps(tree), "acme.json").registers[0].type is Type.BOOL


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("modbus = 2\n" + HEAD.split("\n", 1)[1] + ONE, "a.toml:modbus: "),
        (HEAD, "a.toml:registers: "),
        (HEAD + "colour = 1\n" + ONE, "a.toml:colour: there is no such key"),
        (HEAD + ONE + "speed = 1", "a.toml:registers.flow.speed: there is no such key"),
        (HEAD + ONE.replace("10", "70000"), "a.toml:registers.flow.address: "),
        (HEAD + ONE.replace("int16", "int17"), "a.toml:registers.flow.type: "),
        (HEAD + ONE.replace("input", "coil"), "a.toml:registers.flow: type must be bool"),
        (HEAD + ONE + 'access = "rw"', "a.toml:registers.flow: access: this space is read only"),
        (HEAD + ONE + "bit = 3", "a.toml:registers.flow: bit belongs to type bool"),
        (HEAD + ONE + "count = 2", "a.toml:registers.flow: count belongs to"),
        (HEAD + ONE + "scale = 0", "a.toml:registers.flow: scale is 0"),
        (HEAD + ONE + 'unit = "furlong"', "a.toml:registers.flow: unit: furlong is not known"),
        (HEAD + ONE + 'values = { 1 = "a" }', "a.toml:registers.flow: values belong to"),
        (HEAD + ONE.replace("int16", "enum"), "a.toml:registers.flow: values: an enum names"),
        (
            HEAD + ONE.replace("int16", "enum") + 'values = { one = "a" }',
            "a.toml:registers.flow: values: keys are numbers",
        ),
        (HEAD + ONE + 'to = "heatSource.glow"', "a.toml:registers.flow.to: the schema has no heatSource.glow"),
        (HEAD + ONE + 'to = "heatSource"', "a.toml:registers.flow.to: the schema has no"),
        (
            HEAD + ONE.replace("int16", "enum") + 'to = "heatSource.mode"\nvalues = { 1 = "warm" }',
            "a.toml:registers.flow.values: warm is no value of heatSource.mode",
        ),
        (HEAD + ONE + "endpoint = 2", "a.toml:registers.flow.endpoint: there is no endpoint 2"),
        (HEAD + ONE + 'scale_by = "ten"', "a.toml:registers.flow.scale_by: there is no register ten"),
        (HEAD + 'endpoints = { 1 = "spaceship" }\n' + ONE, "a.toml:endpoints.1: spaceship is no device type"),
        (HEAD + 'endpoints = { 0 = "heatPump" }\n' + ONE, "a.toml:endpoints.0: its number"),
        (HEAD + 'serial = "sn"\n' + ONE, "a.toml:serial: there is no register sn"),
        (HEAD + ONE.replace("flow", '"Flow temperature"'), "a.toml:registers.Flow temperature"),
        ("modbus = = 1", "a.toml: "),
        ('{"modbus": ', "a.toml: "),
    ],
)
def test_faults_are_told_by_file_and_key(text: str, fault: str) -> None:
    with pytest.raises(ProfileFileError) as caught:
        parse(text, "a.toml")
    assert str(caught.value).startswith(fault)
    assert "; " in str(caught.value)


def test_a_folder_of_profiles(tmp_path: Path) -> None:
    assert read_folder(None) == {}
    (tmp_path / "acme.toml").write_text(HEAD + ONE)
    (tmp_path / "notes.txt").write_text("no profile")
    assert list(read_folder(tmp_path)) == ["acme"]
    (tmp_path / "again.toml").write_text(HEAD + ONE)
    with pytest.raises(ProfileFileError, match=r"again.toml:id: acme is named by another"):
        read_folder(tmp_path)
    with pytest.raises(ProfileFileError, match="no such folder"):
        read_folder(tmp_path / "none")


@pytest.mark.parametrize("name", sorted(BUILT_IN))
def test_profiles_that_come_with_it_hold(name: str) -> None:
    profile = BUILT_IN[name]
    for bound in bound_of(of_profile(profile, "k"), frozenset(), REGISTRY):
        assert bound.claim is not None or not bound.described.rows, bound.description
    assert len({one.id for one in profile.registers}) == len(profile.registers)
    assert profile.source


@pytest.mark.parametrize(
    ("settings", "fault"),
    [
        ({}, ""),
        ({"devices": [{"host": "192.168.7.2", "unit": 3, "profile": "heat-pump"}], "poll_s": 2}, ""),
        ({"devices": [{"host": "8.8.8.8"}]}, "devices.0.host"),
        ({"devices": [{"host": "a", "unit": 256}]}, "devices.0.unit"),
        ({"devices": [{"host": "a", "profile": "acme"}]}, "devices.0.profile"),
        ({"devices": [{"host": "a"}, {"host": "a"}]}, "devices"),
        ({"profiles": "/nowhere"}, "profiles"),
        ({"longest": 126}, "longest"),
        ({"interfaces": []}, "interfaces"),
    ],
)
def test_settings(settings: dict[str, Any], fault: str) -> None:
    assert [one.split(":")[0] for one in MANIFEST.check(settings)] == ([fault] if fault else [])


def test_it_pairs_and_maps(tmp_path: Path) -> None:
    context = AdapterContext(name="modbus", state_dir=tmp_path, monotonic_ns=now_ns)
    assert isinstance(MANIFEST.create({}, context), Pairs)
    assert MANIFEST.map_file is not None
    assert MANIFEST.recognises is not None
    text = HEAD + ONE + 'to = "heatSource.flowTemperature"\nunit = "Cel"\n'
    assert MANIFEST.recognises(text.split("\n", 1)[0])
    assert not MANIFEST.recognises('{"siid": 2}')
    found = MANIFEST.map_file(text.splitlines(keepends=True))
    assert (found.devices, found.source_properties, found.core, found.lost) == (1, 1, 1, 0)
    with pytest.raises(ValueError, match=r"profile:registers: "):
        MANIFEST.map_file([HEAD])


# grouping


@st.composite
def tables(draw: st.DrawFn) -> list[Register]:
    found = []
    for number in range(draw(st.integers(0, 30))):
        kind = draw(st.sampled_from([Type.INT16, Type.UINT32, Type.FLOAT64]))
        space = draw(st.sampled_from([Space.HOLDING, Space.INPUT]))
        found.append(Register(id=str(number), space=space, address=draw(st.integers(0, 400)), type=kind))
    return found


@given(tables(), st.integers(0, 20), st.integers(4, 125))
def test_groups_hold_every_register_and_no_more_than_allowed(table: list[Register], gap: int, longest: int) -> None:
    found = blocks(table, gap=gap, longest=longest)
    assert sorted(one.id for block in found for one in block.registers) == sorted(one.id for one in table)
    for block in found:
        assert block.count <= longest
        for one in block.registers:
            assert block.space is one.space
            words = block.part(one, range(block.address, block.address + block.count))
            assert list(words) == list(range(one.address, one.end))
    for space in Space:
        places = sorted((block.address, block.address + block.count) for block in found if block.space is space)
        for (_, end), (start, _) in pairwise(places):
            assert start > end + gap or start - places[0][0] > 0


def test_a_gap_is_bounded() -> None:
    table = [Register(id=str(at), space=Space.INPUT, address=at, type=Type.INT16) for at in (0, 5, 14)]
    assert [(one.address, one.count) for one in blocks(table, gap=8, longest=125)] == [(0, 15)]
    assert [(one.address, one.count) for one in blocks(table, gap=7, longest=125)] == [(0, 6), (14, 1)]
    assert [(one.address, one.count) for one in blocks(table, gap=8, longest=10)] == [(0, 6), (14, 1)]
