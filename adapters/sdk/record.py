"""Recordings of conversations: JSON lines without what could name a home, a person or a key.

The first line is `{"hutong": "conversation", "form": 1, "adapter", "version"}`; each other one is a message:
`{"at_ms", "link", "way", "text"}`, or `hex` in place of `text` where it is no UTF-8. `{"dropped": 7}` stands where so
many messages are missing, because they came faster than they were taken.
"""

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from adapters.sdk.redact import Redactor
from adapters.sdk.tap import Way

__all__ = ["FORM", "LONGEST", "Line", "Recorder", "RecordingError", "Redactor", "gap", "read"]

FORM: Final = 1
LONGEST: Final = 100_000
"""Messages in one recording; it ends there."""


class RecordingError(ValueError):
    """A file that is no recording; the text names the line and the fix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One message of a recording."""

    at_ms: int
    link: str
    way: Way
    message: bytes


class Recorder:
    """Turns messages into lines of a recording, redacted at once: nothing else is ever held."""

    def __init__(self, adapter: str, version: str, redactor: Redactor) -> None:
        """Begin a recording of an adapter, named by its type."""
        self.head = json.dumps({"hutong": "conversation", "form": FORM, "adapter": adapter, "version": version})
        self._redactor = redactor
        self._links: dict[str, str] = {}
        self._count = 0

    def line(self, at_ms: int, link: str, way: Way, message: bytes) -> str:
        """Give the line of one message; empty once the recording is full."""
        if self._count >= LONGEST:
            return ""
        self._count += 1
        name = self._links.setdefault(link, f"link {len(self._links) + 1}")
        body = self._body(self._redactor.message(message))
        return json.dumps({"at_ms": at_ms, "link": name, "way": way, **body}, ensure_ascii=False)

    def _body(self, message: bytes) -> Mapping[str, str]:
        with suppress(UnicodeDecodeError):
            if (text := message.decode()).isprintable():
                return {"text": text}
        if self._redactor.holds(message.hex()):  # only as digits
            message = self._redactor.blank(message)
        return {"hex": message.hex()}


def gap(dropped: int) -> str:
    """Give the line that says how many messages are missing."""
    return json.dumps({"dropped": dropped})


def read(lines: Iterable[str]) -> list[Line]:
    """Read a recording. Raises RecordingError."""
    texts = [one for one in lines if one.strip()]
    head = _parsed(texts[0], 1) if texts else {}
    if head.get("hutong") != "conversation" or head.get("form") != FORM:
        raise RecordingError("line 1: this is no recording of form 1; make one with `hutong adapters record`")
    found = ((_parsed(text, number), number) for number, text in enumerate(texts[1:], 2))
    return [_line(one, number) for one, number in found if one.keys() != {"dropped"}]


def _parsed(text: str, number: int) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise RecordingError(f"line {number}: this is no JSON object; the file was changed or cut")
    return found


def _line(one: Mapping[str, Any], number: int) -> Line:
    ways: Mapping[str, Way] = {"in": "in", "out": "out"}
    try:
        message = bytes.fromhex(one["hex"]) if "hex" in one else str(one["text"]).encode()
        return Line(at_ms=int(one["at_ms"]), link=str(one["link"]), way=ways[one["way"]], message=message)
    except (KeyError, TypeError, ValueError) as error:
        raise RecordingError(f"line {number}: {error}; a message has at_ms, link, way and text or hex") from error
