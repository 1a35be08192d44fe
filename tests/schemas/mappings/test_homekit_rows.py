"""HomeKit's table: every row fits, there and back, with the polarity that HomeKit has."""

from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.catalogue import catalogue
from schemas.conversion import ConversionError
from schemas.mapping import Fit, Misfit
from schemas.mappings.homekit import (
    COMMANDS,
    EVENTS,
    ROWS,
    SERVICES,
    TYPES,
    HomeKitKey,
    HomeKitRow,
    by_characteristic,
    by_command,
    by_event,
    by_property,
    claim,
    command_of,
    device_type_of,
    event_of,
    services_of,
)
from schemas.registry import Spec
from schemas.validate import check_of
from schemas.value import Value
from schemas.vocabulary import Kind

REGISTRY: Final = catalogue()
NUMERIC: Final = (Kind.INTEGER, Kind.NUMBER)


def check(spec: Spec, value: Value) -> str | None:
    return check_of(spec)(value)


def spec_of(row: HomeKitRow) -> Spec:
    return REGISTRY.spec(row.capability, row.name)


def fit_of(row: HomeKitRow, **told: Any) -> Fit:
    found = claim(row, spec_of(row), **told)
    assert isinstance(found, Fit), (row.source, found)
    return found


def key(row: HomeKitRow) -> str:
    return f"{'/'.join(row.source)}->{row.capability}.{row.name}"


def only(place: str) -> HomeKitRow:
    service, _, characteristic = place.partition("/")
    (found,) = by_characteristic(service, characteristic)
    return found


@pytest.mark.parametrize("row", ROWS, ids=key)
def test_a_row_fits_what_hap_says(row: HomeKitRow) -> None:
    found = fit_of(row)
    assert found.spec is spec_of(row)
    assert found.access or row.only == "w"


@pytest.mark.parametrize("row", [row for row in ROWS if row.wide], ids=key)
def test_wide_rows_need_to_be(row: HomeKitRow) -> None:
    of = row.characteristic
    assert isinstance(claim(row, spec_of(row), least=of.minimum, most=of.maximum), Misfit)


@given(data=st.data())
@pytest.mark.parametrize("kind", sorted({spec_of(row).kind for row in ROWS}))
def test_values_go_there_and_back(kind: Kind, data: st.DataObject) -> None:
    row = data.draw(st.sampled_from([row for row in ROWS if spec_of(row).kind is kind]))
    spec, found = spec_of(row), fit_of(row)
    value = data.draw(ours(row, spec, found))
    again = found.decode(found.encode(value))
    assert check(spec, again) is None
    if kind in NUMERIC:
        assert isinstance(again, int | float)
        assert again == pytest.approx(value, abs=slack(row, spec, float(value)))
    else:
        assert again == value


def slack(row: HomeKitRow, spec: Spec, value: float) -> float:
    """One step of the coarser side; a mired is worth more kelvins the more there are, a degree of tilt 1.2 %."""
    if row.row.convert.name.startswith("reciprocal"):
        return value**2 / 1_000_000
    return max(spec.step or 0, row.characteristic.step or 0, 1.2 if row.one_ended else 0, 1e-6)


def ours(row: HomeKitRow, spec: Spec, found: Fit) -> st.SearchStrategy[Any]:
    """Values of ours that HomeKit can hold."""
    if spec.kind is Kind.BOOLEAN:
        return st.booleans()
    if spec.kind is Kind.ENUM:
        return st.sampled_from([one for one in spec.values or () if one in (row.row.convert.pairs or {}).values()])
    if spec.kind is Kind.ENUMSET:
        return st.sampled_from([row.row.convert.decode(number) for number in (0, 1)])
    if spec.kind is Kind.STRING:
        return st.text(max_size=spec.max_length)
    assert found.minimum is not None
    assert found.maximum is not None
    if spec.kind is Kind.INTEGER:
        return st.integers(int(found.minimum), int(found.maximum))
    return st.floats(found.minimum, found.maximum, allow_nan=False)


STATES: Final = [row for row in ROWS if row.characteristic.numbers]


@pytest.mark.parametrize("row", STATES, ids=key)
def test_every_state_of_hap_is_known(row: HomeKitRow) -> None:
    found = fit_of(row)
    for number in row.characteristic.numbers:
        value = found.decode(number)
        assert not str(value).startswith("vendor:"), number
        assert check(spec_of(row), value) is None


@settings(max_examples=15)
@given(number=st.integers(6, 255))
@pytest.mark.parametrize("row", [row for row in STATES if spec_of(row).kind is Kind.ENUM], ids=key)
def test_a_state_that_nobody_knows_survives(row: HomeKitRow, number: int) -> None:
    found = fit_of(row)
    assert found.decode(number) == f"vendor:{number}"
    assert found.encode(f"vendor:{number}") == number


@pytest.mark.parametrize("row", STATES, ids=key)
def test_a_word_is_no_state(row: HomeKitRow) -> None:
    with pytest.raises(ConversionError):
        fit_of(row).encode("nonsense")


