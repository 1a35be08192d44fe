"""The home as everything northbound sees it: devices, values, events, commands. Nothing else of the core is for them."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from gateway.core.event import HomeEvent
from gateway.core.state import DeviceEntry
from schemas.outcomes import Outcome
from schemas.registry import Registry
from schemas.value import Value

if TYPE_CHECKING:
    from gateway.core.state import HomeState
    from gateway.core.supervisor import AdapterStatus

Listener = Callable[[HomeEvent], None]


class Home:
    """The facade. Used from the one event loop only; nothing here blocks."""

    epoch: str  # new at each start
    registry: Registry
    state: "HomeState"

    @property
    def seq(self) -> int:
        """Number of the last event."""
        raise NotImplementedError

    def devices(self) -> tuple[DeviceEntry, ...]:
        """Give all devices, oldest first."""
        raise NotImplementedError

    def device(self, device_id: str) -> DeviceEntry:
        """Give one device; KeyError when there is none of this id."""
        raise NotImplementedError

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` at every event until the returned function is called.

        It is called in the loop, in order, and must neither block nor wait. What it raises is logged and contained.
        """
        raise NotImplementedError

    def events_since(self, seq: int) -> tuple[HomeEvent, ...] | None:
        """Give the events after `seq`, or None when they are no longer kept: take a snapshot."""
        raise NotImplementedError

    async def set_properties(
        self, device_id: str, changes: Mapping[str, Value], *, confirmation: str = "", origin: str = ""
    ) -> Outcome:
        """Write properties by path and wait until the device reports them. KeyError for an unknown device.

        `confirmation` is "person" where a person confirmed it on purpose, else empty. `origin` goes to the log only.
        Bad paths and values are an answer (Refused), never an exception.
        """
        raise NotImplementedError

    async def invoke(  # noqa: PLR0913
        self,
        device_id: str,
        endpoint: int,
        capability: str,
        command: str,
        arguments: Mapping[str, Value],
        *,
        confirmation: str = "",
        origin: str = "",
    ) -> Outcome:
        """Invoke a command of one endpoint. KeyError for an unknown device."""
        raise NotImplementedError

    async def read(self, device_id: str, paths: Sequence[str]) -> Outcome:
        """Ask the device to report these properties; Confirmed when all have been reported."""
        raise NotImplementedError

    async def rename(self, device_id: str, name: str) -> DeviceEntry:
        """Give a device the resident's own name; "" gives back the vendor's."""
        raise NotImplementedError

    async def place(self, device_id: str, room: str) -> DeviceEntry:
        """Put a device in a room; "" takes it out."""
        raise NotImplementedError

    def adapters(self) -> "tuple[AdapterStatus, ...]":
        """Give the status of each adapter instance, in the order of the configuration."""
        raise NotImplementedError
