"""The reader of Tuya configurations: roles, names, units, endpoints, bad input, and the corpus."""

import json
from gzip import open as gzip_open
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.binding import Bound
from schemas.catalogue import catalogue
from schemas.descriptions.tuya import bound, read, recognises, report, rows
from schemas.mappings.tuya import COMMANDS, PRESSES, ROWS, TIMER, UNITS
from schemas.registry import Registry
from schemas.units import UNITS as CODES
from schemas.vocabulary import Kind

CORPUS: Final = Path(__file__).parents[2] / "corpora" / "tuya-devices.jsonl.gz"
REGISTRY: Final = Registry.load()


def dp(number: int, kind: str, role: str, **more: Any) -> dict[str, Any]:
    return {"id": number, "t": kind, "n": role, **more}


def entity(platform: str, *dps: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"e": platform, **more, "dps": list(dps)}


def config(*entities: dict[str, Any], name: str = "Device") -> str:
    return json.dumps({"file": "one.yaml", "name": name, "products": [], "entities": list(entities)})


def parts(*entities: dict[str, Any], name: str = "Device") -> list[Bound]:
    device = next(read([config(*entities, name=name)]))
    return [one for one in bound(device, REGISTRY) if not one.is_extra]


def places(*entities: dict[str, Any], name: str = "Device") -> list[str]:
    return [row.to for row in rows(next(read([config(*entities, name=name)])), REGISTRY)]


def test_a_sensor_is_scaled_and_in_its_unit() -> None:
    sensor = entity("sensor", dp(2, "integer", "sensor", u="C", s=10, r={"min": -200, "max": 600}), c="temperature")
    found = parts(sensor)[0]
    assert found.description.path == "1/temperatureMeasurement/measuredValue"
    assert found.description.address == "2"
    assert (found.description.minimum, found.description.maximum, found.description.step) == (-20, 60, 0.1)


def test_the_temperature_of_a_coil_is_not_that_of_the_room() -> None:
    room = entity("sensor", dp(1, "integer", "sensor", u="C"), c="temperature")
    coil = entity("sensor", dp(2, "integer", "sensor", u="C"), c="temperature", n="Coil temperature")
    found = parts(room, coil)
    assert [one.description.name for one in found] == ["measuredValue", "measuredValue"]
    assert len({one.description.endpoint for one in found}) == 2


def test_what_is_derived_is_no_measurement() -> None:
    assert places(entity("sensor", dp(1, "integer", "sensor", u="C"), c="temperature", n="Dew point")) == [
        "vendor.tuya.sensor.dew_point.sensor"
    ]


def test_gangs_have_an_endpoint_each() -> None:
    found = parts(*(entity("switch", dp(number, "boolean", "switch"), tk="switch_x") for number in (1, 2, 3)))
    assert {one.description.name for one in found} == {"onOff"}
    assert len({one.description.endpoint for one in found}) == 3


def test_a_brightness_is_a_share_of_its_greatest() -> None:
    light = entity("light", dp(20, "boolean", "switch"), dp(22, "integer", "brightness", r={"min": 10, "max": 1000}))
    found = parts(light)[1]
    assert found.description.path == "1/levelControl/currentLevel"
    assert (found.decode(500), found.encode(50.0)) == (50, 500)


def test_a_thermostat() -> None:
    climate = entity(
        "climate",
        dp(1, "boolean", "hvac_mode", v=["off", "heat"]),
        dp(2, "integer", "temperature", s=10, r={"min": 50, "max": 350}),
        dp(3, "integer", "current_temperature", s=10),
        dp(4, "string", "preset_mode", v=["program", "manual", "away"]),
        dp(5, "string", "temperature_unit", v=["C", "F"]),
    )
    assert places(climate) == [
        "thermostat.systemMode",
        "thermostat.heatingSetpoint",
        "thermostat.localTemperature",
        "thermostat.preset",
        "userInterface.temperatureDisplayUnit",
    ]


