"""The fixed bytes that a sink's protocol wants around an envelope: the same in every slot of a lease.

HTTPS: one HTTP/1.1 request (RFC 9112) a connection. MQTT: CONNECT, PUBLISH, DISCONNECT of MQTT 3.1.1, with
keep-alive 0, so that nothing is sent between slots.
"""

from dataclasses import dataclass
from typing import Final

from privacy.canonical import digest
from privacy.contract import Contract, Https, Mqtt, Sink
from privacy.lease import Frame, Lease

TOKEN_CHARS: Final = 43  # 32 bytes in base64url
MASK: Final = "*" * TOKEN_CHARS
PACKET_ID: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameBytes:
    """One frame; `before` says whether it goes out before the envelope."""

    name: str
    data: bytes
    before: bool


def frames(contract: Contract, pseudonym: str, token: str = MASK) -> tuple[FrameBytes, ...]:
    """Give the frames of one slot in order. ValueError where the token has not TOKEN_CHARS characters."""
    if len(token) != TOKEN_CHARS or not token.isascii() or not token.isprintable():
        raise ValueError(f"a token has {TOKEN_CHARS} printable characters")
    size = contract.cadence.envelope_bytes
    match contract.sink:
        case Https() as sink:
            return (FrameBytes(name="request", data=http_request(sink, size, token), before=True),)
        case Mqtt() as sink:
            return (
                FrameBytes(name="connect", data=mqtt_connect(sink, pseudonym, token), before=True),
                FrameBytes(name="publish", data=mqtt_publish(sink, size), before=True),
                FrameBytes(name="disconnect", data=MQTT_DISCONNECT, before=False),
            )


def lease_frames(contract: Contract, pseudonym: str) -> tuple[Frame, ...]:
    """Give the frames as a lease names them: size and hash, with the token masked."""
    return tuple(Frame(name=f.name, size=len(f.data), sha256=digest(f.data)) for f in frames(contract, pseudonym))


def bytes_a_slot(contract: Contract, pseudonym: str) -> int:
    """Count the application bytes of one slot, all that is handed to TLS."""
    return contract.cadence.envelope_bytes + sum(frame.size for frame in lease_frames(contract, pseudonym))


def lease_of(contract: Contract, contract_hash: str, pseudonym: str, first: int, last: int) -> Lease:
    """Make the lease that both sides expect for these slots."""
    fixed = lease_frames(contract, pseudonym)
    return Lease(
        contract=contract_hash,
        pseudonym=pseudonym,
        first=first,
        last=last,
        slot_s=contract.cadence.slot_s,
        bytes_a_slot=contract.cadence.envelope_bytes + sum(frame.size for frame in fixed),
        envelope_bytes=contract.cadence.envelope_bytes,
        frames=fixed,
    )


def authority(sink: Sink) -> str:
    """Give host and port as a Host header has them (RFC 9110 §7.2)."""
    host = f"[{sink.host}]" if ":" in sink.host else sink.host
    return host if sink.port == 443 else f"{host}:{sink.port}"


def http_request(sink: Https, size: int, token: str) -> bytes:
    """Write the request line and header."""
    lines = [
        f"POST {sink.path} HTTP/1.1",
        f"Host: {authority(sink)}",
        "Content-Type: application/json",
        f"Content-Length: {size}",
        "Connection: close",
    ]
    if sink.authentication == "token":
        lines.append(f"Authorization: Bearer {token}")
    return "".join(f"{line}\r\n" for line in [*lines, ""]).encode("ascii")


def mqtt_connect(sink: Mqtt, pseudonym: str, token: str) -> bytes:
    """Write CONNECT: clean session, keep-alive 0, no will; the client id is cut to the 23 characters of §3.1.3.1."""
    flags = 0b0000_0010  # clean session
    payload = _utf8(pseudonym[:23])
    if sink.authentication == "token":
        flags |= 0b1100_0000  # user name, password
        payload += _utf8(pseudonym) + _utf8(token)
    variable = _utf8("MQTT") + bytes([4, flags, 0, 0])  # protocol level 4, keep-alive 0
    return bytes([0x10]) + _length(len(variable) + len(payload)) + variable + payload


def mqtt_publish(sink: Mqtt, size: int) -> bytes:
    """Write all of PUBLISH but its payload: QoS 1, not retained, never a duplicate (one connection a slot)."""
    variable = _utf8(sink.topic) + PACKET_ID.to_bytes(2)
    return bytes([0b0011_0010]) + _length(len(variable) + size) + variable


MQTT_DISCONNECT: Final = bytes([0xE0, 0x00])


def _utf8(text: str) -> bytes:
    data = text.encode()
    return len(data).to_bytes(2) + data


def _length(value: int) -> bytes:
    """Write a remaining length (MQTT 3.1.1 §2.2.3)."""
    out = bytearray()
    while True:
        value, low = divmod(value, 128)
        out.append(low | (0x80 if value else 0))
        if not value:
            return bytes(out)
