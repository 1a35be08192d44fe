"""Hazards in the catalogue: twins agree, and dangerous device types say so."""

from schemas.catalogue import catalogue
from schemas.vocabulary import Hazard


def test_a_property_and_the_command_that_sets_it_share_their_hazards() -> None:
    registry = catalogue()
    for capability, name, command in (
        ("windowCovering", "targetPosition", "goToLift"),
        ("temperatureControl", "temperatureSetpoint", "setTemperature"),
        ("securitySystem", "targetArmState", "disarm"),
        ("adjustableBed", "backAngle", "moveTo"),
        ("closureControl", "position", "moveTo"),
    ):
        spec = registry.spec(capability, name)
        assert set(spec.hazards) == set(registry.command(capability, command).hazards), capability


def test_dangerous_device_types_say_so() -> None:
    wanted = {
        "doorLock": Hazard.SECURITY,
        "gasValve": Hazard.GAS,
        "waterValve": Hazard.WATER,
        "spaceHeater": Hazard.HEAT,
        "kettle": Hazard.HEAT,
        "electricBlanket": Hazard.HEAT,
        "garageDoor": Hazard.SECURITY,
        "nursingBed": Hazard.MOTION_PERSON,
        "homeBattery": Hazard.ENERGY,
        "camera": Hazard.PRIVACY,
    }
    for name, hazard in wanted.items():
        assert hazard in catalogue().device_type(name).hazards, name
