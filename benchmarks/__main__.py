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
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.measure import BY_NAME, MEASURES, is_met, report, rounded
from benchmarks.run import FULL, QUICK, Run
from benchmarks.stage import use_bytecode

FAILED = 1
INTERRUPTED = 130


def parser() -> argparse.ArgumentParser:
    """Return the parser of the options."""
    names = "\n".join(f"  {one.name} ({one.unit}): {one.en}; beside it: {one.raw}" for one in MEASURES)
    found = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=__doc__,
        epilog=f"Progress goes to standard error, results to standard output. Exit code 1: something was not measured."
        f"\n\nmeasures:\n{names}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    found.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    found.add_argument("--quick", action="store_true", help="under a minute: fewer repeats, no 5,000 properties")
    return found


def main() -> int:
    """Run and report; what was measured before a failure or Ctrl-C is reported too."""
    options = parser().parse_args()
    began_s = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="hutong-bench-") as folder:
        use_bytecode(Path(folder))
        run = Run(QUICK if options.quick else FULL, Path(folder))
        trouble = _measure(run)
    about = {
        "quick": options.quick,
        "seconds": rounded(time.monotonic() - began_s),
        "cpus": len(os.sched_getaffinity(0)),
        "load_average": rounded(os.getloadavg()[0]),
        "python": platform.python_version(),
        "machine": platform.machine(),
        "failure": trouble,
    }
    tree = report(run.results, about)
    if options.json:
        sys.stdout.write(json.dumps(tree, ensure_ascii=False) + "\n")
    else:
        Console(width=None if sys.stdout.isatty() else 120).print(table(tree))
    if trouble:
        sys.stderr.write(f"benchmarks: {trouble}\n")
    return INTERRUPTED if trouble == "interrupted" else FAILED if trouble else 0


def _measure(run: Run) -> str:
    """Run everything; returns what went wrong, or nothing."""
    try:
        asyncio.run(_until_told(run))
    except (KeyboardInterrupt, asyncio.CancelledError):
        return "interrupted"
    except TimeoutError:
        return f"not finished within {run.effort.limit_s:g} s; the machine may be busy"
    except Exception as error:  # noqa: BLE001 - what is known is still told
        return f"{type(error).__name__}: {error}"
    return ""


async def _until_told(run: Run) -> None:
    """End in order at SIGTERM too; asyncio does so for Ctrl-C."""
    task = asyncio.current_task()
    assert task is not None
    with contextlib.suppress(NotImplementedError):
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await run.all()


def table(tree: dict[str, dict[str, dict[str, object]]]) -> Table:
    """Return the results as a table."""
    columns = ("measure", "", "value", "raw", "ratio", "raw limit", "limit", "")
    found = Table(*columns, title="Hutong: measures beside raw limits")
    for column in (*found.columns[2:5], found.columns[6]):
        column.justify = "right"
    for name, result in tree["measures"].items():
        value, raw = float(str(result["value"])), float(str(result["raw"]))
        one = BY_NAME[name]
        ratio = f"{value / raw:.2f}" if raw else ""
        found.add_row(
            f"{one.en}\n[dim]{name} · {one.zh}[/dim]",
            one.unit,
            f"{value:,.{one.digits}f}",
            f"{raw:,.{one.digits}f}",
            ratio,
            one.raw,
            f"≤ {one.limit:g}" if one.limit is not None else "",
            "" if one.limit is None else "met" if is_met(name, value) else "[red]missed[/red]",
        )
    return found


if __name__ == "__main__":
    sys.exit(main())
