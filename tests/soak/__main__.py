"""`python -m tests.soak --minutes 135 --rate 500 [--json] [--report FILE.md]`: hours of load; does anything grow?

The last of them is judged; the time before is warm-up.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path

from tests.soak.course import Plan, Record, soak
from tests.soak.report import document, faults, page


def main() -> int:
    """Exit code 0 when nothing grew and nothing was lost."""
    parser = argparse.ArgumentParser(prog="tests.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=135.0, help="how long (default %(default)g)")
    parser.add_argument("--rate", type=float, default=500.0, help="messages a second (default %(default)g)")
    parser.add_argument("--every", type=float, default=10.0, help="seconds between samples (default %(default)g)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a page")
    parser.add_argument("--report", type=Path, help="write the page here, and the JSON object beside it")
    options = parser.parse_args()
    plan = Plan(seconds=options.minutes * 60, rate=options.rate, every_s=options.every)
    record = asyncio.run(_run(plan))
    told = json.dumps(document(record), ensure_ascii=False)
    sys.stdout.write(told + "\n" if options.json else page(record))
    if options.report is not None:
        options.report.parent.mkdir(parents=True, exist_ok=True)
        options.report.with_suffix(".md").write_text(page(record), "utf-8")
        options.report.with_suffix(".json").write_text(told + "\n", "utf-8")
    return 1 if faults(record) else 0


async def _run(plan: Plan) -> Record:
    began_s = time.monotonic()

    def say(line: str) -> None:
        sys.stderr.write(f"soak {time.monotonic() - began_s:6.0f} s  {line}\n")
        sys.stderr.flush()

    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        return await soak(plan, Path(folder), say)


if __name__ == "__main__":
    sys.exit(main())
