from simulators.home.devices.device import Device, Place
from simulators.home.randomness import stream
from simulators.home.reporting import Reporter


def device(**state: float | bool | str) -> Device:
    return Device(Place(name="d", zh="物", room="hall"), stream(1, "device"), state, {})


def test_at_first_everything_is_due() -> None:
    assert Reporter(device(on=False, power_w=3.0)).due(0) == {"on", "power_w"}


def test_small_changes_stay_home_until_the_time_is_up() -> None:
    plug = device(power_w=100.0)
    reporter = Reporter(plug)
    reporter.told({"power_w"}, 0)
    plug.state["power_w"] = 101.0
    assert reporter.due(290) == set()
    assert reporter.due(300) == {"power_w"}


def test_large_changes_wait_for_the_least_interval_only() -> None:
    plug = device(power_w=100.0)
    reporter = Reporter(plug)
    reporter.told({"power_w"}, 0)
    plug.state["power_w"] = 400.0
    assert reporter.due(9) == set()
    assert reporter.due(19.5) == {"power_w"}


def test_slow_drift_adds_up() -> None:
    sensor = device(temperature_c=20.0)
    reporter = Reporter(sensor)
    reporter.told({"temperature_c"}, 0)
    due_at = []
    for t_s in range(60, 600, 10):
        sensor.state["temperature_c"] = 20.0 + t_s / 2500
        if reporter.due(t_s):
            due_at.append(t_s)
            break
    assert due_at == [250]


def test_what_is_yes_or_no_is_told_at_once() -> None:
    lamp = device(on=False)
    reporter = Reporter(lamp)
    reporter.told({"on"}, 0)
    lamp.state["on"] = True
    assert reporter.due(1) == {"on"}
    reporter.told({"on"}, 1)
    assert reporter.due(2) == set()
