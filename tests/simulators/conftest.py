"""A real broker and a client that listens to it."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pytest
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

from simulators.broker import Broker, BrokerSettings, find_mosquitto, free_port


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    topic: str
    payload: bytes
    retained: bool

    @property
    def json(self) -> Any:
        return json.loads(self.payload)


@dataclass(slots=True)
class Spy:
    """Hears everything; `until` waits for the first message (heard before or yet to come) that satisfies."""

    client: Client
    heard: list[Heard] = field(default_factory=list)
    more: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def until(self, wanted: Callable[[Heard], bool], since: int = 0) -> Heard:
        async with asyncio.timeout(40), self.more:
            while True:
                for message in self.heard[since:]:
                    if wanted(message):
                        return message
                since = len(self.heard)
                await self.more.wait()

    async def take(self, message: Heard) -> None:
        async with self.more:
            self.heard.append(message)
            self.more.notify_all()

    def say(self, topic: str, payload: str | bytes) -> int:
        """Publish; returns how much was heard until then."""
        self.client.publish(topic, payload, qos=1)
        return len(self.heard)


class Listen(Protocol):
    def __call__(self, port: int) -> Any: ...


@asynccontextmanager
async def listening(port: int) -> AsyncIterator[Spy]:
    loop = asyncio.get_running_loop()
    client = Client(CallbackAPIVersion.VERSION2, client_id="spy")
    spy, subscribed = Spy(client), asyncio.Event()
    pending: set[asyncio.Future[None]] = set()

    def take(message: Heard) -> None:
        task = asyncio.ensure_future(spy.take(message))
        pending.add(task)
        task.add_done_callback(pending.discard)

    def on_message(_client: Client, _data: Any, message: MQTTMessage) -> None:
        heard = Heard(topic=message.topic, payload=bytes(message.payload), retained=message.retain)
        loop.call_soon_threadsafe(take, heard)

    def on_connect(*_details: Any) -> None:
        client.subscribe("#", qos=1)

    def on_subscribe(*_details: Any) -> None:
        loop.call_soon_threadsafe(subscribed.set)

    client.on_message = on_message
    client.on_connect = on_connect
    client.on_subscribe = on_subscribe
    await asyncio.to_thread(client.connect, "127.0.0.1", port)
    client.loop_start()
    await subscribed.wait()
    yield spy
    client.disconnect()
    await asyncio.to_thread(client.loop_stop)
    await asyncio.sleep(0)
    await asyncio.gather(*pending)


@pytest.fixture
async def mosquitto(tmp_path: Path) -> AsyncIterator[Broker]:
    if find_mosquitto() is None:
        pytest.skip("mosquitto is not installed")
    async with Broker(BrokerSettings(port=free_port(), directory=tmp_path / "broker"), "mosquitto") as broker:
        yield broker


@pytest.fixture
def listen() -> Listen:
    return listening
