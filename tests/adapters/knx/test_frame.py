"""Frames, from hexadecimal digits and back, and whatever else may come."""

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.knx.protocol import frame
from adapters.knx.protocol.frame import (
    Acknowledged,
    Connected,
    Described,
    Disconnected,
    FrameError,
    Other,
    Routed,
    Stated,
    Telegram,
    Tunnelled,
    parse,
)
from tests.adapters.knx.far import PEER, cemi, description, framed, hpai, tunnelled, written

LIGHT = 0x0801  # 1/0/1
ROUTE_BACK = "0.0.0.0"  # noqa: S104 - answer to where the request came from
SERVICES = [0x0202, 0x0204, 0x0206, 0x0208, 0x0420, 0x0421, 0x0530]
FRAMES: list[tuple[bytes, object]] = [
    (
        framed(0x0206, b"\x07\x00" + hpai(*PEER) + b"\x04\x04\x11\x0a"),
        Connected(channel=7, status="", address=0x110A, host="127.0.0.1", port=3671),
    ),
    (
        framed(0x0206, b"\x07\x00" + hpai(ROUTE_BACK, 0) + b"\x04\x04\x11\x0a"),
        Connected(channel=7, status="", address=0x110A),
    ),
    (framed(0x0206, b"\x00\x24"), Connected(channel=0, status="no more connections")),
    (framed(0x0208, b"\x07\x21"), Stated(channel=7, status="connection id")),
    (framed(0x0209, b"\x07\x00" + hpai(*PEER)), Disconnected(channel=7, asked=True)),
    (framed(0x020A, b"\x07\x00"), Disconnected(channel=7, asked=False)),
    (framed(0x0421, b"\x04\x07\x05\x00"), Acknowledged(channel=7, sequence=5, status="")),
    (framed(0x0421, b"\x04\x07\x05\x21"), Acknowledged(channel=7, sequence=5, status="connection id")),
    (
        tunnelled(5, written(LIGHT, 1)),
        Tunnelled(channel=7, sequence=5, telegram=Telegram(group=LIGHT, service="write", payload=1, source=0x1105)),
    ),
    (
        tunnelled(5, cemi(0x29, LIGHT, b"\x00\x40\x0c\x1a")),
        Tunnelled(
            channel=7,
            sequence=5,
            telegram=Telegram(group=LIGHT, service="response", payload=b"\x0c\x1a", source=0x1105),
        ),
    ),
    (
        tunnelled(6, cemi(0x2E, LIGHT, b"\x00\x00", failed=True)),
        Tunnelled(
            channel=7,
            sequence=6,
            telegram=Telegram(group=LIGHT, service="read", source=0x1105),
            confirms=True,
            failed=True,
        ),
    ),
    (tunnelled(6, b"\x29\x00"), Tunnelled(channel=7, sequence=6, telegram=None)),
    (
        framed(0x0530, written(LIGHT, 0)),
        Routed(telegram=Telegram(group=LIGHT, service="write", payload=0, source=0x1105)),
    ),
    (framed(0x0531, b"\x04\x00\x00\x05"), Other()),
    (
        framed(0x0202, hpai("10.77.0.1", 3671) + description()),
        Described(
            name="house",
            serial="00c500012345",
            mac="02:aa:bb:cc:dd:ee",
            address=0x1101,
            host="10.77.0.1",
            port=3671,
            tunnelling=True,
            routing=True,
        ),
    ),
]


@pytest.mark.parametrize(("data", "message"), FRAMES)
def test_what_comes(data: bytes, message: object) -> None:
    assert parse(data) == message


@pytest.mark.parametrize(
    ("data", "written_by_hand"),
    [
        (frame.connect_request("1.2.3.4", 5), framed(0x0205, hpai("1.2.3.4", 5) * 2 + b"\x04\x04\x02\x00")),
        (
            frame.connect_request("1.2.3.4", 5, 0x11FA),
            framed(0x0205, hpai("1.2.3.4", 5) * 2 + b"\x06\x04\x02\x00\x11\xfa"),
        ),
        (frame.state_request(7, "1.2.3.4", 5), framed(0x0207, b"\x07\x00" + hpai("1.2.3.4", 5))),
        (frame.disconnect_request(7, "1.2.3.4", 5), framed(0x0209, b"\x07\x00" + hpai("1.2.3.4", 5))),
        (frame.disconnect_response(7), framed(0x020A, b"\x07\x00")),
        (frame.acknowledgement(7, 5), framed(0x0421, b"\x04\x07\x05\x00")),
        (frame.description_request("1.2.3.4", 5), framed(0x0203, hpai("1.2.3.4", 5))),
        (frame.search_request("1.2.3.4", 5), framed(0x0201, hpai("1.2.3.4", 5))),
        (
            frame.tunnelled(7, 5, Telegram(group=LIGHT, service="write", payload=b"\x0c\x1a")),
            tunnelled(5, bytes.fromhex("1100bce00000080103008 00c1a".replace(" ", ""))),
        ),
        (
            frame.tunnelled(7, 5, Telegram(group=LIGHT, service="read")),
            tunnelled(5, bytes.fromhex("1100bce000000801010000")),
        ),
        (
            frame.routed(Telegram(group=LIGHT, service="write", payload=1, source=0x10C8)),
            framed(0x0530, bytes.fromhex("2900bce010c80801010081")),
        ),
    ],
)
def test_what_is_sent(data: bytes, written_by_hand: bytes) -> None:
    assert data == written_by_hand


@given(
    st.one_of(
        st.binary(max_size=80),
        st.builds(framed, st.sampled_from(SERVICES), st.binary(max_size=90)),
        st.builds(lambda raw: tunnelled(0, raw), st.binary(max_size=40)),
    )
)
@example(b"")
@example(framed(0x0420, b""))
@example(framed(0x0206, b"\x07"))
@example(framed(0x0204, b"\x36\x01"))
@example(framed(0x0202, hpai("1.2.3.4", 5) + b"\x00\x02"))
@example(bytes(70_000))
def test_any_octets_are_a_message_or_refused(data: bytes) -> None:
    with suppress(FrameError):
        assert parse(data) is not None


@given(st.sampled_from([data for data, _ in FRAMES]), st.integers(0, 90), st.integers(1, 255))
def test_a_frame_with_one_octet_changed_or_cut_off(data: bytes, place: int, change: int) -> None:
    for damaged in (data[:place], bytes(o ^ (change if n == place else 0) for n, o in enumerate(data))):
        try:
            parse(damaged)
        except FrameError:
            continue


def test_a_recorded_frame_names_nobody() -> None:
    told = framed(0x0202, hpai("10.77.0.1", 3671) + description())
    found = parse(frame.anonymous(told))
    assert found == Described(name="", serial="", mac="", address=0x1101, tunnelling=True, routing=True)
    assert frame.anonymous(frame.connect_request("1.2.3.4", 5)) == frame.connect_request(ROUTE_BACK, 0)
    telegram = tunnelled(5, written(LIGHT, 1))
    assert frame.anonymous(telegram) == telegram


@given(st.one_of(st.binary(max_size=80), st.builds(framed, st.sampled_from(SERVICES), st.binary(max_size=90))))
def test_any_octets_can_be_recorded(data: bytes) -> None:
    assert len(frame.anonymous(data)) == len(data)
