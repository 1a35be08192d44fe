"""What stands on the other side: a real mosquitto, and a client that is not ours."""

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion


@dataclass(frozen=True)
class Broker:
    """A running broker; `stop` and `start` let it vanish and return on the same port."""

    port: int
    folder: Path
    start: Callable[[], None]
    stop: Callable[[], None]


class Client:
    """paho in its own thread: what the other side of the broker does."""

    def __init__(self, port: int, **login: str) -> None:
        self._client = paho.Client(CallbackAPIVersion.VERSION2)
        self.seen: list[tuple[str, bytes]] = []
        self._up = threading.Event()
        self._client.on_connect = lambda *_: self._up.set()
        self._news = threading.Condition()
        self._client.on_message = self._hear
        if login:
            self._client.username_pw_set(login["username"], login["password"])
        self._client.connect("127.0.0.1", port)
        self._client.loop_start()
        assert self._up.wait(5)

    def _hear(self, _client: object, _data: object, message: paho.MQTTMessage) -> None:
        with self._news:
            self.seen.append((message.topic, bytes(message.payload)))
            self._news.notify_all()

    def hear(self, count: int) -> list[tuple[str, bytes]]:
        """Wait until so many messages have come."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.seen) >= count, 5)
        return self.seen

    def listen(self, topic: str) -> None:
        done = threading.Event()
        self._client.on_subscribe = lambda *_: done.set()
        self._client.subscribe(topic, 1)
        assert done.wait(5)

    def publish(self, topic: str, payload: bytes | str, *, retain: bool = False, qos: int = 1) -> None:
        info = self._client.publish(topic, payload, qos, retain)
        info.wait_for_publish(30)

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
