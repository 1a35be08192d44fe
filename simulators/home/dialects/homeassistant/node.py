"""A self-describing device: its entities, the topics it tells on, the topics it listens on."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from simulators.home.dialects.dialect import Orders, State

Discovery = Literal["device", "component"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One component of a device; `config` has full key names and topics that begin with `~/`."""

    component: str
    object_id: str
    config: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A topic (after `~/`) that carries these keys of the state."""

    topic: str
    keys: Sequence[str]
    show: Callable[[State], Any]
    retain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A topic (after `~/`) and what a payload there asks of the device. May raise ValueError, TypeError or KeyError."""

    topic: str
    orders: Callable[[str], Orders]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A product. `discovery` and `abbreviated` say in which of the allowed forms it describes itself."""

    manufacturer: str
    model: str
    entities: Sequence[Entity]
    told: Sequence[Told]
    heard: Sequence[Heard] = ()
    discovery: Discovery = "device"
    abbreviated: bool = False
    tilde: bool = True
    own_availability: bool = True
    json_availability: bool = False
    event_topic: str = ""
    versions: Mapping[str, str] = field(default_factory=lambda: {"sw_version": "1.4.2", "hw_version": "B"})


def object_payload(show: Callable[[State], Mapping[str, Any]]) -> Callable[[State], str]:
    """A JSON object as payload."""
    return lambda state: json.dumps(show(state), ensure_ascii=False, separators=(",", ":"))


def keys_payload(names: Mapping[str, str]) -> Callable[[State], str]:
    """A JSON object with wire names for some keys of the state."""
    return object_payload(lambda state: {wire: state[key] for wire, key in names.items()})


def word(key: str) -> Callable[[State], Any]:
    """The value itself."""
    return lambda state: state[key]


def on_off(key: str) -> Callable[[State], Any]:
    """`ON` or `OFF`."""
    return lambda state: "ON" if state[key] is True else "OFF"


def ask_on_off(key: str) -> Callable[[str], Orders]:
    """`ON` or `OFF`, other words go to the device as they are (and are ignored there)."""
    words = {"ON": True, "OFF": False}
    return lambda payload: [(key, words.get(payload, payload))]


def ask_number(key: str) -> Callable[[str], Orders]:
    """A decimal number."""
    return lambda payload: [(key, float(payload))]


def ask_word(key: str) -> Callable[[str], Orders]:
    """A word."""
    return lambda payload: [(key, payload)]


def ask_words(key: str, words: Mapping[str, Any]) -> Callable[[str], Orders]:
    """A word with a meaning of the device's own."""
    return lambda payload: [(key, words.get(payload, payload))]


def entity(component: str, object_id: str, **config: Any) -> Entity:
    """One component."""
    return Entity(component=component, object_id=object_id, config=config)


def sensor(
    object_id: str, template: str, unit: str, device_class: str | None, topic: str = "~/state", **more: Any
) -> Entity:
    """A measured value, read from the state topic by a template."""
    config = {
        "name": object_id.replace("_", " ").capitalize(),
        "state_topic": topic,
        "value_template": template,
        "unit_of_measurement": unit,
        "state_class": "measurement",
        **more,
    }
    return Entity(
        component="sensor",
        object_id=object_id,
        config=config | ({"device_class": device_class} if device_class else {}),
    )


def battery(template: str = "{{ value_json.battery }}") -> Entity:
    """What is left in the cell."""
    return sensor("battery", template, "%", "battery", entity_category="diagnostic")
