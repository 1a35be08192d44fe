"""Codes and their meanings: each row is one of the schema's, places, access, and both ways of the values."""

import json
from typing import Any
from unittest.mock import ANY

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.tuya import MANIFEST
from adapters.tuya.coverage import recognises
from adapters.tuya.describe import Subject, learnt, subject
from adapters.tuya.devicefile import Listed, read
from adapters.tuya.mapping import ARGUMENTS, COMMANDS, KINDS, MEANINGS, TYPES, base
from adapters.tuya.packed import COLOUR, PHASE
from adapters.tuya.point import Points
from schemas.conversion import ConversionError
from schemas.device import PropertyDescription
from schemas.value import Value
from tests.adapters.tuya.stage import FILE, REGISTRY, listed


def device(category: str = "", **points: tuple[str, dict[str, Any]]) -> Listed:
    """Make a device; points are given as code=(type, values), numbered from 1."""
    mapping = {
        str(number): {"code": code, "type": type_, "values": values}
        for number, (code, (type_, values)) in enumerate(points.items(), start=1)
    }
    return read([{"id": "d", "name": "Device", "category": category, "mapping": mapping}])[0]


def paths(one: Listed) -> list[str]:
    return [each.path for each in subject(one, REGISTRY).thing.description.properties]


def prop(one: Subject, path: str) -> PropertyDescription:
    return next(each for each in one.thing.description.properties if each.path == path)


def told(one: Subject, **values: Any) -> dict[str, Value]:
    """Take values as on the wire, given as dp_1=…, and give them as the home sees them."""
    taken, _ = one.points.taken({name.removeprefix("dp_"): value for name, value in values.items()})
    found: dict[str, Value] = {}
    for report in one.thing.report(taken, 0):
        for index, value in getattr(report, "changes", ()):
            found[one.thing.description.properties[index].path] = value
    return found


def wire(one: Subject, path: str, value: Value) -> dict[str, Value]:
    """Give what is sent for a wish."""
    index = [each.path for each in one.thing.description.properties].index(path)
    return one.points.given(one.thing.writes([(index, value)]))


BOOLEAN: tuple[str, dict[str, Any]] = ("Boolean", {})


def number(low: float, high: float, scale: int = 0, step: float = 1, unit: str = "") -> tuple[str, dict[str, Any]]:
    return "Integer", {"min": low, "max": high, "scale": scale, "step": step, "unit": unit}


def words(*range_: str) -> tuple[str, dict[str, Any]]:
    return "Enum", {"range": list(range_)}


# ---- the table


def test_every_row_is_of_the_schema() -> None:
    for one in MEANINGS:
        spec = REGISTRY.spec(one.row.capability, one.row.name)
        assert one.is_told or "w" in spec.access, one.code
    for code, offers in COMMANDS.items():
        for _, _, to in offers:
            assert REGISTRY.command(*to.split(".")).name == to.split(".")[1], code
    for to, argument in ARGUMENTS.values():
        assert argument in {one.name for one in REGISTRY.command(*to.split(".")).arguments}
    for kind in TYPES.values():
        assert REGISTRY.device_type(kind).id == kind
    assert all(KINDS.values())


def test_no_row_stands_twice() -> None:
    seen = [
        (one.code, within, one.row.capability, one.row.name, one.row.convert.name)
        for one in MEANINGS
        for within in one.within or {""}
    ]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("switch", ("switch", 1)),
        ("switch_1", ("switch", 1)),
        ("switch_3", ("switch", 3)),
        ("switch_usb2", ("switch", 12)),
        ("control_2", ("control", 2)),
        ("phase_b", ("phase_b", 2)),
        ("bright_value_v2", ("bright_value_v2", 1)),
        ("scene_2", ("scene_2", 1)),
    ],
)
def test_places(code: str, place: tuple[str, int]) -> None:
    assert base(code) == place


