"""Packets of miIO: a header of 32 bytes, big-endian, and an encrypted text.

    0  magic 2131 · 2  length of all · 4  device id, 8 bytes · 12  stamp, seconds · 16  checksum

Key = MD5(token), vector = MD5(key + token), AES-128-CBC with PKCS#7; checksum = MD5(header without it + token + cipher
text). A greeting ("hello") is a header with every byte after the length FF; the answer to it tells device id and
stamp, and has the token in place of the checksum only while a device is in nobody's account.

Sources: OpenMiHome, "Xiaomi Mi Home Binary Protocol", which knew devices only whose ids fit in 4 bytes and calls the
other 4 unknown; XiaoMi/ha_xiaomi_home, miot_lan.py, for the id in 8.
"""

from dataclasses import dataclass, field
from hashlib import md5
from hmac import compare_digest
from struct import Struct
from typing import Final

from adapters.miot.protocol.error import (
    BadPayloadError,
    NotMiioError,
    OversizedError,
    TokenRejectedError,
    TruncatedError,
)
from adapters.sdk.aes import Cbc, CipherTextError

PORT: Final = 54321
HEADER: Final = 32
MAGIC: Final = 0x2131
MAX_PACKET: Final = 16_384
"""Bytes of a packet; longer ones are neither read nor written. Devices themselves send a few kilobytes at most."""

HELLO: Final = bytes.fromhex("21310020") + b"\xff" * 28
"""What every device answers, asked from anywhere."""

_HEADER: Final = Struct(">HHQI")
_NOBODY: Final = 0xFFFF_FFFF_FFFF_FFFF
_NO_TOKENS: Final = frozenset({bytes(16), b"\xff" * 16})


@dataclass(frozen=True, slots=True, kw_only=True)
class Greeting:
    """A device's answer to HELLO. `token` is there only while the device is in nobody's account."""

    device_id: int
    stamp: int
    token: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """One packet with its text, checked and decrypted."""

    device_id: int
    stamp: int
    text: bytes = field(repr=False)


def read_greeting(data: bytes) -> Greeting:
    """Read the answer to HELLO; MiotProtocolError where it is none."""
    device_id, stamp = _opened(data)
    if len(data) != HEADER or device_id == _NOBODY:
        raise NotMiioError("the packet is no answer to a greeting")
    token = data[16:]
    return Greeting(device_id=device_id, stamp=stamp, token=None if token in _NO_TOKENS else token)


def is_greeting(data: bytes) -> bool:
    """Whether a packet is a header alone, as greetings are."""
    return len(data) == HEADER


def _opened(data: bytes) -> tuple[int, int]:
    """Give device id and stamp of a packet whose length is right."""
    if len(data) < HEADER:
        raise TruncatedError(f"what it sends is cut short: {len(data)} bytes are less than a header")
    magic, length, device_id, stamp = _HEADER.unpack_from(data)
    if magic != MAGIC:
        raise NotMiioError("what it sends is not miIO")
    if length > MAX_PACKET or len(data) > min(length, MAX_PACKET):
        raise OversizedError(f"what it sends is too long: {len(data)} bytes in a packet that says {length}")
    if len(data) < length:
        raise TruncatedError(f"what it sends is cut short: {len(data)} of {length} bytes came")
    return device_id, stamp


def _md5(data: bytes) -> bytes:
    return md5(data, usedforsecurity=False).digest()


class PacketCipher:
    """Packets of one token, both ways."""

    __slots__ = ("_cbc", "_token")

    def __init__(self, token: bytes) -> None:
        """Take a token of 16 bytes; ValueError for another length."""
        if len(token) != 16:
            raise ValueError("a token has 16 bytes, 32 hexadecimal digits")
        key = _md5(token)
        self._token = token
        self._cbc = Cbc(key, _md5(key + token))

    def encode(self, *, device_id: int, stamp: int, text: bytes) -> bytes:
        """Encrypt one text; OversizedError where no device takes so much."""
        body = self._cbc.encrypt(text)
        length = HEADER + len(body)
        if length > MAX_PACKET:
            raise OversizedError(f"a packet of {length} bytes is more than devices take")
        head = _HEADER.pack(MAGIC, length, device_id, stamp & 0xFFFFFFFF)
        return head + _md5(head + self._token + body) + body

    def decode(self, data: bytes) -> Packet:
        """Check and decrypt one packet; MiotProtocolError where it is none of this token."""
        device_id, stamp = _opened(data)
        body = data[HEADER:]
        if not compare_digest(_md5(data[:16] + self._token + body), data[16:HEADER]):
            raise TokenRejectedError("the checksum does not fit: the token is another, or the packet was damaged")
        try:
            text = self._cbc.decrypt(body) if body else b""
        except CipherTextError:
            raise BadPayloadError("the text of a packet cannot be decrypted") from None
        return Packet(device_id=device_id, stamp=stamp, text=text)
