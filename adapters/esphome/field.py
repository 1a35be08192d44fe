"""One value of an entity: how it is described, where a state has it, and which argument of a command writes it."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from schemas.mapping import Source
from schemas.value import Value
from schemas.vocabulary import Kind

Read: TypeAlias = Callable[[Any], Value]
Write: TypeAlias = Callable[[Value], Mapping[str, Any]]
"""Arguments of the command, by their names in aioesphomeapi."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """`name` and `which` are those of the rows of Home Assistant, whose words ESPHome's are."""

    name: str
    source: Source
    read: Read | None = None
    write: Write | None = None
    which: tuple[str, ...] = ("",)


def number(value: Any) -> Value:
    """Give a finite number; nan is "not known" (ESPHome sends it until a sensor has measured)."""
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else None


def told(name: str) -> Read:
    """Read a number of the state, unless the state says that it has none."""
    return lambda state: None if getattr(state, "missing_state", False) else number(getattr(state, name))


def plain(name: str) -> Read:
    """Read a text or truth of the state."""
    return lambda state: None if getattr(state, "missing_state", False) else getattr(state, name)


def share(name: str) -> Read:
    """Read 0 to 1 as percent."""

    def read(state: Any) -> Value:
        value = number(getattr(state, name))
        return round(value * 100, 3) if isinstance(value, float) else None

    return read


def argument(name: str) -> Write:
    """Write a value as it is."""
    return lambda value: {name: value}


def percent(name: str) -> Write:
    """Write percent as 0 to 1."""
    return lambda value: {name: float(value) / 100} if isinstance(value, int | float) else {}


def word(enum: Any, name: str) -> Read:
    """Read a member of one of the API's enumerations as its name in small letters; TypeError where it is none."""
    words = {int(one): one.name.lower() for one in enum}
    return lambda state: words[int(getattr(state, name))]


def member(enum: Any, name: str) -> Write:
    """Write such a member."""
    members = {one.name.lower(): one for one in enum}
    return lambda value: {name: members[str(value)]} if str(value) in members else {}


PERCENT: Final = Source(kind=Kind.NUMBER, unit="%", minimum=0, maximum=100, access="rwn")
TRUTH: Final = Source(kind=Kind.BOOLEAN, access="rwn")
SEEN: Final = Source(kind=Kind.BOOLEAN, access="rn")
TEXT: Final = Source(kind=Kind.STRING, access="rn")


def words(values: tuple[str, ...], access: str = "rwn") -> Source:
    """Describe one of several words."""
    return Source(kind=Kind.ENUM, values=values, access=access)
