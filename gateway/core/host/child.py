"""One process of an adapter, under its warden: started, watched, ended for certain."""

import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import adapters.sdk.host
from gateway.core.host.order import Order
from gateway.core.host.voice import Voice
from schemas.codec import CodecError, decode

LEAVE_S: Final = 1.2  # for leaving in order; then SIGTERM
TERMINATE_S: Final = 1.0  # for the warden, which gives the adapter a part of it; then SIGKILL for all
LINE: Final = 4096
WARDEN: Final = str(Path(adapters.sdk.host.__file__).with_name("warden.py"))
PROGRAM: Final = ("-P", "-m", "adapters.sdk.host")
KEPT_VARIABLES: Final = (
    "PATH",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "PYTHONPATH",
    "PYTHONPYCACHEPREFIX",
    "PYTHONDONTWRITEBYTECODE",
)

_log = logging.getLogger("gateway.core.host")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spawned:
    """The adapter's process runs."""

    pid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What it uses, with all that it started."""

    memory_mb: float
    cpu_percent: float
    processes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """It is beyond its share of the processor; empty: no more."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """It is ended for what it used."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """It has ended, and all that it started: its exit code, or minus the signal."""

    code: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """Its warden has ended too; the one report that is not the warden's."""


Report = Spawned | Measured | Warned | Stopped | Ended | Gone


class Child:
    """Open it to start the process; closing it leaves no process behind, within 3 s at the worst.

    The socket is one of a pair: it has no name that anybody else could connect to. `report` is called in the loop.
    """

    def __init__(self, order: Order, folder: Path, voice: Voice, report: Callable[[Report], None]) -> None:
        self.voice = voice
        self.socket: socket.socket
        self.gone = asyncio.Event()  # nothing of it is left
        self._order = order
        self._folder = folder
        self._report = report
        self._warden: subprocess.Popen[bytes]
        self._told_all = asyncio.Event()
        self._stack = ExitStack()

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        with ExitStack() as stack:
            self.socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
            stack.callback(self.socket.close)
            self.socket.setblocking(False)  # noqa: FBT003
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
            said, errors = os.pipe2(os.O_CLOEXEC), os.pipe2(os.O_CLOEXEC)
            with theirs:
                try:
                    self._warden = self._spawned(theirs.fileno(), said[1], errors[1])
                finally:
                    os.close(said[1])
                    os.close(errors[1])
            pidfd = os.pidfd_open(self._warden.pid)
            stack.callback(os.close, pidfd)
            loop.add_reader(pidfd, self._exited, pidfd)
            stack.callback(loop.remove_reader, pidfd)
            reports = os.fdopen(said[0], "rb", buffering=0)
            stack.callback(self.voice.close)
            transport, _ = await loop.connect_read_pipe(lambda: _Lines(self._line, self._told_all.set), reports)
            stack.callback(transport.close)
            await loop.connect_read_pipe(lambda: self.voice, os.fdopen(errors[0], "rb", buffering=0))
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._stack:
            try:
                if not await self.ends(LEAVE_S):
                    self._signal(signal.SIGTERM)
                    if not await self.ends(TERMINATE_S):
                        _log.error("adapter %s: its process does not end when told to; it is killed", self._order.name)
            finally:
                if not self.gone.is_set():
                    self.kill()
                    self._warden.wait()
                await asyncio.sleep(0)  # the pipes may still say something

    def kill(self) -> None:
        """End it all at once: the warden does so with whatever it finds, and is itself ended if it is late."""
        self._signal(signal.SIGKILL)

    def end(self) -> None:
        """Have the warden end everything."""
        self._signal(signal.SIGTERM)

    async def ends(self, limit_s: float) -> bool:
        """Wait for the end; false when it takes longer."""
        with suppress(TimeoutError):
            async with asyncio.timeout(limit_s):
                await self.gone.wait()
        return self.gone.is_set()

    async def drained(self, limit_s: float) -> None:
        """Wait until everything that it said is read."""
        with suppress(TimeoutError):
            async with asyncio.timeout(limit_s):
                await self.voice.ended.wait()
                await self._told_all.wait()

    def _signal(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):
            if number is signal.SIGKILL:
                os.killpg(self._warden.pid, number)
            else:
                self._warden.send_signal(number)

    def _spawned(self, sock: int, report: int, errors: int) -> "subprocess.Popen[bytes]":
        order = {"parent": os.getpid(), "report": report, "socket": sock, "window_s": self._order.patience.window_s}
        limits = [f"{key}={value}" for key, value in (order | asdict(self._order.budget)).items()]
        python = sys.executable
        adapter = (python, *PROGRAM, str(sock))
        return subprocess.Popen(  # noqa: S603  our own two programs
            (python, "-I", "-S", WARDEN, *limits, "--", *adapter),
            stdin=subprocess.DEVNULL,
            stdout=errors,
            stderr=errors,
            pass_fds=(sock, report),
            env=environment(self._folder, os.environ),
            start_new_session=True,  # a terminal's Ctrl-C is for the core
        )

    def _exited(self, pidfd: int) -> None:
        asyncio.get_running_loop().remove_reader(pidfd)
        self._warden.poll()
        self.gone.set()
        self._report(Gone())

    def _line(self, line: bytes) -> None:
        try:
            self._report(decode(line, Report, max_bytes=LINE))
        except CodecError:
            _log.exception("adapter %s: its warden speaks nonsense", self._order.name)


class _Lines(asyncio.Protocol):
    """Whole lines of a pipe that only the warden writes to."""

    def __init__(self, heard: Callable[[bytes], None], ended: Callable[[], None]) -> None:
        self._heard = heard
        self._ended = ended
        self._rest = b""

    def data_received(self, data: bytes) -> None:
        *lines, rest = (self._rest + data).split(b"\n")
        self._rest = rest[-LINE:]
        for line in lines:
            self._heard(line)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self._ended()


def environment(folder: Path, ours: Mapping[str, str]) -> dict[str, str]:
    """Give an adapter's process what it needs of our environment, which may hold secrets, and its own folder."""
    kept: dict[str, Any] = {key: ours[key] for key in KEPT_VARIABLES if key in ours}
    return kept | {"HOME": str(folder), "TMPDIR": str(folder), "MALLOC_ARENA_MAX": "2"}
