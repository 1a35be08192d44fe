"""The load: 200 devices with five properties each, announced by Home Assistant discovery, one value a message."""

import json
from collections.abc import Iterator

DEVICES = 200
PROPERTIES = 5
PREFIX = "bench"
PAD = "x" * 110  # payloads of about 150 bytes


def discovery() -> Iterator[tuple[str, bytes]]:
    """Retained messages that describe the home."""
    for device in range(DEVICES):
        for number in range(PROPERTIES):
            unique = f"bench_{device}_{number}"
            config = {
                "unique_id": unique,
                "name": f"Temperature {number}",
                "state_topic": f"{PREFIX}/{device}/{number}",
                "value_template": "{{ value_json.value }}",
                "device_class": "temperature",
                "unit_of_measurement": "°C",
                "device": {"identifiers": [f"bench-{device}"], "name": f"Sensor {device}"},
            }
            yield f"homeassistant/sensor/{unique}/config", json.dumps(config).encode()


def message(sequence: int) -> tuple[str, bytes]:
    """Return the n-th value: each property in turn, each time another value."""
    place, turn = sequence % (DEVICES * PROPERTIES), sequence // (DEVICES * PROPERTIES)
    value = 15 + (turn * 7 + place) % 150 / 10
    return f"{PREFIX}/{place // PROPERTIES}/{place % PROPERTIES}", b'{"value":%.1f,"pad":"%s"}' % (value, PAD.encode())
