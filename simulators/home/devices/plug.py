"""A smart plug that measures what hangs on it, and the home's electricity meter."""

from random import Random

from simulators.home.devices.appliance import Appliance
from simulators.home.devices.device import Device, Flag, Place
from simulators.home.room import Room
from simulators.home.scene import STEP_S, Scene

_J_PER_KWH = 3_600_000.0


class Plug(Device):
    """Relay and measurement. The sum of energy is exact, what is reported is rounded."""

    def __init__(self, place: Place, rng: Random, appliance: Appliance) -> None:
        state = {"on": True, "power_w": 0.0, "current_a": 0.0, "voltage_v": 230.0, "energy_kwh": 0.0}
        super().__init__(place, rng, state, {"on": Flag()})
        self._appliance = appliance
        self.energy_j = rng.uniform(5, 400) * _J_PER_KWH
        self._next_reading_s = 0.0

    def live(self, scene: Scene) -> None:
        """Add up every step, read out every five seconds as the chip does."""
        self.draw_w = self._appliance.draw_w(scene, powered=self.flag("on"))
        self.energy_j += self.draw_w * STEP_S
        if scene.t_s < self._next_reading_s:
            return
        self._next_reading_s = scene.t_s + 5
        voltage = scene.mains_v + self.rng.uniform(-0.4, 0.4)
        self.state["power_w"] = round(self.draw_w, 1)
        self.state["voltage_v"] = round(voltage, 1)
        self.state["current_a"] = round(self.draw_w / voltage, 2)
        self.state["energy_kwh"] = round(self.energy_j / _J_PER_KWH, 2)


class Meter(Device):
    """The home's meter: sees the draw of everything that was stepped before it, and an unmeasured base load."""

    BASE_W = 55.0

    def __init__(self, place: Place, rng: Random) -> None:
        state = {"power_w": 0.0, "voltage_v": 230.0, "current_a": 0.0, "frequency_hz": 50.0, "energy_kwh": 0.0}
        super().__init__(place, rng, state, {})
        self.energy_j = rng.uniform(2000, 9000) * _J_PER_KWH
        self._next_reading_s = 0.0

    def live(self, scene: Scene) -> None:
        """Add up every step, read out every two seconds."""
        watts = scene.draw_w + self.BASE_W
        self.energy_j += watts * STEP_S
        if scene.t_s < self._next_reading_s:
            return
        self._next_reading_s = scene.t_s + 2
        self.state["power_w"] = round(watts)
        self.state["voltage_v"] = round(scene.mains_v, 1)
        self.state["current_a"] = round(watts / scene.mains_v, 2)
        self.state["frequency_hz"] = round(self.rng.gauss(50.0, 0.01), 2)
        self.state["energy_kwh"] = round(self.energy_j / _J_PER_KWH, 3)

    def warm(self, room: Room, seconds: float) -> None:
        """It only measures: the heat is given off by those it measures."""
