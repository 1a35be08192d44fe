"""What hangs on a smart plug: load curves of things that cannot speak."""

from random import Random
from typing import Protocol

from simulators.home.resident import Activity
from simulators.home.scene import STEP_S, Scene


class Appliance(Protocol):
    """A load. `draw_w` is asked once a step; `powered` is the plug's relay."""

    def draw_w(self, scene: Scene, *, powered: bool) -> float:
        """Watts drawn in this step."""
        ...


class Fridge:
    """A compressor between two temperatures of the cabinet, with a start-up peak and a defrost now and then."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._cabinet_c = 4.5
        self._running = False
        self._since_s = 0.0
        self._defrost_in_s = rng.uniform(4, 10) * 3600

    def draw_w(self, scene: Scene, *, powered: bool) -> float:
        """About 1 kWh a day in short cycles."""
        room_c = scene.rooms["kitchen"].temperature_c
        cooling = powered and self._running
        self._cabinet_c += STEP_S * ((room_c - self._cabinet_c) / 36_000 - (0.0011 if cooling else 0.0))
        if scene.began(Activity.COOK) or scene.began(Activity.BREAKFAST):
            self._cabinet_c += self._rng.uniform(0.3, 0.9)  # the door was open
        self._since_s += STEP_S
        if self._cabinet_c < 3.2 if self._running else self._cabinet_c > 6.0:
            self._running, self._since_s = not self._running, 0.0
        if not powered:
            return 0.0
        return self._defrost(scene) or (self._compressor() if self._running else 1.2)

    def _compressor(self) -> float:
        return 88 + (420 if self._since_s < 1.5 else 14 * 0.995**self._since_s) + self._rng.uniform(-1, 1)

    def _defrost(self, scene: Scene) -> float:
        into_s = scene.t_s - self._defrost_in_s
        if into_s < 0:
            return 0.0
        if into_s > 18 * 60:
            self._defrost_in_s = scene.t_s + self._rng.uniform(8, 14) * 3600
        return 165 + self._rng.uniform(-2, 2)


_WASH_PROGRAMME = (  # seconds, watts, ripple in watts
    (120, 60, 15),
    (1100, 1950, 40),
    (1500, 130, 70),
    (180, 25, 10),
    (900, 150, 80),
    (180, 25, 10),
    (900, 150, 80),
    (420, 380, 60),
    (90, 20, 5),
)


class WashingMachine:
    """A forty-degree programme, begun on some mornings and evenings by someone who is busy in the hall."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._programme: list[tuple[float, float, float]] = []

    def draw_w(self, scene: Scene, *, powered: bool) -> float:
        """Standby, or the phase of the programme."""
        if powered and not self._programme and scene.began(Activity.CHORES) and self._rng.random() < 0.3:
            self._programme = [(seconds * self._rng.uniform(0.9, 1.1), w, r) for seconds, w, r in _WASH_PROGRAMME]
        if not powered:
            return 0.0
        if not self._programme:
            return 0.6
        left_s, watts, ripple_w = self._programme[0]
        self._programme[0] = (left_s - STEP_S, watts, ripple_w)
        if left_s <= STEP_S:
            self._programme.pop(0)
        return max(0.6, watts + self._rng.uniform(-ripple_w, ripple_w))


class Kettle:
    """1.2 litres, a few times a day."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._boils_for_s = 0.0

    def draw_w(self, scene: Scene, *, powered: bool) -> float:
        """Nothing, or full power until the water boils."""
        tea = scene.began(Activity.BREAKFAST) or scene.began(Activity.WORK) or scene.began(Activity.TV)
        if tea and self._rng.random() < 0.75:
            self._boils_for_s = self._rng.uniform(130, 270)
        if not powered or self._boils_for_s <= 0:
            return 0.0
        self._boils_for_s -= STEP_S
        return 1820 + self._rng.uniform(-8, 8)


class Television:
    """Follows the evening; its picture makes the load restless."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._picture_w = 90.0

    def draw_w(self, scene: Scene, *, powered: bool) -> float:
        """Standby or 70-130 W."""
        if not powered:
            return 0.0
        if not scene.doing(Activity.TV):
            return 0.5
        self._picture_w += 0.15 * (95 - self._picture_w) + self._rng.gauss(0, 4)
        return min(130.0, max(70.0, self._picture_w))
