"""Frames in a stream however it is cut, frames of real devices, and beacons."""

import hashlib
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.tuya.protocol import (
    MAX_FRAME,
    BadPayloadError,
    Beacon,
    Command,
    Crypt,
    DamagedError,
    Decoder,
    Frame,
    NotTuyaError,
    Opened,
    OversizedError,
    TruncatedError,
    TuyaProtocolError,
    Version,
    read_beacon,
    read_datagram,
    solicitation,
)
from tests.adapters.tuya.device import KEY, ecb, gcm, new, old, un_gcm

BEACON_KEY = hashlib.md5(b"yGAdlopoPVldABfn", usedforsecurity=False).digest()
GOOD = [old(1, 8, b'{"dps":{}}'), new(2, 8, b"{}", KEY, bytes(12)), old(3, 9, bytes(4))]


def frames(found: list[Frame | TuyaProtocolError]) -> list[bytes]:
    return [one.data for one in found if isinstance(one, Frame)]


def codes(found: list[Frame | TuyaProtocolError]) -> list[str]:
    return [one.code for one in found if isinstance(one, TuyaProtocolError)]


# ---- frames of a real device, with the key their owner published for tests (tuyapi, notes on "firmware 2.0": 3.3)

REAL_KEY = b"469c2bdefd481c25"
REAL_CONTROL = (
    "000055aa00000009000000070000007733"
    "2e3300000000000000"
    "1b0001f6454d72f87b9bbaa80d65c3d5615c638632526a4806d0725824fd97fc2356066ed0324d64c1dc8ee54474aa0e75e0ca1028de4ca737"
    "85faaeaa82c30ad9d0173c4f4f6a0f2570028c939fad5955a74e80b897cd4a7d6a31a70f2d90fddef2105f0c299e40250000aa55"
)
REAL_BEAT = "000055aa00000000000000090000000865930c220000aa55"


def test_a_real_heart_beat() -> None:
    frame = read_datagram(bytes.fromhex(REAL_BEAT))
    assert (frame.sequence, frame.command) == (0, Command.HEART_BEAT)
    assert Crypt(Version.V33, REAL_KEY).decode(frame) == Opened(sequence=0, command=9, return_code=None, text=b"")


def test_a_real_control() -> None:
    opened = Crypt(Version.V33, REAL_KEY).decode(read_datagram(bytes.fromhex(REAL_CONTROL)))
    told = json.loads(opened.text)
    assert (told["dps"], told["t"]) == ({"2": True}, 1559630870)
    assert (opened.sequence, opened.command, opened.origin) == (9, Command.CONTROL, (27, 128581))


# ---- streams


@given(st.lists(st.integers(0, 2), max_size=6), st.lists(st.integers(1, 60), max_size=20))
def test_however_a_stream_is_cut(which: list[int], cuts: list[int]) -> None:
    sent = [GOOD[one] for one in which]
    data, decoder, found = b"".join(sent), Decoder(), []
    for size in [*cuts, len(data)]:
        found += decoder.feed(data[:size])
        data = data[size:]
    assert frames(found) == sent
    assert codes(found) == []


@given(st.binary(min_size=1, max_size=50), st.integers(1, 30))
def test_what_is_no_frame_is_passed_over(garbage: bytes, cut: int) -> None:
    data = garbage + b"".join(GOOD)
    decoder, found = Decoder(), []
    for at in range(0, len(data), cut):
        found += decoder.feed(data[at : at + cut])
    assert frames(found)[-3:] == GOOD
    assert len(codes(found)) <= 2


@given(st.lists(st.binary(max_size=100) | st.sampled_from([one[:9] for one in GOOD]), max_size=20))
def test_any_bytes_are_bounded(chunks: list[bytes]) -> None:
    decoder = Decoder()
    for chunk in chunks:
        decoder.feed(chunk)
        assert decoder.kept <= MAX_FRAME


def test_garbage_is_told_once_and_not_kept() -> None:
    decoder = Decoder()
    found = [one for _ in range(100) for one in decoder.feed(b"\x00\x00\x55\xaa" * 5000 + b"x" * 5000)]
    assert len(found) == 1
    assert decoder.kept <= MAX_FRAME


def test_a_stream_of_false_starts_is_searched_no_further() -> None:
    decoder = Decoder()
    decoder.feed(bytes.fromhex("000055aa0000000100000008ffffffff") * 1000)
    assert decoder.kept == 0
    assert frames(decoder.feed(GOOD[0])) == [GOOD[0]]


def test_a_frame_that_never_ends_is_let_go() -> None:
    decoder = Decoder()
    assert decoder.feed(bytes.fromhex("000055aa0000000100000008") + (60_000).to_bytes(4)) == []
    found = decoder.feed(GOOD[0] * 3000)
    assert codes(found) == ["damaged"]
    assert len(frames(found)) == 3000


