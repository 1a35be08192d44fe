"""Running a peer: a process of its own, waited for by what it says or answers, and ended by its id."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

READY_S: Final = 30.0
END_S: Final = 3.0
LINES: Final = 400


@dataclass
class Peer:
    """A running peer; `lines` are the last that it said."""

    process: asyncio.subprocess.Process
    lines: list[str] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def until(self, text: str, within_s: float = READY_S) -> None:
        """Wait until it has said something with this text."""
        async with asyncio.timeout(within_s):
            while not any(text in line for line in self.lines):
                if self.process.returncode is not None:
                    raise RuntimeError("the peer ended:\n" + "\n".join(self.lines[-20:]))
                self.news.clear()
                await self.news.wait()

    async def say(self, line: str) -> None:
        """Write a line to its standard input."""
        if self.process.stdin is not None:
            self.process.stdin.write(line.encode() + b"\n")
            await self.process.stdin.drain()

    def stop(self) -> None:
        """Hold it, so that it is there and answers nothing."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it go on."""
        self.process.send_signal(signal.SIGCONT)

    async def kill(self) -> None:
        """End it at once, and everything it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        await self.process.wait()


@asynccontextmanager
async def peer(
    *command: str, ready: str = "", environ: Mapping[str, str] | None = None, folder: str | None = None
) -> AsyncIterator[Peer]:
    """Run a peer for the time of a block; wait until it says `ready`, if that is given."""
    process = await asyncio.create_subprocess_exec(
        *command,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, "PYTHONUNBUFFERED": "1", **(environ or {})},
        cwd=folder,
        start_new_session=True,
    )
    one = Peer(process)
    reading = asyncio.create_task(_read(one), name="peer's words")
    try:
        if ready:
            await one.until(ready)
        yield one
    finally:
        await _end(one)
        reading.cancel()
        await asyncio.wait({reading})


async def _read(one: Peer) -> None:
    stream = one.process.stdout
    while stream is not None and (line := await stream.readline()):
        one.lines.append(line.decode(errors="replace").rstrip())
        del one.lines[:-LINES]
        one.news.set()
    one.news.set()


async def _end(one: Peer) -> None:
    if one.process.returncode is None:
        one.go_on()
        with suppress(ProcessLookupError):
            os.killpg(one.process.pid, signal.SIGTERM)
        try:
            async with asyncio.timeout(END_S):
                await one.process.wait()
        except TimeoutError:
            await one.kill()
    if one.process.stdin is not None:
        one.process.stdin.close()
    transport = getattr(one.process, "_transport", None)
    if transport is not None:
        transport.close()


def said(lines: Sequence[str]) -> str:
    """Give what a peer said last, for a failed assertion."""
    return "\n".join(lines[-30:])