def test_every_device_of_the_file_is_mapped() -> None:
    assert MANIFEST.map_file is not None
    report = MANIFEST.map_file(FILE.read_text("utf-8").splitlines(keepends=True))
    assert (report.devices, report.source_properties, report.lost) == (4, 35, 0)
    assert [row.to for row in report.rows if not row.is_core] == [
        "vendor.tuya.colour_data_v2.level",
        "vendor.tuya.scene_data_v2",
        "vendor.tuya.jet_profile",
    ]


def test_which_files_are_recognised() -> None:
    text = FILE.read_text("utf-8")
    assert recognises(" ".join(text.splitlines()[:12]))
    assert recognises(json.dumps(json.loads(text)))
    assert recognises('{"file": "a.yaml", "entities": [], "products": []}')
    for other in ("[", "[1]", '{"id": 1}', "", '{"type": "urn:miot-spec-v2:device:light"}'):
        assert not recognises(other)


# ---- devices


def test_a_lamp_turns_to_what_is_set() -> None:
    lamp = subject(listed("lamp"), REGISTRY)
    seen = told(lamp, dp_21="white", dp_22=500, dp_23=0, dp_24="000003e803e8")
    assert seen["1/levelControl/currentLevel"] == 50
    assert seen["1/colorControl/colorTemperature"] == 2700
    assert wire(lamp, "1/levelControl/currentLevel", 10) == {"22": 100}
    assert wire(lamp, "1/colorControl/colorTemperature", 6500) == {"23": 1000}  # it is white already
    assert wire(lamp, "1/colorControl/hue", 240) == {"24": "00f003e803e8", "21": "colour"}
    seen = told(lamp, dp_21="colour", dp_24="00f001f400c8")
    assert (seen["1/colorControl/hue"], seen["1/colorControl/saturation"]) == (240, 50)
    assert seen["1/levelControl/currentLevel"] == 20
    assert wire(lamp, "1/levelControl/currentLevel", 100) == {"24": "00f001f403e8"}
    assert wire(lamp, "1/colorControl/colorTemperature", 2700) == {"23": 0, "21": "white"}
    assert told(lamp, dp_21="white")["1/levelControl/currentLevel"] == 50  # as it was when it was white last
    told(lamp, dp_21="colour")
    # a colour that is set with its brightness is one value
    both = [
        [each.path for each in lamp.thing.description.properties].index(f"1/colorControl/{name}")
        for name in ("hue", "saturation")
    ]
    assert lamp.points.given(lamp.thing.writes(zip(both, (10, 20), strict=True))) == {"24": "000a00c800c8"}


def test_a_curtain_counts_how_far_it_is_closed_until_its_motor_is_turned() -> None:
    curtain = subject(listed("curtain1"), REGISTRY)
    assert told(curtain, dp_2=30, dp_3=100, dp_5="forward") == {
        "1/windowCovering/targetPosition": 70,
        "1/windowCovering/currentPosition": 0,
        "1/windowCovering/motorReversed": False,
    }
    assert wire(curtain, "1/windowCovering/targetPosition", 70) == {"2": 30}
    # positions that were told before count the other way now
    assert told(curtain, dp_5="back") == {
        "1/windowCovering/targetPosition": 30,
        "1/windowCovering/currentPosition": 100,
        "1/windowCovering/motorReversed": True,
    }
    assert wire(curtain, "1/windowCovering/targetPosition", 70) == {"2": 70}


def test_a_cover_may_count_the_other_way_and_tell_one_position_only() -> None:
    one = device("clkg", percent_control=number(0, 100, unit="%"))
    cover = subject(one, REGISTRY, opens=True)
    assert told(cover, dp_1=30) == {
        "1/windowCovering/targetPosition": 30,
        "1/windowCovering/currentPosition": 30,
    }
    assert wire(cover, "1/windowCovering/targetPosition", 30) == {"1": 30}


