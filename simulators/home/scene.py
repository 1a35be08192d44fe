"""What a device can sense in one step: the moment, the sky, the rooms, the people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from simulators.home.resident import OUTSIDE, Activity, Resident
from simulators.home.room import Room
from simulators.home.weather import Sky

STEP_S = 1.0
DARK_LX = 60.0


@dataclass(slots=True, kw_only=True)
class Scene:
    """Remade by the home in every step; `draw_w` grows as devices are stepped and is whole when the meters are."""

    moment: datetime
    t_s: float
    sky: Sky
    rooms: Mapping[str, Room]
    residents: Sequence[Resident]
    mains_v: float
    draw_w: float = 0.0

    def occupied(self, room: str) -> bool:
        """Somebody is in the room."""
        return any(resident.room == room for resident in self.residents)

    def awake_in(self, room: str) -> bool:
        """Somebody is in the room and not asleep."""
        return any(r.room == room and r.activity is not Activity.SLEEP for r in self.residents)

    def doing(self, activity: Activity) -> bool:
        """Somebody does this now."""
        return any(resident.activity is activity for resident in self.residents)

    def began(self, activity: Activity) -> bool:
        """Somebody began this in this step."""
        return any(resident.changed and resident.activity is activity for resident in self.residents)

    def ended(self, activity: Activity) -> bool:
        """Somebody stopped doing this in this step."""
        return any(resident.changed and resident.previous is activity for resident in self.residents)

    def entered(self, room: str) -> bool:
        """Somebody came into the room in this step."""
        return any(resident.changed and resident.room == room for resident in self.residents)

    @property
    def crossed_the_door(self) -> bool:
        """Somebody left or came home in this step."""
        return self.began(Activity.AWAY) or self.ended(Activity.AWAY)

    @property
    def nobody_home(self) -> bool:
        """All residents are out."""
        return all(resident.room == OUTSIDE for resident in self.residents)

    @property
    def all_quiet(self) -> bool:
        """Everybody is asleep or out."""
        return all(r.activity in (Activity.SLEEP, Activity.AWAY) for r in self.residents)
