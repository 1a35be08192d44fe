"""The client of Home Assistant's WebSocket: what its own frontend subscribes to, and the load as it is told to it."""

import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Final

import aiohttp

from benchmarks.home import SWITCH_TOPIC, SensorHome
from benchmarks.stream import Opener, StreamReader

MARKER: Final = "sensor.marker_temperature_0"
SWITCH: Final = "switch.marker_switch"
SENSORS: Final = "sensor.sensor_"
FIRST_ID: Final = 10  # of a command; smaller ones open the stream
NO_VALUE: Final = frozenset({"unknown", "unavailable"})


class RefusedError(Exception):
    """Home Assistant did not let us in, or refused a command."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerHome:
    """The same home on topics of its own, so that each of those that run hears only what is meant for it."""

    sensors: SensorHome

    @property
    def discovery_prefix(self) -> str:
        """Where it is announced."""
        return f"{self.sensors.prefix}home"

    @property
    def switch_topic(self) -> str:
        """The state of its switch; the commands come one level below, on `set`."""
        return f"{self.sensors.prefix}/switch"

    @property
    def properties(self) -> int:
        return self.sensors.properties

    def announcements(self) -> Iterator[tuple[str, bytes]]:
        ours, theirs = f'"{SWITCH_TOPIC}'.encode(), f'"{self.switch_topic}'.encode()
        for topic, payload in self.sensors.announcements():
            yield topic.replace("homeassistant/", f"{self.discovery_prefix}/", 1), payload.replace(ours, theirs)

    def message(self, sequence: int) -> tuple[str, bytes]:
        return self.sensors.message(sequence)

    def mark(self, number: int) -> tuple[str, bytes]:
        return self.sensors.mark(number)


def peer_home(devices: int = 200, prefix: str = "peer") -> PeerHome:
    """Return a home of that many devices."""
    return PeerHome(sensors=SensorHome(devices=devices, prefix=prefix))


def opener(session: aiohttp.ClientSession, url: str, token: str) -> Opener:
    """Return what opens one stream: signed in, messages coalesced as its own frontend asks, subscribed."""

    @asynccontextmanager
    async def opened() -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
        async with session.ws_connect(url, max_msg_size=0) as socket:
            await _sign_in(socket, token)
            await socket.send_json({"id": 1, "type": "supported_features", "features": {"coalesce_messages": 1}})
            await socket.send_json({"id": 2, "type": "subscribe_entities"})
            yield socket

    return opened


async def _sign_in(socket: aiohttp.ClientWebSocketResponse, token: str) -> None:
    await socket.receive_json()  # auth_required
    await socket.send_json({"type": "auth", "access_token": token})
    answer = await socket.receive_json()
    if answer["type"] != "auth_ok":
        raise RefusedError(f"Home Assistant answered {answer}")


class PeerReader(StreamReader):
    """Counts changed states as `StreamReader` counts changed values."""

    def __init__(self, opened: Opener) -> None:
        super().__init__(opened)
        self.known: set[str] = set()  # sensors that are there
        self.valued: set[str] = set()  # sensors that had a value
        self.switched = ""

    def _take(self, frame: Any) -> None:
        if isinstance(frame, list):
            for one in frame:
                self._take(one)
        elif frame["type"] == "result":
            self.outcomes[str(frame["id"])] = frame | {"at_s": time.perf_counter()}
        elif frame["type"] == "event":
            for entity, state in states(frame["event"]):
                self._state(entity, state)

    def _state(self, entity: str, state: str) -> None:
        if entity == SWITCH:
            self.switched = state
        elif entity == MARKER:
            self.mark = max(self.mark, 0.0 if state in NO_VALUE else float(state))
        elif entity.startswith(SENSORS):
            self.known.add(entity)
            if state not in NO_VALUE:
                self._value(entity, float(state))

    def _value(self, entity: str, value: float) -> None:
        self.valued.add(entity)
        self.changed += 1
        if self.on_value is not None:
            self.on_value(value)


def states(event: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Give the states that an event brings; changes of mere attributes have none."""
    for entity, whole in event.get("a", {}).items():
        yield entity, whole["s"]
    for entity, change in event.get("c", {}).items():
        if "s" in change.get("+", {}):
            yield entity, change["+"]["s"]


def call(number: int, *, on: bool) -> dict[str, Any]:
    """Return the command that switches; its id is `str(FIRST_ID + number)` in the outcomes."""
    service = "turn_on" if on else "turn_off"
    target = {"entity_id": SWITCH}
    return {"id": FIRST_ID + number, "type": "call_service", "domain": "switch", "service": service, "target": target}
