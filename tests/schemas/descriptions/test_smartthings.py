"""The reader of SmartThings device status: places, descriptions, nulls, plumbing, bad input, and the corpus."""

import hashlib
import json
from gzip import open as gzip_open
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.binding import Bound
from schemas.coverage import MapRow
from schemas.descriptions.smartthings import bound, read, readings, recognises, report
from schemas.descriptions.smartthings_command import commands
from schemas.registry import Registry

CORPUS: Final = Path(__file__).parents[2] / "corpora" / "smartthings-device-status.json.gz"
REGISTRY: Final = Registry.load()

Status = dict[str, dict[str, dict[str, dict[str, Any]]]]


def value(told: Any, unit: str | None = None) -> dict[str, Any]:
    return {"value": told, "unit": unit} if unit else {"value": told}


def rows(status: Status) -> dict[str, MapRow]:
    return {row.source: row for row in report([json.dumps({"devices": {"one": status}})]).rows}


def places(status: Status) -> dict[str, str]:
    return {source.removeprefix("main/"): row.to for source, row in rows(status).items()}


def parts(status: Status) -> dict[str, Bound]:
    device = next(read([json.dumps({"devices": {"one": status}})]))
    return {one.described.address.removeprefix("main/"): one for one in bound(device, REGISTRY) if not one.is_extra}


def main(**capabilities: dict[str, Any]) -> Status:
    return {"main": {name.replace("__", "."): attributes for name, attributes in capabilities.items()}}


def test_a_switch_with_a_level() -> None:
    status = main(switch={"switch": value("on")}, switchLevel={"level": value(40, "%"), "levelRange": value(None)})
    assert places(status) == {
        "switch/switch": "onOff.onOff",
        "switchLevel/level": "levelControl.currentLevel",
        "switchLevel/levelRange": "levelControl.currentLevel",
    }
    found = parts(status)["switch/switch"]
    assert [found.decode(word) for word in ("on", "off")] == [True, False]
    assert found.encode(True) == "on"  # noqa: FBT003


def test_a_range_narrows_and_its_unit_is_converted() -> None:
    limits = {"minimum": 60, "maximum": 86, "step": 1}
    status = main(
        airConditionerMode={"airConditionerMode": value("cool")},
        thermostatCoolingSetpoint={"coolingSetpoint": value(77, "F"), "coolingSetpointRange": value(limits, "F")},
    )
    found = parts(status)["thermostatCoolingSetpoint/coolingSetpoint"]
    assert found.description.minimum == pytest.approx(15.56, abs=0.01)
    assert found.description.maximum == 30
    assert found.decode(77) == pytest.approx(25)
    assert places(status)["thermostatCoolingSetpoint/coolingSetpointRange"] == "thermostat.coolingSetpoint"


def test_a_list_names_the_words_of_this_device() -> None:
    status = main(
        airConditionerMode={"airConditionerMode": value("wind"), "supportedAcModes": value(["cool", "wind", "selfDry"])}
    )
    found = parts(status)["airConditionerMode/airConditionerMode"]
    assert found.description.values == ("cool", "fanOnly", "vendor:selfDry")
    assert (found.decode("wind"), found.encode("fanOnly")) == ("fanOnly", "wind")


def test_a_refrigerator_is_no_air_conditioner() -> None:
    status: Status = {
        "main": {"refrigeration": {"defrost": value("off")}},
        "freezer": {"thermostatCoolingSetpoint": {"coolingSetpoint": value(-18, "C")}},
    }
    assert rows(status)["freezer/thermostatCoolingSetpoint/coolingSetpoint"].to == (
        "temperatureControl.temperatureSetpoint"
    )


def test_a_structured_value_is_core_where_half_of_it_is() -> None:
    report_ = {"energy": 1500, "deltaEnergy": 5, "power": 20, "persistedEnergy": 1500, "powerEnergy": 0.1}
    status = main(powerConsumptionReport={"powerConsumption": value(report_)})
    assert places(status) == {
        "powerConsumptionReport/powerConsumption": "electricalEnergyMeasurement.cumulativeEnergyImported"
    }
    found = parts(status)
    assert found["powerConsumptionReport/powerConsumption/energy"].decode(1500) == 1.5
    assert found["powerConsumptionReport/powerConsumption/powerEnergy"].description.is_vendor


