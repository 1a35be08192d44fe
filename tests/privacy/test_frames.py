from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy.contract import Https
from privacy.document import contract_hash
from privacy.frames import MASK, MQTT_DISCONNECT, bytes_a_slot, frames, lease_frames, lease_of
from privacy.lease import fault
from tests.privacy.samples import DEMO_CONTRACT, PSEUDONYM, mqtt

TOKEN = "t" * 43


def test_the_https_request_is_these_bytes() -> None:
    (request,) = frames(DEMO_CONTRACT, PSEUDONYM)
    assert request.before
    assert request.data == (
        b"POST /v1/envelopes HTTP/1.1\r\n"
        b"Host: 127.77.0.10:8443\r\n"
        b"Content-Type: application/json\r\n"
        b"Content-Length: 1024\r\n"
        b"Connection: close\r\n"
        b"\r\n"
    )


def test_the_token_goes_into_the_header() -> None:
    sink = DEMO_CONTRACT.sink
    assert isinstance(sink, Https)
    contract = replace(DEMO_CONTRACT, sink=replace(sink, authentication="token", host="::1", port=443))
    (request,) = frames(contract, PSEUDONYM, TOKEN)
    assert b"\r\nAuthorization: Bearer " + TOKEN.encode() + b"\r\n" in request.data
    assert b"\r\nHost: [::1]\r\n" in request.data


def test_the_mqtt_frames_are_these_bytes() -> None:
    connect, publish, disconnect = frames(mqtt(DEMO_CONTRACT), PSEUDONYM, TOKEN)
    assert (
        connect.data
        == b"".join(
            (
                bytes([0x10, 10 + 25 + 34 + 45]),  # CONNECT, remaining length
                b"\x00\x04MQTT\x04",  # protocol name and level 3.1.1
                b"\xc2\x00\x00",  # user name, password, clean session; keep-alive 0
                b"\x00\x17" + PSEUDONYM[:23].encode(),
                b"\x00\x20" + PSEUDONYM.encode(),
                b"\x00\x2b" + TOKEN.encode(),
            )
        )
    )
    # QoS 1, remaining length 2 + 3 + 2 + 1024 = 1031 = 7 + 8 * 128
    assert publish.data == b"\x32\x87\x08" + b"\x00\x03a/b" + b"\x00\x01"
    assert disconnect.data == MQTT_DISCONNECT == b"\xe0\x00"
    assert [connect.before, publish.before, disconnect.before] == [True, True, False]


def test_without_a_token_mqtt_names_no_user() -> None:
    connect, *_ = frames(mqtt(DEMO_CONTRACT, authentication=False), PSEUDONYM)
    assert connect.data == b"\x10\x23\x00\x04MQTT\x04\x02\x00\x00\x00\x17" + PSEUDONYM[:23].encode()


@given(st.text("0123456789abcdef", min_size=32, max_size=32), st.text("aZ09-_", min_size=43, max_size=43))
def test_frames_have_the_size_that_the_lease_says_for_any_pseudonym_and_token(pseudonym: str, token: str) -> None:
    for contract in (DEMO_CONTRACT, mqtt(DEMO_CONTRACT)):
        real = frames(contract, pseudonym, token)
        assert [len(one.data) for one in real] == [one.size for one in lease_frames(contract, PSEUDONYM)]
        assert sum(len(one.data) for one in real) + 1024 == bytes_a_slot(contract, pseudonym)


def test_the_lease_hides_the_token_and_nothing_else() -> None:
    contract = mqtt(DEMO_CONTRACT)
    assert lease_frames(contract, PSEUDONYM)[1].sha256 == lease_frames(contract, "0" * 32)[1].sha256
    assert lease_frames(contract, PSEUDONYM)[0].sha256 != lease_frames(contract, "0" * 32)[0].sha256
    assert frames(contract, PSEUDONYM, MASK) == frames(contract, PSEUDONYM)


@pytest.mark.parametrize("token", ["", "x" * 42, "x" * 42 + "\n", "é" * 43])
def test_a_token_of_another_size_is_refused(token: str) -> None:
    with pytest.raises(ValueError, match="43"):
        frames(DEMO_CONTRACT, PSEUDONYM, token)


def test_a_lease_adds_up() -> None:
    lease = lease_of(mqtt(DEMO_CONTRACT), contract_hash(DEMO_CONTRACT), PSEUDONYM, 100, 100 + 287)
    assert fault(lease) == ""
    assert lease.covers(100)
    assert lease.covers(387)
    assert not lease.covers(388)
    assert "24 h" in fault(replace(lease, last=388))
    assert "before" in fault(replace(lease, last=99))
    assert "bytes" in fault(replace(lease, bytes_a_slot=lease.bytes_a_slot + 1))
