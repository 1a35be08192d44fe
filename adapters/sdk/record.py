"""Recordings of conversations: JSON lines without what could name a home, a person or a key.

The first line is `{"hutong": "conversation", "form": 1, "adapter", "version"}`; each other one is a message:
`{"at_ms", "link", "way", "text"}`, or `hex` in place of `text` where it is no UTF-8.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from adapters.sdk.tap import Way

FORM: Final = 1
LONGEST: Final = 100_000
"""Messages in one recording; it ends there."""
_SHORT: Final = 4  # letters: shorter texts would be found everywhere
_TELLING: Final = re.compile(
    r"(?:token|secret|passw|pwd|psk|ssid|bssid|local_?key|session_?key|nonce|mac|serial|^sn$|^ip$|addr|^did$|uid|uuid|"
    r"home_?id|latitude|longitude|location|owner|user|nick|e?mail|phone|signature|ltpk|ltsk|^key$)",
    re.IGNORECASE,
)
_MAC: Final = re.compile(r"\b[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}\b", re.IGNORECASE)
_IPV4: Final = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b")


class RecordingError(ValueError):
    """A file that is no recording; the text names the line and the fix."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One message of a recording."""

    at_ms: int
    link: str
    way: Way
    message: bytes


class Redactor:
    """Puts a placeholder of the same length in the place of everything that could name somebody or open something.

    What is known (`secrets`) is found anywhere, as text, in capitals, and as bytes; besides, the values of JSON members
    with telling names, hardware addresses and IPv4 addresses. The same text always gets the same placeholder.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Take what is known."""
        self._known: dict[str, str] = {}
        for secret in sorted({one for one in secrets if len(one) >= _SHORT}, key=len, reverse=True):
            self._place(secret)

    def _place(self, text: str) -> str:
        if len(text) < _SHORT:
            return "0" * len(text)
        return self._known.setdefault(text, f"{len(self._known) + 1}".rjust(len(text), "0"))

    def message(self, message: bytes) -> bytes:
        """Redact one message, JSON or not."""
        try:
            tree = json.loads(message)
        except ValueError:
            return self._bytes(message)
        if not isinstance(tree, dict | list):
            return self._bytes(message)
        return json.dumps(self._tree(tree), separators=(",", ":"), ensure_ascii=False).encode()

    def _tree(self, tree: Any, name: str = "") -> Any:
        if isinstance(tree, dict):
            return {key: self._tree(value, key) for key, value in tree.items()}
        if isinstance(tree, list):
            return [self._tree(one, name) for one in tree]
        if isinstance(tree, str):
            return self._place(tree) if tree and _TELLING.search(name) else self.text(tree)
        return tree

    def text(self, text: str) -> str:
        """Redact what is known, and addresses, in a text."""
        for secret, placeholder in tuple(self._known.items()):
            for form in {secret, secret.upper(), secret.lower()}:
                text = text.replace(form, placeholder) if form else text
        text = _MAC.sub(lambda found: self._place(found[0]), text)
        return _IPV4.sub(lambda found: self._place(found[0]), text)

    def _bytes(self, message: bytes) -> bytes:
        for secret, placeholder in tuple(self._known.items()):
            message = message.replace(secret.encode(), placeholder.encode())
            try:
                raw = bytes.fromhex(secret)
            except ValueError:
                continue
            if len(raw) >= _SHORT:
                message = message.replace(raw, bytes(len(raw)))
        try:
            return self.text(message.decode()).encode()
        except UnicodeDecodeError:
            return message


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
        body = _body(self._redactor.message(message))
        return json.dumps({"at_ms": at_ms, "link": name, "way": way, **body}, ensure_ascii=False)


def _body(message: bytes) -> Mapping[str, str]:
    try:
        text = message.decode()
    except UnicodeDecodeError:
        return {"hex": message.hex()}
    return {"text": text} if text.isprintable() else {"hex": message.hex()}


def read(lines: Iterable[str]) -> list[Line]:
    """Read a recording. Raises RecordingError."""
    texts = [one for one in lines if one.strip()]
    head = _parsed(texts[0], 1) if texts else {}
    if head.get("hutong") != "conversation" or head.get("form") != FORM:
        raise RecordingError("line 1: this is no recording of form 1; make one with `hutong adapters record`")
    return [_line(_parsed(text, number), number) for number, text in enumerate(texts[1:], 2)]


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
