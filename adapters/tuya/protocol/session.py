"""One connection to one device: agrees on a key where the version wants that, then asks, sets and hears.

    3.4, 3.5   we → 03 our nonce · device → 04 its nonce + HMAC(our nonce) · we → 05 HMAC(its nonce)

HMAC-SHA256 under the local key. The session key is our nonce XOR the device's, encrypted under the local key: one
block of AES-ECB (3.4), or AES-GCM with the first 12 bytes of our nonce (3.5). Up to 3.3 the local key serves.

Source: tinytuya PROTOCOL.md, "Session Key Handshake" of 3.4 and 3.5.
"""

import hmac
import os
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.sdk.aes import Ecb
from adapters.sdk.errors import RejectedError
from adapters.tuya.protocol import message
from adapters.tuya.protocol.crypt import Crypt, Opened, Version
from adapters.tuya.protocol.error import (
    BadPayloadError,
    KeyRejectedError,
    NotReadyError,
    OutOfTurnError,
    ReplayedError,
    SessionEndedError,
    TuyaProtocolError,
)
from adapters.tuya.protocol.frame import Command, Decoder, Frame
from adapters.tuya.protocol.message import Message, Outgoing, Point, Reported, Told

PORT: Final = 6668
HEART_BEAT_S: Final = 10.0
"""How often to say that we are there."""
_REMEMBERED: Final = 64
_NEGOTIATION: Final = frozenset({Command.SESSION_START, Command.SESSION_ANSWER, Command.SESSION_FINISH})


