"""How each version of the protocol protects what is in a frame, both ways, under one key.

    3.1        plain JSON; CONTROL is "3.1" + 16 digits of an MD5 + base64 of AES-ECB
    3.2, 3.3   AES-ECB under the local key; before the cipher text of most commands "3.3" and 12 bytes, in clear
    3.4        AES-ECB under a session key, those 15 bytes inside; HMAC-SHA256 in place of the CRC
    3.5        AES-GCM under a session key, those 15 bytes and the return code inside

The 12 bytes are zero from us; from a device they are a CRC, a sequence number of its own and the number of who caused
the change. A return code is there only from a device; its first three bytes are zero.

Source: tinytuya PROTOCOL.md, "Shared Concepts" and the section of each version.
"""

import base64
import binascii
import hmac
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import md5
from struct import Struct
from typing import Final
from zlib import crc32

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.sdk.aes import CipherTextError, Ecb
from adapters.tuya.protocol.error import BadPayloadError, DamagedError, KeyRejectedError, OversizedError, VersionError
from adapters.tuya.protocol.frame import MAX_FRAME, NEW_END, OLD_END, Command, Frame, new_frame, old_frame

_NEGOTIATION: Final = frozenset({Command.SESSION_START, Command.SESSION_ANSWER, Command.SESSION_FINISH})
_WITHOUT_HEADER: Final = _NEGOTIATION | {
    Command.QUERY,
    Command.QUERY_NEW,
    Command.REFRESH,
    Command.HEART_BEAT,
    Command.EXTENDED,
}
"""Commands that go without the version before their JSON."""

_SOURCE: Final = Struct(">III")
_CRC: Final = Struct(">I")
_NO_ZERO: Final = bytes(3)


class Version(StrEnum):
    """A version of the protocol."""

    V31 = "3.1"
    V32 = "3.2"
    V33 = "3.3"
    V34 = "3.4"
    V35 = "3.5"

    @property
    def has_session(self) -> bool:
        """Whether a session key is agreed upon first."""
        return self in {Version.V34, Version.V35}


