"""The client at the other end: counts every changed value that comes over the WebSocket."""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Final, Self

import aiohttp

from benchmarks.home import MARKER_NAME

WAIT_S: Final = 30.0

Opener = Callable[[], "contextlib.AbstractAsyncContextManager[aiohttp.ClientWebSocketResponse]"]


class SilenceError(Exception):
    """What was waited for did not come over the stream."""


class StreamReader:
    """Reads one stream for the time of an `async with`; a sparing one parses only what the marker may be in."""

    def __init__(self, opened: Opener, *, sparing: bool = False) -> None:
        self.changed = 0  # values that changed, markers left out
        self.names: dict[str, str] = {}  # device id -> name
        self.sizes: dict[str, int] = {}  # device id -> how many properties it has
        self.outcomes: dict[str, dict[str, Any]] = {}
        self.mark = 0.0  # the last marker; they grow, and one may take the place of another that waits
        self.marker = ""  # id of the marker's device, once it is known
        self.on_value: Callable[[float], None] | None = None
        self._sparing = sparing
        self._opened = opened
        self._stack = contextlib.AsyncExitStack()
        self._news = asyncio.Event()
        self._ended = ""
        self._task: asyncio.Task[None] | None = None
        self._socket: aiohttp.ClientWebSocketResponse | None = None

    async def __aenter__(self) -> Self:
        self._socket = await self._stack.enter_async_context(self._opened())
        self._task = asyncio.create_task(self._read(self._socket), name="bench stream")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._task is not None
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task
        await self._stack.aclose()

    async def send(self, message: dict[str, Any]) -> None:
        """Send one message to the gateway."""
        assert self._socket is not None
        await self._socket.send_str(json.dumps(message))

    async def until(self, ready: Callable[[], bool], what: str, wait_s: float = WAIT_S) -> None:
        """Wait until it is so; SilenceError when time is up or the stream ends first."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait_s):
                while True:
                    if ready():
                        return
                    if self._ended:
                        break
                    self._news.clear()
                    await self._news.wait()
        raise SilenceError(f"{what} did not come over the stream{self._ended and ': ' + self._ended}")

    async def until_marked(self, value: float, wait_s: float = WAIT_S) -> None:
        """Wait for a marker, and so for all that was published before it."""
        await self.until(lambda: self.mark >= value, f"the marker {value}", wait_s)

    def id_of(self, name: str) -> str:
        """Return the id of the device of this name."""
        return next(device for device, known in self.names.items() if known == name)

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            if not self._sparing or self.marker in message.data:
                self._take(json.loads(message.data))
                self._news.set()
        self._ended = f"closed with code {socket.close_code}"
        self._news.set()

    def _take(self, frame: dict[str, Any]) -> None:
        match frame["type"]:
            case "changes":
                for change in frame["changes"]:
                    self._change(change)
            case "snapshot":
                for device in frame["devices"]:
                    self._know(device)
            case "outcome" | "problem":
                self.outcomes[frame["id"]] = frame | {"at_s": time.perf_counter()}
            case _:
                pass

    def _know(self, device: dict[str, Any]) -> None:
        self.names[device["id"]] = device["name"]
        self.sizes[device["id"]] = len(device["values"])
        if device["name"] == MARKER_NAME:
            self.marker = device["id"]

    def _change(self, change: dict[str, Any]) -> None:
        values = change.get("values")
        if values is None:
            whole = change.get("whole")
            if whole is not None:
                self._know(whole)
        elif change["device"] == self.marker:
            found = [value for path, value in values.items() if "temperature" in path or path == "value"]
            self.mark = max(self.mark, *found, 0.0)
        else:
            self.changed += len(values)
            if self.on_value is not None:
                for value in values.values():
                    self.on_value(value)