def test_numbers_are_in_their_unit() -> None:
    cooler = subject(listed("aircond001"), REGISTRY)
    setpoint = prop(cooler, "1/thermostat/coolingSetpoint")
    assert (setpoint.minimum, setpoint.maximum, setpoint.step, setpoint.unit) == (16, 30, 0.5, "Cel")
    assert told(cooler, dp_2=245)["1/thermostat/coolingSetpoint"] == 24.5
    assert wire(cooler, "1/thermostat/coolingSetpoint", 26) == {"2": 260}
    assert isinstance(wire(cooler, "1/thermostat/coolingSetpoint", 26.5)["2"], int)


def test_a_number_beyond_all_bounds_is_odd() -> None:
    cooler = subject(listed("aircond001"), REGISTRY)
    assert cooler.points.taken({"2": 10**400, "1": True}) == ({"1": True}, [("2", ANY)])


def test_gangs_and_sockets_have_an_endpoint_each() -> None:
    one = device("pc", switch_1=BOOLEAN, switch_2=BOOLEAN, switch_usb1=BOOLEAN, countdown_2=number(0, 86400, unit="s"))
    found = subject(one, REGISTRY).thing.description
    assert paths(one) == ["1/onOff/onOff", "2/onOff/onOff", "11/onOff/onOff", "2/timerControl/countdown"]
    assert [(place.id, place.label) for place in found.endpoints] == [(1, ""), (2, ""), (11, "USB")]


def test_the_same_code_means_what_the_device_is() -> None:
    mode = words("auto", "manual", "holiday")
    assert paths(device("wk", mode=mode)) == ["1/thermostat/preset"]
    assert paths(device("kt", mode=words("auto", "cold", "hot"))) == ["1/thermostat/systemMode"]
    assert paths(device("ldcg", bright_value=number(0, 1000, unit="lux"))) == ["1/illuminanceMeasurement/measuredValue"]
    assert paths(device("wsdcg", temp_current=number(-200, 600, 1, unit="℃"))) == [
        "1/temperatureMeasurement/measuredValue"
    ]


def test_a_phase_has_three_figures() -> None:
    meter = subject(device("zndb", phase_a=("Raw", {})), REGISTRY)
    assert told(meter, dp_1="CPwAA+gAAOY=") == {
        "1/electricalPowerMeasurement/voltage": 230.0,
        "1/electricalPowerMeasurement/activeCurrent": 1.0,
        "1/electricalPowerMeasurement/activePower": 230.0,
    }
    assert meter.measured == (1,)


def test_secrets_are_only_written() -> None:
    lock = subject(device("ms", temporary_password=("String", {}), wifi_ssid=("String", {})), REGISTRY)
    assert [(one.kind, one.access) for one in lock.thing.description.properties] == [("secret", "w")] * 2
    assert told(lock, dp_1="1234") == {}


def test_a_command_with_an_argument() -> None:
    feeder = subject(device("cwwsq", manual_feed=number(1, 12)), REGISTRY)
    assert [(one.capability, one.name, one.arguments) for one in feeder.thing.description.commands] == [
        ("petCare", "feed", ("portions",))
    ]
    assert feeder.invocations[1, "petCare", "feed"].argument == "portions"


def test_what_nobody_described_is_learnt_by_its_values() -> None:
    known = Points(device(switch=BOOLEAN).points)
    found = learnt({"1": True, "2": 5, "3": 1.5, "4": "a", "5": False, "6": None, "65537x": 1, "a": 1}, known)
    assert [(one.id, one.type) for one in found] == [
        ("2", "integer"),
        ("3", "float"),
        ("4", "string"),
        ("5", "boolean"),
    ]


# ---- both ways


@given(st.integers(0, 360), st.integers(0, 1000), st.integers(0, 1000))
def test_colours_go_both_ways(hue: int, saturation: int, value: int) -> None:
    raw = f"{hue:04x}{saturation:04x}{value:04x}"
    parts = COLOUR.unpack(raw)
    assert COLOUR.pack is not None
    assert COLOUR.pack(None, parts) == raw
    assert COLOUR.pack(raw, {}) == raw
    text = json.dumps({"h": hue, "s": saturation, "v": value}, separators=(",", ":"))
    assert COLOUR.unpack(text) == parts
    assert COLOUR.pack(text, {}) == text