def test_only_cooling_is_a_cooling_setpoint() -> None:
    climate = entity(
        "climate",
        dp(1, "string", "hvac_mode", v=["off", "cool", "fan_only"]),
        dp(2, "integer", "temperature", r={"min": 16, "max": 30}),
    )
    assert places(climate)[1] == "thermostat.coolingSetpoint"


def test_a_child_lock_is_no_door_lock() -> None:
    assert places(entity("lock", dp(7, "boolean", "lock"), tk="child_lock")) == ["userInterface.keypadLockout"]
    found = parts(entity("lock", dp(7, "boolean", "lock")))[0]
    assert (found.description.name, found.decode(True)) == ("lockState", "locked")  # noqa: FBT003


def test_a_status_depends_on_the_device() -> None:
    charger = entity("sensor", dp(3, "string", "sensor", v=["available", "charging", "fault"]), c="enum", tk="status")
    kettle = entity("sensor", dp(3, "string", "sensor", v=["standby", "heating", "keeping_warm"]), tk="status")
    assert places(charger, name="EV charger") == ["energyEvse.state"]
    assert places(kettle, name="Kettle") == ["cookingProgram.status"]


def test_the_same_data_point_shown_twice_has_one_place() -> None:
    unit = dp(9, "string", "temperature_unit", v=["C", "F"])
    select = entity("select", {**unit, "n": "option"}, tk="temperature_unit")
    assert places(entity("climate", unit), select) == ["userInterface.temperatureDisplayUnit"] * 2
    other = entity("select", {**unit, "n": "option", "id": 10}, tk="temperature_unit")
    assert places(entity("climate", unit), other)[1].startswith("vendor.")


@pytest.mark.parametrize(
    ("platform", "told", "place"),
    [
        ("button", {"tk": "factory_reset", "n": ""}, "deviceHealth.factoryReset"),
        ("button", {"c": "restart"}, "deviceHealth.restart"),
        ("button", {"n": "Dance"}, "vendor.tuya.button.dance.button"),
    ],
)
def test_buttons_are_commands(platform: str, told: dict[str, str], place: str) -> None:
    assert places(entity(platform, dp(11, "boolean", "button"), **told)) == [place]


def test_bytes_with_a_unit_are_a_number_taken_out_of_them() -> None:
    phase = [
        entity("sensor", dp(6, "base64", "sensor", u="V", s=10), c="voltage", tk="voltage_x"),
        entity("sensor", dp(6, "base64", "sensor", u="A", s=1000), c="current", tk="current_x"),
        entity("sensor", dp(6, "base64", "data"), c="current", n="Raw"),
    ]
    assert [place.split(".")[-1] for place in places(*phase)] == ["voltage", "activeCurrent", "data"]
    assert places(*phase)[2].startswith("vendor.")


def test_a_lock_tells_who_opened_it() -> None:
    lock = entity("lock", dp(8, "boolean", "lock"), dp(1, "integer", "unlock_fingerprint"))
    assert places(lock) == ["doorLock.lockState", "doorLock.lockOperation"]


def test_a_doorbell_rings() -> None:
    assert places(entity("event", dp(154, "string", "event", v=["ring"]), c="doorbell")) == ["doorbellChime.ring"]


@given(st.integers(0, 23), st.integers(0, 59))
def test_words_for_a_time(hours: int, minutes: int) -> None:
    assert TIMER.words is not None
    words = [text for text in (f"{hours}h" if hours else "", f"{minutes}m" if minutes else "") if text]
    assert TIMER.words("".join(words) or "cancel") == (hours * 60 + minutes) * 60
    assert TIMER.words("continuous") is None


