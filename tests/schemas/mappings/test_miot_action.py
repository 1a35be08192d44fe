"""Actions, events and write-only properties as commands and events of the schema."""

import pytest

from schemas.mappings.miot.action import ACTION_ROWS, EVENT_ROWS, WRITE_ROWS, action, event, is_written, written
from schemas.registry import Registry
from schemas.validate import check_of

REGISTRY = Registry.load()


def test_every_action_is_a_command_with_those_arguments() -> None:
    for row in ACTION_ROWS:
        known = {one.name for one in REGISTRY.command(row.capability, row.command).arguments}
        assert {ours for ours, _ in row.arguments} <= known, row


def test_every_written_word_is_a_command_with_arguments_it_takes() -> None:
    for row in WRITE_ROWS:
        known = {one.name: one for one in REGISTRY.command(row.capability, row.command).arguments}
        assert not row.argument or row.argument in known, row
        for name, value in row.fixed:
            assert check_of(known[name])(value) is None, row


def test_every_event_is_one_of_the_schema_with_those_fields() -> None:
    for row in EVENT_ROWS:
        known = {one.name for one in REGISTRY.event(row.capability, row.event).fields}
        assert {ours for ours, _ in row.fields} <= known, row


def test_an_action_of_its_service_comes_before_one_of_any() -> None:
    row = action("pressure-cooker", "start-cook")
    assert row is not None
    assert (row.command, row.arguments) == ("startCook", (("program", "cook-mode"),))
    assert action("anything", "toggle") == action("light", "toggle")
    assert action("anything", "dance") is None


def test_an_event_is_found_by_service_and_name() -> None:
    row = event("air-fryer", "cooking-finished")
    assert row is not None
    assert row.event == "cookingFinished"
    assert event("air-fryer", "smoke") is None


@pytest.mark.parametrize(
    ("word", "command"), [("Open", "open"), ("CLOSE", "close"), ("Pause", "stop"), ("上升", "open"), ("dance", "")]
)
def test_a_word_to_a_curtains_motor_is_a_command(word: str, command: str) -> None:
    row = written("curtain", "motor-control", word)
    assert (row.command if row else "") == command


def test_any_value_to_a_toggle_toggles() -> None:
    row = written("switch", "toggle", "")
    assert row is not None
    assert (row.capability, row.command) == ("onOff", "toggle")
    assert is_written("switch", "toggle")
    assert not is_written("scene", "toggle")
    assert not is_written("scene", "brightness")


def test_left_and_right_turn_opposite_ways() -> None:
    left, right = written("fan", "motor-control", "LEFT"), written("fan", "motor-control", "Right")
    assert left is not None
    assert right is not None
    assert dict(left.fixed)["angle"] == -5
    assert dict(right.fixed)["angle"] == 5
