"""Things that move: curtains that take their time, locks that may jam, a gas valve."""

from random import Random

from simulators.home.devices.device import Battery, Choice, Device, Flag, Limit, Number, Place, Value
from simulators.home.resident import Activity
from simulators.home.scene import STEP_S, Scene
from simulators.home.weather import sun_elevation_deg

_REPORT_EVERY_S = 3.0


class Curtain(Device):
    """`position_pct` 100 = open, `motion` is `opening`, `closing` or `stopped`; the motor reports while it runs."""

    def __init__(self, place: Place, rng: Random, *, travel_s: float) -> None:
        orders: dict[str, Limit] = {
            "position_pct": Number(minimum=0, maximum=100),
            "move": Choice(options=("open", "close", "stop")),
        }
        super().__init__(place, rng, {"position_pct": 0, "motion": "stopped"}, orders)
        self._travel_s = travel_s
        self._position = 0.0
        self._target = 0.0
        self._reported_s = 0.0
        self._wants_open = False

    def obey(self, name: str, value: Value) -> None:
        """Set off, or stop where it is."""
        if name == "position_pct" and not isinstance(value, str):
            self._target = float(value)
        else:
            self._target = {"open": 100.0, "close": 0.0}.get(str(value), self._position)
        self._note_motion()

    def live(self, scene: Scene) -> None:
        """Move a little; people draw it after waking and at dusk."""
        self._habit(scene)
        gap = self._target - self._position
        reach = 100 / self._travel_s * STEP_S
        self._position = self._target if abs(gap) <= reach else self._position + (reach if gap > 0 else -reach)
        running = self._position != self._target
        self.draw_w = 35.0 if running else 0.6
        if not running or scene.t_s - self._reported_s >= _REPORT_EVERY_S:
            self._reported_s = scene.t_s
            self.state["position_pct"] = round(self._position)
        self._note_motion()
        scene.rooms[self.place.room].curtain_open = self._position / 100

    def _note_motion(self) -> None:
        gap = self._target - self._position
        self.state["motion"] = "opening" if gap > 0 else "closing" if gap < 0 else "stopped"

    def _habit(self, scene: Scene) -> None:
        sun_up = sun_elevation_deg(scene.moment) > -2
        wanted = sun_up and not scene.doing(Activity.SLEEP)
        if wanted != self._wants_open and not scene.nobody_home:
            self._wants_open = wanted
            self.later(scene, self.rng.uniform(20, 900), "move", "open" if wanted else "close")


class Lock(Device):
    """A motor lock: a second or three to turn, and now and then the bolt jams until it is turned again."""

    JAM_SHARE = 0.02

    def __init__(self, place: Place, rng: Random) -> None:
        self._battery = Battery(rng)
        state: dict[str, Value] = {"bolt": "locked", "battery_pct": self._battery.level_pct(0), "by": "manual"}
        super().__init__(place, rng, state, {"locked": Flag()})
        self._goal: bool | None = None
        self._done_at_s = 0.0
        self._now_s = 0.0

    def obey(self, name: str, value: Value) -> None:
        """Start the motor, or (`by_hand`) be turned with a key at once."""
        if name == "by_hand":
            self.state |= {"bolt": "locked" if value else "unlocked", "by": "manual"}
            self._goal = None
            return
        self._goal = value is True
        self._done_at_s = self._now_s + self.rng.uniform(1.0, 3.0)
        self.state["bolt"] = "locking" if value else "unlocking"

    def live(self, scene: Scene) -> None:
        """Finish turning; be used by those who pass."""
        self._now_s = scene.t_s
        self.state["battery_pct"] = self._battery.level_pct(scene.t_s)
        if self._goal is not None and scene.t_s >= self._done_at_s:
            jammed = self.rng.random() < self.JAM_SHARE
            done = "locked" if self._goal else "unlocked"
            self.state |= {"bolt": "jammed" if jammed else done, "by": "rf"}
            self._goal = None
        if scene.crossed_the_door:
            self.later(scene, self.rng.uniform(0, 2), "by_hand", False)  # noqa: FBT003
            self.later(scene, self.rng.uniform(30, 60), "by_hand", True)  # noqa: FBT003


class GasValve(Device):
    """`open` for cooking; closing takes a few seconds; shut by itself when its own sensor smells gas."""

    def __init__(self, place: Place, rng: Random) -> None:
        state: dict[str, Value] = {"valve": "closed", "gas": False, "gas_lel_pct": 0.0}
        super().__init__(place, rng, state, {"open": Flag()})
        self._turned_at_s = 0.0
        self._now_s = 0.0

    def obey(self, name: str, value: Value) -> None:  # noqa: ARG002 - there is one order
        """Begin to turn; a valve that smells gas does not open."""
        if value and self.flag("gas"):
            return
        self.state["valve"] = "opening" if value else "closing"
        self._turned_at_s = self._now_s + 4.0

    def live(self, scene: Scene) -> None:
        """Turn, smell, and follow the cook."""
        self._now_s = scene.t_s
        if self.state["valve"] in ("opening", "closing") and scene.t_s >= self._turned_at_s:
            self.state["valve"] = "open" if self.state["valve"] == "opening" else "closed"
        if scene.began(Activity.COOK):
            self.obey("open", True)  # noqa: FBT003
        elif scene.ended(Activity.COOK) and not scene.doing(Activity.COOK):
            self.later(scene, self.rng.uniform(10, 120), "open", False)  # noqa: FBT003
        self._smell(scene)
        self.draw_w = 1.5

    def _smell(self, scene: Scene) -> None:
        leak = self.state["valve"] == "open" and self.rng.random() < 1 / (40 * 86_400)
        level = max(0.0, self.number("gas_lel_pct") - 0.05) if not leak else 14.0
        self.state["gas_lel_pct"] = round(level, 2)
        self.state["gas"] = level > 8
        if leak and scene.t_s >= 0:
            self.state["valve"] = "closing"
            self._turned_at_s = scene.t_s + 4.0
