"""`hutong schema diff`: what changed between two versions of the schema, and whether the versions say so."""

import json
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from gateway.cli.config import JsonOption
from gateway.cli.output import CliError, console, print_json, print_table
from schemas.evolution import Change, Effect, changes, undeclared
from schemas.forms.entry import TableError
from schemas.forms.table import from_table
from schemas.registry import PUBLISHED, Registry

UNDECLARED: Final = 1
FIX: Final = "give the output of `hutong schema export --format table --json`"
HERE: Final = {"published": PUBLISHED / "catalogue.json", "released": PUBLISHED / "released.json"}


def diff(
    old: Annotated[str, typer.Argument(help="A table (`schema export --format table --json`), or: released.")],
    new: Annotated[str, typer.Argument(help="A table, or: published.")] = "published",
    *,
    texts: Annotated[bool, typer.Option("--texts", help="Show changes of texts too.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Name every change as additive or breaking, and those that bear on privacy.

    Exit code 1 where a version does not rise as its changes demand.
    """
    before, after = _registry(old), _registry(new)
    found = changes(before, after)
    missing = list(undeclared(before, after, found))
    shown = [one for one in found if texts or one.effect is not Effect.TEXT]
    if as_json:
        print_json(
            {"old": before.version, "new": after.version, "changes": [_row(c) for c in shown], "undeclared": missing}
        )
    else:
        print_table(
            ("place", "effect", "privacy", "what"),
            ((one.place, str(one.effect), "yes" if one.privacy else "", one.what) for one in shown),
        )
        for line in missing:
            console.print(f"not declared: {line}")
        console.print(f"{len(shown)} changes, {len(missing)} not declared")
    if missing:
        raise typer.Exit(UNDECLARED)


def _registry(name: str) -> Registry:
    path = HERE.get(name, Path(name))
    try:
        return from_table(json.loads(path.read_text("utf-8")), str(path))
    except TableError as error:
        raise CliError(f"{error}; {FIX}") from error
    except FileNotFoundError as error:
        reason = f"{name}: nothing is released yet" if name == "released" else f"{path}: {error.strerror}"
        raise CliError(f"{reason}; {FIX}") from error
    except OSError as error:
        raise CliError(f"{path}: {error.strerror}; {FIX}") from error
    except (ValueError, RecursionError) as error:
        raise CliError(f"{path}: it is not JSON ({error}); {FIX}") from error


def _row(change: Change) -> dict[str, Any]:
    return {"place": change.place, "effect": str(change.effect), "privacy": change.privacy, "what": change.what}
