"""What every device has: a state it would report, orders it takes or ignores, habits, draw and heat."""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from simulators.home.room import Room
from simulators.home.scene import Scene

Value = bool | int | float | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A numeric order: what is out of range or no number is not taken; the rest is rounded to the step."""

    minimum: float
    maximum: float
    step: float = 1.0

    def accept(self, value: object) -> Value | None:
        """The value as the device keeps it, or None."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        if not self.minimum <= value <= self.maximum:
            return None
        rounded = round(value / self.step) * self.step
        return int(rounded) if self.step >= 1 else round(rounded, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An order that names one of a few options."""

    options: Sequence[str]

    def accept(self, value: object) -> Value | None:
        """The option, or None."""
        return value if isinstance(value, str) and value in self.options else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """An order that is yes or no."""

    def accept(self, value: object) -> Value | None:
        """The flag, or None."""
        return value if isinstance(value, bool) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An order that is a short text."""

    longest: int

    def accept(self, value: object) -> Value | None:
        """The text, or None when too long."""
        return value if isinstance(value, str) and len(value) <= self.longest else None


Limit = Number | Choice | Flag | Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Who a device is: its name (unique in the home), its Chinese name and its room."""

    name: str
    zh: str
    room: str


class Device:
    """Base of all devices. `state` holds what the device would report, already at its own resolution."""

    def __init__(self, place: Place, rng: Random, state: Mapping[str, Value], orders: Mapping[str, Limit]) -> None:
        self.place = place
        self.rng = rng
        self.state: dict[str, Value] = dict(state)
        self.orders = orders
        self.events: list[str] = []
        self.draw_w = 0.0
        self._agenda: list[tuple[float, int, str, Value]] = []
        self._entries = 0

    @property
    def name(self) -> str:
        """The name that is unique in the home."""
        return self.place.name

    def order(self, name: str, value: object) -> bool:
        """Ask for a change; False when the device ignores it (unknown, wrong type, out of range)."""
        limit = self.orders.get(name)
        accepted = None if limit is None else limit.accept(value)
        if accepted is None:
            return False
        self.obey(name, accepted)
        return True

    def obey(self, name: str, value: Value) -> None:
        """Carry out an accepted order; by default the state simply takes the value."""
        self.state[name] = value

    def step(self, scene: Scene) -> None:
        """Live through one step."""
        while self._agenda and self._agenda[0][0] <= scene.t_s:
            _, _, name, value = heapq.heappop(self._agenda)
            self.obey(name, value)
        self.live(scene)

    def live(self, scene: Scene) -> None:
        """Physics and habits of one step."""

    def later(self, scene: Scene, seconds: float, name: str, value: Value) -> None:
        """A resident will do this to the device in so many seconds."""
        self._entries += 1
        heapq.heappush(self._agenda, (scene.t_s + seconds, self._entries, name, value))

    def warm(self, room: Room, seconds: float) -> None:
        """Give the room what the device gives off; by default all electricity ends as heat."""
        room.gains.heat_j += self.draw_w * seconds

    def flag(self, name: str) -> bool:
        """A yes-or-no of the state."""
        return self.state[name] is True

    def number(self, name: str) -> float:
        """A number of the state."""
        value = self.state[name]
        if isinstance(value, str):
            raise TypeError(f"{self.name}.{name} is text")
        return float(value)


class Battery:
    """A cell that loses a little a day; per cent, rounded as devices report it."""

    def __init__(self, rng: Random) -> None:
        self._start_pct = rng.uniform(62, 100)
        self._pct_per_day = rng.uniform(0.08, 0.3)

    def level_pct(self, t_s: float) -> int:
        """What is left."""
        return max(1, round(self._start_pct - self._pct_per_day * t_s / 86_400))
