"""The home as a whole: one step moves people, devices, rooms and the meter on by a second."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from simulators.home.catalogue import Entry, furnish
from simulators.home.devices.device import Device
from simulators.home.devices.plug import Meter
from simulators.home.resident import OUTSIDE, RESIDENTS, Activity, Resident
from simulators.home.room import Balance, Room, exchange, plan
from simulators.home.scene import STEP_S, Scene
from simulators.home.weather import mains_v_at, saturated_vapour_g_m3, sky_at

_EXCHANGE_EVERY = 10  # steps
_PERSON_W, _SLEEPER_W = 95.0, 70.0
_PERSON_VAPOUR_G_S = 0.014
_PERSON_CO2_PPM_M3_S = 5.2
_COOKING_W, _COOKING_VAPOUR_G_S, _COOKING_CO2_PPM_M3_S, _COOKING_DUST_UG_S = 700.0, 0.15, 35.0, 9.0
_SHOWER_VAPOUR_G_S = 0.7


class Home:
    """A function of (seed, start, devices, orders): the same give the same trace, whatever the speed."""

    def __init__(self, chosen: Sequence[Entry], *, seed: int, start: datetime) -> None:
        self.seed = seed
        self.start = start
        self.entries = chosen
        self.rooms = plan()
        self.devices = furnish(chosen, seed)
        self.residents = [Resident(seed, name, habit, start) for name, habit in RESIDENTS.items()]
        self.steps = 0
        self.draw_w = 0.0
        self.balance = Balance(stored_j=0.0, gained_j=0.0, lost_j=0.0)
        self._sky = sky_at(seed, start)
        self._mains_v = mains_v_at(seed, start)
        _settle(list(self.rooms.values()), self._sky.temperature_c)

    @property
    def t_s(self) -> float:
        """Simulated seconds since the start."""
        return self.steps * STEP_S

    @property
    def moment(self) -> datetime:
        """Simulated time of day."""
        return self.start + timedelta(seconds=self.t_s)

    def device(self, name: str) -> Device:
        """The device of that name. Raises KeyError."""
        for device in self.devices:
            if device.name == name:
                return device
        raise KeyError(name)

    def step(self) -> None:
        """One second: people first, then devices, then the meters, and now and then the air."""
        moment = self.moment
        for resident in self.residents:
            resident.step(moment)
        if self.steps % _EXCHANGE_EVERY == 0:
            self._sky = sky_at(self.seed, moment)
            self._mains_v = mains_v_at(self.seed, moment)
        scene = self._scene(moment)
        self._live(scene, meters=False)
        self.draw_w = scene.draw_w
        self._live(scene, meters=True)
        self._breathe(scene)
        self.steps += 1
        if self.steps % _EXCHANGE_EVERY == 0:
            self.balance = exchange(self.rooms, self._sky, _EXCHANGE_EVERY * STEP_S)

    def snapshot(self) -> dict[str, Any]:
        """All that is true now, for a trace or a comparison."""
        return {
            "t_s": self.t_s,
            "devices": {device.name: dict(device.state) for device in self.devices},
            "residents": {resident.name: resident.activity for resident in self.residents},
            "rooms": {name: _air(room) for name, room in self.rooms.items()},
            "sky": asdict(self._sky),
            "draw_w": self.draw_w,
        }

    def _scene(self, moment: datetime) -> Scene:
        return Scene(
            moment=moment,
            t_s=self.t_s,
            sky=self._sky,
            rooms=self.rooms,
            residents=self.residents,
            mains_v=self._mains_v - self.draw_w / 1500,
        )

    def _live(self, scene: Scene, *, meters: bool) -> None:
        if not meters:
            for room in self.rooms.values():
                room.lamp_lm = 0.0
        for device in self.devices:
            if isinstance(device, Meter) is meters:
                device.step(scene)
                scene.draw_w += device.draw_w
                device.warm(self.rooms[device.place.room], STEP_S)

    def _breathe(self, scene: Scene) -> None:
        for resident in self.residents:
            if resident.room != OUTSIDE:
                _inhabit(self.rooms[resident.room], resident.activity)
        if scene.doing(Activity.COOK):
            gains = self.rooms["kitchen"].gains
            gains.heat_j += _COOKING_W * STEP_S
            gains.vapour_g += _COOKING_VAPOUR_G_S * STEP_S
            gains.co2_ppm_m3 += _COOKING_CO2_PPM_M3_S * STEP_S
            gains.dust_ug += _COOKING_DUST_UG_S * STEP_S
        if scene.doing(Activity.WASH):
            self.rooms["bathroom"].gains.vapour_g += _SHOWER_VAPOUR_G_S * STEP_S


def _inhabit(room: Room, activity: Activity) -> None:
    room.gains.heat_j += (_SLEEPER_W if activity is Activity.SLEEP else _PERSON_W) * STEP_S
    room.gains.vapour_g += _PERSON_VAPOUR_G_S * STEP_S
    room.gains.co2_ppm_m3 += _PERSON_CO2_PPM_M3_S * STEP_S


def _settle(rooms: Sequence[Room], outdoors_c: float) -> None:
    """Begin as if the home had been lived in: warmer than outdoors, between what heating and shade would give."""
    for room in rooms:
        heated = room.name != "balcony"
        room.temperature_c = min(28.0, max(18.5, outdoors_c)) if heated else outdoors_c + 2
        room.vapour_g_m3 = saturated_vapour_g_m3(room.temperature_c) * 0.42


def _air(room: Room) -> dict[str, float]:
    return {
        "temperature_c": room.temperature_c,
        "humidity_pct": room.humidity_pct,
        "co2_ppm": room.co2_ppm,
        "dust_ug_m3": room.dust_ug_m3,
        "light_lx": room.light_lx,
    }
