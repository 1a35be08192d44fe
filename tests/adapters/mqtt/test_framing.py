"""Bytes from a socket to messages, however they are cut."""

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.mqtt.framing import LONG, LongMessage, MalformedStreamError, PacketSocket, RefusedMessage

PINGRESP = b"\xd0\x00"


def varint(number: int) -> bytes:
    out = bytearray()
    while True:
        number, rest = divmod(number, 128)
        out.append(rest | (128 if number else 0))
        if not number:
            return bytes(out)


def publish(topic: str, payload: bytes, *, first: int = 0x30, properties: bytes | None = None) -> bytes:
    head = len(topic.encode()).to_bytes(2, "big") + topic.encode()
    body = head + (b"" if properties is None else varint(len(properties)) + properties) + payload
    return bytes([first]) + varint(len(body)) + body


class Wire:
    """A socket that gives prepared pieces, then nothing, then the end."""

    def __init__(self, *pieces: bytes, closes: bool = False) -> None:
        self.pieces = list(pieces)
        self.closes = closes

    def recv(self, _size: int, /) -> bytes:
        if self.pieces:
            return self.pieces.pop(0)
        if self.closes:
            return b""
        raise BlockingIOError

    def send(self, data: bytes, /) -> int:
        return len(data)

    def close(self) -> None: ...

    def fileno(self) -> int:
        return -1

    def setblocking(self, flag: bool, /) -> None: ...


class Reader:
    """Reads as paho does, and keeps what came."""

    def __init__(self, wire: Wire, *, properties: bool = False, limit: int = 1 << 20) -> None:
        self.short: list[tuple[str, bytes, bool]] = []
        self.long: list[LongMessage | RefusedMessage] = []
        self.own = b""
        self.socket = PacketSocket(
            wire,
            properties=properties,
            limit=limit,
            short=lambda topic, payload, retained: self.short.append((topic, payload, retained)),
            long=self.long.append,
        )

    def run(self) -> "Reader":
        while True:
            try:
                data = self.socket.recv(4)
            except BlockingIOError:
                if self.socket.starved:
                    return self
                continue
            if not data:
                return self
            self.own += data


def cut(data: bytes, places: list[int]) -> list[bytes]:
    ends = sorted({place % (len(data) + 1) for place in places} | {0, len(data)})
    return [data[a:b] for a, b in pairwise(ends) if a != b]


@given(st.lists(st.integers(0, 10_000), max_size=30))
def test_messages_do_not_depend_on_how_the_stream_is_cut(places: list[int]) -> None:
    stream = publish("a/b", b"one") + PINGRESP + publish("c", b"", first=0x31) + publish("ü", b"x" * 300) + PINGRESP
    reader = Reader(Wire(*cut(stream, places))).run()
    assert reader.short == [("a/b", b"one", False), ("c", b"", True), ("ü", b"x" * 300, False)]
    assert reader.own == PINGRESP * 2


def test_packets_of_other_kinds_are_left_to_paho_whole() -> None:
    qos1 = publish("t", b"\x00\x01payload", first=0x32)
    assert Reader(Wire(qos1 + PINGRESP)).run().own == qos1 + PINGRESP


def test_properties_of_mqtt_5_are_passed_over() -> None:
    reader = Reader(Wire(publish("t", b"payload", properties=b"\x01\x01")), properties=True).run()
    assert reader.short == [("t", b"payload", False)]


@given(st.lists(st.integers(0, 600_000), max_size=8))
def test_a_long_message_arrives_in_pieces_and_whole(places: list[int]) -> None:
    payload = bytes(range(256)) * 2000
    assert len(payload) > LONG
    reader = Reader(Wire(*cut(publish("big", payload, first=0x31) + publish("t", b"after"), places))).run()
    message = reader.long[0]
    assert isinstance(message, LongMessage)
    assert (message.topic, message.size, message.retained) == ("big", len(payload), True)
    assert b"".join(message.pieces) == payload
    assert reader.short == [("t", b"after", False)]


def test_beyond_the_limit_is_read_past_reported_and_the_link_lives_on() -> None:
    stream = publish("big", b"x" * 700_000) + publish("t", b"after")
    reader = Reader(Wire(*(stream[at : at + 1000] for at in range(0, len(stream), 1000))), limit=500_000).run()
    assert reader.long == [RefusedMessage("big", 700_005, "beyond max_message_mb")]
    assert reader.short == [("t", b"after", False)]


def test_a_pause_holds_messages_back() -> None:
    reader = Reader(Wire(publish("a", b"1") + publish("a", b"2")))
    reader.socket.burst = 1
    with pytest.raises(BlockingIOError):
        reader.socket.recv(1)
    reader.socket.paused = True
    with pytest.raises(BlockingIOError):
        reader.socket.recv(1)
    assert len(reader.short) == 1
    assert not reader.socket.starved
    assert reader.socket.blocked
    reader.socket.paused = False
    assert len(reader.run().short) == 2


def test_a_pause_lets_packets_of_paho_through() -> None:
    reader = Reader(Wire(PINGRESP + publish("a", b"1") + PINGRESP))
    reader.socket.paused = True
    assert reader.socket.recv(2) == PINGRESP
    with pytest.raises(BlockingIOError):
        reader.socket.recv(1)
    assert reader.short == []


@pytest.mark.parametrize(
    "stream",
    [
        b"\x30\x80\x80\x80\x80\x01",
        b"\x30\x01\x00",
        b"\x30\x03\x00\x05a",
        b"\x30\x04\x00\x02\xff\xfe",
        bytes([0x20]) + varint(2_000_000),
    ],
    ids=["length", "no topic", "cut topic", "topic not UTF-8", "huge CONNACK"],
)
def test_what_is_not_mqtt_ends_the_link(stream: bytes) -> None:
    with pytest.raises(MalformedStreamError):
        Reader(Wire(stream)).run()


@given(st.binary(max_size=2000), st.booleans())
def test_arbitrary_bytes_never_crash(stream: bytes, properties: bool) -> None:
    with suppress(MalformedStreamError):
        Reader(Wire(*cut(stream, [7, 70, 700])), properties=properties).run()


def test_the_end_of_the_stream_is_told_to_paho() -> None:
    reader = Reader(Wire(publish("a", b"1"), closes=True))
    assert reader.socket.recv(1) == b""
    assert reader.short == [("a", b"1", False)]