def test_what_is_told_twice_stays_with_the_standard_and_nothing_is_hidden() -> None:
    status = main(
        samsungce__powerCool={"activated": value(told=True)},
        refrigeration={"rapidCooling": value("on")},
    )
    assert set(places(status).values()) == {"refrigeratorControl.rapidCool"}
    reason = rows(status)["main/samsungce.powerCool/activated"].reason
    assert reason == "refrigeratorControl.rapidCool: main/refrigeration/rapidCooling tells the same and stands for it"
    found = parts(status)
    assert found["refrigeration/rapidCooling"].description.capability == "refrigeratorControl"
    assert found["samsungce.powerCool/activated"].description.is_vendor
    assert "w" in found["samsungce.powerCool/activated"].description.access


def test_what_has_a_value_stands_for_what_has_none() -> None:
    status = main(
        refrigeration={"rapidCooling": value(None)},
        samsungce__powerCool={"activated": value(told=True)},
    )
    assert parts(status)["samsungce.powerCool/activated"].description.name == "rapidCool"
    assert rows(status)["main/refrigeration/rapidCooling"].reason.startswith("refrigeratorControl.rapidCool: main/sam")


def test_two_that_are_not_declared_to_be_the_same_are_two() -> None:
    status = main(custom__spiMode={"spiMode": value("on")}, custom__virusDoctorMode={"virusDoctorMode": value("off")})
    assert sorted(places(status).values()) == [
        "comfortOptions.ionizer",
        "vendor.smartthings.custom.virusDoctorMode.virusDoctorMode",
    ]


def test_a_repeat_whose_value_does_not_fit_is_none() -> None:
    status = main(
        samsungce__washerOperatingState={"remainingTime": value(90, "min"), "remainingTimeStr": value("soon")},
    )
    assert places(status) == {
        "samsungce.washerOperatingState/remainingTime": "operationalState.countdownTime",
        "samsungce.washerOperatingState/remainingTimeStr": (
            "vendor.smartthings.samsungce.washerOperatingState.remainingTimeStr"
        ),
    }


def test_the_list_with_names_goes_before_the_empty_one() -> None:
    status = main(
        mediaInputSource={"supportedInputSources": value([])},
        samsungvd__mediaInputSource={"supportedInputSourcesMap": value([{"id": "HDMI2", "name": "PC"}])},
    )
    assert set(places(status).values()) == {"mediaPlayback.inputList"}
    assert parts(status)["mediaInputSource/supportedInputSources"].description.is_vendor


def test_a_program_is_told_by_name_where_the_device_has_names() -> None:
    status = main(
        custom__supportedOptions={"course": value("82"), "supportedCourses": value(["82", "83"])},
        samsungce__dishwasherWashingCourse={
            "washingCourse": value("auto"),
            "supportedCourses": value(["auto", "delicate"]),
        },
    )
    found = parts(status)
    assert found["samsungce.dishwasherWashingCourse/washingCourse"].description.name == "program"
    assert found["samsungce.dishwasherWashingCourse/supportedCourses"].description.name == "programList"
    assert set(places(status).values()) == {"operationalState.program", "operationalState.programList"}


def test_a_volume_is_a_share_of_the_greatest() -> None:
    status = main(
        samsungce__audioVolumeLevel={
            "volumeLevel": value(1),
            "volumeLevelRange": value({"minimum": 0, "maximum": 3, "step": 1}),
        }
    )
    assert set(places(status).values()) == {"userInterface.buzzerVolume"}
    found = parts(status)["samsungce.audioVolumeLevel/volumeLevel"]
    assert (found.decode(1), found.encode(67)) == (33, 2)


def test_a_heat_pump() -> None:
    status = main(
        samsungce__ehsDiverterValve={"position": value("tank")},
        samsungce__ehsTemperatureReference={"temperatureReference": value("water")},
        samsungce__ehsThermostat={"connectionState": value("disconnected")},
        airConditionerMode={"airConditionerMode": value("std"), "supportedAcModes": value(["eco", "std", "force"])},
    )
    assert set(places(status).values()) == {
        "heatSource.diverterValve",
        "heatSource.controlReference",
        "heatSource.thermostatConnected",
        "waterHeater.mode",
    }
    assert parts(status)["samsungce.ehsDiverterValve/position"].decode("tank") == "hotWater"


