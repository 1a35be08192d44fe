"""What is wanted: the records that flow from the home to an adapter. All imperative."""

from dataclasses import dataclass

from schemas.value import Value
from schemas.vocabulary import Confirmation


@dataclass(frozen=True, slots=True, kw_only=True)
class SetProperties:
    """Write properties of one device, together where the vendor can do that.

    `changes` are pairs of property index and value in schema units. `confirmation` tells how the wish was
    confirmed where a hazard demands it, and is empty otherwise.
    """

    id: str
    device: str
    changes: tuple[tuple[int, Value], ...]
    confirmation: Confirmation = Confirmation.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class InvokeCommand:
    """Invoke a command of one endpoint: toggle, stop, identify."""

    id: str
    device: str
    endpoint: int
    capability: str
    command: str
    arguments: tuple[tuple[str, Value], ...] = ()
    confirmation: Confirmation = Confirmation.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadProperties:
    """Ask the device for its present values; they arrive as a report."""

    id: str
    device: str
    properties: tuple[int, ...]


Command = SetProperties | InvokeCommand | ReadProperties
