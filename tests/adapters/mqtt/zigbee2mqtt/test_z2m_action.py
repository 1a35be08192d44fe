"""Words of buttons as events."""

import pytest

from adapters.mqtt.zigbee2mqtt.action import event
from schemas.registry import Registry


@pytest.mark.parametrize(
    ("action", "capability", "name", "fields"),
    [
        ("single", "genericSwitch", "shortRelease", {}),
        ("1_double", "genericSwitch", "multiPressComplete", {"count": 2}),
        ("left_hold", "genericSwitch", "longPress", {}),
        ("hold_release", "genericSwitch", "longRelease", {}),
        ("on-press", "genericSwitch", "initialPress", {}),
        ("rotate_left", "genericSwitch", "rotated", {"steps": -1}),
        ("rotate_right", "genericSwitch", "rotated", {"steps": 1}),
        ("shake", "vendor", "zigbee2mqtt.action", {}),
    ],
)
def test_a_word(action: str, capability: str, name: str, fields: dict[str, int]) -> None:
    found = event("d", action, 1, lock=False)
    assert (found.capability, found.event, dict(found.fields)) == (capability, name, fields | {"action": action})
    if capability != "vendor":
        assert Registry.load().event(capability, name).name == name


@pytest.mark.parametrize(
    ("action", "name"), [("unlock", "lockOperation"), ("unlock_failure_invalid_pin_or_id", "lockOperationError")]
)
def test_a_lock(action: str, name: str) -> None:
    assert event("d", action, 1, lock=True).event == name