class State(StrEnum):
    """Where a session stands."""

    NEW = "new"
    NEGOTIATING = "negotiating"
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What came of some bytes: messages and faults in order, and what is to be sent now."""

    messages: tuple[Message, ...] = ()
    faults: tuple[TuyaProtocolError, ...] = ()
    send: bytes = b""


class Session:
    """One connection. `start` once, then `receive` for all that comes; the rest needs State.READY.

    A wrong key or version ends it: `state` is FAILED, `failure` tells why, and nothing more is read. Any other fault
    costs the frame alone. Keeps at most one frame of bytes. `now_s` is Unix time, whole seconds.
    """

    def __init__(
        self,
        version: Version,
        local_key: bytes,
        device_id: str,
        *,
        random: Callable[[int], bytes] = os.urandom,
    ) -> None:
        """Take a key of 16 bytes; ValueError for another length."""
        self.version = version
        self.device_id = device_id
        self.state = State.NEW
        self.failure: TuyaProtocolError | None = None
        self._key = local_key
        self._random = random
        self._crypt = Crypt(version, local_key, random)
        self._decoder = Decoder()
        self._sequence = 0
        self._nonce = b""
        self._accepted = False
        self._seen: deque[bytes] = deque(maxlen=_REMEMBERED)

    # -- the way to a key

    def start(self) -> bytes:
        """Give what is to be sent first; nothing up to 3.3, which are ready at once."""
        if not self.version.has_session:
            self.state = State.READY
            return b""
        self.state = State.NEGOTIATING
        self._nonce = self._random(16)
        return self._frame(Command.SESSION_START, self._nonce)

    def ended(self) -> TuyaProtocolError | None:
        """Tell what it means that the device hung up, or was silent for too long: None where it had accepted us.

        With another key some devices answer nothing, others hang up.
        """
        if self.failure is not None or self._accepted:
            return self.failure
        return SessionEndedError("the device said nothing that fits our key and protocol version")

    def _negotiated(self, text: bytes) -> bytes:
        """Take the device's answer; give our last word, and go on under the session key."""
        if len(text) == 52 and text[:3] == bytes(3):
            text = text[4:]  # 3.5 has its return code inside
        if len(text) != 48:
            raise BadPayloadError("the answer to our nonce has another length")
        nonce = text[:16]
        if not hmac.compare_digest(self._mac(self._nonce), text[16:]):
            raise KeyRejectedError("the device did not sign our nonce with our key")
        finish = self._frame(Command.SESSION_FINISH, self._mac(nonce))
        self._crypt = Crypt(self.version, self._session_key(nonce), self._random)
        self.state = State.READY
        return finish

    def _mac(self, data: bytes) -> bytes:
        return hmac.digest(self._key, data, "sha256")

    def _session_key(self, nonce: bytes) -> bytes:
        mixed = bytes(ours ^ theirs for ours, theirs in zip(self._nonce, nonce, strict=True))
        if self.version is Version.V34:
            return Ecb(self._key).blocks(mixed)
        return AESGCM(self._key).encrypt(self._nonce[:12], mixed, None)[:16]

    # -- asking

    def query(self, now_s: int, *, cid: str = "", points: Iterable[Point] = ()) -> Outgoing:
        """Ask for all data points, or for those named; NotReadyError before there is a key."""
        return self._outgoing(message.query(self.version, self.device_id, now_s, cid=cid, points=points))

    def control(self, values: Mapping[Point, Any], now_s: int, *, cid: str = "") -> Outgoing:
        """Set data points to values as they go on the wire."""
        return self._outgoing(message.control(self.version, self.device_id, values, now_s, cid=cid))

    def refresh(self, points: Iterable[int]) -> Outgoing:
        """Ask for fresh measurements of some data points."""
        return self._outgoing(message.refresh(points))

    def heart_beat(self) -> Outgoing:
        """Say that we are there."""
        return self._outgoing(message.heart_beat(self.device_id))

    def children(self) -> Outgoing:
        """Ask a gateway which of its devices are there."""
        return self._outgoing(message.children())

    def _outgoing(self, asked: tuple[int, bytes]) -> Outgoing:
        if self.state is not State.READY:
            raise NotReadyError(f"the session is {self.state}")
        command, text = asked
        return Outgoing(sequence=self._sequence + 1, command=command, data=self._frame(command, text))

    def _frame(self, command: int, text: bytes) -> bytes:
        self._sequence = self._sequence % 0xFFFFFFFF + 1
        return self._crypt.encode(self._sequence, command, text)

    # -- hearing

    def receive(self, data: bytes) -> Step:
        """Take bytes as they came, in any pieces; never raises."""
        messages: list[Message] = []
        faults: list[TuyaProtocolError] = []
        send = b""
        for found in self._decoder.feed(data) if self.state is not State.FAILED else ():
            try:
                send += self._take(found, messages)
            except TuyaProtocolError as error:
                faults.append(error)
                self._judge(error)
            if self.state is State.FAILED:
                break
        return Step(messages=tuple(messages), faults=tuple(faults), send=send)

    def _take(self, found: Frame | TuyaProtocolError, messages: list[Message]) -> bytes:
        if isinstance(found, TuyaProtocolError):
            raise found
        if self.state is State.NEGOTIATING:
            return self._negotiated(self._answer(found).text)
        if found.command in _NEGOTIATION:
            raise OutOfTurnError("a key is offered when none was asked for")
        opened = self._crypt.decode(found)
        self._check_fresh(found)
        told = message.read(opened)
        messages.append(told)
        # Up to 3.3 what is said in clear, or with nothing in it, proves no key.
        self._accepted = self._accepted or self.version.has_session or isinstance(told, Reported | Told)
        return b""

    def _answer(self, frame: Frame) -> Opened:
        opened = self._crypt.decode(frame)  # tells another version or key before the command is looked at
        if frame.command != Command.SESSION_ANSWER:
            raise OutOfTurnError("something else came before the answer to our nonce")
        return opened

    def _check_fresh(self, frame: Frame) -> None:
        """Refuse a frame of 3.5 that came before: a nonce is used once. Older versions have nothing that tells."""
        if not frame.is_new:
            return
        mark = frame.data[18:30] + frame.data[-20:-4]
        if mark in self._seen:
            raise ReplayedError("a frame came twice")
        self._seen.append(mark)

    def _judge(self, error: TuyaProtocolError) -> None:
        """Give up where the device does not know our key or version; one bad frame in a good session is just that."""
        if isinstance(error, RejectedError) and not self._accepted:
            self.state = State.FAILED
            self.failure = error
