from schemas.vocabulary import Hazard
from tests.adapters.mqtt.homeassistant.discovered import Discovered


def test_cover_with_a_position() -> None:
    config = {
        "command_topic": "c",
        "state_topic": "s",
        "position_topic": "p",
        "set_position_topic": "sp",
        "set_position_template": '{"pos": {{ position }}}',
        "position_open": 0,
        "position_closed": 200,
        "tilt_status_topic": "t",
        "tilt_command_topic": "tc",
        "payload_stop": None,
    }
    home = Discovered(("cover", config))
    assert home.state("p", "50") == {"1/windowCovering/currentPosition": 75}
    assert home.set(windowCovering__targetPosition=75) == [("sp", '{"pos": 50}')]
    assert home.invoke("windowCovering", "goToLift", position=75) == [("sp", '{"pos": 50}')]
    assert home.state("s", "opening") == {"1/windowCovering/operationalStatus": "opening"}
    assert home.state("s", "open") == {"1/windowCovering/operationalStatus": "stopped"}
    assert home.state("t", "30") == {"1/windowCovering/currentTilt": 30}
    assert home.invoke("windowCovering", "open") == [("c", "OPEN")]
    assert home.invoke("windowCovering", "stop") == "unknown-command"


def test_cover_without_a_position_keeps_whether_it_is_open() -> None:
    home = Discovered(("cover", {"command_topic": "c", "state_topic": "s", "object_id": "blind"}))
    assert home.state("s", "closed") == {"1/vendor/homeassistant.blind": "closed"}


def test_garage_door_is_a_closure() -> None:
    home = Discovered(("cover", {"device_class": "garage", "command_topic": "c", "state_topic": "s"}))
    assert home.state("s", "open") == {"1/closureControl/currentPosition": "fullyOpened"}
    assert home.device.endpoints[0].device_type == "garageDoor"
    moving = Discovered(("cover", {"device_class": "gate", "position_topic": "p", "set_position_topic": "sp"}))
    assert moving.state("p", "10") == {"1/closureControl/position": 10}
    assert moving.invoke("closureControl", "moveTo", position=90) == [("sp", "90")]


def test_valve_and_its_hazards() -> None:
    home = Discovered(("valve", {"command_topic": "c", "state_topic": "s", "device_class": "water"}))
    assert home.state("s", '{"state": "opening"}') == {"1/valveControl/currentState": "transitioning"}
    assert home.invoke("valveControl", "open") == [("c", "OPEN")]
    hazards = {command.name: command.hazards for command in home.device.commands}
    assert Hazard.WATER in hazards["open"]


def test_valve_with_a_position() -> None:
    home = Discovered(("valve", {"command_topic": "c", "state_topic": "s", "reports_position": True}))
    assert home.state("s", "40") == {"1/valveControl/currentLevel": 40}
    assert home.state("s", '{"position": 60, "state": "opening"}') == {"1/valveControl/currentLevel": 60}
    assert home.state("s", "opening") == {}
    assert home.set(valveControl__targetLevel=25) == [("c", "25")]


def test_lock_takes_a_code() -> None:
    config = {"command_topic": "c", "state_topic": "s", "code_format": "^\\d{4}$"}
    home = Discovered(("lock", {**config, "command_template": '{"do": "{{ value }}", "code": "{{ code }}"}'}))
    assert home.state("s", "LOCKED") == {"1/doorLock/lockState": "locked"}
    assert home.state("s", "JAMMED") == {"1/doorLock/lockState": "notFullyLocked"}
    assert home.invoke("doorLock", "unlockDoor", pinCode="1234") == [("c", '{"do": "UNLOCK", "code": "1234"}')]
    assert home.invoke("doorLock", "unlockDoor", other="1") == "unknown-argument"
    assert all(Hazard.SECURITY in command.hazards for command in home.device.commands)


def test_alarm_control_panel() -> None:
    config = {"command_topic": "c", "state_topic": "s", "code": "REMOTE_CODE"}
    home = Discovered(("alarm_control_panel", config))
    assert home.state("s", "armed_away") == {"1/securitySystem/armState": "armedAway"}
    assert home.invoke("securitySystem", "arm", mode="armedNight") == [("c", "ARM_NIGHT")]
    assert home.invoke("securitySystem", "arm", mode="sideways") == "bad-value"
    assert home.invoke("securitySystem", "disarm", code="1") == [("c", "DISARM")]


def test_vacuum() -> None:
    config = {
        "command_topic": "c",
        "state_topic": "s",
        "set_fan_speed_topic": "f",
        "fan_speed_list": ["min", "max"],
        "send_command_topic": "sc",
        "supported_features": ["start", "pause", "return_home", "fan_speed"],
    }
    home = Discovered(("vacuum", config))
    report = home.state("s", '{"state": "returning", "battery_level": 61, "fan_speed": "max"}')
    assert report == {
        "1/robotVacuum/operationalState": "seekingCharger",
        "1/powerSource/batteryLevel": 61,
        "1/vendor/homeassistant.vacuum_fan_speed": "max",
    }
    assert home.invoke("robotVacuum", "goHome") == [("c", "return_to_base")]
    assert home.invoke("robotVacuum", "stop") == "unknown-command"
    assert home.set(vendor__homeassistant_vacuum_fan_speed="min") == [("f", "min")]
    assert home.invoke("vendor", "homeassistant.vacuum_send_command", command="spin") == [("sc", "spin")]


def test_lawn_mower() -> None:
    config = {"activity_state_topic": "s", "dock_command_topic": "d", "start_mowing_command_topic": "m"}
    home = Discovered(("lawn_mower", {**config, "dock_command_template": '{"do": "{{ value }}"}'}))
    assert home.state("s", "mowing") == {"1/robotVacuum/operationalState": "running"}
    assert home.invoke("robotVacuum", "start") == [("m", "start_mowing")]
    assert home.invoke("robotVacuum", "goHome") == [("d", '{"do": "dock"}')]


def test_siren() -> None:
    config = {"command_topic": "c", "state_topic": "s", "available_tones": ["ping", "siren"]}
    home = Discovered(("siren", config))
    assert home.state("s", '{"state": "ON"}') == {"1/warningDevice/alarmActive": True}
    assert home.invoke("warningDevice", "start", tone="ping", duration=5) == [
        ("c", '{"state":"ON","tone":"ping","duration":5}')
    ]
    assert home.invoke("warningDevice", "stop") == [("c", "OFF")]
    templated = Discovered(
        ("siren", {**config, "command_template": "on:{{ tone | default('x') }}", "command_off_template": "quiet"})
    )
    assert templated.invoke("warningDevice", "start", tone="ping") == [("c", "on:ping")]
    assert templated.set(warningDevice__alarmActive=False) == [("c", "quiet")]
