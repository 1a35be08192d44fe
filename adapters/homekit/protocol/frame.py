"""Sealed frames of a HAP session: two bytes of length, so many sealed bytes, a tag of sixteen.

HomeKit Accessory Protocol Specification (Non-Commercial Version), release R2, 6.5.2 "Session Security":
ChaCha20-Poly1305 (RFC 8439) with the length as additional data, and a nonce of four zero bytes and a 64-bit counter,
little endian, that begins at 0 for each direction.
"""

from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from adapters.sdk.errors import ProtocolError

LONGEST: Final = 1024
"""Bytes of one frame that we send. Longer ones are read: their length field bounds them to 65,535."""
_LENGTH: Final = 2
_TAG: Final = 16


class _Counted:
    def __init__(self, key: bytes) -> None:
        self._cipher = ChaCha20Poly1305(key)
        self._count = 0

    def nonce(self) -> bytes:
        made = bytes(4) + self._count.to_bytes(8, "little")
        self._count += 1
        return made


class Sealer(_Counted):
    """One direction, on its sender's side."""

    def seal(self, data: bytes) -> bytes:
        """Give the frames of a message."""
        return b"".join(self._frame(data[start : start + LONGEST]) for start in range(0, len(data), LONGEST))

    def _frame(self, part: bytes) -> bytes:
        length = len(part).to_bytes(_LENGTH, "little")
        return length + self._cipher.encrypt(self.nonce(), part, length)


class Opener(_Counted):
    """One direction, on its receiver's side. A frame that is repeated, missing or changed does not open."""

    def __init__(self, key: bytes) -> None:
        """Begin with the first frame."""
        super().__init__(key)
        self._waiting = bytearray()

    def feed(self, data: bytes) -> bytes:
        """Give what the frames hold that are whole by now. ProtocolError."""
        self._waiting += data
        opened = bytearray()
        while len(self._waiting) >= _LENGTH:
            end = _LENGTH + int.from_bytes(self._waiting[:_LENGTH], "little") + _TAG
            if len(self._waiting) < end:
                break
            opened += self._open(bytes(self._waiting[:_LENGTH]), bytes(self._waiting[_LENGTH:end]))
            del self._waiting[:end]
        return bytes(opened)

    def _open(self, length: bytes, sealed: bytes) -> bytes:
        try:
            return self._cipher.decrypt(self.nonce(), sealed, length)
        except InvalidTag:
            raise ProtocolError(
                "a frame does not open: it was changed, repeated or lost on its way", code="bad-frame"
            ) from None
