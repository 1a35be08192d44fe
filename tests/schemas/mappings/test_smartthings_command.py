"""Writing and commanding SmartThings, and its commands read as ours."""

from typing import Final

import pytest

from schemas.catalogue import catalogue
from schemas.mappings.smartthings import ROWS
from schemas.mappings.smartthings.command import COMMANDS, EVENTS, WRITES, Call, invoke, invoked, write, written
from schemas.value import Value

REGISTRY: Final = catalogue()
WRITABLE: Final = {(row.source.capability, row.source.attribute): row for row in ROWS}


@pytest.mark.parametrize(
    ("capability", "attribute", "value", "call"),
    [
        ("switch", "switch", "on", Call(capability="switch", command="on")),
        ("audioMute", "mute", "unmuted", Call(capability="audioMute", command="unmute")),
        ("switchLevel", "level", 40, Call(capability="switchLevel", command="setLevel", arguments=(40,))),
        (
            "thermostatMode",
            "thermostatMode",
            "heat",
            Call(capability="thermostatMode", command="setThermostatMode", arguments=("heat",)),
        ),
    ],
)
def test_a_write_is_a_command_and_back(capability: str, attribute: str, value: Value, call: Call) -> None:
    assert write(capability, attribute, value) == call
    assert written(call) == (capability, attribute, value)


def test_what_cannot_be_written() -> None:
    assert write("temperatureMeasurement", "temperature", 20) is None
    assert write("switch", "switch", "dimmed") is None
    assert write("switch", "switch", 1) is None
    assert written(Call(capability="switch", command="refresh")) is None
    assert written(Call(capability="switchLevel", command="setLevel")) is None


@pytest.mark.parametrize("one", WRITES, ids=lambda one: f"{one.capability}.{one.attribute}")
def test_what_is_written_has_a_row_and_is_writable_with_us(one: object) -> None:
    capability, attribute = one.capability, one.attribute  # type: ignore[attr-defined]
    rows = [row for row in ROWS if (row.source.capability, row.source.attribute) == (capability, attribute)]
    assert rows
    assert any(REGISTRY.spec(row.capability, row.name).writable or _commanded(row.capability) for row in rows)


def _commanded(capability: str) -> bool:
    return bool(REGISTRY.capability(capability).commands)


@pytest.mark.parametrize("one", COMMANDS, ids=lambda one: f"{one.ours}={one.capability}.{one.command}")
def test_our_commands_exist_with_their_arguments(one: object) -> None:
    capability, name = one.ours.split(".")  # type: ignore[attr-defined]
    spec = REGISTRY.capability(capability).commands[name]
    given = {argument for argument, _ in one.arguments}  # type: ignore[attr-defined]
    assert given <= {argument.name for argument in spec.arguments}


def test_a_command_there_and_back() -> None:
    call = invoke("windowCovering.goToLift", {"position": 30}, frozenset({"windowShadeLevel"}))
    assert call == Call(capability="windowShadeLevel", command="setShadeLevel", arguments=(30,))
    assert invoked(call) == ("windowCovering.goToLift", {"position": 30})


def test_a_command_goes_to_what_the_device_has() -> None:
    dryer = frozenset({"dryerOperatingState", "switch"})
    call = invoke("operationalState.pause", {}, dryer)
    assert call == Call(capability="dryerOperatingState", command="setMachineState", arguments=("pause",))
    assert invoked(call) == ("operationalState.pause", {})


def test_what_no_command_does() -> None:
    assert invoke("onOff.on", {}, frozenset({"lock"})) is None
    assert invoke("doorLock.lockDoor", {"pinCode": "1"}, frozenset({"lock"})) is None
    assert invoked(Call(capability="washerOperatingState", command="setMachineState", arguments=("soak",))) is None
    assert invoked(Call(capability="windowShadeLevel", command="setShadeLevel")) is None


def test_events_exist() -> None:
    for path in (path for told in EVENTS.values() for path in told.values()):
        capability, _, name = path.partition(".")
        assert name in REGISTRY.capability(capability).events
