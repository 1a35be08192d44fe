"""Weather as a pure function of seed and moment: any moment can be asked for, in any order."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from simulators.home.randomness import stream

LATITUDE_DEG = 39.9  # a continental city with cold winters and hot summers
_YEAR_DAYS = 365.25
_CLEAR_SKY_LX = 110_000.0
_CLEAR_SKY_W_M2 = 950.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sky:
    """Outdoors: degrees Celsius, % relative humidity, lux, W/m2 on a horizontal plane, hPa, ug/m3."""

    temperature_c: float
    humidity_pct: float
    daylight_lx: float
    irradiance_w_m2: float
    pressure_hpa: float
    pm25_ug_m3: float


@lru_cache(maxsize=4096)
def _anchor(seed: int, name: str, index: int) -> float:
    return stream(seed, f"weather/{name}/{index}").uniform(-1.0, 1.0)


def _noise(seed: int, name: str, hours: float, period_h: float) -> float:
    """Smooth noise in -1..1 that wanders over about `period_h`."""
    place = hours / period_h
    index = math.floor(place)
    share = place - index
    share = share * share * (3 - 2 * share)
    return _anchor(seed, name, index) * (1 - share) + _anchor(seed, name, index + 1) * share


def mains_v_at(seed: int, moment: datetime) -> float:
    """What the street's transformer gives before the home's own load pulls it down."""
    hours = (moment - datetime(2020, 1, 1, tzinfo=moment.tzinfo)) / timedelta(hours=1)
    return 231.0 + 2.5 * _noise(seed, "mains", hours, 0.15) + 1.5 * _noise(seed, "street", hours, 6)


def sun_elevation_deg(moment: datetime) -> float:
    """Height of the sun over the horizon; local solar time is taken for local time."""
    day = moment.timetuple().tm_yday
    declination = math.radians(-23.44 * math.cos(2 * math.pi * (day + 10) / _YEAR_DAYS))
    hour_angle = math.radians(15 * (moment.hour + moment.minute / 60 + moment.second / 3600 - 12))
    latitude = math.radians(LATITUDE_DEG)
    sine = math.sin(latitude) * math.sin(declination)
    sine += math.cos(latitude) * math.cos(declination) * math.cos(hour_angle)
    return math.degrees(math.asin(sine))


def sky_at(seed: int, moment: datetime) -> Sky:
    """The weather of this seed at this moment."""
    hours = (moment - datetime(2020, 1, 1, tzinfo=moment.tzinfo)) / timedelta(hours=1)
    season = -math.cos(2 * math.pi * (hours / 24 - 14) / _YEAR_DAYS)  # coldest on 15 January
    daily = math.cos(2 * math.pi * (hours - 15) / 24)
    front = _noise(seed, "front", hours, 60)
    cloud = min(1.0, max(0.0, 0.35 + 0.75 * _noise(seed, "cloud", hours, 5)))
    height = max(0.0, math.sin(math.radians(sun_elevation_deg(moment))))
    clear = height**1.15 * (1 - 0.78 * cloud)
    return Sky(
        temperature_c=12 + 15 * season + (5 - 2 * cloud) * daily + 5 * front,
        humidity_pct=min(98.0, max(15.0, 52 + 12 * season - 12 * daily + 22 * cloud - 8 * front)),
        daylight_lx=_CLEAR_SKY_LX * clear + 0.2,
        irradiance_w_m2=_CLEAR_SKY_W_M2 * clear,
        pressure_hpa=1016 - 6 * season + 9 * _noise(seed, "pressure", hours, 40),
        pm25_ug_m3=max(4.0, 38 + 34 * _noise(seed, "haze", hours, 30)),
    )


def saturated_vapour_g_m3(temperature_c: float) -> float:
    """Water vapour that saturated air holds (Magnus formula, ideal gas)."""
    pressure_pa = 611.2 * math.exp(17.62 * temperature_c / (243.12 + temperature_c))
    return 2.16679 * pressure_pa / (temperature_c + 273.15)
