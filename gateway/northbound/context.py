"""What the routes work with."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from gateway.core.clock import Clock
from gateway.core.event import EventRaised
from gateway.core.home import Home
from gateway.core.state import DeviceEntry
from gateway.northbound.access import AccessStore
from gateway.northbound.gate import Gate
from gateway.northbound.metric import Metrics
from gateway.northbound.problem import Problem
from gateway.northbound.scope import View
from gateway.northbound.settings import ApiSettings
from gateway.northbound.throttle import Throttle

KEPT_EVENTS: Final = 4096  # for those who ask, and for clients that come back


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the composition root knows of this run."""

    version: str = ""
    root_key: str = ""  # credential, tpm, file
    started_ns: int = 0  # monotonic
    bytes_written: Callable[[], int] = lambda: 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Api:
    """The parts behind the API, handed to every route."""

    home: Home
    access: AccessStore
    clock: Clock
    settings: ApiSettings
    metrics: Metrics
    throttle: Throttle
    find_gate: Callable[[], Gate | None]
    facts: Facts = field(default_factory=Facts)
    events: deque[EventRaised] = field(default_factory=lambda: deque(maxlen=KEPT_EVENTS))

    @property
    def gate(self) -> Gate:
        """The privacy gate; 503 where none runs."""
        gate = self.find_gate()
        if gate is None:
            raise Problem("not-ready", "the privacy gate is not running; nothing leaves the home")
        return gate

    def visible(self, device_id: str, view: View) -> DeviceEntry:
        """Give a device that this view sees; 404 otherwise, whether it exists or not."""
        try:
            entry = self.home.device(device_id)
        except KeyError:
            entry = None
        if entry is None or not view.sees(entry):
            raise Problem("not-found", "no such device", place="device")
        return entry
