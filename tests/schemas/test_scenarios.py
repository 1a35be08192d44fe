"""Every scenario names what the schema has, every role can be filled, every number has its source."""

import json
from dataclasses import fields, replace
from typing import Final

import pytest

from schemas.catalogue import catalogue
from schemas.registry import PUBLISHED, DeviceType
from schemas.scenarios import SCENARIOS, Relation, Role, Scenario, Target, Task, gaps, has, takes_part, to_rows
from schemas.units import UNITS

REGISTRY: Final = catalogue()
ROLES: Final = [(scenario, role) for scenario in SCENARIOS.values() for role in scenario.roles]
TARGETS: Final = [(scenario, target) for scenario in SCENARIOS.values() for target in scenario.targets]


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=lambda one: one.id)
def test_what_it_names_exists(scenario: Scenario) -> None:
    assert list(gaps(scenario, REGISTRY)) == []


@pytest.mark.parametrize(("scenario", "role"), ROLES, ids=lambda one: one.id)
def test_a_role_can_be_filled(scenario: Scenario, role: Role) -> None:
    assert role.capabilities
    assert role.members
    for name in role.device_types:
        assert role in takes_part(scenario, REGISTRY.device_types[name])


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=lambda one: one.id)
def test_a_scenario_cannot_do_without_something(scenario: Scenario) -> None:
    assert any(role.required for role in scenario.roles)
    assert len({role.id for role in scenario.roles}) == len(scenario.roles)
    assert len({target.id for target in scenario.targets}) == len(scenario.targets)


@pytest.mark.parametrize("kind", REGISTRY.device_types.values(), ids=lambda one: one.id)
def test_a_device_type_has_a_role_in_every_scenario_that_it_names(kind: DeviceType) -> None:
    assert kind.scenarios
    for name in kind.scenarios:
        assert takes_part(SCENARIOS[name], kind), name


def test_every_scenario_is_named_by_a_device_type() -> None:
    assert {name for kind in REGISTRY.device_types.values() for name in kind.scenarios} == set(SCENARIOS)


@pytest.mark.parametrize("target", [target for _, target in TARGETS], ids=lambda one: one.id)
def test_a_number_has_its_source_or_the_reason_why_it_lacks(target: Target) -> None:
    assert target.source
    assert (target.value is None) == (target.why is not None)
    assert target.unit in UNITS or not target.unit
    assert all(has(REGISTRY, member) for member in target.members)


def test_the_public_numbers_of_the_standard() -> None:
    told = {
        (target.id, target.relation, target.value, target.unit)
        for _, target in TARGETS
        if target.source.startswith("GB/T 46505.1-2025") and target.value is not None
    }
    assert told == {
        ("temperatureSwing", Relation.WITHIN, 2, "Cel"),
        ("cleanAirDeliveryRate", Relation.AT_LEAST, 90, "%"),
        ("lightAdjustment", Relation.AT_LEAST, 80, "%"),
    }
    unknown = {target.id for _, target in TARGETS if target.value is None}
    assert {"bedroomNoise", "livingRoomNoise"} <= unknown


def test_both_languages_say_something() -> None:
    for one in SCENARIOS.values():
        for chinese in (one.zh, one.about_zh, *(role.zh for role in one.roles)):
            assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese), one.id
        assert all(text.isascii() for text in (one.en, one.about_en, *(role.en for role in one.roles))), one.id


def test_who_lacks_what_a_role_needs_does_not_take_it() -> None:
    security, lock = SCENARIOS["security"], REGISTRY.device_types["doorLock"]
    assert [role.id for role in takes_part(security, lock)] == ["locking"]
    assert takes_part(security, replace(lock, required=(), optional=())) == ()
    assert takes_part(security, replace(lock, id="jomoo.lock")) == ()


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"capabilities": ("levitation",)}, "there is no capability levitation"),
        ({"device_types": ("teapot",)}, "there is no device type teapot"),
        ({"device_types": ()}, "no device type can take it"),
        ({"capabilities": ("vitalSigns",)}, "doorLock lacks one of vitalSigns"),
        ({"members": ("doorLock.fly()",)}, "there is no doorLock.fly()"),
        ({"members": ("vitalSigns.heartRate",)}, "none of its device types has vitalSigns.heartRate"),
    ],
)
def test_a_gap_is_told(changed: dict[str, tuple[str, ...]], line: str) -> None:
    role = next(role for role in SCENARIOS["security"].roles if role.id == "locking")
    broken = replace(role, **changed)  # type: ignore[arg-type]  # the tuples of a table
    told = list(gaps(replace(SCENARIOS["security"], roles=(broken,)), REGISTRY))
    assert f"security/locking: {line}" in told


@pytest.mark.parametrize(
    ("member", "known"),
    [
        ("onOff.onOff", True),
        ("onOff.toggle()", True),
        ("doorbellChime.ring!", True),
        ("onOff.toggle", False),
        ("onOff.onOff()", False),
        ("doorbellChime.ring", False),
        ("levitation.height", False),
    ],
)
def test_members_are_properties_commands_and_events(member: str, known: bool) -> None:
    assert has(REGISTRY, member) is known


def test_members_of_a_scenario_are_told_once() -> None:
    members = SCENARIOS["sleep"].members
    assert len(members) == len(set(members))
    assert "soundAndVibration.soundPressureLevel" in members


def test_the_published_form_holds_every_field() -> None:
    told = json.loads((PUBLISHED / "scenarios.json").read_bytes())["scenarios"]
    assert told == json.loads(json.dumps(to_rows()))
    assert [row["id"] for row in told] == list(SCENARIOS)
    role = told[0]["roles"][0]
    assert set(role) == {field.name for field in fields(Role)}
    assert role["task"] == Task.DETECTS
