"""What is written comes back the same, and no input raises."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.mqtt.dialect import Encoded, Message
from adapters.mqtt.homeassistant import HomeAssistantDialect
from adapters.mqtt.homeassistant.abbreviation import KEYS
from adapters.mqtt.homeassistant.component import COMPONENTS
from schemas.commands import InvokeCommand, SetProperties
from schemas.mappings.homeassistant import COMMANDS, DEVICE_TYPES, EVENTS, ROWS, index
from schemas.outcomes import Refused
from tests.adapters.mqtt.homeassistant.discovered import REGISTRY, Discovered


def test_every_row_names_something_of_the_schema() -> None:
    for row in ROWS:
        REGISTRY.spec(row.capability, row.name)
    for row in COMMANDS:
        REGISTRY.command(row.capability, row.name)
    for row in EVENTS:
        REGISTRY.event(row.capability, row.name)
    for _component, _sign, device_type in DEVICE_TYPES:
        REGISTRY.device_type(device_type)


@pytest.mark.parametrize("table", [ROWS, COMMANDS, EVENTS])
def test_no_key_stands_twice(table: Any) -> None:
    assert len(index(table)) == len(table)


def test_every_component_of_a_row_exists() -> None:
    assert {row.source.component for row in (*ROWS, *COMMANDS, *EVENTS)} <= set(COMPONENTS)


ECHO = {"state_topic": "t", "command_topic": "t"}


def echo(home: Discovered, path: str, value: Any) -> Any:
    """Write a value, and let the device report the very message that it was sent."""
    at = home.paths.index(path)
    answer = home.dialect.encode(SetProperties(id="c", device=home.device.key, changes=((at, value),)))
    assert isinstance(answer, Encoded)
    return home.state(answer.messages[0].topic, answer.messages[0].payload)[path]


@given(st.integers(0, 254))
def test_level_of_a_light(level: int) -> None:
    config = {**ECHO, "schema": "json", "brightness": True, "brightness_scale": 254}
    home = Discovered(("light", config))
    value = level * 100 / 254
    assert echo(home, "1/levelControl/currentLevel", value) == pytest.approx(value)


@given(st.integers(153, 500))
def test_colour_temperature(mired: int) -> None:
    config = {**ECHO, "schema": "json", "supported_color_modes": ["color_temp"]}
    home = Discovered(("light", config))
    kelvin = round(1_000_000 / mired)
    assert abs(echo(home, "1/colorControl/colorTemperature", kelvin) - kelvin) <= kelvin**2 / 2_000_000 + 1


@given(st.floats(5, 30))
def test_fahrenheit(celsius: float) -> None:
    config = {"temperature_state_topic": "t", "temperature_command_topic": "t", "temperature_unit": "F"}
    home = Discovered(("climate", {**config, "min_temp": 41, "max_temp": 90}))
    assert echo(home, "1/thermostat/heatingSetpoint", celsius) == pytest.approx(celsius, abs=1e-3)


@given(st.sampled_from(["off", "auto", "cool", "heat", "dry", "fanOnly"]))
def test_modes(mode: str) -> None:
    home = Discovered(("climate", {"mode_state_topic": "t", "mode_command_topic": "t"}))
    assert echo(home, "1/thermostat/systemMode", mode) == mode


@given(st.booleans())
def test_switch(value: bool) -> None:
    assert echo(Discovered(("switch", ECHO)), "1/onOff/onOff", value) is value


_LEAF = st.sampled_from(
    [
        *(
            None,
            True,
            False,
            0,
            1,
            -1,
            3.5,
            1e308,
            "",
            "x",
            "~",
            "s/1",
            "c/1",
            "{{ value }}",
            "{{ value_json.a }}",
            "{{",
        ),
        *("json", "basic", "template", "receiver", "all", "any", "password", "ON", "C", "F", "\0", "+", "#", "a/#"),
    ]
)
_JUNK = st.recursive(
    _LEAF,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner, max_size=2),
    max_leaves=4,
)
_CONFIG = st.dictionaries(
    st.sampled_from([*sorted(set(KEYS.values())), "min", "max", "schema", "name"]), _JUNK, max_size=14
)
_TOPICS = st.fixed_dictionaries({}, optional={"state_topic": st.just("s/1"), "command_topic": st.just("c/1")})
_DEVICE = st.sampled_from([{"identifiers": ["a"]}, {"ids": "b"}, {"cns": [["mac", "x"]]}, 5, None, {}])


@settings(max_examples=250, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([*COMPONENTS, "device", "odd"]), _CONFIG, _TOPICS, _DEVICE), max_size=5),
    st.lists(_JUNK | st.dictionaries(st.sampled_from(["state", "a", "color", "event_type"]), _JUNK), max_size=4),
    _JUNK,
)
def test_no_description_state_or_command_raises(described: list[Any], states: list[Any], wanted: Any) -> None:
    dialect = HomeAssistantDialect(REGISTRY)
    for number, (component, config, topics, device) in enumerate(described):
        full = {**config, **topics, "device": device, "unique_id": f"u{number}"}
        whole = (
            {"components": {"x": {"platform": "light", **full}}, "device": device} if component == "device" else full
        )
        _feed(dialect, f"homeassistant/{component}/n{number}/config", json.dumps(whole).encode())
    for state in states:
        _feed(dialect, "s/1", json.dumps(state).encode())
        _feed(dialect, "s/1", str(state).encode(errors="replace"))
    for bound in list(dialect.devices()):
        key = bound.description.key
        for at in range(len(bound.description.properties)):
            answer = dialect.encode(SetProperties(id="c", device=key, changes=((at, wanted),)))
            assert isinstance(answer, Encoded | Refused)
        for one in bound.description.commands:
            arguments = tuple((name, wanted) for name in one.arguments)
            called = InvokeCommand(
                id="c",
                device=key,
                endpoint=one.endpoint,
                capability=one.capability,
                command=one.name,
                arguments=arguments,
            )
            assert isinstance(dialect.encode(called), Encoded | Refused)


def _feed(dialect: HomeAssistantDialect, topic: str, payload: bytes) -> None:
    for _ in dialect.feed(Message(topic, payload, retained=False, arrived_ns=0)) or ():
        pass


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise(payload: bytes) -> None:
    home = Discovered(("light", {**ECHO, "schema": "json", "brightness": True}))
    home.feed("homeassistant/light/dev-1/light/config", payload)
    home.feed("t", payload)
