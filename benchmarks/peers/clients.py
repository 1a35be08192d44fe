"""`python -m benchmarks.peers.clients NAME`: one MQTT client library behind a seam, receiving and doing nothing else.

Prints {"ready": true} once it is subscribed, and at the end what a message cost, how long the loop was held longest,
and what memory it took. Each library is imported by its own class alone, so that an environment needs only one of them.
"""

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Protocol

from benchmarks.home import RAW_PREFIX
from benchmarks.watch import Watch

HOST: Final = "127.0.0.1"
DRAIN: Final = 16  # packets that the drained client takes in one turn
QUIET_S: Final = 0.1

OnMessage = Callable[[str, bytes], None]


class Client(Protocol):
    """What a gateway needs of a client library; used from one event loop."""

    async def connect(self, port: int, on_message: OnMessage) -> None:
        """Connect to the broker, and call `on_message` in the loop, in order, from now on."""

    async def subscribe(self, topic: str) -> None:
        """Ask for a topic filter at QoS 0."""


class Paho:
    """paho-mqtt driven by the loop, a packet a turn, as its documentation shows."""

    packets = 1

    def __init__(self) -> None:
        import paho.mqtt.client as paho  # noqa: PLC0415
        from paho.mqtt.enums import CallbackAPIVersion  # noqa: PLC0415

        self._client = paho.Client(CallbackAPIVersion.VERSION2)
        self._seen = 0

    async def connect(self, port: int, on_message: OnMessage) -> None:
        loop, connected = asyncio.get_running_loop(), asyncio.Event()

        def message(_client: Any, _data: Any, one: Any) -> None:
            self._seen += 1
            on_message(one.topic, one.payload)

        self._client.on_message = message
        self._client.on_connect = lambda *_: connected.set()
        self._client.connect(HOST, port)
        sock = self._client.socket()
        assert sock is not None
        loop.add_reader(sock.fileno(), self._read)
        self._client.loop_write()
        await connected.wait()

    async def subscribe(self, topic: str) -> None:
        subscribed = asyncio.Event()
        self._client.on_subscribe = lambda *_: subscribed.set()
        self._client.subscribe(topic)
        self._client.loop_write()
        await subscribed.wait()

    def _read(self) -> None:
        for _ in range(self.packets):
            before = self._seen
            self._client.loop_read()
            if self._seen == before:
                break
        if self._client.want_write():
            self._client.loop_write()


class DrainedPaho(Paho):
    """The same, up to 16 packets a turn."""

    packets = DRAIN


class Gmqtt:
    """gmqtt, which is asyncio through and through."""

    def __init__(self) -> None:
        import gmqtt  # type: ignore[import-not-found]  # noqa: PLC0415

        self._client = gmqtt.Client("")
        self._subscribed = asyncio.Event()

    async def connect(self, port: int, on_message: OnMessage) -> None:
        def message(_client: Any, topic: str, payload: bytes, _qos: int, _properties: Any) -> int:
            on_message(topic, payload)
            return 0

        self._client.on_message = message
        self._client.on_subscribe = lambda *_: self._subscribed.set()
        await self._client.connect(HOST, port, version=4)  # 4 is MQTT 3.1.1

    async def subscribe(self, topic: str) -> None:
        self._client.subscribe(topic)
        await self._subscribed.wait()


class Ours:
    """The transport of the MQTT adapter: paho for all but PUBLISH of QoS 0, which is taken from the stream."""

    def __init__(self) -> None:
        self._on_message: OnMessage = lambda _topic, _payload: None
        self._up, self._subscribed = asyncio.Event(), asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._transport: Any = None

    async def connect(self, port: int, on_message: OnMessage) -> None:
        from adapters.mqtt.connect import Endpoint  # noqa: PLC0415
        from adapters.mqtt.transport import Link, Transport  # noqa: PLC0415

        self._on_message = on_message
        self._transport = Transport(Link(endpoint=Endpoint(host=HOST, port=port)), self)
        self._running = asyncio.create_task(self._transport.run(), name="link")
        await self._up.wait()

    async def subscribe(self, topic: str) -> None:
        self._transport.subscribe([topic])

    def link_up(self, session_present: bool) -> None:
        del session_present
        self._up.set()

    def link_down(self, error: Exception, retry_s: float) -> None:
        raise SystemExit(f"the link ended: {error}, tried again in {retry_s} s")

    def message(self, topic: str, payload: bytes, retained: bool) -> None:
        del retained
        self._on_message(topic, payload)

    def long_message(self, message: Any) -> None:
        """A long message comes in pieces; what reads it piece by piece never joins them."""
        self._on_message(message.topic, message.pieces[0])

    def drained(self) -> None:
        pass

    def sign(self) -> None:
        pass

    def subscription_refused(self, reason: str) -> None:
        raise SystemExit(reason)


CLIENTS: Final[dict[str, Callable[[], Client]]] = {
    "paho": Paho,
    "paho-drained": DrainedPaho,
    "gmqtt": Gmqtt,
    "hutong": Ours,
}


class Count:
    """Counts messages, and the CPU from the first to the last."""

    def __init__(self, wanted: int) -> None:
        self.done = asyncio.Event()
        self.cpu_s = self.wall_s = 0.0
        self._wanted = wanted
        self._seen = 0

    def take(self, _topic: str, _payload: bytes) -> None:
        if not self._seen:
            self.cpu_s, self.wall_s = -time.process_time(), -time.perf_counter()
        self._seen += 1
        if self._seen == self._wanted:
            self.cpu_s += time.process_time()
            self.wall_s += time.perf_counter()
            self.done.set()


async def receive(name: str, port: int, count: int) -> dict[str, float]:
    """Receive so many messages; one alone is watched, for timing each callback would cost some of what is measured."""
    counted, watch = Count(count), Watch()
    client = CLIENTS[name]()
    await client.connect(port, counted.take)
    await client.subscribe(f"{RAW_PREFIX}/#")
    await asyncio.sleep(QUIET_S)  # for the broker to have answered where a library does not tell
    before_mb = _most_mb()
    if count == 1:
        watch.begin()
    say({"ready": True})
    await counted.done.wait()
    if count == 1:
        await asyncio.sleep(QUIET_S)
        watch.stop()
    between = max(count - 1, 1)
    return {
        "cpu_us": counted.cpu_s / between * 1e6,
        "per_s": between / counted.wall_s,
        "callback_ms": watch.cpu_s * 1000,
        "more_mb": _most_mb() - before_mb,
    }


def _most_mb() -> float:
    """Return the most that was resident so far (VmHWM, proc(5)); getrusage(2) would tell of the parent's, too."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def say(record: dict[str, Any]) -> None:
    """Print one line for the bench."""
    sys.stdout.write(json.dumps(record) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Read the options and receive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=CLIENTS)
    parser.add_argument("--port", type=int, required=True, help="of the broker on 127.0.0.1")
    parser.add_argument("--count", type=int, required=True, help="messages to receive")
    options = parser.parse_args()
    say(asyncio.run(receive(options.name, options.port, options.count)))


if __name__ == "__main__":
    main()
