"""The load: devices with five properties each, announced by Home Assistant discovery, one value a message."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

PROPERTIES: Final = 5  # of one device
PREFIX: Final = "bench"
RAW_PREFIX: Final = "raw"  # topics that only the raw limits listen to
PAD: Final = "x" * 110  # payloads of about 150 bytes
STEPS: Final = 8000  # messages in a row that all carry different values
LOWEST: Final = 10.0  # degrees; the highest is 89.99

MARKER_NAME: Final = "Marker"
SWITCH_TOPIC: Final = f"{PREFIX}/switch"
SWITCH_SET_TOPIC: Final = f"{PREFIX}/switch/set"


def degrees(sequence: int) -> float:
    """Return the value of the n-th message; `STEPS` messages in a row can be told apart by it."""
    return round(LOWEST + sequence % STEPS / 100, 2)


class Load(Protocol):
    """A home that can be described and can change."""

    @property
    def properties(self) -> int:
        """How many properties are loaded."""

    def announcements(self) -> Iterator[tuple[str, bytes]]:
        """Retained messages that describe the home."""

    def message(self, sequence: int) -> tuple[str, bytes]:
        """Return the n-th value: each property in turn, never the value it has."""

    def mark(self, number: int) -> tuple[str, bytes]:
        """Return a message that comes after all that were sent before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SensorHome:
    """Sensors of five temperatures each, and one more device: a number that marks a point, and a switch."""

    devices: int = 200
    prefix: str = PREFIX

    @property
    def properties(self) -> int:
        return self.devices * PROPERTIES

    def announcements(self) -> Iterator[tuple[str, bytes]]:
        for device in range(self.devices):
            about: dict[str, object] = {"identifiers": [f"bench-{device}"], "name": f"Sensor {device}"}
            for number in range(PROPERTIES):
                yield _sensor(f"bench_{device}_{number}", f"{self.prefix}/{device}/{number}", number, about)
        about = {"identifiers": ["bench-marker"], "name": MARKER_NAME}
        yield _sensor("bench_marker", f"{self.prefix}/marker", 0, about)
        yield _switch(about)

    def message(self, sequence: int) -> tuple[str, bytes]:
        place = sequence % self.properties
        payload = b'{"value":%.2f,"pad":"%s"}' % (degrees(sequence), PAD.encode())
        return f"{self.prefix}/{place // PROPERTIES}/{place % PROPERTIES}", payload

    def mark(self, number: int) -> tuple[str, bytes]:
        return f"{self.prefix}/marker", b'{"value":%.2f}' % degrees(number)


def _sensor(unique: str, topic: str, number: int, device: dict[str, object]) -> tuple[str, bytes]:
    config = {
        "unique_id": unique,
        "name": f"Temperature {number}",
        "state_topic": topic,
        "value_template": "{{ value_json.value }}",
        "device_class": "temperature",
        "unit_of_measurement": "°C",
        "device": device,
    }
    return f"homeassistant/sensor/{unique}/config", json.dumps(config).encode()


def _switch(device: dict[str, object]) -> tuple[str, bytes]:
    config = {
        "unique_id": "bench_switch",
        "name": "Switch",
        "state_topic": SWITCH_TOPIC,
        "command_topic": SWITCH_SET_TOPIC,
        "device": device,
    }
    return "homeassistant/switch/bench_switch/config", json.dumps(config).encode()
