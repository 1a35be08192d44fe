"""A write-only MQTT 3.1.1 endpoint: CONNECT, PUBLISH at QoS 0 or 1, PINGREQ and DISCONNECT; nobody can subscribe.

Source: OASIS MQTT 3.1.1, §2.2 (fixed header), §3.1-3.4, §3.12-3.14.
"""

from dataclasses import dataclass

from simulators.recipient.stream import Tapped, UnacceptableError

CONNECT, PUBLISH, PINGREQ, DISCONNECT = 1, 3, 12, 14
_ACCEPTED, _BAD_PROTOCOL, _BAD_CREDENTIALS = 0, 1, 4
_PINGRESP = b"\xd0\x00"
_MAX_PACKET = 1024 * 1024
_HAS_USER, _HAS_PASSWORD, _HAS_WILL = 0x80, 0x40, 0x04


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What a sender must show, when the recipient asks for it."""

    username: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """One control packet: type (upper nibble), flags (lower nibble) and all after the fixed header."""

    kind: int
    flags: int
    body: bytes


async def read_packet(stream: Tapped) -> Packet | None:
    """The next packet, or None when the sender closed between two."""
    first = await stream.read_until(b"", 1)
    if not first:
        return None
    size = await _read_length(stream)
    if size > _MAX_PACKET:
        raise UnacceptableError(f"packet of {size} bytes")
    return Packet(kind=first[0] >> 4, flags=first[0] & 0x0F, body=await stream.read_exactly(size))


async def _read_length(stream: Tapped) -> int:
    value = 0
    for shift in (0, 7, 14, 21):
        byte = (await stream.read_exactly(1))[0]
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value
    raise UnacceptableError("remaining length of more than four bytes")


def _take(body: bytes, offset: int) -> tuple[bytes, int]:
    """A length-prefixed field (§1.5.3) and the offset after it."""
    end = offset + 2 + int.from_bytes(body[offset : offset + 2], "big")
    if end > len(body):
        raise UnacceptableError("field beyond the packet")
    return body[offset + 2 : end], end


def connect_verdict(body: bytes, wanted: Credentials | None) -> int:
    """The CONNACK return code (§3.2.2.3) for a CONNECT."""
    name, offset = _take(body, 0)
    if name != b"MQTT" or body[offset : offset + 1] != b"\x04":
        return _BAD_PROTOCOL
    flags = body[offset + 1]
    _client, offset = _take(body, offset + 4)
    for _ in range(2 if flags & _HAS_WILL else 0):
        _will, offset = _take(body, offset)
    user, offset = _take(body, offset) if flags & _HAS_USER else (b"", offset)
    password = _take(body, offset)[0] if flags & _HAS_PASSWORD else b""
    if wanted and (user.decode(), password.decode()) != (wanted.username, wanted.password):
        return _BAD_CREDENTIALS
    return _ACCEPTED


def publish_reply(packet: Packet) -> bytes:
    """The PUBACK of a QoS 1 publish; nothing for QoS 0; QoS 2 is not spoken here."""
    qos = (packet.flags >> 1) & 3
    if qos > 1:
        raise UnacceptableError("QoS 2")
    _topic, offset = _take(packet.body, 0)
    return b"\x40\x02" + packet.body[offset : offset + 2] if qos else b""


async def serve_mqtt(stream: Tapped, wanted: Credentials | None) -> None:
    """Take publishes until DISCONNECT or close."""
    packet = await read_packet(stream)
    if packet is None:
        return
    if packet.kind != CONNECT:
        raise UnacceptableError("first packet is not CONNECT")
    verdict = connect_verdict(packet.body, wanted)
    await stream.write(bytes((0x20, 0x02, 0x00, verdict)))
    if verdict != _ACCEPTED:
        raise UnacceptableError(f"CONNECT refused with code {verdict}")
    while (packet := await read_packet(stream)) and packet.kind != DISCONNECT:
        await _answer(stream, packet)


async def _answer(stream: Tapped, packet: Packet) -> None:
    if packet.kind == PUBLISH:
        await stream.write(publish_reply(packet))
        stream.recorder.accepted()
    elif packet.kind == PINGREQ:
        await stream.write(_PINGRESP)
    else:
        raise UnacceptableError(f"packet type {packet.kind}")
