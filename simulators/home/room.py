"""Rooms as lumped heat, vapour, carbon dioxide and dust; what one loses another or the outdoors gains."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from simulators.home.weather import Sky, saturated_vapour_g_m3

HEIGHT_M = 2.7
_CAPACITY_J_K_M2 = 90_000.0
_AIR_J_M3_K = 1206.0
_SOLAR_GAIN = 0.45
_LEAKAGE_PER_H = 0.25
_AIRING_PER_H = 6.0
_DOORWAY_M3_S = 0.02
_OUTDOOR_CO2_PPM = 425.0
_DUST_SETTLING_PER_S = 5e-5
_GLASS_DAYLIGHT = 0.012


@dataclass(slots=True)
class Gains:
    """What people and devices put into a room since the last exchange: joules, grams, ppm x m3, micrograms."""

    heat_j: float = 0.0
    vapour_g: float = 0.0
    co2_ppm_m3: float = 0.0
    dust_ug: float = 0.0


@dataclass(slots=True)
class Room:
    """One room and the air in it."""

    name: str
    zh: str
    area_m2: float
    window_m2: float
    loss_w_k: float
    temperature_c: float = 19.0
    vapour_g_m3: float = 7.0
    co2_ppm: float = 700.0
    dust_ug_m3: float = 20.0
    lamp_lm: float = 0.0
    curtain_open: float = 1.0
    window_open: bool = False
    daylight_lx: float = 0.0
    gains: Gains = field(default_factory=Gains)

    @property
    def volume_m3(self) -> float:
        """Volume of air."""
        return self.area_m2 * HEIGHT_M

    @property
    def capacity_j_k(self) -> float:
        """Heat it takes to warm the room, walls and furniture included."""
        return self.area_m2 * _CAPACITY_J_K_M2

    @property
    def humidity_pct(self) -> float:
        """Relative humidity."""
        return min(100.0, 100 * self.vapour_g_m3 / saturated_vapour_g_m3(self.temperature_c))

    @property
    def light_lx(self) -> float:
        """Light on a table: daylight through the curtain and lamps."""
        return self.daylight_lx + 0.45 * self.lamp_lm / self.area_m2


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The heat of one exchange in joules: `stored_j = gained_j - lost_j`, whatever flows between rooms."""

    stored_j: float
    gained_j: float
    lost_j: float


def plan() -> dict[str, Room]:
    """The flat: 81 m2 on an upper floor."""
    rooms = (
        Room("living", "客厅", 26, 4.5, 22),
        Room("kitchen", "厨房", 8, 1.2, 9),
        Room("bedroom", "卧室", 16, 2.4, 14),
        Room("study", "书房", 11, 1.8, 10),
        Room("bathroom", "浴室", 6, 0.4, 4),
        Room("hall", "玄关", 8, 0.0, 4),
        Room("balcony", "阳台", 6, 6.0, 40, temperature_c=10.0, vapour_g_m3=4.0),
    )
    return {room.name: room for room in rooms}


DOORWAYS = (
    ("living", "kitchen"),
    ("living", "hall"),
    ("hall", "bedroom"),
    ("hall", "study"),
    ("hall", "bathroom"),
)


def exchange(rooms: Mapping[str, Room], sky: Sky, seconds: float) -> Balance:
    """Let air and heat move for `seconds` (10 or so: explicit Euler), take in the gains, and account for all heat."""
    before_j = sum(room.temperature_c * room.capacity_j_k for room in rooms.values())
    for one, other in DOORWAYS:
        if one in rooms and other in rooms:
            _mix(rooms[one], rooms[other], seconds)
    flows = [_breathe(room, sky, seconds) for room in rooms.values()]
    after_j = sum(room.temperature_c * room.capacity_j_k for room in rooms.values())
    return Balance(
        stored_j=after_j - before_j,
        gained_j=sum(gained for gained, _ in flows),
        lost_j=sum(lost for _, lost in flows),
    )


def _mix(one: Room, other: Room, seconds: float) -> None:
    air_m3 = _DOORWAY_M3_S * seconds
    heat_j = (one.temperature_c - other.temperature_c) * air_m3 * _AIR_J_M3_K
    one.temperature_c -= heat_j / one.capacity_j_k
    other.temperature_c += heat_j / other.capacity_j_k
    for quantity in ("vapour_g_m3", "co2_ppm", "dust_ug_m3"):
        amount = (getattr(one, quantity) - getattr(other, quantity)) * air_m3
        setattr(one, quantity, getattr(one, quantity) - amount / one.volume_m3)
        setattr(other, quantity, getattr(other, quantity) + amount / other.volume_m3)


def _breathe(room: Room, sky: Sky, seconds: float) -> tuple[float, float]:
    """Trade with the outdoors and take in the gains; heat gained and lost in joules."""
    fresh = min(1.0, (_AIRING_PER_H if room.window_open else _LEAKAGE_PER_H) * seconds / 3600)
    warmer_k = room.temperature_c - sky.temperature_c
    lost_j = warmer_k * (room.loss_w_k * seconds + fresh * room.volume_m3 * _AIR_J_M3_K)
    sun_w = room.window_m2 * sky.irradiance_w_m2 * _SOLAR_GAIN * (0.3 + 0.7 * room.curtain_open)
    gained_j = room.gains.heat_j + sun_w * seconds
    room.temperature_c += (gained_j - lost_j) / room.capacity_j_k
    outdoor_vapour = saturated_vapour_g_m3(sky.temperature_c) * sky.humidity_pct / 100
    room.vapour_g_m3 += fresh * (outdoor_vapour - room.vapour_g_m3) + room.gains.vapour_g / room.volume_m3
    room.vapour_g_m3 = max(0.3, min(room.vapour_g_m3, saturated_vapour_g_m3(room.temperature_c)))
    room.co2_ppm += fresh * (_OUTDOOR_CO2_PPM - room.co2_ppm) + room.gains.co2_ppm_m3 / room.volume_m3
    settling = _DUST_SETTLING_PER_S * seconds * room.dust_ug_m3
    room.dust_ug_m3 += fresh * (0.7 * sky.pm25_ug_m3 - room.dust_ug_m3) + room.gains.dust_ug / room.volume_m3 - settling
    room.daylight_lx = sky.daylight_lx * _GLASS_DAYLIGHT * room.window_m2 / 4 * (0.04 + 0.96 * room.curtain_open)
    room.gains = Gains()
    return gained_j, lost_j


def total_heat_j(rooms: Iterable[Room]) -> float:
    """Heat held above 0 degrees Celsius."""
    return sum(room.temperature_c * room.capacity_j_k for room in rooms)
