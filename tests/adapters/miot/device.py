"""The device's side of miIO, written from the published description alone."""

import json
from hashlib import md5
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7

TOKEN = bytes.fromhex("00112233445566778899aabbccddeeff")
DEVICE = 0x12345678


class Device:
    """The other side: what a device does with bytes, by the description alone."""

    def __init__(self, token: bytes = TOKEN, number: int = DEVICE) -> None:
        key = md5(token, usedforsecurity=False).digest()
        self.token, self.number = token, number
        self.cipher = Cipher(AES(key), CBC(md5(key + token, usedforsecurity=False).digest()))

    def hello(self, stamp: int) -> bytes:
        return bytes.fromhex(f"21310020{self.number:016x}{stamp:08x}") + b"\xff" * 16

    def says(self, text: bytes, stamp: int) -> bytes:
        padder, encryptor = PKCS7(128).padder(), self.cipher.encryptor()
        body = encryptor.update(padder.update(text) + padder.finalize()) + encryptor.finalize()
        head = bytes.fromhex(f"2131{32 + len(body):04x}{self.number:016x}{stamp:08x}")
        return head + md5(head + self.token + body, usedforsecurity=False).digest() + body

    def answers(self, request: Any, stamp: int, **told: Any) -> bytes:
        return self.says(json.dumps({"id": request.id} | told).encode(), stamp)

    def hears(self, data: bytes) -> tuple[int, dict[str, Any]]:
        """Give stamp and JSON of a request, once checked."""
        assert data[:2] == b"\x21\x31"
        assert int.from_bytes(data[2:4]) == len(data)
        assert int.from_bytes(data[4:12]) == self.number
        assert data[16:32] == md5(data[:16] + self.token + data[32:], usedforsecurity=False).digest()
        decryptor, unpadder = self.cipher.decryptor(), PKCS7(128).unpadder()
        plain = unpadder.update(decryptor.update(data[32:]) + decryptor.finalize()) + unpadder.finalize()
        return int.from_bytes(data[12:16]), json.loads(plain)