@pytest.mark.parametrize(
    ("raw", "changes", "packed"),
    [
        ("ff00000000ffff", {}, "ff00000000ffff"),  # red
        ("ff00000000ffff", {"hue": 120}, "00ff000078ffff"),
        ("ff00000000ffff", {"hue": 240, "level": 20}, "00003300f0ff33"),
        ("ff00000000ffff", {"saturation": 0}, "ffffff000000ff"),
    ],
)
def test_colours_of_older_lamps(raw: str, changes: dict[str, float], packed: str) -> None:
    assert COLOUR.pack is not None
    assert COLOUR.pack(raw, changes) == packed


@given(st.text(max_size=20) | st.integers() | st.none() | st.lists(st.integers(), max_size=2))
def test_what_is_no_packed_value_is_refused(raw: Any) -> None:
    for packed in (COLOUR, PHASE):
        try:
            assert set(packed.unpack(raw)) == set(packed.parts)
        except ConversionError:
            continue


@given(st.sampled_from(["lamp", "curtain1", "aircond001", "plug01"]), st.data())
def test_what_is_written_is_what_is_told_then(name: str, data: st.DataObject) -> None:
    one = subject(listed(name), REGISTRY)
    writable = [
        each
        for each in one.thing.description.properties
        if {"r", "w"} <= set(each.access) and each.kind in {"number", "integer", "boolean", "enum"}
    ]
    wished = data.draw(st.sampled_from(writable))
    value = data.draw(_values(wished))
    sent = wire(one, wished.path, value)
    shown = told(one, **{f"dp_{point}": raw for point, raw in sent.items()})[wished.path]
    if isinstance(value, float) or wished.kind == "integer":
        assert shown == pytest.approx(value, abs=(wished.step or 1) * 0.51 + 0.51)
    else:
        assert shown == value


def _values(wished: PropertyDescription) -> st.SearchStrategy[Any]:
    match wished.kind:
        case "boolean":
            return st.booleans()
        case "enum":
            return st.sampled_from(wished.values or ())
        case "integer":
            return st.integers(round(wished.minimum or 0), round(wished.maximum or 100))
        case _:
            return st.floats(wished.minimum or 0, wished.maximum or 100)


@given(
    st.dictionaries(
        st.sampled_from([str(n) for n in (*range(1, 27), 34, 101)]),
        st.one_of(
            st.none(),
            st.booleans(),
            st.integers(),
            st.floats(),
            st.text(max_size=16),
            st.lists(st.integers(), max_size=2),
        ),
    )
)
def test_no_value_breaks_a_device(values: dict[str, Any]) -> None:
    for name in ("lamp", "curtain1", "aircond001", "plug01"):
        one = subject(listed(name), REGISTRY)
        taken, odd = one.points.taken(values)
        list(one.thing.report(taken, 0))
        assert {point for point, _ in odd} <= values.keys()
        one.points.taken({"21": "colour", **values})


def test_units_decide_between_steps_and_per_cent() -> None:
    fan = subject(device("fs", fan_speed=number(1, 12), fan_speed_percent=number(1, 100, unit="%")), REGISTRY)
    assert next(each.path for each in fan.thing.description.properties) == "1/fanControl/percentSetting"
    assert wire(fan, "1/fanControl/percentSetting", 50) == {"1": 6}
    percent = subject(device("fs", fan_speed_percent=number(1, 100, unit="%")), REGISTRY)
    assert wire(percent, "1/fanControl/percentSetting", 50) == {"1": 50}


def test_a_timer_of_words() -> None:
    fan = subject(device("fs", countdown_set=words("cancel", "1h", "2h")), REGISTRY)
    assert told(fan, dp_1="2h") == {"1/timerControl/countdown": 7200}
    assert wire(fan, "1/timerControl/countdown", 0) == {"1": "cancel"}
