"""A client of the stream that counts what comes, by kind, and asks for commands now and then."""

import asyncio
import json
import time
from collections import Counter
from typing import Any, Final

import aiohttp

from benchmarks.home import MARKER_NAME

OUTCOME_S: Final = 20.0


class Watcher:
    """Counts for as long as `run` runs. A stream that ends raises: nothing is counted twice or missed unseen."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.names: dict[str, str] = {}  # device id -> name
        self.paths: dict[str, list[str]] = {}  # device id -> its properties
        self.adapters: dict[str, str] = {}  # device id -> adapter
        self.messages: Counter[str] = Counter()  # other than changes, by type
        self.command_ms: list[float] = []
        self.failed = 0  # commands with another outcome than confirmed
        self._outcome: asyncio.Future[dict[str, Any]] | None = None
        self._last_event = 0

    @property
    def properties(self) -> int:
        """How many properties are known."""
        return sum(map(len, self.paths.values()))

    async def run(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        """Count until cancelled."""
        async for message in socket:
            self.take(json.loads(message.data))
        raise ConnectionError(f"the stream ended with {socket.close_code}")

    def take(self, frame: dict[str, Any]) -> None:
        """Take one frame."""
        match frame["type"]:
            case "changes":
                for change in frame["changes"]:
                    self._change(change)
            case "snapshot":
                for device in frame["devices"]:
                    self._know(device)
            case "outcome" | "problem" if self._outcome is not None and not self._outcome.done():
                self._outcome.set_result(frame)
            case kind:
                self.messages[kind] += 1

    def _know(self, device: dict[str, Any]) -> None:
        name = device["id"]
        self.names[name], self.adapters[name], self.paths[name] = device["name"], device["adapter"], [*device["values"]]

    def _change(self, change: dict[str, Any]) -> None:
        if "values" in change:
            self.counts[self._kind(change["device"])] += len(change["values"])
        elif "event" in change:
            self._event(change["event"]["fields"])
        elif "whole" in change:
            self._know(change["whole"])

    def _kind(self, device: str) -> str:
        name = self.names.get(device, "")
        if name in {MARKER_NAME, "Meter"}:
            return name.lower()
        return "zigbee" if self.adapters.get(device) == "own" else "sensors"

    def _event(self, fields: dict[str, Any]) -> None:
        number = int(fields.get("number", 0))
        self.counts["events"] += 1
        self.counts["events out of order"] += number != self._last_event + 1
        self._last_event = number

    async def command(self, socket: aiohttp.ClientWebSocketResponse, wanted: bool) -> None:
        """Set the switch and note how long it took until it was confirmed."""
        device, path = next(
            (name, path) for name, paths in self.paths.items() for path in paths if path.endswith("/onOff/onOff")
        )
        self._outcome = asyncio.get_running_loop().create_future()
        began_s = time.perf_counter()
        wish = {"type": "set", "id": "s", "device": device, "properties": {path: wanted}}
        await socket.send_json(wish)
        async with asyncio.timeout(OUTCOME_S):
            answer = await self._outcome
        self._outcome = None
        self.command_ms.append((time.perf_counter() - began_s) * 1000)
        self.failed += answer.get("outcome") != "confirmed"
