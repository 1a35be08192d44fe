"""The home's events in order: numbered, kept for a while, told to all listeners."""

import logging
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, Final

from gateway.core.event import HomeEvent, ValuesChanged

RING: Final = 4096  # events kept for those who come back
FIELDS: Final = 5  # of an event in the ring

Listener = Callable[[HomeEvent], None]
_log = logging.getLogger(__name__)


class Feed:
    """Tells every listener every event, in order, in the loop. One that raises hurts nobody else.

    A change of one value, which is nearly all there is, is kept as its fields and made anew for who comes back: the
    cycle collector would walk through thousands of young events, and hold the loop for milliseconds.
    """

    def __init__(self, size: int = RING) -> None:
        self.seq = 0
        self._ring: deque[Any] = deque(maxlen=size * FIELDS)  # seq, device, handle, value, time; or seq and event
        self._oldest = 0  # the events after this number are all in the ring
        self._listeners: dict[int, Listener] = {}
        self._broken: set[int] = set()
        self._next = 0

    def next_seq(self) -> int:
        """Give the number for the event that is told next."""
        self.seq += 1
        return self.seq

    def tell(self, event: HomeEvent) -> None:
        """Keep an event and tell it to all."""
        if len(self._ring) == self._ring.maxlen:
            self._oldest = self._ring[0]
        if isinstance(event, ValuesChanged) and len(event.handles) == 1:
            self._ring.extend((event.seq, event.device, event.handles[0], event.values[0], event.at_ms))
        else:
            self._ring.extend((event.seq, event, None, None, None))
        for number, listener in tuple(self._listeners.items()):
            try:
                listener(event)
            except Exception:  # noqa: BLE001  a listener's author may raise anything
                self._contain(number)
            else:
                self._broken.discard(number)

    def _contain(self, number: int) -> None:
        if number not in self._broken:
            self._broken.add(number)
            _log.exception("a listener of the home raised; it goes on")

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` from the next event on, until the returned function is called; twice is harmless."""
        number = self._next
        self._next += 1
        self._listeners[number] = listener

        def end() -> None:
            self._listeners.pop(number, None)
            self._broken.discard(number)

        return end

    def since(self, seq: int) -> tuple[HomeEvent, ...] | None:
        """Give the events after `seq`, or None where some are no longer kept or the number is not of this start."""
        if not self._oldest <= seq <= self.seq:
            return None
        return tuple(self._after(seq))

    def _after(self, seq: int) -> Iterator[HomeEvent]:
        for number, one, handle, value, at_ms in zip(*[iter(self._ring)] * FIELDS, strict=True):
            if number > seq and handle is None:
                yield one
            elif number > seq:
                yield ValuesChanged(seq=number, device=one, handles=(handle,), values=(value,), at_ms=at_ms)

    def cut(self) -> None:
        """Forget what was: handles mean something else now, so who comes back takes a snapshot."""
        self._ring.clear()
        self._oldest = self.seq
