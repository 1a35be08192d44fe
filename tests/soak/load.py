"""The load, a process of its own: states and events at an even pace.

`python -m tests.soak.load --port N --rate 500 --seconds 3600` prints a line of JSON when all is sent.
"""

import argparse
import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from typing import Final

from benchmarks.home import SensorHome
from benchmarks.mqtt import MqttClient
from benchmarks.zigbee import ZigbeeHome

SENSORS: Final = SensorHome(devices=200)
ZIGBEE: Final = ZigbeeHome(devices=20)
EVENT_TOPIC: Final = "soak/bell"
METER_TOPIC: Final = "soak/meter"
EVENTS_EACH: Final = 100  # one message in so many is an event
ZIGBEE_EACH: Final = 5  # one in so many goes to the adapter in its own process
METER_EACH: Final = 500  # one in so many is what the contract reads
STEP_KWH: Final = 0.0001


def descriptions() -> Iterator[tuple[str, bytes]]:
    """Give what describes the homes, a bell that has events only, and a meter."""
    yield from SENSORS.announcements()
    yield from ZIGBEE.announcements()
    bell = {
        "unique_id": "soak_bell",
        "name": "Bell",
        "state_topic": EVENT_TOPIC,
        "event_types": ["rung"],
        "device": {"identifiers": ["soak-bell"], "name": "Bell"},
    }
    yield "homeassistant/event/soak_bell/config", json.dumps(bell).encode()
    meter = {
        "unique_id": "soak_meter",
        "name": "Energy",
        "state_topic": METER_TOPIC,
        "device_class": "energy",
        "state_class": "total_increasing",
        "unit_of_measurement": "kWh",
        "device": {"identifiers": ["soak-meter"], "name": "Meter"},
    }
    yield "homeassistant/sensor/soak_meter/config", json.dumps(meter).encode()


def first_values() -> Iterator[tuple[str, bytes]]:
    """Give every property a value, another than its next."""
    yield from map(SENSORS.message, range(-SENSORS.properties, 0))
    yield from map(ZIGBEE.message, range(-ZIGBEE.devices, 0))
    yield METER_TOPIC, b"0"


def messages() -> Iterator[tuple[str, str, bytes]]:
    """Give kind, topic and payload without end; every message changes something."""
    counts: Counter[str] = Counter()
    number = 0
    while True:
        number += 1
        kind = _kind(number)
        counts[kind] += 1
        yield kind, *_message(kind, counts[kind])


def _kind(number: int) -> str:
    if number % METER_EACH == 0:
        return "meter"
    if number % EVENTS_EACH == 0:
        return "events"
    return "zigbee" if number % ZIGBEE_EACH == 0 else "sensors"


def _message(kind: str, count: int) -> tuple[str, bytes]:
    match kind:
        case "meter":
            return METER_TOPIC, f"{count * STEP_KWH:.4f}".encode()
        case "events":
            return EVENT_TOPIC, json.dumps({"event_type": "rung", "number": count}).encode()
        case "zigbee":
            return ZIGBEE.message(count)
        case _:
            return SENSORS.message(count)


async def run(port: int, rate: float, seconds: float) -> dict[str, int]:
    """Publish and tell how many of each kind."""
    async with MqttClient(port) as mqtt:
        counts = await _publish(mqtt, rate, seconds)
        await mqtt.writer.drain()
        return counts


async def _publish(mqtt: MqttClient, rate: float, seconds: float) -> dict[str, int]:
    counts: Counter[str] = Counter()
    source, began_s = messages(), time.monotonic()
    for number in range(int(rate * seconds)):
        if (ahead_s := began_s + number / rate - time.monotonic()) > 0:
            await asyncio.sleep(ahead_s)
        kind, topic, payload = next(source)
        counts[kind] += 1
        mqtt.publish(topic, payload)
    return dict(counts)


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.soak.load", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--rate", type=float, default=500.0, help="messages a second")
    parser.add_argument("--seconds", type=float, default=3600.0)
    options = parser.parse_args()
    counts = asyncio.run(run(options.port, options.rate, options.seconds))
    sys.stdout.write(json.dumps({"sent": counts}) + "\n")


if __name__ == "__main__":
    main()
