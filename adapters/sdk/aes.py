"""AES-128 as vendor protocols use it: ECB and CBC with PKCS#7 padding, objects reused from frame to frame.

FIPS 197 (AES), NIST SP 800-38A (modes), RFC 5652 §6.3 (padding). Neither mode says whether a text was changed on its
way; what does is each protocol's own business.
"""

from typing import Final

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES128
from cryptography.hazmat.primitives.ciphers.modes import CBC, ECB

BLOCK: Final = 16


class CipherTextError(ValueError):
    """Bytes that are no cipher text of this key: not whole blocks, or a padding that is none."""


def padded(data: bytes) -> bytes:
    """Fill up to whole blocks; what is whole gets a block more."""
    count = BLOCK - len(data) % BLOCK
    return data + bytes([count]) * count


def unpadded(data: bytes) -> bytes:
    """Take the padding off; CipherTextError where it is none."""
    count = data[-1] if data else 0
    if not 0 < count <= BLOCK or len(data) % BLOCK or data[-count:] != bytes([count]) * count:
        raise CipherTextError("the padding is none")
    return data[:-count]


class Ecb:
    """One key in ECB mode. A block depends on no other, so one context serves every frame."""

    __slots__ = ("_decrypt", "_encrypt")

    def __init__(self, key: bytes) -> None:
        """Take a key of 16 bytes."""
        cipher = Cipher(AES128(key), ECB())  # noqa: S305 the vendors' choice, not ours
        self._encrypt = cipher.encryptor().update
        self._decrypt = cipher.decryptor().update

    def blocks(self, data: bytes) -> bytes:
        """Encrypt whole blocks as they are."""
        return self._encrypt(data)

    def unblocks(self, data: bytes) -> bytes:
        """Decrypt whole blocks as they are; CipherTextError where they are none."""
        if not data or len(data) % BLOCK:
            raise CipherTextError("not whole blocks")
        return self._decrypt(data)

    def encrypt(self, data: bytes) -> bytes:
        """Pad and encrypt."""
        return self._encrypt(padded(data))

    def decrypt(self, data: bytes) -> bytes:
        """Decrypt and take the padding off; CipherTextError where that cannot be."""
        return unpadded(self.unblocks(data))


class Cbc:
    """One key and one starting vector in CBC mode."""

    __slots__ = ("_cipher",)

    def __init__(self, key: bytes, vector: bytes) -> None:
        """Take a key and a vector of 16 bytes each."""
        self._cipher = Cipher(AES128(key), CBC(vector))

    def encrypt(self, data: bytes) -> bytes:
        """Pad and encrypt."""
        return self._cipher.encryptor().update(padded(data))

    def decrypt(self, data: bytes) -> bytes:
        """Decrypt and take the padding off; CipherTextError where that cannot be."""
        if not data or len(data) % BLOCK:
            raise CipherTextError("not whole blocks")
        return unpadded(self._cipher.decryptor().update(data))