def test_rows_commands_and_units_exist() -> None:
    registry = catalogue()
    assert [row.source for row in ROWS if (row.capability, row.name) not in registry.specs] == []
    for path in (*COMMANDS.values(), *PRESSES.values()):
        capability, _, name = path.partition(".")
        assert name in {**registry.capability(capability).commands, **registry.capability(capability).events}
    assert set(UNITS.values()) <= CODES.keys()


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("[", "line 1: it is not JSON"),
        ("1", "line 1: it is no object"),
        ('{"entities": {}}', "line 1.entities: it is no list"),
        ('{"entities": [1]}', r"line 1.entities\[0\]: it is no object"),
        ('{"entities": [{"dps": []}]}', r"line 1.entities\[0\].e: it is no text"),
        ('{"entities": [{"e": "x", "dps": [{"n": 1}]}]}', r"line 1.entities\[0\].dps\[0\].n: it is no text"),
        ('{"entities": [{"e": "x", "dps": [{"n": "y", "s": "1"}]}]}', "s: it is no ordinary number"),
    ],
)
def test_bad_input_names_the_place(line: str, place: str) -> None:
    with pytest.raises(ValueError, match=place):
        report([line])


@pytest.mark.parametrize(
    ("line", "known"),
    [(config(), True), ('{"exposes": []}', False), ("{", False), ("[]", False), ('{"entities": []}', False)],
)
def test_what_it_recognises(line: str, known: bool) -> None:
    assert recognises(line) is known


JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("entnvrsuc"), inner, max_size=3),
    max_leaves=8,
)
POINT: Final = st.fixed_dictionaries(
    {
        "id": st.integers(1, 4),
        "n": st.sampled_from(["sensor", "switch", "brightness", "temperature", "event", "option"]),
    },
    optional={
        "t": st.sampled_from(["boolean", "integer", "string", "bitfield", "base64", "unixtime", "never"]),
        "v": st.lists(st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.just(10**400), max_size=4),
        "r": st.fixed_dictionaries({"min": st.integers(-99, 99), "max": st.integers(-99, 2000)}),
        "s": st.sampled_from([10, 0.1, 100, 0, -1]),
        "u": st.sampled_from(["C", "%", "kWh", "?", "min"]),
    },
)
ENTITY: Final = st.fixed_dictionaries(
    {
        "e": st.sampled_from(["sensor", "switch", "light", "climate", "select", "event", "button", "nothing"]),
        "dps": st.lists(POINT, max_size=3),
    },
    optional={
        "c": st.sampled_from(["temperature", "humidity", "doorbell", "enum", ""]),
        "n": st.sampled_from(["Valve 1", "Coil temperature", "", "Ärger"]),
        "tk": st.sampled_from(["switch_x", "timer", "status", ""]),
    },
)


@given(st.lists(ENTITY, max_size=4))
def test_any_configuration_is_told_whole(entities: list[dict[str, Any]]) -> None:
    found = report([config(*entities)])
    assert [row.source for row in found.rows] == [str(one["id"]) for each in entities for one in each["dps"]]
    assert found.lost == 0


@given(JSON)
def test_any_line_is_read_or_refused(document: Any) -> None:
    try:
        report([json.dumps(document)])
    except ValueError as error:
        assert str(error).startswith("line 1")  # noqa: PT017


def test_the_corpus() -> None:
    with gzip_open(CORPUS, "rt", encoding="utf-8") as file:
        found = report(file)
    assert (found.devices, found.source_properties, found.lost) == (855, 13764, 0)
    assert found.core_share >= 0.5
    assert all(row.to.split(".")[0] in REGISTRY.capabilities for row in found.rows if row.is_core)


def test_the_ends_of_ranges_come_back() -> None:
    with gzip_open(CORPUS, "rt", encoding="utf-8") as file:
        devices = list(read(file))[::5]
    for one in (one for device in devices for one in bound(device, REGISTRY)):
        ours = one.description
        if ours.kind in {Kind.INTEGER, Kind.NUMBER} and not ours.is_vendor and "w" in ours.access:
            for end in (ours.minimum, ours.maximum):
                again = one.decode(one.encode(end))
                assert isinstance(again, int | float)
                assert again == pytest.approx(end, abs=max(ours.step or 0, 1e-6)), one.described
