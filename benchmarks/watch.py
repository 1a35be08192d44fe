"""Times every callback of an event loop, and every round of the garbage collector, and tells the longest by name.

Processor time is that of the loop's thread, so that other processes do not count; a stall is wall time, and they do.
"""

import asyncio
import gc
import json
import signal
import threading
import time
from asyncio import events
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

SHOWN: Final = 12
NOTED_S: Final = 0.0005  # callbacks that take longer are told apart by name: naming one costs more than most do
COLLECTOR: Final = "garbage collector, generation"


class Watch:
    """Watches the running loop between SIGUSR1 and SIGUSR2, then writes what it saw to a file."""

    def __init__(self, out: Path | None = None) -> None:
        self._out = out
        self._run: Callable[[events.Handle], None] = events.Handle._run  # noqa: SLF001
        self._collecting_s = 0.0
        self.cpu_s = self.stall_s = 0.0
        self.name = ""
        self.by_name: dict[str, tuple[float, int]] = {}  # longest processor time, and how often it was noted

    def listen(self) -> None:
        """Obey the two signals from now on."""
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGUSR1, self.begin)
        loop.add_signal_handler(signal.SIGUSR2, self.end)

    def begin(self) -> None:
        """Time what comes."""
        run = self._run

        def timed(handle: events.Handle) -> None:
            wall_s, cpu_s = time.perf_counter(), time.thread_time()
            run(handle)
            cpu_s = time.thread_time() - cpu_s
            self.late(time.perf_counter() - wall_s)
            if cpu_s > NOTED_S or cpu_s > self.cpu_s:
                self.note(_named(handle), cpu_s)

        setattr(events.Handle, "_run", timed)  # noqa: B010
        gc.callbacks.append(self._collected)

    def stop(self) -> None:
        """Time no more."""
        setattr(events.Handle, "_run", self._run)  # noqa: B010
        gc.callbacks.remove(self._collected)

    def end(self) -> None:
        """Time no more, and write what was seen to the file."""
        self.stop()
        assert self._out is not None
        new = self._out.with_suffix(".new")
        new.write_text(json.dumps(self.seen()), "utf-8")
        new.replace(self._out)

    def seen(self) -> dict[str, Any]:
        """Return what was seen; `slowest` has name, longest processor time and number of the noted ones."""
        ordered = sorted(self.by_name.items(), key=lambda item: -item[1][0])
        slowest = [{"name": name, "cpu_ms": cpu_s * 1000, "count": count} for name, (cpu_s, count) in ordered]
        told = {"cpu_ms": self.cpu_s * 1000, "stall_ms": self.stall_s * 1000, "callback": self.name}
        return told | {"slowest": slowest[:SHOWN]}

    def note(self, name: str, cpu_s: float) -> None:
        """Count one callback, which is the longest or long enough to be told apart."""
        if cpu_s > self.cpu_s:
            self.cpu_s, self.name = cpu_s, name
        self._count(name, cpu_s)

    def late(self, seconds: float) -> None:
        """Count time in which the loop did nothing else as a stall."""
        self.stall_s = max(self.stall_s, seconds)

    def _count(self, name: str, cpu_s: float) -> None:
        longest, count = self.by_name.get(name, (0.0, 0))
        self.by_name[name] = max(longest, cpu_s), count + 1

    def _collected(self, phase: str, about: dict[str, int]) -> None:
        """Time a round of the collector, which runs inside some callback and is counted there too."""
        if phase == "start":
            self._collecting_s = time.thread_time()
        else:
            where = threading.current_thread().name
            spent_s = time.thread_time() - self._collecting_s
            self._count(f"{COLLECTOR} {about['generation']} in {where.partition('-')[0]}", spent_s)


def _named(handle: events.Handle) -> str:
    """Give a callback a name that stays the same: of its task and where that waits now, or of its function."""
    callback = getattr(handle, "_callback", None)
    owner = getattr(callback, "__self__", None)
    if isinstance(owner, asyncio.Task):
        return f"{_kind(owner.get_name())}: {_place(owner.get_coro())}"
    return str(getattr(callback, "__qualname__", None) or type(callback).__name__)


def _kind(name: str) -> str:
    """Leave out the number that asyncio gives."""
    return "Task" if name.startswith("Task-") else name


def _place(coro: Any) -> str:
    """Follow what a coroutine waits for to the innermost place that has a name."""
    names: list[str] = []
    while coro is not None and len(names) < 12:
        code = getattr(coro, "cr_code", None) or getattr(coro, "gi_code", None) or getattr(coro, "ag_code", None)
        if code is None:
            break
        names.append(code.co_qualname)
        coro = getattr(coro, "cr_await", None) or getattr(coro, "gi_yieldfrom", None) or getattr(coro, "ag_await", None)
    return " → ".join((*names[:1], *names[1:][-2:])) or type(coro).__name__