def test_options_of_a_dishwasher() -> None:
    choice = {"value": True, "settable": [False, True]}
    status = main(
        samsungce__dishwasherWashingOptions={
            "heatedDry": value(choice),
            "speedBooster": value(choice),
            "dryPlus": value(choice),
            "selectedZone": value({"value": "upper", "settable": ["none", "upper", "lower", "all"]}),
            "steamSoak": value(choice),
        }
    )
    found = {source.rpartition("/")[2]: to for source, to in places(status).items()}
    assert found.pop("steamSoak").startswith("vendor.smartthings.")
    assert found == {
        "heatedDry": "dishwasherControl.heatedDrying",
        "speedBooster": "dishwasherControl.speedUp",
        "dryPlus": "dishwasherControl.dryingLevel",
        "selectedZone": "dishwasherControl.halfLoad",
    }
    half = parts(status)["samsungce.dishwasherWashingOptions/selectedZone/value"]
    assert [half.decode(word) for word in ("upper", "lower", "all")] == [True, True, False]


def test_the_hob_of_a_range_runs_apart_from_its_oven() -> None:
    status = main(
        ovenOperatingState={"machineState": value("running")},
        custom__cooktopOperatingState={
            "cooktopOperatingState": value("ready"),
            "supportedCooktopOperatingState": value(["run", "ready"]),
        },
    )
    assert set(places(status).values()) == {"operationalState.operationalState"}
    found = parts(status)
    assert found["ovenOperatingState/machineState"].decode("running") == "running"
    hob = found["custom.cooktopOperatingState/cooktopOperatingState"]
    assert hob.description.endpoint != found["ovenOperatingState/machineState"].description.endpoint
    assert hob.decode("ready") == "stopped"


def test_a_lamp_belongs_to_what_its_component_is() -> None:
    lamp = {"samsungce.lamp": {"brightnessLevel": value("off")}}
    status: Status = {
        "main": {"ovenMode": {"ovenMode": value("Bake")}, **lamp},
        "hood": {"samsungce.hoodFanSpeed": {"hoodFanSpeed": value(0)}, **lamp},
    }
    found = {source: row.to for source, row in rows(status).items() if source.endswith("brightnessLevel")}
    assert found == {
        "main/samsungce.lamp/brightnessLevel": "ovenControl.cavityLight",
        "hood/samsungce.lamp/brightnessLevel": "rangeHood.hoodLight",
    }


def test_a_filter_is_an_endpoint_of_its_own() -> None:
    status = main(
        custom__dustFilter={"dustFilterUsage": value(12), "dustFilterStatus": value("normal")},
        custom__hepaFilter={"hepaFilterUsage": value(80), "hepaFilterStatus": value("replace")},
    )
    found = parts(status)
    endpoints = [found[f"custom.{name}/{name}Usage"].description.endpoint for name in ("dustFilter", "hepaFilter")]
    assert len({1, *endpoints}) == 3
    assert found["custom.hepaFilter/hepaFilterUsage"].decode(80) == 20


def test_a_level_is_a_place_in_the_list_of_the_device() -> None:
    told = ["none", "cold", "20", "30", "40"]
    name = "custom.washerWaterTemperature"
    status = main(
        custom__washerWaterTemperature={
            "washerWaterTemperature": value("30"),
            "supportedWasherWaterTemperature": value(told),
        }
    )
    found = parts(status)[f"{name}/washerWaterTemperature"]
    assert found.description.path.endswith("temperatureControl/selectedTemperatureLevel")
    assert (found.decode("30"), found.encode(4)) == (3, "40")


def test_a_level_without_a_list_means_nothing() -> None:
    status = main(custom__washerWaterTemperature={"washerWaterTemperature": value("30")})
    assert set(places(status).values()) == {"vendor.smartthings.custom.washerWaterTemperature.washerWaterTemperature"}


def test_a_null_of_a_claimed_attribute_is_core_and_others_are_not() -> None:
    status = main(contactSensor={"contact": value(None)}, nobody__knows={"thing": value(None)})
    assert places(status) == {
        "contactSensor/contact": "contactState.open",
        "nobody.knows/thing": "vendor.smartthings.nobody.knows.thing",
    }


def test_a_value_that_ours_cannot_have_is_no_hit() -> None:
    found = rows(main(audioVolume={"volume": value(300, "%")}))["main/audioVolume/volume"]
    assert found.to == "vendor.smartthings.audioVolume.volume"
    assert found.reason.startswith("audioVolume.volume: ")


