from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulators.home.room import Room, exchange, plan, total_heat_j
from simulators.home.weather import Sky, sky_at

NIGHT = replace(sky_at(7, datetime(2026, 1, 15)), irradiance_w_m2=0.0)  # noqa: DTZ001
TEN_S = 10.0


def heated(watts: dict[str, float], sky: Sky, seconds: float) -> dict[str, Room]:
    rooms = plan()
    for _ in range(int(seconds / TEN_S)):
        for name, watt in watts.items():
            rooms[name].gains.heat_j += watt * TEN_S
        exchange(rooms, sky, TEN_S)
    return rooms


@given(
    st.lists(st.floats(-5, 45), min_size=7, max_size=7),
    st.lists(st.floats(0, 20_000), min_size=7, max_size=7),
    st.floats(-20, 40),
)
def test_heat_is_neither_made_nor_lost(air: list[float], gains: list[float], outdoors: float) -> None:
    rooms = plan()
    for room, temperature_c, gain in zip(rooms.values(), air, gains, strict=True):
        room.temperature_c, room.gains.heat_j = temperature_c, gain
    before = total_heat_j(rooms.values())
    balance = exchange(rooms, replace(NIGHT, temperature_c=outdoors), TEN_S)
    stored = total_heat_j(rooms.values()) - before
    assert stored == pytest.approx(balance.gained_j - balance.lost_j, abs=1e-2)
    assert balance.stored_j == pytest.approx(stored, abs=1e-2)
    assert balance.gained_j == pytest.approx(sum(gains))


def test_doorways_only_move_what_is_there() -> None:
    rooms = plan()
    rooms["kitchen"].temperature_c = 35.0
    rooms["kitchen"].co2_ppm = 3000.0
    closed = {name: replace(room, loss_w_k=0.0) for name, room in rooms.items()}
    before = total_heat_j(closed.values())
    balance = exchange(closed, replace(NIGHT, temperature_c=20.0), TEN_S)
    assert total_heat_j(closed.values()) == pytest.approx(before + balance.gained_j - balance.lost_j)
    assert closed["living"].temperature_c > rooms["living"].temperature_c
    assert closed["living"].co2_ppm > 700


def test_an_unheated_home_drifts_towards_the_outdoors() -> None:
    rooms = heated({}, replace(NIGHT, temperature_c=-5.0), 8 * 3600)
    assert all(-5 < room.temperature_c < 18.9 for room in rooms.values())


def test_a_radiator_warms_its_own_room_most() -> None:
    rooms = heated({"bedroom": 1000.0}, replace(NIGHT, temperature_c=0.0), 4 * 3600)
    assert rooms["bedroom"].temperature_c > rooms["hall"].temperature_c > rooms["balcony"].temperature_c


def test_airing_refreshes_and_cools() -> None:
    rooms, aired = plan(), plan()
    aired["bedroom"].window_open = True
    for room in (rooms["bedroom"], aired["bedroom"]):
        room.co2_ppm = 2500.0
    for _ in range(60):
        exchange(rooms, NIGHT, TEN_S)
        exchange(aired, NIGHT, TEN_S)
    assert aired["bedroom"].co2_ppm < 0.6 * rooms["bedroom"].co2_ppm
    assert aired["bedroom"].temperature_c < rooms["bedroom"].temperature_c


def test_curtains_keep_sun_and_light_out() -> None:
    noon = sky_at(7, datetime(2026, 6, 21, 12))  # noqa: DTZ001
    open_, drawn = plan(), plan()
    drawn["living"].curtain_open = 0.0
    sunny, shaded = exchange(open_, noon, TEN_S), exchange(drawn, noon, TEN_S)
    assert shaded.gained_j < sunny.gained_j
    assert drawn["living"].light_lx < 0.1 * open_["living"].light_lx


@given(st.floats(0, 2000), st.floats(-20, 40))
def test_air_never_holds_more_water_than_it_can(vapour_g: float, outdoors: float) -> None:
    rooms = plan()
    rooms["bathroom"].gains.vapour_g = vapour_g
    exchange(rooms, replace(NIGHT, temperature_c=outdoors), TEN_S)
    assert 0 < rooms["bathroom"].humidity_pct <= 100
