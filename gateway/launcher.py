"""`hutong run`: both processes under one parent, each restarted when it ends, both ended together."""

import argparse
import asyncio
import contextlib
import logging
import os
import signal
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from adapters.sdk.reconnect import Backoff

logger = logging.getLogger(__name__)

LONGEST_PAUSE_S: Final = 30.0
GRACE_S: Final = 10.0  # between SIGTERM and SIGKILL


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A process to keep running. `hidden` names variables of the environment that it does not get."""

    name: str
    arguments: tuple[str, ...]
    hidden: tuple[str, ...] = ()


def children(config: Path) -> tuple[Child, Child]:
    """Return the core and the egress process of one configuration. Only the core speaks to systemd."""
    python = (sys.executable, "-P", "-m")
    return (
        Child(name="core", arguments=(*python, "gateway.app", "-c", str(config))),
        Child(
            name="egress",
            arguments=(*python, "gateway.egress", "-c", str(config)),
            hidden=("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"),
        ),
    )


async def launch(to_run: Sequence[Child], environ: Mapping[str, str] = os.environ) -> int:
    """Keep the children running until SIGTERM or SIGINT. Returns the exit code.

    A child that refuses its configuration (exit code 2) ends everything: starting it again would not help.
    """
    stop = asyncio.Event()
    refused: list[str] = []
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        async with asyncio.TaskGroup() as group:
            for child in to_run:
                group.create_task(_keep(child, dict(environ), stop, refused), name=child.name)
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
    return 2 if refused else 0


async def _keep(child: Child, environ: dict[str, str], stop: asyncio.Event, refused: list[str]) -> None:
    environment = {k: v for k, v in environ.items() if k not in child.hidden}
    backoff = Backoff(ceiling_s=LONGEST_PAUSE_S)
    while not stop.is_set():
        started = time.monotonic()
        code = await _run_once(child, environment, stop)
        if stop.is_set():
            return
        if code == 2:
            refused.append(child.name)
            stop.set()
            return
        pause_s = backoff.after(time.monotonic() - started)
        logger.warning("%s ended with code %s, starting it again in %.1f s", child.name, code, pause_s)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(pause_s):  # wait_for of Python 3.11 can lose a cancellation
                await stop.wait()


async def _run_once(child: Child, environment: dict[str, str], stop: asyncio.Event) -> int | None:
    process = await asyncio.create_subprocess_exec(*child.arguments, env=environment)
    logger.info("%s started, process %d", child.name, process.pid)
    async with asyncio.TaskGroup() as group:
        ended = group.create_task(process.wait(), name=f"{child.name} ends")
        stopping = group.create_task(stop.wait(), name=f"{child.name} is stopped")
        await asyncio.wait((ended, stopping), return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not ended.done():
            await _end(process, ended)
    return process.returncode


async def _end(process: asyncio.subprocess.Process, ended: "asyncio.Task[int]") -> None:
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    try:
        await asyncio.wait_for(asyncio.shield(ended), GRACE_S)
    except TimeoutError:
        process.kill()


def main() -> int:
    """Run both processes of one configuration, without the command line around it."""
    parser = argparse.ArgumentParser(prog="gateway.launcher", description=__doc__)
    parser.add_argument("-c", "--config", type=Path, required=True, help="configuration file (TOML)")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    return asyncio.run(launch(children(options.config)))


if __name__ == "__main__":
    sys.exit(main())
