"""What devices tell of themselves over UDP, and how those of 3.5 are asked to.

Port 6666: 55AA frames with JSON in clear (3.1). Port 6667: the same, or the cipher text alone, AES-ECB under MD5 of a
text that is the same for every device (3.2 to 3.4); 6699 frames, AES-GCM under that key (3.5). Port 7000: newer 3.5
devices tell nothing until a 6699 frame with `{"from":"app","ip":…}` asks them, and answer the address in it.

Source: tinytuya PROTOCOL.md, "Discovery" of each version. The key protects nothing: it is no secret.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import md5
from ipaddress import IPv4Address
from typing import Any, Final
from zlib import crc32

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.sdk.aes import CipherTextError, Ecb
from adapters.sdk.jsontext import JsonTextError, read_object, write_object
from adapters.tuya.protocol.crypt import is_json
from adapters.tuya.protocol.error import BadPayloadError, DamagedError, NotTuyaError, OversizedError
from adapters.tuya.protocol.frame import NEW_END, NEW_START, OLD_START, Command, Frame, new_frame, read_datagram

PLAIN_PORT: Final = 6666
ENCRYPTED_PORT: Final = 6667
SOLICIT_PORT: Final = 7000
MAX_BEACON: Final = 2048

_KEY: Final = md5(b"yGAdlopoPVldABfn", usedforsecurity=False).digest()
_ECB: Final = Ecb(_KEY)
_GCM: Final = AESGCM(_KEY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beacon:
    """One device's word about itself. `address` is what it says; where the datagram came from is the transport's."""

    device_id: str
    address: str
    version: str
    product_key: str = ""


def read_beacon(data: bytes) -> Beacon:
    """Read one datagram; TuyaProtocolError where it tells of no device."""
    if len(data) > MAX_BEACON:
        raise OversizedError(f"a beacon of {len(data)} bytes is too long")
    try:
        return _beacon(read_object(_text(data)))
    except JsonTextError:
        raise BadPayloadError("a beacon is no JSON object") from None


def _beacon(told: dict[str, Any]) -> Beacon:
    device_id = _word(told, "gwId") or _word(told, "devId")
    if not device_id:
        raise BadPayloadError("a beacon names no device")
    return Beacon(
        device_id=device_id,
        address=_word(told, "ip"),
        version=_word(told, "version"),
        product_key=_word(told, "productKey"),
    )


def _word(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    return value[:64] if isinstance(value, str) else ""


def _text(data: bytes) -> bytes:
    if not data.startswith((OLD_START, NEW_START)):
        return _decrypted(data, NotTuyaError)
    frame = read_datagram(data)
    return _new_text(frame) if frame.is_new else _old_text(frame)


def _new_text(frame: Frame) -> bytes:
    data = frame.data
    try:
        text = _GCM.decrypt(data[18:30], data[30:-4], data[4:18])
    except InvalidTag:
        raise DamagedError("a beacon was damaged, or is under another key") from None
    return text[4:] if text[:3] == bytes(3) else text


def _old_text(frame: Frame) -> bytes:
    data = frame.data
    if int.from_bytes(data[-8:-4], "big") != crc32(data[:-8]):
        raise DamagedError("the checksum of a beacon does not fit")
    payload = data[20:-8] if data[16:19] == bytes(3) else data[16:-8]
    return payload if is_json(payload) else _decrypted(payload, DamagedError)


def _decrypted(payload: bytes, error: type[NotTuyaError | DamagedError]) -> bytes:
    try:
        return _ECB.decrypt(payload)
    except CipherTextError:
        raise error("a datagram is no beacon") from None


def solicitation(own_address: str, *, sequence: int = 0, random: Callable[[int], bytes] = os.urandom) -> bytes:
    """Make the datagram that asks devices of 3.5 to tell of themselves; ValueError where the address is none."""
    text = write_object({"from": "app", "ip": str(IPv4Address(own_address))})
    head = new_frame(sequence, Command.SOLICIT, 12 + len(text) + 16)
    nonce = random(12)
    return head + nonce + _GCM.encrypt(nonce, text, head[4:]) + NEW_END
