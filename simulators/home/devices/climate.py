"""Things that make the air as people like it, and hot water."""

from collections.abc import Mapping
from random import Random
from typing import ClassVar

from simulators.home.devices.device import Battery, Choice, Device, Flag, Limit, Number, Place, Value
from simulators.home.resident import Activity
from simulators.home.room import Room
from simulators.home.scene import STEP_S, Scene

_WATER_J_L_K = 4186.0


class RadiatorThermostat(Device):
    """A valve on a hot-water radiator: proportional, with setback by night; `demand_pct` opens the valve."""

    MODES = ("off", "heat", "auto")

    def __init__(self, place: Place, rng: Random, *, full_w: float) -> None:
        self._battery = Battery(rng)
        state: dict[str, Value] = {
            "target_c": 20.0,
            "room_c": 19.0,
            "mode": "heat",
            "demand_pct": 0,
            "child_lock": False,
            "battery_pct": self._battery.level_pct(0),
        }
        orders: dict[str, Limit] = {
            "target_c": Number(minimum=5, maximum=30, step=0.5),
            "mode": Choice(options=self.MODES),
            "child_lock": Flag(),
        }
        super().__init__(place, rng, state, orders)
        self._full_w = full_w
        self._radiator_w = 0.0
        self._offset_c = rng.gauss(0, 0.2)
        self._next_s = rng.uniform(0, 30)

    def live(self, scene: Scene) -> None:
        """Regulate every half minute; the radiator follows the valve with a lag of ten minutes."""
        self._habit(scene)
        self._radiator_w += (self._full_w * self.number("demand_pct") / 100 - self._radiator_w) * STEP_S / 600
        if scene.t_s < self._next_s:
            return
        self._next_s = scene.t_s + 30
        room_c = scene.rooms[self.place.room].temperature_c + self._offset_c
        self.state["room_c"] = round(room_c * 10) / 10
        self.state["battery_pct"] = self._battery.level_pct(scene.t_s)
        share = (self.number("target_c") - room_c) / 1.2
        closed = self.state["mode"] == "off"
        self.state["demand_pct"] = 0 if closed else round(100 * min(1.0, max(0.0, share)) / 5) * 5

    def warm(self, room: Room, seconds: float) -> None:
        """Heat from the boiler, not from the socket."""
        room.gains.heat_j += self._radiator_w * seconds

    def _habit(self, scene: Scene) -> None:
        if self.state["mode"] != "auto" and scene.ended(Activity.SLEEP):
            self.later(scene, self.rng.uniform(30, 300), "target_c", 21.0)
        elif self.state["mode"] != "auto" and scene.began(Activity.SLEEP) and scene.all_quiet:
            self.later(scene, self.rng.uniform(30, 300), "target_c", 17.5)


class AirConditioner(Device):
    """A split unit: cools, heats, dries, blows; an inverter whose draw follows the difference."""

    MODES = ("off", "cool", "heat", "dry", "fan_only", "auto")
    FANS = ("auto", "low", "medium", "high")
    SWINGS = ("off", "vertical")
    _FAN_SHARE: ClassVar[Mapping[str, float]] = {"auto": 0.8, "low": 0.5, "medium": 0.75, "high": 1.0}
    FULL_W = 1100.0
    EFFICIENCY = 3.4

    def __init__(self, place: Place, rng: Random) -> None:
        state: dict[str, Value] = {
            "mode": "off",
            "action": "off",
            "target_c": 24.0,
            "room_c": 20.0,
            "fan": "auto",
            "swing": "off",
            "power_w": 0.0,
            "display": True,
        }
        orders: dict[str, Limit] = {
            "mode": Choice(options=self.MODES),
            "target_c": Number(minimum=16, maximum=30, step=0.5),
            "fan": Choice(options=self.FANS),
            "swing": Choice(options=self.SWINGS),
            "display": Flag(),
        }
        super().__init__(place, rng, state, orders)
        self._thermal_w = 0.0

    def live(self, scene: Scene) -> None:
        """Switched by whoever finds the room too hot or too cold."""
        self._habit(scene)
        room = scene.rooms[self.place.room]
        self.state["room_c"] = round(room.temperature_c * 2) / 2
        need_k = self._need_k(room.temperature_c)
        strength = min(1.0, max(-1.0, need_k / 2)) * self._FAN_SHARE[str(self.state["fan"])]
        self._thermal_w += (self.FULL_W * self.EFFICIENCY * strength - self._thermal_w) * STEP_S / 60
        self.draw_w = 2.0 + abs(self._thermal_w) / self.EFFICIENCY + (18 if self.state["mode"] != "off" else 0)
        self.state["power_w"] = round(self.draw_w)
        self.state["action"] = self._action(need_k)

    def warm(self, room: Room, seconds: float) -> None:
        """Heat pumped in or out; the machine's own losses stay outdoors."""
        room.gains.heat_j += self._thermal_w * seconds
        if self._thermal_w < -200:
            room.gains.vapour_g -= 0.12 * seconds * min(1.0, room.humidity_pct / 60)

    def _need_k(self, room_c: float) -> float:
        """Degrees to go: positive wants heat, negative wants cold."""
        gap = self.number("target_c") - room_c
        mode = self.state["mode"]
        if mode == "heat":
            return max(0.0, gap)
        if mode in ("cool", "dry"):
            return min(0.0, gap) * (0.5 if mode == "dry" else 1.0)
        return gap if mode == "auto" and abs(gap) > 0.5 else 0.0

    def _action(self, need_k: float) -> str:
        mode = str(self.state["mode"])
        if mode in ("off", "fan_only"):
            return "off" if mode == "off" else "fan"
        if mode == "dry":
            return "drying"
        return "heating" if need_k > 0.1 else "cooling" if need_k < -0.1 else "idle"

    def _habit(self, scene: Scene) -> None:
        room = scene.rooms[self.place.room]
        if scene.entered(room.name) and self.state["mode"] == "off":
            if room.temperature_c > 27:
                self.later(scene, self.rng.uniform(20, 200), "mode", "cool")
            elif room.temperature_c < 19.5:
                self.later(scene, self.rng.uniform(20, 200), "mode", "heat")
        elif self.state["mode"] != "off" and not scene.occupied(room.name) and self.rng.random() < 1 / 900:
            self.state["mode"] = "off"


