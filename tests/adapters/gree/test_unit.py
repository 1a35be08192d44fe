"""The table of columns, and both ways between columns and values."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.gree.mapping import (
    DEHUMIDIFIER,
    FIRST,
    FURTHER,
    HEAT_PUMP,
    HEAT_PUMP_NAMES,
    PARTS,
    TABLE,
    TOGETHER,
    further,
    names,
    present,
    properties,
)
from adapters.gree.unit import Identity, Unit, bound, device_type
from schemas.conversion import ConversionError
from schemas.device_types import DEVICE_TYPES
from schemas.registry import Registry
from schemas.updates import FaultReported, PropertiesReported

REGISTRY = Registry.load()
WHO = Identity(key="9424b8000001", name="Room", brand="gree", model="10001", via="roof")
ALL = [*FIRST, *(name for some in FURTHER for name in some)]
CORE = (*FIRST, *FURTHER[0])


def unit(*columns: str) -> Unit:
    return Unit(WHO, columns or CORE, REGISTRY)


def index(one: Unit, path: str) -> int:
    return next(number for number, p in enumerate(one.thing.description.properties) if p.path == path)


def written(one: Unit, **wanted: Any) -> dict[str, Any]:
    """Want values by path, with _ for /."""
    return one.wanted((index(one, path.replace("_", "/", 2)), value) for path, value in wanted.items())


def reported(one: Unit, columns: dict[str, Any]) -> dict[str, Any]:
    told = one.thing.report(one.heard(columns), 0)
    paths = [p.path for p in one.thing.description.properties]
    return {paths[i]: v for report in told if isinstance(report, PropertiesReported) for i, v in report.changes}


def test_every_column_is_asked_for_and_every_claim_holds() -> None:
    assert set(ALL) | set(HEAT_PUMP_NAMES) == {*names(TABLE), *names(HEAT_PUMP), *PARTS}
    assert len(ALL) == len(set(ALL))
    assert set(TOGETHER) | set(TOGETHER.values()) <= set(FIRST)
    placed = bound([name for name in ALL if name not in {"HumSen", "TemSen"}], REGISTRY)
    for one, column in zip(placed, properties(set(ALL) - {"HumSen", "TemSen"}), strict=True):
        told = one.description
        assert told.is_vendor == (column.row is None), told
        assert bool(told.reason) == told.is_vendor
        assert len(told.address) < 16  # firmware takes no longer ones
    assert {d.name for d in (p.description for p in placed) if d.is_vendor} == {
        f"gree.{name}"
        for name in (
            "SlpMod",
            "SwUpDn",
            "SwingLfRig",
            "Quiet",
            "HeatCoolType",
            "Buzzer_ON_OFF",
            "Dmod",
            "PM2P5",
            "airQlt",
        )
    }


def test_a_heat_pump_is_another_thing() -> None:
    columns = {
        "Pow": 1, "Mod": 4, "HeWatOutTemSet": 35, "WatBoxTemSet": 50, "HeHomTemSet": 21, "Quiet": 1, "AllErr": 0,
        "AllOutWatTemHi": 133, "AllOutWatTemLo": 7, "AllInWatTemHi": 95, "AllInWatTemLo": 5, "WatBoxTemHi": 0,
        "ElcHe1RunSta": 0, "ElcHe2RunSta": 0, "SyAnFroRunSta": 1, "TemUn": 0, "CoWatOutTemSet": 18,
    }  # fmt: skip
    one = unit(*columns)
    assert [e.device_type for e in one.thing.description.endpoints] == ["heatPump"]
    assert reported(one, columns) == {
        "1/onOff/onOff": True,
        "1/heatSource/mode": "heatingAndHotWater",
        "1/heatSource/flowSetpoint": 35,
        "1/heatSource/quietMode": True,
        "1/heatSource/flowTemperature": 33.7,
        "1/heatSource/returnTemperature": -4.5,
        "1/heatSource/auxiliaryHeaterOn": False,
        "1/heatSource/defrosting": True,
        "1/waterHeater/targetTemperature": 50,
        "1/waterHeater/waterTemperature": None,
        "1/thermostat/heatingSetpoint": 21,
        "1/deviceHealth/faultCode": "",
        "1/vendor/gree.ElcHe2RunSta": 0,
        "1/vendor/gree.TemUn": 0,
        "1/vendor/gree.CoWatOutTemSet": 18,
    }
    wanted = {"1_heatSource_mode": "hotWater", "1_waterHeater_targetTemperature": 47.6, "1_heatSource_flowSetpoint": 40}
    assert written(one, **wanted) == {"Mod": 2, "WatBoxTemSet": 48, "HeWatOutTemSet": 40}
    with pytest.raises(ConversionError):
        written(one, **{"1_waterHeater_targetTemperature": 90})
    for placed in bound(HEAT_PUMP_NAMES, REGISTRY):
        assert placed.description.is_vendor == bool(placed.description.reason)


def test_what_is_asked_besides_follows_from_what_was_found() -> None:
    assert tuple(further({"Pow": 1, "SetTem": 24})) == FURTHER
    found: dict[str, object] = {"Pow": 1, "SetTem": ""}
    groups = further(found)
    assert next(groups) == HEAT_PUMP_NAMES
    found["WatBoxTemSet"] = 50
    assert tuple(groups) == ()
    assert tuple(further({"Pow": 1})) == (HEAT_PUMP_NAMES, *FURTHER)


def test_what_another_column_is_already_stays_the_units_own_and_says_so() -> None:
    placed = {one.description.name: one.description for one in bound(ALL, REGISTRY)}
    assert placed["gree.TemBody"].reason == "thermostat.localTemperature: another property is already that"
    assert "measuredValue" in placed["gree.DwatSen"].reason


def test_what_a_unit_is() -> None:
    described = unit("Pow", "Mod", "SetTem").thing.description
    assert (described.key, described.via, described.manufacturer) == ("9424b8000001", "roof", "gree")
    assert [e.device_type for e in described.endpoints] == ["roomAirConditioner"]
    assert device_type(["Dwet", "Pow"]) == "dehumidifier"
    assert {"roomAirConditioner", "dehumidifier", "gateway"} <= {one.id for one in DEVICE_TYPES}


def test_columns_that_a_unit_lacks_say_nothing() -> None:
    told = {"Pow": 0, "Mod": "", "Lig": None, "SetTem": [1], "Dwet": 0, "DwatSen": 0, "Dmod": 0, "Blo": "1"}
    assert present(told) == ("Pow", "Blo")
    assert set(present(dict.fromkeys(names(DEHUMIDIFIER), 7))) == set(names(DEHUMIDIFIER))


def test_values_are_read() -> None:
    told = {
        "Pow": 1,
        "Mod": 4,
        "SetTem": 25,
        "TemUn": 0,
        "TemSen": 66,
        "WdSpd": 2,
        "SwUpDn": 9,
        "Quiet": 2,
        "AllErr": 0,
    }
    assert reported(unit(), told) == {
        "1/onOff/onOff": True,
        "1/thermostat/systemMode": "heat",
        "1/thermostat/coolingSetpoint": 25,
        "1/thermostat/heatingSetpoint": 25,
        "1/thermostat/localTemperature": 26,
        "1/userInterface/temperatureDisplayUnit": "celsius",
        "1/fanControl/fanMode": "low",
        "1/fanControl/speedSetting": 2,
        "1/comfortOptions/verticalSwing": True,
        "1/vendor/gree.SwUpDn": 9,
        "1/comfortOptions/quietMode": True,
        "1/vendor/gree.Quiet": 2,
        "1/deviceHealth/faultCode": "",
    }
    assert reported(unit(), {"AllErr": 23, "WdSpd": 0, "Mod": 9}) == {
        "1/deviceHealth/faultCode": "23",
        "1/fanControl/fanMode": "auto",
        "1/fanControl/speedSetting": None,
        "1/thermostat/systemMode": "vendor:9",
    }
    assert reported(unit("Dwet", "DwatFul", "Dfltr"), {"Dwet": 9, "DwatFul": 1, "Dfltr": 1}) == {
        "1/humidityControl/targetHumidity": 60,
        "1/humidityControl/tankFull": True,
        "1/consumableMonitoring/changeIndication": "warning",
    }


def test_parts_of_a_set_point_are_kept_from_one_answer_to_the_next() -> None:
    one = unit()
    reported(one, {"SetTem": 21, "TemUn": 1, "TemRec": 1, "Add0.5": 0})
    assert reported(one, {"SetTem": 21})["1/thermostat/coolingSetpoint"] == 21.1
    assert written(one, **{"1_thermostat_coolingSetpoint": 20.6}) == {"SetTem": 21, "TemRec": 0, "Add0.5": 0}


def test_wishes_become_one_command() -> None:
    one = unit()
    wanted = {
        "1_onOff_onOff": True,
        "1_thermostat_systemMode": "precooling",
        "1_thermostat_coolingSetpoint": 25.5,
        "1_fanControl_fanMode": "medium",
        "1_comfortOptions_sleepMode": True,
        "1_vendor_gree.SwUpDn": 11,
    }
    assert written(one, **wanted) == {
        "Pow": 1, "Mod": 1, "SetTem": 25, "TemRec": 0, "Add0.5": 1, "WdSpd": 3, "SwhSlp": 1, "SlpMod": 1, "SwUpDn": 11,
    }  # fmt: skip
    assert written(unit("SetTem", "SwhSlp"), **{"1_thermostat_coolingSetpoint": 25.5}) == {"SetTem": 26}
    both = {"1_userInterface_temperatureDisplayUnit": "fahrenheit", "1_thermostat_heatingSetpoint": 25.6}
    assert written(unit("SetTem", "TemUn", "TemRec"), **both) == {"TemUn": 1, "SetTem": 26, "TemRec": 0}
    own = {"1_comfortOptions_sleepMode": True, "1_vendor_gree.SlpMod": 3}
    assert written(one, **own) == {"SwhSlp": 1, "SlpMod": 3}
    assert written(unit("Dwet"), **{"1_humidityControl_targetHumidity": 55}) == {"Dwet": 8}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("1_thermostat_coolingSetpoint", 15.9),
        ("1_thermostat_heatingSetpoint", 30.1),
        ("1_thermostat_coolingSetpoint", "25"),
        ("1_fanControl_speedSetting", 6),
        ("1_fanControl_speedSetting", 0),
        ("1_fanControl_fanMode", "turbo"),
        ("1_thermostat_systemMode", "sleep"),
        ("1_thermostat_systemMode", "vendor:7"),
        ("1_vendor_gree.Quiet", 4),
        ("1_vendor_gree.Quiet", True),
        ("1_onOff_onOff", 1),
    ],
)
def test_what_no_unit_takes(path: str, value: Any) -> None:
    with pytest.raises(ConversionError):
        written(unit(), **{path: value})


def test_what_a_person_asked_for_besides() -> None:
    one = Unit(WHO, ["Pow", "EnvArea1St"], REGISTRY, ["EnvArea1St", "Pow", "Absent"])
    assert [p.path for p in one.thing.description.properties] == ["1/onOff/onOff", "1/vendor/gree.EnvArea1St"]
    assert written(one, **{"1_vendor_gree.EnvArea1St": 3}) == {"EnvArea1St": 3}


VALUES = st.integers(-1, 100) | st.none() | st.text(max_size=2) | st.booleans() | st.floats() | st.lists(st.none())


@given(st.dictionaries(st.sampled_from(ALL), VALUES))
def test_whatever_a_unit_says_is_a_value_or_a_fault(columns: dict[str, Any]) -> None:
    one = unit(*ALL)
    for told in one.thing.report(one.heard(columns), 0):
        assert isinstance(told, PropertiesReported | FaultReported)


@given(st.data())
def test_what_is_written_is_read_back(data: st.DataObject) -> None:
    one = unit(*ALL)
    fahrenheit = data.draw(st.integers(0, 1))
    one.heard({"TemUn": fahrenheit})
    number, told = data.draw(st.sampled_from([*enumerate(one.thing.description.properties)]))
    if "w" not in told.access or (told.minimum is None and told.values is None and told.kind.value != "boolean"):
        return
    if told.address == "SetTem":
        value: Any = data.draw(st.integers(160, 300)) / 10
    elif told.values is not None:
        value = data.draw(st.sampled_from(told.values))
    elif told.kind.value == "boolean":
        value = data.draw(st.booleans())
    else:
        value = data.draw(st.integers(int(told.minimum or 0), int(told.maximum or 0)))
        value -= value % 5 if told.name == "targetHumidity" else 0
    columns = one.wanted([(number, value)])
    again = reported(one, columns)[told.path]
    assert abs(again - value) <= 0.55 if told.address == "SetTem" else again == value
