"""`python -m simulators.home`: a home that speaks MQTT to the broker it is told of, and to nothing else."""

import argparse
import asyncio
import json
import signal
import sys
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from simulators.home.catalogue import DEFAULT_SIZE, entries
from simulators.home.fault import KINDS, Fault, parse_fault
from simulators.home.home import Home
from simulators.home.link import BrokerAddress, RefusedError
from simulators.home.performance import Pace, Performance
from simulators.home.truth import Truth

_CONNECT_TIMEOUT_S = 30.0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m simulators.home", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address of the MQTT broker (default %(default)s)")
    parser.add_argument("--port", type=int, required=True, help="port of the MQTT broker")
    parser.add_argument("--username", help="user name at the broker")
    parser.add_argument("--password-file", type=Path, help="file with the password (or `user:password` lines)")
    parser.add_argument("--seed", type=int, default=7, help="the same seed gives the same home (default %(default)s)")
    parser.add_argument(
        "--speed", type=float, default=60, help="simulated seconds a second (default %(default)s; 1 = real time)"
    )
    parser.add_argument("--devices", type=int, default=DEFAULT_SIZE, help="how many devices (default %(default)s)")
    parser.add_argument("--rate-limit", type=float, default=0, help="most reports a second (default: as they come)")
    parser.add_argument(
        "--start",
        type=datetime.fromisoformat,
        default=datetime.fromisoformat("2026-11-23T06:00:00"),
        help="simulated local time of the start (default %(default)s)",
    )
    parser.add_argument("--seconds", type=float, help="stop by itself after so many real seconds")
    parser.add_argument("--truth", type=Path, help="write what is really so to this file (JSON lines)")
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="KIND[=DEVICE[:ARG]][@SECONDS]",
        help=f"do something wrong; may be given again. Kinds: {', '.join(sorted(KINDS))}",
    )
    parser.add_argument(
        "--json", action="store_true", help="print messages as JSON lines (they always are; kept for scripts)"
    )
    return parser


def _address(options: argparse.Namespace) -> BrokerAddress:
    password = _password(options.password_file, options.username) if options.password_file else None
    return BrokerAddress(host=options.host, port=options.port, username=options.username, password=password)


def _password(file: Path, user: str | None) -> str:
    """The file's only line, or the password on the line of the user."""
    lines = file.read_text().splitlines()
    for line in lines:
        name, colon, password = line.partition(":")
        if colon and name == user:
            return password
    return lines[0].strip()


def _faults(texts: list[str], home: Home) -> list[Fault]:
    try:
        faults = [parse_fault(text) for text in texts]
        for fault in faults:
            if fault.device:
                home.device(fault.device)
    except ValueError as error:
        _refuse(f"--fault: {error}")
    except KeyError as error:
        names = ", ".join(device.name for device in home.devices)
        _refuse(f"--fault: no device {error}; there are: {names}")
    return faults


def _refuse(text: str) -> NoReturn:
    """One clear line, and nothing done."""
    sys.stderr.write(f"simulators.home: {text}\n")
    raise SystemExit(2)


def _first(group: BaseExceptionGroup[BaseException]) -> str:
    inner = group.exceptions[0]
    if isinstance(inner, BaseExceptionGroup):
        return _first(inner)
    return str(inner) or "the broker did not answer"


def _say(event: str, **fields: Any) -> None:
    sys.stdout.write(json.dumps({"event": event, **fields}, default=str) + "\n")
    sys.stdout.flush()


async def _run(performance: Performance, faults: list[Fault], seconds: float | None, **about: Any) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with asyncio.TaskGroup() as group:
        playing = group.create_task(performance.run(faults), name="performance")
        async with asyncio.timeout(_CONNECT_TIMEOUT_S):
            await performance.connected()
        _say("ready", **about)
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), seconds)
        playing.cancel()
    _say("summary", **performance.summary())


def main() -> None:
    """Play until SIGTERM or the end of `--seconds`."""
    options = _parser().parse_args()
    if options.speed <= 0 or options.devices < 1:
        _refuse("--speed must be above 0 and --devices at least 1")
    home = Home(entries(options.devices), seed=options.seed, start=options.start)
    faults = _faults(options.fault, home)
    with ExitStack() as stack:
        out = stack.enter_context(options.truth.open("w")) if options.truth else None
        pace = Pace(speed=options.speed, rate_limit=options.rate_limit)
        about = {"devices": len(home.devices), "seed": options.seed, "speed": options.speed, "truth": options.truth}
        try:
            asyncio.run(_perform(home, options, pace, Truth(out), faults, about))
        except* (RefusedError, OSError, TimeoutError) as group:
            _refuse(f"{options.host}:{options.port}: {_first(group)}")


async def _perform(
    home: Home,
    options: argparse.Namespace,
    pace: Pace,
    truth: Truth,
    faults: list[Fault],
    about: dict[str, Any],
) -> None:
    performance = Performance(home, _address(options), pace, truth)
    await _run(performance, faults, options.seconds, **about)


if __name__ == "__main__":
    main()
