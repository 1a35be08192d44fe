"""`python -P -m gateway.egress -c FILE`: the process with the way out."""

import argparse
import asyncio
import ipaddress
import logging
import os
import pwd
import signal
import sys
from pathlib import Path

from gateway.core.clock import Clock, SystemClock
from gateway.egress.process import Egress, EgressConfig, run_egress
from gateway.egress.settings import EgressSettings, Loaded, SettingsError, load_settings
from gateway.notify import feed_watchdog, notify, watchdog_s

TEXT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


def main() -> int:
    """Run until SIGTERM. Exit code 2 when the configuration cannot be used."""
    parser = argparse.ArgumentParser(prog="gateway.egress", description=__doc__)
    parser.add_argument("-c", "--config", type=Path, required=True, help="configuration file (TOML)")
    try:
        loaded = load_settings(parser.parse_args().config)
        logging.basicConfig(level=loaded.level.upper(), format=TEXT, stream=sys.stderr)
        asyncio.run(_run(loaded))
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


async def _run(loaded: Loaded) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    clock = SystemClock(rate=loaded.speed, origin_ms=loaded.origin_ms)
    config = _process_config(loaded.egress, clock)
    watchdogs: list[asyncio.Task[None]] = []

    def ready(egress: Egress) -> None:
        notify("READY=1", "STATUS=running")
        timeout_s = watchdog_s()
        if timeout_s is not None:
            watchdogs.append(group.create_task(feed_watchdog(clock, lambda: _health(egress), timeout_s)))

    async with asyncio.TaskGroup() as group:
        await run_egress(config, stop=stop, ready=ready)
        notify("STOPPING=1")
        for watchdog in watchdogs:
            watchdog.cancel()


async def _health(egress: Egress) -> str:
    return egress.health().reason


def _process_config(settings: EgressSettings, clock: Clock) -> EgressConfig:
    """Turn the settings into what the process runs with."""
    return EgressConfig(
        state_dir=Path(settings.state_dir),
        core_socket=settings.core_socket,
        admin_socket=settings.admin_socket,
        core_uids=frozenset({_uid(settings.core_user)}),
        clock=clock,
        sink_networks=tuple(_network(text) for text in settings.sink_networks),
        public_sinks=settings.public_sinks,
    )


def _uid(user: str) -> int:
    if not user:
        return os.geteuid()
    try:
        return pwd.getpwnam(user).pw_uid
    except KeyError as error:
        raise SettingsError(f"egress.core_user: there is no user {user!r}; create it, or leave the key out") from error


def _network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    try:
        return ipaddress.ip_network(text)
    except ValueError as error:
        raise SettingsError(f'egress.sink_networks: {error}; write it as "192.0.2.0/24"') from error


if __name__ == "__main__":
    sys.exit(main())
