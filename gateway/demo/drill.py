"""The drill: core, egress, broker and adapter are killed, one after the other, and each must come back by itself."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from gateway.cli.output import CliError
from gateway.demo.stage import Stage

WAIT_S: Final = 40.0
POLL_S: Final = 0.2
ADAPTER: Final = "home"  # its name in the demonstration's configuration


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """How one blow ended. `recovered_s` is None when not everything was as before within WAIT_S."""

    what: str
    recovered_s: float | None


class Drill:
    """Strikes four times in the given span of seconds. `recoveries` tells how each ended."""

    def __init__(self, stage: Stage, say: Callable[[str], None], begin_s: float, end_s: float) -> None:
        self.recoveries: list[Recovery] = []
        self._stage = stage
        self._say = say
        self._begin_s = begin_s
        self._pause_s = (end_s - begin_s) / 4

    async def run(self) -> None:
        """Strike, wait for the recovery, and strike again; ends by itself."""
        blows: tuple[tuple[str, Callable[[], Awaitable[None]]], ...] = (
            ("core", self._kill_core),
            ("egress", self._kill_egress),
            ("broker", self._stage.restart_broker),
            ("adapter", self._restart_adapter),
        )
        await asyncio.sleep(self._begin_s)
        for what, blow in blows:
            began = time.monotonic()
            await self._strike(what, blow)
            await asyncio.sleep(max(0.0, self._pause_s - (time.monotonic() - began)))

    async def _strike(self, what: str, blow: Callable[[], Awaitable[None]]) -> None:
        before = await self._ids()
        began = time.monotonic()
        await blow()
        self._say(f"drill: {what} killed")
        recovered = await self._recovered(before)
        took_s = round(time.monotonic() - began, 2) if recovered else None
        self.recoveries.append(Recovery(what=what, recovered_s=took_s))
        self._say(f"drill: {what} {f'is back after {took_s} s' if recovered else 'DID NOT COME BACK'}")

    async def _kill_core(self) -> None:
        self._stage.kill("gateway.app")

    async def _kill_egress(self) -> None:
        self._stage.kill("gateway.egress")

    async def _restart_adapter(self) -> None:
        await self._stage.client.call("POST", f"/adapters/{ADAPTER}/restart", {})

    async def _ids(self) -> frozenset[str]:
        listed = (await self._stage.client.call("GET", "/devices"))["devices"]
        return frozenset(one["id"] for one in listed)

    async def _recovered(self, ids: frozenset[str]) -> bool:
        """Whether everything is there again in time: core, egress, adapter, the same devices, all reachable."""
        await asyncio.sleep(POLL_S)
        with suppress(TimeoutError):
            async with asyncio.timeout(WAIT_S):
                while not await self._is_well(ids):  # noqa: ASYNC110 - another process tells of no event
                    await asyncio.sleep(POLL_S)
                return True
        return False

    async def _is_well(self, ids: frozenset[str]) -> bool:
        try:
            status = await self._stage.client.call("GET", "/status")
            adapters = (await self._stage.client.call("GET", "/adapters"))["adapters"]
            devices = (await self._stage.client.call("GET", "/devices"))["devices"]
        except CliError:
            return False
        linked = all(one["state"] == "connected" for one in adapters)
        reachable = ids == {one["id"] for one in devices if one["available"]}
        return bool(status["ready"]) and bool(status["egress_connected"]) and linked and reachable
