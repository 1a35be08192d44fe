"""Finds what a name of the schema stands for, and what was probably meant when nothing does."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final, TypeAlias

from gateway.cli.output import CliError

Row: TypeAlias = Mapping[str, Any]

_MEMBERS: Final = (("property", "properties"), ("command", "commands"), ("event", "events"))


def find(table: Row, name: str) -> dict[str, Row]:
    """Give what carries the name, by kind; CliError suggests near ones."""
    plain = name.strip().replace("/", ".").removesuffix("()").removesuffix("!")
    found = {kind: row for kind, path, row in _named(table) if path == plain}
    if found:
        return found
    near = _near(table, plain)
    hint = f"did you mean {near}?" if near else "hutong schema list shows what there is"
    raise CliError(f"schema show: there is no {name!r} in the schema; {hint}")


def _named(table: Row) -> Iterator[tuple[str, str, Row]]:
    for one in table["capabilities"]:
        yield "capability", one["id"], one
        for kind, key in _MEMBERS:
            for row in one[key]:
                yield kind, f"{one['id']}.{row['name']}", {"capability": one["id"], **row}
    for one in table["device_types"]:
        yield "device_type", one["id"], one
    for one in table.get("scenarios", ()):
        yield "scenario", one["id"], one


def _near(table: Row, wanted: str) -> str:
    """Compare with ids in any case, with members without their capability, and with names in both languages."""
    paths: dict[str, str] = {}
    for _, path, row in _named(table):
        for key in (path, path.rpartition(".")[2], row["en"], row["zh"]):
            paths.setdefault(key.casefold(), path)
    close = get_close_matches(wanted.casefold(), paths, n=3, cutoff=0.7)
    return " or ".join(dict.fromkeys(paths[key] for key in close))
