import json
from typing import Any

import pytest
from aioesphomeapi import model as api
from hypothesis import given
from hypothesis import strategies as st

from adapters.esphome.coverage import recognises, report
from adapters.esphome.describe import Board, boards, placed
from adapters.esphome.entity import PARTS
from schemas.registry import Registry

REGISTRY = Registry.load()


def made(kind: Any, **values: Any) -> Any:
    """Make one of the library's models, whose arguments its types do not tell."""
    return kind(**values)


DEVICE = made(
    api.DeviceInfo, name="board", friendly_name="Board", mac_address="02:00:00:00:00:01", esphome_version="2026.10.0"
)

INFOS = [
    made(
        api.LightInfo,
        object_id="lamp",
        key=1,
        name="Lamp",
        supported_color_modes=[35, 11],
        min_mireds=153.0,
        max_mireds=500.0,
    ),
    made(api.SwitchInfo, object_id="plug", key=2, name="Plug", device_class="outlet"),
    made(
        api.SensorInfo, object_id="warmth", key=3, name="Warmth", device_class="temperature", unit_of_measurement="°C"
    ),
    made(api.SensorInfo, object_id="odd", key=4, name="Odd", unit_of_measurement="frogs"),
    made(api.BinarySensorInfo, object_id="door", key=5, name="Door", device_class="door"),
    made(api.CoverInfo, object_id="curtain", key=6, name="Curtain", supports_position=True, supports_tilt=True),
    made(
        api.ClimateInfo,
        object_id="air",
        key=7,
        name="Air",
        supported_modes=[0, 2, 3, 6],
        visual_min_temperature=16,
        visual_max_temperature=30,
        supports_current_temperature=True,
        supports_action=True,
        supported_fan_modes=[2, 3, 5],
    ),
    made(api.LockInfo, object_id="gate", key=8, name="Gate"),
    made(api.TextInfo, object_id="pass", key=9, name="Pass", mode=api.TextMode.PASSWORD),
    made(api.EventInfo, object_id="bell", key=10, name="Bell", device_class="button", event_types=["press", "knock"]),
    made(api.ValveInfo, object_id="tap", key=11, name="Tap", supports_position=True),
]


def board(infos: list[Any] = INFOS) -> Board:
    (found,) = boards(DEVICE, infos, REGISTRY)
    return found


def reported(one: Board, state: Any) -> dict[str, Any]:
    entity = next(entity for entity in one.entities if entity.info.key == state.key)
    raw = {entity.at(part.name): part.read(state) for part in entity.fields if part.read is not None}
    paths = [told.path.partition("/")[2] for told in one.thing.description.properties]
    return {
        paths[index]: value for update in one.thing.report(raw, 0) for index, value in getattr(update, "changes", ())
    }


@pytest.mark.parametrize(
    ("state", "path", "value"),
    [
        (made(api.LightState, key=1, state=True, brightness=0.4), "levelControl/currentLevel", 40.0),
        (made(api.LightState, key=1, color_temperature=250.0), "colorControl/colorTemperature", 4000),
        (made(api.LightState, key=1, red=1.0, green=0.0, blue=0.0), "colorControl/rgb", "#FF0000"),
        (made(api.SensorState, key=3, state=21.5), "temperatureMeasurement/measuredValue", 21.5),
        (made(api.SensorState, key=3, state=float("nan")), "temperatureMeasurement/measuredValue", None),
        (made(api.SensorState, key=3, state=9.0, missing_state=True), "temperatureMeasurement/measuredValue", None),
        (made(api.BinarySensorState, key=5, state=True), "contactState/open", True),
        (made(api.CoverState, key=6, position=0.25), "windowCovering/currentPosition", 25.0),
        (made(api.ClimateState, key=7, mode=api.ClimateMode.COOL), "thermostat/systemMode", "cool"),
        (made(api.ClimateState, key=7, current_temperature=27.0), "thermostat/localTemperature", 27.0),
        (made(api.LockEntityState, key=8, state=api.LockState.LOCKED), "doorLock/lockState", "locked"),
        (made(api.ValveState, key=11, position=0.0), "valveControl/currentState", "closed"),
    ],
)
def test_a_state_is_what_the_schema_says(state: Any, path: str, value: Any) -> None:
    assert reported(board(), state)[path] == value


