"""Things that only tell: climate, contact, motion, light, leak, smoke, gas, air, buttons, the doorbell."""

from collections.abc import Mapping
from random import Random

from simulators.home.devices.device import Battery, Choice, Device, Flag, Limit, Number, Place, Text, Value
from simulators.home.resident import Activity
from simulators.home.scene import STEP_S, Scene

_DAY_S = 86_400.0


class BatterySensor(Device):
    """A sensor on a cell: `battery_pct`, and the moment of the next sampling."""

    def __init__(self, place: Place, rng: Random, state: Mapping[str, Value], sample_s: float = 1.0) -> None:
        self._battery = Battery(rng)
        super().__init__(place, rng, {"battery_pct": self._battery.level_pct(0), **state}, {})
        self._sample_s = sample_s
        self._next_s = rng.uniform(0, sample_s)

    def live(self, scene: Scene) -> None:
        """Wake up now and then."""
        if scene.t_s < self._next_s:
            return
        self._next_s += self._sample_s
        self.state["battery_pct"] = self._battery.level_pct(scene.t_s)
        self.sample(scene)

    def sample(self, scene: Scene) -> None:
        """Take the measurement."""


class Thermohygrometer(BatterySensor):
    """Temperature to 0.01 degrees, humidity to 0.01 %, pressure to 0.1 hPa; an error of its own and some noise."""

    def __init__(self, place: Place, rng: Random) -> None:
        super().__init__(place, rng, {"temperature_c": 20.0, "humidity_pct": 45.0, "pressure_hpa": 1013.0}, 10.0)
        self._offset_c = rng.gauss(0, 0.15)
        self._offset_pct = rng.gauss(0, 1.2)

    def sample(self, scene: Scene) -> None:
        """Read the room."""
        room = scene.rooms[self.place.room]
        self.state["temperature_c"] = round(room.temperature_c + self._offset_c + self.rng.gauss(0, 0.02), 2)
        humidity = room.humidity_pct + self._offset_pct + self.rng.gauss(0, 0.15)
        self.state["humidity_pct"] = round(min(100.0, max(0.0, humidity)), 2)
        self.state["pressure_hpa"] = round(scene.sky.pressure_hpa + self.rng.gauss(0, 0.05), 1)


class DoorContact(BatterySensor):
    """On the front door: open for some seconds whenever somebody passes."""

    def __init__(self, place: Place, rng: Random) -> None:
        super().__init__(place, rng, {"open": False})

    def sample(self, scene: Scene) -> None:
        """Opened by those who pass, and closed behind them."""
        if scene.crossed_the_door:
            opens_s = self.rng.uniform(1, 5)
            self.later(scene, opens_s, "open", True)  # noqa: FBT003
            self.later(scene, opens_s + self.rng.uniform(4, 25), "open", False)  # noqa: FBT003


class WindowContact(BatterySensor):
    """On a window that is opened to air the room; the room's air feels it."""

    def __init__(self, place: Place, rng: Random) -> None:
        super().__init__(place, rng, {"open": False})

    def sample(self, scene: Scene) -> None:
        """Airing after getting up or during chores, longer when it is mild."""
        if (scene.ended(Activity.SLEEP) or scene.began(Activity.CHORES)) and self.rng.random() < 0.5:
            mild = 1 + max(0.0, scene.sky.temperature_c) / 10
            opens_s = self.rng.uniform(20, 200)
            self.later(scene, opens_s, "open", True)  # noqa: FBT003
            self.later(scene, opens_s + mild * self.rng.uniform(240, 900), "open", False)  # noqa: FBT003
        scene.rooms[self.place.room].window_open = self.flag("open")


class Motion(BatterySensor):
    """Sees people who move; holds `occupied` for a while; measures light when it wakes."""

    HOLD_S = 90.0

    def __init__(self, place: Place, rng: Random) -> None:
        super().__init__(place, rng, {"occupied": False, "illuminance_lx": 0})
        self._clear_at_s = 0.0

    def sample(self, scene: Scene) -> None:
        """A sleeper hardly moves, a busy person does."""
        room = self.place.room
        chance = 0.06 if scene.awake_in(room) else 0.0004 if scene.occupied(room) else 0.0
        passing = room == "hall" and any(resident.changed for resident in scene.residents)
        if passing or self.rng.random() < chance:
            self._clear_at_s = scene.t_s + self.HOLD_S
            self.state["illuminance_lx"] = round(scene.rooms[room].light_lx * self.rng.uniform(0.97, 1.03))
        self.state["occupied"] = scene.t_s < self._clear_at_s


