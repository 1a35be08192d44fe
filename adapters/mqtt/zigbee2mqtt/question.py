"""What devices are asked for after a connection: those that answer a `get` and have told nothing since.

zigbee2mqtt repeats a state only when it changes, so that after a restart of ours a lamp that nobody touches would stay
unknown for days. A mesh is slow: one device is asked at a time, a few a second, and what runs on a battery not at all.
"""

from collections import deque
from typing import Final

SETTLE_NS: Final = 2_000_000_000  # retained states come by themselves within this
PACE_NS: Final = 200_000_000
PROPERTIES: Final = 4  # of one device at a time


class Questions:
    """The devices still to be asked, oldest first."""

    def __init__(self) -> None:
        self._waiting: deque[str] = deque()
        self._silent: set[str] = set()
        self._next_ns: int | None = None

    def reset(self) -> None:
        """Begin anew, at a connection."""
        self._waiting.clear()
        self._silent.clear()
        self._next_ns = None

    def add(self, key: str) -> None:
        """Have a device asked, unless it tells something before its turn."""
        if key not in self._silent:
            self._silent.add(key)
            self._waiting.append(key)

    def heard(self, key: str) -> None:
        """Ask a device no more: it told its state."""
        self._silent.discard(key)

    @property
    def next_due_ns(self) -> int | None:
        """When `take` wants to be called; None for not at all, 0 for at once."""
        return (self._next_ns or 0) if self._waiting else None

    def take(self, now_ns: int) -> str | None:
        """Give the device whose turn it is, if any."""
        if self._next_ns is None:
            self._next_ns = now_ns + SETTLE_NS
        if now_ns < self._next_ns:
            return None
        while self._waiting:
            key = self._waiting.popleft()
            if key in self._silent:
                self._next_ns = now_ns + PACE_NS
                return key
        return None
