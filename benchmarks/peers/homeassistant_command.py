"""How long a command takes from Home Assistant's WebSocket to its MQTT topic."""

import asyncio
import time

from benchmarks.command import PAUSE_S, Arrival
from benchmarks.mqtt import MqttClient
from benchmarks.peers.homeassistant_stream import FIRST_ID, PeerReader, RefusedError, call


async def peer_commands(port: int, reader: PeerReader, topic: str, numbers: range) -> list[float]:
    """Switch on and off, once a number; the bench plays the switch at `topic`. Gives milliseconds.

    Numbers start even and are never used twice on one stream.
    """
    found, heard = [], Arrival()

    def switch(_topic: str, payload: bytes) -> None:
        heard.arrive()
        mqtt.publish(topic, payload)

    async with MqttClient(port, (f"{topic}/set",), switch) as mqtt:
        for number in numbers:
            found.append(await _command_ms(reader, heard, number))
            await asyncio.sleep(PAUSE_S)
    return found


async def _command_ms(reader: PeerReader, heard: Arrival, number: int) -> float:
    """Send one command and wait for all that comes of it."""
    on, key = number % 2 == 0, str(FIRST_ID + number)
    began_s = time.perf_counter()
    await reader.send(call(number, on=on))
    published_ms = await heard.after_ms(began_s)
    await reader.until(lambda: key in reader.outcomes, "the outcome of a command")
    if not reader.outcomes.pop(key)["success"]:
        raise RefusedError("the switch was not switched")
    await reader.until(lambda: reader.switched == ("on" if on else "off"), "the switch's new state")
    return published_ms