def test_what_cannot_be_set_is_told() -> None:
    status = main(
        custom__energyType={
            "energySavingOperation": value(told=False),
            "energySavingOperationSupport": value(told=False),
        }
    )
    assert parts(status)["custom.energyType/energySavingOperation"].description.access == "rn"
    assert places(status)["custom.energyType/energySavingOperationSupport"] == "comfortOptions.ecoMode"


def test_plumbing_and_what_is_disabled_count_apart() -> None:
    status = main(
        ocf={"n": value("Kitchen")},
        switch={"switch": value("on")},
        dustSensor={"dustLevel": value(None)},
        custom__disabledCapabilities={"disabledCapabilities": value(["dustSensor"])},
    )
    assert {source.split("/")[1] for source, row in rows(status).items() if row.standard} == {"switch"}
    assert rows(status)["main/ocf/n"].to == "deviceInformation.nodeLabel"


def test_an_oven() -> None:
    modes = ["MicroWave", "Convection", "Grill", "KeepWarm", "CookAgain", "NoOperation"]
    status = main(
        samsungce__ovenMode={"ovenMode": value("NoOperation"), "supportedOvenMode": value(modes)},
        samsungce__ovenOperatingState={"operatingState": value("ready"), "operationTime": value("00:01:30")},
        samsungce__lamp={"brightnessLevel": value("off"), "supportedBrightnessLevel": value(["off", "high"])},
    )
    found = places(status)
    assert found["samsungce.ovenMode/ovenMode"] == "ovenControl.ovenMode"
    assert found["samsungce.ovenOperatingState/operationTime"] == "operationalState.totalTime"
    assert found["samsungce.lamp/brightnessLevel"] == "ovenControl.cavityLight"
    assert parts(status)["samsungce.ovenMode/ovenMode"].decode("NoOperation") is None


def test_a_pressed_button_is_an_event() -> None:
    status = main(button={"button": value("double"), "supportedButtonValues": value(["pushed", "double"])})
    assert set(places(status).values()) == {"genericSwitch.multiPressComplete"}
    assert places(main(button={"button": value("licked")}))["button/button"].startswith("vendor.")


def test_commands_are_those_that_the_device_lists() -> None:
    status: Status = {
        "main": {
            "mediaPlayback": {"playbackStatus": value("paused"), "supportedPlaybackCommands": value(["play", "pause"])},
            "mediaTrackControl": {"supportedTrackControlCommands": value(None)},
        },
        "second": {"switch": {"switch": value("on")}},
    }
    device = next(read([json.dumps({"devices": {"one": status}})]))
    found = {(one.endpoint, f"{one.capability}.{one.name}"): one for one in commands(device, REGISTRY)}
    assert sorted(found) == [
        (1, "mediaPlayback.next"),
        (1, "mediaPlayback.pause"),
        (1, "mediaPlayback.play"),
        (1, "mediaPlayback.previous"),
        (2, "onOff.off"),
        (2, "onOff.on"),
    ]
    assert found[1, "mediaPlayback.next"].address == "main/mediaTrackControl/nextTrack"


def test_a_command_brings_its_hazards() -> None:
    device = next(read([json.dumps({"devices": {"one": main(lock={"lock": value("locked")})}})]))
    assert {one.name: bool(one.hazards) for one in commands(device, REGISTRY)}["unlockDoor"]


def test_whose_presence_it_is_depends_on_the_device() -> None:
    sensor = main(presenceSensor={"presence": value("present")})
    tracker = main(presenceSensor={"presence": value("present")}, geolocation={"latitude": value(None)})
    assert places(sensor)["presenceSensor/presence"] == "occupancySensing.occupied"
    assert places(tracker)["presenceSensor/presence"] == "locationTracking.atHome"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[1]", "the document: expected an object, found a list"),
        ("{", "it is not JSON"),
        ('{"devices": 1}', "devices: expected an object, found a number"),
        ('{"devices": {"a": null}}', "devices.a: expected an object, found nothing"),
        ('{"devices": {"a": {"main": []}}}', "devices.a.main: expected an object, found a list"),
        ('{"devices": {"a": {"main": {"switch": true}}}}', "devices.a.main.switch: expected an object"),
        (
            '{"devices": {"a": {"main": {"switch": {"switch": "on"}}}}}',
            "devices.a.main.switch.switch: expected an object",
        ),
        ('{"devices": {"a": {"main": {"s": {"s": {"unit": 1}}}}}}', "devices.a.main.s.s.unit: expected a text"),
    ],
)
def test_bad_input_names_the_place(text: str, place: str) -> None:
    with pytest.raises(ValueError, match=place.replace("[", r"\[")):
        report(text.splitlines())


