"""The alarm panel and its siren."""

from random import Random

from simulators.home.devices.device import Choice, Device, Flag, Limit, Number, Place, Value
from simulators.home.resident import Activity
from simulators.home.scene import STEP_S, Scene


class AlarmPanel(Device):
    """`status` is disarmed, arming, armed_home, armed_away or armed_night; no code is asked for."""

    ARM = ("arm_home", "arm_away", "arm_night")
    EXIT_S = 30.0

    def __init__(self, place: Place, rng: Random) -> None:
        super().__init__(
            place, rng, {"status": "disarmed", "tamper": False}, {"arm": Choice(options=(*self.ARM, "disarm"))}
        )
        self._goal = "disarmed"
        self._arms_at_s: float | None = None
        self._now_s = 0.0

    def obey(self, name: str, value: Value) -> None:  # noqa: ARG002 - there is one order
        """Disarm at once; arm after the time one needs to leave."""
        self._goal = "disarmed" if value == "disarm" else f"armed_{str(value).removeprefix('arm_')}"
        if self._goal == "disarmed":
            self._arms_at_s = None
            self.state["status"] = "disarmed"
            return
        self._arms_at_s = self._now_s + self.EXIT_S
        self.state["status"] = "arming"

    def live(self, scene: Scene) -> None:
        """Armed by the last who leaves or goes to bed."""
        self._now_s = scene.t_s
        if self._arms_at_s is not None and scene.t_s >= self._arms_at_s:
            self._arms_at_s = None
            self.state["status"] = self._goal
        if scene.began(Activity.AWAY) and scene.nobody_home:
            self.later(scene, self.rng.uniform(1, 20), "arm", "arm_away")
        elif scene.ended(Activity.AWAY):
            self.later(scene, self.rng.uniform(5, 25), "arm", "disarm")
        self.draw_w = 4.0


class Siren(Device):
    """Sounds until told to stop or its duration is over."""

    TONES = ("burglar", "fire", "chirp")

    def __init__(self, place: Place, rng: Random) -> None:
        state: dict[str, Value] = {"on": False, "tone": "burglar", "volume": 0.8, "duration_s": 60}
        orders: dict[str, Limit] = {
            "on": Flag(),
            "tone": Choice(options=self.TONES),
            "volume": Number(minimum=0, maximum=1, step=0.05),
            "duration_s": Number(minimum=1, maximum=600),
        }
        super().__init__(place, rng, state, orders)
        self._sounding_s = 0.0

    def live(self, scene: Scene) -> None:  # noqa: ARG002 - it notices nothing
        """Fall silent in time."""
        self._sounding_s = self._sounding_s + STEP_S if self.flag("on") else 0.0
        if self._sounding_s > self.number("duration_s"):
            self.state["on"] = False
        self.draw_w = 0.4 + (6.0 if self.flag("on") else 0.0)
