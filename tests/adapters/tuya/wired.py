"""A device in memory that is spoken with in the bytes of its version, through the whole of the adapter's codec."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, cast

from cryptography.exceptions import InvalidTag

from adapters.tuya.link import Line, Link
from adapters.tuya.protocol import Session, Version
from tests.adapters.tuya.device import KEY, Device

SESSIONS = frozenset({"3.4", "3.5"})


class Wired:
    """The far end. `configured` is what the adapter was told of its version; `mute`: it hears and says nothing."""

    def __init__(self, state: Mapping[str, Any] | None = None, *, version: str = "3.5", configured: str = "") -> None:
        self.state = dict(state or {"20": True, "21": "white", "22": 500})
        self.version = version
        self.configured = configured or version
        self.key = KEY
        self.mute = False
        self.first = b""  # what it says as soon as somebody connects
        self.asked: list[tuple[int, Any]] = []
        self.connects = 0
        self.device = Device(version)
        self._reader = asyncio.StreamReader()

    @asynccontextmanager
    async def connect(self) -> AsyncIterator[Line]:
        self.connects += 1
        self.device = Device(self.version, self.key)
        self._reader = asyncio.StreamReader()
        self._reader.feed_data(self.first)
        link = Link(Session(Version(self.configured), KEY, "it"), self._reader, cast("asyncio.StreamWriter", self))
        await link.negotiate()
        yield Line(channel=link, ended=link.ended)

    # what the adapter does

    def write(self, data: bytes) -> None:
        try:
            answer = b"" if self.mute else self._answer(data)
        except (AssertionError, ValueError, InvalidTag):
            self.hangs_up()
        else:
            self.says_raw(answer)

    async def drain(self) -> None:
        pass

    def _answer(self, data: bytes) -> bytes:
        device = self.device
        if self.version in SESSIONS and device.key == device.local:
            if not device.theirs:
                return device.greets(data)
            device.agrees(data)
            return b""
        sequence, command, said = device.hears(data)
        self.asked.append((command, said))
        if command == 9:
            return device.says(sequence, command, b"")
        wanted = said.get("data", said).get("dps", {})
        self.state |= wanted
        return device.tells(sequence, command, {"dps": wanted or self.state})

    # what the test does

    def says_raw(self, data: bytes) -> None:
        if data and not self._reader.at_eof():
            self._reader.feed_data(data)

    def push(self, values: Mapping[str, Any], **more: Any) -> bytes:
        """Give the frame of what somebody did at the device."""
        return self.device.tells(0, 8, {"dps": values, **more}, header=self._header())

    def _header(self) -> bytes:
        return b"" if self.version == "3.1" else self.version.encode() + bytes(12)

    def pushes(self, values: Mapping[str, Any], **more: Any) -> None:
        self.says_raw(self.push(values, **more))

    def hangs_up(self) -> None:
        self._reader.feed_eof()

    def wishes(self) -> list[dict[str, Any]]:
        """Give what it was told to be."""
        told = (said.get("data", said).get("dps") for command, said in self.asked if command in {7, 13})
        return [one for one in told if one]
