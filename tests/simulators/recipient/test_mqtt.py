import pytest

from simulators.recipient.mqtt import PUBLISH, Credentials, Packet, connect_verdict, publish_reply
from simulators.recipient.stream import UnacceptableError

WANTED = Credentials(username="home", password="secret")


def text(value: str) -> bytes:
    return len(value).to_bytes(2, "big") + value.encode()


def connect(flags: int, *fields: str, level: int = 4, name: str = "MQTT") -> bytes:
    return text(name) + bytes([level, flags]) + b"\x00\x00" + text("id") + b"".join(map(text, fields))


def test_anybody_may_connect_when_nothing_is_demanded() -> None:
    assert connect_verdict(connect(0x02), None) == 0


def test_credentials_are_found_behind_a_will() -> None:
    assert connect_verdict(connect(0xC6, "topic", "gone", "home", "secret"), WANTED) == 0
    assert connect_verdict(connect(0xC2, "home", "guess"), WANTED) == 4
    assert connect_verdict(connect(0x02), WANTED) == 4


@pytest.mark.parametrize("body", [connect(0x02, level=5), connect(0x02, name="MQIsdp", level=3)])
def test_other_protocols_are_refused(body: bytes) -> None:
    assert connect_verdict(body, None) == 1


def test_a_field_beyond_the_packet_is_refused() -> None:
    with pytest.raises(UnacceptableError):
        connect_verdict(connect(0x02)[:-1], None)


def test_only_qos_1_is_acknowledged_with_its_own_number() -> None:
    body = text("a/b") + b"\x12\x34payload"
    assert publish_reply(Packet(kind=PUBLISH, flags=0b0010, body=body)) == b"\x40\x02\x12\x34"
    assert publish_reply(Packet(kind=PUBLISH, flags=0b0000, body=text("a/b"))) == b""
    with pytest.raises(UnacceptableError):
        publish_reply(Packet(kind=PUBLISH, flags=0b0100, body=body))
