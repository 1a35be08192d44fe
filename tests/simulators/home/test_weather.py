from datetime import datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from simulators.home.weather import saturated_vapour_g_m3, sky_at, sun_elevation_deg

moments = st.datetimes(datetime(2021, 1, 1), datetime(2035, 1, 1))  # noqa: DTZ001 - the home's own local time


@given(st.integers(0, 99), moments)
def test_the_sky_stays_within_what_a_continental_city_knows(seed: int, moment: datetime) -> None:
    sky = sky_at(seed, moment)
    assert -20 < sky.temperature_c < 45
    assert 15 <= sky.humidity_pct <= 98
    assert 0 < sky.daylight_lx < 120_000
    assert 990 < sky.pressure_hpa < 1040
    assert 4 <= sky.pm25_ug_m3 < 120


@given(st.integers(0, 99), moments)
@example(0, datetime(2021, 3, 1, 23, 59, 55))  # noqa: DTZ001 - midnight in a season that changes fast
def test_the_sky_is_a_function_that_does_not_jump(seed: int, moment: datetime) -> None:
    assert sky_at(seed, moment) == sky_at(seed, moment)
    soon = sky_at(seed, moment + timedelta(seconds=10))
    assert abs(soon.temperature_c - sky_at(seed, moment).temperature_c) < 0.1


def test_days_are_light_and_nights_dark() -> None:
    noon, midnight = datetime(2026, 6, 21, 12), datetime(2026, 6, 21)  # noqa: DTZ001
    assert sun_elevation_deg(noon) > 70
    assert sun_elevation_deg(midnight) < -20
    assert sky_at(7, midnight).irradiance_w_m2 == 0
    assert sky_at(7, noon).daylight_lx > 15_000


def test_summers_are_warmer_than_winters_and_seeds_differ() -> None:
    july = [sky_at(seed, datetime(2026, 7, 15, 14)).temperature_c for seed in range(10)]  # noqa: DTZ001
    january = [sky_at(seed, datetime(2026, 1, 15, 14)).temperature_c for seed in range(10)]  # noqa: DTZ001
    assert min(july) > max(january) + 10
    assert len(set(july)) == 10


def test_saturated_vapour_follows_the_tables() -> None:
    # Saturation vapour densities 4.85, 17.3 and 30.4 g/m3 at 0, 20 and 30 degrees (CRC Handbook).
    for temperature_c, expected in ((0, 4.85), (20, 17.3), (30, 30.4)):
        assert abs(saturated_vapour_g_m3(temperature_c) - expected) < 0.2
