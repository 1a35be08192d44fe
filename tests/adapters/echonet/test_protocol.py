"""ECHONET Lite frames and a conversation, against bytes written down by hand and a reader written here."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.echonet.protocol import (
    CONTROLLER,
    MAX_FRAME,
    MAX_WAITING,
    NODE,
    Answered,
    BadPropertyError,
    Conversation,
    EchonetProtocolError,
    Eoj,
    Frame,
    NotEchonetError,
    OversizedError,
    Property,
    Service,
    TruncatedError,
    UnaskedError,
    UnknownServiceError,
    decode,
    encode,
    read_instances,
    read_property_map,
    write_instances,
    write_property_map,
)

COOLER = Eoj(0x0130, 1)


def wire(text: str) -> bytes:
    """Read hexadecimal digits; the blanks are for the reader."""
    return bytes.fromhex(text.replace(" ", ""))


# ---- frames


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        (
            "1081 0001 05FF01 0EF001 62 01 D6 00",
            Frame(tid=1, source=CONTROLLER, target=NODE, service=Service.GET, properties=(Property(0xD6),)),
        ),
        (
            "1081 0001 0EF001 05FF01 72 01 D6 04 01013001",
            Frame(
                tid=1,
                source=NODE,
                target=CONTROLLER,
                service=Service.GET_ANSWER,
                properties=(Property(0xD6, wire("01013001")),),
            ),
        ),
        (
            "1081 00FF 05FF01 013001 61 02 80 01 30 B3 01 1A",
            Frame(
                tid=255,
                source=CONTROLLER,
                target=COOLER,
                service=Service.SET_C,
                properties=(Property(0x80, b"\x30"), Property(0xB3, b"\x1a")),
            ),
        ),
        (
            "1081 0002 05FF01 013001 6E 01 B3 01 19 02 BB 00 BE 00",
            Frame(
                tid=2,
                source=CONTROLLER,
                target=COOLER,
                service=Service.SET_GET,
                properties=(Property(0xB3, b"\x19"),),
                read=(Property(0xBB), Property(0xBE)),
            ),
        ),
    ],
)
def test_frames_by_hand(text: str, frame: Frame) -> None:
    assert decode(wire(text)) == frame
    assert encode(frame) == wire(text)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", NotEchonetError),
        ("1082 0001 0000", NotEchonetError),
        ("1081 0001 05FF01 0EF001 62", TruncatedError),
        ("1081 0001 05FF01 0EF001 62 01", TruncatedError),
        ("1081 0001 05FF01 0EF001 62 01 D6", TruncatedError),
        ("1081 0001 05FF01 0EF001 62 01 D6 01", TruncatedError),
        ("1081 0001 05FF01 0EF001 62 FF D6 00", TruncatedError),
        ("1081 0001 05FF01 0EF001 6E 01 D6 00", TruncatedError),
        ("1081 0001 05FF01 0EF001 62 01 D6 00 00", OversizedError),
        ("1081 0001 05FF01 0EF001 64 01 D6 00", UnknownServiceError),
    ],
)
def test_what_is_no_frame(text: str, error: type[EchonetProtocolError]) -> None:
    with pytest.raises(error):
        decode(wire(text))


def test_too_much_is_refused() -> None:
    with pytest.raises(OversizedError):
        decode(b"\x10\x81" + bytes(MAX_FRAME))
    base = Frame(tid=1, source=CONTROLLER, target=COOLER, service=Service.SET_C, properties=())
    for properties in ((Property(0x80, bytes(256)),), (Property(0x80),) * 256, (Property(0x80, bytes(255)),) * 40):
        with pytest.raises(OversizedError):
            encode(replace(base, properties=properties))


# ---- a conversation


def test_a_conversation() -> None:
    talk = Conversation()
    asked = talk.discover()
    assert asked.data == wire("1081 0001 05FF01 0EF001 62 01 D6 00")
    told = talk.receive(wire("1081 0001 0EF001 05FF01 72 01 D6 07 02 013001 029101"))
    assert isinstance(told, Answered)
    assert read_instances(told.values[0xD6]) == (COOLER, Eoj(0x0291))

    asked = talk.get(COOLER, [0x80, 0xBB, 0x80])
    assert asked.data == wire("1081 0002 05FF01 013001 62 02 80 00 BB 00")
    told = talk.receive(wire("1081 0002 013001 05FF01 52 02 80 01 30 BB 00"))
    assert told == Answered(
        request=asked, source=COOLER, values={0x80: b"\x30"}, taken=frozenset(), refused=frozenset({0xBB})
    )

    asked = talk.set(COOLER, {0x80: b"\x30", 0xB3: b"\x1a"})
    assert asked.data == wire("1081 0003 05FF01 013001 61 02 80 01 30 B3 01 1A")
    told = talk.receive(wire("1081 0003 013001 05FF01 51 02 80 00 B3 01 1A"))
    assert isinstance(told, Answered)
    assert (sorted(told.taken), sorted(told.refused)) == ([0x80], [0xB3])

    asked = talk.set(COOLER, {0x80: b"\x31"})
    told = talk.receive(wire("1081 0004 013001 05FF01 71 01 80 00"))
    assert isinstance(told, Answered)
    assert (sorted(told.taken), sorted(told.refused)) == ([0x80], [])


def test_all_instances_are_asked_with_0() -> None:
    talk = Conversation()
    talk.get(Eoj(0x0130, 0), [0x80])
    told = talk.receive(wire("1081 0001 013005 05FF01 72 01 80 01 30"))
    assert isinstance(told, Answered)
    assert told.source == Eoj(0x0130, 5)


def test_what_is_never_answered_is_bounded_and_numbers_wrap() -> None:
    talk = Conversation(first_tid=0xFFFF)
    assert [talk.discover().tid for _ in range(3)] == [0xFFFF, 1, 2]
    for _ in range(MAX_WAITING):
        talk.discover()
    with pytest.raises(UnaskedError):
        talk.receive(wire("1081 FFFF 0EF001 05FF01 72 01 D6 01 00"))
    asked = talk.discover()
    talk.forget(asked)
    with pytest.raises(UnaskedError):
        talk.receive(wire(f"1081 {asked.tid:04X} 0EF001 05FF01 72 01 D6 01 00"))


# ---- lists


def test_a_property_map_of_few() -> None:
    assert read_property_map(wire("03 80 B0 FF")) == {0x80, 0xB0, 0xFF}
    assert write_property_map([0xFF, 0x80, 0xB0, 0x80]) == wire("03 80 B0 FF")


def test_a_property_map_of_many() -> None:
    """Byte a, bit b is property 80 + 10·b + a."""
    told = wire("10 0B 01 01 01 01 01 01 01 01 01 01 01 01 00 00 80")
    codes = {0x80, 0x90, 0xB0, *range(0x81, 0x8D), 0xFF}
    assert len(codes) == 16
    assert read_property_map(told) == codes
    assert write_property_map(codes) == told


@given(st.frozensets(st.integers(0x80, 0xFF)))
def test_property_maps_round_trip(codes: frozenset[int]) -> None:
    edt = write_property_map(codes)
    assert edt[0] == len(codes)
    assert len(edt) == (1 + len(codes) if len(codes) < 16 else 17)
    assert read_property_map(edt) == codes


@given(st.lists(st.builds(Eoj, st.integers(0, 0xFFFF), st.integers(0, 255)), max_size=84, unique=True))
def test_instance_lists_round_trip(objects: list[Eoj]) -> None:
    assert read_instances(write_instances(objects)) == tuple(objects)


def test_lists_of_more_than_they_hold() -> None:
    full = write_instances(Eoj(0x0290, n) for n in range(84))
    assert len(read_instances(b"\xc8" + full[1:])) == 84
    with pytest.raises(ValueError, match="84"):
        write_instances(Eoj(0x0290, n) for n in range(85))
    with pytest.raises(ValueError, match="0x80"):
        write_property_map([0x10])


@given(st.binary(max_size=40))
def test_any_bytes_are_a_list_or_a_typed_error(edt: bytes) -> None:
    for read in (read_property_map, read_instances):
        with suppress(BadPropertyError):
            assert len(read(edt)) <= 128


# ---- arbitrary bytes


@given(st.binary(max_size=100), st.sampled_from([b"", wire("1081"), wire("1081 0001 013001 05FF01 72")]))
def test_any_bytes_are_a_typed_error(data: bytes, start: bytes) -> None:
    talk = Conversation()
    talk.get(COOLER, [0x80])
    with suppress(EchonetProtocolError):
        talk.receive(start + data)


def by_hand(data: bytes) -> list[object]:
    """Read a frame by counting, as the specification lays it out."""
    told: list[object] = [data[:2], data[2:4], data[4:7], data[7:10], data[10]]
    rest = data[11:]
    while rest:
        count, rest = rest[0], rest[1:]
        for _ in range(count):
            told.append((rest[0], rest[2 : 2 + rest[1]]))
            rest = rest[2 + rest[1] :]
    return told


EOJS = st.builds(Eoj, st.integers(0, 0xFFFF), st.integers(0, 255))
PROPERTIES = st.lists(st.builds(Property, st.integers(0, 255), st.binary(max_size=20)), max_size=8).map(tuple)


@given(st.integers(0, 0xFFFF), EOJS, EOJS, st.sampled_from(list(Service)), PROPERTIES, PROPERTIES)
def test_round_trip(
    tid: int,
    source: Eoj,
    target: Eoj,
    service: Service,
    properties: tuple[Property, ...],
    read: tuple[Property, ...],
) -> None:
    is_double = service & 0x0F == 0x0E
    frame = Frame(
        tid=tid,
        source=source,
        target=target,
        service=service,
        properties=properties,
        read=read if is_double else (),
    )
    data = encode(frame)
    assert decode(data) == frame
    assert by_hand(data) == [
        b"\x10\x81",
        tid.to_bytes(2),
        source.code.to_bytes(2) + bytes([source.instance]),
        target.code.to_bytes(2) + bytes([target.instance]),
        service,
        *((one.epc, one.edt) for one in (*properties, *frame.read)),
    ]
