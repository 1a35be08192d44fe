"""The command line, in this process and as a process of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from gateway.cli.commands import app
from gateway.cli.output import CliError

HUTONG = Path(sys.executable).parent / "hutong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    code: int
    out: str
    err: str


def run(*arguments: object, **environ: str) -> Ran:
    """In this process; quick. A CliError is what `main` makes of it."""
    result = CliRunner().invoke(app, [*map(str, arguments)], env=environ or None)
    if isinstance(result.exception, CliError):
        return Ran(code=result.exception.code, out=result.stdout, err=f"{result.exception}\n")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(code=result.exit_code, out=result.stdout, err=result.stderr)


def spawn(*arguments: object, **environ: str) -> Ran:
    """As a process of its own; for what exit codes and streams are worth to other programs."""
    done = subprocess.run(
        [HUTONG, *map(str, arguments)],
        env={**os.environ, "COLUMNS": "40", **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return Ran(code=done.returncode, out=done.stdout, err=done.stderr)


def is_one_line(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith("\n") and "Traceback" not in text
