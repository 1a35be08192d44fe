"""`python -m tests.faults --faults 50 --seed 7 [--json]`: strikes a running gateway and tells what it found.

Exit code 0: nothing was lost, nothing came twice unmarked, and everything came back by itself within 3 s.
"""

import argparse
import asyncio
import json
import os
import secrets
import shutil
import sys
import tempfile
from pathlib import Path

from tests.faults.blow import BLOWS
from tests.faults.campaign import Campaign, Outcome
from tests.faults.ground import Ground, can_mount
from tests.faults.report import document, page, put, table

NAMESPACE = ("unshare", "--mount", "--propagation", "private")


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.faults", description=__doc__)
    parser.add_argument("--faults", type=int, default=50, help="how many (default %(default)s)")
    parser.add_argument("--seed", type=int, default=None, help="the same seed gives the same faults")
    parser.add_argument("--only", action="append", default=[], choices=[*BLOWS], help="this kind; may be given again")
    parser.add_argument("--speed", type=float, default=600.0, help="wall time against true time (default %(default)s)")
    parser.add_argument("--sweep", action="store_true", help="kill at every sync in turn, instead of by chance")
    parser.add_argument("--in-core", action="store_true", help="run the adapter in the core, not in its own process")
    parser.add_argument("--keep", type=Path, help="an empty folder for logs, disk and capture, which stay there")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the table into this page, too")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    options = parser.parse_args()
    if os.geteuid() == 0 and shutil.which("unshare") and "FAULTS_NAMESPACE" not in os.environ:
        os.environ["FAULTS_NAMESPACE"] = "1"
        os.execvp(NAMESPACE[0], [*NAMESPACE, sys.executable, "-m", "tests.faults", *sys.argv[1:]])  # noqa: S606
    options.seed = secrets.randbelow(10_000) if options.seed is None else options.seed
    sys.stderr.write(f"seed {options.seed}\n")
    outcome = asyncio.run(_run(options))
    told = document(outcome)
    sys.stdout.write((json.dumps(told, ensure_ascii=False) if options.json else table(told)) + "\n")
    if options.write is not None:
        put(options.write, "sweep" if options.sweep else "in core" if options.in_core else "faults", page(told))
    return 0 if outcome.well() else 1


async def _run(options: argparse.Namespace) -> Outcome:
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        folder = options.keep or Path(name)
        async with Ground(folder, speed=options.speed, own_disk=can_mount(), hosted=not options.in_core) as ground:
            campaign = Campaign(ground, options.seed, lambda line: print(line, file=sys.stderr, flush=True))  # noqa: T201
            if options.sweep:
                return await campaign.sweep()
            return await campaign.run(options.faults, tuple(options.only))


if __name__ == "__main__":
    sys.exit(main())
