"""The `hutong` command."""

import sys

from gateway.cli.output import CliError, fail


def main() -> None:
    """Run one command; a fault is one line on standard error and exit code 2."""
    try:
        from gateway.cli.commands import app  # noqa: PLC0415 - the demonstration uses parts of this package

        app()
    except CliError as error:
        sys.exit(fail(error))
    except KeyboardInterrupt:  # while it is still loading; from then on typer sees to it
        sys.exit(130)
