"""What becomes of a value when nothing more is heard: `off_delay` and `expire_after`, kept as data.

Nothing here reads a clock: the adapter asks with the time, and its one timer goes by `soonest`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from schemas.value import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How long a property keeps a value, in seconds; 0 for as long as it likes."""

    off_after_s: float = 0.0
    on: Value = True
    off: Value = False
    expires_after_s: float = 0.0


@dataclass(slots=True)
class Deadlines:
    """When which property becomes what. Those that are put off leave `soonest` early, which costs one look in vain."""

    soonest: int | None = None  # ns of the monotonic clock
    _due: dict[tuple[str, str, bool], tuple[int, Value]] = field(default_factory=dict)

    def heard(self, device: str, path: str, timing: Timing, value: Value, now_ns: int) -> None:
        """Take a value that was reported: what ran for the property runs anew, or no longer."""
        if timing.expires_after_s and value is not None:
            self._put((device, path, False), now_ns + round(timing.expires_after_s * 1e9), None)
        if timing.off_after_s:
            if value == timing.on:
                self._put((device, path, True), now_ns + round(timing.off_after_s * 1e9), timing.off)
            else:
                self._due.pop((device, path, True), None)

    def _put(self, key: tuple[str, str, bool], at_ns: int, value: Value) -> None:
        self._due[key] = (at_ns, value)
        if self.soonest is None or at_ns < self.soonest:
            self.soonest = at_ns

    def take(self, now_ns: int) -> Iterator[tuple[str, str, Value]]:
        """Give (device, path, value) of all that is due, and forget it."""
        due = sorted((at_ns, key) for key, (at_ns, _) in self._due.items() if at_ns <= now_ns)
        found = [(key[0], key[1], self._due.pop(key)[1]) for _, key in due]
        self.soonest = min((at_ns for at_ns, _ in self._due.values()), default=None)
        yield from found

    def forget(self, devices: Iterable[str]) -> None:
        """Drop what runs for devices that are gone."""
        gone = frozenset(devices)
        for key in [key for key in self._due if key[0] in gone]:
            del self._due[key]
