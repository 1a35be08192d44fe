"""The faults: each is struck at an instant that a seed chose, and ended by what a service manager or a person does."""

import asyncio
import os
import signal
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from random import Random
from typing import Final

from gateway.core.host.order import Patience
from gateway.demo.process import Program
from tests.faults.ground import POLL_S, Ground, until
from tests.faults.hand import Order

LONGEST_WAIT_S: Final = 2.5  # for a point of the disk to come by; then the kill comes anyway
LONGEST_START_S: Final = 6.0  # in which a start comes to an end, or gives up
LONGEST_NOTICE_S: Final = 10.0  # until the core knows that a process of an adapter has ended
DEEPEST: Final = {"sync": 12, "synced": 12, "write": 40, "rename": 2}
"""Among how many operations the fatal one is chosen."""
DEEPEST_START: Final = 12  # the same, of the syncs of a start
DOWN_S: Final = 8.0
SILENCE_S: Final = Patience().silence_s  # for which an adapter may be silent
SECOND: Final = 1_000_000_000

Blow = Callable[["Striker"], Awaitable[None]]


class Striker:
    """Strikes one ground. After a blow `restored_at` is when everything that a hand does was done."""

    def __init__(self, ground: Ground, chance: Random) -> None:
        self.ground = ground
        self.chance = chance
        self.restored_at = 0.0
        self.silent_s = 0.0  # of the recovery: time in which nothing may be sent, because the clock was set back
        self.note = ""
        self.has_missed = False  # the point of the disk did not come by
        self._at: int | None = None
        self._offset_ns = 0

    async def strike(self, kind: str, at: int | None = None) -> None:
        """Strike once; returns when the fault is over and what was killed is started again.

        `at` names the operation of a file at which to kill, from 1; else it is left to chance.
        """
        self.silent_s, self.note, self.has_missed, self._at = 0.0, "", False, at
        await asyncio.sleep(self.chance.random() * 0.8)
        await BLOWS[kind](self)

    def restored(self) -> None:
        self.restored_at = time.monotonic()

    async def kill(self, *programs: Program) -> None:
        for program in programs:
            program.kill()
        for program in programs:
            await program.wait()
        self.restored()
        for program in programs:
            await program.start()

    async def kill_at(self, program: Program, what: str) -> None:
        """Kill at the n-th operation of a kind; where none comes, at the end of the wait."""
        at = self._at or self.chance.randint(1, DEEPEST[what])
        self.ground.order(program.name, Order(kind="kill", what=what, at=at))
        await self._await_death(program, f"{what} {at}", LONGEST_WAIT_S)
        await self.kill(program)

    async def kill_at_start(self, program: Program) -> None:
        """Kill it, and again at the n-th sync of its start."""
        at = self._at or self.chance.randint(1, DEEPEST_START)
        program.kill()
        await program.wait()
        self.ground.order(program.name, Order(kind="kill", what="sync", at=at))
        await program.start()
        await self._await_death(program, f"sync {at}", LONGEST_START_S)
        await self.kill(program)

    async def down(self, program: Program) -> None:
        """Let it be gone for longer than any pause between two tries."""
        program.kill()
        await program.wait()
        await asyncio.sleep(DOWN_S)
        await self.kill(program)

    async def _await_death(self, program: Program, point: str, limit_s: float) -> None:
        assert program.process is not None
        with suppress(TimeoutError):
            async with asyncio.timeout(limit_s):
                await program.wait()
        file = self.ground.struck(program.name)
        self.has_missed, self.note = not file, f"{point}, {file}" if file else f"{point}: none came"
        self.ground.order(program.name, None)

    async def stop_core(self) -> None:
        """An orderly end and a start."""
        await self.ground.core.end()
        self.restored()
        await self.ground.core.start()

    async def hosted(self, pids: list[int], number: signal.Signals) -> None:
        """Kill or stop a process of an adapter, or its warden; the core starts it again.

        A stopped one is only silent: its fault lasts until the silence is longer than it may be.
        """
        before = await self.ground.restarts()
        with suppress(ProcessLookupError):
            os.kill(self.chance.choice(pids), number)
        self.restored()
        if number is signal.SIGSTOP:
            self.restored_at += SILENCE_S
        await self._notice(before)

    async def hosted_again(self) -> None:
        """Kill an adapter's process as soon as it is back, three times."""
        for _ in range(3):
            with suppress(TimeoutError):
                await until(self.ground.is_well, LONGEST_NOTICE_S)
            await self.hosted(self.ground.hosted(), signal.SIGKILL)

    async def _notice(self, before: int) -> None:

        async def noticed() -> bool:
            return await self.ground.restarts() > before

        with suppress(TimeoutError):
            await until(noticed, LONGEST_NOTICE_S)

    async def disk(self, kind: str) -> None:
        """Full or read-only for a while, under both processes."""
        real = kind == "full" and self.ground.own_disk
        if real:
            await asyncio.to_thread(self.ground.fill_disk)
        else:
            for name in ("core", "egress"):
                self.ground.order(name, Order(kind=kind))
        self.note = "tmpfs" if real else "refused in the process"
        await asyncio.sleep(0.5 + self.chance.random())
        await asyncio.to_thread(self.ground.clear_disk)
        for name in ("core", "egress"):
            self.ground.order(name, None)
        self.restored()

    async def disk_full_at_start(self) -> None:
        """The core is killed and finds a disk without a free byte; then there is room again."""
        self.ground.core.kill()
        await self.ground.core.wait()
        if self.ground.own_disk:
            await asyncio.to_thread(self.ground.fill_disk)
        else:
            self.ground.order("core", Order(kind="full"))
        await self.ground.core.start()
        assert self.ground.core.process is not None
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_START_S):
                await self.ground.core.wait()
        await asyncio.to_thread(self.ground.clear_disk)
        self.ground.order("core", None)
        self.note = "it went on" if self.ground.core.is_running else "it ended"
        self.restored()
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST_NOTICE_S):
                while not await self.ground.is_ready():  # it may still end of what it met before
                    if not self.ground.core.is_running:
                        await self.ground.core.start()
                    await asyncio.sleep(POLL_S)

    async def clock(self, direction: int) -> None:
        """Set the wall clock; it stays so."""
        jump_ns = int((2.2 + self.chance.random()) * SECOND)
        self._offset_ns += direction * jump_ns
        self.ground.set_clock(self._offset_ns)
        self.silent_s = jump_ns / SECOND if direction < 0 else 0.0
        self.note = f"{direction * jump_ns / SECOND * self.ground.speed / 3600:+.2f} h"
        self.restored()

    async def broker_wire(self, how: str) -> None:
        await self._wire(how, sink=False)

    async def sink_wire(self, how: str) -> None:
        await self._wire(how, sink=True)

    async def _wire(self, how: str, *, sink: bool) -> None:
        wire = self.ground.sink_wire if sink else self.ground.broker_wire
        if how == "cut":
            wire.cut()
        elif how == "hold":
            wire.hold()
        elif how == "deaf":
            wire.deaf = True
            await asyncio.sleep(1.5)
        else:
            wire.delay_s = 0.02 + self.chance.random() * 0.2
        await asyncio.sleep(0.5 + self.chance.random())
        if how == "deaf" and self.chance.random() < 0.5:
            self.note = "and egress killed"
            await self.kill(self.ground.egress)
        wire.mend()
        self.restored()