@pytest.mark.parametrize(
    ("line", "known"),
    [
        ('{"devices": {', True),
        ('{ "devices" : {"a": {}}}', True),
        ('{"devices": 1}', False),
        ("{", False),
        ('{"exposes": []}', False),
        ("[", False),
        ("", False),
    ],
)
def test_what_it_recognises(line: str, known: bool) -> None:
    assert recognises(line) is known


JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
ANY_NUMBER: Final = st.integers() | st.floats() | st.just(10**400)
LIMITS: Final = st.fixed_dictionaries({"minimum": ANY_NUMBER, "maximum": ANY_NUMBER, "step": ANY_NUMBER})
NAMES: Final = st.sampled_from(
    (
        *("switch", "powerConsumptionReport", "powerConsumption", "custom.washerSpinLevel", "washerSpinLevel"),
        *("supportedWasherSpinLevel", "thermostatCoolingSetpoint", "coolingSetpoint", "coolingSetpointRange", "a/b"),
        *("custom.disabledCapabilities", "disabledCapabilities", "mediaInputSource", "supportedInputSources", "a", ""),
    )
)
STATES: Final = st.dictionaries(
    NAMES,
    st.dictionaries(
        NAMES, st.dictionaries(NAMES, st.fixed_dictionaries({"value": JSON | LIMITS | ANY_NUMBER})), max_size=4
    ),
    max_size=3,
)


@given(STATES)
def test_any_status_is_told_whole(status: Status) -> None:
    found = report([json.dumps({"devices": {"one": status}})])
    attributes = [
        f"{component}/{capability}/{name}"
        for component, capabilities in status.items()
        for capability, attributes in capabilities.items()
        for name in attributes
    ]
    assert sorted(row.source for row in found.rows) == sorted(attributes)
    assert found.lost == 0


@given(JSON)
def test_any_document_is_read_or_refused(document: Any) -> None:
    try:
        report([json.dumps(document)])
    except ValueError as error:
        assert "\n" not in str(error)  # noqa: PT017


def corpus() -> dict[str, Any]:
    with gzip_open(CORPUS, "rt", encoding="utf-8") as file:
        devices: dict[str, Any] = json.load(file)["devices"]
    return devices


def share(found: tuple[MapRow, ...]) -> float:
    return sum(row.is_core for row in found) / len(found)


def test_the_corpus_is_carried_whole() -> None:
    devices = corpus()
    found = report([json.dumps({"devices": devices})])
    names = sum(len(one) for device in devices.values() for part in device.values() for one in part.values())
    assert (found.devices, found.source_properties, found.lost) == (39, names, 0)
    assert all(row.to.split(".")[0] in REGISTRY.capabilities for row in found.rows if row.is_core)


def test_the_ways_to_count() -> None:
    status = main(
        ocf={"n": value("Kitchen"), "vid": value(None)},
        switch={"switch": value("on")},
        dustSensor={"dustLevel": value(12)},
        odorSensor={"odorLevel": value(None)},
        samsungce__nobodyKnows={"thing": value("x")},
        custom__disabledCapabilities={"disabledCapabilities": value(["dustSensor"])},
    )
    found = readings(report([json.dumps({"devices": {"one": status}})]))
    assert {name: (one.core, one.source_properties) for name, one in found.items()} == {
        "all": (5, 7),
        "all_values": (3, 5),
        "device_values": (2, 3),
        "abilities": (2, 3),
        "production": (2, 2),
    }


def test_most_of_the_corpus_has_a_place() -> None:
    found = readings(report([json.dumps({"devices": corpus()})]))
    assert found["all"].source_properties > found["abilities"].source_properties > found["production"].source_properties
    assert found["device_values"].core_share >= 0.88
    assert found["abilities"].core_share >= 0.85
    assert found["production"].core_share >= 0.93


def test_both_halves_are_alike() -> None:
    halves: dict[int, dict[str, Any]] = {0: {}, 1: {}}
    for name, status in corpus().items():
        halves[hashlib.sha256(name.encode()).digest()[0] % 2][name] = status
    shares = [share(report([json.dumps({"devices": half})]).standard().rows) for half in halves.values()]
    assert abs(shares[0] - shares[1]) < 0.05
