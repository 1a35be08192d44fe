"""A program that the demonstration started, and may kill and start again."""

import asyncio
import contextlib
import json
import os
import signal
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any, Final

END_S: Final = 15.0  # more than the launcher gives its own children
START_S: Final = 40.0
POLL_S: Final = 0.05
LAST_LINES: Final = 12


class StartError(Exception):
    """A program did not get ready; the text says which and shows its last words."""


class Program:
    """One child process. Its standard error goes to a file; its standard output is read line by line."""

    def __init__(self, name: str, arguments: tuple[str, ...], log: Path, environ: Mapping[str, str]) -> None:
        self.name = name
        self.process: asyncio.subprocess.Process | None = None
        self._arguments = arguments
        self._log = log
        self._environ = dict(environ)

    async def start(self) -> None:
        """Start it, or start it again."""
        with await asyncio.to_thread(self._log.open, "ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *self._arguments,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                env=self._environ,
                start_new_session=True,  # Ctrl-C is for the demonstration, which ends them in order
            )

    @property
    def is_running(self) -> bool:
        """Whether it was started and has not ended."""
        return self.process is not None and self.process.returncode is None

    async def read_json(self) -> dict[str, Any]:
        """Return the next line of JSON it prints; StartError when it ends or says nothing in time."""
        assert self.process is not None  # noqa: S101
        assert self.process.stdout is not None  # noqa: S101
        try:
            async with asyncio.timeout(START_S):
                while line := await self.process.stdout.readline():
                    if line.startswith(b"{"):
                        found: dict[str, Any] = json.loads(line)
                        return found
        except TimeoutError:
            pass
        raise await self.failure()

    async def wait_until(self, ready: Callable[[], Awaitable[bool]]) -> None:
        """Wait until `ready` says so; StartError when the program ends first, or after START_S."""
        try:
            async with asyncio.timeout(START_S):
                while self.is_running:
                    if await ready():
                        return
                    await asyncio.sleep(POLL_S)
        except TimeoutError:
            pass
        raise await self.failure()

    async def failure(self) -> StartError:
        """Make the error that shows its last words."""
        text = await asyncio.to_thread(self._log.read_text, "utf-8", "replace")
        last = "\n  ".join(text.splitlines()[-LAST_LINES:])
        return StartError(f"{self.name} did not get ready; it said:\n  {last}")

    def kill(self) -> None:
        """End it and all it started without a warning, as a power cut would."""
        if self.process is not None and self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)

    async def end(self) -> None:
        """Ask it to end, and make it if it does not."""
        if self.process is not None and self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.terminate()
        try:
            await asyncio.wait_for(self.wait(), END_S)
        except TimeoutError:
            self.kill()
            await self.wait()

    async def wait(self) -> None:
        """Wait until it has ended; what it still prints is read and dropped."""
        if self.process is None:
            return
        if self.process.stdout is not None:
            while await self.process.stdout.read(65536):
                pass
        await self.process.wait()


async def port_open(host: str, port: int) -> bool:
    """Whether something accepts connections there."""
    try:
        _, writer = await asyncio.open_connection(host, port)
    except OSError:
        return False
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
    return True
