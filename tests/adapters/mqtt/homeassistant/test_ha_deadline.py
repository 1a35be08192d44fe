"""`off_delay` and `expire_after`: time is told, never waited for."""

from adapters.mqtt.dialect import Message
from adapters.mqtt.homeassistant import HomeAssistantDialect
from schemas.updates import FaultReported, PropertiesReported
from tests.adapters.mqtt.homeassistant.discovered import Discovered

SECOND = 1_000_000_000
MOTION = ("binary_sensor", {"device_class": "motion", "state_topic": "m", "off_delay": "30"})


def say(home: Discovered, topic: str, text: str, at_s: int) -> None:
    list(home.dialect.feed(Message(topic, text.encode(), retained=False, arrived_ns=at_s * SECOND)) or ())


def due(dialect: HomeAssistantDialect, at_s: int) -> list[object]:
    reports = [one for one in dialect.due(at_s * SECOND) if isinstance(one, PropertiesReported)]
    return [value for report in reports for _index, value in report.changes]


def test_motion_goes_off_by_itself() -> None:
    home = Discovered(MOTION)
    assert due(home.dialect, 99) == []
    say(home, "m", "ON", 10)
    assert home.dialect.next_due_ns == 40 * SECOND
    assert due(home.dialect, 39) == []
    say(home, "m", "ON", 20)
    assert due(home.dialect, 40) == []
    assert home.dialect.next_due_ns == 50 * SECOND
    assert due(home.dialect, 50) == [False]
    assert due(home.dialect, 99) == []


def test_what_was_told_to_be_off_needs_no_delay() -> None:
    home = Discovered(MOTION)
    say(home, "m", "ON", 10)
    say(home, "m", "OFF", 11)
    assert due(home.dialect, 99) == []


def test_off_is_our_word_for_it() -> None:
    home = Discovered(("binary_sensor", {"device_class": "smoke", "state_topic": "m", "off_delay": 5}))
    say(home, "m", "ON", 0)
    assert due(home.dialect, 5) == ["normal"]


def test_a_value_expires() -> None:
    config = {"device_class": "temperature", "unit_of_measurement": "°C", "state_topic": "t", "expire_after": 600}
    home = Discovered(("sensor", config), ("sensor", {"state_topic": "n", "expire_after": 5, "object_id": "n"}))
    say(home, "t", "21", 0)
    say(home, "n", "x", 0)
    assert due(home.dialect, 5) == [None]
    assert due(home.dialect, 600) == [None]


def test_what_is_gone_is_not_due() -> None:
    home = Discovered(MOTION)
    say(home, "m", "ON", 0)
    home.feed("homeassistant/binary_sensor/dev-1/binary_sensor/config", b"")
    assert due(home.dialect, 99) == []


def test_a_delay_that_is_none_is_a_fault() -> None:
    home = Discovered()
    for bad in (-1, 1e12, "soon", [1]):
        (fault,) = home.feed("homeassistant/sensor/x/config", {"stat_t": "t", "uniq_id": "x", "exp_aft": bad})
        assert isinstance(fault, FaultReported)
        assert fault.code == "bad-config"
