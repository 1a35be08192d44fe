"""Lamps: on, level, colour temperature, colour; switched by people who find it dark."""

from random import Random

from simulators.home.devices.device import Device, Flag, Limit, Number, Place, Value
from simulators.home.resident import Activity
from simulators.home.room import Room
from simulators.home.scene import DARK_LX, Scene

MAX_LEVEL = 254
_LUMEN_PER_W = 95.0


class Light(Device):
    """A lamp. `level` is 1-254 as in the Zigbee level cluster; `mode` says whether white or colour shines."""

    def __init__(
        self, place: Place, rng: Random, *, full_w: float, mireds: tuple[int, int] | None = None, colour: bool = False
    ) -> None:
        state: dict[str, Value] = {"on": False, "level": 200}
        orders: dict[str, Limit] = {"on": Flag(), "level": Number(minimum=0, maximum=MAX_LEVEL)}
        if mireds:
            state |= {"mireds": mireds[1], "mode": "white"}
            orders["mireds"] = Number(minimum=mireds[0], maximum=mireds[1])
        if colour:
            state |= {"hue": 30, "saturation": 70, "mode": "white"}
            orders |= {"hue": Number(minimum=0, maximum=360), "saturation": Number(minimum=0, maximum=100)}
        super().__init__(place, rng, state, orders)
        self._full_w = full_w
        self._empty_s = 0.0
        self._patience_s = 300.0

    def obey(self, name: str, value: Value) -> None:
        """Level 0 is off, a level switches on, a colour or a white chooses the mode."""
        if name == "level":
            self.state["on"] = value != 0
            if value == 0:
                return
        if name in ("hue", "saturation"):
            self.state["mode"] = "colour"
        elif name == "mireds":
            self.state["mode"] = "white"
        self.state[name] = value

    def live(self, scene: Scene) -> None:
        """Be switched by those in the room; draw power."""
        self._habit(scene)
        share = self.number("level") / MAX_LEVEL if self.flag("on") else 0.0
        self.draw_w = 0.3 + self._full_w * share**1.1

    def warm(self, room: Room, seconds: float) -> None:
        """Shine and warm."""
        super().warm(room, seconds)
        room.lamp_lm += (self.draw_w - 0.3) * _LUMEN_PER_W

    def _habit(self, scene: Scene) -> None:
        room = scene.rooms[self.place.room]
        if not self.flag("on"):
            if scene.entered(room.name) and scene.awake_in(room.name) and room.daylight_lx < DARK_LX:
                self._switch_on(scene)
            return
        self._empty_s = 0.0 if scene.awake_in(room.name) else self._empty_s + 1
        if self._empty_s > self._patience_s or (scene.began(Activity.SLEEP) and scene.all_quiet):
            self._empty_s = 0.0
            self.later(scene, self.rng.uniform(1, 20), "on", False)  # noqa: FBT003 - a value of the state

    def _switch_on(self, scene: Scene) -> None:
        self._patience_s = self.rng.uniform(60, 600)
        late = scene.moment.hour >= 21 or scene.moment.hour < 6
        self.later(scene, self.rng.uniform(1, 6), "level", self.rng.randint(40, 130) if late else MAX_LEVEL)


class Switch(Device):
    """A wall switch or socket with one or more gangs, each a plain load; state `on` or `on_<gang>`."""

    def __init__(self, place: Place, rng: Random, *, load_w: float, gangs: tuple[str, ...] = ("",)) -> None:
        self.keys = tuple(f"on_{gang}" if gang else "on" for gang in gangs)
        super().__init__(place, rng, dict.fromkeys(self.keys, False), dict.fromkeys(self.keys, Flag()))
        self._load_w = load_w

    def live(self, scene: Scene) -> None:
        """Lamps behind a switch follow the dusk and the people."""
        room = scene.rooms[self.place.room]
        for key in self.keys:
            if scene.entered(room.name) and room.daylight_lx < DARK_LX and not self.flag(key):
                if self.rng.random() < 0.7:
                    self.later(scene, self.rng.uniform(1, 15), key, True)  # noqa: FBT003
            elif self.flag(key) and not scene.occupied(room.name) and self.rng.random() < 1 / 240:
                self.state[key] = False
        self.draw_w = 0.2 + self._load_w * sum(self.flag(key) for key in self.keys)

    def warm(self, room: Room, seconds: float) -> None:
        """Shine and warm."""
        super().warm(room, seconds)
        room.lamp_lm += (self.draw_w - 0.2) * _LUMEN_PER_W
