"""`python -P -m adapters.sdk.host FD`: runs one adapter for the core at the other end of an inherited socket."""

import asyncio
import faulthandler
import os
import socket
import sys
import time
import traceback
from importlib import import_module
from pathlib import Path

from adapters.sdk.contract import AdapterContext, Manifest
from adapters.sdk.host.guest import Guest, told
from adapters.sdk.host.link import Introduction
from adapters.sdk.later import MissingPackageError
from schemas.errors import CodecError
from schemas.host import VERSION, Broke, Introduce, Introduced, Start

SDK = "1"


class UnusableError(Exception):
    """The adapter cannot be run; its text says why."""


def load(entry: str) -> Manifest:
    """Import what an entry point names. UnusableError where it is no manifest of this contract."""
    module, _, name = entry.partition(":")
    manifest = getattr(import_module(module), name)
    if not isinstance(manifest, Manifest):
        raise UnusableError(f"{entry} is {type(manifest).__name__}, not a Manifest")
    if manifest.sdk != SDK:
        raise UnusableError(f"it is written against contract {manifest.sdk}, this is {SDK}; update it")
    return manifest


def prepared(start: Start) -> Manifest:
    """Load an adapter and let it check its settings."""
    manifest = load(start.entry)
    if faults := manifest.check(start.settings):
        raise UnusableError(f"its settings: {faults[0]}")
    return manifest


def main(arguments: list[str]) -> int:
    """Introduce this process, then run the adapter until its end."""
    sock = socket.socket(fileno=int(arguments[0]))
    sock.set_inheritable(False)
    faulthandler.enable()
    core = Introduction(sock)
    try:
        secret = core.read(Introduce).secret
        core.write(Introduced(secret=secret, version=VERSION, sdk=SDK))
        start = core.read(Start)
    except (EOFError, OSError, CodecError) as error:
        sys.stderr.write(f"no core that can be talked to: {error}\n")
        return 2
    return _run(sock, core, start)


def _run(sock: socket.socket, core: Introduction, start: Start) -> int:
    context = AdapterContext(
        name=start.name, state_dir=Path(start.state_dir), monotonic_ns=time.monotonic_ns, paired=start.paired
    )
    try:
        manifest = prepared(start)
        return asyncio.Runner().run(Guest(sock, manifest, start, context).run())  # not closed: no thread is waited for
    except (UnusableError, MissingPackageError) as error:
        core.write(Broke(reason=str(error)))
    except Exception as error:  # noqa: BLE001  an adapter's author may raise anything at import
        traceback.print_exc()
        core.write(Broke(reason=told(error, start.memory_mb)))
    return 1


if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
    finally:
        sys.stderr.flush()
        sys.stdout.flush()
    os._exit(code)  # no thread of an adapter keeps the process
