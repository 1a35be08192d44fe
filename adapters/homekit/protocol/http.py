"""HTTP/1.1 as HAP speaks it: requests out, responses and `EVENT/1.0` messages in, in whatever pieces they come.

HomeKit Accessory Protocol Specification (Non-Commercial Version), release R2, 6.2.3 "HTTP URLs", 6.8 "Notifications";
RFC 9112, 6 "Message Body", for lengths and chunks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from adapters.sdk.errors import ProtocolError

LARGEST_HEAD: Final = 16_384
LARGEST_BODY: Final = 4 << 20
"""Bytes; the database of a bridge with 149 accessories has some hundred kB."""
_END: Final = b"\r\n\r\n"
_LINE: Final = b"\r\n"
_START: Final = re.compile(rb"(HTTP|EVENT)/1\.[01] ([0-9]{3})(?: .*)?")
_SIZE: Final = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;.*)?")
_LONGEST_SIZE: Final = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A response, or what the accessory tells by itself (`is_event`)."""

    status: int
    body: bytes
    is_event: bool = False


def request(method: str, path: str, host: str, body: bytes = b"", kind: str = "application/hap+json") -> bytes:
    """Give a request as one piece of bytes, for some accessories read no further than the first."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: {host}"]
    if body:
        lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
    return _LINE.join(line.encode() for line in lines) + _END + body


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    status: int
    is_event: bool
    length: int = 0
    chunked: bool = False


class Reader:
    """Cuts bytes into messages, and holds no more than one that is not whole."""

    def __init__(self) -> None:
        """Begin between two messages."""
        self._waiting = bytearray()
        self._head: _Head | None = None
        self._body = bytearray()

    @property
    def is_between(self) -> bool:
        """Whether nothing of a message has come yet."""
        return self._head is None and not self._waiting

    def feed(self, data: bytes) -> Iterator[Message]:
        """Give the messages that are whole by now. ProtocolError, after which nothing more can be read."""
        self._waiting += data
        while (message := self._next()) is not None:
            yield message

    def _next(self) -> Message | None:
        if self._head is None:
            self._head = self._take_head()
        head = self._head
        if head is None or not (self._take_chunks() if head.chunked else self._take_body(head.length)):
            return None
        message = Message(status=head.status, is_event=head.is_event, body=bytes(self._body))
        self._head = None
        self._body.clear()
        return message

    def _take_head(self) -> _Head | None:
        end = self._waiting.find(_END)
        if max(end, len(self._waiting) if end < 0 else 0) > LARGEST_HEAD:
            raise ProtocolError(f"the head of a message is longer than {LARGEST_HEAD} bytes", code="too-large")
        if end < 0:
            return None
        head = _head(bytes(self._waiting[:end]))
        del self._waiting[: end + len(_END)]
        return head

    def _take_body(self, length: int) -> bool:
        part = self._waiting[: length - len(self._body)]
        del self._waiting[: len(part)]
        self._body += part
        return len(self._body) == length

    def _take_chunks(self) -> bool:
        while (end := self._waiting.find(_LINE, 0, _LONGEST_SIZE)) >= 0:
            size = _size(bytes(self._waiting[:end]))
            if not size:
                return self._take_trailer()
            if len(self._body) + size > LARGEST_BODY:
                raise _too_large()
            start, stop = end + len(_LINE), end + len(_LINE) + size
            if len(self._waiting) < stop + len(_LINE):
                return False
            if self._waiting[stop : stop + len(_LINE)] != _LINE:
                raise ProtocolError("a chunk is longer than it says")
            self._body += self._waiting[start:stop]
            del self._waiting[: stop + len(_LINE)]
        if len(self._waiting) >= _LONGEST_SIZE:
            raise ProtocolError("a chunk does not say how long it is")
        return False

    def _take_trailer(self) -> bool:
        end = self._waiting.find(_END)
        if end < 0:
            if len(self._waiting) > LARGEST_HEAD:
                raise ProtocolError("what follows the last chunk has no end", code="too-large")
            return False
        del self._waiting[: end + len(_END)]
        return True


def _size(line: bytes) -> int:
    found = _SIZE.fullmatch(line)
    if found is None:
        raise ProtocolError("a chunk does not say how long it is")
    return int(found[1], 16)


def _too_large() -> ProtocolError:
    return ProtocolError(f"a message is longer than {LARGEST_BODY} bytes", code="too-large")


def _head(text: bytes) -> _Head:
    first, *lines = text.split(_LINE)
    found = _START.fullmatch(first)
    if found is None:
        raise ProtocolError("it does not speak HTTP/1.1, as accessories do")
    fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(b":") for line in lines)}
    status, is_event = int(found[2]), found[1] == b"EVENT"
    if b"chunked" in fields.get(b"transfer-encoding", b"").lower():
        return _Head(status=status, is_event=is_event, chunked=True)
    length = fields.get(b"content-length", b"0")
    if not length.isdigit() or len(length) > 12:
        raise ProtocolError("a message does not say how long it is")
    if int(length) > LARGEST_BODY:
        raise _too_large()
    return _Head(status=status, is_event=is_event, length=0 if status == 204 else int(length))
