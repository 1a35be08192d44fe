"""Devices made of group addresses: nothing is lost, and wishes go where they belong."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.knx.config import KnxConfig, complaints_of
from adapters.knx.grouping import Wanted, WantedDevice, groupings
from adapters.knx.installation import units
from adapters.knx.mapping import Unit
from adapters.knx.project import Function, Group, Project
from adapters.knx.protocol.address import group_text
from adapters.knx.protocol.datapoint import datapoint
from adapters.knx.protocol.datapoints import TABLE
from adapters.knx.role import ETS_ROLES, ETS_TYPES, ROLES, STATE, TYPES
from schemas.registry import Registry
from schemas.validate import check_of

REGISTRY = Registry.load()
NAMES = [*ROLES, *(f"{name}{STATE}" for name in ROLES)]
DPTS = st.one_of(st.none(), st.sampled_from(sorted(TABLE)), st.just((200, None)))
WANTED = st.builds(Wanted, role=st.sampled_from(NAMES), group=st.integers(1, 65_535), dpt=DPTS)
DEVICES = st.lists(
    st.builds(
        WantedDevice,
        name=st.just("Thing"),
        kind=st.sampled_from(sorted(TYPES)),
        places=st.lists(WANTED, min_size=1, max_size=8).map(tuple),
    ),
    max_size=3,
)
GROUPS = st.lists(st.builds(Group, address=st.integers(1, 65_535), name=st.just("g"), dpt=DPTS), max_size=10)


def one_of(kind: str, **addresses: Any) -> Unit:
    config = KnxConfig.model_validate({"devices": [{"name": "Thing", "type": kind, "addresses": addresses}]})
    (found,) = units((one.wanted() for one in config.devices), None, REGISTRY)
    return found


def paths(one: Unit) -> dict[str, str]:
    return {p.path: p.address for p in one.thing.description.properties}


@given(DEVICES, GROUPS)
def test_every_address_is_in_some_device_once(devices: list[WantedDevice], groups: list[Group]) -> None:
    by_address = {one.address: one for one in groups}
    project = Project(name="", groups=tuple(by_address.values()))
    found = units(devices, project, REGISTRY)
    told = {group for one in found for point in one.points.values() for group in (point.write, point.state) if group}
    kept = {place.group for one in groupings(devices, project) for place in one.places}
    assert told == kept >= set(by_address)
    assert len({one.key for one in found}) == len(found)
    for one in found:
        assert len({p.path for p in one.thing.description.properties}) == len(one.thing.description.properties)
        for p in one.thing.description.properties:
            assert p.is_vendor or p.name in REGISTRY.capability(p.capability).properties
            assert not ("w" in p.access and one.points[p.address].write is None)


@given(st.sampled_from(sorted(TYPES)), st.sampled_from(sorted(ROLES)), st.data())
def test_values_of_a_role_go_both_ways(kind: str, role: str, data: st.DataObject) -> None:
    one = one_of(kind, **{role: "1/0/1", f"{role}{STATE}": "1/0/2"})
    for index, p in enumerate(one.thing.description.properties):
        point = one.points[p.address]
        raw = point.dpt.decode(data.draw(_payloads(point.dpt.form.octets)))
        told = [change for r in one.thing.report({p.address: raw}, 0) if hasattr(r, "changes") for change in r.changes]
        values = [value for number, value in told if number == index]
        if "w" not in p.access or not values or values[0] is None or p.is_vendor:
            continue
        if check_of(REGISTRY.spec(p.capability, p.name), nullable=False)(values[0]) is None:
            ((_, back),) = one.thing.writes([(index, values[0])])
            assert is_near(point.dpt.decode(point.dpt.encode(back)), raw)  # type: ignore[arg-type]


def is_near(found: object, raw: object) -> bool:
    """Whether it is the same, but for what a property of whole numbers rounds off."""
    if isinstance(found, int | float) and isinstance(raw, int | float):
        return abs(found - raw) <= 1
    return found == raw


def _payloads(octets: int) -> st.SearchStrategy[Any]:
    if octets == 3:  # colours and times; those that are times are ended here
        return st.binary(min_size=3, max_size=3)
    return st.integers(0, 63) if octets <= 0 else st.binary(min_size=octets, max_size=octets)


def test_a_light_with_all_there_is() -> None:
    light = one_of("light", switch="1/0/1", switch_state="1/0/2", brightness="1/0/3", rgb="1/0/5", dim="1/0/6")
    assert paths(light) == {
        "1/onOff/onOff": "1/0/1 1/0/2",
        "1/levelControl/currentLevel": "1/0/3",
        "1/colorControl/rgb": "1/0/5",
        "1/vendor/knx.dim": "1/0/6",
    }
    optimistic = {p.path for p in light.thing.description.properties if p.optimistic}
    assert optimistic == {"1/levelControl/currentLevel", "1/colorControl/rgb", "1/vendor/knx.dim"}
    assert light.thing.description.endpoints[0].device_type == "extendedColorLight"


@pytest.mark.parametrize(
    ("kind", "roles", "ours"),
    [
        ("light", ["switch"], "onOffLight"),
        ("light", ["switch", "brightness_state"], "dimmableLight"),
        ("light", ["color_temperature"], "colorTemperatureLight"),
        ("sensor", ["temperature"], "temperatureHumiditySensor"),
        ("sensor", ["contact"], "contactSensor"),
        ("sensor", ["wind_alarm"], "genericDevice"),
        ("meter", ["temperature"], "electricMeter"),
        ("floor_heating", ["temperature"], "floorHeating"),
        ("curtain", ["move"], "curtain"),
    ],
)
def test_types_of_devices(kind: str, roles: list[str], ours: str) -> None:
    found = one_of(kind, **{role: f"1/0/{number}" for number, role in enumerate(roles, 1)})
    assert found.thing.description.endpoints[0].device_type == ours
    assert ours in REGISTRY.device_types


def test_a_temperature_is_that_of_its_device() -> None:
    assert "1/thermostat/localTemperature" in paths(one_of("thermostat", temperature="3/0/1"))
    assert "1/temperatureMeasurement/measuredValue" in paths(one_of("sensor", temperature="3/0/1"))


@pytest.mark.parametrize(("dpt", "is_open"), [("1.019", True), ("1.009", False), ("1.001", True)])
def test_doors_are_counted_both_ways(dpt: str, is_open: bool) -> None:
    door = one_of("sensor", contact={"address": "1/0/1", "dpt": dpt})
    (told,) = door.thing.report({"1/0/1": True}, 0)
    assert getattr(told, "changes", None) == ((0, is_open),)


def test_another_datapoint_type_keeps_the_value_as_the_vendors() -> None:
    odd = one_of("light", brightness={"address": "1/0/1", "dpt": "16.001"})
    assert paths(odd) == {"1/vendor/knx.brightness": "1/0/1"}


def test_stopping_by_each_type() -> None:
    for dpt, payload in (("1.007", 1), ("1.010", 0), ("1.017", 1)):
        blind = one_of("blind", stop={"address": "2/0/2", "dpt": dpt})
        assert blind.orders[1, "windowCovering", "stop"]({}) == ((0x1002, payload),)
    blind = one_of("blind", position="2/0/3")
    assert blind.orders[1, "windowCovering", "close"]({}) == ((0x1003, b"\xff"),)
    assert blind.orders[1, "windowCovering", "goToLift"]({"position": 40}) == ((0x1003, b"\x99"),)


def test_functions_of_ets_become_devices_and_the_rest_is_kept_by_middle_group() -> None:
    project = Project(
        name="",
        groups=(
            Group(address=0x0801, name="on", dpt=(1, 1)),
            Group(address=0x0802, name="height", dpt=(1, 1)),
            Group(address=0x0803, name="", dpt=(9, 1), area=("Heating", "Ground")),
        ),
        functions=(
            Function(
                id="F-1",
                name="Thing",
                kind="FT-0",
                room="Hall",
                roles=(("SwitchOnOff", 0x0801), ("AbsolutePositionBlindsPercentage", 0x0802)),
            ),
            Function(id="F-2", name="Again", kind="FT-1", room="Hall", roles=(("SwitchOnOff", 0x0801),)),
        ),
    )
    first, again, rest = units((), project, REGISTRY)
    assert (first.key, first.thing.description.endpoints[0].label) == ("function F-1", "Hall")
    assert paths(first) == {"1/onOff/onOff": "1/0/1", "1/vendor/knx.1-0-2": "1/0/2"}
    assert again.thing.description.name == "Again"
    assert (rest.key, rest.thing.description.name) == ("group 1/0", "Heating Ground")
    (temperature,) = rest.thing.description.properties
    assert (temperature.path, temperature.unit, temperature.label) == ("1/vendor/knx.1-0-3", "Cel", "1/0/3")


def test_the_tables_name_only_what_there_is() -> None:
    for role in ROLES.values():
        for row in (*role.rows, *role.told):
            assert row.name in REGISTRY.capability(row.capability).properties
        main, _, sub = role.dpt.partition(".")
        assert datapoint(int(main), int(sub)).unit is not None
        assert (int(main), int(sub)) in TABLE
    assert {name.removesuffix(STATE) for name in ETS_ROLES.values()} <= set(ROLES)
    assert set(ETS_TYPES.values()) <= set(TYPES)
    assert group_text(0x0801) == "1/0/1"


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"host": "8.8.8.8"}, "host: it is a public address"),
        ({"host": "10.0.0.1", "routing": "eth0", "individual_address": "1.1.1"}, "routing and host exclude each other"),
        ({"routing": "eth0"}, "individual_address is needed"),
        ({"individual_address": "1.1"}, "individual_address: '1.1' is no individual address"),
        ({"telegrams_per_s": 50}, "telegrams_per_s"),
        ({"project": "/nowhere/home.knxproj"}, "project: there is no file"),
        ({"devices": [{"name": "x", "type": "lamp", "addresses": {"switch": "1/0/1"}}]}, "'lamp' is no type"),
        (
            {"devices": [{"name": "x", "type": "light", "addresses": {"swich": "1/0/1"}}]},
            "swich: 'swich' is no role; did you mean switch?",
        ),
        (
            {"devices": [{"name": "x", "type": "light", "addresses": {"switch": "1/9/1"}}]},
            "switch.address: '1/9/1' is no group address",
        ),
        ({"devices": [{"name": "x", "type": "light", "addresses": {}}]}, "devices.0.addresses"),
        ({"devices": [{"name": n, "type": "light", "addresses": {"switch": "1/0/1"}} for n in "ab"]}, "first address"),
        (
            {"devices": [{"name": "x", "type": "light", "addresses": {"switch": {"address": "1/0/1", "dpt": "on"}}}]},
            "no datapoint type",
        ),
    ],
)
def test_settings_are_complained_of_in_a_line(settings: dict[str, Any], line: str) -> None:
    found = complaints_of(settings)
    assert len(found) == 1
    assert line in found[0]
    assert all("; " in one for one in found)
