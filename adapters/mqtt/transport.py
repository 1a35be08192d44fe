"""The one seam to the MQTT client library: paho-mqtt, driven by the event loop, with one owner of reconnection.

Order: messages arrive in the order of the socket. Loss: QoS 0 is asked for, because brokers bound their queues for
QoS 1 and drop beyond; what is retained comes again after each connection. Everything runs in the loop's thread.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from adapters.mqtt.connect import TIMEOUT_S, Endpoint, connect
from adapters.mqtt.errors import BrokerRefusedError, ConnectFailedError, LinkError, LinkLostError, NotConnectedError
from adapters.mqtt.framing import LongMessage, PacketSocket, RefusedMessage
from adapters.sdk.reconnect import Backoff

LEAST: Final = 8
MOST: Final = 32
"""Messages taken from the socket in one turn of the loop: more when more keep coming (measured best: 8 to 32)."""
FILTERS: Final = 64
"""Topic filters in one SUBSCRIBE."""
NEAR_S: Final = 2.5
"""Longest pause before a broker is tried again: it is near, to ask costs little, and a whole home may wait for it."""
REFUSED_S: Final = 60.0
"""The same where it refused: there it takes a person, and some brokers ban whoever knocks too often."""
NOBODYS: Final = "hutong/nobody"
"""A filter that is never subscribed to."""
WAITING: Final = 4096
"""Packets that may wait to be written; beyond it a publication is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """How to talk to one broker. The password is read from its file at each connection and kept nowhere."""

    endpoint: Endpoint
    protocol: str = "3.1.1"  # or "5"
    client_id: str = ""
    username: str = ""
    password_file: Path | None = None
    keepalive_s: int = 60
    resume_session: bool = False  # ask the broker to keep the session; needs a client_id
    max_message_bytes: int = 64 << 20

    @property
    def version(self) -> MQTTProtocolVersion:
        """What paho calls the protocol."""
        return MQTTProtocolVersion.MQTTv5 if self.protocol == "5" else MQTTProtocolVersion.MQTTv311


class Sink(Protocol):
    """Who listens. Called in the loop, in order; must not block and must not raise.

    Messages should be laid aside and worked on at `drained`: a broker drops what does not fit its queue, so the
    socket is emptied first.
    """

    def link_up(self, session_present: bool) -> None: ...

    def link_down(self, error: LinkError, retry_s: float) -> None: ...

    def message(self, topic: str, payload: bytes, retained: bool) -> None: ...

    def long_message(self, message: LongMessage | RefusedMessage) -> None: ...

    def drained(self) -> None: ...

    def subscription_refused(self, reason: str) -> None: ...

    def sign(self) -> None: ...


class _Client(paho.Client):
    """paho with a socket that was connected elsewhere."""

    prepared: PacketSocket | None = None

    def _create_socket(self) -> Any:
        return self.prepared

    @property
    def waiting(self) -> int:
        """Packets that wait to be written."""
        return len(self._out_packet)


