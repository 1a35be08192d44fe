"""What a dialect of MQTT is to the adapter: a sans-IO object, messages in, what happened and what is wanted out."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from schemas.commands import Command
from schemas.outcomes import Refused
from schemas.updates import Update


@dataclass(frozen=True, slots=True)
class Message:
    """One PUBLISH from the broker. `arrived_ns` is the monotonic clock when it was read from the socket."""

    topic: str
    payload: bytes
    retained: bool
    arrived_ns: int


@dataclass(frozen=True, slots=True)
class Publish:
    """Wanted: send this to the broker."""

    topic: str
    payload: bytes
    qos: int = 0
    retain: bool = False


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Wanted: these topic filters, renewed by the adapter at every reconnection. Repeating one is harmless."""

    filters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Wanted no longer."""

    filters: tuple[str, ...]


Output = Update | Publish | Subscribe | Unsubscribe


@dataclass(frozen=True, slots=True)
class Encoded:
    """A command as messages, sent in this order. `confirmable` is false where the device never reports back."""

    messages: tuple[Publish, ...]
    confirmable: bool = True


class Dialect(Protocol):
    """One way of describing devices over MQTT. No method does I/O, reads a clock or raises on bad input.

    Bad input becomes FaultReported, on the device where one can be named. The adapter folds repeated faults.
    """

    @property
    def name(self) -> str:
        """The name in the configuration: "zigbee2mqtt", "homeassistant"."""
        ...

    def start(self) -> Iterable[Output]:
        """Say what is wanted after each connection: first subscriptions, first publications."""
        ...

    def feed(self, message: Message) -> Iterable[Output | None] | None:
        """Take one message; None means that the topic is not this dialect's.

        A message may go to more than one dialect. The result may be a generator that works while it is read: for a
        long message it yields None at least every few milliseconds, and the adapter gives the loop a turn there.
        """
        ...

    def encode(self, command: Command) -> Encoded | Refused | None:
        """Turn a command into messages; None means that the device is not this dialect's."""
        ...
