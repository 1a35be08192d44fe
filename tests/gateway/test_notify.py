import asyncio
import os
import socket
from pathlib import Path

import pytest

from gateway import notify as module
from gateway.core.clock import ManualClock
from gateway.notify import feed_watchdog, notify, watchdog_s


def test_nobody_listens_and_nothing_happens() -> None:
    assert not notify("READY=1", environ={})


def test_systemd_is_told(tmp_path: Path) -> None:
    path = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(str(path))
        assert notify("READY=1", "STATUS=running", environ={"NOTIFY_SOCKET": str(path)})
        assert listener.recv(100) == b"READY=1\nSTATUS=running"
    assert not notify("READY=1", environ={"NOTIFY_SOCKET": str(tmp_path / "gone")})


def test_the_watchdog_is_for_this_process_only() -> None:
    assert watchdog_s({"WATCHDOG_USEC": "20000000"}) == 20
    assert watchdog_s({"WATCHDOG_USEC": "20000000", "WATCHDOG_PID": str(os.getpid())}) == 20
    assert watchdog_s({"WATCHDOG_USEC": "20000000", "WATCHDOG_PID": "1"}) is None
    assert watchdog_s({}) is None


async def test_the_watchdog_is_fed_only_while_all_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(module, "notify", lambda *lines: told.extend(lines))
    clock, faults = ManualClock(), iter(["", "store closed", ""])

    async def health() -> str:
        return next(faults)

    async with asyncio.TaskGroup() as group:
        feeding = group.create_task(feed_watchdog(clock, health, 10))
        await clock.advance(1)
        assert told == ["WATCHDOG=1"]
        await clock.advance(5)
        assert told[1:] == ["STATUS=store closed"]
        await clock.advance(5)
        assert told[2:] == ["WATCHDOG=1", "STATUS=running"]
        feeding.cancel()
