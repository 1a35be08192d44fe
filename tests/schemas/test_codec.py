"""The codec: lossless, strict, and its errors name the place and the fix."""

import json
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any, Literal

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codec import CodecError, decode, decoder, encode, from_tree, parse, to_tree
from schemas.commands import Command, InvokeCommand, SetProperties
from schemas.device import (
    CommandDescription,
    DeviceDescription,
    EndpointDescription,
    PropertyDescription,
)
from schemas.message_schema import json_schema
from schemas.outcomes import Outcome, Refused, Sent
from schemas.updates import (
    AdapterStateChanged,
    AvailabilityChanged,
    DeviceDescribed,
    DeviceRemoved,
    EventOccurred,
    FaultReported,
    PropertiesReported,
    Update,
)
from schemas.value import Value
from schemas.vocabulary import Hazard, Kind, Sensitivity

TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
WHOLE = st.integers(-(2**53), 2**53)
SCALARS = st.none() | st.booleans() | WHOLE | st.floats(allow_nan=False, allow_infinity=False) | TEXT
VALUES: st.SearchStrategy[Value] = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=8
)


def record(cls: type, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(cls, **fields)


PROPERTIES = record(
    PropertyDescription,
    endpoint=WHOLE,
    capability=TEXT,
    name=TEXT,
    address=TEXT,
    kind=st.sampled_from(Kind),
    minimum=st.none() | st.floats(-1e9, 1e9),
    values=st.none() | st.lists(TEXT).map(tuple),
    optimistic=st.booleans(),
)
DEVICES = record(
    DeviceDescription,
    key=TEXT,
    name=TEXT,
    endpoints=st.lists(record(EndpointDescription, id=WHOLE, device_type=TEXT), max_size=2).map(tuple),
    properties=st.lists(PROPERTIES, max_size=2).map(tuple),
    commands=st.lists(
        record(
            CommandDescription,
            endpoint=WHOLE,
            capability=TEXT,
            name=TEXT,
            address=TEXT,
            hazards=st.lists(st.sampled_from(Hazard)).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
)
CHANGES = st.lists(st.tuples(WHOLE, VALUES), max_size=4).map(tuple)
UPDATES = st.one_of(
    record(DeviceDescribed, device=DEVICES),
    record(DeviceRemoved, device=TEXT, reason=TEXT),
    record(AvailabilityChanged, device=TEXT, available=st.booleans()),
    record(PropertiesReported, device=TEXT, arrived_ns=WHOLE, changes=CHANGES, device_time_ms=st.none() | WHOLE),
    record(
        EventOccurred,
        device=TEXT,
        endpoint=WHOLE,
        capability=TEXT,
        event=TEXT,
        arrived_ns=WHOLE,
        fields=st.lists(st.tuples(TEXT, VALUES), max_size=2).map(tuple),
    ),
    record(FaultReported, device=TEXT, code=TEXT, place=TEXT, reason=TEXT),
    record(AdapterStateChanged, state=TEXT),
)
REPORT = PropertiesReported(device="lamp", arrived_ns=7, changes=((0, True), (1, 21.5), (2, {"a": [None]})))


@given(UPDATES)
def test_every_update_comes_back_the_same(update: Update) -> None:
    assert decode(encode(update), Update) == update
    assert decode(encode(update), type(update)) == update


@given(st.builds(SetProperties, id=TEXT, device=TEXT, changes=CHANGES))
def test_a_command_comes_back_the_same(command: SetProperties) -> None:
    assert decode(encode(command), Command) == command


@given(UPDATES)
def test_every_update_is_valid_by_its_published_schema(update: Update) -> None:
    jsonschema.Draft202012Validator(UPDATE_SCHEMA).validate(json.loads(encode(update)))


UPDATE_SCHEMA = json_schema(Update)


def test_a_decoder_can_be_compiled_beforehand() -> None:
    run = decoder(Update, max_bytes=1000)
    assert run(encode(REPORT)) == REPORT
    with pytest.raises(CodecError, match="at most 1000"):
        run(b" " * 1001)


def test_the_text_is_compact_tagged_and_not_escaped() -> None:
    assert encode(DeviceRemoved(device="灯", reason='a"b')) == (
        '{"type":"DeviceRemoved","device":"灯","reason":"a\\"b"}'.encode()
    )


def test_white_space_around_is_allowed() -> None:
    assert decode(b' \n{ "command" : "c1" }\r\n\t', Sent) == Sent(command="c1")


def test_defaults_may_be_left_out() -> None:
    data = b'{"type":"Sent","command":"c1"}'
    assert decode(data, Outcome | Sent) == Sent(command="c1", confirmable=True)


def test_a_lone_record_needs_no_tag_but_no_wrong_one_either() -> None:
    assert decode(b'{"command":"c1"}', Sent) == Sent(command="c1")
    with pytest.raises(CodecError, match=r'\$\.type: "Failed" is another type; write "Sent"'):
        decode(b'{"type":"Failed","command":"c1"}', Sent)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b'{"type":"Nope"}', '$.type: "Nope" is no known type; name one of DeviceDescribed, '),
        (b'{"type":7}', "$.type: 7 is no known type"),
        (b"{}", "$: key 'type' is missing"),
        (b"[]", "$: a list is not an object; send an object"),
        (b'{"type":"DeviceRemoved"}', "$: key 'device' is missing; DeviceRemoved needs it"),
        (b'{"type":"DeviceRemoved","device":"a","x":1}', "$: key 'x' is not known; DeviceRemoved has device, reason"),
        (b'{"type":"DeviceRemoved","device":1}', "$.device: 1 is not text; send text"),
        (b'{"type":"DeviceRemoved","device":null}', "$.device: null is not text"),
        (b'{"type":"AvailabilityChanged","device":"a","available":1}', "$.available: 1 is not true or false"),
        (b'{"type":"AvailabilityChanged","device":"a","available":"true"}', '$.available: "true" is not true or'),
        (b'{"type":"PropertiesReported","device":"a","arrived_ns":true,"changes":[]}', "$.arrived_ns: true is not a w"),
        (b'{"type":"PropertiesReported","device":"a","arrived_ns":1.0,"changes":[]}', "$.arrived_ns: 1.0 is not a wh"),
        (b'{"type":"PropertiesReported","device":"a","arrived_ns":"1","changes":[]}', '$.arrived_ns: "1" is not a wh'),
        (b'{"type":"PropertiesReported","device":"a","arrived_ns":1,"changes":{}}', "$.changes: an object is not a l"),
        (b'{"type":"PropertiesReported","device":"a","arrived_ns":1,"changes":[[0,1],[1]]}', "$.changes[1]: a list is"),
        (b'{"type":"PropertiesReported","device":"a","arrived_ns":1,"changes":[["0",1]]}', '$.changes[0][0]: "0" is n'),
        (
            b'{"type":"PropertiesReported","device":"a","arrived_ns":1,"changes":[[0,{"b":[1,1e999]}]]}',
            "$.changes[0][1].b[1]: Infinity is not a finite number",
        ),
        (
            b'{"type":"DeviceDescribed","device":{"key":"k","name":"n","endpoints":[{"id":1,"device_type":"x"},{"id":2}]}}',
            "$.device.endpoints[1]: key 'device_type' is missing",
        ),
        (b'{"type":"DeviceRemoved","device":"a","device":"b"}', "$: key 'device' stands there twice"),
        (b'{"type":"DeviceRemoved","device":NaN}', "$: NaN is not JSON"),
        (b'{"type":"DeviceRemoved"', "$: not JSON at line 1 column 24"),
        (b"", "$: not JSON"),
        (b"   ", "$: not JSON"),
        (b'{"type":"DeviceRemoved","device":"a"} x', "$: not JSON at line 1 column 38: Extra data"),
        (b"\xff\xfe", "$: byte 0 is not UTF-8"),
        (b"\xef\xbb\xbf{}", "$: not JSON"),
        (b"[" * 100_000, "$: nested too deeply"),
        (b"1" * 5000, "$: not JSON"),
    ],
)
def test_bad_messages_name_the_place_and_the_fix(data: bytes, text: str) -> None:
    with pytest.raises(CodecError) as error:
        decode(data, Update)
    assert str(error.value).startswith(text)
    assert error.value.fix