@pytest.mark.parametrize(("size", "code"), [(0, "damaged"), (7, "damaged"), (MAX_FRAME, "oversized")])
@pytest.mark.parametrize("head", ["000055aa0000000100000008", "0000669900000000000100000008"])
def test_lengths_that_cannot_be(head: str, size: int, code: str) -> None:
    found = Decoder().feed(bytes.fromhex(head) + size.to_bytes(4) + bytes(8) + GOOD[0])
    assert codes(found) == [code]
    assert frames(found) == [GOOD[0]]


# ---- one version's texts, both ways


@pytest.mark.parametrize("version", list(Version))
@given(
    key=st.binary(min_size=16, max_size=16),
    text=st.binary(max_size=300).map(lambda one: b'{"' + one.hex().encode() + b'"}'),
    command=st.sampled_from([7, 8, 9, 10, 13, 16, 18, 64]),
    sequence=st.integers(0, 2**32 - 1),
)
def test_round_trip(version: Version, key: bytes, text: bytes, command: int, sequence: int) -> None:
    crypt = Crypt(version, key)
    opened = crypt.decode(read_datagram(crypt.encode(sequence, command, text)))
    assert opened == Opened(sequence=sequence, command=command, return_code=None, text=text)


@pytest.mark.parametrize("version", [Version.V33, Version.V34, Version.V35])
@given(place=st.integers(0, 500), flip=st.integers(1, 255))
def test_one_changed_byte_is_noticed(version: Version, place: int, flip: int) -> None:
    crypt = Crypt(version, KEY)
    data = bytearray(crypt.encode(1, 13, b'{"dps":{"1":true}}'))
    data[place % len(data)] ^= flip
    with pytest.raises(TuyaProtocolError):
        crypt.decode(read_datagram(bytes(data)))


def test_too_long_a_text_is_refused() -> None:
    with pytest.raises(OversizedError):
        Crypt(Version.V33, KEY).encode(1, 7, bytes(MAX_FRAME))


# ---- datagrams

TOLD = {"ip": "192.0.2.7", "gwId": "eb01", "active": 2, "version": "3.3", "productKey": "key1"}
TEXT = json.dumps(TOLD).encode()
EXPECTED = Beacon(device_id="eb01", address="192.0.2.7", version="3.3", product_key="key1")


@pytest.mark.parametrize(
    "data",
    [
        old(0, 0, bytes(4) + TEXT),
        old(0, 0, TEXT),
        old(0, 0x13, bytes(4) + ecb(BEACON_KEY, TEXT)),
        old(0, 0x23, ecb(BEACON_KEY, TEXT)),
        ecb(BEACON_KEY, TEXT),
        new(0, 0x13, bytes(4) + TEXT, BEACON_KEY, bytes(12)),
        new(0, 0x23, TEXT, BEACON_KEY, bytes(12)),
    ],
)
def test_beacons_of_every_form(data: bytes) -> None:
    assert read_beacon(data) == EXPECTED


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", NotTuyaError),
        (b"hello", NotTuyaError),
        (GOOD[0][:-5], TruncatedError),
        (b"\x00\x00\x66\x99", TruncatedError),
        (GOOD[0] + b"x", DamagedError),
        (GOOD[1], DamagedError),
        (old(0, 0, b"[1]"), DamagedError),
        (ecb(BEACON_KEY, b"[1]"), BadPayloadError),
        (ecb(BEACON_KEY, b"{"), BadPayloadError),
        (ecb(BEACON_KEY, b'{"ip":"192.0.2.7"}'), BadPayloadError),
        (ecb(BEACON_KEY, b"[" * 1500), BadPayloadError),
        (bytes(3000), OversizedError),
    ],
)
def test_what_is_no_beacon(data: bytes, error: type[TuyaProtocolError]) -> None:
    with pytest.raises(error):
        read_beacon(data)


@given(st.binary(max_size=100), st.sampled_from([b"", b"\x00\x00\x55\xaa", b"\x00\x00\x66\x99"]))
def test_any_datagram_is_a_typed_error(data: bytes, start: bytes) -> None:
    with suppress(TuyaProtocolError):
        read_beacon(start + data)
    with suppress(TuyaProtocolError):
        read_beacon(old(0, 0x13, start + data))


def test_the_question_to_devices_that_say_nothing() -> None:
    data, wanted = solicitation("192.0.2.1"), '{"from":"app","ip":"192.0.2.1"}'
    assert data[:18].hex() == "00006699" + "0000" + "00000000" + "00000025" + f"{12 + len(wanted) + 16:08x}"
    assert json.loads(un_gcm(BEACON_KEY, data[18:30], data[30:-4], data[4:18])) == json.loads(wanted)
    assert gcm(BEACON_KEY, data[18:30], b"", b"") != data[30:-4]
    with pytest.raises(ValueError, match="not an address"):
        solicitation("not an address")
