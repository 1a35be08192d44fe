"""Home Assistant's table: every row there and back, its classes, and the way north."""

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.catalogue import catalogue
from schemas.conversion import ConversionError
from schemas.mapping import Fit, Row, Source, fits
from schemas.mappings.homeassistant import ARM_MODES, COMMANDS, EVENTS, ROWS, Key
from schemas.mappings.homeassistant_north import UNIT_OF, entity_of, shown
from schemas.registry import Spec
from schemas.units import UNITS, normalise
from schemas.vocabulary import Kind
from tests.schemas.mappings.row_source import back_and_forth, source_of

REGISTRY: Final = catalogue()
CLASSES: Final = frozenset(
    {
        *("apparent_power", "aqi", "atmospheric_pressure", "battery", "blood_glucose_concentration", "carbon_dioxide"),
        *("carbon_monoxide", "conductivity", "current", "energy", "energy_storage", "frequency", "gas", "humidity"),
        *("illuminance", "irradiance", "moisture", "nitrogen_dioxide", "nitrogen_monoxide", "ozone", "ph", "pm1"),
        *("pm10", "pm25", "pm4", "power", "power_factor", "precipitation", "precipitation_intensity", "pressure"),
        *("reactive_energy", "reactive_power", "signal_strength", "sound_pressure", "sulphur_dioxide", "temperature"),
        *("volatile_organic_compounds", "volatile_organic_compounds_parts", "voltage", "volume_flow_rate", "water"),
        *("wind_direction", "wind_speed"),
    }
)
"""Sensor classes that have a meaning here; the others are times, money, speeds and sizes of anything at all."""
TRUTHS: Final = frozenset(
    {
        *(
            "battery",
            "battery_charging",
            "carbon_monoxide",
            "cold",
            "connectivity",
            "door",
            "garage_door",
            "gas",
            "heat",
        ),
        *("light", "lock", "moisture", "motion", "moving", "occupancy", "opening", "plug", "power", "presence"),
        *("problem", "running", "smoke", "sound", "tamper", "vibration", "window"),
    }
)
"""Classes of truth values that have a meaning here; `safety` and `update` say nothing that ours could hold."""


def spec_of(row: Row[Any]) -> Spec:
    return REGISTRY.spec(row.capability, row.name)


def claimed(component: str) -> set[str]:
    return {row.source.which for row in ROWS if row.source.component == component}


def test_every_row_names_what_the_catalogue_has() -> None:
    for row in ROWS:
        assert (row.capability, row.name) in REGISTRY.specs, row.source
    for row in COMMANDS:
        assert row.name in REGISTRY.capabilities[row.capability].commands, row.source
    for row in EVENTS:
        assert row.name in REGISTRY.capabilities[row.capability].events, row.source


def test_no_place_of_home_assistant_is_claimed_twice() -> None:
    for rows in (ROWS, COMMANDS, EVENTS):
        keys = [row.source for row in rows]
        assert len(set(keys)) == len(keys)


def test_every_class_that_means_something_is_claimed() -> None:
    assert claimed("sensor") >= CLASSES
    assert claimed("binary_sensor") >= TRUTHS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: "/".join(row.source))
def test_every_row_fits_what_home_assistant_sends(row: Row[Key]) -> None:
    found = fits(row, spec_of(row), source_of(row, spec_of(row)))
    assert isinstance(found, Fit), found


@given(st.data())
def test_every_row_there_and_back_is_the_same_within_a_step(data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(ROWS))
    back_and_forth(data, row, spec_of(row))


@given(st.sampled_from(ROWS), st.one_of(st.integers(), st.floats(), st.text(max_size=8), st.binary(max_size=3)))
def test_a_row_takes_or_refuses_any_value_and_never_fails_otherwise(row: Row[Key], value: Any) -> None:
    found = fits(row, spec_of(row), source_of(row, spec_of(row)))
    assert isinstance(found, Fit)
    for convert in (found.decode, found.encode):
        try:
            convert(value)
        except ConversionError:
            continue