@given(st.binary(max_size=60) | TEXT.map(str.encode) | VALUES.map(lambda value: json.dumps(value).encode()))
def test_whatever_comes_only_a_codec_error_goes(data: bytes) -> None:
    with pytest.raises(CodecError):
        decode(data, Command)


@given(UPDATES.map(encode), st.data())
def test_a_damaged_message_is_refused_or_still_an_update(data: bytes, draw: st.DataObject) -> None:
    place = draw.draw(st.integers(0, len(data) - 1))
    damaged = data[:place] + draw.draw(st.binary(max_size=2)) + data[place + 1 :]
    try:
        decoded = decode(damaged, Update)
    except CodecError:
        return
    assert decode(encode(decoded), Update) == decoded


def test_size_and_depth_have_limits() -> None:
    data = encode(REPORT)
    with pytest.raises(CodecError, match="at most 10"):
        decode(data, Update, max_bytes=10)
    with pytest.raises(CodecError, match="nested too deeply"):
        decode(data, Update, max_depth=1)
    assert decode(data, Update, max_depth=2) == REPORT


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), b"bytes", {1, 2}, "\ud800", object()])
def test_what_json_cannot_carry_is_not_written(bad: Any) -> None:
    with pytest.raises(CodecError):
        encode(PropertiesReported(device="a", arrived_ns=1, changes=((0, bad),)))


