"""One MQTT connection, kept up: paho's sockets watched by the event loop, reconnecting with jittered back-off."""

import asyncio
import socket
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

from simulators.home.dialects.dialect import Message

_KEEPALIVE_S: Final = 30
_MAX_UNSENT: Final = 5000
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.2, 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerAddress:
    """Where the broker is; the home connects nowhere else."""

    host: str
    port: int
    username: str | None = None
    password: str | None = None


class RefusedError(Exception):
    """The broker answered and said no."""


class Link:
    """Publishes and receives for one dialect. Publishing without a connection, or with too much unsent, drops."""

    def __init__(
        self,
        address: BrokerAddress,
        client_id: str,
        *,
        will: Message,
        subscriptions: Sequence[str],
        announce: Callable[[], Iterable[Message]],
        hear: Callable[[str, bytes], None],
    ) -> None:
        self.sent = 0
        self.dropped = 0
        self.ready = asyncio.Event()
        self._address = address
        self._subscriptions = subscriptions
        self._announce = announce
        self._hear = hear
        self._unsent = 0
        self._ended = asyncio.Event()
        self._refusal: str | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._will = will
        self._client = self._make_client(client_id)

    async def run(self) -> None:
        """Stay connected until cancelled; then say goodbye, so that the will is not needed. Raises RefusedError."""
        self._loop = asyncio.get_running_loop()
        pauses = Random(self._address.port)
        pause_s = _FIRST_PAUSE_S
        try:
            while True:
                if await self._connect():
                    pause_s = _FIRST_PAUSE_S
                    await self._stay()
                if self._refusal:
                    raise RefusedError(f"the broker refused the connection: {self._refusal}")
                await asyncio.sleep(pause_s * pauses.uniform(0.5, 1.5))
                pause_s = min(_LONGEST_PAUSE_S, pause_s * 2)
        finally:
            self._close()

    def publish(self, message: Message) -> bool:
        """Queue a message; False when it was dropped."""
        if not self.ready.is_set() or self._unsent >= _MAX_UNSENT:
            self.dropped += 1
            return False
        self._unsent += 1
        self._client.publish(message.topic, message.payload, qos=message.qos, retain=message.retain)
        self.sent += 1
        return True

    def _make_client(self, client_id: str) -> Client:
        client = Client(CallbackAPIVersion.VERSION2, client_id=client_id, protocol=MQTTProtocolVersion.MQTTv311)
        client.will_set(self._will.topic, self._will.payload, qos=self._will.qos, retain=self._will.retain)
        if self._address.username is not None:
            client.username_pw_set(self._address.username, self._address.password)
        client.on_connect = self._on_connect
        client.on_disconnect = self._on_disconnect
        client.on_message = self._on_message
        client.on_publish = self._on_publish
        client.on_socket_close = self._on_socket_close
        client.on_socket_register_write = self._on_register_write
        client.on_socket_unregister_write = self._on_unregister_write
        return client

    async def _connect(self) -> bool:
        """Open the connection in a thread, as paho's own connect waits; then hand the socket to the loop."""
        self._ended.clear()
        try:
            await asyncio.to_thread(self._client.connect, self._address.host, self._address.port, _KEEPALIVE_S)
        except OSError:
            return False
        opened = self._client.socket()
        if opened is None or self._loop is None:
            return False
        self._loop.add_reader(opened, self._client.loop_read)
        self._client.loop_write()
        return True

    async def _stay(self) -> None:
        while not self._ended.is_set():
            self._client.loop_misc()
            try:
                async with asyncio.timeout(1.0):  # wait_for of Python 3.11 can lose a cancellation
                    await self._ended.wait()
            except TimeoutError:
                continue
        self.ready.clear()
        self._unsent = 0

    def _close(self) -> None:
        """Go as the will would have it, but by ourselves: a clean goodbye makes the broker forget the will."""
        if self.ready.is_set():
            self.publish(self._will)
        self.ready.clear()
        self._client.disconnect()
        self._client.loop_write()
        opened = self._client.socket()
        if opened is not None and self._loop is not None:
            self._loop.remove_reader(opened)
            self._loop.remove_writer(opened)

    def _on_connect(self, _client: Client, _data: Any, _flags: Any, reason: Any, _properties: Any) -> None:
        if reason.is_failure:
            self._refusal = str(reason)
            return
        for topic in self._subscriptions:
            self._client.subscribe(topic, qos=1)
        self.ready.set()
        for message in self._announce():
            self.publish(message)

    def _on_disconnect(self, *_details: Any) -> None:
        self._ended.set()

    def _on_message(self, _client: Client, _data: Any, message: MQTTMessage) -> None:
        self._hear(message.topic, bytes(message.payload))

    def _on_publish(self, *_details: Any) -> None:
        self._unsent = max(0, self._unsent - 1)

    def _on_socket_close(self, _client: Client, _data: Any, closing: Any) -> None:
        if self._loop is not None and isinstance(closing, socket.socket):
            self._loop.remove_reader(closing)
            self._loop.remove_writer(closing)

    def _on_register_write(self, _client: Client, _data: Any, opened: Any) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._watch_writes, opened)

    def _watch_writes(self, opened: socket.socket) -> None:
        if self._loop is not None and opened.fileno() >= 0 and self._client.want_write():
            self._loop.add_writer(opened, self._client.loop_write)

    def _on_unregister_write(self, _client: Client, _data: Any, opened: Any) -> None:
        if self._loop is not None and opened.fileno() >= 0:
            self._loop.remove_writer(opened)
