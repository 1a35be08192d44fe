"""Words and values of every type, both ways, and requests and answers."""

import math
from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.modbus.protocol.codec import decode, encode, raw
from adapters.modbus.protocol.frame import fault_of
from adapters.modbus.protocol.pdu import check_written, exception, read_answer, read_request, write_request
from adapters.modbus.protocol.register import FLOATS, NUMBERS, WORDS, Register, Space, Type, WordOrder
from adapters.sdk.errors import ProtocolError
from schemas.conversion import ConversionError

WORD = st.integers(0, 0xFFFF)
INTEGRAL = sorted(NUMBERS - FLOATS)


def register(kind: Type, **more: object) -> Register:
    fields: dict[str, object] = {"id": "x", "space": Space.HOLDING, "address": 0, "type": kind, **more}
    return Register(**fields)  # type: ignore[arg-type]  # mixed on purpose


@pytest.mark.parametrize(
    ("one", "words", "value"),
    [
        (register(Type.INT16), (0xFFFE,), -2),
        (register(Type.UINT16), (0xFFFE,), 65534),
        (register(Type.INT16, scale=Fraction(1, 10), unit="Cel"), (0xFFD3,), -4.5),
        (register(Type.INT32), (0xFFFF, 0xFFFF), -1),
        (register(Type.UINT32, order=WordOrder.LITTLE), (0x0001, 0x0002), 0x0002_0001),
        (register(Type.UINT64), (0, 0, 1, 0), 65536),
        (register(Type.FLOAT32), (0x4248, 0xF5C3), 50.24),
        (register(Type.FLOAT32, order=WordOrder.LITTLE), (0xF5C3, 0x4248), 50.24),
        (register(Type.FLOAT64), (0x3FF8, 0, 0, 0), 1.5),
        (register(Type.FLOAT32), (0x7FC0, 0), None),
        (register(Type.STRING, count=3), (0x4142, 0x4300, 0x5858), "ABC"),
        (register(Type.STRING, count=1, order=WordOrder.LITTLE), (0x4241,), "AB"),
        (register(Type.STRING, count=1), (0,), None),
        (register(Type.BOOL), (2,), True),
        (register(Type.BOOL, bit=3), (0b0111,), False),
        (register(Type.BOOL, bit=3), (0b1000,), True),
        (register(Type.ENUM, values={1: "on", 2: "off"}), (2,), "off"),
        (register(Type.ENUM, values={1: "on"}), (7,), "7"),
        (register(Type.BITFIELD, values={0: "a", 2: "b"}), (0b1101,), ["a", "b", "bit3"]),
        (register(Type.BITFIELD, count=2, values={16: "high"}), (1, 0), ["high"]),
        (register(Type.INT16, absent=frozenset({0x8000})), (0x8000,), None),
        (register(Type.ENUM, values={1: "on"}, absent=frozenset({0xFFFF})), (0xFFFF,), None),
    ],
)
def test_words_become_a_value(one: Register, words: tuple[int, ...], value: object) -> None:
    assert decode(one, words) == value


def test_a_scale_factor_moves_the_point() -> None:
    one = register(Type.INT16)
    assert [decode(one, (1234,), exponent) for exponent in (-2, 0, 3)] == [12.34, 1234, 1_234_000]
    assert encode(one, 12.34, -2) == (1234,)
    with pytest.raises(ConversionError, match="power of ten"):
        decode(one, (1,), 11)
    factor = register(Type.INT16, absent=frozenset({0x8000}))
    assert (raw(factor, (0xFFFE,)), raw(factor, (0x8000,))) == (-2, None)


@given(st.sampled_from(INTEGRAL), st.sampled_from(WordOrder), st.integers(-10, 10), st.data())
def test_whole_numbers_go_and_come(kind: Type, order: WordOrder, exponent: int, data: st.DataObject) -> None:
    one = register(kind, order=order)
    words = tuple(data.draw(st.lists(WORD, min_size=one.words, max_size=one.words)))
    value = decode(one, words, exponent)
    if WORDS.get(kind, 1) <= 2:  # a float holds all of them
        assert encode(one, value, exponent) == words


@given(st.sampled_from(sorted(FLOATS)), st.sampled_from(WordOrder), st.data())
def test_floats_go_and_come(kind: Type, order: WordOrder, data: st.DataObject) -> None:
    one = register(kind, order=order)
    words = tuple(data.draw(st.lists(WORD, min_size=one.words, max_size=one.words)))
    try:
        value = decode(one, words)
    except ConversionError:
        return
    assert value is None or isinstance(value, float)
    if value is not None and kind is Type.FLOAT64:
        assert encode(one, value) == words
    elif value is not None:
        back = decode(one, encode(one, value))
        assert isinstance(back, float)
        assert math.isclose(back, value, rel_tol=1e-6, abs_tol=1e-44)


@given(st.text(max_size=6), st.sampled_from(WordOrder))
def test_texts_go_and_come(text: str, order: WordOrder) -> None:
    one = register(Type.STRING, count=12, order=order)
    plain = "".join(letter for letter in text if letter.isprintable()).strip()
    if "\0" not in text:
        assert decode(one, encode(one, text)) == (plain or None)


@given(st.sets(st.integers(0, 31)))
def test_bits_go_and_come(bits: set[int]) -> None:
    one = register(Type.BITFIELD, count=2, values={0: "zero", 31: "last"})
    number = sum(1 << bit for bit in bits)
    names = decode(one, (number >> 16, number & 0xFFFF))
    assert isinstance(names, list)
    assert len(names) == len(bits)
    assert encode(one, names) == (number >> 16, number & 0xFFFF)


