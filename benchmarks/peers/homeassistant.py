"""Measure Home Assistant core and Hutong's core in one run on the same messages."""

import argparse
import asyncio
import contextlib
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from benchmarks.measure import rounded
from benchmarks.peers.homeassistant_python import VARIABLE, WANTED, MissingError, environment, find_python, own_environ
from benchmarks.peers.homeassistant_run import FULL, QUICK, Run, tell
from benchmarks.peers.homeassistant_table import HEADS, ROWS, cells, page, report
from benchmarks.stage import use_bytecode

PAGE: Final = Path(__file__).parents[2] / "docs" / "performance" / "homeassistant.md"
FAILED: Final = 1
INTERRUPTED: Final = 130
ASK: Final = "import homeassistant.const as c, platform; print(c.__version__, platform.python_version())"


def parser() -> argparse.ArgumentParser:
    """Return the parser of the options."""
    names = "\n".join(f"  {one.name} ({one.unit}): {one.en} · {one.zh}" for one in ROWS)
    found = argparse.ArgumentParser(
        prog="python -m benchmarks.peers.homeassistant",
        description=__doc__,
        epilog=f"Home Assistant runs in an environment of its own, made once below .peers/. Progress goes to standard"
        f" error, results to standard output.\nExit code 0: measured, or no Python {WANTED} found; 1: something was not"
        f" measured.\n\nmeasures:\n{names}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    found.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    found.add_argument("--quick", action="store_true", help="about three minutes: fewer repeats, no 5,000 properties")
    found.add_argument("--write", action="store_true", help="write the table into docs/performance/homeassistant.md")
    found.add_argument("--python", metavar="PATH", help=f"the Python {WANTED} to use (also: {VARIABLE})")
    return found


def main() -> int:
    """Run and report; what was measured before a failure or Ctrl-C is reported too."""
    options = parser().parse_args()
    try:
        tell("the environment of Home Assistant")
        python = environment(find_python(options.python))
    except MissingError as error:
        return _skip(str(error), as_json=options.json)
    began_s = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="hutong-bench-") as folder:
        use_bytecode(Path(folder))
        run = Run(QUICK if options.quick else FULL, Path(folder), python)
        trouble = _measure(run)
    about = _about(python) | {"quick": options.quick, "seconds": rounded(time.monotonic() - began_s)}
    tree = report(run.results, about | {"failure": trouble})
    if options.write and not trouble:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page(tree), "utf-8")
    _print(tree, as_json=options.json)
    if trouble:
        sys.stderr.write(f"benchmarks.peers.homeassistant: {trouble}\n")
    return INTERRUPTED if trouble == "interrupted" else FAILED if trouble else 0


def _skip(why: str, *, as_json: bool) -> int:
    """Say plainly that nothing was measured; that is no failure."""
    line = json.dumps({"measures": {}, "skipped": why}) if as_json else f"skipped: {why}"
    sys.stdout.write(line + "\n")
    return 0


def _measure(run: Run) -> str:
    """Run everything; returns what went wrong, or nothing."""
    try:
        asyncio.run(_until_told(run))
    except (KeyboardInterrupt, asyncio.CancelledError):
        return "interrupted"
    except TimeoutError as error:
        return str(error) or f"not finished within {run.effort.limit_s:g} s; the machine may be busy"
    except Exception as error:  # noqa: BLE001 - what is known is still told
        return f"{type(error).__name__}: {error}"
    return "; ".join(run.troubles)


async def _until_told(run: Run) -> None:
    """End in order at SIGTERM too; asyncio does so for Ctrl-C."""
    task = asyncio.current_task()
    assert task is not None
    with contextlib.suppress(NotImplementedError):
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    await run.all()


def _about(python: Path) -> dict[str, Any]:
    """What was measured on what; no name or path of the machine."""
    version, theirs = subprocess.check_output([str(python), "-P", "-c", ASK], env=own_environ(), text=True).split()
    return {
        "homeassistant": version,
        "homeassistant_python": theirs,
        "hutong_python": platform.python_version(),
        "machine": platform.machine(),
        "cpus": len(os.sched_getaffinity(0)),
        "load_average": rounded(os.getloadavg()[0]),
        "date": time.strftime("%Y-%m-%d", time.gmtime()),
    }


def _print(tree: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(tree, ensure_ascii=False) + "\n")
        return
    found = Table(*HEADS, title="Hutong beside Home Assistant")
    for column in found.columns[2:]:
        column.justify = "right"
    for row in cells(tree):
        found.add_row(*row)
    Console(width=None if sys.stdout.isatty() else 120).print(found)


if __name__ == "__main__":
    sys.exit(main())
