"""The same load as Zigbee2MQTT sends it: the full state of a device in each message, one of five values changed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.home import MARKER_NAME, PROPERTIES, degrees

BASE: Final = "zigbee2mqtt"
_SENSORS: Final = (
    ("temperature", "°C", -40, 125),
    ("humidity", "%", 0, 100),
    ("pressure", "hPa", 300, 1200),
    ("battery", "%", 0, 100),
    ("linkquality", "lqi", 0, 255),
)
assert len(_SENSORS) == PROPERTIES


@dataclass(frozen=True, slots=True, kw_only=True)
class ZigbeeHome:
    """Sensors of five values each behind one bridge, and one more that marks a point."""

    devices: int = 200
    base: str = BASE

    @property
    def properties(self) -> int:
        return self.devices * PROPERTIES

    def announcements(self) -> Iterator[tuple[str, bytes]]:
        devices = [_device(number, f"Sensor {number}") for number in range(self.devices)]
        devices.append(_device(self.devices, MARKER_NAME))
        yield f"{self.base}/bridge/state", b'{"state":"online"}'
        yield f"{self.base}/bridge/devices", json.dumps(devices).encode()

    def message(self, sequence: int) -> tuple[str, bytes]:
        return f"{self.base}/Sensor {sequence % self.devices}", _state(degrees(sequence))

    def mark(self, number: int) -> tuple[str, bytes]:
        return f"{self.base}/{MARKER_NAME}", _state(degrees(number))


def _state(temperature: float) -> bytes:
    state = {"temperature": temperature, "humidity": 45.5, "pressure": 1013, "battery": 90, "linkquality": 120}
    return json.dumps(state | {"last_seen": "1970-01-01T00:00:00+00:00"}).encode()


def _device(number: int, name: str) -> dict[str, Any]:
    exposes = [_expose(*sensor) for sensor in _SENSORS]
    definition = {"vendor": "Bench", "model": "BENCH-1", "description": "Sensor", "exposes": exposes, "options": []}
    return {
        "ieee_address": f"0x{number:016x}",
        "type": "EndDevice",
        "network_address": number,
        "supported": True,
        "disabled": False,
        "friendly_name": name,
        "definition": definition,
        "interview_completed": True,
        "interviewing": False,
    }


def _expose(name: str, unit: str, minimum: float, maximum: float) -> dict[str, Any]:
    return {
        "type": "numeric",
        "name": name,
        "label": name.title(),
        "property": name,
        "access": 1,
        "unit": unit,
        "value_min": minimum,
        "value_max": maximum,
    }