class WeatherStation(BatterySensor):
    """On the balcony: outdoor temperature, humidity and light."""

    def __init__(self, place: Place, rng: Random) -> None:
        super().__init__(place, rng, {"temperature_c": 5.0, "humidity_pct": 50.0, "illuminance_lx": 0}, 15.0)

    def sample(self, scene: Scene) -> None:
        """Read the sky."""
        sky = scene.sky
        self.state["temperature_c"] = round(sky.temperature_c + self.rng.gauss(0, 0.05), 1)
        self.state["humidity_pct"] = round(min(100.0, max(0.0, sky.humidity_pct + self.rng.gauss(0, 0.4))))
        self.state["illuminance_lx"] = round(sky.daylight_lx * self.rng.uniform(0.98, 1.02))


class Alarm(BatterySensor):
    """A detector that hardly ever speaks: `alarm` for some minutes when something happened, and a monthly self-test."""

    def __init__(self, place: Place, rng: Random, *, per_day: float, cause: Activity | None = None) -> None:
        super().__init__(place, rng, {"alarm": False, "tamper": False})
        self._per_second = per_day / _DAY_S
        self._cause = cause

    def sample(self, scene: Scene) -> None:
        """Go off at random, but only while the cause is there."""
        possible = self._cause is None or scene.doing(self._cause)
        if possible and not self.flag("alarm") and self.rng.random() < self._per_second * STEP_S:
            self.state["alarm"] = True
            self.later(scene, self.rng.uniform(40, 400), "alarm", False)  # noqa: FBT003


class AirQuality(Device):
    """Carbon dioxide, fine dust, organic vapours, temperature and humidity of the room."""

    def __init__(self, place: Place, rng: Random) -> None:
        state: dict[str, Value] = {
            "co2_ppm": 500,
            "pm25_ug_m3": 15,
            "voc_ppb": 80,
            "temperature_c": 20.0,
            "humidity_pct": 45,
            "screen_on": True,
        }
        super().__init__(place, rng, state, {"screen_on": Flag()})
        self._voc_ppb = 80.0
        self._next_s = 0.0

    def live(self, scene: Scene) -> None:
        """One reading in ten seconds; 2 W."""
        self.draw_w = 2.0
        if scene.t_s < self._next_s:
            return
        self._next_s = scene.t_s + 10
        room = scene.rooms[self.place.room]
        target = 60 + (520 if scene.doing(Activity.COOK) else 0) + 90 * scene.occupied(room.name)
        self._voc_ppb += 0.01 * (target - self._voc_ppb) + self.rng.gauss(0, 1.5)
        self.state["co2_ppm"] = round(room.co2_ppm + self.rng.gauss(0, 4))
        self.state["pm25_ug_m3"] = max(0, round(room.dust_ug_m3 + self.rng.gauss(0, 0.6)))
        self.state["voc_ppb"] = max(0, round(self._voc_ppb))
        self.state["temperature_c"] = round(room.temperature_c + 0.4, 1)
        self.state["humidity_pct"] = round(room.humidity_pct)


class Button(BatterySensor):
    """Pressed at bedside: `single` to sleep, `double` on waking, `hold` for nothing at all. Events, no state."""

    def __init__(self, place: Place, rng: Random) -> None:
        super().__init__(place, rng, {})

    def sample(self, scene: Scene) -> None:
        """Pressed by those who go to bed or get up."""
        if scene.began(Activity.SLEEP):
            self.events.append("single")
        elif scene.ended(Activity.SLEEP):
            self.events.append(self.rng.choice(("double", "double", "hold")))


_TUNES = ("chime", "bell", "birds")
_INTERCOM_ORDERS: Mapping[str, Limit] = {
    "message": Text(longest=64),
    "volume_pct": Number(minimum=0, maximum=100, step=5),
    "tune": Choice(options=_TUNES),
    "chime": Flag(),
}


class Intercom(Device):
    """At the door: rings, shows a message, has volume and tune, can be made to chime."""

    TUNES = _TUNES

    def __init__(self, place: Place, rng: Random) -> None:
        state: dict[str, Value] = {"message": "", "volume_pct": 60, "tune": "chime"}
        super().__init__(place, rng, state, _INTERCOM_ORDERS)

    def obey(self, name: str, value: Value) -> None:
        """The button on the wire chimes like the one at the door."""
        if name == "chime":
            self.events.append("press")
        else:
            super().obey(name, value)

    def live(self, scene: Scene) -> None:
        """Visitors and parcels, by day."""
        self.draw_w = 3.0
        if 9 <= scene.moment.hour < 20 and self.rng.random() < 3 / _DAY_S:
            self.events.append(self.rng.choice(("press", "press", "double_press")))
