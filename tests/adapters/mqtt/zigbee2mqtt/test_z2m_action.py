"""Words of buttons as events."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.mqtt.zigbee2mqtt.action import actions, by_whom, gesture, is_carried
from schemas.registry import Registry

REGISTRY = Registry.load()


@pytest.mark.parametrize(
    ("action", "capability", "name", "fields"),
    [
        ("single", "genericSwitch", "shortRelease", {}),
        ("1_double", "genericSwitch", "multiPressComplete", {"count": 2, "position": 1}),
        ("left_hold", "genericSwitch", "longPress", {}),
        ("hold_release", "genericSwitch", "longRelease", {}),
        ("on_press_release", "genericSwitch", "shortRelease", {}),
        ("on-press", "genericSwitch", "initialPress", {}),
        ("button_3_hold", "genericSwitch", "longPress", {"position": 3}),
        ("brightness_move_up", "genericSwitch", "longPress", {}),
        ("brightness_stop", "genericSwitch", "longRelease", {}),
        ("brightness_step_down", "genericSwitch", "shortRelease", {}),
        ("color_temperature_move", "genericSwitch", "shortRelease", {}),
        ("recall_2", "genericSwitch", "shortRelease", {"position": 2}),
        ("rotate_left", "genericSwitch", "rotated", {"steps": -1, "direction": "counterclockwise"}),
        ("dial_rotate_right_slow", "genericSwitch", "rotated", {"steps": 1, "direction": "clockwise"}),
        ("shake", "genericSwitch", "shaken", {}),
        ("flip90", "genericSwitch", "flipped", {}),
        ("panic", "emergencyCall", "sos", {}),
        ("arm_all_zones", "vendor", "zigbee2mqtt.action", {}),
        ("store_1", "vendor", "zigbee2mqtt.action", {}),
        ("wakeup", "vendor", "zigbee2mqtt.action", {}),
    ],
)
def test_a_word(action: str, capability: str, name: str, fields: dict[str, int]) -> None:
    found = actions((), (), lock=False).event("d", action, 1)
    assert (found.capability, found.event, dict(found.fields)) == (capability, name, fields | {"action": action})
    if capability != "vendor":
        known = {field.name for field in REGISTRY.event(capability, name).fields}
        assert fields.keys() <= known


def test_buttons_with_names_are_numbered_in_the_order_of_the_device() -> None:
    there = actions(["on", "off_hold", "up", "2_single", "shake"], (), lock=False)
    assert there.buttons == ("on", "off", "up")
    assert dict(there.event("d", "off_hold", 1).fields)["position"] == 2


def test_a_button_called_like_an_endpoint_tells_there() -> None:
    there = actions(["single_left"], (("", 1), ("left", 2), ("l3", 3)), lock=False)
    assert [there.event("d", word, 1).endpoint for word in ("single_left", "double_3", "hold")] == [2, 3, 1]


@pytest.mark.parametrize(
    ("action", "name", "fields"),
    [
        ("unlock", "lockOperation", {"operation": "unlock"}),
        ("key_lock", "lockOperation", {"operation": "lock", "source": "manual"}),
        (
            "unlock_failure_invalid_pin_or_id",
            "lockOperationError",
            {"operation": "unlock", "error": "invalidCredential"},
        ),
        ("pin_code_added", "zigbee2mqtt.action", {}),
    ],
)
def test_a_lock(action: str, name: str, fields: dict[str, str]) -> None:
    found = actions((), (), lock=True).event("d", action, 1)
    assert found.event == name
    assert dict(found.fields) == fields | {"action": action}


def test_who_worked_a_lock_and_how() -> None:
    found = actions((), (), lock=True).event("d", "unlock", 1, by_whom(3, "keypad"))
    assert dict(found.fields) == {"operation": "unlock", "user": 3, "source": "keypad", "action": "unlock"}
    assert by_whom(-1, "telepathy") == by_whom(True, None) == ()  # noqa: FBT003


def test_it_counts_where_half_of_the_words_mean_something() -> None:
    assert is_carried(["single", "arm_all_zones"], lock=False)
    assert not is_carried(["disarm", "arm_all_zones", "single"], lock=False)
    assert not is_carried([], lock=False)


@given(st.text(max_size=40))
def test_any_text_is_an_event_of_the_schema_or_the_vendors_own(action: str) -> None:
    found = gesture(action)
    assert not found.is_core or REGISTRY.event(found.capability, found.event).name == found.event
