"""Commands and events of Matter, and writing by command: there and back."""

from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.conversion import ConversionError
from schemas.mapping import Misfit
from schemas.mappings.matter import (
    COMMANDS,
    EVENTS,
    ROWS,
    CommandRow,
    EventRow,
    Invocation,
    MatterRow,
    arguments_of,
    by_command,
    by_event,
    by_property,
    choose,
    claim_argument,
    command_of,
    event_fields,
    event_of,
    invocation,
    writing,
    written,
    written_by,
)
from schemas.mappings.matter.row import Argument, SemanticTag
from schemas.registry import Registry, Spec
from schemas.value import Value
from schemas.vocabulary import Kind

REGISTRY: Final = Registry.load()
PRESETS: Final[list[Any]] = [{"presetHandle": "01", "presetScenario": 1}, {"presetHandle": "02", "presetScenario": 2}]
INPUTS: Final[list[Any]] = [{"index": 1, "name": "HDMI 1"}, {"index": 2, "name": "HDMI 2"}]
COOK_MODES: Final[list[Any]] = [
    {"mode": 1, "label": "Normal", "modeTags": [{"value": 0x4000}]},
    {"mode": 2, "label": "Defrost", "modeTags": [{"value": 0x4001}]},
]
RUN_MODES: Final[list[Any]] = [
    {"mode": 7, "label": "Idle", "modeTags": [{"value": 0x4000}]},
    {"mode": 9, "label": "Clean", "modeTags": [{"value": 0x4001}]},
]
TOLD: Final[dict[str, Value]] = {
    "Presets": PRESETS,
    "InputList": INPUTS,
    "SupportedModes": COOK_MODES,
    "Currency": {"currency": 156, "decimalPoints": 2},
}
WORDS: Final = {"preset": ["none", "home", "away"], "input": ["HDMI 1", "HDMI 2"], "message": ["00ff", "a1"]}
"""Texts that are not any text: what a device offers, and numbers in hexadecimal."""


def specs_of(row: CommandRow | EventRow) -> tuple[Spec, ...]:
    if isinstance(row, CommandRow):
        return REGISTRY.command(row.capability, row.name).arguments
    return REGISTRY.event(row.capability, row.name).fields


def parts(row: CommandRow | EventRow) -> tuple[Argument, ...]:
    return row.arguments if isinstance(row, CommandRow) else row.fields


def given_of(row: CommandRow | EventRow) -> dict[int, Value]:
    return {
        number: TOLD[name]
        for one in parts(row)
        if one.given
        for number, name in zip(one.given.attributes, one.given.names, strict=True)
    }


def row_id(row: CommandRow | EventRow) -> str:
    return f"{row.capability}.{row.name}->{row.cluster_name}.{row.matter}"


@pytest.mark.parametrize("row", [*COMMANDS, *EVENTS], ids=row_id)
def test_every_argument_fits_the_one_of_ours(row: CommandRow | EventRow) -> None:
    specs = {spec.name: spec for spec in specs_of(row)}
    for one in parts(row):
        fit = claim_argument(one, specs[one.ours], given=given_of(row))
        assert not isinstance(fit, Misfit), f"{one.ours}: {fit}"


@pytest.mark.parametrize("row", COMMANDS, ids=row_id)
def test_what_we_require_has_a_place(row: CommandRow) -> None:
    """A row that lacks a required argument stands behind one that has it."""
    required = set(REGISTRY.command(row.capability, row.name).required)
    assert any(required <= {one.ours for one in other.arguments} for other in command_of(row.capability, row.name))


def value_of(one: Argument, spec: Spec) -> st.SearchStrategy[Any]:
    if one.ours in WORDS and spec.kind in {Kind.ENUM, Kind.STRING} and one.row.convert.name != "numbered":
        return st.sampled_from(WORDS[one.ours])
    if spec.kind is Kind.ENUM:
        return st.sampled_from(["normal", "defrost"] if one.given else sorted(map(str, members(one))))
    if spec.kind is Kind.ENUMSET:
        known = [word for word in spec.values or () if word in members(one)]
        return st.sets(st.sampled_from(known)).map(lambda chosen: [word for word in known if word in chosen])
    return simple(one, spec)


