"""How capabilities are written down, and what the whole catalogue promises."""

from typing import Annotated

import pytest
from pydantic import Field, ValidationError

from schemas.capabilities.core import DeviceHealth
from schemas.capabilities.energy import ElectricalPowerMeasurement
from schemas.capability import (
    CATEGORIES,
    Arg,
    Capability,
    Cmd,
    DefinitionError,
    Ev,
    P,
    Secret,
    Sens,
    Timestamp,
    defined,
    english,
    spec_of,
)
from schemas.catalogue import catalogue
from schemas.registry import CommandSpec, EventSpec, Spec
from schemas.vocabulary import Hazard, Kind, Sensitivity

SPECS = list(catalogue().specs.values())
COMMANDS = [one for capability in catalogue().capabilities.values() for one in capability.commands.values()]
EVENTS = [one for capability in catalogue().capabilities.values() for one in capability.events.values()]


class Kettle(Capability):
    """Only for these tests; the dot in its id keeps it out of the catalogue."""

    ID, ZH, GROUP = "test.kettle", "水壶", "test"
    COMMANDS = (
        Cmd(
            "boil",
            "烧水",
            "Boil",
            args=(Arg("target", float, "Cel", ge=40, le=100), Arg("code", Secret, required=False)),
            hazards=(Hazard.HEAT,),
        ),
    )
    EVENTS = (Ev("boiled", "已烧开", "Boiled", sens=Sens.BEHAVIOUR, cat="device-state"),)

    volume: Annotated[
        float | None,
        Field(ge=0, le=2),
        P("L", step=0.1, sens=Sens.HOUSEHOLD, cat="device-state", zh="水量", en="Volume"),
    ] = None
    ready: Annotated[Timestamp | None, P("", "rwn", sens=Sens.BEHAVIOUR, cat="device-state", zh="时间", en="Ready")] = (
        None
    )


def test_a_class_becomes_a_flat_specification() -> None:
    kettle = spec_of(Kettle)
    volume = kettle.properties["volume"]
    assert (volume.kind, volume.unit, volume.minimum, volume.maximum, volume.step) == (Kind.NUMBER, "L", 0, 2, 0.1)
    assert kettle.properties["ready"].kind is Kind.TIMESTAMP
    boil = kettle.commands["boil"]
    assert (boil.hazards, boil.required) == ((Hazard.HEAT,), ("target",))
    assert [argument.kind for argument in boil.arguments] == [Kind.NUMBER, Kind.SECRET]
    assert kettle.events["boiled"].sensitivity is Sensitivity.BEHAVIOUR


def test_a_dotted_id_is_not_of_the_catalogue() -> None:
    assert Kettle in defined()
    assert Kettle.ID not in catalogue().capabilities


def test_an_id_belongs_to_one_class() -> None:
    with pytest.raises(DefinitionError, match=r"id 'test.kettle' belongs to Kettle"):
        type("Pot", (Capability,), {"ID": "test.kettle", "ZH": "锅", "GROUP": "test", "__module__": __name__})


def test_a_label_has_no_default() -> None:
    with pytest.raises(TypeError, match="sens"):
        P("L", zh="水量", en="Volume")  # type: ignore[call-arg]


def test_a_property_without_its_metadata_is_refused() -> None:
    class Bare(Capability):
        ID, ZH, GROUP = "test.bare", "无", "test"
        level: int | None = None

    with pytest.raises(DefinitionError, match=r"Bare.level has no P"):
        spec_of(Bare)


def test_hazards_need_something_to_write() -> None:
    class Odd(Capability):
        ID, ZH, GROUP = "test.odd", "无", "test"
        level: Annotated[int | None, P(sens=Sens.PUBLIC, cat="energy", zh="级", en="Level", hazards=(Hazard.HEAT,))] = (
            None
        )

    with pytest.raises(DefinitionError, match="cannot be written"):
        spec_of(Odd)


def test_a_class_validates_strictly() -> None:
    power = ElectricalPowerMeasurement(activePower=12.5)
    assert power.activePower == 12.5
    for bad in ({"activePower": "12.5"}, {"activePowr": 12.5}, {"powerFactor": 500}):
        with pytest.raises(ValidationError):
            ElectricalPowerMeasurement.model_validate(bad)
    with pytest.raises(ValidationError):
        DeviceHealth.model_validate({"reachable": 1})


@pytest.mark.parametrize(
    ("name", "words"),
    [("currentLevel", "Current level"), ("uvIndex", "UV index"), ("onOff", "On off"), ("pm25", "Pm 25")],
)
def test_english_names_come_from_the_words(name: str, words: str) -> None:
    assert english(name) == words


def test_the_catalogue_is_whole() -> None:
    assert len(catalogue().capabilities) >= 81
    assert len(SPECS) >= 529
    assert len(catalogue().device_types) >= 128


@pytest.mark.parametrize("one", [*SPECS, *COMMANDS, *EVENTS], ids=lambda one: f"{one.capability}.{one.name}")
def test_everything_has_both_names(one: Spec | CommandSpec | EventSpec) -> None:
    assert any("\u4e00" <= letter <= "\u9fff" for letter in one.zh) or one.zh.isupper() or one.zh[:2] == "PM"
    assert one.en.isascii()
    assert one.en[0].isupper() or one.en == "pH"