@pytest.mark.parametrize(
    ("place", "theirs", "our_value"),
    [
        ("ContactSensor/ContactSensorState", 0, False),
        ("ContactSensor/ContactSensorState", 1, True),
        ("WindowCovering/CurrentPosition", 100, 100),
        ("WindowCovering/CurrentHorizontalTiltAngle", 0, 100),
        ("WindowCovering/CurrentHorizontalTiltAngle", -90, 0),
        ("Slat/TargetTiltAngle", 45, 50),
        ("GarageDoorOpener/CurrentDoorState", 0, "fullyOpened"),
        ("LockMechanism/LockCurrentState", 0, "unlocked"),
        ("LockMechanism/LockCurrentState", 3, None),
        ("Lightbulb/ColorTemperature", 250, 4000),
        ("Lightbulb/Hue", 120.0, 120.0),
        ("AirQualitySensor/VOCDensity", 500.0, 0.5),
        ("AirQualitySensor/AirQuality", 5, "veryPoor"),
        ("Fanv2/SwingMode", 1, ["rockLeftRight"]),
        ("CarbonDioxideSensor/CarbonDioxideDetected", 1, ["carbonDioxide"]),
        ("BatteryService/ChargingState", 2, "isNotCharging"),
        ("Television/CurrentMediaState", 3, None),
        ("HeaterCooler/CurrentHeaterCoolerState", 0, "off"),
    ],
)
def test_what_hap_means(place: str, theirs: Any, our_value: Any) -> None:
    assert fit_of(only(place)).decode(theirs) == our_value


@pytest.mark.parametrize(
    ("place", "our_value", "theirs"),
    [
        ("AirQualitySensor/AirQuality", "extremelyPoor", 5),
        ("SmokeSensor/SmokeDetected", "warning", 1),
        ("Fanv2/TargetFanState", "turbo", 0),
        ("Fanv2/SwingMode", ["rockUpDown"], 1),
        ("SecuritySystem/SecuritySystemTargetState", "armedVacation", 1),
        ("Television/CurrentMediaState", None, 3),
        ("Lightbulb/ColorTemperature", 2700, 370),
    ],
)
def test_the_nearest_that_hap_has(place: str, our_value: Any, theirs: Any) -> None:
    assert fit_of(only(place)).encode(our_value) == theirs


def test_an_accessory_names_narrower_limits() -> None:
    found = fit_of(only("TemperatureSensor/CurrentTemperature"), least=-20, most=60, step=0.5)
    assert (found.minimum, found.maximum, found.step) == (-20, 60, 0.5)
    lamp = fit_of(only("Lightbulb/ColorTemperature"), least=153, most=400)
    assert lamp.minimum == 2500
    assert lamp.maximum == pytest.approx(6536, abs=1)


def test_an_accessory_names_the_states_it_has() -> None:
    found = fit_of(only("HeaterCooler/TargetHeaterCoolerState"), numbers=(0, 2))
    assert found.values == ("auto", "cool")
    with pytest.raises(ConversionError):
        found.encode("off")


@pytest.mark.parametrize(("mode", "name"), [(1, "heatingSetpoint"), (2, "coolingSetpoint"), (3, "heatingSetpoint")])
def test_what_a_single_setpoint_means_hangs_on_the_mode(mode: int, name: str) -> None:
    rows = by_characteristic("Thermostat", "TargetTemperature", {"TargetHeatingCoolingState": mode})
    assert [row.name for row in rows] == [name]


def test_a_claim_is_made_once() -> None:
    claims = [(row.source, row.capability, row.name) for row in ROWS]
    assert len(claims) == len(set(claims))


def test_rows_are_found_from_both_sides() -> None:
    for row in ROWS:
        assert row in by_characteristic(*row.source)
        assert row in by_property(row.capability, row.name)
    assert by_characteristic("Switch", "Brightness") == ()


def test_commands_exist_and_are_found_from_both_sides() -> None:
    for one in COMMANDS:
        command = REGISTRY.capabilities[one.capability].commands[one.name]
        known = {argument.name: argument for argument in command.arguments}
        assert all(check(known[name], value) is None for name, value in one.arguments.items()), one
        assert one in by_command(one.key, one.value)
        assert one in command_of(one.capability, one.name)
    truth: Value = True
    assert by_command(HomeKitKey("Valve", "Active"), truth) == ()


def test_keys_of_a_remote_control_are_those_of_the_schema() -> None:
    keys = {one.arguments["key"] for one in command_of("mediaPlayback", "sendKey")}
    assert keys <= set(REGISTRY.spec("mediaPlayback", "supportedKeys").values or ())


def test_events_exist_with_the_fields_they_need() -> None:
    for one in EVENTS:
        event = REGISTRY.capabilities[one.capability].events[one.name]
        assert set(one.fields) == {field.name for field in event.fields}
        assert one in by_event(one.key, one.number)
        assert one in event_of(one.capability, one.name)


def test_services_are_device_types_of_ours() -> None:
    assert TYPES.keys() <= SERVICES.keys()
    assert {name for names in TYPES.values() for name in names} <= set(REGISTRY.device_types)
    assert device_type_of("Lightbulb") == "onOffLight"
    assert device_type_of("FilterMaintenance") is None
    assert services_of("smokeCoAlarm") == ("CarbonMonoxideSensor", "SmokeSensor")
