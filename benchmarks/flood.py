"""The flood, a process of its own: states and numbered events at an even pace, however much that is.

`python -m benchmarks.flood --port N --rate 100000 --seconds 15` prints one line of JSON when all is sent. Every event
carries its number and when it was sent (CLOCK_MONOTONIC, which all processes share); the last one is sent last of all.
"""

import argparse
import asyncio
import json
import sys
import time
from typing import Final

from benchmarks.home import STEPS, SensorHome
from benchmarks.mqtt import MqttClient, publication

EVENTS_EACH: Final = 100  # beside so many states
TICK_S: Final = 0.01
BELL_TOPIC: Final = "bench/bell"
HOME: Final = SensorHome()


def bell() -> tuple[str, bytes]:
    """Describe a device that has events only."""
    config = {
        "unique_id": "bench_bell",
        "name": "Bell",
        "state_topic": BELL_TOPIC,
        "event_types": ["rung"],
        "device": {"identifiers": ["bench-bell"], "name": "Bell"},
    }
    return "homeassistant/event/bench_bell/config", json.dumps(config).encode()


def rung(number: int) -> bytes:
    """Write the packet of an event."""
    told = {"event_type": "rung", "number": number, "sent_s": time.monotonic()}
    return publication(BELL_TOPIC, json.dumps(told).encode())


async def flood(port: int, rate: float, seconds: float) -> dict[str, float]:
    """Send as evenly as can be; what is late follows at once."""
    states = [publication(*HOME.message(number)) for number in range(STEPS)]
    sent = events = 0
    async with MqttClient(port) as mqtt:
        began_s = time.monotonic()
        while (now_s := time.monotonic() - began_s) < seconds:
            due = int(rate * (now_s + TICK_S))
            while sent < due:
                end = min(sent + EVENTS_EACH - sent % EVENTS_EACH, due)
                await mqtt.write(b"".join([states[number % STEPS] for number in range(sent, end)]))
                sent = end
                if end % EVENTS_EACH == 0:
                    events += 1
                    await mqtt.write(rung(events))
            await asyncio.sleep(max(began_s + now_s + TICK_S - time.monotonic(), 0))
        took_s = time.monotonic() - began_s
        await mqtt.write(rung(events + 1))
    return {"states": sent, "events": events + 1, "took_s": took_s, "ended_s": began_s + took_s}


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.flood", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--rate", type=float, required=True, help="messages a second")
    parser.add_argument("--seconds", type=float, default=15.0)
    options = parser.parse_args()
    sys.stdout.write(json.dumps(asyncio.run(flood(options.port, options.rate, options.seconds))) + "\n")


if __name__ == "__main__":
    main()
