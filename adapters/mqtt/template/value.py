"""The values templates work on, and the bounds that keep every one of them small."""

import json
import math
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

TEXT_LIMIT: Final = 65_536  # characters of one intermediate text
FUEL: Final = 262_144  # characters and members that one evaluation may produce in all
MEMBERS_LIMIT: Final = 16_384  # of one list or object, with all that is in it
MEMBER: Final = 16  # characters that are made for the price of one member
LOOK: Final = 16  # characters or members that are looked at for the price of one that is made
BITS_LIMIT: Final = 128  # of one integer


class Absent(Enum):
    """What a look-up gives that finds nothing; rendered it is no value at all."""

    UNDEFINED = "undefined"


UNDEFINED: Final = Absent.UNDEFINED


class TemplateFault(Exception):  # noqa: N818 - it is caught inside and becomes a Failure
    """An evaluation that cannot go on: wrong types, or a bound was met."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a template gave no value for this message."""

    reason: str


@dataclass(slots=True)
class Scope:
    """The variables of one evaluation, and how much text it may still produce."""

    names: dict[str, Any]
    fuel: int = field(default=FUEL)

    def text(self, text: str) -> str:
        """Charge for a text that was produced."""
        self.fuel -= len(text)
        if len(text) > TEXT_LIMIT or self.fuel < 0:
            raise TemplateFault("the text grows beyond its bound")
        return text

    def look(self, size: int) -> None:
        """Charge for looking through so many characters or members, which costs far less than making them."""
        self.fuel -= size // LOOK + 1
        if self.fuel < 0:
            raise TemplateFault("the template takes too long")

    def weigh(self, value: Any) -> Any:
        """Charge for all that a value holds. What one list holds twice counts twice, as it would when written out."""
        waiting, members, letters = [value], 0, 0
        while waiting:
            one = waiting.pop()
            members += 1
            if isinstance(one, str):
                letters += len(one)
            elif isinstance(one, dict):
                waiting += one
                waiting += one.values()
            elif isinstance(one, list | tuple):
                waiting += one
            if members + len(waiting) > MEMBERS_LIMIT or letters > TEXT_LIMIT:
                raise TemplateFault("the list or object is beyond its bound")
        self.look(members * MEMBER * LOOK + letters)
        return value

    def show(self, value: Any) -> str:
        """Render a value, charged for by its size."""
        if isinstance(value, list | tuple | dict):
            self.weigh(value)
        shown = text_of(value)
        self.look(len(shown))
        return shown


def text_of(value: Any) -> str:
    """Render a value as a template would; lists and objects as JSON."""
    if isinstance(value, str):
        return value
    if value is UNDEFINED:
        return ""
    if isinstance(value, list | tuple | dict):
        return as_json(value)
    return str(value)


def as_json(value: Any) -> str:
    """Compact JSON; a value that is none (an undefined one inside a list) is a fault."""
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError):
        raise TemplateFault("the value has no JSON form") from None


def bounded(value: Any) -> Any:
    """Let a number pass that is small enough to go on with."""
    if isinstance(value, int) and value.bit_length() > BITS_LIMIT:
        raise TemplateFault("the integer grows beyond its bound")
    if isinstance(value, complex):
        raise TemplateFault("the result is not a real number")
    return value


def number_of(value: Any) -> int | float:
    """Take a number or the text of one; anything else is a fault."""
    if isinstance(value, str) and len(value) <= 64:
        value = float(value)
    if not isinstance(value, int | float):
        raise TemplateFault(f"{_shown(value)} is not a number")
    return value


def integer_of(value: Any, base: int = 10) -> int:
    """Take an integer, the whole part of a number, or the text of either."""
    if isinstance(value, str) and len(value) <= 64 and _is_integer(value, base):
        return int(value, base)
    number = number_of(value)
    if isinstance(number, float) and not math.isfinite(number):
        raise TemplateFault("an infinite number has no whole part")
    return int(number)


def _is_integer(text: str, base: int) -> bool:
    try:
        int(text, base)
    except ValueError:
        return False
    return True


def _shown(value: Any) -> str:
    return "an undefined value" if value is UNDEFINED else f"a {type(value).__name__}"