_HEADERS: Final = {version: version.encode() + bytes(12) for version in Version}
_STARTS: Final = tuple(version.encode() for version in Version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What was in a frame. `origin` is (the device's own count, who caused it) where the device tells it."""

    sequence: int
    command: int
    return_code: int | None
    text: bytes = field(repr=False)
    origin: tuple[int, int] | None = None


class Crypt:
    """Frames of one version under one key. `random` gives nonces."""

    __slots__ = ("_ecb", "_gcm", "_key", "_random", "version")

    def __init__(self, version: Version, key: bytes, random: Callable[[int], bytes] = os.urandom) -> None:
        """Take a key of 16 bytes; ValueError for another length."""
        if len(key) != 16:
            raise ValueError("a local key has 16 characters")
        self.version = version
        self._key = key
        self._ecb = Ecb(key)
        self._gcm = AESGCM(key)
        self._random = random

    # -- what goes out

    def encode(self, sequence: int, command: int, text: bytes) -> bytes:
        """Make one frame; OversizedError where it would be longer than is taken."""
        if len(text) > MAX_FRAME - 256:
            raise OversizedError(f"a text of {len(text)} bytes is more than a frame takes")
        if self.version is Version.V35:
            return self._new(sequence, command, self._headed(command, text))
        return self._old(sequence, command, self._protected(command, text))

    def _headed(self, command: int, text: bytes) -> bytes:
        return text if command in _WITHOUT_HEADER else _HEADERS[self.version] + text

    def _protected(self, command: int, text: bytes) -> bytes:
        if self.version is Version.V34:
            return self._ecb.encrypt(self._headed(command, text))
        if self.version is Version.V31:
            return self._signed(text) if command == Command.CONTROL else text
        return self._headed(command, b"") + self._ecb.encrypt(text)

    def _signed(self, text: bytes) -> bytes:
        inner = base64.b64encode(self._ecb.encrypt(text))
        return b"3.1" + self._digits(inner) + inner

    def _digits(self, inner: bytes) -> bytes:
        whole = b"data=" + inner + b"||lpv=3.1||" + self._key
        return md5(whole, usedforsecurity=False).hexdigest()[8:24].encode()

    def _new(self, sequence: int, command: int, text: bytes) -> bytes:
        head = new_frame(sequence, command, 12 + len(text) + 16)
        nonce = self._random(12)
        return head + nonce + self._gcm.encrypt(nonce, text, head[4:]) + NEW_END

    def _old(self, sequence: int, command: int, payload: bytes) -> bytes:
        check = 32 if self.version is Version.V34 else 4
        front = old_frame(sequence, command, len(payload) + check + 4) + payload
        return front + (self._mac(front) if check == 32 else _CRC.pack(crc32(front))) + OLD_END

    def _mac(self, data: bytes) -> bytes:
        return hmac.digest(self._key, data, "sha256")

    # -- what comes in

    def decode(self, frame: Frame) -> Opened:
        """Check and decrypt a device's frame; TuyaProtocolError where it is none of this version and key."""
        if frame.is_new:
            return self._opened_new(frame)
        if self.version is Version.V35:
            raise VersionError(self._told_old(frame), self.version)
        return self._opened_old(frame)

    def _opened_new(self, frame: Frame) -> Opened:
        if self.version is not Version.V35:
            raise VersionError(Version.V35, self.version)
        data = frame.data
        try:
            text = self._gcm.decrypt(data[18:30], data[30:-4], data[4:18])
        except InvalidTag:
            raise KeyRejectedError("a frame is not under our key, or was damaged") from None
        code, text = _split_code(text) if not _is_negotiation(frame) else (None, text)
        return self._without_header(frame, code, text)

    def _opened_old(self, frame: Frame) -> Opened:
        payload = self._checked(frame)
        code, payload = _split_code(payload) if payload[:3] == _NO_ZERO else (None, payload)
        if self.version is Version.V34:
            text = self._decrypted(payload) if payload else b""
            return self._without_header(frame, code, text)
        return self._opened_clear(frame, code, payload)

    def _checked(self, frame: Frame) -> bytes:
        """Give what is between head and check, once the check fits."""
        data = frame.data
        fits_crc = _CRC.unpack_from(data, len(data) - 8)[0] == crc32(data[:-8])
        if self.version is not Version.V34:
            if fits_crc:
                return data[16:-8]
            if self._fits_mac(data):
                raise VersionError(Version.V34, self.version)
            raise DamagedError("the checksum of a frame does not fit")
        if self._fits_mac(data):
            return data[16:-36]
        if fits_crc:
            raise VersionError(self._told_old(frame), self.version)
        raise KeyRejectedError("a frame is not signed with our key, or was damaged")

    def _fits_mac(self, data: bytes) -> bool:
        return len(data) >= 52 and hmac.compare_digest(self._mac(data[:-36]), data[-36:-4])

    def _told_old(self, frame: Frame) -> str:
        """Tell which version a 55AA frame is of, as far as it shows."""
        data = frame.data
        if _CRC.unpack_from(data, len(data) - 8)[0] != crc32(data[:-8]):
            return Version.V34 if self.version is Version.V35 else ""
        payload = _split_code(data[16:-8])[1] if data[16:19] == _NO_ZERO else data[16:-8]
        if payload[:3] in _STARTS:
            return payload[:3].decode()
        return Version.V31 if is_json(payload) else Version.V33

    def _opened_clear(self, frame: Frame, code: int | None, payload: bytes) -> Opened:
        """Open what is under no session key: 3.1 to 3.3."""
        start = payload[:3]
        if start in _STARTS and start != self.version.encode():
            raise VersionError(start.decode(), self.version)
        origin = None
        if start not in _STARTS:
            text = self._plain_or_decrypted(payload)
        elif self.version is Version.V31:
            text = self._verified(payload)
        else:
            origin = _origin(payload)
            text = self._decrypted(payload[15:])
        return Opened(sequence=frame.sequence, command=frame.command, return_code=code, text=text, origin=origin)

    def _plain_or_decrypted(self, payload: bytes) -> bytes:
        """Take what a device says in clear: all of 3.1, and complaints ("data unvalid") of the others."""
        is_clear = self.version is Version.V31 or not payload or is_json(payload) or _is_sentence(payload)
        return payload if is_clear else self._decrypted(payload)

    def _decrypted(self, payload: bytes) -> bytes:
        try:
            return self._ecb.decrypt(payload)
        except CipherTextError:
            if not payload or len(payload) % 16:
                raise BadPayloadError("what a frame holds is no cipher text") from None
            raise KeyRejectedError("what a frame holds is not under our key") from None

    def _verified(self, payload: bytes) -> bytes:
        inner = payload[19:]
        if not hmac.compare_digest(self._digits(inner), payload[3:19]):
            raise KeyRejectedError("a frame is not signed with our key")
        try:
            return self._decrypted(base64.b64decode(inner, validate=True))
        except binascii.Error:
            raise BadPayloadError("what a frame holds is no base64") from None

    def _without_header(self, frame: Frame, code: int | None, text: bytes) -> Opened:
        origin = None
        if text[:3] in _STARTS and not _is_negotiation(frame):
            if text[:3] != self.version.encode():
                raise BadPayloadError("a frame names two versions of the protocol")
            origin, text = _origin(text), text[15:]
        return Opened(sequence=frame.sequence, command=frame.command, return_code=code, text=text, origin=origin)


def _is_negotiation(frame: Frame) -> bool:
    return frame.command in _NEGOTIATION


def is_json(payload: bytes) -> bool:
    """Whether bytes are an object in clear, for which cipher text passes once in 16 million."""
    return payload.startswith(b'{"') and payload.endswith(b"}")


def _is_sentence(payload: bytes) -> bool:
    return payload.isascii() and payload.decode().isprintable()


def _split_code(payload: bytes) -> tuple[int | None, bytes]:
    if len(payload) < 4 or payload[:3] != _NO_ZERO:
        return None, payload
    return payload[3], payload[4:]


def _origin(payload: bytes) -> tuple[int, int] | None:
    if len(payload) < 15:
        raise BadPayloadError("a frame ends within its version")
    _, count, source = _SOURCE.unpack_from(payload, 3)
    return (count, source) if count or source else None
