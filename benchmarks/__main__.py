"""Measure speed and memory of the gateway, each beside its raw limit in the same run."""

import argparse
import asyncio
import contextlib
import json
import os
import platform
import signal
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from benchmarks import show, write
from benchmarks.measure import MEASURES, missed, report, rounded
from benchmarks.parts import PARTS, UnknownPartError, chosen
from benchmarks.run import FULL, QUICK, Part, Run
from benchmarks.stage import use_bytecode

FAILED = 1
WRONG = 2
INTERRUPTED = 130


def parser() -> argparse.ArgumentParser:
    """Return the parser of the options."""
    names = "\n".join(f"  {one.name} ({one.unit}): {one.en}; beside it: {one.raw}" for one in MEASURES)
    found = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        epilog=f"Progress goes to standard error, results to standard output. Exit code 1: something was not measured."
        f"\nA limit that is missed is told at the end and changes no exit code.\n\nmeasures:\n{names}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    found.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    found.add_argument("--quick", action="store_true", help="about three minutes: fewer repeats, no growth, no plots")
    found.add_argument("--only", nargs="+", metavar="NAME", default=(), help="only these parts or measures")
    found.add_argument("--list", action="store_true", help="show the parts and what each measures, and do nothing")
    found.add_argument("--no-plots", action="store_true", help="draw no plots after a full run")
    found.add_argument(
        "--write", action="store_true", help="write figures, tables and plots into docs/, in place of those there"
    )
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Run and report; what was measured before a failure or Ctrl-C is reported too."""
    options = parser().parse_args(arguments)
    if options.list:
        sys.stdout.write(listing())
        return 0
    try:
        parts = chosen(options.only, quick=options.quick)
    except UnknownPartError as error:
        sys.stderr.write(f"benchmarks: {error}\n")
        return WRONG
    began_s = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="hutong-bench-") as folder:
        use_bytecode(Path(folder))
        run = Run(QUICK if options.quick else FULL, Path(folder))
        trouble = _measure(run, parts)
    about = {
        "quick": options.quick,
        "only": list(options.only),
        "seconds": rounded(time.monotonic() - began_s),
        "cpus": len(os.sched_getaffinity(0)),
        "load_average": rounded(os.getloadavg()[0]),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "notes": run.notes,
        "failure": trouble,
    }
    tree = report(run.results, about, run.tables)
    _tell(tree, as_json=options.json)
    _keep(tree, options)
    if trouble:
        sys.stderr.write(f"benchmarks: {trouble}\n")
    return INTERRUPTED if trouble == "interrupted" else FAILED if trouble else 0


def listing() -> str:
    """Name the parts and their measures."""
    return "".join(
        f"{part.name}: {part.about}{'' if part.quick else '; not in a quick run'}\n"
        + "".join(f"  {name}\n" for name in part.measures)
        for part in PARTS
    )


def _tell(tree: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(tree, ensure_ascii=False) + "\n")
    else:
        console = Console(width=None if sys.stdout.isatty() else 120)
        for table in show.tables(tree):
            console.print(table)
    _lines(sys.stderr if as_json else sys.stdout, missed(tree))


def _lines(out: Any, lines: Iterable[str]) -> None:
    out.writelines(f"{line}\n" for line in lines)
    out.flush()


def _keep(tree: dict[str, Any], options: argparse.Namespace) -> None:
    """Write what was asked for: figures, tables and plots, or after a full run the plots."""
    if options.write:
        write.figures(tree)
    elif not (options.quick or options.only or options.no_plots):
        write.plots(tree)


def _measure(run: Run, parts: Sequence[Part]) -> str:
    """Run everything; returns what went wrong, or nothing."""
    try:
        asyncio.run(_until_told(run, parts))
    except (KeyboardInterrupt, asyncio.CancelledError):
        return "interrupted"
    except TimeoutError:
        return f"not finished within {run.effort.limit_s:g} s; the machine may be busy"
    except Exception as error:  # noqa: BLE001 - what is known is still told
        return f"{type(error).__name__}: {error}"
    return ""


async def _until_told(run: Run, parts: Sequence[Part]) -> None:
    """End in order at SIGTERM too; asyncio does so for Ctrl-C."""
    task = asyncio.current_task()
    assert task is not None
    with contextlib.suppress(NotImplementedError):
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await run.all(parts)


if __name__ == "__main__":
    sys.exit(main())
