"""`hutong pair`: take a device into the home, where its protocol wants that."""

from typing import Annotated

import typer

from gateway.adapters import AdapterError, load_manifest
from gateway.cli.output import CliError


def register(app: typer.Typer) -> None:
    """Add the command; what follows the adapter's name is for the adapter."""
    app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(pair)


def pair(context: typer.Context, adapter: Annotated[str, typer.Argument(help="Type of the adapter.")]) -> None:
    """Pair a device. The adapter says which options it needs and runs the steps."""
    try:
        manifest = load_manifest(adapter)
    except AdapterError as error:
        raise CliError(f"pair {adapter}: {error}") from error
    if manifest.pair is None:
        raise CliError(
            f"pair {adapter}: its devices are paired at the vendor's own hub; they appear here by themselves"
        )
    manifest.pair(tuple(context.args))
