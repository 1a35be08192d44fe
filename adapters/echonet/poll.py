"""What is asked for when: each value as often as it is worth, what was just written until it is as wanted."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from adapters.echonet.line import MOST
from adapters.echonet.mapping import Unit
from adapters.sdk.polling import Nap, Schedule
from schemas.registry import Registry

SETTLE_S: Final = 10.0
"""How long a device may take to report what was written; it is asked again and again meanwhile."""
AGAIN_S: Final = 0.7
AWAY_S: Final = 60.0
"""How long an object that answers nothing is not asked."""
REST_S: Final = 300.0
"""How long what is refused is not asked for."""
ANNOUNCED: Final = 6.0
"""How much more seldom what is announced is asked for: announcements may be lost."""


class Poll:
    """The questions of one node: each of its objects."""

    def __init__(self, units: Sequence[Unit], registry: Registry, *, poll_s: float, now_ns: Callable[[], int]) -> None:
        """All is due at once."""
        self._now_ns = now_ns
        self._keys: dict[str, tuple[int, int]] = {}
        periods: dict[str, float] = {}
        for index, unit in enumerate(units):
            for epc, period in unit.periods(registry, poll_s, announced=ANNOUNCED).items():
                name = _name(index, epc)
                self._keys[name] = (index, epc)
                periods[name] = period
        self._schedule = Schedule(periods)
        self._wanted: dict[str, tuple[bytes, int]] = {}  # written: until it is so, or until when
        self._again_ns: int | None = None
        self._rests: dict[str, int] = {}
        self._away: dict[int, int] = {}  # objects that answer nothing, and until when they are not asked
        self._nap = Nap()
        self.is_over = False

    async def due(self) -> list[tuple[int, list[int]]]:
        """Wait until something is to be asked for, and give it by unit; nothing once it is over."""
        while not self.is_over:
            now_ns = self._now_ns()
            if self._again_ns is not None and self._again_ns <= now_ns:
                self._again_ns = None
                self._schedule.hasten(self._wanted)
            for index in [one for one, until_ns in self._away.items() if until_ns <= now_ns]:
                self.hasten_all(index)
            taken = [name for name in self._schedule.take(now_ns, 4 * MOST) if not self._is_left(name, now_ns)]
            if taken:
                return self._by_unit(taken)
            await self._nap.until(now_ns, (self._schedule.next_ns, self._again_ns, *self._away.values()))
        return []

    def _is_left(self, name: str, now_ns: int) -> bool:
        return self._rests.get(name, 0) > now_ns or self._keys[name][0] in self._away

    def _by_unit(self, names: Iterable[str]) -> list[tuple[int, list[int]]]:
        found: dict[int, list[int]] = {}
        for name in names:
            index, epc = self._keys[name]
            found.setdefault(index, []).append(epc)
        return list(found.items())

    def end(self) -> None:
        """Ask for nothing more: what the node has is to be looked at anew."""
        self.is_over = True
        self._nap.wake()

    def has(self, index: int, epc: int) -> bool:
        """Whether a property can be asked for."""
        return _name(index, epc) in self._keys

    def hasten(self, index: int, codes: Iterable[int]) -> None:
        """Ask for these next: somebody wants to know."""
        names = [_name(index, epc) for epc in codes]
        self._away.pop(index, None)
        for name in names:
            self._rests.pop(name, None)
        self._schedule.hasten(names)
        self._nap.wake()

    def hasten_all(self, index: int) -> None:
        """Ask for all of an object: a command may have changed anything."""
        self.hasten(index, [epc for number, epc in self._keys.values() if number == index])

    def written(self, index: int, values: Mapping[int, bytes]) -> None:
        """Ask for what was written until it is as wanted."""
        until_ns = self._now_ns() + round(SETTLE_S * 1e9)
        names = {_name(index, epc): data for epc, data in values.items()}
        self._wanted |= {name: (data, until_ns) for name, data in names.items() if name in self._keys}
        self.hasten(index, values)

    def heard(self, index: int, values: Mapping[int, bytes]) -> None:
        """Take note of values."""
        for epc, data in values.items():
            wanted = self._wanted.get(_name(index, epc))
            if wanted is None:
                continue
            now_ns = self._now_ns()
            if wanted[0] == data or wanted[1] <= now_ns:
                del self._wanted[_name(index, epc)]
            else:
                self._again_ns = now_ns + round(AGAIN_S * 1e9)

    def leave(self, index: int) -> None:
        """Do not ask an object for a while that answers nothing."""
        self._away[index] = self._now_ns() + round(AWAY_S * 1e9)

    def rest(self, index: int, epc: int) -> bool:
        """Do not ask for a while for what is refused; false where it was refused the last time too."""
        name = _name(index, epc)
        self._wanted.pop(name, None)
        is_new = name not in self._rests
        self._rests[name] = self._now_ns() + round(REST_S * 1e9)
        return is_new


def _name(index: int, epc: int) -> str:
    return f"{index}/{epc}"