@given(st.sampled_from(sorted(REGISTRY.specs)))
def test_every_property_is_an_entity(path: tuple[str, str]) -> None:
    spec = REGISTRY.specs[path]
    entity = shown(spec)
    writable = entity.key.component in {"switch", "number", "select", "text", "datetime"}
    assert writable == ("w" in spec.access) or spec.kind in {Kind.LIST, Kind.OBJECT, Kind.ENUMSET}
    assert entity.row is None or (entity.row.capability, entity.row.name) == path
    assert not entity.state_class or spec.kind in {Kind.INTEGER, Kind.NUMBER}


@pytest.mark.parametrize(
    ("path", "component", "device_class", "unit", "state_class"),
    [
        ("temperatureMeasurement.measuredValue", "sensor", "temperature", "°C", "measurement"),
        ("electricalPowerMeasurement.activePower", "sensor", "power", "W", "measurement"),
        ("electricalEnergyMeasurement.cumulativeEnergyImported", "sensor", "energy", "kWh", "total_increasing"),
        ("concentrationMeasurement.pm25", "sensor", "pm25", "µg/m³", "measurement"),
        ("powerSource.batteryLevel", "sensor", "battery", "%", "measurement"),
        ("contactState.open", "binary_sensor", "door", "", ""),
        ("smokeCoAlarm.smokeState", "binary_sensor", "smoke", "", ""),
        ("onOff.onOff", "switch", "outlet", "", ""),
        ("onOff.startUpOnOff", "select", "", "", ""),
        ("levelControl.transitionTime", "number", "", "s", ""),
        ("robotVacuum.cleanedArea", "sensor", "", "m²", "measurement"),
        ("deviceInformation.nodeLabel", "text", "", "", ""),
    ],
)
def test_some_entities(path: str, component: str, device_class: str, unit: str, state_class: str) -> None:
    capability, name = path.split(".")
    found = shown(REGISTRY.spec(capability, name))
    assert (found.key.component, found.device_class, found.unit, found.state_class) == (
        component,
        device_class,
        unit,
        state_class,
    )


def test_a_class_comes_before_a_name_and_a_platform_of_its_own_before_both() -> None:
    assert entity_of("thermostat", "heatingSetpoint") == Key("climate", "temperature", "")
    assert entity_of("deviceHealth", "rssi") == Key("sensor", "state", "signal_strength")
    assert entity_of("userInterface", "keypadLockout") == Key("switch", "state", "name:child_lock")
    assert entity_of("smartToilet", "lidOpen") is None


def test_units_are_spelled_as_home_assistant_does_and_read_back_as_ours() -> None:
    for code, spelling in UNIT_OF.items():
        assert code in UNITS
        same = normalise(spelling) in {code, "dB", ""}
        assert same, (code, spelling)


def test_every_arming_mode_is_a_state() -> None:
    assert set(ARM_MODES) <= set(REGISTRY.spec("securitySystem", "armState").values or ())


@pytest.mark.parametrize(("value", "told"), [("critical", True), ("warning", True), ("normal", False), (None, None)])
def test_an_enum_is_told_whole_as_a_truth(value: str | None, told: bool | None) -> None:
    row = next(row for row in ROWS if row.source == Key("binary_sensor", "state", "smoke"))
    found = fits(row, spec_of(row), Source(kind=Kind.BOOLEAN))
    assert isinstance(found, Fit)
    assert found.encode(value) is told


def test_a_huge_number_is_refused_not_overflowed() -> None:
    for row in ROWS:
        spec = spec_of(row)
        if spec.kind not in {Kind.INTEGER, Kind.NUMBER}:
            continue
        found = fits(row, spec, source_of(row, spec))
        assert isinstance(found, Fit)
        for convert in (found.decode, found.encode):
            for value in (10**400, float("inf"), float("nan"), -1.7e308):
                try:
                    result = convert(value)
                except ConversionError:
                    continue
                assert isinstance(result, int | float)
