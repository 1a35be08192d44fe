"""Who must confirm what, and from where; and that no writable path is left undecided."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from gateway.config import load_config
from gateway.core import hazard
from gateway.core.permission import Permission
from gateway.core.policy import COMFORT, COMFORT_CAPABILITIES, DEFAULT, DEFAULT_POLICY, Demand, Policy
from schemas.catalogue import catalogue
from schemas.device import DeviceDescription
from schemas.registry import Registry
from schemas.value import Value
from schemas.vocabulary import Confirmation, Hazard
from tests.gateway.core.stage import device, prop

SCHEMA = Registry.load()
NONE, PERSON, AWAY = Confirmation.NONE, Confirmation.PERSON, Confirmation.PERSON_AWAY


@pytest.mark.parametrize(
    ("demand", "enough"),
    [
        (Demand.NOTHING, {NONE, PERSON, AWAY}),
        (Demand.PERSON, {PERSON, AWAY}),
        (Demand.PERSON_AT_HOME, {PERSON}),
        (Demand.NEVER, set()),
    ],
)
def test_what_is_enough(demand: Demand, enough: set[Confirmation]) -> None:
    policy = Policy(rules={Hazard.GAS: demand})
    assert {one for one in Confirmation if policy.allows({Hazard.GAS}, one)} == enough


def test_every_hazard_has_a_row_and_the_strictest_of_several_counts() -> None:
    assert set(DEFAULT) == set(Hazard)
    assert DEFAULT_POLICY.demand(()) is Demand.NOTHING
    assert DEFAULT_POLICY.demand({Hazard.COST}) is Demand.PERSON
    assert DEFAULT_POLICY.demand({Hazard.COST, Hazard.GAS}) is Demand.PERSON_AT_HOME
    assert Policy(rules={Hazard.COST: Demand.NEVER}).demand({Hazard.COST, Hazard.GAS}) is Demand.NEVER


def test_a_row_of_the_configuration_changes_that_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "hutong.toml"
    path.write_text('[hazards]\ngas = "never"\nmotion_person = "person"\n', "utf-8")
    policy = load_config(path, {}).hazards.policy()
    changed = {Hazard.GAS: Demand.NEVER, Hazard.MOTION_PERSON: Demand.PERSON}
    assert {one: policy.demand({one}) for one in Hazard} == {**DEFAULT, **changed}


def test_the_names_of_comfort_are_names_of_the_schema() -> None:
    assert SCHEMA.device_types.keys() >= COMFORT
    assert SCHEMA.capabilities.keys() >= COMFORT_CAPABILITIES


def test_no_writable_path_of_the_schema_is_undecided() -> None:
    """Somebody said for each writable property and each command what can go wrong, or that nothing can."""
    whole = catalogue()
    writable = [spec for spec in whole.specs.values() if spec.writable]
    commands = [one for capability in whole.capabilities.values() for one in capability.commands.values()]
    assert len(writable) >= 203
    assert len(commands) >= 118
    assert [f"{one.capability}.{one.name}" for one in writable if not one.decided] == []
    assert [f"{one.capability}.{one.name}" for one in commands if not one.decided] == []


def permission(described: DeviceDescription) -> Permission:
    state = SimpleNamespace(
        registry=SCHEMA,
        descriptions=described.properties,
        hazards=hazard.of_properties(described, SCHEMA),
        device_of=[SimpleNamespace(description=described)] * len(described.properties),
    )
    return Permission(cast("Any", state), DEFAULT_POLICY)


@pytest.mark.parametrize(
    ("capability", "name", "kind", "demand"),
    [
        ("onOff", "onOff", "onOffLight", Demand.NOTHING),
        ("onOff", "onOff", "kettle", Demand.PERSON_AT_HOME),
        ("onOff", "onOff", "camera", Demand.PERSON_AT_HOME),
        ("thermostat", "heatingSetpoint", "thermostat", Demand.NOTHING),
        ("thermostat", "heatingSetpoint", "radiatorValve", Demand.NOTHING),
        ("thermostat", "heatingSetpoint", "spaceHeater", Demand.PERSON_AT_HOME),
        ("windowCovering", "targetPosition", "windowCovering", Demand.NOTHING),
        ("adjustableBed", "backAngle", "nursingBed", Demand.PERSON_AT_HOME),
        ("securitySystem", "targetArmState", "securityPanel", Demand.PERSON_AT_HOME),
        ("userInterface", "keypadLockout", "inductionHob", Demand.PERSON_AT_HOME),
    ],
)
def test_what_writing_takes_by_default(capability: str, name: str, kind: str, demand: Demand) -> None:
    asked = permission(device("d", prop(capability, name), kind=kind))
    assert asked.demand(asked.hazards_of_writing({0: None})) is demand


@pytest.mark.parametrize(
    ("capability", "command", "kind", "demand"),
    [
        ("doorLock", "unlockDoor", "doorLock", Demand.PERSON_AT_HOME),
        ("valveControl", "open", "gasValve", Demand.PERSON_AT_HOME),
        ("warningDevice", "stop", "siren", Demand.PERSON_AT_HOME),
        ("cookSurface", "off", "inductionHob", Demand.NOTHING),
        ("deviceInformation", "identify", "kettle", Demand.NOTHING),
        ("adjustableBed", "stop", "nursingBed", Demand.NOTHING),
    ],
)
def test_what_invoking_takes_by_default(capability: str, command: str, kind: str, demand: Demand) -> None:
    described = device("d", kind=kind)
    asked = permission(described)
    assert asked.demand(asked.hazards_of_invoking(described, 1, capability, command)) is demand


def test_the_refusal_says_who_from_where_or_that_it_will_not_be() -> None:
    described = device("d", prop("onOff", "onOff"), kind="kettle")
    asked = permission(described)
    hazards = asked.hazards_of_writing({0: None})
    assert asked.refusal("c", hazards, PERSON) is None
    for confirmation in (NONE, AWAY):
        refused = asked.refusal("c", hazards, confirmation)
        assert refused is not None
        assert (refused.code, refused.reason) == ("confirmation-required", "this can be dangerous: heat")
        assert refused.fix == ('confirm it on purpose from inside the home: send it again with confirmation "person"')
    forbidden = Permission(asked._state, Policy(rules={Hazard.HEAT: Demand.NEVER}))
    refused = forbidden.refusal("c", hazards, PERSON)
    assert refused is not None
    assert (refused.code, refused.fix) == ("hazard-refused", "do it at the device itself")


@pytest.mark.parametrize(
    ("kind", "value", "demand"),
    [
        ("kettle", True, Demand.PERSON_AT_HOME),
        ("kettle", False, Demand.NOTHING),
        ("waterValve", True, Demand.PERSON_AT_HOME),
        ("waterValve", False, Demand.NOTHING),
        ("gateway", False, Demand.PERSON),
        ("refrigerator", False, Demand.PERSON_AT_HOME),
        ("camera", False, Demand.PERSON_AT_HOME),
        ("siren", False, Demand.PERSON_AT_HOME),
    ],
)
def test_what_only_ends_is_done_unasked_unless_its_end_is_the_danger(kind: str, value: Value, demand: Demand) -> None:
    asked = permission(device("d", prop("onOff", "onOff"), kind=kind))
    assert asked.demand(asked.hazards_of_writing({0: value})) is demand


def test_zero_is_not_false() -> None:
    asked = permission(device("d", prop("onOff", "onOff"), kind="kettle"))
    assert asked.demand(asked.hazards_of_writing({0: 0})) is Demand.PERSON_AT_HOME


@pytest.mark.parametrize(("command", "demand"), [("off", Demand.NOTHING), ("toggle", Demand.PERSON_AT_HOME)])
def test_off_is_an_end_and_toggling_is_not(command: str, demand: Demand) -> None:
    described = device("d", kind="kettle")
    asked = permission(described)
    assert asked.demand(asked.hazards_of_invoking(described, 1, "onOff", command)) is demand