BLOWS: Final[dict[str, Blow]] = {
    "kill core": lambda s: s.kill(s.ground.core),
    "kill egress": lambda s: s.kill(s.ground.egress),
    "kill broker": lambda s: s.kill(s.ground.broker),
    "broker down": lambda s: s.down(s.ground.broker),
    "egress down": lambda s: s.down(s.ground.egress),
    "core down": lambda s: s.down(s.ground.core),
    "kill all three": lambda s: s.kill(s.ground.core, s.ground.egress, s.ground.broker),
    "kill core at a sync": lambda s: s.kill_at(s.ground.core, "sync"),
    "kill core after a sync": lambda s: s.kill_at(s.ground.core, "synced"),
    "kill core at a write": lambda s: s.kill_at(s.ground.core, "write"),
    "kill egress at a sync": lambda s: s.kill_at(s.ground.egress, "sync"),
    "kill egress after a sync": lambda s: s.kill_at(s.ground.egress, "synced"),
    "kill egress at a write": lambda s: s.kill_at(s.ground.egress, "write"),
    "kill egress at a rename": lambda s: s.kill_at(s.ground.egress, "rename"),
    "kill core at a sync of its start": lambda s: s.kill_at_start(s.ground.core),
    "kill egress at a sync of its start": lambda s: s.kill_at_start(s.ground.egress),
    "stop core": lambda s: s.stop_core(),
    "disk full": lambda s: s.disk("full"),
    "disk read-only": lambda s: s.disk("readonly"),
    "disk broken": lambda s: s.disk("broken"),
    "disk full at the start": lambda s: s.disk_full_at_start(),
    "clock forward": lambda s: s.clock(+1),
    "clock back": lambda s: s.clock(-1),
    "broker cut off": lambda s: s.broker_wire("cut"),
    "broker silent": lambda s: s.broker_wire("hold"),
    "broker slow": lambda s: s.broker_wire("delay"),
    "recipient's answers lost": lambda s: s.sink_wire("deaf"),
    "recipient cut off": lambda s: s.sink_wire("cut"),
    "recipient silent": lambda s: s.sink_wire("hold"),
    "recipient slow": lambda s: s.sink_wire("delay"),
}
HOSTED: Final[dict[str, Blow]] = {
    "kill hosted adapter": lambda s: s.hosted(s.ground.hosted(), signal.SIGKILL),
    "kill hosted adapter thrice": lambda s: s.hosted_again(),
    "kill warden of an adapter": lambda s: s.hosted(s.ground.wardens(), signal.SIGKILL),
    "hosted adapter silent": lambda s: s.hosted(s.ground.hosted(), signal.SIGSTOP),
}
"""Struck where the core runs an adapter in a process of its own."""
BLOWS.update(HOSTED)
SWEEP: Final = {
    "kill core at a sync": DEEPEST["sync"],
    "kill core after a sync": DEEPEST["synced"],
    "kill egress at a sync": DEEPEST["sync"],
    "kill egress after a sync": DEEPEST["synced"],
    "kill core at a sync of its start": 40,
    "kill egress at a sync of its start": 40,
}
"""Struck at the first sync, the second, and so on, up to so many or until no more comes by."""
