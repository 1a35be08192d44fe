"""Telling systemd how things stand (sd_notify(3)); a no-op where nobody listens."""

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from gateway.core.clock import Clock

Health = Callable[[], Awaitable[str]]
"""Return "" when all is well, else what is not."""

WATCHDOG_SHARE: Final = 0.5  # feed at half the time-out, as sd_watchdog_enabled(3) advises


def notify(*lines: str, environ: Mapping[str, str] = os.environ) -> bool:
    """Send `READY=1`, `STATUS=...` and the like; returns whether anybody was told."""
    address = environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return False
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sock:
        sock.settimeout(0)
        try:
            sock.sendto("\n".join(lines).encode(), address.replace("@", "\0", 1))
        except OSError:
            return False
    return True


def watchdog_s(environ: Mapping[str, str] = os.environ) -> float | None:
    """Return the watchdog's time-out for this process, or None where there is none."""
    usec = environ.get("WATCHDOG_USEC", "")
    pid = environ.get("WATCHDOG_PID", str(os.getpid()))
    return int(usec) / 1e6 if usec.isdigit() and int(usec) > 0 and pid == str(os.getpid()) else None


async def feed_watchdog(clock: Clock, health: Health, timeout_s: float) -> None:
    """Feed the watchdog for as long as `health` is good, and say in the status what is not.

    Runs until cancelled. A health check that itself hangs starves the watchdog, which is the point of it.
    """
    last = ""
    while True:
        async with asyncio.timeout(timeout_s):  # wait_for of Python 3.11 can lose a cancellation
            fault = await health()
        if not fault:
            notify("WATCHDOG=1")
        if fault != last:
            notify(f"STATUS={fault or 'running'}")
            last = fault
        await clock.sleep(timeout_s * WATCHDOG_SHARE)
