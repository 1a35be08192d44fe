"""What is asked for when: each value as often as it is worth, what was just written until it is as wanted."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from adapters.miot.mapping import Unit
from adapters.miot.protocol import MAX_PROPERTIES
from adapters.sdk.polling import Nap, Schedule
from schemas.registry import Registry
from schemas.value import Value

SETTLE_S: Final = 8.0
"""How long a device may take to report what was written; it is asked again and again meanwhile."""
AGAIN_S: Final = 0.5
REST_S: Final = 60.0
"""How long one for which its gateway gave no answer is left alone: asking in vain holds up all behind that gateway."""
WATCH_S: Final = 30.0
"""How long all that can change of a device is asked for as often as a state once it was told something."""

Key = tuple[int, str]
"""Which unit, and its address."""


class Poll:
    """The questions of one link: its device and those behind it."""

    def __init__(self, units: Sequence[Unit], registry: Registry, *, poll_s: float, now_ns: Callable[[], int]) -> None:
        """All is due at once."""
        self._now_ns = now_ns
        self._poll_ns = round(poll_s * 1e9)
        self._keys: dict[str, Key] = {}
        self._moving: dict[int, list[str]] = {}  # by unit: what can change while one looks
        periods: dict[str, float] = {}
        for index, unit in enumerate(units):
            polled = unit.polled(registry, poll_s)
            self._keys |= {f"{index}/{address}": (index, address) for address in polled}
            self._moving[index] = [f"{index}/{address}" for address in unit.moving if address in polled]
            periods |= {f"{index}/{address}": period for address, period in polled.items()}
        self._schedule = Schedule(periods)
        self._wanted: dict[str, tuple[Value, int]] = {}  # written: until it is so, or until when
        self._again_ns: int | None = None
        self._watched: dict[int, tuple[int, int]] = {}  # by unit: when next, until when
        self._left_out: set[str] = set()
        self._resting: dict[int, int] = {}  # by unit: until when
        self._most: dict[int, int] = {}  # by unit: how many at once, where it bears fewer
        self._nap = Nap()

    async def due(self) -> list[tuple[int, list[str]]]:
        """Wait until something is to be asked for, and give it by unit, MAX_PROPERTIES or fewer in all."""
        while True:
            now_ns = self._now_ns()
            self._hasten_watched(now_ns)
            taken = [name for name in self._schedule.take(now_ns, MAX_PROPERTIES) if self._is_asked(name, now_ns)]
            if taken:
                return self._by_unit(taken)
            watched = (next_ns for next_ns, _ in self._watched.values())
            await self._nap.until(now_ns, (self._schedule.next_ns, self._again_ns, *watched))

    def _is_asked(self, name: str, now_ns: int) -> bool:
        return name not in self._left_out and self._resting.get(self._keys[name][0], 0) <= now_ns

    def _hasten_watched(self, now_ns: int) -> None:
        if self._again_ns is not None and self._again_ns <= now_ns:
            self._again_ns = None
            self._schedule.hasten(self._wanted)
        for index, (next_ns, until_ns) in tuple(self._watched.items()):
            if next_ns <= now_ns:
                self._watched[index] = now_ns + self._poll_ns, until_ns
                self._schedule.hasten(self._moving[index])
                if until_ns <= now_ns:
                    del self._watched[index]

    def _by_unit(self, names: Iterable[str]) -> list[tuple[int, list[str]]]:
        found: dict[int, list[str]] = {}
        for name in names:
            index, address = self._keys[name]
            found.setdefault(index, []).append(address)
        return [(index, some) for index, listed in found.items() for some in self._portions(index, listed)]

    def _portions(self, index: int, addresses: list[str]) -> list[list[str]]:
        most = self._most.get(index, MAX_PROPERTIES)
        return [addresses[start : start + most] for start in range(0, len(addresses), most)]

    def hasten(self, index: int, addresses: Iterable[str]) -> None:
        """Ask for these next: somebody wants to know."""
        self._resting.pop(index, None)
        self._schedule.hasten(f"{index}/{address}" for address in addresses)
        self._nap.wake()

    def watch(self, index: int, *, after_s: float = 0.0) -> None:
        """Ask for all that can change of a unit, soon and often for a while: what it was told may change anything."""
        now_ns = self._now_ns()
        self._watched[index] = now_ns + round(after_s * 1e9), now_ns + round(WATCH_S * 1e9)
        self._nap.wake()

    def written(self, index: int, values: Iterable[tuple[str, Value]]) -> None:
        """Ask for what was written until it is as wanted; and then for what may have changed with it."""
        self._resting.pop(index, None)
        until_ns = self._now_ns() + round(SETTLE_S * 1e9)
        names = {f"{index}/{address}": value for address, value in values}
        self._wanted |= {name: (value, until_ns) for name, value in names.items() if name in self._keys}
        self._schedule.hasten(names)
        self.watch(index, after_s=AGAIN_S)

    def heard(self, index: int, address: str, value: Value) -> None:
        """Take note of a value."""
        name = f"{index}/{address}"
        wanted = self._wanted.get(name)
        if wanted is None:
            return
        now_ns = self._now_ns()
        if wanted[0] == value or wanted[1] <= now_ns:
            del self._wanted[name]
        else:
            self._again_ns = now_ns + round(AGAIN_S * 1e9)

    def asks(self, index: int) -> bool:
        """Whether anything of a unit is asked for."""
        return any(unit == index for unit, _ in self._keys.values())

    def rest(self, index: int) -> None:
        """Leave a unit alone for a while."""
        self._resting[index] = self._now_ns() + round(REST_S * 1e9)

    def leave_out(self, index: int, address: str) -> None:
        """Ask no more for what the device does not have."""
        self._left_out.add(f"{index}/{address}")
        self._wanted.pop(f"{index}/{address}", None)

    def fewer(self, index: int, addresses: Sequence[str]) -> bool:
        """Ask a unit for these in halves, and for no more at once from now; false where it was one alone."""
        if len(addresses) < 2:
            return False
        self._most[index] = len(addresses) // 2
        self.hasten(index, addresses)
        return True