@pytest.mark.parametrize("bad", [None, 5, ["a"]])
def test_a_field_of_the_wrong_type_is_not_written(bad: Any) -> None:
    with pytest.raises(CodecError, match="DeviceRemoved cannot be written"):
        encode(DeviceRemoved(device=bad))


class Grade(IntEnum):
    LOW = 1
    VERY_HIGH = 2


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    parts: "tuple[Circle | Group, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    grade: Grade
    level: Sensitivity
    colours: frozenset[Colour]
    mode: Literal["on", "off", 3]
    either: str | int | None
    shape: Circle | Group
    plain: Circle
    table: dict[str, tuple[int, ...]]
    listed: list[Circle]
    some: tuple[Circle, ...] | None = None
    maybe: Grade | None = None
    made: tuple[str, ...] = field(default_factory=tuple)


WHOLE_RECORD = Everything(
    grade=Grade.VERY_HIGH,
    level=Sensitivity.SPECIAL,
    colours=frozenset({Colour.RED}),
    mode=3,
    either=None,
    shape=Group(parts=(Circle(radius=1.5), Group(parts=(Circle(radius=2),)))),
    plain=Circle(radius=3),
    table={"a": (1, 2)},
    listed=[Circle(radius=4)],
    some=(Circle(radius=5),),
    maybe=Grade.LOW,
)


def test_every_kind_of_field_comes_back() -> None:
    tree = to_tree(WHOLE_RECORD)
    assert tree["grade"] == "very_high"
    assert tree["level"] == "special"
    assert tree["shape"]["parts"][1]["type"] == "Group"
    assert "type" not in tree["plain"]
    assert decode(encode(WHOLE_RECORD), Everything) == WHOLE_RECORD
    assert from_tree(tree, Everything) == WHOLE_RECORD
    jsonschema.Draft202012Validator(json_schema(Everything)).validate(tree)


@pytest.mark.parametrize(
    ("key", "bad", "path"),
    [
        ("grade", 2, "$.grade: 2 is not one of"),
        ("grade", "VERY_HIGH", "$.grade: "),
        ("colours", ["green"], "$.colours[0]: "),
        ("mode", "3", "$.mode: "),
        ("mode", True, "$.mode: "),
        ("either", 1.5, "$.either: 1.5 is not text or a whole number or null"),
        ("shape", {"radius": 1}, "$.shape: key 'type' is missing"),
        ("shape", {"type": "Group", "parts": [{"type": "Circle"}]}, "$.shape.parts[0]: key 'radius' is missing"),
        ("table", {"a": [1, "2"]}, "$.table.a[1]: "),
        ("listed", [{"radius": "4"}], "$.listed[0].radius: "),
        ("some", [None], "$.some[0]: null is not an object"),
        ("maybe", "none", "$.maybe: "),
    ],
)
def test_every_kind_of_field_is_strict(key: str, bad: object, path: str) -> None:
    tree = {**to_tree(WHOLE_RECORD), key: bad}
    with pytest.raises(CodecError) as error:
        from_tree(tree, Everything)
    assert str(error.value).startswith(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Even:
    number: int

    def __post_init__(self) -> None:
        if self.number % 2:
            raise ValueError("number must be even")


def test_a_rule_of_the_record_itself_is_a_codec_error() -> None:
    with pytest.raises(CodecError, match=r"\$: number must be even; see Even"):
        decode(b'{"number":3}', Even)


def test_a_type_that_json_has_no_form_for_is_refused_at_once() -> None:
    with pytest.raises(TypeError, match="no form in JSON"):
        decode(b"{}", set[int])


def test_parse_is_strict_json() -> None:
    assert parse(b'{"a":[1,2.5,null,"x"]}') == {"a": [1, 2.5, None, "x"]}
    with pytest.raises(CodecError, match="twice"):
        parse(b'{"a":{"b":1,"b":2}}')


def test_outcomes_and_invocations_round_trip() -> None:
    refused = Refused(command="c", code="out-of-range", reason="too hot", fix="at most 35")
    assert decode(encode(refused), Outcome) == refused
    invoke = InvokeCommand(id="1", device="d", endpoint=1, capability="c", command="x", arguments=(("level", 5),))
    assert decode(encode(invoke), Command) == invoke
