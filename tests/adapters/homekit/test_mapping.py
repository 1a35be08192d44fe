"""Every row of the table is bound as it claims, values go there and back, and what has no place is carried."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.homekit.database import read
from adapters.homekit.line import Place
from adapters.homekit.mapping import Unit
from adapters.sdk.errors import CannotError, ProtocolError
from schemas.commands import InvokeCommand
from schemas.conversion import ConversionError
from schemas.device import PropertyDescription
from schemas.mapping import Fit
from schemas.mappings.homekit import CHARACTERISTICS, COMMANDS, ROWS, SERVICES, HomeKitRow, claim, device_type_of
from schemas.updates import PropertiesReported
from schemas.validate import check_of
from schemas.vocabulary import Kind
from tests.adapters.homekit.far import accessory, characteristic, lamp, service
from tests.adapters.homekit.stage import REGISTRY, unit

ROWS_READ = [row for row in ROWS if row.source.service != "AccessoryInformation" and row.only != "w"]


def of_row(row: HomeKitRow, **more: Any) -> dict[str, Any]:
    """An accessory with the one characteristic of a row, as the specification describes it."""
    of = row.characteristic
    limits = {"minValue": of.minimum, "maxValue": of.maximum, "minStep": of.step, "unit": of.unit or None}
    told = {name: value for name, value in {**limits, **more}.items() if value is not None}
    one = characteristic(10, f"{of.type:X}", of.format, of.access, **told)
    beside = [service(20, f"{SERVICES['Television']:X}")] if row.source.service == "TelevisionSpeaker" else []
    when = row.when
    if when is not None:
        other = CHARACTERISTICS[when.characteristic]
        deciding = characteristic(11, f"{other.type:X}", other.format, other.access, when.numbers[-1])
        return accessory(1, "It", service(9, f"{SERVICES[row.source.service]:X}", one, deciding), *beside)
    return accessory(1, "It", service(9, f"{SERVICES[row.source.service]:X}", one), *beside)


def key(row: HomeKitRow) -> str:
    return f"{'/'.join(row.source)}->{row.capability}.{row.name}"


def described(made: Unit, address: str = "1.10") -> PropertyDescription:
    return next(one for one in made.thing.description.properties if one.address == address)


@pytest.mark.parametrize("row", ROWS_READ, ids=key)
def test_a_row_is_bound_as_it_claims(row: HomeKitRow) -> None:
    made = described(unit(of_row(row)))
    fit = claim(row, REGISTRY.spec(row.capability, row.name))
    assert isinstance(fit, Fit)
    assert (made.capability, made.name) == (row.capability, row.name), made.reason
    assert (made.unit, made.access, made.values) == (fit.spec.unit, fit.access, fit.values)
    if fit.minimum is not None and not row.wide:
        assert made.minimum == pytest.approx(fit.minimum)
        assert made.maximum == pytest.approx(fit.maximum)


@given(row=st.sampled_from(ROWS_READ), data=st.data())
def test_what_the_accessory_says_is_a_value_of_ours_and_goes_back(row: HomeKitRow, data: st.DataObject) -> None:
    made = unit(of_row(row))
    raw = data.draw(raw_values(row))
    (report,) = made.thing.report(made.heard(Place(1, 10), raw), 0)
    (index, value) = next(
        (index, value)
        for index, value in getattr(report, "changes", ())
        if made.thing.description.properties[index].address == "1.10"
    )
    spec = REGISTRY.spec(row.capability, row.name)
    assert check_of(spec)(value) is None
    if "w" in made.thing.description.properties[index].access and value is not None:
        ((place, again),) = made.writes([(index, value)])
        assert place == Place(1, 10)
        assert again == pytest.approx(raw, rel=1e-3, abs=row.characteristic.step or 1e-6) or row.one_ended


def raw_values(row: HomeKitRow) -> st.SearchStrategy[Any]:
    """Values that the specification allows, and that lie in a room where it has no limits of a room."""
    of, spec = row.characteristic, REGISTRY.spec(row.capability, row.name)
    if of.numbers:
        return st.sampled_from(of.numbers)
    if of.format == "bool":
        return st.booleans()
    if of.format == "string":
        return st.text(max_size=20)
    low, high = (0, 90) if row.wide else (of.minimum or 0, of.maximum or 3600)
    whole = st.integers(int(low), int(high))
    return whole if of.format != "float" or spec.kind is Kind.INTEGER else st.floats(low, high, allow_nan=False)


@given(value=st.one_of(st.none(), st.integers(), st.floats(), st.text(max_size=9), st.lists(st.none(), max_size=2)))
def test_a_value_of_no_sense_is_no_value(value: Any) -> None:
    made = unit(lamp())
    try:
        heard = made.heard(Place(1, 11), value)
    except ConversionError:
        assert made.values["1.11"] == 50
    else:
        (report,) = made.thing.report(heard, 0)
        assert isinstance(report, PropertiesReported)


def test_a_mode_that_nobody_has_changes_nothing_of_what_others_mean() -> None:
    mode, wish = characteristic(10, "33", "uint8", "rwn", 1), characteristic(11, "35", "float", "rwn", 21.5)
    made = unit(accessory(1, "It", service(9, "4A", mode, wish)))
    before = made.thing.description
    odd: tuple[Any, ...] = (77, -1, True, "heat", [1], 10**400, None)
    for value in odd:
        with suppress(ConversionError):
            made.heard(Place(1, 10), value)
        assert made.thing.description == before
    made.heard(Place(1, 10), 2)
    assert made.thing.description != before


def test_a_value_of_no_sense_in_the_database_is_left_out() -> None:
    made = unit(accessory(1, "It", service(9, "43", characteristic(10, "25", "bool", "rwn", "on"))))
    assert made.values["1.10"] is None
    assert made.faults == ("the value of characteristic 10 is none of format bool; the value before it stays",)


def test_what_has_no_place_is_carried_with_its_limits() -> None:
    own = "E863F10D-079E-48FF-8F27-9C2605A29F52"
    watts = characteristic(12, own, "float", "rwn", 3.5, minValue=0, maxValue=9, minStep=0.5, description="Watts")
    active = characteristic(13, "75", "bool", "rn", 1)
    made = unit(accessory(1, "It", service(9, "84", watts, active)))
    one, two = described(made, "1.12"), described(made, "1.13")
    assert (one.path, one.kind, one.minimum, one.maximum, one.step, one.access) == (
        f"1/vendor/homekit.{own}",
        Kind.NUMBER,
        0,
        9,
        0.5,
        "rwn",
    )
    assert (one.label, one.reason) == ("Watts", "the schema has no place for it")
    assert (two.name, made.values["1.13"]) == ("homekit.StatusActive", True)


def test_keys_that_go_through_an_accessory_are_never_read() -> None:
    made = unit(accessory(1, "Camera", service(9, "110", characteristic(12, "118", "tlv8", "rw", "AQID"))))
    assert (described(made, "1.12").kind, described(made, "1.12").access) == (Kind.SECRET, "w")
    assert Place(1, 12) not in made.read
    assert "1.12" not in made.values


def test_a_state_that_stands_for_no_member_is_still_a_number() -> None:
    one = characteristic(12, "1E", "uint8", "rwn", 1)
    made = unit(accessory(1, "Lock", service(9, "45", one)))
    assert (described(made, "1.12").name, described(made, "1.12").kind) == ("homekit.LockTargetState", Kind.INTEGER)


def test_two_gangs_are_two_endpoints_and_a_sensor_stands_beside() -> None:
    gangs = [
        service(
            n, "49", characteristic(n + 1, "25", "bool", "rwn"), characteristic(n + 2, "23", "string", "r", f"G{n}")
        )
        for n in (20, 30)
    ]
    warmth = service(40, "8A", characteristic(41, "11", "float", "rn", 20.5))
    made = unit(accessory(1, "Gangs", *gangs, warmth))
    assert [(one.id, one.device_type, one.label) for one in made.thing.description.endpoints] == [
        (1, "wallSwitch", "G20"),
        (30, "wallSwitch", "G30"),
    ]
    assert {described(made, address).path for address in ("1.21", "1.31", "1.41")} == {
        "1/onOff/onOff",
        "30/onOff/onOff",
        "1/temperatureMeasurement/measuredValue",
    }


def test_buttons_are_numbered_as_the_accessory_numbers_them() -> None:
    buttons = [
        service(iid, "89", characteristic(iid + 1, "73", "uint8", "rn"), characteristic(iid + 2, "CB", "uint8", "r", n))
        for n, iid in ((1, 20), (2, 30), (3, 40))
    ]
    made = unit(accessory(1, "Remote", *buttons))
    assert [one.id for one in made.thing.description.endpoints] == [1, 2, 3]
    assert made.occurred(Place(1, 31), 0) == (2, "genericSwitch", "multiPressComplete", (("count", 1), ("position", 2)))
    assert made.occurred(Place(1, 31), None) is None
    assert made.occurred(Place(1, 31), 9) is None


@pytest.mark.parametrize(
    ("kinds", "device_type"),
    [
        (("25",), "onOffLight"),
        (("25", "8"), "dimmableLight"),
        (("25", "8", "CE"), "colorTemperatureLight"),
        (("25", "8", "13", "2F"), "extendedColorLight"),
    ],
)
def test_a_light_is_what_it_can_do(kinds: tuple[str, ...], device_type: str) -> None:
    listed = [characteristic(n, kind, "bool" if kind == "25" else "float", "rwn") for n, kind in enumerate(kinds, 10)]
    (endpoint,) = unit(accessory(1, "It", service(9, "43", *listed))).thing.description.endpoints
    assert endpoint.device_type == device_type


@pytest.mark.parametrize("name", [name for name in SERVICES if device_type_of(name)])
def test_every_service_is_a_device_type_of_the_schema(name: str) -> None:
    made = unit(accessory(1, "It", service(9, f"{SERVICES[name]:X}")))
    (endpoint,) = made.thing.description.endpoints
    assert REGISTRY.device_type(endpoint.device_type).id == endpoint.device_type


def test_a_sensor_with_a_battery_is_a_sensor() -> None:
    battery, warmth = service(20, "96"), service(30, "8A", characteristic(31, "11", "float", "rn", 20.5))
    (endpoint,) = unit(accessory(1, "It", battery, warmth)).thing.description.endpoints
    assert endpoint.device_type == "temperatureHumiditySensor"


def test_a_bridge_alone_is_a_bridge() -> None:
    assert unit(accessory(1, "Bridge")).thing.description.endpoints[0].device_type == "bridge"


def test_a_position_is_told_in_one_place_and_taken_in_another() -> None:
    both = [characteristic(10, "7C", "uint8", "rwn", 0), characteristic(11, "6D", "uint8", "rn", 0)]
    made = unit(accessory(1, "Window", service(9, "8B", *both)))
    position = described(made, "1.11")
    assert (position.path, position.access) == ("1/closureControl/position", "rwn")
    index = made.thing.description.properties.index(position)
    assert made.writes([(index, 35)]) == [(Place(1, 10), 35)]
    assert described(made, "1.10").access == "rwn"


def thermostat(mode: int) -> Unit:
    listed = [characteristic(10, "33", "uint8", "rwn", mode), characteristic(11, "35", "float", "rwn", 21.5)]
    return unit(accessory(1, "It", service(9, "4A", *listed)))


def test_one_number_means_what_the_thermostat_does() -> None:
    made = thermostat(1)
    assert described(made, "1.11").name == "heatingSetpoint"
    assert made.heard(Place(1, 11), 22) == {"1.11": 22}
    told = made.heard(Place(1, 10), 2)
    assert described(made, "1.11").name == "coolingSetpoint"
    assert (told["1.10"], told["1.11"]) == (2, 22)


def invoke(name: str, **arguments: Any) -> InvokeCommand:
    capability, command = name.split(".")
    return InvokeCommand(
        id="1", device="it", endpoint=1, capability=capability, command=command, arguments=tuple(arguments.items())
    )


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: f"{'/'.join(row.key)}={row.value}")
def test_every_command_writes_what_its_row_says(row: Any) -> None:
    of = CHARACTERISTICS.get(row.key.characteristic)
    number = f"{of.type:X}" if of else "B0"
    one = characteristic(12, number, of.format if of else "uint8", "rw")
    beside = [service(20, "D8")] if row.key.service == "TelevisionSpeaker" else []
    made = unit(accessory(1, "It", service(9, f"{SERVICES[row.key.service]:X}", one), *beside))
    place = next((e for e, c, n in made._calls if (c, n) == (row.capability, row.name)))
    command = invoke(f"{row.capability}.{row.name}", **row.arguments)
    object.__setattr__(command, "endpoint", place)
    written = made.call(command)
    assert [value for _, value in written] == [row.value]
    assert any((c.capability, c.name) == (row.capability, row.name) for c in made.thing.description.commands)


def test_what_is_no_command_here_is_refused() -> None:
    with pytest.raises(CannotError) as caught:
        unit(lamp()).call(invoke("onOff.toggle"))
    assert caught.value.code == "unknown-command"
    door = unit(accessory(1, "Door", service(9, "41", characteristic(10, "32", "uint8", "rwn", 0))))
    with pytest.raises(CannotError) as caught:
        door.call(invoke("closureControl.moveTo", preset="ajar"))
    assert caught.value.code == "bad-argument"


def test_a_value_that_the_format_cannot_hold_is_refused() -> None:
    made = unit(lamp())
    paths = [one.path for one in made.thing.description.properties]
    with pytest.raises(ConversionError):
        made.writes([(paths.index("1/onOff/onOff"), "yes")])
    assert made.writes([(paths.index("1/levelControl/currentLevel"), 40.0)]) == [(Place(1, 11), 40)]


# ---- databases of no sense

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["aid", "iid", "type", "format", "perms", "value", "services", "characteristics", "minValue",
                         "valid-values", "unit", "linked", "primary"]), inner, max_size=6),
    max_leaves=40,
)  # fmt: skip


@given(json_values)
def test_any_json_is_a_typed_error_or_accessories(tree: Any) -> None:
    try:
        found = read({"accessories": tree})
    except ProtocolError:
        return
    for one in found:
        made = Unit(one, REGISTRY, key="k", name="n")
        list(made.thing.report(made.values, 0))


@given(
    st.sampled_from(["value", "format", "perms", "type", "iid", "minValue", "maxValue", "valid-values"]), json_values
)
def test_one_bad_part_leaves_the_others(part: str, tree: Any) -> None:
    told = lamp()
    told["services"][1]["characteristics"][1][part] = tree
    made = unit(told)
    assert "1/onOff/onOff" in [one.path for one in made.thing.description.properties]
