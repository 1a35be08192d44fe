"""The core process: read this first. Every part of it is made and joined here, and nowhere else."""

if __name__ == "__main__":
    import gateway.first  # noqa: F401 - before all else

import argparse
import asyncio
import ctypes
import gc
import logging
import os
import signal
import sys
from contextlib import AsyncExitStack, suppress
from importlib.metadata import version
from pathlib import Path

from gateway.adapters import AdapterError, check_adapters, plan_adapters
from gateway.config import Config, ConfigError, load_config
from gateway.core.clock import SystemClock
from gateway.core.errors import DiskFailed
from gateway.core.gate import Gate
from gateway.core.home import Home
from gateway.core.pairing import PairedStore
from gateway.core.storage import Database
from gateway.core.storage.migrate import MigrationError
from gateway.core.storage.state_store import load_saved_time
from gateway.core.vault import RootKey, Vault, VaultError
from gateway.logging import set_up_logging
from gateway.northbound import AccessStore, Facts, Northbound
from gateway.northbound.certificate import CertificateError
from gateway.northbound.listener import ListenError
from gateway.notify import feed_watchdog, notify, watchdog_s
from schemas.extensions.installed import load as load_extended
from schemas.registry import Registry

logger = logging.getLogger(__name__)

REFUSED = 2  # exit code: starting again would not help
LOADED_S = 60.0  # after which adapters know their devices
TRIM_S = 60.0


def main() -> int:
    """Run the core until SIGTERM. Exit code 2 when configuration or keys cannot be used."""
    parser = argparse.ArgumentParser(prog="gateway.app", description=__doc__)
    parser.add_argument("-c", "--config", type=Path, required=True, help="configuration file (TOML)")
    path = parser.parse_args().config
    try:
        config = load_config(path)
        check_adapters(path, config, all_here=False)
        set_up_logging(config.log.level, config.log.format)
    except (ConfigError, AdapterError) as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    return _run(config)


def _run(config: Config) -> int:
    """Run, and tell what stopped it in one line; task groups wrap even a single error."""
    code = 0
    try:
        asyncio.run(run_core(config))
    except* (AdapterError, CertificateError, MigrationError, VaultError) as group:
        code = _tell(group, REFUSED)
    except* (DiskFailed, ListenError) as group:
        code = _tell(group, 1)  # there may be room, or an interface its address, later
    return code


def _tell(group: BaseExceptionGroup[BaseException], code: int) -> int:
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    sys.stderr.write(f"{error}\n")
    return code


def _registry() -> Registry:
    """Load the schema with the extensions of other makers; what is wrong with one is told and leaves the rest."""
    found = load_extended()
    for line in found.refused:
        logger.error("%s", line)
    return found.registry


async def run_core(config: Config) -> None:
    """Open the stores, then the home, the gate and the interfaces; close them in the other order."""
    stop = _stop_event()
    state_dir = Path(config.paths.state_dir)
    root = await asyncio.to_thread(RootKey.load, state_dir, os.environ)
    registry = await asyncio.to_thread(_registry)
    plans = await asyncio.to_thread(plan_adapters, config)
    async with AsyncExitStack() as stack:
        trust = await stack.enter_async_context(
            Database(state_dir / "trust.db", migrations="trust", synchronous="FULL")
        )
        state = await stack.enter_async_context(
            Database(state_dir / "state.db", migrations="state", synchronous="NORMAL")
        )
        clock = SystemClock(
            floor_ms=await load_saved_time(state), rate=config.demo.speed, origin_ms=config.demo.origin_ms
        )
        vault = Vault(trust, root)
        home = await stack.enter_async_context(
            Home(
                clock=clock,
                state_db=state,
                vault=vault,
                state_dir=state_dir,
                plans=plans,
                registry=registry,
                policy=config.hazards.policy(),
                paired=PairedStore(trust, vault),
            )
        )
        access = await stack.enter_async_context(AccessStore(trust))
        tasks = await stack.enter_async_context(asyncio.TaskGroup())
        running = tasks.create_task(home.run(), name="home")
        stack.callback(running.cancel)
        gate = Gate(home=home, trust=trust, vault=vault, clock=clock, socket=config.egress.core_socket)
        await stack.enter_async_context(gate)
        facts = Facts(
            version=version("hutong"),
            root_key=root.kind,
            started_ns=clock.monotonic_ns(),
            bytes_written=_bytes_written,
        )
        northbound = Northbound(home, access, gate, clock, config.api, tls_dir=state_dir / "tls", facts=facts)
        await stack.enter_async_context(northbound)
        await _tell_first_start(access, northbound, Path(config.paths.runtime_dir))
        watchdog = tasks.create_task(_watch(clock, trust, state), name="watchdog")
        stack.callback(watchdog.cancel)
        _settle_memory()
        asyncio.get_running_loop().call_later(LOADED_S, _settle_memory)
        _trim()
        notify("READY=1", f"STATUS=serving {northbound.urls[0]}")
        await stop.wait()
        notify("STOPPING=1")


def _settle_memory() -> None:
    """Take what lasts out of the cycle collector's sight: looking through it all would hold the loop for 60 ms.

    Even once: what little garbage is kept with it weighs less.
    """
    gc.freeze()
    gc.enable()


def _trim() -> None:
    """Give back to the system what was only needed meanwhile, now and each minute.

    Commits and the packing of hours take some megabytes; what is left between them would add up over the hours.
    """
    with suppress(AttributeError, OSError):  # only glibc has it; a tenth of a millisecond to two
        ctypes.CDLL(None).malloc_trim(0)
    asyncio.get_running_loop().call_later(TRIM_S, _trim)


def _stop_event() -> asyncio.Event:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


def _bytes_written() -> int:
    """Give what this process had the kernel write to disk (proc(5), io); 0 where that is not told."""
    try:
        lines = Path("/proc/self/io").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("write_bytes:")), 0)


async def _tell_first_start(access: AccessStore, northbound: Northbound, runtime_dir: Path) -> None:
    """Say where the API is and, until somebody has claimed the home, with which code. The code is on disk 0600."""
    logger.info("local API at %s, certificate SHA-256 %s", northbound.urls[0], northbound.certificate.fingerprint)
    code = await access.open_first_claim()
    file, loop = runtime_dir / "claim-code", asyncio.get_running_loop()
    await asyncio.to_thread(_write_claim, file, code)
    access.on_claimed(lambda: loop.run_in_executor(None, _write_claim, file, None))
    if code is not None:
        logger.warning("not claimed yet: run `hutong claim %s %s`", northbound.urls[0].removesuffix("/api/v1"), code)


def _write_claim(path: Path, code: str | None) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    if code is not None:
        path.touch(mode=0o600)
        path.write_text(code + "\n", "utf-8")


async def _watch(clock: SystemClock, trust: Database, state: Database) -> None:
    """Feed the watchdog for as long as the loop turns and both stores answer."""
    timeout_s = watchdog_s()
    if timeout_s is None:
        return

    async def health() -> str:
        for database in (trust, state):
            await database.fetch_one("SELECT 1")
        return ""

    await feed_watchdog(clock, health, timeout_s)


if __name__ == "__main__":
    sys.exit(main())
