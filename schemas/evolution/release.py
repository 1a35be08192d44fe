"""What the last release promised, kept as its table; CI compares every build with it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from schemas.evolution.compare import changes
from schemas.evolution.declared import undeclared
from schemas.forms.files import table_text
from schemas.forms.table import from_table, to_table
from schemas.registry import PUBLISHED, Registry

RELEASED: Final = "released.json"


def released(folder: Path = PUBLISHED) -> Registry | None:
    """Read the table of the last release; None before the first. TableError names what is wrong with it."""
    try:
        text = (folder / RELEASED).read_text("utf-8")
    except FileNotFoundError:
        return None
    return from_table(json.loads(text), RELEASED)


def broken_promises(new: Registry, folder: Path = PUBLISHED) -> Iterator[str]:
    """Give one line for each version that does not say what changed since the last release."""
    old = released(folder)
    return iter(()) if old is None else undeclared(old, new, changes(old, new))


def release(new: Registry, folder: Path = PUBLISHED) -> list[str]:
    """Make this the last release, unless a change is not declared: then give the lines and write nothing."""
    lines = list(broken_promises(new, folder))
    if not lines:
        (folder / RELEASED).write_text(table_text(to_table(new)), encoding="utf-8")
    return lines
