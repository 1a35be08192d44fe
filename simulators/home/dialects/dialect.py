"""What a front end is to the rest of the simulator."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from simulators.home.devices.device import Device, Value

State = Mapping[str, Value]
Orders = Sequence[tuple[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One MQTT message."""

    topic: str
    payload: str | bytes
    retain: bool = False
    qos: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Somebody wants this of a device; values are as they came, the device judges them."""

    device: str
    orders: Orders


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOut:
    """Somebody wants to hear a device's state."""

    device: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The front end answers by itself."""

    messages: Sequence[Message]


Received = Asked | ReadOut | Reply


class Dialect(Protocol):
    """A front end for some of the home's devices. No method does I/O."""

    @property
    def devices(self) -> Mapping[str, Device]:
        """The devices it speaks for, by name."""
        ...

    @property
    def subscriptions(self) -> Sequence[str]:
        """Topic filters it listens to."""
        ...

    @property
    def will(self) -> Message:
        """What the broker says when the connection breaks."""
        ...

    def announce(self) -> Iterable[Message]:
        """All descriptions, availabilities and retained states, for a broker that knows nothing."""
        ...

    def report(self, device: Device, keys: set[str]) -> Iterable[Message]:
        """The state of a device of which these keys are due; also marks what goes along unasked."""
        ...

    def carried(self, device: Device, keys: set[str]) -> set[str]:
        """The keys that `report` of these keys puts on the wire."""
        ...

    def happened(self, device: Device, event: str) -> Iterable[Message]:
        """An event: it has no state."""
        ...

    def presence(self, device: Device, *, online: bool) -> Iterable[Message]:
        """A device appears or vanishes."""
        ...

    def ignored(self, device: Device, order: str) -> Iterable[Message]:
        """A device did not take an order."""
        ...

    def receive(self, topic: str, payload: bytes) -> Iterable[Received]:
        """Understand a message; nothing comes of what is not understood."""
        ...

    def address(self, device: Device) -> Mapping[str, Any]:
        """Where the device is found, for the truth file and the faults: at least `state` and `description` topics."""
        ...
