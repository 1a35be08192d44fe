"""Reads one JSON object key by key; whatever is wrong is told with the place it stands at."""

from collections.abc import Iterator
from sys import float_info
from typing import Any, Final, TypeVar

from schemas.value import Scalar

_W = TypeVar("_W", bound=str)

_MISSING: Final[Any] = object()
HUGE: Final = float_info.max
TEXT_LIMIT: Final = 4096
ROW_LIMIT: Final = 4096


class TableError(ValueError):
    """A table that does not describe a schema: the place, the rule it breaks."""

    def __init__(self, place: str, rule: str) -> None:
        """Say both in one line."""
        super().__init__(f"{place}: {rule}")
        self.place = place
        self.rule = rule


class Entry:
    """One object of the table; every key must be taken before `done`."""

    def __init__(self, data: Any, place: str, *, name: str = "") -> None:
        """Refuse what is no object; `name` is the key that says which one it is."""
        self.place = place
        if not isinstance(data, dict):
            raise TableError(place, "must be an object")
        self._left = dict(data)
        if name:
            self.place = f"{place} ({shown(self.peek(name))})"

    def refuse(self, rule: str) -> TableError:
        """Give the error of this place."""
        return TableError(self.place, rule)

    def peek(self, key: str) -> str:
        """Look at a text without taking it."""
        return self._text(key, self._left.get(key, _MISSING))

    def has(self, key: str) -> bool:
        """Whether the key is there and not yet taken."""
        return key in self._left

    def skip(self, *keys: str) -> None:
        """Take what another reader is for."""
        for key in keys:
            self._left.pop(key, None)

    def text(self, key: str, default: str = _MISSING) -> str:
        """Take a text."""
        return self._text(key, self._left.pop(key, default))

    def _text(self, key: str, found: Any) -> str:
        if found is _MISSING:
            raise self.refuse(f"{key} is missing")
        if not isinstance(found, str) or len(found) > TEXT_LIMIT or "\x00" in found:
            raise self.refuse(f"{key} must be a text of at most {TEXT_LIMIT} letters")
        return found

    def word(self, key: str, words: type[_W]) -> _W:
        """Take a member of an enum."""
        return self._one_of(key, self.text(key), words)

    def _one_of(self, key: str, found: str, words: type[_W]) -> _W:
        try:
            return words(found)
        except ValueError:
            known = ", ".join(words)  # type: ignore[arg-type]  # an enum of texts
            raise self.refuse(f"{key} {shown(found)} is none of {known}") from None

    def words(self, key: str, words: type[_W], default: list[str] = _MISSING) -> tuple[_W, ...]:
        """Take distinct members of an enum."""
        return tuple(self._one_of(key, one, words) for one in self.texts(key, default))

    def texts(self, key: str, default: list[str] = _MISSING) -> tuple[str, ...]:
        """Take a list of distinct texts."""
        found = tuple(self._text(key, one) for one in self._list(key, default))
        if len(set(found)) < len(found):
            raise self.refuse(f"{key} names something twice")
        return found

    def scalars(self, key: str) -> tuple[Scalar, ...]:
        """Take a list of plain values; none where it lacks."""
        found = self._list(key, [])
        if not all(_is_scalar(one) for one in found):
            raise self.refuse(f"{key} must be a list of texts, numbers, true or false")
        return tuple(found)

    def number(self, key: str) -> float | None:
        """Take a finite number, None where it lacks."""
        found = self._left.pop(key, None)
        if found is None or (type(found) in {int, float} and -HUGE <= found <= HUGE):  # false for NaN
            return found  # type: ignore[no-any-return]  # it was just looked at
        raise self.refuse(f"{key} must be a finite number")

    def whole(self, key: str) -> int | None:
        """Take a whole number from 0, None where it lacks."""
        found = self._left.pop(key, None)
        if found is None or (type(found) is int and found >= 0):
            return found
        raise self.refuse(f"{key} must be a whole number, 0 or more")

    def flag(self, key: str, *, default: bool | None = False) -> bool:
        """Take true or false."""
        found = self._left.pop(key, default)
        if not isinstance(found, bool):
            raise self.refuse(f"{key} must be true or false")
        return found

    def pair(self, key: str) -> tuple[str, str] | None:
        """Take a text in English and Chinese, None where it lacks."""
        inner = self.inner(key)
        if inner is None:
            return None
        texts = inner.text("en", ""), inner.text("zh", "")
        inner.done()
        return texts

    def inner(self, key: str) -> "Entry | None":
        """Take an object, None where it lacks."""
        found = self._left.pop(key, None)
        return None if found is None else Entry(found, f"{self.place}.{key}")

    def rows(self, key: str, name: str, *, optional: bool = True) -> Iterator["Entry"]:
        """Take a list of objects that `name` tells apart; none where it lacks."""
        seen: set[str] = set()
        for index, one in enumerate(self._list(key, [] if optional else _MISSING)):
            row = Entry(one, f"{self.place}.{key}[{index}]", name=name)
            if row.peek(name) in seen:
                raise row.refuse(f"{name} occurs twice")
            seen.add(row.peek(name))
            yield row

    def _list(self, key: str, default: Any) -> list[Any]:
        found = self._left.pop(key, default)
        if found is _MISSING:
            raise self.refuse(f"{key} is missing")
        if not isinstance(found, list) or len(found) > ROW_LIMIT:
            raise self.refuse(f"{key} must be a list of at most {ROW_LIMIT} entries")
        return found

    def done(self) -> None:
        """Refuse whatever nobody asked for, so that a misspelt key is told."""
        for key in self._left:
            raise self.refuse(f"{shown(str(key))} is no key of the table")


def shown(text: str) -> str:
    """Give a foreign text so that it keeps to its line."""
    return text if text.isprintable() and len(text) <= 60 else f"{text[:57]!r}..."


def _is_scalar(found: Any) -> bool:
    """Whether it is a text, true, false or a finite number; every comparison with NaN is false."""
    return isinstance(found, str) or (isinstance(found, int | float) and -HUGE <= found <= HUGE)
