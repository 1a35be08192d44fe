"""An accessory in the bytes of the protocol: proofs, sealed frames and HTTP, written from the specification alone.

HomeKit Accessory Protocol Specification (Non-Commercial Version), release R2, 5.7 "Pair Verify", 6.5.2 "Session
Security", 6.8 "Notifications".
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, cast

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from adapters.homekit.channel import SecureChannel
from adapters.homekit.wire import Wire
from tests.adapters.homekit.far import Far

WAYS = ("Write", "Read")
TO_IT, FROM_IT = bytes(range(32)), bytes(range(32, 64))


def number(count: int) -> bytes:
    return bytes(4) + count.to_bytes(8, "little")


def http(message: Mapping[str, Any]) -> bytes:
    """Write a message of the channel as it goes on the wire."""
    is_event = "event" in message
    held = message["event"] if is_event else message["body"]
    body = json.dumps(held).encode() if held else b""
    first = "EVENT/1.0 200 OK" if is_event else f"HTTP/1.1 {message['status']} It"
    return f"{first}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


class Wired(Far):
    """A far end whose every byte counts; `connect` has keys already, `serve` proves who it is first."""

    def __init__(self, *accessories: dict[str, Any], name: str = "AA:BB:CC:DD:EE:FF") -> None:
        super().__init__(*accessories)
        self.name = name
        self.lasting = Ed25519PrivateKey.generate()
        self._keys = (TO_IT, FROM_IT)
        self._heard = self._said = 0
        self._feed: Callable[[bytes], None] = lambda _data: None
        self._end: Callable[[], None] = lambda: None

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[Any]:
        reader = asyncio.StreamReader()
        self._begin(TO_IT, FROM_IT, reader.feed_data, reader.feed_eof)
        link = Wire(reader, cast("asyncio.StreamWriter", self), "it")
        link.secure(TO_IT, FROM_IT)
        yield SecureChannel(link)

    def _begin(self, to_it: bytes, from_it: bytes, feed: Callable[[bytes], None], end: Callable[[], None]) -> None:
        self.opened += 1
        self.told.clear()
        self._keys = (to_it, from_it)
        self._heard = self._said = 0
        self._feed, self._end = feed, end

    # what the adapter does

    def write(self, data: bytes) -> None:
        head, _, body = self.unsealed(data).partition(b"\r\n\r\n")
        method, path, *_ = head.decode().split(" ")
        said = json.loads(body) if body else None
        self.asked.append((method, path, said))
        if not self.mute:
            self.say(self.answer(method, path, said or {}))

    async def drain(self) -> None:
        pass

    def unsealed(self, data: bytes) -> bytes:
        found = b""
        while data:
            size = int.from_bytes(data[:2], "little") + 16
            found += ChaCha20Poly1305(self._keys[0]).decrypt(number(self._heard), data[2 : 2 + size], data[:2])
            data = data[2 + size :]
            self._heard += 1
        return found

    # what the test does

    def sealed(self, data: bytes) -> bytes:
        """Give the next frame."""
        length = len(data).to_bytes(2, "little")
        self._said += 1
        return length + ChaCha20Poly1305(self._keys[1]).encrypt(number(self._said - 1), data, length)

    def say(self, message: Mapping[str, Any]) -> None:
        self.say_raw(self.sealed(http(message)))

    def say_raw(self, message: bytes) -> None:
        self._feed(message)

    def event(self, iid: int, value: Any) -> bytes:
        """Give the frame in which a lamp tells something."""
        return self.sealed(http({"event": {"characteristics": [{"aid": 1, "iid": iid, "value": value}]}}))

    def hang_up(self, reason: str = "") -> None:
        del reason
        self._end()
        self._feed = lambda _data: None

    # who it is

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Prove who it is, and answer until the link ends."""
        try:
            ours = X25519PrivateKey.generate()
            theirs = tlv((await posted(reader))[-1])[3]
            shared = ours.exchange(X25519PublicKey.from_public_bytes(theirs))
            writer.write(told(self._proof(ours.public_key().public_bytes_raw(), theirs, shared)))
            await posted(reader)
            writer.write(told(bytes([6, 1, 4])))
            to_it, from_it = (derived(shared, f"Control-{way}-Encryption-Key", "Control-Salt") for way in WAYS)
            self._begin(to_it, from_it, writer.write, writer.close)
            while data := await reader.read(65_536):
                self.write(data)
        except asyncio.IncompleteReadError:
            pass
        finally:
            writer.close()

    def _proof(self, ours: bytes, theirs: bytes, shared: bytes) -> bytes:
        name = self.name.encode()
        signed = self.lasting.sign(ours + name + theirs)
        key = derived(shared, "Pair-Verify-Encrypt-Info", "Pair-Verify-Encrypt-Salt")
        inner = bytes([1, len(name)]) + name + bytes([10, len(signed)]) + signed
        hidden = ChaCha20Poly1305(key).encrypt(bytes(4) + b"PV-Msg02", inner, b"")
        return bytes([6, 1, 2, 3, 32]) + ours + bytes([5, len(hidden)]) + hidden


def derived(shared: bytes, info: str, salt: str) -> bytes:
    return HKDF(SHA512(), 32, salt.encode(), info.encode()).derive(shared)


def told(body: bytes) -> bytes:
    return f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


async def posted(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """Give head and body of one request in plain."""
    head = await reader.readuntil(b"\r\n\r\n")
    size = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    return head, await reader.readexactly(size)


def tlv(data: bytes) -> dict[int, bytes]:
    """Read types, lengths and values, none of them longer than 255 bytes."""
    found: dict[int, bytes] = {}
    while data:
        found[data[0]] = data[2 : 2 + data[1]]
        data = data[2 + data[1] :]
    return found
