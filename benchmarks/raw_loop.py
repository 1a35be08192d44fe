"""`python -m benchmarks.raw_loop`: the raw limit of the whole way, paho-mqtt to one WebSocket and nothing between.

A loop that drains the socket, parses JSON, keeps the last value of each topic and sends one plain frame a wake-up:
no schema, no device, no history, no rights, no TLS.
"""

import argparse
import asyncio
import json
from typing import Any

import paho.mqtt.client as mqtt
from aiohttp import web
from paho.mqtt.enums import CallbackAPIVersion

from benchmarks.home import MARKER_NAME, RAW_PREFIX
from benchmarks.raw_receive import DRAIN

MOST_WAITING = 20_000  # changes; beyond it the socket is left alone


class Loop:
    """One MQTT connection in, one WebSocket out."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.seen = 0
        self.changes: list[str] = []
        self.news = asyncio.Event()
        self.client = mqtt.Client(CallbackAPIVersion.VERSION2)
        self.client.on_message = self._on_message

    def connect(self, port: int) -> None:
        """Connect and subscribe."""
        loop = asyncio.get_running_loop()
        self.client.on_connect = lambda client, *_: client.subscribe(f"{RAW_PREFIX}/#")
        self.client.connect("127.0.0.1", port)
        sock = self.client.socket()
        assert sock is not None
        self.client.loop_write()
        loop.add_reader(sock.fileno(), self._read)

    def _read(self) -> None:
        if len(self.changes) > MOST_WAITING:
            return
        for _ in range(DRAIN):
            before = self.seen
            self.client.loop_read()
            if self.seen == before:
                break
        if self.client.want_write():
            self.client.loop_write()

    def _on_message(self, _client: mqtt.Client, _data: object, message: mqtt.MQTTMessage) -> None:
        self.seen += 1
        topic, value = message.topic, json.loads(message.payload)["value"]
        if self.values.get(topic) != value:
            self.values[topic] = value
            self.changes.append(f'{{"device":"{topic}","values":{{"value":{json.dumps(value)}}}}}')
            self.news.set()

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Send what changed until the client goes."""
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        await socket.send_json({"type": "snapshot", "devices": [_marker()]})
        while not socket.closed:
            await self.news.wait()
            self.news.clear()
            changes, self.changes = self.changes, []
            await socket.send_str(f'{{"type":"changes","changes":[{",".join(changes)}]}}')
        return socket


def _marker() -> dict[str, object]:
    return {"id": f"{RAW_PREFIX}/marker", "name": MARKER_NAME, "values": {}}


async def run(port: int, listen: int) -> None:
    """Run until the process is ended."""
    loop = Loop()
    app = web.Application()
    app.add_routes([web.get("/stream", loop.serve)])
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", listen).start()
    loop.connect(port)
    while True:
        await asyncio.sleep(1)
        loop.client.loop_misc()


def main() -> None:
    """Read the options and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="of the broker on 127.0.0.1")
    parser.add_argument("--listen", type=int, required=True, help="where the WebSocket is served")
    options = parser.parse_args()
    asyncio.run(run(options.port, options.listen))


if __name__ == "__main__":
    main()
