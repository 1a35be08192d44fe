from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulators.home.catalogue import entries
from simulators.home.devices.closure import Lock
from simulators.home.devices.device import Choice, Device, Flag, Number, Place, Text
from simulators.home.devices.light import Light
from simulators.home.home import Home
from simulators.home.randomness import stream

NOON = datetime(2026, 11, 25, 12, 30)  # noqa: DTZ001 - nobody at home, nothing stirs
ON, OFF = True, False


@pytest.fixture
def lived() -> Home:
    return Home(entries(38), seed=7, start=NOON)


def step_until(lived: Home, done: Callable[[], bool], limit_s: int = 120) -> int:
    for step in range(limit_s):
        if done():
            return step
        lived.step()
    pytest.fail("it never happened")


@given(st.integers() | st.floats() | st.booleans() | st.none() | st.text(max_size=3))
def test_a_number_is_in_range_and_on_its_grid_or_not_taken(value: object) -> None:
    taken = Number(minimum=5, maximum=30, step=0.5).accept(value)
    assert taken is None or (5 <= float(taken) <= 30 and float(taken) * 2 == round(float(taken) * 2))


def test_limits_take_only_their_own_kind() -> None:
    assert Number(minimum=0, maximum=254).accept(12.4) == 12
    assert Number(minimum=0, maximum=254).accept(value=True) is None
    assert Choice(options=("a",)).accept("b") is None
    assert Flag().accept(1) is None
    assert Text(longest=2).accept("abc") is None


def test_a_curtain_takes_its_time_and_reports_on_the_way(lived: Home) -> None:
    curtain = lived.device("bedroom_curtain")
    lived.step()
    curtain.order("move", "open")
    assert curtain.state["motion"] == "opening"
    seen = set()

    def arrived() -> bool:
        seen.add(curtain.state["position_pct"])
        return curtain.state["position_pct"] == 100 and curtain.state["motion"] == "stopped"

    assert 15 <= step_until(lived, arrived) <= 25
    assert len(seen) >= 4


def test_a_curtain_stops_where_it_is(lived: Home) -> None:
    curtain = lived.device("bedroom_curtain")
    curtain.order("position_pct", 100)
    for _ in range(9):
        lived.step()
    curtain.order("move", "stop")
    for _ in range(5):
        lived.step()
    assert 30 < curtain.number("position_pct") < 70
    assert curtain.state["motion"] == "stopped"


def test_a_lock_turns_for_a_while(lived: Home) -> None:
    lock = lived.device("door_lock")
    lock.order("locked", OFF)
    assert lock.state["bolt"] == "unlocking"
    assert step_until(lived, lambda: lock.state["bolt"] in ("unlocked", "jammed")) <= 5


def test_locks_jam_about_as_often_as_declared(lived: Home) -> None:
    lock = Lock(Place(name="l", zh="锁", room="hall"), stream(3, "lock"))
    scene = lived._scene(NOON)
    jams = 0
    for turn in range(2000):
        lock.order("locked", turn % 2 == 0)
        while lock.state["bolt"] in ("locking", "unlocking"):
            scene.t_s += 1
            lock.step(scene)
        jams += lock.state["bolt"] == "jammed"
    assert 20 <= jams <= 65


def test_a_jammed_lock_can_be_turned_again(lived: Home) -> None:
    lock = lived.device("door_lock")
    lock.state["bolt"] = "jammed"
    lock.order("locked", ON)
    assert step_until(lived, lambda: lock.state["bolt"] == "locked") <= 5


def light(*, colour: bool = True) -> Light:
    return Light(
        Place(name="l", zh="灯", room="study"), stream(1, "device"), full_w=9, mireds=(153, 500), colour=colour
    )


def test_level_zero_is_off_and_keeps_the_level() -> None:
    lamp = light()
    lamp.order("level", 120)
    assert (lamp.state["on"], lamp.state["level"]) == (True, 120)
    lamp.order("level", 0)
    assert (lamp.state["on"], lamp.state["level"]) == (False, 120)


def test_colour_and_white_exclude_each_other() -> None:
    lamp = light()
    lamp.order("hue", 240)
    assert lamp.state["mode"] == "colour"
    lamp.order("mireds", 300)
    assert lamp.state["mode"] == "white"
    assert not light(colour=False).order("hue", 240)


def test_a_plug_that_is_off_draws_nothing(lived: Home) -> None:
    plug = lived.device("fridge_plug")
    plug.order("on", OFF)
    for _ in range(10):
        lived.step()
    assert plug.state["power_w"] == 0
    assert plug.draw_w == 0


def test_the_alarm_panel_lets_one_leave(lived: Home) -> None:
    panel = lived.device("alarm_panel")
    lived.step()
    panel.order("arm", "arm_night")
    assert panel.state["status"] == "arming"
    assert 25 <= step_until(lived, lambda: panel.state["status"] == "armed_night") <= 35
    panel.order("arm", "disarm")
    assert panel.state["status"] == "disarmed"


def test_a_siren_falls_silent_by_itself(lived: Home) -> None:
    siren = lived.device("hall_siren")
    siren.order("duration_s", 20)
    siren.order("on", ON)
    assert 15 <= step_until(lived, lambda: siren.state["on"] is False) <= 25


def test_a_gas_valve_that_smells_gas_does_not_open(lived: Home) -> None:
    valve = lived.device("gas_valve")
    valve.state |= {"gas": True, "gas_lel_pct": 14.0}
    valve.order("open", ON)
    assert valve.state["valve"] == "closed"
    valve.state |= {"gas": False, "gas_lel_pct": 0.0}
    valve.order("open", ON)
    step_until(lived, lambda: valve.state["valve"] == "open")


def test_the_thermostat_closes_its_valve_when_it_is_warm(lived: Home) -> None:
    thermostat = lived.device("bedroom_radiator")
    thermostat.order("target_c", 30)
    step_until(lived, lambda: thermostat.state["demand_pct"] == 100)
    thermostat.order("target_c", 5)
    step_until(lived, lambda: thermostat.state["demand_pct"] == 0)


def test_hot_water_cools_when_it_is_used_and_is_heated_again(lived: Home) -> None:
    heater = lived.device("water_heater")
    heater.order("mode", "off")
    lived.step()
    cold = heater.number("water_c")
    heater.order("mode", "electric")
    heater.order("target_c", 75)
    step_until(lived, lambda: heater.number("water_c") > cold + 1, limit_s=1200)
    assert heater.draw_w > 1900


def test_the_intercom_chimes_when_told_to(lived: Home) -> None:
    intercom = lived.device("intercom")
    assert intercom.order("chime", ON)
    assert intercom.events == ["press"]
    assert "chime" not in intercom.state


def test_the_agenda_keeps_the_order_of_time() -> None:
    home = Home(entries(1), seed=7, start=NOON)
    device: Device = home.devices[0]
    scene = home._scene(NOON)
    device.later(scene, 3, "on", OFF)
    device.later(scene, 1, "on", ON)
    home.step()
    home.step()
    assert device.state["on"] is True
    home.step()
    home.step()
    assert device.state["on"] is False
