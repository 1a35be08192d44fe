"""`hutong run`: both processes, or one of them under its own unit and user."""

import asyncio
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from gateway.cli.output import CliError
from gateway.config import ConfigError, load_config
from gateway.launcher import children, launch
from gateway.logging import set_up_logging


class Part(StrEnum):
    """Which process to run."""

    ALL = "all"
    CORE = "core"
    EGRESS = "egress"


ConfigOption = Annotated[
    Path, typer.Option("--config", "-c", help="Configuration file (TOML).", envvar="HUTONG_CONFIG")
]
DEFAULT_CONFIG = Path("/etc/hutong/config.toml")


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(run)


def run(
    part: Annotated[Part, typer.Argument(help="core, egress, or all (both).")] = Part.ALL,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Run the gateway until it is told to stop."""
    try:
        loaded = load_config(config)
    except ConfigError as error:
        raise CliError(str(error)) from error
    core, egress = children(config)
    if part is Part.ALL:
        set_up_logging(loaded.log.level, loaded.log.format)
        sys.exit(asyncio.run(launch((core, egress))))
    child = core if part is Part.CORE else egress
    os.execv(child.arguments[0], child.arguments)  # noqa: S606 - the process becomes the part, so that its unit watches it