def test_what_has_no_place_is_kept_with_a_reason_and_passwords_are_never_read() -> None:
    told = {one.address: one for one in board().thing.description.properties}
    assert told["sensor.odd/state"].is_vendor
    assert "frogs" in told["sensor.odd/state"].reason or told["sensor.odd/state"].reason
    assert (told["text.pass/state"].kind, told["text.pass/state"].access) == ("secret", "w")


def test_commands_and_events_have_their_places() -> None:
    one = board()
    found = {(capability, name) for _, capability, name in one.actions}
    assert {("doorLock", "lockDoor"), ("windowCovering", "stop"), ("valveControl", "open")} <= found
    assert one.events[("event.bell", "press")] == ("genericSwitch", "shortRelease")
    assert ("event.bell", "knock") not in one.events


def test_entities_of_one_name_have_addresses_of_their_own() -> None:
    same = [made(kind, object_id="uptime", key=5, name="Uptime") for kind in PARTS]
    addresses = [entity.address for entity in board(same).entities]
    assert len({*addresses}) == len(PARTS)


def test_an_entity_keeps_its_endpoint_when_others_come_and_go() -> None:
    before = {one.address: one.endpoint for one in board().entities}
    after = {
        one.address: one.endpoint for one in board([*INFOS[3:], made(api.SwitchInfo, object_id="new", key=99)]).entities
    }
    assert {name: after[name] for name in before if name in after} == {n: e for n, e in before.items() if n in after}


@given(st.lists(st.integers(0, 2**32 - 1), max_size=40, unique=True))
def test_no_two_entities_share_an_endpoint(keys: list[int]) -> None:
    found = placed([made(api.SwitchInfo, object_id=f"s{key}", key=key) for key in keys])
    assert len({one.endpoint for one in found}) == len(keys)
    assert all(1 <= one.endpoint <= 65_000 for one in found)


def test_devices_that_a_board_names_are_devices_of_their_own() -> None:
    device = made(
        api.DeviceInfo,
        name="b",
        mac_address="02:00:00:00:00:01",
        devices=[made(api.SubDeviceInfo, device_id=7, name="Shed")],
    )
    infos = [made(api.SwitchInfo, object_id=name, key=ord(name), device_id=at) for name, at in (("a", 0), ("b", 7))]
    main, shed = boards(device, infos, REGISTRY)
    assert (shed.thing.description.name, shed.thing.description.via) == ("Shed", main.thing.key)


def test_a_list_of_entities_is_mapped_offline() -> None:
    entities = [{"kind": type(one).__name__, **one.to_dict()} for one in INFOS] + [{"kind": "CameraInfo"}]
    line = json.dumps({"esphome": "board", "entities": entities})
    assert recognises(line)
    found = report([line])
    assert (found.devices, found.lost) == (1, 1)
    assert found.core > found.vendor


@pytest.mark.parametrize(
    "entities",
    [
        None,
        [{}],
        [{"kind": "SwitchInfo", "key": "one"}, {"kind": "SwitchInfo", "key": 1}],
    ],
)
def test_a_line_that_is_no_board_is_named(entities: Any) -> None:
    with pytest.raises(ValueError, match="line 2"):
        report(["", json.dumps({"esphome": "board", "entities": entities})])


@given(st.sampled_from(sorted(PARTS, key=lambda kind: kind.__name__)), st.integers(0, 2**32 - 1))
def test_an_entity_that_tells_nothing_of_itself_is_still_described(kind: Any, key: int) -> None:
    (one,) = boards(DEVICE, [kind(object_id="x", key=key, name="X")], REGISTRY)
    assert len(one.entities) == 1
