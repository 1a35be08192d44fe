"""Every id, format, permission, limit and state of the HomeKit table is the published one."""

from typing import Final

import pytest

from schemas.mappings.homekit import CHARACTERISTICS, COMMANDS, EVENTS, ROWS, SERVICES, HomeKitKey
from tests.schemas.mappings import homekit_model as model

LEFT_OUT: Final = {HomeKitKey("Lightbulb", "ColorTemperature")}
"""What the specification allows and the extract leaves out."""

PLACES: Final = sorted({one.source for one in ROWS} | {one.key for one in COMMANDS} | {one.key for one in EVENTS})


@pytest.mark.parametrize("name", CHARACTERISTICS)
def test_a_characteristic_is_the_published_one(name: str) -> None:
    ours, known = CHARACTERISTICS[name], model.characteristics()[name]
    assert ours.type == known["type"]
    assert ours.format == known["format"]
    assert set(ours.permissions) == set(known["permissions"])
    limits = tuple(known.get(key) for key in ("minimum", "maximum", "step"))
    assert (ours.minimum, ours.maximum, ours.step) == limits
    assert ours.unit == known.get("unit", "")
    assert sorted(ours.numbers) == sorted(known.get("values", {}).values())


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_the_published_one(name: str) -> None:
    assert SERVICES[name] == model.services()[name]["type"]


@pytest.mark.parametrize("place", PLACES, ids="/".join)
def test_a_place_is_in_its_service(place: HomeKitKey) -> None:
    assert place.characteristic in model.held_by(place.service) or place in LEFT_OUT


def test_the_whole_type_is_spelt_as_accessories_do() -> None:
    assert CHARACTERISTICS["On"].uuid == "00000025-0000-1000-8000-0026BB765291"


@pytest.mark.parametrize(
    ("place", "number", "published"),
    [
        ("ContactSensorState", 0, "ContactDetected"),
        ("CurrentDoorState", 1, "Closed"),
        ("LockCurrentState", 1, "Secured"),
        ("SecuritySystemCurrentState", 4, "AlarmTriggered"),
        ("TargetHeaterCoolerState", 0, "Auto"),
        ("PositionState", 1, "Increasing"),
        ("ChargingState", 2, "NotChargeable"),
        ("AirQuality", 5, "Poor"),
        ("VolumeSelector", 0, "Increment"),
        ("RemoteKey", 15, "Information"),
        ("FilterChangeIndication", 1, "ChangeFilter"),
    ],
)
def test_numbers_whose_order_surprises(place: str, number: int, published: str) -> None:
    assert model.characteristics()[place]["values"][published] == number
