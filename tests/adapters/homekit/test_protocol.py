"""Frames and messages: in pieces, damaged, repeated, too long, and arbitrary bytes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.homekit.protocol import LARGEST_BODY, LARGEST_HEAD, Message, Opener, Reader, Sealer, refusal, request
from adapters.sdk.errors import ProtocolError

KEY = bytes(range(32))
EVENT = b"EVENT/1.0 200 OK\r\nContent-Type: application/hap+json\r\nContent-Length: 2\r\n\r\n{}"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n"
NOTHING = b"HTTP/1.1 204 No Content\r\n\r\n"


def read(*pieces: bytes) -> list[Message]:
    reader = Reader()
    return [message for piece in pieces for message in reader.feed(piece)]


def cut(data: bytes, places: list[int]) -> list[bytes]:
    ends = [0, *sorted(place % (len(data) + 1) for place in places), len(data)]
    return [data[start:end] for start, end in pairwise(ends)]


def test_a_request_is_one_piece() -> None:
    asked = request("PUT", "/characteristics", "10.0.0.2", b"{}")
    assert asked == (
        b"PUT /characteristics HTTP/1.1\r\nHost: 10.0.0.2\r\n"
        b"Content-Type: application/hap+json\r\nContent-Length: 2\r\n\r\n{}"
    )
    assert request("GET", "/accessories", "10.0.0.2") == b"GET /accessories HTTP/1.1\r\nHost: 10.0.0.2\r\n\r\n"


@given(st.lists(st.integers(0, 400), max_size=8))
def test_messages_come_in_any_pieces(places: list[int]) -> None:
    assert read(*cut(EVENT + CHUNKED + NOTHING + EVENT, places)) == [
        Message(status=200, body=b"{}", is_event=True),
        Message(status=200, body=b"abcde"),
        Message(status=204, body=b""),
        Message(status=200, body=b"{}", is_event=True),
    ]


@given(st.lists(st.binary(max_size=200), max_size=6))
def test_arbitrary_bytes_end_in_a_typed_error_or_nothing(pieces: list[bytes]) -> None:
    try:
        read(*pieces)
    except ProtocolError:
        return


@given(st.binary(max_size=60), st.lists(st.integers(0, 200), max_size=4))
def test_damaged_messages_end_in_a_typed_error_or_messages(noise: bytes, places: list[int]) -> None:
    place = len(noise) * 7 % len(CHUNKED)
    try:
        read(*cut(CHUNKED[:place] + noise + CHUNKED[place:], places))
    except ProtocolError:
        return


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (b"SSH-2.0-OpenSSH\r\n\r\n", "malformed-message"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "malformed-message"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % (LARGEST_BODY + 1), "too-large"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n" % (LARGEST_BODY + 1), "too-large"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "malformed-message"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n", "malformed-message"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1" * 300, "malformed-message"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * LARGEST_HEAD, "too-large"),
    ],
)
def test_what_is_refused(said: bytes, code: str) -> None:
    with pytest.raises(ProtocolError) as caught:
        read(said)
    assert caught.value.code == code


@given(st.lists(st.binary(max_size=3000), max_size=4), st.lists(st.integers(0, 9000), max_size=6))
def test_what_is_sealed_opens(messages: list[bytes], places: list[int]) -> None:
    sealer, opener = Sealer(KEY), Opener(KEY)
    wire = b"".join(map(sealer.seal, messages))
    assert b"".join(map(opener.feed, cut(wire, places))) == b"".join(messages)


def test_frames_are_no_longer_than_the_specification_allows() -> None:
    sealed = Sealer(KEY).seal(bytes(1025))
    assert (int.from_bytes(sealed[:2], "little"), len(sealed)) == (1024, 2 * 18 + 1025)


def frames() -> tuple[bytes, bytes]:
    sealer = Sealer(KEY)
    return sealer.seal(b"one"), sealer.seal(b"two")


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(frames()[0] * 2, id="repeated"),
        pytest.param(frames()[1], id="lost"),
        pytest.param(frames()[1] + frames()[0], id="reordered"),
        pytest.param(bytes([frames()[0][0], 0, frames()[0][2] ^ 1]) + frames()[0][3:], id="changed"),
        pytest.param(b"\x02\x00" + frames()[0][2:] + bytes(9), id="shortened"),
    ],
)
def test_frames_that_are_not_the_next_ones_do_not_open(said: bytes) -> None:
    with pytest.raises(ProtocolError, match="does not open"):
        Opener(KEY).feed(said)


def test_a_truncated_frame_waits() -> None:
    opener, frame = Opener(KEY), frames()[0]
    assert opener.feed(frame[:-1]) == b""
    assert opener.feed(frame[-1:]) == b"one"


@given(st.lists(st.binary(max_size=300), max_size=5))
def test_arbitrary_frames_end_in_a_typed_error_or_nothing(pieces: list[bytes]) -> None:
    opener = Opener(KEY)
    try:
        for piece in pieces:
            assert opener.feed(piece) == b""
    except ProtocolError:
        return


@given(st.integers())
def test_every_status_has_words(status: int) -> None:
    error = refusal("reading 1.2", status)
    assert error.reason.startswith("reading 1.2: ")
    assert error.code == refusal("reading 1.2", -status).code  # some accessories leave the sign out