@given(st.sampled_from(list(Type)), st.lists(WORD, max_size=6), st.integers(-12, 12))
def test_any_words_give_a_value_or_a_reason(kind: Type, words: list[int], exponent: int) -> None:
    one = register(kind, count=2, values={1: "one"})
    with suppress(ConversionError):
        decode(one, words, exponent)


ANY = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.lists(st.text(max_size=5))


@given(st.sampled_from(list(Type)), ANY, st.sampled_from([None, 0, 15]))
def test_any_value_gives_words_or_a_reason(kind: Type, value: object, bit: int | None) -> None:
    one = register(kind, count=2, values={1: "one"}, bit=bit, absent=frozenset({0x8000}))
    with suppress(ConversionError):
        words = encode(one, value)  # type: ignore[arg-type]  # anything at all
        assert len(words) == one.words
        assert all(0 <= word <= 0xFFFF for word in words)


@pytest.mark.parametrize(
    ("one", "value"),
    [
        (register(Type.INT16), 32768),
        (register(Type.UINT16), -1),
        (register(Type.INT16, absent=frozenset({0x8000})), -32768),
        (register(Type.UINT16), True),
        (register(Type.UINT16), "7"),
        (register(Type.FLOAT32), 1e39),
        (register(Type.FLOAT32), math.inf),
        (register(Type.STRING, count=1), "abc"),
        (register(Type.BOOL), 1),
        (register(Type.ENUM, values={1: "on"}), "70000"),
        (register(Type.ENUM, values={1: "on"}), "off"),
        (register(Type.BITFIELD), ["bit16"]),
    ],
)
def test_what_a_register_does_not_hold_is_refused(one: Register, value: object) -> None:
    with pytest.raises(ConversionError):
        encode(one, value)  # type: ignore[arg-type]  # wrong on purpose


def test_one_bit_leaves_the_others() -> None:
    one = register(Type.BOOL, bit=2)
    assert encode(one, value=True, before=(0b1001,)) == (0b1101,)
    assert encode(one, value=False, before=(0b1101,)) == (0b1001,)


# requests and answers; the frames are those of the specification's own examples


def test_requests_are_as_the_specification_has_them() -> None:
    assert read_request(Space.COIL, 19, 19) == bytes.fromhex("0100130013")  # §6.1
    assert read_request(Space.DISCRETE, 196, 22) == bytes.fromhex("0200c40016")  # §6.2
    assert read_request(Space.HOLDING, 107, 3) == bytes.fromhex("03006b0003")  # §6.3
    assert read_request(Space.INPUT, 8, 1) == bytes.fromhex("0400080001")  # §6.4
    assert write_request(Space.COIL, 172, (1,)) == bytes.fromhex("0500acff00")  # §6.5
    assert write_request(Space.HOLDING, 1, (3,)) == bytes.fromhex("0600010003")  # §6.6
    assert write_request(Space.HOLDING, 1, (10, 258)) == bytes.fromhex("100001000204000a0102")  # §6.12
    assert write_request(Space.HOLDING, 1, (3,), several=True) == bytes.fromhex("1000010001020003")


def test_answers_are_read() -> None:
    assert read_answer(Space.HOLDING, 3, bytes.fromhex("0306022b00000064")) == (555, 0, 100)
    bits = read_answer(Space.COIL, 19, bytes.fromhex("0103cd6b05"))
    assert bits == (1, 0, 1, 1, 0, 0, 1, 1, 1, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1)
    assert exception(b"\x03\0\0\0\1", bytes.fromhex("8302")) == 2
    check_written(bytes.fromhex("100001000204000a0102"), bytes.fromhex("1000010002"))


@pytest.mark.parametrize(("count", "answer"), [(1, "0302"), (1, "03020001ff"), (2, "03020001"), (1, "04020001")])
def test_answers_to_something_else_are_none(count: int, answer: str) -> None:
    with pytest.raises(ProtocolError):
        read_answer(Space.HOLDING, count, bytes.fromhex(answer))


@pytest.mark.parametrize("answer", ["", "84", "8402", "8303ff"])
def test_odd_exceptions_are_none(answer: str) -> None:
    with pytest.raises(ProtocolError):
        exception(b"\x03\0\0\0\1", bytes.fromhex(answer))


@pytest.mark.parametrize(
    ("space", "address", "count"), [(Space.HOLDING, 0, 126), (Space.COIL, 0, 2001), (Space.INPUT, 65535, 2)]
)
def test_more_than_a_request_may_ask_for_is_no_request(space: Space, address: int, count: int) -> None:
    with pytest.raises(ValueError, match="at once"):
        read_request(space, address, count)


@pytest.mark.parametrize(
    ("frame", "fault"),
    [
        ("000100000005010302000a", None),
        ("000100000005010302", None),  # not whole yet
        ("00010000000301", None),
        ("000100000003018302", None),
        ("000100010005010302000a", "protocol"),
        ("0001000000ff0103020000", "length"),
        ("000100000002010302000a", "length"),
        ("000100000005010304000a", "count of bytes"),
        ("00010000000401830202", "another length"),
        ("000100000005012b02000a", "function 43"),
        ("000100000005010302000a00020000000301", None),
        ("000100000005010302000a0002000000030103020000", "count of bytes"),
    ],
)
def test_frames_are_looked_at(frame: str, fault: str | None) -> None:
    found = fault_of(bytes.fromhex(frame))
    assert (found is None) if fault is None else (found is not None and fault in found)


@given(st.binary(max_size=600))
def test_any_bytes_are_told_of(data: bytes) -> None:
    assert fault_of(data) is None or isinstance(fault_of(data), str)
    for space in Space:
        with suppress(ProtocolError):
            assert len(read_answer(space, 3, data)) == 3