class WaterHeater(Device):
    """A 60-litre tank with an element; showers and washing up take from it."""

    MODES = ("off", "eco", "electric")
    LITRES = 60.0
    ELEMENT_W = 2000.0

    def __init__(self, place: Place, rng: Random) -> None:
        state: dict[str, Value] = {"mode": "electric", "target_c": 55, "water_c": 48.0, "heating": False}
        orders: dict[str, Limit] = {"mode": Choice(options=self.MODES), "target_c": Number(minimum=35, maximum=75)}
        super().__init__(place, rng, state, orders)
        self.water_c = rng.uniform(42, 54)

    def live(self, scene: Scene) -> None:
        """Heat with hysteresis, lose a little, mix cold water in for every litre taken."""
        room = scene.rooms[self.place.room]
        target = min(self.number("target_c"), 48.0) if self.state["mode"] == "eco" else self.number("target_c")
        if self.state["mode"] == "off" or self.water_c >= target:
            self.state["heating"] = False
        elif self.water_c < target - 4:
            self.state["heating"] = True
        self.draw_w = 1.0 + (self.ELEMENT_W if self.flag("heating") else 0.0)
        litres = STEP_S / 60 * (4.5 * scene.doing(Activity.WASH) * 0.5 + 2.0 * scene.ended(Activity.EAT))
        self.water_c += (self.draw_w * STEP_S - self._loss_w(room) * STEP_S) / (self.LITRES * _WATER_J_L_K)
        self.water_c += (14.0 - self.water_c) * litres / self.LITRES
        self.state["water_c"] = round(self.water_c * 2) / 2

    def warm(self, room: Room, seconds: float) -> None:
        """Only what leaks through the insulation warms the room."""
        room.gains.heat_j += self._loss_w(room) * seconds

    def _loss_w(self, room: Room) -> float:
        return 1.4 * (self.water_c - room.temperature_c)


class Humidifier(Device):
    """An evaporator with a target; its tank runs dry and is refilled by people who are up."""

    MODES = ("normal", "eco", "sleep")
    _GRAM_PER_H: ClassVar[Mapping[str, float]] = {"normal": 300.0, "eco": 180.0, "sleep": 110.0}

    def __init__(self, place: Place, rng: Random) -> None:
        state: dict[str, Value] = {
            "on": True,
            "target_pct": 50,
            "mode": "normal",
            "humidity_pct": 45,
            "action": "idle",
            "tank_pct": 100,
        }
        orders: dict[str, Limit] = {
            "on": Flag(),
            "target_pct": Number(minimum=30, maximum=80, step=5),
            "mode": Choice(options=self.MODES),
        }
        super().__init__(place, rng, state, orders)
        self._tank_g = 4000.0
        self._flow_g_s = 0.0

    def live(self, scene: Scene) -> None:
        """Evaporate when it is too dry and there is water."""
        humidity = scene.rooms[self.place.room].humidity_pct
        self.state["humidity_pct"] = round(humidity)
        dry = humidity < self.number("target_pct") - (2 if self._flow_g_s == 0 else 0)
        runs = self.flag("on") and dry and self._tank_g > 1
        self._flow_g_s = self._GRAM_PER_H[str(self.state["mode"])] / 3600 if runs else 0.0
        self._tank_g -= self._flow_g_s * STEP_S
        if self._tank_g < 1500 and scene.ended(Activity.SLEEP):
            self._tank_g = 4000.0
        self.state["tank_pct"] = round(self._tank_g / 40)
        self.state["action"] = "humidifying" if runs else "idle" if self.flag("on") else "off"
        self.draw_w = 26.0 if runs else 1.0

    def warm(self, room: Room, seconds: float) -> None:
        """Evaporation cools a little and wets the air."""
        super().warm(room, seconds)
        room.gains.vapour_g += self._flow_g_s * seconds
        room.gains.heat_j -= self._flow_g_s * seconds * 2450


class Fan(Device):
    """A standing fan: speed, preset, oscillation."""

    PRESETS = ("normal", "natural", "sleep")

    def __init__(self, place: Place, rng: Random) -> None:
        state: dict[str, Value] = {"on": False, "speed_pct": 40, "preset": "normal", "oscillating": False}
        orders: dict[str, Limit] = {
            "on": Flag(),
            "speed_pct": Number(minimum=0, maximum=100),
            "preset": Choice(options=self.PRESETS),
            "oscillating": Flag(),
        }
        super().__init__(place, rng, state, orders)

    def obey(self, name: str, value: Value) -> None:
        """Speed 0 is off."""
        if name == "speed_pct":
            self.state["on"] = value != 0
            if value == 0:
                return
        self.state[name] = value

    def live(self, scene: Scene) -> None:
        """Used when it is warm."""
        warm = scene.rooms[self.place.room].temperature_c > 26.5
        if warm and scene.entered(self.place.room) and not self.flag("on"):
            self.later(scene, self.rng.uniform(5, 90), "on", True)  # noqa: FBT003
        elif self.flag("on") and not scene.occupied(self.place.room) and self.rng.random() < 1 / 600:
            self.state["on"] = False
        self.draw_w = 0.5 + (4 + 0.45 * self.number("speed_pct") if self.flag("on") else 0)
