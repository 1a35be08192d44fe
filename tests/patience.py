"""The end of a test that hangs: says what every task and every thread waited for, and ends the process.

pytest-timeout alone does not see to it. Its signal throws an exception into whatever just runs, in an event loop a
task that may be about to swallow it; it comes once only; and it is called off at the first failure, so that a
clean-up that hangs after that hangs for ever.
"""

import asyncio
import faulthandler
import gc
import os
import sys
import threading
import traceback
from collections.abc import Generator, Iterator
from types import FrameType
from typing import IO, Final, Protocol

import pytest
import pytest_timeout  # type: ignore[import-untyped]

_timer: Final = pytest.StashKey[threading.Timer]()
_stderr: Final = pytest.StashKey[IO[str]]()


class Settings(Protocol):
    """What pytest-timeout found for a test."""

    timeout: float


def pytest_configure(config: pytest.Config) -> None:
    """Keep the real stderr: while a test runs, its output is held back, and a worker's is not shown at all."""
    config.stash[_stderr] = os.fdopen(os.dup(2), "w", encoding="utf-8")


def pytest_unconfigure(config: pytest.Config) -> None:
    config.stash[_stderr].close()


def pytest_timeout_set_timer(item: pytest.Item, settings: Settings) -> bool:
    """Watch over set-up, test and clean-up together, in place of pytest-timeout's own timer."""
    timer = threading.Timer(settings.timeout, _end, (item, settings.timeout))
    timer.daemon = True
    item.stash[_timer] = timer
    timer.start()
    return True


def pytest_timeout_cancel_timer() -> bool:
    """Do not call it off at a failure: the clean-up is still to come."""
    return True


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Call it off when all of the test is over."""
    try:
        return (yield)
    finally:
        if (timer := item.stash.get(_timer, None)) is not None:
            timer.cancel()
            timer.join()


def _end(item: pytest.Item, after_s: float) -> None:
    if pytest_timeout.is_debugging():
        return
    out = item.config.stash[_stderr]
    try:
        faulthandler.dump_traceback(out)
        out.write(f"\n{item.nodeid} did not end within {after_s:g} s. Above: its threads; below: its tasks.\n")
        out.writelines(told_tasks())
        out.flush()
    finally:
        sys.stdout.flush()
        os._exit(1)


def told_tasks() -> Iterator[str]:
    """Tell where each task that is not done waits, outermost call first."""
    for task in [one for one in gc.get_objects() if isinstance(one, asyncio.Task) and not one.done()]:
        asked = f", asked to end {task.cancelling()} times" if task.cancelling() else ""
        yield f"Task {task.get_name()!r}{asked}:\n"
        yield from traceback.format_list([traceback.extract_stack(f, limit=1)[0] for f in _frames(task.get_coro())])


def _frames(awaited: object) -> Iterator[FrameType]:
    """Follow a suspended coroutine to what it waits for in the end."""
    while awaited is not None:
        frame = next((f for a in ("cr_frame", "ag_frame", "gi_frame") if (f := getattr(awaited, a, None))), None)
        if frame is not None:
            yield frame
        awaited = next((w for a in ("cr_await", "ag_await", "gi_yieldfrom") if (w := getattr(awaited, a, None))), None)
