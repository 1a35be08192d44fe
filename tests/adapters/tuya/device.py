"""The device's side of Tuya's LAN protocol, written from the published description alone, frame by frame."""

import base64
import hashlib
import hmac
import json
from binascii import crc32
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB, GCM
from cryptography.hazmat.primitives.padding import PKCS7

KEY = b"0123456789abcdef"
NONCE = bytes(range(100, 116))


def ecb(key: bytes, text: bytes, *, pad: bool = True) -> bytes:
    padder = PKCS7(128).padder()
    whole = padder.update(text) + padder.finalize() if pad else text
    encryptor = Cipher(AES(key), ECB()).encryptor()  # noqa: S305 the protocol's choice
    return encryptor.update(whole) + encryptor.finalize()


def un_ecb(key: bytes, text: bytes) -> bytes:
    decryptor, unpadder = Cipher(AES(key), ECB()).decryptor(), PKCS7(128).unpadder()  # noqa: S305
    return unpadder.update(decryptor.update(text) + decryptor.finalize()) + unpadder.finalize()


def gcm(key: bytes, nonce: bytes, text: bytes, beside: bytes) -> bytes:
    encryptor = Cipher(AES(key), GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(beside)
    return encryptor.update(text) + encryptor.finalize() + encryptor.tag


def un_gcm(key: bytes, nonce: bytes, text: bytes, beside: bytes) -> bytes:
    decryptor = Cipher(AES(key), GCM(nonce, text[-16:])).decryptor()
    decryptor.authenticate_additional_data(beside)
    return decryptor.update(text[:-16]) + decryptor.finalize()


def old(sequence: int, command: int, payload: bytes, *, mac: bytes = b"") -> bytes:
    check = 32 if mac else 4
    data = bytes.fromhex(f"000055aa{sequence:08x}{command:08x}{len(payload) + check + 4:08x}") + payload
    sum_ = hmac.new(mac, data, hashlib.sha256).digest() if mac else crc32(data).to_bytes(4)
    return data + sum_ + bytes.fromhex("0000aa55")


def new(sequence: int, command: int, text: bytes, key: bytes, nonce: bytes) -> bytes:
    head = bytes.fromhex(f"0000{sequence:08x}{command:08x}{len(text) + 28:08x}")
    return bytes.fromhex("00006699") + head + nonce + gcm(key, nonce, text, head) + bytes.fromhex("00009966")


class Device:
    """One connection of one device."""

    def __init__(self, version: str, key: bytes = KEY) -> None:
        self.version = version
        self.key = self.local = key
        self.count = 0
        self.heard: list[tuple[int, int, dict[str, Any]]] = []
        self.theirs = b""

    def _nonce(self) -> bytes:
        self.count += 1
        return self.count.to_bytes(12)

    def says(self, sequence: int, command: int, text: bytes, *, header: bytes = b"", code: int | None = 0) -> bytes:
        """Put a text into a frame as a device of this version does."""
        start = b"" if code is None else code.to_bytes(4)
        if self.version == "3.5":
            return new(sequence, command, start + header + text, self.key, self._nonce())
        if self.version == "3.4":
            return old(sequence, command, start + ecb(self.key, header + text), mac=self.key)
        if self.version == "3.3":
            return old(sequence, command, start + header + ecb(self.key, text))
        return old(sequence, command, start + text)

    def tells(self, sequence: int, command: int, told: object, **how: Any) -> bytes:
        return self.says(sequence, command, json.dumps(told).encode(), **how)

    def opens(self, data: bytes) -> tuple[int, int, bytes]:
        """Give sequence, command and text of one frame of ours, every part of it checked."""
        if self.version == "3.5":
            assert data[:6] == bytes.fromhex("000066990000")
            assert data[-4:] == bytes.fromhex("00009966")
            sequence, command, size = (int.from_bytes(data[at : at + 4]) for at in (6, 10, 14))
            assert size == len(data) - 22
            return sequence, command, un_gcm(self.key, data[18:30], data[30:-4], data[4:18])
        assert data[:4] == bytes.fromhex("000055aa")
        assert data[-4:] == bytes.fromhex("0000aa55")
        sequence, command, size = (int.from_bytes(data[at : at + 4]) for at in (4, 8, 12))
        assert size == len(data) - 16
        if self.version == "3.4":
            assert hmac.new(self.key, data[:-36], hashlib.sha256).digest() == data[-36:-4]
            return sequence, command, un_ecb(self.key, data[16:-36])
        assert crc32(data[:-8]).to_bytes(4) == data[-8:-4]
        return sequence, command, self._clear(command, data[16:-8])

    def _clear(self, command: int, payload: bytes) -> bytes:
        if self.version == "3.3":
            if payload[:3] == b"3.3":
                assert payload[3:15] == bytes(12)
                assert command in {7, 13}
                payload = payload[15:]
            return un_ecb(self.key, payload)
        if command != 7:
            return payload
        inner = payload[19:]
        signed = hashlib.md5(b"data=" + inner + b"||lpv=3.1||" + self.key, usedforsecurity=False).hexdigest()
        assert payload[:19] == b"3.1" + signed[8:24].encode()
        return un_ecb(self.key, base64.b64decode(inner))

    def hears(self, data: bytes) -> tuple[int, int, Any]:
        """Give sequence, command and JSON of one frame of ours, the version before the JSON checked and taken off."""
        sequence, command, text = self.opens(data)
        if self.version in {"3.4", "3.5"} and command == 0x0D:
            assert text[:15] == self.version.encode() + bytes(12)
            text = text[15:]
        return sequence, command, json.loads(text)

    # -- the session key

    def greets(self, data: bytes) -> bytes:
        """Answer the first frame of 3.4 and 3.5."""
        sequence, command, self.theirs = self.opens(data)
        assert command == 3
        assert len(self.theirs) == 16
        return self.says(sequence, 4, NONCE + hmac.new(self.local, self.theirs, hashlib.sha256).digest())

    def agrees(self, data: bytes) -> None:
        """Take the last word of the negotiation, and go on under the session key."""
        _, command, text = self.opens(data)
        assert command == 5
        assert text == hmac.new(self.local, NONCE, hashlib.sha256).digest()
        mixed = bytes(a ^ b for a, b in zip(NONCE, self.theirs, strict=True))
        if self.version == "3.4":
            self.key = ecb(self.local, mixed, pad=False)
        else:
            self.key = gcm(self.local, self.theirs[:12], mixed, b"")[:16]
