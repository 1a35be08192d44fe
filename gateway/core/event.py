"""What the home tells its listeners. Each event has the next number of one sequence."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from schemas.updates import EventOccurred
from schemas.value import Value

if TYPE_CHECKING:
    from gateway.core.state import DeviceEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuesChanged:
    """All accepted changes of one report, together. `at_ms` is wall time, 0 while it is unset.

    Handles mean what they mean now: a listener that keeps the event for later keeps the paths, not the handles.
    """

    seq: int
    device: "DeviceEntry"
    handles: tuple[int, ...]
    values: tuple[Value, ...]
    at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRaised:
    """The device told of something that has no lasting value."""

    seq: int
    device: "DeviceEntry"
    event: EventOccurred
    at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceAdded:
    """A device was described for the first time, or came back."""

    seq: int
    device: "DeviceEntry"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceChanged:
    """Description, name, room, availability or faults of a device are not what they were."""

    seq: int
    device: "DeviceEntry"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceGone:
    """A device was removed for good; its id stays reserved."""

    seq: int
    device: "DeviceEntry"


HomeEvent: TypeAlias = ValuesChanged | EventRaised | DeviceAdded | DeviceChanged | DeviceGone
