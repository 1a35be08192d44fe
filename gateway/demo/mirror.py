"""What a panel in the living room would know: the devices and values as the stream tells them."""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

import aiohttp

from gateway.cli.client import Client

RETRY_S: Final = 0.5
COMMAND_S: Final = 10.0


@dataclass(slots=True)
class Mirrored:
    """One device, as far as the stream told."""

    about: dict[str, Any]
    values: dict[str, Any] = field(default_factory=dict)
    changes: int = 0


class Mirror:
    """Follows the stream, over restarts of the gateway, and sends commands through it."""

    def __init__(self, client: Client) -> None:
        self.devices: dict[str, Mirrored] = {}
        self.changes = 0
        self.connections = 0
        self._client = client
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._asked: dict[str, asyncio.Future[dict[str, Any]]] = {}

    async def run(self) -> None:
        """Follow until cancelled; a lost connection is made again."""
        while True:
            with suppress(aiohttp.ClientError, OSError):
                await self._follow()
            await asyncio.sleep(RETRY_S)

    async def _follow(self) -> None:
        url, pin = self._client.url("/stream"), self._client.pin
        async with self._client.session.ws_connect(url, ssl=pin, max_msg_size=0) as socket:
            self._socket = socket
            self.connections += 1
            try:
                async for message in socket:
                    if message.type is aiohttp.WSMsgType.TEXT:
                        self._take(json.loads(message.data))
            finally:
                self._socket = None

    def _take(self, message: dict[str, Any]) -> None:
        match message["type"]:
            case "snapshot":
                self.devices = {one["id"]: Mirrored(about=one, values=one["values"]) for one in message["devices"]}
            case "changes":
                for change in message["changes"]:
                    self._change(change)
            case _:
                self._answer(message)

    def _answer(self, message: dict[str, Any]) -> None:
        waiting = self._asked.pop(str(message.get("id", "")), None)
        if waiting is not None and not waiting.done():
            waiting.set_result(message)

    def _change(self, change: dict[str, Any]) -> None:
        device = change["device"]
        if "whole" in change:
            self.devices[device] = Mirrored(about=change["whole"], values=change["whole"]["values"])
        elif "gone" in change:
            self.devices.pop(device, None)
        elif device in self.devices:
            known = self.devices[device]
            known.about.update(change.get("about", {}))
            known.values.update(change.get("values", {}))
            known.changes += 1
            self.changes += len(change.get("values", {}))

    async def command(self, message: dict[str, Any]) -> dict[str, Any]:
        """Send one command over the stream and return its outcome; an empty one when there is no connection."""
        if self._socket is None:
            return {}
        waiting: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._asked[message["id"]] = waiting
        try:
            await self._socket.send_json(message)
            async with asyncio.timeout(COMMAND_S):  # wait_for of Python 3.11 can lose a cancellation
                return await waiting
        except (TimeoutError, ConnectionError):
            return {}
        finally:
            self._asked.pop(message["id"], None)
