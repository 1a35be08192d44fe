"""What commands print: tables for people, JSON for programs, one line for a fault."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Column, Table

# Names and keys come from devices: `12:34:AB:CD` is no emoji, and `[lamp]` no style.
console = Console(markup=False, emoji=False)
errors = Console(stderr=True, markup=False, emoji=False)
WHOLE = frozenset({"id", "key", "adapter", "option", "state"})
"""Columns whose words people copy, or look for: other columns give way to them."""


class CliError(Exception):
    """A fault of input or of the gateway: one line that names the place and the fix."""

    def __init__(self, text: str, code: int = 2) -> None:
        super().__init__(text)
        self.code = code


def fail(error: CliError) -> int:
    """Print a fault and return its exit code."""
    print(error, file=sys.stderr)  # noqa: T201 - not wrapped, so that file:line stays whole
    return error.code


def print_json(data: Any) -> None:
    """Print one JSON document."""
    print(json.dumps(data, ensure_ascii=False, indent=2))  # noqa: T201


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], title: str = "") -> None:
    """Print a table. No letter of it is left out: what is too wide is broken into lines."""
    heads = (Column(head, overflow="fold", no_wrap=head in WHOLE) for head in columns)
    table = Table(*heads, title=title or None, title_justify="left")
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    console.print(table)
