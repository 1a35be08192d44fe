from collections.abc import Callable
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest

from simulators.home.catalogue import DEFAULT_SIZE, Entry, entries
from simulators.home.devices.device import Device, Place
from simulators.home.devices.plug import Meter
from simulators.home.devices.sensor import Thermohygrometer
from simulators.home.home import Home
from simulators.home.resident import Activity

MONDAY_6 = datetime(2026, 11, 23, 6)  # noqa: DTZ001 - the home's own local time
HOUR = 3600


def home(size: int = 38, *, seed: int = 7, start: datetime = MONDAY_6, more: tuple[Entry, ...] = ()) -> Home:
    return Home([*entries(size), *more], seed=seed, start=start)


def run(lived: Home, steps: int, look: Callable[[Home], None] = lambda _: None, every: int = 60) -> Home:
    for step in range(steps):
        lived.step()
        if step % every == 0:
            look(lived)
    return lived


@pytest.fixture(scope="module")
def day() -> list[dict[str, Any]]:
    """Snapshots of a winter's day, one a minute."""
    seen: list[dict[str, Any]] = []
    run(home(), 20 * HOUR, lambda lived: seen.append(lived.snapshot()))
    return seen


def test_the_default_home_has_both_dialects_in_about_equal_shares() -> None:
    dialects = [entry.dialect for entry in entries(DEFAULT_SIZE)]
    assert abs(dialects.count("zigbee2mqtt") - dialects.count("homeassistant")) <= 2


@pytest.mark.parametrize("size", [1, 2, 10, 38, 60])
def test_a_home_of_any_size_has_so_many_devices_with_names_of_their_own(size: int) -> None:
    names = [device.name for device in home(size).devices]
    assert len(set(names)) == len(names) == size


def test_the_same_seed_gives_the_same_trace() -> None:
    assert run(home(), HOUR).snapshot() == run(home(), HOUR).snapshot()


def test_another_seed_gives_another_trace() -> None:
    assert run(home(), 600).snapshot() != run(home(seed=8), 600).snapshot()


def test_a_new_device_shifts_no_other() -> None:
    newcomer = Entry(
        place=Place(name="newcomer", zh="新", room="bedroom"),
        dialect="zigbee2mqtt",
        model="thermohygrometer",
        make=Thermohygrometer,
    )
    before, after = run(home(), 2 * HOUR).snapshot(), run(home(more=(newcomer,)), 2 * HOUR).snapshot()
    assert after["devices"].pop("newcomer")
    assert after == before


def test_a_missing_device_shifts_no_strangers_stream() -> None:
    def draws(lived: Home) -> dict[str, float]:
        return {device.name: device.rng.random() for device in lived.devices}

    few, many = draws(home(12)), draws(home(38))
    assert few == {name: many[name] for name in few}


def test_an_order_to_one_device_leaves_the_streams_of_the_others() -> None:
    ordered = home()
    ordered.device("door_lock").order("locked", False)  # noqa: FBT003
    states = run(ordered, 60).snapshot()["devices"]
    untouched = run(home(), 60).snapshot()["devices"]
    assert states.pop("door_lock")["bolt"] != untouched.pop("door_lock")["bolt"]
    assert states == untouched


def test_the_meter_counts_what_the_devices_drew() -> None:
    lived = home()
    meter = lived.device("power_meter")
    assert isinstance(meter, Meter)
    before, drawn = meter.energy_j, 0.0
    for _ in range(HOUR):
        lived.step()
        drawn += sum(device.draw_w for device in lived.devices) + Meter.BASE_W
    assert meter.energy_j - before == pytest.approx(drawn, abs=1.0)


def values(day: list[dict[str, Any]], device: str, key: str) -> list[Any]:
    return [minute["devices"][device][key] for minute in day]


def test_rooms_stay_habitable(day: list[dict[str, Any]]) -> None:
    for minute in day:
        for name, air in minute["rooms"].items():
            assert (-15 if name == "balcony" else 12) < air["temperature_c"] < 33
            assert 8 <= air["humidity_pct"] <= 100
            assert 400 < air["co2_ppm"] < 5000
            assert 0 <= air["dust_ug_m3"] < 600


def test_loads_look_like_the_things_they_are(day: list[dict[str, Any]]) -> None:
    fridge = values(day, "fridge_plug", "power_w")
    cycles = sum(before < 20 <= after for before, after in pairwise(fridge))
    assert 5 <= cycles <= 60
    assert max(values(day, "kettle_plug", "power_w")) > 1700
    assert 60 < max(values(day, "tv_plug", "power_w")) < 135
    daily_kwh = values(day, "fridge_plug", "energy_kwh")[-1] - values(day, "fridge_plug", "energy_kwh")[0]
    assert 0.3 < daily_kwh < 2.5


def test_the_television_runs_when_somebody_watches(day: list[dict[str, Any]]) -> None:
    for minute in day:
        watched = Activity.TV in minute["residents"].values()
        assert watched or minute["devices"]["tv_plug"]["power_w"] < 135
    watching = [m["devices"]["tv_plug"]["power_w"] for m in day if Activity.TV in m["residents"].values()]
    assert sorted(watching)[len(watching) // 2] > 60


def test_energy_only_grows(day: list[dict[str, Any]]) -> None:
    for device in ("power_meter", "fridge_plug", "washer_plug"):
        energy = values(day, device, "energy_kwh")
        assert energy == sorted(energy)


def test_curtains_open_by_day_and_close_by_night(day: list[dict[str, Any]]) -> None:
    noon, late = day[6 * 60], day[17 * 60]
    assert noon["devices"]["living_curtain"]["position_pct"] == 100
    assert late["devices"]["living_curtain"]["position_pct"] == 0


def test_the_door_is_used_when_somebody_leaves(day: list[dict[str, Any]]) -> None:
    assert "unlocked" in values(day, "door_lock", "bolt")
    assert values(day, "door_lock", "bolt").count("locked") > 0.9 * len(day)


def test_the_air_conditioner_cools_a_hot_room() -> None:
    july = run(home(start=datetime(2026, 7, 20, 12)), 1)  # noqa: DTZ001
    conditioner = july.device("study_ac")
    july.rooms["study"].temperature_c = 31.0
    for _ in range(60):
        assert conditioner.order("mode", "cool")  # nobody is there, so somebody or something would switch it off
        run(july, 60)
    assert july.rooms["study"].temperature_c < 27
    assert conditioner.state["action"] in ("cooling", "idle")


@pytest.mark.parametrize("name", [entry.place.name for entry in entries(38)])
def test_a_device_ignores_what_is_no_order_for_it(name: str) -> None:
    device: Device = home().device(name)
    before = dict(device.state)
    for order in [*device.orders, "nonsense"]:
        wrong: tuple[object, ...] = (None, [], {}, "zebra" * 100, 1e12, -1e12, float("nan"))
        for value in wrong:
            assert not device.order(order, value)
    assert device.state == before