def simple(one: Argument, spec: Spec) -> st.SearchStrategy[Any]:
    if spec.kind is Kind.BOOLEAN:
        return st.booleans()
    if spec.kind is Kind.TIMESTAMP:
        return st.integers(946_684_800, 2_000_000_000).map(lambda seconds: seconds * 1000)
    if spec.kind in {Kind.INTEGER, Kind.NUMBER}:
        return st.integers(int(spec.minimum or 0), int(min(spec.maximum or 100, 1e6))).filter(bool)
    return lists(spec) if spec.kind is Kind.LIST else texts(one)


def lists(spec: Spec) -> st.SearchStrategy[Any]:
    assert spec.item is not None
    if spec.item.kind is Kind.OBJECT:
        return st.just([{one.name: plain(one) for one in spec.item.fields}])
    return st.lists(st.integers(0, 99))


def plain(spec: Spec) -> Value:
    if spec.kind in {Kind.INTEGER, Kind.NUMBER}:
        return 3
    return ["stun:home"] if spec.kind is Kind.LIST else "x"


def texts(one: Argument) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(map(str, members(one)))) if one.row.convert.pairs else st.text(max_size=6)


def members(one: Argument) -> set[Value]:
    pairs = one.row.convert.pairs
    if pairs is not None:
        return set(pairs.values())
    return {"fall", "sleeping"} if one.ours == "activity" else {"person"} if one.ours == "objectType" else {"snoring"}


CAPS: Final = {"colorTemperature": 10_000, "targetTemperature": 300}
"""Above these a raw step is coarse, or Matter has no place."""


def is_near(one: Value, other: Value) -> bool:
    """Equal, or as near as the coarsest raw step of an argument (1/254 of a level, a mired)."""
    if isinstance(one, int | float) and isinstance(other, int | float) and not isinstance(one, bool):
        return abs(one - other) <= max(1, abs(one) * 0.02)
    return one == other


@pytest.mark.parametrize("row", [row for row in COMMANDS if row.arguments], ids=row_id)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_arguments_come_back(row: CommandRow, data: st.DataObject) -> None:
    specs = {spec.name: spec for spec in specs_of(row)}
    sent = {one.ours: data.draw(value_of(one, specs[one.ours])) for one in row.arguments}
    for name, most in CAPS.items():
        if name in sent:
            sent[name] = min(sent[name], most)
    message = invocation(row, specs_of(row), sent, given=given_of(row))
    back = arguments_of(row, specs_of(row), message.fields, given=given_of(row))
    for name, value in sent.items():
        assert is_near(value, back.get(name)) or (value == "none" and name not in back)


@pytest.mark.parametrize("row", [row for row in EVENTS if row.fields], ids=row_id)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_fields_of_events_come_back(row: EventRow, data: st.DataObject) -> None:
    specs = {spec.name: spec for spec in specs_of(row)}
    told = {one.ours: data.draw(value_of(one, specs[one.ours])) for one in row.fields}
    fields = event_fields(row, specs_of(row), told, given=given_of(row))
    back = arguments_of(row, specs_of(row), fields, given=given_of(row))
    assert all(is_near(value, back.get(name)) for name, value in told.items())


def sent(capability: str, name: str, added: dict[str, Value] | None = None, **arguments: Value) -> Invocation:
    row = choose(capability, name, arguments)
    assert row is not None
    return invocation(row, specs_of(row), arguments, added=added or {})


def test_a_position_is_sent_as_closing() -> None:
    assert sent("windowCovering", "goToLift", position=75).fields == {"liftPercent100thsValue": 2500}


def test_fields_that_are_always_sent_stand_beside() -> None:
    message = sent("levelControl", "moveToLevel", level=50)
    assert (message.command, message.fields) == (
        0x00,
        {"level": 127, "transitionTime": None, "optionsMask": 0, "optionsOverride": 0},
    )


def test_an_argument_may_choose_the_command() -> None:
    assert sent("levelControl", "moveToLevel", level=50, withOnOff=True).command == 0x04
    assert sent("levelControl", "moveToLevel", level=50, withOnOff=False).command == 0x00
    (row,) = by_command(0x0008, 0x04)
    assert arguments_of(row, specs_of(row), {"level": 254})["withOnOff"] is True