class Transport:
    """One lasting link: `run` connects, and connects again. The rest may be called at any time in the loop."""

    def __init__(
        self,
        link: Link,
        sink: Sink,
        *,
        backoff: Backoff | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Only assigns; nothing happens before `run`."""
        self._link = link
        self._sink = sink
        self._backoff = backoff or Backoff()
        self._sleep = sleep
        self._client = _client(link)
        self._filters: dict[str, None] = {}
        self._stream: PacketSocket | None = None
        self._budget = LEAST
        self._again: asyncio.Handle | None = None
        self._lost: asyncio.Future[LinkError] | None = None
        self._refusal: asyncio.Future[None] | None = None
        self._paused = False
        self._sign: int | None = None  # the packet whose answer is the sign
        self.connected = False
        self._listen()

    def _listen(self) -> None:
        client = self._client
        client.on_connect = self._on_connect
        client.on_disconnect = self._on_disconnect
        client.on_message = self._on_message
        client.on_subscribe = self._on_subscribe
        client.on_unsubscribe = self._on_unsubscribe
        client.on_socket_open = self._on_socket_open
        client.on_socket_close = self._on_socket_close
        client.on_socket_register_write = self._on_register_write
        client.on_socket_unregister_write = self._on_unregister_write

    async def run(self) -> None:
        """Keep the link until cancelled; then say goodbye to the broker."""
        while True:
            error = await self._one_link()
            self._backoff.ceiling_s = REFUSED_S if isinstance(error, BrokerRefusedError) else NEAR_S
            retry_s = self._backoff.next_s()
            self._sink.link_down(error, retry_s)
            await self._sleep(retry_s)

    async def _one_link(self) -> LinkError:
        """Connect and stay until the link ends; give the reason."""
        try:
            await self._open()
            self._backoff.succeeded()
            return await self._stay()
        except LinkError as error:
            return error
        finally:
            self._close()

    async def _open(self) -> None:
        raw = await connect(self._link.endpoint)
        try:
            await self._log_in()
        except BaseException:
            raw.close()
            raise
        loop = asyncio.get_running_loop()
        self._lost, self._refusal = loop.create_future(), loop.create_future()
        self._begin(raw)
        await self._until_answered(self._lost, self._refusal)

    async def _log_in(self) -> None:
        if self._link.username:
            self._client.username_pw_set(self._link.username, await _password(self._link.password_file))

    def _begin(self, raw: socket.socket) -> None:
        self._stream = self._client.prepared = PacketSocket(
            raw,
            properties=self._link.protocol == "5",
            limit=self._link.max_message_bytes,
            short=self._sink.message,
            long=self._sink.long_message,
        )
        self._stream.paused = self._paused
        self._client.reconnect()

    async def _until_answered(self, lost: asyncio.Future[LinkError], answered: asyncio.Future[None]) -> None:
        either: set[asyncio.Future[Any]] = {lost, answered}
        await asyncio.wait(either, timeout=TIMEOUT_S, return_when=asyncio.FIRST_COMPLETED)
        if answered.done():
            answered.result()  # a refusal tells more than the end of the link that follows it
        elif lost.done():
            raise lost.result()
        else:
            raise ConnectFailedError(f"the broker did not answer CONNECT in {TIMEOUT_S:g} s")

    async def _stay(self) -> LinkError:
        lost = self._lost
        if lost is None:
            return LinkLostError("the link ended")
        while not lost.done():
            await asyncio.wait({lost}, timeout=1.0)
            self._client.loop_misc()  # keep-alive: MQTT 3.1.1 §3.1.2.10
        return lost.result()

    def _close(self) -> None:
        """Say goodbye where there is a link, and close the socket."""
        if self.connected:
            self.connected = False
            self._client.disconnect()
            self._client.loop_write()
        if self._again is not None:
            self._again.cancel()
            self._again = None
        self._client._sock_close()  # noqa: SLF001
        self._stream = self._client.prepared = None

    def pause(self) -> None:
        """Take no more messages from the socket until `resume`; TCP makes the broker wait."""
        self._paused = True
        if self._stream is not None:
            self._stream.paused = True

    def resume(self) -> None:
        """Take messages again."""
        self._paused = False
        if self._stream is not None:
            self._stream.paused = False
            self._watch(self._stream)
            self._read_soon()

    def _watch(self, stream: PacketSocket) -> None:
        asyncio.get_running_loop().add_reader(stream.fileno(), self._on_readable)

    def publish(self, topic: str, payload: bytes, *, qos: int = 0, retain: bool = False) -> None:
        """Hand one message to the link; NotConnectedError where there is none or it is choked."""
        if not self.connected:
            raise NotConnectedError("there is no link to the broker")
        if self._client.waiting >= WAITING:
            raise NotConnectedError("the broker does not read what is sent to it")
        try:
            info = self._client.publish(topic, payload, qos, retain)
        except ValueError as error:
            raise LinkError(f"the message cannot be sent: {error}") from error
        if info.rc is not MQTTErrorCode.MQTT_ERR_SUCCESS:
            raise NotConnectedError(paho.error_string(info.rc))

    def subscribe(self, filters: Iterable[str]) -> None:
        """Want these topics, now and after each reconnection."""
        new = [one for one in filters if one not in self._filters]
        self._filters.update(dict.fromkeys(new))
        self._send_subscriptions(new)

    def unsubscribe(self, filters: Iterable[str]) -> None:
        """Want these topics no longer."""
        known = [one for one in filters if one in self._filters]
        for one in known:
            del self._filters[one]
        if known and self.connected:
            self._client.unsubscribe(known)

    def ask_for_sign(self) -> None:
        """Have the broker answer when it has done what it was asked so far, retained messages included.

        To give up a filter that nobody has is answered too, and brokers work in order (MQTT 3.1.1 §3.10.4, §4.6). One
        that looks for retained messages beside all else may answer before it has found them.
        """
        if self.connected:
            self._sign = self._client.unsubscribe(NOBODYS)[1]

    def _send_subscriptions(self, filters: list[str]) -> None:
        if not self.connected:
            return
        for start in range(0, len(filters), FILTERS):
            self._client.subscribe([(one, 0) for one in filters[start : start + FILTERS]])

    # What paho calls.

    def _on_connect(self, _c: Any, _u: Any, flags: Any, code: ReasonCode, _p: Any) -> None:
        if self._refusal is None or self._refusal.done():
            return
        if code.is_failure:
            self._refusal.set_exception(_refused(code))
            return
        self.connected = True
        self._refusal.set_result(None)
        self._send_subscriptions(list(self._filters))
        self._sink.link_up(bool(flags.session_present))

    def _on_disconnect(self, _c: Any, _u: Any, _flags: Any, code: ReasonCode, _p: Any) -> None:
        self.connected = False
        if self._lost is not None and not self._lost.done():
            self._lost.set_result(LinkLostError(f"the broker ended the link: {code}"))

    def _on_message(self, _c: Any, _u: Any, message: paho.MQTTMessage) -> None:
        try:
            topic = message.topic
        except UnicodeDecodeError:
            return
        self._sink.message(topic, bytes(message.payload), message.retain)

    def _on_subscribe(self, _c: Any, _u: Any, _mid: int, codes: list[ReasonCode], _p: Any) -> None:
        refused = [str(code) for code in codes if code.is_failure]
        if refused:
            self._sink.subscription_refused(f"the broker refused {len(refused)} subscriptions: {refused[0]}")

    def _on_unsubscribe(self, _c: Any, _u: Any, mid: int, _codes: Any, _p: Any) -> None:
        if mid == self._sign:
            self._sign = None
            self._sink.sign()

    def _on_socket_open(self, _c: Any, _u: Any, stream: Any) -> None:
        self._watch(stream)

    def _on_socket_close(self, _c: Any, _u: Any, stream: Any) -> None:
        asyncio.get_running_loop().remove_reader(stream.fileno())
        asyncio.get_running_loop().remove_writer(stream.fileno())

    def _on_register_write(self, _c: Any, _u: Any, stream: Any) -> None:
        asyncio.get_running_loop().add_writer(stream.fileno(), self._on_writable)

    def _on_unregister_write(self, _c: Any, _u: Any, stream: Any) -> None:
        asyncio.get_running_loop().remove_writer(stream.fileno())

    def _on_writable(self) -> None:
        self._client.loop_write()

    def _on_readable(self) -> None:
        """Take some messages; come back at once where more wait, with a larger share."""
        stream = self._stream
        if stream is None:
            return
        stream.blocked = False
        stream.burst = self._budget
        self._client.loop_read()
        if stream.starved:
            self._budget = max(LEAST, self._budget // 2)
            self._sink.drained()
        elif stream.blocked:
            asyncio.get_running_loop().remove_reader(stream.fileno())
        else:
            self._budget = min(MOST, self._budget * 2)
            self._read_soon()

    def _read_soon(self) -> None:
        if self._again is None:
            self._again = asyncio.get_running_loop().call_soon(self._read_again)

    def _read_again(self) -> None:
        self._again = None
        self._on_readable()


def _client(link: Link) -> _Client:
    five = link.protocol == "5"
    client = _Client(
        CallbackAPIVersion.VERSION2,
        client_id=link.client_id,
        clean_session=None if five else not link.resume_session,
        protocol=link.version,
        reconnect_on_failure=False,
    )
    client.connect_timeout = TIMEOUT_S
    client.max_queued_messages_set(WAITING)
    client.connect_async(
        link.endpoint.host,
        link.endpoint.port,
        link.keepalive_s,
        clean_start=not link.resume_session if five else paho.MQTT_CLEAN_START_FIRST_ONLY,
        properties=_properties(link) if five else None,
    )
    return client


def _properties(link: Link) -> Properties:
    """Properties of CONNECT; no Maximum Packet Size, for the broker would drop in silence what is to be reported."""
    properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
    properties.SessionExpiryInterval = 3600 if link.resume_session else 0
    return properties


async def _password(file: Path | None) -> str | None:
    if file is None:
        return None
    try:
        text = await asyncio.to_thread(file.read_text, "utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise ConnectFailedError(f"password_file {file}: {reason}", "make it readable for this process") from None
    return text.rstrip("\r\n")


def _refused(code: ReasonCode) -> BrokerRefusedError:
    text = str(code)
    if code.value in {134, 135}:  # MQTT 5.0 §3.2.2.2; paho translates the return codes of 3.1.1 into these
        return BrokerRefusedError(f"the broker refused the login: {text}", "check username and password_file")
    return BrokerRefusedError(f"the broker refused the session: {text}")
