"""What a component of Home Assistant's discovery offers, before it is mapped: points, actions and occurrences."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, TypeAlias

from schemas.value import Value
from schemas.vocabulary import Kind

Extract: TypeAlias = Callable[[str, Any], Any]  # (payload text, its JSON) -> raw value, UNDEFINED or Failure
Parse: TypeAlias = Callable[[Any], Any]  # raw value -> source value, UNDEFINED or Failure
Render: TypeAlias = Callable[[Value], Any]  # source value -> payload text, a JSON fragment, or Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Where a value is read, and how it comes out of a message there.

    In an offer that many components share (`shared`) the topic is empty: each component knows its own.
    """

    topic: str
    extract: Extract
    parse: Parse


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A rendered value that goes to another topic than the rest of its kind; left out where that one is written too."""

    topic: str
    payload: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Where a value is written. A fragment (dict) is merged with others of the same topic into one JSON message.

    `together` names the fields of the same component that one message has to carry; alone they are refused.
    `join` makes the payload of such a group from its rendered parts, where that is not JSON.
    """

    topic: str
    render: Render
    qos: int = 0
    retain: bool = False
    together: tuple[str, ...] = ()
    join: str = ""  # the text between the parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One property as its source describes it; unit, range and values are the source's own."""

    field: str
    kind: Kind
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    step: float | None = None
    values: tuple[str, ...] | None = None
    read: Reading | None = None
    write: Writing | None = None
    reason: str = ""  # why it can only be a vendor property
    source: str = ""  # the topic, where it can be neither read nor written
    off_after_s: float = 0.0  # a truth value that was true is false again after so long
    expires_after_s: float = 0.0  # a value is unknown when so long nothing was heard

    @property
    def access(self) -> str:
        """Of the letters r, w, n."""
        return ("r" if self.read else "") + ("w" if self.write else "") + ("n" if self.read else "")

    @property
    def ends(self) -> tuple[type, ...]:
        """Give the types of its limits: 1 and 1.0 are equal, and yet not the same to a reader."""
        return type(self.minimum), type(self.maximum), type(self.step)

    def address(self, heard: str) -> str:
        """The topics, first the one that it is heard on."""
        topics = [*((heard,) if self.read else ()), *((self.write.topic,) if self.write else ())]
        return " ".join(dict.fromkeys(topics)) or self.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One command: what is published where. `arguments` are the template variables it takes, with their names here."""

    field: str
    topic: str
    render: Callable[[Mapping[str, Value]], Any]
    qos: int = 0
    retain: bool = False
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One source of events. `extract` gives the type and the other fields, UNDEFINED or a Failure."""

    field: str
    topic: str
    extract: Extract
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """All that one component offers."""

    points: tuple[Point, ...] = ()
    actions: tuple[Action, ...] = ()
    occurrences: tuple[Occurrence, ...] = ()

    @property
    def is_only_read(self) -> bool:
        """Whether it names no topic but those that its points are heard on, so that many may have the same."""
        plain = all(point.write is None and not point.source for point in self.points)
        return plain and not self.actions and not self.occurrences


def shared(offer: Offer) -> tuple[Offer, tuple[str, ...]]:
    """Take the topics that are only heard out of an offer: what is left is one object for all components like it.

    Returns the offer, and for each of its points the topic that it is heard on, or an empty text.
    """
    topics = tuple(point.read.topic if point.read else "" for point in offer.points)
    points = tuple(_without_topic(point) for point in offer.points)
    lean = replace(offer, points=points)
    return _one_offer(lean, tuple(point.ends for point in points)) if lean.is_only_read else lean, topics


def _without_topic(point: Point) -> Point:
    return point if point.read is None else replace(point, read=_one_reading(replace(point.read, topic="")))


@lru_cache(maxsize=1024)
def _one_offer(offer: Offer, _ends: tuple[tuple[type, ...], ...]) -> Offer:
    """Give the offer that is the same as this one."""
    return offer


@lru_cache(maxsize=1024)
def _one_reading(reading: Reading) -> Reading:
    """Give the reading that is equal to this one."""
    return reading