def test_the_command_that_takes_all_arguments_is_chosen() -> None:
    assert sent("closureControl", "moveTo", position=30).cluster == 0x0105
    assert sent("closureControl", "moveTo", preset="openedForVentilation").fields == {"position": 3}
    assert sent("cameraStream", "solicitOffer", sdp="v=0").command == 0x02
    assert sent("cameraStream", "solicitOffer").command == 0x00
    assert choose("onOff", "explode", {}) is None


def test_what_a_row_asks_for_is_added_by_the_caller() -> None:
    message = sent("announcement", "present", added={"messageId": "00" * 16}, text="Tea is ready")
    assert message.fields["messageId"] == "00" * 16
    assert message.fields["messageText"] == "Tea is ready"


def test_structs_are_put_together_and_pin_codes_are_octets() -> None:
    assert sent("waterHeater", "boost", duration=600, targetTemperature=55.5).fields == {
        "boostInfo": {"duration": 600, "temporarySetpoint": 5550}
    }
    message = sent("lockAccess", "setCredential", index=3, credential="1234")
    assert message.fields["credential"] == {"credentialType": 1, "credentialIndex": 3}
    assert message.fields["credentialData"] == "31323334"
    assert message.timed


def test_a_signed_step_has_a_direction() -> None:
    assert sent("levelControl", "step", amount=-50).fields["stepMode"] == 1
    assert sent("levelControl", "step", amount=-50).fields["stepSize"] == 127
    assert sent("fanControl", "step", up=False).fields == {"direction": 1}


def test_a_robot_starts_by_the_mode_with_the_tag() -> None:
    (row,) = command_of("robotVacuum", "start")
    assert invocation(row, (), {}, given={0: RUN_MODES}).fields == {"newMode": 9}
    with pytest.raises(ConversionError, match="tag 0x4001"):
        invocation(row, (), {}, given={0: []})


def test_a_context_of_several_tags_is_one_struct() -> None:
    (row,) = event_of("ambientContextSensing", "activityStarted")
    fields = event_fields(row, specs_of(row), {"activity": "walking", "objectType": "person"})
    assert fields == {
        "ambientContextDetected": {
            "ambientContextSensed": [{"namespaceId": 0x4B, "tag": 3}, {"namespaceId": 0x49, "tag": 3}]
        }
    }


def test_a_fall_is_told_by_its_tag() -> None:
    fall: dict[str, Value] = {"ambientContextDetected": {"ambientContextSensed": [{"namespaceId": 0x4B, "tag": 1}]}}
    assert [row.name for row in by_event(0x0431, 0, fall)] == ["fallDetected", "activityStarted"]
    assert [row.name for row in by_event(0x0431, 0, {})] == ["activityStarted"]
    assert event_of("ambientContextSensing", "fallDetected")[0].only == SemanticTag(0x4B, 1)


def test_the_button_of_a_doorbell_rings() -> None:
    assert by_event(0x003B, 1, {}, [0x0148])[0].name == "ring"
    assert [row.name for row in by_event(0x003B, 1, {}, [0x000F])] == ["initialPress"]


# --- writing what is read-only by a command ---


WRITTEN: Final = [row for row in ROWS if row.via]


@pytest.mark.parametrize("row", WRITTEN, ids=lambda row: ".".join(row.path))
def test_what_a_command_writes_is_found_again(row: MatterRow) -> None:
    for via in row.via:
        raw: Value = via.when if via.when is not None else 1
        message = writing(row, {row.key.field: raw} if row.key.field else raw)
        assert message is not None
        assert (message.command, message.timed) == (via.command, via.timed)
        assert row in written_by(message.cluster, message.command)
        assert written(row, message.command, message.fields) == ({row.key.field: raw} if row.key.field else raw)


def test_a_switch_is_written_by_two_commands() -> None:
    (row,) = by_property("onOff", "onOff")
    on, off = (writing(row, value) for value in (True, False))
    assert on is not None
    assert off is not None
    assert (on.command, off.command) == (0x01, 0x00)
    assert writing(row, 1) is None


def test_what_is_written_itself_needs_no_command() -> None:
    (row,) = by_property("thermostat", "heatingSetpoint")
    assert row.writable
    assert writing(row, 2100) is None


def test_a_command_that_speaks_of_something_else_writes_nothing() -> None:
    (level,) = by_property("temperatureControl", "selectedTemperatureLevel")
    assert written(level, 0x00, {"targetTemperature": 400}) is None
