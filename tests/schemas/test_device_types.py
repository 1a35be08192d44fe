"""What each device type says of itself."""

import pytest

from schemas.catalogue import catalogue
from schemas.device_types import ANYWHERE, DEVICE_TYPES
from schemas.registry import DeviceType
from schemas.vocabulary import Hazard

HARMLESS = (
    "onOffLight dimmableLight colorTemperatureLight extendedColorLight dimmerModule dimmablePlug button "
    "dimmerSwitchController controller contactSensor occupancySensor waterLeakSensor freezeSensor rainSensor "
    "vibrationSensor audioDoorbell temperatureHumiditySensor airQualitySensor lightSensor airPurifier humidifier "
    "dehumidifier waterPurifier waterSoftener "
    "smartMirror toothbrush sleepLight glucoseMeter bodyScale thermometer pulseOximeter wristband tracker "
    "wallSwitch smartPlug freshAirSystem aromaDiffuser mosquitoRepeller earphones learningDevice television projector "
    "speaker genericDevice"
)
"""Types that somebody thought about and found harmless to switch: lamps, sensors, what only shows or plays."""


@pytest.mark.parametrize("kind", DEVICE_TYPES, ids=lambda kind: kind.id)
def test_no_capability_is_named_twice(kind: DeviceType) -> None:
    named = (*kind.required, *kind.optional)
    assert len(named) == len(set(named))


@pytest.mark.parametrize("kind", DEVICE_TYPES, ids=lambda kind: kind.id)
def test_any_device_may_have_what_any_device_may_have(kind: DeviceType) -> None:
    assert set(ANYWHERE) <= {*kind.required, *kind.optional}


def test_every_capability_stands_on_some_device() -> None:
    known = {name for kind in DEVICE_TYPES for name in (*kind.required, *kind.optional)}
    assert set(catalogue().capabilities) <= known


def test_a_type_without_hazards_was_thought_about() -> None:
    assert {kind.id for kind in DEVICE_TYPES if not kind.hazards} == set(HARMLESS.split())


@pytest.mark.parametrize(
    ("hazard", "kinds"),
    [
        (Hazard.HEAT, "kettle oven inductionHob gasHob spaceHeater electricBlanket washingMachine dryer shower"),
        (Hazard.GAS, "gasHob gasBoiler gasWaterHeater gasValve gasMeter gasLeakAlarm"),
        (Hazard.WATER, "waterValve irrigation pump dishwasher washingMachine waterDispenser shower"),
        (Hazard.MOTION, "curtain blind garageDoor windowOpener clothesAirer blender robotVacuum lawnMower fan"),
        (Hazard.MOTION_PERSON, "smartBed nursingBed wheelchair massageChair treadmill"),
        (Hazard.SECURITY, "doorLock safeBox securityPanel siren smokeCoAlarm garageDoor windowOpener camera intercom"),
        (Hazard.PRIVACY, "camera doorbell babyMonitor voiceAssistant childWatch"),
        (Hazard.SERVICE_INTERRUPTION, "refrigerator freezer gateway thermostat pump"),
        (Hazard.HEALTH, "refrigerator smokeCoAlarm fallDetector emergencyButton medicationDispenser petFeeder"),
        (Hazard.COST, "evCharger solarInverter"),
        (Hazard.ENERGY, "homeBattery evCharger electricMeter"),
    ],
)
def test_what_can_go_wrong_with_a_type_is_said(hazard: Hazard, kinds: str) -> None:
    silent = [name for name in kinds.split() if hazard not in catalogue().device_type(name).hazards]
    assert not silent
