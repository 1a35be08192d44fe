"""Wishes for a device that sleeps: the newest value of each address, until it wakes or they expire."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from schemas.value import Value

EXPIRY_S: Final = 3600.0
MOST: Final = 256


class Mailbox:
    """For one device. A wish that is hours old is not what anybody wants any more, so it expires."""

    def __init__(self, expiry_s: float = EXPIRY_S) -> None:
        """Take the time after which a wish is dropped."""
        self.expiry_s = expiry_s
        self._waiting: dict[str, tuple[Value, int]] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, writes: Iterable[tuple[str, Value]], now_ns: int) -> bool:
        """Keep values by address; false, and nothing kept, where so many wait that the device is surely gone."""
        wanted = dict(writes)
        if len(self._waiting.keys() | wanted.keys()) > MOST:
            return False
        ends_ns = now_ns + round(self.expiry_s * 1e9)
        self._waiting.update({address: (value, ends_ns) for address, value in wanted.items()})
        return True

    def expired(self, now_ns: int) -> list[str]:
        """Drop what nobody wants any more, and give its addresses."""
        gone = [address for address, (_, ends_ns) in self._waiting.items() if ends_ns <= now_ns]
        for address in gone:
            del self._waiting[address]
        return gone

    @contextmanager
    def taken(self, now_ns: int) -> Iterator[dict[str, Value]]:
        """Give what is still wanted of one that woke; forgotten once the block ends well. Ask for `expired` first."""
        waiting, self._waiting = self._waiting, {}
        try:
            yield {address: value for address, (value, ends_ns) in waiting.items() if ends_ns > now_ns}
        except BaseException:
            self._waiting = waiting | self._waiting
            raise
