"""How long a command takes from the WebSocket to its MQTT topic, and back as an outcome."""

import asyncio
import time
from dataclasses import dataclass, field

from benchmarks.home import MARKER_NAME, SWITCH_SET_TOPIC, SWITCH_TOPIC
from benchmarks.mqtt import MqttClient
from benchmarks.stage import Core
from benchmarks.stream import StreamReader

PAUSE_S = 0.005  # between two commands: each stands for itself
HOP_TOPIC = "hop/bench"


class RefusedError(Exception):
    """A command had another outcome than confirmed."""


@dataclass(slots=True, kw_only=True)
class Times:
    """Milliseconds of each command."""

    published: list[float] = field(default_factory=list)
    confirmed: list[float] = field(default_factory=list)
    hop: list[float] = field(default_factory=list)  # the bench to itself by the same broker


async def measure_commands(core: Core, port: int, reader: StreamReader, count: int) -> Times:
    """Switch on and off; the bench plays the switch and reports what it was told."""
    times, heard, hopped = Times(), Arrival(), Arrival()

    def switch(_topic: str, payload: bytes) -> None:
        heard.arrive()
        mqtt.publish(SWITCH_TOPIC, payload)

    async with (
        MqttClient(port, (SWITCH_SET_TOPIC,), switch) as mqtt,
        MqttClient(port, (HOP_TOPIC,), lambda *_: hopped.arrive()) as hop,
    ):
        path, device = await _switch(core, reader)
        for number in range(count):
            await _hop(hop, hopped, times)
            await _command(reader, heard, times, {"device": device, "properties": {path: number % 2 == 0}}, number)
            await asyncio.sleep(PAUSE_S)
    return times


class Arrival:
    """When the next message came."""

    def __init__(self) -> None:
        self.at_s = 0.0
        self._there = asyncio.Event()

    def arrive(self) -> None:
        """Note it."""
        self.at_s = time.perf_counter()
        self._there.set()

    async def after_ms(self, began_s: float) -> float:
        """Wait for it; returns how long after `began_s` it came."""
        async with asyncio.timeout(10):
            await self._there.wait()
        self._there.clear()
        return (self.at_s - began_s) * 1000


async def _hop(mqtt: MqttClient, hopped: Arrival, times: Times) -> None:
    began_s = time.perf_counter()
    mqtt.publish(HOP_TOPIC, b"ON")
    times.hop.append(await hopped.after_ms(began_s))


async def _command(reader: StreamReader, heard: Arrival, times: Times, wish: dict[str, object], number: int) -> None:
    began_s = time.perf_counter()
    await reader.send({"type": "set", "id": str(number), **wish})
    times.published.append(await heard.after_ms(began_s))
    await reader.until(lambda: str(number) in reader.outcomes, "the outcome of a command")
    outcome = reader.outcomes.pop(str(number))
    if outcome.get("status") != 200:
        raise RefusedError(f"the switch was not switched: {outcome}")
    times.confirmed.append((outcome["at_s"] - began_s) * 1000)


async def _switch(core: Core, reader: StreamReader) -> tuple[str, str]:
    """Find the path of the switch."""
    assert core.client is not None
    device = reader.id_of(MARKER_NAME)
    found = await core.client.call("GET", f"/devices/{device}")
    path = next(path for path in _paths(found) if path.endswith("/onOff/onOff"))
    return path, device


def _paths(found: object) -> list[str]:
    if isinstance(found, dict):
        own = [found["path"]] if isinstance(found.get("path"), str) else []
        keys = [key for key in found if isinstance(key, str) and key.count("/") == 2]
        return own + keys + [path for value in found.values() for path in _paths(value)]
    return [path for one in found for path in _paths(one)] if isinstance(found, list) else []
