"""What waits for the reader: bounded, in order, and never at the cost of a description or a fault.

While few wait, every update goes through as it is. Beyond FOLD, a device's newer values are merged into its last
waiting batch, and equal faults are counted into one. Beyond FULL, `full` tells the writer to stop reading the network.
Where it does not, events beyond MOST are lost, and a fault counts them.
"""

import asyncio
from typing import TYPE_CHECKING, Final

from schemas.device import DeviceDescription
from schemas.updates import (
    AdapterStateChanged,
    DeviceDescribed,
    EventOccurred,
    FaultReported,
    PropertiesReported,
    Update,
)

if TYPE_CHECKING:
    from schemas.value import Value

FOLD: Final = 256
FULL: Final = 4096
MOST: Final = 4 * FULL
PLACES: Final = 256
"""Different places of waiting faults; the places of more than these are not told one by one."""

_LOST: Final = "events came faster than they were taken, and were lost"


class Buffer:
    """One writer, one reader, one loop."""

    def __init__(self) -> None:
        """Start empty."""
        self._items: list[Update] = []
        self._batches: dict[str, int] = {}  # device -> place of its last batch
        self._faults: dict[tuple[str, str, str], int] = {}
        self._ready = asyncio.Event()
        self._closed = False
        self.folded = 0  # updates that a newer one took the place of

    def __len__(self) -> int:
        return len(self._items)

    @property
    def full(self) -> bool:
        """Whether the writer should pause."""
        return len(self._items) >= FULL

    def put(self, update: Update) -> None:
        """Add one update."""
        if update.__class__ is PropertiesReported:
            self._put_batch(update)
        elif isinstance(update, FaultReported):
            self._put_fault(update)
        elif isinstance(update, EventOccurred) and len(self._items) >= MOST:
            self._put_fault(FaultReported(device=update.device, code="events-lost", place=update.event, reason=_LOST))
        else:
            # Nothing of this device may move to before it.
            self._batches.pop(_device(update), None)
            self._items.append(update)
        self._ready.set()

    def _put_batch(self, update: PropertiesReported) -> None:
        waiting = self._batches.get(update.device) if len(self._items) >= FOLD else None
        if waiting is None:
            self._batches[update.device] = len(self._items)
            self._items.append(update)
        else:
            older = self._items[waiting]
            self.folded += 1
            self._items[waiting] = _merged(older, update) if isinstance(older, PropertiesReported) else update

    def _put_fault(self, update: FaultReported) -> None:
        key = (update.device, update.code, update.place)
        if key not in self._faults and len(self._faults) >= PLACES:
            key = ("", update.code, "(many places)")
        waiting = self._faults.get(key)
        if waiting is None:
            self._faults[key] = len(self._items)
            self._items.append(_at(update, key, update.count))
        else:
            older = self._items[waiting]
            count = older.count if isinstance(older, FaultReported) else 0
            self._items[waiting] = _at(update, key, count + update.count)

    async def take(self) -> tuple[Update, ...]:
        """Give everything that waits, oldest first; waits for something; empty once closed."""
        await self._ready.wait()
        if not self._closed:
            self._ready.clear()
        items, self._items = self._items, []
        self._batches.clear()
        self._faults.clear()
        return tuple(items)

    def close(self) -> None:
        """Wake the reader for the last time."""
        self._closed = True
        self._ready.set()


def _device(update: Update) -> str:
    match update:
        case DeviceDescribed(device=DeviceDescription(key=key)):
            return key
        case AdapterStateChanged():
            return ""
        case _:
            return update.device


def _merged(older: PropertiesReported, newer: PropertiesReported) -> PropertiesReported:
    changes: dict[int, Value] = dict(older.changes)
    changes.update(newer.changes)
    return PropertiesReported(
        device=newer.device,
        arrived_ns=newer.arrived_ns,
        changes=tuple(changes.items()),
        device_time_ms=newer.device_time_ms,
        retained=older.retained and newer.retained,
    )


def _at(fault: FaultReported, key: tuple[str, str, str], count: int) -> FaultReported:
    device, code, place = key
    return FaultReported(device=device, code=code, place=place, reason=fault.reason, fix=fault.fix, count=count)
