"""Taking out of messages what could name a home, a person or a key."""

import json
import re
from collections.abc import Iterable
from typing import Any, Final

from adapters.sdk.secret import SHORT, forms, is_credential, is_naming, is_telling, raws

ROUNDS: Final = 4
PLACED: Final = 4096  # texts of one recording with a placeholder of their own
LEARNED: Final = 256  # secrets that messages themselves name; one that tells more is not trusted to tell them
_FILL: Final = "0123456789abcdef#*.~"
_WHERE: Final = re.compile(r"latitude|longitude|phone|^lat$|^lon$|^lng$", re.IGNORECASE)
_MAC: Final = re.compile(r"\b[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}\b", re.IGNORECASE)
_IPV4: Final = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b")


class Redactor:
    """Puts a placeholder of the same length in the place of everything that could name somebody or open something.

    Secrets are found anywhere, in any case of their letters, as text, as bytes, in hex and in base64; names where
    something is named. Besides, the values of JSON members with telling names, hardware addresses and IPv4 addresses.
    The same text always gets the same placeholder. A message in which a secret still stands afterwards, because what
    is beside it completes it, is blanked as a whole.
    """

    def __init__(self, secrets: Iterable[str] = (), names: Iterable[str] = ()) -> None:
        """Take what is known."""
        self._forms: dict[str, None] = {}  # without case, longest first
        self._raws: dict[bytes, None] = {}
        self._names: set[str] = set()
        self._placed: dict[str, str] = {}
        self._made: set[str] = set()
        self._learned = 0
        self.know(secrets, names)

    def know(self, secrets: Iterable[str], names: Iterable[str] = ()) -> None:
        """Take what became known; secrets of fewer than four letters are passed over."""
        self._names |= {one.casefold() for one in names}
        found, raw = set(self._forms), set(self._raws)
        for secret in secrets:
            if len(secret) >= SHORT:
                found |= {one.casefold() for one in forms(secret) if len(one) >= SHORT}
                raw |= {one.lower() for one in raws(secret) if len(one) >= SHORT}
        self._forms = dict.fromkeys(sorted(found, key=lambda one: (-len(one), one)))
        self._raws = dict.fromkeys(sorted(raw, key=lambda one: (-len(one), one)))

    def holds(self, text: str) -> bool:
        """Whether a secret stands in a text."""
        return _holds(text, self._forms)

    def message(self, message: bytes) -> bytes:
        """Redact one message, JSON or not."""
        for _ in range(ROUNDS):
            message = self._once(message)
            if not self._is_left(message):
                return message
        return self.blank(message)

    def _is_left(self, message: bytes) -> bool:
        lowered = message.lower()
        return any(one in lowered for one in self._raws) or self.holds(message.decode("utf-8", "replace"))

    def blank(self, message: bytes) -> bytes:
        """Give as many bytes that say nothing; none where there are no such."""
        fills = (bytes([one]) * len(message) for one in range(256))
        return next((one for one in fills if not (self._is_left(one) or self.holds(one.hex()))), b"")

    def _once(self, message: bytes) -> bytes:
        try:
            tree = json.loads(message)
        except (ValueError, RecursionError):
            return self._bytes(message)
        if not isinstance(tree, dict | list):
            return self._bytes(message)
        near = self._near(_dumped(tree))  # what a text in it holds, it holds too, escaped as some form is
        return _dumped(self._tree(tree, near)).encode("utf-8", "replace")

    def _near(self, text: str) -> list[str]:
        folded = text.casefold()
        return [one for one in self._forms if one in folded]

    def _tree(self, tree: Any, near: list[str], name: str = "") -> Any:
        if isinstance(tree, dict):
            return {self._without(key, near): self._tree(value, near, key) for key, value in tree.items()}
        if isinstance(tree, list):
            return [self._tree(one, near, name) for one in tree]
        if isinstance(tree, str):
            return self._value(tree, near, name)
        if isinstance(tree, int | float) and not isinstance(tree, bool):
            hidden = is_credential(name) or _WHERE.search(name) or _holds(json.dumps(tree), near)
            return 0 if hidden else tree
        return tree

    def _value(self, text: str, near: list[str], name: str) -> str:
        if not text:
            return text
        if is_telling(name):
            if is_credential(name) or not _is_word(text):
                self._learn(text)
            return self._place(text)
        if is_naming(name) and text.casefold() in self._names:
            return self._place(text)
        return self._without(text, near)

    def _learn(self, secret: str) -> None:
        if secret.casefold() not in self._forms and self._learned < LEARNED and secret not in self._made:
            self._learned += 1
            self.know((secret,))

    def text(self, text: str) -> str:
        """Redact secrets and addresses in a text."""
        return self._without(text, self._near(text))

    def _without(self, text: str, near: list[str]) -> str:
        folded = text.casefold() if near else ""
        for form in [one for one in near if one in folded]:
            text = re.sub(re.escape(form), lambda found: self._place(found[0]), text, flags=re.IGNORECASE)
        text = _MAC.sub(lambda found: self._place(found[0]), text)
        return _IPV4.sub(lambda found: self._place(found[0]), text)

    def _bytes(self, message: bytes) -> bytes:
        lowered = message.lower()
        for raw in [one for one in self._raws if one in lowered]:
            message = re.sub(re.escape(raw), lambda found: self._hidden(found[0]), message, flags=re.IGNORECASE)
        try:
            return self.text(message.decode()).encode()
        except UnicodeDecodeError:
            return self.text(message.decode("latin-1")).encode("latin-1", "replace")

    def _hidden(self, found: bytes) -> bytes:
        """A text stays one; other bytes become zeros."""
        try:
            text = found.decode()
        except UnicodeDecodeError:
            return bytes(len(found))
        return self._place(text).encode() if text.isascii() and text.isprintable() else bytes(len(found))

    def _place(self, text: str) -> str:
        if len(text) < SHORT:
            return "0" * len(text)
        if text in self._made:  # met in a second round
            return text
        if text in self._placed:
            return self._placed[text]
        number = str(len(self._placed) + 1)
        made = (number.rjust(len(text), fill)[-len(text) :] for fill in _FILL)
        found = next((one for one in made if one != text and not self.holds(one)), "~" * len(text))
        if len(self._placed) < PLACED:
            self._placed[text] = found
            self._made.add(found)
        return found


def _holds(text: str, forms_of: Iterable[str]) -> bool:
    folded = text.casefold()
    return any(one in folded for one in forms_of)


def _dumped(tree: Any) -> str:
    return json.dumps(tree, separators=(",", ":"), ensure_ascii=False)


def _is_word(text: str) -> bool:
    return text.isascii() and text.isalpha() and text.islower()
