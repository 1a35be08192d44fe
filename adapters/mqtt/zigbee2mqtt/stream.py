"""A long JSON array, element by element: what was read is dropped before the next piece is looked at."""

import codecs
import json
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

ELEMENT: Final = 2 << 20
"""Letters of the longest element taken: a hundred times what the largest known definition needs."""
PIECE: Final = 1 << 18
"""Letters looked at in one go."""
_SPACE: Final = re.compile(r"[ \t\n\r]*")
_ENDED: Final = re.compile(r"[ \t\n\r]*[,\]]")


def _no_constant(name: str) -> None:
    """Refuse NaN and Infinity, which JSON does not have (RFC 8259 §6)."""
    raise ValueError(f"{name} is no JSON number")


DECODER: Final = json.JSONDecoder(parse_constant=_no_constant)


@dataclass(frozen=True, slots=True)
class BrokenStream:
    """The array ends here: `place` says after how many elements, `reason` why."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the array."""

    value: Any


class _Broken(Exception):  # noqa: N818
    pass


def elements(pieces: deque[bytes]) -> Iterator[Element | BrokenStream | None]:
    """Read an array from pieces of UTF-8, taking them out; None after each piece of work without a result."""
    reader = _Reader(pieces)
    count = 0
    try:
        yield from reader.until("[", "it is not a list")
        while True:
            closed = yield from reader.skip_to_element(first=count == 0)
            if closed:
                break
            yield Element((yield from reader.value()))
            count += 1
        yield from reader.end()
    except _Broken as error:
        pieces.clear()
        yield BrokenStream(f"after {count} elements", str(error))


class _Reader:
    """The text of the pieces, of which only the part not yet read is kept."""

    def __init__(self, pieces: deque[bytes]) -> None:
        self._pieces = pieces
        self._decode = codecs.getincrementaldecoder("utf-8")().decode
        self._text = ""
        self._at = 0

    def _more(self) -> bool:
        """Take one more piece; false at the end."""
        if not self._pieces:
            return False
        piece = self._pieces.popleft()
        if len(piece) > PIECE * 2:
            # One long piece: look at its beginning first.
            self._pieces.appendleft(piece[PIECE:])
            piece = piece[:PIECE]
        try:
            text = self._decode(piece, final=not self._pieces)
        except UnicodeDecodeError as error:
            raise _Broken("it is not UTF-8 text") from error
        self._text = self._text[self._at :] + text
        self._at = 0
        return True

    def _mark(self) -> str:
        """Give the next letter that is no space, or "" where the piece ends."""
        space = _SPACE.match(self._text, self._at)
        self._at = space.end() if space else self._at
        return self._text[self._at : self._at + 1]

    def until(self, wanted: str, reason: str) -> Iterator[None]:
        """Go past one letter."""
        while not (mark := self._mark()):
            if not self._more():
                raise _Broken("it ends too early")
            yield None
        if mark != wanted:
            raise _Broken(reason)
        self._at += 1

    def skip_to_element(self, *, first: bool) -> Any:
        """Go past the comma; the result is true where the array is closed."""
        while not (mark := self._mark()):
            if not self._more():
                raise _Broken("it ends too early")
            yield None
        if mark == "]":
            self._at += 1
            return True
        if not first:
            if mark != ",":
                raise _Broken("a comma is missing")
            self._at += 1
        return False

    def value(self) -> Any:
        """Read one element; the whole of it has to be there, so more is taken until it is."""
        while True:
            if self._mark():
                done = self._try()
                if done is not None:
                    return done[0]
            if len(self._text) - self._at > ELEMENT:
                raise _Broken(f"an element is not well formed, or longer than {ELEMENT >> 20} MB")
            if not self._more():
                raise _Broken("it ends too early, or an element is not well formed")
            yield None

    def _try(self) -> tuple[Any] | None:
        try:
            value, end = DECODER.raw_decode(self._text, self._at)
        except RecursionError as error:
            raise _Broken("an element is nested too deep") from error
        except json.JSONDecodeError:
            return None
        except ValueError as error:
            raise _Broken(str(error)) from error
        if self._pieces and not isinstance(value, dict | list) and not _ENDED.match(self._text, end):
            return None  # a number may go on in the next piece
        self._at = end
        return (value,)

    def end(self) -> Iterator[None]:
        """See that nothing stands after the array."""
        while not self._mark():
            if not self._more():
                return
            yield None
        raise _Broken("something stands after its end")
