"""Where devices are: what they tell of themselves by broadcast, for as long as the adapter lives."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

from adapters.sdk.beside import beside
from adapters.sdk.errors import LinkError, UnreachableError
from adapters.sdk.network import LOOK_S, Interface, interfaces, listen, search
from adapters.tuya.protocol import (
    ENCRYPTED_PORT,
    PLAIN_PORT,
    SOLICIT_PORT,
    TuyaProtocolError,
    read_beacon,
    solicitation,
)

MOST: Final = 1024
"""Devices that are remembered; a home has fewer, and a flood of made-up ids must not fill the memory."""
AGAIN_S: Final = 30.0
_PORTS: Final = (PLAIN_PORT, ENCRYPTED_PORT, SOLICIT_PORT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a device was heard, and which version of the protocol it said it speaks."""

    device_id: str
    host: str
    version: str
    product: str = ""


class Finder:
    """Listens on the configured interfaces. What a beacon says is a hint: who answers there must know the key."""

    def __init__(self, wanted: Sequence[str] = ()) -> None:
        """Take names or addresses of interfaces, or none for all private ones."""
        self._wanted = wanted
        self._group = asyncio.TaskGroup()
        self._tasks: list[asyncio.Task[None]] = []
        self._places: dict[str, Place] = {}
        self._calls: dict[str, asyncio.Event] = {}
        self.trouble = ""  # why nothing can be heard

    async def __aenter__(self) -> Self:
        await self._group.__aenter__()
        self._tasks.append(self._group.create_task(self._listen(), name="tuya beacons"))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        cancelled = kind is not None and issubclass(kind, asyncio.CancelledError)
        await self._group.__aexit__(*((kind, error, trace) if cancelled else (None, None, None)))

    async def _listen(self) -> None:
        """Listen for ever, anew whenever an interface or an address of one came or went."""
        while True:
            try:
                found = await asyncio.to_thread(interfaces, self._wanted)
                self.trouble = ""
                async with beside(*(self._hear(found, port) for port in _PORTS), name="tuya beacons"):
                    await self._others(found)
            except LinkError as error:
                self.trouble = error.reason
                await asyncio.sleep(LOOK_S)

    async def _others(self, found: Sequence[Interface]) -> None:
        """Wait until there are other interfaces than these. LinkError where one that is wanted went."""
        now = found
        while set(now) == set(found):
            await asyncio.sleep(LOOK_S)
            now = await asyncio.to_thread(interfaces, self._wanted)

    async def _hear(self, where: Sequence[Interface], port: int) -> None:
        while True:
            try:
                async with aclosing(listen(where, port)) as words:
                    async for sender, data in words:
                        self.heard(sender, data)
            except LinkError as error:
                self.trouble = error.reason
            await asyncio.sleep(AGAIN_S)

    def heard(self, sender: str, data: bytes) -> None:
        """Take one datagram; what is no beacon is passed over, for others use these ports too."""
        with suppress(TuyaProtocolError):
            beacon = read_beacon(data)
            self._places.pop(beacon.device_id, None)
            self._places[beacon.device_id] = Place(
                device_id=beacon.device_id, host=sender, version=beacon.version, product=beacon.product_key
            )
            if len(self._places) > MOST:
                del self._places[next(iter(self._places))]
            call = self._calls.pop(beacon.device_id, None)
            if call is not None:
                call.set()

    def place(self, device_id: str) -> Place | None:
        """Give where a device was heard last."""
        return self._places.get(device_id)

    def places(self) -> Iterator[Place]:
        """Give all devices that were heard."""
        yield from self._places.values()

    async def find(self, device_id: str, timeout_s: float) -> Place:
        """Wait for the next beacon of a device. UnreachableError where none comes."""
        call = self._calls.setdefault(device_id, asyncio.Event())
        try:
            async with asyncio.timeout(timeout_s):
                await call.wait()
        except TimeoutError:
            reason = self.trouble or f"it has not told its address in {timeout_s:g} s"
            raise UnreachableError(reason, "see that it has power and is in this network", code="not-heard") from None
        return self._places[device_id]

    async def solicit(self, seconds: float) -> None:
        """Ask devices to tell of themselves, on every interface, and hear them for so long."""
        found = await asyncio.to_thread(interfaces, self._wanted)
        async with asyncio.TaskGroup() as group:
            for where in found:
                group.create_task(self._solicit(where, seconds), name=f"tuya search {where.name}")

    async def _solicit(self, where: Interface, seconds: float) -> None:
        asking = solicitation(str(where.address.ip))
        try:
            async with aclosing(search(where, SOLICIT_PORT, asking, seconds=seconds)) as answers:
                async for sender, data in answers:
                    self.heard(sender, data)
        except LinkError as error:
            self.trouble = error.reason
