"""Sinks are write-only: literal bytes go out, and of the answer nothing but the status is read."""

import asyncio
import re
from dataclasses import dataclass
from typing import Final, Protocol

from gateway.egress.errors import SinkError
from gateway.egress.transport import Resolve, SinkPolicy, Tally, Target, Wire, open_wire
from privacy.wire import SlotResult

SLOT_TIMEOUT_S: Final = 10.0
_STATUS: Final = re.compile(rb"HTTP/1\.[01] ([1-5][0-9][0-9])[ \r\n]")  # RFC 9112 §4
_LONGEST_STATUS: Final = 256
_CONNACK: Final = bytes([0x20, 0x02, 0x00, 0x00])  # MQTT 3.1.1 §3.2, accepted, no session
_PUBACK: Final = bytes([0x40, 0x02])  # §3.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """The bytes of one slot on the wire, in order: fixed, envelope, fixed. `envelope` is the only part that varies."""

    opening: bytes  # MQTT: CONNECT; HTTPS: nothing
    head: bytes  # MQTT: PUBLISH up to its payload; HTTPS: the request's head
    envelope: bytes
    closing: bytes  # MQTT: DISCONNECT; HTTPS: nothing

    @property
    def size(self) -> int:
        """All application bytes of a slot."""
        return len(self.opening) + len(self.head) + len(self.envelope) + len(self.closing)


class Dialogue(Protocol):
    """One protocol's way through a slot; raises SinkError unless the sink acknowledged."""

    async def __call__(self, wire: Wire, piece: Piece) -> None: ...


async def say_https(wire: Wire, piece: Piece) -> None:
    """One POST; any 2xx acknowledges."""
    await wire.send(piece.opening + piece.head + piece.envelope, shows=True)
    line = await wire.reader.readuntil(b"\n")
    match = _STATUS.match(line[:_LONGEST_STATUS])
    if match is None or not match[1].startswith(b"2"):
        raise SinkError("refused")
    if piece.closing:
        await wire.send(piece.closing)


async def say_mqtt(wire: Wire, piece: Piece) -> None:
    """CONNECT, one PUBLISH at QoS 1, DISCONNECT; the PUBACK of that packet acknowledges."""
    await wire.send(piece.opening)
    if await wire.reader.readexactly(len(_CONNACK)) != _CONNACK:
        raise SinkError("refused")
    await wire.send(piece.head + piece.envelope, shows=True)
    if await wire.reader.readexactly(len(_PUBACK) + 2) != _PUBACK + piece.head[-2:]:
        raise SinkError("refused")
    await wire.send(piece.closing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What came of one slot."""

    result: SlotResult
    sent_bytes: int
    reason: str


async def deliver(
    target: Target,
    say: Dialogue,
    piece: Piece,
    tally: Tally,
    *,
    policy: SinkPolicy,
    resolve_host: Resolve,
    timeout_s: float,
) -> Delivery:
    """Send one slot over one connection, once; every fault of the far side ends in an answer, none is repeated."""
    try:
        async with (
            asyncio.timeout(timeout_s),
            open_wire(target, tally, policy=policy, resolve_host=resolve_host) as wire,
        ):
            await say(wire, piece)
    except SinkError as error:
        unsure = tally.shown and error.code == "broken"
        return Delivery(result="unknown" if unsure else "failed", sent_bytes=tally.sent_bytes, reason=error.code)
    except TimeoutError:
        return Delivery(result="unknown" if tally.shown else "failed", sent_bytes=tally.sent_bytes, reason="timeout")
    return Delivery(result="delivered", sent_bytes=tally.sent_bytes, reason="")