@pytest.mark.parametrize("spec", SPECS, ids=lambda one: f"{one.capability}.{one.name}")
def test_every_property_is_labelled_and_bounded(spec: Spec) -> None:
    assert spec.sensitivity < Sensitivity.UNLABELLED
    assert spec.category in CATEGORIES
    assert set(spec.access) <= set("rwn")
    if spec.kind in {Kind.NUMBER, Kind.INTEGER}:
        assert spec.minimum is not None
        assert spec.maximum is not None
        assert spec.minimum < spec.maximum
    if spec.kind in {Kind.ENUM, Kind.ENUMSET}:
        assert spec.values
        assert len(set(spec.values)) == len(spec.values)
    if spec.kind is Kind.STRING:
        assert spec.max_length


@pytest.mark.parametrize(
    ("capability", "name", "least"),
    [
        ("electricalPowerMeasurement", "apparentPower", Sensitivity.BEHAVIOUR),
        ("electricalPowerMeasurement", "reactivePower", Sensitivity.BEHAVIOUR),
        ("solarGeneration", "generationPower", Sensitivity.PERSONAL),
        ("solarGeneration", "irradiance", Sensitivity.PERSONAL),
        ("solarGeneration", "inverterTemperature", Sensitivity.PERSONAL),
        ("electricalEnergyMeasurement", "cumulativeEnergyExported", Sensitivity.PERSONAL),
        ("electricalPowerMeasurement", "voltage", Sensitivity.BEHAVIOUR),
        ("batteryStorage", "gridPower", Sensitivity.PERSONAL),
        ("energyEvse", "state", Sensitivity.PERSONAL),
        ("energyEvse", "supplyState", Sensitivity.PERSONAL),
        ("energyEvse", "nextChargeTargetTime", Sensitivity.PERSONAL),
        ("doorLock", "insideBolted", Sensitivity.PERSONAL),
        ("lockAccess", "users", Sensitivity.SPECIAL),
        ("waterHeater", "mode", Sensitivity.PERSONAL),
        ("thermostat", "awayUntil", Sensitivity.PERSONAL),
        ("thermostat", "localTemperature", Sensitivity.BEHAVIOUR),
        ("securitySystem", "armState", Sensitivity.PERSONAL),
        ("thermostat", "preset", Sensitivity.PERSONAL),
        ("locationTracking", "atHome", Sensitivity.PERSONAL),
    ],
)
def test_a_label_tells_what_can_be_inferred(capability: str, name: str, least: Sensitivity) -> None:
    assert catalogue().spec(capability, name).sensitivity >= least


@pytest.mark.parametrize("capability", ["smartToilet", "adjustableBed", "vitalSigns", "sleepMonitoring", "nursingCare"])
def test_toilet_bed_and_body_are_health(capability: str) -> None:
    specs = catalogue().capability(capability).properties.values()
    assert {spec.sensitivity for spec in specs} == {Sensitivity.SPECIAL}


@pytest.mark.parametrize(
    ("capability", "command", "hazard"),
    [
        ("doorLock", "unlockDoor", Hazard.SECURITY),
        ("securitySystem", "disarm", Hazard.SECURITY),
        ("valveControl", "open", Hazard.GAS),
        ("valveControl", "open", Hazard.WATER),
        ("emergencyCall", "cancel", Hazard.HEALTH),
        ("warningDevice", "stop", Hazard.SECURITY),
        ("adjustableBed", "moveTo", Hazard.MOTION_PERSON),
        ("windowCovering", "open", Hazard.MOTION),
        ("cameraStream", "captureSnapshot", Hazard.PRIVACY),
        ("cookingProgram", "startCook", Hazard.HEAT),
    ],
)
def test_dangerous_commands_say_so(capability: str, command: str, hazard: Hazard) -> None:
    assert hazard in catalogue().command(capability, command).hazards


@pytest.mark.parametrize(
    ("capability", "name", "hazard"),
    [
        ("securitySystem", "targetArmState", Hazard.SECURITY),
        ("closureControl", "position", Hazard.SECURITY),
        ("windowCovering", "targetPosition", Hazard.MOTION),
        ("cookSurface", "heatLevel", Hazard.HEAT),
        ("adjustableBed", "backAngle", Hazard.MOTION_PERSON),
        ("bathControl", "showerOn", Hazard.WATER),
        ("energyEvse", "userMaximumChargeCurrent", Hazard.ENERGY),
        ("userInterface", "keypadLockout", Hazard.SECURITY),
    ],
)
def test_dangerous_properties_say_so(capability: str, name: str, hazard: Hazard) -> None:
    assert hazard in catalogue().spec(capability, name).hazards


def test_device_types_name_capabilities_that_exist() -> None:
    known = catalogue().capabilities.keys()
    for kind in catalogue().device_types.values():
        assert {*kind.required, *kind.optional} <= known, kind.id
        assert kind.zh, kind.id
        assert kind.en, kind.id
