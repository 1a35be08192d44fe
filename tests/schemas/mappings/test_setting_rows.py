"""Names of settings: every row there and back, and which name claims what on which device."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.catalogue import catalogue
from schemas.conversion import SHARE, amounts, fitted
from schemas.mapping import Fit, Misfit, Source
from schemas.mappings.setting import PORTION, SETTINGS, Setting, _tables, claims, is_known, prepare
from schemas.vocabulary import Kind
from tests.schemas.mappings.row_source import back_and_forth, fit_of, fits_of

REGISTRY: Final = catalogue()


def first(name: str, *kinds: str) -> str:
    return next((f"{row.capability}.{row.name}" for row in claims(name, kinds)), "")


@pytest.mark.parametrize("one", SETTINGS, ids=lambda one: f"{one.row.capability}.{one.row.name}")
def test_every_setting_is_in_the_catalogue_and_fits_its_own_source(one: Setting) -> None:
    fit_of(one.row, REGISTRY.spec(one.row.capability, one.row.name))


@given(st.data())
def test_every_setting_there_and_back_is_the_same_within_a_step(data: st.DataObject) -> None:
    row = data.draw(st.sampled_from(SETTINGS)).row
    back_and_forth(data, row, REGISTRY.spec(row.capability, row.name))


@pytest.mark.parametrize(
    ("name", "kinds", "to"),
    [
        ("max_temperature_alarm", "", "temperatureMeasurement.highThreshold"),
        ("alarm_temperature_max", "", "temperatureMeasurement.highThreshold"),
        ("temperature_low_limit", "", "temperatureMeasurement.lowThreshold"),
        ("max_temperature", "thermostat", "thermostat.maxHeatingSetpoint"),
        ("high_temperature_threshold", "breaker", "electricalProtection.overTemperatureThreshold"),
        ("temperature_offset", "", "temperatureMeasurement.calibrationOffset"),
        ("temperature_calibration", "thermostat", "thermostat.localTemperatureCalibration"),
        ("sensitivity", "presence", "occupancySensing.sensitivity"),
        ("sensitivity", "smoke", "smokeCoAlarm.sensitivityLevel"),
        ("sensitivity", "", ""),
        ("do_not_disturb", "light", "onOff.startUpOnOff"),
        ("do_not_disturb", "", "userInterface.doNotDisturb"),
        ("boost", "light", ""),
        ("boost", "thermostat air", "comfortOptions.boostMode"),
        ("volume", "lock", "doorLock.soundVolume"),
        ("volume", "siren", "warningDevice.soundVolume"),
        ("high_gas", "co2", "concentrationMeasurement.carbonDioxideHighThreshold"),
        ("high_gas", "gas", ""),
        ("schedule_monday", "thermostat", "thermostat.mondaySchedule"),
        ("occupied_to_unoccupied_delay", "presence", "occupancySensing.holdTime"),
        ("an_unheard_of_name", "presence light", ""),
    ],
)
def test_a_name_means_what_its_device_makes_it_mean(name: str, kinds: str, to: str) -> None:
    assert first(name, *kinds.split()) == to


def test_a_family_is_no_prefix() -> None:
    assert is_known("max_temperature_alarm")
    assert not is_known("max_temperature_alarm_2_text")
    assert not is_known("")


def test_families_can_be_made_some_at_a_time() -> None:
    _tables.cache_clear()
    steps = sum(1 for _ in prepare())
    _, families = _tables()
    assert 1 < steps == -(-len(families) // PORTION)
    assert not list(prepare())


@pytest.mark.parametrize(
    ("word", "amount"), [("30s", 30), ("5 min", 300), ("1hour", 3600), ("none", 0), ("45", 45), ("soon", None)]
)
def test_an_amount_in_words(word: str, amount: float | None) -> None:
    pairs = fitted(amounts("s"), (word,)).pairs or {}
    assert pairs.get(word) == amount


def test_steps_whose_greatest_nobody_told_are_no_share() -> None:
    row = next(one.row for one in SETTINGS if one.row.convert is SHARE)
    spec = REGISTRY.spec(row.capability, row.name)
    assert isinstance(fits_of(row, spec, Source(kind=Kind.NUMBER, minimum=1, maximum=5)), Fit)
    assert isinstance(fits_of(row, spec, Source(kind=Kind.NUMBER, minimum=1)), Misfit)
    assert isinstance(fits_of(row, spec, Source(kind=Kind.NUMBER, minimum=-5, maximum=5)), Misfit)
